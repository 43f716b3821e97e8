"""What the open readings change: each alternative's year, the others as chosen, and the verdict over all combinations.

    第二十二条　本办法由省人力资源社会保障厅负责解释。

An activity asks at most one reading, so its recognition under each alternative is computed once; readings that touch
nothing in this year are not multiplied out.
"""

from collections import namedtuple
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from .activity import Recognition
from .choices import Choice
from .readings import ASSESSMENT_READINGS, Profile, Reading
from .request import Request
from .year import ONLINE_ITEM, Tally, tally

COMPLETE = "complete"
SHORT = "short"
DEPENDS = "depends"

ONE_OPTION = "one_option"


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

    def __init__(self, request: Request, recognitions: Sequence[Recognition], now: Tally) -> None:
        self._request = request
        self._recognitions = recognitions
        self._now = now
        self._variants = self._find_variants()
        self._years: dict[tuple[tuple[str, Choice], ...], Tally] = {(): now}

    def _find_variants(self) -> dict[str, dict[Choice, dict[int, Recognition]]]:
        """Reading → alternative → the entries that it recognizes otherwise than the chosen one does.

        Only readings that can touch this year are in it.
        """
        request = self._request
        found: dict[str, dict[Choice, dict[int, Recognition]]] = {}
        items = [entry.facts.item for entry in request.entries if entry.facts.item != ONLINE_ITEM]
        if len(items) > len(set(items)):
            found[ONE_OPTION] = {alternative: {} for alternative in ASSESSMENT_READINGS[ONE_OPTION].choices}
        profiles = _other_profiles(request.profile)
        for index, entry in enumerate(request.entries):
            name = entry.facts.reading
            if name is None:
                continue
            base = self._recognitions[index]
            for alternative, profile in profiles[name].items():
                other = entry.facts.recognize(profile, request.year)
                if other.tenths != base.tenths or other.subject is not base.subject:
                    if name not in found:
                        found[name] = {each: {} for each in ASSESSMENT_READINGS[name].choices}
                    found[name][alternative][index] = other
        return found

    def _year(self, **chosen: Choice) -> Tally:
        """The year with these alternatives instead, judged once; what is chosen already changes nothing."""
        now = self._request.profile
        others = tuple(pair for pair in chosen.items() if getattr(now, pair[0]) is not pair[1])
        if others not in self._years:
            recognitions = list(self._recognitions)
            for name, alternative in others:
                for index, recognition in self._variants[name][alternative].items():
                    recognitions[index] = recognition
            profile = now.choosing(dict(others))
            self._years[others] = tally(
                self._request.entries, recognitions, profile, self._request.claimed_general
            )
        return self._years[others]

    def open_readings(self) -> list[OpenReading]:
        """Every reading of an assessment, in their order."""
        return [
            OpenReading(name, getattr(self._request.profile, name), self._outcomes(name, reading))
            for name, reading in ASSESSMENT_READINGS.items()
        ]

    def _outcomes(self, name: str, reading: Reading) -> dict[Choice, Tally]:
        if name not in self._variants:
            return dict.fromkeys(reading.choices, self._now)
        return {alternative: self._year(**{name: alternative}) for alternative in reading.choices}

    def verdict(self) -> str:
        """``complete`` under all combinations of readings, ``short`` under all, otherwise ``depends``."""
        names = list(self._variants)
        complete = {
            self._year(**dict(zip(names, combination, strict=True))).complete
            for combination in product(*(self._variants[name] for name in names))
        }
        if len(complete) > 1:
            return DEPENDS
        return COMPLETE if complete == {True} else SHORT


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
