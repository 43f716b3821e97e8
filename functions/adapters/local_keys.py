"""Keys on one machine: files under one folder that only their owner reads, made when first needed."""

import datetime as dt
import hmac
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functions.adapters.aead import from_text, seal, to_text, unseal
from functions.adapters.es256 import public_jwk, raw_signature
from functions.adapters.key_periods import Periods
from functions.adapters.keyfile import kept
from functions.ports import KeyUnavailable, PublishedKey

AHEAD_FROM_MONTH = 10  # October (ours)


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
        if not message:
            raise ValueError("nothing to sign")
        return raw_signature(self._key.sign(message, ec.ECDSA(hashes.SHA256())))


class LocalSigningKeys:
    """:class:`~functions.ports.SigningKeys` as PEM files ``signing-2026.pem`` in one folder, made when first needed.

    A file named for a day, ``signing-2026-07-15.pem``, replaces the year's key from that day on. The next year's key is there
    from October on, so that who saved the published keys then has it in January. A file that is named otherwise or holds no
    such key: :class:`~functions.ports.KeyUnavailable`, which names it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, LocalSigningKey] = {}

    def for_day(self, day: dt.date) -> LocalSigningKey:
        return self._key(self._periods().name_on(day) or str(day.year))

    def published(self, day: dt.date) -> Sequence[PublishedKey]:
        self.for_day(day)
        if day.month >= AHEAD_FROM_MONTH:
            self.for_day(dt.date(day.year + 1, 1, 1))
        return [
            PublishedKey(self._key(name).public_jwk(), first, until) for name, first, until in self._periods()
        ]

    def _key(self, name: str) -> LocalSigningKey:
        if name not in self._read:
            file = self.folder / f"signing-{name}.pem"
            try:
                self._read[name] = LocalSigningKey(file)
            except (OSError, TypeError, ValueError, UnsupportedAlgorithm) as error:
                raise KeyUnavailable(f"{file.name} cannot be read as a P-256 key: {error}") from error
        return self._read[name]

    def _periods(self) -> Periods:
        try:
            return Periods(file.stem.removeprefix("signing-") for file in self.folder.glob("signing-*.pem"))
        except ValueError as error:
            raise KeyUnavailable(f"signing-*.pem in {self.folder.name}: {error}") from error


class LocalPersonalData:
    """:class:`~functions.ports.PersonalData` under two keys in files: HMAC-SHA-256 and AES-256-GCM."""

    def __init__(self, folder: Path) -> None:
        self._fingerprint_key = kept(folder / "fingerprint.key", lambda: secrets.token_bytes(32))
        self._cipher_key = kept(folder / "personal-data.key", lambda: secrets.token_bytes(32))

    def fingerprint(self, text: str) -> str:
        return hmac.new(self._fingerprint_key, text.encode(), sha256).hexdigest()

    def encrypt(self, text: str, context: str) -> str:
        return to_text(seal(self._cipher_key, text, context))

    def decrypt(self, text: str, context: str) -> str:
        return unseal(self._cipher_key, from_text(text, context), context)


def _new_signing_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
