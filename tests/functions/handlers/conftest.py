"""The four functions as API Gateway calls them, over the embedded adapters, with tokens of the embedded issuer."""

import base64
import json
import time
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from joserfc import jwt

from functions import wiring
from functions.adapters.issuer_keys import IssuerKeys, issuer_name
from functions.adapters.keyfile import kept
from functions.local.gateway import routes_of
from functions.ports import SHANGHAI
from tests.functions.world import SetClock, TextPaper, World

ORIGIN = "http://127.0.0.1:8142"
AUDIENCES = ("public", "applicant", "verifier", "machine")


class Reply(NamedTuple):
    """An answer: status, headers, and its body: the JSON in it, or the bytes of anything else."""

    status: int
    headers: dict[str, str]
    body: Any


class Client:
    """Calls the functions; ``who`` is a subject of the issuer, None nobody."""

    def __init__(self, keys: IssuerKeys) -> None:
        self._key = keys.signing()
        self._commands = 0
        self._modules = {name: import_module(f"functions.handlers.{name}") for name in AUDIENCES}

    def token(self, subject: str) -> str:
        now = int(time.time())
        claims = {
            "iss": issuer_name(ORIGIN),
            "aud": wiring.AUDIENCE,
            "sub": subject,
            "client_id": subject if subject in ("platform", "titles") else "ahce-web",
            "iat": now,
            "exp": now + 600,
        }
        header = {"alg": "RS256", "typ": "at+jwt", "kid": self._key.thumbprint()}
        return jwt.encode(header, claims, self._key)

    def __call__(
        self, who: str | None, method: str, path: str, body: object = None, key: str | None = None
    ) -> Reply:
        headers = {} if body is None else {"content-type": "application/json"}
        if who is not None:
            headers["authorization"] = f"Bearer {self.token(who)}"
        if method != "GET":
            self._commands += 1
            headers["idempotency-key"] = key or f"command-{self._commands:016d}"
        path, _, query = path.partition("?")
        event = {
            "version": "2.0",
            "routeKey": f"{method} {path}",
            "rawPath": path,
            "rawQueryString": query,
            "headers": headers,
            "queryStringParameters": dict(pair.split("=", 1) for pair in query.split("&") if pair),
            "requestContext": {
                "http": {"method": method, "path": path, "sourceIp": "127.0.0.1"},
                "stage": "$default",
                "requestId": "r",
            },
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
        }
        answer = self._modules[path.split("/")[2]].handler(event, None)
        content = answer["body"]
        content = base64.b64decode(content) if answer["isBase64Encoded"] else content.encode()
        spelled = "json" in answer["headers"]["Content-Type"]
        return Reply(answer["statusCode"], answer["headers"], json.loads(content) if spelled else content)

    def routes(self) -> list[tuple[str, str]]:
        return [route for module in self._modules.values() for route in routes_of(module.app)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, issuer_key: bytes) -> Iterator[Client]:
    """The functions of a module's own world."""
    var = tmp_path_factory.mktemp("handlers") / "var"
    kept(var / "keys/issuer-1.pem", lambda: issuer_key)
    with pytest.MonkeyPatch.context() as environment:
        for name in ("AHCE_TABLE", "AHCE_TODAY"):
            environment.delenv(name, raising=False)
        for name, value in {
            "AHCE_VAR": str(var),
            "AHCE_ORIGIN": ORIGIN,
            "AHCE_RATE": "100000",
            "AHCE_BURST": "100000",
            "AHCE_OBJECTIONS": "100000",
        }.items():
            environment.setenv(name, value)
        wiring.settings.cache_clear()
        wiring.ports.cache_clear()
        wiring.ports().clock = SetClock(datetime(2026, 2, 2, 9, tzinfo=SHANGHAI))  # type: ignore[misc]
        wiring.ports().paper = TextPaper()  # type: ignore[misc]
        yield Client(IssuerKeys(Path(var / "keys")))
        wiring.settings.cache_clear()
        wiring.ports.cache_clear()


@pytest.fixture(scope="module")
def world(client: Client) -> World:
    """The people of the module's world, entered by the services."""
    return World(wiring.ports(), issuer_name(ORIGIN))
