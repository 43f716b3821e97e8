"""What is wrong with a request: every fact of it looked at, all problems told at once, each with its path.

A request that is sound is read without any of this, so that only one that is not pays for it.
"""

import datetime
from collections.abc import Collection

from .activity import COMMON_KEYS, DATE, ID, TITLE, Activity
from .fields import Field, Unfit
from .json_text import Object
from .problems import MISSING, TWICE, UNKNOWN, Problem, did_you_mean, join, presentable
from .readings import ASSESSMENT_READINGS, READINGS, REGISTRATION
from .rules import LAST_YEAR, Rules, rules_for
from .shape import LIMIT_ACTIVITIES, REQUEST_KEYS, SPLIT_GENERAL, SPLIT_KEYS, YEAR, refuse_keys
from .wording import Text


def problems_of(source: object) -> list[Problem]:
    """Every problem of the request that a JSON value should spell, in the order of its keys; none where it is sound."""
    reader = _Reader()
    if not isinstance(source, Object):
        reader.refuse(
            "",
            "请求应是一个JSON对象，含year和activities。",
            "A request is a JSON object with year and activities.",
        )
        return reader.problems
    reader.keys(source, REQUEST_KEYS, "")
    year = reader.value(YEAR, source, "", required=True)
    known = year if isinstance(year, int) else None
    _readings(reader, source)
    _activities(reader, source, rules_for(known or LAST_YEAR), known)
    _split(reader, source)
    return reader.problems


class _Reader:
    """Walks a JSON value and gathers every problem in it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(path, Text(zh, en)))

    def keys(self, source: Object, known: Collection[str], path: str) -> None:
        """Refuse the keys that are not known, and those given twice."""
        refuse_keys(source, known, path, self.problems)

    def value(self, field: Field, source: Object, path: str, *, required: bool) -> object:
        """One fact, or its default where it is left out; a problem where it is missing or does not fit."""
        if field.name not in source:
            if required:
                self.problems.append(Problem(join(path, field.name), MISSING.format(field.label)))
            return field.default
        value = source[field.name]
        if value is None and field.nullable:
            return field.default
        try:
            return field.read(value)
        except Unfit as error:
            self.problems.append(Problem(join(path, field.name), error.text))
            return field.default


def _readings(reader: _Reader, source: Object) -> None:
    if "readings" not in source:
        return
    chosen = source["readings"]
    if not isinstance(chosen, Object):
        reader.refuse(
            "readings",
            "readings应是一个对象；不选就不要写。",
            "readings is an object; leave it out to choose none.",
        )
        return
    for name in chosen.twice:
        reader.problems.append(Problem(join("readings", name), TWICE.format(presentable(name))))
    for name, value in chosen.items():
        path = join("readings", name)
        if name in READINGS and READINGS[name].scope == REGISTRATION:
            reader.refuse(
                path,
                f"“{name}”只用于登记，不影响学时；请删去。",
                f"“{name}” is for registration only and changes no hours; please remove it.",
            )
        elif name not in ASSESSMENT_READINGS:
            remedy = did_you_mean(name, ASSESSMENT_READINGS)
            reader.problems.append(Problem(path, UNKNOWN.format(presentable(name), remedy)))
        else:
            known = [choice.value for choice in ASSESSMENT_READINGS[name].choices]
            if not isinstance(value, str) or value not in known:
                remedy = did_you_mean(value if isinstance(value, str) else "", known)
                reader.problems.append(Problem(path, UNKNOWN.format(_word(value), remedy)))


def _word(value: object) -> str:
    if isinstance(value, str):
        return presentable(value)
    return type(value).__name__ if isinstance(value, dict | list) else presentable(str(value))


def _activities(reader: _Reader, source: Object, rules: Rules, year: int | None) -> None:
    if "activities" not in source:
        reader.refuse(
            "activities",
            "缺少“activities”；没有活动时请填空列表[]。",
            "“activities” is missing; give an empty list [] where there is none.",
        )
        return
    given = source["activities"]
    if not isinstance(given, list):
        reader.refuse("activities", "activities应是一个列表。", "activities is a list.")
        return
    if len(given) > LIMIT_ACTIVITIES:
        reader.refuse(
            "activities",
            f"共{len(given)}项，一次最多{LIMIT_ACTIVITIES}项；请合并同一平台的课件后再试。",
            f"There are {len(given)}; at most {LIMIT_ACTIVITIES} fit. Add up the courseware of one platform first.",
        )
    seen: dict[str, int] = {}
    for index, one in enumerate(given):
        if not isinstance(one, Object):
            reader.refuse(f"activities[{index}]", "每项活动应是一个对象。", "An activity is an object.")
            continue
        _activity(reader, one, f"activities[{index}]", rules, year)
        identity = one.get("id")
        if isinstance(identity, str) and seen.setdefault(identity, index) != index:
            reader.refuse(
                f"activities[{index}].id",
                f"“{presentable(identity)}”与第{seen[identity] + 1}项重复；请换一个编号。",
                f"“{presentable(identity)}” is the id of activity {seen[identity] + 1} already; choose another.",
            )


def _activity(reader: _Reader, source: Object, path: str, rules: Rules, year: int | None) -> None:
    kind = _kind(reader, source, path, rules)
    reader.value(ID, source, path, required=True)
    reader.value(TITLE, source, path, required=True)
    date = reader.value(
        kind.date if kind else DATE, source, path, required=kind is not None and kind.date_required
    )
    if kind is None:
        reader.keys(source, source, path)
        return
    reader.keys(source, (*COMMON_KEYS, *(field.name for field in kind.fields)), path)
    if kind.date_required and isinstance(date, datetime.date) and year is not None and date.year != year:
        reader.refuse(
            f"{path}.date",
            f"{date}不在{year}年内；请核对日期，或换到它所属的年度计算。",
            f"{date} is not in {year}; check the date, or assess the year that it belongs to.",
        )
    before = len(reader.problems)
    facts = {field.name: reader.value(field, source, path, required=field.required) for field in kind.fields}
    if len(reader.problems) > before:
        return  # what the facts say together cannot be judged
    for name, text in kind(*[facts[name] for name in kind.names]).unfit(year):
        reader.problems.append(Problem(f"{path}.{name}", text))


def _kind(reader: _Reader, source: Object, path: str, rules: Rules) -> type[Activity] | None:
    if "kind" not in source:
        reader.problems.append(Problem(f"{path}.kind", MISSING.format(Text("种类（kind）", "kind"))))
        return None
    kind = source["kind"]
    if isinstance(kind, str) and kind in rules.kinds:
        return rules.kinds[kind]
    remedy = did_you_mean(kind if isinstance(kind, str) else "", rules.kinds)
    reader.problems.append(Problem(f"{path}.kind", UNKNOWN.format(_word(kind), remedy)))
    return None


def _split(reader: _Reader, source: Object) -> None:
    if "elected_split" not in source:
        return
    given = source["elected_split"]
    if not isinstance(given, Object):
        reader.refuse(
            "elected_split",
            'elected_split应是一个对象，如{"general": 20}；不调整就不要写。',
            'elected_split is an object such as {"general": 20}; leave it out to take the best split.',
        )
        return
    reader.keys(given, SPLIT_KEYS, "elected_split")
    reader.value(SPLIT_GENERAL, given, "elected_split", required=True)
