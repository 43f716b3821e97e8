"""The columns of a staff sheet, as the catalogue declares them, and the headings that stand for them."""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import cache

from ..activity import DATE, ID, TITLE
from ..catalogue import KINDS
from ..fields import Field, TextField
from ..problems import Problem, Refusal, did_you_mean, presentable
from ..request import YEAR
from ..wording import NOTHING, Text
from .cells import folded

PERSON = TextField(
    Text("人员", "Person"),
    Text(
        "工号、身份证号码或姓名；同一人的各行排在一起",
        "Staff number, ID number or name; the rows of a person stand together",
    ),
    most=64,
)
PERSON.name = "person"
COMMON: dict[str, Field] = {field.name: field for field in (YEAR, ID, TITLE, DATE)}
REQUIRED = ("person", "year", "kind", "title", "date")
UNREAD = "note"


class StaffColumn(namedtuple("StaffColumn", ("name", "label", "hint", "fields"))):
    """A column of a staff sheet. ``fields`` are the declarations that it carries, by kind; none where it is for all kinds."""

    __slots__ = ()
    name: str
    label: Text
    hint: Text
    fields: dict[str, Field]


def _columns() -> Iterator[StaffColumn]:
    facts: dict[str, dict[str, Field]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            facts.setdefault(field.name, {})[kind.kind] = field
    yield StaffColumn(PERSON.name, PERSON.label, PERSON.hint, {})
    yield StaffColumn(YEAR.name, YEAR.label, YEAR.hint, {})
    yield StaffColumn("kind", Text("种类", "Kind"), Text("从列表中选择", "Choose from the list"), {})
    for field in (TITLE, DATE, ID):
        yield StaffColumn(field.name, field.label, field.hint, {})
    for name, by_kind in facts.items():
        zh, en = (
            dict.fromkeys(words) for words in zip(*(field.label for field in by_kind.values()), strict=True)
        )
        heading = Text("／".join(zh), " / ".join(en))
        hints = [
            (KINDS[kind].about.label, field.hint if field.hint is not NOTHING else field.label)
            for kind, field in by_kind.items()
        ]
        hint = Text(
            "\n".join(f"{label.zh}：{hint.zh}" for label, hint in hints),
            "\n".join(f"{label.en}: {hint.en}" for label, hint in hints),
        )
        yield StaffColumn(name, heading, hint, by_kind)
    yield StaffColumn(UNREAD, Text("备注", "Note"), Text("不参与计算", "Not read"), {})


COLUMNS = {column.name: column for column in _columns()}
OTHER_HEADINGS = {  # as people head their own lists, where it can mean nothing else
    "person": ("姓名", "工号", "身份证号", "身份证号码", "Staff number", "ID number", "Full name"),
    "year": ("年份", "年"),
    "kind": ("类别", "活动类别", "成果类别", "活动种类"),
    "title": ("活动", "活动名称", "成果名称"),
    "date": (
        *("日期", "完成日期", "完成时间", "时间", "Completion date"),
        *(word for kind in KINDS.values() for word in kind.about.date_label),
    ),
}

HEADINGS_WITHIN = 10  # rows: above the headings there may be a title
NO_HEADINGS = Text(
    f"前{HEADINGS_WITHIN}行里没有列标题；第一行应是列标题（人员、年度、种类、名称、证明上的日期……），请照模板填写。",
    f"There are no headings in the first {HEADINGS_WITHIN} rows; the first row should hold them (Person, Year, Kind, "
    "Title, Date on the proof, …): please follow the template.",
)
HEADING_MISSING = Text("缺少“{}”列；请补上。", "There is no column “{}”; please add it.")
HEADING_TWICE = Text(
    "“{}”与第{}列是同一列；请只保留一个，或者让另一个的标题以“备注”开头。",
    "“{}” is the same as column {}; keep only one of them, or let the other's heading begin with “Note”.",
)
HEADING_UNKNOWN = Text(
    "不认识标题“{}”。{}不参与计算的列，标题请以“备注”开头。",
    "The heading “{}” is not known. {} Let the heading of a column that is not to be read begin with “Note”.",
)


class Layout(namedtuple("Layout", ("headings", "columns"))):
    """A sheet's headings as written, and the column that each stands for; None where there is no heading."""

    __slots__ = ()
    headings: tuple[str, ...]
    columns: tuple[StaffColumn | None, ...]

    def at(self, name: str) -> int:
        """Where a column stands, or -1."""
        return next((at for at, column in enumerate(self.columns) if column and column.name == name), -1)

    def heading(self, name: str) -> str:
        """A column's heading as written, or its own label where the sheet does not have it."""
        at = self.at(name)
        return presentable(self.headings[at].strip()) if at >= 0 else COLUMNS[name].label.zh


def find_headings(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of a sheet's first rows has the headings: the one with the most of those required, of equals the first.

    None where none has two of them.
    """
    found = [len({_headings().get(folded(cell)) for cell in cells}.intersection(REQUIRED)) for cells in rows]
    return found.index(max(found)) if max(found, default=0) > 1 else None


def read_headings(cells: Sequence[str]) -> Layout:
    """The layout that a row of headings spells: identifiers, Chinese or English labels, or words like them, in any order.

    Raises :class:`~ahce_core.problems.Refusal` with every unknown, doubled and missing heading.
    """
    problems: list[Problem] = []
    columns: list[StaffColumn | None] = []
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        heading = folded(cell)
        name = UNREAD if heading.startswith(("备注", "note")) else _headings().get(heading, "")
        if heading and not name:
            near = did_you_mean(cell.strip(), [column.label.zh for column in COLUMNS.values()])
            problems.append(Problem(f"headings[{index}]", HEADING_UNKNOWN.format(presentable(cell), near)))
        elif name in seen and name != UNREAD:
            twice = HEADING_TWICE.format(presentable(cell), seen[name])
            problems.append(Problem(f"headings[{index}]", twice))
        if name:
            seen.setdefault(name, index + 1)
        columns.append(COLUMNS.get(name))
    missing = [name for name in REQUIRED if name not in seen]
    if len(missing) == len(REQUIRED):
        raise Refusal([Problem("headings", NO_HEADINGS)])
    problems += [Problem("headings", HEADING_MISSING.format(COLUMNS[name].label)) for name in missing]
    if problems:
        raise Refusal(problems)
    return Layout(tuple(cells), tuple(columns))


@cache
def _headings() -> dict[str, str]:
    return {
        folded(word): column.name
        for column in COLUMNS.values()
        for label in (column.label, *(field.label for field in column.fields.values()))
        for word in (column.name, *label, *OTHER_HEADINGS.get(column.name, ()))
    }
