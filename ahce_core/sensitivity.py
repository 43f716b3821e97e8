"""What the open readings change: each alternative's year, the others as chosen, and the verdict over all combinations.

    第二十二条　本办法由省人力资源社会保障厅负责解释。

An activity asks at most one reading, so its recognition under each alternative is computed once; readings that touch
nothing in this year are not multiplied out.
"""

from collections import namedtuple
from collections.abc import Sequence
from itertools import product

from .activity import Recognition
from .choices import Choice
from .readings import ASSESSMENT_READINGS
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
        return len({(year.total, year.professional, year.complete) for year in self.outcomes.values()}) > 1


class Sensitivity:
    """A year under every alternative of every reading."""

    def __init__(self, request: Request, recognitions: Sequence[Recognition], now: Tally) -> None:
        self._request = request
        self._recognitions = recognitions
        self._now = now
        self._variants = self._find_variants()

    def _find_variants(self) -> dict[str, dict[Choice, dict[int, Recognition]]]:
        """Reading → alternative → the entries that it recognizes otherwise than the chosen one does."""
        request = self._request
        found: dict[str, dict[Choice, dict[int, Recognition]]] = {}
        items = [entry.facts.item for entry in request.entries if entry.facts.item != ONLINE_ITEM]
        if len(items) > len(set(items)):
            found[ONE_OPTION] = {
                alternative: {} for alternative in ASSESSMENT_READINGS[ONE_OPTION].alternatives
            }
        for index, entry in enumerate(request.entries):
            name = entry.facts.reading
            if name is None:
                continue
            base = self._recognitions[index]
            for alternative in ASSESSMENT_READINGS[name].alternatives:
                other = entry.facts.recognize(request.profile.with_(name, alternative), request.year)
                if (other.tenths, other.subject) != (base.tenths, base.subject):
                    variants = found.setdefault(
                        name, {each: {} for each in ASSESSMENT_READINGS[name].alternatives}
                    )
                    variants[alternative][index] = other
        return found

    def _year(self, chosen: dict[str, Choice]) -> Tally:
        recognitions = list(self._recognitions)
        for name, alternative in chosen.items():
            for index, recognition in self._variants[name][alternative].items():
                recognitions[index] = recognition
        profile = self._request.profile._replace(**chosen)
        return tally(self._request.entries, recognitions, profile, self._request.claimed_general)

    def open_readings(self) -> list[OpenReading]:
        """Every reading of an assessment, in their order."""
        found = []
        for name, reading in ASSESSMENT_READINGS.items():
            chosen = getattr(self._request.profile, name)
            outcomes = {
                alternative: self._now
                if alternative is chosen or name not in self._variants
                else self._year({name: alternative})
                for alternative in reading.alternatives
            }
            found.append(OpenReading(name, chosen, outcomes))
        return found

    def verdict(self) -> str:
        """``complete`` under all combinations of readings, ``short`` under all, otherwise ``depends``."""
        names = list(self._variants)
        complete = {
            self._year(dict(zip(names, combination, strict=True))).complete
            for combination in product(*(self._variants[name] for name in names))
        }
        return DEPENDS if len(complete) > 1 else COMPLETE if complete == {True} else SHORT
