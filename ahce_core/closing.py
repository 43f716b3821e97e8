"""How to close the gap: the smallest additions after which the year is complete, each proved by judging again.

An addition is a new activity of the year. Completion is monotone in its quantity, so the smallest quantity is found by
halving; it completes the year, and one unit less does not.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator

from .activity import Activity, Plan
from .catalogue.item_12_online_courseware import Courseware
from .choices import Choice
from .hours import shown
from .readings import OneOption, Profile
from .request import LIMIT_ACTIVITIES, Request
from .subjects import Subject
from .wording import NOTHING, Text
from .year import Option, Tally, joined, split

MOST_DAYS = 366
MOST_ACTIVITIES = 20  # more of a kind in one year is no advice


class Way(namedtuple("Way", ("kind", "facts", "add", "unit", "after", "label"))):
    """One way to complete the year: ``add`` (a JSON number) ``unit`` of ``kind`` with ``facts``; ``after`` is the tally."""

    __slots__ = ()
    kind: str
    facts: dict[str, object]
    add: int | float
    unit: str
    after: Tally
    label: Text

    def as_json(self) -> dict[str, object]:
        """The way as the JSON door shows it."""
        return {
            "kind": self.kind,
            "facts": self.facts,
            "add": self.add,
            "unit": self.unit,
            "total": shown(self.after.total),
            "professional": shown(self.after.professional),
            **self.label.labelled("label"),
        }


ONLINE = Text("再学{}学时{}网络课件", "{} more hours of online courseware, {}")
DAYS = Text("{}：再参加一期{}天的", "{}: one more, of {} days")
ONE = Text("{}{}：再完成1项", "{}{}: one more")
SEVERAL = Text("{}{}：再完成{}项", "{}{}: {} more")


def ways_to_complete(request: Request, now: Tally, items: dict[int, Option]) -> list[Way]:
    """The ways to complete a year that is short, the smallest of each sort; empty where it is complete.

    ``items`` are the options by item under the reading ``one_option: item``, which a new activity joins.
    """
    if now.complete:
        return []
    room = LIMIT_ACTIVITIES - len(request.entries)
    ways = [*_online_ways(now, request.claimed_general)] if room else []
    best: dict[int, Way] = {}
    for kind in request.rules.kinds.values():
        for plan in kind.plans:
            way = _way(request, now, items, kind, plan, room)
            if way and (kind.item not in best or _size(way) < _size(best[kind.item])):
                best[kind.item] = way
    return ways + sorted(best.values(), key=_size)


def _size(way: Way) -> tuple[bool, float, int]:
    return way.unit == "activities", way.add, way.after.total


def _online_ways(now: Tally, claimed_general: int | None) -> Iterator[Way]:
    total, professional = now.missing
    for subject in (Subject.PROFESSIONAL, Subject.GENERAL):
        if subject is Subject.GENERAL and professional:
            continue
        add = max(total, professional)
        general = add if subject is Subject.GENERAL else 0
        after = split(
            now.elected,
            now.online_general + general,
            now.online_professional + add - general,
            claimed_general,
        )
        label = ONLINE.format(shown(add), subject.text)
        yield Way(Courseware.kind, {"subject": subject.value}, shown(add), "hours", after, label)


def _way(
    request: Request, now: Tally, items: dict[int, Option], kind: type[Activity], plan: Plan, room: int
) -> Way | None:
    """The smallest quantity of ``plan`` that completes the year, None where none does."""
    days = plan.unit == "days"
    item_reading = request.profile.one_option is OneOption.ITEM
    most = MOST_DAYS if days else min(MOST_ACTIVITIES, room) if item_reading else min(1, room)

    def after(quantity: int) -> Tally:
        facts = kind(**plan.facts, full_days=quantity) if days else kind(**plan.facts)
        tenths = facts.recognize(request.profile, request.year).tenths
        candidate = Option(tenths, tenths, kind.item, (len(request.entries),))
        if not days:
            candidate = _times(candidate, quantity)
        return with_option(request.profile, now, items, candidate, request.claimed_general)

    quantity = _smallest(most, lambda number: after(number).complete)
    if quantity is None:
        return None
    words = _words(plan.facts)
    if days:
        label = DAYS.format(kind.about.label, quantity)
    else:
        label = (ONE if quantity == 1 else SEVERAL).format(kind.about.label, words, quantity)
    facts = {name: value.value if isinstance(value, Choice) else value for name, value in plan.facts.items()}
    return Way(kind.kind, facts, quantity, plan.unit, after(quantity), label)


def with_option(
    profile: Profile, now: Tally, items: dict[int, Option], candidate: Option, claimed_general: int | None
) -> Tally:
    """The year with one more option: it is elected only if it beats what stands, as any other option."""
    if profile.one_option is OneOption.ITEM and candidate.item in items:
        candidate = joined(items[candidate.item], candidate)
    rivals = [candidate] if now.elected is None else [now.elected, candidate]
    elected = min(rivals, key=lambda option: option.rank)
    return split(elected, now.online_general, now.online_professional, claimed_general)


def _times(option: Option, quantity: int) -> Option:
    total = option
    for _ in range(quantity - 1):
        total = joined(total, option)
    return total


def _smallest(most: int, completes: Callable[[int], bool]) -> int | None:
    if most < 1 or not completes(most):
        return None
    least = 1
    while least < most:
        middle = (least + most) // 2
        if completes(middle):
            most = middle
        else:
            least = middle + 1
    return most


def _words(facts: dict[str, object]) -> Text:
    words = [value.text for value in facts.values() if isinstance(value, Choice)]
    if not words:
        return NOTHING
    return Text(f"（{'，'.join(word.zh for word in words)}）", f" ({', '.join(word.en for word in words)})")
