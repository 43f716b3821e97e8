"""The static site, with the headers that the hosting sends: the embedded server's other half."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from functions.local.web import Answer, Request
from tools.headers import Headers
from tools.serve import ENCODINGS, TYPES, accepted_encodings, clean, content_type, find, read


class Pages:
    """The site in a folder, under the policy of build/headers.json."""

    def __init__(self, site: Path, policy: Path) -> None:
        self._site = site.resolve()
        self.headers = Headers(policy)

    def __call__(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return Answer(
                HTTPStatus.METHOD_NOT_ALLOWED, {**self.headers.of(request.path), "Allow": "GET, HEAD"}
            )
        file = find(self._site, request.path)
        if file is None:
            missing = self._site / "404.html"
            return self._file(request, HTTPStatus.NOT_FOUND, missing if missing.is_file() else None)
        if file.is_dir():
            where = {"Location": quote(clean(request.path)) + "/", "Cache-Control": "no-cache"}
            return Answer(HTTPStatus.MOVED_PERMANENTLY, self.headers.of(request.path) | where)
        return self._file(request, HTTPStatus.OK, file)

    def _file(self, request: Request, status: HTTPStatus, file: Path | None) -> Answer:
        headers = self.headers.of(request.path)
        if status is not HTTPStatus.OK:
            headers = headers | {"Cache-Control": "no-cache"}
        if file is None:
            return Answer(status, headers | {"Content-Type": TYPES[".txt"]}, b"404\n")
        accepted = accepted_encodings(request.headers.get("accept-encoding", ""))
        packed = {
            coding: file.with_name(file.name + suffix)
            for coding, suffix in ENCODINGS.items()
            if coding in accepted and file.with_name(file.name + suffix).is_file()
        }
        coding, chosen = next(iter(packed.items()), ("", file))
        content, tag = read(chosen, chosen.stat().st_mtime_ns)
        headers = headers | {"Content-Type": content_type(file), "ETag": tag, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        if status is HTTPStatus.OK and tag in request.headers.get("if-none-match", ""):
            return Answer(HTTPStatus.NOT_MODIFIED, headers)
        return Answer(status, headers, content)
