"""What anybody does who verifies a certificate, by joserfc: nothing here is the project's own code."""

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey


def claims(keys: Sequence[dict[str, Any]], token: str, type_: str) -> dict[str, Any]:
    """What a token says, signed by one of the published keys in its period. Raises KeyError for another key."""
    header = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    assert list(header.items()) == [("alg", "ES256"), ("kid", header["kid"]), ("typ", type_)]
    key = {key["kid"]: key for key in keys}[header["kid"]]
    found = jws.deserialize_compact(token, ECKey.import_key(key), algorithms=["ES256"])
    said: dict[str, Any] = json.loads(found.payload)
    assert key["nbf"] <= said["iat"] < key["exp"]
    return said


def entry(listed: dict[str, Any], index: int) -> int:
    """What a status list says of a place (IETF Token Status List, 2 bits each)."""
    text = listed["status_list"]["lst"]
    content = zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return content[index // 4] >> index % 4 * 2 & 3
