"""AES-256-GCM over texts: the nonce in front, the context authenticated, base64url outside."""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from functions.ports import Undecipherable

_NONCE_BYTES = 12


def seal(key: bytes, text: str, context: str) -> bytes:
    """The text enciphered with a 256-bit key, different each time."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> str:
    """The text again. Raises :class:`~functions.ports.Undecipherable`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Undecipherable(context) from error


def to_text(content: bytes) -> str:
    """Bytes as base64url."""
    return base64.urlsafe_b64encode(content).decode()


def from_text(text: str, context: str) -> bytes:
    """The bytes of a base64url text. Raises :class:`~functions.ports.Undecipherable`."""
    try:
        return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Undecipherable(context) from error
