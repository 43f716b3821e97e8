"""What the functions answer to anything at all is what their OpenAPI documents say: nothing else, and never a 5xx."""

import json
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as specs

from functions import openapi
from tests.functions.handlers.conftest import Client
from tests.functions.world import World

SUBJECTS = {"public": [None], "applicant": ["other", "stranger"], "verifier": ["hr", "bureau", "office"]}
SUBJECTS["machine"] = ["platform", "titles"]


CHECKS = [
    specs.status_code_conformance,
    specs.content_type_conformance,
    specs.response_schema_conformance,
    not_a_server_error,
]


def document(audience: str) -> dict[str, Any]:
    made: dict[str, Any] = openapi.document(import_module(f"functions.handlers.{audience}").app)
    return made


OPERATIONS = [
    (audience, path, method)
    for audience in SUBJECTS
    for path, operations in document(audience)["paths"].items()
    for method in operations
]


def answered(client: Client, who: str | None, case: Any) -> schemathesis.Response:
    """What the functions answer to a case, as schemathesis takes it."""
    sent = case.as_transport_kwargs(base_url="http://127.0.0.1")
    query = urlencode(sent.get("params") or {}, doseq=True)
    path = sent["url"].removeprefix("http://127.0.0.1") + (f"?{query}" if query else "")
    key = (sent.get("headers") or {}).get("Idempotency-Key")
    body = sent.get("json")
    reply = client(who, sent["method"], path, body, key=key)
    return schemathesis.Response(
        status_code=reply.status,
        headers={name.lower(): [value] for name, value in reply.headers.items()},
        content=reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode(),
        request=requests.Request(sent["method"], sent["url"]).prepare(),
        elapsed=0.0,
        verify=False,
    )


@pytest.mark.parametrize(("audience", "path", "method"), OPERATIONS, ids=str)
def test_whatever_is_sent_the_answer_is_a_documented_one(
    client: Client, world: World, audience: str, path: str, method: str
) -> None:
    schema = schemathesis.openapi.from_dict(document(audience))
    strategy = schema[path][method].as_strategy()

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def anything(case: Any) -> None:
        for who in SUBJECTS[audience]:
            case.validate_response(answered(client, who, case), checks=CHECKS)

    anything()
