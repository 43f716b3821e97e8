"""The browser's Python archive, made by Pyodide's own Python (tools/runtime.mjs runs this file inside Pyodide).

/input is a zip: our modules as they are in the tree, and requests/*.json to answer once. Whatever module is
loaded after that, Pyodide's own start included, is needed; the rest of the standard library is left out.
/output is a stored zip of .pyc files (compression is left to brotli, which does better on the whole), in a fixed
order and with a fixed date, so that equal inputs give equal bytes.
"""

import importlib.util
import io
import marshal
import sys
import zipfile
from pathlib import Path

# Imported by functions that no request here calls, or by the interpreter itself for an error message.
LAZY = (
    "traceback",
    "linecache",
    "tokenize",
    "difflib",
    "encodings.latin_1",
    "encodings.ascii",
    "stringprep",
    "unicodedata",
)
STDLIB = Path("/lib/python314.zip")
OURS = ("ahce_core",)
UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # the flags of a .pyc, and the hash that nobody looks at
DATE = (1980, 1, 1, 0, 0, 0)


def needed(ours: zipfile.ZipFile) -> set[str]:
    """Names of the standard library's modules that answering the requests loads."""
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


def compiled(path: str, source: bytes) -> bytes:
    """A .pyc that is never checked against a source; docstrings and asserts left out."""
    plain = path.startswith("_pyodide/")  # Pyodide copies its docstrings to functions in C
    code = compile(source, path, "exec", dont_inherit=True, optimize=0 if plain else 2)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def build(archive: bytes) -> bytes:
    """The browser's archive out of the zip described above."""
    ours = zipfile.ZipFile(io.BytesIO(archive))
    library = zipfile.ZipFile(STDLIB)
    files = {path: library.read(path) for path in needed(ours)}
    files |= {path: ours.read(path) for path in ours.namelist() if path.startswith(OURS)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
        for path in sorted(files):
            if path.endswith(".py"):
                content, name = compiled(path, files[path]), path + "c"
            else:
                content, name = files[path], path
            zipped.writestr(zipfile.ZipInfo(name, DATE), content)
    return out.getvalue()


Path("/output").write_bytes(build(Path("/input").read_bytes()))
