"""A way to complete is proved: with it the year is complete, with one unit less it is not, and none is smaller."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahce_core import api
from tests.core import reference
from tests.core.strategies import STEADY, SUBJECTS, requests


def assess(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(api.assess(json.dumps(request, ensure_ascii=False)))
    assert "errors" not in answer, answer
    return answer


def taken(request: dict[str, Any], way: dict[str, Any], amount: float) -> dict[str, Any]:
    """The request with so many units of the way done, as a person would enter them."""
    one = {"kind": way["kind"], **way["facts"]}
    match way["unit"]:
        case "hours":
            more = [one | {"rated_hours": amount}] if amount else []
        case "days":
            more = [one | {"full_days": amount}] if amount else []
        case "activities":
            more = [one] * int(amount)
        case unit:
            raise AssertionError(unit)
    return reference.with_activities(request, *more)


def one_unit_less(way: dict[str, Any]) -> float:
    return reference.plain(reference.tenths(way["add"]) - 1) if way["unit"] == "hours" else way["add"] - 1


@settings(STEADY, max_examples=150)
@given(requests(most=5))
def test_with_a_way_the_year_is_complete_and_with_one_unit_less_it_is_not(request_: dict[str, Any]) -> None:
    all_ways_hold(request_)


def all_ways_hold(request_: dict[str, Any]) -> None:
    answer = assess(request_)
    ways = answer["ways_to_complete"]
    assert answer["complete"] == (ways == [])
    for way in ways:
        assert way["add"] > 0
        assert way["label"]
        assert way["label_en"]
        done = taken(request_, way, way["add"])
        after = assess(done)
        assert after["complete"]
        assert (way["total"], way["professional"]) == (after["total"], after["professional"])
        assert reference.figures(done).complete
        assert not assess(taken(request_, way, one_unit_less(way)))["complete"]


@st.composite
def split_years(draw: st.DrawFn) -> dict[str, Any]:
    """A year whose option is split as claimed, beside a course of general content that another course would join."""
    course = {"kind": "training_course", "organiser": "employer", "subject": "general"}
    request_ = reference.with_activities(
        {"year": 2026, "readings": {"one_option": "item"}, "activities": []},
        draw(
            st.sampled_from(
                [{"kind": "book", "authorship": "first"}, {"kind": "patent", "type": "design", "place": 2}]
            )
        ),
        *draw(st.lists(st.integers(1, 9).map(lambda days: course | {"full_days": days}), max_size=2)),
        {"kind": "courseware", "subject": draw(SUBJECTS), "rated_hours": draw(st.integers(1, 40))},
    )
    elected = reference.figures(request_).elected
    assert elected
    general = draw(st.integers(elected.hours - elected.claimable, elected.hours))
    return request_ | {"elected_split": {"general": reference.plain(general)}}


@settings(STEADY, max_examples=60)
@given(split_years())
def test_a_way_leaves_the_split_that_is_claimed_possible(request_: dict[str, Any]) -> None:
    all_ways_hold(request_)


@settings(STEADY, max_examples=60)
@given(requests(most=3))
def test_no_smaller_way_of_the_same_sort_exists(request_: dict[str, Any]) -> None:
    answer = assess(request_)
    if answer["complete"]:
        return
    offered = [way for way in answer["ways_to_complete"] if way["kind"] == "courseware"]
    assert any(way["facts"]["subject"] == "professional" for way in offered)
    for way in offered:
        assert way["add"] == reference.smallest_courseware(request_, way["facts"]["subject"])
    for way in answer["ways_to_complete"]:
        if way["unit"] == "days":
            assert way["add"] == reference.smallest_days(request_, way["kind"], way["facts"])


@pytest.mark.parametrize(
    ("subject", "rated_hours", "add"),
    [("general", 77.5, 60), ("professional", 59.9, 30.1), ("professional", 89.9, 0.1), ("general", 500, 60)],
)
def test_courseware_alone_is_completed_by_the_very_tenth(
    subject: str, rated_hours: float, add: float
) -> None:
    request_ = reference.with_activities(
        {"year": 2026, "activities": []},
        {"kind": "courseware", "subject": subject, "rated_hours": rated_hours},
    )
    [way] = [
        way
        for way in assess(request_)["ways_to_complete"]
        if way["kind"] == "courseware" and way["facts"]["subject"] == "professional"
    ]
    assert way["add"] == add


@settings(STEADY, max_examples=60)
@given(requests(most=3))
def test_where_some_professional_hours_are_missing_general_ones_do_for_the_rest(
    request_: dict[str, Any],
) -> None:
    answer = assess(request_)
    total, professional = (reference.tenths(answer["missing"][part]) for part in ("total", "professional"))
    if not 0 < professional < total:
        return
    way = answer["ways_to_complete"][0]
    assert way["facts"] == {"subject": "professional"}
    assert f"专业科目不少于{answer['missing']['professional']}学时，其余科目不限" in way["label"]
    assert f"at least {answer['missing']['professional']} professional" in way["label_en"]
    for fewer in (0, 1):
        parts = {"professional": professional - fewer, "general": total - professional + fewer}
        more = [
            {"kind": "courseware", "subject": subject, "rated_hours": reference.plain(part)}
            for subject, part in parts.items()
            if part
        ]
        assert assess(reference.with_activities(request_, *more))["complete"] is (fewer == 0)


def test_a_complete_year_has_no_way_to_go() -> None:
    request_ = reference.with_activities({"year": 2026, "activities": []}, {"kind": "qualification_exam"})
    assert assess(request_)["ways_to_complete"] == []


def test_hours_days_and_another_achievement_are_all_offered() -> None:
    request_ = reference.with_activities({"year": 2026, "activities": []}, {"kind": "teaching"})
    ways = assess(request_)["ways_to_complete"]
    assert {way["unit"] for way in ways} == {"hours", "days", "activities"}
    assert {"courseware", "training_course", "overseas_training", "qualification_exam", "degree"} <= {
        way["kind"] for way in ways
    }


@pytest.mark.parametrize("part_day", [False, True])
def test_a_stay_is_never_longer_than_a_request_may_say(part_day: bool) -> None:
    course = {"organiser": "authority", "full_days": 366, "part_day": part_day, "subject": "general"}
    request_ = reference.with_activities(
        {"year": 2026, "activities": []}, {"kind": "training_course"} | course
    )
    for way in assess(request_)["ways_to_complete"]:
        assert assess(taken(request_, way, way["add"]))["complete"]


def test_a_way_leaves_room_in_a_request_that_is_almost_full() -> None:
    microlessons = [{"kind": "courseware", "subject": "general", "rated_hours": 0.1}] * 499
    request_ = reference.with_activities(
        {"year": 2026, "readings": {"one_option": "item"}, "activities": []}, *microlessons
    )
    ways = assess(request_)["ways_to_complete"]
    assert ways
    for way in ways:
        assert assess(taken(request_, way, way["add"]))["complete"]
