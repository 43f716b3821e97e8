"""The registration, measured: what the local server takes, and what it takes to start each function.

Declarations go through the whole path (HTTP, token, validation, the core, a transaction on the disk) and stand
beside what the same machine does in the same run: the same rows written by SQLite alone, a request that no function
answers, and a bare function of the same server. Other work on the machine slows all of them, so the limits are ratios.
"""

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks import bare
from benchmarks.core import ROOT, Table, start
from functions.services import evidence
from functions.services.command import Caller
from tests.functions.crowd import caller_of, embedded_ports, enter, tokens
from tests.functions.proof import pdf
from tests.functions.world import EXAM, YEAR

AUDIENCES = ("public", "applicant", "verifier", "machine")
PEOPLE, CLIENTS = 1200, 6
WARM = 100  # requests before anything is measured
STARTS = 7
TODAY = "2026-03-02"
CONTENT = pdf()
SAID: dict[str, Any] = {
    "media_type": "application/pdf",
    "size": len(CONTENT),
    "sha256": sha256(CONTENT).hexdigest(),
}
SOME_BYTES = 65_536
ROWS, ROW = 9, "x" * 600  # what a declaration writes: so many rows, each about so long
LEAST = 0.4  # of what a bare function does in the same run: a declaration costs at most so much more
MOST_P99 = 8  # times p50 or, where the disk stalls, SQLite's own p99
COLD_SECONDS = 0.5


@contextmanager
def server(var: Path) -> Iterator[str]:
    """The local server as `make serve` starts it, over a folder of its own; its address."""
    policy = var.parent / "headers.json"
    policy.write_text('{"common": {}, "families": []}')
    options = ["serve", "--port", "0", "--var", str(var), "--site", str(var.parent), "--policy", str(policy)]
    with started("functions.local", *options) as origin:
        yield origin


@contextmanager
def started(*words: str) -> Iterator[str]:
    """A module that serves until it is stopped; the address that it prints."""
    command = [sys.executable, "-m", *words]
    environment = {"PATH": os.environ["PATH"], "AHCE_TODAY": TODAY}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().split("/  ")[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def bare_sqlite(folder: Path) -> tuple[float, list[float]]:
    """SQLite alone, each transaction with as many rows as a declaration and on the disk: how many a second, and the
    milliseconds of each.
    """
    connection = bare.opened(folder / "bare.sqlite")
    took, began = list[float](), time.perf_counter()
    while (elapsed := time.perf_counter() - began) < 2:
        connection.execute("BEGIN IMMEDIATE")
        for row in range(ROWS):
            connection.execute("INSERT INTO item VALUES (?, ?)", (f"{len(took)}-{row}", ROW))
        connection.execute("COMMIT")
        took.append((time.perf_counter() - began - elapsed) * 1e3)
    connection.close()
    return len(took) / elapsed, took


def bare_function(folder: Path) -> tuple[float, list[float]]:
    """A function that only validates and writes two rows (:mod:`benchmarks.bare`): how many a second, the milliseconds of each."""
    content = {"claim": EXAM, "evidence": [{"id": "a" * 26, "activity": "a1"}], "revision": 0}
    with started("benchmarks.bare", str(folder / "peer.sqlite")) as origin:
        one = request(f"{origin}{bare.ROUTE}", "nobody", "a" * 24, content)
        pressed(origin, [one] * WARM)
        return pressed(origin, [one] * PEOPLE)


def pressed(origin: str, requests: list[bytes]) -> tuple[float, list[float]]:
    """Send all the requests over a few kept connections; how many a second, and the milliseconds of each.

    The requests are written beforehand and an answer is read no further than it must be: who presses has to leave both
    cores to the server.
    """
    place = urlsplit(origin)
    left, guard, took = iter(requests), threading.Lock(), list[float]()

    def client(_: int) -> None:
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            while True:
                with guard:
                    request = next(left, None)
                if request is None:
                    return
                began = time.perf_counter()
                line.sendall(request)
                answer = line.recv(SOME_BYTES)
                while b"\r\n\r\n" not in answer:
                    answer += line.recv(SOME_BYTES)
                head, _, body = answer.partition(b"\r\n\r\n")
                missing = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
                while missing > 0:
                    missing -= len(line.recv(SOME_BYTES))
                took.append((time.perf_counter() - began) * 1e3)
                assert head.split(b" ", 2)[1] in (b"200", b"201", b"404"), head

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(client, range(CLIENTS)))
    return len(requests) / (time.perf_counter() - began), took


def request(address: str, token: str = "", key: str = "", content: object = None) -> bytes:
    """A request as it goes over the line: a command where it has content."""
    place = urlsplit(address)
    body = b"" if content is None else json.dumps(content).encode()
    method = "POST" if body else "GET"
    head = f"{method} {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {len(body)}\r\n"
    if token:
        head += (
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\n"
        )
    return f"{head}\r\n".encode() + body


def declaration(origin: str, token: str, file: str, key: str) -> bytes:
    """Declare a year."""
    content = {"claim": EXAM, "evidence": [{"id": file, "activity": "a1"}], "revision": 0}
    return request(f"{origin}/api/applicant/years/{YEAR}/declaration", token, key, content)


def announcement(origin: str, token: str, key: str) -> bytes:
    """Say which file will come: the smallest command that a person gives."""
    return request(f"{origin}/api/applicant/evidence", token, key, SAID)


def proof(ports: Any, caller: Caller) -> str:
    """A file of evidence that was uploaded."""
    form = evidence.upload_form(ports, str(evidence.announce(ports, caller, **SAID).body["evidence"]))
    ports.evidence.receive(form["fields"], CONTENT)
    return str(form["evidence"])


def declaring(table: Table) -> None:
    """Declarations a second through the local server, and how long each takes."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder, server(Path(folder) / "var") as origin:
        var = Path(folder) / "var"
        ports = embedded_ports(var, origin, TODAY)
        people = enter(ports, origin, PEOPLE)
        token = tokens(var, origin, iter(people))
        commands = [
            declaration(
                origin, token[subject], proof(ports, caller_of(ports, origin, subject)), f"{subject:0>24}"
            )
            for subject in people
        ]
        small = [announcement(origin, token[subject], f"{subject:0>23}f") for subject in people]
        nothing = request(f"{origin}/api/nothing")  # no route names it
        pressed(origin, [nothing] * WARM)
        pressed(origin, small[:WARM])
        pressed(origin, commands[:WARM])
        sqlite, writes = bare_sqlite(var.parent)
        empty, waits = pressed(origin, [nothing] * PEOPLE)
        least_rate, least_took = pressed(origin, small[WARM:])
        rate, took = pressed(origin, commands[WARM:])
        stall = statistics.quantiles(writes, n=100)[98]
        what = f"SQLite alone, transactions of {ROWS} rows"
        table.row(what, f"{sqlite:.0f}/s, p99 {stall:.1f} ms")
        table.row(
            "requests that no function answers", f"{empty:.0f}/s, p50 {statistics.median(waits):.1f} ms"
        )
        table.row("evidence announced", f"{least_rate:.0f}/s, p50 {statistics.median(least_took):.1f} ms")
        peer, peer_took = bare_function(var.parent)
        what = "a bare function: validation and two rows"
        table.row(what, f"{peer:.0f}/s, p50 {statistics.median(peer_took):.1f} ms")
        table.row("declarations", f"{rate:.0f}/s, p50 {statistics.median(took):.1f} ms")
        table.row(
            "  of those of the bare function", f"{rate / peer:.2f}", f"≥ {LEAST}", ok=rate >= LEAST * peer
        )
        centiles = statistics.quantiles(took, n=100)
        most = MOST_P99 * max(centiles[49], stall)
        table.row("  p99", f"{centiles[98]:.1f} ms", f"≤ {most:.0f} ms", ok=centiles[98] <= most)


def starting(table: Table) -> None:
    """What each function takes to import, beyond Python itself: CPU time, as a cold start has a core of its own."""
    bare = statistics.median(start("pass") for _ in range(STARTS))
    table.row("python -c pass", f"{bare:.0f} ms")
    settings = "import os; os.environ['AHCE_TABLE'] = 't'; "
    for audience in AUDIENCES:
        code = f"{settings}import functions.handlers.{audience}"
        beyond = (statistics.median(start(code) for _ in range(STARTS)) - bare) / 1e3
        what = f"  and import the function for {audience}"
        table.row(what, f"+{beyond:.2f} s", f"≤ {COLD_SECONDS} s", ok=beyond <= COLD_SECONDS)


def main() -> int:
    """Print the table; the number of figures over their limits."""
    table = Table()
    print(f"{'registration':<58} {'figure':>24} {'limit':>12}")
    declaring(table)
    starting(table)
    print(f"{table.over} over their limits")
    return table.over


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
