"""The embedded world in an empty folder, and events as API Gateway sends them."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from functions import wiring
from functions.adapters.issuer_keys import IssuerKeys
from functions.adapters.keyfile import kept

ROOT = Path(__file__).parents[2]
ORIGIN = "http://127.0.0.1:8141"


@pytest.fixture(scope="session")
def tools() -> Path:
    """The programs of build/cloud: AWS's own checks of a template, and an engine."""
    subprocess.run(["sh", "tools/setup_cloud.sh"], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return ROOT / "build/cloud/bin"


@pytest.fixture(scope="session")
def issuer_key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A key for the embedded issuer, made once: making one takes longer than any test."""
    folder = tmp_path_factory.mktemp("issuer")
    IssuerKeys(folder).signing()
    return (folder / "issuer-1.pem").read_bytes()


@pytest.fixture
def keyed(tmp_path: Path, issuer_key: bytes) -> Path:
    """A folder of data that has the issuer's key already."""
    var = tmp_path / "var"
    kept(var / "keys/issuer-1.pem", lambda: issuer_key)
    return var


@pytest.fixture
def embedded(keyed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of data of an embedded server whose environment is set."""
    for name in ("AHCE_TABLE", "AHCE_TODAY", "AHCE_RATE", "AHCE_BURST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AHCE_VAR", str(keyed))
    monkeypatch.setenv("AHCE_ORIGIN", ORIGIN)
    wiring.settings.cache_clear()
    wiring.ports.cache_clear()
    yield keyed
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
