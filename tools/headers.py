"""The response headers of every page, from one file (site/headers.json) that any hosting can read.

A family is a path pattern with its headers; the first that matches decides, as a CDN's behaviours do.
"""

import base64
import fnmatch
import hashlib
import json
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path


class Headers:
    """The families of site/headers.json, or of build/headers.json where the hashes are filled in."""

    def __init__(self, path: Path) -> None:
        policy = json.loads(path.read_text("utf-8"))
        self._common: dict[str, str] = policy["common"]
        self._families: list[tuple[str, dict[str, str]]] = [
            (family["path"], family["headers"]) for family in policy["families"]
        ]

    def of(self, path: str) -> dict[str, str]:
        """The headers of a URL path such as ``/calculator/``."""
        for pattern, headers in self._families:
            if fnmatch.fnmatchcase(path, pattern):
                return self._common | headers
        return self._common


def with_hashes(policy: str, pages: Iterable[str]) -> str:
    """The text of site/headers.json with the hashes of these pages' inline scripts in place of ``{scripts}``, for one origin:
    without others for evidence and issuer.
    """
    scripts = sorted({script for page in pages for script in _inline_scripts(page)})
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    filled = policy.replace(" {scripts}", "".join(f" 'sha256-{digest}'" for digest in hashes))
    return filled.replace(" {evidence}", "").replace(" {issuer}", "")


def _inline_scripts(page: str) -> list[str]:
    finder = _ScriptFinder()
    finder.feed(page)
    return finder.found


class _ScriptFinder(HTMLParser):
    """Collects what stands in script elements that run as it stands: no src, no data type."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        kind = names.get("type") or "text/javascript"
        self._inside = tag == "script" and "src" not in names and kind in {"text/javascript", "module"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False
