"""What verifying a pile says, as a table: a line a certificate, on a terminal or in a file."""

import datetime as dt
import sys
import unicodedata
from collections import namedtuple
from collections.abc import Iterable, Sequence
from pathlib import Path

from ahce_core.choices import Choice
from ahce_core.hours import shown
from ahce_core.registration.answers import Answer
from ahce_core.registration.presented import Finding
from ahce_core.wording import NOTHING, Text
from ahce_sheets.results import results_to

from .files import Draft, unreadable

SHANGHAI = dt.timezone(dt.timedelta(hours=8))

COLUMNS = {
    "answer": Text("结果", "Result"),
    "reason": Text("原因", "Reason"),
    "name": Text("姓名", "Name"),
    "id_last4": Text("证件后四位", "ID last four"),
    "employer": Text("用人单位", "Employer"),
    "year": Text("年度", "Year"),
    "total": Text("总学时", "Total"),
    "professional": Text("专业科目", "Professional"),
    "general": Text("公需科目", "General"),
    "number": Text("证书编号", "Number"),
    "issued": Text("签发日期", "Issued"),
    "issuer": Text("签发机构", "Issuer"),
    "file": Text("文件", "File"),
}
ON_TERMINAL = ("answer", "name", "id_last4", "year", "total", "number", "file", "reason")
COUNT = Text("{}份：{}", "{}: {}")
LISTED = Text("状态表最早的一份签于北京时间{}", "The oldest status list used was signed at {}, Beijing time")
VOID = Text("（{}份是演示的，没有效力）", " ({} of a demonstration, void)")

Row = dict[str, object]


class Note(Choice):
    """What a row says of its file, beside what is found of the certificate."""

    UNREADABLE = "unreadable", "无法读取这个文件", "The file cannot be read"
    TOO_LARGE = "too_large", "超过20MB，没有读取", "It has more than 20 MB and was not read"
    REPEATED = "repeated", "重复", "Given twice"
    DEMONSTRATION = "demonstration", "演示，没有效力", "A demonstration's, void"


class Checked(namedtuple("Checked", ("file", "finding", "note", "listed"), defaults=(None, None))):
    """One certificate of a file, or a file in which none was read; ``listed``: when its status was signed, in seconds since 1970."""

    __slots__ = ()
    file: Path
    finding: Finding
    note: Note | None
    listed: int | None

    @property
    def is_void(self) -> bool:
        """Whether it is a demonstration's, whatever is found of it."""
        return bool(self.finding.issuer and self.finding.issuer.demonstration)


def row_of(checked: Checked, *, english: bool) -> Row:
    """A certificate's columns by :data:`COLUMNS`' names, and the ids of its answer and of the weightiest reason or note."""
    file, finding, note, _ = checked

    def said(text: Text) -> str:
        return text.en if english else text.zh

    row: Row = dict.fromkeys(COLUMNS, "")
    notes = (finding.reason, Note.DEMONSTRATION if checked.is_void else None, note)
    whys = [why for why in notes if why]
    row |= {"answer": said(finding.answer.text), "file": str(file)}
    row |= {"reason": ("; " if english else "；").join(said(why.text) for why in whys)}
    row |= {"answer_id": finding.answer.value, "reason_id": whys[0].value if whys else ""}
    if finding.credential and finding.issuer:
        says = finding.credential
        row |= {
            "name": says.name,
            "id_last4": says.id_last4,
            "employer": says.employer,
            "year": says.year,
            "total": shown(says.general + says.professional),
            "professional": shown(says.professional),
            "general": shown(says.general),
            "number": says.number,
            "issued": dt.datetime.fromtimestamp(says.issued, SHANGHAI).date().isoformat(),
            "issuer": said(finding.issuer.name),
        }
    return row


def write_all(out: Path, rows: Iterable[Row], *, english: bool) -> None:
    """The table into a .csv or .xlsx, whole or not at all.

    Raises :class:`~ahce_core.problems.Refusal` where it cannot be written.
    """
    headings = [heading.en if english else heading.zh for heading in COLUMNS.values()]
    try:
        with Draft(out) as draft:
            table = results_to(draft.path, out.suffix.lower(), headings)
            for row in rows:
                table.write([row[name] for name in COLUMNS])
            table.save()
            draft.publish()
    except OSError as error:
        raise unreadable(out, error) from None


def print_all(rows: Sequence[Row], *, english: bool) -> None:
    """The table on a terminal, where a Chinese character is two columns wide."""
    headings = [COLUMNS[name].en if english else COLUMNS[name].zh for name in ON_TERMINAL]
    lines = [headings, *([_line(row[name]) for name in ON_TERMINAL] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _line(value: object) -> str:
    """A value as it may stand on a terminal: no control character of a file's name moves the cursor."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value))


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def count_all(every: Sequence[Checked]) -> None:
    """How many there are of each answer, how many are void, and how old the status lists are: to standard error, in both languages."""
    counts = {answer: sum(one.finding.answer is answer for one in every) for answer in Answer}
    told = [(answer, count) for answer, count in counts.items() if count]
    zh = "，".join(f"{answer.text.zh}{count}" for answer, count in told)
    en = ", ".join(f"{count} {answer.text.en.lower()}" for answer, count in told)
    void = sum(one.is_void for one in every)
    marks = VOID.format(void) if void else NOTHING
    for line, mark in zip(COUNT.format(len(every), Text(zh, en)), marks, strict=True):
        print(line + mark, file=sys.stderr)
    listed = [one.listed for one in every if one.listed is not None]
    if listed:
        for line in LISTED.format(f"{dt.datetime.fromtimestamp(min(listed), SHANGHAI):%Y-%m-%d %H:%M}"):
            print(line, file=sys.stderr)
