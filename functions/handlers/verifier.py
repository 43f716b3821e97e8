"""For those who verify and administer: queue, declarations, decisions, employers, members, roles, settings."""

from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from ahce_core.registration.roles import Assignment, Role
from ahce_core.wording import Text
from functions import http
from functions.handlers.models.base import (
    Cursor,
    DeskKind,
    Identifier,
    RegionCode,
    Year,
    answers,
    content,
    done,
)
from functions.handlers.models.declarations import CaseDone, Link
from functions.handlers.models.people import (
    AssignmentChange,
    AssignmentDone,
    EmployerConfirmation,
    EmployerCorrection,
    EmployerDone,
    EmployerRegistration,
    EmployerRejection,
    EmployerSeen,
    EmployersPage,
    EmployerTold,
    EmploymentDone,
    Holder,
    HoldersPage,
    Me,
    Member,
    MembersPage,
    Seen,
)
from functions.handlers.models.settings import ReadingsSet, SettingDone, WindowSet
from functions.handlers.models.verifying import (
    CaseRow,
    CaseSeen,
    CasesPage,
    CorrectionSent,
    LedgerPage,
    LedgerRow,
    Question,
    Reasoned,
    RefusalSent,
    VerificationSent,
)
from functions.services import assignments, desks, employers, ledger, people, settings, verification
from functions.services.command import Caller
from functions.services.stored import choice
from functions.wiring import ports

app = http.api(
    "verifier",
    Text("核验和管理", "Verifying and administering"),
    Text(
        "核验申报，处理异议，确认单位和人员，授权，设置。",
        "Verify, decide objections, employers, roles, settings.",
    ),
)
PersonPath = Annotated[Identifier, Path()]
YearPath = Annotated[Year, Path()]
ObjectionPath = Annotated[Identifier, Path()]
EmployerPath = Annotated[Identifier, Path()]
DeskQuery = Annotated[DeskKind, Query()]
ScopeQuery = Annotated[str, Query(max_length=26, pattern="^[a-z0-9]+$")]
LanguageQuery = Annotated[Literal["zh", "en"], Query()]
CursorQuery = Annotated[Cursor, Query()]
CASE = "/api/verifier/cases/<person>/<year>"
CASE_DONE = answers(CaseDone, 200)
CSV = "text/csv; charset=utf-8"


def _reader() -> Caller:
    return people.caller(ports(), http.principal(app))


def _caller() -> Caller:
    return people.caller(ports(), http.principal(app), http.idempotency_key(app))


@app.get("/api/verifier/me", summary="本人和角色 Oneself and one's roles", operation_id="me")
def me() -> Me:
    return Me(**people.me(ports(), _reader()))


# ── declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────


@app.get("/api/verifier/queue", summary="待办 What waits, the longest first", operation_id="queue")
def queue(desk: DeskQuery, scope: ScopeQuery, after: CursorQuery = None) -> CasesPage:
    page = desks.queue(ports(), _reader(), desk, scope, after=after)
    return CasesPage(rows=[CaseRow(**row) for row in page.rows], next=page.next)


@app.get("/api/verifier/cases", summary="一个年度的申报 A year's declarations", operation_id="cases")
def directory(
    desk: DeskQuery, scope: ScopeQuery, year: Annotated[Year, Query()], after: CursorQuery = None
) -> CasesPage:
    page = desks.directory(ports(), _reader(), desk, scope, year, after=after)
    return CasesPage(rows=[CaseRow(**row) for row in page.rows], next=page.next)


@app.get("/api/verifier/ledger", summary="单位台账 An employer's ledger (第十五条)", operation_id="ledger")
def ledger_of(scope: ScopeQuery, year: Annotated[Year, Query()], after: CursorQuery = None) -> LedgerPage:
    page = ledger.rows(ports(), _reader(), scope, year, after=after)
    return LedgerPage(rows=[LedgerRow(**row) for row in page.rows], next=page.next)


@app.get(
    "/api/verifier/ledger.csv",
    summary="单位台账，表格 An employer's ledger as a table",
    operation_id="ledger_table",
    responses=content(CSV),
)
def ledger_table(
    scope: ScopeQuery, year: Annotated[Year, Query()], language: LanguageQuery = "zh"
) -> Response[str]:
    text = ledger.table(ports(), _reader(), scope, year, english=language == "en")
    return Response(200, content_type=CSV, body=text)


@app.get(CASE, summary="一份申报 One declaration", operation_id="case")
def show(person: PersonPath, year: YearPath) -> CaseSeen:
    return CaseSeen(**verification.show(ports(), _reader(), person, year))


@app.get(
    f"{CASE}/evidence/<evidence_id>", summary="下载材料 A file of evidence", operation_id="case_evidence"
)
def evidence(person: PersonPath, year: YearPath, evidence_id: Annotated[Identifier, Path()]) -> Link:
    return Link(**verification.evidence_link(ports(), _reader(), person, year, evidence_id))


@app.post(f"{CASE}/question", summary="要求补充材料 Ask for more", operation_id="ask", responses=CASE_DONE)
def ask(person: PersonPath, year: YearPath, sent: Question) -> Response[Any]:
    return done(verification.ask(ports(), _caller(), person, year, sent.question, sent.revision))


@app.post(f"{CASE}/verification", summary="核验通过 Verify", operation_id="verify", responses=CASE_DONE)
def verify(person: PersonPath, year: YearPath, sent: VerificationSent) -> Response[Any]:
    outcome = verification.verify(
        ports(),
        _caller(),
        person,
        year,
        sent.remark,
        sent.ledger,
        sent.revision,
        in_bulk=sent.in_bulk,
    )
    return done(outcome)


@app.post(f"{CASE}/refusal", summary="不予申报 Refuse", operation_id="refuse", responses=CASE_DONE)
def refuse(person: PersonPath, year: YearPath, sent: RefusalSent) -> Response[Any]:
    outcome = verification.refuse(ports(), _caller(), person, year, sent.rule, sent.reason, sent.revision)
    return done(outcome)


@app.post(
    f"{CASE}/objections/<objection>/dismissal",
    summary="异议不成立 Dismiss an objection",
    operation_id="dismiss",
    responses=CASE_DONE,
)
def dismiss(person: PersonPath, year: YearPath, objection: ObjectionPath, sent: Reasoned) -> Response[Any]:
    outcome = verification.dismiss(ports(), _caller(), person, year, objection, sent.reason, sent.revision)
    return done(outcome)


@app.post(
    f"{CASE}/objections/<objection>/upholding",
    summary="异议成立 Uphold an objection",
    operation_id="uphold",
    responses=CASE_DONE,
)
def uphold(person: PersonPath, year: YearPath, objection: ObjectionPath, sent: Reasoned) -> Response[Any]:
    outcome = verification.uphold(ports(), _caller(), person, year, objection, sent.reason, sent.revision)
    return done(outcome)


@app.post(
    f"{CASE}/correction", summary="更正核验记录 Correct a slip", operation_id="correct", responses=CASE_DONE
)
def correct(person: PersonPath, year: YearPath, sent: CorrectionSent) -> Response[Any]:
    outcome = verification.correct(ports(), _caller(), person, year, sent.changes, sent.reason, sent.revision)
    return done(outcome)


@app.post(f"{CASE}/annulment", summary="撤销登记 Annul", operation_id="annul", responses=CASE_DONE)
def annul(person: PersonPath, year: YearPath, sent: Reasoned) -> Response[Any]:
    return done(verification.annul(ports(), _caller(), person, year, sent.reason, sent.revision))


# ── employers, members, roles, settings ──────────────────────────────────────────────────────────────────────────────


@app.post(
    "/api/verifier/employers",
    summary="登记单位 Register an employer",
    operation_id="register_employer",
    responses=answers(EmployerDone, 201),
)
def register(sent: EmployerRegistration) -> Response[Any]:
    outcome = employers.register(
        ports(),
        _caller(),
        code=sent.code,
        name=sent.name,
        kind=sent.kind,
        region_code=sent.region,
        code_confirmed=sent.code_confirmed,
    )
    return done(outcome)


@app.get(
    "/api/verifier/employers", summary="待确认的单位 To be confirmed", operation_id="unconfirmed_employers"
)
def unconfirmed(region: Annotated[RegionCode, Query()], after: CursorQuery = None) -> EmployersPage:
    page = employers.unconfirmed(ports(), _reader(), region, after=after)
    return EmployersPage(rows=[EmployerTold(**row) for row in page.rows], next=page.next)


@app.get("/api/verifier/employers/<employer>", summary="一个单位 One employer", operation_id="employer")
def employer_of(employer: EmployerPath) -> EmployerSeen:
    return EmployerSeen(**employers.show(ports(), _reader(), employer))


@app.post(
    "/api/verifier/employers/<employer>/confirmation",
    summary="确认单位类型 Confirm an employer's kind",
    operation_id="confirm_employer",
    responses=answers(EmployerDone, 200),
)
def confirm(employer: EmployerPath, sent: EmployerConfirmation) -> Response[Any]:
    return done(employers.confirm(ports(), _caller(), employer, sent.kind, sent.revision))


@app.post(
    "/api/verifier/employers/<employer>/rejection",
    summary="不予确认单位 Reject an employer",
    operation_id="reject_employer",
    responses=answers(EmployerDone, 200),
)
def reject(employer: EmployerPath, sent: EmployerRejection) -> Response[Any]:
    return done(employers.reject(ports(), _caller(), employer, sent.reason, sent.revision))


@app.post(
    "/api/verifier/employers/<employer>/correction",
    summary="更正单位名称、隶属 Correct an employer's name or bureau",
    operation_id="correct_employer",
    responses=answers(EmployerDone, 200),
)
def correct_employer(employer: EmployerPath, sent: EmployerCorrection) -> Response[Any]:
    outcome = employers.correct(
        ports(), _caller(), employer, name=sent.name, region_code=sent.region, revision=sent.revision
    )
    return done(outcome)


@app.get("/api/verifier/employers/<employer>/members", summary="本单位人员 Members", operation_id="members")
def members(employer: EmployerPath, after: CursorQuery = None) -> MembersPage:
    page = employers.members(ports(), _reader(), employer, after)
    return MembersPage(rows=[Member(**row) for row in page.rows], next=page.next)


@app.post(
    "/api/verifier/employers/<employer>/members/<person>/acceptance",
    summary="确认本单位人员 Accept a member",
    operation_id="accept_member",
    responses=answers(EmploymentDone, 200),
)
def accept(employer: EmployerPath, person: PersonPath, sent: Seen) -> Response[Any]:
    return done(employers.accept(ports(), _caller(), employer, person, sent.revision))


@app.post(
    "/api/verifier/employers/<employer>/members/<person>/release",
    summary="不认领、移出人员 Decline or release a member",
    operation_id="release_member",
    responses=answers(EmploymentDone, 200),
)
def release(employer: EmployerPath, person: PersonPath, sent: Seen) -> Response[Any]:
    return done(employers.release(ports(), _caller(), employer, person, sent.revision))


@app.get("/api/verifier/assignments", summary="授权情况 Who holds a role somewhere", operation_id="holders")
def holders(
    scope: Annotated[str, Query(max_length=26, pattern="^[a-z0-9]*$")] = "",
    role: Annotated[Role | None, Query()] = None,
    after: CursorQuery = None,
) -> HoldersPage:
    page = assignments.holders(ports(), _reader(), scope, role=role, after=after)
    return HoldersPage(rows=[Holder(**row) for row in page.rows], next=page.next)


@app.post(
    "/api/verifier/assignments",
    summary="授予或收回角色 Give or take back a role",
    operation_id="assign",
    responses=answers(AssignmentDone, 200),
)
def assign(sent: AssignmentChange) -> Response[Any]:
    change = assignments.grant if sent.held else assignments.take_back
    assignment = Assignment(choice(Role, sent.role), sent.scope)
    return done(change(ports(), _caller(), sent.identity, assignment))


@app.put(
    "/api/verifier/settings/readings",
    summary="设定解读 Set the profile of readings (第二十二条)",
    operation_id="set_readings",
    responses=answers(SettingDone, 200),
)
def set_readings(sent: ReadingsSet) -> Response[Any]:
    return done(settings.set_profile(ports(), _caller(), sent.readings, sent.revision))


@app.put(
    "/api/verifier/settings/windows/<year>",
    summary="设定申报时间 Set a year's filing window",
    operation_id="set_window",
    responses=answers(SettingDone, 200),
)
def set_window(year: YearPath, sent: WindowSet) -> Response[Any]:
    opens, closes = (date.fromisoformat(each) if each else None for each in (sent.opens, sent.closes))
    return done(settings.set_window(ports(), _caller(), year, opens, closes, sent.revision))


handler = http.handler(app)
