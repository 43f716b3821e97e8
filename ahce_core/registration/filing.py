"""第二十一条 asks for one declaration 每个年度, and names no dates. A filing window is the authority's recorded setting (ours).

While none is set, a year can be declared from its first day on, and the page says so.
"""

from collections import namedtuple
from datetime import date

from ..problems import Problem, Refusal
from ..wording import Text
from . import grounds
from .grounds import NotAllowed

WINDOW_BACKWARDS = Text("截止日期早于开始日期；请核对。", "It closes before it opens; please check the days.")
WINDOW_TOO_EARLY = Text(
    "{}年度的申报不能早于该年1月1日开始；请核对。", "Filing for {} cannot open before 1 January of that year."
)


class Window(namedtuple("Window", ("year", "opens", "closes"))):
    """The days on which declarations for a year are taken, both included."""

    __slots__ = ()
    year: int
    opens: date
    closes: date


def window(year: int, opens: date, closes: date) -> Window:
    """A filing window. Raises :class:`~ahce_core.problems.Refusal` for one that cannot be meant."""
    problems = []
    if opens < date(year, 1, 1):
        problems.append(Problem("opens", WINDOW_TOO_EARLY.format(year)))
    if closes < opens:
        problems.append(Problem("closes", WINDOW_BACKWARDS))
    if problems:
        raise Refusal(problems)
    return Window(year, opens, closes)


def require_open(year: int, filing: Window | None, *, today: date) -> None:
    """Pass if ``year`` may be declared on ``today``; ``filing`` is None while no window is set.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` before and after.
    """
    if today.year < year:
        raise NotAllowed(grounds.YEAR_NOT_BEGUN, year)
    if filing is not None and today < filing.opens:
        raise NotAllowed(grounds.FILING_NOT_OPEN, year, filing.opens)
    if filing is not None and today > filing.closes:
        raise NotAllowed(grounds.FILING_OVER, year, filing.closes)
