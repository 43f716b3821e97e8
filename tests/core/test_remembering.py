"""What is remembered from one request to the next changes no answer, and no text breaks the JSON that it is set into."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahce_core import api
from ahce_core.activity import KEPT_FACTS, Memory
from ahce_core.catalogue import KINDS
from ahce_core.readings import ADOPTED
from ahce_core.subjects import Subject
from ahce_core.wording import one_line
from tests.core.strategies import STEADY, requests


def year_of(*activities: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = [
        {"id": f"a{number}", "title": "学习记录", "date": "2026-05-01", **activity}
        for number, activity in enumerate(activities)
    ]
    return {"year": 2026, "activities": given, **more}


def assess(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(api.assess(json.dumps(request)))
    return answer


PATENT = {"kind": "patent", "type": "invention"}
COURSE = {"kind": "training_course", "organiser": "employer", "full_days": 1}


def test_activities_of_two_kinds_are_never_the_same_however_alike_their_facts() -> None:
    teaching, outreach = KINDS["teaching"](), KINDS["expert_outreach"]()
    assert tuple(teaching) == tuple(outreach)
    assert teaching != outreach
    assert teaching == KINDS["teaching"]()
    answer = assess(year_of({"kind": "teaching"}, {"kind": "expert_outreach"}))
    assert [one["hours"] for one in answer["activities"]] == [5, 20]


@pytest.mark.parametrize(
    ("sound", "unsound", "path"),
    [
        (PATENT | {"place": 1}, PATENT | {"place": True}, "place"),
        (COURSE | {"part_day": True}, COURSE | {"part_day": 1}, "part_day"),
        (COURSE, COURSE | {"part_day": None}, "part_day"),
        (COURSE, COURSE | {"hours": 6}, "hours"),
        ({"kind": "teaching"}, {"kind": "teaching", "work": None}, "work"),
    ],
)
def test_what_was_sound_before_excuses_nothing_that_looks_like_it(
    sound: dict[str, Any], unsound: dict[str, Any], path: str
) -> None:
    assert "errors" not in assess(year_of(sound))
    assert [error["path"] for error in assess(year_of(unsound))["errors"]] == [f"activities[0].{path}"]
    assert "errors" not in assess(year_of(sound))


def test_a_memory_that_is_full_begins_anew_and_is_as_right_as_before() -> None:
    memory = Memory(ADOPTED, 2026)
    recorded = KINDS["recorded_hours"]
    for tenths in range(1, KEPT_FACTS + 2):
        assert memory[recorded(Subject.GENERAL, tenths)].tenths == tenths
        assert len(memory) <= KEPT_FACTS
    assert memory[recorded(Subject.GENERAL, 1)].tenths == 1


IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(one_line)


@STEADY
@given(requests(), TITLES, st.lists(IDS, min_size=7, max_size=7, unique=True))
def test_a_title_or_id_of_any_characters_changes_nothing_but_where_it_stands(
    request_: dict[str, Any], title: str, ids: list[str]
) -> None:
    plain = assess(request_)
    named = dict(zip((one["id"] for one in request_["activities"]), ids, strict=False))
    for one in request_["activities"]:
        one |= {"title": title, "id": named[one["id"]]}
    assert assess(request_) == renamed(plain, named, one_line(title))


def renamed(value: Any, named: dict[str, str], title: str) -> Any:
    """A part of an answer, had the ids and the title been others."""
    match value:
        case dict():
            return {key: renamed(part, named, title) for key, part in value.items()}
        case list():
            return [renamed(part, named, title) for part in value]
        case str():
            return named.get(value, value.replace("学习记录", title))
    return value
