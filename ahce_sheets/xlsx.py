"""The staff sheet of an .xlsx as rows of text: what people see in the cells, and a refusal where that would deceive.

Merged cells, hidden rows and columns with something in them, and formulas never computed are refused by name: what the
file says there is not what people see. Streamed: only the shared texts are held in memory.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import dropwhile, islice
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from ahce_core.problems import Problem, Refusal, presentable
from ahce_core.wording import Text

from .refusals import refused

STAFF_SHEET = Text("活动", "Activities")
MOST_COLUMNS = 256
MOST_SHARED = 64 * 1024 * 1024  # the texts are held in memory
MOST_CHARACTERS = 32_767  # of a cell, as spreadsheets have it
_MOST_PIECES = 64  # in which the parser may bring a text: it joins what is shorter than its buffer
SHOWN = 5  # places named in a message
CHUNK = 1 << 16
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .xls, and an .xlsx with a password
_LAST_ROW = 1_048_576
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"

# The built-in formats of days (ECMA-376, 18.8.30), those of Chinese editions among them, and what makes one of a code.
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_DAY_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ZEROS = re.compile("0+")


class XlsxSheet:
    """The sheet called 活动 or Activities, or the only one in use.

    ``start`` is the row of the headings: those above it are not read, and may be merged.

    Raises :class:`~ahce_core.problems.Refusal` where the file is damaged or cannot be read as people see it.
    """

    def __init__(self, path: Path, most_unpacked: int) -> None:
        self._file = path.open("rb")
        self._read = 0
        self.start = 1
        try:
            if self._file.read(4) == _OLD_FORMAT:
                raise refused(
                    "这是旧格式（.xls）或有密码的工作簿；请去掉密码，另存为.xlsx。",
                    "This is an old .xls or a workbook with a password; remove the password and save it as .xlsx.",
                )
            with _Guard():
                self._book = _Book(zipfile.ZipFile(self._file), most_unpacked)
                self.title, self._part = self._book.staff_sheet()
                self.total = self._book.size(self._part)
        except BaseException:
            self._file.close()
            raise

    def check(self) -> None:
        """Read all of it. Raises :class:`~ahce_core.problems.Refusal` as :meth:`rows` would at its end."""
        for _ in self.rows():
            pass

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """The first rows with something in them, at most so many."""
        return list(islice(self._all(_Cells(self._book, 1)), count))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row from ``start`` on with something in it, with its number.

        Raises :class:`~ahce_core.problems.Refusal` where the file is damaged, and after the last row where something
        of the sheet is hidden, merged or not computed.
        """
        cells = _Cells(self._book, self.start)
        rows = dropwhile(lambda row: row[0] < self.start, self._all(cells))
        first = next(rows, None)
        if first:
            yield first
            yield from rows
        cells.refuse(len(first[1]) if first else 0)

    def _all(self, cells: "_Cells") -> Iterator[tuple[int, list[str]]]:
        self._read = 0
        with _Guard(), self._book.open(self._part) as part:
            for chunk in iter(lambda: part.read(CHUNK), b""):
                self._read += len(chunk)
                yield from cells.feed(chunk)
            cells.end()

    def position(self) -> int:
        """How much of ``total`` is read."""
        return self._read

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class _Guard:
    """Whatever a damaged file makes its reader raise, it is a refusal: a file made to break it may raise anything."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, Refusal | OSError | MemoryError):
            raise refused(
                "工作簿已损坏，无法读取；请用表格软件打开并另存为.xlsx。",
                "The workbook is damaged and cannot be read; open it in a spreadsheet program and save it as .xlsx.",
            ) from None


class _Book:
    """The parts of an .xlsx: its sheets, shared texts and formats."""

    def __init__(self, archive: zipfile.ZipFile, most_unpacked: int) -> None:
        self._archive = archive
        self._parts = {part.filename.lower(): part for part in archive.infolist()}
        shared = [part.file_size for name, part in self._parts.items() if name.endswith("sharedstrings.xml")]
        self._limit(sum(part.file_size for part in self._parts.values()), most_unpacked)
        self._limit(sum(shared), MOST_SHARED)
        home = next(target for kind, target in self._related("") if kind == "officedocument")
        related = self._related(home)
        targets = dict(self._related(home, by="id"))
        self.from_1904 = False
        sheets: list[tuple[str, str, str]] = []

        def book(name: str, attributes: dict[str, str]) -> None:
            if name == "workbookPr":
                self.from_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet":
                sheets.append((attributes["name"], attributes.get("state", "visible"), attributes["id"]))

        self.scan(home, book)
        self._sheets = [(title, state, targets[identity]) for title, state, identity in sheets]
        self.texts = self._texts([target for kind, target in related if kind == "sharedstrings"])
        self.formats = self._formats([target for kind, target in related if kind == "styles"])

    def size(self, name: str) -> int:
        """The length of a part, unpacked."""
        return self._parts[name].file_size

    def open(self, name: str) -> zipfile.ZipExtFile:
        """A part to read; never more of it than it says."""
        return self._archive.open(self._parts[name])  # type: ignore[return-value]

    def scan(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Tell of every element of a part that is held in memory, by the names without their prefixes."""
        self._limit(self.size(name), MOST_SHARED)
        parser = _parser()

        def begun(element: str, attributes: dict[str, str]) -> None:
            start(_local(element), {_local(key): value for key, value in attributes.items()})

        parser.StartElementHandler = begun
        if end:
            parser.EndElementHandler = lambda element: end(_local(element))
        parser.CharacterDataHandler = text
        with self.open(name) as part:
            parser.ParseFile(part)

    def staff_sheet(self) -> tuple[str, str]:
        """The title and the part of the sheet to read."""
        named = [(title, part) for title, _, part in self._sheets if title in STAFF_SHEET]
        if len(named) == 1:
            return named[0]
        used = [
            (title, part) for title, state, part in self._sheets if state == "visible" and self._used(part)
        ]
        if len(used) == 1:
            return used[0]
        names = "、".join(f"“{presentable(title)}”" for title, _ in used)
        raise refused(
            f"有{len(used)}个工作表有内容：{names}；请把要计算的工作表命名为“{STAFF_SHEET.zh}”。"
            if used
            else "工作簿里没有内容；请检查是否保存成功。",
            f"{len(used)} sheets are in use: {names}; call the one to assess, and no other, “{STAFF_SHEET.en}”."
            if used
            else "There is nothing in the workbook; please check that it was saved.",
        )

    def _used(self, name: str) -> bool:
        if name not in self._parts:  # a chart's sheet, or one of another kind
            return False
        cells = _Cells(self, 1)
        with self.open(name) as part:
            return any(cells.feed(chunk) for chunk in iter(lambda: part.read(CHUNK), b""))

    def _related(self, name: str, by: str = "type") -> list[tuple[str, str]]:
        """What a part leads to: the last word of the type, or the id, of each relationship, and its part."""
        path = PurePosixPath(name)
        found: list[tuple[str, str]] = []

        def relationship(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"].replace("\\", "/").lower()
                key = attributes["Id"] if by == "id" else attributes["Type"].rpartition("/")[2].lower()
                found.append((key, target[1:] if target[0] == "/" else str(path.parent / target)))

        self.scan(str(path.parent / "_rels" / f"{path.name}.rels"), relationship)
        return found

    def _texts(self, parts: Iterable[str]) -> list[str]:
        """The shared texts, without the readings that stand above Chinese characters."""
        texts: list[str] = []
        pieces: list[str] = []
        above = reading = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal above, reading
            if name == "rPh":
                above = True
            elif name == "t":
                reading = not above

        def end(name: str) -> None:
            nonlocal above, reading
            if name == "si":
                texts.append(_whole(pieces))
                pieces.clear()
            elif name == "rPh":
                above = False
            elif name == "t":
                reading = False

        for part in parts:
            self.scan(part, start, end, lambda text: pieces.append(text) if reading else None)
        return texts

    def _formats(self, parts: Iterable[str]) -> list[int]:
        """What each style makes of a number: -1 a day, 0 nothing, else so many digits at least."""
        codes: dict[str, str] = {}
        formats: list[int] = []
        cells = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal cells
            if name == "numFmt":
                codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                cells = True
            elif name == "xf" and cells:
                number = attributes.get("numFmtId", "0")
                code = codes.get(number)
                if code is None:
                    formats.append(-1 if int(number) in _DAYS else 0)
                elif _ZEROS.fullmatch(code):
                    formats.append(len(code))
                else:
                    formats.append(-1 if _DAY_LETTERS.search(_QUOTED.sub("", code)) else 0)

        for part in parts:
            self.scan(part, start)
        return formats

    @staticmethod
    def _limit(size: int, most: int) -> None:
        if size > most:
            raise refused(
                "工作簿展开后过大；请删去多余的工作表和内容，或另存为.csv。",
                "The workbook unpacks to too much; remove sheets and content that are not needed, or save it as .csv.",
            )


def _parser() -> expat.XMLParserType:
    """A parser that refuses document types, and with them every entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise ValueError("no sheet has a document type")


def _whole(pieces: list[str]) -> str:
    """A cell's text. Raises :class:`~ahce_core.problems.Refusal` where no spreadsheet makes one so long."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    return text


def _too_long() -> Refusal:
    return refused(
        f"工作簿里有单元格超过{MOST_CHARACTERS}个字符；请删去，或另存为.csv。",
        f"A cell of the workbook has more than {MOST_CHARACTERS} characters; delete it, or save the list as .csv.",
    )


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Cells:
    """Reads a sheet's XML piece by piece, and remembers what its cells do not tell, from the row ``start`` on."""

    def __init__(self, book: _Book, start: int) -> None:
        self._book = book
        self._first = start
        self._parser = parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
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
        name = self._names.get(element) or self._names.setdefault(element, _local(element))
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
                raise _too_long()

    def _end(self, element: str) -> None:
        name = self._names[element]
        if name == "v" or name == "t":
            self._reading = False
        elif name == "c":
            if self._pieces:
                text = self._shown(_whole(self._pieces))
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
