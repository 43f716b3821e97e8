"""The words of an answer say where its figures come from, in both languages."""

import json
from pathlib import Path

import pytest

from ahce_core import api
from tests.core import reference

CASES = Path(__file__).parents[1] / "cases"


def answer_of(case):
    request = json.loads((CASES / f"{case}.json").read_text("utf-8"))["request"]
    return json.loads(api.assess(json.dumps(request)))


def test_achievements_beyond_an_items_ceiling_say_what_they_add_up_to_and_what_counts():
    answer = answer_of("item-03-two-stays-by-item-capped")
    assert "合计120学时，最多认定90学时" in answer["elected_why"]
    assert "120 hours, of which at most 90 count" in answer["elected_why_en"]
    for activity in answer["activities"]:
        assert "合计120学时，最多认定90学时" in activity["why"]
        assert "120 hours, of which at most 90 count" in activity["why_en"]


@pytest.mark.parametrize(
    "case", ["item-03-two-stays-by-item-three-short", "item-01-two-patents-added-by-item"]
)
def test_achievements_that_count_in_full_say_nothing_of_a_ceiling(case):
    answer = answer_of(case)
    assert len(answer["elected"]["activities"]) == 2
    assert "最多" not in answer["elected_why"]
    assert all("相加" in one["why"] and "合计" not in one["why"] for one in answer["activities"])


def test_readings_that_change_completion_only_together_are_named_with_what_becomes_of_the_year():
    together = answer_of("year-two-readings-only-together")["together"]
    assert "每靠后一位减少3学时" in together["why"]
    assert "第一作者和通讯作者认定全年学时" in together["why"]
    assert "未完成：共75学时，其中专业科目60学时" in together["why"]
    assert "short: 75 hours, 60 of them professional" in together["why_en"]
    assert answer_of("year-all-readings-otherwise")["together"] is None


def test_a_lower_option_that_alone_would_complete_the_year_is_named_and_not_elected():
    answer = answer_of("year-general-course-above-a-degree")
    assert answer["elected"]["activities"] == ["a1"]
    assert "如果当年只有“工程硕士学位证书”，总学时90、其中专业科目60，就达到了" in answer["elected_why"]
    assert (
        "with “工程硕士学位证书” alone the year would be complete: 90 hours, 60 of them"
        in answer["elected_why_en"]
    )
    assert all(way["kind"] != "degree" for way in answer["ways_to_complete"])


@pytest.mark.parametrize(
    ("days", "degrees", "split", "said"),
    [
        (20, 1, {}, True),
        (20, 0, {}, False),  # nothing else to elect
        (15, 1, {}, False),  # a tie, in which the one that may be professional is elected
        (20, 1, {"readings": {"general_content": "claimable"}}, False),
        (20, 1, {"readings": {"general_content": "claimable"}, "elected_split": {"general": 120}}, False),
    ],
)
def test_it_is_named_only_where_general_content_leaves_the_highest_option_short(days, degrees, split, said):
    course = {"kind": "training_course", "organiser": "authority", "full_days": days, "subject": "general"}
    given = [course, *[{"kind": "degree", "degree": "master"}] * degrees]
    request = reference.with_activities({"year": 2026, "activities": [], **split}, *given)
    answer = json.loads(api.assess(json.dumps(request)))
    assert ("能不能改选它" in answer["elected_why"]) is said
    assert ("may be instead" in answer["elected_why_en"]) is said


def test_a_lower_option_that_is_short_too_is_not_named():
    course = {"kind": "training_course", "organiser": "authority", "full_days": 9, "subject": "general"}
    request = reference.with_activities({"year": 2026, "activities": []}, course, {"kind": "teaching"})
    assert "改选" not in json.loads(api.assess(json.dumps(request)))["elected_why"]


def test_a_lower_option_is_not_named_where_the_highest_would_do_with_another_split():
    course = {"kind": "training_course", "organiser": "authority", "full_days": 5, "subject": "general"}
    longer = course | {"full_days": 15, "subject": "professional"}
    given = {"year": 2026, "readings": {"one_option": "item"}, "activities": []}
    request = reference.with_activities(given, course, longer, {"kind": "degree", "degree": "master"})
    answer = json.loads(api.assess(json.dumps(request | {"elected_split": {"general": 120}})))
    assert not answer["complete"]
    assert "改选" not in answer["elected_why"]
