"""The embedded server as one WSGI application: pages, API, evidence and issuer on one origin."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from functions.adapters.files import PATH as EVIDENCE_PATH
from functions.adapters.files import FileEvidence
from functions.local import doorway, pinned
from functions.local.doorway import Doorway
from functions.local.gateway import Gateway, modules
from functions.local.issuer import Issuer
from functions.local.pages import Pages
from functions.local.uploads import UPLOAD_BYTES_LIMIT, Uploads
from functions.local.web import Answer, Request, StartResponse, read, write

Part = Callable[[Request], Answer]


class Application:
    """Answers on one origin and under no other name: a page elsewhere cannot reach it by a name of its own."""

    def __init__(self, origin: str, pages: Part, parts: Mapping[str, Part]) -> None:
        self._host = urlsplit(origin).netloc
        self._origin = origin
        self._pages = pages
        self._parts = parts  # by how their paths begin

    def __call__(self, environ: Mapping[str, Any], start: StartResponse) -> Iterable[bytes]:
        request = read(environ, UPLOAD_BYTES_LIMIT)
        method = environ["REQUEST_METHOD"]
        if request is None:
            return write(
                Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"Cache-Control": "no-store"}), method, start
            )
        return write(self._answer(request), method, start)

    def _answer(self, request: Request) -> Answer:
        host = request.headers.get("host", "")
        if host != self._host:
            if host.startswith("localhost:") and request.method in ("GET", "HEAD"):
                there = self._origin + quote(request.path) + (f"?{request.query}" if request.query else "")
                return Answer(HTTPStatus.TEMPORARY_REDIRECT, {"Location": there, "Cache-Control": "no-store"})
            return Answer(HTTPStatus.MISDIRECTED_REQUEST, {"Cache-Control": "no-store"})
        part = next(
            (part for start, part in self._parts.items() if request.path.startswith(start)), self._pages
        )
        return part(request)


def application(var: Path, origin: str, site: Path, policy: Path) -> Application:
    """The whole server over one folder of data and one built site."""
    evidence = FileEvidence(var / "evidence", var / "keys/evidence.key")
    pages = Pages(site, policy)
    parts: dict[str, Part] = {
        "/api/": Gateway(modules()),
        EVIDENCE_PATH: Uploads(evidence),
        doorway.PATH: Doorway(Issuer(var, origin)),
        pinned.PATH: pinned.Pinned(pages.headers),
    }
    return Application(origin, pages, parts)
