"""Cells as people write them: full-width digits, blanks, labels in either language, yes and no in words."""

import re
from functools import cache, lru_cache

from ..catalogue import KINDS
from ..choices import Choice
from ..fields import BooleanField, ChoiceField, DateField, Field, HoursField, IntegerField, Unfit
from ..json_text import Number
from ..problems import presentable
from ..request import YEAR
from ..subjects import Subject
from ..wording import Text

NO_CHOICE = Text("“{}”没有“{}”这个选项；请填“{}”。", "“{}” has no choice “{}”; give “{}”.")
NEAR = 0.5  # of 1: how like a word is to what may have been meant
NEARLY = Text(
    "“{}”没有“{}”这个选项；是不是“{}”？请照此填写。",
    "“{}” has no choice “{}”. Did you mean “{}”? Write it so.",
)
NO_DAY = Text(
    "“{}”不能是“{}”，没有写明是哪一天；请写全年、月、日，如2026-06-15。",
    "“{}” cannot be “{}”, which does not say which day; give year, month and day, like 2026-06-15.",
)
SERIAL = Text(
    "“{}”不能是“{}”，这是表格软件存日期用的序号；请把这一列的单元格格式设为日期，再保存一次。",
    "“{}” cannot be “{}”, the number by which a spreadsheet keeps a date; format the column as dates and save the list again.",
)
YES_OR_NO = Text("“{}”不能是“{}”；请填“是”或“否”。", "“{}” cannot be “{}”; give yes or no.")

SHORT: dict[Choice, str] = {Subject.GENERAL: "公需", Subject.PROFESSIONAL: "专业"}  # as everybody says

_ASCII: dict[int, str | None] = {0x3000: " ", **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}}
_ASCII |= dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF))
_WIDE = re.compile(
    f"[{''.join(map(chr, _ASCII))}]"
)  # finding none is several times faster than translating none
_NUMBER = re.compile(r"(-?[0-9]{1,20})(?:\.([0-9]{1,20}))?")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(  # of no zone: as a day's, and no more
    r"(?:[T\s]\s*|(?<=日))(?:上午|下午)?(?:[01]?[0-9]|2[0-4])[:时][0-5][0-9](?:[:分][0-5][0-9](?:\.[0-9]+)?秒?|分)?(?:\s*[AP]M)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_MONTH = re.compile(r"[0-9]{4}(?:年度?|[-/.年][0-9]{1,2}月?|[0-9]{2})?")  # or a year alone
_BETWEEN_WORDS = re.compile("[、，／,/()]")
_YEAR = re.compile(r"([0-9]{4})年度?")
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


@lru_cache(maxsize=1000)  # the same few in all rows
def kind_of(cell: str) -> str:
    """The kind that a cell spells; nothing where it is none."""
    return kinds().get(folded(cell), "")


@cache
def choices(field: ChoiceField) -> dict[str, str]:
    """Every way to write a choice of a field, folded → the choice's value."""
    return {
        folded(word): choice.value
        for choice in field.choices
        for word in (choice.value, *choice.text, SHORT.get(choice, choice.value))
    }


def is_no(cell: str) -> bool:
    """Whether a cell says no."""
    return _WORDS.get(plain(cell).casefold()) is False


def value(field: Field, cell: str) -> object:
    """The JSON value that a cell spells for a field; what spells none stays text, which the field refuses.

    Raises :class:`~ahce_core.fields.Unfit` where a sheet has other words than JSON for what would do.
    """
    written = plain(cell)
    if isinstance(field, ChoiceField):
        choice = choices(field).get(folded(cell))
        if choice is None:
            raise Unfit(not_among(cell, field.label, tuple([choice.text for choice in field.choices])))
        return choice
    if isinstance(field, BooleanField):
        if written.casefold() not in _WORDS:
            raise Unfit(YES_OR_NO.format(field.label, presentable(written)))
        return _WORDS[written.casefold()]
    if field is YEAR and (year := _YEAR.fullmatch(written)):
        return int(year[1])
    if isinstance(field, IntegerField | HoursField) and (number := _NUMBER.fullmatch(written)):
        whole, fraction = number.groups("")
        return Number(written) if fraction.strip("0") else int(whole)
    if isinstance(field, DateField):
        time = _TIME.search(written)
        alone = written[: time.start()] if time and time.end() == len(written) else written
        together = "".join(alone.split())
        if day := _DAY.fullmatch(together):
            year, month, date = filter(None, day.groups())
            return f"{year}-{int(month):02}-{int(date):02}"
        if _MONTH.fullmatch(together):
            raise Unfit(NO_DAY.format(field.label, presentable(written)))
        if _SERIAL.fullmatch(together):
            raise Unfit(SERIAL.format(field.label, presentable(written)))
    return cell.strip()


def not_among(cell: str, label: Text, labels: tuple[Text, ...]) -> Text:
    """What is wrong with a cell under ``label`` that holds none of ``labels``; the near ones as a remedy, or else all."""
    near = _near(folded(cell), labels)
    given = near or labels
    known = Text("”“".join(each.zh for each in given), "” “".join(each.en for each in given))
    return (NEARLY if near else NO_CHOICE).format(label, presentable(cell.strip()), known)


@lru_cache(maxsize=1000)  # the same mistake is made in many rows
def _near(written: str, labels: tuple[Text, ...]) -> tuple[Text, ...]:
    """Those of ``labels`` that somebody may have meant who wrote something else: a part of one, or nearly that."""
    from difflib import SequenceMatcher  # only bad input pays for it

    def like(words: str) -> bool:
        shorter, longer = sorted((written, words), key=len)
        if len(shorter) > 1 and shorter in longer:
            return True
        parts = _BETWEEN_WORDS.split(words)
        return any(SequenceMatcher(None, written[: 2 * len(part)], part).ratio() >= NEAR for part in parts)

    return tuple([label for label in labels if any(like(folded(words)) for words in label)])
