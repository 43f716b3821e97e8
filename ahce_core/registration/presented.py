"""Art. 17 makes the certificate 重要依据 of others' decisions, so whoever is shown one must be able to see whether it holds.

What a presented certificate is worth: everything is decided here but the arithmetic of the signature, which the caller brings
(``holds``), and where the pinned issuers and the status list come from. Nothing is believed of a token before its signature;
the issuer is named by the pinned list and never by the token. The page that checks in the browser (``site/verify``) decides
the same, and one corpus of forgeries is held against both.
"""

import base64
import binascii
import json
import re
import zlib
from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ..wording import Text
from . import status_list
from .answers import Answer, Reason
from .credential import TYPE, Credential, base64url, read, rows_hash, spelled, status_path
from .status_list import CODES, CertificateStatus

LONGEST = 16_384  # characters of a token: several times what one has
CLOCK_SKEW = 300  # seconds that two clocks may differ (ours)
LARGEST_LIST = 1 << 20  # bytes of a status list, unpacked
SIGNATURE_BYTES = 64  # r and s, 32 each (RFC 7518)
_HEADER = re.compile(r'\{"alg":"ES256","kid":"([A-Za-z0-9_-]{43})","typ":"([a-z+]+)"\}')

Holds: TypeAlias = Callable[[Mapping[str, Any], bytes, bytes], bool]
"""Whether a signature (r and s) over a message is one of the public key's, given as a JWK."""


class Row(namedtuple("Row", ("item", "kind", "title", "date", "hours"))):
    """One activity of the rows text; hours in tenths, ``date`` empty where its proof has none."""

    __slots__ = ()
    item: int
    kind: str
    title: str
    date: str
    hours: int


class Issuer(namedtuple("Issuer", ("origin", "name", "status", "demonstration"))):
    """A pinned issuer: its site's origin, its name for people, and the path of its status lists.

    What a ``demonstration`` issues is void. Its legal day may be set, also ahead: what it signs may be dated in the future.
    """

    __slots__ = ()
    origin: str
    name: Text
    status: str
    demonstration: bool


class Key(namedtuple("Key", ("issuer", "jwk", "begins", "ends"))):
    """A pinned key, whose it is, and the seconds between which it signs (the end is not in it)."""

    __slots__ = ()
    issuer: Issuer
    jwk: Mapping[str, Any]
    begins: int
    ends: int


class Finding(
    namedtuple(
        "Finding",
        ("answer", "reason", "credential", "issuer", "rows"),
        defaults=(None, None, None, None),
    )
):
    """The answer; why, where it is INVALID; and, once the signature holds, what is signed, by whom, and its rows."""

    __slots__ = ()
    answer: Answer
    reason: Reason | None
    credential: Credential | None
    issuer: Issuer | None
    rows: tuple[Row, ...] | None


class Signed(namedtuple("Signed", ("kid", "payload", "message", "signature"))):
    """A compact JWS taken apart; of which nothing is verified."""

    __slots__ = ()
    kid: str
    payload: str
    message: bytes
    signature: bytes


def pinned(text: str) -> dict[str, Key]:
    """The keys of an issuers file by their ids. Raises ValueError where it is not one."""
    try:
        keys, said = {}, json.loads(text)
        for one in said:
            name, demonstration = Text(one["name"], one["name_en"]), one.get("demonstration") is True
            issuer = Issuer(one["issuer"], name, one["status"], demonstration)
            for jwk in one["keys"]:
                keys[jwk["kid"]] = Key(issuer, jwk, jwk["nbf"], jwk["exp"])
        fit = type(said) is list and all(
            {type(key.begins), type(key.ends)} == {int}
            and all(type(text) is str for text in (*key.issuer.name, key.issuer.origin, key.issuer.status))
            and all(type(text) is str for text in (kid, key.jwk["x"], key.jwk["y"]))
            and (key.jwk["kty"], key.jwk["crv"]) == ("EC", "P-256")
            for kid, key in keys.items()
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        fit = False
    if not fit:
        raise ValueError("not a list of issuers")
    return keys


def check(token: str, rows: str | None, keys: Mapping[str, Key], now: int, holds: Holds) -> Finding:
    """What a token is, before its status is looked up: VALID stands for "not found to be otherwise" until then.

    ``rows`` is the rows text that came with it, None where none did (a QR code has none); ``now`` seconds since 1970.
    """
    try:
        signed = taken_apart(token, TYPE)
    except ValueError:
        return Finding(Answer.NOT_A_CERTIFICATE)
    key = keys.get(signed.kid)
    if key is None:
        return Finding(Answer.UNKNOWN_ISSUER)
    if not holds(key.jwk, signed.message, signed.signature):
        return Finding(Answer.INVALID, Reason.SIGNATURE)
    try:
        credential = read(signed.payload)
    except ValueError:
        return Finding(Answer.INVALID, Reason.CONTENT)
    listed = None
    if credential.issuer != key.issuer.origin:
        reason: Reason | None = Reason.ISSUER
    elif not key.begins <= credential.issued < key.ends:
        reason = Reason.PERIOD
    elif _is_ahead(credential.issued, now, key.issuer):
        reason = Reason.FUTURE
    else:
        listed, reason = _rows(rows, credential)
    if reason:
        return Finding(Answer.INVALID, reason)
    return Finding(Answer.VALID, None, credential, key.issuer, listed)


def with_status(
    finding: Finding, token: str | None, keys: Mapping[str, Key], now: int, holds: Holds
) -> Finding:
    """A valid finding with the status that a status list token gives it; None or an unfit token: NOT_CHECKED."""
    credential, issuer = finding.credential, finding.issuer
    if finding.answer is not Answer.VALID or credential is None or issuer is None:
        return finding
    try:
        status = _status(token or "", credential, issuer, keys, now, holds)
    except ValueError:
        return finding._replace(answer=Answer.NOT_CHECKED)
    return finding._replace(
        answer={
            CODES[CertificateStatus.VALID]: Answer.VALID,
            CODES[CertificateStatus.SUPERSEDED]: Answer.SUPERSEDED,
        }.get(status, Answer.REVOKED)
    )


def list_issued(token: str) -> int:
    """When a status list that was taken (:func:`with_status`) was signed, in seconds since 1970."""
    issued: int = json.loads(taken_apart(token, status_list.TYPE).payload)["iat"]
    return issued


def status_address(credential: Credential, issuer: Issuer) -> str:
    """Where the issuer publishes the list that a certificate's status stands in."""
    path = status_path(credential.year, credential.place[0]).removeprefix(status_list.PATH)
    return f"{issuer.origin}{issuer.status}{path}"


def _is_ahead(issued: int, now: int, issuer: Issuer) -> bool:
    """Whether an issuer cannot have signed yet what is dated so."""
    return issued > now + CLOCK_SKEW and not issuer.demonstration


def taken_apart(token: str, type_: str) -> Signed:
    """The parts of a compact JWS in the one form that ours have. Raises ValueError for anything else."""
    if len(token) > LONGEST or token.count(".") != 2:
        raise ValueError("no compact JWS")
    header, payload, signature = map(_bytes, token.split("."))
    form = _HEADER.fullmatch(header.decode())
    if form is None or form[2] != type_ or len(signature) != SIGNATURE_BYTES:
        raise ValueError("another header or signature than ours")
    return Signed(form[1], payload.decode(), token[: token.rindex(".")].encode(), signature)


def _bytes(text: str) -> bytes:
    """base64url without padding, in its one spelling. Raises ValueError for any other."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise ValueError("no base64url") from None
    if base64url(content) != text:
        raise ValueError("another spelling of base64url")
    return content


def _rows(text: str | None, credential: Credential) -> tuple[tuple[Row, ...] | None, Reason | None]:
    if text is None:
        return None, None
    try:
        if rows_hash(text) != credential.rows:
            return None, Reason.ROWS
        found = tuple(Row(**row) for row in json.loads(text))
    except (TypeError, ValueError, RecursionError):  # half a surrogate pair has no hash either
        return None, Reason.CONTENT
    same = spelled([row._asdict() for row in found]) == text
    types = (int, str, str, str, int)
    fit = same and all(tuple(map(type, row)) == types and row.hours >= 0 for row in found)
    return (found, None) if fit else (None, Reason.CONTENT)


def _status(
    token: str, credential: Credential, issuer: Issuer, keys: Mapping[str, Key], now: int, holds: Holds
) -> int:
    """The code in a status list. Raises ValueError for a list that is not this certificate's, not the issuer's, or over."""
    signed = taken_apart(token, status_list.TYPE)
    key = keys.get(signed.kid)
    if key is None or key.issuer != issuer or not holds(key.jwk, signed.message, signed.signature):
        raise ValueError("not signed by the issuer")
    try:
        said = json.loads(signed.payload)
        issued, ends, packed = said["iat"], said["exp"], said["status_list"]
        fit = (
            said["iss"] == issuer.origin
            and said["sub"] == status_address(credential, issuer)
            and type(issued) is int
            and type(ends) is int
            and key.begins <= issued < key.ends
            and not _is_ahead(issued, now, issuer)
            and now < ends
            and packed["bits"] == status_list.BITS
        )
        content = unpacked(_bytes(packed["lst"]), LARGEST_LIST) if fit else b""
    except (KeyError, TypeError, RecursionError):
        raise ValueError("no status list") from None
    at, shift = divmod(credential.place[1] * status_list.BITS, 8)
    if at >= len(content):
        raise ValueError("another list, or one that is over")
    return content[at] >> shift & (1 << status_list.BITS) - 1


def unpacked(content: bytes, most: int) -> bytes:
    """What zlib packed, ``most`` bytes at most. Raises ValueError for anything else, cut off or going on after its end too."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content, most + 1)
    except zlib.error:
        raise ValueError("no zlib") from None
    if unpacking.eof and not unpacking.unused_data and len(found) <= most:
        return found
    raise ValueError("cut off, or too large")
