"""The part of a page that shows ``ahce batch`` at work: a small staff list, really assessed while the docs are built."""

import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ahce_core.rows import COLUMNS

from .docs_page import Fragment, Page

ROOT = Path(__file__).parent.parent
NAMES = ("person", "year", "kind", "title", "date", "organiser", "full_days", "subject", "rated_hours")
LIST = (
    ("甲", "2026", "training_course", "骨干教师研修班", "2026-07-18", "authority", "10", "", ""),
    ("甲", "2026", "courseware", "公需科目网络课件", "2026-09-01", "", "", "general", "30"),
    ("乙", "2026", "teaching", "青年教师培训讲座", "2026-03-20", "", "", "", ""),
    ("乙", "2026", "courseware", "专业科目网络课件", "2026-13-01", "", "", "professional", "40"),
)


def staff(page: Page) -> str:
    """A list of four rows, one of them wrong; the results; and what is said of the wrong one."""
    headings = [page.pick(*COLUMNS[name].label) for name in NAMES]
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "staff.csv"), Path(folder, "results.csv")
        with source.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([headings, *LIST])
        command = [sys.executable, "-m", "ahce_cli.main", "batch", str(source), str(target)]
        ran = subprocess.run(
            command + ([] if page.language == "zh" else ["--english"]),
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if not target.is_file():
            raise ValueError(f"the example list was refused: {ran.stderr}")
        results, problems = (_text(path) for path in (target, target.with_name("results.errors.csv")))
        given = _text(source)
    parts = (
        (page.pick("名单 `staff.csv`：", "The list, `staff.csv`:"), given),
        (page.pick("结果 `results.csv`：", "The results, `results.csv`:"), results),
        (
            page.pick(
                f"有错的行 `results.errors.csv`，退出状态{ran.returncode}：",
                f"The wrong row, `results.errors.csv`; exit status {ran.returncode}:",
            ),
            problems,
        ),
    )
    return "\n\n".join(f"{told}\n\n```text\n{text}\n```" for told, text in parts)


def _text(path: Path) -> str:
    return path.read_text("utf-8-sig").replace("\r\n", "\n").rstrip()


FRAGMENTS: dict[str, Fragment] = {"staff": staff}
