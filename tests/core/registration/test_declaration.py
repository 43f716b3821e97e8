"""What may be declared: the elected option with its evidence, or nothing; assessed by the core's own rules."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahce_core import json_text
from ahce_core.explain import explain
from ahce_core.problems import Refusal
from ahce_core.readings import READINGS
from ahce_core.registration.case import UNDECLARED
from ahce_core.registration.certificate import entitled, number
from ahce_core.registration.declaration import Evidence, read_claim, read_pinned_claim, stray
from ahce_core.registration.figures import figures
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.online import read_online, read_registered
from ahce_core.registration.profile import adopted, read_profile
from ahce_core.registration.workflow import Status
from ahce_core.request import read_request
from tests.core.strategies import STEADY, requests

YEAR = 2026
LAST_DAY = date(2026, 12, 31)


def chosen(**readings: str) -> object:
    all_eight = {name: reading.adopted.value for name, reading in READINGS.items()}
    return read_profile(all_eight | readings, "2025.1")


ADOPTED = adopted(YEAR)
BY_ITEM = chosen(one_option="item")


def parsed(value: object) -> object:
    return json_text.read(json.dumps(value))


def one(identity: str, kind: str = "patent", **facts: object) -> dict[str, object]:
    given = {"id": identity, "kind": kind, "title": identity.upper(), "date": "2026-05-04"}
    return given | ({"type": "invention", "place": 1} if kind == "patent" and not facts else facts)


def declare(*activities, evidence=None, pinned=ADOPTED, online=(), works=None, today=LAST_DAY, **rest):
    if evidence is None:
        evidence = [Evidence(f"f-{a['id']}", a["id"], f"{i:064x}") for i, a in enumerate(activities)]
    source = parsed({"activities": list(activities), **rest})
    return read_claim(
        source, YEAR, pinned, today=today, online=online, evidence=evidence, declared_works=works or {}
    )


def completion(subject: str = "professional", hours: float = 40) -> object:
    source = one("c", "recorded_hours", subject=subject, hours=hours)
    return read_online(parsed(source), YEAR, today=LAST_DAY)


def refused(*activities, **rest):
    with pytest.raises(Refusal) as refusal:
        declare(*activities, **rest)
    return {problem.path: problem.text.en for problem in refusal.value.problems}


def test_nothing_at_all_may_be_declared_when_the_online_hours_are_enough():
    claim = declare()
    assert (claim.entries, claim.claimed_general) == ((), None)
    assert claim.tally([completion(hours=90)]).complete
    assert not claim.tally([]).complete


def test_the_split_is_pinned_as_the_best_one_of_the_day_and_later_hours_only_add():
    claim = declare(one("a", "book", authorship="sole"), online=[completion(hours=20.5)])
    assert claim.claimed_general == 305  # 70 of the book, 39.5 of them missing to 60
    later = claim.tally([completion(hours=20.5), completion("general", 10), completion(hours=30)])
    assert (later.total, later.professional, later.complete) == (1305, 900, True)


def test_the_applicants_own_split_is_kept_to_the_tenth():
    claim = declare(one("a", "book", authorship="sole"), elected_split={"general": 0.5})
    assert claim.claimed_general == 5
    assert claim.assessment([])["professional"] == 69.5


def test_what_a_claim_is_does_not_depend_on_figures_that_come_with_it():
    for key in ("year", "readings", "total", "complete", "elected"):
        problems = refused(one("a"), **{key: 90})
        assert key in problems


def test_every_problem_of_a_claim_is_told_at_once():
    problems = refused(one("a", place=0, type="invention"), total=3)
    assert set(problems) == {"total", "activities[0].place"}


def test_the_losing_options_are_not_declared():
    problems = refused(one("a"), one("b", type="design", place=1), one("c", "teaching"))
    assert set(problems) == {"activities[1]", "activities[2]"}
    assert "“A”" in problems["activities[1]"]
    assert problems["activities[1]"].endswith("(Art. 21(4))")


def test_under_the_reading_of_items_all_achievements_of_the_elected_item_are_declared():
    claim = declare(one("a", "teaching"), one("b", "teaching"), pinned=BY_ITEM)
    assert claim.tally([]).total == 100
    assert set(refused(one("a", "teaching"), one("b", "teaching"))) == {"activities[1]"}


def test_one_paper_is_not_declared_twice_in_a_year_nor_again_in_another():
    """同一论文或著作多处发表或出版，只得折算一次，不得重复折算。"""
    papers = [one(i, "paper", indexed_by="none", authorship="sole", work="w") for i in "ab"]
    assert set(refused(*papers, pinned=BY_ITEM)) == {"activities[1]"}
    problems = refused(papers[0], works={("paper", "w"): 2025})
    assert set(problems) == {"activities[0].work"}
    assert "2025" in problems["activities[0].work"]
    assert declare(papers[0], works={("book", "w"): 2025}).works == {("paper", "w")}
    assert declare(one("c"), works={("paper", ""): 2025}).works == frozenset()


def test_online_hours_are_there_already_and_are_not_declared():
    problems = refused(one("a", "courseware", subject="general"))
    assert problems["activities[0]"].endswith("(Art. 12(12))")


def test_what_gives_no_hours_is_not_declared():
    problems = refused(one("a", "project", level="other", place=9))
    assert "no hours" in problems["activities[0]"]


def test_every_claimed_activity_has_evidence_and_all_evidence_its_activity():
    files = [Evidence("f1", "b", "0" * 64)]
    problems = refused(one("a"), evidence=files)
    assert set(problems) == {"activities[0]", "evidence[0].activity"}
    twice = [Evidence("f1", "a", "0" * 64), Evidence("f2", "a", "0" * 64), Evidence("f3", "a", "1" * 64)]
    assert set(refused(one("a"), evidence=twice)) == {"evidence[1]"}
    assert list(stray([], set())) == []


def test_a_split_of_nothing_is_told_beside_the_other_problems():
    problems = refused(one("a", "project", level="other", place=9), elected_split={"general": 1})
    assert set(problems) == {"activities[0]", "elected_split"}


def test_a_pinned_profile_outlives_a_later_ruling():
    source = parsed({"activities": [one("a", "teaching"), one("b", "teaching")]})
    assert read_pinned_claim(source, YEAR, BY_ITEM).tally([]).total == 100
    assert read_pinned_claim(source, YEAR, ADOPTED).tally([]).total == 50


def test_rules_that_are_no_longer_here_are_named_rather_than_replaced():
    claim = read_pinned_claim(parsed({"activities": []}), YEAR, ADOPTED._replace(rules_version="2019.1"))
    with pytest.raises(LookupError, match=r"2019\.1"):
        claim.tally([])


def test_a_profile_names_each_of_the_eight_readings():
    assert read_profile(ADOPTED.as_json()["readings"], "2025.1") == ADOPTED
    assert set(ADOPTED.as_json()["readings"]) == set(READINGS)
    bad = ADOPTED.as_json()["readings"] | {"one_option": "items", "after_refusal": 3, "colour": "x"}
    del bad["sci_authors"]
    with pytest.raises(Refusal) as refusal:
        read_profile(bad, "2025.1")
    assert sorted(problem.path for problem in refusal.value.problems) == [
        "readings.after_refusal",
        "readings.colour",
        "readings.one_option",
        "readings.sci_authors",
    ]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        (one("c", "teaching"), {"kind"}),
        (one("c", "courseware", subject="general") | {"date": "2025-01-01"}, {"date"}),
        ({"id": "c", "kind": "courseware"}, {"subject", "title", "date"}),
        (7, {""}),
    ],
)
def test_a_completion_is_read_as_strictly_as_an_activity(source, paths):
    with pytest.raises(Refusal) as refusal:
        read_online(parsed(source), YEAR, today=LAST_DAY)
    assert {problem.path for problem in refusal.value.problems} == paths


def test_what_is_declared_is_done_by_the_day_of_the_declaration():
    """完成继续教育学时后，凭有关学时证明材料…申请学时登记"""
    patent = one("a")  # of 4 May
    assert declare(patent, today=date(2026, 5, 4)).entries
    found = refused(patent, evidence=[], today=date(2026, 5, 3))
    assert set(found) == {"activities[0].date", "activities[0]"}  # its evidence is missing too: all at once
    assert "2026-05-04" in found["activities[0].date"]
    assert "Art. 14" in found["activities[0].date"]


def posting(start: str, end: str, **more: str) -> dict[str, object]:
    facts = {"posting": "tibet", "start": start, "end": end, **more}
    return {"id": "a", "kind": "assignment", "title": "援藏", **facts}


@pytest.mark.parametrize(
    ("start", "end", "day", "paths"),
    [
        ("2026-12-30", "2027-06-30", "2026-03-02", {"activities[0].start"}),
        ("2026-12-30", "2027-06-30", "2026-12-29", {"activities[0].start"}),
        ("2026-12-30", "2027-06-30", "2026-12-30", set()),  # 工作期间: any day of the year gives it all
        (
            "2025-12-30",
            "2028-06-30",
            "2026-01-01",
            set(),
        ),  # it goes on, and is this year's from its first day on
        ("2025-12-30", "2028-06-30", "2025-12-31", {"activities[0].start"}),  # of 2026 nothing is served yet
    ],
)
def test_a_posting_may_go_on_and_has_begun_in_the_year(start, end, day, paths):
    claim = posting(start, end)
    if paths:
        assert set(refused(claim, today=date.fromisoformat(day))) == paths
    else:
        assert declare(claim, today=date.fromisoformat(day)).tally([]).complete


def test_a_posting_that_has_to_fill_half_of_the_year_has_filled_it_by_then():
    half = chosen(assignment_year="half_year")
    claim, last = posting("2026-01-01", "2028-06-30"), date(2026, 7, 2)  # the 183rd day
    assert declare(claim, pinned=half, today=last).tally([]).complete
    found = refused(claim, pinned=half, today=last - timedelta(days=1))
    assert "182 days" in found["activities[0].end"]


def test_the_proof_of_a_posting_is_of_no_later_day():
    claim = posting("2026-01-01", "2026-01-31", date="2027-01-01")
    assert set(refused(claim)) == {"activities[0].date"}


def test_a_course_is_registered_once_it_is_completed():
    """每学完一门课程，系统将自动登记相应学时"""
    source = parsed(one("c", "courseware", subject="general"))  # of 4 May
    assert read_online(source, YEAR, today=date(2026, 5, 4)) == read_registered(source, YEAR)
    with pytest.raises(Refusal, match="date") as refusal:
        read_online(source, YEAR, today=date(2026, 5, 3))
    assert "第十二条（十二）" in refusal.value.problems[0].text.zh


def test_a_certificate_is_for_a_registered_and_complete_year_only():
    """完成规定的继续教育学时，经核验通过后，可…自行打印"""
    claim = declare(one("a", "qualification_exam"))
    registered = UNDECLARED._replace(status=Status.REGISTERED)
    stated = entitled(registered, YEAR, claim.tally([]))
    assert (stated.general, stated.professional, stated.items) == (300, 600, (8,))
    with pytest.raises(NotAllowed, match="year_not_complete") as refusal:
        entitled(registered, YEAR, declare().tally([completion(hours=12.5)]))
    assert "77.5" in refusal.value.text.zh
    for status in Status:
        if status is not Status.REGISTERED:
            with pytest.raises(NotAllowed, match=r"no_certificate_yet|annulled_is_final"):
                entitled(UNDECLARED._replace(status=status), YEAR, claim.tally([]))


def test_later_online_hours_supersede_a_certificate_by_a_new_number():
    claim = declare(one("a", "qualification_exam"))
    first = figures(YEAR, claim.tally([]))
    later = figures(YEAR, claim.tally([completion()]))
    assert number((), first) == 1
    assert number((first,), first) == 1
    assert number((first,), later) == 2
    assert later.items == (8, 12)


@STEADY
@given(requests(split=False), st.booleans())
def test_declaring_exactly_what_the_calculator_elects_is_always_accepted(request, by_item):
    """Whatever the year: its elected option can be declared, and comes to the hours that the calculator showed."""
    readings = request.get("readings", {}) | {"one_option": "item" if by_item else "achievement"}
    pinned = chosen(**readings)._replace(rules_version="2025.1")
    year = request["year"]
    source = parsed({"year": year, "readings": readings, "activities": request["activities"]})
    answer = explain(read_request(source))
    elected = set(answer["elected"]["activities"]) if answer["elected"] else set()
    claimed = [a for a in request["activities"] if a["id"] in elected]
    online = [
        read_online(parsed(a), year, today=date(year, 12, 31))
        for a in request["activities"]
        if a["kind"] in ("courseware", "recorded_hours")
    ]
    claim = read_claim(
        parsed({"activities": claimed}),
        year,
        pinned,
        today=date.max,  # the proof of a posting may be of any day
        online=online,
        evidence=[Evidence("f", identity, "0" * 64) for identity in elected],
        declared_works={},
    )
    again = claim.assessment(online)
    assert [again[key] for key in ("total", "general", "professional", "complete")] == [
        answer[key] for key in ("total", "general", "professional", "complete")
    ]
    assert claim.tally(online).complete == answer["complete"]
