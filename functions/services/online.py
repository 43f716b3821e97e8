"""Item (12) hours as machines register them, and a person's years as the title-declaration system reads them (Art. 13)."""

import json
from collections.abc import Mapping
from typing import Any

from ahce_core.identity import check_identity_number
from ahce_core.problems import Problem, Refusal
from ahce_core.registration import grounds
from ahce_core.registration.figures import figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.online import read_online
from ahce_core.registration.roles import Role
from ahce_core.registration.workflow import Status
from functions.ports import Index, Key, Ports, Put
from functions.services import cases, certificates, keys, people
from functions.services.command import Caller, Effects, Outcome, command, recorded
from functions.services.declarations import require_year
from functions.services.stored import core_object


def complete(ports: Ports, caller: Caller, id_number: str, year: int, completion: dict[str, Any]) -> Outcome:
    """Register a completed course or hours recorded nationally; the same one sent again counts once.

    ``completion`` is an activity of kind courseware or recorded_hours. The person need not be known yet.
    """
    people.require_role(caller, Role.LEARNING_PLATFORM)
    require_year(year)
    fingerprint = _fingerprint(ports, id_number)
    entry = read_online(core_object(completion), year, today=ports.clock.now().date())
    place = keys.online(fingerprint, year, caller.identity, entry.id)
    spelled = json.dumps(completion, ensure_ascii=False, sort_keys=True)

    def attempt(ports: Ports) -> Effects:
        before = ports.store.get(place)
        if before is not None:
            if before.body["completion"] != spelled:
                raise NotAllowed(grounds.COMPLETION_DIFFERS)
            return Effects([], Outcome(200, {"id": entry.id, "registered": "before"}))
        stream = f"online#{keys.digest(*place)}"
        line = {"type": "online.complete", "year": year, "source": caller.identity}
        words = {"completion": spelled, "person": fingerprint}
        operations = recorded(ports, stream, line, words, caller)
        listed = {Index.DIRECTORY: keys.hours(stream)}
        operations.append(Put(place, {"completion": spelled}, None, listed=listed))
        return Effects(operations, Outcome(201, {"id": entry.id, "registered": "now"}))

    return command(ports, caller, "online.complete", [fingerprint, year, spelled], attempt)


def place_of(line: Mapping[str, object], words: Mapping[str, str]) -> Key:
    """Where the hours stand of which a history's record, and the words beside it, tell."""
    identifier = json.loads(words["completion"])["id"]
    source = line.get("source", line["by"])  # before records named it, it was whoever did it
    return keys.online(words["person"], int(str(line["year"])), str(source), identifier)


def left(ports: Ports, stream: str) -> bool:
    """Whether the hours of an erased history are there still: their place is forgotten with them, so an index is asked."""
    return bool(ports.store.browse(Index.DIRECTORY, keys.hours(stream).partition).rows)


def _fingerprint(ports: Ports, id_number: str) -> str:
    checked = check_identity_number(id_number, today=ports.clock.now().date())
    if not checked.accepted:
        raise Refusal([Problem("id_number", checked.text)])
    return ports.personal_data.fingerprint(checked.number)


def years(ports: Ports, caller: Caller, id_number: str) -> dict[str, Any]:
    """A person's declared years for the title-declaration system: where each stands, once registered
    its hours, and its certificate.

    Raises :class:`~functions.ports.KeyUnavailable` where it is not to be had whether a certificate's key is withdrawn.
    """
    people.require_role(caller, Role.TITLE_SYSTEM)
    item = ports.store.get(keys.number(_fingerprint(ports, id_number)))
    if item is None:
        return {"years": []}
    today = ports.clock.now().date()
    rows = []
    for case in cases.all_of(ports, str(item.body["person"])):
        position = case.position(today)
        row: dict[str, Any] = {
            "year": case.year,
            "status": position.status.value,
            "registered": position.status is Status.REGISTERED,
        }
        if row["registered"] and not case.erased:
            tally = case.claim.tally(cases.online(ports, case.body["fingerprint"], case.year))
            row |= {**figures(case.year, tally).as_json(), "complete": tally.complete}
        row["certificate"] = certificates.last(ports, case, position)
        rows.append(row)
    return {"years": rows}
