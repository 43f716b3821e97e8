"""The State Council's holiday notices by year: which weekdays are free and which weekend days are worked.

To add a year: copy the last notice, change its lines to those of the new one, and run
``pytest tests/core/test_holidays.py``. :func:`faults` finds a slip, for a notice frees exactly ``STATUTORY_DAYS``
weekdays more than it takes from weekends. An amendment in the course of a year changes the row of its festival.
"""

from collections import namedtuple
from collections.abc import Iterator
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5  # date.weekday() from here on is weekend

# 《全国年节及纪念日放假办法》（2024年修订）第二条: 元旦1天、春节4天、清明节1天、劳动节2天、
# 端午节1天、中秋节1天、国庆节3天
STATUTORY_DAYS = 13
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")

LONGEST_BREAK = 10  # days; the longest so far is Spring Festival 2026 with nine
FURTHEST_WORKED_DAY = 14  # days from a festival to a day worked for it; the furthest so far is eleven
SETTLED_DECEMBER_DAY = 28  # the next year's notice may move later ones: those of 2007, 2008, 2012, 2019 did


class Festival(namedtuple("Festival", ("name", "first", "last", "worked"))):
    """A row of a notice: free from ``first`` to ``last``, both counted; ``worked`` are weekend days worked for it."""

    __slots__ = ()
    name: str
    first: date
    last: date
    worked: tuple[date, ...]

    def days(self) -> Iterator[date]:
        """The free days, weekends among them included."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))


class Notice(
    namedtuple("Notice", ("year", "number", "issued", "festivals", "freed"), defaults=(STATUTORY_DAYS,))
):
    """The notice of one year. ``freed`` is given where a year has more or fewer days off than the statutory ones."""

    __slots__ = ()
    year: int
    number: str
    issued: date
    festivals: tuple[Festival, ...]
    freed: int

    @property
    def title(self) -> str:
        """国务院办公厅关于…年部分节假日安排的通知."""
        return f"国务院办公厅关于{self.year}年部分节假日安排的通知"


def festival(name: str, first: str, last: str, *worked: str) -> Festival:
    """A row as the notice says it: its name, the first and the last free day, the weekend days worked."""
    return Festival(
        name, date.fromisoformat(first), date.fromisoformat(last), tuple(map(date.fromisoformat, worked))
    )


NOTICES = (
    Notice(
        2025,
        "国办发明电〔2024〕12号",
        date(2024, 11, 12),
        (
            festival("元旦", "2025-01-01", "2025-01-01"),
            festival("春节", "2025-01-28", "2025-02-04", "2025-01-26", "2025-02-08"),
            festival("清明节", "2025-04-04", "2025-04-06"),
            festival("劳动节", "2025-05-01", "2025-05-05", "2025-04-27"),
            festival("端午节", "2025-05-31", "2025-06-02"),
            festival("国庆节、中秋节", "2025-10-01", "2025-10-08", "2025-09-28", "2025-10-11"),
        ),
    ),
    Notice(
        2026,
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
        (
            festival("元旦", "2026-01-01", "2026-01-03", "2026-01-04"),
            festival("春节", "2026-02-15", "2026-02-23", "2026-02-14", "2026-02-28"),
            festival("清明节", "2026-04-04", "2026-04-06"),
            festival("劳动节", "2026-05-01", "2026-05-05", "2026-05-09"),
            festival("端午节", "2026-06-19", "2026-06-21"),
            festival("中秋节", "2026-09-25", "2026-09-27"),
            festival("国庆节", "2026-10-01", "2026-10-07", "2026-09-20", "2026-10-10"),
        ),
    ),
)

FREE_DAYS = frozenset(day for notice in NOTICES for row in notice.festivals for day in row.days())
WORKED_DAYS = frozenset(day for notice in NOTICES for row in notice.festivals for day in row.worked)

KNOWN_YEARS = tuple(notice.year for notice in NOTICES)
FIRST_KNOWN_DAY = date(KNOWN_YEARS[0], 1, 1)
LAST_KNOWN_DAY = date(KNOWN_YEARS[-1], 12, SETTLED_DECEMBER_DAY)


def faults(notices: tuple[Notice, ...] = NOTICES) -> list[str]:
    """What is inconsistent in the tables, a sentence each for whoever typed them; empty where nothing is."""
    years = [notice.year for notice in notices]
    unbroken = list(range(years[0], years[0] + len(years)))
    found = [] if years == unbroken else [f"the years {years} are no unbroken row"]
    for notice in notices:
        found += [f"{notice.year}: {fault}" for fault in _notice_faults(notice)]
    return found


def _notice_faults(notice: Notice) -> Iterator[str]:
    if notice.issued.year != notice.year - 1 or f"〔{notice.issued.year}〕" not in notice.number:
        yield f"{notice.number} of {notice.issued} is not a notice of the year before"
    names = [name for row in notice.festivals for name in row.name.split("、")]
    if sorted(names) != sorted(FESTIVALS):
        yield f"the festivals are {names}"
    free = [day for row in notice.festivals for day in row.days()]
    worked = [day for row in notice.festivals for day in row.worked]
    for row in notice.festivals:
        yield from _festival_faults(notice.year, row)
    for day in sorted({*free, *worked}):
        if (free + worked).count(day) > 1:
            yield f"{day} stands twice"
    freed = sum(day.weekday() < SATURDAY for day in free) - len(worked)
    if freed != notice.freed:
        yield f"{freed} days are freed on balance, not {notice.freed}"


def _festival_faults(year: int, row: Festival) -> Iterator[str]:
    earliest = date(year - 1, 12, SETTLED_DECEMBER_DAY + 1)
    for day in (row.first, row.last, *row.worked):
        if not earliest <= day <= date(year, 12, 31):
            yield f"{row.name}: {day} is another year's"
    if not ONE_DAY <= row.last - row.first + ONE_DAY <= LONGEST_BREAK * ONE_DAY:
        yield f"{row.name}: from {row.first} to {row.last} is no break of 1 to {LONGEST_BREAK} days"
    elif all(day.weekday() >= SATURDAY for day in row.days()):
        yield f"{row.name}: frees no weekday"
    for day in row.worked:
        if day.weekday() < SATURDAY:
            yield f"{row.name}: {day} is worked, but no weekend day"
        if min(abs(day - row.first), abs(day - row.last)) > FURTHEST_WORKED_DAY * ONE_DAY:
            yield f"{row.name}: {day} is worked too far from it"
