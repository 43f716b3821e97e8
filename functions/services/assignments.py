"""Roles: our own assignments, given and taken back by those above or beside them, each in a history of its own."""

from collections.abc import Sequence
from typing import Any

from ahce_core.registration import grounds
from ahce_core.registration.grants import require_grant, require_other
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.regions import REGIONS
from ahce_core.registration.roles import MACHINES, Actor, Assignment, Role
from functions.ports import Check, Delete, Entry, Index, Key, Operation, Page, Ports, Put
from functions.services import keys, people
from functions.services.command import (
    Body,
    Caller,
    Effects,
    Outcome,
    command,
    recorded,
)
from functions.services.stored import choice


def set_up(ports: Ports, identity: str) -> Outcome:
    """Make a sign-in the first of the provincial office: what the operator does, once, before anybody can sign in."""
    operator = Caller("operator", Actor("", (Assignment(Role.OPERATOR),)), ports.chance.identifier())
    return grant(ports, operator, identity, Assignment(Role.PROVINCIAL_OFFICE))


def grant(ports: Ports, caller: Caller, identity: str, assignment: Assignment) -> Outcome:
    """Give a role to somebody else's sign-in; one that it has already stays."""
    return _change(ports, caller, identity, assignment, give=True)


def take_back(ports: Ports, caller: Caller, identity: str, assignment: Assignment) -> Outcome:
    """Take a role back. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where it was not given.

    The provincial office's is taken back by another who has it and keeps it, so that there is always one.
    """
    return _change(ports, caller, identity, assignment, give=False)


def _change(ports: Ports, caller: Caller, identity: str, assignment: Assignment, *, give: bool) -> Outcome:
    role, scope = assignment
    verb = "give" if give else "take_back"

    def attempt(ports: Ports) -> Effects:
        require_grant(caller.actor, assignment, _employer_region(ports, assignment))
        place = keys.assignment(identity, role.value, scope)
        held = ports.store.get(place)
        outcome = Outcome(200, {"identity": identity, "role": role.value, "scope": scope, "held": give})
        if held is None and not give:
            raise NotAllowed(grounds.NOT_FOUND)
        if held is not None and give:
            return Effects([], outcome)
        beside = _required(ports, caller, identity, assignment, give=give)
        line = {"type": f"role.{verb}", "role": role.value, "scope": scope}
        operations = recorded(ports, f"roles#{identity}", line, {}, caller)
        change: Operation = Delete(place, held.revision) if held else put(identity, assignment)
        return Effects([*operations, change, *beside], outcome)

    return command(ports, caller, f"assignment.{verb}", [identity, role.value, scope], attempt)


def _required(
    ports: Ports, caller: Caller, identity: str, assignment: Assignment, *, give: bool
) -> Sequence[Operation]:
    """What a change of roles rests on besides the right to it, as checks of its transaction."""
    if caller.actor.has(Role.OPERATOR):
        return ()
    if give:
        linked = ports.store.get(keys.identity(identity))
        if assignment.role not in MACHINES and linked is None:
            raise NotAllowed(grounds.NOBODY_THERE)
        require_other(caller.actor, str(linked.body["person"]) if linked else "")
        return ()
    if assignment.role is not Role.PROVINCIAL_OFFICE:
        return ()
    own = ports.store.get(keys.assignment(caller.identity, assignment.role.value, ""))
    if own is None or caller.identity == identity:
        raise NotAllowed(grounds.OFFICE_STAYS)
    return (Check(own.key, own.revision),)


def put(identity: str, assignment: Assignment) -> Put:
    """What gives a role: it stands with the sign-in, and is listed where it holds."""
    role, scope = assignment
    listed = {Index.DIRECTORY: Key(keys.holders(scope), f"{role.value}#{identity}")}
    return Put(
        keys.assignment(identity, role.value, scope),
        {"role": role.value, "scope": scope},
        None,
        listed=listed,
    )


def holders(
    ports: Ports, caller: Caller, scope: str, *, after: str | None, role: Role | None = None
) -> Page[dict[str, Any]]:
    """Who holds a role for an employer, a region or, where ``scope`` is empty, the province; to those who may give one
    there: ``role``, where one is meant.
    """
    there = Role.BUREAU_VERIFIER if scope in REGIONS else Role.EMPLOYER_VERIFIER
    assignment = Assignment(role or (there if scope else Role.PROVINCIAL_OFFICE), scope)
    require_grant(caller.actor, assignment, _employer_region(ports, assignment))
    page = ports.store.browse(Index.DIRECTORY, keys.holders(scope), after=after)
    return Page(tuple(_holder(ports, entry) for entry in page.rows), page.next)


def _holder(ports: Ports, entry: Entry) -> dict[str, Any]:
    """A holder by account number, and by name where the sign-in's person is recorded."""
    identity = entry.key.partition.removeprefix("identity#")
    linked = ports.store.get(keys.identity(identity))
    role = choice(Role, entry.body["role"])
    return {
        "identity": identity,
        "name": people.name_of(ports, linked.body["person"]) if linked else "",
        "role": role.value,
        **role.text.labelled("label"),
        "scope": entry.body["scope"],
    }


def _employer_region(ports: Ports, assignment: Assignment) -> str:
    if assignment.role is not Role.EMPLOYER_VERIFIER:
        return ""
    item = ports.store.get(keys.employer(assignment.scope))
    if item is None or not item.body["confirmed"]:
        return ""
    body: Body = item.body
    region: str = body["region"]
    return region
