"""What a year comes to: judged once for all people with the same activities, until too much is kept."""

from collections import namedtuple

from ..activity import Remembered, memory
from ..hours import shown
from ..readings import OneOption, Profile
from ..request import Entry, Request
from ..rules import rules_for
from ..sensitivity import COMPLETE, DEPENDS, SHORT, Sensitivity
from ..year import ONLINE_ITEM, tally
from .results import PENDING

KEPT_YEARS = 100_000  # distinct years remembered: some 20 MB


class Case:
    """What a row comes to, one for all rows that come to the same: an entry with such facts and what it gives.

    ``open`` says that a reading may give it other hours, ``shared`` that other rows may well be like it, which those of a
    named work are not; ``of_work`` that it is of a work, which counts once. Compared by identity.
    """

    __slots__ = ("dated", "entry", "item", "of_work", "open", "recognition", "shared", "year")

    def __init__(self, year: int, entry: Entry, recognition: Remembered, is_open: bool) -> None:
        self.year = year
        self.entry = entry
        self.recognition = recognition
        self.open = is_open
        self.item = entry.facts.item
        self.dated = entry.facts.date_required
        self.of_work = entry.facts.work is not None
        self.shared = entry.work is None


def case_of(read: Request, profile: Profile) -> Case:
    """The case of a request of one activity."""
    (entry,) = read.entries
    recognitions = [memory(profile, read.year)[entry.facts]]
    alone = Sensitivity(read._replace(profile=profile), recognitions, tally([entry], recognitions, profile))
    return Case(read.year, entry, recognitions[0], any(each.changes for each in alone.open_readings()))


class Outcome(namedtuple("Outcome", ("figures", "elected", "rules_version"))):
    """What a year comes to: the values of a result from ``year`` to ``elected_item``, and the indexes of what is elected."""

    __slots__ = ()
    figures: tuple[object, ...]
    elected: tuple[int, ...]
    rules_version: str | None

    def with_left_out(self) -> "Outcome":
        """What the year comes to where rows of it are left out: one that is short may be complete with them."""
        year, total, general, professional, complete, *_, item = self.figures
        if complete is not False:
            return self
        unknown = None, None, None  # whether it is complete, and what is missing
        return self._replace(figures=(year, total, general, professional, *unknown, PENDING, item))


NO_OUTCOME = Outcome((None,) * 9, (), None)  # of a person none of whose rows has a year


class Outcomes:
    """What years come to under one profile of readings. ``known`` has those judged before, by their cases in order."""

    def __init__(self, profile: Profile) -> None:
        self.known: dict[tuple[Case, ...], Outcome] = {}
        self._alike: dict[Outcome, Outcome] = {}  # many years come to the same, which is kept once
        self._profile = profile
        self._otherwise = [
            profile._replace(one_option=option) for option in OneOption if option is not profile.one_option
        ]

    def of(self, year: int, cases: tuple[Case, ...]) -> Outcome:
        """What these cases of one year come to."""
        outcome = self.known.get(cases)
        if outcome is None:
            outcome = self._judge(year, cases)
            if cases and all(case.shared for case in cases):
                if len(self.known) >= KEPT_YEARS:
                    self.forget()
                outcome = self.known[cases] = self._alike.setdefault(outcome, outcome)
        return outcome

    def forget(self) -> None:
        """Remember none of them."""
        self.known.clear()
        self._alike.clear()

    def _judge(self, year: int, cases: tuple[Case, ...]) -> Outcome:
        entries = tuple([case.entry for case in cases])
        recognitions = [case.recognition for case in cases]
        rules = rules_for(year)
        now = tally(entries, recognitions, self._profile)
        verdict = COMPLETE if now.complete else SHORT
        items = [case.item for case in cases if case.item != ONLINE_ITEM]
        if any(case.open for case in cases):
            request = Request(year, self._profile, entries, None, rules)
            verdict = Sensitivity(request, recognitions, now).verdict()
        elif len(items) > len(
            set(items)
        ):  # whether an item's achievements add up is all that matters, if that
            others = [tally(entries, recognitions, profile) for profile in self._otherwise]
            if any(other.complete != now.complete for other in others):
                verdict = DEPENDS
        hours = map(shown, (now.total, now.general, now.professional))
        missing = map(shown, now.missing)
        item, elected = (now.elected.item, now.elected.members) if now.elected else (None, ())
        return Outcome((year, *hours, now.complete, *missing, verdict, item), elected, rules.version)
