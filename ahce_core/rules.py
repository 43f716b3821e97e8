"""Which rules hold for which years. A later version of the regulation stands beside this one, never over it.

    第二十三条　本办法自印发之日起施行。

The 2025 notice counts 2025 as a whole; earlier years are not modelled and are refused by name.
"""

from collections import namedtuple
from functools import lru_cache

from .activity import Activity
from .catalogue import KINDS
from .wording import Text

FIRST_YEAR = 2025
LAST_YEAR = 2100  # a limit of the door: a year beyond it is a typo


class Rules(namedtuple("Rules", ("version", "first_year", "kinds", "changes"))):
    """One version of the rules: its name, the first year that it holds for, its catalogue, and what it changed.

    ``changes`` is read by those who come with figures of the version before: articles and years, in a sentence or two.
    """

    __slots__ = ()
    version: str
    first_year: int
    kinds: dict[str, type[Activity]]
    changes: Text


VERSIONS = (  # newest last
    Rules(
        "2025.1",
        FIRST_YEAR,
        KINDS,
        Text(
            "第一版：依据2025年6月12日印发的《安徽省专业技术人员继续教育学时管理办法》，适用于2025年及以后各年度。",
            "The first version: Anhui's measures on continuing-education hours as issued on 12 June 2025, for 2025 and the "
            "years after.",
        ),
    ),
)


@lru_cache
def rules_for(year: int) -> Rules:
    """The rules that hold for ``year``, 2025 to 2100.

    Raises LookupError for a year that is not modelled.
    """
    if FIRST_YEAR <= year <= LAST_YEAR:
        return max(
            (rules for rules in VERSIONS if rules.first_year <= year), key=lambda rules: rules.first_year
        )
    raise LookupError(f"no rules for {year}")
