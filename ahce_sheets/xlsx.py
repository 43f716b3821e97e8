"""The staff sheet of an .xlsx as rows of text: what people see in the cells, and a refusal where that would deceive.

Merged cells, hidden rows and columns with something in them, and formulas never computed are refused by name: what the
file says there is not what people see. Streamed: only the shared texts are held in memory.
"""

import zipfile
from collections.abc import Iterator
from itertools import dropwhile, islice
from pathlib import Path

from ahce_core.problems import Refusal, presentable
from ahce_core.wording import Text

from .cells import Cells
from .refusals import refused
from .workbook import Workbook

STAFF_SHEET = Text("活动", "Activities")
CHUNK = 1 << 16
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .xls, and an .xlsx with a password


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
                self._book = Workbook(zipfile.ZipFile(self._file), most_unpacked)
                self.title, self._part = self._staff_sheet()
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
        return list(islice(self._all(Cells(self._book, 1)), count))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row from ``start`` on with something in it, with its number.

        Raises :class:`~ahce_core.problems.Refusal` where the file is damaged, and after the last row where something
        of the sheet is hidden, merged or not computed.
        """
        cells = Cells(self._book, self.start)
        rows = dropwhile(lambda row: row[0] < self.start, self._all(cells))
        first = next(rows, None)
        if first:
            yield first
            yield from rows
        cells.refuse(len(first[1]) if first else 0)

    def _all(self, cells: Cells) -> Iterator[tuple[int, list[str]]]:
        self._read = 0
        with _Guard(), self._book.open(self._part) as part:
            for chunk in iter(lambda: part.read(CHUNK), b""):
                self._read += len(chunk)
                yield from cells.feed(chunk)
            cells.end()

    def _staff_sheet(self) -> tuple[str, str]:
        """The title and the part of the sheet to read."""
        sheets = self._book.sheets
        named = [(title, part) for title, _, part in sheets if title in STAFF_SHEET]
        if len(named) == 1:
            return named[0]
        used = [(title, part) for title, visible, part in sheets if visible and self._used(part)]
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
        if name not in self._book:  # a chart's sheet, or one of another kind
            return False
        cells = Cells(self._book, 1)
        with self._book.open(name) as part:
            return any(cells.feed(chunk) for chunk in iter(lambda: part.read(CHUNK), b""))

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
