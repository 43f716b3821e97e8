"""Staff lists as rows of text, from .csv and .xlsx, whatever people and programs did to them."""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from ahce_core.problems import presentable

from .refusals import CSV, XLSX, refused
from .xlsx import XlsxSheet

CHUNK = 1 << 16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class CsvSheet:
    """Rows of a text in UTF-8, with or without a BOM, or GB18030: whichever the whole file is.

    Raises :class:`~ahce_core.problems.Refusal` where it is neither.
    """

    title = ""

    def __init__(self, path: Path, delimiter: str = ",") -> None:
        self._delimiter = delimiter
        self.total = path.stat().st_size
        self.encoding = _encoding(path)
        self._bytes = path.open("rb")
        self._text = TextIOWrapper(self._bytes, self.encoding, newline="")

    def check(self) -> None:
        """Nothing can be hidden in a text."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with its number. Raises :class:`~ahce_core.problems.Refusal` where quotes do not match."""
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


def open_sheet(path: Path, name: str) -> Sheet:
    """The sheet of a file, by the ending of its name.

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
    return CsvSheet(path) if ending == CSV else XlsxSheet(path)


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
