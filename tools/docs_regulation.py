"""The regulation as pages show it: read from ``ahce_core/regulation.txt``, verbatim, with an anchor for every address."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahce_core.citation import Citation, chinese_number

SOURCE = Path(__file__).parent.parent / "ahce_core" / "regulation.txt"

_NUMBERS = {chinese_number(number): number for number in range(1, 100)}
_CHAPTER = re.compile(r"^第([一二三四五六七八九十]+)章\s+(.+)$")
_ARTICLE = re.compile(r"^第([一二三四五六七八九十]+)条\s+(.+)$")
_ITEM = re.compile(r"^（([一二三四五六七八九十]+)）([^。]+。)(.+)$")
_POINT = re.compile(r"^(\d+)\.(.+)$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of an article; ``citation`` is the address that starts with it, ``heading`` an item's own title."""

    text: str
    citation: Citation | None = None
    heading: str = ""


@dataclass(frozen=True)
class Article:
    """One article, 1–23: its number as printed and its paragraphs, items and points among them."""

    number: int
    label: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Chapter:
    """One chapter: its number, its heading as printed and its articles."""

    number: int
    heading: str
    articles: list[Article]


@dataclass(frozen=True)
class Regulation:
    """The whole text: the letter that issues it, its title, its chapters."""

    letter: list[str]
    title: str
    chapters: list[Chapter]

    def articles(self) -> list[Article]:
        """All articles in order."""
        return [article for chapter in self.chapters for article in chapter.articles]

    def citations(self) -> list[Citation]:
        """Every address that the regulation page has an anchor for."""
        return [
            citation
            for article in self.articles()
            for citation in (
                Citation(article.number),
                *(paragraph.citation for paragraph in article.paragraphs if paragraph.citation),
            )
        ]

    def item(self, number: int) -> list[str]:
        """The paragraphs of 第十二条（number）, verbatim, the item's heading first.

        Raises LookupError where there is no such item.
        """
        found: list[str] = []
        for paragraph in next(one for one in self.articles() if one.number == 12).paragraphs:
            if paragraph.citation == Citation(12, number):
                found = [paragraph.heading, paragraph.text]
            elif found and paragraph.citation:
                break
            elif found:
                found.append(paragraph.text)
        if not found:
            raise LookupError(f"第十二条 has no item {number}")
        return found


@cache
def regulation() -> Regulation:
    """The regulation, read and taken apart."""
    lines = [line.strip() for line in SOURCE.read_text("utf-8").splitlines() if line.strip()]
    title = lines.index("安徽省专业技术人员继续教育学时管理办法")
    chapters: list[Chapter] = []
    for line in lines[title + 1 :]:
        if chapter := _CHAPTER.match(line):
            number, name = chapter.groups()
            chapters.append(Chapter(_NUMBERS[number], f"第{number}章　{''.join(name.split())}", []))
        elif article := _ARTICLE.match(line):
            number, text = article.groups()
            chapters[-1].articles.append(Article(_NUMBERS[number], f"第{number}条", [Paragraph(text)]))
        else:
            current = chapters[-1].articles[-1]
            current.paragraphs.append(_paragraph(current.number, line))
    return Regulation(lines[:title], lines[title], chapters)


def _paragraph(article: int, line: str) -> Paragraph:
    if item := _ITEM.match(line):
        number, heading, text = item.groups()
        return Paragraph(text, Citation(article, _NUMBERS[number]), f"（{number}）{heading}")
    if point := _POINT.match(line):
        return Paragraph(line, Citation(article, point=int(point[1])))
    return Paragraph(line)
