"""The State Council's notices by year, compared with a list typed from another source, and what finds a slip in them."""

from datetime import date, timedelta

import pytest

from ahce_core import holidays
from ahce_core.holidays import NOTICES, ONE_DAY, Notice, faults, festival

NOTICE_2025, NOTICE_2026 = NOTICES[:2]

# Every day on which Monday to Friday is wrong, from chinesecalendar 1.11.0, which spells days and not periods.
FREE_WEEKDAYS = """
    2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04 2025-05-01 2025-05-02
    2025-05-05 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08
    2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 2026-05-01
    2026-05-04 2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07
"""
WORKED_WEEKEND_DAYS = """
    2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def days_of(text: str) -> set[date]:
    return {date.fromisoformat(word) for word in text.split()}


def test_the_tables_say_what_an_independent_source_says() -> None:
    rows = (*NOTICE_2025.festivals, *NOTICE_2026.festivals)
    free = {day for row in rows for day in row.days() if day.weekday() < 5}
    worked = {day for row in rows for day in row.worked}
    assert free == days_of(FREE_WEEKDAYS)
    assert worked == days_of(WORKED_WEEKEND_DAYS)
    assert free <= holidays.FREE_DAYS
    assert worked <= holidays.WORKED_DAYS


def test_the_tables_are_consistent() -> None:
    assert faults() == []


def test_a_notice_has_its_title_and_number() -> None:
    assert NOTICE_2025.title == "国务院办公厅关于2025年部分节假日安排的通知"
    assert NOTICE_2025.number == "国办发明电〔2024〕12号"
    assert NOTICE_2026.title == "国务院办公厅关于2026年部分节假日安排的通知"
    assert NOTICE_2026.number == "国办发明电〔2025〕7号"


def test_a_notice_may_move_the_last_days_of_the_year_before() -> None:
    """国办发明电〔2018〕15号: 2018年12月30日至2019年1月1日放假调休，2018年12月29日（星期六）上班; 11 days a year then."""
    notice_2019 = Notice(
        2019,
        "国办发明电〔2018〕15号",
        date(2018, 12, 1),
        (
            festival("元旦", "2018-12-30", "2019-01-01", "2018-12-29"),
            festival("春节", "2019-02-04", "2019-02-10", "2019-02-02", "2019-02-03"),
            festival("清明节", "2019-04-05", "2019-04-07"),
            festival("劳动节", "2019-05-01", "2019-05-01"),
            festival("端午节", "2019-06-07", "2019-06-09"),
            festival("中秋节", "2019-09-13", "2019-09-15"),
            festival("国庆节", "2019-10-01", "2019-10-07", "2019-09-29", "2019-10-12"),
        ),
        freed=11,
    )
    assert faults((notice_2019,)) == []


def changed(row: int, *words: str) -> Notice:
    """The notice of 2026 with one row typed otherwise."""
    rows = list(NOTICE_2026.festivals)
    rows[row] = festival(*words)
    return NOTICE_2026._replace(festivals=tuple(rows))


@pytest.mark.parametrize(
    ("notice", "fault"),
    [
        (changed(0, "元旦", "2025-01-01", "2026-01-03"), "2026: 元旦: 2025-01-01 is another year's"),
        (changed(6, "国庆节", "2026-10-01", "2027-10-07"), "2026: 国庆节: 2027-10-07 is another year's"),
        (
            changed(0, "元旦", "2026-01-01", "2026-01-03", "2025-12-28"),
            "2026: 元旦: 2025-12-28 is another year's",
        ),
        (
            changed(2, "清明节", "2026-04-06", "2026-04-04"),
            "2026: 清明节: from 2026-04-06 to 2026-04-04 is no break of",
        ),
        (
            changed(1, "春节", "2026-02-15", "2026-02-25"),
            "2026: 春节: from 2026-02-15 to 2026-02-25 is no break of",
        ),
        (changed(2, "清明节", "2026-04-04", "2026-04-05"), "2026: 清明节: frees no weekday"),
        (
            changed(3, "劳动节", "2026-05-01", "2026-05-05", "2026-05-08"),
            "2026: 劳动节: 2026-05-08 is worked, but no",
        ),
        (
            changed(3, "劳动节", "2026-05-01", "2026-05-05", "2026-06-06"),
            "2026: 劳动节: 2026-06-06 is worked too far",
        ),
        (changed(3, "劳动节", "2026-05-01", "2026-05-05", "2026-05-03"), "2026: 2026-05-03 stands twice"),
        (changed(5, "中秋节", "2026-09-25", "2026-09-28"), "2026: 14 days are freed on balance, not 13"),
        (changed(3, "劳动节", "2026-05-01", "2026-05-05"), "2026: 14 days are freed on balance, not 13"),
        (changed(3, "端午节", "2026-05-01", "2026-05-05", "2026-05-09"), "2026: the festivals are ['元旦', "),
        (
            NOTICE_2026._replace(number="国办发明电〔2024〕12号"),
            "2026: 国办发明电〔2024〕12号 of 2025-11-04 is not",
        ),
        (NOTICE_2026._replace(issued=date(2024, 11, 4)), "2026: 国办发明电〔2025〕7号 of 2024-11-04 is not"),
        (NOTICE_2026._replace(year=2027), "2027: 国办发明电〔2025〕7号 of 2025-11-04 is not"),
    ],
)
def test_a_slip_in_a_table_is_found(notice: Notice, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults((notice,)))


@pytest.mark.parametrize("row", range(len(NOTICE_2026.festivals)))
@pytest.mark.parametrize("end", ["first", "last"])
@pytest.mark.parametrize("step", [-ONE_DAY, ONE_DAY])
def test_a_break_that_ends_a_day_off_is_found_where_it_moves_a_weekday(
    row: int, end: str, step: timedelta
) -> None:
    typed = NOTICE_2026.festivals[row]
    slipped = typed._replace(**{end: getattr(typed, end) + step})
    rows = (*NOTICE_2026.festivals[:row], slipped, *NOTICE_2026.festivals[row + 1 :])
    moves_a_weekday = any(day.weekday() < 5 for day in {*typed.days()} ^ {*slipped.days()})
    assert bool(faults((NOTICE_2026._replace(festivals=rows),))) or not moves_a_weekday


def test_a_year_left_out_is_found() -> None:
    assert (
        faults((NOTICE_2025, NOTICE_2026._replace(year=2027)))[0]
        == "the years [2025, 2027] are no unbroken row"
    )
    assert faults((NOTICE_2026, NOTICE_2025)) == ["the years [2026, 2025] are no unbroken row"]
