"""Pydantic's findings in the project's words: a path, the fact and the remedy, never the input."""

from collections.abc import Iterable, Mapping
from typing import Any

from ahce_core.problems import Problem, presentable
from ahce_core.wording import Text

_WORDS = {
    "missing": Text("缺少此项；请补充。", "This is missing; please add it."),
    "extra_forbidden": Text("没有这一项；请删去。", "There is no such key; please remove it."),
    "string_type": Text("应是文字。", "This is a text."),
    "int_type": Text("应是整数。", "This is a whole number."),
    "int_parsing": Text("应是整数。", "This is a whole number."),
    "int_from_float": Text("应是整数。", "This is a whole number."),
    "bool_type": Text("应是true或false。", "This is true or false."),
    "list_type": Text("应是列表。", "This is a list."),
    "dict_type": Text("应是对象。", "This is an object."),
    "model_type": Text("应是对象。", "This is an object."),
    "model_attributes_type": Text("应是对象。", "This is an object."),
    "string_too_short": Text("至少{min_length}个字符。", "At least {min_length} characters."),
    "string_too_long": Text("最多{max_length}个字符。", "At most {max_length} characters."),
    "too_short": Text("至少{min_length}项。", "At least {min_length} of them."),
    "too_long": Text("最多{max_length}项。", "At most {max_length} of them."),
    "greater_than": Text("应大于{gt}。", "This is more than {gt}."),
    "greater_than_equal": Text("不应小于{ge}。", "This is at least {ge}."),
    "less_than": Text("应小于{lt}。", "This is less than {lt}."),
    "less_than_equal": Text("不应大于{le}。", "This is at most {le}."),
    "literal_error": Text("可用：{expected}。", "One of {expected}."),
    "enum": Text("可用：{expected}。", "One of {expected}."),
    "date_type": Text("应是日期，如2026-03-01。", "This is a date such as 2026-03-01."),
    "date_parsing": Text("应是日期，如2026-03-01。", "This is a date such as 2026-03-01."),
    "date_from_datetime_parsing": Text("应是日期，如2026-03-01。", "This is a date such as 2026-03-01."),
}
_OTHERWISE = Text(
    "格式不符合要求；请参照接口文档。", "This does not have the form asked for; see the API's document."
)
_PLACES = {"body", "query", "path", "header", "cookie"}


def problems_of(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Every error once, at its path in the body or by the name of its parameter."""
    return list(dict.fromkeys(Problem(_path(error["loc"]), _text(error)) for error in errors))


def _text(error: Mapping[str, Any]) -> Text:
    words = _WORDS.get(error["type"], _OTHERWISE)
    try:
        facts = error.get("ctx") or {}
        return Text(words.zh.format(**facts), words.en.format(**facts))
    except KeyError:
        return _OTHERWISE


def _path(place: tuple[str | int, ...]) -> str:
    path = ""
    for part in place[1:] if place and place[0] in _PLACES else place:
        path += f"[{part}]" if isinstance(part, int) else f"{'.' if path else ''}{presentable(part)}"
    return path
