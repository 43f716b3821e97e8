"""The words of an answer say where its figures come from, in both languages."""

import json
from pathlib import Path

import pytest

from ahce_core import api

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
