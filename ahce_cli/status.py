"""Where status lists come from: the issuer's site, a folder of saved ones, or nowhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from ahce_core.problems import presentable
from ahce_sheets.refusals import refused

WAIT_SECONDS = 10.0
LARGEST = 1 << 20  # bytes of a token
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Lists: TypeAlias = Callable[[str], str | None]
"""A status list by its address; None where it is not to be had."""


def nowhere(address: str) -> str | None:
    """No list at all: signatures alone are checked."""
    return None


def in_folder(folder: Path) -> Lists:
    """Lists saved as ``YEAR/SHARD`` beneath a folder, as the site has them.

    Raises :class:`~ahce_core.problems.Refusal` where there is no such folder, or no list in it.
    """
    if not any(file.name.isdecimal() for file in folder.glob("[0-9]*/[0-9]*")):
        shown = presentable(str(folder))
        raise refused(
            f"“{shown}”里没有存下的状态表（年度/分片，如 2026/17）；请核对 --status，或按说明重新存。",
            f"There are no saved status lists (YEAR/SHARD, such as 2026/17) in “{shown}”; check --status, or save them anew.",
        )

    @cache
    def found(address: str) -> str | None:
        year, shard = address.rsplit("/", 2)[1:]
        try:
            return (folder / year / shard).read_text("utf-8").strip()
        except (OSError, ValueError):
            return None

    return found


def from_sites() -> Lists:
    """Lists by the network, each once: it is a whole shard, so nobody learns whom it was asked for.

    A site that does not answer in time is not asked again: a pile stands in many shards.
    """
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    silent: set[str] = set()

    @cache
    def found(address: str) -> str | None:
        where = urlsplit(address)
        if where.netloc in silent or (where.scheme != "https" and where.hostname not in LOOPBACK):
            return None
        try:
            with urlopen(Request(address), timeout=WAIT_SECONDS) as answer:  # noqa: S310 - the scheme is looked at above
                content: bytes = answer.read(LARGEST)
            return content.decode()
        except (OSError, ValueError, HTTPException) as error:
            if isinstance(getattr(error, "reason", error), TimeoutError):
                silent.add(where.netloc)
            return None

    return found
