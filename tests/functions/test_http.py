"""What every function's front has in common: bodies, headers, errors, throttling, logs, OpenAPI."""

import base64
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from aws_lambda_powertools.event_handler.openapi.params import Path as InPath
from aws_lambda_powertools.event_handler.openapi.params import Query
from joserfc import jwt
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field

from ahce_core.problems import Problem, Refusal
from ahce_core.registration import grounds
from ahce_core.wording import Text
from functions import http, openapi, wiring
from functions.adapters.issuer_keys import IssuerKeys, issuer_name
from functions.handlers import public
from functions.ports import BadCursor, NotSignedIn, Unavailable
from functions.services.errors import KeyReused, Stale
from functions.throttle import Throttle
from tests.functions.conftest import ORIGIN

NUMBER = "11010519491231002X"
Make = Callable[..., dict[str, Any]]


class Claim(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    year: int = Field(ge=2025, le=2100)
    subject: Literal["general", "professional"]
    note: str = Field(default="", max_length=5)
    rows: list[int] = Field(default=[], max_length=2)


ERRORS: dict[str, Exception] = {
    "refusal": Refusal([Problem("year", Text("年", "year")), Problem("rows[0]", Text("行", "row"))]),
    "hidden": grounds.NotAllowed(grounds.NOT_FOUND),
    "forbidden": grounds.NotAllowed(grounds.OWN_DECLARATION),
    "conflict": grounds.NotAllowed(grounds.ONCE_A_YEAR),
    "stale": Stale(),
    "reused": KeyReused(),
    "cursor": BadCursor(NUMBER),
    "nobody": NotSignedIn(NUMBER),
    "away": Unavailable(NUMBER),
    "defect": ZeroDivisionError(NUMBER),
    "deep": RecursionError(NUMBER),
}


def sample() -> http.Api:
    app = http.api("applicant", Text("示例", "Sample"), Text("说明", "About"))

    @app.post("/api/applicant/claims")
    def claim(body: Claim) -> dict[str, Any]:
        return {"year": body.year, "key": http.idempotency_key(app)}

    @app.post("/api/applicant/claims/<claim_id>/withdraw")
    def withdraw(claim_id: Annotated[str, InPath(pattern="^[a-z2-7]{2,26}$")]) -> dict[str, str]:
        return {"id": claim_id}

    @app.get("/api/applicant/raise")
    def fail(error: Annotated[str, Query()], limit: Annotated[int, Query(ge=1)] = 1) -> dict[str, str]:
        raise ERRORS[error]

    @app.get("/api/applicant/me")
    def me() -> dict[str, str]:
        return {"name": http.principal(app).display_name}

    return app


@pytest.fixture
def call(embedded: Path) -> Callable[[dict[str, Any]], tuple[int, dict[str, Any], dict[str, str]]]:
    handler = http.handler(sample())

    def made(event: dict[str, Any]) -> tuple[int, dict[str, Any], dict[str, str]]:
        answer = handler(event, None)
        return answer["statusCode"], json.loads(answer["body"]), answer["headers"]

    return made


@pytest.fixture
def token(embedded: Path) -> Callable[[str], str]:
    """A maker of access tokens of the embedded issuer."""
    key = IssuerKeys(embedded / "keys").signing()

    def made(subject: str) -> str:
        now = int(time.time())
        claims = {
            "iss": issuer_name(ORIGIN),
            "aud": wiring.AUDIENCE,
            "sub": subject,
            "iat": now,
            "exp": now + 600,
        }
        return jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": key.thumbprint()}, claims, key)

    return made


Call = Callable[[dict[str, Any]], tuple[int, dict[str, Any], dict[str, str]]]
GOOD = {"year": 2026, "subject": "general"}


def test_a_command_that_fits_reaches_its_route_with_its_key(call: Call, event: Make) -> None:
    status, body, headers = call(event("POST", "/api/applicant/claims", GOOD))
    assert (status, body) == (200, {"year": 2026, "key": "0123456789abcdef"})
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        ("refusal", 422, "unfit"),
        ("hidden", 404, "not_found"),
        ("forbidden", 403, "own_declaration"),
        ("conflict", 409, "once_a_year"),
        ("stale", 409, "stale"),
        ("reused", 422, "key_reused"),
        ("cursor", 422, "bad_cursor"),
        ("nobody", 401, "not_signed_in"),
        ("away", 503, "unavailable"),
        ("defect", 500, "defect"),
        ("deep", 500, "defect"),
    ],
)
def test_each_error_has_one_answer_in_both_languages_that_tells_nothing_personal(
    call: Call, event: Make, caplog: pytest.LogCaptureFixture, error: str, status: int, code: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        found, body, headers = call(event("GET", f"/api/applicant/raise?error={error}"))
    assert (found, body["status"], body["code"]) == (status, status, code)
    assert headers["Content-Type"] == "application/problem+json"
    assert body["type"] == f"urn:ahce:problem:{code}"
    assert all(body[key] for key in ("title", "title_en", "detail", "detail_en"))
    assert NUMBER not in json.dumps(body) + caplog.text
    assert ("Retry-After" in headers) == (status == 503)
    assert ("WWW-Authenticate" in headers) == (status == 401)


def test_a_ground_of_the_law_names_its_article(call: Call, event: Make) -> None:
    _, body, _ = call(event("GET", "/api/applicant/raise?error=conflict"))
    assert (body["article"], body["article_en"], body["ours"]) == ("第二十一条第3项", "Art. 21(3)", False)


def test_a_refusal_lists_every_problem_with_its_path(call: Call, event: Make) -> None:
    _, body, _ = call(event("GET", "/api/applicant/raise?error=refusal"))
    assert [(one["path"], one["message"], one["message_en"]) for one in body["errors"]] == [
        ("year", "年", "year"),
        ("rows[0]", "行", "row"),
    ]


def test_every_misfit_of_a_body_is_told_at_once_and_never_repeated(call: Call, event: Make) -> None:
    misfit = {"year": 2024, "subject": NUMBER, "note": NUMBER, "rows": [1, "2"], NUMBER[:3]: 1}
    status, body, _ = call(event("POST", "/api/applicant/claims", misfit))
    assert status == 422
    told = {one["path"]: one["message"] for one in body["errors"]}
    assert told["year"] == "不应小于2025。"
    assert told["note"] == "最多5个字符。"
    assert set(told) == {"year", "subject", "note", "rows[1]", "110"}
    assert NUMBER not in json.dumps(body)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (None, 422, "unfit"),
        ("{", 400, "not_json"),
        ("[" * 100_000, 400, "not_json"),
        ('{"year": NaN, "subject": "general"}', 400, "not_json"),
        ('{"year": 1e400, "subject": "general"}', 400, "not_json"),
        ('{"x": ' + "9" * 5000 + "}", 400, "not_json"),
        ('{"x": ' + "9" * 5000 + ', "y": [}', 400, "not_json"),
        ('{"year": 2026, "subject": "general", "note": "\\ud800"}', 400, "not_json"),
        ('{"year": 2026, "subject": "general", "\\udfff": 1}', 400, "not_json"),
        ('{"year": 2026, "subject": "general", "note": "\\ud83d\\ude00"}', 200, None),
        ('{"year": ' + "9" * 4000 + ', "subject": "general"}', 422, "unfit"),
        ('{"year": 2026, "year": 2025, "subject": "general"}', 422, "unfit"),
        ('{"year": "2026", "subject": "general"}', 422, "unfit"),
        ('{"year": 2026.0, "subject": "general"}', 422, "unfit"),
        ("[]", 422, "unfit"),
        ('"' + "a" * 1024 * 1024 + '"', 413, "too_large"),
        ('"' + "学" * (1024 * 1024 // 3) + '"', 413, "too_large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_body_that_does_not_fit_is_refused_for_what_it_is(
    call: Call, event: Make, body: str | None, status: int, code: str | None
) -> None:
    found, answer, _ = call(event("POST", "/api/applicant/claims", body))
    assert (found, answer.get("code")) == (status, code)


def test_what_no_store_could_keep_is_refused_at_its_path(call: Call, event: Make) -> None:
    body = '{"a": [{"t\\ud800": 1}, "\\udfff"], "b": ' + "9" * 5000 + ', "c": -1e400}'
    _, answer, _ = call(event("POST", "/api/applicant/claims", body))
    found = [(one["path"], bool(one["message"]), bool(one["message_en"])) for one in answer["errors"]]
    assert found == [(path, True, True) for path in (r"a[0].t\ud800", "a[1]", "b", "c")]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON;charset=UTF-8", 200),
        ("application/json; charset=gb18030", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=a", 415),
        ("", 415),
    ],
)
def test_a_body_is_json_in_utf8_and_says_so(call: Call, event: Make, kind: str, status: int) -> None:
    assert call(event("POST", "/api/applicant/claims", GOOD, content_type=kind))[0] == status


def test_a_body_in_base64_is_read_and_one_that_is_no_utf8_refused(call: Call, event: Make) -> None:
    for content, status in ((json.dumps(GOOD).encode(), 200), ('{"note":"中"}'.encode("gb18030"), 415)):
        made = event("POST", "/api/applicant/claims", base64.b64encode(content).decode())
        made["isBase64Encoded"] = True
        assert call(made)[0] == status


@pytest.mark.parametrize("key", ["", "a" * 15, "a" * 129, "a" * 20 + "\n", "中" * 20, "a b" * 8])
def test_a_command_without_a_proper_idempotency_key_is_refused(call: Call, event: Make, key: str) -> None:
    status, body, _ = call(event("POST", "/api/applicant/claims", GOOD, idempotency_key=key))
    assert (status, body["code"]) == (400, "idempotency_key")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/applicant/nowhere"), ("DELETE", "/api/applicant/me"), ("GET", "/")]
)
def test_what_no_route_names_is_not_found(call: Call, event: Make, method: str, path: str) -> None:
    status, body, _ = call(event(method, path))
    assert (status, body["code"]) == (404, "not_found")


def test_parameters_are_validated_too(call: Call, event: Make) -> None:
    _, body, _ = call(event("GET", "/api/applicant/raise?error=defect&limit=0"))
    assert [one["path"] for one in body["errors"]] == ["limit"]
    status, body, _ = call(event("POST", "/api/applicant/claims/NO!/withdraw"))
    assert (status, body["errors"][0]["path"]) == (422, "claim_id")


@pytest.mark.parametrize(
    "header", ["", "Basic YTpi", "Bearer", "Bearer ", "Bearer x.y.z", "bearer " + "a" * 9000]
)
def test_without_a_bearer_token_that_holds_nobody_is_signed_in(call: Call, event: Make, header: str) -> None:
    status, body, headers = call(event("GET", "/api/applicant/me", authorization=header))
    assert (status, body["code"], headers["WWW-Authenticate"]) == (401, "not_signed_in", "Bearer")


def test_who_asks_too_often_is_told_when_to_come_back_and_only_a_token_that_holds_is_a_caller_of_its_own(
    embedded: Path, event: Make, monkeypatch: pytest.MonkeyPatch, token: Callable[[str], str]
) -> None:
    monkeypatch.setenv("AHCE_RATE", "0.001")
    monkeypatch.setenv("AHCE_BURST", "2")
    wiring.settings.cache_clear()
    handler = http.handler(sample())
    statuses = [handler(event("GET", "/api/applicant/none"), None)["statusCode"] for _ in range(3)]
    assert statuses == [404, 404, 429]
    refused = handler(event("GET", "/api/applicant/none"), None)
    assert int(refused["headers"]["Retry-After"]) > 0
    assert json.loads(refused["body"])["code"] == "too_many"
    junk = event("GET", "/api/applicant/none", authorization="Bearer b")
    assert (
        handler(junk, None)["statusCode"] == 429
    )  # any word may stand there: it makes nobody another caller
    known = event("GET", "/api/applicant/none", authorization=f"Bearer {token('a')}")
    assert handler(known, None)["statusCode"] == 404
    assert [handler(known, None)["statusCode"] for _ in range(2)] == [404, 429]
    other = event("GET", "/api/applicant/none", authorization=f"Bearer {token('b')}")
    assert handler(other, None)["statusCode"] == 404


def test_where_nobody_signs_in_no_header_makes_another_caller(
    embedded: Path, event: Make, monkeypatch: pytest.MonkeyPatch, token: Callable[[str], str]
) -> None:
    monkeypatch.setenv("AHCE_RATE", "0.001")
    monkeypatch.setenv("AHCE_BURST", "1")
    wiring.settings.cache_clear()
    handler = http.handler(http.api("public", Text("公开", "Public"), Text("", "")))
    statuses = [
        handler(event("GET", "/api/public/none", authorization=f"Bearer {token(who)}"), None)["statusCode"]
        for who in "ab"
    ]
    assert statuses == [404, 429]


@pytest.mark.parametrize(
    ("fronts", "came", "refused"),
    [
        (
            "0",
            ["1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9"],
            True,
        ),  # no front of ours: anybody may write such a header
        ("1", ["1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9"], False),
        (
            "1",
            ["1.1.1.1, 9.9.9.9", "7.7.7.7, 1.1.1.1, 9.9.9.8"],
            True,
        ),  # what the caller wrote in front counts not
        ("1", ["9.9.9.9", "9.9.9.9"], True),  # past the front: where it comes from
    ],
)
def test_behind_a_front_of_ours_callers_are_told_apart_by_where_they_came_from(
    embedded: Path,
    event: Make,
    monkeypatch: pytest.MonkeyPatch,
    fronts: str,
    came: list[str],
    refused: bool,
) -> None:
    for name, value in {"AHCE_RATE": "0.001", "AHCE_BURST": "1", "AHCE_FRONTS": fronts}.items():
        monkeypatch.setenv(name, value)
    wiring.settings.cache_clear()
    handler = http.handler(sample())
    statuses = [
        handler(event("GET", "/api/applicant/none", x_forwarded_for=each), None)["statusCode"]
        for each in came
    ]
    assert statuses == [404, 429 if refused else 404]


def test_from_one_address_few_objections_are_taken_in_an_hour(
    embedded: Path, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AHCE_OBJECTIONS", "2")
    wiring.settings.cache_clear()
    notice = f"/api/public/notices/{'a' * 26}"
    answers = [
        public.handler(event("POST", f"{notice}/objections", {"reason": "不属实"}, authorization=who), None)
        for who in ("", "Bearer a", "Bearer b")
    ]
    assert [answer["statusCode"] for answer in answers] == [404, 404, 429]
    assert 60 < int(answers[-1]["headers"]["Retry-After"]) <= 1800
    assert public.handler(event("GET", notice), None)["statusCode"] == 404


def test_a_bucket_refills_as_time_goes_by_and_forgets_whom_it_has_not_heard_of() -> None:
    moment = 0.0
    throttle = Throttle(rate=0.5, burst=2, now=lambda: moment)
    assert [throttle.wait("a") for _ in range(3)] == [0, 0, 2]
    moment = 2.0
    assert [throttle.wait("a"), throttle.wait("a")] == [0, 2]
    for n in range(10_000):
        throttle.wait(str(n))
    assert throttle.wait("a") == 0


def test_the_log_has_a_line_a_request_without_path_query_or_body(
    call: Call, event: Make, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="ahce"):
        call(event("POST", "/api/applicant/claims", {**GOOD, "note": NUMBER}))
    line = json.loads(caplog.records[-1].getMessage())
    assert line.pop("ms") >= 0
    assert line == {
        "api": "applicant",
        "method": "POST",
        "route": "POST /api/applicant/claims",
        "status": 422,
        "id": "r1",
    }
    assert NUMBER not in caplog.text


def test_the_openapi_document_is_served_and_tells_of_every_answer(call: Call, event: Make) -> None:
    status, document, _ = call(event("GET", "/api/applicant/openapi.json"))
    assert status == 200
    assert document == openapi.document(sample())
    command = document["paths"]["/api/applicant/claims"]["post"]
    assert " ".join(sorted(command["responses"])) == "200 400 401 403 404 409 413 415 422 429 500 503"
    assert [one["name"] for one in command["parameters"]] == ["Idempotency-Key"]
    reading = document["paths"]["/api/applicant/me"]["get"]
    assert " ".join(sorted(reading["responses"])) == "200 401 403 404 422 429 500 503"
    assert "HTTPValidationError" not in json.dumps(document)
    assert document["security"] == [{"bearer": []}]
    schema = document["components"]["schemas"]["Problem"]
    _, body, _ = call(event("GET", "/api/applicant/raise?error=refusal"))
    Draft202012Validator(schema).validate(body)


def test_the_public_audience_asks_for_no_sign_in(embedded: Path) -> None:
    app = http.api("public", Text("公开", "Public"), Text("", ""))

    @app.get("/api/public/day")
    def day() -> dict[str, str]:
        return {}

    document = openapi.document(app)
    assert "security" not in document
    assert "401" not in document["paths"]["/api/public/day"]["get"]["responses"]
