"""A year from its declaration to its registration and beyond, through the services, on both stores."""

from datetime import date

import pytest

from ahce_core.problems import Refusal
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.routing import Desk
from ahce_core.registration.verification import RefusalRule
from functions.ports import Index, Put
from functions.services import (
    cases,
    chain,
    declarations,
    desks,
    employers,
    evidence,
    keys,
    ledger,
    notices,
    online,
    people,
    settings,
    verification,
)
from functions.services.errors import KeyReused, Stale
from tests.functions.proof import pdf
from tests.functions.world import COUNTY, EXAM, ID_NUMBERS, YEAR


def test_a_year_goes_from_declaration_over_supplement_notice_and_objection_to_registration(either):
    world, ports = either, either.ports
    world.complete()
    assert world.declare().body["status"] == "submitted"
    person = world.people["applicant"]
    asked = verification.ask(ports, world.who("hr"), person, YEAR, "请补充合格证书原件", 1)
    assert asked.body["status"] == "supplement_asked"
    more = world.upload(content=pdf("original"))
    added = declarations.supplement(ports, world.who("applicant"), YEAR, [(more, "a1")], "已补充", 2)
    assert added.body["status"] == "submitted"
    world.put("2026-02-09")
    assert world.verify(revision=3).body["status"] == "on_notice"
    notice = world.notice()
    objection = world.object_to(notice)
    world.put("2026-02-15")
    assert world.status() == "under_review"
    shown = verification.show(ports, world.who("hr"), person, YEAR)
    assert shown["actions"] == ["dismiss", "uphold", "correct"]
    world.put("2026-03-02")
    dismissed = verification.dismiss(
        ports, world.who("hr"), person, YEAR, objection, "证书经核对属实", shown["revision"]
    )
    assert dismissed.body["status"] == "registered"
    own = declarations.own_year(ports, world.who("applicant"), YEAR)
    assert (own["status"], own["since"]) == ("registered", "2026-03-02")
    assert own["assessment"]["total"] == 102.5
    said = {text for line in own["history"] for text in line["words"].values()}
    assert {"请补充合格证书原件", "已补充", "证书不是本人的", "证书经核对属实"} <= said
    titles = online.years(ports, world.who("titles"), ID_NUMBERS[1])["years"]
    assert [(row["year"], row["registered"], row["total"], row["complete"]) for row in titles] == [
        (YEAR, True, 102.5, True)
    ]
    assert all(chain.faults(ports, stream) == [] for stream in chain.streams(ports))
    annulled = verification.annul(
        ports, world.who("supervisor"), person, YEAR, "查实证书系伪造", shown["revision"] + 1
    )
    assert annulled.body["status"] == "annulled"
    assert not online.years(ports, world.who("titles"), ID_NUMBERS[1])["years"][0]["registered"]


def test_midnight_in_shanghai_ends_a_notice(world):
    world.declare()
    world.put("2026-02-09", "00:30:00")
    world.verify()
    notice = world.notice()
    world.put("2026-02-14", "23:59:59")
    assert notices.show(world.ports, notice)["last_day"] == "2026-02-14"
    assert world.status() == "on_notice"
    world.put("2026-02-15", "00:00:00")
    assert world.status() == "registered"
    assert notices.running(world.ports, COUNTY, after=None).rows == ()
    with pytest.raises(NotAllowed, match="not_found"):
        notices.show(world.ports, notice)
    with pytest.raises(NotAllowed, match="not_found"):
        world.object_to(notice)


def test_a_notice_shows_name_employer_year_items_and_hours_and_no_number(world):
    world.declare()
    world.verify()
    shown = notices.show(world.ports, world.notice())
    assert (shown["name"], shown["employer"], shown["year"]) == ("演示applicant", "演示单位", YEAR)
    assert (shown["items"], shown["total"]) == ([8], 90)
    assert ID_NUMBERS[1] not in str(shown)
    assert world.people["applicant"] not in str(shown)


def test_a_refusal_names_rule_and_reason_and_frees_the_year_once(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    with pytest.raises(Refusal, match="reason: "):
        verification.refuse(ports, world.who("hr"), person, YEAR, RefusalRule.AUTHENTICITY, " ", 1)
    refused = verification.refuse(
        ports, world.who("hr"), person, YEAR, RefusalRule.AUTHENTICITY, "证书编号查无此人", 1
    )
    assert refused.body["status"] == "refused"
    line = declarations.own_year(ports, world.who("applicant"), YEAR)["history"][-1]
    assert (line["rule"], line["words"]) == ("authenticity", {"reason": "证书编号查无此人"})
    assert world.declare(revision=2).body["revision"] == 3
    verification.refuse(ports, world.who("hr"), person, YEAR, RefusalRule.TIMELINESS, "仍不符合", 3)
    with pytest.raises(NotAllowed, match="refusal_is_final"):
        world.declare(revision=4)


def test_an_upheld_objection_ends_the_notice_and_the_declaration(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    world.verify()
    notice = world.notice()
    objection = world.object_to(notice)
    upheld = verification.uphold(ports, world.who("hr"), person, YEAR, objection, "异议属实", 3)
    assert upheld.body["status"] == "refused"
    assert notices.running(ports, COUNTY, after=None).rows == ()
    with pytest.raises(NotAllowed, match="not_found"):
        notices.show(ports, notice)


def test_a_correction_supersedes_the_verifiers_own_record_and_nothing_of_the_claim(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    world.verify()
    with pytest.raises(NotAllowed, match="claim_stands"):
        verification.correct(ports, world.who("hr"), person, YEAR, {"claim": "x"}, "笔误", 2)
    verification.correct(ports, world.who("hr"), person, YEAR, {"ledger": "T-2"}, "台账编号笔误", 2)
    shown = verification.show(ports, world.who("hr"), person, YEAR)
    assert shown["verification"] == {"remark": "材料齐全", "ledger": "T-2"}
    kept = [line["words"].get("ledger") for line in shown["history"]]
    assert kept[-2:] == ["T-1", "T-2"]


def test_a_year_is_declared_once_whatever_the_key(world):
    world.declare()
    with pytest.raises(NotAllowed, match="once_a_year"):
        world.declare()
    with pytest.raises(NotAllowed, match="once_a_year"):
        world.declare(revision=1)


def test_the_same_key_gives_the_same_answer_and_acts_once(either):
    world, ports = either, either.ports
    file = world.upload()
    arguments = (YEAR, EXAM, [(file, "a1")], 0)
    caller = world.who("applicant", "the-same-key-0001")
    first = declarations.declare(ports, caller, *arguments)
    again = declarations.declare(ports, caller, *arguments)
    assert first == again
    assert len(chain.told(ports, f"case#{world.people['applicant']}#{YEAR}")) == 1
    with pytest.raises(KeyReused):
        declarations.declare(ports, caller, YEAR, EXAM, [(file, "a1")], 1)


def test_what_was_seen_is_what_is_acted_on(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    verification.ask(ports, world.who("hr"), person, YEAR, "请补充", 1)
    with pytest.raises(Stale):
        world.verify(revision=1)
    assert world.status() == "supplement_asked"


def test_evidence_is_what_lies_in_storage_and_not_what_was_said(world):
    ports = world.ports
    announced = evidence.announce(
        ports, world.who("applicant"), media_type="application/pdf", size=9, sha256="0" * 64
    )
    never = str(announced.body["evidence"])
    others = world.upload("other")
    for file in (never, others, "a" * 26):
        with pytest.raises(Refusal) as refusal:
            declarations.declare(ports, world.who("applicant"), YEAR, EXAM, [(file, "a1")], 0)
        assert [problem.path for problem in refusal.value.problems] == ["evidence[0]"]


def test_a_file_that_stops_before_its_end_is_no_proof(world):
    whole, half = world.upload(), world.upload(content=b"%PDF-1.7\n1 0 obj")
    with pytest.raises(Refusal) as refusal:
        declarations.declare(
            world.ports, world.who("applicant"), YEAR, EXAM, [(whole, "a1"), (half, "a1")], 0
        )
    assert [problem.path for problem in refusal.value.problems] == ["evidence[1]"]
    assert "PDF" in refusal.value.problems[0].text.zh


def test_as_many_files_as_are_allowed_are_declared_in_one_transaction(world):
    files = [(world.upload(content=pdf(f"file {n}")), "a1") for n in range(evidence.FILES_A_DECLARATION)]
    declarations.declare(world.ports, world.who("applicant"), YEAR, EXAM, files, 0)
    assert len(declarations.own_year(world.ports, world.who("applicant"), YEAR)["evidence"]) == len(files)


def test_the_same_evidence_of_another_person_is_flagged_to_the_verifier_alone(world):
    world.declare("other")
    world.declare("applicant")
    shown = verification.show(world.ports, world.who("hr"), world.people["applicant"], YEAR)
    assert [file["also_used_by"] for file in shown["evidence"]] == [1]
    own = declarations.own_year(world.ports, world.who("applicant"), YEAR)
    assert "also_used_by" not in own["evidence"][0]


def test_the_same_evidence_for_another_year_of_ones_own_is_flagged_to_the_verifier(world):
    ports, person = world.ports, world.people["applicant"]
    earlier = {"activities": [{**EXAM["activities"][0], "date": "2025-06-20"}]}
    for _ in range(2):  # a second upload of the same content
        file = world.upload()
    declarations.declare(ports, world.who("applicant"), YEAR - 1, earlier, [(file, "a1")], 0)
    world.declare()
    shown = verification.show(ports, world.who("hr"), person, YEAR)
    assert [(file["also_used_by"], file["also_used_in"]) for file in shown["evidence"]] == [(0, [YEAR - 1])]
    assert shown["doubts"] == ["used_before"]
    assert verification.show(ports, world.who("hr"), person, YEAR - 1)["doubts"] == ["used_before"]


def test_the_day_of_a_transfer_is_pinned_and_shown_with_what_was_done_before_it(world):
    ports, person = world.ports, world.people["other"]

    def move(day: str):
        who = world.who("other")
        return people.employ(ports, who, employer=world.employer, region_code=None, transferred_in=day)

    with pytest.raises(Refusal, match="transferred_in"):
        move("2026-12-31")
    done = move("2026-01-25")
    employers.accept(ports, world.who("hr"), world.employer, person, done.body["revision"])
    world.declare("other")
    shown = verification.show(ports, world.who("hr"), person, YEAR)
    assert (shown["transferred_in"], shown["doubts"]) == ("2026-01-25", ["before_transfer"])
    assert declarations.own_year(ports, world.who("other"), YEAR)["transferred_in"] == "2026-01-25"


def test_evidence_is_read_through_a_link_by_those_who_see_the_declaration(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    file = declarations.own_year(ports, world.who("applicant"), YEAR)["evidence"][0]["id"]
    assert declarations.own_evidence(ports, world.who("applicant"), YEAR, file)["url"]
    assert verification.evidence_link(ports, world.who("hr"), person, YEAR, file)["url"]
    with pytest.raises(NotAllowed, match="not_found"):
        verification.evidence_link(ports, world.who("hr"), person, YEAR, "b" * 26)
    with pytest.raises(NotAllowed, match="not_found"):
        verification.evidence_link(ports, world.who("bureau"), person, YEAR, file)


def test_figures_of_a_browser_are_not_even_asked_for(world):
    with pytest.raises(Refusal) as refusal:
        world.declare(**EXAM, total=90, complete=True)
    assert {problem.path for problem in refusal.value.problems} == {"total", "complete"}
    assert world.status() == "undeclared"


def test_an_hr_officers_own_declaration_goes_to_the_bureau(world):
    world.declare("hr")
    person = world.people["hr"]
    with pytest.raises(NotAllowed, match="not_your_act"):
        verification.verify(world.ports, world.who("hr"), person, YEAR, "", "", 1)
    assert verification.verify(world.ports, world.who("bureau"), person, YEAR, "", "", 1).status == 200


def test_a_paper_declared_for_one_year_is_not_declared_for_another(world):
    ports = world.ports

    def paper(year: int) -> dict[str, object]:
        facts = {"id": "a1", "kind": "paper", "title": "论文", "date": f"{year}-01-10", "work": "w"}
        return {"activities": [facts | {"indexed_by": "sci", "authorship": "first"}]}

    first = world.upload()
    declarations.declare(ports, world.who("applicant"), 2025, paper(2025), [(first, "a1")], 0)
    with pytest.raises(Refusal, match="2025"):
        declarations.declare(ports, world.who("applicant"), YEAR, paper(YEAR), [(first, "a1")], 0)
    person = world.people["applicant"]
    verification.refuse(ports, world.who("hr"), person, 2025, RefusalRule.NOT_RECOGNIZED, "非本专业", 1)
    declarations.declare(ports, world.who("applicant"), YEAR, paper(YEAR), [(first, "a1")], 0)
    years = declarations.own_years(ports, world.who("applicant"))["years"]
    assert [(row["year"], row["status"]) for row in years] == [(2025, "refused"), (YEAR, "submitted")]


def test_the_same_completion_counts_once_and_another_under_its_id_is_refused(either):
    world = either
    assert world.complete().status == 201
    assert world.complete().status == 200
    with pytest.raises(NotAllowed, match="completion_differs"):
        world.complete(hours=13)
    world.complete(identifier="c2", hours=20)
    shown = declarations.own_year(world.ports, world.who("applicant"), YEAR)
    assert shown["assessment"]["total"] == 32.5
    assert declarations.own_year(world.ports, world.who("other"), YEAR)["assessment"]["total"] == 0


def test_the_authoritys_profile_is_pinned_by_a_declaration_and_a_later_one_changes_nothing(world):
    ports = world.ports
    readings = dict(settings.show(ports, YEAR)["readings"]) | {"one_option": "item"}
    settings.set_profile(ports, world.who("office"), readings, 0)
    lectures = [
        {"id": f"a{n}", "kind": "teaching", "title": f"讲座{n}", "date": "2026-01-05"} for n in (1, 2)
    ]
    files = [(world.upload(content=pdf(f"file {n}")), f"a{n}") for n in (1, 2)]
    declarations.declare(ports, world.who("applicant"), YEAR, {"activities": lectures}, files, 0)
    settings.set_profile(ports, world.who("office"), readings | {"one_option": "achievement"}, 1)
    shown = declarations.own_year(ports, world.who("applicant"), YEAR)
    assert (shown["assessment"]["total"], shown["pinned"]["readings"]["one_option"]) == (10, "item")
    with pytest.raises(Stale):
        settings.set_profile(ports, world.who("office"), readings, 1)
    with pytest.raises(Refusal):
        settings.set_profile(ports, world.who("office"), {"one_option": "item"}, 2)


def test_declarations_are_taken_within_the_window_that_was_set(world):

    ports = world.ports
    settings.set_window(ports, world.who("office"), YEAR, date(2026, 3, 1), date(2026, 3, 31), 0)
    with pytest.raises(NotAllowed, match="filing_not_open"):
        world.declare()
    world.put("2026-03-31", "23:59:59")
    own = declarations.own_year(ports, world.who("applicant"), YEAR)
    assert own["window"] == {"opens": "2026-03-01", "closes": "2026-03-31"}
    world.declare()
    world.put("2026-04-01", "00:00:00")
    with pytest.raises(NotAllowed, match="filing_over"):
        world.declare("other")


def test_a_queue_shows_the_longest_waiting_first_and_what_waits_for_applicants_last(world):

    ports = world.ports
    world.declare("other")
    world.put("2026-02-03")
    world.declare("applicant")
    rows = desks.queue(ports, world.who("hr"), Desk.EMPLOYER, world.employer, after=None).rows
    assert [row["name"] for row in rows] == ["演示other", "演示applicant"]
    verification.ask(ports, world.who("hr"), world.people["other"], YEAR, "请补充", 1)
    rows = desks.queue(ports, world.who("hr"), Desk.EMPLOYER, world.employer, after=None).rows
    assert [(row["name"], row["status"]) for row in rows] == [
        ("演示applicant", "submitted"),
        ("演示other", "supplement_asked"),
    ]
    world.verify()
    rows = desks.queue(ports, world.who("hr"), Desk.EMPLOYER, world.employer, after=None).rows
    assert [row["name"] for row in rows] == ["演示other"]
    every = desks.directory(ports, world.who("hr"), Desk.EMPLOYER, world.employer, YEAR, after=None)
    assert len(every.rows) == 2


def test_a_changed_history_is_found(world):
    ports = world.ports
    world.declare()
    stream = f"case#{world.people['applicant']}#{YEAR}"
    record = ports.store.get(keys.record(stream, 1))
    forged = {**record.body, "body": {**record.body["body"], "employer": "别的单位"}}
    ports.store.transact([Put(record.key, forged, record.revision)])
    assert [text.en for text in chain.faults(ports, stream)] == ["Record 1 was changed."]


def test_no_id_number_is_readable_anywhere_in_the_store(world, tmp_path):
    world.complete()
    world.declare()
    world.verify()
    world.object_to(world.notice())
    world.ports.store.close()
    for file in tmp_path.glob("store.sqlite*"):
        content = file.read_bytes()
        for number in ID_NUMBERS:
            assert number.encode() not in content
        assert "演示applicant".encode() not in content
        assert "证书不是本人的".encode() not in content


def test_every_act_leaves_an_event_to_be_delivered(world):
    world.declare()
    kinds = [item.body["type"] for item in chain.events(world.ports)]
    assert "case.declare" in kinds
    assert "person.enrol" in kinds


def test_one_sign_in_is_one_person_and_one_number_too(world):
    with pytest.raises(NotAllowed, match="person_recorded"):
        people.enrol(world.ports, world.who("applicant"), "演示", "340881199001010050")
    with pytest.raises(NotAllowed, match="person_recorded"):
        people.enrol(world.ports, world.who("somebody"), "演示", ID_NUMBERS[0])
    with pytest.raises(Refusal) as refusal:
        people.enrol(world.ports, world.who("somebody"), " ", "1")
    assert {problem.path for problem in refusal.value.problems} == {"name", "id_number"}


def test_a_person_sees_their_own_record_with_the_number_masked(world):
    shown = people.me(world.ports, world.who("applicant"))
    assert shown["person"]["id_number"] == "*" * 14 + ID_NUMBERS[1][-4:]
    assert shown["employment"]["accepted"]
    assert people.me(world.ports, world.who("nobody"))["person"] is None


@pytest.mark.parametrize("year", [2024, 2101])
def test_a_year_that_is_not_modelled_is_not_there(world, year):
    with pytest.raises(NotAllowed, match="not_found"):
        declarations.own_year(world.ports, world.who("applicant"), year)


def test_indexes_show_and_never_decide(world):
    """The queue is an index; a declaration that it still shows is refused by the case itself."""
    world.declare()
    world.verify()
    assert world.ports.store.browse(Index.WORKLIST, f"desk#employer#{world.employer}").rows == ()
    with pytest.raises(NotAllowed, match="already_verified"):
        world.verify(revision=2)


def test_an_employers_ledger_holds_kind_content_time_and_where_it_stands(world):
    """对本单位专业技术人员参加继续教育的种类、内容、时间和考试考核结果等情况进行记录"""
    world.declare()
    world.verify()
    rows = ledger.rows(world.ports, world.who("hr"), world.employer, YEAR, after=None).rows
    row = {name: rows[0][name] for name in ("name", "kind", "title", "date", "hours", "status", "ledger")}
    assert list(row.values()) == [
        "演示applicant",
        "qualification_exam",
        "一级建造师",
        "2026-01-20",
        90,
        "on_notice",
        "T-1",
    ]
    with pytest.raises(NotAllowed, match="not_found"):
        ledger.rows(world.ports, world.who("bureau"), world.employer, YEAR, after=None)


def test_the_settings_say_how_long_the_calendar_is_known(world):
    shown = settings.show(world.ports, YEAR)
    assert (shown["calendar_known_to"], shown["calendar_days_left"]) == ("2026-12-28", 329)


def test_what_was_refused_stays_as_it_was_when_the_year_is_declared_anew(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    before = cases.load(ports, person, YEAR).body
    verification.refuse(ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "不齐", 1)
    world.declare(revision=2)
    after = cases.load(ports, person, YEAR).body
    assert [each["declaration"] for each in after["earlier"]] == [before["declaration"]]
    first = before["declaration"]["evidence"][0]["id"]
    assert after["declaration"]["evidence"][0]["id"] != first
    assert declarations.own_evidence(ports, world.who("applicant"), YEAR, first)["url"]
    assert verification.evidence_link(ports, world.who("hr"), person, YEAR, first)["url"]


def test_what_a_person_announced_is_listed_and_what_no_declaration_holds_is_not_without_end(
    world, monkeypatch
):
    ports, person = world.ports, world.people["applicant"]
    monkeypatch.setattr(evidence, "OPEN_ANNOUNCEMENTS", 3)
    world.declare()  # its file is declared, so it takes no room
    files = [world.upload(content=pdf(f"file {n}")) for n in range(3)]
    listed = list(evidence.announced_by(ports, person))
    assert len(listed) == 4
    assert set(files) < set(listed)
    with pytest.raises(NotAllowed, match="uploads_enough"):
        world.upload()
    world.upload("other")
    assert list(evidence.announced_by(ports, person)) == listed
    world.put("2026-04-01")
    world.upload()
    assert len(list(evidence.announced_by(ports, person))) == 5
