"""The embedded registry as the pages meet it: a server over a folder of its own whose day can be set, and the people in it."""

import base64
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from playwright.sync_api import Page, expect

from functions.local.accounts import ACCOUNTS
from functions.local.issuer import Issuer
from functions.services.demonstration import COUNTY, EMPLOYER_CODE, NAMES
from tests.functions.proof import pdf
from tools.build import POLICY, SITE

ROOT = Path(__file__).parents[2]
TODAY = "2026-03-02"  # a Monday; notices opened on it run to 2026-03-09
AWARD = {"kind": "award", "level": "provincial", "prize": "second", "place": 1}  # 40 hours
EXAM = {"kind": "qualification_exam"}  # 90 hours: a complete year
PDF = pdf()


class Somebody:
    """Somebody who asks the API without a browser, by an access token."""

    def __init__(self, origin: str, token: str) -> None:
        self._origin = origin
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        """The answer's JSON."""
        return self._answer("GET", path, None)

    def post(self, path: str, body: object, method: str = "POST") -> Any:
        """Do something; the answer's JSON."""
        return self._answer(method, path, body)

    def _answer(self, method: str, path: str, body: object) -> Any:
        key = {"Idempotency-Key": secrets.token_hex(16)}
        answer = requests.request(
            method, self._origin + path, json=body, headers={**self._headers, **key}, timeout=120
        )
        assert answer.ok, answer.text
        return answer.json()

    def file(self, path: str) -> bytes:
        """A file that the API gives."""
        answer = requests.get(self._origin + path, headers=self._headers, timeout=120)
        assert answer.ok, answer.text
        return answer.content

    def upload(self, content: bytes = PDF, media_type: str = "application/pdf") -> str:
        """Announce and upload a file of evidence; its id."""
        said = {"media_type": media_type, "size": len(content), "sha256": sha256(content).hexdigest()}
        form = self.post("/api/applicant/evidence", said)
        files = {**{name: (None, value) for name, value in form["fields"].items()}, "file": ("file", content)}
        sent = requests.post(self._origin + form["url"], files=files, timeout=120)
        assert sent.ok, sent.text
        return str(form["evidence"])


class Registry:
    """A server that runs, its folder, the day that it is there."""

    def __init__(self, var: Path, today: str = TODAY) -> None:
        self.var, self.today = var, today
        self._start(0)

    def _start(self, port: int) -> None:
        options = {"--port": str(port), "--var": self.var, "--site": SITE, "--policy": POLICY}
        words = [str(word) for pair in options.items() for word in pair]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "functions.local", "serve", *words],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "AHCE_TODAY": self.today},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._server.stdout
        self.origin = self._server.stdout.readline().split("/  ")[0]
        assert self.origin, self._server.communicate(timeout=120)[1]

    def stop(self) -> None:
        """Stop it, as Ctrl+C does."""
        self._server.send_signal(signal.SIGTERM)
        self._server.communicate(timeout=120)

    def turn_to(self, day: str) -> None:
        """Let it be another day: the same data, the same address; whoever is signed in stays so."""
        self.stop()
        self.today = day
        self._start(urlsplit(self.origin).port or 0)

    def as_(self, account: str) -> Somebody:
        """An account, without a browser."""
        return Somebody(self.origin, _token(self.origin, account))

    def platform(self) -> Somebody:
        """The learning platform, which signs in as itself."""
        secret = Issuer(self.var, self.origin).machine_secrets()["demo-platform"]
        form = {"grant_type": "client_credentials"}
        answer = requests.post(
            f"{self.origin}/issuer/token", data=form, auth=("demo-platform", secret), timeout=120
        )
        return Somebody(self.origin, answer.json()["access_token"])

    def complete(self, account: str, hours: float, subject: str = "general", year: int = 2026) -> None:
        """Have the platform register hours of item (12) for a demonstration account's person."""
        facts = {"id": secrets.token_hex(4), "kind": "courseware", "title": "公需科目课件"}
        completion = {**facts, "date": f"{year}-01-10", "subject": subject, "rated_hours": hours}
        body = {"id_number": NAMES[account][1], "year": year, "completion": completion}
        self.platform().post("/api/machine/completions", body)

    def employer(self) -> str:
        """The id of the demonstration's employer."""
        rows = self.as_("demo-applicant").get(f"/api/applicant/employers?region={COUNTY}")["rows"]
        return str(next(row["employer"] for row in rows if row["code"] == EMPLOYER_CODE))

    def declare(
        self,
        account: str = "demo-applicant",
        year: int = 2026,
        title: str = "安徽省科学技术进步奖",
        facts: Mapping[str, object] = AWARD,
    ) -> dict[str, Any]:
        """Declare a year with one activity and one file of evidence."""
        activity = {"id": "a1", "title": title, "date": f"{year}-01-15", **facts}
        who = self.as_(account)
        files = [{"id": who.upload(), "activity": "a1"}]
        body = {"claim": {"activities": [activity]}, "evidence": files, "revision": 0}
        done: dict[str, Any] = who.post(f"/api/applicant/years/{year}/declaration", body)
        return done

    def decide(self, act: str, case: dict[str, Any], account: str = "demo-employer", **body: object) -> Any:
        """A verifier's act on a case – `question`, `verification`, `refusal` – as its last answer described it."""
        path = f"/api/verifier/cases/{case['person']}/{case['year']}/{act}"
        return self.as_(account).post(path, {**body, "revision": case["revision"]})


def _token(origin: str, account: str) -> str:
    """An access token, got as a page gets it."""
    verifier = secrets.token_urlsafe(32)
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    common = {"client_id": "ahce-web", "redirect_uri": f"{origin}/portal/"}
    asked = {"response_type": "code", "scope": "openid", "code_challenge_method": "S256", "account": account}
    answer = requests.post(
        f"{origin}/issuer/authorize",
        data=common | asked | {"code_challenge": challenge},
        allow_redirects=False,
        timeout=120,
    )
    code = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["code"]
    form = common | {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    return str(requests.post(f"{origin}/issuer/token", data=form, timeout=120).json()["access_token"])


def sign_in(page: Page, account: str, address: str = "/portal/") -> Page:
    """Open a page of the registry and sign in there as a demonstration account."""
    page.goto(address)
    page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
    choose_account(page, account)
    return page


def choose_account(page: Page, account: str) -> None:
    """On the issuer's page: choose an account, and come back."""
    page.get_by_role("button", name=ACCOUNTS[account].name.en).click()
    expect(page.locator(".registry-bar .who-name")).to_have_text(ACCOUNTS[account].name.zh)


def stored(page: Page) -> dict[str, dict[str, Any]]:
    """What the device keeps of the registry's pages: localStorage and sessionStorage, texts as they are."""
    text = page.evaluate("JSON.stringify({local: {...localStorage}, session: {...sessionStorage}})")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found
