"""Worked examples: the years of ``tests/cases/``, assessed by the core while the docs are built."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ahce_core.api import assess

from .docs_figures import year_bar
from .docs_items import catalogue
from .docs_page import Fragment, Page, table

CASES = Path(__file__).parent.parent / "tests" / "cases"


@dataclass(frozen=True)
class Case:
    """One year: its file's stem, what the file says of it, and the core's answer."""

    stem: str
    told: dict[str, Any]
    answer: dict[str, Any]

    @property
    def group(self) -> str:
        """The page that it stands on: ``year``, or ``item-01`` to ``item-12``."""
        found = re.match(r"item-\d\d", self.stem)
        return found[0] if found else "year"


@cache
def cases() -> dict[str, Case]:
    """All years by the stem of their file, whole years first, then by item."""
    found = []
    for path in sorted(CASES.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        found.append(Case(path.stem, told, json.loads(assess(json.dumps(told["request"])))))
    found.sort(key=lambda case: (case.group != "year", case.stem))
    return {case.stem: case for case in found}


def case(stem: str) -> Case:
    """One year by its file's stem. Raises KeyError where there is none."""
    return cases()[stem]


def completion(page: Page, complete: bool) -> str:
    """Whether a year is complete, in a word or two."""
    return page.pick("已完成" if complete else "未完成", "complete" if complete else "not complete")


def link(page: Page, one: Case) -> str:
    """A link to the year among all years; they stand in Chinese with their English titles."""
    if page.language == "zh":
        return f"[{one.told['title']}]({page.link(f'examples/{one.group}.md#{one.stem}')})"
    return f"[{one.told['title_en']}](/examples/{one.group}/#{one.stem})"


def example(page: Page, stem: str, level: str = "3") -> str:
    """A year in full: the bar, the sum, what counts and why."""
    one = case(stem)
    answer = one.answer
    sum_of = page.pick(
        f"合计**{answer['total']:g}**学时，专业{answer['professional']:g}，公需{answer['general']:g}",
        f"**{answer['total']:g}** hours: {answer['professional']:g} professional, {answer['general']:g} general",
    )
    lines = [
        f"{'#' * int(level)} {page.say(one.told, 'title')} {{ #{stem} }}",
        year_bar(page, answer["general"], answer["professional"]),
        f"{sum_of}{page.pick('；', '. ')}{_state(page, answer)}\n{{ .{'complete' if answer['complete'] else 'short'} }}",
    ]
    if one.told["request"]["activities"]:
        lines.append(_activities(page, one))
    lines.append(page.say(one.told, "why"))
    lines += _open(page, one)
    if one.answer["activities"]:
        lines.append(_reasons(page, one))
    return "\n\n".join(lines)


def _state(page: Page, answer: dict[str, Any]) -> str:
    total, professional = answer["missing"]["total"], answer["missing"]["professional"]
    if answer["complete"]:
        return page.pick("年度已完成。", "The year is complete.")
    if total and professional:
        return page.pick(
            f"还差{total:g}学时，其中专业至少{professional:g}。",
            f"{total:g} hours are missing, at least {professional:g} of them professional.",
        )
    if total:
        return page.pick(
            f"专业够了，总数还差{total:g}学时。", f"{total:g} hours are missing, of either subject."
        )
    return page.pick(
        f"总数够了，专业还差{professional:g}学时。", f"{professional:g} professional hours are missing."
    )


def _activities(page: Page, one: Case) -> str:
    titles = {given["id"]: given["title"] for given in one.told["request"]["activities"]}
    rows = []
    for activity in one.answer["activities"]:
        number = activity["item"]
        address = page.law(f"article-12-{number}")
        counts = page.pick("计入", "counts") if activity["counts"] else page.pick("不计入", "does not count")
        label = (
            f"[{activity['citation'].removeprefix('第十二条')}]({address})"
            if page.language == "zh"
            else (f"[({number})]({address})")
        )
        rows.append([page.chinese(titles[activity["id"]]), label, f"{activity['hours']:g}", counts])
    heads = (("做了什么", "What was done"), ("项", "Item"), ("学时", "Hours"), ("结果", "Result"))
    return table([page.pick(*pair) for pair in heads], rows, numbers_from=2)


def _open(page: Page, one: Case) -> Iterator[str]:
    questions = {reading["reading"]: page.say(reading, "question") for reading in catalogue()["readings"]}
    for reading in one.answer["open_readings"]:
        if not reading["changes"]:
            continue
        figures = page.pick("，", ", ").join(
            f"{alternative['total']:g}（{completion(page, alternative['complete'])}）"
            for alternative in reading["alternatives"]
            if alternative["name"] != reading["chosen"]
        )
        name = reading["reading"]
        question = f"[{questions[name]}]({page.link(f'readings.md#{name}')})"
        yield page.pick(
            f"条文未写明：{question}换一种解读，合计为{figures}。",
            f"Open: {question} Read otherwise, the total is {figures}.",
        )


def _reasons(page: Page, one: Case) -> str:
    heading = page.pick("每一步的理由和条文", "Each step, with the words of the law")
    lines = [f'<details class="reasons" markdown><summary>{heading}</summary>']
    if elected := page.say(one.answer, "elected_why"):
        lines.append(elected)
    for activity in one.answer["activities"]:
        lines.append(f"- {page.say(activity, 'why')}<br>*“{page.chinese(activity['quote'])}”*")
    return "\n\n".join([*lines, "</details>"])


def _every(page: Page) -> str:
    """All years, a table a group: what it is, the sum, whether it is complete under all readings."""
    verdicts = {
        "complete": page.pick("已完成", "complete"),
        "short": page.pick("未完成", "short"),
        "depends": page.pick("看解读", "depends"),
    }
    heads = (("算例", "Year"), ("合计", "Total"), ("专业", "Professional"), ("结论", "Verdict"))
    parts = [
        page.pick(
            f"一共{len(cases())}个。“看解读”的意思是：换一种解读，完成不完成会变。", f"{len(cases())} in all."
        )
    ]
    for group, title in _groups(page).items():
        rows = []
        for one in cases().values():
            if one.group == group:
                sums = (f"{one.answer[name]:g}" for name in ("total", "professional"))
                rows.append([link(page, one), *sums, verdicts[one.answer["verdict"]]])
        parts += [
            f"### {title} {{ #{group} }}",
            table([page.pick(*pair) for pair in heads], rows, numbers_from=1),
        ]
    return "\n\n".join(parts)


def _groups(page: Page) -> dict[str, str]:
    groups = {"year": page.pick("整年", "Whole years")}
    for item in catalogue()["items"]:
        groups[f"item-{item['item']:02}"] = (
            f"{item['citation'].removeprefix('第十二条')}{page.say(item, 'label')}"
        )
    return groups


def pages() -> Iterator[tuple[Page, str]]:
    """A page for the whole years and one for each item's years, complete, for the folder ``examples/``."""
    for group, heading in _groups(Page("zh", "")).items():
        page = Page("zh", f"examples/{group}.md")
        title = f"{heading}算例" if group == "year" else f"{heading}：算例"
        parts = [f"---\ntitle: {title}\nsearch:\n  boost: 0.2\n---", f"# {title}"]
        if group != "year":
            number = int(group.removeprefix("item-"))
            parts.append(f"条文、学时表和说明见[{heading}]({page.link(f'items/{number}.md')})。")
        parts += [example(page, one.stem, "2") for one in cases().values() if one.group == group]
        yield page, "\n\n".join(parts)


FRAGMENTS: dict[str, Fragment] = {"example": example, "examples": _every}
