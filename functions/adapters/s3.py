"""Evidence on AWS: an S3 bucket, reached by the browser through presigned forms and links."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as sha_256
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.adapters.evidence_rules import (
    DOWNLOAD_SECONDS,
    UPLOAD_SECONDS,
    attachment,
    check_download,
    check_name,
    check_upload,
    type_of,
)
from functions.ports import EVIDENCE_BYTES_LIMIT, StoredEvidence, Unavailable, UploadForm

_ABSENT = {"NoSuchKey", "404", "NotFound"}


@contextmanager
def _reached() -> Iterator[None]:
    """Passes over what is absent; turns every other failure into Unavailable."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in _ABSENT:
            raise Unavailable(f"S3: {error.response['Error']['Code']}") from error
    except BotoCoreError as error:
        raise Unavailable(f"S3: {type(error).__name__}") from error


class S3Evidence:
    """An :class:`~functions.ports.EvidenceStore` in one bucket; ``client`` is boto3's for S3, signing with version 4."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def upload_form(self, name: str, *, media_type: str, size: int, sha256: str) -> UploadForm:
        check_upload(name, media_type, size, sha256)
        fields = {
            "Content-Type": media_type,
            # S3 compares it with what arrives, so a form can put this one content and no other
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": base64.b64encode(bytes.fromhex(sha256)).decode(),
        }
        form = self._client.generate_presigned_post(
            self._bucket,
            name,
            Fields=dict(fields),
            Conditions=[
                *({field: value} for field, value in fields.items()),
                ["content-length-range", size, size],
            ],
            ExpiresIn=UPLOAD_SECONDS,
        )
        return UploadForm(form["url"], form["fields"])

    def inspect(self, name: str) -> StoredEvidence | None:
        check_name(name)
        with _reached():
            body = self._client.get_object(Bucket=self._bucket, Key=name)["Body"]
            with body:
                content = body.read(EVIDENCE_BYTES_LIMIT + 1)
            return StoredEvidence(len(content), sha_256(content).hexdigest(), type_of(content))
        return None

    def size(self, name: str) -> int | None:
        check_name(name)
        with _reached():
            return int(self._client.head_object(Bucket=self._bucket, Key=name)["ContentLength"])
        return None

    def download_link(self, name: str, *, media_type: str, filename: str) -> str:
        check_download(name, media_type)
        link: str = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": name,
                "ResponseContentType": media_type,
                "ResponseContentDisposition": attachment(filename),
                "ResponseCacheControl": "no-store",
            },
            ExpiresIn=DOWNLOAD_SECONDS,
        )
        return link

    def remove(self, name: str) -> None:
        check_name(name)
        try:
            found = self._client.list_object_versions(Bucket=self._bucket, Prefix=name)
            every = [
                {"Key": version["Key"], "VersionId": version["VersionId"]}
                for version in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]
                if version["Key"] == name
            ]
            deletion = {"Objects": every, "Quiet": True}
            answer = self._client.delete_objects(Bucket=self._bucket, Delete=deletion) if every else {}
        except (ClientError, BotoCoreError) as error:
            raise Unavailable(f"S3: {type(error).__name__}") from error
        if answer.get("Errors"):
            raise Unavailable("S3: a version was not erased")
