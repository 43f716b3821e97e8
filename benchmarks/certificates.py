"""Certificates, measured on this machine's adapters: issued, verified, printed, and what their status lists weigh.

Times are CPU time, the least of some rounds; whatever waits for the disk is named so and is the clock's, the median of all.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time
from typing import Any

import segno
from joserfc import jws
from joserfc.jwk import ECKey
from playwright.sync_api import sync_playwright

from ahce_cli.presented import presented
from ahce_cli.signatures import holds
from ahce_core.registration import credential, status_list
from ahce_core.registration.answers import Answer
from ahce_core.registration.credential import Credential
from ahce_core.registration.presented import check, pinned, with_status
from ahce_core.registration.status_list import CertificateStatus
from ahce_core.wording import Text
from benchmarks.browser import CHROMIUM, FLAGS
from benchmarks.core import Table
from functions.adapters.local_keys import LocalSigningKeys
from functions.adapters.paper import TypstPaper
from functions.adapters.sqlite import SqliteStore
from functions.ports import Authority
from functions.services import certificates, signing
from tests.certificates import SampleIssuer
from tests.functions.world import YEAR, World, ports_over
from tools import fonts
from tools.serve import Server

ROUNDS, CALLS = 15, 20
ISSUED = 50  # as many as a person may have of a year
ORIGIN = "https://jxjy.example.gov.cn"  # as long as a real one
ROWS = 8  # activities of a full page
IN_BROWSER = """async ([issuers, token, rows, list, pdf, now]) => {
  const { check, pinned, withStatus } = await import("/verify/check.js");
  const { fromFile } = await import("/verify/presented.js");
  const keys = pinned(JSON.parse(issuers));
  const file = new Uint8Array(pdf);
  const median = async (work) => {
    const times = [];
    for (let turn = 0; turn < 51; turn += 1) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[25];
  };
  const judge = async () => {
    const { answer } = await withStatus(await check(token, rows, keys, now), list, keys, now);
    if (answer !== "valid") throw new Error(answer);
  };
  return [await median(judge), await median(() => fromFile(file))];
}"""


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one call: the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(CALLS):
            work()
        times.append((process_time() - start) / CALLS)
    return min(times) * 1e3


def registered(folder: Path) -> World:
    """A world in which one applicant's year is registered."""
    world = World(ports_over(SqliteStore(folder / "store.sqlite"), folder))
    world.put("2026-01-30")
    world.declare()
    world.verify()
    world.put("2026-02-09")
    return world


def issuing(table: Table, world: World) -> None:
    """The whole command, transaction on the disk included, and of it what is its own: the signed text."""
    waits, works = [], []
    for count in range(ISSUED):
        caller = world.who("applicant")
        start, began = process_time(), perf_counter()
        done = certificates.issue(world.ports, caller, YEAR, 2)
        works.append((process_time() - start) * 1e3)
        waits.append((perf_counter() - began) * 1e3)
        assert done.status == 201
        world.complete(hours=0.1, identifier=f"c{count}")
    table.row("issue: the whole command, CPU", f"{min(works):.1f} ms", "≤ 10 ms", ok=min(works) <= 10)
    table.row("  until it is on the disk, by the clock", f"{statistics.median(waits):.1f} ms")


def sample(name: str, employer: str) -> Credential:
    """A certificate of two items."""
    place = (99, 98_765)
    number = credential.number(YEAR, credential.CODES // 3, 1)
    items = ((8, 300, 600), (12, 300, 125))
    rows = credential.rows_hash("[]")
    return Credential(
        ORIGIN, number, 1_790_000_000, name, employer, "002X", YEAR, 600, 725, items, rows, place
    )


def signed(table: Table, world: World) -> None:
    """A certificate's text: how long it takes to sign and to verify, beside joserfc doing the same, and its length."""
    moment = world.ports.clock.now()
    payload = sample("演示申报人", "安徽省某某市某某区第一人民医院").payload()
    token, kid = signing.signed(world.ports, credential.TYPE, payload, moment)
    header = {"alg": "ES256", "kid": kid, "typ": credential.TYPE}
    private = ECKey.import_key(_pem(world))
    mine = milliseconds(lambda: signing.signed(world.ports, credential.TYPE, payload, moment))
    theirs = milliseconds(lambda: jws.serialize_compact(header, payload, private, algorithms=["ES256"]))
    ratio = mine / theirs
    table.row("  of which the signed text", f"{mine:.3f} ms = {ratio:.1f}× joserfc", "≤ 2×", ok=ratio <= 2)
    public = ECKey.import_key(dict(world.ports.signing_keys.for_day(moment.date()).public_jwk()))
    verifying = milliseconds(lambda: jws.deserialize_compact(token, public, algorithms=["ES256"]))
    table.row("verify, joserfc", f"{verifying:.3f} ms", "≤ 1 ms", ok=verifying <= 1)
    longest, _ = signing.signed(world.ports, credential.TYPE, sample("某" * 50, "某" * 100).payload(), moment)
    for what, text, limit in (("an ordinary certificate", token, 25), ("the longest names", longest, 40)):
        code = segno.make(f"{ORIGIN}/verify/#{text}", error="m", boost_error=False, micro=False)
        version = int(code.version)
        figure = f"{len(text)} characters, QR {version}"
        table.row(f"  {what}", figure, f"QR ≤ {limit}", ok=version <= limit)


def _pem(world: World) -> bytes:
    keys = world.ports.signing_keys
    assert isinstance(keys, LocalSigningKeys)
    (file,) = keys.folder.glob("signing-*.pem")
    return file.read_bytes()


def lists(table: Table, world: World) -> None:
    """A shard of a full year, 12.8 million certificates: its weight by how many of them no longer hold."""
    draw = random.Random(YEAR)
    for share in (0.0, 0.01, 0.1):
        statuses = dict.fromkeys(
            draw.sample(range(status_list.ENTRIES), int(share * status_list.ENTRIES)),
            CertificateStatus.SUPERSEDED,
        )
        took = milliseconds(lambda said=statuses: status_list.compressed(said))  # type: ignore[misc]
        size = len(status_list.compressed(statuses)) / 1000
        what = f"status list of {status_list.ENTRIES:,}, {share:.0%} of them no longer valid"
        limit = 30 if share else 1
        table.row(what, f"{size:.1f} kB, {took:.1f} ms", f"≤ {limit} kB", ok=size <= limit)


def printing(table: Table, world: World) -> None:
    """The paper, set anew each time from what is stored."""
    paper = TypstPaper(fonts.put())
    rows = _rows()
    said = sample("演示申报人", "安徽省某某市某某区第一人民医院")._replace(rows=credential.rows_hash(rows))
    token, _ = signing.signed(world.ports, credential.TYPE, said.payload(), world.ports.clock.now())

    def render() -> bytes:
        return paper.render(said, token=token, rows=rows, authority=world.ports.authority)

    first = render()
    assert render() == first
    took = milliseconds(render)
    table.row(
        f"print, {ROWS} activities", f"{took:.0f} ms, {1000 / took:.0f} a second", "≤ 40 ms", ok=took <= 40
    )
    size = len(first) / 1000
    table.row("  the file", f"{size:.0f} kB", "≤ 150 kB", ok=size <= 150)


def _rows() -> str:
    rows: list[dict[str, Any]] = [
        {
            "item": 8,
            "kind": "qualification_exam",
            "title": "一级建造师",
            "date": "2026-01-20",
            "hours": 900,
        }
    ]
    rows += [
        {
            "item": 12,
            "kind": "courseware",
            "title": f"继续教育网络课程{n}",
            "date": f"2026-02-{n + 10}",
            "hours": 50,
        }
        for n in range(ROWS - 1)
    ]
    return credential.spelled(rows)


def presenting(table: Table, folder: Path) -> None:
    """A certificate that somebody presents: judged with its status by the core, found in its file, and in the browser."""
    issuer = SampleIssuer(folder / "issuer")
    sample, keys = issuer.certificate(), pinned(issuer.issuers())
    listed = issuer.status(sample)
    public = ECKey.import_key(dict(issuer.key.public_jwk()))

    def judged() -> None:
        finding = check(sample.token, sample.rows, keys, issuer.now, holds)
        assert with_status(finding, listed, keys, issuer.now, holds).answer is Answer.VALID

    mine = milliseconds(judged)
    theirs = milliseconds(lambda: jws.deserialize_compact(sample.token, public, algorithms=["ES256"]))
    ratio = mine / theirs  # of which two signatures, the certificate's and its list's
    table.row(
        "verify, the core, with its status list",
        f"{mine:.3f} ms = {ratio:.1f}× joserfc",
        "≤ 4×",
        ok=ratio <= 4,
    )
    authority = Authority(ORIGIN, Text("演示", "A demonstration"))
    pdf = TypstPaper().render(sample.credential, token=sample.token, rows=sample.rows, authority=authority)
    found = milliseconds(lambda: presented(pdf))
    table.row("  found in its PDF", f"{found:.2f} ms", "≤ 5 ms", ok=found <= 5)
    asked = [issuer.issuers(), sample.token, sample.rows, listed, list(pdf), issuer.now]
    with served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{origin}/verify/")
        judged_there, found_there = page.evaluate(IN_BROWSER, asked)
        browser.close()
    table.row(
        "verify, the browser, with its status list",
        f"{judged_there:.2f} ms",
        "≤ 20 ms",
        ok=judged_there <= 20,
    )
    table.row("  found in its PDF", f"{found_there:.2f} ms", "≤ 20 ms", ok=found_there <= 20)


@contextmanager
def served() -> Iterator[str]:
    """The address of the built site, while it is served."""
    with Server(port=0, quiet=True) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def main() -> int:
    """Print the table; the number of figures over their limits."""
    table = Table()
    print(f"{'certificates':<58} {'figure':>24} {'limit':>12}")
    with tempfile.TemporaryDirectory() as folder:
        world = registered(Path(folder))
        issuing(table, world)
        signed(table, world)
        lists(table, world)
        printing(table, world)
        presenting(table, Path(folder))
    print(f"{table.over} over their limits")
    return table.over


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
