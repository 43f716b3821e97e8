"""The embedded server: pages, API, evidence and issuer on one origin, one request at a time in the resolver."""

import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
import requests

from functions.adapters.evidence_rules import UPLOAD_SECONDS
from functions.adapters.files import EvidenceRefused, FileEvidence
from functions.local.uploads import UPLOAD_BYTES_LIMIT, parts
from functions.local.web import Request
from functions.ports import EVIDENCE_BYTES_LIMIT
from tests.functions.local.live import PATIENCE

PDF = b"%PDF-1.7\r\n--x\r\n\r\nevidence\r\n%%EOF\r\n"


def get(server: Any, path: str, **headers: str) -> requests.Response:
    return requests.get(server.origin + path, headers=headers, allow_redirects=False, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "首页"),
        ("/calculator/", 200, "计算器"),
        ("/nowhere", 404, "没有"),
        ("/../../etc/passwd", 404, "没有"),
        ("/%2e%2e/store.sqlite", 404, "没有"),
        ("/calculator/%00", 404, "没有"),
    ],
)
def test_pages_are_served_with_the_headers_of_their_family(
    server: Any, path: str, status: int, text: str
) -> None:
    answer = get(server, path)
    assert (answer.status_code, text in answer.content.decode()) == (status, True)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Content-Security-Policy" in answer.headers) == path.startswith("/calculator/")


def test_a_folder_without_its_slash_is_redirected_and_an_unchanged_page_is_not_sent_again(
    server: Any,
) -> None:
    assert get(server, "/calculator").headers["Location"] == "/calculator/"
    tag = get(server, "/").headers["ETag"]
    again = requests.get(server.origin + "/", headers={"If-None-Match": tag}, timeout=PATIENCE)
    assert (again.status_code, again.content) == (304, b"")
    assert requests.head(server.origin + "/", timeout=PATIENCE).content == b""
    assert requests.post(server.origin + "/", timeout=PATIENCE).status_code == 405


def test_the_server_answers_to_its_own_name_alone(server: Any) -> None:
    assert get(server, "/", Host="ahce.example").status_code == 421
    assert get(server, "/api/applicant/me", Host="127.0.0.1").status_code == 421
    port = server.origin.rsplit(":", 1)[1]
    redirected = get(server, "/calculator/?a=%0D%0AX:1", Host=f"localhost:{port}")
    assert redirected.status_code == 307
    assert redirected.headers["Location"] == f"{server.origin}/calculator/?a=%0D%0AX:1"
    assert "X" not in redirected.headers


def test_the_gateway_names_the_route_its_parameters_and_who_asks(server: Any) -> None:
    answer = get(server, "/api/applicant/things/abc")
    assert (answer.status_code, answer.json()) == (200, {"id": "abc"})
    for path in ("/api/applicant/things/", "/api/applicant/things/a/b", "/api/elsewhere"):
        answer = get(server, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert get(server, "/api/applicant/me").status_code == 401
    assert requests.head(server.origin + "/api/applicant/things/abc", timeout=PATIENCE).status_code == 200


def test_sixteen_at_once_are_never_mistaken_for_one_another(server: Any) -> None:
    tokens = {
        subject: server.issuer._access_token(subject, "ahce-web", subject)
        for subject in (f"person-{n}" for n in range(16))
    }

    def ask(n: int) -> bool:
        subject = f"person-{n % 16}"
        request = Request(
            "GET", "/api/applicant/me", "", {"authorization": f"Bearer {tokens[subject]}"}, b"", "127.0.0.1"
        )
        return f'"{subject}"'.encode() in server.gateway(request).body

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # the threads change places in the middle of everything
    try:
        with ThreadPoolExecutor(16) as threads:
            assert all(threads.map(ask, range(320)))
    finally:
        sys.setswitchinterval(interval)


def test_evidence_goes_up_by_the_form_and_comes_down_by_the_link(server: Any) -> None:
    store = FileEvidence(server.var / "evidence", server.var / "keys/evidence.key")
    form = store.upload_form(
        "a/b", media_type="application/pdf", size=len(PDF), sha256=sha256(PDF).hexdigest()
    )
    sent = requests.post(
        server.origin + form.url, data=form.fields, files={"file": ("证书.pdf", PDF)}, timeout=PATIENCE
    )
    assert (sent.status_code, sent.content) == (204, b"")
    link = store.download_link("a/b", media_type="application/pdf", filename="证书.pdf")
    got = get(server, link)
    assert (got.status_code, got.content) == (200, PDF)
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert get(server, "/evidence").status_code == 403
    assert get(server, link.replace("signature=", "signature=0")).status_code == 403
    other = requests.post(
        server.origin + form.url, data=form.fields, files={"file": PDF + b"x"}, timeout=PATIENCE
    )
    assert other.status_code == 400
    assert requests.post(server.origin + form.url, data=b"x", timeout=PATIENCE).status_code == 415
    assert requests.put(server.origin + form.url, timeout=PATIENCE).status_code == 405


def test_the_page_that_verifies_is_given_this_server_to_pin(server: Any) -> None:
    answer = get(server, "/verify/issuers.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-cache"
    (issuer,) = answer.json()
    assert (issuer["issuer"], issuer["status"]) == (server.origin, "/api/public/status")
    assert issuer["keys"] == get(server, "/verify/issuers.json").json()[0]["keys"]
    assert requests.head(server.origin + "/verify/issuers.json", timeout=PATIENCE).content == b""
    assert requests.post(server.origin + "/verify/issuers.json", timeout=PATIENCE).status_code == 405


def test_a_body_longer_than_any_upload_is_refused_before_it_is_read(server: Any) -> None:
    head = {"Content-Length": str(UPLOAD_BYTES_LIMIT + 1)}
    assert (
        requests.post(server.origin + "/evidence", headers=head, data=b"", timeout=PATIENCE).status_code
        == 413
    )
    assert UPLOAD_BYTES_LIMIT > EVIDENCE_BYTES_LIMIT
    assert UPLOAD_SECONDS == 600


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n",
        b"--x\r\n\r\nno name\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n--x--',
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
        b'junk\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 2 + b"--x--",
    ],
)
def test_a_form_that_is_cut_or_malformed_is_refused(body: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        parts(body, "multipart/form-data; boundary=x")


def test_a_form_is_read_byte_for_byte() -> None:
    content = bytes(range(256)) + b"\r\n-- x\r\n\r\n--y--\n\r"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nX: y\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )
    assert parts(body, 'multipart/form-data; boundary="x"') == {"file": content}
