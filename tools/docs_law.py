"""Parts of pages that show the regulation's own words: the whole of it, one item, and where each article lives."""

from ahce_core.articles import ARTICLES
from ahce_core.citation import Citation

from .docs_page import Fragment, Page, table
from .docs_regulation import Article, Paragraph, regulation

SUBJECTS = {article.number: article.subject for article in ARTICLES}


def whole(page: Page) -> str:
    """The regulation, verbatim; what is not its text carries the class ``added``."""
    text = regulation()
    addressed, issued, dated = text.letter
    lines = [
        '<div class="regulation" markdown>',
        '<div class="letter" markdown>',
        f"{addressed}\n\n{issued}\n\n{dated}\n{{ .dated }}",
        "</div>",
        f"# {text.title.replace('继续', '<wbr>继续', 1)} {{ #title }}",  # where a narrow screen may break it
    ]
    for chapter in text.chapters:
        lines.append(f"## {chapter.heading} {{ #chapter-{chapter.number} }}")
        for article in chapter.articles:
            lines += _article(page, article)
    return "\n\n".join([*lines, "</div>"])


def _article(page: Page, article: Article) -> list[str]:
    anchor = Citation(article.number).anchor
    subject = SUBJECTS[article.number].zh
    toc = f'data-toc-label="{article.label}　{subject}"'
    lines = [f"### {article.label} {{ #{anchor} {toc} }}"]
    for paragraph in article.paragraphs:
        lines += _paragraph(page, paragraph)
    lines.append(f"[{subject}：在软件中]({page.link(f'articles.md#{anchor}')})\n{{ .added }}")
    return lines


def _paragraph(page: Page, paragraph: Paragraph) -> list[str]:
    if paragraph.citation is None:
        return [paragraph.text]
    anchor = paragraph.citation.anchor
    if not paragraph.heading:
        return [f"{paragraph.text}\n{{ #{anchor} .point }}"]
    detail = page.link(f"items/{paragraph.citation.item}.md")
    return [
        f"#### {paragraph.heading} {{ #{anchor} }}",
        paragraph.text,
        f"[学时表和说明]({detail})\n{{ .added }}",
    ]


def item(page: Page, number: str) -> str:
    """The words of one item of 第十二条, as a quotation that leads to its place."""
    citation = Citation(12, int(number))
    heading, *paragraphs = regulation().item(int(number))
    quoted = [f"**{heading}**{paragraphs[0]}", *paragraphs[1:], f"—— {page.cite(citation)}"]
    return quotation(quoted)


def quotation(paragraphs: list[str]) -> str:
    """The law's own words, set apart."""
    quoted = "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
    return f'<div class="law" lang="zh" markdown>\n\n{quoted}\n\n</div>'


def places(page: Page) -> str:
    """Every article, what it is about, and the modules that implement it or the reason why none does."""
    rows = []
    for article in ARTICLES:
        citation = Citation(article.number)
        modules = "<br>".join(f"`{module}`" for module in article.modules)
        why = page.pick(article.reason.zh, article.reason.en) if article.reason else ""
        address = f'<span id="{citation.anchor}"></span>{page.cite(citation)}'
        rows.append([address, page.pick(article.subject.zh, article.subject.en), modules or why])
    head = [
        page.pick(*pair) for pair in (("条", "Article"), ("内容", "About"), ("在软件中", "In the software"))
    ]
    return table(head, rows)


FRAGMENTS: dict[str, Fragment] = {"regulation": whole, "item_law": item, "places": places}
