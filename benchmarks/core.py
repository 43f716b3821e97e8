"""The rules engine, measured: one person against OpenFisca-Core, a million people, and what it takes to start.

Every figure stands beside its limit and, where it is a comparison, beside what it is compared with, measured in the same
run. Times are CPU time, since a machine may have other work; of one call the least of some rounds.
"""

import datetime
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from time import process_time

from ahce_core import api, json_text
from ahce_core.explain import explain, summarize
from ahce_core.request import read_request
from ahce_core.rows import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
PINNED = ROOT / "requirements" / "bench-openfisca.txt"
MODEL = ROOT / "benchmarks" / "openfisca" / "model.py"
YEAR = 2026
ROUNDS, CALLS = 25, 100
STARTS = 41  # fresh processes, of each sort
PEOPLE, EVEN_PEOPLE = 1_000_000, 100_000
MIB = 1 << 20


def year_of(version: int, *, complete: bool) -> dict[str, object]:
    """A year of six activities of five kinds; each version has other titles, days and hours."""
    date = (datetime.date(YEAR, 1, 1) + datetime.timedelta(days=version)).isoformat()
    award = ("national", "first", 1) if complete else ("provincial", "second", 2)
    activities: list[dict[str, object]] = [
        {"kind": "award", "level": award[0], "prize": award[1], "place": award[2]},
        {"kind": "paper", "indexed_by": "none", "authorship": "first", "work": f"论文{version}"},
        {"kind": "project", "level": "provincial", "place": 4},
        {"kind": "training_course", "organiser": "employer", "full_days": 1 + version % 6},
        {"kind": "courseware", "subject": "general", "rated_hours": 10 + version % 20 / 2},
        {"kind": "courseware", "subject": "professional", "rated_hours": 12 + version % 7},
    ]
    for number, activity in enumerate(activities):
        activity |= {"id": f"a{number}", "title": f"继续教育活动{version}-{number}", "date": date}
    return {"year": YEAR, "activities": activities}


YEARS = {
    "complete": [year_of(version, complete=True) for version in range(50)],
    "short": [year_of(version, complete=False) for version in range(50)],
}


def microseconds(work: Callable[[object], object], inputs: list[object]) -> float:
    """CPU time of one call, over different inputs: the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        turn = cycle(inputs)
        start = process_time()
        for _ in range(CALLS):
            work(next(turn))
        times.append((process_time() - start) / CALLS)
    return min(times) * 1e6


def openfisca() -> list[dict[str, float]]:
    """What OpenFisca-Core says of the first year of each sort, and how long it takes; in an environment of its own."""
    python = WORK / "openfisca" / "bin" / "python"
    stamp = WORK / "openfisca" / ".installed"
    pinned = hashlib.sha256(PINNED.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != pinned:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(python.parent.parent)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "--requirement", str(PINNED)], check=True)
        stamp.write_text(pinned, encoding="ascii")
    years = json.dumps([years[0] for years in YEARS.values()])
    done = subprocess.run([str(python), str(MODEL)], input=years, capture_output=True, check=True, text=True)
    answers: list[dict[str, float]] = json.loads(done.stdout)
    return answers


class Table:
    """Figures as they come: what, how much, against what limit, and whether that holds."""

    def __init__(self) -> None:
        self.over = 0

    def row(self, what: str, figure: str, limit: str = "", *, ok: bool = True) -> None:
        """One line of the table."""
        self.over += not ok
        print(f"{what:<58} {figure:>24} {limit:>12} {('ok' if ok else 'OVER') if limit else ''}", flush=True)


def one_person(table: Table) -> None:
    """A year of six activities against OpenFisca-Core computing nothing but its hours.

    OpenFisca is given Python objects and gives two numbers. Ours stands at two boundaries: the same, a decoded request to
    the answer's object, and the door's, JSON text to JSON text, which has the reading and writing of the JSON on top. Its
    formulas alone, inputs in place, are set against our rules alone, facts read.
    """
    for (name, years), theirs in zip(YEARS.items(), openfisca(), strict=True):
        texts: list[object] = [json.dumps(year, ensure_ascii=False) for year in years]
        decoded = [json_text.read(str(text)) for text in texts]
        answer = json.loads(api.assess(str(texts[0])))
        assert answer["complete"] is (name == "complete")
        assert (answer["total"], answer["professional"]) == (theirs["total"], theirs["professional"])
        assert explain(read_request(decoded[0])) == answer
        per_person = theirs["person"]
        table.row(f"OpenFisca-Core, {name} year: request object to hours", f"{per_person:.0f} µs")
        table.row("  of which its formulas, inputs in place", f"{theirs['formulas']:.0f} µs")
        for what, work, inputs, least in (
            ("all explained: request object to answer object", _explained, decoded, 20),
            ("all explained: text to text", api.assess, texts, 20),
            ("hours alone: request object to answer object", _summarized, decoded, 100),
            ("hours alone: text to text", api.summary, texts, 100),
        ):
            mine = microseconds(work, inputs)  # type: ignore[arg-type]
            ratio = per_person / mine
            figure = f"{mine:.1f} µs = {ratio:.0f}×"
            table.row(f"  {name} year, {what}", figure, f"≥ {least}×", ok=ratio >= least)
        mine = microseconds(summarize, [read_request(one) for one in decoded])  # type: ignore[arg-type]
        figure = f"{mine:.1f} µs = {theirs['formulas'] / mine:.0f}×"
        table.row(f"  {name} year, hours alone, against its formulas", figure)


def _explained(source: object) -> dict[str, object]:
    return explain(read_request(source))


def _summarized(source: object) -> dict[str, object]:
    return summarize(read_request(source))


OPTIONS: tuple[tuple[int, str, dict[str, Sequence[object]]], ...] = (
    # weight, kind, facts to draw from
    (40, "training_course", {"organiser": ("employer", "industry", "authority"), "full_days": range(1, 11), "part_day": ("", "", "是")}),
    (15, "paper", {"indexed_by": ("none", "none", "ei", "sci"), "authorship": ("sole", "first", "other")}),
    (10, "teaching", {}),
    (8, "project", {"level": ("provincial", "municipal", "other"), "place": range(1, 8)}),
    (8, "conference", {"paper_characters": ("", "1500", "3000")}),
    (6, "patent", {"type": ("invention", "utility_model"), "place": range(1, 6)}),
    (4, "qualification_exam", {}),
    (3, "award", {"level": ("provincial",), "prize": ("first", "second", "third"), "place": range(1, 9)}),
    (2, "book", {"authorship": ("sole", "first", "other")}),
    (2, "degree", {"degree": ("bachelor", "master", "doctor")}),
    (1, "expert_outreach", {}),
    (1, "overseas_training", {"full_days": range(1, 31)}),
)  # fmt: skip
ONLINE = {"general": (10, 20, 30, 30, 30, 12.5, 36), "professional": (20, 30, 60, 60, 60, 24, 45.5)}


def people_as_they_are(draw: random.Random) -> list[tuple[str, dict[str, object]]]:
    """Three activities as a staff list has them: mostly the platform's courseware and one thing more."""
    shape = draw.random()
    online = (
        ["general", "professional"]
        if shape < 0.7
        else [draw.choice(["general", "professional"])]
        if shape < 0.9
        else []
    )
    chosen: list[tuple[str, dict[str, object]]] = [
        ("courseware", {"subject": subject, "rated_hours": draw.choice(ONLINE[subject])})
        for subject in online
    ]
    weights = [option[0] for option in OPTIONS]
    for _, kind, facts in draw.choices(OPTIONS, weights, k=3 - len(chosen)):
        chosen.append((kind, {name: draw.choice(list(values)) for name, values in facts.items()}))
    return chosen


def people_of_all_sorts(draw: random.Random) -> list[tuple[str, dict[str, object]]]:
    """Three activities drawn evenly from all that there is: hardly two people are alike, and memory serves nobody."""
    chosen: list[tuple[str, dict[str, object]]] = []
    for _, kind, facts in draw.choices(OPTIONS, k=3):
        chosen.append((kind, {name: draw.choice(list(values)) for name, values in facts.items()}))
    chosen[0] = (
        "courseware",
        {"subject": draw.choice(["general", "professional"]), "rated_hours": draw.randint(1, 500) / 10},
    )
    return chosen


def lines(people: int, sort: Callable[[random.Random], list[tuple[str, dict[str, object]]]]) -> Iterator[str]:
    """A staff list as .csv lines."""
    draw = random.Random(YEAR)
    names = list(COLUMNS)
    yield ",".join(column.label.zh for column in COLUMNS.values()) + "\r\n"
    for number in range(people):
        for kind, facts in sort(draw):
            date = f"{YEAR}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            title = f"继续教育活动证明{draw.randint(1, 500)}"
            row = {
                "person": f"工号{number:07}",
                "year": YEAR,
                "kind": kind,
                "title": title,
                "date": date,
                **facts,
            }
            yield ",".join([str(row.get(name, "")) for name in names]) + "\r\n"


def staff_lists(table: Table) -> None:
    """``ahce batch``, .csv to .csv: CPU time and peak memory of the whole process."""
    for people, sort, limit in ((PEOPLE, people_as_they_are, 20), (EVEN_PEOPLE, people_of_all_sorts, None)):
        source, target = WORK / f"{sort.__name__}.csv", WORK / f"{sort.__name__}.out.csv"
        WORK.mkdir(parents=True, exist_ok=True)
        with source.open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(lines(people, sort))
        command = [sys.executable, "-m", "ahce_cli.main", "batch", str(source), str(target), "--force"]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        with target.open("rb") as file:
            assert sum(1 for _ in file) == people + 1
        each = (used.ru_utime + used.ru_stime) / people * 1e6
        peak = used.ru_maxrss / 1024
        what = f"ahce batch, {people:,} {sort.__name__.replace('_', ' ')}, 3 activities each"
        table.row(
            what, f"{each:.1f} µs each", f"≤ {limit} µs" if limit else "", ok=not limit or each <= limit
        )
        table.row("  peak memory", f"{peak:.0f} MiB", "< 100 MiB", ok=peak < 100)
        source.unlink()
        target.unlink()


def start(code: str) -> float:
    """Milliseconds of CPU time of a fresh process that runs ``code``."""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1e3


def starting(table: Table) -> None:
    """What the core takes to import, beyond Python itself."""
    pairs = [(start("pass"), start("import ahce_core.api")) for _ in range(STARTS)]
    bare = statistics.median(pair[0] for pair in pairs)
    beyond = statistics.median(pair[1] for pair in pairs) - bare
    table.row("python -c pass", f"{bare:.1f} ms")
    table.row("  and import ahce_core.api", f"+{beyond:.1f} ms", "< 25 ms", ok=beyond < 25)


def main() -> int:
    """Print the table; the number of figures over their limits."""
    table = Table()
    print(f"{'core':<58} {'figure':>24} {'limit':>12}")
    one_person(table)
    staff_lists(table)
    starting(table)
    print(f"{table.over} over their limits")
    return table.over


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
