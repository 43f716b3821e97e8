"""`python -m functions.local serve`, as it is started by hand: real processes, the real handlers, a real stop."""

import json
import os
import select
import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests

from functions.local.__main__ import THREADS, WORKERS, main, open_doors
from functions.local.accounts import ACCOUNTS
from functions.local.uploads import UPLOAD_BYTES_LIMIT
from tests.functions.local.live import PATIENCE, sign_in, start, stop
from tests.functions.proof import pdf
from tests.functions.world import EXAM
from tools import fonts


def test_it_serves_its_accounts_side_by_side_keeps_what_was_done_and_stops_when_told(
    keyed: Path, port: int
) -> None:
    server, origin = start(keyed, port, today="2026-11-30")
    try:
        tokens = {account: sign_in(origin, account) for account in ACCOUNTS}
        paths = {
            account: "applicant" if account in ("demo-applicant", "demo-self-employed") else "verifier"
            for account in ACCOUNTS
        }

        def me(account: str) -> str:
            headers = {"Authorization": f"Bearer {tokens[account]}"}
            answer = requests.get(f"{origin}/api/{paths[account]}/me", headers=headers, timeout=PATIENCE)
            assert answer.status_code == 200, answer.text
            return answer.text

        alone = {account: me(account) for account in ACCOUNTS}
        assert len(set(alone.values())) == len(ACCOUNTS)
        with ThreadPoolExecutor(12) as threads:
            together = list(
                threads.map(lambda n: (account := list(ACCOUNTS)[n % len(ACCOUNTS)], me(account)), range(120))
            )
        assert all(answer == alone[account] for account, answer in together)
    finally:
        assert stop(server) == 0
    again, origin = start(keyed, port)
    try:
        assert {account: me(account) for account in ACCOUNTS} == alone
    finally:
        assert stop(again) == 0


class Person:
    """Somebody who signs in at a running server."""

    def __init__(self, origin: str, account: str) -> None:
        self.origin = origin
        self.headers = {"Authorization": f"Bearer {sign_in(origin, account)}"}

    def get(self, path: str) -> requests.Response:
        return requests.get(self.origin + path, headers=self.headers, timeout=PATIENCE)

    def post(self, path: str, body: object) -> Any:
        headers = {**self.headers, "Idempotency-Key": str(uuid4())}
        answer = requests.post(self.origin + path, json=body, headers=headers, timeout=PATIENCE)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def upload(self, content: bytes) -> str:
        said = {"media_type": "application/pdf", "size": len(content), "sha256": sha256(content).hexdigest()}
        form = self.post("/api/applicant/evidence", said)
        sent = requests.post(
            self.origin + form["url"], data=form["fields"], files={"file": content}, timeout=PATIENCE
        )
        assert sent.status_code == 204
        return str(form["evidence"])


def test_a_certificate_is_the_same_file_after_the_server_was_started_anew(keyed: Path, port: int) -> None:
    fonts.put()
    year = "/api/applicant/years/2026"
    server, origin = start(keyed, port, today="2026-01-30")
    try:
        applicant, employer = Person(origin, "demo-applicant"), Person(origin, "demo-employer")
        proof = {"id": applicant.upload(pdf()), "activity": "a1"}
        applicant.post(f"{year}/declaration", {"claim": EXAM, "evidence": [proof], "revision": 0})
        person = applicant.get("/api/applicant/me").json()["person"]["id"]
        employer.post(f"/api/verifier/cases/{person}/2026/verification", {"revision": 1})
    finally:
        assert stop(server) == 0
    printed = []
    for _ in range(2):
        server, origin = start(keyed, port, today="2026-02-09")
        try:
            applicant = Person(origin, "demo-applicant")
            number = applicant.post(f"{year}/certificate", {"revision": 2})["number"]
            paper = applicant.get(f"{year}/certificate.pdf")
            assert paper.headers["Cache-Control"] == "no-store"
            (issuer,) = requests.get(f"{origin}/verify/issuers.json", timeout=PATIENCE).json()
            printed.append((number, paper.content, issuer["issuer"], [key["kid"] for key in issuer["keys"]]))
        finally:
            assert stop(server) == 0
    assert printed[0] == printed[1]
    assert printed[0][1].startswith(b"%PDF-")
    assert printed[0][2] == origin


def test_it_listens_on_loopback_alone_and_says_nothing_of_what_was_asked(keyed: Path) -> None:
    (server, origin), number = start(keyed), "11010519491231002X"
    port = int(origin.rsplit(":", 1)[1])
    try:
        tables = [Path(f"/proc/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
        sockets = [line.split() for table in tables for line in table]
        listening = {
            local for _, local, _, state, *_ in sockets if state == "0A" and local.endswith(f":{port:04X}")
        }
        assert listening == {f"0100007F:{port:04X}"}
        requests.get(f"{origin}/api/public/notices/{number}?name={number}", timeout=PATIENCE)
        answer = requests.get(f"{origin}/api/public/openapi.json", timeout=PATIENCE)
        assert json.loads(answer.text)["openapi"].startswith("3.1")
        me = Person(origin, "demo-newcomer").post(
            "/api/applicant/me", {"name": "演示公务员", "id_number": number}
        )
        assert me["person"]
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.stdout
        assert server.stderr
        said = server.stdout.read() + server.stderr.read()
        assert stop(server) == 0
    assert "demonstration accounts" in said
    assert number not in said
    assert "演示公务员" not in said
    kept = b"".join(file.read_bytes() for file in keyed.rglob("*") if file.is_file())
    assert number.encode() not in kept
    assert "演示公务员".encode() not in kept


def test_connections_that_browsers_leave_idle_hold_nothing_and_a_taken_port_is_said_to_be(
    tmp_path: Path,
) -> None:
    with ExitStack() as open_until_the_end:
        doors = [open_until_the_end.enter_context(door) for door in open_doors(0)]
        assert all(door.getsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT) > 0 for door in doors)
        (port,) = {door.getsockname()[1] for door in doors}
        with pytest.raises(SystemExit, match="已被占用"):
            main(["serve", "--port", str(port), "--var", str(tmp_path / "var")])
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("today", "told"), [("2026-03-02", False), ("2026-11-30", True)])
def test_a_server_that_starts_says_months_ahead_that_the_calendar_ends(
    keyed: Path, today: str, told: bool
) -> None:
    server, _ = start(keyed, today=today)
    server.send_signal(signal.SIGTERM)
    assert server.stdout
    said = server.stdout.read()
    assert stop(server) == 0
    assert ("holiday calendar is known to" in said) == told


def test_a_day_that_is_none_is_said_to_be_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AHCE_VAR", "AHCE_ORIGIN", "AHCE_RATE", "AHCE_BURST", "AHCE_OBJECTIONS"):
        monkeypatch.setenv(name, "0")  # so that it is put back after the test
    monkeypatch.setenv("AHCE_TODAY", "soon")
    with pytest.raises(SystemExit, match="AHCE_TODAY"):
        main(["serve", "--port", "0", "--var", str(tmp_path / "var")])
    assert not (tmp_path / "var").exists()


def test_it_speaks_http_as_browsers_and_machines_do(keyed: Path) -> None:
    server, origin = start(keyed)
    (keyed.parent / "site" / "论文.html").write_text("<p>论文")
    try:
        with requests.Session() as one:
            page = one.get(f"{origin}/论文.html", timeout=PATIENCE)
            assert page.content.decode() == "<p>论文"
            head = one.head(f"{origin}/论文.html", timeout=PATIENCE)
            assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(page.content)))
            tag = {"If-None-Match": page.headers["ETag"]}
            assert one.get(f"{origin}/论文.html", headers=tag, timeout=PATIENCE).status_code == 304
        large = requests.post(f"{origin}/evidence", data=b"x" * (UPLOAD_BYTES_LIMIT + 1), timeout=PATIENCE)
        assert large.status_code == 413
        unknown = requests.post(f"{origin}/evidence", data=iter([b"of no", b" length"]), timeout=PATIENCE)
        assert unknown.status_code == 413
    finally:
        assert stop(server) == 0


def ask(origin: str) -> None:
    """A request on a connection of its own, at whichever door the system chooses."""
    place = urlsplit(origin)
    request = f"GET /api/public/openapi.json HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n"
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.sendall(request.encode())
        assert line.makefile("rb").readline().split()[1] == b"200"


def processes(server: "subprocess.Popen[str]", origin: str) -> set[int]:
    """The processes that answer, once all are there."""
    while True:
        ask(origin)
        found = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        if len(found) == WORKERS:
            return set(map(int, found))


def test_uploads_that_stall_stop_nobody_else(keyed: Path) -> None:
    server, origin = start(keyed)
    place = urlsplit(origin)
    begun = f"POST /evidence HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 1000\r\n\r\n123"
    try:
        with ExitStack() as stalled:
            for _ in range(THREADS - 1):  # even if all of them come to one process
                line = socket.create_connection((place.hostname, place.port), timeout=PATIENCE)
                stalled.enter_context(line).sendall(begun.encode())
            for _ in range(4 * WORKERS):
                ask(origin)
    finally:
        assert stop(server) == 0


def test_a_process_that_dies_is_followed_by_another_which_answers_who_waits_at_its_door(keyed: Path) -> None:
    server, origin = start(keyed)
    try:
        dead = processes(server, origin).pop()
        os.kill(dead, signal.SIGKILL)
        for _ in range(8 * WORKERS):  # a third of them at its door
            ask(origin)
        assert dead not in processes(server, origin)
    finally:
        assert stop(server) == 0


def test_processes_whose_parent_is_killed_stop_and_leave_the_port_free(keyed: Path, port: int) -> None:
    server, origin = start(keyed, port)
    left = [os.pidfd_open(child) for child in processes(server, origin)]
    server.kill()
    for process in left:
        assert select.select([process], [], [], PATIENCE)[0]
        os.close(process)
    server.communicate(timeout=PATIENCE)
    again, same = start(keyed, port)
    assert same == origin
    assert stop(again) == 0


def test_ctrl_c_which_reaches_every_process_stops_the_server(keyed: Path) -> None:
    server, origin = start(keyed)
    processes(server, origin)
    os.killpg(server.pid, signal.SIGINT)
    server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
