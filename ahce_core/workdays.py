"""第十四条　核验完成后及时在学时登记管理系统公示，公示期不少于5个工作日。

The day on which a public notice opens does not count, and the notice closes at the end of its last working day;
both are our reading. Days are Asia/Shanghai's. Where a day's calendar is not known, the answer is ``UNKNOWN`` and the
notice stays open: it never closes early.
"""

from datetime import date, datetime, timedelta, timezone

from .choices import Choice
from .holidays import FIRST_KNOWN_DAY, FREE_DAYS, LAST_KNOWN_DAY, SATURDAY, WORKED_DAYS
from .wording import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NOTICE_PERIOD = 5  # 第十四条: 公示期不少于5个工作日
TOLD_BEFORE_DAYS = 92  # ours: the notice of a year comes in the October or November before it
SHANGHAI = timezone(timedelta(hours=8))  # no daylight saving since 1991, so no time zone database either


class Unknown(Choice):
    """The answer about a day whose calendar is not known: neither true nor false, compared ``is UNKNOWN``."""

    CALENDAR = (
        "unknown",
        "这一天的节假日安排尚未公布或尚未收录，暂不能确定是否为工作日；公示继续进行，不会提前结束。",
        "The holiday calendar of this day is not known yet; the public notice stays open and never closes early.",
    )

    def __bool__(self) -> "NoReturn":
        raise TypeError("a day of an unknown calendar is neither worked nor free: compare with `is UNKNOWN`")


UNKNOWN = Unknown.CALENDAR


def legal_day(instant: datetime) -> date:
    """The day in Asia/Shanghai at an instant, whatever zone the machine is in.

    Raises ValueError for an instant without a time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone, such as datetime.UTC")
    return instant.astimezone(SHANGHAI).date()


def _require_day(day: date) -> None:
    # Python takes an instant for a day of its own zone
    if isinstance(day, datetime):
        raise TypeError("an instant is not a day: use legal_day(instant)")


def is_workday(day: date) -> "bool | Unknown":
    """Whether people work on ``day`` by the State Council's notices; ``UNKNOWN`` outside the known years.

    Raises TypeError for an instant: :func:`legal_day` says which day it is.
    """
    _require_day(day)
    if not FIRST_KNOWN_DAY <= day <= LAST_KNOWN_DAY:
        return UNKNOWN
    return day in WORKED_DAYS or (day.weekday() < SATURDAY and day not in FREE_DAYS)


def last_day(opened: date, notice_period: int = NOTICE_PERIOD) -> "date | Unknown":
    """The last day of a public notice (第十四条) that opens on ``opened`` and runs ``notice_period`` working days.

    ``UNKNOWN`` where the calendar does not reach so far. Raises ValueError for a period shorter than the law's,
    TypeError for an instant.
    """
    _require_day(opened)
    if notice_period < NOTICE_PERIOD:
        raise ValueError(f"a public notice runs {NOTICE_PERIOD} working days at least (第十四条)")
    remaining = notice_period
    for ordinal in range(opened.toordinal() + 1, LAST_KNOWN_DAY.toordinal() + 1):
        day = date.fromordinal(ordinal)
        worked = is_workday(day)
        if worked is UNKNOWN:
            break
        remaining -= worked
        if not remaining:
            return day
    return UNKNOWN


def is_over(opened: date, *, today: date, notice_period: int = NOTICE_PERIOD) -> bool:
    """Whether a public notice has run (第十四条): from the day after its last; never on an unknown calendar."""
    end = last_day(opened, notice_period)
    return end is not UNKNOWN and today > end


def days_known(day: date) -> int:
    """How many days after ``day`` the calendar is known; 0 at its end, after it, and before its beginning.

    The notice of a year comes in the November before it: where few weeks are left, it has not been added.
    """
    return max((LAST_KNOWN_DAY - day).days, 0) if day >= FIRST_KNOWN_DAY else 0


ENDS_SOON = Text(
    "节假日安排只收录到{}，还有{}天；请录入下一年的通知，否则跨过这一天的公示不会结束。",
    "The holiday calendar is known to {} only, {} days from now; add the next year's notice, or no public notice that runs"
    " beyond can end.",
)


def ends_soon(day: date) -> Text | None:
    """What an operator is told of the calendar on ``day``, months before it ends; None while there is time."""
    left = days_known(day)
    return ENDS_SOON.format(LAST_KNOWN_DAY, left) if left < TOLD_BEFORE_DAYS else None
