"""第十四条　专业技术人员完成继续教育学时后，凭有关学时证明材料，通过“学时管理系统”向所在单位申请学时登记。
第二十一条　本办法第十二条（一）至（十一）项按照以下要求执行。

    3.专业技术人员每个年度应按要求申报一次继续教育学时，申报提交后不予修改、撤销。
    4.继续教育学时认定采取就高原则，由专业技术人员自行选择学时认定最高的选项，每个年度认定仅能选择一项，不重复累计认定。

A claim is the elected option and its evidence, or none at all; item (12) hours are there already. It is assessed here, by the
rules that everybody reads, under the readings that it pins: whatever a browser computed is not even asked for.
"""

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..activity import Recognition
from ..catalogue.item_02_major_assignments import Assignment
from ..explain import explain, judged, recognize_all
from ..json_text import Object
from ..problems import Problem, Refusal
from ..request import Entry, Request, read_request, refuse_keys
from ..rules import rules_for
from ..year import ONLINE_ITEM, Tally, standing, tally
from . import grounds
from .profile import Pinned

CLAIM_KEYS = (
    "activities",
    "elected_split",
)  # no year, no readings, no figures: those are not the applicant's to say


class Evidence(namedtuple("Evidence", ("id", "activity", "sha256"))):
    """A file that proves a claimed activity: its id in storage, the activity's id, the hash of its content."""

    __slots__ = ()
    id: str
    activity: str
    sha256: str


class Claim(namedtuple("Claim", ("year", "pinned", "entries", "claimed_general"))):
    """What is declared, never to be changed: the elected option's activities and the split of its hours.

    ``claimed_general`` is tenths of the option claimed as general; None where no option is claimed.
    """

    __slots__ = ()
    year: int
    pinned: Pinned
    entries: tuple[Entry, ...]
    claimed_general: int | None

    def with_online(self, online: Sequence[Entry]) -> Request:
        """The year as the core assesses it: what is claimed, then the item (12) hours registered so far.

        Raises LookupError where the pinned rules are no longer here.
        """
        rules = rules_for(self.year)
        if rules.version != self.pinned.rules_version:
            raise LookupError(f"no rules {self.pinned.rules_version} for {self.year}")
        entries = (*self.entries, *online)
        return Request(self.year, self.pinned.readings, entries, self.claimed_general, rules)

    def tally(self, online: Sequence[Entry]) -> Tally:
        """The year's hours, in tenths."""
        request = self.with_online(online)
        return judged(request, recognize_all(request))

    def assessment(self, online: Sequence[Entry]) -> dict[str, object]:
        """The year explained, as the JSON door answers it."""
        return explain(self.with_online(online))

    @property
    def works(self) -> frozenset[tuple[str, str]]:
        """The papers and books claimed: (kind, work)."""
        return frozenset((entry.facts.kind, entry.work) for entry in self.entries if entry.work)


def read_claim(
    source: Object,
    year: int,
    pinned: Pinned,
    *,
    today: date,
    online: Sequence[Entry] = (),
    evidence: Sequence[Evidence] = (),
    declared_works: Mapping[tuple[str, str], int],
) -> Claim:
    """The claim that a JSON object spells: ``activities`` and, where wanted, ``elected_split``, as in a request.

    ``today`` is the legal day of the declaration, by which what is claimed has to be done; ``online`` are the item (12) hours registered so far, on which the best split depends; ``declared_works`` are the papers
    and books of the person's other declarations that stand, with their years (Art. 12(4)). Raises
    :class:`~ahce_core.problems.Refusal` with every problem found.
    """
    claim = _read(source, year, pinned)
    request = claim.with_online(online)
    recognitions = recognize_all(request)
    problems: list[Problem] = []
    try:
        now = judged(request, recognitions)
    except Refusal as refusal:
        problems += refusal.problems
        now = tally(request.entries, recognitions, request.profile)
    problems += _not_elected(request, recognitions, now, len(claim.entries))
    problems += _not_done(request, recognitions, len(claim.entries), today)
    problems += _declared_before(claim, declared_works)
    problems += _unproved(claim, evidence)
    if problems:
        raise Refusal(problems)
    return claim._replace(claimed_general=now.elected_general if now.elected else None)


def read_pinned_claim(source: Object, year: int, pinned: Pinned) -> Claim:
    """A claim as it was accepted and kept, read again for the figures; nothing of it is judged anew."""
    return _read(source, year, pinned)


def _read(source: Object, year: int, pinned: Pinned) -> Claim:
    problems: list[Problem] = []
    refuse_keys(source, CLAIM_KEYS, "", problems)
    request = Object({key: value for key, value in source.items() if key in CLAIM_KEYS} | {"year": year})
    request.twice = ()
    try:
        read = read_request(request)
    except Refusal as refusal:
        raise Refusal((*problems, *refusal.problems)) from None
    if problems:
        raise Refusal(problems)
    return Claim(year, pinned, read.entries, read.claimed_general)


def _not_elected(
    request: Request, recognitions: Sequence[Recognition], now: Tally, claimed: int
) -> Iterator[Problem]:
    """Whatever is claimed beside the one elected option."""
    losers = standing(request.entries, recognitions)
    for index in range(claimed):
        entry, path = request.entries[index], f"activities[{index}]"
        if entry.facts.item == ONLINE_ITEM:
            yield grounds.ONLINE_IS_THERE.problem(path)
        elif not recognitions[index].tenths:
            yield grounds.GIVES_NO_HOURS.problem(path)
        elif index in losers:
            yield grounds.WORK_DECLARED.problem(path, entry.title, request.year)
        elif now.elected and index not in now.elected.members:
            yield grounds.NOT_ELECTED.problem(path, request.entries[now.elected.members[0]].title)


def _not_done(
    request: Request, recognitions: Sequence[Recognition], claimed: int, today: date
) -> Iterator[Problem]:
    """Whatever gives its hours only after ``today``: 完成继续教育学时后.

    A posting may go on: it has to have given the year its hours by what was served of it so far.
    """
    for index in range(claimed):
        entry, path = request.entries[index], f"activities[{index}]"
        if entry.date and entry.date > today:
            yield grounds.NOT_DONE.problem(f"{path}.date", entry.title, entry.date)
        facts = entry.facts
        if not isinstance(facts, Assignment):
            continue
        first = max(facts.start, date(request.year, 1, 1))
        served = Assignment(posting=facts.posting, start=facts.start, end=min(facts.end, today))
        if first > today:
            yield grounds.NOT_DONE.problem(f"{path}.start", entry.title, first)
        elif served.recognize(request.profile, request.year).tenths < recognitions[index].tenths:
            yield grounds.NOT_SERVED.problem(f"{path}.end", entry.title, served.days_in(request.year))


def _declared_before(claim: Claim, declared_works: Mapping[tuple[str, str], int]) -> Iterator[Problem]:
    for index, entry in enumerate(claim.entries):
        year = declared_works.get((entry.facts.kind, entry.work or ""))
        if year is not None:
            yield grounds.WORK_DECLARED.problem(f"activities[{index}].work", entry.title, year)


def _unproved(claim: Claim, evidence: Sequence[Evidence]) -> Iterator[Problem]:
    proved = {each.activity for each in evidence}
    for index, entry in enumerate(claim.entries):
        if entry.id not in proved:
            yield grounds.EVIDENCE_MISSING.problem(f"activities[{index}]", entry.title)
    yield from stray(evidence, {entry.id for entry in claim.entries})


def stray(evidence: Sequence[Evidence], claimed: set[str]) -> Iterator[Problem]:
    """Evidence that belongs to nothing claimed, or is the same file for the same activity again."""
    seen = set()
    for index, each in enumerate(evidence):
        if each.activity not in claimed:
            yield grounds.EVIDENCE_STRAY.problem(f"evidence[{index}].activity", each.activity)
        if (each.activity, each.sha256) in seen:
            yield grounds.EVIDENCE_TWICE.problem(f"evidence[{index}]")
        seen.add((each.activity, each.sha256))
