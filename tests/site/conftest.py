"""The built site on a free port, and a real browser that fails on anything it should not do."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from functions.adapters.issuer_keys import IssuerKeys
from functions.adapters.keyfile import kept
from tests.site.registry import Registry
from tools.build import build
from tools.serve import Server

PATIENCE = 120_000  # milliseconds: only against hanging, on a machine that may be very busy
expect.set_options(timeout=PATIENCE)

SCREENSHOTS = Path(__file__).parents[2] / "build/screenshots"
CHROMIUM = os.environ.get(
    "CHROMIUM", "/usr/bin/chromium-headless-shell"
)  # Chromium without windows: a third faster
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


class Watch:
    """What a browser context asked for and complained of."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origins = [origin]  # a test that serves a site of its own adds its origin
        self.requests: list[str] = []  # method and URL
        self.complaints: list[str] = []
        self.allowed: list[str] = []  # patterns of complaints that a test provokes
        context.on("request", lambda request: self.requests.append(f"{request.method} {request.url}"))
        context.on("console", lambda message: self._console(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))

    def _console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def allow(self, pattern: str) -> None:
        """Let complaints that contain the pattern pass, in this test."""
        self.allowed.append(pattern)

    def verify(self) -> None:
        """Fail on a request off the origin, on a console error, and on a breach of the content policy."""
        inside = ("data:", *(scheme + origin + "/" for origin in self.origins for scheme in ("", "blob:")))
        outside = [request for request in self.requests if not request.split(" ", 1)[1].startswith(inside)]
        assert outside == [], "requests off the origin"
        complaints = [text for text in self.complaints if not any(re.search(p, text) for p in self.allowed)]
        assert complaints == [], "the browser complained"


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site, without a slash at its end."""
    build()
    with Server(port=0, quiet=True) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


OpenContext = Callable[..., BrowserContext]


AS_OF = """(() => {
  const real = Date, ahead = real.parse("%sT12:00:00+08:00") - real.now();
  globalThis.Date = class extends real {
    constructor(...given) { given.length ? super(...given) : super(real.now() + ahead); }
    static now() { return real.now() + ahead; }
  };
})()"""


@pytest.fixture
def open_context(
    request: pytest.FixtureRequest, browser: Browser, site: str, watches: list[Watch]
) -> Iterator[OpenContext]:
    """Opens a watched browser context over the site; options as Browser.new_context.

    A test marked ``day("2026-07-01")`` has its pages believe that it is that day, from noon on.
    """
    contexts: list[BrowserContext] = []
    day = request.node.get_closest_marker("day")

    def opened(**options: object) -> BrowserContext:
        defaults = {
            "base_url": site,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**defaults | options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        if day:
            context.add_init_script(AS_OF % day.args)
        watches.append(Watch(context, site))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    for watch in watches:
        watch.verify()


@pytest.fixture
def watches() -> list[Watch]:
    """One watch for each context that the test opened, in that order."""
    return []


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    """A page on a desktop."""
    return open_context(**DESKTOP).new_page()


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    """A page on a phone."""
    return open_context(**PHONE).new_page()


@pytest.fixture
def watch(page: Page, watches: list[Watch]) -> Watch:
    """What ``page`` asked for and complained of."""
    return watches[0]


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """Keeps a picture of the whole page in build/screenshots."""

    def taken(page: Page, name: str) -> Path:
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return taken


@pytest.fixture(scope="session")
def issuer_key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A key for the embedded issuer, made once: making one takes longer than a server's start."""
    folder = tmp_path_factory.mktemp("issuer")
    IssuerKeys(folder).signing()
    return (folder / "issuer-1.pem").read_bytes()


@pytest.fixture
def registry(site: str, tmp_path: Path, issuer_key: bytes) -> Iterator[Registry]:
    """A registry that nobody has used yet, on 2 March 2026."""
    var = tmp_path / "var"
    kept(var / "keys/issuer-1.pem", lambda: issuer_key)
    running = Registry(var)
    yield running
    running.stop()


@pytest.fixture
def open_registry(registry: Registry, open_context: OpenContext, watches: list[Watch]) -> OpenContext:
    """Opens a watched browser context over the registry: another person at another device.

    The registry comes before it, and so it stays until they are closed: what a page still asks for, it gets.
    """

    def opened(**options: object) -> BrowserContext:
        context = open_context(**{"base_url": registry.origin} | options)
        watches[-1].origins.append(registry.origin)
        return context

    return opened


@pytest.fixture
def desk(open_registry: OpenContext) -> Page:
    """A page on a desktop, over the registry."""
    return open_registry(**DESKTOP).new_page()


@pytest.fixture
def mobile(open_registry: OpenContext) -> Page:
    """A page on a phone, over the registry."""
    return open_registry(**PHONE).new_page()
