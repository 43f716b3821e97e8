"""Who calls, and what the registry knows of them: the person, their roles, where they work."""

from typing import Any

from ahce_core.identity import check_identity_number, last_four, masked
from ahce_core.problems import Problem, Refusal
from ahce_core.registration import grounds
from ahce_core.registration.grants import offered
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.regions import REGIONS, county, full_name
from ahce_core.registration.roles import MACHINES, Actor, Assignment, Role
from ahce_core.registration.routing import EmployerKind, Employment, SelfEmployed, require_transferred
from ahce_core.wording import UNFIT, Text, one_line, unfit_character
from functions.ports import Index, Json, Key, Ports, Principal, Put
from functions.services import keys
from functions.services.chain import pages
from functions.services.command import Body, Caller, Effects, Outcome, command, recorded
from functions.services.stored import choice, day

NAME_CHARACTERS = 100  # ours; of a person, and of an employer
ONE_PLACE = Text(
    "请填写所在单位；自由职业者改填所在县（市、区），两者只填一项。",
    "Please give the employer or, for the self-employed, the county: one of the two.",
)
SELF_EMPLOYED = Text("自由职业", "Self-employed")
REJECTED = Text("人社部门未予确认，请重新登记单位", "Rejected by the bureau; register another")
NO_NAME = Text("请填写姓名，1到{}个字符。", "Please give the name, in 1 to {} characters.")


def caller(ports: Ports, principal: Principal, key: str = "") -> Caller:
    """Who a verified token speaks for: the person recorded for it and the roles assigned to it, none by default."""
    person, assignments = "", []
    for item in pages(ports, keys.identity(principal.identity).partition):
        body: Body = item.body
        if item.key.order == "person":
            person = body["person"]
        else:
            assignments.append(Assignment(choice(Role, body["role"]), body["scope"]))
    machine = principal.machine or any(role in MACHINES for role, _ in assignments)
    return Caller(principal.identity, Actor(person, tuple(assignments)), key, machine=machine)


def require_person(caller: Caller) -> str:
    """The caller's person. Raises :class:`~ahce_core.registration.grounds.NotAllowed` where none is recorded yet."""
    if not caller.actor.person:
        raise NotAllowed(grounds.PERSON_NEEDED)
    return caller.actor.person


def require_role(caller: Caller, role: Role) -> None:
    """Pass if the caller has a role that is not bound to a place."""
    if not caller.actor.has(role):
        raise NotAllowed(grounds.ROLE_NEEDED, role.text)


def enrol(ports: Ports, caller: Caller, name: str, id_number: str) -> Outcome:
    """Record the person of a sign-in: one sign-in a person, one person an ID number. A machine client is nobody's."""
    if caller.machine:
        raise NotAllowed(grounds.MACHINE)
    checked = check_identity_number(id_number, today=ports.clock.now().date())
    problems = [] if checked.accepted else [Problem("id_number", checked.text)]
    try:
        name = checked_name(name)
    except Refusal as refusal:
        problems += refusal.problems
    if problems:
        raise Refusal(problems)
    fingerprint = ports.personal_data.fingerprint(checked.number)

    def attempt(ports: Ports) -> Effects:
        linked = ports.store.get(keys.identity(caller.identity))
        if linked or ports.store.get(keys.number(fingerprint)):
            raise NotAllowed(grounds.PERSON_RECORDED)
        closed = ports.store.get(keys.closed(fingerprint))
        person = ports.chance.identifier()
        stream = f"person#{person}"
        operations = recorded(
            ports, stream, {"type": "person.enrol"}, {"name": name, "id_number": checked.number}, caller
        )
        body = {
            "name": ports.personal_data.encrypt(name, stream),
            "id_number": ports.personal_data.encrypt(checked.number, stream),
            "fingerprint": fingerprint,
            **({"closed": closed.body["years"]} if closed else {}),
        }
        operations += [
            Put(keys.person(person), body, None),
            Put(keys.identity(caller.identity), {"person": person}, None),
            Put(keys.number(fingerprint), {"person": person}, None),
        ]
        return Effects(operations, Outcome(201, {"person": person}))

    return command(ports, caller, "enrol", [name, checked.number], attempt)


def checked_name(name: str, wanted: Text = NO_NAME) -> str:
    """A name as it is kept: nothing in it that nobody sees, not empty and not too long, as ``wanted`` asks.

    Raises :class:`~ahce_core.problems.Refusal`.
    """
    kept = one_line(name)
    if unfit_character(kept):
        raise Refusal([Problem("name", UNFIT)])
    if not 1 <= len(kept) <= NAME_CHARACTERS:
        raise Refusal([Problem("name", wanted.format(NAME_CHARACTERS))])
    return kept


def rename(ports: Ports, caller: Caller, person: str, name: str) -> Outcome:
    """Correct a name that was mistyped: an act of the operator, recorded; a year stays under the name it was declared under."""
    name = checked_name(name)

    def attempt(ports: Ports) -> Effects:
        stream = f"person#{person}"
        item = ports.store.get(keys.person(person))
        if item is None:
            raise NotAllowed(grounds.NOT_FOUND)
        operations = recorded(ports, stream, {"type": "person.rename"}, {"name": name}, caller)
        body = {**item.body, "name": ports.personal_data.encrypt(name, stream)}
        operations.append(Put(item.key, body, item.revision))
        return Effects(operations, Outcome(200, {"person": person}))

    return command(ports, caller, "person.rename", [person, name], attempt)


def link(ports: Ports, caller: Caller, person: str) -> Outcome:
    """Let one more sign-in speak for a person: an act of the operator, on one machine, never of a route."""

    def attempt(ports: Ports) -> Effects:
        line = {"type": "person.link", "identity": caller.identity}
        operations = recorded(ports, f"person#{person}", line, {}, caller)
        operations.append(Put(keys.identity(caller.identity), {"person": person}, None))
        return Effects(operations, Outcome(200, {"person": person}))

    return command(ports, caller, "person.link", person, attempt)


def load(ports: Ports, person: str) -> Body:
    """A person's record, its name and number still enciphered."""
    item = ports.store.get(keys.person(person))
    if item is None:
        raise NotAllowed(grounds.NOT_FOUND)
    return item.body


def closed_years(record: Body) -> list[int]:
    """The years that the holder of this ID number declared before an erasure: each stays declared (Art. 21(3))."""
    return list(record.get("closed", ()))


def name_of(ports: Ports, person: str) -> str:
    """A person's name."""
    return name_in(ports, person, load(ports, person))


def name_in(ports: Ports, person: str, record: Body) -> str:
    """The name in a person's record that was loaded."""
    return ports.personal_data.decrypt(record["name"], f"person#{person}")


def last4_of(ports: Ports, person: str) -> str:
    """The last four characters of a person's ID number: all of it that is ever told."""
    return last4_in(ports, person, load(ports, person))


def last4_in(ports: Ports, person: str, record: Body) -> str:
    """The same, of a person's record that was loaded."""
    return last_four(ports.personal_data.decrypt(record["id_number"], f"person#{person}"))


def me(ports: Ports, caller: Caller) -> dict[str, Any]:
    """What the registry knows of the caller: themselves, their roles and where they work. The number is masked."""
    roles = [
        {
            "role": role.value,
            "scope": scope,
            "scope_name": _scope_name(ports, role, scope),
            **role.text.labelled("label"),
        }
        for role, scope in caller.actor.assignments
    ]
    person = caller.actor.person
    found: dict[str, Any] = {"identity": caller.identity, "person": None, "roles": roles, "employment": None}
    found["may_give"] = [role.value for role in offered(caller.actor)]
    if person:
        body = load(ports, person)
        number = ports.personal_data.decrypt(body["id_number"], f"person#{person}")
        name = name_in(ports, person, body)
        found |= {"person": {"id": person, "name": name, "id_number": masked(number)}}
        item = ports.store.get(keys.employment(person))
        if item is not None:
            found["employment"] = {**item.body, **_place(ports, item.body), "revision": item.revision}
    return found


def _scope_name(ports: Ports, role: Role, scope: str) -> str:
    """What the place is called where a role holds: the employer's or the region's name, empty where it has none."""
    if role is Role.EMPLOYER_VERIFIER:
        item = ports.store.get(keys.employer(scope))
        return str(item.body["name"]) if item else ""
    return REGIONS[scope].name if scope in REGIONS else ""


def _place(ports: Ports, employment: Body) -> dict[str, Any]:
    """Where somebody works, in words: the employer as its bureau knows it, or the county of the self-employed."""
    if employment["employer"] is None:
        return {
            "name": full_name(employment["region"]),
            **SELF_EMPLOYED.labelled("kind_label"),
            "confirmed": True,
        }
    item = ports.store.get(keys.employer(employment["employer"]))
    assert item is not None  # employ() saw it, and employers are never removed
    kind = choice(EmployerKind, str(item.body["kind"])).text
    return {
        "name": item.body["name"],
        "region": item.body["region"],
        **(REJECTED if item.body.get("rejected") else kind).labelled("kind_label"),
        "confirmed": item.body["confirmed"],
    }


def employ(
    ports: Ports, caller: Caller, *, employer: str | None, region_code: str | None, transferred_in: str | None
) -> Outcome:
    """Say where one works: an employer, who still has to accept it, or self-employed in a county (Art. 14).

    What an employer accepted stays accepted where it is said again, or with another day of transfer.
    """
    person = require_person(caller)
    if (employer is None) == (region_code is None):
        raise Refusal([Problem("employer", ONE_PLACE)])
    if region_code is not None:
        county(region_code)
    require_transferred(day(transferred_in), today=ports.clock.now().date())

    def attempt(ports: Ports) -> Effects:
        before = ports.store.get(keys.employment(person))
        found = ports.store.get(keys.employer(employer)) if employer is not None else None
        if employer is not None and (found is None or found.body.get("rejected")):
            raise NotAllowed(grounds.NOT_FOUND)
        facts: dict[str, Json] = {
            "employer": employer,
            "region": region_code,
            "transferred_in": transferred_in,
        }
        old: Body = before.body if before else {}
        accepted = bool(old) and old["employer"] == employer and old["accepted"]
        body = {**facts, "accepted": accepted, "person": person}
        if before and old == body:
            return Effects([], Outcome(201, {"revision": before.revision, "accepted": accepted}))
        line = {"type": "person.employ", **facts, **({"accepted": True} if accepted else {})}
        operations = recorded(ports, f"person#{person}", line, {}, caller)
        order = f"{int(accepted)}#{person}"
        listed = {Index.WORKLIST: Key(f"members#{employer}", order)} if employer else {}
        revision = before.revision if before else None
        operations.append(Put(keys.employment(person), body, revision, listed=listed))
        return Effects(operations, Outcome(201, {"revision": (revision or 0) + 1, "accepted": accepted}))

    return command(ports, caller, "employ", [employer, region_code, transferred_in], attempt)


def work_of(ports: Ports, person: str) -> tuple[Employment | SelfEmployed | None, str]:
    """Where a person works, as the core asks it, and the employer's name (empty for the self-employed)."""
    item = ports.store.get(keys.employment(person))
    if item is None:
        return None, ""
    body: Body = item.body
    transferred_in = day(body["transferred_in"])
    if body["employer"] is None:
        return SelfEmployed(body["region"], transferred_in), ""
    found = ports.store.get(keys.employer(body["employer"]))
    assert found is not None  # employ() saw it, and employers are never removed
    employer: Body = found.body
    kind = choice(EmployerKind, employer["kind"])
    work = Employment(
        body["employer"], kind, employer["region"], employer["confirmed"], body["accepted"], transferred_in
    )
    return work, employer["name"]
