"""The cells of one sheet of an .xlsx, piece by piece: what people see in them, and what they do not tell."""

from datetime import datetime, timedelta

from ahce_core.problems import Problem, Refusal

from .refusals import refused
from .workbook import Workbook, local, parser, too_long, whole

MOST_COLUMNS = 256
SHOWN = 5  # places named in a message
_MOST_PIECES = 64  # in which the parser may bring a text: it joins what is shorter than its buffer
_LAST_ROW = 1_048_576
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"


class Cells:
    """Reads a sheet's XML piece by piece, and remembers what its cells do not tell, from the row ``start`` on."""

    def __init__(self, book: Workbook, start: int) -> None:
        self._book = book
        self._first = start
        self._parser = reader = parser()
        reader.StartElementHandler = self._start
        reader.EndElementHandler = self._end
        reader.CharacterDataHandler = self._characters
        self._names: dict[str, str] = {}  # names with a prefix, and those without
        self._columns: dict[str, int] = {}  # by their letters
        self._rows: list[tuple[int, list[str]]] = []
        self._row = 0
        self._cells: list[str] = []
        self._row_hidden = False
        self._reference = self._type = self._style = ""
        self._column = 0
        self._pieces: list[str] = []
        self._reading = self._above = self._formula = False
        self._merged: list[str] = []
        self._hidden_rows: list[str] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._formulas: list[str] = []
        self._beyond: list[str] = []

    def feed(self, chunk: bytes) -> list[tuple[int, list[str]]]:
        """The rows that end in a piece of the sheet."""
        self._parser.Parse(chunk)
        rows, self._rows = self._rows, []
        return rows

    def end(self) -> None:
        """There is no more. Raises where the XML is not whole."""
        self._parser.Parse(b"", True)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = self._names.get(element) or self._names.setdefault(element, local(element))
        if name == "c":
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._reference = reference = attributes.get("r", "")
            self._column = self._columns.get(reference.rstrip(_DIGITS)) or self._place(reference)
        elif name == "v" or name == "t":
            self._reading = not self._above
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            if not 0 < self._row <= _LAST_ROW:
                raise ValueError("no sheet has such a row")
            self._cells = []
            self._column = 0
            self._row_hidden = attributes.get("hidden") in ("1", "true")
        elif name == "rPh":
            self._above = True
        elif name == "mergeCell":
            reference = attributes.get("ref", "?")
            last = reference.rpartition(":")[2].lstrip(_LETTERS)
            self._note(self._merged, reference, int(last) if last.isdigit() else _LAST_ROW)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _place(self, reference: str) -> int:
        """The number of a cell's column, from 1; the next one where it does not say."""
        letters = reference.rstrip(_DIGITS)
        if not letters:
            return self._column + 1
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= 1 << 14:
            raise ValueError("no sheet has such a column")
        self._columns[letters] = number
        return number

    def _characters(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)
            if len(self._pieces) > _MOST_PIECES:
                raise too_long()

    def _end(self, element: str) -> None:
        name = self._names[element]
        if name == "v" or name == "t":
            self._reading = False
        elif name == "c":
            if self._pieces:
                text = self._shown(whole(self._pieces))
                self._pieces = []
                if text:
                    self._put(text)
            elif self._formula:
                self._note(self._formulas, self._reference, self._row)
            self._formula = False
        elif name == "row":
            if self._cells:
                self._rows.append((self._row, self._cells))
        elif name == "rPh":
            self._above = False

    def _put(self, text: str) -> None:
        cells, column = self._cells, self._column
        if column > MOST_COLUMNS:
            self._note(self._beyond, self._reference, self._row)
            return
        if len(cells) < column - 1:
            cells.extend([""] * (column - 1 - len(cells)))
        cells.append(text)
        if self._row_hidden:
            self._note(self._hidden_rows, str(self._row), self._row)
            self._row_hidden = False

    def _note(self, places: list[str], place: str, row: int) -> None:
        """Remember a place of something that ends in ``row``, as far as it will be named."""
        if row >= self._first and len(places) <= SHOWN:
            places.append(place)

    def _shown(self, value: str) -> str:
        """A cell as people read it: no .0 on whole numbers, no time on days, leading zeros that its format shows."""
        if self._type == "s":
            return self._book.texts[int(value)]
        if self._type == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._type != "n":
            return value
        formats, style = self._book.formats, int(self._style)
        form = formats[style] if style < len(formats) else 0
        if form < 0:
            return _day(value, self._book.from_1904)
        if not value.isdigit() and any(mark in value for mark in ".eE"):
            value = format(float(value), ".15g")  # 15 digits, as a spreadsheet keeps
        return value.zfill(form)

    def refuse(self, width: int) -> None:
        """Refuse what is hidden, merged or not computed among the first ``width`` columns, and what is beyond all."""
        hidden = [
            letters_of(at)
            for first, last in self._hidden_columns
            for at in range(first, min(last, width) + 1)
        ]
        problems: list[Problem] = []
        for places, zh, en in (
            (
                self._merged,
                "合并的单元格{}；请取消合并，逐行填写",
                "Merged cells {}; unmerge and fill in every row",
            ),
            (
                self._hidden_rows,
                "隐藏的第{}行；请取消隐藏和筛选，或删去这些行",
                "Hidden rows {}; show them, clear the filter, or delete them",
            ),
            (hidden, "隐藏的{}列；请取消隐藏，或删去", "Hidden columns {}; show or delete them"),
            (
                self._formulas,
                "没有计算结果的公式{}；请在表格软件里打开并保存",
                "Formulas without a result {}; open the file in a spreadsheet program and save it",
            ),
            (
                self._beyond,
                f"超出第{MOST_COLUMNS}列的内容{{}}；请删去",
                f"Content beyond column {MOST_COLUMNS}: {{}}; delete it",
            ),
        ):
            if places:
                more = "…" if len(places) > SHOWN else ""
                problems += refused(
                    f"工作表里有{zh.format('、'.join(places[:SHOWN]) + more)}。",
                    f"{en.format(', '.join(places[:SHOWN]) + more)}.",
                ).problems
        if problems:
            raise Refusal(problems)


def _day(value: str, from_1904: bool) -> str:
    """The day that a spreadsheet counts so many days after its first; with its time where it has one."""
    number = float(value)
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - of no zone
    if not from_1904 and 0 < number < 60:
        number += 1  # spreadsheets know a 29 February 1900
    try:
        day = start + timedelta(seconds=round(number * 86400))
    except (OverflowError, ValueError):
        return value
    return day.date().isoformat() if day.time() == datetime.min.time() else day.isoformat(" ")


def letters_of(column: int) -> str:
    """The letters of a column's number, from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
