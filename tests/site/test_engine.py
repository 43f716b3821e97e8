"""Python in the browser: it answers what the core answers, and says clearly when it can't."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from ahce_core import api
from tools.build import SITE
from tools.serve import Server

from .conftest import Watch

pytestmark = pytest.mark.browser
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
REQUESTS = [json.dumps(json.loads(path.read_text("utf-8"))["request"]) for path in CASES]
PLAIN = "/assets/schema.json"  # a document of the origin that runs no script of its own

START = """
async (options) => {
  const { startEngine } = await import("/assets/engine.js");
  window.states = [];
  window.engine = startEngine({ onState: (state) => window.states.push(state), ...options });
}
"""
ASSESS = "(text) => window.engine.assess(text)"
READY = "async () => { await window.engine.ready; return window.engine.state; }"
FAILURE = "() => window.engine.ready.then(() => null, (error) => ({ ...error, message: error.message }))"


def start(page: Page, address: str = "") -> Page:
    """The page with ``window.engine`` on its way up."""
    page.goto(address + PLAIN)
    page.evaluate(START, {})
    return page


@pytest.fixture
def engine(page: Page) -> Page:
    return start(page)


Tamper = Callable[[str, Callable[[bytes], bytes] | None], str]


@pytest.fixture
def tampered(page: Page, watch: Watch, tmp_path: Path) -> Iterator[Tamper]:
    """Serves a copy of the site with one file of the runtime changed, or missing; gives its address."""
    servers: list[Server] = []

    def served(name: str, change: Callable[[bytes], bytes] | None) -> str:
        copy = tmp_path / "site"
        shutil.copytree(SITE, copy)
        (changed,) = copy.glob(f"assets/python/*/{name}")
        for twin in (".br", ".gz"):
            changed.with_name(name + twin).unlink()
        if change is None:
            changed.unlink()
            watch.allow("404")
        else:
            changed.write_bytes(change(changed.read_bytes()))
        server = Server(port=0, site=copy, quiet=True)
        servers.append(server)
        watch.origins.append(server.address)
        Thread(target=server.serve_forever, daemon=True).start()
        return server.address

    yield served
    page.context.close()  # first, so that it misses nothing that it still asks for
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_browser_answers_every_case_as_the_core_does(engine: Page) -> None:
    answers = engine.evaluate(
        """async (requests) => {
          const answers = [];
          for (const request of requests) answers.push(await window.engine.assess(request));
          return answers;
        }""",
        REQUESTS,
    )
    assert answers == [api.assess(request) for request in REQUESTS]
    assert engine.evaluate("window.states") == [{"name": "ready", "start": "snapshot"}]


@pytest.mark.parametrize(
    "text", ["", "{", '{"yaer\\n\u00a0\u3000": 2026}', "[" * 100_000, '{"year": NaN}', '"\\ud800"']
)
def test_the_browser_refuses_what_the_core_refuses(engine: Page, text: str) -> None:
    assert engine.evaluate(ASSESS, text) == api.assess(text)
    assert engine.evaluate(READY)["start"] == "snapshot"


def garbled(content: bytes) -> bytes:
    """Zeros over a part of the memory that Python's objects lie in."""
    middle = len(content) // 2
    return content[:middle] + bytes(64 * 1024) + content[middle + 64 * 1024 :]


@pytest.mark.parametrize("change", [None, garbled, lambda content: content[:1000], lambda content: b""])
def test_a_snapshot_that_does_not_work_costs_time_and_nothing_else(
    page: Page, watch: Watch, tampered: Tamper, change: Callable[[bytes], bytes] | None
) -> None:
    start(page, tampered("snapshot.bin", change))
    assert page.evaluate(ASSESS, REQUESTS[0]) == api.assess(REQUESTS[0])
    assert page.evaluate(READY) == {"name": "ready", "start": "plain"}


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "pyodide.mjs", "worker.js"])
def test_a_runtime_that_does_not_arrive_is_a_clear_failure(page: Page, tampered: Tamper, name: str) -> None:
    start(page, tampered(name, None))
    assert page.evaluate(FAILURE)["reason"] == "unreachable"
    assert page.evaluate("window.engine.state.name") == "failed"
    late = page.evaluate("() => window.engine.assess('{}').catch((error) => error.reason)")
    assert late == "unreachable"


@pytest.mark.parametrize("missing", ["Worker", "WebAssembly"])
def test_a_browser_without_what_python_needs_is_told_so(page: Page, missing: str) -> None:
    page.add_init_script(f"delete globalThis.{missing}")
    assert start(page).evaluate(FAILURE)["reason"] == "unsupported"


def test_a_worker_that_dies_is_started_once_more_and_asked_again(page: Page, tampered: Tamper) -> None:
    dies = b"self.addEventListener('message', ({ data }) => { if (data.id === 1) throw new Error('died'); });"
    # Its own listener comes after: the first question kills it before an answer leaves.
    address = tampered(
        "worker.js",
        lambda script: (
            dies
            + script.replace(b"self.onmessage = async", b"const hear = async")
            + b"self.onmessage = (event) => event.data.id > 1 && hear(event);"
        ),
    )
    start(page, address)
    assert page.evaluate(ASSESS, REQUESTS[0]) == api.assess(REQUESTS[0])
    assert [state["name"] for state in page.evaluate("window.states")] == ["ready", "loading", "ready"]


def test_only_the_newest_of_the_waiting_assessments_is_answered(page: Page) -> None:
    page.goto(PLAIN)
    outcomes = page.evaluate(
        """async (requests) => {
          const { startEngine } = await import("/assets/engine.js");
          const engine = startEngine(); // and asked at once, so that all of them wait for it
          const all = await Promise.allSettled(requests.map((request) => engine.assess(request)));
          return all.map(({ value, reason }) => value ?? reason.reason);
        }""",
        REQUESTS[:3],
    )
    assert outcomes == ["superseded", "superseded", api.assess(REQUESTS[2])]


def test_a_page_calls_what_is_open_to_pages_and_nothing_else(engine: Page) -> None:
    called = engine.evaluate("(text) => window.engine.call('ahce_core.api', 'summary', text)", REQUESTS[0])
    assert called == api.summary(REQUESTS[0])
    refusal = "() => window.engine.call('os', 'system', 'true').catch((error) => error.reason)"
    assert engine.evaluate(refusal) == "refused"


def test_a_closed_engine_answers_nothing_more(engine: Page) -> None:
    reasons = engine.evaluate(
        """async () => {
          const waiting = window.engine.assess("{}").catch((error) => error.reason);
          window.engine.close();
          return [await waiting, await window.engine.assess("{}").catch((error) => error.reason)];
        }"""
    )
    assert reasons == ["closed", "closed"]
