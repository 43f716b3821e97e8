"""The embedded counterpart of S3's form upload and signed links."""

import re
from http import HTTPStatus

from functions.adapters.files import EvidenceRefused, FileEvidence
from functions.local.web import Answer, Request
from functions.ports import EVIDENCE_BYTES_LIMIT

UPLOAD_BYTES_LIMIT = EVIDENCE_BYTES_LIMIT + 64 * 1024  # the file, and the form's fields around it
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
}
_BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([!-~]{1,70}?)"?\s*(;.*)?', re.IGNORECASE)
_NAME = re.compile(rb'content-disposition:\s*form-data;[^\r\n]*?\bname="([^"\r\n]*)"', re.IGNORECASE)


class Uploads:
    """Forms by POST, links by GET, at the evidence store's one path."""

    def __init__(self, evidence: FileEvidence) -> None:
        self._evidence = evidence

    def __call__(self, request: Request) -> Answer:
        try:
            if request.method == "POST":
                fields = parts(request.body, request.headers.get("content-type", ""))
                content = fields.pop("file", None)
                if content is None:
                    raise EvidenceRefused(HTTPStatus.BAD_REQUEST, "no file")
                texts = {name: value.decode("utf-8", "replace") for name, value in fields.items()}
                self._evidence.receive(texts, content)
                return Answer(HTTPStatus.NO_CONTENT, HEADERS)
            if request.method in ("GET", "HEAD"):
                found = self._evidence.deliver(request.queried())
                return Answer(HTTPStatus.OK, {**HEADERS, **found.headers}, found.content)
        except EvidenceRefused as refused:
            return Answer(refused.status, HEADERS, f"{refused}\n".encode())
        return Answer(HTTPStatus.METHOD_NOT_ALLOWED, {**HEADERS, "Allow": "GET, HEAD, POST"})


def parts(body: bytes, media_type: str) -> dict[str, bytes]:
    """The fields of multipart/form-data (RFC 7578), byte for byte. Raises :class:`EvidenceRefused` where it is none."""
    boundary = _BOUNDARY.fullmatch(media_type)
    if boundary is None:
        raise EvidenceRefused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "no multipart/form-data")
    fence = b"\r\n--" + boundary[1].encode()
    preamble, *pieces = (b"\r\n" + body).split(fence)
    if not pieces or preamble.strip() or not pieces.pop().startswith(b"--"):
        raise EvidenceRefused(HTTPStatus.BAD_REQUEST, "a form without an end")
    fields = {}
    for piece in pieces:
        head, separator, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not separator or name is None or name[1].decode("latin-1") in fields:
            raise EvidenceRefused(HTTPStatus.BAD_REQUEST, "a form with a part that is no field")
        fields[name[1].decode("latin-1")] = content
    return fields
