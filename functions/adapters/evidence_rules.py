"""What every evidence store refuses, and how content says what it is: the same for all adapters."""

import re

from functions.ports import EVIDENCE_BYTES_LIMIT, EVIDENCE_ENDS, EVIDENCE_TYPES, PDF_END_BYTES

UPLOAD_SECONDS = 600
DOWNLOAD_SECONDS = 300

_NAME = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_PDF_ROOT = re.compile(
    rb"/Root\s*\d+\s+\d+\s+R\b"
)  # in a trailer or a cross-reference stream, never compressed
_PDF_PAGES = re.compile(
    rb"/(Pages|ObjStm)\b"
)  # the tree of pages, or the compressed objects in which it may stand
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_name(name: str) -> None:
    """Raises ValueError for a name that is no plain path of letters, digits, ``_`` and ``-``."""
    if len(name) > 512 or not _NAME.fullmatch(name):
        raise ValueError(f"not a name of evidence: {name[:40]!r}")


def check_upload(name: str, media_type: str, size: int, sha256: str) -> None:
    """Raises ValueError for what may not be uploaded as evidence."""
    check_name(name)
    if media_type not in EVIDENCE_TYPES:
        raise ValueError(f"not a type of evidence: {media_type[:40]!r}")
    if not 1 <= size <= EVIDENCE_BYTES_LIMIT:
        raise ValueError(f"{size} bytes; evidence has 1 to {EVIDENCE_BYTES_LIMIT}")
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hex")


def check_download(name: str, media_type: str) -> None:
    """Raises ValueError for what may not be downloaded as evidence."""
    check_name(name)
    if media_type not in EVIDENCE_TYPES:
        raise ValueError(f"not a type of evidence: {media_type[:40]!r}")


def type_of(content: bytes) -> str | None:
    """The media type that the content begins and ends as, None where it is none that evidence may have.

    Of a PDF also: whether it says where its pages are. Whether each can be shown is not known without a reader.
    """
    return next(
        (
            media_type
            for media_type, beginning in EVIDENCE_TYPES.items()
            if content.startswith(beginning) and _is_whole(content[len(beginning) :], media_type)
        ),
        None,
    )


def _is_whole(rest: bytes, media_type: str) -> bool:
    if media_type != "application/pdf":
        return EVIDENCE_ENDS[media_type] in rest
    # readers make a table of objects anew where it is wrong; without these no reader finds a page
    return EVIDENCE_ENDS[media_type] in rest[-PDF_END_BYTES:] and all(
        part.search(rest) for part in (_PDF_ROOT, _PDF_PAGES)
    )


def attachment(filename: str) -> str:
    """The Content-Disposition that saves a download under a name of any language (RFC 6266)."""
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
