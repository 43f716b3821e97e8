"""第十四条: 公示期不少于5个工作日, on the calendars of 2025 and 2026 and beyond what is known."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahce_core.holidays import FIRST_KNOWN_DAY, KNOWN_YEARS, LAST_KNOWN_DAY, NOTICES
from ahce_core.workdays import UNKNOWN, days_known, ends_soon, is_over, is_workday, last_day, legal_day
from tests.core.strategies import STEADY

ONE_DAY = timedelta(days=1)
DAYS = st.dates(FIRST_KNOWN_DAY - ONE_DAY, LAST_KNOWN_DAY)
PERIODS = st.integers(5, 30)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        ("2025-01-20", "2025-01-26"),  # a Sunday worked
        ("2025-09-30", "2025-10-14"),
        ("2026-02-09", "2026-02-14"),  # a Saturday worked
        ("2026-11-23", "2026-11-30"),
        ("2026-01-31", "2026-02-06"),  # opened on a free Saturday
        (
            "2024-12-31",
            "2025-01-08",
        ),  # the opening day itself does not count, so its calendar need not be known
        ("2025-12-29", "2026-01-06"),  # over the end of a year: 30, 31 December, 4 (a Sunday), 5, 6 January
    ],
)
def test_a_notice_of_five_working_days_ends_as_the_state_council_has_it(opened: str, last: str) -> None:
    assert last_day(day(opened)) == day(last)


def test_counting_monday_to_friday_is_wrong_for_74_of_the_start_days_of_2026_in_both_directions() -> None:
    def monday_to_friday(opened: date) -> date:
        reached, counted = opened, 0
        while counted < 5:
            reached += ONE_DAY
            counted += reached.weekday() < 5
        return reached

    first, settled = day("2026-01-01").toordinal(), day("2026-12-28")
    starts = [date.fromordinal(first + offset) for offset in range(365)]
    ends = [(last_day(opened), monday_to_friday(opened)) for opened in starts]
    known = [(right, naive) for right, naive in ends if right is not UNKNOWN and right <= settled]
    late = sum(right > naive for right, naive in known)
    early = sum(right < naive for right, naive in known)
    assert (late, early, late + early) == (53, 21, 74)


@pytest.mark.parametrize(
    ("some_day", "worked"),
    [
        ("2025-01-01", False),  # 元旦, a Wednesday
        ("2025-01-02", True),
        ("2025-01-26", True),  # a Sunday worked for Spring Festival
        ("2025-01-25", False),  # the Saturday before it
        ("2025-10-08", False),
        ("2025-10-09", True),
        ("2026-12-28", True),
    ],
)
def test_a_day_is_worked_or_free(some_day: str, worked: bool) -> None:
    assert is_workday(day(some_day)) is worked


@pytest.mark.parametrize(
    "some_day",
    [
        date.min,
        FIRST_KNOWN_DAY - ONE_DAY,
        LAST_KNOWN_DAY + ONE_DAY,
        date(KNOWN_YEARS[-1] + 1, 1, 4),
        date.max,
    ],
)
def test_a_day_outside_the_known_calendar_is_neither_worked_nor_free(some_day: date) -> None:
    assert is_workday(some_day) is UNKNOWN


def test_the_calendar_is_known_from_2025_on_for_every_year_with_a_notice() -> None:
    assert KNOWN_YEARS[:2] == (2025, 2026)
    assert day("2025-01-01") == FIRST_KNOWN_DAY
    assert is_workday(FIRST_KNOWN_DAY) is False
    assert is_workday(LAST_KNOWN_DAY) is not UNKNOWN


def test_the_last_three_days_of_the_last_year_wait_for_the_next_notice() -> None:
    last_year = NOTICES[-1].year
    assert is_workday(date(last_year, 12, 28)) is not UNKNOWN
    assert is_workday(date(last_year, 12, 29)) is UNKNOWN
    assert is_workday(date(last_year - 1, 12, 31)) is not UNKNOWN


def test_unknown_cannot_be_taken_for_true_or_false() -> None:
    with pytest.raises(TypeError, match="compare with `is UNKNOWN`"):
        bool(is_workday(date.max))
    assert json.dumps(UNKNOWN) == '"unknown"'
    assert "公示继续" in UNKNOWN.text.zh
    assert "stays open" in UNKNOWN.text.en


@pytest.mark.parametrize(
    "opened", [LAST_KNOWN_DAY, LAST_KNOWN_DAY - 4 * ONE_DAY, date.max, date.min, day("2024-12-30")]
)
def test_a_notice_beyond_the_known_calendar_stays_open(opened: date) -> None:
    assert last_day(opened) is UNKNOWN
    assert not is_over(opened, today=date.max)


def test_a_notice_closes_at_the_end_of_its_fifth_working_day() -> None:
    opened = day("2026-02-09")
    assert not is_over(opened, today=opened)
    assert not is_over(opened, today=day("2026-02-14"))
    assert is_over(opened, today=day("2026-02-15"))


def test_a_longer_notice_is_lawful_and_a_shorter_one_is_not() -> None:
    assert last_day(day("2026-11-23"), 7) == day("2026-12-02")
    assert not is_over(day("2026-11-23"), today=day("2026-12-02"), notice_period=7)
    assert is_over(day("2026-11-23"), today=day("2026-12-03"), notice_period=7)
    with pytest.raises(ValueError, match="5 working days at least"):
        last_day(day("2026-11-23"), 4)


@STEADY
@given(DAYS, PERIODS)
def test_the_last_day_is_a_workday_with_exactly_the_period_since_the_opening(
    opened: date, period: int
) -> None:
    last = last_day(opened, period)
    if last is UNKNOWN:
        return
    since = [date.fromordinal(ordinal) for ordinal in range(opened.toordinal() + 1, last.toordinal() + 1)]
    assert sum(is_workday(each) is True for each in since) == period
    assert is_workday(last) is True


@STEADY
@given(DAYS, DAYS, PERIODS, PERIODS)
def test_who_opens_later_or_runs_longer_never_ends_earlier(
    one: date, other: date, short: int, long: int
) -> None:
    first = last_day(min(one, other), min(short, long))
    last = last_day(max(one, other), max(short, long))
    assert last is UNKNOWN or (first is not UNKNOWN and first <= last)


@STEADY
@given(DAYS, st.dates())
def test_a_notice_is_over_from_the_day_after_its_last_and_ever_after(opened: date, today: date) -> None:
    last = last_day(opened)
    assert is_over(opened, today=today) == (last is not UNKNOWN and today > last)


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), "2025-12-31"),
        (datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC), "2026-01-01"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=8))), "2026-01-01"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=9))), "2025-12-31"),
        (datetime(2026, 7, 1, 15, 59, tzinfo=UTC), "2026-07-01"),  # no summer time
    ],
)
def test_a_legal_day_is_shanghais(instant: datetime, shown: str) -> None:
    assert legal_day(instant) == day(shown)


def test_a_legal_day_does_not_depend_on_the_machines_zone() -> None:
    program = (
        "from datetime import UTC, datetime; from ahce_core.workdays import legal_day;"
        "print(legal_day(datetime(2025, 12, 31, 16, tzinfo=UTC)))"
    )
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        environment = os.environ | {"TZ": zone}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        assert ran.stdout == "2026-01-01\n"


def test_an_instant_without_a_zone_has_no_legal_day() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        legal_day(datetime(2026, 1, 1))  # noqa: DTZ001 - it is the point


def test_an_instant_is_not_taken_for_a_day() -> None:
    instant = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(TypeError, match="use legal_day"):
        is_workday(instant)
    with pytest.raises(TypeError, match="use legal_day"):
        last_day(instant)


def test_operators_can_see_months_ahead_where_the_calendar_ends() -> None:
    assert days_known(LAST_KNOWN_DAY - timedelta(days=60)) == 60
    assert days_known(LAST_KNOWN_DAY) == 0
    assert days_known(date.max) == 0
    assert days_known(FIRST_KNOWN_DAY) == (LAST_KNOWN_DAY - FIRST_KNOWN_DAY).days
    assert days_known(FIRST_KNOWN_DAY - ONE_DAY) == 0


def test_operators_are_told_three_months_before_the_calendar_ends() -> None:
    assert ends_soon(LAST_KNOWN_DAY - timedelta(days=92)) is None
    told = ends_soon(LAST_KNOWN_DAY - timedelta(days=91))
    assert told is not None
    assert (str(LAST_KNOWN_DAY) in told.zh, "91 days" in told.en) == (True, True)
    assert ends_soon(LAST_KNOWN_DAY + ONE_DAY) is not None
