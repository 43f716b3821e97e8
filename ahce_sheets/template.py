"""The template of a staff list: headings, notes, drop-downs and an example of every kind, all from the catalogue."""

import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ahce_core.activity import Activity
from ahce_core.catalogue import KINDS
from ahce_core.choices import Choice
from ahce_core.fields import BooleanField, ChoiceField, DateField, Field, HoursField, IntegerField, TextField
from ahce_core.hours import shown
from ahce_core.rows import COLUMNS, REQUIRED, StaffColumn
from ahce_core.rules import VERSIONS
from ahce_core.wording import Text

from .xlsx import STAFF_SHEET

EXAMPLES, CHOICES, GUIDE = Text("示例", "Examples"), Text("选项", "Choices"), Text("说明", "Guide")
PREPARED_ROWS = 20_000  # rows with drop-downs and formats
YES_NO = (Text("是", "yes"), Text("否", "no"))
TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"
NEEDED = PatternFill("solid", fgColor="DCE9F7")
GUIDE_HEADINGS = (
    Text("种类", "Kind"),
    Text("第十二条", "Article 12"),
    Text("认定学时", "Hours"),
    Text("要填的列（* 必填）", "Columns to fill in (* required)"),
    Text("Kind", "种类"),
)
SOMEBODY, SUCH_AS, COMMA = Text("示例{}", "Example {}"), Text("如：", "e.g. "), Text("、", ", ")
TO_FILL_IN = Text("请按标题上的说明填写。See the note on the heading.", "See the note on the heading.")


def staff_template(*, english: bool = False) -> Workbook:
    """The template in Chinese or in English, to be saved."""
    return _Template(english).book


class _Template:
    """The workbook being made."""

    def __init__(self, english: bool) -> None:
        self._english = english
        self.book = book = Workbook()
        staff = book.active
        staff.title = self._in(STAFF_SHEET)
        self._head(staff)
        self._examples(book.create_sheet(self._in(EXAMPLES)))
        self._guide(book.create_sheet(self._in(GUIDE)))
        self._prepare(staff, self._choices(book.create_sheet(self._in(CHOICES))))

    def _in(self, text: Text) -> str:
        """A text's words in the template's language."""
        return text.en if self._english else text.zh

    def _note(self, column: StaffColumn) -> tuple[str, ...]:
        """What stands on a heading: what to fill in; in a Chinese template in English too."""
        if self._english:
            return (column.hint.en,)
        return (column.hint.zh, "", column.label.en, column.hint.en)

    def _head(self, sheet: Any) -> None:
        """The headings, the required ones shaded, each with a note."""
        sheet.append([self._in(column.label) for column in COLUMNS.values()])
        for cell, column in zip(sheet[1], COLUMNS.values(), strict=True):
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column.name in REQUIRED:
                cell.fill = NEEDED
            note = "\n".join(filter(None, self._note(column)))
            cell.comment = Comment(note, "ahce", width=360, height=60 + 18 * note.count("\n"))
            sheet.column_dimensions[cell.column_letter].width = 24 if column.name in ("kind", "title") else 16
        sheet.freeze_panes = "B2"

    def _examples(self, sheet: Any) -> None:
        self._head(sheet)
        year = VERSIONS[-1].first_year
        for kind in KINDS.values():
            given = {
                "person": self._in(SOMEBODY).format(f"{kind.item:02}"),
                "year": year,
                "kind": self._in(kind.about.label),
                "title": self._in(kind.about.title_hint).removeprefix(self._in(SUCH_AS)),
                "date": datetime.date(year, 3, 1),
                **self._facts(kind),
            }
            sheet.append([given.get(name) for name in COLUMNS])

    def _facts(self, kind: type[Activity]) -> dict[str, object]:
        """Facts of a kind that stand for the first column of its table."""
        facts: dict[str, object] = {
            field.name: next(iter(field.choices))
            for field in kind.fields
            if isinstance(field, ChoiceField) and field.required
        }
        facts |= kind.columns[0].facts
        return {
            field.name: self._shown(field, facts[field.name]) for field in kind.fields if field.name in facts
        }

    def _shown(self, field: Field, fact: object) -> object:
        if isinstance(fact, Choice):
            return self._in(fact.text)
        return shown(fact) if isinstance(field, HoursField) and isinstance(fact, int) else fact

    def _guide(self, sheet: Any) -> None:
        """What each kind asks, for people."""
        sheet.append([self._in(heading) for heading in GUIDE_HEADINGS])
        for kind in KINDS.values():
            asked = self._in(COMMA).join(
                f"{self._in(COLUMNS[field.name].label)}{'*' if field.required else ''}"
                for field in kind.fields
            )
            about = kind.about
            sheet.append(
                [
                    self._in(about.label),
                    kind.citation.english if self._english else str(kind.citation),
                    self._in(about.summary),
                    asked or "—",
                    about.label.zh if self._english else about.label.en,
                ]
            )
        for cell, width in zip(sheet[1], (28, 16, 52, 60, 40), strict=True):
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = width
        sheet.freeze_panes = "A2"

    def _choices(self, sheet: Any) -> dict[str, str]:
        """Write the lists of the drop-downs; where the list of each column stands."""
        ranges: dict[str, str] = {}
        for name, column in COLUMNS.items():
            labels = self._labels(column)
            if labels:
                letter = get_column_letter(len(ranges) + 1)
                for row, label in enumerate((self._in(column.label), *labels), 1):
                    sheet[f"{letter}{row}"] = label
                sheet[f"{letter}1"].font = Font(bold=True)
                sheet.column_dimensions[letter].width = 30
                ranges[name] = f"{self._in(CHOICES)}!${letter}$2:${letter}${len(labels) + 1}"
        return ranges

    def _labels(self, column: StaffColumn) -> list[str]:
        if column.name == "kind":
            return [self._in(kind.about.label) for kind in KINDS.values()]
        choices = [
            self._in(choice.text)
            for field in column.fields.values()
            if isinstance(field, ChoiceField)
            for choice in field.choices
        ]
        return list(dict.fromkeys(choices))

    def _prepare(self, sheet: Any, ranges: dict[str, str]) -> None:
        """Formats and drop-downs of the rows to fill in."""
        for at, (name, column) in enumerate(COLUMNS.items(), 1):
            letter = get_column_letter(at)
            fields = list(column.fields.values())
            if name == "date" or any(isinstance(field, DateField) for field in fields):
                sheet.column_dimensions[letter].number_format = DATE_FORMAT
            elif name in ("person", "id", "title") or any(isinstance(field, TextField) for field in fields):
                sheet.column_dimensions[letter].number_format = TEXT_FORMAT
            rule = self._rule(name, fields, ranges)
            if rule:
                rule.add(f"{letter}2:{letter}{PREPARED_ROWS}")
                rule.showErrorMessage = True
                rule.error = self._in(TO_FILL_IN)
                sheet.add_data_validation(rule)

    def _rule(self, name: str, fields: list[Field], ranges: dict[str, str]) -> DataValidation | None:
        if name in ranges:
            return DataValidation("list", formula1=ranges[name], allow_blank=True)
        if fields and isinstance(fields[0], BooleanField):
            return DataValidation("list", formula1=f'"{",".join(map(self._in, YES_NO))}"', allow_blank=True)
        numbers = [field.limits() for field in fields if isinstance(field, IntegerField | HoursField)]
        if numbers:
            return DataValidation(
                "whole" if isinstance(fields[0], IntegerField) else "decimal",
                operator="between",
                formula1=min(limits["min"] for limits in numbers),  # type: ignore[type-var]
                formula2=max(limits["max"] for limits in numbers),  # type: ignore[type-var]
                allow_blank=True,
            )
        return None
