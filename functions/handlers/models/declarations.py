"""Declarations as their applicants see them."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from ahce_core.registration.routing import Desk
from ahce_core.registration.workflow import Action, Status
from functions.handlers.models.base import Identifier, OptionalWords, Revision, Sent, Sha256, Told
from functions.handlers.models.certificates import OwnCertificate
from functions.handlers.models.settings import WindowTold
from functions.ports import EVIDENCE_BYTES_LIMIT
from functions.services.evidence import FILES_A_DECLARATION


class EvidenceAnnounced(Sent):
    """A file to be uploaded."""

    media_type: Literal["application/pdf", "image/jpeg", "image/png"]
    size: Annotated[int, Field(ge=1, le=EVIDENCE_BYTES_LIMIT)]
    sha256: Sha256


class UploadFormTold(Told):
    """POST ``fields`` as multipart/form-data to ``url``, then the file as the last field, named ``file``."""

    evidence: Identifier
    url: str
    fields: dict[str, str]


class EvidenceGiven(Sent):
    """An uploaded file and the claimed activity that it proves."""

    id: Identifier
    activity: Annotated[str, Field(min_length=1, max_length=64)]


Files = Annotated[list[EvidenceGiven], Field(max_length=FILES_A_DECLARATION)]


class DeclarationSent(Sent):
    """``claim`` has ``activities`` (the elected option's, or none) and perhaps ``elected_split``, as in an assessment.

    ``revision`` is the year's as it was seen: 0 where nothing was declared.
    """

    claim: dict[str, Any]
    evidence: Files
    revision: Revision


class SupplementSent(Sent):
    """The evidence that was asked for."""

    evidence: Files
    note: OptionalWords = ""
    revision: Revision


class CaseDone(Told):
    """Where the declaration stands after the command, and the revision to act on next."""

    person: Identifier
    year: int
    status: Status
    revision: int


class NoticeDays(Told):
    """A notice's days; ``last_day`` null: that year's calendar is not known yet, and the notice stays open."""

    opened: str
    last_day: str | None
    note: str
    note_en: str


class Standing(Told):
    """Where a year stands; ``next_label`` says who acts next."""

    status: Status
    status_label: str
    status_label_en: str
    next_label: str
    next_label_en: str
    since: str | None
    objections: list[str]
    notice: NoticeDays | None


class YearRow(Standing):
    """A year."""

    year: int
    revision: int


class YearsTold(Told):
    """The years so far, declared or not; ``today`` is the legal day."""

    today: str
    years: list[YearRow]


class HistoryLine(Told):
    """What happened: ``words`` are what people wrote, as long as they are kept; other facts stand beside.

    Beside ``role`` stands ``role_label``, and beside a refusal's ``rule`` its ``rule_label``, each in both languages.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    number: int
    type: str
    label: str
    label_en: str
    at: str
    by: str
    words: dict[str, str]


class EvidenceTold(Told):
    """A file of a declaration; to a verifier also how many other people used the same content, and in which other years
    this one did.
    """

    id: str
    activity: str
    media_type: str
    size: int
    sha256: str
    also_used_by: int | None = None
    also_used_in: list[int] | None = None


class VerifierTold(Told):
    """The desk that verifies: an employer's or a bureau's, and its name."""

    desk: Desk
    desk_label: str
    desk_label_en: str
    name: str
    scope: str
    region: str


class VerificationTold(Told):
    """What the verifier recorded."""

    remark: str = ""
    ledger: str = ""


class Content(Told):
    """What was declared. ``assessment`` is the answer of the core's JSON door.

    ``transferred_in`` is the day from which the regulation holds for somebody who transferred in, as it was declared.
    """

    name: str
    employer: str
    verifier: VerifierTold
    claim: dict[str, Any]
    pinned: dict[str, Any]
    transferred_in: str | None
    verification: VerificationTold | None
    evidence: list[EvidenceTold]


class Hindrance(Told):
    """Why a year cannot be declared now, and by which article; ``at_work``: it hangs on where the applicant works."""

    code: str
    detail: str
    detail_en: str
    article: str
    article_en: str
    ours: bool
    at_work: bool


class OwnYear(YearRow):
    """The caller's year; what was declared is absent before it is.

    ``counts``: whether the hours declared stand, which a refusal or an annulment ends.
    ``actions`` is what the caller may do now; ``hindrance`` is what has to be put right before ``declare``. ``online`` are
    the item (12) hours registered so far, as activities of a request; ``readings`` those by which it is or would be judged.
    ``if_refused_label``: what a refusal of a declaration made now would mean; empty where none can be made.
    ``certificate_due``: a certificate that says something new, or can be verified again, can be issued now;
    ``certificate_note``: why it should be, or why none can.
    """

    today: str
    counts: bool
    window: WindowTold | None
    actions: list[Action]
    hindrance: Hindrance | None
    readings: dict[str, str]
    rules_version: str
    if_refused_label: str = ""
    if_refused_label_en: str = ""
    online: list[dict[str, Any]]
    assessment: dict[str, Any]
    name: str | None = None
    employer: str | None = None
    verifier: VerifierTold | None = None
    claim: dict[str, Any] | None = None
    pinned: dict[str, Any] | None = None
    transferred_in: str | None = None
    verification: VerificationTold | None = None
    evidence: tuple[EvidenceTold, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    certificate: OwnCertificate | None = None
    certificate_due: bool = False
    certificate_note: str = ""
    certificate_note_en: str = ""


class RecordedYear(Standing):
    """A year in a person's whole record. ``erased``: the day on which what was declared was erased, else null."""

    year: int
    erased: str | None
    declarations: list[dict[str, Any]]
    certificates: list[dict[str, str]]
    history: list[HistoryLine]


class OnlineHours(Told):
    """Hours that a platform registered, as it sent them."""

    year: int
    completion: str


class Record(Told):
    """All that the registry holds of the caller, to be kept; ``taken`` is when."""

    person: Identifier
    name: str
    id_number: str
    employment: dict[str, Any] | None
    years: list[RecordedYear]
    closed_years: list[int]
    online: list[OnlineHours]
    history: list[HistoryLine]
    taken: str


class Link(Told):
    """Where a file can be downloaded for a few minutes."""

    url: str
