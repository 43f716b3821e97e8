"""A request as it comes through the door, read strictly: missing is not zero, a typo is an error, all errors at once."""

import datetime
from collections import namedtuple
from collections.abc import Collection

from .activity import DATE, ID, TITLE, Activity
from .fields import Field, HoursField, IntegerField, Unfit
from .json_text import Object
from .problems import MISSING, TWICE, UNKNOWN, Problem, Refusal, did_you_mean, join, presentable
from .readings import ADOPTED, ASSESSMENT_READINGS, READINGS, REGISTRATION, Profile
from .rules import FIRST_YEAR, LAST_YEAR, Rules, rules_for
from .wording import Text

LIMIT_ACTIVITIES = 500
MOST_KEYS_NAMED = 100  # of one object; the rest are counted
MORE_UNKNOWN = Text(
    "另有{}个不认识的字段；请核对格式。", "There are {} more unknown keys; please check the format."
)
REQUEST_KEYS = ("year", "readings", "activities", "elected_split")
SPLIT_KEYS = ("general",)

YEAR = IntegerField(
    Text("年度", "Year"),
    Text("办法自2025年起适用", "The regulation holds from 2025 on"),
    least=FIRST_YEAR,
    most=LAST_YEAR,
)
SPLIT_GENERAL = HoursField(
    Text("认定为公需科目的学时", "Hours claimed as general"),
    Text("其余为专业科目", "The rest is professional"),
    least=0,
    most=2_000_000 * 10,  # beyond what 500 activities can give
)

YEAR.name = "year"
SPLIT_GENERAL.name = "general"


class Entry(namedtuple("Entry", ("id", "title", "date", "facts"))):
    """One activity of a request: what every activity has, and the facts of its kind."""

    __slots__ = ()
    id: str
    title: str
    date: datetime.date | None
    facts: Activity


class Request(namedtuple("Request", ("year", "profile", "entries", "claimed_general", "rules"))):
    """A year to assess. ``claimed_general`` is tenths of the elected option claimed as general; None: the best split."""

    __slots__ = ()
    year: int
    profile: Profile
    entries: tuple[Entry, ...]
    claimed_general: int | None
    rules: Rules


def refuse_keys(source: Object, known: Collection[str], path: str, problems: list[Problem]) -> None:
    """Append a problem for every key of ``source`` that is not known, and for every key given twice."""
    for key in source.twice[:MOST_KEYS_NAMED]:
        problems.append(Problem(join(path, key), TWICE.format(presentable(key))))
    if source.keys() <= frozenset(known):
        return
    unknown = [key for key in source if key not in known]
    for key in unknown[:MOST_KEYS_NAMED]:
        remedy = did_you_mean(key, sorted(known))
        problems.append(Problem(join(path, key), UNKNOWN.format(presentable(key), remedy)))
    if len(unknown) > MOST_KEYS_NAMED:
        problems.append(Problem(path, MORE_UNKNOWN.format(len(unknown) - MOST_KEYS_NAMED)))


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


def read_request(source: object) -> Request:
    """The request that a JSON value spells.

    Raises :class:`~ahce_core.problems.Refusal` with every problem in it.
    """
    reader = _Reader()
    if not isinstance(source, Object):
        reader.refuse(
            "",
            "请求应是一个JSON对象，含year和activities。",
            "A request is a JSON object with year and activities.",
        )
        raise Refusal(reader.problems)
    reader.keys(source, REQUEST_KEYS, "")
    year = reader.value(YEAR, source, "", required=True)
    rules = rules_for(year if isinstance(year, int) else LAST_YEAR)
    profile = _readings(reader, source)
    entries = _activities(reader, source, rules, year if isinstance(year, int) else None)
    claimed_general = _split(reader, source)
    if reader.problems:
        raise Refusal(reader.problems)
    return Request(year, profile, entries, claimed_general, rules)


def _readings(reader: _Reader, source: Object) -> Profile:
    if "readings" not in source:
        return ADOPTED
    chosen = source["readings"]
    if not isinstance(chosen, Object):
        reader.refuse(
            "readings",
            "readings应是一个对象；不选就不要写。",
            "readings is an object; leave it out to choose none.",
        )
        return ADOPTED
    for name in chosen.twice:
        reader.problems.append(Problem(join("readings", name), TWICE.format(presentable(name))))
    picked = {}
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
            known = {alternative.value: alternative for alternative in ASSESSMENT_READINGS[name].alternatives}
            if isinstance(value, str) and value in known:
                picked[name] = known[value]
            else:
                remedy = did_you_mean(value if isinstance(value, str) else "", known)
                reader.problems.append(Problem(path, UNKNOWN.format(_word(value), remedy)))
    return ADOPTED._replace(**picked) if picked else ADOPTED


def _word(value: object) -> str:
    if isinstance(value, str):
        return presentable(value)
    return type(value).__name__ if isinstance(value, dict | list) else presentable(str(value))


def _activities(reader: _Reader, source: Object, rules: Rules, year: int | None) -> tuple[Entry, ...]:
    if "activities" not in source:
        reader.refuse(
            "activities",
            "缺少“activities”；没有活动时请填空列表[]。",
            "“activities” is missing; give an empty list [] where there is none.",
        )
        return ()
    given = source["activities"]
    if not isinstance(given, list):
        reader.refuse("activities", "activities应是一个列表。", "activities is a list.")
        return ()
    if len(given) > LIMIT_ACTIVITIES:
        reader.refuse(
            "activities",
            f"共{len(given)}项，一次最多{LIMIT_ACTIVITIES}项；请合并同一平台的课件后再试。",
            f"There are {len(given)}; at most {LIMIT_ACTIVITIES} fit. Add up the courseware of one platform first.",
        )
    entries = []
    seen: dict[object, int] = {}
    for index, one in enumerate(given):
        path = f"activities[{index}]"
        if not isinstance(one, Object):
            reader.refuse(path, "每项活动应是一个对象。", "An activity is an object.")
            continue
        entry = _sound(one, rules, year) or _entry(reader, one, path, rules, year)
        if entry is not None:
            entries.append(entry)
        _unique(reader, one.get("id"), seen, index)
    return tuple(entries)


def _unique(reader: _Reader, identity: object, seen: dict[object, int], index: int) -> None:
    if not isinstance(identity, str):
        return
    if identity in seen:
        reader.refuse(
            f"activities[{index}].id",
            f"“{presentable(identity)}”与第{seen[identity] + 1}项重复；请换一个编号。",
            f"“{presentable(identity)}” is the id of activity {seen[identity] + 1} already; choose another.",
        )
    else:
        seen[identity] = index


def _sound(source: Object, rules: Rules, year: int | None) -> Entry | None:
    """The activity if nothing is wrong with it and nothing is null; None leaves the verdict to :func:`_entry`."""
    try:
        kind = rules.kinds[source["kind"]]  # type: ignore[index]
        if source.twice or not source.keys() <= kind.keys:
            return None
        date = kind.date.read(source["date"]) if kind.date_required or "date" in source else None
        if kind.date_required and date is not None and date.year != year:
            return None
        facts = kind(
            *[
                field.read(source[field.name]) if field.required or field.name in source else field.default
                for field in kind.fields
            ]
        )
        for _ in facts.unfit(year):
            return None
        return Entry(ID.read(source["id"]), TITLE.read(source["title"]), date, facts)
    except (KeyError, TypeError, Unfit):
        return None


def _entry(reader: _Reader, source: Object, path: str, rules: Rules, year: int | None) -> Entry | None:
    """The activity, or None with every problem in it told to the reader."""
    before = len(reader.problems)
    kind = _kind(reader, source, path, rules)
    identity = reader.value(ID, source, path, required=True)
    title = reader.value(TITLE, source, path, required=True)
    date = reader.value(
        kind.date if kind else DATE, source, path, required=kind is not None and kind.date_required
    )
    reader.keys(source, kind.keys if kind else source, path)
    if kind is None:
        return None
    if kind.date_required and isinstance(date, datetime.date) and year is not None and date.year != year:
        reader.refuse(
            f"{path}.date",
            f"{date}不在{year}年内；请核对日期，或换到它所属的年度计算。",
            f"{date} is not in {year}; check the date, or assess the year that it belongs to.",
        )
    unread = len(reader.problems)
    facts = [reader.value(field, source, path, required=field.required) for field in kind.fields]
    if len(reader.problems) > unread:
        return None  # what the facts say together cannot be judged
    made = kind(*facts)
    for name, text in made.unfit(year):
        reader.problems.append(Problem(f"{path}.{name}", text))
    return Entry(identity, title, date, made) if len(reader.problems) == before else None


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


def _split(reader: _Reader, source: Object) -> int | None:
    if "elected_split" not in source:
        return None
    given = source["elected_split"]
    if not isinstance(given, Object):
        reader.refuse(
            "elected_split",
            'elected_split应是一个对象，如{"general": 20}；不调整就不要写。',
            'elected_split is an object such as {"general": 20}; leave it out to take the best split.',
        )
        return None
    reader.keys(given, SPLIT_KEYS, "elected_split")
    general = reader.value(SPLIT_GENERAL, given, "elected_split", required=True)
    return general if isinstance(general, int) else None
