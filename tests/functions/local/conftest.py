"""The embedded server on a free port of this machine, over a small site and the routes of a sample audience."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from ahce_core.wording import Text
from functions import http, wiring
from functions.adapters.files import FileEvidence
from functions.local.app import Application
from functions.local.doorway import Doorway
from functions.local.gateway import Gateway
from functions.local.issuer import Issuer
from functions.local.pages import Pages
from functions.local.pinned import Pinned
from functions.local.uploads import Uploads
from functions.wiring import ports
from tests.functions.local.live import own_port

POLICY = """{"common": {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"},
 "families": [{"path": "/calculator/*", "headers": {"Content-Security-Policy": "default-src 'self'"}}]}"""


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None: ...


class Site(NamedTuple):
    """A server that runs: its address, and what stands behind it."""

    origin: str
    issuer: Issuer
    gateway: Gateway
    var: Path


def sample() -> SimpleNamespace:
    app = http.api("applicant", Text("示例", "Sample"), Text("", ""))

    @app.get("/api/applicant/me")
    def me() -> dict[str, str]:
        who = http.principal(app)
        return {"subject": who.subject, "kind": "machine" if who.machine else "person"}

    @app.get("/api/applicant/things/<thing_id>")
    def thing(thing_id: str) -> dict[str, str]:
        return {"id": thing_id}

    return SimpleNamespace(app=app, handler=http.handler(app))


@pytest.fixture
def port() -> Iterator[int]:
    """A port of the test's own, for a server that is started again on it."""
    with own_port() as number:
        yield number


@pytest.fixture
def server(tmp_path: Path, keyed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder, var = tmp_path / "site", keyed
    (folder / "calculator").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>首页</h1>", "utf-8")
    (folder / "calculator/index.html").write_text("<h1>计算器</h1>", "utf-8")
    (folder / "404.html").write_text("<h1>没有</h1>", "utf-8")
    policy = tmp_path / "headers.json"
    policy.write_text(POLICY)
    httpd = make_server("127.0.0.1", 0, None, handler_class=Quiet)  # type: ignore[arg-type]
    origin = f"http://127.0.0.1:{httpd.server_port}"
    for name, value in {
        "AHCE_VAR": str(var),
        "AHCE_ORIGIN": origin,
        "AHCE_RATE": "1000",
        "AHCE_BURST": "1000",
        "AHCE_OBJECTIONS": "1000",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("AHCE_TABLE", "AHCE_TODAY"):
        monkeypatch.delenv(name, raising=False)
    wiring.settings.cache_clear()
    ports.cache_clear()
    issuer, gateway = Issuer(var, origin), Gateway({"applicant": sample()})
    uploads = Uploads(FileEvidence(var / "evidence", var / "keys/evidence.key"))
    pages = Pages(folder, policy)
    parts = {
        "/api/": gateway,
        "/evidence": uploads,
        "/issuer": Doorway(issuer),
        "/verify/issuers.json": Pinned(pages.headers),
    }
    httpd.set_app(Application(origin, pages, parts))  # type: ignore[arg-type]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Site(origin, issuer, gateway, var)
    httpd.shutdown()
    thread.join()
    httpd.server_close()
    wiring.settings.cache_clear()
    ports.cache_clear()
