"""The core against the second opinion of reference.py, over random valid years."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ahce_core import api
from tests.core import reference
from tests.core.strategies import STEADY, SUBJECTS, TENTHS, requests


def assess(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(api.assess(json.dumps(request, ensure_ascii=False)))
    assert "errors" not in answer, answer
    return answer


def figures_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without its words, in the shape of `reference.expected`."""
    elected = answer["elected"]
    return {
        **{key: answer[key] for key in ("year", "total", "general", "professional", "complete")},
        "elected": elected
        and {key: elected[key] for key in ("item", "activities", "hours", "general", "professional")},
        "tied_with": sorted(answer["tied_with"]),
        "activities": [
            {key: activity[key] for key in ("id", "item", "hours", "counts")}
            for activity in answer["activities"]
        ],
        **{key: answer[key] for key in ("missing", "verdict")},
        "open_readings": [
            {
                **{key: reading[key] for key in ("reading", "chosen", "changes")},
                "alternatives": [
                    {key: other[key] for key in ("name", "total", "general", "professional", "complete")}
                    for other in reading["alternatives"]
                ],
            }
            for reading in answer["open_readings"]
        ],
        "together": answer["together"]
        and {key: value for key, value in answer["together"].items() if not key.startswith("why")},
    }


@settings(STEADY, max_examples=500)
@given(requests())
def test_every_figure_of_a_random_year_is_the_literal_readings_figure(request_: dict[str, Any]) -> None:
    assert figures_of(assess(request_)) == reference.expected(request_)


@settings(STEADY, max_examples=100)
@given(requests())
def test_every_quote_stands_in_its_own_item(request_: dict[str, Any]) -> None:
    for activity in assess(request_)["activities"]:
        assert activity["quote"]
        assert activity["quote"] in reference.passage_of_item(activity["item"])
        assert activity["why"]
        assert activity["why_en"]


@settings(STEADY, max_examples=100)
@given(requests(split=False), SUBJECTS, TENTHS)
def test_more_courseware_never_lowers_a_figure(
    request_: dict[str, Any], subject: str, rated_hours: float
) -> None:
    courseware = {"kind": "courseware", "subject": subject, "rated_hours": rated_hours}
    before, after = assess(request_), assess(reference.with_activities(request_, courseware))
    assert after["total"] >= before["total"]
    assert after["professional"] >= before["professional"]
    assert after["missing"]["total"] <= before["missing"]["total"]
    assert after["missing"]["professional"] <= before["missing"]["professional"]
    assert after["complete"] >= before["complete"]
    assert (before["verdict"], after["verdict"]) not in [
        ("complete", "depends"),
        ("complete", "short"),
        ("depends", "short"),
    ]


@settings(STEADY, max_examples=100)
@given(requests(), st.integers(0, 10**6))
def test_the_order_of_the_request_decides_between_full_ties_alone(
    request_: dict[str, Any], seed: int
) -> None:
    shuffled = request_ | {"activities": list(request_["activities"])}
    Random(seed).shuffle(shuffled["activities"])
    before, after = assess(request_), assess(shuffled)
    for key in ("total", "general", "professional", "complete", "missing", "verdict"):
        assert before[key] == after[key]
    if (before["elected"] is not None) and not before["tied_with"]:
        assert after["elected"]["item"] == before["elected"]["item"]
        assert after["elected"]["hours"] == before["elected"]["hours"]


@settings(STEADY, max_examples=100)
@given(requests())
def test_an_answer_is_plain_json_with_at_most_one_decimal(request_: dict[str, Any]) -> None:
    text = api.assess(json.dumps(request_))

    def one_decimal(number: str) -> float:
        assert re.fullmatch(r"\d+\.\d", number), number
        return float(number)

    def refuse(name: str) -> None:
        raise AssertionError(name)

    answer = json.loads(text, parse_float=one_decimal, parse_constant=refuse)
    assert next(iter(answer)) == "year"
    assert text == api.assess(json.dumps(request_)), "the same request gets the same answer"
