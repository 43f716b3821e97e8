"""The embedded issuer: a real client signs in, and every attack on the way fails."""

import base64
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from functions.adapters.oidc import OidcSignIn
from functions.local.accounts import ACCOUNTS, MACHINES
from functions.local.issuer import Issuer, IssuerRefused
from functions.ports import NotSignedIn
from functions.wiring import AUDIENCE
from tests.functions.local.live import PATIENCE

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ORIGIN = "http://127.0.0.1:8141"
ASKED = {
    "response_type": "code",
    "client_id": "ahce-web",
    "redirect_uri": f"{ORIGIN}/portal/",
    "scope": "openid",
    "state": "s&1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
NOW = 1_800_000_000


@pytest.fixture
def issuer(keyed: Path) -> Issuer:
    return Issuer(keyed, ORIGIN, now=lambda: NOW)


def code_of(issuer: Issuer, **asked: str) -> str:
    return dict(parse_qsl(urlsplit(issuer.authorize({**ASKED, **asked}, "demo-applicant")).query))["code"]


def redeem(issuer: Issuer, code: str, **form: str) -> Mapping[str, Any]:
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "ahce-web",
        "redirect_uri": ASKED["redirect_uri"],
        "code_verifier": VERIFIER,
    }
    return issuer.token({name: value for name, value in {**given, **form}.items() if value}, "")


def test_a_standard_client_signs_in_with_pkce_and_the_api_knows_it(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # loopback has no TLS
    discovery = requests.get(
        f"{server.origin}/issuer/.well-known/openid-configuration", timeout=PATIENCE
    ).json()
    with OAuth2Session(
        "ahce-web",
        scope="openid",
        redirect_uri=f"{server.origin}/portal/",
        code_challenge_method="S256",
        token_endpoint_auth_method="none",
    ) as client:
        url, state = client.create_authorization_url(
            discovery["authorization_endpoint"], code_verifier=VERIFIER, nonce="n1"
        )
        page = requests.get(url, timeout=PATIENCE)
        hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        answer = requests.post(
            discovery["authorization_endpoint"],
            data={**hidden, "redirect_uri": f"{server.origin}/portal/", "account": "demo-applicant"},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        assert answer.status_code == 303
        returned = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
        assert (returned["state"], returned["iss"]) == (state, discovery["issuer"])
        tokens = client.fetch_token(
            discovery["token_endpoint"],
            authorization_response=answer.headers["Location"],
            code_verifier=VERIFIER,
        )
        assert client.get(f"{server.origin}/api/applicant/me", timeout=PATIENCE).json() == {
            "subject": "demo-applicant",
            "kind": "person",
        }
    keys = KeySet.import_key_set(requests.get(discovery["jwks_uri"], timeout=PATIENCE).json())
    found = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"])
    claims = CodeIDToken(
        found.claims,
        found.header,
        options={"iss": {"value": discovery["issuer"]}, "aud": {"value": "ahce-web"}},
        params={"nonce": "n1", "client_id": "ahce-web"},
    )
    claims.validate()
    assert claims["name"] == "演示申报人"


def test_a_machine_signs_in_as_itself(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    secret = server.issuer.machine_secrets()["demo-platform"]
    with OAuth2Session("demo-platform", secret, token_endpoint_auth_method="client_secret_basic") as client:
        client.fetch_token(f"{server.origin}/issuer/token", grant_type="client_credentials")
        assert client.get(f"{server.origin}/api/applicant/me", timeout=PATIENCE).json() == {
            "subject": "demo-platform",
            "kind": "machine",
        }


def test_an_id_token_opens_nothing(issuer: Issuer) -> None:
    door = OidcSignIn(issuer.name, AUDIENCE, issuer.keys.public, now=lambda: NOW)
    tokens = redeem(issuer, code_of(issuer))
    assert door.principal(tokens["access_token"]).subject == "demo-applicant"
    with pytest.raises(NotSignedIn):
        door.principal(tokens["id_token"])


def test_a_code_holds_once(issuer: Issuer) -> None:
    code = code_of(issuer)
    redeem(issuer, code)
    with pytest.raises(IssuerRefused, match="used before"):
        redeem(issuer, code)


@pytest.mark.parametrize(
    "form",
    [
        {"code_verifier": ""},
        {"code_verifier": "w" * 43},
        {"code_verifier": CHALLENGE},
        {"code_verifier": "v" * 42},
        {"client_id": "demo-platform"},
        {"client_id": ""},
        {"redirect_uri": f"{ORIGIN}/review/"},
        {"redirect_uri": ""},
        {"code": "x"},
        {"code": ""},
    ],
    ids=str,
)
def test_a_code_without_its_verifier_client_or_address_is_refused_and_spent(
    issuer: Issuer, form: dict[str, str]
) -> None:
    code = code_of(issuer)
    with pytest.raises(IssuerRefused) as refused:
        redeem(issuer, **{"code": code, **form})
    assert refused.value.code == "invalid_grant"
    if "code" not in form:
        with pytest.raises(IssuerRefused):
            redeem(issuer, code)


def test_a_code_ends_after_a_minute(keyed: Path) -> None:
    moment = NOW
    issuer = Issuer(keyed, ORIGIN, now=lambda: moment)
    first, second = code_of(issuer), code_of(issuer)
    moment = NOW + 59
    assert redeem(issuer, first)["token_type"] == "Bearer"
    moment = NOW + 60
    with pytest.raises(IssuerRefused, match="expired"):
        redeem(issuer, second)


@pytest.mark.parametrize(
    ("changed", "returns"),
    [
        ({"client_id": "other"}, False),
        ({"client_id": "demo-platform"}, False),
        ({"redirect_uri": "https://evil.example/portal/"}, False),
        ({"redirect_uri": f"{ORIGIN}.evil.example/portal/"}, False),
        ({"redirect_uri": f"{ORIGIN}/portal/../evil"}, False),
        ({"redirect_uri": f"{ORIGIN}/portal/?a=b"}, False),
        ({"redirect_uri": ""}, False),
        ({"response_type": "token"}, True),
        ({"response_type": "id_token"}, True),
        ({"code_challenge": ""}, True),
        ({"code_challenge": "short"}, True),
        ({"code_challenge_method": "plain"}, True),
        ({"code_challenge_method": ""}, True),
        ({"scope": ""}, True),
        ({"scope": "openids"}, True),
        ({"nonce": "n" * 513}, True),
    ],
    ids=str,
)
def test_a_request_that_is_not_ours_or_has_no_pkce_gets_no_code(
    issuer: Issuer, changed: dict[str, str], returns: bool
) -> None:
    for attempt in (issuer.check_authorization, lambda asked: issuer.authorize(asked, "demo-applicant")):
        with pytest.raises(IssuerRefused) as refused:
            attempt({**ASKED, **changed})
        assert (refused.value.redirect is not None) == returns
        if refused.value.redirect:
            assert refused.value.redirect.startswith(f"{ORIGIN}/portal/?error=")
            assert "state=s%261" in refused.value.redirect


def test_only_the_demonstration_accounts_sign_in(issuer: Issuer) -> None:
    for subject in ("", "root", "demo-platform", "DEMO-APPLICANT"):
        with pytest.raises(IssuerRefused):
            issuer.authorize(ASKED, subject)


@pytest.mark.parametrize(
    "credentials",
    [
        "",
        "Basic",
        "Basic !!",
        "Basic " + base64.b64encode(b"demo-platform:").decode(),
        "Basic " + base64.b64encode(b"demo-platform:wrong").decode(),
        "Basic " + base64.b64encode(b"demo-applicant:").decode(),
        "Basic " + base64.b64encode(b":").decode(),
        "Bearer abc",
    ],
)
def test_a_machine_without_its_secret_gets_no_token(issuer: Issuer, credentials: str) -> None:
    with pytest.raises(IssuerRefused) as refused:
        issuer.token({"grant_type": "client_credentials"}, credentials)
    assert (refused.value.code, refused.value.status) == ("invalid_client", 401)


@pytest.mark.parametrize("grant", ["password", "refresh_token", "implicit", ""])
def test_no_other_grant_is_known(issuer: Issuer, grant: str) -> None:
    with pytest.raises(IssuerRefused) as refused:
        issuer.token({"grant_type": grant}, "")
    assert refused.value.code == "unsupported_grant_type"


@pytest.mark.parametrize(
    "origin",
    [
        "https://ahce.example",
        "http://0.0.0.0:8000",
        "http://192.0.2.1:8000",
        "http://127.0.0.1.example:8000",
        "http://localhost.example",
        "",
    ],
)
def test_the_issuer_refuses_to_stand_anywhere_but_on_loopback(tmp_path: Path, origin: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Issuer(tmp_path, origin)


def test_keys_rotate_and_tokens_of_the_key_before_still_hold(issuer: Issuer) -> None:
    moment = float(NOW)
    door = OidcSignIn(issuer.name, AUDIENCE, issuer.keys.public, now=lambda: moment)
    first = redeem(issuer, code_of(issuer))["access_token"]
    door.principal(first)
    issuer.keys.rotate()
    moment += 31
    second = redeem(issuer, code_of(issuer))["access_token"]
    assert door.principal(second).subject == door.principal(first).subject
    issuer.keys.rotate()
    assert len(issuer.keys.public()["keys"]) == 2
    fresh = OidcSignIn(issuer.name, AUDIENCE, issuer.keys.public, now=lambda: moment)
    with pytest.raises(NotSignedIn):
        fresh.principal(first)


def test_no_private_part_of_a_key_is_published(issuer: Issuer) -> None:
    for key in issuer.keys.public()["keys"]:
        assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}


def test_codes_are_kept_as_hashes_and_secrets_for_their_owner_alone(issuer: Issuer, tmp_path: Path) -> None:
    code = code_of(issuer)
    issuer.machine_secrets()
    content = b"".join(file.read_bytes() for file in (tmp_path / "var").glob("issuer.sqlite*"))
    assert sha256(code.encode()).hexdigest().encode() in content
    assert code.encode() not in content
    for file in (tmp_path / "var/keys").iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name
    assert json.loads((tmp_path / "var/keys/machines.json").read_text()).keys() == MACHINES.keys()


def test_the_page_shows_every_account_by_its_role_in_both_languages_and_escapes_what_it_carries(
    server: Any,
) -> None:
    asked = {**ASKED, "redirect_uri": f"{server.origin}/portal/", "state": '"><script>alert(1)</script>'}
    page = requests.get(f"{server.origin}/issuer/authorize", params=asked, timeout=PATIENCE)
    assert page.status_code == 200
    for account in ACCOUNTS.values():
        assert account.name.zh in page.text
        assert account.name.en in page.text
    assert "<script" not in page.text
    assert "演示申报人" in page.text
    assert "演示核验人" in page.text


def test_a_wrong_request_is_answered_by_a_page_that_goes_nowhere_else(server: Any) -> None:
    page = requests.get(
        f"{server.origin}/issuer/authorize",
        params={**ASKED, "redirect_uri": "https://evil.example/"},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert page.status_code == 400
    assert "evil" not in page.text
    assert "无法登录" in page.text
