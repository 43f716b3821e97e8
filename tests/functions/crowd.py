"""Many applicants of an embedded server at once: people entered by the services, each with a token of its issuer."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import requests
from joserfc import jwt

from functions.adapters.issuer_keys import IssuerKeys, issuer_name
from functions.ports import Ports, Principal
from functions.services import people
from functions.services.command import Caller
from functions.wiring import AUDIENCE, Settings, ports_of
from tests.functions.local.live import PATIENCE
from tests.functions.proof import pdf
from tests.functions.world import COUNTY, EXAM, YEAR

BORN = date(1970, 1, 1)


def id_numbers() -> Iterator[str]:
    """Numbers of the right form, one a day of birth, and nobody's."""
    day = BORN
    while True:
        body = f"{COUNTY}{day:%Y%m%d}001"
        rest = (12 - sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))) % 11
        yield body + "0123456789X"[rest]
        day += timedelta(days=1)


def embedded_ports(var: Path, origin: str, today: str = "") -> Ports:
    """The ports of the server that runs over ``var``, beside it."""
    return ports_of(
        Settings({"AHCE_VAR": str(var), "AHCE_ORIGIN": origin, **({"AHCE_TODAY": today} if today else {})})
    )


def enter(ports: Ports, origin: str, count: int) -> dict[str, str]:
    """Enter people who are self-employed; the subject of each one's sign-in → the person's id."""
    entered = {}
    for number, id_number in zip(range(count), id_numbers(), strict=False):
        subject = f"crowd-{number}"
        enrolled = people.enrol(ports, caller_of(ports, origin, subject), "演示", id_number)
        entered[subject] = str(enrolled.body["person"])
        caller = caller_of(ports, origin, subject)
        people.employ(ports, caller, employer=None, region_code=COUNTY, transferred_in=None)
    return entered


def caller_of(ports: Ports, origin: str, subject: str) -> Caller:
    """One of them as the services see them, with a new idempotency key."""
    principal = Principal(issuer_name(origin), subject, False, subject)
    return people.caller(ports, principal, ports.chance.identifier())


def tokens(var: Path, origin: str, subjects: Iterator[str]) -> dict[str, str]:
    """An access token for each subject, as the embedded issuer would give it."""
    key = IssuerKeys(var / "keys").signing()
    now = int(time.time())
    header = {"alg": "RS256", "typ": "at+jwt", "kid": key.thumbprint()}
    claims = {
        "iss": issuer_name(origin),
        "aud": AUDIENCE,
        "client_id": "ahce-web",
        "iat": now,
        "exp": now + 3600,
    }
    return {subject: jwt.encode(header, {**claims, "sub": subject}, key) for subject in subjects}


class Applicant:
    """An applicant at the HTTP door; a command is sent again under the same key by calling it again with it.

    ``heard`` is called after each answer.
    """

    def __init__(self, origin: str, token: str, heard: Callable[..., None] = lambda *_, **__: None) -> None:
        self.origin, self._content = origin, pdf()
        self._headers = {"Authorization": f"Bearer {token}"}
        self._session = requests.Session()
        self._session.hooks["response"].append(heard)

    def close(self) -> None:
        self._session.close()

    def get(self, path: str) -> Any:
        answer = self._session.get(f"{self.origin}{path}", headers=self._headers, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, path: str, body: object, key: str) -> requests.Response:
        headers = {**self._headers, "Idempotency-Key": key}
        return self._session.post(f"{self.origin}{path}", json=body, headers=headers, timeout=PATIENCE)

    def announce(self, key: str) -> dict[str, Any]:
        """Announce a file; the form to upload it."""
        content = self._content
        said = {
            "media_type": "application/pdf",
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
        }
        answer = self.send("/api/applicant/evidence", said, key)
        assert answer.status_code == 201, answer.text
        form: dict[str, Any] = answer.json()
        return form

    def upload(self, form: dict[str, Any]) -> None:
        answer = self._session.post(
            f"{self.origin}{form['url']}",
            data=form["fields"],
            files={"file": self._content},
            timeout=PATIENCE,
        )
        assert answer.status_code == 204, answer.text

    def declare(self, file: str, key: str) -> requests.Response:
        sent = {"claim": EXAM, "evidence": [{"id": file, "activity": "a1"}], "revision": 0}
        return self.send(f"/api/applicant/years/{YEAR}/declaration", sent, key)
