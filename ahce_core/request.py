"""A request as it comes through the door, read strictly: missing is not zero, a typo is an error, all errors at once."""

import datetime
from collections import namedtuple
from functools import lru_cache, partial
from itertools import repeat

from .activity import DATE, ID, KEPT_FACTS, TITLE, Activity
from .fields import Field, Unfit
from .json_text import Object
from .problems import Refusal
from .readings import ADOPTED, ASSESSMENT_READINGS, Profile
from .rules import Rules, rules_for
from .shape import LIMIT_ACTIVITIES, SPLIT_GENERAL, SPLIT_KEYS, YEAR, refuse_keys
from .wording import is_one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["LIMIT_ACTIVITIES", "SPLIT_GENERAL", "YEAR", "Entry", "Request", "read_request", "refuse_keys"]

KEPT_DAYS = 1024  # as written, remembered
_LEFT_OUT = object()  # stands for a value that is not there
_ALTERNATIVES = {
    name: {choice.value: choice for choice in reading.choices}
    for name, reading in ASSESSMENT_READINGS.items()
}


class Entry(namedtuple("Entry", ("id", "title", "date", "facts", "work"))):
    """One activity of a request: what every activity has, the facts of its kind, and of which work they are, if it says."""

    __slots__ = ()
    id: str
    title: str
    date: datetime.date | None
    facts: Activity
    work: str | None


class Request(namedtuple("Request", ("year", "profile", "entries", "claimed_general", "rules"))):
    """A year to assess. ``claimed_general`` is tenths of the elected option claimed as general; None: the best split."""

    __slots__ = ()
    year: int
    profile: Profile
    entries: tuple[Entry, ...]
    claimed_general: int | None
    rules: Rules


def read_request(source: object) -> Request:
    """The request that a JSON value spells.

    Raises :class:`~ahce_core.problems.Refusal` with every problem in it.
    """
    try:
        return _sound(source)
    except (AttributeError, KeyError, TypeError, Unfit):
        from .scrutiny import problems_of  # only bad input pays for it

        raise Refusal(problems_of(source)) from None


def _sound(source: "Any") -> Request:
    """The request, read as one that is sound. Raises KeyError and the like where it is not."""
    year = YEAR.read(source["year"])
    rules = rules_for(year)
    profile = _profile(source["readings"]) if "readings" in source else ADOPTED
    entries = _entries(source["activities"], rules, year)
    general = _general(source["elected_split"]) if "elected_split" in source else None
    if source.twice or len(source) != 2 + ("readings" in source) + ("elected_split" in source):
        raise KeyError  # a key that is not known, or given twice
    return _request((year, profile, entries, general, rules))


def _profile(chosen: Object) -> Profile:
    if chosen.twice:
        raise KeyError
    return ADOPTED.choosing({name: _ALTERNATIVES[name][value] for name, value in chosen.items()})  # type: ignore[index]


def _general(split: Object) -> int:
    if split.twice or not split.keys() <= SPLIT_KEYS:
        raise KeyError
    return SPLIT_GENERAL.read(split["general"])


def _entries(given: "list[Any]", rules: Rules, year: int) -> tuple[Entry, ...]:
    kinds: dict[str, Any] = rules.kinds
    left_out, most_id, most_title = repeat(_LEFT_OUT), ID.most, TITLE.most
    entries = {}
    for source in given:
        kind, identity, title = kinds[source["kind"]], source["id"], source["title"]
        plain = 0 < len(identity) <= most_id and 0 < len(title) <= most_title
        if not (plain and (identity + title).isprintable() and (" " not in title or is_one_line(title))):
            ID.read(identity)
            title = TITLE.read(title)
        date = _day(source["date"]) if "date" in source else None
        named = "work" in source
        work = _fact(kind.work, source["work"]) if named else None
        if source.twice or (kind.date_required and (date is None or date.year != year)):
            raise KeyError
        others = len(source) - 3 - (date is not None) - named  # beside kind, id and title
        facts = _facts(kind, year, others, *map(source.get, kind.names, left_out))
        entries[identity] = _entry((identity, title, date, facts, work))
    if type(given) is not list or len(entries) != len(given) or len(given) > LIMIT_ACTIVITIES:
        raise KeyError
    return tuple(entries.values())


# What Entry._make and Request._make do, in less time.
_entry = partial(tuple.__new__, Entry)
_request = partial(tuple.__new__, Request)


_day = lru_cache(maxsize=KEPT_DAYS)(DATE.read)


@lru_cache(maxsize=KEPT_FACTS, typed=True)
def _facts(kind: type[Activity], year: int, given: int, *values: object) -> Activity:
    """The facts that JSON values spell, one for each field; remembered, since many have done the same.

    ``given`` is how many there are by the keys. Raises :class:`~ahce_core.fields.Unfit` where there is anything wrong
    with them, and KeyError where it is more than are known.
    """
    if given != len(values) - values.count(_LEFT_OUT):
        raise KeyError
    facts = kind(*map(_fact, kind.decisive, values))
    for _, text in facts.unfit(year):
        raise Unfit(text)
    return facts


def _fact(field: Field, value: object) -> object:
    left_out = (value is _LEFT_OUT and not field.required) or (value is None and field.nullable)
    return field.default if left_out else field.read(value)
