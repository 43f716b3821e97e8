"""Certificates (Art. 17): issued to their holder, superseded when the year's figures change, revoked with the registration.

What is stored is the signed text, enciphered, beside its case; paper is set from it on demand. The key of a certificate is
its count in the year, so two that are issued at once meet there, and an annulment that overlooks one meets its absence.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from ahce_core.registration import certificate as rules
from ahce_core.registration import credential, grounds, status_list
from ahce_core.registration.case import Position
from ahce_core.registration.credential import Credential
from ahce_core.registration.figures import Figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Role
from ahce_core.registration.status_list import CertificateStatus
from ahce_core.request import Entry
from ahce_core.wording import NOTHING
from ahce_core.year import Tally
from functions.ports import Check, KeyUnavailable, Operation, Ports, Put
from functions.services import cases, keys, people, signing
from functions.services.cases import Case
from functions.services.command import Caller, Effects, Outcome, command, recorded
from functions.services.errors import Stale
from functions.services.issued import Certificate, closed, listing, of_case, opened


def issue(ports: Ports, caller: Caller, year: int, revision: int) -> Outcome:
    """Issue the caller's certificate of a year; of the same figures there is one, other figures supersede it."""
    person = people.require_person(caller)

    def attempt(ports: Ports) -> Effects:
        case = cases.existing(ports, person, year)
        moment = ports.clock.now()
        position = case.position(moment.date())
        online = cases.online(ports, case.body["fingerprint"], year)
        stated = rules.entitled(position, year, case.claim.tally(online))
        if case.revision != revision:
            raise Stale
        before = of_case(ports, case)
        figures = tuple(each.figures for each in before)
        verifiable = _verifiable(ports, before)
        count = rules.number(figures, stated, verifiable=verifiable)
        if count == len(before):
            return Effects([], Outcome(200, told(before[-1], position, verifiable=verifiable)))
        made = _made(ports, case, online, stated, count, moment)
        line = {"type": "certificate.issue", "role": Role.APPLICANT.value, "certificate": count}
        operations = recorded(ports, case.stream, line, {"number": made.number}, caller)
        operations += [
            Check(keys.case(person, year), case.revision),
            Put(keys.certificate(person, year, count), made.body(), None),
            Put(keys.place(made.place), {}, None),
        ]
        if before:
            operations.append(listing(ports, before[-1].place, CertificateStatus.SUPERSEDED))
        return Effects(operations, Outcome(201, told(made, position, verifiable=True)))

    return command(ports, caller, "certificate.issue", [year, revision], attempt)


def _made(
    ports: Ports, case: Case, online: list[Entry], stated: Figures, count: int, moment: datetime
) -> Certificate:
    """A certificate signed now, at a place chosen now: one that is taken makes the command try again."""
    request = case.claim.with_online(online)
    rows = credential.rows_of(request)
    place = status_list.place(case.year, ports.chance.below(status_list.SHARDS * status_list.ENTRIES))
    says = Credential(
        issuer=ports.authority.origin,
        number=credential.number(case.year, ports.chance.below(credential.CODES), count),
        issued=int(moment.timestamp()),
        name=cases.name_on(ports, case),
        employer=case.declaration["employer"],
        id_last4=people.last4_of(ports, case.person),
        year=case.year,
        general=stated.general,
        professional=stated.professional,
        items=credential.items_of(case.claim.tally(online)),
        rows=credential.rows_hash(rows),
        place=(place.shard, place.index),
    )
    token, kid = signing.signed(ports, credential.TYPE, says.payload(), moment)
    kept = closed(ports, case, says.number, token, rows)
    return Certificate(says.number, moment.date(), stated, place, kid, *kept)


def _verifiable(ports: Ports, issued: tuple[Certificate, ...]) -> bool:
    """Whether the key that signed the last certificate, if any, is published.

    Raises :class:`~functions.ports.KeyUnavailable`.
    """
    today = ports.clock.now().date()
    return not issued or issued[-1].kid in {key.jwk["kid"] for key in ports.signing_keys.published(today)}


def revoked(ports: Ports, case: Case) -> tuple[int, tuple[Operation, ...]]:
    """How many certificates a case has, and what revokes them all: it refuses to where one more was issued meanwhile."""
    every = of_case(ports, case)
    says = [listing(ports, each.place, CertificateStatus.REVOKED) for each in every]
    return len(every), (*says, Check(keys.certificate(case.person, case.year, len(every) + 1), None))


def told(newest: Certificate, position: Position, *, verifiable: bool) -> dict[str, Any]:
    """The last certificate of a year: its number, the day of its issue, whether it holds."""
    status = rules.status(position, last=True, verifiable=verifiable)
    return {
        "number": newest.number,
        "issued": newest.issued.isoformat(),
        "status": status.value,
        **status.text.labelled("status_label"),
    }


def last(ports: Ports, case: Case, position: Position) -> dict[str, Any] | None:
    """The last certificate of a year as others are told; None where none was issued.

    Raises :class:`~functions.ports.KeyUnavailable`: that it is valid is not said on a guess.
    """
    every = of_case(ports, case)
    return told(every[-1], position, verifiable=_verifiable(ports, every)) if every else None


def standing(ports: Ports, case: Case, position: Position, tally: Tally) -> dict[str, Any]:
    """What a holder is told of a year's certificate: the last one and whether its figures are old, and what may be done.

    ``certificate_due``: whether issuing now gives a certificate that says something new or can be verified again;
    ``certificate_note`` says why it should be, or why there can be none; ``next_label``, only where one is due, that it is
    what comes next. What needs no key is told without one.
    """
    every = of_case(ports, case)
    issued, verifiable = tuple(each.figures for each in every), True
    with suppress(KeyUnavailable):
        verifiable = _verifiable(ports, every)
    old = due = False
    why = NOTHING if verifiable else grounds.KEY_WITHDRAWN.text
    try:
        stated = rules.entitled(position, case.year, tally)
        old = rules.outdated(issued, stated)
        due = rules.number(issued, stated, verifiable=verifiable) > len(issued)
    except NotAllowed as refused:
        why = refused.text
    newest = None
    if every:
        newest = {**told(every[-1], position, verifiable=verifiable), "outdated": old}
        newest["printable"] = newest["status"] == CertificateStatus.VALID
    shown = {"certificate": newest, "certificate_due": due, **why.labelled("certificate_note")}
    step = rules.NEXT_ANEW if issued else rules.NEXT_FIRST
    return shown | (step.labelled("next_label") if due else {})


def paper(ports: Ports, caller: Caller, year: int) -> bytes:
    """The PDF of the caller's last certificate of a year, set anew each time.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` where there is none, it is revoked or its key was withdrawn,
    and :class:`~functions.ports.NoGlyph`.
    """
    case = cases.existing(ports, people.require_person(caller), year)
    every = of_case(ports, case)
    if not every:
        raise NotAllowed(grounds.NOT_FOUND)
    newest, position = every[-1], case.position(ports.clock.now().date())
    if rules.status(position, last=True) is CertificateStatus.REVOKED:
        raise NotAllowed(grounds.ANNULLED_IS_FINAL)
    with suppress(KeyUnavailable):  # what is printed needs no key
        if not _verifiable(ports, every):
            raise NotAllowed(grounds.KEY_WITHDRAWN)
    token, rows = opened(ports, case, newest)
    says = credential.read(signing.payload(token))
    return ports.paper.render(says, token=token, rows=rows, authority=ports.authority)
