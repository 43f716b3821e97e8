"""What the services need of the world, as the smallest Protocols that say it.

Services import this module and nothing of :mod:`functions.adapters`; :mod:`functions.wiring` brings the two together.
One contract suite a port (``tests/functions/adapters``) runs over every adapter of it, so what stands here holds on one
machine and in the cloud alike: what the cloud refuses, the embedded adapters refuse too.
"""

import datetime as dt
import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypedDict, TypeVar, Unpack

from ahce_core.registration.credential import Credential
from ahce_core.wording import Text

T = TypeVar("T")
Json: TypeAlias = Any
"""What JSON can spell, but no float."""

Body: TypeAlias = Mapping[str, Any]
"""What an item holds: JSON without floats, as hours are tenths in the core too."""

# ── Store ────────────────────────────────────────────────────────────────────────────────────────────────────────────

OPERATIONS_LIMIT = 100  # DynamoDB TransactWriteItems: writes and checks in one transaction
KEYS_LIMIT = 100  # DynamoDB BatchGetItem: items asked for at once
ITEM_BYTES_LIMIT = 400 * 1024  # DynamoDB: one item with its keys and attribute names
TRANSACTION_BYTES_LIMIT = 4 * 1024 * 1024  # DynamoDB: all items of one transaction
KEY_CHARACTERS_LIMIT = 512  # ours: each half of a key, printable ASCII without spaces; never personal data
PAGE_LIMIT = 100  # ours: rows in one page


class Key(NamedTuple):
    """Where an item stands: a partition, and an order by which its neighbours there are sorted, bytewise.

    The key carries the law: ``Put(Key("person#…", "declaration#2026"), …, expected=None)`` is "once a year, final".
    """

    partition: str
    order: str


class Index(enum.Enum):
    """The two other orders in which an item can be listed, each chosen by :attr:`Put.listed`."""

    WORKLIST = "worklist"  # whose turn it is: a desk's queue
    DIRECTORY = "directory"  # where it is found: by employer, region, last day of a notice …


@dataclass(frozen=True, slots=True)
class Item:
    """An item read from its own place. ``revision`` is 1 when it is created and grows by one with each write."""

    key: Key
    revision: int
    body: Body


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as an index shows it, perhaps a moment old. It has no revision: nothing is decided from it."""

    key: Key
    body: Body


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Up to ``limit`` rows; ``next`` is the cursor of the page after it, None at the end."""

    rows: tuple[T, ...]
    next: str | None


class Rows(TypedDict, total=False):
    """Which rows of a partition a page shows, and in what order; what is left out is as it stands here.

    ``prefix`` (""): the beginning of their order; ``since`` (""): none that sorts before it; ``after`` (None): the cursor of
    the page before; ``limit`` (:data:`PAGE_LIMIT`): how many; ``newest_first`` (False): the last in order first.
    """

    prefix: str
    since: str
    after: str | None
    limit: int
    newest_first: bool


@dataclass(frozen=True, slots=True)
class Put:
    """Write an item whole. ``expected``: the revision that must stand there now; None: nothing may stand there.

    ``listed`` is where the indexes show it, replaced whole with each write. After ``expires`` (whole seconds since
    1970, UTC) the store may drop the item at any time; it may also still be there.
    """

    key: Key
    body: Body
    expected: int | None
    listed: Mapping[Index, Key] = field(default_factory=dict)
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove an item that stands at revision ``expected``: erasure, and an outbox event that was delivered."""

    key: Key
    expected: int


@dataclass(frozen=True, slots=True)
class Check:
    """Write nothing, but refuse the transaction unless the item stands at ``expected`` (None: is absent)."""

    key: Key
    expected: int | None


Operation: TypeAlias = Put | Delete | Check


class Store(Protocol):
    """Items under keys, written by conditional transactions only.

    A command is one :meth:`transact`: its effect, its idempotency record, its history entry and its outbox event
    stand or fall together. There is no other way to write.
    """

    def get(self, key: Key) -> Item | None:
        """The item, with every write acknowledged before (strongly consistent); None where there is none."""

    def get_all(self, keys: Collection[Key]) -> Mapping[Key, Item]:
        """Those of the items that are there, each as :meth:`get` gives it, asked for in one request.

        Raises :class:`Unstorable` for no key or over :data:`KEYS_LIMIT`.
        """

    def query(self, partition: str, **asked: Unpack[Rows]) -> Page[Item]:
        """Items of a partition in their order, strongly consistent.

        Raises :class:`BadCursor`, and ValueError for a limit outside 1–:data:`PAGE_LIMIT`.
        """

    def browse(self, index: Index, partition: str, **asked: Unpack[Rows]) -> Page[Entry]:
        """Entries of an index partition in the index's order; eventually consistent, so for showing only.

        Raises as :meth:`query` does.
        """

    def transact(self, operations: Sequence[Operation]) -> None:
        """Do all the operations at once, durably, or none of them.

        Raises :class:`Conflict` naming each key that did not stand as expected, :class:`Unstorable` for what no store
        takes (no operation or over 100 of them, a key twice, an item over 400 KB, 4 MB together, a bad key, a float),
        :class:`Unavailable` where the store is too busy or out of reach. After Unavailable the outcome is unknown:
        ask again with the same idempotency key.
        """


class Conflict(Exception):  # noqa: N818
    """Something does not stand as the transaction expected it; nothing was written. ``keys`` in operation order."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = tuple(keys)
        super().__init__(", ".join("/".join(key) for key in self.keys))


class Unstorable(ValueError):  # noqa: N818
    """No store takes this: a defect of the caller, never of a person's request."""


class BadCursor(ValueError):  # noqa: N818
    """A cursor that no page gave."""


class Unavailable(Exception):  # noqa: N818
    """A store, a key or an issuer does not answer now; trying again later may help."""


class KeyUnavailable(Unavailable):
    """The key that signs certificates does not answer, or there is none for this day; nothing was signed."""


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────

EVIDENCE_BYTES_LIMIT = 10 * 1024 * 1024
EVIDENCE_TYPES = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
"""The media types that evidence may have, each with the bytes that its content begins with."""

EVIDENCE_ENDS = {
    "application/pdf": b"%%EOF",
    "image/jpeg": b"\xff\xd9",
    "image/png": b"\0\0\0\0IEND\xaeB`\x82",
}
"""What a whole file of each type ends with. Cameras and editors may write more behind a picture's end."""
PDF_END_BYTES = 1024  # readers look for a PDF's end in these last bytes


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A form that puts one file straight into storage: POST ``fields`` as multipart/form-data to ``url``, then the
    file as the last field, named ``file``. It holds for this name, type, size and hash alone, until it expires.
    """

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """What really lies in storage. ``type`` is read from the content, None where it is none of EVIDENCE_TYPES,
    ends before its end, or is a PDF without pages.
    """

    size: int
    sha256: str
    type: str | None


class EvidenceStore(Protocol):
    """Files of evidence, uploaded and downloaded by the browser without passing through a function.

    ``name`` is printable ASCII, ``[A-Za-z0-9/_-]``, unguessable, and free of personal data; ``sha256`` is lower-case hex.
    """

    def upload_form(self, name: str, *, media_type: str, size: int, sha256: str) -> UploadForm:
        """A form for one file, good for 10 minutes.

        Raises ValueError for a media type outside EVIDENCE_TYPES, a size outside 1–EVIDENCE_BYTES_LIMIT, a bad name or hash.
        """

    def inspect(self, name: str) -> StoredEvidence | None:
        """Read the file and say what it is; None where nothing was uploaded. Never trust what the browser said it is."""

    def size(self, name: str) -> int | None:
        """The bytes of the file, without reading it; None where nothing was uploaded."""

    def download_link(self, name: str, *, media_type: str, filename: str) -> str:
        """A URL that gives the file as an attachment called ``filename``, good for 5 minutes."""

    def remove(self, name: str) -> None:
        """Erase the file, and every version of it; nothing happens where there is none."""


# ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class SigningKey(Protocol):
    """One ES256 key (P-256, SHA-256) that never leaves its place."""

    def public_jwk(self) -> Mapping[str, str]:
        """``kty crv x y kid use alg``; ``kid`` is the RFC 7638 thumbprint. Raises :class:`KeyUnavailable`."""

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r‖s of RFC 7518 over a message that is not empty. Raises :class:`KeyUnavailable`."""


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A public key and the legal days on which its other half signs: from ``first`` to the day before ``until``."""

    jwk: Mapping[str, str]
    first: dt.date
    until: dt.date


class SigningKeys(Protocol):
    """The keys that sign certificates: a new one each year, and whenever one has to be replaced.

    A key signs from its first day to the day before the next one's, at most to the end of its year. What it signed is
    verified for as long as it is published.
    """

    def for_day(self, day: dt.date) -> SigningKey:
        """The key that signs on a legal day. Raises :class:`KeyUnavailable` where there is none."""

    def published(self, day: dt.date) -> Sequence[PublishedKey]:
        """Every key that is here, those of earlier and of later years too, oldest first; the one of ``day`` among them.

        Raises :class:`KeyUnavailable`.
        """


class PersonalData(Protocol):
    """ID numbers and what else is kept unreadable: a keyed hash to look them up, encryption to show them again."""

    def fingerprint(self, text: str) -> str:
        """The keyed hash, 64 hex characters: equal for equal texts, useless without the key. Fit for a :class:`Key`."""

    def encrypt(self, text: str, context: str) -> str:
        """The text enciphered (base64url), different each time, bound to ``context`` such as ``person#<id>``."""

    def decrypt(self, text: str, context: str) -> str:
        """The text again. Raises :class:`Undecipherable` where text, key or context is another."""


class Undecipherable(Exception):  # noqa: N818
    """A text that was not enciphered with this key and this context."""


# ── Certificates ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Authority(NamedTuple):
    """Who issues certificates: ``origin`` is the site's, which every certificate names; ``name`` is for people.

    ``demonstration``: nobody does; what is issued to try the system is marked so wherever it is shown.
    """

    origin: str
    name: Text
    demonstration: bool = False


class CertificatePaper(Protocol):
    """Sets a certificate on paper: nothing of it is kept, and the same input gives the same bytes."""

    def render(self, credential: Credential, *, token: str, rows: str, authority: Authority) -> bytes:
        """The PDF, with ``token`` in its QR code and token and rows in its attachment.

        Raises :class:`NoGlyph` where no font of it has a character.
        """


class NoGlyph(Exception):  # noqa: N818
    """No font has this character, so the paper would show a blank."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"U+{ord(character):04X}")


# ── Time and chance ──────────────────────────────────────────────────────────────────────────────────────────────────

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
"""Every legal day, year and notice is in this zone, whatever the machine's is."""


class Clock(Protocol):
    """The time, as an argument of everything that depends on it."""

    def now(self) -> dt.datetime:
        """This moment in Asia/Shanghai, to the second: ``now().date()`` is the legal day."""

    def instant(self) -> dt.datetime:
        """The machine's own moment, which no setting moves: for what loses its worth by itself, such as a status list."""


class Chance(Protocol):
    """What must not be guessed."""

    def identifier(self) -> str:
        """26 characters of ``a-z2-7``, 128 random bits: an id fit for keys, paths and evidence names."""

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1, each as likely as the others."""

    def salt(self) -> str:
        """32 hex characters, 128 random bits, for the hash that stands in the history for a piece of personal data."""


# ── Sign-in ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Principal:
    """Who calls, as far as a verified token says: an issuer's name for them and nothing more.

    ``subject`` is unique within ``issuer``; ``machine`` tells a client of its own (client_credentials) from a person.
    ``display_name`` is for greeting only. Roles are never here: they are our own assignments, looked up by ``identity``.
    """

    issuer: str
    subject: str
    machine: bool
    display_name: str

    @cached_property
    def identity(self) -> str:
        """A key-safe name for issuer and subject together: 64 hex characters."""
        return sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()


class SignIn(Protocol):
    """Verifies access tokens of the one issuer that is configured."""

    def principal(self, token: str) -> Principal:
        """Who the token speaks for. Raises :class:`NotSignedIn`, and :class:`Unavailable` without the issuer's keys."""


class NotSignedIn(Exception):  # noqa: N818
    """No token, or none that holds here and now; the message says why, for the log, and never quotes the token."""


# ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Ports(Protocol):
    """What a service is given. Each is made when it is first used, so that a function loads only what it needs."""

    @property
    def store(self) -> Store: ...
    @property
    def evidence(self) -> EvidenceStore: ...
    @property
    def signing_keys(self) -> SigningKeys: ...
    @property
    def authority(self) -> Authority: ...
    @property
    def paper(self) -> CertificatePaper: ...
    @property
    def personal_data(self) -> PersonalData: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def chance(self) -> Chance: ...
    @property
    def sign_in(self) -> SignIn: ...
