"""A case: one person's one year as it is stored, what it comes to on a day, and the one way to add an act to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ahce_core import json_text
from ahce_core.readings import AfterRefusal
from ahce_core.registration import case as cases
from ahce_core.registration import grounds
from ahce_core.registration.case import Act, Position
from ahce_core.registration.declaration import Claim, read_pinned_claim
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.notice import notice_of
from ahce_core.registration.online import read_registered
from ahce_core.registration.profile import Pinned, read_profile
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import Desk, Verifier
from ahce_core.registration.scope import Matter
from ahce_core.registration.workflow import NEXT, VERIFIERS_TURN, Action, Status
from ahce_core.request import Entry
from ahce_core.wording import NOTHING, Text
from ahce_core.workdays import UNKNOWN
from functions.ports import Index, Json, Key, Operation, Ports, Put
from functions.services import keys
from functions.services.chain import Reason, pages
from functions.services.command import Body, Caller, Effects, Outcome, recorded
from functions.services.errors import Stale
from functions.services.stored import choice, core_object

ERASED = Text("已删除：{}", "Erased: {}")
KEPT = ("declaration", "verifier", "verification", "notice")  # of a declaration that a new one follows


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it was loaded; ``revision`` 0 is a year in which nothing was declared."""

    person: str
    year: int
    revision: int
    body: Body

    @property
    def stream(self) -> str:
        """The name of its history."""
        return stream_of(self.person, self.year)

    @property
    def erased(self) -> bool:
        """Whether its retention ended: the acts stand, what was declared is gone."""
        return bool(self.body.get("erased"))

    @property
    def erased_for(self) -> Reason:
        """Why it was erased."""
        return choice(Reason, self.body.get("reason", Reason.RETENTION.value))

    @property
    def acts(self) -> list[Act]:
        """What people did, as the core reads it."""
        return [_act(stored) for stored in self.body.get("acts", ())]

    def position(self, today: date) -> Position:
        """Where it stands on a day."""
        return cases.position(self.acts, today=today)

    @property
    def matter(self) -> Matter:
        """Whose year it is and which desk it went to."""
        desk = self.body["verifier"]
        return Matter(self.person, Verifier(choice(Desk, desk["desk"]), desk["scope"], desk["region"]))

    @property
    def declaration(self) -> Body:
        """The declaration that stands, or stood last."""
        declaration: Body = self.body["declaration"]
        return declaration

    @property
    def with_earlier(self) -> list[Body]:
        """The declarations before a new one, this one last: what was refused stays as it was."""
        kept = {name: self.body[name] for name in KEPT} if self.body else None
        return [*self.body.get("earlier", ()), *([kept] if kept else [])]

    @property
    def all_evidence(self) -> list[Body]:
        """The files of the declaration that stands and of those before it; of an erased year those still to be swept."""
        if self.erased:
            return list(self.body["files"])
        return [
            file for each in (*self.body["earlier"], self.body) for file in each["declaration"]["evidence"]
        ]

    @property
    def kept_files(self) -> list[Body]:
        """The files that have to be in storage, each once: none of a year that is not there, or was erased."""
        if not self.revision or self.erased:
            return []
        return list({file["id"]: file for file in self.all_evidence}.values())

    @property
    def pinned(self) -> Pinned:
        """What it is judged by."""
        pinned = self.declaration["pinned"]
        return read_profile(pinned["readings"], pinned["rules_version"])

    @property
    def claim(self) -> Claim:
        """What was claimed, with the split that was pinned."""
        source = core_object(self.declaration["claim"])
        claim = read_pinned_claim(source, self.year, self.pinned)
        return claim._replace(claimed_general=self.declaration["general"])


def _act(stored: Body) -> Act:
    reading = stored["after_refusal"]
    return Act(
        choice(Action, stored["action"]),
        choice(Role, stored["role"]),
        date.fromisoformat(stored["day"]),
        stored["objection"],
        choice(AfterRefusal, reading) if reading else None,
    )


def load(ports: Ports, person: str, year: int) -> Case:
    """A person's year; revision 0 where nothing was declared."""
    item = ports.store.get(keys.case(person, year))
    return Case(person, year, item.revision, item.body) if item else Case(person, year, 0, {})


def all_of(ports: Ports, person: str) -> list[Case]:
    """All the years that a person declared."""
    return [
        Case(person, int(item.key.order.removeprefix("case#")), item.revision, item.body)
        for item in pages(ports, f"person#{person}", "case#")
    ]


def existing(ports: Ports, person: str, year: int) -> Case:
    """A case that there is. Raises :class:`~ahce_core.registration.grounds.NotAllowed` (hidden) otherwise."""
    case = load(ports, person, year)
    if not case.revision or case.erased:
        raise NotAllowed(grounds.NOT_FOUND)
    return case


def name_on(ports: Ports, case: Case) -> str:
    """The name under which a year was declared."""
    return ports.personal_data.decrypt(case.declaration["name"], case.stream)


def online(ports: Ports, fingerprint: str, year: int) -> list[Entry]:
    """The item (12) hours registered for a person and year."""
    partition = keys.number(fingerprint).partition
    return [
        read_registered(json_text.read(str(item.body["completion"])), year)
        for item in pages(ports, partition, f"online#{year}#")
    ]


def online_as_sent(ports: Ports, fingerprint: str, year: int) -> list[dict[str, Any]]:
    """The same hours as they were registered: activities of a request."""
    partition = keys.number(fingerprint).partition
    return [json.loads(str(item.body["completion"])) for item in pages(ports, partition, f"online#{year}#")]


def read_for_an_act(person: str, year: int) -> tuple[Key, Key]:
    """What every act on a case reads: the case, and the end of its history."""
    return keys.case(person, year), keys.stream(stream_of(person, year))


def stream_of(person: str, year: int) -> str:
    """The name of the history of a person's year."""
    return f"case#{person}#{year}"


def take(
    ports: Ports,
    caller: Caller,
    case: Case,
    act: Act,
    revision: int,
    *,
    words: Mapping[str, str] | None = None,
    facts: Mapping[str, Json] | None = None,
    changes: Mapping[str, Any] | None = None,
    beside: tuple[Operation, ...] = (),
) -> Effects:
    """One act more: the law is asked, then the view; the effects write case, history and event.

    ``words`` is what people wrote, kept beside the history; ``facts`` stand in it; ``changes`` replace parts of the case.
    Raises :class:`~ahce_core.registration.grounds.NotAllowed` and :class:`~functions.services.errors.Stale`.
    """
    after = case.position(act.day).take(act)
    if case.revision != revision:
        raise Stale
    line = {
        "type": f"case.{act.action.value}",
        "role": act.role.value,
        "day": act.day.isoformat(),
        "objection": act.objection,
        **(facts or {}),
    }
    operations = recorded(ports, case.stream, line, words or {}, caller)
    stored = {
        "action": act.action.value,
        "role": act.role.value,
        "day": act.day.isoformat(),
        "objection": act.objection,
        "after_refusal": act.after_refusal.value if act.after_refusal else None,
    }
    body = {**case.body, **(changes or {}), "acts": [*case.body.get("acts", ()), stored]}
    place = keys.case(case.person, case.year)
    operations += [Put(place, body, revision or None, listed=_listed(case, body, after)), *beside]
    outcome = {
        "person": case.person,
        "year": case.year,
        "status": after.status.value,
        "revision": revision + 1,
        **({"objection": act.objection} if act.action is Action.OBJECT else {}),
    }
    return Effects(operations, Outcome(201 if act.action is Action.DECLARE else 200, outcome))


def _listed(case: Case, body: Body, after: Position) -> dict[Index, Key]:
    """Where the indexes show a case: at its desk, and in the desk's queue while somebody's turn is open."""
    verifier = body["verifier"]
    desk = keys.desk(verifier["desk"], verifier["scope"])
    listed = {Index.DIRECTORY: Key(desk, f"{case.year}#{case.person}")}
    since = after.since.isoformat() if after.since else ""
    if after.status in VERIFIERS_TURN:
        listed[Index.WORKLIST] = Key(desk, f"turn#{since}#{case.person}#{case.year}")
    elif after.status is Status.SUPPLEMENT_ASKED:
        listed[Index.WORKLIST] = Key(desk, f"wait#{since}#{case.person}#{case.year}")
    return listed


def standing_of(case: Case, today: date) -> dict[str, Any]:
    """Where a case stands, to its holder: an erased one is only that, since when and why, and nobody acts next."""
    told = standing(case.position(today))
    if not case.erased:
        return told
    label = ERASED.format(case.erased_for.text).labelled("status_label")
    return {**told, **label, **NEXT[Status.ANNULLED].labelled("next_label"), "since": case.body["erased"]}


def standing(position: Position) -> dict[str, Any]:
    """Where a case stands, in words: status, since when, who acts next, the notice and its last day."""
    notice = notice_of(position)
    last = notice.last_day if notice else None
    return {
        "status": position.status.value,
        **position.status.text.labelled("status_label"),
        **NEXT[position.status].labelled("next_label"),
        "since": position.since.isoformat() if position.since else None,
        "objections": list(position.objections),
        "notice": notice
        and {
            "opened": notice.opened.isoformat(),
            "last_day": None if last is UNKNOWN else str(last),
            **(UNKNOWN.text if last is UNKNOWN else NOTHING).labelled("note"),
        },
    }
