"""Public notices (Art. 14): what is on notice now, and anybody's objection to it. No number, no evidence, gone when over."""

from datetime import date
from typing import Any

from ahce_core import workdays
from ahce_core.registration import grounds
from ahce_core.registration.case import Act
from ahce_core.registration.figures import Figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.notice import content, is_shown
from ahce_core.registration.regions import region
from ahce_core.registration.roles import Role
from ahce_core.registration.verification import reason as in_words
from ahce_core.registration.workflow import Action
from ahce_core.wording import NOTHING
from ahce_core.workdays import UNKNOWN
from functions.ports import Index, Item, Key, Page, Ports, Put
from functions.services import cases, keys
from functions.services.cases import Case
from functions.services.command import Body, Caller, Effects, Outcome, command


def opened(ports: Ports, notice: str, case: Case, figures: Figures, today: date) -> Put:
    """What opens a notice: its content as of the verification, listed under its region and its employer."""
    last = workdays.last_day(today)
    order = f"{keys.NOWHERE if last is UNKNOWN else last}#{notice}"
    verifier = case.body["verifier"]
    name = cases.name_on(ports, case)
    body = {
        "person": case.person,
        "year": case.year,
        "opened": today.isoformat(),
        "closed": False,
        "name": ports.personal_data.encrypt(name, f"notice#{notice}"),
        "employer": case.declaration["employer"],
        "region": verifier["region"],
        "general": figures.general,
        "professional": figures.professional,
        "items": list(figures.items),
    }
    return Put(
        keys.notice(notice), body, None, listed={Index.DIRECTORY: Key(f"notices#{verifier['region']}", order)}
    )


def closed(ports: Ports, notice: str) -> Put:
    """What ends a notice before its time, when an objection is upheld."""
    item = _load(ports, notice)
    return Put(item.key, {**item.body, "closed": True}, item.revision)


def _load(ports: Ports, notice: str) -> Item:
    item = ports.store.get(keys.notice(notice))
    if item is None:
        raise NotAllowed(grounds.NOT_FOUND)
    return item


def running(ports: Ports, region_code: str, *, after: str | None) -> Page[dict[str, Any]]:
    """The notices of a region that run today, those that end first in front."""
    region(region_code)
    today = ports.clock.now().date()
    page = ports.store.browse(Index.DIRECTORY, f"notices#{region_code}", since=today.isoformat(), after=after)
    rows = [
        _shown(ports, entry.key.partition.removeprefix("notice#"), entry.body)
        for entry in page.rows
        if _runs(entry.body, today)
    ]
    return Page(tuple(rows), page.next)


def _runs(body: Body, today: date) -> bool:
    return not body["closed"] and not workdays.is_over(date.fromisoformat(body["opened"]), today=today)


def _shown(ports: Ports, notice: str, body: Body) -> dict[str, Any]:
    day = date.fromisoformat(body["opened"])
    last = workdays.last_day(day)
    name = ports.personal_data.decrypt(body["name"], f"notice#{notice}")
    figures = Figures(body["year"], body["general"], body["professional"], tuple(body["items"]))
    return {
        "notice": notice,
        **content(name, body["employer"], figures),
        "region": body["region"],
        "opened": body["opened"],
        "last_day": None if last is UNKNOWN else str(last),
        **(UNKNOWN.text if last is UNKNOWN else NOTHING).labelled("note"),
    }


def show(ports: Ports, notice: str) -> dict[str, Any]:
    """One notice while it runs. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) before and after."""
    item = _load(ports, notice)
    if not _runs(item.body, ports.clock.now().date()):
        raise NotAllowed(grounds.NOT_FOUND)
    return _shown(ports, notice, item.body)


def object_to(ports: Ports, caller: Caller, notice: str, reason: str) -> Outcome:
    """Object to a running notice, with a reason; it stops the registration until the verifier decides."""

    def attempt(ports: Ports) -> Effects:
        place: Body = _load(ports, notice).body
        case = cases.existing(ports, place["person"], place["year"])
        today = ports.clock.now().date()
        if case.body["notice"] != notice or not is_shown(case.position(today)):
            raise NotAllowed(grounds.NOT_FOUND)
        act = Act(Action.OBJECT, Role.ANYONE, today, ports.chance.identifier())
        effects = cases.take(ports, caller, case, act, case.revision, words={"reason": in_words(reason)})
        return Effects(effects.operations, Outcome(201, {"notice": notice, "objection": act.objection}))

    return command(ports, caller, "case.object", [notice, reason], attempt)
