"""第二十条 takes a registration back, so a certificate must be seen to be taken back (ours): the IETF's Token Status List.

Every certificate of a year has a place, chosen at random, in one of the year's shards: two bits that say whether it still
holds. A shard is published whole, so whoever looks does not tell whom they look up, and a place says nothing of its holder.
"""

import base64
import zlib
from collections import namedtuple
from collections.abc import Mapping
from datetime import date

from ..choices import Choice
from ..rules import FIRST_YEAR, LAST_YEAR

TYPE = "statuslist+jwt"
PATH = "/api/public/status"
SHARDS = 128  # a year
ENTRIES = 100_000  # a shard
BITS = 2
_A_BYTE = 8 // BITS


class CertificateStatus(Choice):
    """Whether a certificate still holds. No list says the last one: whoever verifies does not find the key any more."""

    VALID = "valid", "有效", "Valid"
    REVOKED = "revoked", "已撤销", "Revoked"
    SUPERSEDED = "superseded", "已被新证书取代", "Superseded by a newer one"
    KEY_WITHDRAWN = "key_withdrawn", "密钥已停用，需换新", "Its key was withdrawn; to be issued anew"


CODES = {  # VALID, INVALID and the first of the application's own, as the Token Status List numbers them
    CertificateStatus.VALID: 0,
    CertificateStatus.REVOKED: 1,
    CertificateStatus.SUPERSEDED: 3,
}


class Place(namedtuple("Place", ("year", "shard", "index"))):
    """Where a certificate's status stands."""

    __slots__ = ()
    year: int
    shard: int
    index: int


def place(year: int, chosen: int) -> Place:
    """The place of a number below ``SHARDS * ENTRIES``, chosen at random."""
    return Place(year, *divmod(chosen, ENTRIES))


def has_shard(year: int, shard: int, *, today: date) -> bool:
    """Whether there is such a shard: of a year to come there is none yet."""
    return FIRST_YEAR <= year <= min(today.year, LAST_YEAR) and 0 <= shard < SHARDS


def compressed(statuses: Mapping[int, CertificateStatus]) -> str:
    """A shard's ``lst``: the places that are named, every other one valid; zlib, then base64url without padding.

    Place 0 is in the lowest bits of the first byte.
    """
    content = bytearray(ENTRIES // _A_BYTE)
    for index, status in statuses.items():
        content[index // _A_BYTE] |= CODES[status] << (index % _A_BYTE * BITS)
    return base64.urlsafe_b64encode(zlib.compress(bytes(content), 9)).rstrip(b"=").decode()
