"""Keys on one machine: files under one folder that only their owner reads, made when first needed."""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from functions.adapters.es256 import check_message, public_jwk, raw_signature
from functions.adapters.keyfile import kept
from functions.ports import Undecipherable

_NONCE_BYTES = 12


class LocalSigningKey:
    """A :class:`~functions.ports.SigningKey` in a PEM file."""

    def __init__(self, file: Path) -> None:
        content = kept(file, _new_signing_key)
        key = serialization.load_pem_private_key(content, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{file.name}: no P-256 key")
        self._key = key
        self._public = public_jwk(key.public_key())

    def public_jwk(self) -> Mapping[str, str]:
        return self._public

    def sign(self, message: bytes) -> bytes:
        check_message(message)
        return raw_signature(self._key.sign(message, ec.ECDSA(hashes.SHA256())))


class LocalPersonalData:
    """:class:`~functions.ports.PersonalData` under two keys in files: HMAC-SHA-256 and AES-256-GCM."""

    def __init__(self, folder: Path) -> None:
        self._fingerprint_key = kept(folder / "fingerprint.key", lambda: secrets.token_bytes(32))
        self._cipher = AESGCM(kept(folder / "personal-data.key", lambda: AESGCM.generate_key(256)))

    def fingerprint(self, text: str) -> str:
        return hmac.new(self._fingerprint_key, text.encode(), sha256).hexdigest()

    def encrypt(self, text: str, context: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        return base64.urlsafe_b64encode(
            nonce + self._cipher.encrypt(nonce, text.encode(), context.encode())
        ).decode()

    def decrypt(self, text: str, context: str) -> str:
        try:
            content = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
            plain = self._cipher.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], context.encode())
        except (ValueError, binascii.Error, InvalidTag) as error:
            raise Undecipherable(context) from error
        return plain.decode()


def _new_signing_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
