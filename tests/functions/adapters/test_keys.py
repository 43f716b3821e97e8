"""The contracts of a signing key and of personal data, over local files and KMS."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey

from functions.adapters.kms import KmsPersonalData, KmsSigningKey
from functions.adapters.local_keys import LocalPersonalData, LocalSigningKey
from functions.ports import PersonalData, SigningKey, Unavailable, Undecipherable

NUMBER = "11010519491231002X"


@pytest.fixture(params=["local", "kms"])
def signing_key(request: pytest.FixtureRequest) -> Iterator[SigningKey]:
    if request.param == "local":
        yield LocalSigningKey(request.getfixturevalue("tmp_path") / "keys/2026.pem")
    else:
        client = request.getfixturevalue("aws")("kms")
        made = client.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        yield KmsSigningKey(client, made["KeyMetadata"]["Arn"])


@pytest.fixture(params=["local", "kms"])
def personal_data(request: pytest.FixtureRequest) -> Iterator[PersonalData]:
    if request.param == "local":
        yield LocalPersonalData(request.getfixturevalue("tmp_path") / "keys")
    else:
        client = request.getfixturevalue("aws")("kms")
        mac = client.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
        cipher = client.create_key(KeySpec="SYMMETRIC_DEFAULT", KeyUsage="ENCRYPT_DECRYPT")
        yield KmsPersonalData(client, mac["KeyMetadata"]["Arn"], cipher["KeyMetadata"]["Arn"])


@pytest.mark.parametrize("length", [1, 4096])
def test_a_message_of_any_length_that_kms_takes_is_signed_in_64_bytes(
    signing_key: SigningKey, length: int
) -> None:
    assert len(signing_key.sign(b"m" * length)) == 64


def test_a_compact_jws_made_with_the_key_verifies_and_an_altered_one_does_not(
    signing_key: SigningKey,
) -> None:
    def part(content: bytes) -> str:
        return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

    public = ECKey.import_key(dict(signing_key.public_jwk()))
    head = part(json.dumps({"alg": "ES256", "kid": public.kid}).encode()) + "." + part(b'{"year":2026}')
    token = head + "." + part(signing_key.sign(head.encode()))
    assert jws.deserialize_compact(token, public).payload == b'{"year":2026}'
    other = head[:-2] + "AA." + token.rsplit(".", 1)[1]
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(other, public)


@pytest.mark.parametrize("length", [0, 4097])
def test_a_message_that_kms_would_not_take_whole_is_refused_everywhere(
    signing_key: SigningKey, length: int
) -> None:
    with pytest.raises(ValueError, match="bytes"):
        signing_key.sign(b"a" * length)


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
    with pytest.raises(Unavailable):
        KmsSigningKey(client, missing).sign(b"a")
    with pytest.raises(Unavailable):
        KmsSigningKey(client, missing).public_jwk()
    with pytest.raises(Unavailable):
        KmsPersonalData(client, missing, missing).fingerprint("a")
