"""Rows of one person that may be of one paper or book, which counts once wherever and whenever it is published.

    同一论文或著作多处发表或出版，只得折算一次，不得重复折算。

Only the works that a sheet names decide what counts; what merely looks like one work is pointed out.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator

from ..catalogue import KINDS
from ..catalogue.item_04_papers_books import as_title
from ..wording import Text
from .judging import Case

SAME_TITLE = Text(
    "这一行与第{}行同名，两行都计入了；同一论文或著作只折算一次（第十二条（四）），是同一作品的，请在“作品标识”一列给两行填一样的字。",
    "This row has the title of row {} and both count. The same paper or book counts once (Art. 12(4)): if it is the same, give "
    "both rows the same word under “Work”.",
)
OTHER_YEAR = Text(
    "这一行与第{}行（{}年）的名称或作品标识相同；同一论文或著作只折算一次，跨年度也是（第十二条（四）），是同一作品的，请只在一个年度申报。",
    "This row has the title or the work of row {} ({}). The same paper or book counts once, across years too (Art. 12(4)): if it "
    "is the same, declare it in one year only.",
)


class WorkRow(namedtuple("WorkRow", ("number", "year", "kind", "title", "work", "cells"))):
    """A row of a paper or a book; ``title`` and ``work`` as they are compared.

    ``work`` is None where the row names none, ``title`` empty where it says no more than the kind does.
    """

    __slots__ = ()
    number: int
    year: int
    kind: str
    title: str
    work: str | None
    cells: list[str]

    def doubt(self, other: "WorkRow") -> Text | None:
        """What is to be said of this row because of an earlier one, if anything."""
        same_work = self.work is not None and self.work == other.work
        told_apart = self.work is not None and other.work is not None and not same_work
        if not same_work and (told_apart or not self.title or self.title != other.title):
            return None
        if self.year != other.year:
            return OTHER_YEAR.format(other.number, other.year)
        return None if same_work else SAME_TITLE.format(other.number)


def work_row(number: int, cells: list[str], kind: str, title: str, case: Case) -> WorkRow:
    """The row with these cells, of a paper or book that comes to ``case``."""
    return WorkRow(number, case.year, kind, as_title(KINDS[kind], title), case.entry.work, cells)


def doubts(rows: Iterable[WorkRow]) -> Iterator[tuple[WorkRow, Text]]:
    """Each row that may be of the work of one before it, and what is to be said of it."""
    before: dict[tuple[str, ...], list[WorkRow]] = {}
    for row in rows:
        keys = [(row.kind, "title", row.title), *([(row.kind, "work", row.work)] if row.work else [])]
        others = [other for key in keys for other in before.get(key, ())]
        if any(row.cells == other.cells for other in others):
            continue  # it is the same row again, which is said anyway
        said = next(filter(None, map(row.doubt, others)), None)
        if said:
            yield row, said
        for key in keys:
            before.setdefault(key, []).append(row)
