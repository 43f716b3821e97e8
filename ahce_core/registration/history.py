"""第二十条 punishes 弄虚作假: so who did what, when and why must stand, and whether it still stands must be provable (ours).

A history is a chain of records: each holds the hash of the one before, so that none can be changed, dropped or moved unseen.
Personal data is not in it but a salted hash of it; the data stands beside and can be erased without breaking the chain.
"""

import hashlib
import json
from collections import namedtuple
from collections.abc import Collection, Iterable, Mapping

from ..wording import Text

BEGINNING = "0" * 64  # what the first record holds in place of a hash

WRONG_PLACE = Text(
    "第{}条记录的编号不连续：缺失或多余。", "Record {} is out of order: one is missing or too many."
)
BROKEN = Text("第{}条记录与前一条接不上。", "Record {} does not follow from the one before.")
CHANGED = Text("第{}条记录的内容被改动。", "Record {} was changed.")
CUT = Text("记录在第{}条之后中断：与登记的末端不符。", "The history ends at record {}, not where it should.")
OTHER_DATA = Text(
    "第{}条记录旁的个人信息“{}”与其摘要不符。",
    "Beside record {}, the personal data “{}” is not what was recorded.",
)
NEVER_RECORDED = Text(
    "第{}条记录旁的个人信息“{}”没有对应的摘要。",
    "Beside record {}, the personal data “{}” was never recorded.",
)


class Record(namedtuple("Record", ("stream", "number", "previous", "body", "digest"))):
    """One record of a stream. ``number`` counts from 1, ``previous`` and ``digest`` are 64 hexadecimal characters."""

    __slots__ = ()
    stream: str
    number: int
    previous: str
    body: Mapping[str, object]
    digest: str


_EXACT = frozenset({str, int, bool, type(None)})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """The one spelling of a value: keys sorted, no spaces, UTF-8.

    Raises TypeError for what has no exact spelling: floats, and keys that are no text.
    """
    _require_exact(value)
    return _ENCODER.encode(value).encode()


def _require_exact(value: object) -> None:
    if type(value) in _EXACT:
        return
    if isinstance(value, Mapping):
        for key in value:
            if type(key) is not str:
                raise TypeError(f"a key is a text, not {key!r}")
        members: Collection[object] = value.values()
    elif isinstance(value, list | tuple):
        members = value
    else:
        raise TypeError(f"{type(value).__name__} has no exact spelling")
    if not _EXACT.issuperset(map(type, members)):
        for member in members:
            _require_exact(member)


def commitment(salt: str, text: str) -> str:
    """The salted hash that stands in a record for personal data; without the salt nobody can try texts against it."""
    return hashlib.sha256(canonical([salt, text])).hexdigest()


def committed(body: Mapping[str, object], personal: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """A record's body with the hashes of the personal data that stands beside it: name → (salt, text)."""
    return {**body, "personal": {name: commitment(salt, text) for name, (salt, text) in personal.items()}}


def following(stream: str, last: "tuple[int, str] | None", body: Mapping[str, object]) -> Record:
    """The record after ``last`` (its number and digest; None at the beginning of a stream)."""
    number, previous = (last[0] + 1, last[1]) if last else (1, BEGINNING)
    return Record(stream, number, previous, body, _digest(stream, number, previous, body))


def _digest(stream: str, number: int, previous: str, body: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical([stream, number, previous, body])).hexdigest()


def faults(stream: str, records: Iterable[Record], head: tuple[int, str]) -> list[Text]:
    """What is wrong with a chain that should end at ``head`` (number, digest); nothing where all of it stands."""
    found = []
    number, previous = 0, BEGINNING
    for record in records:
        number += 1
        if record.number != number or record.stream != stream:
            found.append(WRONG_PLACE.format(record.number))
        if record.previous != previous:
            found.append(BROKEN.format(record.number))
        if record.digest != _digest(record.stream, record.number, record.previous, record.body):
            found.append(CHANGED.format(record.number))
        number, previous = record.number, record.digest
    if (number, previous) != head:
        found.append(CUT.format(number))
    return found


def personal_faults(record: Record, beside: Mapping[str, tuple[str, str]]) -> list[Text]:
    """What of the personal data beside a record is not what was recorded; what was erased is no fault."""
    recorded = record.body.get("personal")
    hashes = recorded if isinstance(recorded, Mapping) else {}
    found = []
    for name, (salt, text) in beside.items():
        if name not in hashes:
            found.append(NEVER_RECORDED.format(record.number, name))
        elif hashes[name] != commitment(salt, text):
            found.append(OTHER_DATA.format(record.number, name))
    return found
