"""`python -m functions.local serve`, as it is started by hand: real processes, the real handlers, a real stop."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from functions.local.__main__ import main, open_door
from functions.local.accounts import ACCOUNTS

ROOT = Path(__file__).parents[3]
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def start(var: Path, port: int = 0, *, today: str = "") -> "tuple[subprocess.Popen[str], str]":
    """A server that answers, and its address, which it says once it does."""
    (var.parent / "site").mkdir(exist_ok=True)
    policy = var.parent / "headers.json"
    policy.write_text('{"common": {}, "families": []}')
    options = {"--port": str(port), "--var": var, "--site": var.parent / "site", "--policy": policy}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "functions.local",
            "serve",
            *(word for pair in options.items() for word in pair),
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **({"AHCE_TODAY": today} if today else {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    return server, server.stdout.readline().split("/  ")[0]


def stop(server: "subprocess.Popen[str]") -> int:
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)
    return server.returncode


def sign_in(origin: str, account: str) -> str:
    """An access token of a demonstration account."""
    redirect = f"{origin}/portal/"
    asked = {
        "response_type": "code",
        "client_id": "ahce-web",
        "redirect_uri": redirect,
        "scope": "openid",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "account": account,
    }
    answer = requests.post(f"{origin}/issuer/authorize", data=asked, allow_redirects=False, timeout=10)
    code = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": "ahce-web",
        "redirect_uri": redirect,
        "code": code,
        "code_verifier": VERIFIER,
    }
    token: str = requests.post(f"{origin}/issuer/token", data=form, timeout=10).json()["access_token"]
    return token


def test_it_serves_its_accounts_side_by_side_keeps_what_was_done_and_stops_when_told(keyed: Path) -> None:
    server, origin = start(keyed, today="2026-11-30")
    try:
        tokens = {account: sign_in(origin, account) for account in ACCOUNTS}
        paths = {
            account: "applicant" if account in ("demo-applicant", "demo-self-employed") else "verifier"
            for account in ACCOUNTS
        }

        def me(account: str) -> str:
            headers = {"Authorization": f"Bearer {tokens[account]}"}
            answer = requests.get(f"{origin}/api/{paths[account]}/me", headers=headers, timeout=10)
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
    again, origin = start(keyed, int(origin.rsplit(":", 1)[1]))
    try:
        assert {account: me(account) for account in ACCOUNTS} == alone
    finally:
        assert stop(again) == 0


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
        requests.get(f"{origin}/api/public/notices/{number}?name={number}", timeout=10)
        answer = requests.get(f"{origin}/api/public/openapi.json", timeout=10)
        assert json.loads(answer.text)["openapi"].startswith("3.1")
    finally:
        server.send_signal(signal.SIGTERM)
        said, complained = server.communicate(timeout=30)
    assert number not in said + complained


def test_connections_that_browsers_leave_idle_hold_nothing_and_a_taken_port_is_said_to_be(
    tmp_path: Path,
) -> None:
    with open_door(0) as door:
        assert door.getsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT) > 0
        with pytest.raises(SystemExit, match="已被占用"):
            main(["serve", "--port", str(door.getsockname()[1]), "--var", str(tmp_path / "var")])
    assert not (tmp_path / "var").exists()


def test_a_day_that_is_none_is_said_to_be_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AHCE_VAR", "AHCE_ORIGIN", "AHCE_RATE", "AHCE_BURST"):
        monkeypatch.setenv(name, "0")  # so that it is put back after the test
    monkeypatch.setenv("AHCE_TODAY", "soon")
    with pytest.raises(SystemExit, match="AHCE_TODAY"):
        main(["serve", "--port", "0", "--var", str(tmp_path / "var")])
    assert not (tmp_path / "var").exists()
