"""What the parts of the embedded server exchange: a request read from WSGI, an answer written to it."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Request(NamedTuple):
    """A request; header names in lower case, ``body`` whole."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    address: str

    def queried(self) -> dict[str, str]:
        """The query's parameters; of one given twice, the last."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def form(self) -> dict[str, str]:
        """The body as application/x-www-form-urlencoded; empty where it is none."""
        if not self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


class Answer(NamedTuple):
    """An answer: status, headers, bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def read(environ: Mapping[str, Any], limit: int) -> Request | None:
    """The request that WSGI describes; None where its body is longer than ``limit`` or of unknown length."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").lower()] = environ[name]
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdecimal() or int(length) > limit:
        return None
    return Request(
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
        environ.get("QUERY_STRING", ""),
        headers,
        environ["wsgi.input"].read(int(length)),
        environ.get("REMOTE_ADDR", ""),
    )


def write(answer: Answer, method: str, start: StartResponse) -> Iterable[bytes]:
    """The answer as WSGI wants it."""
    bare = answer.status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
    length = {} if bare else {"Content-Length": str(len(answer.body))}
    phrase = HTTPStatus(answer.status).phrase
    start(f"{answer.status} {phrase}", [*{**answer.headers, **length}.items()])
    return [b"" if method == "HEAD" or bare else answer.body]
