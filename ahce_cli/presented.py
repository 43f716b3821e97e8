"""What a file presents: a certificate's PDF, the attachment out of it, or a text with its link. It is not judged here."""

import json
import re
import zlib
from collections import namedtuple
from collections.abc import Iterator

LARGEST_FILE = 20 << 20  # bytes
LARGEST_ATTACHMENT = 1 << 20  # bytes, unpacked
_FURTHEST = 2048  # bytes before a stream in which its dictionary stands
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)\b")


class Presented(namedtuple("Presented", ("token", "rows"))):
    """A token and the rows text that came with it, None where none did."""

    __slots__ = ()
    token: str
    rows: str | None


def presented(content: bytes) -> Presented | None:
    """What a file's content presents; None where there is no certificate in it."""
    if content.startswith(b"%PDF-"):
        return next((found for found in map(_attachment, _embedded(content)) if found), None)
    attached = _attachment(content)
    if attached:
        return attached
    try:
        text = content.decode().strip()
    except UnicodeDecodeError:
        return None
    return Presented(text[text.rfind("#") + 1 :], None)


def _embedded(pdf: bytes) -> Iterator[bytes]:
    """The files embedded in a PDF, whose dictionaries stand in the open (ISO 32000: a stream is never in another one)."""
    for match in _STREAM.finditer(pdf):
        before = pdf[max(0, match.start() - _FURTHEST) : match.start()]
        dictionary = before[before.rfind(b" obj") :]
        if b"/EmbeddedFile" not in dictionary:
            continue
        length = _LENGTH.search(dictionary)
        end = match.end() + int(length[1]) if length else pdf.find(b"endstream", match.end())
        content = pdf[match.end() : end]
        if b"/FlateDecode" in dictionary:
            try:
                content = zlib.decompressobj().decompress(content, LARGEST_ATTACHMENT)
            except zlib.error:
                continue
        yield content


def _attachment(content: bytes) -> Presented | None:
    try:
        said = json.loads(content)
        token, rows = said["certificate"], said["rows"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return Presented(token, rows) if type(token) is str and type(rows) is str else None
