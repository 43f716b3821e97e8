"""What the service worker keeps: one version of the site, known by the hash of each of its files."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

SOURCE = "assets/service-worker.js"
SERVED = "service-worker.js"  # at the root, since it may answer for what lies beneath it only
HASH_LENGTH = 16  # hexadecimal digits of SHA-256: enough to tell one version of a file from another
FOLDERS = ("calculator/", "staff/", "verify/", "assets/icons/")
SEARCH = re.compile(
    r"search/search_index\.json|assets/javascripts/(workers/search.*|lunr/min/lunr\.(stemmer.*|multi|zh)\.min)\.js"
)
PAGES = (  # those that the pages kept lead to; the rest of the docs follow as they are visited
    "index.html",
    "en/index.html",
    "regulation/index.html",
    "readings/index.html",
    "privacy/index.html",
    "items/index.html",
    "cli/index.html",
    "certificates/committees/index.html",
    "en/readings/index.html",
    "en/privacy/index.html",
    "en/committees/index.html",
)
RUNTIME = ("worker.js", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "snapshot.bin")
REFERENCE = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="?([^">\s]+)')


def add(files: dict[str, bytes]) -> None:
    """Add the service worker and ``precache.json`` to the files of a site, in place."""
    source = files.pop(SOURCE).decode()
    hashes = {name: hashlib.sha256(files[name]).hexdigest()[:HASH_LENGTH] for name in sorted(files)}
    listed = json.dumps(hashes, ensure_ascii=False)
    version = hashlib.sha256((source + listed).encode()).hexdigest()[:HASH_LENGTH]
    names = sorted(set(kept(files)))
    for blank, value in (('"VERSION"', version), ('["KEPT"]', names), ('"HASHES"', listed)):
        if source.count(blank) != 1:
            raise ValueError(f"{SOURCE} has {source.count(blank)} places for {blank}")
        source = source.replace(blank, json.dumps(value, ensure_ascii=False))
    files[SERVED] = source.encode()
    files["precache.json"] = json.dumps(
        {"version": version, "kept": names, "files": hashes}, indent=1
    ).encode()


def kept(files: dict[str, bytes]) -> Iterator[str]:
    """The files that are kept from the start; every other one is when it is visited."""
    for name in files:
        folder, base = posixpath.split(name)
        runtime = folder.startswith("assets/python/") and base in RUNTIME
        searching = SEARCH.fullmatch(name) is not None
        if name.startswith(FOLDERS) or folder == "assets" or runtime or searching or name == "favicon.ico":
            yield name
    for page in PAGES:
        if page in files:
            yield page
            yield from (name for name in _references(page, files[page].decode()) if name in files)


def _references(page: str, text: str) -> Iterator[str]:
    for reference in REFERENCE.findall(text):
        yield urlsplit(urljoin(f"https://site.invalid/{page}", reference)).path.removeprefix("/")
