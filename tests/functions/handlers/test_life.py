"""The whole path over HTTP as its people walk it, and what an answer to it looks like."""

import hashlib
import json

import pytest
from jsonschema import Draft202012Validator

from ahce_core.registration.roles import Role
from functions.wiring import ports
from tests.functions.handlers.conftest import Client
from tests.functions.proof import pdf
from tests.functions.world import COUNTY, EXAM, ID_NUMBERS, YEAR, World

PROOF = pdf()


def upload(client: Client, who: str, content: bytes = PROOF) -> str:
    said = {
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    reply = client(who, "POST", "/api/applicant/evidence", said)
    assert reply.status == 201
    ports().evidence.receive(reply.body["fields"], content)  # type: ignore[attr-defined]
    return str(reply.body["evidence"])


def test_from_declaration_to_registration_over_http(client: Client, world: World) -> None:
    year = f"/api/applicant/years/{YEAR}"
    before = client("applicant", "GET", year).body
    assert (before["status"], before["revision"], before["claim"]) == ("undeclared", 0, None)
    sent = {
        "claim": EXAM,
        "evidence": [{"id": upload(client, "applicant"), "activity": "a1"}],
        "revision": 0,
    }
    declared = client("applicant", "POST", f"{year}/declaration", sent, key="declare-once-0001")
    assert (declared.status, declared.body["status"]) == (201, "submitted")
    again = client("applicant", "POST", f"{year}/declaration", sent, key="declare-once-0001")
    assert again == declared
    other_key = client("applicant", "POST", f"{year}/declaration", sent)
    assert (other_key.status, other_key.body["code"]) == (409, "once_a_year")
    assert other_key.body["article"] == "第二十一条第3项"
    reused = client(
        "applicant", "POST", f"{year}/declaration", {**sent, "revision": 1}, key="declare-once-0001"
    )
    assert (reused.status, reused.body["code"]) == (422, "key_reused")

    case = f"/api/verifier/cases/{world.people['applicant']}/{YEAR}"
    rows = client("hr", "GET", f"/api/verifier/queue?desk=employer&scope={world.employer}").body["rows"]
    assert [row["name"] for row in rows] == ["演示applicant"]
    asked = client("hr", "POST", f"{case}/question", {"question": "请补充原件", "revision": 1})
    assert asked.body["status"] == "supplement_asked"
    more = {"evidence": [{"id": upload(client, "applicant", pdf("2")), "activity": "a1"}], "revision": 2}
    assert client("applicant", "POST", f"{year}/supplement", more).body["status"] == "submitted"
    seen = client("hr", "GET", case).body
    assert [file["also_used_by"] for file in seen["evidence"]] == [0, 0]
    assert seen["actions"] == ["ask", "verify", "refuse"]
    assert seen["assessment"]["complete"]

    world.put("2026-02-09")
    stale = client("hr", "POST", f"{case}/verification", {"revision": 1})
    assert (stale.status, stale.body["code"]) == (409, "stale")
    verified = client("hr", "POST", f"{case}/verification", {"revision": 3, "ledger": "T-1"})
    assert verified.body["status"] == "on_notice"
    notice = client(None, "GET", f"/api/public/notices?region={COUNTY}").body["rows"][0]
    assert (notice["name"], notice["total"], notice["last_day"]) == ("演示applicant", 90, "2026-02-14")
    path = f"/api/public/notices/{notice['notice']}"
    objected = client(None, "POST", f"{path}/objections", {"reason": "证书存疑"})
    assert objected.status == 201
    objection = objected.body["objection"]
    world.put("2026-02-15", "00:00:00")
    assert client(None, "GET", path).status == 404
    assert client(None, "POST", f"{path}/objections", {"reason": "证书存疑"}).status == 404
    assert client("applicant", "GET", year).body["status"] == "under_review"
    decided = client(
        "hr", "POST", f"{case}/objections/{objection}/dismissal", {"reason": "经核对属实", "revision": 5}
    )
    assert decided.body["status"] == "registered"
    told = client("titles", "POST", "/api/machine/years", {"id_number": ID_NUMBERS[1]})
    assert told.body["years"][0]["total"] == 90
    history = client("applicant", "GET", year).body["history"]
    assert [line["type"] for line in history] == [
        f"case.{act}" for act in ("declare", "ask", "supplement", "verify", "object", "dismiss")
    ]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"evidence": [], "revision": 0}, "claim"),
        ({"claim": {}, "evidence": [], "revision": "0"}, "revision"),
        ({"claim": {}, "evidence": [], "revision": True}, "revision"),
        ({"claim": {}, "evidence": [{"id": "x", "activity": "a"}], "revision": 0}, "evidence[0].id"),
        ({"claim": {}, "evidence": [], "revision": 0, "total": 90}, "total"),
        ({"claim": {"activities": [], "total": 90}, "evidence": [], "revision": 0}, "total"),
        ({"claim": {}, "evidence": [], "revision": 0}, "activities"),
        (
            {"claim": {"activities": [{"id": "a"}]}, "evidence": [], "revision": 0},
            "activities[0].kind",
        ),
    ],
)
def test_what_is_wrong_with_a_declaration_is_told_by_its_path(
    client: Client, world: World, body: object, path: str
) -> None:
    reply = client("other", "POST", f"/api/applicant/years/{YEAR}/declaration", body)
    assert reply.status == 422
    assert path in [error["path"] for error in reply.body["errors"]]
    assert all(error["message"] and error["message_en"] for error in reply.body["errors"])


@pytest.mark.parametrize(
    ("who", "method", "path", "body"),
    [
        ("other", "PUT", "/api/applicant/me/employment", {"region": COUNTY, "transferred_in": "2026-02-30"}),
        ("other", "PUT", "/api/applicant/me/employment", {"region": "110000"}),
        ("other", "PUT", "/api/applicant/me/employment", {}),
        ("other", "PUT", "/api/applicant/me/employment", {"region": COUNTY, "employer": "a" * 26}),
        ("other", "PUT", "/api/applicant/me/employment", {"region": "349999"}),
        ("stranger", "POST", "/api/applicant/me", {"name": "演示", "id_number": "340881199001010019"}),
        ("hr", "GET", "/api/verifier/queue?desk=nowhere&scope=x", None),
        (None, "GET", "/api/public/settings/2024", None),
        (None, "GET", "/api/public/notices?region=999999", None),
        (None, "GET", f"/api/public/notices?region={COUNTY}&after=nonsense", None),
        ("other", "GET", "/api/applicant/years/1999", None),
        (
            "platform",
            "POST",
            "/api/machine/completions",
            {
                "id_number": ID_NUMBERS[0],
                "year": YEAR,
                "completion": {"id": "c", "kind": "teaching", "title": "x", "date": "2026-01-01"},
            },
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_remedy(
    client: Client, world: World, who: str | None, method: str, path: str, body: object
) -> None:
    reply = client(who, method, path, body)
    assert reply.status == 422
    assert "340881199001010019" not in json.dumps(reply.body)


def test_settings_and_regions_are_for_everybody(client: Client, world: World) -> None:
    shown = client(None, "GET", f"/api/public/settings/{YEAR}").body
    assert (shown["window"], len(shown["readings"])) == (None, 8)
    window = {"opens": "2026-01-01", "closes": "2027-01-31", "revision": 0}
    assert client("office", "PUT", f"/api/verifier/settings/windows/{YEAR}", window).status == 200
    shown = client(None, "GET", f"/api/public/settings/{YEAR}").body
    assert shown["window"] == {"opens": "2026-01-01", "closes": "2027-01-31"}
    regions = client(None, "GET", "/api/public/regions").body["regions"]
    assert len(regions) == 121


def test_a_completion_registers_once_and_says_which(client: Client, world: World) -> None:
    completion = {
        "id": "c1",
        "kind": "courseware",
        "title": "公需科目",
        "date": "2026-01-03",
        "subject": "general",
        "rated_hours": 12.5,
    }
    sent = {"id_number": ID_NUMBERS[2], "year": YEAR, "completion": completion}
    first = client("platform", "POST", "/api/machine/completions", sent)
    again = client("platform", "POST", "/api/machine/completions", sent)
    assert [(first.status, first.body["registered"]), (again.status, again.body["registered"])] == [
        (201, "now"),
        (200, "before"),
    ]
    assert client("other", "GET", f"/api/applicant/years/{YEAR}").body["assessment"]["total"] == 12.5


@pytest.mark.parametrize("audience", ["public", "applicant", "verifier", "machine"])
def test_the_openapi_document_is_complete(client: Client, world: World, audience: str) -> None:
    reply = client(None, "GET", f"/api/{audience}/openapi.json")
    assert reply.status == 200
    seen = set()
    for path, operations in reply.body["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            assert operation["operationId"] not in seen
            seen.add(operation["operationId"])
            answers = [status for status in operation["responses"] if status.startswith("2")]
            assert answers, path
            for status in answers:
                ((media_type, content),) = operation["responses"][status]["content"].items()
                known = "$ref" if media_type == "application/json" else "contentMediaType"
                assert known in content["schema"], (path, method)
    for schema in reply.body["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_from_a_first_sign_in_to_an_accepted_member_over_http(client: Client, world: World) -> None:
    me = client("newcomer", "GET", "/api/applicant/me").body
    assert (me["person"], me["roles"], me["employment"]) == (None, [], None)
    short = client("newcomer", "POST", "/api/applicant/me", {"name": "演示新人", "id_number": "3408811990"})
    assert short.status == 422
    assert short.body["errors"][0]["message"].startswith("这不是18位公民身份号码")
    enrolled = client(
        "newcomer", "POST", "/api/applicant/me", {"name": "演示新人", "id_number": "340881199001010050"}
    )
    assert enrolled.status == 201
    employer = {
        "code": "12340881MB00000019",
        "name": "新单位",
        "kind": "public_institution",
        "region": COUNTY,
    }
    registered = client("newcomer", "POST", "/api/verifier/employers", employer)
    assert registered.status == 201
    path = f"/api/verifier/employers/{registered.body['employer']}"
    waiting = client("bureau", "GET", f"/api/verifier/employers?region={COUNTY}").body["rows"]
    assert [row["name"] for row in waiting] == ["新单位"]
    confirmed = client("bureau", "POST", f"{path}/confirmation", {"kind": "state_enterprise", "revision": 1})
    assert confirmed.body == {"employer": registered.body["employer"], "revision": 2}
    where = {"employer": registered.body["employer"], "transferred_in": "2026-01-15"}
    assert client("newcomer", "PUT", "/api/applicant/me/employment", where).body["accepted"] is False
    members = client("newcomer", "GET", f"{path}/members").body["rows"]
    assert [(row["name"], row["transferred_in"]) for row in members] == [("演示新人", "2026-01-15")]
    accepted = client(
        "newcomer", "POST", f"{path}/members/{members[0]['person']}/acceptance", {"revision": 1}
    )
    assert accepted.body == {"revision": 2, "accepted": True}
    me = client("newcomer", "GET", "/api/verifier/me").body
    assert [role["role"] for role in me["roles"]] == ["employer_verifier"]
    given = {"identity": me["identity"], "role": "title_system", "held": True}
    assert client("office", "POST", "/api/verifier/assignments", given).body["held"] is True
    taken = client("office", "POST", "/api/verifier/assignments", {**given, "held": False})
    assert taken.body["held"] is False


def test_every_decision_of_a_bureau_over_http(client: Client, world: World) -> None:
    world.put("2026-03-02")
    case = f"/api/verifier/cases/{world.people['self_employed']}/{YEAR}"
    world.declare("self_employed")
    refusal = {"rule": "completeness", "reason": "材料不齐", "revision": 1}
    assert client("bureau", "POST", f"{case}/refusal", refusal).body["status"] == "refused"
    world.declare("self_employed", revision=2)
    verified = client("bureau", "POST", f"{case}/verification", {"revision": 3, "remark": "齐全"})
    assert verified.body["status"] == "on_notice"
    corrected = client(
        "bureau",
        "POST",
        f"{case}/correction",
        {"changes": {"remark": "材料齐全"}, "reason": "笔误", "revision": 4},
    )
    assert corrected.body["revision"] == 5
    world.put("2026-03-10")
    world.enrol("county_supervisor", "340881199001010106")
    world.give("office", "county_supervisor", Role.BUREAU_SUPERVISOR, COUNTY)
    seen = client("county_supervisor", "GET", case).body
    assert (seen["status"], seen["actions"], seen["verification"]["remark"]) == ("registered", [], "材料齐全")
    assert client("supervisor", "GET", case).body["actions"] == ["annul"]
    annulled = client("supervisor", "POST", f"{case}/annulment", {"reason": "查实伪造", "revision": 5})
    assert annulled.body["status"] == "annulled"


def test_an_upheld_objection_over_http(client: Client, world: World) -> None:
    case = f"/api/verifier/cases/{world.people['hr']}/{YEAR}"
    world.declare("hr")
    assert client("bureau", "POST", f"{case}/verification", {"revision": 1}).status == 200
    notice = client(None, "GET", f"/api/public/notices?region={COUNTY}").body["rows"][0]["notice"]
    objected = client(
        None, "POST", f"/api/public/notices/{notice}/objections", {"reason": "证书不是本人的"}
    ).body
    upheld = client(
        "bureau",
        "POST",
        f"{case}/objections/{objected['objection']}/upholding",
        {"reason": "属实", "revision": 3},
    )
    assert upheld.body["status"] == "refused"
    assert client(None, "GET", f"/api/public/notices/{notice}").status == 404
