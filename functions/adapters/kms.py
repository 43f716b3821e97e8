"""Keys on AWS: KMS holds them, signs, hashes and enciphers; none of them ever comes here.

A message goes to KMS whole (MessageType RAW) as far as KMS takes it, and as its hash beyond that.
"""

import datetime as dt
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from cryptography.hazmat.primitives.serialization import load_der_public_key

from functions.adapters.aead import from_text, seal, to_text, unseal
from functions.adapters.es256 import public_jwk, raw_signature
from functions.adapters.key_periods import Periods
from functions.ports import KeyUnavailable, PublishedKey, Unavailable, Undecipherable

RAW_BYTES_LIMIT = 4096  # what KMS takes of a message to sign
DATA_KEY_SECONDS = 3600  # then a process takes a new one
DATA_KEYS_KEPT = 1000

_PURPOSE = {"of": "personal data"}
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
        answer = self._asked(self._client.get_public_key)
        return public_jwk(load_der_public_key(answer["PublicKey"]))

    def sign(self, message: bytes) -> bytes:
        if not message:
            raise ValueError("nothing to sign")
        whole = len(message) <= RAW_BYTES_LIMIT
        answer = self._asked(
            self._client.sign,
            Message=message if whole else sha256(message).digest(),
            MessageType="RAW" if whole else "DIGEST",
            SigningAlgorithm="ECDSA_SHA_256",
        )
        return raw_signature(answer["Signature"])

    def _asked(self, call: Any, **request: Any) -> dict[str, Any]:
        try:
            return _asked(call, KeyId=self._key_id, **request)
        except Unavailable as error:
            raise KeyUnavailable(str(error)) from error


class KmsSigningKeys:
    """:class:`~functions.ports.SigningKeys` in KMS, listed in a setting such as ``2026=arn:…,2027=arn:…``.

    A name that is a day, ``2026-07-15=arn:…``, replaces the year's key from that day on. Raises ValueError for a setting
    that is no such list.
    """

    def __init__(self, client: Any, setting: str) -> None:
        pairs = [pair.strip().partition("=") for pair in setting.split(",")]
        if not all(name and separator and key for name, separator, key in pairs):
            raise ValueError("a list such as 2026=arn:…,2027=arn:…")
        self._keys = {name: KmsSigningKey(client, key) for name, _, key in pairs}
        if len(self._keys) < len(pairs):
            raise ValueError("a year or day stands there twice")
        self._periods = Periods(self._keys)

    def for_day(self, day: dt.date) -> KmsSigningKey:
        name = self._periods.name_on(day)
        if name is None:
            raise KeyUnavailable(f"no key signs on {day}")
        return self._keys[name]

    def published(self, day: dt.date) -> Sequence[PublishedKey]:
        self.for_day(day)
        return [
            PublishedKey(self._keys[name].public_jwk(), first, until) for name, first, until in self._periods
        ]


class KmsPersonalData:
    """:class:`~functions.ports.PersonalData` in KMS: an HMAC_256 key, and a symmetric one for data keys.

    A text is enciphered here with a data key, which KMS makes, and travels with it enciphered by KMS. A process keeps
    the data keys that it has met, so that a page of names is one question to KMS and not a hundred.
    """

    def __init__(
        self,
        client: Any,
        fingerprint_key_id: str,
        cipher_key_id: str,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._fingerprint_key_id = fingerprint_key_id
        self._cipher_key_id = cipher_key_id
        self._now = now
        self._met: OrderedDict[bytes, bytes] = OrderedDict()  # a data key as KMS enciphers it, and plain
        self._current, self._made = b"", float("-inf")

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
        if self._current not in self._met or self._now() - self._made > DATA_KEY_SECONDS:
            answer = _asked(
                self._client.generate_data_key,
                KeyId=self._cipher_key_id,
                KeySpec="AES_256",
                EncryptionContext=_PURPOSE,
            )
            self._current, self._made = answer["CiphertextBlob"], self._now()
            self._meet(self._current, answer["Plaintext"])
        length = len(self._current).to_bytes(2, "big")
        return to_text(length + self._current + seal(self._met[self._current], text, context))

    def decrypt(self, text: str, context: str) -> str:
        content = from_text(text, context)
        ends = 2 + int.from_bytes(content[:2], "big")
        blob, sealed = content[2:ends], content[ends:]
        if not blob:
            raise Undecipherable(context)
        key = self._met.get(blob)
        if key is None:
            key = self._data_key(blob, context)
            self._meet(blob, key)
        return unseal(key, sealed, context)

    def _data_key(self, blob: bytes, context: str) -> bytes:
        request = {"KeyId": self._cipher_key_id, "CiphertextBlob": blob, "EncryptionContext": _PURPOSE}
        try:
            plain: bytes = _asked(self._client.decrypt, **request)["Plaintext"]
        except Unavailable as error:
            cause = error.__cause__
            if isinstance(cause, ClientError) and cause.response["Error"]["Code"] in _NOT_OURS:
                raise Undecipherable(context) from cause
            raise
        return plain

    def _meet(self, blob: bytes, key: bytes) -> None:
        self._met[blob] = key
        if len(self._met) > DATA_KEYS_KEPT:
            self._met.popitem(last=False)


def _asked(call: Any, **request: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = call(**request)
    except ClientError as error:
        raise Unavailable(f"KMS: {error.response['Error']['Code']}") from error
    except BotoCoreError as error:
        raise Unavailable(f"KMS: {type(error).__name__}") from error
    return answer
