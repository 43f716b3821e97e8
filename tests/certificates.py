"""Certificates of an issuer made up for a test, and every way to forge one that we could think of.

The same corpus is held against the page that checks in the browser and against the core: none of it may verify.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ahce_core.registration import status_list
from ahce_core.registration.credential import (
    TYPE,
    Credential,
    attachment,
    base64url,
    rows_hash,
    signing_input,
    spelled,
    status_path,
)
from ahce_core.registration.status_list import CertificateStatus
from functions.adapters.es256 import ORDER
from functions.adapters.local_keys import LocalSigningKey

NOW = 1_790_000_000  # 2026-09-21
DAY = 86_400
ORIGIN = "https://ahce.example"
NAME, NAME_EN = "演示签发机构", "Demonstration issuer"
ROWS = (
    {"item": 4, "kind": "paper", "title": "皖江地下水位预测", "date": "2026-05-01", "hours": 400},
    {"item": 12, "kind": "courseware", "title": "人工智能基础", "date": "2026-03-08", "hours": 300},
    {"item": 12, "kind": "courseware", "title": "水文模拟前沿", "date": "", "hours": 325},
)


@dataclass(frozen=True)
class Sample:
    """A certificate, its rows and what it says."""

    token: str
    rows: str
    credential: Credential

    @property
    def attachment(self) -> str:
        return attachment(self.token, self.rows)


class SampleIssuer:
    """Signs with a key of its own."""

    def __init__(self, folder: Path, origin: str = ORIGIN, now: int = NOW) -> None:
        self.key = LocalSigningKey(folder / "signing.pem")
        self.origin, self.now = origin, now
        self.kid = self.key.public_jwk()["kid"]

    def certificate(self, rows: tuple[dict[str, Any], ...] = ROWS, **changes: Any) -> Sample:
        """A certificate in order, but for what is changed in it."""
        text = spelled(list(rows))
        said = Credential(
            self.origin,
            "2026-7K3M-9QPX-2FTW-1",
            self.now - DAY,
            "演示持有人",
            "演示水利科学研究院",
            "123X",
            2026,
            400,
            625,
            ((4, 100, 300), (12, 300, 325)),
            rows_hash(text),
            (17, 31_337),
        )._replace(**changes)
        return Sample(self.signed(TYPE, said.payload()), text, said)

    def signed(self, type_: str, payload: str) -> str:
        return self.sealed(signing_input(self.kid, type_, payload))

    def sealed(self, message: str) -> str:
        """A message with its signature."""
        return f"{message}.{base64url(self.key.sign(message.encode()))}"

    def jwk(self, **changes: int) -> dict[str, Any]:
        return {**self.key.public_jwk(), "nbf": self.now - 100 * DAY, "exp": self.now + 100 * DAY, **changes}

    def issuers(self, *, demonstration: bool = False, **changes: int) -> str:
        """The issuers file that pins it."""
        one = {"issuer": self.origin, "name": NAME, "name_en": NAME_EN, "keys": [self.jwk(**changes)]}
        mark = {"demonstration": True} if demonstration else {}
        return json.dumps([{**one, "status": status_list.PATH, **mark}])

    def status(
        self, sample: Sample, status: CertificateStatus = CertificateStatus.VALID, **changes: Any
    ) -> str:
        """The status list of a certificate that says so of it."""
        year, (shard, index) = sample.credential.year, sample.credential.place
        said = {
            "iss": self.origin,
            "sub": self.origin + status_path(year, shard),
            "iat": self.now - 60,
            "exp": self.now + DAY,
            "ttl": 3600,
            "status_list": {"bits": 2, "lst": status_list.compressed({index: status})},
        }
        return self.signed(status_list.TYPE, spelled({**said, **changes}))


def forgeries(issuer: SampleIssuer, stranger: SampleIssuer) -> Iterator[tuple[str, str]]:
    """Forged tokens, each with what was done to it; ``stranger`` is an issuer whom nobody pinned, at the same origin."""
    sample = issuer.certificate()
    token = sample.token
    header, payload, signature = token.split(".")
    other = issuer.certificate(name="另一个人", number="2026-7K3M-9QPX-2FTW-2").token.split(".")
    said = sample.credential.payload()
    for at in range(len(token)):
        for character in ("A" if token[at] != "A" else "B", "=", "\u00e9"):
            yield f"byte {at} is {character}", token[:at] + character + token[at + 1 :]
    for length in (0, 1, len(header), len(header) + 1, len(header + payload) + 1, len(token) - 1):
        yield f"cut to {length}", token[:length]
    yield "payload of another", f"{header}.{other[1]}.{signature}"
    yield "signature of another", f"{header}.{payload}.{other[2]}"
    yield "padded", f"{header}=.{payload}==.{signature}=="
    yield "standard base64", token.replace("-", "+").replace("_", "/") + "+"
    yield "longer by a part", token + "."
    yield "longer by a space", token + " "
    yield "a line break inside", f"{header}.\n{payload}.{signature}"
    yield "signature in front", f"{signature}.{payload}.{header}"
    yield "no signature", f"{header}.{payload}."
    yield "signature of zeros", f"{header}.{payload}.{base64url(bytes(64))}"
    numbers = base64.urlsafe_b64decode(signature + "==")
    mirrored = numbers[:32] + (ORDER - int.from_bytes(numbers[32:], "big")).to_bytes(32, "big")
    yield "the other s that holds", f"{header}.{payload}.{base64url(mirrored)}"
    yield "by a stranger", stranger.certificate().token
    spoofed = stranger.sealed(signing_input(issuer.kid, TYPE, said))
    yield "by a stranger under a pinned key's id", spoofed
    for name, text in _headers(issuer.kid, stranger):
        yield name, issuer.sealed(f"{base64url(text.encode())}.{payload}")
        yield f"{name}, unsigned", f"{base64url(text.encode())}.{payload}."
    for name, text in _payloads(said):
        yield name, issuer.sealed(f"{header}.{base64url(text.encode())}")
    for name, changes in _credentials(issuer.now):
        yield name, issuer.certificate(**changes).token


def _headers(kid: str, stranger: SampleIssuer) -> Iterator[tuple[str, str]]:
    ours = f'{{"alg":"ES256","kid":"{kid}","typ":"{TYPE}"}}'
    for algorithm in ("none", "None", "HS256", "ES384", "RS256", "EdDSA", "es256"):
        yield f"alg {algorithm}", ours.replace("ES256", algorithm)
    for type_ in ("JWT", "jwt", status_list.TYPE, "ahce+JWT", ""):
        yield f"typ {type_}", ours.replace(TYPE, type_)
    for other in ("__proto__", "constructor", "toString", "", "*", kid[:-1], kid + "A", stranger.kid):
        yield f"kid {other}", ours.replace(kid, other)
    yield "its own key", ours[:-1] + f',"jwk":{json.dumps(stranger.jwk())}}}'
    yield "a key elsewhere", ours[:-1] + ',"jku":"https://evil.example/keys"}'
    yield "critical", ours[:-1] + ',"crit":["b64"],"b64":false}'
    yield "in another order", f'{{"kid":"{kid}","alg":"ES256","typ":"{TYPE}"}}'
    yield "with a space", ours.replace(":", ": ")
    yield "alg twice", '{"alg":"none",' + ours[1:]
    yield "no typ", f'{{"alg":"ES256","kid":"{kid}"}}'
    yield "kid is a list", ours.replace(f'"{kid}"', f'["{kid}"]')
    yield "no object", "null"
    yield "empty", ""


def _payloads(said: str) -> Iterator[tuple[str, str]]:
    """Signed by the right key, yet no certificate: a page must not be led astray by what it does not know."""
    for name, old, new in (
        ("a fraction", "[400,625]", "[400,625.0]"),
        ("hours as text", "[400,625]", '["400",625]'),
        ("hours below zero", "[400,625]", "[-400,625]"),
        ("hours missing", '"hours":[400,625],', ""),
        ("one figure too many", "[400,625]", "[400,625,1]"),
        ("a truth for a number", "[400,625]", "[true,625]"),
        ("an item of two", "[4,100,300]", "[4,100]"),
        ("a name that is null", '"name":"演示持有人"', '"name":null'),
        ("a name that is a list", '"name":"演示持有人"', '"name":["演示持有人"]'),
        ("a key of no meaning", '"year":2026', '"year":2026,"admin":true'),
        ("__proto__", '"year":2026', '"__proto__":{"year":2026},"year":2026'),
        ("a key twice", '"year":2026', '"year":2025,"year":2026'),
        ("another order", '"year":2026,"hours":[400,625]', '"hours":[400,625],"year":2026'),
        ("a space", '"year":2026', '"year": 2026'),
        ("an escape", "持", "\\u6301"),
        ("a number of another form", "7K3M", "7K30"),
        ("a place with three parts", "[17,31337]", "[17,31337,0]"),
        ("a large exponent", '"year":2026', '"year":2e99'),
        ("cut off", "}", ""),
    ):
        assert re.search(re.escape(old), said), name
        yield name, said.replace(old, new)
    yield "no JSON", "certificate"
    yield "a list", "[]"
    yield "null", "null"
    yield "nothing", ""
    yield "very deep", "[" * 1400 + "]" * 1400


def _credentials(now: int) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "issued in the future", {"issued": now + 3600}
    yield "issued before the key began", {"issued": now - 101 * DAY}
    yield "issued after the key ended", {"issued": now + 101 * DAY}
    yield "issued before 1970", {"issued": -1}
    yield "of another site", {"issuer": "https://other.example"}
    yield "of a site with a slash", {"issuer": ORIGIN + "/"}


def unfit_lists(
    issuer: SampleIssuer, stranger: SampleIssuer, sample: Sample
) -> Iterator[tuple[str, str | None]]:
    """Status lists that say nothing of this certificate, so that its status is not known."""
    token = issuer.status(sample)
    header, payload, signature = token.split(".")
    yield "none", None
    yield "empty", ""
    yield "no JWS", "<!doctype html>"
    yield "cut off", token[:-1]
    yield "altered", f"{header}.{payload[:-2]}AA.{signature}"
    yield "of a stranger", stranger.status(sample)
    yield "of another type", issuer.signed(TYPE, '{"a":1}')
    year, (shard, _) = sample.credential.year, sample.credential.place
    yield "of another shard", issuer.status(sample, sub=issuer.origin + status_path(year, shard + 1))
    yield "of another year", issuer.status(sample, sub=issuer.origin + status_path(year + 1, shard))
    yield "of another site", issuer.status(sample, iss="https://other.example")
    yield "over", issuer.status(sample, exp=issuer.now)
    yield "from the future", issuer.status(sample, iat=issuer.now + 3600)
    yield "before the key began", issuer.status(sample, iat=issuer.now - 101 * DAY)
    yield "without an end", issuer.status(sample, exp=None)
    for name, packed in (
        ("of another width", {"bits": 1, "lst": status_list.compressed({})}),
        ("too short", {"bits": 2, "lst": base64url(b"x\x9c\x03\x00\x00\x00\x00\x01")}),
        ("not packed", {"bits": 2, "lst": "AAAA"}),
        ("cut off inside", {"bits": 2, "lst": base64url(zlib.compress(bytes(25_000))[:-4])}),
        ("no text", {"bits": 2, "lst": 7}),
        ("no object", []),
    ):
        yield name, issuer.status(sample, status_list=packed)


def embedded(
    content: bytes, dictionary: str = "/Type /EmbeddedFile", end: bytes = b"\nendstream endobj\n"
) -> bytes:
    """A file as it is embedded in a PDF; without a length in its dictionary it goes to its end."""
    return f"\n9 0 obj <<{dictionary}>> stream\n".encode() + content + end


def presentations(one: Sample, other: Sample) -> Iterator[tuple[str, bytes, list[Sample]]]:
    """Files, each with what was done to it and the certificates that it presents, which the page and the core read alike."""
    head, flate = b"%PDF-1.7\n", "/Type /EmbeddedFile /Filter /FlateDecode"
    first, second = one.attachment.encode(), other.attachment.encode()
    packed = zlib.compress(first)
    sized = f"{flate} /Length {len(packed)}"
    yield "plain", head + embedded(first), [one]
    yield "packed", head + embedded(packed, flate), [one]
    yield "packed and measured", head + embedded(packed, sized), [one]
    yield "packed, ending in CR LF", head + embedded(packed, flate, b"\r\nendstream"), [one]
    yield "bytes after what is packed", head + embedded(packed + b"more", flate), []
    yield "cut off", head + embedded(packed[:-5], flate), []
    yield "a length that is too large", head + embedded(first, f"/EmbeddedFile /Length {'9' * 400}"), []
    yield "two", head + embedded(first) + embedded(zlib.compress(second), flate), [one, other]
    yield "the same twice", head + embedded(first) + embedded(packed, flate), [one]
    yield "others first", head + embedded(b"a text") + embedded(b"no zlib", flate) + embedded(first), [one]
    yield "in the names tree alone", head + embedded(first, "/EmbeddedFiles 9 0 R"), []
    yield "a dictionary of another object", head + b"1 0 obj /EmbeddedFile endobj" + embedded(first, ""), []
    yield "far from its dictionary", head + embedded(first, "/EmbeddedFile" + " " * 3000), []
    yield "99 others first", head + embedded(b"a text") * 99 + embedded(first), [one]
    yield "100 others first", head + embedded(b"a text") * 100 + embedded(first), []
    large = zlib.compress(b" " * (1 << 20))
    yield "a bomb first", head + embedded(zlib.compress(bytes(50 << 20)), flate) + embedded(first), [one]
    yield "15 MiB first", head + embedded(large, flate) * 15 + embedded(first), [one]
    yield "16 MiB first", head + embedded(large, flate) * 16 + embedded(first), []
    yield "many without an end", head + embedded(b"", end=b"") * 8000 + b" " * (4 << 20), []
    yield "many streams", head + b"stream\n" * 200_000, []
    yield "the attachment alone", first, [one]
    yield "an attachment in UTF-16", one.attachment.encode("utf-16"), []
