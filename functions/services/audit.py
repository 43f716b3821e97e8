"""The audit of all histories: does each chain stand, is what stands beside it what was recorded, did nobody change what
it led to, and are the files of evidence still those that were handed in. An earlier audit's ends, kept elsewhere, show what was rewritten whole.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ahce_core.registration.history import BEGINNING
from ahce_core.wording import Text
from functions.ports import Ports
from functions.services import chain, keys
from functions.services.agreement import disagreements, lost_files

ATTEMPTS = 8  # at a history that grows while it is read
AHEAD = 4  # of each that is examined, so many wait for it to be told

REWRITTEN = Text(
    "第{}条记录不是上次审计时的那一条：历史被整段改写。",
    "Record {} is not the one of the earlier audit: the history was rewritten.",
)
LOST = Text("上次审计时的历史已不存在。", "A history of the earlier audit is no longer there.")


class End(NamedTuple):
    """Where a history ended: its name, its last record's number and digest."""

    stream: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What the audit found of one history: its end, its personal data kept and erased, and what is wrong with it."""

    end: End
    kept: int
    erased: int
    breaches: list[Text] = field(default_factory=list)


def audit(
    ports: Ports, earlier: Iterable[End] = (), *, at_once: int = 1, by_size: bool = False
) -> Iterator[Examined]:
    """Examine every history, in :func:`~functions.services.chain.streams`' order, ``at_once`` of them at a time.

    ``earlier`` are the ends in that order as an audit before this one found them. What is written meanwhile may be seen or
    not, and is never a breach. ``by_size``: files of evidence are not read, only their size is held against the history.
    """
    jobs = _jobs(ports, earlier, by_size=by_size)
    if at_once == 1:
        yield from (job() for job in jobs)
        return
    under_way: deque[Future[Examined]] = deque()
    with ThreadPoolExecutor(at_once) as threads:
        for job in jobs:
            under_way.append(threads.submit(job))
            if len(under_way) > at_once * AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _jobs(ports: Ports, earlier: Iterable[End], *, by_size: bool) -> Iterator[Callable[[], Examined]]:
    """What there is to examine: each history with its earlier end, and each end whose history is gone."""
    ends = iter(earlier)
    due = next(ends, None)
    for stream in chain.streams(ports):
        while due and _order(due.stream) < _order(stream):
            yield partial(_lost, due)
            due = next(ends, None)
        known = due if due and due.stream == stream else None
        if known:
            due = next(ends, None)
        yield partial(examine, ports, stream, known, by_size=by_size)
    while due:
        yield partial(_lost, due)
        due = next(ends, None)


def examine(ports: Ports, stream: str, earlier: End | None = None, *, by_size: bool = False) -> Examined:
    """One history, what it led to, and its files."""
    for attempt in range(ATTEMPTS):
        read = chain.load(ports, stream)
        breaches = [*read.faults(), *disagreements(ports, read), *lost_files(ports, read, by_size=by_size)]
        if not breaches or attempt == ATTEMPTS - 1:
            break
        end = ports.store.get(keys.stream(stream))
        if end is None or (end.body["number"], end.body["digest"]) == read.head:
            break  # it did not grow meanwhile: so it is
    if earlier and not any((each.number, each.digest) == earlier[1:] for each in read.records):
        breaches.append(REWRITTEN.format(earlier.number))
    return Examined(End(stream, *read.head), read.kept, read.erased, breaches)


def _order(stream: str) -> tuple[str, str]:
    return keys.stream(stream)


def _lost(end: End) -> Examined:
    return Examined(End(end.stream, 0, BEGINNING), 0, 0, [LOST])
