"""Evidence: a form to upload one file straight to storage, and what really lies there before it is taken for proof."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ahce_core.problems import Refusal
from ahce_core.registration import grounds
from ahce_core.registration.declaration import Evidence
from ahce_core.registration.grounds import NotAllowed
from functions.ports import Item, Json, Key, Operation, Ports, Put
from functions.services import cases, keys
from functions.services.chain import pages
from functions.services.command import Body, Caller, Effects, Outcome, command
from functions.services.people import require_person

FILES_A_DECLARATION = 60  # ours; each file is marked as used, and a transaction has at most 100 operations
OPEN_ANNOUNCEMENTS = 100  # ours: of one person, announced within OPEN_DAYS and in no declaration
OPEN_DAYS = 30  # ours
SUFFIX = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def announce(ports: Ports, caller: Caller, *, media_type: str, size: int, sha256: str) -> Outcome:
    """Say what will be uploaded; the answer has the file's id, for which :func:`upload_form` gives the form.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` for more than a person can be about to declare.
    """
    person = require_person(caller)

    def attempt(ports: Ports) -> Effects:
        today = ports.clock.now().date()
        _require_room(ports, person, today)
        identifier = ports.chance.identifier()
        body = {"person": person, "media_type": media_type, "size": size, "sha256": sha256}
        operations = [
            Put(keys.evidence(identifier), body, None),
            Put(keys.announced(person, identifier), {"day": today.isoformat()}, None),
        ]
        return Effects(operations, Outcome(201, {"evidence": identifier}))

    return command(ports, caller, "evidence.announce", [media_type, size, sha256], attempt)


def announced_by(ports: Ports, person: str) -> Iterator[str]:
    """The ids of all the files that a person ever announced: uploaded or not, declared or not."""
    return (_id_of(item) for item in _announcements(ports, person))


def _announcements(ports: Ports, person: str) -> Iterator[Item]:
    return pages(ports, *keys.announced(person, ""))


def _id_of(announcement: Item) -> str:
    return announcement.key.order.removeprefix(keys.announced("", "").order)


def _require_room(ports: Ports, person: str, today: date) -> None:
    since = (today - timedelta(days=OPEN_DAYS)).isoformat()
    recent = {_id_of(item) for item in _announcements(ports, person) if item.body["day"] > since}
    if len(recent) < OPEN_ANNOUNCEMENTS:
        return
    declared = {file["id"] for case in cases.all_of(ports, person) for file in case.all_evidence}
    if len(recent - declared) >= OPEN_ANNOUNCEMENTS:
        raise NotAllowed(grounds.UPLOADS_ENOUGH, OPEN_ANNOUNCEMENTS, OPEN_DAYS)


def upload_form(ports: Ports, identifier: str) -> dict[str, Any]:
    """The form for a file that was announced: made anew each time, since it soon expires, and never stored."""
    item = ports.store.get(keys.evidence(identifier))
    assert item is not None  # it was announced in this very request, or in the one that this repeats
    body: Body = item.body
    form = ports.evidence.upload_form(
        identifier, media_type=body["media_type"], size=body["size"], sha256=body["sha256"]
    )
    return {"evidence": identifier, "url": form.url, "fields": dict(form.fields)}


def read_for(given: Sequence[tuple[str, str]]) -> list[Key]:
    """What :func:`taken` reads."""
    return [keys.evidence(identifier) for identifier, _ in given]


def taken(ports: Ports, person: str, given: Sequence[tuple[str, str]]) -> list[Body]:
    """Files as proof: (id, activity) each, with what storage says of them.

    Raises :class:`~ahce_core.problems.Refusal` for every one that is not the person's, not there, or not what it was said
    to be.
    """
    found: list[Body] = []
    problems = []
    said_of = ports.store.get_all(read_for(given)) if given else {}
    for index, (identifier, activity) in enumerate(given):
        item = said_of.get(keys.evidence(identifier))
        body: Body = item.body if item else {}
        stored = ports.evidence.inspect(identifier) if item and body["person"] == person else None
        if stored is None or (stored.size, stored.sha256) != (body["size"], body["sha256"]):
            problems.append(grounds.EVIDENCE_UNREADY.problem(f"evidence[{index}]"))
            continue
        if stored.type != body["media_type"]:
            what = SUFFIX[body["media_type"]].upper()
            problems.append(grounds.EVIDENCE_BROKEN.problem(f"evidence[{index}]", what))
            continue
        said = {name: body[name] for name in ("media_type", "size", "sha256")}
        found.append({"id": identifier, "activity": activity, **said})
    if problems:
        raise Refusal(problems)
    return found


def as_proof(files: Sequence[Body]) -> list[Evidence]:
    """Files as the core judges them."""
    return [Evidence(file["id"], file["activity"], file["sha256"]) for file in files]


def marked(ports: Ports, person: str, year: int, files: Sequence[Body]) -> list[Operation]:
    """What remembers that a person used these contents for a year, so that who uses them again is noticed."""
    operations: list[Operation] = []
    places = [keys.content(sha, person) for sha in sorted({file["sha256"] for file in files})]
    marks = ports.store.get_all(places) if places else {}
    for place in places:
        before = marks.get(place)
        years: list[int] = list(before.body.get("years", ())) if before else []
        if year not in years:
            body = {"person": person, "years": [*years, year]}
            operations.append(Put(place, body, before.revision if before else None))
    return operations


def lost(ports: Ports, files: Sequence[Body], *, by_size: bool = False) -> list[Body]:
    """Those of a declaration's files that are not in storage as they were taken for proof.

    ``by_size``: only whether they are there with their size, for which none is read.
    """
    return [file for file in files if not _kept(ports, file, by_size=by_size)]


def _kept(ports: Ports, file: Body, *, by_size: bool) -> bool:
    if by_size:
        return bool(ports.evidence.size(file["id"]) == file["size"])
    stored = ports.evidence.inspect(file["id"])
    return stored is not None and (stored.size, stored.sha256) == (file["size"], file["sha256"])


class Uses(NamedTuple):
    """Where else a content was used: by how many other people, and in which other years of the same person."""

    others: int
    own_years: list[int]


def uses(ports: Ports, person: str, year: int, file: Body) -> Uses:
    """Where else than in a person's year the same content was used."""
    others, own = 0, []
    for item in pages(ports, keys.content(file["sha256"], person).partition):
        if item.key.order == person:
            own = [each for each in item.body.get("years", ()) if each != year]
        else:
            others += 1
    return Uses(others, own)


def shown(
    ports: Ports, person: str, year: int, files: Sequence[Body], *, with_flags: bool
) -> list[dict[str, Json]]:
    """Files as they are listed; to a verifier, with where else the same content was used."""
    rows: list[dict[str, Json]] = []
    for file in files:
        row: dict[str, Json] = {
            name: file[name] for name in ("id", "activity", "media_type", "size", "sha256")
        }
        if with_flags:
            found = uses(ports, person, year, file)
            row |= {"also_used_by": found.others, "also_used_in": found.own_years}
        rows.append(row)
    return rows


def link(ports: Ports, files: Sequence[Body], identifier: str) -> dict[str, str]:
    """A link to one of a declaration's files."""
    for file in files:
        if file["id"] == identifier:
            name = f"{identifier[:8]}.{SUFFIX[file['media_type']]}"
            url = ports.evidence.download_link(identifier, media_type=file["media_type"], filename=name)
            return {"url": url}
    raise NotAllowed(grounds.NOT_FOUND)
