"""Put the built site into the deployment's bucket: `python -m tools.publish BUCKET --client ID [--function NAME] [--cdn DISTRIBUTION]`.

Two files are the deployment's and no build's: whose certificates the site verifies, and where its pages sign in. They are made
here, from the functions' settings; without them, or with those of one machine, nothing is put.

S3 knows no folders: a page goes to its file's name, to its address with the slash, and to the address without it, which leads
there. What a page needs is put before the page. Old runtimes stay, for whoever has an old page open.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from functions.wiring import Misconfigured, Settings
from tools.issuers import REFUSED, asked, pinned, read_settings
from tools.serve import ENCODINGS, SITE, TYPES, content_type

RUNTIME = "assets/python/"  # immutable, large, and for browsers that know Brotli anyway
PAGE = TYPES[".html"]
AT_ONCE = 1000  # keys that S3 deletes in one request
PINNED = "verify/issuers.json"
SIGN_IN = "assets/registry/config.json"
SITE_ORIGIN = re.compile(r"https://[^/ ]+")  # as the template's SiteOrigin


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


class Own(NamedTuple):
    """What a deployment has of its own beside the build: the content of two files."""

    pinned: bytes
    sign_in: bytes


def own(read: Settings, *, client: str, scope: str = "openid", api: str = "") -> Own:
    """A deployment's own files; ``client`` is the pages' at the issuer, ``api`` the origin of /api/ where it is another one.

    Raises :class:`~functions.wiring.Misconfigured` for the settings of one machine, and as :func:`tools.issuers.pinned`.
    """
    if read.var:
        raise Misconfigured("AHCE_VAR is set: its issuer is this machine's, nobody's on a site")
    if not SITE_ORIGIN.fullmatch(read.needed("AHCE_ORIGIN")):
        raise Misconfigured(
            "AHCE_ORIGIN is not an address such as https://ahce.example, without a slash at its end"
        )
    issuer = read.needed("AHCE_ISSUER")
    if not issuer.startswith("https://"):
        raise Misconfigured("AHCE_ISSUER is not an https address: nobody could sign in")
    sign_in = {"issuer": issuer, "client": client, "scope": scope, "api": api}
    return Own(pinned(read), json.dumps(sign_in, ensure_ascii=False, indent=2).encode())


def things(site: Path, own: Own) -> list[Thing]:
    """Everything that the bucket has to hold, in the order in which it is put there.

    Raises :class:`~functions.wiring.Misconfigured` where the site was not built: an empty one would empty the bucket.
    """
    if not (site / "index.html").is_file():
        raise Misconfigured(f"{site} holds no site: `make build` makes it")
    made = [Thing(PINNED, own.pinned, TYPES[".json"]), Thing(SIGN_IN, own.sign_in, TYPES[".json"])]
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and not _twin(path))
    found = [thing for path in files for thing in _things(site, path) if thing.key not in (PINNED, SIGN_IN)]
    found += made
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


def publish(storage: Any, bucket: str, wanted: list[Thing]) -> tuple[int, int]:
    """Make the bucket hold these :func:`things`; how many were put, and how many removed."""
    held = {
        item["Key"]: item["ETag"]
        for page in storage.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for item in page.get("Contents", ())
    }
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


def main(words: list[str] | None = None) -> None:
    """The command line."""
    import boto3

    parser = argparse.ArgumentParser(
        description="Put the built site into the deployment's bucket.", parents=[asked()]
    )
    parser.add_argument("bucket", help="SiteBucketName of the stack's outputs")
    parser.add_argument("--client", required=True, help="the pages' public client at the OIDC issuer")
    parser.add_argument(
        "--scope", default="openid", help="what they ask for, so that tokens are for us (default: openid)"
    )
    parser.add_argument(
        "--api", default="", metavar="ORIGIN", help="where /api/ is, if not at the site's own address"
    )
    parser.add_argument("--cdn", metavar="DISTRIBUTION", help="SiteDistribution of the stack's outputs")
    parser.add_argument("--site", type=Path, default=SITE, help="where the built site is")
    arguments = parser.parse_args(words)
    try:
        read = read_settings(arguments.function)
        ours = own(read, client=arguments.client, scope=arguments.scope, api=arguments.api)
        wanted = things(arguments.site, ours)
        put, removed = publish(boto3.client("s3"), arguments.bucket, wanted)
        if arguments.cdn and put + removed:
            state = json.dumps([thing.tag for thing in wanted]).encode()
            refresh(boto3.client("cloudfront"), arguments.cdn, hashlib.sha256(state).hexdigest())
    except REFUSED as refused:
        sys.exit(str(refused))
    for issuer in json.loads(ours.pinned):
        print(f"{issuer['name']} {issuer['issuer']}: {len(issuer['keys'])} keys pinned")
    print(f"{put} put, {removed} removed")


if __name__ == "__main__":
    main()
