"""第十四条　用人单位应对专业技术人员填报的继续教育学时以及提供的申报材料的真实性、完整性和时效性进行认真审查，对弄虚作假或其他违规行为的不予以学时申报。

What a verifier records: a refusal names a rule of this list and says why; a verification may have a remark and names the
ledger entry it rests on (Art. 15). Correcting is for slips in that record alone, never for what the applicant claimed.
"""

from collections.abc import Mapping

from ..choices import Choice
from ..problems import Problem, Refusal
from ..wording import UNFIT, Text, one_line, unfit_character
from . import grounds
from .grounds import NotAllowed

REASON_LEAST, REASON_MOST = 2, 500  # characters; ours
CORRECTABLE = {"remark": Text("核验备注", "remark"), "ledger": Text("登记台账编号", "ledger entry")}


class RefusalRule(Choice):
    """The rule that a refusal rests on."""

    AUTHENTICITY = (
        "authenticity",
        "真实性：材料不能证明所填内容（第十四条）",
        "Authenticity: the evidence does not prove it (Art. 14)",
    )
    COMPLETENESS = (
        "completeness",
        "完整性：材料不齐（第十四条）",
        "Completeness: evidence is missing (Art. 14)",
    )
    TIMELINESS = (
        "timeliness",
        "时效性：不属于申报年度（第十四条）",
        "Timeliness: it belongs to another year (Art. 14)",
    )
    FALSIFICATION = "falsification", "弄虚作假（第十四条、第二十条）", "Falsification (Art. 14 and 20)"
    OTHER_VIOLATION = "other_violation", "其他违规行为（第十四条）", "Another violation (Art. 14)"
    NOT_RECOGNIZED = (
        "not_recognized",
        "不符合认定标准（第十二条）",
        "It does not meet the standard of recognition (Art. 12)",
    )


def reason(text: str, path: str = "reason") -> str:
    """A reason as it is recorded, line by line without what nobody sees; ``path`` is the field that it was written in.

    Raises :class:`~ahce_core.problems.Refusal` where there is none, far too much, or something that no text has.
    """
    text = _seen(text, path)
    if not REASON_LEAST <= len(text) <= REASON_MOST:
        raise Refusal([grounds.REASON_MISSING.problem(path, REASON_LEAST, REASON_MOST)])
    return text


def _seen(text: str, path: str) -> str:
    lines = [one_line(line) for line in text.splitlines()]
    if any(map(unfit_character, lines)):
        raise Refusal([Problem(path, UNFIT)])
    return "\n".join(lines).strip()


def corrections(changes: Mapping[str, str]) -> dict[str, str]:
    """What a correction changes of a verification's record.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` for nothing and for anything that the applicant claimed,
    :class:`~ahce_core.problems.Refusal` for a text that is too long.
    """
    words = Text(
        "、".join(text.zh for text in CORRECTABLE.values()), ", ".join(t.en for t in CORRECTABLE.values())
    )
    if not changes:
        raise NotAllowed(grounds.NOTHING_CORRECTED, words)
    for name in changes:
        if name not in CORRECTABLE:
            raise NotAllowed(grounds.CLAIM_STANDS, name, words)
    problems = [
        Problem(name, Text(f"最多{REASON_MOST}个字符。", f"At most {REASON_MOST} characters."))
        for name, text in changes.items()
        if len(text) > REASON_MOST
    ]
    if problems:
        raise Refusal(problems)
    return {name: _seen(text, name) for name, text in changes.items()}
