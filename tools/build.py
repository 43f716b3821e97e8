"""Build the whole site into build/site: `python -m tools.build`. A second build with nothing changed does nothing.

The docs and the Python runtime are made in folders of their own and remade where their inputs changed; then the site
is put together from them and site/, what changed is written and compressed, and what is gone is removed.
"""

import fcntl
import gzip
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from ahce_core import api
from ahce_core.registration import answers
from tools import docs, fonts, headers, offline, preload, runtime, shell, staff_runtime

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SITE = BUILD / "site"
SOURCES = ROOT / "site"
POLICY = BUILD / "headers.json"
COPIED = (
    "assets",
    "calculator",
    "staff",
    "portal",
    "review",
    "notices",
    "verify",
)  # folders of site/ that are served as they stand
COMPRESSED = {
    ".bin",
    ".css",
    ".html",
    ".js",
    ".json",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".zip",
}
SMALLEST = 512  # bytes; below this compression saves nothing worth a header
PYTHON = "python"  # the runtime's folder under assets/, as engine.js names it
RUNTIME = f"assets/{PYTHON}"
QR = ROOT / "node_modules/lean-qr"  # draws the calculator's link as a QR code: 4 KB, loaded when asked for


def digest(contents: Iterable[bytes]) -> str:
    """One SHA-256 over several byte strings, lengths included."""
    total = hashlib.sha256()
    for content in contents:
        total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()


def once(made: Path, inputs: Iterable[Path], make: Callable[[Path], object]) -> Path:
    """The folder ``made`` by ``make``, remade where an input or a file of the folder changed since."""
    stamp = made.with_name(made.name + ".stamp")
    wanted = digest(part for path in inputs for part in (str(path).encode(), path.read_bytes()))
    if not (stamp.is_file() and stamp.read_text() == wanted + _state(made)):
        stamp.unlink(missing_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        make(made)
        stamp.write_text(wanted + _state(made))
    return made


def _state(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest(f"{path}{(stat := path.stat()).st_size}{stat.st_mtime_ns}".encode() for path in files)


def docs_inputs() -> list[Path]:
    """Whatever the docs are made of; more than needed costs a rebuild, less would leave stale pages."""
    folders = (ROOT / "docs", ROOT / "ahce_core", ROOT / "tests/cases", SOURCES / "theme")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [*SOURCES.glob("mkdocs*.yml"), *(ROOT / "tools").glob("docs*.py"), ROOT / "requirements/dev.txt"]
    # what Python keeps there comes and goes while others import
    return sorted(path for path in files if "__pycache__" not in path.parts)


def collect() -> dict[str, bytes]:
    """Every file of the site by its path, before compression."""
    return pages() | assets()


def pages() -> dict[str, bytes]:
    """The docs; MkDocs' own compressed site map is left out, since every file gets its twins here."""
    made = once(BUILD / "pages", docs_inputs(), lambda folder: docs.build(output=folder))
    files = {path.relative_to(made).as_posix(): path.read_bytes() for path in _files(made)}
    return {name: content for name, content in files.items() if not name.endswith(".gz")}


def assets() -> dict[str, bytes]:
    """What site/ holds, the catalogue, and the Python runtime."""
    made = once(BUILD / "runtime", runtime.inputs(), runtime.build)
    python = {path.name: path.read_bytes() for path in _files(made)}
    made = once(BUILD / "staff", staff_runtime.inputs(), staff_runtime.build)
    python |= {path.name: path.read_bytes() for path in _files(made)}
    python["worker.js"] = runtime.WORKER.read_bytes()
    templates = {f"staff/{name}": python.pop(name) for name in ("template.xlsx", "template-en.xlsx")}
    # The runtime stands in a folder named by its contents, and whoever points to it follows.
    folder = (
        f"{RUNTIME}/{digest(part for name in sorted(python) for part in (name.encode(), python[name]))[:12]}"
    )
    files = {f"{folder}/{name}": content for name, content in python.items()}
    files["favicon.ico"] = (
        SOURCES / "assets/icons/favicon.ico"
    ).read_bytes()  # asked for there by every browser
    files["assets/catalogue.json"] = api.describe().encode()
    files["assets/schema.json"] = api.schema().encode()
    files["assets/qr.js"] = b"/*!\n%s*/\n%s" % ((QR / "LICENSE").read_bytes(), (QR / "nano.mjs").read_bytes())
    files["verify/words.json"] = json.dumps(answers.words(), ensure_ascii=False).encode()
    files |= templates
    for path in (path for name in COPIED for path in _files(SOURCES / name)):
        name, content = path.relative_to(SOURCES).as_posix(), path.read_bytes()
        if name.startswith(f"{RUNTIME}/"):
            continue
        if path.suffix in {".js", ".html"}:
            content = content.replace(f"/{PYTHON}/".encode(), f"/{folder.removeprefix('assets/')}/".encode())
        files[name] = content
    shell.add(files, SOURCES / "shell")
    preload.add(files)
    return files


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def put(files: dict[str, bytes]) -> int:
    """Make build/site hold exactly these files, each with its compressed twins; how many were written."""
    with ThreadPoolExecutor() as pool:  # the compressors let go of the interpreter's lock
        packed = [twin for made in pool.map(lambda item: twins(*item), files.items()) for twin in made]
    wanted = files | dict(packed)
    for path in _files(SITE):
        if path.relative_to(SITE).as_posix() not in wanted:
            path.unlink()
    count = 0
    for name, content in wanted.items():
        path = SITE / name
        if not path.is_file() or path.read_bytes() != content:
            replace(path, content)
            count += 1
    for path in sorted((path for path in SITE.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    return count


def twins(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The compressed forms of a file, from build/packed where the same bytes were packed before."""
    if Path(name).suffix not in COMPRESSED or len(content) < SMALLEST:
        return []
    kept = BUILD / "packed" / hashlib.sha256(content).hexdigest()
    found = []
    for suffix, pack in ((".br", _brotli), (".gz", _gzip)):
        path = kept.with_suffix(suffix)
        if not path.is_file():
            replace(path, pack(content))
        found.append((name + suffix, path.read_bytes()))
    return found


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=11, lgwin=24))


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def build() -> Path:
    """Build the site; the folder that holds it. Whoever comes while another builds waits, then finds nothing to do."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fonts.put()
        files = collect()
        offline.add(files)
        put(files)
        pages = (content.decode() for name, content in files.items() if name.endswith(".html"))
        replace(POLICY, headers.with_hashes((SOURCES / "headers.json").read_text("utf-8"), pages).encode())
    return SITE


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def main() -> None:
    began = time.perf_counter()
    build()
    print(f"{SITE.relative_to(ROOT)} is built ({time.perf_counter() - began:.1f} s)")


if __name__ == "__main__":
    main()
