"""The catalogue says everything that a form, a table or an import needs, in both languages."""

import json
from itertools import product
from pathlib import Path

import jsonschema
import pytest

from ahce_core import api
from ahce_core.activity import About, Activity, activity
from ahce_core.catalogue import KINDS
from ahce_core.fields import BooleanField, ChoiceField
from ahce_core.readings import ADOPTED, ASSESSMENT_READINGS
from ahce_core.subjects import Subject
from ahce_core.wording import NOTHING, Text

CATALOGUE = json.loads(api.describe())
SCHEMA = json.loads(api.schema())
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
MAY_BE_EMPTY = {"hint", "unit"}


def pairs(value, path=""):
    """Every (path, Chinese, English) of a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if f"{key}_en" in value:
                yield f"{path}.{key}", inner, value[f"{key}_en"]
            yield from pairs(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from pairs(inner, f"{path}[{index}]")


def test_the_catalogue_has_the_twelve_items_and_the_sixteen_kinds_in_order():
    assert [item["item"] for item in CATALOGUE["items"]] == list(range(1, 13))
    assert [kind for item in CATALOGUE["items"] for kind in item["kinds"]] == list(KINDS)
    assert [kind["kind"] for kind in CATALOGUE["kinds"]] == list(KINDS)
    assert {kind["form"] for kind in CATALOGUE["kinds"]} == set(range(1, 8))


@pytest.mark.parametrize(
    ("path", "chinese", "english"), [pytest.param(*pair, id=pair[0]) for pair in pairs(CATALOGUE)]
)
def test_a_text_is_there_in_both_languages(path, chinese, english):
    if path.rsplit(".", 1)[-1] in MAY_BE_EMPTY:
        assert bool(chinese) == bool(english)
    elif isinstance(chinese, str):
        assert chinese
        assert english
        if not path.endswith(".why"):  # which may name the words of the law that it weighs
            assert not any("一" <= character <= "鿿" for character in english), english
    else:
        assert len(chinese) == len(english)


def test_each_version_of_the_rules_says_from_which_year_it_holds_and_what_it_changed():
    versions = CATALOGUE["versions"]
    assert versions[-1]["version"] == CATALOGUE["rules_version"]
    assert versions[0]["year"] == CATALOGUE["years"]["min"]
    assert len({one["version"] for one in versions}) == len(versions)
    for one in versions:
        assert str(one["year"]) in one["changes"]
        assert str(one["year"]) in one["changes_en"]


@pytest.mark.parametrize("kind", CATALOGUE["kinds"], ids=lambda kind: kind["kind"])
def test_a_table_has_a_cell_for_every_column_and_no_hole(kind):
    table = kind["table"]
    assert table["rows"]
    for row in table["rows"]:
        assert len(row["cells"]) == len(row["cells_en"]) == len(table["columns"]) == len(table["columns_en"])
        assert all(row["cells"])


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_a_kind_asks_no_other_reading_than_the_one_that_it_declares(kind):
    """The readings that a rule asks are found by trying them all on every combination of its choices."""
    choices = [field for field in kind.fields if isinstance(field, ChoiceField | BooleanField)]
    values = [list(field.choices) if isinstance(field, ChoiceField) else [False, True] for field in choices]
    asked = set()
    for column in kind.columns:
        for combination in product(*values):
            chosen = {field.name: value for field, value in zip(choices, combination, strict=True)}
            for place in range(1, 6):
                placed = {"place": place} if any(field.name == "place" for field in kind.fields) else {}
                facts = kind(**(chosen | column.facts | placed))
                base = facts.recognize(ADOPTED, 2025)
                for name, reading in ASSESSMENT_READINGS.items():
                    for alternative in reading.alternatives:
                        other = facts.recognize(ADOPTED.choosing({name: alternative}), 2025)
                        if (other.tenths, other.subject) != (base.tenths, base.subject):
                            asked.add(name)
    assert asked == ({kind.reading} if kind.reading else set())


def test_optional_facts_come_last_so_that_facts_have_one_order():
    with pytest.raises(TypeError, match="optional facts come after"):

        @activity("odd", item=1, form=1, columns=(), about=About(NOTHING, NOTHING, NOTHING, NOTHING, (), ()))
        class Odd(Activity):
            sure = BooleanField(Text("是", "yes"), required=False, default=False)
            subject = ChoiceField(Subject, Text("科目", "subject"))


def test_the_json_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_json_schema_takes_every_case(path):
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(path.read_text(encoding="utf-8"))["request"])


def award(**changes):
    facts = {
        "id": "a",
        "kind": "award",
        "title": "奖",
        "date": "2026-01-01",
        "level": "national",
        "prize": "first",
    }
    return {"year": 2026, "activities": [facts | {"place": 1} | changes]}


@pytest.mark.parametrize(
    "request_",
    [
        {"year": 2024, "activities": []},
        {"year": 2026},
        {"year": 2026, "activities": [], "credit": 1},
        {"year": 2026, "activities": [], "readings": {"after_refusal": "final"}},
        award(place=0),
        award(place="1"),
        award(place=True),
        award(level="world"),
        award(colour="red"),
        award(title=""),
        award(date="2026-1-1"),
    ],
)
def test_the_json_schema_and_the_door_refuse_alike(request_):
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(request_)
    assert "errors" in json.loads(api.assess(json.dumps(request_)))


def test_a_summary_has_the_figures_of_the_assessment_and_its_refusals():
    text = json.dumps(award(place=3))
    whole, figures = json.loads(api.assess(text)), json.loads(api.summary(text))
    assert figures == {key: whole[key] for key in figures}
    assert {"total", "general", "professional", "complete", "elected", "missing"} <= figures.keys()
    assert json.loads(api.summary("{}")) == json.loads(api.assess("{}"))
