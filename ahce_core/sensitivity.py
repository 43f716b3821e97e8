"""What the open readings change: each alternative's year, the others as chosen, and the verdict over all combinations.

    第二十二条　本办法由省人力资源社会保障厅负责解释。

An activity asks at most one reading, so its recognition under each alternative is computed once; readings that touch
nothing in this year are not multiplied out.
"""

from collections import namedtuple
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import combinations, product

from .activity import KEPT_FACTS, Remembered, memory
from .choices import Choice
from .readings import ASSESSMENT_READINGS, Profile
from .request import Request
from .year import ONLINE_ITEM, Tally, tally

COMPLETE = "complete"
SHORT = "short"
DEPENDS = "depends"

ONE_OPTION = "one_option"
Combination = tuple[tuple[str, Choice], ...]  # of alternatives that are not the chosen ones, by reading


class OpenReading(namedtuple("OpenReading", ("name", "chosen", "outcomes"))):
    """One reading: the alternative chosen, and the year under each of its alternatives."""

    __slots__ = ()
    name: str
    chosen: Choice
    outcomes: dict[Choice, Tally]

    @property
    def changes(self) -> bool:
        """Whether any alternative gives another total, professional hours or completion."""
        first, *others = self.outcomes.values()
        return any(
            year is not first and (year.total != first.total or year.professional != first.professional)
            for year in others
        )


class Sensitivity:
    """A year under every alternative of every reading."""

    def __init__(self, request: Request, recognitions: Sequence[Remembered], now: Tally) -> None:
        self._request = request
        self._recognitions = recognitions
        self._now = now
        self._others = self._find_others()
        self._years: dict[Combination, Tally] = {(): now}

    def _find_others(self) -> dict[str, dict[Choice, dict[int, Remembered]]]:
        """Reading → alternative not chosen → the entries that it recognizes otherwise than the chosen one does.

        Only readings that can touch this year are in it.
        """
        found: dict[str, dict[Choice, dict[int, Remembered]]] = {}
        items = [remembered.item for remembered in self._recognitions if remembered.item != ONLINE_ITEM]
        if len(items) > len(set(items)):
            others = _other_profiles(self._request.profile)[ONE_OPTION]
            found[ONE_OPTION] = {alternative: {} for alternative in others}
        for index, remembered in enumerate(self._recognitions):
            name = remembered.facts.reading
            if name:
                for alternative, other in _otherwise(remembered):
                    found.setdefault(name, {}).setdefault(alternative, {})[index] = other
        return found

    def _year(self, *others: tuple[str, Choice]) -> Tally:
        """The year with these alternatives instead, as (reading, alternative), judged once."""
        year = self._years.get(others)
        if year is None:
            recognitions = list(self._recognitions)
            profile = self._request.profile
            for name, alternative in others:
                for index, recognition in self._others[name][alternative].items():
                    recognitions[index] = recognition
                if name == ONE_OPTION:  # the only reading that a tally asks itself
                    profile = _other_profiles(profile)[name][alternative]
            year = tally(self._request.entries, recognitions, profile, self._request.claimed_general)
            self._years[others] = year
        return year

    def open_readings(self) -> list[OpenReading]:
        """The readings that can touch this year; under the others it is the same whatever is chosen."""
        return [
            OpenReading(
                name,
                getattr(self._request.profile, name),
                {
                    alternative: self._year((name, alternative)) if alternative in others else self._now
                    for alternative in ASSESSMENT_READINGS[name].choices
                },
            )
            for name, others in self._others.items()
        ]

    def verdict(self) -> str:
        """``complete`` under all combinations of readings, ``short`` under all, otherwise ``depends``."""
        if self.turning_point:
            return DEPENDS
        return COMPLETE if self._now.complete else SHORT

    @cached_property
    def turning_point(self) -> Combination:
        """The fewest other alternatives, (reading, alternative) each, that together change completion; empty where none do."""
        complete, found = self._now.complete, self._others
        for name, others in found.items():
            for alternative in others:
                if self._year((name, alternative)).complete is not complete:
                    return ((name, alternative),)
        if len(found) < 2:
            return ()
        names = [name for name in ASSESSMENT_READINGS if name in found]
        for size in range(2, len(names) + 1):
            for together in combinations(names, size):
                for chosen in product(*[[(name, other) for other in found[name]] for name in together]):
                    if self._year(*chosen).complete is not complete:
                        return chosen
        return ()

    def year_of(self, others: Combination) -> Tally:
        """The year with these alternatives instead of the chosen ones."""
        return self._year(*others)


@lru_cache(maxsize=KEPT_FACTS)
def _otherwise(remembered: Remembered) -> list[tuple[Choice, Remembered]]:
    """What each other alternative of the reading that the facts ask recognizes, where it is not the same."""
    facts, found = remembered.facts, []
    for alternative, profile in _other_profiles(remembered.profile)[facts.reading or ""].items():
        other = memory(profile, remembered.year)[facts]
        if other.tenths != remembered.tenths or other.subject is not remembered.subject:
            found.append((alternative, other))
    return found


@lru_cache(maxsize=64)
def _other_profiles(profile: Profile) -> dict[str, dict[Choice, Profile]]:
    """Reading → each alternative that ``profile`` does not choose → the profile that does."""
    return {
        name: {
            alternative: profile.choosing({name: alternative})
            for alternative in reading.choices
            if alternative is not getattr(profile, name)
        }
        for name, reading in ASSESSMENT_READINGS.items()
    }
