"""Spreadsheets in and out, as rows of text: .csv and .xlsx, and what people and programs do to them."""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from xml.parsers import expat

from ahce_core.problems import Problem, Refusal, presentable

from .files import CSV, NO_OPENPYXL, XLSX, refused, unreadable

STAFF_SHEET = "活动"
MOST_COLUMNS = 256
MOST_ROWS = 1_048_576  # of an xlsx sheet
MOST_UNPACKED = 512 * 1024 * 1024  # a small file may unpack to anything
MOST_SHARED = 64 * 1024 * 1024  # the texts of an xlsx are held in memory
SHOWN = 5  # places named in a message
CHUNK = 1 << 20
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")  # what makes a spreadsheet take a text for a formula
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .xls, and an .xlsx with a password
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Sheet(Protocol):
    """Rows of text that can be read more than once, and how far the reading is."""

    total: int

    def rows(self) -> Iterator[list[str]]:
        """Every row from the first. Raises :class:`~ahce_core.problems.Refusal` where the file is damaged."""

    def position(self) -> int:
        """How much of ``total`` is read."""

    def close(self) -> None:
        """Let go of the file."""


def open_sheet(path: Path) -> Sheet:
    """The sheet of a file, by its ending.

    Raises :class:`~ahce_core.problems.Refusal` where the file cannot be read as what it says it is.
    """
    ending = path.suffix.lower()
    if ending not in (CSV, XLSX):
        raise refused(
            f"“{presentable(path.name)}”不是.csv或.xlsx；请用表格软件另存为其中一种。",
            f"“{presentable(path.name)}” is neither .csv nor .xlsx; save it as one of them in a spreadsheet program.",
        )
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if not start:
            raise refused(
                f"“{presentable(path.name)}”是空文件；请检查是否保存成功。",
                f"“{presentable(path.name)}” is empty; please check that it was saved.",
            )
        return CsvSheet(path, start) if ending == CSV else XlsxSheet(path, start)
    except OSError as error:
        raise unreadable(path, error) from None


class CsvSheet:
    """A .csv in UTF-8, with or without a BOM, or GB18030: whichever the whole file is."""

    def __init__(self, path: Path, start: bytes) -> None:
        self.total = path.stat().st_size
        self.encoding = _encoding(path, start)
        self._bytes = path.open("rb")
        self._text = TextIOWrapper(self._bytes, self.encoding, newline="")

    def rows(self) -> Iterator[list[str]]:
        self._text.seek(0)
        reader = csv.reader(self._text, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            raise refused(
                f"文本第{reader.line_num}行附近的引号不成对，或有单元格过长，无法读取；请在表格软件里检查后重新保存。",
                f"Near line {reader.line_num} of the text quotes do not match or a cell is too long ({error}); check it "
                "in a spreadsheet program and save it again.",
            ) from None

    def close(self) -> None:
        self._text.close()

    def position(self) -> int:
        return self._bytes.tell()


def _encoding(path: Path, start: bytes) -> str:
    if start.startswith(_UTF16):
        raise refused(
            "这是UTF-16文字；请另存为“CSV UTF-8（逗号分隔）”。",
            "This is UTF-16 text; save it as “CSV UTF-8 (comma delimited)”.",
        )
    where = 0
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open("rb") as content, TextIOWrapper(content, encoding, newline="") as text:
                while text.read(CHUNK):
                    where = content.tell()
        except UnicodeDecodeError:
            continue
        return encoding
    raise refused(
        f"既不是UTF-8也不是GB18030文字（约第{where + 1}个字节之后）；请另存为“CSV UTF-8（逗号分隔）”。",
        f"This is neither UTF-8 nor GB18030 (after byte {where + 1} or so); save it as “CSV UTF-8 (comma delimited)”.",
    )


class XlsxSheet:
    """The staff sheet of an .xlsx: the one called 活动, or the only one in use.

    Merged cells, hidden rows and columns, and formulas never computed are refused by name: what they say is not what
    people see.
    """

    def __init__(self, path: Path, start: bytes) -> None:
        if start == _OLD_FORMAT:
            raise refused(
                "这是旧格式（.xls）或有密码的工作簿；请去掉密码，另存为.xlsx。",
                "This is an old .xls or a workbook with a password; remove the password and save it as .xlsx.",
            )
        self._file = path.open("rb")
        self._row = 0
        try:
            self._sheet, marks = _opened(self._file)
            self.total = marks.rows
            marks.refuse(len(next(self.rows(), [])))
        except BaseException:
            self._file.close()
            raise

    def rows(self) -> Iterator[list[str]]:
        self._row = 0
        try:
            for cells in self._sheet.iter_rows():
                self._row += 1
                yield [_text(cell) for cell in cells[:MOST_COLUMNS]]
        except (OSError, MemoryError, GeneratorExit):
            raise
        except Exception:  # as above
            raise _damaged() from None

    def position(self) -> int:
        return self._row

    def close(self) -> None:
        self._file.close()


def _opened(file: BinaryIO) -> tuple[Any, "_Marks"]:
    """The staff sheet of an .xlsx, and its marks."""
    try:
        _check_size(file)
        book = _workbook(file)
        sheet = _staff_sheet(book.worksheets)
        sheet.reset_dimensions()  # what it says of itself may be wrong
        marks = _Marks()
        with book._archive.open(sheet._worksheet_path) as part:
            marks.read(part)
    except (Refusal, OSError, MemoryError):
        raise
    except Exception:  # a file made to break its reader may raise anything
        raise _damaged() from None
    return sheet, marks


def _damaged() -> Refusal:
    return refused(
        "工作簿已损坏，无法读取；请用表格软件打开并另存为.xlsx。",
        "The workbook is damaged and cannot be read; open it in a spreadsheet program and save it as .xlsx.",
    )


def _check_size(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED:
        raise refused(
            "工作簿展开后过大；请删去多余的工作表和内容，或另存为.csv。",
            "The workbook unpacks to too much; remove sheets and content that are not needed, or save it as .csv.",
        )


def _workbook(file: BinaryIO) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise NO_OPENPYXL from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not carry over is no matter here
        return openpyxl.load_workbook(file, read_only=True, data_only=True)


def _staff_sheet(sheets: Sequence[Any]) -> Any:
    used = [
        sheet
        for sheet in sheets
        if sheet.sheet_state == "visible" and next(sheet.iter_rows(max_col=1), None) is not None
    ]
    named = [sheet for sheet in sheets if sheet.title == STAFF_SHEET]
    if named:
        return named[0]
    if len(used) == 1:
        return used[0]
    names = "、".join(f"“{presentable(sheet.title)}”" for sheet in used)
    raise refused(
        f"有{len(used)}个工作表有内容：{names}；请把要计算的工作表命名为“{STAFF_SHEET}”。"
        if used
        else "工作簿里没有内容；请检查是否保存成功。",
        f"{len(used)} sheets are in use: {names}; call the one to assess “{STAFF_SHEET}”."
        if used
        else "There is nothing in the workbook; please check that it was saved.",
    )


_VALUES = ("v", "t")  # the elements that hold what a cell says


class _Marks:
    """What a sheet's XML says that its cells do not: merged, hidden, never computed."""

    def __init__(self) -> None:
        self.rows = 0
        self._merged: list[str] = []
        self._hidden_rows: list[str] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._formulas: list[str] = []
        self._row = self._cell = ""
        self._row_hidden = self._formula = self._in_value = False

    def read(self, part: Any) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.ParseFile(part)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "c":
            self._cell, self._formula = attributes.get("r", "?"), False
        elif name in _VALUES:
            self._in_value = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self.rows += 1
            self._row = attributes.get("r", str(self.rows))
            self._row_hidden = attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self._merged.append(attributes.get("ref", "?"))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _said(self, text: str) -> None:
        if self._in_value and text.strip():
            self._formula = False
            if self._row_hidden:
                self._hidden_rows.append(self._row)
                self._row_hidden = False

    def _end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        if name in _VALUES:
            self._in_value = False
        elif name == "c" and self._formula:
            self._formulas.append(self._cell)
            self._formula = False

    def refuse(self, width: int) -> None:
        """Refuse what is hidden, merged or not computed among the first ``width`` columns."""
        from openpyxl.utils import get_column_letter

        hidden = [
            get_column_letter(at)
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
        ):
            if places:
                more = "…" if len(places) > SHOWN else ""
                problems += refused(
                    f"工作表里有{zh.format('、'.join(places[:SHOWN]) + more)}。",
                    f"{en.format(', '.join(places[:SHOWN]) + more)}.",
                ).problems
        if problems:
            raise Refusal(problems)


_ZEROS = re.compile("0+")


def _text(cell: Any) -> str:
    """A cell as people read it: no .0 on whole numbers, no time on days, leading zeros that its format shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    text = (
        format(value, ".15g") if isinstance(value, float) else str(value)
    )  # 15 digits, as a spreadsheet keeps
    if isinstance(value, int | float) and _ZEROS.fullmatch(cell.number_format):
        return text.zfill(len(cell.number_format))
    return text


class Results(Protocol):
    """Rows of results on their way into a file."""

    def write(self, values: Sequence[object]) -> None:
        """One row; texts are written as texts, whatever they look like."""

    def save(self) -> None:
        """The file is whole."""

    def close(self) -> None:
        """No more of it; it need not be whole."""


def results_to(path: Path, ending: str, headings: Iterable[str]) -> Results:
    """A writer of results, by the ending of where they go."""
    return (XlsxResults if ending == XLSX else CsvResults)(path, list(headings))


class CsvResults:
    """Results as .csv for a spreadsheet: BOM, CRLF, and no text that it would take for a formula."""

    def __init__(self, path: Path, headings: list[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._write = csv.writer(self._file).writerow
        self._write(headings)

    def write(self, values: Sequence[object]) -> None:
        self._write(
            [
                f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
                for value in values
            ]
        )

    def save(self) -> None:
        self._file.close()

    close = save


class XlsxResults:
    """Results as .xlsx: texts are text cells, the headings stay in sight."""

    def __init__(self, path: Path, headings: list[str]) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._path = path
        self._cell = WriteOnlyCell
        self._book: Any = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("结果")
        self._sheet.freeze_panes = "B2"
        for at, heading in enumerate(headings, 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = max(12, 2 * len(heading) + 2)
        cells = [self._text(heading) for heading in headings]
        for cell in cells:
            cell.font = Font(bold=True)
        self._sheet.append(cells)
        self._rows = 1

    def _text(self, value: str) -> Any:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        cell = self._cell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
        cell.data_type = "s"  # never a formula
        return cell

    def write(self, values: Sequence[object]) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise refused(
                f"结果超过{MOST_ROWS - 1}行，放不进一个.xlsx；请改用.csv。",
                f"The results have more than {MOST_ROWS - 1} rows, which no .xlsx holds; use .csv.",
            )
        self._sheet.append([self._text(value) if isinstance(value, str) else value for value in values])

    def save(self) -> None:
        self._book.save(self._path)
        self._book = None

    def close(self) -> None:
        if self._book:  # openpyxl has rows in a file of its own, to be ended and removed
            self._sheet.close()
            self._sheet._writer.cleanup()
