"""Desks: what waits there, the longest first, what of it is in doubt, and who may look."""

from typing import Any

from ahce_core.registration import grounds
from ahce_core.registration.doubts import Doubt, doubts
from ahce_core.registration.figures import figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.regions import REGIONS
from ahce_core.registration.routing import Desk, Verifier
from ahce_core.registration.scope import Matter, require_role, require_sight
from ahce_core.registration.workflow import Action, Status
from functions.ports import Entry, Index, Page, Ports
from functions.services import cases, employers, evidence, keys
from functions.services.cases import Case
from functions.services.command import Caller
from functions.services.stored import day

QUEUE_PAGE = 25  # rows, each of which is looked at for what is in doubt; ours


def queue(ports: Ports, caller: Caller, desk: Desk, scope: str, *, after: str | None) -> Page[dict[str, Any]]:
    """What waits at a desk, the longest first: its own turn (``turn``), then what waits for applicants (``wait``)."""
    require_desk(ports, caller, desk, scope)
    page = ports.store.browse(Index.WORKLIST, keys.desk(desk.value, scope), after=after, limit=QUEUE_PAGE)
    return Page(
        tuple(_row(ports, caller, shown_case(entry), in_queue=True) for entry in page.rows), page.next
    )


def directory(
    ports: Ports, caller: Caller, desk: Desk, scope: str, year: int, *, after: str | None
) -> Page[dict[str, Any]]:
    """All declarations of a year that came to a desk."""
    require_desk(ports, caller, desk, scope)
    page = ports.store.browse(Index.DIRECTORY, keys.desk(desk.value, scope), prefix=f"{year}#", after=after)
    return Page(
        tuple(_row(ports, caller, shown_case(entry), in_queue=False) for entry in page.rows), page.next
    )


def _row(ports: Ports, caller: Caller, case: Case, *, in_queue: bool) -> dict[str, Any]:
    position = case.position(ports.clock.now().date())
    undecided = in_queue and position.status is Status.SUBMITTED
    found = doubts_of(ports, case) if undecided else ()
    return {
        "person": case.person,
        "year": case.year,
        "name": cases.name_on(ports, case),
        "employer": case.declaration["employer"],
        **_claimed(case),
        "doubts": list(found),
        "in_bulk": undecided and not found and may(caller, case, Action.VERIFY),
        **cases.standing(position),
    }


def _claimed(case: Case) -> dict[str, Any]:
    """What a declaration claims, for a list: the kinds of its activities, and their hours without those from outside."""
    claim = case.claim
    told = figures(case.year, claim.tally([])).as_json()
    return {"kinds": sorted({entry.facts.kind for entry in claim.entries}), "hours": told["total"]}


def shown_case(entry: Entry) -> Case:
    """A case as an index shows it: without a revision, for nothing is decided from it."""
    person = entry.key.partition.removeprefix("person#")
    return Case(person, int(entry.key.order.removeprefix("case#")), 0, entry.body)


def doubts_of(ports: Ports, case: Case) -> tuple[Doubt, ...]:
    """What is in doubt about a declaration, with the item (12) hours and the evidence of today."""
    online = cases.online(ports, case.body["fingerprint"], case.year)
    files = case.declaration["evidence"]
    found = [evidence.uses(ports, case.person, case.year, file) for file in files]
    return doubts(
        case.acts,
        case.claim,
        online,
        lost_evidence=bool(evidence.lost(ports, files, by_size=True)),
        shared_evidence=any(each.others for each in found),
        used_before=any(each.own_years for each in found),
        transferred_in=day(case.declaration.get("transferred_in")),
    )


def require_desk(ports: Ports, caller: Caller, desk: Desk, scope: str) -> None:
    """Pass for the desk's own verifiers and those who stand above it."""
    if desk is Desk.EMPLOYER:
        _, body = employers.load(ports, scope)
        verifier = Verifier(desk, scope, body["region"])
    elif scope in REGIONS:
        verifier = Verifier(desk, scope, scope)
    else:
        raise NotAllowed(grounds.NOT_FOUND)
    require_sight(caller.actor, Matter("", verifier))


def may(caller: Caller, case: Case, action: Action) -> bool:
    """Whether somebody's roles allow an act on a case, whatever its status."""
    try:
        require_role(caller.actor, case.matter, action)
    except NotAllowed:
        return False
    return True
