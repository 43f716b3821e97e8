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
from itertools import count, islice
from pathlib import Path
from time import process_time
from typing import Any

from ahce_core import api, json_text
from ahce_core.explain import assessment, judged, recognize_all, summarize
from ahce_core.request import Request, read_request
from ahce_core.rows import COLUMNS
from ahce_core.year import Tally

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
PINNED = ROOT / "requirements" / "bench-openfisca.txt"
MODEL = ROOT / "benchmarks" / "openfisca" / "model.py"
YEAR = 2026
ROUNDS, CALLS = 200, 20
SORTS = ("complete", "short")
AGREEING = 200  # years of each sort that OpenFisca-Core computes too
STARTS = 41  # fresh processes, of each sort
PEOPLE, EVEN_PEOPLE = 1_000_000, 100_000
MIB = 1 << 20


def years(sort: str) -> Iterator[dict[str, object]]:
    """Years of six activities of five kinds, "complete" or "short", without end.

    Each is another person's: titles, days, works, places and hours differ, and whatever a person may say is drawn evenly.
    """
    draw = random.Random(YEAR)
    place = range(1, 31)
    for person in count():
        award: dict[str, object] = {"level": "national", "prize": draw.choice(("special", "first"))}
        if sort == "short":
            award = {"level": "provincial", "prize": draw.choice(("special", "first", "second", "third"))}
        activities: list[dict[str, object]] = [
            {"kind": "award", **award, "place": draw.choice(place)},
            {
                "kind": "paper",
                "indexed_by": "none",
                "authorship": draw.choice(("sole", "first", "corresponding", "other")),
                "work": f"论文{person}",
            },
            {
                "kind": "project",
                "level": draw.choice(("ministerial", "provincial", "municipal", "other")),
                "place": draw.choice(place),
            },
            {
                "kind": "training_course",
                "organiser": draw.choice(("authority", "industry", "employer")),
                "full_days": draw.randint(1, 8),
            },
            {"kind": "courseware", "subject": "general", "rated_hours": draw.randint(1, 150) / 10},
            {"kind": "courseware", "subject": "professional", "rated_hours": draw.randint(1, 240) / 10},
        ]
        for number, activity in enumerate(activities):
            date = datetime.date(YEAR, 1, 1) + datetime.timedelta(days=draw.randrange(365))
            title = f"继续教育活动{person}-{number}"
            activity |= {"id": f"a{number}", "title": title, "date": date.isoformat()}
        yield {"year": YEAR, "activities": activities}


def microseconds(work: Callable[[Any], object], inputs: Iterator[Any]) -> float:
    """CPU time of one call: the least of some rounds. No input comes twice."""
    times = []
    for _ in range(ROUNDS):
        turn = list(islice(inputs, CALLS))
        start = process_time()
        for one in turn:
            work(one)
        times.append((process_time() - start) / CALLS)
    return min(times) * 1e6


def openfisca() -> list[dict[str, Any]]:
    """What OpenFisca-Core says of the first years of each sort, and how long it takes; in an environment of its own."""
    python = WORK / "openfisca" / "bin" / "python"
    stamp = WORK / "openfisca" / ".installed"
    pinned = hashlib.sha256(PINNED.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != pinned:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(python.parent.parent)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "--requirement", str(PINNED)], check=True)
        stamp.write_text(pinned, encoding="ascii")
    asked = json.dumps([list(islice(years(sort), AGREEING)) for sort in SORTS])
    done = subprocess.run([str(python), str(MODEL)], input=asked, capture_output=True, check=True, text=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
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

    The comparison is of what a program pays that has one person's request in hand. Both are given it as it comes out of
    the JSON reader. OpenFisca puts it into its own shape, builds its simulation and gives two numbers; ours checks every
    fact of it, and gives two numbers or the whole answer as it leaves the door. The limits hold there. Beside it stand two
    other boundaries: text to text, with the reading of JSON that OpenFisca is spared, and the rules alone, inputs in
    place, without the building of a simulation or the checking of a request.

    Every request is another person's. What ours remembers are facts that many people have in common, as a process does
    that serves many; so it begins after the years that are compared, and neither is asked anything twice.
    """
    for sort, theirs in zip(SORTS, openfisca(), strict=True):
        people = years(sort)
        for total, professional in theirs["figures"]:
            answer = json.loads(api.assess(json.dumps(next(people))))
            assert answer["complete"] is (sort == "complete")
            assert (answer["total"], answer["professional"]) == (total, professional)
        texts = (json.dumps(year, ensure_ascii=False) for year in people)
        decoded = map(json_text.read, texts)
        table.row(f"OpenFisca-Core, {sort} year: request to two numbers", f"{theirs['person']:.0f} µs")
        for what, work, inputs, least in (
            ("all explained: request to answer", _assessed, decoded, 20),
            ("all explained: text to text", api.assess, texts, None),
            ("hours alone: request to two numbers", _hours, decoded, 100),
            ("hours alone: request to summary", _summarized, decoded, None),
            ("hours alone: text to text", api.summary, texts, None),
        ):
            mine = microseconds(work, inputs)
            ratio = theirs["person"] / mine
            limit = f"≥ {least}×" if least else ""
            table.row(f"  {what}", f"{mine:.1f} µs = {ratio:.0f}×", limit, ok=not least or ratio >= least)
        table.row("  its formulas, inputs in place", f"{theirs['formulas']:.0f} µs")
        mine = microseconds(_judged, map(read_request, decoded))
        ratio = theirs["formulas"] / mine
        table.row("  our rules, inputs in place", f"{mine:.1f} µs = {ratio:.0f}×", "≥ 100×", ok=ratio >= 100)


def _assessed(source: object) -> str:
    return assessment(read_request(source))


def _hours(source: object) -> tuple[int, int]:
    request = read_request(source)
    year = judged(request, recognize_all(request))
    return year.total, year.professional


def _summarized(source: object) -> str:
    return summarize(read_request(source))


def _judged(request: Request) -> Tally:
    return judged(request, recognize_all(request))


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
    """Milliseconds of CPU time of a fresh process that runs ``code``, its bytecode kept as an installation keeps it."""
    kept = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(WORK / "bytecode")}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=kept)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1e3


def starting(table: Table) -> None:
    """What the core takes to import, beyond Python itself."""
    start("import ahce_core.api")  # which leaves the bytecode
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
