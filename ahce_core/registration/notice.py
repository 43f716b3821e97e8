"""第十四条　核验完成后及时在学时登记管理系统公示，公示期不少于5个工作日。

The notice opens with the verification, the opening day does not count, and it closes at the end of the last working day
(:mod:`ahce_core.workdays`); all three are our reading of 及时 and 不少于. It shows what others need in order to object, and
nothing else: no ID number, no evidence. When it has run it shows nothing at all.
"""

from collections import namedtuple
from datetime import date

from .. import workdays
from ..workdays import Unknown
from .case import Position
from .figures import Figures
from .workflow import Status

VISIBLE = frozenset((Status.ON_NOTICE, Status.OBJECTED))


class Notice(namedtuple("Notice", ("opened", "last_day"))):
    """From the day it opened to the end of its last day; ``UNKNOWN`` where that year's calendar is not known."""

    __slots__ = ()
    opened: date
    last_day: "date | Unknown"


def notice_of(position: Position) -> Notice | None:
    """The public notice of a case, running or over; None before its verification."""
    return Notice(position.opened, workdays.last_day(position.opened)) if position.opened else None


def is_shown(position: Position) -> bool:
    """Whether anybody may see the notice on the day of this position."""
    return position.status in VISIBLE


def content(name: str, employer: str, figures: Figures) -> dict[str, object]:
    """What a public notice says: name, employer, year, items and hours."""
    return {"name": name, "employer": employer, **figures.as_json()}
