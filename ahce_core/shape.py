"""The shape of a request: its keys, its limits, and the two figures that stand beside the activities."""

from collections.abc import Collection

from .fields import HoursField, IntegerField
from .json_text import Object
from .problems import TWICE, UNKNOWN, Problem, did_you_mean, join, presentable
from .rules import FIRST_YEAR, LAST_YEAR
from .wording import Text

LIMIT_ACTIVITIES = 500
MOST_KEYS_NAMED = 100  # of one object; the rest are counted
MORE_UNKNOWN = Text(
    "另有{}个不认识的字段；请核对格式。", "There are {} more unknown keys; please check the format."
)
REQUEST_KEYS = frozenset(("year", "readings", "activities", "elected_split"))
SPLIT_KEYS = frozenset(("general",))

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
