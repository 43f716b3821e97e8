"""For applicants: themselves, where they work, their evidence, their years."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from ahce_core.wording import Text
from functions import http
from functions.handlers.models.base import (
    Cursor,
    Identifier,
    RegionCode,
    Year,
    answers,
    content,
    done,
    file,
)
from functions.handlers.models.certificates import CertificateAsked, CertificateTold
from functions.handlers.models.declarations import (
    CaseDone,
    DeclarationSent,
    EvidenceAnnounced,
    Link,
    OwnYear,
    Record,
    SupplementSent,
    UploadFormTold,
    YearRow,
    YearsTold,
)
from functions.handlers.models.people import (
    EmployersPage,
    EmployerTold,
    EmploymentDone,
    EmploymentOf,
    Enrolled,
    Enrolment,
    Me,
)
from functions.services import certificates, declarations, employers, evidence, people, record
from functions.services.command import Caller
from functions.wiring import ports

app = http.api(
    "applicant",
    Text("申报人", "Applicants"),
    Text(
        "登记本人和单位，上传材料，提交申报，查看进度，打印证书。",
        "Oneself, one's employer, evidence, declarations, progress, certificates.",
    ),
)
PDF = "application/pdf"
YearPath = Annotated[Year, Path()]


def _reader() -> Caller:
    return people.caller(ports(), http.principal(app))


def _caller() -> Caller:
    return people.caller(ports(), http.principal(app), http.idempotency_key(app))


@app.get("/api/applicant/me", summary="本人 Oneself", operation_id="me")
def me() -> Me:
    return Me(**people.me(ports(), _reader()))


@app.post(
    "/api/applicant/me",
    summary="登记本人 Record oneself",
    operation_id="enrol",
    responses=answers(Enrolled, 201),
)
def enrol(sent: Enrolment) -> Response[Any]:
    return done(people.enrol(ports(), _caller(), sent.name, sent.id_number))


@app.get("/api/applicant/me/record", summary="本人的全部记录 One's whole record", operation_id="record")
def whole_record() -> Record:
    return Record(**record.own(ports(), _reader()))


@app.get("/api/applicant/employers", summary="一地的单位 A region's employers", operation_id="employers")
def employers_of(
    region: Annotated[RegionCode, Query()], after: Annotated[Cursor, Query()] = None
) -> EmployersPage:
    _reader()
    page = employers.in_region(ports(), region, after=after)
    return EmployersPage(rows=[EmployerTold(**row) for row in page.rows], next=page.next)


@app.put(
    "/api/applicant/me/employment",
    summary="登记所在单位 Say where one works",
    operation_id="employ",
    responses=answers(EmploymentDone, 201),
)
def employ(sent: EmploymentOf) -> Response[Any]:
    outcome = people.employ(
        ports(),
        _caller(),
        employer=sent.employer,
        region_code=sent.region,
        transferred_in=sent.transferred_in,
    )
    return done(outcome)


@app.post(
    "/api/applicant/evidence",
    summary="上传表单 A form to upload one file",
    operation_id="announce_evidence",
    responses=answers(UploadFormTold, 201),
)
def announce(sent: EvidenceAnnounced) -> Response[Any]:
    outcome = evidence.announce(
        ports(), _caller(), media_type=sent.media_type, size=sent.size, sha256=sent.sha256
    )
    form = evidence.upload_form(ports(), str(outcome.body["evidence"]))
    return done(outcome._replace(body=form))


@app.get("/api/applicant/years", summary="本人各年度 One's years", operation_id="years")
def years() -> YearsTold:
    found = declarations.own_years(ports(), _reader())
    return YearsTold(today=found["today"], years=[YearRow(**row) for row in found["years"]])


@app.get("/api/applicant/years/<year>", summary="本人一个年度 One of one's years", operation_id="year")
def own_year(year: YearPath) -> OwnYear:
    return OwnYear(**declarations.own_year(ports(), _reader(), year))


@app.post(
    "/api/applicant/years/<year>/declaration",
    summary="提交申报 Declare, once and for good",
    operation_id="declare",
    responses=answers(CaseDone, 201),
)
def declare(year: YearPath, sent: DeclarationSent) -> Response[Any]:
    files = [(file.id, file.activity) for file in sent.evidence]
    outcome = declarations.declare(ports(), _caller(), year, sent.claim, files, sent.revision)
    return done(outcome)


@app.post(
    "/api/applicant/years/<year>/supplement",
    summary="补充材料 Add the evidence asked for",
    operation_id="supplement",
    responses=answers(CaseDone, 200),
)
def supplement(year: YearPath, sent: SupplementSent) -> Response[Any]:
    files = [(file.id, file.activity) for file in sent.evidence]
    outcome = declarations.supplement(ports(), _caller(), year, files, sent.note, sent.revision)
    return done(outcome)


@app.get(
    "/api/applicant/years/<year>/evidence/<evidence_id>",
    summary="下载本人材料 One's own evidence",
    operation_id="own_evidence",
)
def own_evidence(year: YearPath, evidence_id: Annotated[Identifier, Path()]) -> Link:
    return Link(**declarations.own_evidence(ports(), _reader(), year, evidence_id))


@app.post(
    "/api/applicant/years/<year>/certificate",
    summary="签发证书 Issue the certificate",
    operation_id="certify",
    responses=answers(CertificateTold, 200, 201),
)
def certify(year: YearPath, sent: CertificateAsked) -> Response[Any]:
    return done(certificates.issue(ports(), _caller(), year, sent.revision))


@app.get(
    "/api/applicant/years/<year>/certificate.pdf",
    summary="打印证书 The certificate on paper",
    operation_id="certificate_paper",
    responses=content(PDF),
)
def certificate_paper(year: YearPath) -> Response[str]:
    return file(PDF, certificates.paper(ports(), _reader(), year), f"certificate-{year}.pdf")


handler = http.handler(app)
