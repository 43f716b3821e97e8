"""Parts of pages that show the twelve items of 第十二条, drawn from the catalogue that also draws the calculator's form."""

import json
from functools import cache
from typing import Any

from ahce_core.api import describe
from ahce_core.citation import Citation

from .docs_page import Fragment, Page, table

Record = dict[str, Any]


@cache
def catalogue() -> Record:
    """What :func:`ahce_core.api.describe` says, as it says it."""
    described: Record = json.loads(describe())
    return described


def kinds_of(number: int) -> list[Record]:
    """The kinds of one item, in the catalogue's order."""
    return [kind for kind in catalogue()["kinds"] if kind["item"] == number]


def cards(page: Page) -> str:
    """The twelve items as a list of links: number, heading, what each gives."""
    lines = []
    for item in catalogue()["items"]:
        number = item["item"]
        target = (
            page.link(f"items/{number}.md") if page.language == "zh" else page.link(f"items.md#item-{number}")
        )
        title = page.say(item, "label")
        lines.append(
            f'- <span class="number">{_ordinal(page, number)}</span> [{title}]({target})<br>{page.say(item, "gives")}'
        )
    return "\n".join(['<div class="cards" markdown>', "", *lines, "", "</div>"])


def _ordinal(page: Page, number: int) -> str:
    citation = str(Citation(12, number))
    return citation[citation.index("（") :] if page.language == "zh" else f"({number})"


def kinds(page: Page, number: str, level: str = "2") -> str:
    """Everything that the catalogue says of an item's kinds: hours, conditions, evidence."""
    found = kinds_of(int(number))
    return "\n\n".join(_kind(page, kind, int(level), alone=len(found) == 1) for kind in found)


def _kind(page: Page, kind: Record, level: int, *, alone: bool) -> str:
    lines = [] if alone else [f"{'#' * level} {page.say(kind, 'label')} {{ #{kind['kind']} }}"]
    sub = "#" * (level if alone else level + 1)
    lines.append(f"{page.say(kind, 'summary')}{page.pick('。', '.')}")
    lines += [f"{sub} {page.pick('认定多少学时', 'Hours')} {{ #{kind['kind']}-hours }}", hours(page, kind)]
    if kind["reading"]:
        lines.append(_by_reading(page, kind["reading"]))
    lines += [
        f"{sub} {page.pick('需要满足', 'What it takes')} {{ #{kind['kind']}-conditions }}",
        "\n".join(_condition(page, condition) for condition in kind["conditions"]),
        f"{sub} {page.pick('准备什么证明', 'Evidence (our list)')} {{ #{kind['kind']}-evidence }}",
        "\n".join(f"- {page.say(one, 'text')}" for one in kind["evidence"]),
    ]
    return "\n\n".join(lines)


def hours(page: Page, kind: Record) -> str:
    """The kind's table, computed by the rule itself under the adopted readings."""
    columns = page.say(kind["table"], "columns")
    rows = [page.say(row, "cells") for row in kind["table"]["rows"]]
    figures = next(
        index for index in range(len(columns)) if all(row[index].replace(".", "").isdigit() for row in rows)
    )
    return table(columns, rows, numbers_from=figures)


def _condition(page: Page, condition: Record) -> str:
    text = page.say(condition, "text")
    return f"- {text}<br>*“{page.chinese(condition['quote'])}”*"


def _by_reading(page: Page, name: str) -> str:
    reading = next(one for one in catalogue()["readings"] if one["reading"] == name)
    adopted, question = page.say(reading["alternatives"][0], "label"), page.say(reading, "question")
    link = page.link(f"readings.md#{name}")
    return page.pick(
        f"表按采用的解读计算：{adopted}。条文在这里没有写明：[{question}]({link})",
        f"The table follows the adopted reading: {adopted}. The text leaves this open: [{question}]({link})",
    )


def every(page: Page) -> str:
    """All twelve items on one page."""
    parts = []
    for item in catalogue()["items"]:
        citation = Citation(12, item["item"])
        parts.append(
            f"## {_ordinal(page, item['item'])} {page.say(item, 'label')} {{ #item-{item['item']} }}"
        )
        parts.append(
            f"{page.cite(citation)}{page.pick('：', ': ')}{page.say(item, 'gives')}{page.pick('。', '.')}"
        )
        parts.append(kinds(page, str(item["item"]), "3"))
    return "\n\n".join(parts)


FRAGMENTS: dict[str, Fragment] = {"items": cards, "all_items": every, "kinds": kinds}
