"""The law on top, code beneath, and these tests that hold them together."""

import importlib
import re
from pathlib import Path

import pytest

import ahce_core
from ahce_core.articles import ARTICLES
from ahce_core.catalogue import KINDS
from ahce_core.catalogue.items import ITEMS, law_of
from ahce_core.citation import Citation, chinese_number
from ahce_core.hours import ANNUAL_QUOTE
from ahce_core.readings import ADOPTED, ASSESSMENT_READINGS, READINGS
from ahce_core.rules import VERSIONS, rules_for
from ahce_core.scope import SCOPE
from ahce_core.surprises import SURPRISES

PACKAGE = Path(ahce_core.__file__).parent
LAW = (PACKAGE / "regulation.txt").read_text(encoding="utf-8")
ARTICLE_HEAD = re.compile(r"^第([一二三四五六七八九十]+)条", re.MULTILINE)


def article_text(number: int) -> str:
    start = LAW.index(f"\n第{chinese_number(number)}条")
    following = f"\n第{chinese_number(number + 1)}条"
    return LAW[start : LAW.index(following) if following in LAW else len(LAW)]


def item_text(number: int) -> str:
    article = article_text(12)
    start = article.index(f"\n（{chinese_number(number)}）")
    following = f"\n（{chinese_number(number + 1)}）"
    return article[start : article.index(following) if following in article else article.index("第五章")]


def test_every_article_of_the_text_is_claimed_or_explained_once_and_in_order():
    in_the_text = ARTICLE_HEAD.findall(LAW)
    assert [chinese_number(article.number) for article in ARTICLES] == in_the_text
    assert len(in_the_text) == 23


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"article-{article.number}")
def test_an_article_has_either_real_modules_or_a_reason(article):
    assert bool(article.modules) != bool(article.reason)
    for module in article.modules:
        importlib.import_module(module)
    if article.reason:
        assert article.reason.zh
        assert article.reason.en


@pytest.mark.parametrize(("module", "passages"), [("scope", SCOPE), ("surprises", SURPRISES)])
def test_an_article_that_is_told_to_people_names_the_module_that_tells_it(module, passages):
    told = {passage.citation.article for passage in passages}
    assert {one.number for one in ARTICLES if f"ahce_core.{module}" in one.modules} == told


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"item-{item.number}")
def test_the_law_on_top_of_a_module_is_the_regulations_own_text(item):
    assert item.law == "\n".join(line.strip() for line in item_text(item.number).strip().splitlines())


def test_a_module_without_the_law_has_none_on_top():
    assert law_of(importlib.import_module("ahce_core.catalogue.stay")) == ""


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_the_conditions_of_a_kind_are_the_words_of_its_own_item(kind):
    assert kind.about.conditions
    assert kind.about.evidence
    for condition in kind.about.conditions:
        assert condition.quote in item_text(kind.item)


@pytest.mark.parametrize("reading", READINGS.values(), ids=lambda reading: reading.name)
def test_a_reading_quotes_the_words_that_it_reads(reading):
    assert reading.quote in article_text(reading.citation.article)
    assert len(list(reading.alternatives)) == 2
    assert reading.adopted is next(iter(reading.alternatives))


@pytest.mark.parametrize("passage", [*SCOPE, *SURPRISES], ids=lambda passage: passage.quote)
def test_whom_it_covers_and_what_surprises_is_said_in_the_articles_own_words(passage):
    assert passage.quote in article_text(passage.citation.article)


def test_a_profile_chooses_one_alternative_of_every_reading_of_an_assessment():
    assert ADOPTED._fields == tuple(ASSESSMENT_READINGS)
    assert all(
        chosen is reading.adopted
        for chosen, reading in zip(ADOPTED, ASSESSMENT_READINGS.values(), strict=True)
    )


def test_the_annual_requirement_is_quoted_from_the_first_paragraph_of_article_12():
    assert ANNUAL_QUOTE in article_text(12)


def test_quotes_at_the_head_of_a_core_module_are_verbatim():
    """A line of a module docstring that begins as an article or a point does is the text's own."""
    quoted = re.compile(r"^ *(?:第[一二三四五六七八九十]+条|\d\.)　?(\S.*)$", re.MULTILINE)
    found = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        for sentence in quoted.findall(module.__doc__ or ""):
            assert sentence in LAW, f"{path.name}: {sentence}"
            found += 1
    assert found >= 8


@pytest.mark.parametrize(
    ("citation", "chinese", "english", "anchor"),
    [
        (Citation(12), "第十二条", "Art. 12", "article-12"),
        (Citation(12, 4), "第十二条（四）", "Art. 12(4)", "article-12-4"),
        (Citation(12, 12), "第十二条（十二）", "Art. 12(12)", "article-12-12"),
        (Citation(21, point=4), "第二十一条第4项", "Art. 21(4)", "article-21-4"),
        (Citation(10), "第十条", "Art. 10", "article-10"),
        (Citation(20), "第二十条", "Art. 20", "article-20"),
    ],
)
def test_a_citation_is_spelled_as_the_regulation_numbers_itself(citation, chinese, english, anchor):
    assert (str(citation), citation.english, citation.anchor) == (chinese, english, anchor)


@pytest.mark.parametrize("number", [0, 100])
def test_no_article_has_a_number_outside_one_to_ninety_nine(number):
    with pytest.raises(ValueError, match="no article"):
        chinese_number(number)


@pytest.mark.parametrize("year", [2025, 2026, 2100])
def test_the_rules_of_2025_hold_from_2025_on(year):
    assert rules_for(year) is VERSIONS[-1]


@pytest.mark.parametrize("year", [2024, 2101])
def test_a_year_that_is_not_modelled_has_no_rules_rather_than_wrong_ones(year):
    with pytest.raises(LookupError, match=str(year)):
        rules_for(year)
