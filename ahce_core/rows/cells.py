"""Cells as people write them: full-width digits, blanks, labels in either language, yes and no in words."""

import re
from functools import cache

from ..catalogue import KINDS
from ..fields import BooleanField, ChoiceField, DateField, Field, HoursField, IntegerField, Unfit
from ..json_text import Number
from ..problems import presentable
from ..wording import Text

NO_CHOICE = Text("“{}”没有“{}”这个选项；请填“{}”。", "“{}” has no choice “{}”; give “{}”.")
YES_OR_NO = Text("“{}”不能是“{}”；请填“是”或“否”。", "“{}” cannot be “{}”; give yes or no.")

_ASCII: dict[int, str | None] = {0x3000: " ", **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}}
_ASCII |= dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF))
_WIDE = re.compile(
    f"[{''.join(map(chr, _ASCII))}]"
)  # finding none is several times faster than translating none
_NUMBER = re.compile(r"(-?[0-9]{1,20})(?:\.([0-9]{1,20}))?")
_DAY = re.compile(r"(?P<year>[0-9]{4})([-/.年])(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?")
_WORDS = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
}


def plain(cell: str) -> str:
    """A cell without outer blanks and what nobody sees, its full-width characters as the ASCII ones that they stand for."""
    cell = cell.strip()
    return cell.translate(_ASCII).strip() if _WIDE.search(cell) else cell


def folded(cell: str) -> str:
    """A cell as headings and labels are compared: without blanks, width and case."""
    return "".join(plain(cell).split()).casefold()


@cache
def kinds() -> dict[str, str]:
    """Every way to write a kind, folded → the kind."""
    return {folded(word): kind.kind for kind in KINDS.values() for word in (kind.kind, *kind.about.label)}


@cache
def choices(field: ChoiceField) -> dict[str, str]:
    """Every way to write a choice of a field, folded → the choice's value."""
    return {folded(word): choice.value for choice in field.choices for word in (choice.value, *choice.text)}


def value(field: Field, cell: str) -> object:
    """The JSON value that a cell spells for a field; what spells none stays text, which the field refuses.

    Raises :class:`~ahce_core.fields.Unfit` where a sheet has other words than JSON for what would do.
    """
    written = plain(cell)
    if isinstance(field, ChoiceField):
        choice = choices(field).get(folded(cell))
        if choice is None:
            raise Unfit(not_among(cell, field.label, [choice.text for choice in field.choices]))
        return choice
    if isinstance(field, BooleanField):
        if written.casefold() not in _WORDS:
            raise Unfit(YES_OR_NO.format(field.label, presentable(written)))
        return _WORDS[written.casefold()]
    if isinstance(field, IntegerField | HoursField) and (number := _NUMBER.fullmatch(written)):
        whole, fraction = number.groups("")
        return Number(written) if fraction.strip("0") else int(whole)
    if isinstance(field, DateField) and (day := _DAY.fullmatch(written)):
        return f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}"
    return cell.strip()


def not_among(cell: str, label: Text, labels: list[Text]) -> Text:
    """What is wrong with a cell under ``label`` that holds none of ``labels``."""
    known = Text("”“".join(each.zh for each in labels), "” “".join(each.en for each in labels))
    return NO_CHOICE.format(label, presentable(cell.strip()), known)
