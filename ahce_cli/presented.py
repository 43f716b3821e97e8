"""What a file presents: a certificate's PDF, the attachment out of it, or a text with links. It is not judged here.

The page that verifies (``site/verify/presented.js``) reads by the same rules, and every step of them has a limit: a file
that was made to be slow is read as fast as another.
"""

import json
import re
from collections import namedtuple
from collections.abc import Iterator
from itertools import islice

from ahce_core.registration.presented import unpacked

LARGEST_FILE = 20 << 20  # bytes
LARGEST_ATTACHMENT = 1 << 20  # bytes, packed and unpacked
MOST_ATTACHMENTS = 100  # of one PDF: a certificate a year, or a pile that was merged
MOST_UNPACKED = 16 << 20  # bytes of all of them
MOST_LINKS = 10_000  # of one text: a text of more is no list of certificates
_FURTHEST = (
    2048  # bytes from where an embedded file's dictionary begins to its type, and from there to its content
)
_EMBEDDED = re.compile(rb"/EmbeddedFile\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)\b")
_LINE_END = re.compile(rb"\r?\n\Z|\r\Z")
_LINKED = re.compile(r"#([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")


class Presented(namedtuple("Presented", ("token", "rows"))):
    """A token and the rows text that came with it, None where none did."""

    __slots__ = ()
    token: str
    rows: str | None


def presented(content: bytes) -> tuple[Presented, ...]:
    """What a file's content presents, each thing once, in its order; empty where there is no certificate in it.

    A text presents what stands behind the ``#`` of each of its links, whatever follows it, or is a token itself.
    """
    if content.startswith(b"%PDF-"):
        return tuple(dict.fromkeys(filter(None, map(_attachment, _embedded(content)))))
    attached = _attachment(content)
    if attached:
        return (attached,)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ()
    tokens = [found[1] for found in islice(_LINKED.finditer(text), MOST_LINKS + 1)] or [text.strip()]
    if len(tokens) > MOST_LINKS:
        return ()
    return tuple(Presented(token, None) for token in dict.fromkeys(tokens))


def _embedded(pdf: bytes) -> Iterator[bytes]:
    """The files embedded in a PDF, whose dictionaries stand in the open (ISO 32000: a stream is never in another one)."""
    left = MOST_UNPACKED
    for match in islice(_EMBEDDED.finditer(pdf), MOST_ATTACHMENTS):
        stream = _STREAM.search(pdf, match.end(), match.end() + _FURTHEST)
        begins = pdf.rfind(b" obj", max(0, match.start() - _FURTHEST), match.start())
        if stream is None or begins < 0:
            continue
        dictionary = pdf[begins : stream.start()]
        if b" obj" in dictionary[1:]:
            continue
        content = _content(pdf, stream.end(), dictionary)
        if b"/FlateDecode" in dictionary:
            try:
                content = unpacked(content, min(LARGEST_ATTACHMENT, left))
            except ValueError:
                continue
        left -= len(content)
        if left < 0:
            return
        yield content


def _content(pdf: bytes, start: int, dictionary: bytes) -> bytes:
    """What stands in a stream, as its dictionary measures it, or up to the line end before its end."""
    most = pdf[start : start + LARGEST_ATTACHMENT]
    length = _LENGTH.search(dictionary)
    if length:
        return most[: int(length[1])]
    return _LINE_END.sub(b"", most[: most.find(b"endstream")], count=1)


def _attachment(content: bytes) -> Presented | None:
    try:
        said = json.loads(content.decode())
        token, rows = said["certificate"], said["rows"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return Presented(token, rows) if type(token) is str and type(rows) is str else None
