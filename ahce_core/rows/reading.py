"""A row as the request of one activity: read by the request's own reader, and every reason reported where it cannot be."""

import re
from collections.abc import Callable
from datetime import date

from ..catalogue import KINDS
from ..fields import BooleanField, TextField, Unfit
from ..identity import LENGTH as ID_LENGTH
from ..identity import Severity, bare, check_identity_number
from ..json_text import Object
from ..problems import MISSING, Problem, Refusal, presentable
from ..request import YEAR, Request, read_request
from ..wording import NOTHING, Text
from .cells import is_no, kind_of, not_among, plain, value
from .columns import COMMON, PERSON, UNREAD, Layout, StaffColumn
from .results import RowProblem

WITHOUT_HEADING = Text(
    "这一格上方没有标题；请清空，或检查这一行是否错位、多了逗号。",
    "There is no heading above this cell; clear it, or see whether the row is shifted or has a comma too many.",
)
NOT_ASKED = Text("“{}”不用于“{}”；请清空这一格。", "“{}” is not asked of “{}”; please clear this cell.")
ROUNDED = Text(
    "这个号码被表格软件当成了数字，末几位已经丢失；请把该列设为文本格式后重新填写。",
    "A spreadsheet took this number for a figure and lost its last digits; format the column as text and type it anew.",
)
DOUBTFUL = Text("{}此人照常计算。", "{} The person is assessed all the same.")

_APOSTROPHES = "'\u2019"  # with one in front a spreadsheet takes a number for a text
_ID_NUMBER = re.compile("[0-9]{17}[0-9X]|[0-9]{15}")
_CHINESE_NAME = re.compile("[〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff·]+")
_FLOATED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")  # 3.40104E+17, what is left of a long number


class RowReader:
    """Reads the rows of one sheet; ``report`` is told of every problem."""

    def __init__(self, layout: Layout, report: Callable[[RowProblem], None]) -> None:
        self._layout = layout
        self._report = report

    def refuse(self, number: int, name: str, cell: str, problem: Text) -> None:
        """Report what is wrong with a cell of the column ``name``."""
        self._report(RowProblem(number, self._layout.heading(name), presentable(cell.strip()), problem))

    def warn(self, number: int, name: str, cell: str, doubt: Text) -> None:
        """Report what should be looked at again in a cell of the column ``name``, though its row counts."""
        shown = presentable(cell.strip())
        self._report(RowProblem(number, self._layout.heading(name), shown, doubt, warning=True))

    def person(self, number: int, cells: list[str]) -> str:
        """The person of a row; nothing where there is none that can be told from others, which is reported."""
        cell = cells[self._layout.at(PERSON.name)]
        name = plain(cell).lstrip(_APOSTROPHES)
        if name[:1].isdigit() and not _ID_NUMBER.fullmatch(name) and _ID_NUMBER.fullmatch(bare(name)):
            name = bare(name)
        elif (together := "".join(name.split())) != name and _CHINESE_NAME.fullmatch(together):
            name = together  # 张　三: a name of two characters is often made as wide as one of three
        if not name and not any(map(str.strip, cells)):
            return ""
        problem: Text | None
        if name[:1].isdigit() and _lost_digits(name):
            problem = ROUNDED
        else:
            problem = unfit(PERSON, name) if name else MISSING.format(PERSON.label)
        if problem is None:
            return name
        self.refuse(number, PERSON.name, cell, problem)
        return ""

    def look_at(self, number: int, cells: list[str], name: str) -> None:
        """Warn of a person whose ``name`` looks like an ID number that cannot be right."""
        if name[:1].isdigit() and _ID_NUMBER.fullmatch(name):
            doubt = check_identity_number(name, today=date.max).text
            if doubt != NOTHING:
                self.warn(number, PERSON.name, cells[self._layout.at(PERSON.name)], DOUBTFUL.format(doubt))

    def read(self, number: int, cells: list[str]) -> tuple[Request | None, int | None]:
        """The request that a row spells, and its year; no request where the row is left out, no year where none is read."""
        columns = self._layout.columns
        stray = [
            at for at, cell in enumerate(cells) if cell.strip() and (*columns[at : at + 1], None)[0] is None
        ]
        for at in stray:
            self._report(RowProblem(number, f"第{at + 1}列", presentable(cells[at].strip()), WITHOUT_HEADING))
        spelled, better = self._spell(cells)
        year = {"year": spelled.pop("year")} if "year" in spelled else {}
        problems: tuple[Problem, ...] = ()
        try:
            read = read_request(_object({**year, "activities": [_object({"id": str(number), **spelled})]}))
        except Refusal as refusal:
            problems = refusal.problems
        for path, text in problems:
            name = path.rpartition(".")[2]
            at = self._layout.at(name)
            self.refuse(number, name, cells[at] if at >= 0 else "", better.get(name, text))
        if not stray and not problems:
            return read, read.year
        misdated = any(path == "year" for path, _ in problems)
        return None, None if misdated else YEAR.read(year["year"])

    def _spell(self, cells: list[str]) -> tuple[dict[str, object], dict[str, Text]]:
        """A row as the keys of a request; and by key, what is wrong where a sheet has better words for it."""
        spelled: dict[str, object] = {}
        better: dict[str, Text] = {}
        kind = kind_of(cells[self._layout.at("kind")])
        for column, cell in zip(self._layout.columns, cells, strict=False):
            if column is None or not cell.strip() or column.name in (PERSON.name, UNREAD):
                continue
            name = column.name
            field = column.fields.get(kind) or COMMON.get(name)
            if kind and not field and _says_no(column, cell):
                continue
            spelled[name] = cell.strip()
            if name == "kind" and kind:
                spelled[name] = kind
            elif name == "kind":
                labels = tuple([kind.about.label for kind in KINDS.values()])
                better[name] = not_among(cell, column.label, labels)
            elif field:
                try:
                    spelled[name] = value(field, cell)
                except Unfit as error:
                    better[name] = error.text
            elif kind:
                better[name] = NOT_ASKED.format(self._layout.heading(name), KINDS[kind].about.label)
        return spelled, better


def _says_no(column: StaffColumn, cell: str) -> bool:
    """Whether a cell says no where it is asked of other kinds, as spreadsheets fill a whole column: it means nothing."""
    return any(isinstance(field, BooleanField) for field in column.fields.values()) and is_no(cell)


def unfit(field: TextField, text: str) -> Text | None:
    """What is wrong with a text, if anything."""
    try:
        field.read(text)
    except Unfit as error:
        return error.text
    return None


def _object(values: dict[str, object]) -> Object:
    made = Object(values)
    made.twice = ()
    return made


def _lost_digits(number: str) -> bool:
    """Whether a spreadsheet made this of a longer number: a power of ten, or 18 digits of which it kept 15.

    Of the latter, only what is no ID number is one that lost its digits.
    """
    return _FLOATED.fullmatch(number) is not None or (
        len(number) == ID_LENGTH
        and number.endswith("000")
        and number.isdigit()
        and check_identity_number(number, today=date.max).severity is Severity.ERROR
    )
