"""A second opinion: the regulation read literally and slowly, without a line of ahce_core.

Everything is counted the long way: days one by one, tenths of an hour one by one, readings in every combination.
Hours are whole tenths of an hour inside and plain numbers in `expected`. Requests must be valid.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, count, product
from pathlib import Path
from typing import Any, NamedTuple

Request = dict[str, Any]
Activity = dict[str, Any]
Profile = dict[str, str]

# Open readings of an assessment, the adopted alternative first.
READINGS: dict[str, tuple[str, str]] = {
    "one_option": ("achievement", "item"),
    "first_prize_place": ("every_winner", "per_place"),
    "sci_authors": ("every_author", "first_and_corresponding"),
    "key_members": ("places_2_to_4", "places_2_to_3"),
    "assignment_year": ("any_day", "half_year"),
    "general_content": ("stays_general", "claimable"),
}
ITEM_OF_KIND = {
    "award": 1,
    "patent": 1,
    "assignment": 2,
    "expert_outreach": 2,
    "overseas_training": 3,
    "paper": 4,
    "book": 4,
    "project": 5,
    "advisory_report": 6,
    "conference": 7,
    "qualification_exam": 8,
    "degree": 9,
    "training_course": 10,
    "teaching": 11,
    "courseware": 12,
    "recorded_hours": 12,
}
REGULATION = (Path(__file__).parents[2] / "ahce_core" / "regulation.txt").read_text(encoding="utf-8")


def passage_of_item(item: int) -> str:
    """The whole of one numbered item of Art. 12, its later paragraphs included, as the official text has it."""
    article = REGULATION[REGULATION.index("\n第十二条") : REGULATION.index("第五章")]
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    starts = [article.index(f"\n（{numeral}）") for numeral in numerals] + [len(article)]
    return article[starts[item - 1] : starts[item]]


class Option(NamedTuple):
    """What Art. 21(4) lets one choose: an achievement, or all of one item's."""

    item: int
    members: tuple[int, ...]  # positions in the request
    hours: int
    claimable: int  # of these, how many may be professional


class Figures(NamedTuple):
    """A year under one profile of readings, in tenths."""

    hours: tuple[int, ...]  # of each activity
    elected: Option | None
    tied: tuple[Option, ...]
    elected_general: int
    general: int
    professional: int

    @property
    def total(self) -> int:
        return self.general + self.professional

    @property
    def complete(self) -> bool:
        return self.total >= 900 and self.professional >= 600


def tenths(hours: float) -> int:
    return int(Decimal(str(hours)) * 10)


def plain(hours: int) -> float:
    return hours / 10


def profile_of(request: Request) -> Profile:
    adopted = {reading: alternatives[0] for reading, alternatives in READINGS.items()}
    chosen: Profile = request.get("readings", {})
    return adopted | chosen


def all_profiles() -> list[Profile]:
    return [dict(zip(READINGS, names, strict=True)) for names in product(*READINGS.values())]


def stepped_down(hours: int, place: int) -> int:
    """每排序递减（靠后）一位减少3学时, and never below nothing."""
    for _ in range(place - 1):
        hours = max(0, hours - 3)
    return hours


def as_compared(work: str) -> str:
    """A work's word without width, case and outer blanks (ours)."""
    return unicodedata.normalize("NFKC", work).strip().casefold()


def days_in_year(start: str, end: str, year: int) -> int:
    day, days = date(year, 1, 1), 0
    while day.year == year:
        if date.fromisoformat(start) <= day <= date.fromisoformat(end):
            days += 1
        day += timedelta(days=1)
    return days


def by_days(activity: Activity) -> int:
    """每天可认定6学时（不足1天的，按3学时认定。下同）."""
    hours = 0
    for _ in range(activity["full_days"]):
        hours += 6
    if activity.get("part_day", False):
        hours += 3
    return hours


def whole_hours(activity: Activity, year: int, readings: Profile) -> int:
    """Hours of one activity of items (1) to (11), Art. 12."""
    match activity:
        case {"kind": "award", "level": level, "prize": "special" | "first", "place": place}:
            base = {"national": 90, "provincial": 50}[level]
            return base if readings["first_prize_place"] == "every_winner" else stepped_down(base, place)
        case {"kind": "award", "level": level, "prize": prize, "place": place}:
            base = {
                ("national", "second"): 90,
                ("national", "third"): 50,
                ("provincial", "second"): 40,
                ("provincial", "third"): 30,
            }[level, prize]
            return stepped_down(base, place)
        case {"kind": "patent", "type": "invention", "place": place}:
            return stepped_down(50, place)
        case {"kind": "patent", "type": "utility_model" | "design", "place": place}:
            return stepped_down(40, place)
        case {"kind": "assignment", "start": start, "end": end}:
            enough = {"any_day": 1, "half_year": 183}[readings["assignment_year"]]
            return 90 if days_in_year(start, end, year) >= enough else 0
        case {"kind": "expert_outreach"}:
            return 20
        case {"kind": "overseas_training"}:
            return min(90, by_days(activity))
        case {"kind": "paper", "indexed_by": "none", "authorship": authorship}:
            return {"sole": 30, "first": 20, "corresponding": 10, "other": 10}[authorship]
        case {"kind": "paper", "indexed_by": "ei" | "istp" | "isshp", "authorship": authorship}:
            return {"sole": 40, "first": 40, "corresponding": 40, "other": 20}[authorship]
        case {"kind": "paper", "indexed_by": "sci" | "ssci", "authorship": authorship}:
            excluded = readings["sci_authors"] == "first_and_corresponding" and authorship == "other"
            return 20 if excluded else 90
        case {"kind": "book", "authorship": authorship}:
            return {"sole": 70, "first": 50, "other": 30}[authorship]
        case {"kind": "project", "level": level, "place": place}:
            key_places = {"places_2_to_4": (2, 3, 4), "places_2_to_3": (2, 3)}[readings["key_members"]]
            role = "lead" if place == 1 else "key" if place in key_places else "participant"
            return {
                "ministerial": {"lead": 50, "key": 40, "participant": 10},
                "provincial": {"lead": 40, "key": 30, "participant": 10},
                "municipal": {"lead": 30, "key": 20, "participant": 10},
                "other": {"lead": 10, "key": 10, "participant": 0},
            }[level][role]
        case {"kind": "advisory_report", "level": level, "place": place}:
            return stepped_down({"provincial": 40, "municipal": 20}[level], place)
        case {"kind": "conference"}:
            characters = activity.get("paper_characters")
            return 8 if characters is None else 13 if characters < 2000 else 18
        case {"kind": "qualification_exam" | "degree"}:
            return 90
        case {"kind": "training_course"}:
            return by_days(activity)
        case {"kind": "teaching"}:
            return 5
    raise ValueError(activity)


def hours_of(activity: Activity, year: int, readings: Profile) -> int:
    """Tenths of an hour of one activity, of whatever item."""
    if activity["kind"] == "courseware":
        rated = activity.get("rated_hours")
        return 10 if rated is None else tenths(rated)
    if activity["kind"] == "recorded_hours":
        return tenths(activity["hours"])
    return 10 * whole_hours(activity, year, readings)


def published_elsewhere(activities: list[Activity], hours: tuple[int, ...]) -> set[int]:
    """Positions of papers and books that the same work beats: 只得折算一次，不得重复折算."""
    beaten = set()
    for here, one in enumerate(activities):
        for there, other in enumerate(activities):
            same_work = (
                here != there
                and one["kind"] in ("paper", "book")
                and one["kind"] == other["kind"]
                and one.get("work") is not None
                and other.get("work") is not None
                and as_compared(one["work"]) == as_compared(other["work"])
            )
            if same_work and (hours[there], -there) > (hours[here], -here):
                beaten.add(here)
    return beaten


def stays_general(activity: Activity, readings: Profile) -> bool:
    return (
        activity["kind"] == "training_course"
        and activity.get("subject") == "general"
        and readings["general_content"] == "stays_general"
    )


def options_of(activities: list[Activity], hours: tuple[int, ...], readings: Profile) -> list[Option]:
    beaten = published_elsewhere(activities, hours)
    single = []
    for position, activity in enumerate(activities):
        item = ITEM_OF_KIND[activity["kind"]]
        if item <= 11 and position not in beaten and hours[position] > 0:
            claimable = 0 if stays_general(activity, readings) else hours[position]
            single.append(Option(item, (position,), hours[position], claimable))
    if readings["one_option"] == "achievement":
        return single
    summed = []
    for item in range(1, 12):
        parts = [option for option in single if option.item == item]
        if parts:
            members = tuple(position for part in parts for position in part.members)
            ceiling = 900 if item == 3 else 10**9  # 最多可认定90学时
            added = min(ceiling, sum(part.hours for part in parts))
            summed.append(Option(item, members, added, min(added, sum(part.claimable for part in parts))))
    return summed


def figures(request: Request, readings: Profile | None = None) -> Figures:
    """The year under one profile, its own unless another is given."""
    readings = profile_of(request) if readings is None else readings
    activities = request["activities"]
    hours = tuple(hours_of(activity, request["year"], readings) for activity in activities)
    online = {"general": 0, "professional": 0}
    for activity, amount in zip(activities, hours, strict=True):
        if ITEM_OF_KIND[activity["kind"]] == 12:
            online[activity["subject"]] += amount

    options = options_of(activities, hours, readings)
    ranked = sorted(options, key=lambda o: (-o.hours, -o.claimable, o.item, o.members))
    if not ranked:
        return Figures(hours, None, (), 0, online["general"], online["professional"])
    elected = ranked[0]
    tied = tuple(option for option in ranked[1:] if option.hours == elected.hours)

    if "elected_split" in request:
        # Under another reading the elected option may be smaller, or less of it claimable: as near as it allows.
        wanted = tenths(request["elected_split"]["general"])
        general = max(elected.hours - elected.claimable, min(elected.hours, wanted))
    else:
        professional = 0
        while professional < elected.claimable and online["professional"] + professional < 600:
            professional += 1
        general = elected.hours - professional
    return Figures(
        hours,
        elected,
        tied,
        general,
        online["general"] + general,
        online["professional"] + elected.hours - general,
    )


def verdict(request: Request) -> str:
    completions = {figures(request, profile).complete for profile in all_profiles()}
    return "depends" if len(completions) == 2 else "complete" if completions == {True} else "short"


def together(request: Request) -> dict[str, Any] | None:
    """The fewest readings that change completion only together, the first of them in the readings' order."""
    chosen = profile_of(request)
    now = figures(request)
    for size in range(1, len(READINGS) + 1):
        for changed in combinations(READINGS, size):
            others = {
                reading: READINGS[reading][1 - READINGS[reading].index(chosen[reading])]
                for reading in changed
            }
            then = figures(request, chosen | others)
            if then.complete != now.complete:
                return None if size == 1 else {"readings": others} | totals(then)
    return None


def totals(year: Figures) -> dict[str, Any]:
    return {
        "total": plain(year.total),
        "general": plain(year.general),
        "professional": plain(year.professional),
        "complete": year.complete,
    }


def open_readings(request: Request) -> list[dict[str, Any]]:
    chosen = profile_of(request)
    now = figures(request)
    answer = []
    for reading, names in READINGS.items():
        alternatives, changes = [], False
        for name in names:
            then = figures(request, chosen | {reading: name})
            changes |= (then.total, then.professional, then.complete) != (
                now.total,
                now.professional,
                now.complete,
            )
            alternatives.append({"name": name} | totals(then))
        answer.append(
            {
                "reading": reading,
                "chosen": chosen[reading],
                "changes": changes,
                "alternatives": alternatives,
            }
        )
    return answer


def expected(request: Request) -> dict[str, Any]:
    """Everything of the answer that is a figure: the parts that words explain are left out."""
    year = figures(request)
    activities = request["activities"]
    elected = year.elected
    members = set(elected.members) if elected else set()
    return {
        "year": request["year"],
        **totals(year),
        "elected": elected
        and {
            "item": elected.item,
            "activities": [activities[position]["id"] for position in elected.members],
            "hours": plain(elected.hours),
            "general": plain(year.elected_general),
            "professional": plain(elected.hours - year.elected_general),
        },
        "tied_with": sorted(
            activities[position]["id"] for option in year.tied for position in option.members
        ),
        "activities": [
            {
                "id": activity["id"],
                "item": ITEM_OF_KIND[activity["kind"]],
                "hours": plain(amount),
                "counts": position in members or ITEM_OF_KIND[activity["kind"]] == 12,
            }
            for position, (activity, amount) in enumerate(zip(activities, year.hours, strict=True))
        ],
        "missing": {
            "total": plain(max(0, 900 - year.total)),
            "professional": plain(max(0, 600 - year.professional)),
        },
        "verdict": verdict(request),
        "open_readings": open_readings(request),
        "together": together(request),
    }


def with_activities(request: Request, *more: Activity) -> Request:
    """The request with more activities, given by kind and facts, dated in its year."""
    named = [
        {"id": f"more-{number}", "title": "补充学习", "date": f"{request['year']}-12-01"} | activity
        for number, activity in enumerate(more, start=len(request["activities"]))
    ]
    return request | {"activities": [*request["activities"], *named]}


def smallest_courseware(request: Request, subject: str) -> float | None:
    """The fewest hours of one more courseware that complete a short year; None where no number does."""
    for amount in count(1):
        if amount > 5000:
            return None
        courseware = {"kind": "courseware", "subject": subject, "rated_hours": plain(amount)}
        if figures(with_activities(request, courseware)).complete:
            return plain(amount)
    return None


def smallest_days(request: Request, kind: str, facts: Activity) -> int | None:
    """The fewest whole days of one more course or stay that complete a short year."""
    for days in range(1, 367):
        if figures(with_activities(request, {"kind": kind, **facts, "full_days": days})).complete:
            return days
    return None
