"""Keys on AWS: KMS holds them, signs, hashes and enciphers; none of them ever comes here.

Messages go to KMS whole (MessageType RAW), so that KMS does the hashing itself.
"""

import base64
import binascii
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from cryptography.hazmat.primitives.serialization import load_der_public_key

from functions.adapters.es256 import check_message, public_jwk, raw_signature
from functions.ports import Unavailable, Undecipherable

_NOT_OURS = {"InvalidCiphertextException", "IncorrectKeyException"}


class KmsSigningKey:
    """A :class:`~functions.ports.SigningKey` in KMS: key spec ECC_NIST_P256, use SIGN_VERIFY; ``client`` is boto3's."""

    def __init__(self, client: Any, key_id: str) -> None:
        self._client = client
        self._key_id = key_id

    def public_jwk(self) -> Mapping[str, str]:
        return self._public

    @cached_property
    def _public(self) -> Mapping[str, str]:
        answer = _asked(self._client.get_public_key, KeyId=self._key_id)
        return public_jwk(load_der_public_key(answer["PublicKey"]))

    def sign(self, message: bytes) -> bytes:
        check_message(message)
        answer = _asked(
            self._client.sign,
            KeyId=self._key_id,
            Message=message,
            MessageType="RAW",
            SigningAlgorithm="ECDSA_SHA_256",
        )
        return raw_signature(answer["Signature"])


class KmsPersonalData:
    """:class:`~functions.ports.PersonalData` in KMS: an HMAC_256 key and a symmetric one."""

    def __init__(self, client: Any, fingerprint_key_id: str, cipher_key_id: str) -> None:
        self._client = client
        self._fingerprint_key_id = fingerprint_key_id
        self._cipher_key_id = cipher_key_id

    def fingerprint(self, text: str) -> str:
        answer = _asked(
            self._client.generate_mac,
            KeyId=self._fingerprint_key_id,
            Message=text.encode(),
            MacAlgorithm="HMAC_SHA_256",
        )
        mac: bytes = answer["Mac"]
        return mac.hex()

    def encrypt(self, text: str, context: str) -> str:
        answer = _asked(
            self._client.encrypt,
            KeyId=self._cipher_key_id,
            Plaintext=text.encode(),
            EncryptionContext={"of": context},
        )
        return base64.urlsafe_b64encode(answer["CiphertextBlob"]).decode()

    def decrypt(self, text: str, context: str) -> str:
        try:
            blob = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error) as error:
            raise Undecipherable(context) from error
        try:
            answer = _asked(
                self._client.decrypt,
                KeyId=self._cipher_key_id,
                CiphertextBlob=blob,
                EncryptionContext={"of": context},
            )
        except Unavailable as error:
            cause = error.__cause__
            if isinstance(cause, ClientError) and cause.response["Error"]["Code"] in _NOT_OURS:
                raise Undecipherable(context) from cause
            raise
        plain: bytes = answer["Plaintext"]
        return plain.decode()


def _asked(call: Any, **request: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = call(**request)
    except ClientError as error:
        raise Unavailable(f"KMS: {error.response['Error']['Code']}") from error
    except BotoCoreError as error:
        raise Unavailable(f"KMS: {type(error).__name__}") from error
    return answer
