"""A person's whole record (law of personal data): all that the registry holds of them, in one document that they can keep."""

from typing import Any

from ahce_core.identity import masked
from functions.ports import Ports
from functions.services import cases, issued, keys, people
from functions.services.cases import Case
from functions.services.chain import pages, told
from functions.services.command import Caller


def own(ports: Ports, caller: Caller) -> dict[str, Any]:
    """The caller's record; their number is masked, since they know it."""
    return whole(ports, people.require_person(caller))


def whole(ports: Ports, person: str, *, with_number: bool = False) -> dict[str, Any]:
    """Everything of a person: who they are, where they work, every year with its history, hours from outside, files.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) where there is no such person.
    """
    body = people.load(ports, person)
    number = ports.personal_data.decrypt(body["id_number"], f"person#{person}")
    shown = number if with_number else masked(number)
    employment = ports.store.get(keys.employment(person))
    hours = pages(ports, keys.number(body["fingerprint"]).partition, "online#")
    return {
        "person": person,
        "name": people.name_of(ports, person),
        "id_number": shown,
        "employment": employment.body if employment else None,
        "years": [_year(ports, case) for case in cases.all_of(ports, person)],
        "closed_years": people.closed_years(body),
        "online": [
            {"year": int(item.key.order.split("#")[1]), "completion": item.body["completion"]}
            for item in hours
        ],
        "history": [_with_number(line, shown) for line in told(ports, f"person#{person}")],
        "taken": ports.clock.now().isoformat(),
    }


def _with_number(line: dict[str, Any], number: str) -> dict[str, Any]:
    """A line of the person's own history, which holds the number as it was first given."""
    words = line["words"]
    return {**line, "words": {**words, "id_number": number}} if "id_number" in words else line


def _year(ports: Ports, case: Case) -> dict[str, Any]:
    today = ports.clock.now().date()
    shown = {"year": case.year, **cases.standing_of(case, today), "history": told(ports, case.stream)}
    if case.erased:
        return {**shown, "erased": case.body["erased"], "declarations": [], "certificates": []}
    kept = [*case.body["earlier"], case.body]
    given = [
        {"number": each.number, "issued": each.issued.isoformat()} for each in issued.of_case(ports, case)
    ]
    declared = [_declaration(each) for each in kept]
    return {**shown, "erased": None, "declarations": declared, "certificates": given}


def _declaration(body: Any) -> dict[str, Any]:
    """One declaration; the name under which it was made stands in the history."""
    declaration = {name: value for name, value in body["declaration"].items() if name != "name"}
    return {**declaration, "verifier": body["verifier"], "verification": body["verification"]}
