"""Declarations as those who verify and supervise see them."""

from typing import Any

from ahce_core.registration.doubts import Doubt
from ahce_core.registration.workflow import Action, Status
from functions.handlers.models.base import Identifier, OptionalWords, Revision, Rule, Sent, Told, Words
from functions.handlers.models.declarations import Content, HistoryLine, Standing


class CaseRow(Standing):
    """A declaration in a list, with the kinds of what it claims and the hours of that.

    ``doubts`` is what asks for a look of its own before it is verified; ``in_bulk``: the caller may verify it together
    with others.
    """

    person: Identifier
    year: int
    name: str
    employer: str
    kinds: list[str]
    hours: float
    doubts: list[Doubt]
    in_bulk: bool


class CasesPage(Told):
    """A page of declarations."""

    rows: list[CaseRow]
    next: str | None


class EarlierDeclaration(Content):
    """A declaration of the year that was not accepted: ``ended`` says why, ``same_claim`` whether the one that followed
    claims the same.
    """

    assessment: dict[str, Any]
    ended: HistoryLine
    same_claim: bool


class CaseSeen(Standing, Content):
    """A declaration with all that a verifier needs; ``actions`` is what the caller may do now."""

    person: Identifier
    year: int
    revision: int
    id_last4: str
    assessment: dict[str, Any]
    earlier: list[EarlierDeclaration]
    history: list[HistoryLine]
    actions: list[Action]
    doubts: list[Doubt]


class Question(Sent):
    """What is missing."""

    question: Words
    revision: Revision


class VerificationSent(Sent):
    """A remark, and the entry of the employer's ledger that it rests on (Art. 15).

    ``in_bulk`` says that it is verified together with others: refused where anything is in doubt.
    """

    remark: OptionalWords = ""
    ledger: OptionalWords = ""
    in_bulk: bool = False
    revision: Revision


class RefusalSent(Sent):
    """The rule and the reason."""

    rule: Rule
    reason: Words
    revision: Revision


class Reasoned(Sent):
    """A reason."""

    reason: Words
    revision: Revision


class CorrectionSent(Sent):
    """What of the verification's own record was a slip: ``remark``, ``ledger``."""

    changes: dict[str, str]
    reason: Words
    revision: Revision


class LedgerRow(Told):
    """One activity of a declaration, for the record of Art. 15: kind, content, time, and where its registration stands."""

    person: Identifier
    name: str
    year: int
    kind: str
    kind_label: str
    kind_label_en: str
    title: str
    date: str | None
    hours: int | float
    status: Status
    status_label: str
    status_label_en: str
    ledger: str


class LedgerPage(Told):
    """A page of an employer's ledger."""

    rows: list[LedgerRow]
    next: str | None
