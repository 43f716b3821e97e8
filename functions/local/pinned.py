"""What the page that verifies certificates pins; on AWS `python -m tools.publish` puts the same file into the bucket."""

import json
from http import HTTPStatus

from functions.local.web import Answer, Request
from functions.services.signing import issuers
from functions.wiring import ports
from tools.headers import Headers

PATH = "/verify/issuers.json"


class Pinned:
    """The issuers whose certificates this site verifies: itself."""

    def __init__(self, headers: Headers) -> None:
        self._headers = headers

    def __call__(self, request: Request) -> Answer:
        headers = {
            **self._headers.of(request.path),
            "Content-Type": "application/json",
            "Cache-Control": "no-cache",
        }
        if request.method not in ("GET", "HEAD"):
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, {**headers, "Allow": "GET, HEAD"})
        content = json.dumps(issuers(ports()), ensure_ascii=False).encode()
        return Answer(HTTPStatus.OK, headers, content)
