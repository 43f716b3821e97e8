"""The regulation as the docs take it apart: nothing of the official text is lost, and every address is found."""

import pytest

from ahce_core.articles import ARTICLES
from ahce_core.citation import Citation
from tools.docs_page import Page, expand, table
from tools.docs_regulation import SOURCE, regulation


def letters(text: str) -> str:
    """The text without any white space, which print and page set differently."""
    return "".join(text.split())


def test_the_parts_put_together_are_the_official_text_to_the_letter() -> None:
    text = regulation()
    parts = [*text.letter, text.title]
    for chapter in text.chapters:
        parts.append(chapter.heading)
        for article in chapter.articles:
            parts.append(article.label)
            parts += [paragraph.heading + paragraph.text for paragraph in article.paragraphs]
    assert letters("".join(parts)) == letters(SOURCE.read_text("utf-8"))


def test_it_has_seven_chapters_and_the_articles_that_the_software_knows() -> None:
    assert len(regulation().chapters) == 7
    assert [article.number for article in regulation().articles()] == [one.number for one in ARTICLES]


def test_the_addresses_are_every_article_the_twelve_items_and_the_numbered_points() -> None:
    citations = regulation().citations()
    assert [one.item for one in citations if one.item] == list(range(1, 13))
    assert [one.point for one in citations if one.article == 21] == [None, 1, 2, 3, 4, 5]
    assert [one.point for one in citations if one.article == 10] == [None, 1, 2, 3, 4, 5, 6, 7]
    assert len({one.anchor for one in citations}) == len(citations) == 23 + 12 + 5 + 7


def test_an_item_has_its_own_paragraphs_and_no_others() -> None:
    heading, *paragraphs = regulation().item(12)
    assert heading == "（十二）网络课件类。"
    assert paragraphs[0].startswith("专业技术人员参加各级组织部门")
    assert paragraphs[-1].endswith("在我省有效。")
    assert len(regulation().item(1)) == 4
    with pytest.raises(LookupError, match="no item 13"):
        regulation().item(13)


def test_a_citation_in_a_page_leads_to_its_place_in_the_law() -> None:
    text = expand(Page("zh", "items/4.md"), "见[第十二条（四）]和[第二十一条第4项]。", {})
    assert "[第十二条（四）]: ../regulation.md#article-12-4\n" in text
    assert "[第二十一条第4项]: ../regulation.md#article-21-4\n" in text
    english = expand(Page("en", "year.md"), "See [Art. 21(4)].", {})
    assert f"[Art. 21(4)]: /regulation/#{Citation(21, point=4).anchor}\n" in english


@pytest.mark.parametrize("address", ["第二十四条", "第十二条（十三）", "第二十一条第6项"])
def test_a_citation_of_something_that_the_law_has_not_stops_the_build(address: str) -> None:
    with pytest.raises(LookupError, match="has no"):
        expand(Page("zh", "year.md"), f"见[{address}]。", {})


def test_a_generated_part_that_nothing_generates_stops_the_build() -> None:
    with pytest.raises(LookupError, match="nothing generates “weather”"):
        expand(Page("zh", "year.md"), "<!-- generated: weather today -->", {})


def test_a_generated_part_gets_its_page_and_its_arguments() -> None:
    text = expand(
        Page("zh", "a/b.md"), "<!-- generated: to c.md -->", {"to": lambda page, path: page.link(path)}
    )
    assert text.strip() == "../c.md"


def test_a_table_is_plain_markdown_with_figures_to_the_right() -> None:
    assert table(["项", "学时"], [["论文", "30"]], numbers_from=1).splitlines() == [
        "| 项 | 学时 |",
        "| --- | --: |",
        "| 论文 | 30 |",
    ]
