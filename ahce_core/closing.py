"""How to close the gap: the smallest additions after which the year is complete, each proved by judging again.

An addition is a new activity of the year. Completion is monotone in its quantity, so the smallest one that completes is
found by halving, and one unit less does not complete.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import attrgetter

from . import answer
from .activity import Activity, Plan
from .answer import GAP, hours, inside
from .catalogue.item_03_overseas_training import CEILING
from .catalogue.item_12_online_courseware import Courseware
from .hours import ANNUAL_MINIMUM, TENTHS
from .json_text import write
from .readings import OneOption, Profile
from .request import LIMIT_ACTIVITIES, Request
from .rules import rules_for
from .subjects import Subject
from .wording import Text
from .year import CEILED_ITEM, Option, Tally, joined, option_of, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
ONLINE_OF_BOTH = Text(
    "再学{}学时网络课件（专业科目不少于{}学时，其余科目不限）",
    "{} more hours of online courseware (at least {} professional, the rest of either subject)",
)


class Way(namedtuple("Way", ("around", "add", "after", "label", "size"))):
    """One way to complete the year: a new activity, ``add`` units of it as JSON text, and the year with it.

    ``around`` is what an answer says of such a way, around its gaps; the smaller ``size`` is the better advice: days
    before activities, fewer before more; ``label`` is what it says to do, as it stands in JSON.
    """

    __slots__ = ()
    around: list[str]
    add: str
    after: Tally
    label: Text
    size: tuple[bool, int, int]

    def as_json(self) -> str:
        """The way as the JSON door shows it; total and professional are the year's with it."""
        start, to_total, to_professional, to_label, to_label_en, end = self.around
        total, professional = hours(self.after.total), hours(self.after.professional)
        zh, en = self.label
        return f"{start}{self.add}{to_total}{total}{to_professional}{professional}{to_label}{zh}{to_label_en}{en}{end}"


_way = partial(tuple.__new__, Way)  # what Way._make does, in less time


def _around(kind: type[Activity], facts: "dict[str, Any]", unit: str) -> list[str]:
    """What an answer says of more of such an activity, around the gaps for how much, what it comes to, and the label."""
    field = write(QUANTITY_FIELDS.get(unit))
    return (answer.WAY % (kind.kind, write(facts), GAP, unit, field, GAP, GAP, GAP, GAP)).split(GAP)


@lru_cache(maxsize=1024)
def _filled(label: Text, add: str) -> Text:
    return inside(label.format(add))


class Offer:
    """What may still be done by a plan of the catalogue: the tenths of one unit, how many units at most, and their sum."""

    __slots__ = ("around", "item", "label", "most", "reach", "tenths", "unit")

    def __init__(self, kind: type[Activity], plan: Plan, tenths: int, most: int) -> None:
        self.item = kind.item
        self.unit = plan.unit
        self.label = plan.label
        self.around = _around(kind, plan.facts, plan.unit)
        self.tenths = tenths
        self.most = most
        self.reach = most * tenths

    def option(self, quantity: int, index: int) -> Option:
        """The plan, ``quantity`` units of it, as an option of the year; ``index`` is its place in the request."""
        tenths = quantity * self.tenths
        if self.item == CEILED_ITEM:
            tenths = min(tenths, CEILING * TENTHS)
        return option_of((-tenths, -tenths, self.item, (index,)))


@lru_cache(maxsize=64)
def _offers(profile: Profile, year: int) -> tuple[Offer, ...]:
    """Every plan of the catalogue with what one unit of it gives under ``profile``."""
    offers = []
    several = MOST_ACTIVITIES if profile.one_option is OneOption.ITEM else 1
    for kind in rules_for(year).kinds.values():
        for plan in kind.plans:
            days = plan.unit == DAYS
            facts = kind(**plan.facts, full_days=1) if days else kind(**plan.facts)
            tenths = facts.recognize(profile, year).tenths
            offers.append(Offer(kind, plan, tenths, MOST_DAYS if days else several))
    return tuple(offers)


def ways_to_complete(request: Request, now: Tally, items: dict[int, Option]) -> list[Way]:
    """The ways to complete a year that is short, the smallest of each sort; empty where it is complete.

    ``items`` are the year's options by item where ``one_option: item`` is read, so that a new activity joins its item.
    """
    room = LIMIT_ACTIVITIES - len(request.entries)
    if now.complete or not room:
        return []
    best: dict[int, Way] = {}
    wanted = ANNUAL_MINIMUM - now.online_general - now.online_professional
    stands = {item: option.tenths for item, option in items.items()}
    for offer in _offers(request.profile, request.year):
        if offer.reach + stands.get(offer.item, 0) < wanted:
            continue  # the most of it leaves the total short
        way = _find(request, now, items, offer, wanted - stands.get(offer.item, 0), room)
        if way and (offer.item not in best or way.size < best[offer.item].size):
            best[offer.item] = way
    return [*_online_ways(now, request.claimed_general), *sorted(best.values(), key=attrgetter("size"))]


def _online_ways(now: Tally, claimed_general: int | None) -> list[Way]:
    total, professional = now.missing
    add = max(total, professional)
    # general hours, which cost nothing on the provincial platform, do for the rest
    label = (
        LABEL_OF_BOTH.format(hours(add), hours(professional))
        if 0 < professional < total
        else _filled(ONLINE_LABELS[Subject.PROFESSIONAL], hours(add))
    )
    ways = [_online_way(now, Subject.PROFESSIONAL, 0, add, claimed_general, label)]
    if not professional:  # general hours do not close a gap of professional ones
        label = _filled(ONLINE_LABELS[Subject.GENERAL], hours(add))
        ways.append(_online_way(now, Subject.GENERAL, add, 0, claimed_general, label))
    return ways


def _online_way(
    now: Tally, subject: Subject, general: int, professional: int, claimed_general: int | None, label: Text
) -> Way:
    after = split(
        now.elected, now.online_general + general, now.online_professional + professional, claimed_general
    )
    add = general + professional
    return _way((ONLINE_WAYS[subject], hours(add), after, label, (False, add, after.total)))


ONLINE_WAYS = {
    subject: _around(Courseware, {"subject": subject}, HOURS)
    for subject in (Subject.PROFESSIONAL, Subject.GENERAL)
}
ONLINE_LABELS = {subject: ONLINE.format("{}", subject.text) for subject in ONLINE_WAYS}
LABEL_OF_BOTH = inside(ONLINE_OF_BOTH)


def _find(
    request: Request, now: Tally, items: dict[int, Option], offer: Offer, wanted: int, room: int
) -> Way | None:
    """The smallest quantity of an offer that completes the year, None where none does.

    It adds up to ``wanted`` at least, in no more than ``room`` activities.
    """
    least = max(1, -(-wanted // offer.tenths))  # fewer leave the total short, whatever is elected
    most = offer.most if offer.unit == DAYS else min(offer.most, room)
    if least > most:
        return None

    def after(quantity: int) -> Tally:
        return with_option(now, items, offer.option(quantity, len(request.entries)), request.claimed_general)

    quantity, year = least, after(least)
    if not year.complete:
        quantity, year = _smallest(least, most, after)
    if not year.complete or request.claimed_general not in (None, year.elected_general):
        return None  # short for all that, or (Art. 21(2)) an option which cannot be split as it is claimed
    add = str(quantity)
    size = (offer.unit == ACTIVITIES, quantity, year.total)
    return _way((offer.around, add, year, _filled(offer.label, add), size))


def with_option(
    now: Tally, items: dict[int, Option], candidate: Option, claimed_general: int | None
) -> Tally:
    """The year with one more option, which is elected only if it beats what stands, as any other."""
    if candidate.item in items:
        candidate = joined(items[candidate.item], candidate)
    elected = candidate if now.elected is None else min(now.elected, candidate)
    return split(elected, now.online_general, now.online_professional, claimed_general)


def lower_that_completes(now: Tally, options: Sequence[Option]) -> Tally | None:
    """The year with an option that is not the highest, where that one would complete it and the elected one does not.

    Art. 21(4) elects the highest, so this is no way to complete the year, but its owner should know. Only general content
    (Art. 21(2)) lets fewer hours do what more do not.
    """
    elected = now.elected
    if now.complete or elected is None or elected.less_claimable == elected.less_tenths:
        return None
    years = [split(option, now.online_general, now.online_professional, None) for option in sorted(options)]
    return None if years[0].complete else next((year for year in years if year.complete), None)


def _smallest(least: int, most: int, after: Callable[[int], Tally]) -> tuple[int, Tally]:
    """The smallest number above ``least``, which does not complete the year, that does, and the year with it.

    Completion is monotone in the number; where even ``most`` does not do, it is the answer.
    """
    year = after(most)
    if not year.complete:
        return most, year
    while least + 1 < most:  # least does not complete, most does
        middle = (least + most) // 2
        between = after(middle)
        if between.complete:
            most, year = middle, between
        else:
            least = middle
    return most, year
