"""Evidence on one machine: files under one folder, with forms and links signed as S3's are.

The embedded server hands what the browser posts and asks for to :meth:`FileEvidence.receive` and
:meth:`FileEvidence.deliver`; the browser cannot tell it from S3.
"""

import base64
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from hashlib import sha256 as sha_256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from functions.adapters.evidence_rules import (
    DOWNLOAD_SECONDS,
    UPLOAD_SECONDS,
    attachment,
    check_download,
    check_name,
    check_upload,
    type_of,
)
from functions.adapters.keyfile import kept
from functions.ports import StoredEvidence, UploadForm

PATH = "/evidence"
_SUFFIX = ".evidence"  # so that a name may be another's folder


class Delivery(NamedTuple):
    """A file as a download: its bytes, and the headers that say what it is."""

    content: bytes
    headers: Mapping[str, str]


class EvidenceRefused(Exception):  # noqa: N818
    """A form or link that does not hold: ``status`` is the one that S3 answers with."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        super().__init__(why)


class FileEvidence:
    """An :class:`~functions.ports.EvidenceStore` in a folder; URLs are paths on the embedded server."""

    def __init__(self, folder: Path, key_file: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._key_file = key_file
        self._now = now

    def upload_form(self, name: str, *, media_type: str, size: int, sha256: str) -> UploadForm:
        check_upload(name, media_type, size, sha256)
        policy = self._seal(
            {"do": "upload", "name": name, "type": media_type, "size": size, "sha256": sha256}, UPLOAD_SECONDS
        )
        return UploadForm(PATH, {"key": name, "Content-Type": media_type} | policy)

    def receive(self, fields: Mapping[str, str], content: bytes) -> None:
        """Store what was posted with a form. Raises :class:`EvidenceRefused` where it is not what the form is for."""
        policy = self._open(fields, "upload")
        if (fields.get("key"), fields.get("Content-Type")) != (policy["name"], policy["type"]):
            raise EvidenceRefused(403, "a field was changed")
        if len(content) != policy["size"]:
            raise EvidenceRefused(400, "another size than announced")
        if sha_256(content).hexdigest() != policy["sha256"]:
            raise EvidenceRefused(400, "another content than announced")
        file = self._file(policy["name"])
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = file.with_name(f"{file.name}.{secrets.token_hex(8)}.partial")
        with partial.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
        descriptor = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)  # the name too is on the disk before the browser hears of success
        finally:
            os.close(descriptor)

    def inspect(self, name: str) -> StoredEvidence | None:
        check_name(name)
        try:
            with open(f"{self._folder}/{name}{_SUFFIX}", "rb", buffering=0) as file:  # noqa: PTH123 - half the time
                content = file.readall()
        except FileNotFoundError:
            return None
        return StoredEvidence(len(content), sha_256(content).hexdigest(), type_of(content))

    def size(self, name: str) -> int | None:
        check_name(name)
        try:
            return self._file(name).stat().st_size
        except FileNotFoundError:
            return None

    def download_link(self, name: str, *, media_type: str, filename: str) -> str:
        check_download(name, media_type)
        link = {"do": "download", "name": name, "type": media_type, "filename": filename}
        return f"{PATH}?{urlencode(self._seal(link, DOWNLOAD_SECONDS))}"

    def deliver(self, query: Mapping[str, str]) -> Delivery:
        """The file that a link is for. Raises :class:`EvidenceRefused`."""
        link = self._open(query, "download")
        try:
            content = self._file(link["name"]).read_bytes()
        except FileNotFoundError:
            raise EvidenceRefused(404, "nothing there") from None
        headers = {
            "Content-Type": link["type"],
            "Content-Disposition": attachment(link["filename"]),
            "Cache-Control": "no-store",
        }
        return Delivery(content, headers)

    def remove(self, name: str) -> None:
        check_name(name)
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / (name + _SUFFIX)

    def _seal(self, content: Mapping[str, object], seconds: int) -> dict[str, str]:
        text = json.dumps({**content, "expires": int(self._now()) + seconds}, ensure_ascii=False)
        policy = base64.urlsafe_b64encode(text.encode()).decode()
        return {"policy": policy, "signature": self._signature(policy)}

    def _open(self, fields: Mapping[str, str], action: str) -> dict[str, Any]:
        policy, signature = fields.get("policy", ""), fields.get("signature", "")
        if not hmac.compare_digest(signature.encode(), self._signature(policy).encode()):
            raise EvidenceRefused(403, "not signed here")
        content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(policy))  # ours: the signature says so
        if content["do"] != action or content["expires"] < self._now():
            raise EvidenceRefused(403, "not for this, or no longer")
        return content

    def _signature(self, policy: str) -> str:
        key = kept(self._key_file, lambda: secrets.token_bytes(32))
        return hmac.new(key, policy.encode(), sha_256).hexdigest()
