"""Declaring a year (Art. 14, 21(3)) and adding the evidence that a verifier asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ahce_core.problems import Refusal
from ahce_core.registration import grounds
from ahce_core.registration.case import Act
from ahce_core.registration.declaration import read_claim, stray
from ahce_core.registration.filing import AT_WORK, NEXT_HINDERED, require_open
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.history import canonical
from ahce_core.registration.profile import Pinned
from ahce_core.registration.regions import full_name
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import Desk, Verifier, verifier_of
from ahce_core.registration.workflow import IN_VAIN, Action, Status, open_actions
from ahce_core.rules import FIRST_YEAR, LAST_YEAR
from functions.ports import Ports
from functions.services import cases, certificates, evidence, keys, people, settings
from functions.services.cases import Case
from functions.services.chain import told
from functions.services.command import Body, Caller, Effects, Outcome, command
from functions.services.stored import choice, core_object


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

    def attempt(ports: Ports) -> Effects:
        case = _unless_erased(cases.load(ports, person, year))
        record = people.load(ports, person)
        act, pinned, verifier, employer_name, transferred_in = _admitted(ports, caller, case, record)
        proofs = evidence.taken(ports, person, files)
        read = read_claim(
            core_object(claim),
            year,
            pinned,
            today=act.day,
            online=cases.online(ports, record["fingerprint"], year),
            evidence=evidence.as_proof(proofs),
            declared_works=_declared_works(ports, person, year),
        )
        name = people.name_in(ports, person, record)
        declaration = {
            "name": ports.personal_data.encrypt(name, case.stream),
            "employer": employer_name,
            "claim": {"activities": claim.get("activities", [])},
            "general": read.claimed_general,
            "pinned": pinned.as_json(),
            "transferred_in": transferred_in,
            "evidence": proofs,
        }
        desk = _desk(verifier)
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
            "transferred_in": transferred_in,
            "evidence": [proof["sha256"] for proof in proofs],
        }
        marks = tuple(evidence.marked(ports, person, year, proofs))
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

    content = [year, claim, [list(file) for file in files], revision]
    settled = (keys.person(person), keys.employment(person), keys.profile(), keys.window(year))
    ahead = (*cases.read_for_an_act(person, year), *settled, *evidence.read_for(files))
    return command(ports, caller, "case.declare", content, attempt, ahead=ahead)


class Admission(NamedTuple):
    """What a declaration would be: the act, what it pins, who verifies it, the employer's name or none, the day of
    a transfer or none.
    """

    act: Act
    pinned: Pinned
    verifier: Verifier
    employer: str
    transferred_in: str | None


def _admitted(ports: Ports, caller: Caller, case: Case, record: Body) -> Admission:
    """Pass if the caller may declare this year now, whatever is claimed."""
    today = ports.clock.now().date()
    pinned = settings.profile(ports, case.year)
    act = Act(Action.DECLARE, Role.APPLICANT, today, "", pinned.after_refusal)
    case.position(today).take(act)  # a year that is declared says so, before anything else is asked
    if case.year in people.closed_years(record):
        raise NotAllowed(grounds.DECLARED_AND_ERASED, case.year)
    require_open(case.year, settings.filing(ports, case.year), today=today, again=case.revision > 0)
    work, employer = people.work_of(ports, case.person)
    verifies = bool(employer) and caller.actor.has(Role.EMPLOYER_VERIFIER, str(getattr(work, "employer", "")))
    verifier = verifier_of(
        work, case.year, reading=pinned.government_body_route, verifies_for_employer=verifies
    )
    transfer = work.transferred_in if work else None
    return Admission(act, pinned, verifier, employer, transfer.isoformat() if transfer else None)


def _desk(verifier: Verifier) -> dict[str, str]:
    return {"desk": verifier.desk.value, "scope": verifier.scope, "region": verifier.region}


def require_year(year: int) -> None:
    """Pass for a year that the rules know. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotAllowed(grounds.NOT_FOUND)


def _unless_erased(case: Case) -> Case:
    if case.erased:
        raise NotAllowed(grounds.ERASED, case.body["erased"], case.erased_for.text)
    return case


def _declared_works(ports: Ports, person: str, year: int) -> dict[tuple[str, str], int]:
    """The papers and books of the person's other years that stand (Art. 12(4))."""
    today = ports.clock.now().date()
    works: dict[tuple[str, str], int] = {}
    for case in cases.all_of(ports, person):
        if case.year != year and not case.erased and case.position(today).status not in IN_VAIN:
            works |= dict.fromkeys(case.claim.works, case.year)
    return works


def supplement(
    ports: Ports, caller: Caller, year: int, files: Sequence[tuple[str, str]], note: str, revision: int
) -> Outcome:
    """Add the evidence that was asked for; the claim stays as it is (Art. 21(3))."""
    person = people.require_person(caller)

    def attempt(ports: Ports) -> Effects:
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
            beside=tuple(evidence.marked(ports, person, year, added)),
        )

    content = [year, [list(file) for file in files], note, revision]
    ahead = (*cases.read_for_an_act(person, year), *evidence.read_for(files))
    return command(ports, caller, "case.supplement", content, attempt, ahead=ahead)


def own_year(ports: Ports, caller: Caller, year: int) -> dict[str, Any]:
    """The caller's year: where it stands, what it comes to, its history; or, before it is declared, what is there."""
    person = people.require_person(caller)
    require_year(year)
    case = _unless_erased(cases.load(ports, person, year))
    today = ports.clock.now().date()
    position = case.position(today)
    shown = {**_row(case, today), "today": today.isoformat(), "counts": position.status not in IN_VAIN}
    record = people.load(ports, person)
    fingerprint = record["fingerprint"]
    online = cases.online(ports, fingerprint, year)
    shown["online"] = cases.online_as_sent(ports, fingerprint, year)
    span = settings.filing(ports, year)
    shown["window"] = span and {"opens": span.opens.isoformat(), "closes": span.closes.isoformat()}
    actions = open_actions(position.status, Role.APPLICANT)
    shown |= {"actions": [action.value for action in actions], "hindrance": None}
    shown |= (case.pinned if case.revision else settings.profile(ports, year)).as_json()
    if Action.DECLARE in actions:
        shown |= _prospect(ports, caller, case, record)
    if case.revision:
        shown |= content(ports, case, online, with_flags=False)
        shown["history"] = told(ports, case.stream)
        shown |= certificates.standing(ports, case, position, case.claim.tally(online))
    else:
        shown["assessment"] = read_claim(
            core_object({"activities": []}),
            year,
            settings.profile(ports, year),
            today=today,
            declared_works={},
        ).assessment(online)
    return shown


def _prospect(ports: Ports, caller: Caller, case: Case, record: Body) -> dict[str, Any]:
    """Who would verify a declaration made now, or what hinders it."""
    try:
        admission = _admitted(ports, caller, case, record)
    except NotAllowed as refused:
        ground = refused.ground
        found = {
            "hindrance": {
                "code": ground.name,
                **refused.text.labelled("detail"),
                "article": str(ground.citation),
                "article_en": ground.citation.english,
                "ours": ground.ours,
                "at_work": ground in AT_WORK,
            }
        }
        acts = NEXT_HINDERED.get(ground)
        return found | (acts.labelled("next_label") if acts else {})
    then = case.position(admission.act.day).if_refused(admission.pinned.after_refusal)
    verifier = _verifier_told(_desk(admission.verifier), admission.employer)
    return {"verifier": verifier, **then.labelled("if_refused_label")}


def _verifier_told(desk: Body, employer: str) -> dict[str, Any]:
    """A desk with its names: the employer's, or that of the region whose bureau it is."""
    kind = choice(Desk, desk["desk"])
    name = employer if kind is Desk.EMPLOYER else full_name(desk["scope"])
    return {**desk, **kind.text.labelled("desk_label"), "name": name}


def own_years(ports: Ports, caller: Caller) -> dict[str, Any]:
    """The legal day, and the caller's years so far, each with where it stands, declared or not."""
    today = ports.clock.now().date()
    person = people.require_person(caller)
    record = people.load(ports, person)
    declared = {case.year: case for case in cases.all_of(ports, person)}
    years = sorted({*declared, *range(FIRST_YEAR, min(today.year, LAST_YEAR) + 1)})
    rows = []
    for year in years:
        case = declared.get(year, Case(person, year, 0, {}))
        row, position = _row(case, today), case.position(today)
        more: dict[str, Any] = {}
        if not case.erased and Action.DECLARE in open_actions(position.status, Role.APPLICANT):
            more = _prospect(ports, caller, case, record)
        elif not case.erased and position.status is Status.REGISTERED:
            online = cases.online(ports, case.body["fingerprint"], year)
            more = certificates.standing(ports, case, position, case.claim.tally(online))
        rows.append(row | {name: more[name] for name in row.keys() & more.keys()})
    return {"today": today.isoformat(), "years": rows}


def _row(case: Case, today: date) -> dict[str, Any]:
    return {"year": case.year, "revision": case.revision, **cases.standing_of(case, today)}


def content(ports: Ports, case: Case, online: Sequence[Any], *, with_flags: bool) -> dict[str, Any]:
    """What was declared, and what it comes to with the item (12) hours of today."""
    declaration: Body = case.declaration
    return {
        "name": cases.name_on(ports, case),
        "employer": declaration["employer"],
        "verifier": _verifier_told(case.body["verifier"], declaration["employer"]),
        "claim": declaration["claim"],
        "pinned": declaration["pinned"],
        "transferred_in": declaration.get("transferred_in"),
        "verification": case.body["verification"],
        "evidence": evidence.shown(
            ports, case.person, case.year, declaration["evidence"], with_flags=with_flags
        ),
        "assessment": case.claim.assessment(online),
    }


def own_evidence(ports: Ports, caller: Caller, year: int, identifier: str) -> dict[str, str]:
    """A link to a file of the caller's own declaration."""
    person = people.require_person(caller)
    return evidence.link(ports, cases.existing(ports, person, year).all_evidence, identifier)
