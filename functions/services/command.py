"""A command: its effect, its record in the history, its event and its idempotency record stand or fall together.

Two that meet are told apart by the store: the one that comes second loads again, and the core is asked again. So of a
hundred declarations for one year one is taken, and the others hear from the core that the year is declared.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ahce_core.registration import history
from ahce_core.registration.roles import VISITOR, Actor
from functions.ports import Check, Conflict, Json, Key, Operation, Ports, Put, Unavailable
from functions.services import keys
from functions.services.ahead import reading_ahead
from functions.services.errors import KeyReused

ATTEMPTS = 8  # of commands that meet again and again; then the caller tries again
REMEMBERED_SECONDS = 7 * 24 * 3600  # an idempotency key; ours
DELIVERABLE_SECONDS = 30 * 24 * 3600  # an event: whoever comes later reads the histories, which stay; ours
VISITOR_IDENTITY = "visitor"

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the sign-in's key-safe name, the person and roles found for it, the command's idempotency key."""

    identity: str
    actor: Actor
    key: str = ""
    machine: bool = False  # a client of its own, or one that has a machine's role

    @property
    def name(self) -> str:
        """What the history calls them: a person's id, else the sign-in's."""
        return self.actor.person or self.identity


def visitor(key: str = "") -> Caller:
    """Somebody who is not signed in."""
    return Caller(VISITOR_IDENTITY, VISITOR, key)


class Outcome(NamedTuple):
    """The answer to a command, kept with it: an HTTP status and a body without personal data."""

    status: int
    body: Mapping[str, Json]


class Effects(NamedTuple):
    """What a command writes, and its answer."""

    operations: Sequence[Operation]
    outcome: Outcome


def command(
    ports: Ports,
    caller: Caller,
    name: str,
    content: object,
    attempt: Callable[[Ports], Effects],
    *,
    ahead: Iterable[Key] = (),
) -> Outcome:
    """Run a command once per idempotency key; the same key with the same content gets the same answer.

    ``attempt`` loads, asks the core and says what to write; it runs again where somebody else was faster. ``ahead`` is what
    it will surely load, which is then read in one request. Raises whatever it raises,
    :class:`~functions.services.errors.KeyReused`, and :class:`~functions.ports.Unavailable`.
    """
    place = keys.once(caller.identity, caller.key)
    print_ = ports.personal_data.fingerprint(json.dumps([name, content], sort_keys=True, ensure_ascii=False))
    wanted = (place, *ahead)
    for _ in range(ATTEMPTS):
        seen = reading_ahead(ports, wanted)
        before = _answered(seen, place, print_)
        if before is not None:
            return before
        try:
            operations, outcome = attempt(seen)
        except Exception:
            # the same command may have been done since, by a try that was sent twice: then that is the answer
            before = _answered(ports, place, print_)
            if before is None:
                raise
            return before
        expires = int(time.time()) + REMEMBERED_SECONDS  # the store's own time: the legal day may be set
        kept = {"content": print_, "status": outcome.status, "body": outcome.body}
        try:
            ports.store.transact([*operations, Put(place, kept, None, expires=expires)])
        except Conflict:
            continue
        return outcome
    raise Unavailable("too many commands at once")


def _answered(ports: Ports, place: Key, content: str) -> Outcome | None:
    """What was answered to this key before. Raises :class:`~functions.services.errors.KeyReused` for other content."""
    item = ports.store.get(place)
    if item is None:
        return None
    done: Body = item.body
    if done["content"] != content:
        raise KeyReused
    try:
        # whoever did it may still wait for the disk: so do we
        ports.store.transact([Check(place, item.revision)])
    except Conflict:
        return None  # it expired meanwhile
    return Outcome(done["status"], done["body"])


def recorded(
    ports: Ports, stream: str, line: Mapping[str, Json], words: Mapping[str, str], caller: Caller
) -> list[Operation]:
    """What writes one more record of ``stream``: the record, its end, the words beside it, and the event of it.

    ``line`` has a ``type`` and stands in the chain; ``words`` are personal data and stand beside it, enciphered.
    """
    moment = ports.clock.now()
    end = ports.store.get(keys.stream(stream))
    before: Body | None = end.body if end else None
    salted = {name: (ports.chance.salt(), text) for name, text in words.items()}
    body = history.committed({**line, "at": moment.isoformat(), "by": caller.name}, salted)
    last = (before["number"], before["digest"]) if before else None
    record = history.following(stream, last, body)
    kept: Body = {"previous": record.previous, "body": record.body, "digest": record.digest}
    expires = int(time.time()) + DELIVERABLE_SECONDS
    event: Body = {"type": line["type"], "stream": stream, "number": record.number}
    operations: list[Operation] = [
        Put(keys.record(stream, record.number), kept, None),
        Put(keys.event(utc(moment), ports.chance.identifier()), event, None, expires=expires),
        Put(
            keys.stream(stream),
            {"number": record.number, "digest": record.digest},
            end.revision if end else None,
        ),
    ]
    if salted:
        beside = {
            name: {"salt": salt, "text": ports.personal_data.encrypt(text, f"{stream}#{record.number}")}
            for name, (salt, text) in salted.items()
        }
        operations.append(Put(keys.beside(stream, record.number), beside, None))
    return operations


def utc(moment: datetime) -> str:
    """A moment as a text that sorts."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
