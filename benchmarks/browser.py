"""The first answer in a browser, measured: bare Pyodide, PyScript, our steps, and one rule by hand as the limit.

Everything in one run, every start in a browser of its own with an empty profile, medians of 7. Bytes are those of the
bodies as they come over the line. The slow line is the server's, so that the worker's files share it too.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock, Thread

from playwright.sync_api import BrowserContext, Page, Playwright, Request, sync_playwright

from tools import build, runtime
from tools.serve import Handler, Server

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "benchmarks/browser"
WORK = build.BUILD / "bench"
SITE = WORK / "site"
ROUNDS = 7
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
LADDER = {
    "bare": "bare Pyodide",
    "pyscript": "PyScript",
    "plain": "trimmed archive, documented start",
    "engine": "memory snapshot (the calculator's engine)",
    "twin": "one rule by hand in JavaScript, the limit",
}
KEEP = """async () => {
  const { watchForUpdates } = await import("/assets/updates.js");
  watchForUpdates(() => {});
  await navigator.serviceWorker.ready;
}"""
AGAIN = """async () => {
  const times = [];
  for (let turn = 0; turn < 30; turn++) times.push(await globalThis.again());
  return times.sort((a, b) => a - b)[15];
}"""
USABLE = """addEventListener("DOMContentLoaded", () => {
  const look = () => document.querySelector(".card") && (globalThis.usable ??= performance.now());
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
})"""
# From the event of a keystroke to the frame in which the new hours stand.
PIXELS = """async () => {
  const field = document.querySelector("#f-full_days");
  const shown = () => document.querySelector("output.worth .number")?.textContent;
  const times = [];
  for (let days = 1; days <= 14; days++) {
    field.value = String(days);
    const began = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (shown() !== String(6 * days)) await new Promise(requestAnimationFrame);
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[7];
}"""


class SlowLine(Handler):
    """1.6 Mbit/s for all connections together, and 150 ms before each answer begins."""

    SECONDS, BYTES_A_SECOND, PART = 0.15, 200_000, 4_000
    HEAD = 500  # bytes of an answer's head, which take the line too
    line = Lock()

    def do_GET(self) -> None:  # noqa: N802
        time.sleep(self.SECONDS)
        super().do_GET()

    def send_body(self, body: bytes) -> None:
        for start in range(0, len(body), self.PART):
            part = body[start : start + self.PART]
            with self.line:
                time.sleep((len(part) + (0 if start else self.HEAD)) / self.BYTES_A_SECOND)
                self.wfile.write(part)


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    policy = WORK / "headers.json"
    policy.write_text('{"common": {"Cache-Control": "public, max-age=3600"}, "families": []}')
    with Server(0, SITE, policy, quiet=True, handler=handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def prepare() -> None:
    """The built site, with the pages to compare beside it, compressed alike."""
    build.build()
    npm = WORK / "npm"
    npm.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(PAGES / name, npm / name)
    subprocess.run(
        ["npm", "ci", "--no-progress", "--loglevel=error", "--no-audit", "--no-fund"], cwd=npm, check=True
    )
    files = {path.name: path.read_bytes() for path in PAGES.glob("*.*")}
    files |= {f"pyodide/{name}": (runtime.PYODIDE / name).read_bytes() for name in runtime.SHA256}
    core = npm / "node_modules/@pyscript/core/dist"
    files |= {
        f"npm/@pyscript/core/dist/{path.name}": path.read_bytes()
        for path in core.iterdir()
        if path.suffix != ".map"
    }
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(build.SITE, SITE)
    for name, content in files.items():
        for part, packed in [(name, content), *build.twins(name, content)]:
            build.replace(SITE / "bench" / part, packed)


@contextmanager
def fresh(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=FLAGS, service_workers="allow"
        )
        yield context
        context.close()


def first_answer(page: Page, address: str) -> float:
    """Milliseconds from navigation to the first answer."""
    page.goto(address)
    page.wait_for_function("globalThis.answered")
    return float(page.evaluate("answered"))


def ladder(playwright: Playwright, address: str) -> dict[str, dict[str, float]]:
    """Medians by page: cold, bytes, second visit, from the service worker, one more answer."""
    measured: dict[str, dict[str, list[float]]] = {name: {} for name in LADDER}
    for _ in range(ROUNDS):
        for name, figures in measured.items():
            url = f"{address}/bench/{name}.html"
            with fresh(playwright) as context:
                page = context.new_page()
                finished: list[Request] = []
                context.on("requestfinished", lambda request, finished=finished: finished.append(request))
                found = {"cold": first_answer(page, url)}
                found["bytes"] = sum(request.sizes()["responseBodySize"] for request in finished)
                if name == "engine":
                    found["again"] = page.evaluate(AGAIN)
                found["second"] = first_answer(page, url)
                if name == "engine":
                    page.evaluate(KEEP)
                    found["kept"] = first_answer(page, url)
            for what, value in found.items():
                figures.setdefault(what, []).append(value)
    return {
        name: {what: statistics.median(values) for what, values in figures.items()}
        for name, figures in measured.items()
    }


def calculator(playwright: Playwright, address: str, slowdown: int = 1) -> dict[str, float]:
    """Medians of the calculator's own page: when its form is usable, and from a keystroke to its pixels."""
    measured: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        with fresh(playwright) as context:
            page = context.new_page()
            page.add_init_script(USABLE)
            if slowdown > 1:
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            page.goto(f"{address}/calculator/", wait_until="commit")
            page.wait_for_function("globalThis.usable")
            measured.setdefault("usable", []).append(page.evaluate("usable"))
            if slowdown == 1:
                page.locator(".card", has_text="国（境）外培训").click()
                page.locator("#f-full_days").wait_for()
                measured.setdefault("pixels", []).append(page.evaluate(PIXELS))
    return {what: statistics.median(values) for what, values in measured.items()}


class Table:
    """Figures as they come: what, how much, against what limit, and whether that holds."""

    def __init__(self) -> None:
        self.over = 0

    def row(self, what: str, figure: str, limit: str = "", *, ok: bool = True) -> None:
        self.over += not ok
        print(f"{what:<58} {figure:>24} {limit:>12} {('ok' if ok else 'OVER') if limit else ''}", flush=True)


def main() -> int:
    """Print the table; the number of figures over their limits."""
    prepare()
    table = Table()
    print(f"{'browser':<58} {'figure':>24} {'limit':>12}")
    with sync_playwright() as playwright:
        with serving(Handler) as address:
            found = ladder(playwright, address)
            page = calculator(playwright, address)
        with serving(SlowLine) as address:
            phone = calculator(playwright, address, slowdown=4)
    bare = found["bare"]
    for name, figures in found.items():
        for visit, what in (
            ("cold", "first answer"),
            ("second", "  second visit"),
            ("kept", "  from the service worker"),
        ):
            if visit in figures:
                against = bare["second"] if visit == "kept" else bare[visit]
                ratio = figures[visit] / against
                limit = "≤ 0.35×" if name == "engine" else ""
                label = f"{LADDER[name]}: {what}" if visit == "cold" else what
                table.row(
                    label, f"{figures[visit]:.0f} ms = {ratio:.2f}×", limit, ok=ratio <= 0.35 or not limit
                )
        limit = "≤ 4 MB" if name == "engine" else ""
        table.row(
            "  bytes", f"{figures['bytes'] / 1e6:.2f} MB", limit, ok=figures["bytes"] <= 4e6 or not limit
        )
    again = found["engine"]["again"]
    table.row("one more answer of Python, there and back", f"{again:.1f} ms", "≤ 5 ms", ok=again <= 5)
    table.row("calculator: form usable", f"{page['usable']:.0f} ms", "≤ 300 ms", ok=page["usable"] <= 300)
    table.row(
        "  from a keystroke to its pixels", f"{page['pixels']:.0f} ms", "≤ 50 ms", ok=page["pixels"] <= 50
    )
    what = "  form usable, CPU 4 times slower, 1.6 Mbit/s, 150 ms"
    table.row(what, f"{phone['usable']:.0f} ms", "≤ 1500 ms", ok=phone["usable"] <= 1500)
    (WORK / "browser.json").write_text(
        json.dumps({"ladder": found, "calculator": page, "phone": phone}, indent=1)
    )
    print(f"{table.over} over their limits")
    return table.over


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
