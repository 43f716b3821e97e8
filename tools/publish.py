"""Put the built site into the deployment's bucket: `python -m tools.publish BUCKET [--cdn DISTRIBUTION]`.

S3 knows no folders: a page goes to its file's name, to its address with the slash, and to the address without it, which leads
there. What a page needs is put before the page. Old runtimes stay, for whoever has an old page open.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.serve import ENCODINGS, SITE, TYPES, content_type

RUNTIME = "assets/python/"  # immutable, large, and for browsers that know Brotli anyway
PAGE = TYPES[".html"]
AT_ONCE = 1000  # keys that S3 deletes in one request


class Thing(NamedTuple):
    """What the bucket holds under a key."""

    key: str
    content: bytes
    media_type: str
    coding: str = ""

    @property
    def tag(self) -> str:
        """What S3 calls it as long as it is the same."""
        return f'"{hashlib.md5(self.content, usedforsecurity=False).hexdigest()}"'


def things(site: Path) -> list[Thing]:
    """Everything that the bucket has to hold, in the order in which it is put there."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    found = [thing for path in files if not _twin(path) for thing in _things(site, path)]
    return sorted(found, key=lambda thing: (thing.media_type == PAGE, not thing.key.startswith(RUNTIME)))


def _twin(path: Path) -> bool:
    """Whether a file is the packed form of another."""
    return path.suffix in ENCODINGS.values() and path.with_suffix("").is_file()


def _things(site: Path, path: Path) -> Iterator[Thing]:
    key, media_type = path.relative_to(site).as_posix(), content_type(path)
    packed = path.with_name(path.name + ENCODINGS["br"])
    if key.startswith(RUNTIME) and packed.is_file():
        yield Thing(key, packed.read_bytes(), media_type, "br")
        return
    yield Thing(key, path.read_bytes(), media_type)
    folder = key.removesuffix("index.html")
    if folder not in (key, ""):
        yield Thing(folder, path.read_bytes(), media_type)
        there = f'<!doctype html><meta http-equiv="refresh" content="0; url=/{folder}"><a href="/{folder}">/{folder}</a>\n'
        yield Thing(folder.rstrip("/"), there.encode(), PAGE)


def publish(storage: Any, bucket: str, site: Path) -> tuple[int, int]:
    """Make the bucket hold the site; how many things were put, and how many removed."""
    held = {
        item["Key"]: item["ETag"]
        for page in storage.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for item in page.get("Contents", ())
    }
    wanted = things(site)
    changed = [thing for thing in wanted if held.get(thing.key) != thing.tag]
    for thing in changed:
        coding = {"ContentEncoding": thing.coding} if thing.coding else {}
        storage.put_object(
            Bucket=bucket, Key=thing.key, Body=thing.content, ContentType=thing.media_type, **coding
        )
    stale = sorted(
        key for key in held.keys() - {thing.key for thing in wanted} if not key.startswith(RUNTIME)
    )
    for start in range(0, len(stale), AT_ONCE):
        batch = [{"Key": key} for key in stale[start : start + AT_ONCE]]
        storage.delete_objects(Bucket=bucket, Delete={"Objects": batch, "Quiet": True})
    return len(changed), len(stale)


def refresh(cdn: Any, distribution: str, once: str) -> None:
    """Let the CDN ask the bucket again for everything."""
    cdn.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": once},
    )


def main() -> None:
    import boto3

    parser = argparse.ArgumentParser(description="Put the built site into the deployment's bucket.")
    parser.add_argument("bucket", help="SiteBucketName of the stack's outputs")
    parser.add_argument("--cdn", metavar="DISTRIBUTION", help="SiteDistribution of the stack's outputs")
    arguments = parser.parse_args()
    put, removed = publish(boto3.client("s3"), arguments.bucket, SITE)
    if arguments.cdn and put + removed:
        state = json.dumps([thing.tag for thing in things(SITE)]).encode()
        refresh(boto3.client("cloudfront"), arguments.cdn, hashlib.sha256(state).hexdigest())
    print(f"{put} put, {removed} removed")


if __name__ == "__main__":
    main()
