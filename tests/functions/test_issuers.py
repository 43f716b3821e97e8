"""What a deployment pins is the server's own key set, printed as the page that verifies reads it."""

import json
from pathlib import Path

import pytest

from functions.services.signing import key_set
from functions.wiring import ports
from tests.functions.conftest import ORIGIN
from tools import issuers


def test_what_is_printed_at_a_deployment_is_the_servers_own_key_set(
    embedded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuers.main()
    (issuer,) = json.loads(capsys.readouterr().out)
    assert issuer == {**key_set(ports()), "status": "/api/public/status", "demonstration": True}
    assert issuer["issuer"] == ORIGIN
    assert issuer["keys"]
    assert not any(set(key) & {"d", "p", "q"} for key in issuer["keys"])
