"""Erasure: when a retention ends, or a person rightly asks, what was declared goes, and the record that it was done stays.

The history keeps its salted hashes, so its chain still stands; the data beside it, the case's content, the files, notices
and certificates are deleted. An erasure is recorded first, in one transaction with the loss of the content, and what is
left is swept away after: whoever is interrupted erases once more, and the audit names what was left.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ahce_core.registration import grounds
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Actor, Assignment, Role
from ahce_core.registration.workflow import SETTLED
from functions.ports import Delete, Index, Item, Json, Key, Operation, Ports, Put
from functions.services import cases, chain, evidence, keys, online, people
from functions.services.cases import Case
from functions.services.chain import ERASURE, Reason, pages
from functions.services.command import Body, Caller, Effects, Outcome, command, recorded

KEPT = ("acts", "verifier")  # of a case: what says that it was done, and where
AT_ONCE = 50  # deletions in one transaction


class Due(NamedTuple):
    """A history whose personal data can be erased: a case, or hours that a platform registered; or what keeps the years
    of an erased person closed, named by ``closed#`` and the number's keyed hash, with the last of those years.
    """

    stream: str
    year: int


def operator(ports: Ports) -> Caller:
    """The operator at a terminal, for one command."""
    return Caller("operator", Actor("", (Assignment(Role.OPERATOR),)), ports.chance.identifier())


def due(ports: Ports, through: int) -> Iterator[Due]:
    """What there is of the years up to ``through`` and is not erased yet, or not to the end."""
    for stream in chain.streams(ports):
        kind, _, name = stream.partition("#")
        if kind not in ("case", "online"):
            continue
        read = chain.load(ports, stream)
        left = bool(read.kept) or not read.erased_before
        if kind == "case":
            person, year = name.split("#")
            one = Due(stream, int(year))
            left = left or bool(cases.load(ports, person, one.year).body.get("files"))
        else:
            one = Due(stream, int(str(read.records[0].body["year"])))
        if one.year <= through and left:
            yield one
    after = None
    while True:
        page = ports.store.browse(Index.DIRECTORY, keys.CLOSED, after=after)
        for entry in page.rows:
            last = max(entry.body["years"])
            if last <= through:
                yield Due(f"closed#{entry.key.partition.removeprefix('number#')}", last)
        after = page.next
        if after is None:
            return


def of_person(ports: Ports, person: str, *, hours: bool = True) -> Iterator[Due]:
    """What there is of a person, year by year; the ``hours`` from outside are those of the number's real holder."""
    for item in pages(ports, f"person#{person}", "case#"):
        year = int(item.key.order.removeprefix("case#"))
        yield Due(cases.stream_of(person, year), year)
    record = ports.store.get(keys.person(person))
    if record is None or not hours:
        return
    partition = keys.number(record.body["fingerprint"]).partition
    for item in pages(ports, partition, "online#"):
        yield Due(f"online#{keys.digest(*item.key)}", int(item.key.order.split("#")[1]))


def erase(ports: Ports, caller: Caller, one: Due, reason: Reason) -> Outcome:
    """Erase a case, hours that a platform registered, or what kept years closed.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` for a case that is not settled, and where there is none.
    """
    if one.stream.startswith("case#"):
        person = one.stream.split("#")[1]
        return _erase_year(ports, caller, person, one.year, reason)
    if one.stream.startswith("closed#"):
        return _reopen(ports, caller, one.stream.removeprefix("closed#"), reason)
    return _erase_online(ports, caller, one.stream, reason)


def erase_person(ports: Ports, caller: Caller, person: str, reason: Reason) -> Outcome:
    """Erase a person of whom every year is erased: name, number, sign-ins, employment; the id stays, and says nothing.

    What they declared stays declared: the number's keyed hash keeps its years closed until :func:`due` names it. Where
    the number was somebody else's (``DETACHED``) it keeps none, so that its real holder declares those years.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` while a year is left, and where there is no such person.
    """
    stream = f"person#{person}"

    def attempt(ports: Ports) -> Effects:
        declared = cases.all_of(ports, person)
        for case in declared:
            if not case.erased:
                raise NotAllowed(grounds.STILL_OPEN, case.year)
        read = chain.load(ports, stream)
        if not read.records:
            raise NotAllowed(grounds.NOT_FOUND)
        outcome = Outcome(200, {"erased": stream})
        if read.erased_before:
            return Effects([], outcome)
        identities = {str(read.records[0].body["by"])} | {
            str(each.body["identity"]) for each in read.records if each.body["type"] == "person.link"
        }
        body = people.load(ports, person)
        gone = [keys.person(person), keys.number(body["fingerprint"]), keys.employment(person)]
        gone += [keys.identity(identity) for identity in sorted(identities)]
        operations = [*_recorded(ports, stream, reason, caller), *_deletions(ports, gone)]
        years = {case.year for case in declared} if reason is not Reason.DETACHED else set()
        if years:
            years |= set(people.closed_years(body))
            place = keys.closed(body["fingerprint"])
            before = ports.store.get(place)
            left = {"person": person, "years": sorted(years)}
            listed = {Index.DIRECTORY: Key(keys.CLOSED, person)}
            operations.append(Put(place, left, before.revision if before else None, listed=listed))
        return Effects(operations, outcome)

    done = command(ports, caller, ERASURE, [stream, reason.value], attempt)
    _sweep_beside(ports, stream)
    for file in list(evidence.announced_by(ports, person)):  # what was uploaded and never declared
        _remove(ports, person, file)
    return done


def _remove(ports: Ports, person: str, file: str) -> None:
    """Delete a file, what it was said to be, and that the person announced it."""
    ports.evidence.remove(file)
    _delete(ports, (keys.evidence(file), keys.announced(person, file)))


def _erase_year(ports: Ports, caller: Caller, person: str, year: int, reason: Reason) -> Outcome:
    def attempt(ports: Ports) -> Effects:
        case = cases.load(ports, person, year)
        if not case.revision:
            raise NotAllowed(grounds.NOT_FOUND)
        outcome = Outcome(200, {"erased": case.stream})
        if case.erased:
            return Effects([], outcome)
        today = ports.clock.now().date()
        status = case.position(today).status
        if status not in SETTLED:
            raise NotAllowed(grounds.STILL_OPEN, status.text)
        left = {
            **{name: case.body[name] for name in KEPT},
            "erased": today.isoformat(),
            "reason": reason.value,
            "files": [{name: file[name] for name in ("id", "sha256")} for file in case.all_evidence],
        }
        notices = [each["notice"] for each in (*case.body["earlier"], case.body) if each["notice"]]
        return Effects(
            [
                *_recorded(ports, case.stream, reason, caller),
                *_deletions(ports, map(keys.notice, notices)),
                Put(keys.case(person, year), left, case.revision),
            ],
            outcome,
        )

    done = command(ports, caller, ERASURE, [person, year, reason.value], attempt)
    _sweep_year(ports, cases.load(ports, person, year))
    return done


def _sweep_year(ports: Ports, case: Case) -> None:
    """Delete what an erased case left behind; its list of files goes last."""
    _sweep_beside(ports, case.stream)
    person = f"person#{case.person}"
    _delete(ports, (item.key for item in list(pages(ports, person, f"certificate#{case.year}#"))))
    files = case.body["files"]
    for file in files:
        _forget_use(ports, case, file["sha256"])
        if not any(file["id"] == kept["id"] for kept, _ in _kept_files(ports, case)):
            _remove(ports, case.person, file["id"])
    if files:
        ports.store.transact(
            [Put(keys.case(case.person, case.year), {**case.body, "files": []}, case.revision)]
        )


def _kept_files(ports: Ports, case: Case) -> Iterator[tuple[Body, int]]:
    """The files that the person's other years prove themselves by, each with its year: erasing one year touches no other."""
    for other in cases.all_of(ports, case.person):
        if other.year != case.year:
            yield from ((file, other.year) for file in other.kept_files)


def _forget_use(ports: Ports, case: Case, sha256: str) -> None:
    """Forget that the year used a content; who uses it again is still noticed by the years that stand."""
    mark = ports.store.get(keys.content(sha256, case.person))
    if mark is None:
        return
    # asked after the mark was read: a declaration since then changes the mark, and this meets it
    years = sorted({year for file, year in _kept_files(ports, case) if file["sha256"] == sha256})
    left = Put(mark.key, {**mark.body, "years": years}, mark.revision)
    ports.store.transact([left if years else Delete(mark.key, mark.revision)])


def _reopen(ports: Ports, caller: Caller, fingerprint: str, reason: Reason) -> Outcome:
    """Forget that years of an erased person were declared; who enrolled since under the number may declare them again."""

    def attempt(ports: Ports) -> Effects:
        place = ports.store.get(keys.closed(fingerprint))
        if place is None:
            raise NotAllowed(grounds.NOT_FOUND)
        stream = f"person#{place.body['person']}"
        operations = [*_recorded(ports, stream, reason, caller), Delete(place.key, place.revision)]
        holder = ports.store.get(keys.number(fingerprint))
        now = ports.store.get(keys.person(str(holder.body["person"]))) if holder else None
        if now:
            body = {name: value for name, value in now.body.items() if name != "closed"}
            operations.append(Put(now.key, body, now.revision))
        return Effects(operations, Outcome(200, {"erased": stream}))

    return command(ports, caller, ERASURE, ["closed", fingerprint, reason.value], attempt)


def _erase_online(ports: Ports, caller: Caller, stream: str, reason: Reason) -> Outcome:
    def attempt(ports: Ports) -> Effects:
        read = chain.load(ports, stream)
        if not read.records:
            raise NotAllowed(grounds.NOT_FOUND)
        outcome = Outcome(200, {"erased": stream})
        if read.erased_before:
            return Effects([], outcome)
        place = online.place_of(read.records[0].body, read.words(1))
        return Effects([*_recorded(ports, stream, reason, caller), *_deletions(ports, [place])], outcome)

    done = command(ports, caller, ERASURE, [stream, reason.value], attempt)
    _sweep_beside(ports, stream)
    return done


def _recorded(ports: Ports, stream: str, reason: Reason, caller: Caller) -> list[Operation]:
    line: Mapping[str, Json] = {"type": ERASURE, "reason": reason.value}
    return recorded(ports, stream, line, {}, caller)


def _sweep_beside(ports: Ports, stream: str) -> None:
    before = chain.load(ports, stream).erased_before
    partition = keys.beside(stream, 0).partition
    _delete(ports, (item.key for item in list(pages(ports, partition)) if int(item.key.order) < before))


def _delete(ports: Ports, gone: Iterable[Key]) -> None:
    operations = _deletions(ports, gone)
    for start in range(0, len(operations), AT_ONCE):
        ports.store.transact(operations[start : start + AT_ONCE])


def _deletions(ports: Ports, gone: Iterable[Key]) -> list[Operation]:
    """What deletes those of the items that are there."""
    found: Iterator[Item | None] = (ports.store.get(key) for key in gone)
    return [Delete(item.key, item.revision) for item in found if item]
