"""What applicants see of their own: the years so far, who acts next, what hinders a declaration, where they work."""

from datetime import date
from typing import Any

from ahce_core.registration.verification import RefusalRule
from functions.services import chain, declarations, employers, people, settings, verification
from tests.functions.services.test_audit import breaches
from tests.functions.services.test_edges import register
from tests.functions.world import COUNTY, YEAR


def test_a_year_says_who_acts_next_what_its_holder_may_do_and_who_verifies(world):
    def own(name: str = "applicant") -> dict[str, Any]:
        return declarations.own_year(world.ports, world.who(name), YEAR)

    before = own()
    assert (before["next_label"], before["actions"], before["hindrance"]) == (
        "由申报人申报",
        ["declare"],
        None,
    )
    assert (before["verifier"]["desk_label"], before["verifier"]["name"]) == ("用人单位", "演示单位")
    assert before["if_refused_label"] == "不予申报或异议成立后，当年可重新申报一次"
    assert own("self_employed")["verifier"]["name"] == "安徽省安庆市桐城市"
    assert own("hr")["verifier"]["desk"] == "bureau"
    world.declare()
    declared = own()
    assert (declared["actions"], declared["hindrance"], declared["next_label"]) == ([], None, "由核验方核验")
    verification.ask(world.ports, world.who("hr"), world.people["applicant"], YEAR, "请补充原件", 1)
    assert own()["actions"] == ["supplement"]
    assert [(line["label"], line["role_label_en"]) for line in own()["history"]] == [
        ("提交申报", "Applicant"),
        ("要求补充材料", "Employer's verifier"),
    ]


def test_what_hinders_a_declaration_is_told_before_it_is_made(world):
    def hindrance(name: str) -> str | None:
        found = declarations.own_year(world.ports, world.who(name), YEAR)["hindrance"]
        return found and found["code"]

    ports, office = world.ports, world.who("office")
    elsewhere = str(register(world, "12340881MB1111111P").body["employer"])
    people.employ(ports, world.who("other"), employer=elsewhere, region_code=None, transferred_in=None)
    assert hindrance("other") == "membership_open"
    shown = declarations.own_year(ports, world.who("other"), YEAR)
    assert shown["hindrance"]["at_work"] is True
    rows = declarations.own_years(ports, world.who("other"))["years"]
    assert {row["next_label"] for row in [shown, *rows] if row["year"] == YEAR} == {"由单位确认"}
    assert hindrance("applicant") is None
    settings.set_window(ports, office, YEAR, date(2026, 3, 1), date(2026, 3, 31), 0)
    assert hindrance("applicant") == "filing_not_open"
    world.put("2026-04-01")
    assert hindrance("applicant") == "filing_over"


def test_a_refusal_shows_its_rule_in_words_and_lets_the_year_be_declared_once_more(world):
    world.declare()
    person = world.people["applicant"]
    verification.refuse(world.ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "缺少证书", 1)
    shown = declarations.own_year(world.ports, world.who("applicant"), YEAR)
    assert shown["history"][-1]["rule_label"] == RefusalRule.COMPLETENESS.text.zh
    assert (shown["actions"], shown["hindrance"]) == (["declare"], None)
    assert shown["if_refused_label"] == "当年不再受理，这是最后一次申报"
    world.declare(revision=2)
    bench = verification.show(world.ports, world.who("hr"), person, YEAR)
    (before,) = bench["earlier"]
    assert (before["same_claim"], before["ended"]["words"]["reason"]) == (True, "缺少证书")
    assert before["evidence"][0]["id"] != bench["evidence"][0]["id"]
    link = verification.evidence_link(world.ports, world.who("hr"), person, YEAR, before["evidence"][0]["id"])
    assert link["url"]
    verification.refuse(world.ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "缺少证书", 3)
    assert declarations.own_year(world.ports, world.who("applicant"), YEAR)["actions"] == []


def test_a_refusal_after_the_filing_window_says_what_stands(world):
    ports, person = world.ports, world.people["applicant"]
    settings.set_window(ports, world.who("office"), YEAR, date(2026, 2, 1), date(2026, 2, 28), 0)
    world.declare()
    world.put("2026-03-02")
    verification.refuse(ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "缺少证书", 1)
    shown = declarations.own_year(ports, world.who("applicant"), YEAR)
    assert "没有通过，可以重新申报一次；但2026年度的申报已于2026年2月28日截止" in shown["hindrance"]["detail"]
    assert (shown["next_label"], shown["hindrance"]["at_work"]) == ("申报时间已过，请咨询核验单位", False)
    settings.set_window(ports, world.who("office"), YEAR, None, None, 1)
    shown = declarations.own_year(ports, world.who("applicant"), YEAR)
    assert (shown["window"], shown["hindrance"]) == (None, None)
    assert settings.show(ports, YEAR)["window"] is None
    lines = chain.told(ports, settings.STREAM)
    assert [line["opens"] for line in lines] == ["2026-02-01", None]
    assert breaches(world) == {}


def test_the_years_so_far_are_listed_declared_or_not(world):
    world.declare()
    listed = declarations.own_years(world.ports, world.who("applicant"))
    assert listed["today"] == "2026-02-02"
    assert [(row["year"], row["status"]) for row in listed["years"]] == [
        (2025, "undeclared"),
        (2026, "submitted"),
    ]


def test_hours_registered_online_come_as_they_were_sent_so_that_a_page_can_assess_with_them(world):
    world.complete()
    (sent,) = declarations.own_year(world.ports, world.who("applicant"), YEAR)["online"]
    assert (sent["kind"], sent["hours"], sent["subject"]) == ("recorded_hours", 12.5, "general")


def test_where_one_works_is_told_by_name(world):
    work = people.me(world.ports, world.who("applicant"))["employment"]
    assert (work["name"], work["kind_label"], work["confirmed"], work["accepted"]) == (
        "演示单位",
        "事业单位",
        True,
        True,
    )
    alone = people.me(world.ports, world.who("self_employed"))["employment"]
    assert (alone["name"], alone["kind_label"]) == ("安徽省安庆市桐城市", "自由职业")


def test_what_an_employer_accepted_stays_accepted_until_one_works_elsewhere(world):
    ports, person = world.ports, world.people["applicant"]

    def said(employer: str | None, day: str | None) -> tuple[bool, int]:
        region = None if employer else COUNTY
        who = world.who("applicant")
        done = people.employ(ports, who, employer=employer, region_code=region, transferred_in=day)
        return bool(done.body["accepted"]), int(str(done.body["revision"]))

    assert said(world.employer, None) == (True, 2)
    assert [line["type"] for line in chain.told(ports, f"person#{person}")].count("person.employ") == 1
    assert said(world.employer, "2026-01-05") == (True, 3)
    assert people.me(ports, world.who("applicant"))["employment"]["region"] == COUNTY
    rows = employers.members(ports, world.who("hr"), world.employer, None).rows
    assert [(row["accepted"], row["transferred_in"]) for row in rows if row["person"] == person] == [
        (True, "2026-01-05")
    ]
    assert breaches(world) == {}
    assert said(None, None) == (False, 4)
    assert said(world.employer, None) == (False, 5)
    assert breaches(world) == {}
