"""`python -m functions.local serve`, started, stopped and killed as by hand."""

import base64
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import requests

ROOT = Path(__file__).parents[3]
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PATIENCE = 120  # seconds: it ends what hangs, and never what is only slow


@contextmanager
def own_port() -> Iterator[int]:
    """A port for a server that is started again: whoever asks for a free one meanwhile is given another."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])


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
        start_new_session=True,  # a group of its own, to be killed whole
    )
    assert server.stdout
    return server, server.stdout.readline().split("/  ")[0]


def stop(server: "subprocess.Popen[str]") -> int:
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=PATIENCE)
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
    answer = requests.post(f"{origin}/issuer/authorize", data=asked, allow_redirects=False, timeout=PATIENCE)
    code = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": "ahce-web",
        "redirect_uri": redirect,
        "code": code,
        "code_verifier": VERIFIER,
    }
    answer = requests.post(f"{origin}/issuer/token", data=form, timeout=PATIENCE)
    token: str = answer.json()["access_token"]
    return token


def kill(server: "subprocess.Popen[str]") -> None:
    """End all of its processes at once, as a power cut does."""
    os.killpg(server.pid, signal.SIGKILL)
    server.communicate(timeout=PATIENCE)
