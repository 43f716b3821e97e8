"""After one visit the site works without a network, and a newer version is announced, never forced."""

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from ahce_core import api
from tools import build, offline
from tools.serve import Server

from .conftest import Watch

pytestmark = pytest.mark.browser
CASE = Path(__file__).parents[1] / "cases/year-of-a-teacher.json"
REQUEST = json.dumps(json.loads(CASE.read_text("utf-8"))["request"])
PLAIN = "/assets/schema.json"  # a document of the origin that runs no script of its own

# Keeps the site; once it is kept, the worker answers for this page too.
KEEP = """
async () => {
  const { watchForUpdates } = await import("/assets/updates.js");
  window.newer = new Promise(watchForUpdates);
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((claimed) => navigator.serviceWorker.addEventListener("controllerchange", claimed));
  }
}
"""
ASSESS = """
async (text) => {
  const { startEngine } = await import("/assets/engine.js");
  return startEngine().assess(text);
}
"""


class Unpluggable(Server):
    """A server whose open connections end with it."""

    def __init__(self, port: int, site: Path, quiet: bool) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(port=port, site=site, quiet=quiet)

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address


class Publisher:
    """A site of its own, which can be published anew and taken off the network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = {
            path.relative_to(build.SITE).as_posix(): path.read_bytes()
            for path in build.SITE.rglob("*")
            if path.is_file()
        }
        generated = {offline.SERVED, "precache.json"}
        self.files = {
            name: content
            for name, content in files.items()
            if not name.endswith((".br", ".gz")) and name not in generated
        }
        self.publish()
        self.server = Unpluggable(port=0, site=folder, quiet=True)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def publish(self, **changes: bytes) -> None:
        self.files |= changes
        site = self.files | {offline.SOURCE: (build.SOURCES / offline.SOURCE).read_bytes()}
        offline.add(site)
        for name, content in site.items():
            path = self.folder / name
            if not path.is_file() or path.read_bytes() != content:
                build.replace(path, content)

    def unplug(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        for connection in self.server.connections:
            with contextlib.suppress(OSError):  # the browser was first
                connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def published(site: str, page: Page, watch: Watch, tmp_path: Path) -> Iterator[Publisher]:
    publisher = Publisher(tmp_path / "site")
    watch.origins.append(publisher.server.address)
    yield publisher
    page.context.close()  # first, so that it misses nothing that it still asks for
    publisher.unplug()


def test_a_second_visit_works_without_a_network(page: Page, watch: Watch, published: Publisher) -> None:
    page.goto(published.server.address + PLAIN)
    page.evaluate(KEEP)
    published.unplug()
    watch.allow("ERR_|Network error")
    page.goto(published.server.address + "/regulation/")
    expect(page.locator("body")).to_contain_text("第二十一条")
    page.goto(published.server.address + "/calculator/")
    assert page.evaluate(ASSESS, REQUEST) == api.assess(REQUEST)
    page.goto(published.server.address + "/portal/")  # in place of a page that needs the network
    expect(page.get_by_role("heading", name="现在没有网络")).to_be_visible()
    expect(page.locator("header.site")).to_have_css(
        "background-color", "rgb(31, 78, 95)"
    )  # all of it was kept
    page.get_by_role("listitem").get_by_role("link", name="计算器").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("今年的学时，够了吗？")
    with pytest.raises(Exception, match="ERR_"):  # what was never kept is not made up
        page.goto(published.server.address + "/precache.json")


def test_a_page_that_was_visited_is_kept_too(page: Page, watch: Watch, published: Publisher) -> None:
    page.goto(published.server.address + PLAIN)
    page.evaluate(KEEP)
    page.goto(published.server.address + "/privacy/")
    published.unplug()
    watch.allow("ERR_|Network error")
    page.goto(published.server.address + "/privacy/")
    expect(page.locator("h1")).to_be_visible()


def test_the_staff_page_alone_is_kept_and_calculates(page: Page, watch: Watch, published: Publisher) -> None:
    page.goto(published.server.address + "/staff/")
    page.get_by_role("button", name="用这份示例算一算").click()
    expect(page.locator("#result-title")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    published.unplug()
    watch.allow("ERR_|Network error")
    page.goto(published.server.address + "/staff/")
    page.get_by_role("button", name="用这份示例算一算").click()
    expect(page.locator("#result-title")).to_be_visible()


def test_a_newer_version_waits_until_the_reader_takes_it(page: Page, published: Publisher) -> None:
    page.goto(published.server.address + PLAIN)
    page.evaluate(KEEP)
    page.goto(published.server.address + "/index.html")
    published.publish(**{"index.html": b"<!doctype html><title>newer</title>"})
    page.goto(published.server.address + "/index.html")
    page.evaluate(KEEP)
    page.evaluate("() => window.newer.then((takeOver) => { window.takeOver = takeOver; })")
    assert page.title() != "newer"
    with page.expect_navigation():
        page.evaluate("window.takeOver()")
    assert page.title() == "newer"
    assert len(page.evaluate("caches.keys()")) == 1  # what was kept of the older version is gone


def test_a_newer_version_that_was_found_before_the_page_looked_is_announced_too(
    page: Page, published: Publisher
) -> None:
    """On a slow device the browser finds it while the page still loads."""
    page.goto(published.server.address + PLAIN)
    page.evaluate(KEEP)
    published.publish(**{"index.html": b"<!doctype html><title>newer</title>"})
    found = page.evaluate(
        """async () => {
          const { watchForUpdates } = await import("/assets/updates.js");
          const registration = await navigator.serviceWorker.ready;
          const found = new Promise((installs) => registration.addEventListener("updatefound", installs));
          registration.update();
          await found;
          return new Promise((announced) => watchForUpdates((takeOver) => announced(typeof takeOver)));
        }"""
    )
    assert found == "function"


def test_a_version_that_is_replaced_while_it_installs_is_not_kept(page: Page, published: Publisher) -> None:
    """The list of one version, the files of another: as a deployment in between would have it."""
    build.replace(published.folder / "assets/dom.js", b"// of a later version")
    page.goto(published.server.address + PLAIN)
    state = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.register("/service-worker.js");
          const worker = registration.installing;
          await new Promise((settled) => worker.addEventListener("statechange", settled));
          return worker.state;
        }"""
    )
    assert state == "redundant"


def test_the_pages_that_need_the_network_come_from_it_whole_whatever_is_kept(
    page: Page, published: Publisher
) -> None:
    """Else a page of a newer version would run on the modules of an older one."""
    page.goto(published.server.address + PLAIN)
    page.evaluate(KEEP)
    page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys())[0]);
          const old = () => new Response("throw new Error('old')", { headers: { "Content-Type": "text/javascript" } });
          await Promise.all(["/assets/dom.js", "/portal/main.js"].map((file) => cache.put(file, old())));
        }"""
    )
    page.goto(published.server.address + "/portal/")
    expect(page.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
