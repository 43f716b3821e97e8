"""To whom one applies (Art. 14), and when."""

import itertools
from datetime import date

import pytest

from ahce_core.problems import Refusal
from ahce_core.readings import GovernmentBodyRoute
from ahce_core.registration.filing import NEXT_HINDERED, require_open, window
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.routing import (
    DESKS,
    Desk,
    EmployerKind,
    Employment,
    SelfEmployed,
    Verifier,
    require_transferred,
    verifier_of,
)

EMPLOYER = Verifier(Desk.EMPLOYER, "e1", "340881")
LATE = date(2026, 12, 31)
BUREAU = Verifier(Desk.BUREAU, "340881", "340881")
# 国有企事业单位 … 向所在单位申请; 非公企业、社会团体及自由职业 … 向属地人力资源社会保障部门申请
EXPECTED = {
    ("state_enterprise", "employer"): EMPLOYER,
    ("state_enterprise", "bureau"): EMPLOYER,
    ("public_institution", "employer"): EMPLOYER,
    ("public_institution", "bureau"): EMPLOYER,
    ("government_body", "employer"): EMPLOYER,
    ("government_body", "bureau"): BUREAU,
    ("non_public_enterprise", "employer"): BUREAU,
    ("non_public_enterprise", "bureau"): BUREAU,
    ("social_organisation", "employer"): BUREAU,
    ("social_organisation", "bureau"): BUREAU,
}


def works(kind=EmployerKind.PUBLIC_INSTITUTION, *, confirmed=True, accepted=True, transferred_in=None):
    return Employment("e1", kind, "340881", confirmed, accepted, transferred_in)


def route(work, year=2026, *, reading=GovernmentBodyRoute.EMPLOYER, verifies_for_employer=False):
    return verifier_of(work, year, reading=reading, verifies_for_employer=verifies_for_employer)


@pytest.mark.parametrize("hr", [False, True], ids=["staff", "HR officer"])
@pytest.mark.parametrize("transfer", [None, date(2026, 7, 1)], ids=["always here", "transferred in"])
@pytest.mark.parametrize(("kind", "reading"), list(itertools.product(EmployerKind, GovernmentBodyRoute)))
def test_every_kind_of_employer_and_transfer_has_its_verifier(kind, reading, transfer, hr):
    found = route(works(kind, transferred_in=transfer), reading=reading, verifies_for_employer=hr)
    assert found == (BUREAU if hr else EXPECTED[kind.value, reading.value])


def test_no_kind_of_employer_is_left_out():
    assert set(DESKS) == set(EmployerKind)


@pytest.mark.parametrize("transfer", [None, date(2026, 12, 31)])
def test_the_self_employed_go_to_the_bureau_of_their_county(transfer):
    assert route(SelfEmployed("340881", transfer)) == BUREAU


@pytest.mark.parametrize(
    "work", [works(transferred_in=date(2027, 1, 1)), SelfEmployed("340881", date(2027, 1, 1))]
)
def test_a_year_before_the_transfer_is_not_declared_here(work):
    """从调入之日起，执行我省继续教育有关政策"""
    with pytest.raises(NotAllowed, match="before_transfer"):
        route(work, 2026)
    assert route(work, 2027)


@pytest.mark.parametrize(
    ("work", "ground"),
    [
        (None, "no_verifier"),
        (works(accepted=False), "membership_open"),
        (works(accepted=False, confirmed=False), "membership_open"),
        (works(confirmed=False), "employer_unconfirmed"),
    ],
)
def test_without_an_accepted_membership_and_a_confirmed_kind_there_is_no_verifier(work, ground):
    with pytest.raises(NotAllowed, match=ground):
        route(work)


def test_a_bureau_of_no_known_region_is_refused():
    with pytest.raises(Refusal):
        route(SelfEmployed("110000"))


FILING = window(2026, date(2026, 11, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("today", "filing", "ground"),
    [
        (date(2025, 12, 31), None, "year_not_begun"),
        (date(2026, 1, 1), None, None),
        (date(2030, 1, 1), None, None),
        (date(2026, 10, 31), FILING, "filing_not_open"),
        (date(2026, 11, 1), FILING, None),
        (date(2027, 1, 31), FILING, None),
        (date(2027, 2, 1), FILING, "filing_over"),
    ],
)
def test_declarations_are_taken_within_the_window_and_always_while_none_is_set(today, filing, ground):
    if ground is None:
        require_open(2026, filing, today=today)
    else:
        with pytest.raises(NotAllowed, match=ground):
            require_open(2026, filing, today=today)


def test_a_window_that_cannot_be_meant_is_refused_with_both_faults():
    with pytest.raises(Refusal) as refusal:
        window(2026, date(2025, 12, 31), date(2025, 12, 30))
    assert [problem.path for problem in refusal.value.problems] == ["opens", "closes"]
    assert window(2026, date(2026, 1, 1), date(2026, 1, 1)).year == 2026


def test_a_transfer_is_recorded_once_its_day_has_come():
    """从调入之日起，执行我省继续教育有关政策"""
    today = date(2026, 3, 2)
    for come in (None, today, date(1999, 1, 1)):
        require_transferred(come, today=today)
    with pytest.raises(Refusal, match="transferred_in"):
        require_transferred(date(2026, 3, 3), today=today)


@pytest.mark.parametrize(("opens", "closes", "path"), [(None, LATE, "opens"), (LATE, None, "closes")])
def test_a_window_has_both_its_days_or_none(opens, closes, path):
    assert window(2026, None, None) is None
    with pytest.raises(Refusal, match=path):
        window(2026, opens, closes)


def test_who_was_not_accepted_hears_that_filing_is_over_and_that_one_more_is_open_to_them():
    with pytest.raises(NotAllowed, match="filing_over_again") as refusal:
        require_open(2026, FILING, today=date(2027, 2, 1), again=True)
    assert refusal.value.ground in NEXT_HINDERED
