"""Parts of pages that show the JSON door: requests that were really assessed while the docs were built."""

import json
import subprocess
import sys

from ahce_core.api import assess

from .docs_items import Record, catalogue
from .docs_page import Fragment, Page, table

REQUEST: Record = {
    "year": 2026,
    "activities": [
        {
            "id": "a1",
            "kind": "award",
            "title": "国家科学技术进步奖二等奖",
            "date": "2026-03-01",
            "level": "national",
            "prize": "second",
            "place": 2,
        },
        {
            "id": "c1",
            "kind": "courseware",
            "title": "公需科目网络课件",
            "date": "2026-04-01",
            "subject": "general",
            "rated_hours": 12.5,
        },
    ],
}
WRONG: Record = {
    "year": 2024,
    "activities": [{"id": "p1", "kind": "papr", "title": "论文", "date": "2024-05-01"}],
}
PROGRAM = """\
import json
from ahce_core.api import assess

course = {"id": "t1", "kind": "training_course", "title": "…", "date": "2026-05-08",
          "organiser": "authority", "full_days": 8}
year = {"year": 2026, "activities": [course]}
answer = json.loads(assess(json.dumps(year)))
print(answer["total"], answer["complete"], answer["missing"])
"""


def python(page: Page) -> str:
    """A short program and what it printed when it was run for this page."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    return (
        f"{_code('python', PROGRAM)}\n\n{page.pick('它打印：', 'It prints:')}\n\n{_code('text', ran.stdout)}"
    )


def exchange(page: Page) -> str:
    """A request and its whole answer."""
    answer = json.loads(assess(json.dumps(REQUEST)))
    shown = {name: value for name, value in answer.items() if name != "open_readings"}
    shown["open_readings"] = [answer["open_readings"][0], "…"]
    note = page.pick(
        "（open_readings只印出第一个，其余相同格式）",
        "(of open_readings the first is printed; the others look alike)",
    )
    asked, answered = page.pick("请求：", "The request:"), page.pick("回答", "The answer")
    return f"{asked}\n\n{_json(REQUEST)}\n\n{answered}{note}{page.pick('：', ':')}\n\n{_json(shown)}"


def refusal(_page: Page) -> str:
    """A request with two faults, and the refusal that names both."""
    return f"{_json(WRONG)}\n\n{_json(json.loads(assess(json.dumps(WRONG))))}"


def fields(page: Page) -> str:
    """The fields of every kind: name, type, what it is, what fits."""
    heads = [
        page.pick(*pair) for pair in (("字段", "Field"), ("是什么", "What it is"), ("填什么", "What fits"))
    ]
    parts = []
    for kind in catalogue()["kinds"]:
        rows = [
            [_name(page, field), page.say(field, "label"), _fits(page, field)] for field in kind["fields"]
        ]
        parts.append(f"### `{kind['kind']}` {page.say(kind, 'label')} {{ #{kind['kind']} }}")
        parts.append(table(heads, rows) if rows else page.pick("没有别的字段。", "No further fields."))
    return "\n\n".join(parts)


def _name(page: Page, field: Record) -> str:
    return f"`{field['name']}`" + ("" if field["required"] else page.pick("（可不填）", " (optional)"))


def _fits(page: Page, field: Record) -> str:
    if "choices" in field:
        return "<br>".join(f"`{choice['value']}` {page.say(choice, 'label')}" for choice in field["choices"])
    if "max" in field:
        step = page.pick("，最多一位小数", ", in tenths") if field["type"] == "hours" else ""
        unit = page.pick("字", " characters") if field["type"] == "text" else page.say(field, "unit")
        return f"{field['min']}–{field['max']:,} {unit}{step}".replace(" ，", "，").strip()
    return {"date": "`YYYY-MM-DD`", "boolean": "`true` `false`"}[field["type"]]


def limits(page: Page) -> str:
    """What a request may hold at most."""
    held, years = catalogue()["limits"], catalogue()["years"]
    mebibytes = held["bytes"] // 2**20
    return page.pick(
        f"一次请求最多{held['activities']}件事、{mebibytes} MiB；年度从{years['min']}到{years['max']}。每个字段的界限见"
        f"[字段表]({page.link('json.md#kinds')})。这些界限是我们定的，为的是把打字错误拦下来。",
        f"A request holds at most {held['activities']} activities and {mebibytes} MiB; years run from {years['min']} to "
        f"{years['max']}. These limits are ours: they catch slips of the keyboard.",
    )


def _json(value: object) -> str:
    return _code("json", json.dumps(value, ensure_ascii=False, indent=2))


def _code(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


FRAGMENTS: dict[str, Fragment] = {
    "python": python,
    "exchange": exchange,
    "refusal": refusal,
    "fields": fields,
    "limits": limits,
}
