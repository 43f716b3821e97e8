"""The embedded world in an empty folder, and events as API Gateway sends them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from functions import wiring

ORIGIN = "http://127.0.0.1:8141"


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of data of an embedded server whose environment is set."""
    for name in ("AHCE_TABLE", "AHCE_TODAY", "AHCE_RATE", "AHCE_BURST"):
        monkeypatch.delenv(name, raising=False)
    var = tmp_path / "var"
    monkeypatch.setenv("AHCE_VAR", str(var))
    monkeypatch.setenv("AHCE_ORIGIN", ORIGIN)
    wiring.settings.cache_clear()
    wiring.ports.cache_clear()
    yield var
    wiring.settings.cache_clear()
    wiring.ports.cache_clear()


@pytest.fixture
def event() -> Callable[..., dict[str, Any]]:
    """A maker of events: method, path, body (text, or an object to spell as JSON), further headers."""

    def make(method: str, path: str, body: object = None, **headers: str) -> dict[str, Any]:
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            given.setdefault("content-type", "application/json")
        if method != "GET":
            given.setdefault("idempotency-key", "0123456789abcdef")
        path, _, query = path.partition("?")
        http = {"method": method, "path": path, "sourceIp": "127.0.0.1"}
        return {
            "version": "2.0",
            "routeKey": f"{method} {path}",
            "rawPath": path,
            "rawQueryString": query,
            "headers": given,
            "queryStringParameters": dict(pair.split("=", 1) for pair in query.split("&") if pair),
            "requestContext": {"http": http, "stage": "$default", "requestId": "r1"},
            "body": text,
            "isBase64Encoded": False,
        }

    return make
