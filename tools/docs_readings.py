"""Parts of pages that show the open readings: the words in doubt, the alternatives, why one is adopted, what it changes."""

from . import docs_examples
from .docs_items import Record, catalogue
from .docs_law import quotation
from .docs_page import Fragment, Page, table

# The whole year that shows what a reading changes; registration's readings change no hours.
SHOWN = {
    "one_option": "item-01-two-patents-one-counts",
    "first_prize_place": "item-01-provincial-special-prize-fifth-place",
    "sci_authors": "item-04-sci-paper-other-author",
    "key_members": "item-05-provincial-project-fourth-place-decides",
    "assignment_year": "item-02-xinjiang-one-hundred-and-eighty-two-days",
    "general_content": "item-10-general-course-and-professional-courseware",
}


def readings(page: Page, scope: str) -> str:
    """All readings of a scope, ``assessment`` or ``registration``, each a section."""
    return "\n\n".join(_reading(page, one) for one in catalogue()["readings"] if one["scope"] == scope)


def _reading(page: Page, reading: Record) -> str:
    adopted, *others = (page.say(one, "label") for one in reading["alternatives"])
    address = reading["citation"] if page.language == "zh" else _english(reading["anchor"])
    lines = [
        f"### {page.say(reading, 'question')} {{ #{reading['reading']} }}",
        quotation([reading["quote"], f"—— [{address}]({page.law(reading['anchor'])})"]),
        f"**{page.pick('采用', 'Adopted')}** {adopted}{page.pick('。', '.')}\n{{ .adopted }}",
        *(f"**{page.pick('另一种', 'Or')}** {other}{page.pick('。', '.')}\n{{ .other }}" for other in others),
        f"{page.pick('为什么：', 'Why: ')}{page.say(reading, 'why')}",
        f"{page.pick('影响谁：', 'Whom it touches: ')}{page.say(reading, 'affects')}{page.pick('。', '.')}",
    ]
    if stem := SHOWN.get(reading["reading"]):
        lines.append(_difference(page, reading, stem))
    return "\n\n".join(lines)


def _difference(page: Page, reading: Record, stem: str) -> str:
    case = docs_examples.case(stem)
    changed = next(one for one in case.answer["open_readings"] if one["reading"] == reading["reading"])
    labels = {one["name"]: page.say(one, "label") for one in reading["alternatives"]}
    rows = [
        [labels[one["name"]], f"{one['total']:g}", docs_examples.completion(page, one["complete"])]
        for one in changed["alternatives"]
    ]
    intro = page.pick("同一年，两种算法：", "The same year, counted twice: ")
    head = [page.pick(*pair) for pair in (("解读", "Reading"), ("合计", "Total"), ("年度", "Year"))]
    return f"{intro}{docs_examples.link(page, case)}\n\n" + table(head, rows, numbers_from=1)


def _english(anchor: str) -> str:
    _, article, *inner = anchor.split("-")
    return f"Art. {article}({inner[0]})" if inner else f"Art. {article}"


FRAGMENTS: dict[str, Fragment] = {"readings": readings}
