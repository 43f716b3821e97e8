"""Whole years as data, on both sides of every line: each file of tests/cases against the core and the second opinion.

A case has `title`, `cites` and `why` (Chinese, and `_en`), the door's `request`, and in `expect` a subset of its
answer: keys that it leaves out are not compared, of `activities`, `ways_to_complete`, `open_readings` and their
`alternatives` those that it names must be there and be so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ahce_core import api
from tests.core import reference

CASES_FOLDER = Path(__file__).parent.parent / "cases"
CASES = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES_FOLDER.glob("*.json"))
}
TEXTS = ("title", "title_en", "why", "why_en")

SCHEMA = Draft202012Validator(json.loads(api.schema()))

each_case = pytest.mark.parametrize(
    "case", CASES.values(), ids=[f"{name}: {case['title_en']}" for name, case in CASES.items()]
)


def assess(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(api.assess(json.dumps(request, ensure_ascii=False)))
    return answer


def named(entry: dict[str, Any]) -> Any:
    """What tells one entry of an answer's list from the others."""
    keys = ("id", "reading", "name")
    return next((entry[key] for key in keys if key in entry), (entry.get("kind"), entry.get("facts")))


def part_of(answer: Any, expected: Any) -> Any:
    """The answer cut down to what is expected of it, so that a difference shows itself beside the rest."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return {key: part_of(answer[key], value) for key, value in expected.items() if key in answer}
    if isinstance(expected, list) and expected and isinstance(expected[0], dict):
        found = [[entry for entry in answer if named(entry) == named(wanted)] for wanted in expected]
        return [
            part_of(entries[0], wanted) for entries, wanted in zip(found, expected, strict=True) if entries
        ]
    return answer


@each_case
def test_a_whole_year_is_answered_as_its_case_says(case: dict[str, Any]) -> None:
    answer = assess(case["request"])
    assert part_of(answer, case["expect"]) == case["expect"]
    for activity in answer["activities"]:
        assert activity["quote"]
        assert activity["quote"] in reference.passage_of_item(activity["item"])


@each_case
def test_a_case_agrees_with_the_literal_reading(case: dict[str, Any]) -> None:
    """The expectations are worked out by hand; the second opinion guards them against slips of the pen."""
    expect = {key: value for key, value in case["expect"].items() if key != "ways_to_complete"}
    assert part_of(reference.expected(case["request"]), expect) == expect
    for way in case["expect"].get("ways_to_complete", []):
        assert way["add"] == reference.smallest_courseware(case["request"], way["facts"]["subject"])


@each_case
def test_a_case_is_valid_by_the_published_schema(case: dict[str, Any]) -> None:
    assert [error.message for error in SCHEMA.iter_errors(case["request"])] == []


@each_case
def test_a_case_explains_itself_in_both_languages(case: dict[str, Any]) -> None:
    assert set(case) == {*TEXTS, "cites", "request", "expect"}
    assert all(case[text].strip() for text in TEXTS)
    assert case["cites"]
    for citation in case["cites"]:
        assert citation.startswith("第")


def test_the_cases_reach_every_choice_of_every_fact() -> None:
    declared = {
        (kind["kind"], field["name"], choice["value"])
        for kind in json.loads(api.describe())["kinds"]
        for field in kind["fields"]
        for choice in field.get("choices", [])
    }
    reached = {
        (activity["kind"], name, value)
        for case in CASES.values()
        for activity in case["request"]["activities"]
        for name, value in activity.items()
        if isinstance(value, str)
    }
    assert declared <= reached


def test_the_cases_choose_every_reading_and_meet_every_verdict() -> None:
    chosen = {
        (reading, name)
        for case in CASES.values()
        for reading, name in reference.profile_of(case["request"]).items()
    }
    assert chosen == {(reading, name) for reading, names in reference.READINGS.items() for name in names}
    assert {case["expect"]["verdict"] for case in CASES.values()} == {"complete", "short", "depends"}
