"""Which rules hold for which years. A later version of the regulation stands beside this one, never over it.

    第二十三条　本办法自印发之日起施行。

The 2025 notice counts 2025 as a whole; earlier years are not modelled and are refused by name.
"""

from collections import namedtuple
from functools import lru_cache

from .activity import Activity
from .catalogue import KINDS

FIRST_YEAR = 2025
LAST_YEAR = 2100  # a limit of the door: a year beyond it is a typo


class Rules(namedtuple("Rules", ("version", "first_year", "kinds"))):
    """One version of the rules: its name, the first year that it holds for, and its catalogue."""

    __slots__ = ()
    version: str
    first_year: int
    kinds: dict[str, type[Activity]]


VERSIONS = (Rules("2025.1", FIRST_YEAR, KINDS),)  # 皖人社, 2025-06-12; newest last


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
