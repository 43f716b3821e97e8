"""Certificates as they are stored beside their case: the signed text and its rows, enciphered, and what lists show of them."""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ahce_core.registration import certificate as rules
from ahce_core.registration import credential
from ahce_core.registration.case import Position
from ahce_core.registration.figures import Figures
from ahce_core.registration.status_list import CertificateStatus, Place
from functions.ports import Item, Ports, Put
from functions.services import keys, signing
from functions.services.cases import Case
from functions.services.chain import pages
from functions.services.command import Body


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it is stored; ``token`` and ``rows`` are still enciphered."""

    number: str
    issued: date
    figures: Figures
    place: Place
    kid: str
    token: str
    rows: str

    def body(self) -> Body:
        """What the store keeps of it."""
        return {
            "number": self.number,
            "issued": self.issued.isoformat(),
            "general": self.figures.general,
            "professional": self.figures.professional,
            "items": list(self.figures.items),
            "place": [self.place.shard, self.place.index],
            "kid": self.kid,
            "token": self.token,
            "rows": self.rows,
        }


def of_case(ports: Ports, case: Case) -> tuple[Certificate, ...]:
    """The certificates of a case, the first one first."""
    place = keys.certificate(case.person, case.year, 1)
    prefix = place.order.rpartition("#")[0] + "#"
    return tuple(_stored(case.year, item) for item in pages(ports, place.partition, prefix))


def _stored(year: int, item: Item) -> Certificate:
    body: Body = item.body
    return Certificate(
        body["number"],
        date.fromisoformat(body["issued"]),
        Figures(year, body["general"], body["professional"], tuple(body["items"])),
        Place(year, *body["place"]),
        body["kid"],
        body["token"],
        body["rows"],
    )


def closed(ports: Ports, case: Case, number: str, token: str, rows: str) -> tuple[str, str]:
    """A signed text and its rows, enciphered; the rows packed, so that a year of a thousand courses fits into one item."""
    packed = base64.b64encode(zlib.compress(rows.encode())).decode()
    context = _context(case, number)
    return ports.personal_data.encrypt(token, context), ports.personal_data.encrypt(packed, context)


def opened(ports: Ports, case: Case, stored: Certificate) -> tuple[str, str]:
    """A certificate's signed text and its rows. Raises :class:`~functions.ports.Undecipherable`."""
    context = _context(case, stored.number)
    packed = ports.personal_data.decrypt(stored.rows, context)
    rows = zlib.decompress(base64.b64decode(packed)).decode()
    return ports.personal_data.decrypt(stored.token, context), rows


def _context(case: Case, number: str) -> str:
    return f"{case.stream}#{number}"


def listing(ports: Ports, place: Place, status: CertificateStatus) -> Put:
    """What makes the status list say something of a place."""
    key = keys.status(place)
    before = ports.store.get(key)
    return Put(key, {"status": status.value}, before.revision if before else None)


def misstated(ports: Ports, case: Case, position: Position) -> Iterator[int]:
    """The counts of the certificates whose stored parts or published status are not what they should be, for an audit.

    Raises :class:`~functions.ports.Undecipherable` and ValueError where a signed text cannot be read at all.
    """
    every = of_case(ports, case)
    for count, each in enumerate(every, 1):
        token, rows = opened(ports, case, each)
        signed = credential.read(signing.payload(token))
        stored = signed._replace(
            number=each.number,
            general=each.figures.general,
            professional=each.figures.professional,
            place=each.place[1:],
            rows=credential.rows_hash(rows),
        )
        status = rules.status(position, last=count == len(every))
        published = ports.store.get(keys.status(each.place))
        listed = published.body["status"] if published else CertificateStatus.VALID.value
        taken = ports.store.get(keys.place(each.place)) is not None
        if signed != stored or listed != status.value or not taken:
            yield count
