"""Bad input is refused by name, with path, fact and remedy in both languages, all errors at once; nothing crashes."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahce_core import api, json_text
from ahce_core.problems import Refusal
from ahce_core.request import read_request
from ahce_core.scrutiny import problems_of
from tests.core.strategies import STEADY, requests

COMMON = {"id": "a1", "title": "学习记录", "date": "2026-03-01"}
FACTS: dict[str, dict[str, Any]] = {
    "award": {"level": "national", "prize": "second", "place": 2},
    "patent": {"type": "invention", "place": 1},
    "assignment": {"posting": "tibet", "start": "2026-01-01", "end": "2026-12-31"},
    "expert_outreach": {},
    "overseas_training": {"full_days": 3, "part_day": True},
    "paper": {"indexed_by": "sci", "authorship": "first", "work": "w1"},
    "book": {"authorship": "sole", "work": "w1"},
    "project": {"level": "ministerial", "place": 1},
    "advisory_report": {"level": "provincial", "place": 1},
    "conference": {"paper_characters": 2000},
    "qualification_exam": {},
    "degree": {"degree": "master"},
    "training_course": {"organiser": "authority", "full_days": 3, "part_day": False, "subject": "general"},
    "teaching": {},
    "courseware": {"subject": "general", "rated_hours": 12.5},
    "recorded_hours": {"subject": "professional", "hours": 30},
}
MAY_BE_ABSENT = {"work", "paper_characters", "part_day", "rated_hours"} | {("training_course", "subject")}
ABSENT = object()
DEEP = 100_000
MIB = 1_048_576


def activity(kind: str, /, **changes: Any) -> dict[str, Any]:
    """A valid activity of the kind, but for the changes; ABSENT takes a key away."""
    facts = COMMON | {"kind": kind} | FACTS[kind] | changes
    return {key: value for key, value in facts.items() if value is not ABSENT}


def request(*activities: Any, **changes: Any) -> dict[str, Any]:
    whole = {"year": 2026, "activities": list(activities)} | changes
    return {key: value for key, value in whole.items() if value is not ABSENT}


def assess(value: Any) -> dict[str, Any]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    readers_agree(text)
    answer: dict[str, Any] = json.loads(api.assess(text))
    return answer


def readers_agree(text: str) -> None:
    """The reader that is fast and the one that says what is wrong refuse the same requests."""
    try:
        source = json_text.read(text)
    except Refusal:
        return  # no JSON, for both
    problems = problems_of(source)
    try:
        read_request(source)
    except Refusal:
        assert problems != []
    else:
        assert problems == []


def errors_of(value: Any) -> list[dict[str, str]]:
    """The errors of a request that must be refused, each whole and in both languages."""
    answer = assess(value)
    assert list(answer) == ["errors"], answer
    assert answer["errors"]
    for error in answer["errors"]:
        assert set(error) == {"path", "message", "message_en"}
        assert all(isinstance(part, str) for part in error.values())
        assert any("\u4e00" <= character <= "\u9fff" for character in error["message"]), error
        assert any(character.isascii() and character.isalpha() for character in error["message_en"]), error
    return list(answer["errors"])


def refused_at(value: Any) -> list[str]:
    return [error["path"] for error in errors_of(value)]


def accepted(value: Any) -> dict[str, Any]:
    answer = assess(value)
    assert "errors" not in answer, answer
    return answer


# ---- What is valid stays valid: the far side of every line below


@pytest.mark.parametrize("kind", FACTS)
def test_a_valid_activity_of_each_kind_is_accepted(kind: str) -> None:
    assert accepted(request(activity(kind)))["activities"][0]["id"] == "a1"


@pytest.mark.parametrize(
    "value",
    [
        request(),
        request(year=2025),
        request(year=2100),
        request(readings={}),
        request(readings={"one_option": "item"}),
        request(activity("teaching", id="x" * 64)),
        request(activity("teaching", id="学")),
        request(activity("teaching", title="题")),
        request(activity("teaching", title="题" * 200)),
        request(activity("teaching", title="𠮷" * 200)),
        request(activity("teaching", title="\u202e讲\u3000\t座\n")),
        request(activity("teaching", id=" \x00\u200b")),
        request(activity("paper", work="w" * 64)),
        request(activity("award", place=999)),
        request(activity("overseas_training", full_days=0)),
        request(activity("overseas_training", full_days=366)),
        request(activity("overseas_training", part_day=False)),
        request(activity("training_course", full_days=1, part_day=ABSENT)),
        request(activity("courseware", rated_hours=0.1)),
        request(activity("courseware", rated_hours=500)),
        request(activity("courseware", rated_hours=12.50)),
        request(activity("recorded_hours", hours=0.1)),
        request(activity("recorded_hours", hours=500)),
        request(activity("conference", paper_characters=1)),
        request(activity("conference", paper_characters=1_000_000)),
        request(activity("teaching", date="2026-01-01")),
        request(activity("teaching", date="2026-12-31")),
        request(activity("teaching", date="2028-02-29"), year=2028),
        request(activity("assignment", date=ABSENT)),
        request(activity("assignment", date="2019-06-30")),
        request(activity("assignment", start="2020-01-01", end="2026-01-01")),
        request(activity("assignment", start="2026-12-31", end="2030-01-01")),
        request(activity("assignment", start="2026-05-01", end="2026-05-01")),
        request(activity("qualification_exam"), elected_split={"general": 0}),
        request(activity("qualification_exam"), elected_split={"general": 90}),
        request(activity("qualification_exam"), elected_split={"general": 12.5}),
        request(activity("training_course"), elected_split={"general": 21 - 3}),
    ],
    ids=lambda value: json.dumps(value, ensure_ascii=False)[:70],
)
def test_the_last_lawful_value_is_accepted(value: dict[str, Any]) -> None:
    accepted(value)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("paper", "work"),
        ("book", "work"),
        ("courseware", "rated_hours"),
        ("conference", "paper_characters"),
        ("training_course", "subject"),
    ],
)
def test_a_fact_that_may_be_absent_may_be_null_and_means_the_same(kind: str, key: str) -> None:
    assert accepted(request(activity(kind, **{key: None}))) == accepted(
        request(activity(kind, **{key: ABSENT}))
    )


def test_part_day_is_no_unless_it_is_said() -> None:
    assert accepted(request(activity("overseas_training", part_day=ABSENT)))["total"] == 18


def test_a_byte_order_mark_before_the_text_changes_nothing() -> None:
    text = json.dumps(request(activity("teaching")))
    assert accepted("\ufeff" + text) == accepted(text)


# ---- One wrong thing in an activity, and its path


def wrong(kind: str, path: str, /, **changes: Any) -> Any:
    shown = ", ".join(
        f"{key}={'absent' if value is ABSENT else value!r}"[:40] for key, value in changes.items()
    )
    return pytest.param(activity(kind, **changes), f"activities[0].{path}", id=f"{kind} {shown}")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        wrong("teaching", "kind", kind="lecture"),
        wrong("teaching", "kind", kind=None),
        wrong("teaching", "kind", kind=["teaching"]),
        wrong("teaching", "kind", kind=""),
        wrong("teaching", "kind", kind="Teaching"),
        wrong("teaching", "kind", kind=ABSENT),
        wrong("teaching", "id", id=ABSENT),
        wrong("teaching", "id", id=""),
        wrong("teaching", "id", id="x" * 65),
        wrong("teaching", "id", id=1),
        wrong("teaching", "id", id=None),
        wrong("teaching", "title", title=ABSENT),
        wrong("teaching", "title", title=""),
        wrong("teaching", "title", title="题" * 201),
        wrong("teaching", "title", title=7),
        wrong("teaching", "title", title=" "),
        wrong("teaching", "title", title="\u3000\t\u200b"),
        wrong("teaching", "title", title="讲座\x00"),
        wrong("paper", "work", work="\x07"),
        wrong("paper", "work", work="\u00ad"),
        wrong("teaching", "date", date=ABSENT),
        wrong("teaching", "date", date=None),
        wrong("teaching", "date", date=""),
        wrong("teaching", "date", date=20260301),
        wrong("teaching", "date", date="20260301"),
        wrong("teaching", "date", date="2026-W10-1"),
        wrong("teaching", "date", date="2026W101"),
        wrong("teaching", "date", date="2026-060"),
        wrong("teaching", "date", date="2026-3-1"),
        wrong("teaching", "date", date="2026/03/01"),
        wrong("teaching", "date", date="2026-03-01T00:00:00"),
        wrong("teaching", "date", date=" 2026-03-01"),
        wrong("teaching", "date", date="2026-03-01\n"),
        wrong("teaching", "date", date="２０２６-０３-０１"),
        wrong("teaching", "date", date="٢٠٢٦-٠٣-٠١"),
        wrong("teaching", "date", date="2026-02-29"),
        wrong("teaching", "date", date="2026-04-31"),
        wrong("teaching", "date", date="2026-13-01"),
        wrong("teaching", "date", date="2026-00-10"),
        wrong("teaching", "date", date="2025-12-31"),
        wrong("teaching", "date", date="2027-01-01"),
        wrong("award", "level", level="state"),
        wrong("award", "level", level=ABSENT),
        wrong("award", "level", level=None),
        wrong("award", "level", level=True),
        wrong("award", "level", level={"national": 1}),
        wrong("award", "prize", prize="fourth"),
        wrong("award", "prize", prize="一等奖"),
        wrong("award", "place", place=ABSENT),
        wrong("award", "place", place=None),
        wrong("award", "place", place=0),
        wrong("award", "place", place=-1),
        wrong("award", "place", place=1000),
        wrong("award", "place", place=1.5),
        wrong("award", "place", place=1.0),
        wrong("award", "place", place=True),
        wrong("award", "place", place="3"),
        wrong("award", "place", place=[1]),
        wrong("award", "work", work="w1"),
        wrong("award", "rated_hours", rated_hours=3),
        wrong("patent", "type", type="software"),
        wrong("patent", "place", place=0),
        wrong("patent", "prize", prize="first"),
        wrong("assignment", "posting", posting="beijing"),
        wrong("assignment", "start", start=ABSENT),
        wrong("assignment", "end", end=ABSENT),
        wrong("assignment", "start", start="2026-02-30"),
        wrong("assignment", "end", start="2026-05-02", end="2026-05-01"),
        wrong("assignment", "date", date="2026-02-30"),
        wrong("expert_outreach", "place", place=1),
        wrong("overseas_training", "full_days", full_days=ABSENT),
        wrong("overseas_training", "full_days", full_days=-1),
        wrong("overseas_training", "full_days", full_days=367),
        wrong("overseas_training", "full_days", full_days=2.5),
        wrong("overseas_training", "full_days", full_days="3"),
        wrong("overseas_training", "full_days", full_days=False),
        wrong("overseas_training", "full_days", full_days=0, part_day=False),
        wrong("overseas_training", "full_days", full_days=0, part_day=ABSENT),
        wrong("overseas_training", "part_day", part_day=1),
        wrong("overseas_training", "part_day", part_day="true"),
        wrong("overseas_training", "subject", subject="general"),
        wrong("paper", "indexed_by", indexed_by="cpci"),
        wrong("paper", "indexed_by", indexed_by=None),
        wrong("paper", "indexed_by", indexed_by=ABSENT),
        wrong("paper", "authorship", authorship="second"),
        wrong("paper", "work", work=""),
        wrong("paper", "work", work="w" * 65),
        wrong("paper", "work", work=1),
        wrong("book", "authorship", authorship="corresponding"),
        wrong("project", "level", level="national"),
        wrong("project", "place", place=0),
        wrong("advisory_report", "level", level="ministerial"),
        wrong("advisory_report", "place", place=1000),
        wrong("conference", "paper_characters", paper_characters=0),
        wrong("conference", "paper_characters", paper_characters=1_000_001),
        wrong("conference", "paper_characters", paper_characters=2000.0),
        wrong("conference", "paper_characters", paper_characters="2000"),
        wrong("degree", "degree", degree="associate"),
        wrong("training_course", "organiser", organiser="school"),
        wrong("training_course", "subject", subject="public"),
        wrong("training_course", "full_days", full_days=0, part_day=False),
        wrong("teaching", "hours", hours=5),
        wrong("courseware", "subject", subject=ABSENT),
        wrong("courseware", "subject", subject=None),
        wrong("courseware", "subject", subject="公需"),
        wrong("courseware", "rated_hours", rated_hours=0),
        wrong("courseware", "rated_hours", rated_hours=0.05),
        wrong("courseware", "rated_hours", rated_hours=500.1),
        wrong("courseware", "rated_hours", rated_hours=12.55),
        wrong("courseware", "rated_hours", rated_hours=0.1 + 0.2),
        wrong("courseware", "rated_hours", rated_hours=-1),
        wrong("courseware", "rated_hours", rated_hours=-0.0),
        wrong("courseware", "rated_hours", rated_hours="12.5"),
        wrong("courseware", "rated_hours", rated_hours=True),
        wrong("recorded_hours", "hours", hours=ABSENT),
        wrong("recorded_hours", "hours", hours=None),
        wrong("recorded_hours", "hours", hours=0),
        wrong("recorded_hours", "hours", hours=501),
        wrong("recorded_hours", "rated_hours", rated_hours=3),
    ],
)
def test_one_wrong_fact_is_refused_at_its_own_path(value: dict[str, Any], path: str) -> None:
    assert refused_at(request(value)) == [path]


@pytest.mark.parametrize("kind", FACTS)
def test_every_required_fact_is_missed_by_name(kind: str) -> None:
    for key in FACTS[kind]:
        if key not in MAY_BE_ABSENT and (kind, key) not in MAY_BE_ABSENT:
            assert refused_at(request(activity(kind, **{key: ABSENT}))) == [f"activities[0].{key}"]


def test_an_assignment_that_does_not_touch_the_year_is_refused() -> None:
    for start, end in [("2024-01-01", "2025-12-31"), ("2027-01-01", "2028-01-01")]:
        [path] = refused_at(request(activity("assignment", start=start, end=end)))
        assert path in ("activities[0].start", "activities[0].end")


@pytest.mark.parametrize("value", [None, 3, "teaching", [], True], ids=repr)
def test_an_activity_that_is_no_object_is_refused(value: Any) -> None:
    assert refused_at(request(activity("teaching"), value)) == ["activities[1]"]


# ---- One wrong thing in the request


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (request(year=ABSENT), "year"),
        (request(year=None), "year"),
        (request(year=2024), "year"),
        (request(year=2101), "year"),
        (request(year=-2026), "year"),
        (request(year="2026"), "year"),
        (request(year=2026.0), "year"),
        (request(year=True), "year"),
        (request(activities=ABSENT), "activities"),
        (request(activities=None), "activities"),
        (request(activities={}), "activities"),
        (request(activities="a1"), "activities"),
        (request(person="甲"), "person"),
        (request(rules_version="2025.1"), "rules_version"),
        (request(readings=[]), "readings"),
        (request(readings="item"), "readings"),
        (request(readings={"two_options": "item"}), "readings.two_options"),
        (request(readings={"one_option": "项"}), "readings.one_option"),
        (request(readings={"one_option": None}), "readings.one_option"),
        (request(readings={"one_option": ["item"]}), "readings.one_option"),
        (request(readings={"sci_authors": "every_winner"}), "readings.sci_authors"),
        (request(readings={"government_body_route": "employer"}), "readings.government_body_route"),
        (request(readings={"after_refusal": "final"}), "readings.after_refusal"),
        (request(elected_split={"general": 0}), "elected_split"),
        (request(activity("courseware"), elected_split={"general": 0}), "elected_split"),
        (request(activity("award", prize="third", place=18), elected_split={"general": 0}), "elected_split"),
        (request(activity("degree"), elected_split=[]), "elected_split"),
        (request(activity("degree"), elected_split=30), "elected_split"),
        (request(activity("degree"), elected_split={}), "elected_split.general"),
        (request(activity("degree"), elected_split={"general": None}), "elected_split.general"),
        (request(activity("degree"), elected_split={"general": "30"}), "elected_split.general"),
        (request(activity("degree"), elected_split={"general": -1}), "elected_split.general"),
        (request(activity("degree"), elected_split={"general": 90.1}), "elected_split.general"),
        (request(activity("degree"), elected_split={"general": 30.05}), "elected_split.general"),
        (request(activity("training_course"), elected_split={"general": 17.9}), "elected_split.general"),
        (
            request(activity("degree"), elected_split={"general": 30, "professional": 60}),
            "elected_split.professional",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[-60:],
)
def test_one_wrong_thing_in_the_request_is_refused_at_its_own_path(value: dict[str, Any], path: str) -> None:
    assert refused_at(value) == [path]


def test_ids_are_unique() -> None:
    twice = request(activity("teaching"), activity("degree", id="a2"), activity("book"))
    assert refused_at(twice) == ["activities[2].id"]


@pytest.mark.parametrize(
    ("value", "path", "meant"),
    [
        (request(activity("teaching"), readigns={}), "readigns", "readings"),
        (request(readings={"one_optoin": "item"}), "readings.one_optoin", "one_option"),
        (request(readings={"one_option": "itme"}), "readings.one_option", "item"),
        (request(activity("degree", kind="degre")), "activities[0].kind", "degree"),
        (request(activity("award", prize="secnd")), "activities[0].prize", "second"),
        (request(activity("award", palce=3)), "activities[0].palce", "place"),
        (request(activity("courseware", rated_hour=3)), "activities[0].rated_hour", "rated_hours"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_typo_is_answered_with_what_was_meant(value: dict[str, Any], path: str, meant: str) -> None:
    [error] = errors_of(value)
    assert error["path"] == path
    assert meant in error["message"]
    assert meant in error["message_en"]
    assert "did you mean" in error["message_en"].lower()


def test_all_errors_are_told_at_once() -> None:
    wrong_everywhere = request(
        activity("award", place=0, prize="fourth", colour="red"),
        activity("training_course", id="a2", full_days=2.5, organiser="school"),
        "no activity",
        activity("teaching", id="a2", date="2025-01-01", title=""),
        year=2024,
        readings={"one_option": "both", "three": 3},
        unknown=1,
    )
    found = refused_at(wrong_everywhere)
    assert len(found) == len(set(found))
    assert set(found) >= {
        "year",
        "unknown",
        "readings.one_option",
        "readings.three",
        "activities[0].place",
        "activities[0].prize",
        "activities[0].colour",
        "activities[1].full_days",
        "activities[1].organiser",
        "activities[2]",
        "activities[3].id",
        "activities[3].title",
    }


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (activity("assignment", title="", start="2026-05-02", end="2026-05-01"), {"title", "end"}),
        (activity("assignment", id="", start="2020-01-01", end="2020-05-01"), {"id", "end"}),
        (activity("training_course", date="2025-01-01", full_days=0, part_day=False), {"date", "full_days"}),
        (activity("overseas_training", titel="", full_days=0, part_day=False), {"titel", "full_days"}),
    ],
    ids=["period and title", "period and id", "stay and date", "stay and unknown key"],
)
def test_a_fact_that_contradicts_another_is_told_beside_the_other_errors(
    value: dict[str, Any], paths: set[str]
) -> None:
    assert set(refused_at(request(value))) == {f"activities[0].{path}" for path in paths}


def test_of_an_unknown_kind_nothing_is_guessed() -> None:
    assert refused_at(request(activity("assignment", kind="assignmant", date=ABSENT))) == [
        "activities[0].kind"
    ]


def test_an_error_names_the_fact_and_the_remedy() -> None:
    [error] = errors_of(request(activity("award", place=1000)))
    assert "1000" in error["message"]
    assert "999" in error["message"]
    assert "1000" in error["message_en"]
    assert "999" in error["message_en"]
    [error] = errors_of(request(year=2024))
    assert "2024" in error["message"]
    assert "2025" in error["message"]


# ---- Limits of size


def many(number: int) -> dict[str, Any]:
    return request(*(activity("teaching", id=f"a{index}") for index in range(number)))


def test_five_hundred_activities_are_accepted_and_one_more_is_not() -> None:
    assert len(accepted(many(500))["activities"]) == 500
    assert refused_at(many(501)) == ["activities"]


def test_one_mebibyte_is_accepted_and_one_byte_more_is_not() -> None:
    text = json.dumps(request(activity("teaching")), ensure_ascii=False)
    room = MIB - len(text.encode())
    accepted(text + " " * room)
    errors_of(text + " " * (room + 1))


def test_the_limit_is_of_bytes_and_not_of_characters() -> None:
    text = json.dumps(request(activity("teaching", title="题" * 200)), ensure_ascii=False)
    room = MIB - len(text.encode())
    accepted(text + " " * room)
    errors_of(text + " " * (room + 1))


def test_ten_megabytes_are_refused() -> None:
    errors_of(json.dumps(request(activity("teaching", title="题" * 3_500_000)), ensure_ascii=False))
    errors_of("[" + "0," * 5_000_000 + "0]")


# ---- Texts that are no request


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t ",
        "not json",
        "nul",
        "null",
        "true",
        "3",
        '"year"',
        "[]",
        '[{"year": 2026, "activities": []}]',
        "{",
        "}",
        "{}}",
        "{'year': 2026}",
        '{"year": 2026, "activities": [],}',
        '{"year": 2026, "activities": []} {}',
        '{"year": 2026, "activities": []} // 完',
        '\ufeff\ufeff{"year": 2026, "activities": []}',
        '\x00{"year": 2026, "activities": []}',
        '{"year": 2026, "activities": []}\x00',
        "y\x00e\x00a\x00r\x00",
        "鐎涳妇绻?",
        '{"year": ２０２６, "activities": []}',
        '{“year”: 2026, "activities": []}',
        '{"year": 02026, "activities": []}',
        '{"year": +2026, "activities": []}',
        '{"year": 0x7EA, "activities": []}',
        '{"year": NaN, "activities": []}',
        '{"year": Infinity, "activities": []}',
        '{"year": -Infinity, "activities": []}',
        '{"year": 1e400, "activities": []}',
        '{"year": -1e400, "activities": []}',
        '{"year": 2026e0, "activities": []}',
        '{"year": ' + "9" * 5001 + ', "activities": []}',
        '{"year": 1' + "0" * 5000 + '.5, "activities": []}',
        '{"year": 1e' + "9" * 5000 + ', "activities": []}',
        "\ud800",
        '{"\ud800": 1}',
        '{"\\ud800": 1, "year": 2026, "activities": []}',
        '{"year": "\\udc00", "activities": []}',
    ],
    ids=lambda text: ascii(text)[:50],
)
def test_a_text_that_is_no_request_is_refused(text: str) -> None:
    errors_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEP,
        "[" * DEEP + "]" * DEEP,
        '{"a":' * DEEP,
        '{"a":' * DEEP + "1" + "}" * DEEP,
        '{"year": 2026, "activities": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"year": 2026, "activities": [' + '{"a":' * DEEP + "1" + "}" * DEEP + "]}",
        '{"year": 2026, "activities": [], "x": ' + '[{"a":' * DEEP + "1" + "}]" * DEEP + "}",
        '{"year": 2026, "activities": ['
        + json.dumps(activity("teaching"))[:-1]
        + ', "x": '
        + "[" * 900
        + "]" * 900
        + "}]}",
    ],
    ids=[
        "arrays cut",
        "arrays",
        "objects cut",
        "objects",
        "in activities",
        "in an activity",
        "mixed",
        "900 deep",
    ],
)
def test_nesting_however_deep_is_refused(text: str) -> None:
    errors_of(text)


def with_fact(key: str, literal: str, kind: str = "courseware") -> str:
    """A request as text whose one fact is written exactly so."""
    facts = json.dumps(activity(kind, **{key: "HERE"}), ensure_ascii=False)
    return '{"year": 2026, "activities": [' + facts.replace('"HERE"', literal) + "]}"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (with_fact("rated_hours", "NaN"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "Infinity"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "-Infinity"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "1e400"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "-1e400"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "1e-400"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "0.30000000000000004"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "12.5000000000000000001"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "500.00000000000000001"), "activities[0].rated_hours"),
        (with_fact("rated_hours", "9" * 5001), "activities[0].rated_hours"),
        (with_fact("rated_hours", "1e999999999999"), "activities[0].rated_hours"),
        (with_fact("place", "1.0", "award"), "activities[0].place"),
        (with_fact("place", "1e0", "award"), "activities[0].place"),
        (with_fact("place", "-0", "award"), "activities[0].place"),
        (with_fact("place", "1" + "0" * 5000, "award"), "activities[0].place"),
        (with_fact("title", '"\\ud83d"'), "activities[0].title"),
        (with_fact("title", '"\ud83d"'), "activities[0].title"),
        (with_fact("id", '"\\udfff"'), "activities[0].id"),
    ],
    ids=lambda text: ascii(text)[-60:],
)
def test_a_number_or_a_text_as_it_is_written_is_refused_where_it_stands(text: str, path: str) -> None:
    [found] = refused_at(text)
    assert found in (path, "")


@pytest.mark.parametrize(
    ("literal", "hours"),
    [("1e-1", 0.1), ("1E1", 10), ("0.5e1", 5), ("12.50", 12.5), ("12.0", 12), ("5e2", 500)],
)
def test_a_tenth_is_a_tenth_however_it_is_written(literal: str, hours: float) -> None:
    assert accepted(with_fact("rated_hours", literal))["total"] == hours


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"year": 2026, "year": 2026, "activities": []}', "year"),
        ('{"year": 2026, "activities": [], "activities": []}', "activities"),
        ('{"year": 2026, "activities": [], "x": 1, "x": 2}', "x"),
        ('{"year": 2026, "activities": [], "readings": {}, "readings": {}}', "readings"),
        (
            '{"year": 2026, "activities": [], "readings": {"one_option": "item", "one_option": "item"}}',
            "readings.one_option",
        ),
        (
            '{"year": 2026, "activities": [{"id": "a1", "kind": "teaching", "title": "课", "date": "2026-01-01", '
            '"id": "a2"}]}',
            "activities[0].id",
        ),
        (
            '{"year": 2026, "activities": [{"id": "a1", "kind": "degree", "degree": "master", "title": "学位", '
            '"date": "2026-01-01"}], "elected_split": {"general": 1, "general": 2}}',
            "elected_split.general",
        ),
        (
            '{"year": 2026, "activities": [{"id": "a1", "kind": "teaching", "title": {"a": 1, "a": 2}, '
            '"date": "2026-01-01"}]}',
            "activities[0].title",
        ),
        ('{"year": 2026, "activities": [], "\\u0079ear": 2026}', "year"),
    ],
    ids=[
        "year",
        "activities",
        "unknown",
        "readings",
        "a reading",
        "a fact",
        "split",
        "below a fact",
        "escaped",
    ],
)
def test_a_key_given_twice_is_refused_at_every_depth(text: str, path: str) -> None:
    assert path in refused_at(text)


# ---- Anything at all

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["general", "national", "2026-02-29", "2026-06-01", "item", "a0", "award", "\ud800", "\x00"]
    ),
)
KEYS = st.text(max_size=5) | st.sampled_from(
    [
        "year",
        "activities",
        "readings",
        "elected_split",
        "general",
        "kind",
        "id",
        "date",
        "place",
        "work",
        "subject",
    ]
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def answer_is_whole(text: str) -> None:
    """Errors and nothing else, or an answer with all its keys: never an exception, never half."""
    readers_agree(text)
    answered = api.assess(text)
    answered.encode("utf-8")
    answer = json.loads(answered)
    if "errors" in answer:
        errors_of(text)
    else:
        assert set(answer) >= {
            "year",
            "total",
            "general",
            "professional",
            "complete",
            "elected",
            "activities",
            "missing",
            "ways_to_complete",
            "verdict",
            "open_readings",
            "rules_version",
        }


@settings(STEADY, max_examples=200)
@given(ANYTHING)
def test_any_json_at_all_is_answered(value: Any) -> None:
    answer_is_whole(json.dumps(value))
    answer_is_whole(json.dumps(value, ensure_ascii=False))


@settings(STEADY, max_examples=100)
@given(st.text(st.characters(), max_size=60) | st.text('{}[]":,0123456789.eE-+ \\utrfalsn', max_size=60))
def test_any_text_at_all_is_answered(text: str) -> None:
    answer_is_whole(text)


def places_within(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value, at every depth."""
    found: list[tuple[Any, Any]] = []
    entries = list(value.items() if isinstance(value, dict) else enumerate(value))
    for key, inner in entries:
        found.append((value, key))
        if isinstance(inner, dict | list):
            found.extend(places_within(inner))
    return found


@settings(STEADY, max_examples=300)
@given(requests(most=3), st.data())
def test_any_mutation_of_a_valid_request_is_answered(valid: dict[str, Any], data: st.DataObject) -> None:
    mutant = copy.deepcopy(valid)
    for _ in range(data.draw(st.integers(1, 3))):
        places = places_within(mutant)
        if not places:
            break
        container, key = data.draw(st.sampled_from(places))
        match data.draw(st.sampled_from(["replace", "remove", "add"])):
            case "replace":
                container[key] = data.draw(ANYTHING)
            case "remove":
                del container[key]
            case "add" if isinstance(container, dict):
                container[data.draw(KEYS)] = data.draw(ANYTHING)
            case _:
                container.append(data.draw(ANYTHING))
    answer_is_whole(json.dumps(mutant))


LIKE_IT: dict[type, list[Any]] = {
    str: [
        "",
        " ",
        "\u3000",
        "\x00",
        "a\x00",
        "\u200b",
        "\ud800",
        "题" * 64,
        "题" * 65,
        "题" * 201,
        None,
        1,
        True,
    ],
    int: [0, 1, 999, 1000, 366, 367, 2025, 2024, 2101, 1.0, -1, True, "1", None],
    float: [0.05, 0.1, 500.1, 12.55, 1, True, None, "1"],
    bool: [0, 1, "true", None],
    type(None): [0, "", False, {}, []],
    dict: [[], None, "", {}],
    list: [{}, None, "", []],
}
KNOWN_KEYS = sorted(
    {key for facts in FACTS.values() for key in facts} | set(COMMON) | {"kind", "year", "general"}
)


@settings(STEADY, max_examples=400)
@given(requests(most=3), st.data())
def test_what_looks_like_a_sound_request_is_refused_by_both_readers_or_by_neither(
    valid: dict[str, Any], data: st.DataObject
) -> None:
    mutant = copy.deepcopy(valid)
    container, key = data.draw(st.sampled_from(places_within(mutant)))
    match data.draw(st.sampled_from(["other", "gone", "more", "again", "renamed"])):
        case "other":
            container[key] = data.draw(st.sampled_from(LIKE_IT[type(container[key])]))
        case "gone":
            del container[key]
        case "more" if isinstance(container, dict):
            container[data.draw(st.sampled_from(KNOWN_KEYS))] = data.draw(
                st.sampled_from([None, 1, "general"])
            )
        case "renamed" if isinstance(container, dict):
            container[data.draw(st.sampled_from(KNOWN_KEYS))] = container.pop(key)
        case _ if isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
    text = json.dumps(mutant)
    readers_agree(text)
    twice = text.replace("{", "{" + f"{json.dumps(key)}: 1, ", data.draw(st.integers(0, 1)))
    readers_agree(twice)


@settings(STEADY, max_examples=200)
@given(requests(most=2), st.data())
def test_any_damage_to_the_text_of_a_valid_request_is_answered(
    valid: dict[str, Any], data: st.DataObject
) -> None:
    text = json.dumps(valid, ensure_ascii=False)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    answer_is_whole(text[:start] + data.draw(st.text(max_size=3)) + text[end:])


def test_a_hundred_unknown_keys_are_named_and_the_rest_counted() -> None:
    keys = {f"k{number}": 1 for number in range(102)}
    errors = json.loads(api.assess(json.dumps({"year": 2026, "activities": [], **keys})))["errors"]
    assert [error["path"] for error in errors[:100]] == [f"k{number}" for number in range(100)]
    assert errors[100]["path"] == ""
    assert "2 more unknown keys" in errors[100]["message_en"]


# ---- What the browser's library does not have

HOSTILE = [
    '{"year\u00a0": 2026, "\u3000\t": 1}',
    json.dumps(request(activity("teaching", title="\x00", id="\ud800", date="\n\u202e", kind="\u2028"))),
    json.dumps(request(activity("paper", work="\U000e0001\x85", authorship="\ufffe"))),
    '{"year": ' + "9" * 5000 + ', "activities": [}',
    "\u3000{\x7f",
]
ONE_BY_ONE = """
import json, sys
from ahce_core import api
before = set(sys.modules)
for text in json.load(sys.stdin):
    assert "errors" in json.loads(api.assess(text))
print(*sorted(name for name in set(sys.modules) - before if name.partition(".")[0] in ("encodings", "codecs")))
"""


def test_no_bad_input_asks_for_a_codec_which_the_browser_lacks() -> None:
    command = [sys.executable, "-c", ONE_BY_ONE]
    asked = subprocess.run(command, input=json.dumps(HOSTILE), capture_output=True, text=True, check=True)
    assert asked.stdout.split() == []


def test_what_cannot_be_seen_is_shown_by_its_code() -> None:
    [error] = errors_of(request(activity("teaching"), **{"a\n\u00a0\u202e\U000e0001": 1}))
    assert error["path"] == r"a\u000a\u00a0\u202e\U000e0001"
