"""The browser's door for staff lists: a file beside a text comes in, JSON or a file goes out; one list at a time.

Errors are an answer with ``errors``, never an exception. The rows of a person need not stand together here, since the
whole list is in memory: they are brought together.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from ahce_core import json_text
from ahce_core.problems import Problem, Refusal
from ahce_core.readings import Profile
from ahce_core.request import read_request
from ahce_core.rows import (
    PENDING,
    PERSON,
    RESULT_WORDS,
    RESULTS,
    Layout,
    PersonYear,
    RowProblem,
    StaffList,
)
from ahce_core.rules import VERSIONS
from ahce_core.sensitivity import COMPLETE, DEPENDS, SHORT
from ahce_core.wording import Text

from .cells import letters_of
from .reading import CsvSheet, Sheet, layout_of, open_sheet
from .refusals import refused
from .results import SHEETS, in_words, results_to

GIVEN, MADE = Path("given"), Path("made")  # the file that came in, and the one that goes out
MOST_ROWS = 200_000  # of a list that is held in memory
MOST_UNPACKED = 160 * 1024 * 1024  # of a workbook with so many rows
TOLD_EVERY = 500  # rows
READING = 0.75  # the part of the time that reading takes
UNREAD = "unread"  # of a person none of whose rows has a year
Rows = list[tuple[int, list[str]]]
Progress = Callable[[str], object]

PROBLEMS = {
    "row": Text("行", "Row"),
    "column": Text("列", "Column"),
    "heading": Text("标题", "Heading"),
    "value": Text("内容", "Value"),
    "counted": Text("计入", "Counted"),
    "message": Text("问题和改法", "Problem and remedy"),
}


class _List:
    """The list that was read last, and what it came to."""

    def __init__(self, name: str, sheet: Sheet, progress: Progress) -> None:
        self.name = name
        self.sheet = sheet.title
        self.layout = layout_of(sheet)
        self.start = sheet.start
        self.rows = _rows(sheet, progress)[1:]
        self.results: list[PersonYear] = []
        self.problems: list[RowProblem] = []

    def assess(self, profile: Profile, progress: Callable[[int], None]) -> None:
        """Assess every row, those of a person together, under ``profile``."""
        begins: list[tuple[str, int]] = []
        self._assess(self.rows, profile, lambda person, row: begins.append((person, row)), progress)
        if len(begins) > len(dict(begins)):
            self.rows = _together(self.rows, begins)
            self._assess(self.rows, profile, lambda person, row: None, progress)
        self.problems.sort(key=lambda problem: problem.row)
        if not self.results and not self.problems:
            raise refused(
                "名单里只有标题，没有人员；请从第二行起逐行填写。",
                "The list has headings and no people; fill it in from the second row on.",
            )

    def _assess(
        self,
        rows: Rows,
        profile: Profile,
        arrives: Callable[[str, int], None],
        progress: Callable[[int], None],
    ) -> None:
        self.problems = []
        staff = StaffList(self.layout, self.problems.append, arrives, profile)
        self.results = list(staff.assess(_told(rows, progress)))

    def answer(self) -> dict[str, object]:
        """All of it as JSON: ``start``, the row of the headings; results in the order of ``columns``, problems as objects, a summary for every year.

        ``nobodys`` is how many rows are left out because nobody knows whose they are.
        """
        nobody = self.layout.heading(PERSON.name)
        return {
            "name": self.name,
            "sheet": self.sheet,
            "start": self.start,
            "rows": len(self.rows),
            "columns": list(RESULTS),
            "results": self.results,
            "summaries": summaries(self.results),
            "nobodys": sum(problem.heading == nobody and not problem.warning for problem in self.problems),
            "problems": [
                {
                    "row": problem.row,
                    "column": _column(self.layout, problem.heading),
                    "heading": problem.heading,
                    "value": problem.value,
                    "message": problem.text.zh,
                    "message_en": problem.text.en,
                    "warning": problem.warning,
                }
                for problem in self.problems
            ],
            "rules_version": VERSIONS[-1].version,
        }


_lists: list[_List] = []  # the one that was assessed last, once there is one


def assess(text: str, progress: Progress) -> str:
    """Assess the list in the file ``given``.

    ``text`` is ``{"name": "名单.xlsx", "readings": {…}}``; ``name`` is null where a table was pasted, and ``given``
    absent where the last list is to be assessed again under other readings. ``progress`` is told, as JSON, which part
    is done and how many rows are read.
    """
    asked = json.loads(text)
    try:
        profile = _profile(asked.get("readings", {}))
        if GIVEN.exists():
            _lists.clear()
            name = asked["name"] or ""
            with closing(open_sheet(GIVEN, name, MOST_UNPACKED) if name else CsvSheet(GIVEN)) as sheet:
                _lists.append(_List(name, sheet, progress))
        staff = _lists[-1]
        total = len(staff.rows) or 1
        staff.assess(profile, lambda rows: _tell(progress, READING + (1 - READING) * rows / total, total))
        return json.dumps(staff.answer(), ensure_ascii=False)
    except Refusal as refusal:
        _lists.clear()
        return _refusal(refusal.problems)
    finally:
        GIVEN.unlink(missing_ok=True)


def table(text: str, progress: Progress) -> bytes:
    """A file of the list assessed last. ``text``: ``{"what": "results" | "problems", "ending": ".xlsx" | ".csv", "english": true}``."""
    asked = json.loads(text)
    english = asked["english"]
    staff = _lists[-1]
    labels, title = RESULTS if asked["what"] == "results" else PROBLEMS, SHEETS[asked["what"]]
    writer = results_to(
        MADE,
        asked["ending"],
        [label.en if english else label.zh for label in labels.values()],
        title.en if english else title.zh,
    )
    try:
        if asked["what"] == "results":
            for result in staff.results:
                writer.write(in_words(result, english=english))
        else:
            for row, heading, value, words, warning in staff.problems:
                column, counted = _column(staff.layout, heading), RESULT_WORDS[warning]
                said = (counted.en, words.en) if english else (counted.zh, words.zh)
                writer.write((row, column, heading, value, *said))
        writer.save()
        return MADE.read_bytes()
    finally:
        writer.close()
        MADE.unlink(missing_ok=True)


def summaries(results: list[PersonYear]) -> list[dict[str, float | None]]:
    """For every year, the newest first: how many people, how they stand under all readings, what is missing.
    Where there are no results, one of nobody and of no year.
    """
    standing = (COMPLETE, DEPENDS, SHORT, PENDING, UNREAD)
    counts = (*standing, "people", "left_out", "missing_total", "missing_professional")
    years: dict[int | None, dict[str, float | None]] = {}
    for each in dict.fromkeys(result.year for result in results) or (None,):
        years[each] = {"year": each, **dict.fromkeys(counts, 0)}
    for result in results:
        year = years[result.year]
        for name, more in (
            ("people", 1),
            (result.verdict or UNREAD, 1),
            ("left_out", 1 if result.left_out else 0),
            ("missing_total", result.missing_total or 0),
            ("missing_professional", result.missing_professional or 0),
        ):
            year[name] = round((year[name] or 0) + more, 1)
    return sorted(years.values(), key=lambda year: -(year["year"] or 0))


def _profile(readings: dict[str, str]) -> Profile:
    request = {"year": VERSIONS[-1].first_year, "readings": readings, "activities": []}
    return read_request(json_text.read(json.dumps(request))).profile


def _rows(sheet: Sheet, progress: Progress) -> Rows:
    """All rows of a sheet. Raises :class:`~ahce_core.problems.Refusal` where there are too many."""
    rows: Rows = []
    for row in sheet.rows():
        rows.append(row)
        if len(rows) % TOLD_EVERY == 0:
            _tell(progress, READING * sheet.position() / sheet.total, len(rows))
        if len(rows) > MOST_ROWS:
            raise refused(
                f"名单超过{MOST_ROWS}行，浏览器里放不下；请分成几份，或改用命令行 ahce batch。",
                f"The list has more than {MOST_ROWS} rows, too many for a browser; divide it, or use ahce batch.",
            )
    return rows


def _told(rows: Rows, progress: Callable[[int], None]) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(rows):
        if count % TOLD_EVERY == 0:
            progress(count)
        yield row


def _tell(progress: Progress, done: float, rows: int) -> None:
    progress(json.dumps({"done": done, "rows": rows}))


def _together(rows: Rows, begins: list[tuple[str, int]]) -> Rows:
    """The rows with those of a person together, in the order in which people come first. ``begins``: who begins where."""
    persons = iter(begins)
    upcoming = next(persons)
    block: Rows = []
    blocks: dict[str, Rows] = {"": block}
    for row in rows:
        if upcoming and row[0] == upcoming[1]:
            block = blocks.setdefault(upcoming[0], [])
            upcoming = next(persons, ("", -1))
        block.append(row)
    return [row for block in blocks.values() for row in block]


def _column(layout: Layout, heading: str) -> str:
    """The letters of the column with a heading, as problems name it; none where the sheet does not have it."""
    if heading.startswith("第") and heading.endswith("列") and heading[1:-1].isdigit():
        return letters_of(int(heading[1:-1]))
    headings = [layout.heading(column.name) if column else "" for column in layout.columns]
    return letters_of(headings.index(heading) + 1) if heading in headings else ""


def _refusal(problems: tuple[Problem, ...]) -> str:
    return json.dumps({"errors": [problem.as_json() for problem in problems]}, ensure_ascii=False)
