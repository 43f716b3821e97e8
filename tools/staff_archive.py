"""The Python archive of the staff lists' worker, made by Pyodide's own Python (tools/staff_runtime.mjs runs this inside).

/input is a zip: our modules as they are in the tree, and lists/* to assess once. Whatever module is loaded after that,
Pyodide's own start included, is needed; all others, ours too, are left out. /output becomes the archive.
"""

import importlib
import json
import sys
import zipfile
from pathlib import Path

sys.path[:0] = ["/tools", "/input"]
from archive import STDLIB, packed  # type: ignore[import-not-found]  # noqa: E402 - where Pyodide has them

# Loaded by what no list here does, or by the interpreter itself for an error message.
LAZY = ("traceback", "linecache", "tokenize", "encodings.latin_1", "encodings.ascii", "encodings.cp437")


def rehearse(lists: dict[str, bytes]) -> None:
    """Assess every list and write every table, so that what that loads is loaded."""
    staff = importlib.import_module("ahce_sheets.staff")
    for name, content in lists.items():
        staff.GIVEN.write_bytes(content)
        answer = json.loads(staff.assess(json.dumps({"name": name}), str))
        for what in () if "errors" in answer else ("results", "problems"):
            for ending in (".csv", ".xlsx"):
                staff.table(json.dumps({"what": what, "ending": ending, "english": False}), str)
    for name in LAZY:
        importlib.import_module(name)


ours = zipfile.ZipFile("/input")
library = zipfile.ZipFile(STDLIB)
rehearse(
    {name.removeprefix("lists/"): ours.read(name) for name in ours.namelist() if name.startswith("lists/")}
)
files: dict[str, bytes] = {"ahce_core/regulation.txt": ours.read("ahce_core/regulation.txt")}
for module in list(sys.modules.values()):
    origin = (module.__spec__ and module.__spec__.origin) or ""
    for folder, modules in ((f"{STDLIB}/", library), ("/input/", ours)):
        if origin.startswith(folder):
            path = origin.removeprefix(folder)
            files[path] = modules.read(path)
# Pyodide's start copies the docstrings of _pyodide to functions in C.
Path("/output").write_bytes(packed(files, documented="_pyodide/"))
