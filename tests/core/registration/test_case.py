"""Where a case stands: derived from the acts and a day, at midnight in Shanghai and not a moment sooner."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ahce_core.readings import AfterRefusal
from ahce_core.registration.case import LAST_DECLARATION, UNDECLARED, Act, position
from ahce_core.registration.figures import figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.notice import content, is_shown, notice_of
from ahce_core.registration.roles import Role
from ahce_core.registration.workflow import Action, Status
from ahce_core.workdays import UNKNOWN, legal_day
from ahce_core.year import Tally

DECLARED, VERIFIED = (
    date(2026, 2, 2),
    date(2026, 2, 9),
)  # the notice runs to Saturday 2026-02-14, a day worked
BY = {
    Action.DECLARE: Role.APPLICANT,
    Action.SUPPLEMENT: Role.APPLICANT,
    Action.OBJECT: Role.ANYONE,
    Action.ANNUL: Role.BUREAU_SUPERVISOR,
}


def act(action: Action, day: date, objection: str = "", *, final: bool = False) -> Act:
    reading = AfterRefusal.FINAL if final else AfterRefusal.REDECLARE
    return Act(action, BY.get(action, Role.EMPLOYER_VERIFIER), day, objection, reading)


VERIFIED_CASE = [act(Action.DECLARE, DECLARED), act(Action.VERIFY, VERIFIED)]


@pytest.mark.parametrize(
    ("instant", "status"),
    [
        ("2026-02-14T15:59:59+00:00", Status.ON_NOTICE),  # 23:59:59 in Shanghai on the last day
        ("2026-02-14T16:00:00+00:00", Status.REGISTERED),  # 00:00 of the next, still the last day in UTC
        ("2026-02-14T19:30:00+00:00", Status.REGISTERED),
        ("2026-02-14T23:59:59+00:00", Status.REGISTERED),  # 07:59:59 in Shanghai
        ("2026-02-15T00:00:00+00:00", Status.REGISTERED),
        ("2026-02-14T08:00:00-08:00", Status.REGISTERED),  # the same midnight, seen from elsewhere
        ("2026-02-14T07:59:59-08:00", Status.ON_NOTICE),
    ],
)
def test_a_notice_runs_to_midnight_in_shanghai_whatever_zone_the_machine_is_in(instant, status):
    assert position(VERIFIED_CASE, today=legal_day(datetime.fromisoformat(instant))).status is status


@pytest.mark.parametrize("hour", range(8))
def test_an_act_between_midnight_and_eight_in_shanghai_has_that_day_and_not_the_day_of_utc(hour):
    instant = datetime(2026, 2, 8, 16 + hour, 30, tzinfo=UTC)
    case = position([VERIFIED_CASE[0], act(Action.VERIFY, legal_day(instant))], today=VERIFIED)
    assert case.opened == VERIFIED
    assert notice_of(case).last_day == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        ("2025-01-20", "2025-01-26"),
        ("2025-09-30", "2025-10-14"),
        ("2026-02-09", "2026-02-14"),
        ("2026-11-23", "2026-11-30"),
    ],
)
def test_a_notice_counts_five_working_days_as_the_state_council_moves_them(opened, last):
    """公示期不少于5个工作日"""
    verified, end = date.fromisoformat(opened), date.fromisoformat(last)
    acts = [act(Action.DECLARE, verified), act(Action.VERIFY, verified)]
    assert position(acts, today=end).status is Status.ON_NOTICE
    after = position(acts, today=end + timedelta(days=1))
    assert (after.status, after.since) == (Status.REGISTERED, end + timedelta(days=1))


def test_a_notice_whose_calendar_is_not_known_stays_open_however_long_it_takes():
    acts = [act(Action.DECLARE, date(2026, 12, 1)), act(Action.VERIFY, date(2026, 12, 24))]
    case = position(acts, today=date(2031, 1, 1))
    assert case.status is Status.ON_NOTICE
    assert notice_of(case).last_day is UNKNOWN
    assert is_shown(case)


def test_an_open_objection_stops_registration_until_the_last_one_is_dismissed():
    acts = [
        *VERIFIED_CASE,
        act(Action.OBJECT, date(2026, 2, 10), "o1"),
        act(Action.OBJECT, date(2026, 2, 14), "o2"),
    ]
    assert position(acts, today=date(2026, 2, 14)).status is Status.OBJECTED
    waiting = position(acts, today=date(2026, 2, 15))
    assert (waiting.status, waiting.objections) == (Status.UNDER_REVIEW, ("o1", "o2"))
    assert not is_shown(waiting)
    acts.append(act(Action.DISMISS, date(2026, 3, 2), "o2"))
    assert position(acts, today=date(2026, 3, 2)).status is Status.UNDER_REVIEW
    acts.append(act(Action.DISMISS, date(2026, 3, 5), "o1"))
    done = position(acts, today=date(2026, 3, 31))
    assert (done.status, done.since) == (Status.REGISTERED, date(2026, 3, 5))


def test_an_objection_dismissed_in_time_leaves_the_notice_as_long_as_it_was():
    acts = [
        *VERIFIED_CASE,
        act(Action.OBJECT, date(2026, 2, 10), "o1"),
        act(Action.DISMISS, date(2026, 2, 11), "o1"),
    ]
    assert position(acts, today=date(2026, 2, 14)).status is Status.ON_NOTICE
    assert position(acts, today=date(2026, 2, 15)).since == date(2026, 2, 15)


def test_a_correction_moves_neither_the_status_nor_its_day():
    acts = [*VERIFIED_CASE, act(Action.CORRECT, date(2026, 3, 9))]
    done = position(acts, today=date(2026, 4, 1))
    assert (done.status, done.since, done.last_act) == (
        Status.REGISTERED,
        date(2026, 2, 15),
        date(2026, 3, 9),
    )


def test_an_objection_that_is_not_open_is_neither_dismissed_nor_upheld():
    acts = [*VERIFIED_CASE, act(Action.OBJECT, VERIFIED, "o1"), act(Action.DISMISS, VERIFIED, "o2")]
    with pytest.raises(NotAllowed, match="no_objection"):
        position(acts, today=VERIFIED)


REFUSED = [act(Action.DECLARE, DECLARED), act(Action.REFUSE, VERIFIED)]
OVERTURNED = [*VERIFIED_CASE, act(Action.OBJECT, VERIFIED, "o1"), act(Action.UPHOLD, VERIFIED, "o1")]


@pytest.mark.parametrize("acts", [REFUSED, OVERTURNED], ids=["refused", "objection upheld"])
def test_a_refusal_frees_the_year_for_one_new_declaration_and_no_more(acts):
    assert position(acts, today=VERIFIED).status is Status.REFUSED
    again = [*acts, act(Action.DECLARE, VERIFIED)]
    anew = position(again, today=VERIFIED)
    assert (anew.status, anew.declarations, anew.opened, anew.objections) == (Status.SUBMITTED, 2, None, ())
    assert position([*again, act(Action.REFUSE, VERIFIED)], today=VERIFIED).status is Status.CLOSED
    with pytest.raises(NotAllowed, match="refusal_is_final"):
        position([*again, act(Action.REFUSE, VERIFIED), act(Action.DECLARE, VERIFIED)], today=VERIFIED)


def test_under_the_reading_final_the_first_refusal_closes_the_year():
    acts = [act(Action.DECLARE, DECLARED, final=True), act(Action.REFUSE, VERIFIED)]
    assert position(acts, today=VERIFIED).status is Status.CLOSED


def test_what_a_refusal_would_mean_is_told_before_a_declaration_is_made():
    again = position([act(Action.DECLARE, DECLARED), act(Action.REFUSE, VERIFIED)], today=VERIFIED)
    assert UNDECLARED.if_refused(AfterRefusal.REDECLARE) == AfterRefusal.REDECLARE.text
    assert again.if_refused(AfterRefusal.REDECLARE) == LAST_DECLARATION
    assert {place.if_refused(AfterRefusal.FINAL) for place in (UNDECLARED, again)} == {
        AfterRefusal.FINAL.text
    }


def test_an_act_before_the_last_one_is_refused_for_its_day():
    with pytest.raises(NotAllowed, match="earlier_day"):
        position([VERIFIED_CASE[0], act(Action.VERIFY, date(2026, 2, 1))], today=VERIFIED)


def test_a_day_before_the_acts_shows_them_as_they_are_recorded():
    assert position(VERIFIED_CASE, today=date(2020, 1, 1)).status is Status.ON_NOTICE


def test_nothing_done_is_nothing_declared():
    assert position([], today=VERIFIED) == UNDECLARED
    assert notice_of(UNDECLARED) is None
    assert not is_shown(UNDECLARED)


def test_a_notice_says_whose_year_it_is_and_what_it_comes_to_and_no_more():
    empty = content("申报人", "单位", figures(2026, Tally(None, 0, 0, 0)))
    assert set(empty) == {"name", "employer", "year", "items", "total", "general", "professional"}
    assert empty["items"] == []
    online = content("申报人", "单位", figures(2026, Tally(None, 125, 0, 0)))
    assert (online["items"], online["total"]) == ([12], 12.5)


def test_fifty_open_objections_are_enough():
    acts = [*VERIFIED_CASE, *(act(Action.OBJECT, VERIFIED, f"o{number}") for number in range(50))]
    assert len(position(acts, today=VERIFIED).objections) == 50
    with pytest.raises(NotAllowed, match="objections_enough"):
        position([*acts, act(Action.OBJECT, VERIFIED, "o50")], today=VERIFIED)
    decided = [*acts, act(Action.DISMISS, VERIFIED, "o0"), act(Action.OBJECT, VERIFIED, "o50")]
    assert position(decided, today=VERIFIED).status is Status.OBJECTED
