"""A small world for tests: a county with its bureau, an employer, applicants, over real adapters. Only the day is set."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ahce_core.registration.credential import Credential
from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.routing import EmployerKind
from ahce_core.wording import Text
from functions.adapters.chance import SystemChance
from functions.adapters.files import FileEvidence
from functions.adapters.local_keys import LocalPersonalData, LocalSigningKeys
from functions.ports import (
    SHANGHAI,
    Authority,
    CertificatePaper,
    KeyUnavailable,
    NoGlyph,
    Principal,
    SignIn,
    Store,
)
from functions.services import (
    assignments,
    declarations,
    employers,
    evidence,
    notices,
    online,
    people,
    verification,
)
from functions.services.command import Caller, Outcome, visitor
from tests.functions.proof import pdf

YEAR = 2026
PROOF = pdf()
COUNTY, CITY = "340881", "340800"
ID_NUMBERS = ("340881199001010018", "340881199001010026", "340881199001010034", "340881199001010042")
OFFICIALS = {
    "office": "340881199001010077",
    "bureau": "340881199001010085",
    "supervisor": "340881199001010093",
}
EMPLOYER_CODE = "12340881MB00000006"


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def instant(self) -> datetime:
        return self.moment

    def put(self, day: str, time: str = "09:00:00") -> None:
        self.moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


AUTHORITY = Authority("https://ahce.test", Text("演示机构", "A demonstration"))


class TextPaper:
    """Paper of plain text; like real fonts it lacks a character."""

    lacks = "\U000323af"  # the last ideograph of Unicode's extension H

    def render(self, credential: Credential, *, token: str, rows: str, authority: Authority) -> bytes:
        text = "\n".join((authority.name.zh, credential.name, credential.number, token, rows))
        if self.lacks in text:
            raise NoGlyph(self.lacks)
        return text.encode()


class Unreachable:
    """Signing keys that do not answer."""

    def for_day(self, day: date) -> Any:
        raise KeyUnavailable("KMS: KMSInternalException")

    published = for_day


@dataclass
class TestPorts:
    """Ports of a test."""

    __test__ = False
    store: Store
    evidence: FileEvidence
    personal_data: LocalPersonalData
    clock: SetClock
    chance: SystemChance
    signing_keys: LocalSigningKeys
    sign_in: SignIn
    paper: CertificatePaper
    authority: Authority = AUTHORITY


def ports_over(store: Store, folder: Path) -> TestPorts:
    """Everything real but the clock."""
    clock = SetClock(datetime(2026, 2, 2, 9, tzinfo=SHANGHAI))
    return TestPorts(
        store,
        FileEvidence(folder / "evidence", folder / "keys/evidence.key"),
        LocalPersonalData(folder / "keys"),
        clock,
        SystemChance(),
        LocalSigningKeys(folder / "keys"),
        None,  # type: ignore[arg-type] - services never see a token
        TextPaper(),
    )


class World:
    """A county with its bureau, an employer with its verifier, and applicants; each act is one call of a service."""

    def __init__(self, ports: Any, issuer: str = "https://issuer.test") -> None:
        self.ports = ports
        self.issuer = issuer
        self.keys = 0
        self.office = self.sign_up("office")
        assignments.set_up(ports, self.office.identity)
        self.people = {name: self.enrol(name, number) for name, number in OFFICIALS.items()}
        self.give("office", "bureau", Role.BUREAU_VERIFIER, COUNTY)
        self.give("office", "supervisor", Role.BUREAU_SUPERVISOR, CITY)
        self.give("office", "platform", Role.LEARNING_PLATFORM)
        self.give("office", "titles", Role.TITLE_SYSTEM)
        for name, number in zip(("hr", "applicant", "other", "self_employed"), ID_NUMBERS, strict=True):
            self.people[name] = self.enrol(name, number)
        registered = employers.register(
            ports,
            self.who("hr"),
            code=EMPLOYER_CODE,
            name="演示单位",
            kind=EmployerKind.PUBLIC_INSTITUTION,
            region_code=COUNTY,
        )
        self.employer = str(registered.body["employer"])
        employers.confirm(ports, self.who("bureau"), self.employer, EmployerKind.PUBLIC_INSTITUTION, 1)
        for name in ("hr", "applicant", "other"):
            self.employ(name)
        people.employ(
            ports, self.who("self_employed"), employer=None, region_code=COUNTY, transferred_in=None
        )

    def enrol(self, name: str, number: str) -> str:
        return str(people.enrol(self.ports, self.who(name), f"演示{name}", number).body["person"])

    def sign_up(self, name: str) -> Caller:
        return self.who(name)

    def who(self, name: str, key: str | None = None) -> Caller:
        """Somebody with what the registry knows of them now, and a new idempotency key."""
        self.keys += 1
        if name == "visitor":
            return visitor(key or f"key-{self.keys:016d}")
        principal = Principal(self.issuer, name, name in ("platform", "titles"), name)
        return people.caller(self.ports, principal, key or f"key-{self.keys:016d}")

    def give(self, giver: str, name: str, role: Role, scope: str = "") -> Outcome:
        return assignments.grant(
            self.ports, self.who(giver), self.who(name).identity, Assignment(role, scope)
        )

    def employ(self, name: str) -> None:
        ports, person = self.ports, self.people[name]
        done = people.employ(
            ports, self.who(name), employer=self.employer, region_code=None, transferred_in=None
        )
        employers.accept(ports, self.who("hr"), self.employer, person, int(str(done.body["revision"])))

    def upload(self, name: str = "applicant", content: bytes = PROOF) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        done = evidence.announce(
            self.ports, self.who(name), media_type="application/pdf", size=len(content), sha256=sha256
        )
        form = evidence.upload_form(self.ports, str(done.body["evidence"]))
        self.ports.evidence.receive(form["fields"], content)
        return str(form["evidence"])

    def declare(
        self, name: str = "applicant", revision: int = 0, key: str | None = None, **claim: Any
    ) -> Outcome:
        file = self.upload(name)
        return declarations.declare(
            self.ports, self.who(name, key), YEAR, claim or EXAM, [(file, "a1")], revision
        )

    def verify(self, name: str = "hr", of: str = "applicant", revision: int = 1) -> Outcome:
        return verification.verify(
            self.ports, self.who(name), self.people[of], YEAR, "材料齐全", "T-1", revision
        )

    def notice(self) -> str:
        rows = notices.running(self.ports, COUNTY, after=None).rows
        return str(rows[0]["notice"])

    def object_to(self, notice: str, reason: str = "证书不是本人的") -> str:
        return str(notices.object_to(self.ports, self.who("visitor"), notice, reason).body["objection"])

    def complete(
        self,
        number: str = ID_NUMBERS[1],
        hours: float = 12.5,
        identifier: str = "c1",
        by: str = "platform",
    ) -> Outcome:
        completion = {
            "id": identifier,
            "kind": "recorded_hours",
            "title": "全国系统记录",
            "date": "2026-01-05",
            "subject": "general",
            "hours": hours,
        }
        return online.complete(self.ports, self.who(by), number, YEAR, completion)

    def status(self, name: str = "applicant") -> str:
        return str(declarations.own_year(self.ports, self.who(name), YEAR)["status"])

    def put(self, day: str, time: str = "09:00:00") -> None:
        self.ports.clock.put(day, time)

    def tomorrow(self) -> date:
        return (self.ports.clock.now() + timedelta(days=1)).date()


EXAM = {
    "activities": [{"id": "a1", "kind": "qualification_exam", "title": "一级建造师", "date": "2026-01-20"}]
}
