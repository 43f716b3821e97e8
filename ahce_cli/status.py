"""Where status lists come from: the issuer's site, a folder of saved ones, or nowhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

WAIT_SECONDS = 10
LARGEST = 1 << 20  # bytes of a token
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Lists: TypeAlias = Callable[[str], str | None]
"""A status list by its address; None where it is not to be had."""


def nowhere(address: str) -> str | None:
    """No list at all: signatures alone are checked."""
    return None


def in_folder(folder: Path) -> Lists:
    """Lists saved as ``YEAR/SHARD`` beneath a folder, as the site has them."""

    @cache
    def found(address: str) -> str | None:
        year, shard = address.rsplit("/", 2)[1:]
        try:
            return (folder / year / shard).read_text("utf-8").strip()
        except (OSError, ValueError):
            return None

    return found


@cache
def from_site(address: str) -> str | None:
    """A list by the network, once: it is a whole shard, so nobody learns whom it was asked for."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    where = urlsplit(address)
    if where.scheme != "https" and where.hostname not in LOOPBACK:
        return None
    try:
        with urlopen(Request(address), timeout=WAIT_SECONDS) as answer:  # noqa: S310 - the scheme is looked at above
            content: bytes = answer.read(LARGEST)
        return content.decode()
    except (OSError, ValueError, HTTPException):
        return None
