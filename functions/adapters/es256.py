"""How an ES256 key is named and how its signatures are spelled, whoever holds it (RFC 7518, 7638)."""

import base64
import json
from collections.abc import Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

_COORDINATE_BYTES = 32
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256's base point (FIPS 186-4, D.1.2.3)


def public_jwk(key: object) -> Mapping[str, str]:
    """The public JWK of a P-256 key, ``kid`` its thumbprint. Raises ValueError for another kind of key."""
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError("no P-256 key")
    numbers = key.public_numbers()
    members = {"crv": "P-256", "kty": "EC", "x": _base64url(numbers.x), "y": _base64url(numbers.y)}
    thumbprint = sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    return {**members, "kid": _unpadded(thumbprint), "use": "sig", "alg": "ES256"}


def raw_signature(der: bytes) -> bytes:
    """The 64 bytes r‖s of a DER signature, of the two s that hold the smaller one: whoever verifies takes no other."""
    r, s = decode_dss_signature(der)
    return b"".join(number.to_bytes(_COORDINATE_BYTES, "big") for number in (r, min(s, ORDER - s)))


def _base64url(number: int) -> str:
    return _unpadded(number.to_bytes(_COORDINATE_BYTES, "big"))


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
