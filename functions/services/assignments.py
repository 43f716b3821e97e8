"""Roles: our own assignments, given and taken back by those above or beside them, each in a history of its own."""

from ahce_core.registration import grounds
from ahce_core.registration.grants import require_grant
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Actor, Assignment, Role
from functions.ports import Delete, Operation, Ports, Put
from functions.services import keys
from functions.services.command import (
    Body,
    Caller,
    Effects,
    Outcome,
    command,
    recorded,
)


def set_up(ports: Ports, identity: str) -> Outcome:
    """Make a sign-in the first of the provincial office: what the operator does, once, before anybody can sign in."""
    operator = Caller("operator", Actor("", (Assignment(Role.OPERATOR),)), f"set-up-{identity}")
    return grant(ports, operator, identity, Assignment(Role.PROVINCIAL_OFFICE))


def grant(ports: Ports, caller: Caller, identity: str, assignment: Assignment) -> Outcome:
    """Give a role to a sign-in; one that it has already stays."""
    return _change(ports, caller, identity, assignment, give=True)


def take_back(ports: Ports, caller: Caller, identity: str, assignment: Assignment) -> Outcome:
    """Take a role back. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where it was not given."""
    return _change(ports, caller, identity, assignment, give=False)


def _change(ports: Ports, caller: Caller, identity: str, assignment: Assignment, *, give: bool) -> Outcome:
    role, scope = assignment
    verb = "give" if give else "take_back"

    def attempt() -> Effects:
        require_grant(caller.actor, assignment, _employer_region(ports, assignment))
        place = keys.assignment(identity, role.value, scope)
        held = ports.store.get(place)
        outcome = Outcome(200, {"identity": identity, "role": role.value, "scope": scope, "held": give})
        if held is None and not give:
            raise NotAllowed(grounds.NOT_FOUND)
        if held is not None and give:
            return Effects([], outcome)
        line = {"type": f"role.{verb}", "role": role.value, "scope": scope}
        operations = recorded(ports, f"roles#{identity}", line, {}, caller)
        change: Operation = (
            Delete(place, held.revision) if held else Put(place, {"role": role.value, "scope": scope}, None)
        )
        return Effects([*operations, change], outcome)

    return command(ports, caller, f"assignment.{verb}", [identity, role.value, scope], attempt)


def _employer_region(ports: Ports, assignment: Assignment) -> str:
    if assignment.role is not Role.EMPLOYER_VERIFIER:
        return ""
    item = ports.store.get(keys.employer(assignment.scope))
    if item is None or not item.body["confirmed"]:
        return ""
    body: Body = item.body
    region: str = body["region"]
    return region
