"""What API Gateway does on AWS: a request becomes an event (HTTP API, payload 2.0), its answer a response.

Routes are explicit, as in ``template.yaml``: what none of them names is answered here, without a function.
"""

import base64
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from functions import openapi
from functions.local.web import Answer, Request
from functions.problem import NO_ROUTE, HttpError, answer

AUDIENCES = ("public", "applicant", "verifier", "machine")
TEXTS = (
    "application/json",
    "text/",
    "application/problem+json",
)  # bodies that travel as they are, not as base64


class Route(NamedTuple):
    """One line of the gateway's table, of those with its method."""

    template: str
    pattern: re.Pattern[str]
    handler: Callable[[dict[str, Any], Any], dict[str, Any]]


class Gateway:
    """The handlers of all audiences behind one door. One request at a time in each process, as on Lambda."""

    def __init__(self, audiences: Mapping[str, Any]) -> None:
        self._routes: dict[str, list[Route]] = {}
        for module in audiences.values():
            for method, template in routes_of(module.app):
                route = Route(template, _pattern(template), module.handler)
                self._routes.setdefault(method, []).append(route)
        self._one_at_a_time = threading.Lock()

    def __call__(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        for route in self._routes.get(method, ()):
            found = route.pattern.fullmatch(request.path)
            if found:
                event = _event(request, method, route.template, found.groupdict())
                with self._one_at_a_time:
                    return _answer(route.handler(event, None))
        missing = answer(HttpError(NO_ROUTE))
        return Answer(missing.status, missing.headers, missing.body.encode())


def modules() -> dict[str, Any]:
    """The handler module of each audience, with its ``app`` and ``handler``."""
    return {name: import_module(f"functions.handlers.{name}") for name in AUDIENCES}


def routes_of(app: Any) -> list[tuple[str, str]]:
    """Method and path template of every route of an audience; ``template.yaml`` lists the same."""
    paths = openapi.document(app)["paths"]
    described = [(method.upper(), path) for path, operations in paths.items() for method in operations]
    return [*described, ("GET", f"/api/{app.audience}/openapi.json")]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    spelled = (f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile("".join(spelled))


def _event(request: Request, method: str, template: str, names: dict[str, str]) -> dict[str, Any]:
    query: dict[str, str] = {}
    for name, value in parse_qsl(request.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value  # as API Gateway joins them
    kind = request.headers.get("content-type", "")
    plain = not kind or kind.startswith(TEXTS)
    try:
        body = request.body.decode() if plain else base64.b64encode(request.body).decode()
    except UnicodeDecodeError:
        body, plain = base64.b64encode(request.body).decode(), False
    moment = time.time()
    key = f"{method} {template}"
    return {
        "version": "2.0",
        "routeKey": key,
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": dict(request.headers),
        "queryStringParameters": query,
        "pathParameters": names,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "embedded",
            "domainName": request.headers.get("host", ""),
            "http": {
                "method": method,
                "path": request.path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.address,
                "userAgent": request.headers.get("user-agent", ""),
            },
            "requestId": uuid.uuid4().hex,
            "routeKey": key,
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(moment)),
            "timeEpoch": int(moment * 1000),
        },
        "body": body or None,
        "isBase64Encoded": not plain,
    }


def _answer(made: Mapping[str, Any]) -> Answer:
    body = made.get("body") or ""
    content = base64.b64decode(body) if made.get("isBase64Encoded") else body.encode()
    return Answer(made["statusCode"], made.get("headers", {}), content)
