"""Employers: registered by their own people, their kind confirmed by the bureau, their members accepted by the employer.

A self-chosen employer would be a self-chosen verifier, so neither is left to the person whom it serves.
"""

from typing import Any

from ahce_core.identity import Severity, check_employer_code
from ahce_core.problems import Problem, Refusal
from ahce_core.registration import grounds
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.regions import region
from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.routing import EmployerKind
from ahce_core.registration.verification import reason as in_words
from ahce_core.wording import Text
from functions.ports import Delete, Index, Item, Key, Page, Ports, Put
from functions.services import assignments, keys, people
from functions.services.command import Body, Caller, Effects, Outcome, command, recorded
from functions.services.errors import Stale

NO_NAME = Text("请填写单位名称，1到{}个字符。", "Please give the employer's name, in 1 to {} characters.")


CODE_DOUBTFUL = Text(
    "校验码不符；少数早期代码确实如此。请按证照逐位核对：有误请改正，无误请再提交一次，人社部门会看到这个提示。",
    "The check character does not fit, as with some genuine early codes; please compare with the certificate: correct "
    "it if it is wrong, or submit it once more if it is right. The HRSS bureau will see this note.",
)


def register(
    ports: Ports,
    caller: Caller,
    *,
    code: str,
    name: str,
    kind: EmployerKind,
    region_code: str,
    code_confirmed: bool = False,
) -> Outcome:
    """Register an employer, to be confirmed by the bureau of its region; who registers it becomes its verifier then.

    A code whose check character does not fit is taken where it is ``code_confirmed``: some genuine early ones are so.
    """
    people.require_person(caller)
    region(region_code)
    checked = check_employer_code(code)
    problems = [Problem("code", checked.text)] if checked.severity is Severity.ERROR else []
    if checked.severity is Severity.WARNING and not code_confirmed:
        problems.append(Problem("code", CODE_DOUBTFUL))
    try:
        name = people.checked_name(name, NO_NAME)
    except Refusal as refusal:
        problems += refusal.problems
    if problems:
        raise Refusal(problems)

    def attempt(ports: Ports) -> Effects:
        if ports.store.get(keys.employer_code(checked.number)):
            raise NotAllowed(grounds.EMPLOYER_RECORDED)
        employer = ports.chance.identifier()
        facts = {"name": name, "code": checked.number, "kind": kind.value, "region": region_code}
        operations = recorded(
            ports, f"employer#{employer}", {"type": "employer.register", **facts}, {}, caller
        )
        body = {**facts, "confirmed": False, "registrant": caller.identity}
        operations += [
            Put(keys.employer(employer), body, None, listed=_listed(employer, region_code, confirmed=False)),
            Put(keys.employer_code(checked.number), {"employer": employer}, None),
        ]
        return Effects(operations, Outcome(201, {"employer": employer, "revision": 1}))

    content = [checked.number, name, kind.value, region_code]
    return command(ports, caller, "employer.register", content, attempt)


def _listed(employer: str, region_code: str, *, confirmed: bool) -> dict[Index, Key]:
    where = {Index.DIRECTORY: Key(f"employers#{region_code}", employer)}
    if not confirmed:
        where[Index.WORKLIST] = Key(f"employers#{region_code}", employer)
    return where


def confirm(ports: Ports, caller: Caller, employer: str, kind: EmployerKind, revision: int) -> Outcome:
    """Confirm an employer's kind, as the bureau finds it to be; its registrant becomes its first verifier."""

    def attempt(ports: Ports) -> Effects:
        body = _seen_by_its_bureau(ports, caller, employer, revision)
        line = {"type": "employer.confirm", "kind": kind.value}
        operations = recorded(ports, f"employer#{employer}", line, {}, caller)
        after = {**body, "kind": kind.value, "confirmed": True}
        listed = _listed(employer, body["region"], confirmed=True)
        operations.append(Put(keys.employer(employer), after, revision, listed=listed))
        place = keys.assignment(body["registrant"], Role.EMPLOYER_VERIFIER.value, employer)
        if not body["confirmed"] and ports.store.get(place) is None:
            operations.append(
                assignments.put(body["registrant"], Assignment(Role.EMPLOYER_VERIFIER, employer))
            )
        return Effects(operations, Outcome(200, {"employer": employer, "revision": revision + 1}))

    return command(ports, caller, "employer.confirm", [employer, kind.value, revision], attempt)


def reject(ports: Ports, caller: Caller, employer: str, reason: str, revision: int) -> Outcome:
    """Reject an employer that was registered by whom it is not, or twice: its code is free again, the record stays."""
    written = in_words(reason)

    def attempt(ports: Ports) -> Effects:
        body = _seen_by_its_bureau(ports, caller, employer, revision)
        if body["confirmed"]:
            raise NotAllowed(grounds.EMPLOYER_CONFIRMED)
        line = {"type": "employer.reject"}
        operations = recorded(ports, f"employer#{employer}", line, {"reason": written}, caller)
        code = ports.store.get(keys.employer_code(body["code"]))
        assert code is not None  # register() put it, and nothing else takes it away
        operations += [
            Put(keys.employer(employer), {**body, "rejected": True}, revision),
            Delete(code.key, code.revision),
        ]
        return Effects(operations, Outcome(200, {"employer": employer, "revision": revision + 1}))

    return command(ports, caller, "employer.reject", [employer, written, revision], attempt)


def correct(
    ports: Ports, caller: Caller, employer: str, *, name: str, region_code: str, revision: int
) -> Outcome:
    """Correct an employer's name or the bureau that it belongs to, by a record that supersedes what was registered."""
    region(region_code)
    name = people.checked_name(name, NO_NAME)

    def attempt(ports: Ports) -> Effects:
        body = _seen_by_its_bureau(ports, caller, employer, revision)
        facts = {"name": name, "region": region_code}
        operations = recorded(
            ports, f"employer#{employer}", {"type": "employer.correct", **facts}, {}, caller
        )
        listed = _listed(employer, region_code, confirmed=body["confirmed"])
        operations.append(Put(keys.employer(employer), {**body, **facts}, revision, listed=listed))
        return Effects(operations, Outcome(200, {"employer": employer, "revision": revision + 1}))

    return command(ports, caller, "employer.correct", [employer, name, region_code, revision], attempt)


def _seen_by_its_bureau(ports: Ports, caller: Caller, employer: str, revision: int) -> Body:
    """An employer as its own bureau saw it at ``revision``."""
    item, body = load(ports, employer)
    if not caller.actor.has(Role.BUREAU_VERIFIER, body["region"]):
        raise NotAllowed(grounds.NOT_FOUND)
    if item.revision != revision:
        raise Stale
    return body


def load(ports: Ports, employer: str) -> tuple[Item, Body]:
    """An employer. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where there is none, or it was rejected."""
    item = ports.store.get(keys.employer(employer))
    if item is None or item.body.get("rejected"):
        raise NotAllowed(grounds.NOT_FOUND)
    return item, item.body


def in_region(ports: Ports, region_code: str, *, after: str | None) -> Page[dict[str, Any]]:
    """The employers of a region."""
    return _page(ports, Index.DIRECTORY, region_code, after)


def unconfirmed(ports: Ports, caller: Caller, region_code: str, *, after: str | None) -> Page[dict[str, Any]]:
    """The employers of a region that wait for its bureau to confirm them."""
    if not caller.actor.has(Role.BUREAU_VERIFIER, region_code):
        raise NotAllowed(grounds.NOT_FOUND)
    return _page(ports, Index.WORKLIST, region_code, after)


def _page(ports: Ports, index: Index, region_code: str, after: str | None) -> Page[dict[str, Any]]:
    region(region_code)
    page = ports.store.browse(index, f"employers#{region_code}", after=after)
    rows = [_shown(entry.key.partition.removeprefix("employer#"), entry.body) for entry in page.rows]
    return Page(tuple(rows), page.next)


def _shown(employer: str, body: Body) -> dict[str, Any]:
    checked = check_employer_code(body["code"])
    return {
        "employer": employer,
        **checked.text.labelled("code_note"),
        **{name: body[name] for name in ("name", "code", "kind", "region", "confirmed")},
    }


def show(ports: Ports, caller: Caller, employer: str) -> dict[str, Any]:
    """An employer, to its own verifiers and the bureau of its region."""
    item, body = load(ports, employer)
    if not (
        caller.actor.has(Role.EMPLOYER_VERIFIER, employer)
        or caller.actor.has(Role.BUREAU_VERIFIER, body["region"])
    ):
        raise NotAllowed(grounds.NOT_FOUND)
    return {**_shown(employer, body), "revision": item.revision}


def members(ports: Ports, caller: Caller, employer: str, after: str | None) -> Page[dict[str, Any]]:
    """Who says that they work here: those to be accepted first."""
    if not caller.actor.has(Role.EMPLOYER_VERIFIER, employer):
        raise NotAllowed(grounds.NOT_FOUND)
    page = ports.store.browse(Index.WORKLIST, f"members#{employer}", after=after)
    rows = []
    for entry in page.rows:
        body: Body = entry.body
        person = body["person"]
        item = ports.store.get(entry.key)
        known = people.load(ports, person)
        rows.append(
            {
                "person": person,
                "name": people.name_in(ports, person, known),
                "id_last4": people.last4_in(ports, person, known),
                "accepted": body["accepted"],
                "transferred_in": body["transferred_in"],
                "revision": item.revision if item else 0,
            }
        )
    return Page(tuple(rows), page.next)


def accept(ports: Ports, caller: Caller, employer: str, person: str, revision: int) -> Outcome:
    """Accept that somebody works here, as seen at ``revision``."""
    if not caller.actor.has(Role.EMPLOYER_VERIFIER, employer):
        raise NotAllowed(grounds.NOT_FOUND)

    def attempt(ports: Ports) -> Effects:
        item = _member(ports, employer, person, revision)
        line = {"type": "person.accept", "employer": employer}
        operations = recorded(ports, f"person#{person}", line, {}, caller)
        listed = {Index.WORKLIST: Key(f"members#{employer}", f"1#{person}")}
        after = {**item.body, "accepted": True}
        operations.append(Put(keys.employment(person), after, revision, listed=listed))
        return Effects(operations, Outcome(200, {"revision": revision + 1, "accepted": True}))

    return command(ports, caller, "person.accept", [employer, person, revision], attempt)


def release(ports: Ports, caller: Caller, employer: str, person: str, revision: int) -> Outcome:
    """Say that somebody does not work here, or no longer: what they declare from now on does not come here."""
    if not caller.actor.has(Role.EMPLOYER_VERIFIER, employer):
        raise NotAllowed(grounds.NOT_FOUND)

    def attempt(ports: Ports) -> Effects:
        item = _member(ports, employer, person, revision)
        verb = "release" if item.body["accepted"] else "decline"
        line = {"type": f"person.{verb}", "employer": employer}
        operations = recorded(ports, f"person#{person}", line, {}, caller)
        after = {**item.body, "accepted": False, "released": True}
        operations.append(Put(keys.employment(person), after, revision))
        return Effects(operations, Outcome(200, {"revision": revision + 1, "accepted": False}))

    return command(ports, caller, "person.release", [employer, person, revision], attempt)


def _member(ports: Ports, employer: str, person: str, revision: int) -> Item:
    """Where somebody says that they work, here, as seen at ``revision``."""
    item = ports.store.get(keys.employment(person))
    if item is None or item.body["employer"] != employer or item.body.get("released"):
        raise NotAllowed(grounds.NOT_FOUND)
    if item.revision != revision:
        raise Stale
    return item
