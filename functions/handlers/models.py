"""What requests and answers look like: the one declaration of validation and OpenAPI alike.

Requests are read strictly: nothing is coerced, unknown keys are refused. Answers hold exactly what stands here.
"""

from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ahce_core.registration.routing import Desk, EmployerKind
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Action, Status
from functions.ports import EVIDENCE_BYTES_LIMIT
from functions.services.command import Outcome
from functions.services.evidence import FILES_A_DECLARATION

Identifier = Annotated[str, Field(pattern="^[a-z2-7]{26}$", description="随机编号 a random id")]
Identity = Annotated[
    str, Field(pattern="^[0-9a-f]{64}$", description="登录账号的编号，见 /me a sign-in, as /me names it")
]
RegionCode = Annotated[str, Field(pattern="^34[0-9]{4}$", description="GB/T 2260")]
Year = Annotated[int, Field(ge=2025, le=2100)]
Revision = Annotated[int, Field(ge=0, description="您看到的版本 the revision that was seen")]
Words = Annotated[str, Field(min_length=1, max_length=500)]
OptionalWords = Annotated[str, Field(max_length=500)]
Cursor = Annotated[str | None, Field(max_length=2000, description="上一页的 next the last page's next")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Kind = Annotated[EmployerKind, Field(strict=False)]
Rule = Annotated[RefusalRule, Field(strict=False)]
DeskKind = Annotated[Desk, Field(strict=False)]


def _calendar_day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_calendar_day)]


class Sent(BaseModel):
    """What comes in."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Told(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)


def done(outcome: Outcome) -> Response[Any]:
    """The answer to a command."""
    return Response(outcome.status, content_type="application/json", body=dict(outcome.body))


def answers(model: type[Told], *statuses: int) -> dict[int, Any]:
    """The OpenAPI of a command's answers."""
    words = {200: "已办理 Done", 201: "已建立 Created"}
    content = {"application/json": {"model": model}}
    return {status: {"description": words[status], "content": content} for status in statuses}


# ── people, employers, roles ─────────────────────────────────────────────────────────────────────────────────────────


class Enrolment(Sent):
    """A person: name and ID number."""

    name: Annotated[str, Field(min_length=1, max_length=50)]
    id_number: Annotated[str, Field(min_length=15, max_length=40)]


class Enrolled(Told):
    """The person's id."""

    person: Identifier


class EmploymentOf(Sent):
    """Where one works: an employer, or, for the self-employed, a county."""

    employer: Identifier | None = None
    region: RegionCode | None = None
    transferred_in: Day | None = None


class EmploymentDone(Told):
    """Where one works was recorded or accepted."""

    revision: int
    accepted: bool


class PersonTold(Told):
    """Oneself; the number is masked."""

    id: str
    name: str
    id_number: str


class RoleTold(Told):
    """A role and where it holds."""

    role: str
    scope: str
    label: str
    label_en: str


class EmploymentTold(Told):
    """Where one works."""

    employer: str | None
    region: str | None
    transferred_in: str | None
    accepted: bool
    revision: int


class Me(Told):
    """What the registry knows of the caller."""

    identity: Identity
    person: PersonTold | None
    roles: list[RoleTold]
    employment: EmploymentTold | None


class EmployerRegistration(Sent):
    """An employer, to be confirmed by the bureau of its region."""

    code: Annotated[str, Field(min_length=18, max_length=40, description="统一社会信用代码 GB 32100")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Kind
    region: RegionCode


class EmployerDone(Told):
    """An employer was registered or confirmed."""

    employer: Identifier
    revision: int


class EmployerConfirmation(Sent):
    """The kind as the bureau finds it."""

    kind: Kind
    revision: Revision


class EmployerTold(Told):
    """An employer."""

    employer: Identifier
    name: str
    code: str
    kind: EmployerKind
    region: str
    confirmed: bool


class EmployerSeen(EmployerTold):
    """An employer with the revision to act on."""

    revision: int


class EmployersPage(Told):
    """A page of employers."""

    rows: list[EmployerTold]
    next: str | None


class Member(Told):
    """Somebody who says that they work here."""

    person: Identifier
    name: str
    accepted: bool
    transferred_in: str | None
    revision: int


class MembersPage(Told):
    """A page of members, those to be accepted first."""

    rows: list[Member]
    next: str | None


class Seen(Sent):
    """A command that needs nothing but the revision that was seen."""

    revision: Revision


class AssignmentChange(Sent):
    """A role to give (``held`` true) or to take back."""

    identity: Identity
    role: Literal[
        "employer_verifier",
        "bureau_verifier",
        "bureau_supervisor",
        "provincial_office",
        "learning_platform",
        "title_system",
    ]
    scope: Annotated[str, Field(max_length=26, pattern="^[a-z0-9]*$")] = ""
    held: bool


class AssignmentDone(Told):
    """The role as it is held now."""

    identity: Identity
    role: str
    scope: str
    held: bool


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class WindowSet(Sent):
    """The days on which declarations are taken, both included."""

    opens: Day
    closes: Day
    revision: Revision


class ReadingsSet(Sent):
    """An alternative of each of the eight readings."""

    readings: dict[str, str]
    revision: Revision


class SettingDone(Told):
    """A setting was recorded."""

    revision: int


class WindowTold(Told):
    """A filing window."""

    opens: str
    closes: str


class SettingsTold(Told):
    """What holds for a year; ``window`` null: none is set, and declarations are taken at any time.

    Beyond ``calendar_known_to`` the State Council's notice is not known, and no public notice ends.
    """

    year: int
    rules_version: str
    readings: dict[str, str]
    readings_revision: int
    window: WindowTold | None
    window_revision: int
    calendar_known_to: str
    calendar_days_left: int


class RegionTold(Told):
    """A region with a bureau; ``above`` is the code of the one it answers to."""

    code: str
    name: str
    above: str


class RegionsTold(Told):
    """All regions of the province."""

    regions: list[RegionTold]


# ── declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────


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
    """Where a year stands."""

    status: Status
    status_label: str
    status_label_en: str
    since: str | None
    objections: list[str]
    notice: NoticeDays | None


class YearRow(Standing):
    """A declared year."""

    year: int
    revision: int


class YearsTold(Told):
    """The declared years."""

    years: list[YearRow]


class HistoryLine(Told):
    """What happened: ``words`` are what people wrote, as long as they are kept; other facts stand beside."""

    model_config = ConfigDict(frozen=True, extra="allow")

    number: int
    type: str
    at: str
    by: str
    words: dict[str, str]


class EvidenceTold(Told):
    """A file of a declaration; to a verifier also how many other people used the same content."""

    id: str
    activity: str
    media_type: str
    size: int
    sha256: str
    also_used_by: int | None = None


class VerifierTold(Told):
    """The desk that verifies."""

    desk: Desk
    scope: str
    region: str


class VerificationTold(Told):
    """What the verifier recorded."""

    remark: str = ""
    ledger: str = ""


class Content(Told):
    """What was declared. ``assessment`` is the answer of the core's JSON door."""

    name: str
    employer: str
    verifier: VerifierTold
    claim: dict[str, Any]
    pinned: dict[str, Any]
    verification: VerificationTold | None
    evidence: list[EvidenceTold]


class OwnYear(YearRow):
    """The caller's year; what was declared is absent before it is."""

    window: WindowTold | None
    assessment: dict[str, Any]
    name: str | None = None
    employer: str | None = None
    verifier: VerifierTold | None = None
    claim: dict[str, Any] | None = None
    pinned: dict[str, Any] | None = None
    verification: VerificationTold | None = None
    evidence: list[EvidenceTold] = []
    history: list[HistoryLine] = []


class Link(Told):
    """Where a file can be downloaded for a few minutes."""

    url: str


# ── verifying ────────────────────────────────────────────────────────────────────────────────────────────────────────


class CaseRow(Standing):
    """A declaration in a list."""

    person: Identifier
    year: int
    name: str
    employer: str


class CasesPage(Told):
    """A page of declarations."""

    rows: list[CaseRow]
    next: str | None


class CaseSeen(Standing, Content):
    """A declaration with all that a verifier needs; ``actions`` is what the caller may do now."""

    person: Identifier
    year: int
    revision: int
    assessment: dict[str, Any]
    history: list[HistoryLine]
    actions: list[Action]


class Question(Sent):
    """What is missing."""

    question: Words
    revision: Revision


class VerificationSent(Sent):
    """A remark, and the entry of the employer's ledger that it rests on (Art. 15)."""

    remark: OptionalWords = ""
    ledger: OptionalWords = ""
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
    """One activity of a declaration, as Art. 15 wants it recorded: kind, content, time, result."""

    person: Identifier
    name: str
    kind: str
    title: str
    date: str | None
    hours: int | float
    result: Status
    ledger: str


class LedgerPage(Told):
    """A page of an employer's ledger."""

    rows: list[LedgerRow]
    next: str | None


# ── public notices ───────────────────────────────────────────────────────────────────────────────────────────────────


class NoticeTold(Told):
    """A running public notice."""

    notice: Identifier
    name: str
    employer: str
    year: int
    items: list[int]
    total: int | float
    general: int | float
    professional: int | float
    region: str
    opened: str
    last_day: str | None


class NoticesPage(Told):
    """A page of running notices, those that end first in front."""

    rows: list[NoticeTold]
    next: str | None


class ObjectionSent(Sent):
    """Why it should not be registered."""

    reason: Words


class ObjectionDone(Told):
    """The objection's id."""

    notice: Identifier
    objection: Identifier


# ── machines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class CompletionSent(Sent):
    """A completed course (``courseware``) or hours recorded nationally (``recorded_hours``), Art. 12(12)."""

    id_number: Annotated[str, Field(min_length=15, max_length=40)]
    year: Year
    completion: dict[str, Any]


class CompletionDone(Told):
    """Whether it was registered now, or had been before."""

    id: str
    registered: Literal["now", "before"]


class PersonAsked(Sent):
    """A person, by ID number: in a body, since a number stands in no URL."""

    id_number: Annotated[str, Field(min_length=15, max_length=40)]


class TitleYear(Told):
    """A declared year; hours once it is registered."""

    year: int
    status: Status
    registered: bool
    items: list[int] | None = None
    total: int | float | None = None
    general: int | float | None = None
    professional: int | float | None = None
    complete: bool | None = None


class TitleYears(Told):
    """A person's declared years; none where the person is not known."""

    years: list[TitleYear]
