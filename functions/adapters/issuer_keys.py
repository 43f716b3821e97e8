"""The embedded issuer's RS256 keys: the newest signs, the ones before it still verify until they are dropped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import RSAKey

from functions.adapters.keyfile import kept

KEPT = 2  # the signing key and the one before it: a token outlives no more than one rotation


def issuer_name(origin: str) -> str:
    """The embedded issuer's identifier on a server at ``origin``."""
    return f"{origin}/issuer"


class IssuerKeys:
    """PEM files ``issuer-1.pem``, ``issuer-2.pem`` … in one folder; the first is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def signing(self) -> RSAKey:
        """The newest key, private."""
        return self._keys()[-1]

    def public(self) -> Mapping[str, Any]:
        """The key set that verifies, as JSON."""
        return {
            "keys": [
                {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": "RS256"}
                for key in self._keys()
            ]
        }

    def rotate(self) -> None:
        """Make a new signing key."""
        numbers = self._numbers()
        kept(self._file(max(numbers, default=0) + 1), _new_key)
        for old in numbers[: -(KEPT - 1)]:
            self._file(old).unlink()

    def _keys(self) -> list[RSAKey]:
        if not self._numbers():
            kept(self._file(1), _new_key)
        return [RSAKey.import_key(self._file(number).read_bytes()) for number in self._numbers()]

    def _numbers(self) -> list[int]:
        return sorted(int(file.stem.removeprefix("issuer-")) for file in self._folder.glob("issuer-*.pem"))

    def _file(self, number: int) -> Path:
        return self._folder / f"issuer-{number}.pem"


def _new_key() -> bytes:
    return generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
