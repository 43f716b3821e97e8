"""The catalogue as JSON: forms, validation, docs tables and import columns are drawn from it, never from a second list."""

from .activity import DATE, ID, TITLE, Activity
from .catalogue import KINDS
from .catalogue.items import ITEMS, Item
from .choices import Choice
from .citation import Citation
from .fields import ChoiceField, Field
from .hours import ANNUAL_CITATION, ANNUAL_MINIMUM, ANNUAL_QUOTE, PROFESSIONAL_MINIMUM, shown
from .json_text import LIMIT_BYTES
from .readings import ADOPTED, ASSESSMENT_READINGS, READINGS, WHO_DECIDES, Reading
from .request import LIMIT_ACTIVITIES, SPLIT_GENERAL, YEAR
from .rules import FIRST_YEAR, LAST_YEAR, VERSIONS, Rules
from .scope import SCOPE, Passage
from .surprises import SURPRISES
from .wording import NOTHING, Text
from .year import ONLINE_ITEM

TABLE_YEAR = 2025  # a year of 365 days stands in for any other in the tables


def catalogue() -> dict[str, object]:
    """The catalogue that :func:`ahce_core.api.describe` gives, as plain JSON values."""
    return {
        "rules_version": VERSIONS[-1].version,
        "versions": [_version(rules) for rules in VERSIONS],
        "years": {"min": FIRST_YEAR, "max": LAST_YEAR},
        "scope": [_passage(passage) for passage in SCOPE],
        "annual": {
            "total": shown(ANNUAL_MINIMUM),
            "professional": shown(PROFESSIONAL_MINIMUM),
            **_citation(ANNUAL_CITATION),
            "quote": ANNUAL_QUOTE,
        },
        "limits": {"activities": LIMIT_ACTIVITIES, "bytes": LIMIT_BYTES},
        "items": [_item(item) for item in ITEMS],
        "kinds": [_kind(kind) for kind in KINDS.values()],
        "common": [field.as_json() for field in (ID, TITLE, DATE)],
        "readings": [_reading(reading) for reading in READINGS.values()],
        "surprises": [_passage(passage) for passage in SURPRISES],
    }


def _version(rules: Rules) -> dict[str, object]:
    return {"version": rules.version, "year": rules.first_year, **rules.changes.labelled("changes")}


def _citation(citation: Citation) -> dict[str, object]:
    return {"citation": str(citation), "citation_en": citation.english, "anchor": citation.anchor}


def _passage(passage: Passage) -> dict[str, object]:
    return {**_citation(passage.citation), "quote": passage.quote, **passage.text.labelled("text")}


def _item(item: Item) -> dict[str, object]:
    return {
        "item": item.number,
        **_citation(Citation(12, item.number)),
        "adds": item.number == ONLINE_ITEM,
        **item.label.labelled("label"),
        **item.gives.labelled("gives"),
        "law": item.law,
        "kinds": [kind.kind for kind in KINDS.values() if kind.item == item.number],
    }


def _kind(kind: type[Activity]) -> dict[str, object]:
    about = kind.about
    return {
        "kind": kind.kind,
        "item": kind.item,
        "form": kind.form,
        **_citation(kind.citation),
        **about.label.labelled("label"),
        **about.summary.labelled("summary"),
        **about.title_hint.labelled("title_hint"),
        **about.date_label.labelled("date_label"),
        "date_required": kind.date_required,
        "reading": kind.reading,
        "fields": [field.as_json() for field in kind.fields],
        "conditions": [{**one.text.labelled("text"), "quote": one.quote} for one in about.conditions],
        "evidence": [text.labelled("text") for text in about.evidence],
        "table": _table(kind),
    }


def _table(kind: type[Activity]) -> dict[str, object]:
    """The hours of every combination of choices, computed by the rule itself under the adopted readings."""
    across = kind.columns
    row_fields = [
        field
        for field in kind.fields
        if isinstance(field, ChoiceField)
        and field.required
        and not any(field.name in column.facts for column in across)
    ]
    columns = [*(field.label for field in row_fields), *(column.label for column in across)]
    rows: list[list[Text]] = []
    for choices in _combinations(row_fields):
        cells = [choice.text for choice in choices.values()]
        for column in across:
            tenths = kind(**choices, **column.facts).recognize(ADOPTED, TABLE_YEAR).tenths
            cells.append(Text(str(shown(tenths)), str(shown(tenths))))
        rows.append(cells)
    return {
        "columns": [column.zh for column in columns],
        "columns_en": [column.en for column in columns],
        "rows": [
            {"cells": [cell.zh for cell in cells], "cells_en": [cell.en for cell in cells]} for cells in rows
        ],
    }


def _combinations(fields: list[ChoiceField]) -> list[dict[str, Choice]]:
    combinations: list[dict[str, Choice]] = [{}]
    for field in fields:
        combinations = [{**one, field.name: choice} for one in combinations for choice in field.choices]
    return combinations


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "reading": reading.name,
        "scope": reading.scope,
        **_citation(reading.citation),
        "quote": reading.quote,
        **reading.question.labelled("question"),
        **reading.affects.labelled("affects"),
        **reading.why.labelled("why"),
        **WHO_DECIDES.labelled("who"),
        "alternatives": [
            {"name": alternative.value, **alternative.text.labelled("label")}
            for alternative in reading.alternatives
        ],
    }


def request_schema() -> dict[str, object]:
    """The JSON Schema of a request: exact types, no unknown key. Rules between facts are left to the assessment."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ahce request",
        "type": "object",
        "additionalProperties": False,
        "required": ["year", "activities"],
        "properties": {
            "year": YEAR.json_schema(),
            "readings": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"enum": [alternative.value for alternative in reading.alternatives]}
                    for name, reading in ASSESSMENT_READINGS.items()
                },
            },
            "activities": {
                "type": "array",
                "maxItems": LIMIT_ACTIVITIES,
                "items": {"oneOf": [_kind_schema(kind) for kind in KINDS.values()]},
            },
            "elected_split": {
                "type": "object",
                "additionalProperties": False,
                "required": ["general"],
                "properties": {"general": SPLIT_GENERAL.json_schema()},
            },
        },
    }


def _kind_schema(kind: type[Activity]) -> dict[str, object]:
    common = {
        "kind": {"const": kind.kind},
        "id": ID.json_schema(),
        "title": TITLE.json_schema(),
        "date": DATE.json_schema(),
    }
    required = ["kind", "id", "title", *(["date"] if kind.date_required else [])]
    return {
        "title": kind.kind,
        "type": "object",
        "additionalProperties": False,
        "required": required + [field.name for field in kind.fields if field.required],
        "properties": common | {field.name: _field_schema(field) for field in kind.fields},
    }


def _field_schema(field: Field) -> dict[str, object]:
    fits = field.json_schema()
    described = {
        "title": field.label.zh,
        **({"description": field.hint.zh} if field.hint is not NOTHING else {}),
    }
    return {"anyOf": [fits, {"type": "null"}], **described} if field.nullable else {**fits, **described}
