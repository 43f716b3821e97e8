"""One page of the docs while it is staged: its language, where it stands, and the links that it may make.

A hand-written page asks for generated text by a line of its own, ``<!-- generated: NAME ARGUMENTS -->``; what comes
out is plain Markdown, so that another generator than MkDocs could build it.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ahce_core.citation import Citation

from .docs_regulation import regulation

Fragment = Callable[..., str]

_DIRECTIVE = re.compile(r"^<!-- generated: (\w+)((?: [\w.-]+)*) -->$", re.MULTILINE)
_CITED = re.compile(r"\[(第[^\[\]（）]+条(?:（[^\[\]（）]+）|第\d+项)?|Art\. [\d()]+)\](?![(:])")


@dataclass(frozen=True)
class Page:
    """A page: ``language`` is zh or en, ``path`` its Markdown file within the language's folder."""

    language: str
    path: str

    def link(self, target: str) -> str:
        """The relative address of ``target``, a path within the same language, ``#anchor`` allowed."""
        path, _, anchor = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".") if path else ""
        return f"{relative}#{anchor}" if anchor else relative

    def law(self, anchor: str) -> str:
        """The address of an anchor of the regulation, which stands in Chinese only."""
        return self.link(f"regulation.md#{anchor}") if self.language == "zh" else f"/regulation/#{anchor}"

    def cite(self, citation: Citation) -> str:
        """A Markdown link to an address of the regulation, in the page's own words for it."""
        return f"[{self.address(citation)}]({self.law(citation.anchor)})"

    def address(self, citation: Citation) -> str:
        """第十二条（四） or Art. 12(4), by the page's language."""
        return str(citation) if self.language == "zh" else citation.english

    def say(self, record: Mapping[str, Any], name: str) -> Any:
        """A text or a list of the catalogue in the page's language: ``label`` or ``label_en``."""
        return record[name if self.language == "zh" else f"{name}_en"]

    def chinese(self, text: str) -> str:
        """Chinese words of the law or of an entry, marked as Chinese where the page is English."""
        return text if self.language == "zh" else f'<span lang="zh">{text}</span>'

    def pick(self, zh: str, en: str) -> str:
        """One of two texts by the page's language."""
        return zh if self.language == "zh" else en


def expand(page: Page, text: str, fragments: Mapping[str, Fragment]) -> str:
    """The page's text with its generated parts in and with its citations, ``[第十二条（四）]``, leading to the law.

    Raises LookupError for a part or an address that does not exist.
    """

    def part(found: re.Match[str]) -> str:
        if found[1] not in fragments:
            raise LookupError(f"{page.path}: nothing generates “{found[1]}”")
        return fragments[found[1]](page, *found[2].split())

    text = _DIRECTIVE.sub(part, text)
    known = {page.address(citation): page.law(citation.anchor) for citation in regulation().citations()}
    cited = sorted(set(_CITED.findall(text)))
    if unknown := [address for address in cited if address not in known]:
        raise LookupError(f"{page.path}: the regulation has no {', '.join(unknown)}")
    return "\n".join([text.rstrip(), "", *(f"[{address}]: {known[address]}" for address in cited), ""])


def table(columns: list[str], rows: list[list[str]], numbers_from: int | None = None) -> str:
    """A Markdown table; columns from ``numbers_from`` on are right-aligned figures."""
    rule = [
        "--:" if numbers_from is not None and index >= numbers_from else "---"
        for index in range(len(columns))
    ]
    lines = [columns, rule, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
