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

from .xlsx import STAFF_SHEET

EXAMPLES, CHOICES, GUIDE = "示例", "选项", "说明"
PREPARED_ROWS = 20_000  # rows with drop-downs and formats
YES_NO = ("是", "否")
TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"
NEEDED = PatternFill("solid", fgColor="DCE9F7")
GUIDE_HEADINGS = ("种类", "第十二条", "认定学时", "要填的列（* 必填）", "Kind")


def staff_template() -> Workbook:
    """The template, to be saved."""
    book = Workbook()
    staff = book.active
    staff.title = STAFF_SHEET
    _head(staff)
    _examples(book.create_sheet(EXAMPLES))
    _guide(book.create_sheet(GUIDE))
    _prepare(staff, _choices(book.create_sheet(CHOICES)))
    return book


def _head(sheet: Any) -> None:
    """The headings, the required ones shaded, each with a note."""
    sheet.append([column.label.zh for column in COLUMNS.values()])
    for cell, column in zip(sheet[1], COLUMNS.values(), strict=True):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column.name in REQUIRED:
            cell.fill = NEEDED
        note = "\n".join(filter(None, (column.hint.zh, "", column.label.en, column.hint.en)))
        cell.comment = Comment(note, "ahce", width=360, height=60 + 18 * note.count("\n"))
        sheet.column_dimensions[cell.column_letter].width = 24 if column.name in ("kind", "title") else 16
    sheet.freeze_panes = "B2"


def _examples(sheet: Any) -> None:
    _head(sheet)
    year = VERSIONS[-1].first_year
    for kind in KINDS.values():
        given = {
            "person": f"示例{kind.item:02}",
            "year": year,
            "kind": kind.about.label.zh,
            "title": kind.about.title_hint.zh.removeprefix("如："),
            "date": datetime.date(year, 3, 1),
            **_facts(kind),
        }
        sheet.append([given.get(name) for name in COLUMNS])


def _facts(kind: type[Activity]) -> dict[str, object]:
    """Facts of a kind that stand for the first column of its table."""
    facts: dict[str, object] = {
        field.name: next(iter(field.choices))
        for field in kind.fields
        if isinstance(field, ChoiceField) and field.required
    }
    facts |= kind.columns[0].facts
    return {field.name: _shown(field, facts[field.name]) for field in kind.fields if field.name in facts}


def _shown(field: Field, fact: object) -> object:
    if isinstance(fact, Choice):
        return fact.text.zh
    return shown(fact) if isinstance(field, HoursField) and isinstance(fact, int) else fact


def _guide(sheet: Any) -> None:
    """What each kind asks, for people."""
    sheet.append(GUIDE_HEADINGS)
    for kind in KINDS.values():
        asked = "、".join(
            f"{COLUMNS[field.name].label.zh}{'*' if field.required else ''}" for field in kind.fields
        )
        about = kind.about
        sheet.append([about.label.zh, str(kind.citation), about.summary.zh, asked or "—", about.label.en])
    for cell, width in zip(sheet[1], (28, 16, 52, 60, 40), strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"


def _choices(sheet: Any) -> dict[str, str]:
    """Write the lists of the drop-downs; where the list of each column stands."""
    ranges: dict[str, str] = {}
    for name, column in COLUMNS.items():
        labels = _labels(column)
        if labels:
            letter = get_column_letter(len(ranges) + 1)
            for row, label in enumerate((column.label.zh, *labels), 1):
                sheet[f"{letter}{row}"] = label
            sheet[f"{letter}1"].font = Font(bold=True)
            sheet.column_dimensions[letter].width = 30
            ranges[name] = f"{CHOICES}!${letter}$2:${letter}${len(labels) + 1}"
    return ranges


def _labels(column: StaffColumn) -> list[str]:
    if column.name == "kind":
        return [kind.about.label.zh for kind in KINDS.values()]
    choices = [
        choice.text.zh
        for field in column.fields.values()
        if isinstance(field, ChoiceField)
        for choice in field.choices
    ]
    return list(dict.fromkeys(choices))


def _prepare(sheet: Any, ranges: dict[str, str]) -> None:
    """Formats and drop-downs of the rows to fill in."""
    for at, (name, column) in enumerate(COLUMNS.items(), 1):
        letter = get_column_letter(at)
        fields = list(column.fields.values())
        if name == "date" or any(isinstance(field, DateField) for field in fields):
            sheet.column_dimensions[letter].number_format = DATE_FORMAT
        elif name in ("person", "id", "title") or any(isinstance(field, TextField) for field in fields):
            sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        rule = _rule(name, fields, ranges)
        if rule:
            rule.add(f"{letter}2:{letter}{PREPARED_ROWS}")
            rule.showErrorMessage = True
            rule.error = "请按标题上的说明填写。See the note on the heading."
            sheet.add_data_validation(rule)


def _rule(name: str, fields: list[Field], ranges: dict[str, str]) -> DataValidation | None:
    if name in ranges:
        return DataValidation("list", formula1=ranges[name], allow_blank=True)
    if fields and isinstance(fields[0], BooleanField):
        return DataValidation("list", formula1=f'"{",".join(YES_NO)}"', allow_blank=True)
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
