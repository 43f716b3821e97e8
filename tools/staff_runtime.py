"""What the page for staff lists stands on: the archive of its worker, and the template that people download.

Equal inputs give equal bytes, as in tools/runtime.py, whose Pyodide the worker shares.
"""

import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from ahce_sheets.template import staff_template
from tools.runtime import PYODIDE, ROOT

WORKER = ROOT / "site/assets/python/staff.js"
PACKAGES = ("ahce_core", "ahce_sheets")
ELSEWHERE = "ahce_sheets/template.py"  # made here, with a library that the browser does not need
PROGRAMS = [
    ROOT / "tools" / name
    for name in ("staff_runtime.py", "staff_runtime.mjs", "staff_archive.py", "archive.py")
]
DATE = (1980, 1, 1, 0, 0, 0)
LIST = (
    "人员,年度,种类,名称,证明上的日期,科目,标定学时\r\n"
    "甲,2025,网络课件学习,课件,2025-04-01,公需科目,12.5\r\n"
    "甲,2025,网络课件,课件,2025-13-01,公需,x\r\n"
    "340101199001010000,2025,,,,,\r\n"
    "甲,2025,授课、学术报告、讲座,讲座,2025-05-01,,\r\n"
    "甲,2025\u00a0x,网络\u202e课件,课\u200b件,2025\u3000,公\t需,\x7f\r\n"
)


def inputs() -> list[Path]:
    """Every file that the archive and the template are made of."""
    ours = [path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in {".py", ".txt"}]
    return [PYODIDE / "pyodide-lock.json", PYODIDE / "python_stdlib.zip", *sorted(ours), *PROGRAMS, WORKER]


def build(output: Path) -> None:
    """Write worker, archive, lock file and template into ``output``."""
    output.mkdir(parents=True, exist_ok=True)
    (output / WORKER.name).write_bytes(WORKER.read_bytes())
    template = _template()
    (output / "template.xlsx").write_bytes(template)
    (output / "template-en.xlsx").write_bytes(_template(english=True))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "input.zip")
        source.write_bytes(_sources(template))
        command = ["node", *map(str, (ROOT / "tools/staff_runtime.mjs", PYODIDE, source, output))]
        subprocess.run(command, check=True, cwd=ROOT)


def _sources(template: bytes) -> bytes:
    """Our modules as they stand, and lists to assess: good, bad and damaged ones in every form."""
    lists = {
        "utf8.csv": LIST.encode("utf-8-sig"),
        "gb.csv": LIST.encode("gb18030"),
        "quote.csv": b'"',
        "headings.csv": "人员,年度,种类,名称,日期,标定".encode(),
        "template.xlsx": template,
        "damaged.xlsx": template[:-100],
        "list.txt": b"x",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for path in inputs():
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(tuple(f"{package}/" for package in PACKAGES)) and name != ELSEWHERE:
                zipped.writestr(name, path.read_bytes())
        for name, content in lists.items():
            zipped.writestr(f"lists/{name}", content)
    return out.getvalue()


def _template(*, english: bool = False) -> bytes:
    """The template, in Chinese or in English, without the time at which it was made."""
    made, out = io.BytesIO(), io.BytesIO()
    staff_template(english=english).save(made)
    with zipfile.ZipFile(made) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in book.namelist():
            content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", book.read(name))
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return out.getvalue()
