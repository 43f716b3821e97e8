"""How to close the gap: the smallest additions after which the year is complete, each proved by judging again.

An addition is a new activity of the year. Completion is monotone in its quantity, so the smallest one that completes is
found by halving, and one unit less does not complete.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import lru_cache

from .activity import Activity
from .catalogue.item_03_overseas_training import CEILING
from .catalogue.item_12_online_courseware import Courseware
from .choices import Choice
from .hours import ANNUAL_MINIMUM, TENTHS, shown
from .readings import OneOption, Profile
from .request import LIMIT_ACTIVITIES, Request
from .subjects import Subject
from .wording import Text
from .year import CEILED_ITEM, Option, Tally, joined, split

MOST_DAYS = 90  # more of one stay, or more of a kind in one year, is no advice
MOST_ACTIVITIES = 20

HOURS = "hours"
DAYS = "days"
ACTIVITIES = "activities"
QUANTITY_FIELDS = {
    HOURS: "rated_hours",
    DAYS: "full_days",
}  # the fact that a quantity goes into; activities are counted

ONLINE = Text("再学{}学时网络课件（{}）", "{} more hours of online courseware ({})")


class Way(namedtuple("Way", ("kind", "facts", "add", "unit", "after", "label"))):
    """One way to complete the year: a new activity of ``kind`` with ``facts``, ``add`` ``unit`` of it.

    ``add`` is a JSON number: hours of courseware, days of one stay, or how many such activities.
    """

    __slots__ = ()
    kind: type[Activity]
    facts: dict[str, object]
    add: int | float
    unit: str
    after: Tally
    label: Text

    def as_json(self) -> dict[str, object]:
        """The way as the JSON door shows it; total and professional are the year's with it."""
        return {
            "kind": self.kind.kind,
            "facts": self.facts,
            "add": self.add,
            "unit": self.unit,
            "field": QUANTITY_FIELDS.get(self.unit),
            "total": shown(self.after.total),
            "professional": shown(self.after.professional),
            **self.label.labelled("label"),
        }


class Offer(namedtuple("Offer", ("kind", "unit", "facts", "label", "tenths", "most"))):
    """What may still be done: facts of a kind, its label, the tenths of one unit, and how many units at most."""

    __slots__ = ()
    kind: type[Activity]
    unit: str
    facts: dict[str, object]
    label: Text
    tenths: int
    most: int

    def option(self, quantity: int, index: int) -> Option:
        """The plan, ``quantity`` units of it, as an option of the year; ``index`` is its place in the request."""
        tenths = quantity * self.tenths
        if self.kind.item == CEILED_ITEM:
            tenths = min(tenths, CEILING * TENTHS)
        return Option(-tenths, -tenths, self.kind.item, (index,))


@lru_cache(maxsize=64)
def _offers(kinds: tuple[type[Activity], ...], profile: Profile, year: int) -> tuple[Offer, ...]:
    """Every plan of the catalogue with what one unit of it gives under ``profile``."""
    offers = []
    several = MOST_ACTIVITIES if profile.one_option is OneOption.ITEM else 1
    for kind in kinds:
        for plan in kind.plans:
            days = plan.unit == DAYS
            facts = kind(**plan.facts, full_days=1) if days else kind(**plan.facts)
            tenths = facts.recognize(profile, year).tenths
            given = {
                name: value.value if isinstance(value, Choice) else value
                for name, value in plan.facts.items()
            }
            most = MOST_DAYS if days else several
            offers.append(Offer(kind, plan.unit, given, plan.label, tenths, most))
    return tuple(offers)


def ways_to_complete(request: Request, now: Tally, items: dict[int, Option]) -> list[Way]:
    """The ways to complete a year that is short, the smallest of each sort; empty where it is complete.

    ``items`` are the year's options by item where ``one_option: item`` is read, so that a new activity joins its item.
    """
    room = LIMIT_ACTIVITIES - len(request.entries)
    if now.complete or not room:
        return []
    best: dict[int, Found] = {}
    for offer in _offers(tuple(request.rules.kinds.values()), request.profile, request.year):
        found = _find(request, now, items, offer, room)
        item = offer.kind.item
        if found and (item not in best or found.size < best[item].size):
            best[item] = found
    return [
        *_online_ways(now, request.claimed_general),
        *(found.way for found in sorted(best.values(), key=lambda found: found.size)),
    ]


def _online_ways(now: Tally, claimed_general: int | None) -> Iterator[Way]:
    total, professional = now.missing
    add = max(total, professional)
    for subject in (Subject.PROFESSIONAL, Subject.GENERAL):
        if subject is Subject.GENERAL and professional:
            continue  # general hours do not close a gap of professional ones
        general = add if subject is Subject.GENERAL else 0
        after = split(
            now.elected,
            now.online_general + general,
            now.online_professional + add - general,
            claimed_general,
        )
        label = ONLINE.format(shown(add), subject.text)
        yield Way(Courseware, {"subject": subject.value}, shown(add), HOURS, after, label)


class Found(namedtuple("Found", ("size", "offer", "quantity", "after"))):
    """The smallest quantity of an offer that completes the year; days sort before activities, fewer before more."""

    __slots__ = ()
    size: tuple[bool, int, int]
    offer: Offer
    quantity: int
    after: Tally

    @property
    def way(self) -> Way:
        """The finding in words and JSON values."""
        offer = self.offer
        label = offer.label.format(self.quantity)
        return Way(offer.kind, offer.facts, self.quantity, offer.unit, self.after, label)


def _find(request: Request, now: Tally, items: dict[int, Option], offer: Offer, room: int) -> Found | None:
    """The smallest quantity of an offer that completes the year, None where none does."""
    standing = items[offer.kind.item].tenths if offer.kind.item in items else 0
    wanted = ANNUAL_MINIMUM - now.online_general - now.online_professional - standing
    least = max(1, -(-wanted // offer.tenths))  # fewer leave the total short, whatever is elected
    most = offer.most if offer.unit == DAYS else min(offer.most, room)
    if least > most:
        return None

    def after(quantity: int) -> Tally:
        return with_option(now, items, offer.option(quantity, len(request.entries)), request.claimed_general)

    found = _smallest(least, most, after)
    if found is None:
        return None
    quantity, year = found
    return Found((offer.unit == ACTIVITIES, quantity, year.total), offer, quantity, year)


def with_option(
    now: Tally, items: dict[int, Option], candidate: Option, claimed_general: int | None
) -> Tally:
    """The year with one more option, which is elected only if it beats what stands, as any other."""
    if candidate.item in items:
        candidate = joined(items[candidate.item], candidate)
    elected = candidate if now.elected is None else min(now.elected, candidate)
    return split(elected, now.online_general, now.online_professional, claimed_general)


def _smallest(least: int, most: int, after: Callable[[int], Tally]) -> tuple[int, Tally] | None:
    """The smallest number from ``least`` to ``most`` after which the year is complete, and that year.

    Completion is monotone in the number.
    """
    year = after(least)
    if year.complete:
        return least, year
    year = after(most)
    if not year.complete:
        return None
    while least + 1 < most:  # least does not complete, most does
        middle = (least + most) // 2
        between = after(middle)
        if between.complete:
            most, year = middle, between
        else:
            least = middle
    return most, year
