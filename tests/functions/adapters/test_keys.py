"""The contracts of a signing key and of personal data, over local files and KMS."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey

from functions.adapters.es256 import ORDER
from functions.adapters.key_periods import Periods
from functions.adapters.kms import KmsPersonalData, KmsSigningKey, KmsSigningKeys
from functions.adapters.local_keys import LocalPersonalData, LocalSigningKey, LocalSigningKeys
from functions.ports import (
    KeyUnavailable,
    PersonalData,
    SigningKey,
    SigningKeys,
    Unavailable,
    Undecipherable,
)

NUMBER = "11010519491231002X"


class DocumentedKms:
    """KMS's Sign and GetPublicKey as its documentation has them: moto hashes a DIGEST once more."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def get_public_key(self, **asked: str) -> dict[str, bytes]:
        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return {"PublicKey": der}

    def sign(self, **asked: Any) -> dict[str, bytes]:
        assert asked["SigningAlgorithm"] == "ECDSA_SHA_256"
        message, digest = asked["Message"], asked["MessageType"] == "DIGEST"
        if len(message) != 32 if digest else not 1 <= len(message) <= 4096:
            raise ClientError({"Error": {"Code": "ValidationException"}}, "Sign")
        algorithm = Prehashed(hashes.SHA256()) if digest else hashes.SHA256()
        return {"Signature": self._key.sign(message, ec.ECDSA(algorithm))}


@pytest.fixture(params=["local", "kms", "documented"])
def signing_key(request: pytest.FixtureRequest) -> SigningKey:
    if request.param == "local":
        return LocalSigningKey(request.getfixturevalue("tmp_path") / "keys/2026.pem")
    if request.param == "documented":
        return KmsSigningKey(DocumentedKms(), "2026")
    client = request.getfixturevalue("aws")("kms")
    return KmsSigningKey(client, made_in(client))


def made_in(client: Any) -> str:
    made = client.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    return str(made["KeyMetadata"]["Arn"])


@pytest.fixture(params=["local", "kms"])
def signing_keys(request: pytest.FixtureRequest) -> SigningKeys:
    """A key of 2026, replaced on 15 July, and one of 2027."""
    names = ("2026", "2026-07-15", "2027")
    if request.param == "local":
        folder = request.getfixturevalue("tmp_path") / "keys"
        for name in names:
            LocalSigningKey(folder / f"signing-{name}.pem")
        return LocalSigningKeys(folder)
    client = request.getfixturevalue("aws")("kms")
    return KmsSigningKeys(client, ", ".join(f"{name}={made_in(client)}" for name in names))


@pytest.fixture(params=["local", "kms"])
def personal_data(request: pytest.FixtureRequest) -> Iterator[PersonalData]:
    if request.param == "local":
        yield LocalPersonalData(request.getfixturevalue("tmp_path") / "keys")
    else:
        client = request.getfixturevalue("aws")("kms")
        mac = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
        cipher = client.create_key(KeySpec="SYMMETRIC_DEFAULT", KeyUsage="ENCRYPT_DECRYPT")
        yield KmsPersonalData(client, mac["KeyMetadata"]["Arn"], cipher["KeyMetadata"]["Arn"])


def signed(key: SigningKey, payload: bytes) -> tuple[str, ECKey]:
    """A compact JWS, and the public key as joserfc has it."""
    public = ECKey.import_key(dict(key.public_jwk()))
    head = part(json.dumps({"alg": "ES256", "kid": public.kid}).encode()) + "." + part(payload)
    return head + "." + part(key.sign(head.encode())), public


def part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def test_a_compact_jws_made_with_the_key_verifies_and_an_altered_one_does_not(
    signing_key: SigningKey,
) -> None:
    token, public = signed(signing_key, b'{"year":2026}')
    assert public.kid == public.thumbprint()
    assert jws.deserialize_compact(token, public).payload == b'{"year":2026}'
    head, signature = token.rsplit(".", 1)
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(f"{head[:-2]}AA.{signature}", public)


@pytest.mark.parametrize("signing_key", ["local", "documented"], indirect=True)
@pytest.mark.parametrize(
    "length", [1, 3000, 3100, 100_000]
)  # a token of 4096 bytes lies between the two in the middle
def test_a_message_of_any_length_is_signed_and_verifies(signing_key: SigningKey, length: int) -> None:
    token, public = signed(signing_key, b"m" * length)
    registry = jws.JWSRegistry()
    registry.max_payload_length = 2 * length + 100
    assert jws.deserialize_compact(token, public, registry=registry).payload == b"m" * length
    assert len(base64.urlsafe_b64decode(token.rsplit(".", 1)[1] + "==")) == 64


def test_nothing_is_not_signed(signing_key: SigningKey) -> None:
    with pytest.raises(ValueError, match="nothing"):
        signing_key.sign(b"")


@pytest.mark.parametrize(
    ("day", "which"),
    [
        ("2026-01-01", 0),
        ("2026-07-14", 0),
        ("2026-07-15", 1),
        ("2026-12-31", 1),
        ("2027-01-01", 2),
        ("2027-12-31", 2),
    ],
)
def test_a_day_is_signed_by_the_key_whose_period_it_is_in(
    signing_keys: SigningKeys, day: str, which: int
) -> None:
    today = date.fromisoformat(day)
    published = signing_keys.published(today)
    assert signing_keys.for_day(today).public_jwk() == published[which].jwk
    assert published[which].first <= today < published[which].until


def test_all_keys_stay_published_with_the_days_on_which_they_sign(signing_keys: SigningKeys) -> None:
    published = signing_keys.published(date(2026, 3, 1))
    assert [(str(key.first), str(key.until)) for key in published] == [
        ("2026-01-01", "2026-07-15"),
        ("2026-07-15", "2027-01-01"),
        ("2027-01-01", "2028-01-01"),
    ]
    assert len({key.jwk["kid"] for key in published}) == 3
    assert all(not {"d", "p", "q"} & key.jwk.keys() for key in published)


def test_in_the_cloud_a_year_without_a_key_says_so(aws: Callable[[str], Any]) -> None:
    client = aws("kms")
    keys = KmsSigningKeys(client, f"2026={made_in(client)}")
    with pytest.raises(KeyUnavailable, match="2027-01-01"):
        keys.for_day(date(2027, 1, 1))
    with pytest.raises(KeyUnavailable, match="2025-12-31"):
        keys.published(date(2025, 12, 31))


def test_on_one_machine_a_years_key_is_made_when_first_needed_and_stays(tmp_path: Path) -> None:
    keys = LocalSigningKeys(tmp_path / "keys")
    (first,) = keys.published(date(2026, 9, 30))
    assert [str(first.first), str(first.until)] == ["2026-01-01", "2027-01-01"]
    assert keys.for_day(date(2027, 1, 1)).public_jwk() != first.jwk
    again = LocalSigningKeys(tmp_path / "keys").published(date(2027, 1, 1))
    assert [key.jwk["kid"] for key in again] == [
        first.jwk["kid"],
        keys.for_day(date(2027, 5, 1)).public_jwk()["kid"],
    ]
    assert [file.name for file in sorted((tmp_path / "keys").iterdir())] == [
        "signing-2026.pem",
        "signing-2027.pem",
    ]


def test_on_one_machine_the_next_years_key_is_published_from_october_on(tmp_path: Path) -> None:
    keys = LocalSigningKeys(tmp_path)
    assert len(keys.published(date(2026, 9, 30))) == 1
    _, ahead = keys.published(date(2026, 10, 1))
    assert [str(ahead.first), str(ahead.until)] == ["2027-01-01", "2028-01-01"]
    assert keys.for_day(date(2027, 1, 1)).public_jwk() == ahead.jwk
    assert len(keys.published(date(2026, 12, 31))) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("signing-2026-old.pem", b""),
        ("signing-2026-01-01.pem", b""),  # the year's own first day
        ("signing-2026.pem", b"no key"),
        ("signing-2025.pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
    ],
)
def test_on_one_machine_a_key_file_that_is_none_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    day = date(2026, 3, 1)
    LocalSigningKeys(tmp_path).published(day)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KeyUnavailable, match=r"2026-old|begin on 2026-01-01|signing-202[56]\.pem"):
        LocalSigningKeys(tmp_path).published(day)


def test_of_the_two_signatures_that_hold_the_one_with_the_smaller_s_is_made(signing_key: SigningKey) -> None:
    for number in range(20):
        signature = signing_key.sign(f"{number}".encode())
        assert int.from_bytes(signature[32:], "big") <= ORDER // 2


def test_on_one_machine_the_year_has_a_key_before_the_day_that_another_replaces_it(tmp_path: Path) -> None:
    LocalSigningKey(tmp_path / "signing-2026-07-15.pem")
    keys = LocalSigningKeys(tmp_path)
    assert [str(key.first) for key in keys.published(date(2026, 8, 1))] == ["2026-07-15"]
    assert [str(key.first) for key in keys.published(date(2026, 3, 1))] == ["2026-01-01", "2026-07-15"]


@pytest.mark.parametrize(
    "names", [["2026", "2026-01-01"], ["26"], ["2026-13-01"], ["next"], [""], ["2026-W01-1"], ["20260715"]]
)
def test_keys_that_are_not_named_for_a_year_or_a_day_of_their_own_are_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match="key"):
        Periods(names)


def test_equal_texts_have_equal_fingerprints_and_others_do_not(personal_data: PersonalData) -> None:
    one = personal_data.fingerprint(NUMBER)
    assert one == personal_data.fingerprint(NUMBER)
    assert one != personal_data.fingerprint(NUMBER[:-1] + "1")
    assert len(one) == 64
    assert set(one) <= set("0123456789abcdef")


@pytest.mark.parametrize("text", [NUMBER, "安徽", "𠮷" * 10])
def test_a_text_comes_back_in_its_own_context_and_is_enciphered_anew_each_time(
    personal_data: PersonalData, text: str
) -> None:
    one, two = personal_data.encrypt(text, "person#1"), personal_data.encrypt(text, "person#1")
    assert one != two
    assert text not in one
    assert personal_data.decrypt(one, "person#1") == personal_data.decrypt(two, "person#1") == text


@pytest.mark.parametrize(
    "spoil", [lambda text: "", lambda text: "中", lambda text: text[:-8], lambda text: "!" + text]
)
def test_a_text_that_was_spoilt_is_undecipherable(
    personal_data: PersonalData, spoil: Callable[[str], str]
) -> None:
    enciphered = personal_data.encrypt(NUMBER, "person#1")
    with pytest.raises(Undecipherable):
        personal_data.decrypt(spoil(enciphered), "person#1")


def test_a_text_of_another_context_is_undecipherable(personal_data: PersonalData) -> None:
    enciphered = personal_data.encrypt(NUMBER, "person#1")
    with pytest.raises(Undecipherable):
        personal_data.decrypt(enciphered, "person#2")


def test_a_process_asks_kms_once_for_many_texts_and_takes_a_new_data_key_each_hour(
    aws: Callable[[str], Any],
) -> None:
    client = aws("kms")
    cipher = client.create_key(KeySpec="SYMMETRIC_DEFAULT", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["Arn"]
    asked: list[str] = []
    client.meta.events.register("before-call.kms", lambda model, **_: asked.append(model.name))
    moment = 0.0
    first = KmsPersonalData(client, "none", cipher, now=lambda: moment)
    texts = [first.encrypt(str(n), "person#1") for n in range(20)]
    assert asked == ["GenerateDataKey"]
    second = KmsPersonalData(client, "none", cipher)
    assert [second.decrypt(text, "person#1") for text in texts] == [str(n) for n in range(20)]
    assert asked == ["GenerateDataKey", "Decrypt"]
    moment = 3601.0
    first.encrypt("a", "person#1")
    assert asked == ["GenerateDataKey", "Decrypt", "GenerateDataKey"]


def test_local_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    first, again = LocalSigningKey(tmp_path / "a.pem"), LocalSigningKey(tmp_path / "a.pem")
    assert first.public_jwk() == again.public_jwk()
    assert first.public_jwk() != LocalSigningKey(tmp_path / "b.pem").public_jwk()
    assert (tmp_path / "a.pem").stat().st_mode & 0o777 == 0o600
    fingerprint = LocalPersonalData(tmp_path / "keys").fingerprint(NUMBER)
    assert LocalPersonalData(tmp_path / "keys").fingerprint(NUMBER) == fingerprint


def test_a_key_that_is_no_p256_key_is_refused(tmp_path: Path) -> None:
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "rsa.pem").write_bytes(pem)
    with pytest.raises(ValueError, match="P-256"):
        LocalSigningKey(tmp_path / "rsa.pem")


def test_a_key_out_of_reach_is_unavailable(aws: Callable[[str], Any]) -> None:
    client = aws("kms")
    missing = "arn:aws-cn:kms:cn-north-1:123456789012:key/00000000-0000-0000-0000-000000000000"
    with pytest.raises(KeyUnavailable):
        KmsSigningKey(client, missing).sign(b"a")
    with pytest.raises(KeyUnavailable):
        KmsSigningKey(client, missing).public_jwk()
    with pytest.raises(Unavailable):
        KmsPersonalData(client, missing, missing).fingerprint("a")
