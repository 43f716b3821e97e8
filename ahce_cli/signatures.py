"""The arithmetic of ES256 (RFC 7518): whether a signature is a key's."""

import base64
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

HALF_ORDER = (
    0x7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8  # of P-256's base point, rounded down
)


def holds(jwk: Mapping[str, Any], message: bytes, signature: bytes) -> bool:
    """Whether ``signature``, r and s of 32 bytes each, is the key's over ``message``; never for a point off the curve.

    Of the two signatures (r, s) and (r, n−s), which hold alike, the one with the smaller s alone is taken: nobody makes
    another text out of a certificate.
    """
    middle = len(signature) // 2
    r, s = (int.from_bytes(half, "big") for half in (signature[:middle], signature[middle:]))
    if s > HALF_ORDER:
        return False
    try:
        _key(str(jwk["x"]), str(jwk["y"])).verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=100)  # a pile has the same few keys
def _key(x: str, y: str) -> EllipticCurvePublicKey:
    at = [int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big") for text in (x, y)]
    return EllipticCurvePublicNumbers(at[0], at[1], SECP256R1()).public_key()
