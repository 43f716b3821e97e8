"""第十七条 as bytes: what a certificate says, in the one spelling that is signed; the signing itself is for others.

A certificate is a compact JWS (ES256) whose payload is :meth:`Credential.payload`, and the itemised rows, which travel beside
it and are bound to it by their hash. Whoever verifies hashes the rows text as it came: nothing is put into a canonical form.

    header   {"alg":"ES256","kid":"<RFC 7638 thumbprint>","typ":"ahce+jwt"}
    payload  {"iss":…,"jti":…,"iat":…,"name":…,"employer":…,"id_last4":…,"year":…,"hours":[…],"items":[[…]],"rows":…,"status":[…]}
    rows     [{"item":…,"kind":…,"title":…,"date":…,"hours":…},…]

Hours are tenths everywhere in it.
"""

import base64
import hashlib
import json
import re
from collections import namedtuple

from ..explain import judged, recognize_all
from ..request import Request
from ..year import ONLINE_ITEM, Tally
from . import status_list

TYPE = "ahce+jwt"
CODE_ALPHABET = (
    "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 1 I L O U: read aloud or copied by hand, none is another
)
CODE_GROUPS, GROUP_CHARACTERS = 3, 4
CODES = len(CODE_ALPHABET) ** (
    CODE_GROUPS * GROUP_CHARACTERS
)  # 58 bits: nobody guesses a number that was given
NUMBER = re.compile(rf"[0-9]{{4}}(-[{CODE_ALPHABET}]{{{GROUP_CHARACTERS}}}){{{CODE_GROUPS}}}-[1-9][0-9]*")


class Credential(
    namedtuple(
        "Credential",
        (
            "issuer",
            "number",
            "issued",
            "name",
            "employer",
            "id_last4",
            "year",
            "general",
            "professional",
            "items",
            "rows",
            "place",
        ),
    )
):
    """What one certificate says.

    ``issuer`` is the site's origin, ``issued`` whole seconds since 1970 (UTC), ``employer`` empty for the self-employed,
    ``items`` (item, general, professional) of the elected option and then of item (12), ``rows`` the hash of the rows text,
    ``place`` the shard and index in the year's status list.
    """

    __slots__ = ()
    issuer: str
    number: str
    issued: int
    name: str
    employer: str
    id_last4: str
    year: int
    general: int
    professional: int
    items: tuple[tuple[int, int, int], ...]
    rows: str
    place: tuple[int, int]

    def payload(self) -> str:
        """The JSON text that is signed, in UTF-8."""
        return spelled(
            {
                "iss": self.issuer,
                "jti": self.number,
                "iat": self.issued,
                "name": self.name,
                "employer": self.employer,
                "id_last4": self.id_last4,
                "year": self.year,
                "hours": [self.general, self.professional],
                "items": [list(item) for item in self.items],
                "rows": self.rows,
                "status": list(self.place),
            }
        )


def read(payload: str) -> Credential:
    """The credential that a payload spells; of an unverified token it is what somebody wrote, no more.

    Raises ValueError for every other text, one that says the same in another spelling included.
    """
    try:
        said = json.loads(payload)
        general, professional = said["hours"]
        found = Credential(
            said["iss"],
            said["jti"],
            said["iat"],
            said["name"],
            said["employer"],
            said["id_last4"],
            said["year"],
            general,
            professional,
            tuple((item, *hours) for item, *hours in said["items"]),
            said["rows"],
            tuple(said["status"]),
        )
        same = _well_formed(found) and found.payload() == payload
    except (KeyError, TypeError, ValueError, RecursionError):
        same = False
    if not same:
        raise ValueError("not the payload of a certificate")
    return found


def _well_formed(said: Credential) -> bool:
    texts = (said.issuer, said.number, said.name, said.employer, said.id_last4, said.rows)
    numbers = (
        said.issued,
        said.year,
        said.general,
        said.professional,
        *said.place,
        *(number for item in said.items for number in item),
    )
    return (
        all(type(text) is str for text in texts)
        and all(type(number) is int and number >= 0 for number in numbers)
        and all(len(item) == 3 for item in said.items)
        and len(said.place) == 2
        and bool(NUMBER.fullmatch(said.number))
    )


def items_of(tally: Tally) -> tuple[tuple[int, int, int], ...]:
    """Where a year's hours come from: (item, general, professional) of the elected option, then of item (12)."""
    found = []
    if tally.elected:
        general = tally.elected_general
        found.append((tally.elected.item, general, tally.elected.tenths - general))
    if tally.online_general or tally.online_professional:
        found.append((ONLINE_ITEM, tally.online_general, tally.online_professional))
    return tuple(found)


def rows_of(request: Request) -> str:
    """The rows text of a year: one object an activity that counts, in the order of item, date, kind and title.

    ``date`` is empty where an assignment's proof has none. The hours of one item may add up to more than the item gives:
    item (3) has a ceiling.
    """
    recognitions = recognize_all(request)
    elected = judged(request, recognitions).elected
    counting = set(elected.members) if elected else set()
    rows = []
    for index, entry in enumerate(request.entries):
        if index in counting or entry.facts.item == ONLINE_ITEM:
            day = entry.date.isoformat() if entry.date else ""
            rows.append((entry.facts.item, day, entry.facts.kind, entry.title, recognitions[index].tenths))
    return spelled(
        [
            {"item": item, "kind": kind, "title": title, "date": day, "hours": hours}
            for item, day, kind, title, hours in sorted(rows)
        ]
    )


def rows_hash(rows: str) -> str:
    """What binds a rows text to its certificate: base64url of its SHA-256, unpadded."""
    return base64url(hashlib.sha256(rows.encode()).digest())


def number(year: int, code: int, of_the_year: int) -> str:
    """A certificate's number such as ``2026-7K3M-9QPX-2FTW-1``.

    ``code`` is a random number below :data:`CODES`; ``of_the_year`` counts the person's certificates of the year from 1.
    """
    characters = []
    for _ in range(CODE_GROUPS * GROUP_CHARACTERS):
        code, place = divmod(code, len(CODE_ALPHABET))
        characters.append(CODE_ALPHABET[place])
    text = "".join(characters)
    groups = [text[at : at + GROUP_CHARACTERS] for at in range(0, len(text), GROUP_CHARACTERS)]
    return "-".join((str(year), *groups, str(of_the_year)))


def signing_input(kid: str, type_: str, payload: str) -> str:
    """What a signature of a compact JWS is made over (RFC 7515): header and payload in base64url."""
    header = spelled({"alg": "ES256", "kid": kid, "typ": type_})
    return f"{base64url(header.encode())}.{base64url(payload.encode())}"


def attachment(token: str, rows: str) -> str:
    """The text of ``certificate.json``, which travels inside the paper's file: the certificate with its rows."""
    return spelled({"certificate": token, "rows": rows})


def spelled(value: object) -> str:
    """JSON without spaces, keys in the order given, no character escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def base64url(content: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def status_path(year: int, shard: int) -> str:
    """Where the site answers with a shard of the year's status list."""
    return f"{status_list.PATH}/{year}/{shard}"
