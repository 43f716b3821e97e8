"""What every store refuses before it writes, and how rows, ranges and cursors are spelled: the same for all adapters.

The limits are DynamoDB's, held in full by the embedded store too, so that nothing works here and fails there.
"""

import base64
import binascii
import json
import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from functions.ports import (
    ITEM_BYTES_LIMIT,
    KEY_CHARACTERS_LIMIT,
    KEYS_LIMIT,
    OPERATIONS_LIMIT,
    PAGE_LIMIT,
    TRANSACTION_BYTES_LIMIT,
    BadCursor,
    Body,
    Index,
    Key,
    Operation,
    Put,
    Rows,
    Unstorable,
)

_KEY = re.compile(rf"[!-~]{{1,{KEY_CHARACTERS_LIMIT}}}")
_BEFORE_ALL, _AFTER_ALL = " ", "\x7f"  # the neighbours of the characters that a key may have
_EXACT = (str, int, type(None))
_PLAIN = frozenset({str, int, bool, type(None)})
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NUMBER_BYTES = 21  # the most that DynamoDB counts for a number
_OWN_BYTES = sum(map(len, ("partition", "order", "revision", "body", "expires"))) + 2 * _NUMBER_BYTES


_COLUMNS = {index: (f"{index.value}_partition", f"{index.value}_order") for index in Index}


def columns(index: Index) -> tuple[str, str]:
    """The names of an index's partition and order, as columns and as attributes."""
    return _COLUMNS[index]


def encode(body: Body) -> str:
    """The body as JSON text. Raises :class:`Unstorable` for a float or what is no JSON."""
    _refuse_strangers(body)
    return _ENCODER.encode(body)


def decode(text: str) -> dict[str, Any]:
    """The body that a text spells."""
    body: dict[str, Any] = json.loads(text)
    return body


def _refuse_strangers(value: object) -> None:
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise Unstorable(f"a body's key is a {type(key).__name__}")
        members: Collection[object] = value.values()
    elif isinstance(value, list | tuple):
        members = value
    elif isinstance(value, _EXACT):
        return
    else:
        raise Unstorable(f"a body holds a {type(value).__name__}")
    if not _PLAIN.issuperset(map(type, members)):  # nearly all are plain, and need no call each
        for member in members:
            _refuse_strangers(member)


def prepare(operations: Sequence[Operation]) -> list[str]:
    """The bodies of a transaction as text, empty for what has none. Raises :class:`Unstorable`."""
    if not 1 <= len(operations) <= OPERATIONS_LIMIT:
        raise Unstorable(f"{len(operations)} operations; a transaction has 1 to {OPERATIONS_LIMIT}")
    if len({operation.key for operation in operations}) < len(operations):
        raise Unstorable("a key stands twice in one transaction")
    bodies, total = [], 0
    for operation in operations:
        check_key(operation.key)
        body = encode(operation.body) if isinstance(operation, Put) else ""
        size = _size(operation, body) if isinstance(operation, Put) else 0
        if size > ITEM_BYTES_LIMIT:
            raise Unstorable(f"an item of {size} bytes; at most {ITEM_BYTES_LIMIT} fit")
        total += size
        bodies.append(body)
    if total > TRANSACTION_BYTES_LIMIT:
        raise Unstorable(f"a transaction of {total} bytes; at most {TRANSACTION_BYTES_LIMIT} fit")
    return bodies


def check_keys(keys: Collection[Key]) -> set[Key]:
    """The keys, each once. Raises :class:`Unstorable` for none or too many, and for one that is none."""
    different = set(keys)
    if not 1 <= len(different) <= KEYS_LIMIT:
        raise Unstorable(f"{len(different)} keys; 1 to {KEYS_LIMIT} can be asked for at once")
    for key in different:
        check_key(key)
    return different


def check_key(key: Key) -> None:
    """Raises :class:`Unstorable` unless both halves are printable ASCII of a length that a key may have."""
    if not (_KEY.fullmatch(key.partition) and _KEY.fullmatch(key.order)):
        raise Unstorable(f"not a key: {key.partition[:40]!r}, {key.order[:40]!r}")


def _size(put: Put, body: str) -> int:
    """An item's bytes as DynamoDB counts them: the names and the values of its attributes. Keys are ASCII."""
    try:
        size = _OWN_BYTES + len(put.key.partition) + len(put.key.order) + len(body.encode())
    except UnicodeEncodeError as error:
        raise Unstorable("a body holds half a character") from error
    for index, key in put.listed.items():
        check_key(key)
        size += sum(map(len, (*columns(index), *key)))
    return size


class Range(NamedTuple):
    """The part of a partition that a page shows: both ends included, then the place to go on from, how much and which way."""

    lower: str
    upper: str
    after: tuple[str, ...] | None
    limit: int
    newest_first: bool


def read_range(asked: Rows, width: int) -> Range:
    """What a query asks for. ``width``: the texts in a cursor. Raises :class:`BadCursor`, ValueError for the limit."""
    limit, prefix = asked.get("limit", PAGE_LIMIT), asked.get("prefix", "")
    if not 1 <= limit <= PAGE_LIMIT:
        raise ValueError(f"limit {limit}; a page has 1 to {PAGE_LIMIT} rows")
    lower, upper = max(prefix, asked.get("since", "")) or _BEFORE_ALL, prefix + _AFTER_ALL
    cursor = asked.get("after")
    after = None if cursor is None else _read_cursor(cursor, width, lower, upper)
    return Range(lower, upper, after, limit, asked.get("newest_first", False))


def write_cursor(*place: str) -> str:
    """The cursor of a row: URL-safe, to be given back as it is."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read_cursor(text: str, width: int, lower: str, upper: str) -> tuple[str, ...]:
    try:
        place = json.loads(base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise BadCursor(text[:40]) from error
    well_formed = isinstance(place, list) and len(place) == width
    if not well_formed or not all(isinstance(part, str) and _KEY.fullmatch(part) for part in place):
        raise BadCursor(text[:40])
    if not lower <= place[0] <= upper:  # DynamoDB refuses to go on from outside the range
        raise BadCursor(text[:40])
    return tuple(place)
