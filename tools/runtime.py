"""Python for the browser: Pyodide from npm, with an archive of just the modules that the rules need.

Everything ends in one folder that is named by its contents, so browsers may keep it for ever. Equal inputs give
equal bytes: the archive is made by Pyodide's own Python, in a fixed order, with fixed dates (tools/archive.py).
"""

import hashlib
import io
import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYODIDE = ROOT / "node_modules/pyodide"
WORKER = ROOT / "site/assets/python/worker.js"
CASES = ROOT / "tests/cases"
SLIM = ROOT / "tools/slim"
PROGRAMS = [ROOT / "tools" / name for name in ("runtime.py", "runtime.mjs", "archive.py", "snapshot.py")]

# pyodide 314.0.7; npm has checked the package against package-lock.json, this holds each file that is shipped or run.
SHA256 = {
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
SHIPPED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

# What is refused loads other modules than what is answered; nothing that people paste may ask for one that is not there.
BAD = (
    '{"yaer": 2026, "activities": [{"kind": "papr"}]}',
    '{"year\u00a0": 2026, "\ufeff\u3000": 1, "activities": [{"kind": "\\n\u202e", "title": "\\u0000\\ud800", "id": 1e400}]}',
    '{"year": ' + "9" * 5000 + ', "activities": [}',
    "\u3000{",
)


class ChangedInputError(Exception):
    """A file of the npm package is not the one that this module was written for."""


def inputs() -> list[Path]:
    """Every file that the runtime is made of."""
    ours = [path for path in (ROOT / "ahce_core").rglob("*") if path.suffix in {".py", ".txt"}]
    return [
        *(PYODIDE / name for name in SHA256),
        *sorted(ours),
        *sorted(CASES.glob("*.json")),
        *sorted(SLIM.rglob("*.py")),
        *PROGRAMS,
    ]


def build(output: Path) -> dict[str, bytes]:
    """Write the runtime into ``output``; the files by name.

    Raises ChangedInputError where a file of the npm package is not the one pinned here.
    """
    for name, expected in SHA256.items():
        found = hashlib.sha256((PYODIDE / name).read_bytes()).hexdigest()
        if found != expected:
            raise ChangedInputError(f"{PYODIDE / name} has the SHA-256 {found}, not {expected}")
    files = {name: (PYODIDE / name).read_bytes() for name in SHIPPED}
    files |= _python()
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)
    return files


def _python() -> dict[str, bytes]:
    """The archive and the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "input.zip")
        source.write_bytes(_sources())
        subprocess.run(["node", ROOT / "tools/runtime.mjs", PYODIDE, source, folder], check=True, cwd=ROOT)
        return {name: Path(folder, name).read_bytes() for name in ("python.zip", "snapshot.bin")}


def _sources() -> bytes:
    """Our modules as they stand, and a request for each worked case, so that what answering loads is known."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for path in inputs():
            name = path.relative_to(ROOT).as_posix()
            if name.startswith("ahce_core/"):
                zipped.writestr(name, path.read_bytes())
            elif path.is_relative_to(SLIM):
                zipped.writestr(f"slim/{path.relative_to(SLIM).as_posix()}", path.read_bytes())
            elif path.parent == CASES:
                request = json.loads(path.read_text("utf-8"))["request"]
                zipped.writestr(f"requests/{path.name}", json.dumps(request, ensure_ascii=False))
        for number, text in enumerate(BAD):
            zipped.writestr(f"requests/bad-{number}.json", text)
    return out.getvalue()
