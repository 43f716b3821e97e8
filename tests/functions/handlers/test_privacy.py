"""No ID number in a log, a URL or a public answer: looked for after a full walk."""

import logging
from typing import Any

import pytest

from functions.services import chain
from tests.functions.handlers.conftest import Client
from tests.functions.world import COUNTY, ID_NUMBERS, YEAR, World


def test_no_id_number_and_no_name_is_in_a_log_or_a_public_answer(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.declare()
    world.verify()
    number = ID_NUMBERS[1]
    completion = {
        "id": "c",
        "kind": "courseware",
        "title": "课程",
        "date": "2026-01-01",
        "subject": "general",
    }
    sent = {"id_number": number, "year": YEAR, "completion": completion}
    assert client("platform", "POST", "/api/machine/completions", sent).status == 201
    assert client("titles", "POST", "/api/machine/years", {"id_number": number}).status == 200
    refused = client("stranger", "POST", "/api/applicant/me", {"name": "演示", "id_number": number})
    assert refused.status == 409
    public = client(None, "GET", f"/api/public/notices?region={COUNTY}").body
    me = client("applicant", "GET", "/api/applicant/me").body
    queue = client("hr", "GET", f"/api/verifier/cases?desk=employer&scope={world.employer}&year={YEAR}").body
    assert public["rows"]
    assert queue["rows"]
    for told in (public, me, queue, refused.body):
        assert number not in str(told)
    assert caplog.records
    for text in (number, "演示applicant", world.people["applicant"]):
        assert text not in caplog.text


def test_after_a_whole_life_no_id_number_is_in_a_log_an_address_a_notice_or_an_event(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    addresses: list[str] = []

    def ask(who: str | None, method: str, path: str, body: object = None) -> Any:
        addresses.append(path)
        reply = client(who, method, path, body)
        assert reply.status < 300, reply.body
        return reply.body

    case = f"/api/verifier/cases/{world.people['other']}/{YEAR}"
    world.declare("other")
    world.complete(ID_NUMBERS[2])
    ask("hr", "POST", f"{case}/question", {"question": "请补充合格证书", "revision": 1})
    supplement = {"evidence": [], "note": "证书已补", "revision": 2}
    ask("other", "POST", f"/api/applicant/years/{YEAR}/supplement", supplement)
    ask("hr", "POST", f"{case}/verification", {"remark": "齐全", "ledger": "T-9", "revision": 3})
    notices = ask(None, "GET", f"/api/public/notices?region={COUNTY}")["rows"]
    (notice,) = [row["notice"] for row in notices if row["name"] == "演示other"]
    shown = ask(None, "GET", f"/api/public/notices/{notice}")
    reason = {"reason": "证书不是本人的"}
    objection = ask(None, "POST", f"/api/public/notices/{notice}/objections", reason)["objection"]
    dismissal = {"reason": "经核对属实", "revision": 5}
    ask("hr", "POST", f"{case}/objections/{objection}/dismissal", dismissal)
    correction = {"changes": {"ledger": "T-10"}, "reason": "台账号笔误", "revision": 6}
    ask("hr", "POST", f"{case}/correction", correction)
    for who, path in (
        ("other", "/api/applicant/me"),
        ("other", f"/api/applicant/years/{YEAR}"),
        ("other", "/api/applicant/me/record"),
        ("hr", case),
        ("supervisor", case),
        ("hr", f"/api/verifier/employers/{world.employer}/members"),
        ("hr", f"/api/verifier/ledger?scope={world.employer}&year={YEAR}"),
    ):
        told = str(ask(who, "GET", path))
        assert not any(number in told for number in ID_NUMBERS)
    events = [item.body for item in chain.events(world.ports)]
    assert len(events) > 20
    assert caplog.records
    for number in ID_NUMBERS:
        for place in (caplog.text, str(addresses), str(notices), str(shown), str(events)):
            assert number not in place
    for text in ("演示other", "证书不是本人的", "请补充合格证书", "证书已补", "T-10", "一级建造师"):
        assert text not in caplog.text
    assert set(shown) == {
        "notice",
        "name",
        "employer",
        "year",
        "items",
        "general",
        "professional",
        "total",
        "region",
        "opened",
        "last_day",
        "note",  # why there is no last day yet
        "note_en",
    }
