"""What the authority sets for official declarations: the profile of readings (Art. 22) and the filing windows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ahce_core.holidays import LAST_KNOWN_DAY
from ahce_core.registration.filing import Window, window
from ahce_core.registration.profile import Pinned, adopted, read_profile
from ahce_core.registration.roles import Role
from ahce_core.rules import rules_for
from ahce_core.workdays import days_known
from functions.ports import EVIDENCE_BYTES_LIMIT, EVIDENCE_TYPES, Key, Ports, Put
from functions.services import keys, people
from functions.services.command import Body, Caller, Effects, Outcome, command, recorded
from functions.services.errors import Stale
from functions.services.evidence import FILES_A_DECLARATION
from functions.services.stored import day

STREAM = "settings"


def profile(ports: Ports, year: int) -> Pinned:
    """The readings by which ``year`` is declared now."""
    item = ports.store.get(keys.profile())
    if item is None:
        return adopted(year)
    body: Body = item.body
    return read_profile(body["readings"], rules_for(year).version)


def filing(ports: Ports, year: int) -> Window | None:
    """The filing window of a year; None while none is set."""
    item = ports.store.get(keys.window(year))
    if item is None:
        return None
    opens, closes = day(item.body["opens"]), day(item.body["closes"])
    return Window(year, opens, closes) if opens and closes else None


def show(ports: Ports, year: int) -> dict[str, Any]:
    """The settings that hold for a year, with the revisions to change them by."""
    readings, span = ports.store.get(keys.profile()), ports.store.get(keys.window(year))
    found: dict[str, Any] = {
        "year": year,
        **profile(ports, year).as_json(),
        "readings_revision": readings.revision if readings else 0,
        "window": None,
        "window_revision": span.revision if span else 0,
        "evidence": {
            "types": [{"media_type": name, "begins": first.hex()} for name, first in EVIDENCE_TYPES.items()],
            "bytes": EVIDENCE_BYTES_LIMIT,
            "files": FILES_A_DECLARATION,
        },
        "calendar_known_to": LAST_KNOWN_DAY.isoformat(),
        "calendar_days_left": days_known(ports.clock.now().date()),
    }
    if span and span.body["opens"]:
        found["window"] = {"opens": span.body["opens"], "closes": span.body["closes"]}
    return found


def set_profile(ports: Ports, caller: Caller, readings: Mapping[str, str], revision: int) -> Outcome:
    """Record the authority's profile: an alternative of each of the eight readings. Declarations made keep theirs."""
    people.require_role(caller, Role.PROVINCIAL_OFFICE)
    read_profile(readings, "")
    return _set(ports, caller, keys.profile(), {"readings": dict(readings)}, revision, "settings.readings")


def set_window(
    ports: Ports, caller: Caller, year: int, opens: date | None, closes: date | None, revision: int
) -> Outcome:
    """Record the days on which declarations for a year are taken; neither day: at any time again."""
    people.require_role(caller, Role.PROVINCIAL_OFFICE)
    window(year, opens, closes)
    body = {
        "opens": opens.isoformat() if opens else None,
        "closes": closes.isoformat() if closes else None,
    }
    return _set(ports, caller, keys.window(year), body, revision, f"settings.window.{year}")


def _set(ports: Ports, caller: Caller, key: Key, body: Body, revision: int, kind: str) -> Outcome:
    def attempt(ports: Ports) -> Effects:
        before = ports.store.get(key)
        if (before.revision if before else 0) != revision:
            raise Stale
        operations = recorded(ports, STREAM, {"type": kind, **body}, {}, caller)
        return Effects(
            [*operations, Put(key, body, revision or None)], Outcome(200, {"revision": revision + 1})
        )

    return command(ports, caller, kind, [dict(body), revision], attempt)
