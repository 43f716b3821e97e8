"""Random years: every kind, shared works, any profile of readings, a lawful split."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.core import reference

# The same examples on every run and every machine, however slow it is: a failure is news, never noise.
STEADY = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLACES = st.integers(1, 6) | st.integers(1, 35) | st.just(999)
TENTHS = (st.integers(1, 60) | st.integers(1, 950) | st.integers(1, 5000)).map(reference.plain)
HOURS = TENTHS | st.integers(1, 60)
SUBJECTS = st.sampled_from(["general", "professional"])
WORKS = st.sampled_from(["w1", "Ｗ1 ", "w2"])


def kind(name: str, facts: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"kind": st.just(name), **facts}, optional=optional or {})


@st.composite
def stays(draw: st.DrawFn, name: str, facts: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    stay: dict[str, Any] = draw(kind(name, facts, optional | {"part_day": st.booleans()}))
    shortest = 0 if stay.get("part_day") else 1
    return stay | {"full_days": draw(st.integers(shortest, 20) | st.integers(shortest, 366))}


@st.composite
def assignments(draw: st.DrawFn, year: int) -> dict[str, Any]:
    """A posting that touches the year, by a day or by all of them."""
    start = draw(st.dates(date(year - 2, 1, 1), date(year, 12, 31)))
    end = draw(st.dates(max(start, date(year, 1, 1)), date(year + 2, 12, 31)))
    posting = draw(st.sampled_from(["tibet", "xinjiang", "qinghai", "foreign_aid", "rural"]))
    return {"kind": "assignment", "posting": posting, "start": start.isoformat(), "end": end.isoformat()}


def activities(year: int) -> st.SearchStrategy[dict[str, Any]]:
    """Kind and facts of one activity, without id, title and date."""
    nullable = st.none() | WORKS
    return st.one_of(
        kind(
            "award",
            {
                "level": st.sampled_from(["national", "provincial"]),
                "prize": st.sampled_from(["special", "first", "second", "third"]),
                "place": PLACES,
            },
        ),
        kind("patent", {"type": st.sampled_from(["invention", "utility_model", "design"]), "place": PLACES}),
        assignments(year),
        kind("expert_outreach", {}),
        stays("overseas_training", {}, {}),
        kind(
            "paper",
            {
                "indexed_by": st.sampled_from(["none", "ei", "istp", "isshp", "sci", "ssci"]),
                "authorship": st.sampled_from(["sole", "first", "corresponding", "other"]),
            },
            {"work": nullable},
        ),
        kind("book", {"authorship": st.sampled_from(["sole", "first", "other"])}, {"work": nullable}),
        kind(
            "project",
            {
                "level": st.sampled_from(["ministerial", "provincial", "municipal", "other"]),
                "place": st.integers(1, 6) | PLACES,
            },
        ),
        kind("advisory_report", {"level": st.sampled_from(["provincial", "municipal"]), "place": PLACES}),
        kind(
            "conference",
            {},
            {"paper_characters": st.none() | st.integers(1998, 2002) | st.integers(1, 1_000_000)},
        ),
        kind("qualification_exam", {}),
        kind("degree", {"degree": st.sampled_from(["bachelor", "master", "doctor"])}),
        stays(
            "training_course",
            {"organiser": st.sampled_from(["authority", "industry", "employer"])},
            {"subject": st.none() | SUBJECTS},
        ),
        kind("teaching", {}),
        kind("courseware", {"subject": SUBJECTS}, {"rated_hours": st.none() | HOURS}),
        kind("recorded_hours", {"subject": SUBJECTS, "hours": HOURS}),
    )


def profiles() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(names) for name, names in reference.READINGS.items()}
    )


@st.composite
def requests(draw: st.DrawFn, *, split: bool = True, most: int = 7) -> dict[str, Any]:
    """A valid request of up to `most` activities, with a lawful split now and then."""
    year = draw(st.sampled_from([2025, 2026, 2028, 2100]))
    facts = draw(st.lists(activities(year), max_size=most))
    request: dict[str, Any] = {
        "year": year,
        "activities": [
            {"id": f"a{number}", "title": "学习记录", "date": f"{year}-06-01"} | one
            for number, one in enumerate(facts)
        ],
    }
    if readings := draw(profiles()):
        request["readings"] = readings
    elected = reference.figures(request).elected
    if split and elected and draw(st.integers(0, 3)) == 0:
        least = elected.hours - elected.claimable
        request["elected_split"] = {"general": reference.plain(draw(st.integers(least, elected.hours)))}
    return request
