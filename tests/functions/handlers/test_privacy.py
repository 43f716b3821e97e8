"""No ID number in a log, a URL or a public answer: looked for after a full walk."""

import logging

import pytest

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
