"""What a staff list comes to: a person's year as plain values, and what was wrong with a row."""

from collections import namedtuple

from ..request import YEAR
from ..sensitivity import COMPLETE, DEPENDS, SHORT
from ..wording import NOTHING, Text
from .columns import PERSON

PENDING = "pending"  # short by the rows that count, while others are left out

RESULTS: dict[str, Text] = {
    "person": PERSON.label,
    "year": YEAR.label,
    "total": Text("总学时", "Total hours"),
    "general": Text("公需科目学时", "General hours"),
    "professional": Text("专业科目学时", "Professional hours"),
    "complete": Text("是否完成", "Complete"),
    "missing_total": Text("尚缺总学时", "Missing in total"),
    "missing_professional": Text("尚缺专业科目学时", "Missing professional hours"),
    "verdict": Text("各种理解之下", "Under all readings"),
    "elected_item": Text("所选条目（第十二条）", "Elected item (Art. 12)"),
    "elected": Text("所选成果", "Elected activities"),
    "rows": Text("计入的行", "Rows read"),
    "left_out": Text("未计入的行", "Rows left out"),
    "rules_version": Text("规则版本", "Rules version"),
}
RESULT_WORDS: dict[object, Text] = {
    None: NOTHING,
    True: Text("是", "yes"),
    False: Text("否", "no"),
    COMPLETE: Text("都完成", "complete"),
    SHORT: Text("都未完成", "short"),
    DEPENDS: Text("因理解而异", "depends"),
    PENDING: Text("待改正", "rows to correct"),
}


class PersonYear(namedtuple("PersonYear", tuple(RESULTS))):  # type: ignore[misc]
    """A person's year as plain values, in the order of :data:`RESULTS`.

    ``elected`` names the activities that are elected, by id or title. ``rows`` were read, ``left_out`` were not; a person
    none of whose rows has a year that can be read has no figures. A year that is short while rows of it are left out is
    neither complete nor short: its verdict is :data:`PENDING`, its hours are those of the rows that were read, and what
    is missing is not known.
    """

    __slots__ = ()
    person: str
    year: int | None
    total: int | float | None
    general: int | float | None
    professional: int | float | None
    complete: bool | None
    missing_total: int | float | None
    missing_professional: int | float | None
    verdict: str | None
    elected_item: int | None
    elected: str
    rows: int
    left_out: int
    rules_version: str | None


class RowProblem(namedtuple("RowProblem", ("row", "heading", "value", "text", "warning"), defaults=(False,))):
    """What is wrong with a row: its number, the heading as written, the cell, and what would do.

    The row is left out, or where this is a ``warning`` counts and should be looked at again.
    """

    __slots__ = ()
    row: int
    heading: str
    value: str
    text: Text
    warning: bool
