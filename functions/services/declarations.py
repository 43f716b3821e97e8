"""Declaring a year (Art. 14, 21(3)) and adding the evidence that a verifier asked for."""

from collections.abc import Sequence
from typing import Any

from ahce_core.problems import Refusal
from ahce_core.registration import grounds
from ahce_core.registration.case import Act
from ahce_core.registration.declaration import read_claim, stray
from ahce_core.registration.filing import require_open
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.history import canonical
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import verifier_of
from ahce_core.registration.workflow import Action, Status
from ahce_core.rules import FIRST_YEAR, LAST_YEAR
from functions.ports import Ports
from functions.services import cases, certificates, evidence, people, settings
from functions.services.cases import Case
from functions.services.chain import pages, told
from functions.services.command import Body, Caller, Effects, Outcome, command
from functions.services.stored import core_object

VOID = frozenset((Status.REFUSED, Status.CLOSED, Status.ANNULLED))  # a work claimed in vain is free again


def declare(
    ports: Ports,
    caller: Caller,
    year: int,
    claim: dict[str, Any],
    files: Sequence[tuple[str, str]],
    revision: int,
) -> Outcome:
    """Declare a year: once, final, within the filing window, assessed by the core.

    ``claim`` has ``activities`` and perhaps ``elected_split``; ``files`` are evidence ids with the activity that they
    prove; ``revision`` is that of the year as it was seen, 0 before the first declaration.
    """
    person = people.require_person(caller)
    require_year(year)

    def attempt() -> Effects:
        today = ports.clock.now().date()
        case = cases.load(ports, person, year)
        pinned = settings.profile(ports, year)
        act = Act(Action.DECLARE, Role.APPLICANT, today, "", pinned.after_refusal)
        case.position(today).take(act)  # a year that is declared says so, before anything else is asked
        require_open(year, settings.filing(ports, year), today=today)
        work, employer_name = people.work_of(ports, person)
        verifies = bool(employer_name) and caller.actor.has(Role.EMPLOYER_VERIFIER, _employer(work))
        verifier = verifier_of(
            work, year, reading=pinned.government_body_route, verifies_for_employer=verifies
        )
        record = people.load(ports, person)
        proofs = evidence.taken(ports, person, files)
        read = read_claim(
            core_object(claim),
            year,
            pinned,
            online=cases.online(ports, record["fingerprint"], year),
            evidence=evidence.as_proof(proofs),
            declared_works=_declared_works(ports, person, year),
        )
        name = people.name_of(ports, person)
        declaration = {
            "name": ports.personal_data.encrypt(name, case.stream),
            "employer": employer_name,
            "claim": {"activities": claim.get("activities", [])},
            "general": read.claimed_general,
            "pinned": pinned.as_json(),
            "evidence": proofs,
        }
        desk = {"desk": verifier.desk.value, "scope": verifier.scope, "region": verifier.region}
        changes = {
            "declaration": declaration,
            "verifier": desk,
            "fingerprint": record["fingerprint"],
            "verification": None,
            "notice": None,
            "earlier": case.with_earlier,
        }
        words = {"name": name, "claim": canonical(declaration["claim"]).decode()}
        facts = {
            "verifier": desk,
            "employer": employer_name,
            "general": read.claimed_general,
            "pinned": pinned.as_json(),
            "evidence": [proof["sha256"] for proof in proofs],
        }
        marks = tuple(evidence.marked(ports, person, proofs))
        return cases.take(
            ports,
            caller,
            case,
            act,
            revision,
            words=words,
            facts=facts,
            changes=changes,
            beside=marks,
        )

    return command(
        ports, caller, "case.declare", [year, claim, [list(file) for file in files], revision], attempt
    )


def _employer(work: object) -> str:
    return str(getattr(work, "employer", ""))


def require_year(year: int) -> None:
    """Pass for a year that the rules know. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotAllowed(grounds.NOT_FOUND)


def _declared_works(ports: Ports, person: str, year: int) -> dict[tuple[str, str], int]:
    """The papers and books of the person's other years that stand (Art. 12(4))."""
    today = ports.clock.now().date()
    works: dict[tuple[str, str], int] = {}
    for case in all_of(ports, person):
        if case.year != year and case.position(today).status not in VOID:
            works |= dict.fromkeys(case.claim.works, case.year)
    return works


def all_of(ports: Ports, person: str) -> list[Case]:
    """All the years that a person declared."""
    partition = f"person#{person}"
    return [
        Case(person, int(item.key.order.removeprefix("case#")), item.revision, item.body)
        for item in pages(ports, partition, "case#")
    ]


def supplement(
    ports: Ports, caller: Caller, year: int, files: Sequence[tuple[str, str]], note: str, revision: int
) -> Outcome:
    """Add the evidence that was asked for; the claim stays as it is (Art. 21(3))."""
    person = people.require_person(caller)

    def attempt() -> Effects:
        case = cases.existing(ports, person, year)
        declaration = case.declaration
        act = Act(Action.SUPPLEMENT, Role.APPLICANT, ports.clock.now().date())
        case.position(act.day).take(act)
        added = evidence.taken(ports, person, files)
        claimed = {activity["id"] for activity in declaration["claim"]["activities"]}
        problems = list(stray(evidence.as_proof(added), claimed))
        if problems:
            raise Refusal(problems)
        changes = {"declaration": {**declaration, "evidence": [*declaration["evidence"], *added]}}
        return cases.take(
            ports,
            caller,
            case,
            act,
            revision,
            words={"note": note} if note else {},
            facts={"evidence": [proof["sha256"] for proof in added]},
            changes=changes,
            beside=tuple(evidence.marked(ports, person, added)),
        )

    content = [year, [list(file) for file in files], note, revision]
    return command(ports, caller, "case.supplement", content, attempt)


def own_year(ports: Ports, caller: Caller, year: int) -> dict[str, Any]:
    """The caller's year: where it stands, what it comes to, its history; or, before it is declared, what is there."""
    person = people.require_person(caller)
    require_year(year)
    case = cases.load(ports, person, year)
    position = case.position(ports.clock.now().date())
    shown: dict[str, Any] = {"year": year, "revision": case.revision, **cases.standing(position)}
    fingerprint = people.load(ports, person)["fingerprint"]
    online = cases.online(ports, fingerprint, year)
    span = settings.filing(ports, year)
    shown["window"] = span and {"opens": span.opens.isoformat(), "closes": span.closes.isoformat()}
    if case.revision:
        shown |= content(ports, case, online, with_flags=False)
        shown["history"] = told(ports, case.stream)
        shown |= certificates.standing(ports, case, position, case.claim.tally(online))
    else:
        shown["assessment"] = read_claim(
            core_object({"activities": []}), year, settings.profile(ports, year), declared_works={}
        ).assessment(online)
    return shown


def own_years(ports: Ports, caller: Caller) -> list[dict[str, Any]]:
    """The years that the caller declared, each with where it stands."""
    today = ports.clock.now().date()
    person = people.require_person(caller)
    return [
        {"year": case.year, "revision": case.revision, **cases.standing(case.position(today))}
        for case in all_of(ports, person)
    ]


def content(ports: Ports, case: Case, online: Sequence[Any], *, with_flags: bool) -> dict[str, Any]:
    """What was declared, and what it comes to with the item (12) hours of today."""
    declaration: Body = case.declaration
    return {
        "name": cases.name_on(ports, case),
        "employer": declaration["employer"],
        "verifier": case.body["verifier"],
        "claim": declaration["claim"],
        "pinned": declaration["pinned"],
        "verification": case.body["verification"],
        "evidence": evidence.shown(ports, case.person, declaration["evidence"], with_flags=with_flags),
        "assessment": case.claim.assessment(online),
    }


def own_evidence(ports: Ports, caller: Caller, year: int, identifier: str) -> dict[str, str]:
    """A link to a file of the caller's own declaration."""
    person = people.require_person(caller)
    return evidence.link(ports, cases.existing(ports, person, year).all_evidence, identifier)
