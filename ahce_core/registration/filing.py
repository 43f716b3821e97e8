"""第二十一条 asks for one declaration 每个年度, and names no dates. A filing window is the authority's recorded setting (ours).

While none is set, a year can be declared from its first day on, and the page says so.
"""

from collections import namedtuple
from datetime import date

from ..problems import Problem, Refusal
from ..wording import Text
from . import grounds
from .grounds import Ground, NotAllowed

WINDOW_BACKWARDS = Text("截止日期早于开始日期；请核对。", "It closes before it opens; please check the days.")
WINDOW_HALF = Text(
    "开始日期和截止日期要一起填；都不填，则不设定申报时间。",
    "Please give both days; give neither, and no filing window is set.",
)
WINDOW_TOO_EARLY = Text(
    "{}年度的申报不能早于该年1月1日开始；请核对。", "Filing for {} cannot open before 1 January of that year."
)


class Window(namedtuple("Window", ("year", "opens", "closes"))):
    """The days on which declarations for a year are taken, both included."""

    __slots__ = ()
    year: int
    opens: date
    closes: date


# who acts next where declaring is hindered, in the words that everybody reads
NEXT_HINDERED: dict[Ground, Text] = {
    grounds.FILING_NOT_OPEN: Text(
        "申报开始后，由申报人申报", "The applicant declares once filing has opened"
    ),
    grounds.FILING_OVER: Text("申报时间已过，请咨询核验单位", "Filing is closed; please ask the verifier"),
    grounds.FILING_OVER_AGAIN: Text(
        "申报时间已过，请咨询核验单位", "Filing is closed; please ask the verifier"
    ),
    grounds.NO_VERIFIER: Text("由申报人登记所在单位", "The applicant says where they work"),
    grounds.MEMBERSHIP_OPEN: Text("由单位确认", "The employer accepts the membership"),
    grounds.EMPLOYER_UNCONFIRMED: Text(
        "由人社部门确认单位的类型", "The HRSS bureau confirms the employer's kind"
    ),
    grounds.DECLARED_AND_ERASED: Text("已办结", "Nothing more to do"),
    grounds.BEFORE_TRANSFER: Text("不在我省申报", "Not declared in Anhui"),
}


# what is put right, or seen to, where it is recorded where one works
AT_WORK = frozenset(
    (grounds.NO_VERIFIER, grounds.MEMBERSHIP_OPEN, grounds.EMPLOYER_UNCONFIRMED, grounds.BEFORE_TRANSFER)
)


def window(year: int, opens: date | None, closes: date | None) -> Window | None:
    """A filing window; without either day none is set.

    Raises :class:`~ahce_core.problems.Refusal` for one that cannot be meant.
    """
    if opens is None and closes is None:
        return None
    if opens is None or closes is None:
        raise Refusal([Problem("opens" if opens is None else "closes", WINDOW_HALF)])
    problems = []
    if opens < date(year, 1, 1):
        problems.append(Problem("opens", WINDOW_TOO_EARLY.format(year)))
    if closes < opens:
        problems.append(Problem("closes", WINDOW_BACKWARDS))
    if problems:
        raise Refusal(problems)
    return Window(year, opens, closes)


def require_open(year: int, filing: Window | None, *, today: date, again: bool = False) -> None:
    """Pass if ``year`` may be declared on ``today``; ``filing`` is None while no window is set, ``again`` says that a
    declaration was not accepted.

    Raises :class:`~ahce_core.registration.grounds.NotAllowed` before and after.
    """
    if today.year < year:
        raise NotAllowed(grounds.YEAR_NOT_BEGUN, year)
    if filing is not None and today < filing.opens:
        raise NotAllowed(grounds.FILING_NOT_OPEN, year, filing.opens)
    if filing is not None and today > filing.closes:
        raise NotAllowed(grounds.FILING_OVER_AGAIN if again else grounds.FILING_OVER, year, filing.closes)
