"""The browser's Python archives, made by Pyodide's own Python (tools/runtime.mjs runs this file inside Pyodide).

/input is a zip: our modules as they are in the tree, requests/*.json to answer once, and slim/*.py to stand in place
of the library's. Whatever module is loaded after that, Pyodide's own start included, is needed; the rest of the
standard library is left out. /output holds python.zip, slim.zip with the modules of slim/ instead, and
probe.json, a request with its answer.

Both are stored zips of .pyc files (compression is left to brotli, which does better on the whole), in a fixed order
and with a fixed date, so that equal inputs give equal bytes.
"""

import importlib.util
import io
import json
import marshal
import sys
import zipfile
from pathlib import Path

# Imported by functions that no request here calls, or by the interpreter itself for an error message.
LAZY = (
    "traceback",
    "linecache",
    "tokenize",
    "encodings.latin_1",
    "encodings.ascii",
    "stringprep",
    "unicodedata",
)
STDLIB = Path("/lib/python314.zip")
UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # the flags of a .pyc, and the hash that nobody looks at
PROBE = "requests/year-of-a-teacher.json"
DATE = (1980, 1, 1, 0, 0, 0)


def needed(ours: zipfile.ZipFile) -> set[str]:
    """The standard library's files that answering the requests loads."""
    sys.path.insert(0, "/input")
    api = importlib.import_module("ahce_core.api")
    for name in sorted(ours.namelist()):
        if name.startswith("requests/"):
            api.assess(ours.read(name).decode())
            api.summary(ours.read(name).decode())
    api.describe()
    api.schema()
    for name in LAZY:
        importlib.import_module(name)
    origins = [module.__spec__.origin or "" for module in list(sys.modules.values()) if module.__spec__]
    return {origin.removeprefix(f"{STDLIB}/") for origin in origins if origin.startswith(f"{STDLIB}/")}


def compiled(path: str, source: bytes, optimize: int) -> bytes:
    """A .pyc that is never checked against a source."""
    code = compile(source, path, "exec", dont_inherit=True, optimize=optimize)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def packed(files: dict[str, bytes], documented: str) -> bytes:
    """A stored zip of the files, modules compiled, without asserts, and without docstrings but of one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
        for path in sorted(files):
            name, content = path, files[path]
            if path.endswith(".py"):
                name, content = path + "c", compiled(path, content, 0 if path.startswith(documented) else 2)
            zipped.writestr(zipfile.ZipInfo(name, DATE), content)
    return out.getvalue()


def build() -> None:
    """Make both archives."""
    ours = zipfile.ZipFile("/input")
    library = zipfile.ZipFile(STDLIB)
    files = {path: library.read(path) for path in needed(ours)}
    files |= {path: ours.read(path) for path in ours.namelist() if path.startswith("ahce_core/")}
    slim = {
        path.removeprefix("slim/"): ours.read(path) for path in ours.namelist() if path.startswith("slim/")
    }
    output = Path("/output")
    output.mkdir()
    question = ours.read(PROBE).decode()
    probe = {"question": question, "answer": sys.modules["ahce_core.api"].assess(question)}
    output.joinpath("probe.json").write_text(json.dumps(probe))
    # Pyodide's start copies the docstrings of _pyodide to functions in C; the slim one has none to copy.
    output.joinpath("python.zip").write_bytes(packed(files, documented="_pyodide/"))
    output.joinpath("slim.zip").write_bytes(packed(files | slim, documented="none/"))


if __name__ == "__main__":
    build()
