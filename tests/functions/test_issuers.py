"""What a deployment pins is the server's own key set, printed as the page that verifies reads it."""

import json
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from functions.services.signing import key_set
from functions.wiring import ports, settings
from tests.functions.conftest import ORIGIN
from tools import issuers


def test_what_is_printed_at_a_deployment_is_the_servers_own_key_set(
    embedded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuers.main([])
    (issuer,) = json.loads(capsys.readouterr().out)
    assert issuer == {**key_set(ports()), "status": "/api/public/status", "demonstration": True}
    assert issuer["issuer"] == ORIGIN
    assert issuer["keys"]
    assert not any(set(key) & {"d", "p", "q"} for key in issuer["keys"])


def test_a_file_is_written_whole_or_stays_as_it_was(
    embedded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site/issuers.json"
    issuers.main(["--out", str(out)])
    before = out.read_bytes()
    assert json.loads(before)[0]["keys"]
    monkeypatch.delenv("AHCE_VAR")
    settings.cache_clear()
    with pytest.raises(SystemExit, match=r"^exactly one of AHCE_VAR .*$"):
        issuers.main(["--out", str(out)])
    assert out.read_bytes() == before


def test_the_settings_may_be_those_of_the_deployed_function() -> None:
    lambdas = boto3.client(
        "lambda", region_name="cn-north-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    with Stubber(lambdas) as stub:
        variables = {"AHCE_TABLE": "t", "AHCE_ORIGIN": "https://ahce.example"}
        answer = {"Environment": {"Variables": variables}}
        stub.add_response("get_function_configuration", answer, {"FunctionName": "ahce-public"})
        read = issuers.settings_of(lambdas, "ahce-public")
    assert read.needed("AHCE_ORIGIN") == "https://ahce.example"
