"""Erasure: what was declared is gone everywhere, who did what and when is still proved, and an interruption is made good."""

from typing import Any

import pytest

from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Role
from ahce_core.registration.routing import Desk
from ahce_core.registration.verification import RefusalRule
from functions.ports import Index, Put, Unavailable
from functions.services import (
    cases,
    certificates,
    chain,
    declarations,
    desks,
    erasure,
    evidence,
    keys,
    notices,
    online,
    people,
    record,
    verification,
)
from functions.services.audit import audit
from functions.services.chain import Reason
from functions.services.erasure import Due
from tests.functions.services.test_audit import breaches, lived
from tests.functions.world import EXAM, ID_NUMBERS, YEAR, World

OVER = "2026-03-10"  # every notice of these tests has run


@pytest.fixture
def settled(either: World) -> World:
    """A registry with a registered year that has a refused declaration before it, an objection and hours from outside."""
    lived(either).put(OVER)
    assert either.status() == "registered"
    return either


def year_of(world: World, name: str = "applicant") -> Due:
    return Due(f"case#{world.people[name]}#{YEAR}", YEAR)


def erase(world: World, one: Due, reason: Reason = Reason.RETENTION) -> None:
    erasure.erase(world.ports, erasure.operator(world.ports), one, reason)


def texts(world: World) -> str:
    """Everything readable that the store holds of the applicant's year."""
    person = world.people["applicant"]
    stream = f"case#{person}#{YEAR}"
    partitions = (f"person#{person}", f"history#{stream}", f"beside#{stream}")
    return "".join(str(item.body) for each in partitions for item in chain.pages(world.ports, each))


def test_of_an_erased_year_the_acts_are_left_and_nothing_that_was_declared(settled):
    ports, person = settled.ports, settled.people["applicant"]
    files = cases.existing(ports, person, YEAR).all_evidence
    notice = cases.existing(ports, person, YEAR).body["notice"]
    before = chain.told(ports, f"case#{person}#{YEAR}")
    erase(settled, year_of(settled))
    after = chain.told(ports, f"case#{person}#{YEAR}")
    assert [line["type"] for line in after] == [*(line["type"] for line in before), "personal.erase"]
    assert after[-1]["reason"] == "retention"
    assert [line["words"] for line in after] == [{}] * len(after)
    assert all(ports.evidence.inspect(file["id"]) is None for file in files)
    gone = [keys.evidence(file["id"]) for file in files] + [
        keys.content(file["sha256"], person) for file in files
    ]
    assert [key for key in (*gone, keys.notice(notice)) if ports.store.get(key)] == []
    assert "一级建造师" not in texts(settled)
    assert breaches(settled) == {}
    assert sum(each.erased for each in audit(ports)) >= 8


def test_the_certificates_of_an_erased_year_go_with_it(settled):
    ports, applicant = settled.ports, settled.who("applicant")
    revision = cases.existing(ports, settled.people["applicant"], YEAR).revision
    number = certificates.issue(ports, applicant, YEAR, revision).body["number"]
    (year,) = record.own(ports, settled.who("applicant"))["years"]
    assert [each["number"] for each in year["certificates"]] == [number]
    erase(settled, year_of(settled))
    assert list(chain.pages(ports, f"person#{settled.people['applicant']}", "certificate#")) == []
    with pytest.raises(NotAllowed, match="not_found"):
        certificates.paper(ports, settled.who("applicant"), YEAR)
    assert breaches(settled) == {}


def test_nobody_is_shown_an_erased_year_and_it_is_not_declared_again(settled):
    ports, person = settled.ports, settled.people["applicant"]
    erase(settled, year_of(settled))
    for look in (
        lambda: declarations.own_year(ports, settled.who("applicant"), YEAR),
        lambda: verification.show(ports, settled.who("hr"), person, YEAR),
        lambda: settled.declare(revision=0),
        lambda: declarations.own_evidence(ports, settled.who("applicant"), YEAR, "a" * 26),
    ):
        with pytest.raises(NotAllowed, match=r"erased|not_found"):
            look()
    listed = desks.directory(ports, settled.who("hr"), Desk.EMPLOYER, settled.employer, YEAR, after=None)
    assert listed.rows == ()
    rows = declarations.own_years(ports, settled.who("applicant"))["years"]
    assert [row["status"] for row in rows if row["year"] == YEAR] == ["registered"]
    told = {row["year"]: (row["status_label"], row["since"], row["next_label_en"]) for row in rows}
    assert told[YEAR] == ("已删除：保存期满", OVER, "Nothing more to do")
    (row,) = online.years(ports, settled.who("titles"), ID_NUMBERS[1])["years"]
    assert (row["registered"], "total" in row) == (True, False)


def test_a_year_that_is_still_open_is_not_erased(either):
    either.declare()
    for status in ("submitted", "on_notice"):
        assert either.status() == status
        with pytest.raises(NotAllowed, match="still_open"):
            erase(either, year_of(either))
        if status == "submitted":
            either.verify()
    with pytest.raises(NotAllowed, match="not_found"):
        erase(either, year_of(either, "other"))
    assert breaches(either) == {}


def test_a_refused_year_is_erased_and_stays_refused(world):
    world.declare()
    person = world.people["applicant"]
    verification.refuse(world.ports, world.who("hr"), person, YEAR, RefusalRule.COMPLETENESS, "缺证书", 1)
    erase(world, year_of(world), Reason.REQUEST)
    with pytest.raises(NotAllowed, match=r"erased: .*2026-02-02 \(The person rightly asked for it\)"):
        world.declare(revision=2)
    (row,) = [
        row for row in declarations.own_years(world.ports, world.who("applicant"))["years"] if row["since"]
    ]
    assert (row["status_label"], row["next_label"]) == ("已删除：本人依法请求", "已办结")
    (year,) = record.own(world.ports, world.who("applicant"))["years"]
    assert (year["status_label"], year["next_label"]) == ("已删除：本人依法请求", "已办结")
    assert breaches(world) == {}


def declare_earlier(world: World, file: str) -> None:
    """Declare the year before with a file that is there already, and have it refused."""
    exam = {**EXAM["activities"][0], "date": "2025-03-20"}
    declarations.declare(
        world.ports, world.who("applicant"), YEAR - 1, {"activities": [exam]}, [(file, "a1")], 0
    )
    person, rule = world.people["applicant"], RefusalRule.TIMELINESS
    verification.refuse(world.ports, world.who("hr"), person, YEAR - 1, rule, "不是当年的", 1)


def test_erasing_a_year_leaves_the_files_by_which_another_year_proves_itself(either):
    ports, person = either.ports, either.people["applicant"]
    either.declare()
    (file,) = cases.existing(ports, person, YEAR).all_evidence
    declare_earlier(either, file["id"])
    erase(either, Due(f"case#{person}#{YEAR - 1}", YEAR - 1))
    assert ports.evidence.inspect(file["id"]) is not None
    assert declarations.own_evidence(ports, either.who("applicant"), YEAR, file["id"])["url"]
    assert breaches(either) == {}
    either.verify()
    either.put(OVER)
    erase(either, year_of(either))
    assert ports.evidence.inspect(file["id"]) is None
    assert breaches(either) == {}


def test_erasing_a_year_forgets_its_use_of_a_content_and_no_other(world):
    ports, person = world.ports, world.people["applicant"]
    world.declare()
    declare_earlier(world, world.upload())
    (file,) = cases.existing(ports, person, YEAR).all_evidence
    assert evidence.uses(ports, person, YEAR, file).own_years == [YEAR - 1]
    erase(world, Due(f"case#{person}#{YEAR - 1}", YEAR - 1))
    assert evidence.uses(ports, person, YEAR, file).own_years == []
    assert evidence.uses(ports, person, YEAR - 1, file).own_years == [YEAR]
    assert evidence.uses(ports, world.people["other"], YEAR, file).others == 1
    world.verify()
    world.put(OVER)
    erase(world, year_of(world))
    assert evidence.uses(ports, world.people["other"], YEAR, file).others == 0


class Breaking:
    """An evidence store that does not answer."""

    def remove(self, name: str) -> None:
        raise Unavailable("S3: SlowDown")


def test_an_erasure_that_was_interrupted_is_named_by_the_audit_and_made_good_by_the_next(world):
    lived(world).put(OVER)
    ports, evidence = world.ports, world.ports.evidence
    ports.evidence = Breaking()
    with pytest.raises(Unavailable):
        erase(world, year_of(world))
    ports.evidence = evidence
    assert breaches(world)["case"] == ["The case was erased, and something of it is left; erase once more."]
    assert year_of(world) in erasure.due(ports, YEAR)
    erase(world, year_of(world))
    assert breaches(world) == {}
    assert year_of(world) not in erasure.due(ports, YEAR)
    assert len([line for line in chain.told(ports, year_of(world).stream) if "erase" in line["type"]]) == 1


def test_what_is_due_is_of_the_years_that_are_asked_for(settled):
    ports = settled.ports
    assert list(erasure.due(ports, YEAR - 1)) == []
    due = list(erasure.due(ports, YEAR))
    assert {one.stream.partition("#")[0] for one in due} == {"case", "online"}
    for one in due:
        erase(settled, one)
    assert list(erasure.due(ports, YEAR)) == []
    fingerprint = people.load(ports, settled.people["applicant"])["fingerprint"]
    assert cases.online(ports, fingerprint, YEAR) == []
    assert breaches(settled) == {}


def test_a_person_is_erased_after_their_years_and_can_enrol_anew_as_another(settled):
    ports, person = settled.ports, settled.people["applicant"]
    with pytest.raises(NotAllowed, match="still_open"):
        erasure.erase_person(ports, erasure.operator(ports), person, Reason.REQUEST)
    for one in list(erasure.of_person(ports, person)):
        erase(settled, one, Reason.REQUEST)
    for _ in range(2):  # the second finds nothing to do
        erasure.erase_person(ports, erasure.operator(ports), person, Reason.REQUEST)
    assert breaches(settled) == {}
    assert settled.who("applicant").actor.person == ""
    assert list(chain.pages(ports, f"beside#person#{person}")) == []
    again = people.enrol(ports, settled.who("applicant"), "演示", ID_NUMBERS[1])
    assert again.body["person"] != person
    with pytest.raises(NotAllowed, match="not_found"):
        erasure.erase_person(ports, erasure.operator(ports), "a" * 26, Reason.REQUEST)


def erase_wholly(world: World, name: str, reason: Reason = Reason.REQUEST) -> None:
    ports, person = world.ports, world.people[name]
    for one in list(erasure.of_person(ports, person, hours=reason is not Reason.DETACHED)):
        erase(world, one, reason)
    erasure.erase_person(ports, erasure.operator(ports), person, reason)


def test_what_was_declared_stays_declared_though_its_person_is_erased_until_its_retention_ends(either):
    ports = either.ports

    def again() -> Any:
        either.people["applicant"] = either.enrol("applicant", ID_NUMBERS[1])
        either.employ("applicant")
        return either.declare()

    lived(either).put(OVER)
    person, revision = either.people["applicant"], 7
    verification.annul(ports, either.who("supervisor"), person, YEAR, "查实伪造", revision)
    for _ in range(2):  # the second time nothing was declared in between
        erase_wholly(either, "applicant")
        with pytest.raises(NotAllowed, match="declared_and_erased"):
            again()
    shown = declarations.own_year(ports, either.who("applicant"), YEAR)
    assert shown["hindrance"]["code"] == "declared_and_erased"
    assert record.own(ports, either.who("applicant"))["closed_years"] == [YEAR]
    assert breaches(either) == {}
    assert not [one for one in erasure.due(ports, YEAR - 1) if one.stream.startswith("closed#")]
    (kept,) = [one for one in erasure.due(ports, YEAR) if one.stream.startswith("closed#")]
    erase(either, kept)
    assert kept not in erasure.due(ports, YEAR)
    with pytest.raises(NotAllowed, match="not_found"):
        erase(either, kept)
    assert either.declare().status == 201
    assert breaches(either) == {}


def test_a_number_is_parted_from_whom_it_is_not_and_its_holder_finds_their_hours_and_their_year(either):
    ports = either.ports
    either.complete()  # of the real holder, whom nobody knows yet
    either.declare()
    intruder = either.people["applicant"]
    with pytest.raises(NotAllowed, match="still_open"):
        erase_wholly(either, "applicant", Reason.DETACHED)
    rule = RefusalRule.AUTHENTICITY
    verification.refuse(ports, either.who("hr"), intruder, YEAR, rule, "不是本人的身份证号", 1)
    erase_wholly(either, "applicant", Reason.DETACHED)
    assert chain.told(ports, f"person#{intruder}")[-1]["reason"] == "detached"
    either.people["holder"] = either.enrol("holder", ID_NUMBERS[1])
    either.employ("holder")
    year = declarations.own_year(ports, either.who("holder"), YEAR)
    assert [each["hours"] for each in year["online"]] == [12.5]
    assert either.declare("holder").status == 201
    assert either.enrol("applicant", "340881199001010069") != intruder  # under a number of their own
    assert breaches(either) == {}


def test_what_comes_back_after_an_erasure_is_a_breach(world):
    lived(world).put(OVER)
    ports, stream = world.ports, year_of(world).stream
    words = ports.store.get(keys.beside(stream, 1))
    case = cases.existing(ports, world.people["applicant"], YEAR)
    erase(world, year_of(world))
    ports.store.transact([Put(words.key, words.body, None)])
    said = breaches(world)["case"]
    assert "Beside record 1, the personal data “name” is still there, though its erasure was recorded; erase once more." in said  # fmt: skip
    erase(world, year_of(world))
    assert breaches(world) == {}
    left = ports.store.get(keys.case(case.person, YEAR))
    ports.store.transact([Put(left.key, case.body, left.revision)])
    assert "The case is not what the history says." in breaches(world)["case"]


def test_a_case_that_only_says_it_was_erased_is_a_breach(world):
    lived(world)
    case = cases.existing(world.ports, world.people["applicant"], YEAR)
    emptied: Any = {"acts": case.body["acts"], "verifier": case.body["verifier"], "files": []}
    place = keys.case(case.person, YEAR)
    world.ports.store.transact([Put(place, {**emptied, "erased": "2026-03-10"}, case.revision)])
    assert breaches(world)["case"] == ["The case is not what the history says."]


def test_a_persons_whole_record_has_all_of_it_and_after_an_erasure_what_is_left(settled):
    ports = settled.ports
    told = record.own(ports, settled.who("applicant"))
    assert (told["name"], told["id_number"][-4:]) == ("演示applicant", ID_NUMBERS[1][-4:])
    assert ID_NUMBERS[1] not in str(told)
    assert record.whole(ports, settled.people["applicant"], with_number=True)["id_number"] == ID_NUMBERS[1]
    (year,) = told["years"]
    assert [each["claim"]["activities"][0]["title"] for each in year["declarations"]] == ["一级建造师"] * 2
    assert {"缺少合格证书", "经核对属实"} <= {
        text for line in year["history"] for text in line["words"].values()
    }
    assert told["online"][0]["year"] == YEAR
    assert told["employment"]["employer"] == settled.employer
    erase(settled, year_of(settled))
    (year,) = record.own(ports, settled.who("applicant"))["years"]
    assert (year["erased"], year["declarations"], year["status"]) == (OVER, [], "registered")
    assert notices.running(ports, "340881", after=None).rows == ()


def test_hours_are_erased_where_they_stand_though_the_platforms_sign_in_belongs_to_a_person(either):
    ports = either.ports
    either.give("office", "other", Role.LEARNING_PLATFORM)
    either.complete(by="other")
    assert breaches(either) == {}
    (one,) = erasure.of_person(ports, either.people["applicant"])
    erase(either, one)
    fingerprint = people.load(ports, either.people["applicant"])["fingerprint"]
    assert cases.online(ports, fingerprint, YEAR) == []
    assert breaches(either) == {}


def test_hours_that_are_there_after_their_erasure_are_a_breach(either):
    either.complete()
    ports = either.ports
    fingerprint = people.load(ports, either.people["applicant"])["fingerprint"]
    (kept,) = chain.pages(ports, keys.number(fingerprint).partition, "online#")
    (one,) = erasure.of_person(ports, either.people["applicant"])
    erase(either, one)
    ports.store.transact([Put(kept.key, kept.body, None, listed={Index.DIRECTORY: keys.hours(one.stream)})])
    said = "The online hours was erased, and something of it is left; erase once more."
    assert breaches(either)["online"] == [said]


def test_a_machine_enrols_nobody(world):
    with pytest.raises(NotAllowed, match="machine"):
        people.enrol(world.ports, world.who("platform"), "演示", "340881199001010069")
    world.give("office", "stranger", Role.TITLE_SYSTEM)  # its issuer did not say that it is one
    with pytest.raises(NotAllowed, match="machine"):
        people.enrol(world.ports, world.who("stranger"), "演示", "340881199001010069")


def test_with_a_person_goes_the_evidence_that_they_never_declared(either):
    ports, person = either.ports, either.people["other"]
    unused = either.upload("other")
    assert breaches(either) == {}
    erasure.erase_person(ports, erasure.operator(ports), person, Reason.REQUEST)
    assert ports.evidence.inspect(unused) is None
    assert ports.store.get(keys.evidence(unused)) is None
    assert list(chain.pages(ports, f"person#{person}")) == []
    assert breaches(either) == {}
    ports.store.transact([Put(keys.announced(person, unused), {"day": OVER}, None)])
    assert breaches(either)["person"] == [
        "The person was erased, and something of it is left; erase once more."
    ]
    erasure.erase_person(ports, erasure.operator(ports), person, Reason.REQUEST)
    assert breaches(either) == {}
