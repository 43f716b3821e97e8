"""Staff lists as rows of text, from .csv and .xlsx, whatever people and programs did to them."""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from ahce_core.problems import Refusal, presentable
from ahce_core.rows import HEADINGS_WITHIN, Layout, find_headings, read_headings

from .refusals import CSV, XLSX, refused
from .xlsx import XlsxSheet

CHUNK = 1 << 16
MOST_UNPACKED = 512 * 1024 * 1024  # a small .xlsx may unpack to anything
DELIMITERS = (
    ",",
    ";",
    "\t",
)  # as spreadsheets save a .csv where the comma is a decimal mark, and as they copy
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class CsvSheet:
    """Rows of a text in UTF-8, with or without a BOM, or GB18030: whichever the whole file is.

    Raises :class:`~ahce_core.problems.Refusal` where it is neither.
    """

    title = ""
    start = 1  # the row of the headings, from which on rows are read

    def __init__(self, path: Path) -> None:
        self._delimiter = DELIMITERS[0]
        self.total = path.stat().st_size
        self.encoding = _encoding(path)
        self._bytes = path.open("rb")
        self._text = TextIOWrapper(self._bytes, self.encoding, newline="")

    def check(self) -> None:
        """Nothing can be hidden in a text."""

    def head(self, count: int) -> list[tuple[int, list[str]]]:
        """The first rows, at most so many, cells divided by what divides headings there; by commas where nothing does."""
        for self._delimiter in DELIMITERS[::-1]:
            with suppress(Refusal):
                first = list(islice(self._all(), count))
                if find_headings([cells for _, cells in first]) is not None:
                    return first
        return list(islice(self._all(), count))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row from ``start`` on with its number. Raises :class:`~ahce_core.problems.Refusal` where quotes do not match."""
        return islice(self._all(), self.start - 1, None)

    def _all(self) -> Iterator[tuple[int, list[str]]]:
        self._text.seek(0)
        reader = csv.reader(self._text, strict=True, delimiter=self._delimiter)
        try:
            yield from enumerate(reader, 1)
        except csv.Error as error:
            raise refused(
                f"文本第{reader.line_num}行附近的引号不成对，或有单元格过长，无法读取；请在表格软件里检查后重新保存。",
                f"Near line {reader.line_num} of the text quotes do not match or a cell is too long ({error}); check it "
                "in a spreadsheet program and save it again.",
            ) from None

    def position(self) -> int:
        """How many bytes of ``total`` are read."""
        return self._bytes.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()


Sheet = CsvSheet | XlsxSheet


def layout_of(sheet: Sheet) -> Layout:
    """The headings of a sheet, whose rows are read from there on.

    Raises :class:`~ahce_core.problems.Refusal` where they are not as they should be, before more of the sheet is read.
    """
    first = sheet.head(HEADINGS_WITHIN)
    at = find_headings([cells for _, cells in first])
    if at is not None:
        sheet.start = first[at][0]
    return read_headings(first[at or 0][1] if first else [])


def open_sheet(path: Path, name: str, most_unpacked: int | None = None) -> Sheet:
    """The sheet of a file, by the ending of its name; of an .xlsx that unpacks to at most so many bytes.

    Raises :class:`~ahce_core.problems.Refusal` where it cannot be read as what it says it is, OSError where it cannot
    be read at all.
    """
    ending = Path(name).suffix.lower()
    if ending not in (CSV, XLSX):
        raise refused(
            f"“{presentable(name)}”不是.csv或.xlsx；请用表格软件另存为其中一种。",
            f"“{presentable(name)}” is neither .csv nor .xlsx; save it as one of them in a spreadsheet program.",
        )
    if path.stat().st_size == 0:
        raise refused(
            f"“{presentable(name)}”是空文件；请检查是否保存成功。",
            f"“{presentable(name)}” is empty; please check that it was saved.",
        )
    return CsvSheet(path) if ending == CSV else XlsxSheet(path, most_unpacked or MOST_UNPACKED)


def _encoding(path: Path) -> str:
    with path.open("rb") as content:
        start = content.read(2)
    if start in _UTF16:
        raise refused(
            "这是UTF-16文字；请另存为“CSV UTF-8（逗号分隔）”。",
            "This is UTF-16 text; save it as “CSV UTF-8 (comma delimited)”.",
        )
    where = 0
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            decode = getincrementaldecoder(encoding)().decode
            with path.open("rb", buffering=0) as content:
                while chunk := content.read(CHUNK):
                    decode(chunk)
                    where = content.tell()
                decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise refused(
        f"既不是UTF-8也不是GB18030文字（约第{where + 1}个字节之后）；请另存为“CSV UTF-8（逗号分隔）”。",
        f"This is neither UTF-8 nor GB18030 (after byte {where + 1} or so); save it as “CSV UTF-8 (comma delimited)”.",
    )
