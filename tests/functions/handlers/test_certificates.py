"""Certificates over HTTP: issued, printed, published for whoever verifies them, revoked; and what is said where it fails."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from ahce_core.registration import credential, status_list
from functions import wiring
from functions.adapters.paper import TypstPaper
from tests.functions.handlers.conftest import Client
from tests.functions.verifying import claims, entry
from tests.functions.world import ID_NUMBERS, YEAR, Unreachable, World
from tools import fonts

PATH = f"/api/applicant/years/{YEAR}"
ISSUED = {"number", "issued", "status", "status_label", "status_label_en"}


@pytest.fixture(scope="module")
def registered(world: World) -> World:
    """Two years past their notices: one whose certificate is asked for, one that holds a character no font has."""
    world.put("2026-01-30")
    world.declare()
    world.verify()
    rare = {"id": "a1", "kind": "qualification_exam", "title": "\U000323af", "date": "2026-01-20"}
    world.declare("other", activities=[rare])
    world.verify(of="other")
    world.put("2026-02-09")
    return world


@pytest.fixture
def unreachable() -> Iterator[None]:
    """The signing keys do not answer."""
    ports: Any = wiring.ports()
    keys, ports.signing_keys = ports.signing_keys, Unreachable()
    yield
    ports.signing_keys = keys


def verified(client: Client, token: str, type_: str = credential.TYPE) -> dict[str, Any]:
    """What a token says, verified as anybody can: by the published keys."""
    return claims(client(None, "GET", "/api/public/keys").body["keys"], token, type_)


def status(client: Client, place: list[int]) -> int:
    """What the published list says of a place."""
    reply = client(None, "GET", f"/api/public/status/{YEAR}/{place[0]}")
    assert reply.status == 200
    return entry(verified(client, reply.body.decode(), status_list.TYPE), place[1])


def test_without_the_key_the_request_says_so_and_is_done_when_it_is_tried_again(
    client: Client, registered: World, unreachable: None
) -> None:
    reply = client("applicant", "POST", f"{PATH}/certificate", {"revision": 2}, key="certify-once-00001")
    assert (reply.status, reply.body["code"], reply.headers["Retry-After"]) == (503, "key_unavailable", "2")
    assert ("签名密钥" in reply.body["title"], "nothing was changed" in reply.body["detail_en"]) == (
        True,
        True,
    )
    assert client("applicant", "GET", PATH).body["certificate"] is None
    for path in ("/api/public/keys", f"/api/public/status/{YEAR}/0"):
        reply = client(None, "GET", path)
        assert (reply.status, reply.headers["Cache-Control"]) == (503, "no-store")


def test_a_certificate_is_issued_printed_verified_by_others_and_revoked_over_http(
    client: Client, registered: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = client("applicant", "GET", PATH).body
    assert (before["certificate"], before["certificate_due"]) == (None, True)
    done = client("applicant", "POST", f"{PATH}/certificate", {"revision": 2}, key="certify-once-00001")
    assert (done.status, done.body.keys()) == (201, ISSUED)
    assert client("applicant", "POST", f"{PATH}/certificate", {"revision": 2}).status == 200
    after = client("applicant", "GET", PATH).body
    assert after["certificate"] == {**done.body, "outdated": False, "printable": True}
    assert after["history"][-1]["words"]["number"] == done.body["number"]

    printed = client("applicant", "GET", f"{PATH}/certificate.pdf")
    assert (printed.status, printed.headers["Content-Type"]) == (200, "application/pdf")
    assert printed.headers["Cache-Control"] == "no-store"
    assert printed.headers["Content-Disposition"] == 'attachment; filename="certificate-2026.pdf"'
    token, rows = printed.body.decode().split("\n")[-2:]
    said = verified(client, token)
    assert (said["jti"], said["rows"]) == (done.body["number"], credential.rows_hash(rows))
    assert status(client, said["status"]) == 0

    asked = {"id_number": ID_NUMBERS[1]}
    (year,) = client("titles", "POST", "/api/machine/years", asked).body["years"]
    assert year["certificate"] == done.body
    case = f"/api/verifier/cases/{registered.people['applicant']}/{YEAR}"
    assert client("hr", "GET", case).body["history"][-1]["type"] == "certificate.issue"
    annulled = client("supervisor", "POST", f"{case}/annulment", {"reason": "查实伪造", "revision": 2})
    assert annulled.status == 200
    assert status(client, said["status"]) == 1
    refused = client("applicant", "GET", f"{PATH}/certificate.pdf")
    assert (refused.status, refused.body["code"]) == (409, "annulled_is_final")
    assert client("applicant", "GET", PATH).body["certificate"]["status"] == "revoked"
    for text in (done.body["number"], token, rows, "演示applicant", ID_NUMBERS[1]):
        assert text not in caplog.text


def test_a_character_that_no_font_has_is_named_in_the_refusal(client: Client, registered: World) -> None:
    wiring.ports().paper = TypstPaper(fonts.put())  # type: ignore[misc]
    assert client("other", "POST", f"{PATH}/certificate", {"revision": 2}).status == 201
    reply = client("other", "GET", f"{PATH}/certificate.pdf")
    assert (reply.status, reply.body["code"]) == (422, "no_glyph")
    assert "“\U000323af”（U+323AF）" in reply.body["detail"]


def test_what_is_printed_holds_the_certificate_that_it_shows(client: Client, registered: World) -> None:
    wiring.ports().paper = TypstPaper(fonts.put())  # type: ignore[misc]
    registered.put("2026-02-09")
    registered.declare("hr")
    registered.verify("bureau", "hr")
    registered.put("2026-03-02")
    number = client("hr", "POST", f"{PATH}/certificate", {"revision": 2}).body["number"]
    first = client("hr", "GET", f"{PATH}/certificate.pdf").body
    assert first == client("hr", "GET", f"{PATH}/certificate.pdf").body
    with pikepdf.open(io.BytesIO(first)) as pdf:
        attached = json.loads(pdf.attachments["certificate.json"].get_file().read_bytes())
    said = verified(client, attached["certificate"])
    assert (said["jti"], said["name"]) == (number, "演示hr")
    assert said["rows"] == credential.rows_hash(attached["rows"])


def test_keys_and_lists_may_be_kept_for_a_while_by_anybody(client: Client, world: World) -> None:
    keys = client(None, "GET", "/api/public/keys")
    assert keys.headers["Cache-Control"] == "public, max-age=3600"
    assert list(keys.body) == ["issuer", "name", "name_en", "keys"]
    assert keys.body["issuer"] == "http://127.0.0.1:8142"
    listed = client(None, "GET", f"/api/public/status/{YEAR}/127")
    assert listed.headers["Content-Type"] == "application/statuslist+jwt"
    assert listed.headers["Cache-Control"] == "public, max-age=600"
    assert verified(client, listed.body.decode(), status_list.TYPE)["sub"].endswith(
        f"/api/public/status/{YEAR}/127"
    )


@pytest.mark.parametrize(
    "place", ["2024/0", "2027/0", "2026/128", "2026/-1", "2026/00", "2026/+0", "02026/0"]
)
def test_a_list_that_is_out_of_range_or_spelled_otherwise_is_not_found(
    client: Client, world: World, place: str
) -> None:
    reply = client(None, "GET", f"/api/public/status/{place}")
    assert (reply.status, reply.headers["Cache-Control"]) == (404, "no-store")


def test_a_certificate_is_asked_for_by_nothing_but_the_revision(client: Client, registered: World) -> None:
    reply = client("applicant", "POST", f"{PATH}/certificate", {"revision": 2, "hours": 900})
    assert (reply.status, reply.body["errors"][0]["path"]) == (422, "hours")
