"""Tokens that open something here, and every known way to make one that must not."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from functions.adapters.oidc import KEYS_SECONDS, OidcSignIn, fetch_keys
from functions.ports import NotSignedIn, Principal, Unavailable

ISSUER, AUDIENCE, NOW = "https://issuer.example/a", "ahce", 1_800_000_000


def new_key() -> RSAKey:
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return RSAKey.import_key(pem)


KEY, OTHER = new_key(), new_key()
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "person-1",
    "client_id": "ahce-web",
    "iat": NOW,
    "exp": NOW + 3600,
    "name": "演示申报人",
}
HEADER = {"alg": "RS256", "typ": "at+jwt", "kid": KEY.thumbprint()}


class Source:
    """The issuer's published keys, counting how often they are fetched."""

    def __init__(self, *keys: RSAKey | ECKey) -> None:
        self.keys: list[Mapping[str, Any]] = [published(key) for key in keys]
        self.fetched = 0
        self.away = False

    def __call__(self) -> Mapping[str, Any]:
        self.fetched += 1
        if self.away:
            raise Unavailable("away")
        return {"keys": self.keys}


def published(key: RSAKey | ECKey) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": key.thumbprint()}


def sign_in(source: Source | None = None, now: float = NOW) -> OidcSignIn:
    return OidcSignIn(ISSUER, AUDIENCE, source or Source(KEY), now=lambda: now)


def token(header: Mapping[str, Any] | None = None, key: RSAKey = KEY, **claims: Any) -> str:
    made = {name: value for name, value in (CLAIMS | claims).items() if value is not ...}
    return jwt.encode({**HEADER, **(header or {})}, made, key)


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def test_a_good_token_says_who_it_is() -> None:
    assert sign_in().principal(token()) == Principal(ISSUER, "person-1", False, "演示申报人")
    assert sign_in().principal(token(client_id="person-1")).machine
    assert sign_in().principal(token(aud=["else", AUDIENCE], name=...)).display_name == ""


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://issuer.example/b"},
        {"iss": ISSUER + "/"},
        {"iss": ...},
        {"aud": "ahce-web"},
        {"aud": ["other"]},
        {"aud": ...},
        {"aud": AUDIENCE + "2"},
        {"sub": ...},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a" * 256},
        {"exp": NOW - 61},
        {"exp": ...},
        {"exp": str(NOW + 60)},
        {"exp": True},
        {"exp": None},
        {"iat": NOW + 61},
        {"iat": ...},
        {"nbf": NOW + 61},
        {"nbf": "soon"},
    ],
    ids=str,
)
def test_a_token_of_another_issuer_audience_or_time_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn):
        sign_in().principal(token(**claims))


def test_a_token_that_opened_before_is_refused_once_it_expired_or_its_key_is_gone() -> None:
    source, moment = Source(KEY), [float(NOW)]
    door = OidcSignIn(ISSUER, AUDIENCE, source, now=lambda: moment[0])
    one, other = token(), token(sub="person-2")
    assert [door.principal(each).subject for each in (one, other, one)] == [
        "person-1",
        "person-2",
        "person-1",
    ]
    renamed = {**published(OTHER), "kid": KEY.thumbprint()}
    for step, keys in enumerate(([published(OTHER)], [renamed]), start=1):
        source.keys, moment[0] = keys, NOW + step * (KEYS_SECONDS + 1)
        with pytest.raises(NotSignedIn, match="does not verify"):
            door.principal(one)
    source.keys, moment[0] = [published(KEY)], NOW + 3 * (KEYS_SECONDS + 1)
    assert door.principal(one).subject == "person-1"
    moment[0] = NOW + 3600 + 61
    with pytest.raises(NotSignedIn, match="expired"):
        door.principal(one)


def test_tokens_are_remembered_up_to_a_number_the_latest_ones_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verified, decode = list[str](), jwt.decode

    def counting(value: str, *arguments: Any, **options: Any) -> Any:
        verified.append(value)
        return decode(value, *arguments, **options)

    monkeypatch.setattr("functions.adapters.oidc.REMEMBERED", 2)
    monkeypatch.setattr("functions.adapters.oidc.jwt.decode", counting)
    door, (a, b, c) = sign_in(), (token(sub=each) for each in "abc")
    for each in (a, b, a, c, a, b):
        door.principal(each)
    assert verified == [a, b, c, b]


@pytest.mark.parametrize("moment", [NOW - 60, NOW + 3600 + 59])
def test_clocks_may_differ_by_a_minute(moment: float) -> None:
    assert sign_in(now=moment).principal(token()).subject == "person-1"


@pytest.mark.parametrize("typ", ["JWT", "id+jwt", "", "logout+jwt"])
def test_an_id_token_is_no_access_token(typ: str) -> None:
    with pytest.raises(NotSignedIn, match="no access token"):
        sign_in().principal(token({"typ": typ}))


def test_a_token_without_a_signature_is_refused() -> None:
    for alg in ("none", "None", "NONE"):
        for signature in ("", "AA"):
            with pytest.raises(NotSignedIn):
                sign_in().principal(f"{part({**HEADER, 'alg': alg})}.{part(CLAIMS)}.{signature}")


def test_the_public_key_is_no_hmac_secret() -> None:
    public = KEY.get_op_key("verify")
    secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),  # type: ignore[union-attr]
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),  # type: ignore[union-attr]
        json.dumps(published(KEY)).encode(),
    ]
    for secret in secrets:
        signed = f"{part({**HEADER, 'alg': 'HS256'})}.{part(CLAIMS)}"
        mac = base64.urlsafe_b64encode(hmac.new(secret, signed.encode(), hashlib.sha256).digest()).rstrip(
            b"="
        )
        with pytest.raises(NotSignedIn):
            sign_in().principal(f"{signed}.{mac.decode()}")


@pytest.mark.parametrize(
    "header",
    [
        {"jwk": published(OTHER)},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/cert"},
        {"x5c": ["AAAA"]},
        {"kid": OTHER.thumbprint()},
        {"kid": "../../dev/null"},
        {"kid": ["a"]},
        {"kid": None},
        {"crit": ["exp"]},
        {"b64": False, "crit": ["b64"]},
    ],
    ids="-".join,
)
def test_a_key_that_the_token_brings_itself_is_not_used(header: dict[str, Any]) -> None:
    signed = f"{part({**HEADER, **header})}.{part(CLAIMS)}"
    signature = OTHER.get_op_key("sign").sign(signed.encode(), PKCS1v15(), SHA256())  # type: ignore[union-attr,call-arg]
    text = base64.urlsafe_b64encode(signature).rstrip(b"=").decode()
    with pytest.raises(NotSignedIn):
        sign_in().principal(f"{signed}.{text}")


def test_other_algorithms_are_refused_though_the_key_is_the_issuers() -> None:
    elliptic = ECKey.generate_key("P-256")
    made = jwt.encode(
        {"alg": "ES256", "typ": "at+jwt", "kid": elliptic.thumbprint()},
        CLAIMS,
        elliptic,
        algorithms=["ES256"],
    )
    with pytest.raises(NotSignedIn):
        sign_in(Source(KEY, elliptic)).principal(made)
    made = jwt.encode({**HEADER, "alg": "PS256"}, CLAIMS, KEY, algorithms=["PS256"])
    with pytest.raises(NotSignedIn):
        sign_in().principal(made)


def test_no_altered_character_passes() -> None:
    good, door = token(), sign_in()
    claims, signature = good.index(".") + 1, good.rindex(".") + 1
    for place in (
        *range(0, claims - 1, 7),
        *range(claims, signature - 1, 11),
        *range(signature, len(good) - 1, 17),
    ):
        other = "A" if good[place] != "A" else "B"
        with pytest.raises(NotSignedIn):
            door.principal(good[:place] + other + good[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "中.文.字",
        pytest.param("a" * 9000, id="long"),
        "e30.e30.",
        "W10.e30.AA",
        "bnVsbA.e30.AA",
        pytest.param(token() + ".a", id="four parts"),
        pytest.param(" " + token(), id="a space before"),
    ],
)
def test_what_is_no_token_at_all_is_refused(text: str) -> None:
    with pytest.raises(NotSignedIn):
        sign_in().principal(text)


def test_a_new_key_is_fetched_when_a_token_names_it_and_the_old_one_goes_with_the_next_fetch() -> None:
    source, moment = Source(KEY), float(NOW)
    door = OidcSignIn(ISSUER, AUDIENCE, source, now=lambda: moment)
    door.principal(token())
    source.keys = [published(OTHER)]
    moment += 31
    assert door.principal(token({"kid": OTHER.thumbprint()}, OTHER)).subject == "person-1"
    assert source.fetched == 2
    moment += 31
    with pytest.raises(NotSignedIn):
        door.principal(token())


def test_tokens_that_name_unknown_keys_do_not_make_us_ask_the_issuer_each_time() -> None:
    source = Source(KEY)
    door = sign_in(source)
    door.principal(token())
    for n in range(20):
        with pytest.raises(NotSignedIn):
            door.principal(token({"kid": f"unknown-{n}"}))
    assert source.fetched == 1


def test_keys_are_used_for_ten_minutes_then_fetched_anew() -> None:
    source, moment = Source(KEY), float(NOW)
    door = OidcSignIn(ISSUER, AUDIENCE, source, now=lambda: moment)
    for later, fetched in ((0, 1), (600, 1), (601, 2), (1201, 2), (1202, 3)):
        moment = NOW + later
        door.principal(token())
        assert source.fetched == fetched


def test_an_issuer_that_is_away_stops_nobody_for_a_day() -> None:
    source, moment = Source(KEY), float(NOW)
    door = OidcSignIn(ISSUER, AUDIENCE, source, now=lambda: moment)
    door.principal(token())
    source.away = True
    moment += 86_400
    assert door.principal(token(exp=NOW + 200_000)).subject == "person-1"
    moment += 31
    with pytest.raises(Unavailable):
        door.principal(token(exp=NOW + 200_000))


def test_without_any_keys_sign_in_is_unavailable_and_not_open() -> None:
    source = Source(KEY)
    source.away = True
    with pytest.raises(Unavailable):
        sign_in(source).principal(token())
    for keys in ([], [{"kty": "RSA"}], [{}]):
        broken = Source()
        broken.keys = keys
        with pytest.raises(Unavailable):
            sign_in(broken).principal(token())


@pytest.mark.parametrize("issuer", ["http://issuer.example", "file:///etc", "ftp://a"])
def test_keys_are_fetched_over_https_alone(issuer: str) -> None:
    with pytest.raises(Unavailable, match="https"):
        fetch_keys(issuer)()
