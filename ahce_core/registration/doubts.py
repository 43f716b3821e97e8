"""第十四条　用人单位应对专业技术人员填报的继续教育学时以及提供的申报材料的真实性、完整性和时效性进行认真审查，对弄虚作假或其他违规行为的不予以学时申报。

What asks for a verifier's own look at one declaration. Declarations without any of it may be verified several at once,
each still an act of its own; one that has some is opened first. That, and this list, are ours.
"""

from collections.abc import Sequence
from datetime import date

from ..catalogue.item_02_major_assignments import Assignment
from ..choices import Choice
from ..explain import judged, recognize_all
from ..request import Entry
from ..sensitivity import Sensitivity
from ..wording import Text
from . import grounds
from .case import Act
from .declaration import Claim
from .grounds import NotAllowed
from .workflow import Action


class Doubt(Choice):
    """What is to be looked at before a declaration is verified."""

    LOST_EVIDENCE = (
        "lost_evidence",
        "有材料丢失或不完整",
        "Evidence is missing or not whole",
    )
    SHARED_EVIDENCE = (
        "shared_evidence",
        "同一份材料也被别人使用",
        "The same evidence is used by somebody else too",
    )
    USED_BEFORE = (
        "used_before",
        "同一份材料也用于本人的其他年度",
        "The same evidence is used for another year of the same person",
    )
    BEFORE_TRANSFER = (
        "before_transfer",
        "申报的内容早于调入之日",
        "What is claimed is dated before the day of the transfer",
    )
    OPEN_READING = (
        "open_reading",
        "办法未写明的一点会改变学时",
        "A point that the regulation leaves open changes the hours",
    )
    SUPPLEMENTED = "supplemented", "要求过补充材料", "More evidence was asked for"
    DECLARED_AGAIN = "declared_again", "未通过后重新申报", "Declared again after it was not accepted"


def doubts(
    acts: Sequence[Act],
    claim: Claim,
    online: Sequence[Entry],
    *,
    lost_evidence: bool,
    shared_evidence: bool,
    used_before: bool,
    transferred_in: date | None,
) -> tuple[Doubt, ...]:
    """What is in doubt about the declaration that stands, in the order of :class:`Doubt`; nothing where all is plain.

    ``online`` are the item (12) hours registered so far; ``lost_evidence`` says that a file is not in storage as it was
    given, ``shared_evidence`` that another person used the same one, ``used_before`` that this one did for another year; ``transferred_in`` is the pinned day of the transfer, if any.
    """
    declared = [index for index, act in enumerate(acts) if act.action is Action.DECLARE]
    found = {
        Doubt.LOST_EVIDENCE: lost_evidence,
        Doubt.SHARED_EVIDENCE: shared_evidence,
        Doubt.USED_BEFORE: used_before,
        Doubt.BEFORE_TRANSFER: transferred_in is not None and _begun_before(claim, transferred_in),
        Doubt.OPEN_READING: _depends(claim, online),
        Doubt.SUPPLEMENTED: any(act.action is Action.ASK for act in acts[declared[-1] :]),
        Doubt.DECLARED_AGAIN: len(declared) > 1,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _begun_before(claim: Claim, day: date) -> bool:
    """从调入之日起: whether anything claimed is of an earlier day, a posting by its first one."""
    days = (
        entry.facts.start if isinstance(entry.facts, Assignment) else entry.date for entry in claim.entries
    )
    return any(each is not None and each < day for each in days)


def _depends(claim: Claim, online: Sequence[Entry]) -> bool:
    request = claim.with_online(online)
    recognitions = recognize_all(request)
    year = Sensitivity(request, recognitions, judged(request, recognitions))
    return any(reading.changes for reading in year.open_readings())


def require_plain(found: Sequence[Doubt]) -> None:
    """Pass for a declaration that may be verified together with others.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` naming what is in doubt.
    """
    if found:
        names = Text("、".join(doubt.text.zh for doubt in found), "; ".join(doubt.text.en for doubt in found))
        raise NotAllowed(grounds.IN_DOUBT, names)
