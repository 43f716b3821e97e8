"""What the other walks do not meet: refused registrations, roles given twice, an objection decided for good, pages."""

import pytest

from ahce_core.problems import Refusal
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.routing import EmployerKind
from functions.services import (
    assignments,
    chain,
    declarations,
    employers,
    keys,
    notices,
    online,
    people,
    verification,
)
from functions.services.command import visitor
from functions.services.erasure import operator
from functions.services.errors import Stale
from functions.services.stored import choice
from tests.functions.proof import pdf
from tests.functions.services.test_audit import breaches
from tests.functions.world import CITY, COUNTY, EMPLOYER_CODE, ID_NUMBERS, YEAR


def register(world, code, name="单位", who="other", **given):
    return employers.register(
        world.ports,
        world.who(who),
        code=code,
        name=name,
        kind=EmployerKind.STATE_ENTERPRISE,
        region_code=COUNTY,
        **given,
    )


def test_an_employer_is_registered_once_by_a_person_with_code_and_name(world):
    with pytest.raises(NotAllowed, match="employer_recorded"):
        register(world, EMPLOYER_CODE)
    with pytest.raises(Refusal) as refusal:
        register(world, "1", " ")
    assert {problem.path for problem in refusal.value.problems} == {"code", "name"}
    with pytest.raises(NotAllowed, match="person_needed"):
        register(world, EMPLOYER_CODE, who="stranger")


def test_a_code_whose_check_character_does_not_fit_is_confirmed_by_who_registers_it_and_flagged_to_the_bureau(
    world,
):
    doubtful = "91340881MA2N00000X"
    with pytest.raises(Refusal) as refusal:
        register(world, doubtful)
    (problem,) = refusal.value.problems
    assert (problem.path, "无误请再提交一次" in problem.text.zh) == ("code", True)
    assert register(world, doubtful, code_confirmed=True).status == 201
    with pytest.raises(Refusal):
        register(world, "1", code_confirmed=True)
    (row,) = employers.unconfirmed(world.ports, world.who("bureau"), COUNTY, after=None).rows
    assert row["code_note"].startswith("校验码不符")
    assert employers.show(world.ports, world.who("hr"), world.employer)["code_note"] == ""


def test_an_unconfirmed_employer_verifies_nothing_and_its_verifier_has_no_role_yet(world):
    ports = world.ports
    registered = register(world, "12340881MB00000019")
    employer = str(registered.body["employer"])
    waiting = employers.unconfirmed(ports, world.who("bureau"), COUNTY, after=None).rows
    assert [row["employer"] for row in waiting] == [employer]
    people.employ(ports, world.who("other"), employer=employer, region_code=None, transferred_in=None)
    with pytest.raises(NotAllowed, match="not_found"):
        employers.accept(ports, world.who("other"), employer, world.people["other"], 3)
    with pytest.raises(NotAllowed, match="membership_open"):
        world.declare("other")
    with pytest.raises(NotAllowed, match="not_yours_to_grant"):
        world.give("supervisor", "other", Role.EMPLOYER_VERIFIER, employer)
    confirmed = employers.confirm(ports, world.who("bureau"), employer, EmployerKind.NON_PUBLIC_ENTERPRISE, 1)
    again = employers.confirm(ports, world.who("bureau"), employer, EmployerKind.STATE_ENTERPRISE, 2)
    assert (confirmed.body["revision"], again.body["revision"]) == (2, 3)
    assert employers.unconfirmed(ports, world.who("bureau"), COUNTY, after=None).rows == ()
    assert employers.show(ports, world.who("other"), employer)["kind"] == "state_enterprise"
    members = employers.members(ports, world.who("other"), employer, None).rows
    assert [(member["name"], member["accepted"]) for member in members] == [("演示other", False)]


def test_a_role_is_given_and_taken_back_each_once_with_its_history(world):
    world.enrol("second", "340881199001010050")
    ports, identity = world.ports, world.who("second").identity
    role = Assignment(Role.EMPLOYER_VERIFIER, world.employer)
    for _ in range(2):
        assert assignments.grant(ports, world.who("hr"), identity, role).body["held"] is True
    taken = assignments.take_back(ports, world.who("supervisor"), identity, role)
    assert taken.body["held"] is False
    assert world.who("second").actor.assignments == ()
    with pytest.raises(NotAllowed, match="not_found"):
        assignments.take_back(ports, world.who("hr"), identity, role)
    lines = [line["type"] for line in chain.told(ports, f"roles#{identity}")]
    assert lines == ["role.give", "role.take_back"]


def test_acceptance_is_of_what_was_seen(world):
    with pytest.raises(Stale):
        employers.accept(world.ports, world.who("hr"), world.employer, world.people["other"], 1)
    with pytest.raises(NotAllowed, match="not_found"):
        employers.accept(world.ports, world.who("hr"), world.employer, world.people["self_employed"], 1)


def test_an_employer_that_is_not_there_is_nobodys(world):
    with pytest.raises(NotAllowed, match="not_found"):
        people.employ(
            world.ports, world.who("other"), employer="a" * 26, region_code=None, transferred_in=None
        )
    with pytest.raises(NotAllowed, match="not_found"):
        people.load(world.ports, "a" * 26)


def test_an_objection_is_a_reason_in_words(world):
    world.declare()
    world.verify()
    with pytest.raises(Refusal, match="reason: "):
        notices.object_to(world.ports, visitor("visitor-key-00001"), world.notice(), " 无 ")
    assert world.status() == "on_notice"


def test_a_notice_that_ended_with_an_upheld_objection_is_not_the_next_ones(world):

    world.declare()
    world.verify()
    old = world.notice()
    objection = world.object_to(old)
    person = world.people["applicant"]
    verification.uphold(world.ports, world.who("hr"), person, YEAR, objection, "属实", 3)
    world.declare(revision=4)
    world.verify(revision=5)
    assert world.notice() != old
    with pytest.raises(NotAllowed, match="not_found"):
        world.object_to(old)


def test_supplementary_evidence_belongs_to_what_was_claimed(world):

    world.declare()
    verification.ask(world.ports, world.who("hr"), world.people["applicant"], YEAR, "请补充", 1)
    file = world.upload(content=pdf("9"))
    with pytest.raises(Refusal) as refusal:
        declarations.supplement(world.ports, world.who("applicant"), YEAR, [(file, "a9")], "", 2)
    assert [problem.path for problem in refusal.value.problems] == ["evidence[0].activity"]


def test_machines_name_people_by_numbers_that_can_be_right(world):
    with pytest.raises(Refusal, match="id_number"):
        world.complete(number="340881199001010019")
    assert online.years(world.ports, world.who("titles"), "11010519491231002X")["years"] == []
    assert world.complete(number="11010519491231002X").status == 201  # not known yet; the hours wait


def test_a_history_longer_than_a_page_is_read_to_its_end(world):
    ports = world.ports
    for number in range(101):
        world.complete(identifier=f"c{number}", hours=0.1)
    assert declarations.own_year(ports, world.who("applicant"), YEAR)["assessment"]["total"] == 10.1
    assert len(list(chain.streams(ports))) > 100
    assert chain.faults(ports, "case#nobody#2026") == []


def test_a_word_that_nobody_stored_is_no_choice():
    with pytest.raises(LookupError):
        choice(Role, "king")


def test_keys_of_foreign_words_are_hashes():
    assert keys.online("f", YEAR, "编号 one", "二").order.isascii()


def test_set_up_gives_the_role_again_after_it_was_taken_back(world):
    world.give("office", "bureau", Role.PROVINCIAL_OFFICE)
    office = world.who("office").identity
    assignments.take_back(world.ports, world.who("bureau"), office, Assignment(Role.PROVINCIAL_OFFICE))
    assert not world.who("office").actor.has(Role.PROVINCIAL_OFFICE)
    assignments.set_up(world.ports, office)
    assert world.who("office").actor.has(Role.PROVINCIAL_OFFICE)


def test_nobody_gives_a_role_to_themselves_by_any_of_their_sign_ins(world):
    with pytest.raises(NotAllowed, match="to_oneself"):
        world.give("supervisor", "supervisor", Role.BUREAU_VERIFIER, CITY)
    people.link(world.ports, world.who("supervisor at home"), world.people["supervisor"])
    with pytest.raises(NotAllowed, match="to_oneself"):
        world.give("supervisor", "supervisor at home", Role.EMPLOYER_VERIFIER, world.employer)
    assert world.give("office", "supervisor", Role.BUREAU_VERIFIER, CITY).body["held"] is True


def test_the_provincial_office_is_never_left_without_anybody(world):
    ports, role = world.ports, Assignment(Role.PROVINCIAL_OFFICE)
    with pytest.raises(NotAllowed, match="office_stays"):
        assignments.take_back(ports, world.who("office"), world.who("office").identity, role)
    world.give("office", "bureau", Role.PROVINCIAL_OFFICE)
    first, second = world.who("office"), world.who("bureau")
    assignments.take_back(ports, first, second.identity, role)
    with pytest.raises(NotAllowed, match="office_stays"):  # both at once: the second has it no more
        assignments.take_back(ports, second, first.identity, role)
    assert world.who("office").actor.has(Role.PROVINCIAL_OFFICE)


def test_a_role_is_given_to_somebody_who_is_recorded_and_to_a_machine(world):
    with pytest.raises(NotAllowed, match="nobody_there"):
        world.give("office", "stranger", Role.BUREAU_VERIFIER, COUNTY)
    with pytest.raises(NotAllowed, match="nobody_there"):
        world.give("hr", "stranger", Role.EMPLOYER_VERIFIER, world.employer)
    world.give("office", "stranger", Role.LEARNING_PLATFORM)
    assert world.who("stranger").machine


@pytest.mark.parametrize("name", ["", " \u200b\u2066 ", "张\x00三", "\ud800", "三" * 101])
def test_a_name_in_which_something_is_not_to_be_seen_is_refused(world, name):
    with pytest.raises(Refusal):
        people.enrol(world.ports, world.who("stranger"), name, "340881199001010050")
    with pytest.raises(Refusal):
        register(world, "12340881MB1111111P", name=name)


def test_the_name_of_a_foreigner_with_a_permanent_residence_permit_is_taken_whole(world):
    name = "Maximiliana Alexandrowna von Württemberg-Hohenzollern-Sigmaringen · Nguyễn Thị Ánh".ljust(
        100, "x"
    )
    person = people.enrol(world.ports, world.who("stranger"), name, "340881199001010050")
    assert people.name_of(world.ports, str(person.body["person"])) == name


def test_a_name_is_kept_without_what_nobody_sees(world):
    person = people.enrol(world.ports, world.who("stranger"), "\u202e张 三\u200b\n", "340881199001010050")
    assert people.name_of(world.ports, str(person.body["person"])) == "张 三"


def test_a_mistyped_name_is_corrected_on_record_and_a_declared_year_stays_as_it_was(world):
    world.declare()
    person = world.people["applicant"]
    with pytest.raises(NotAllowed, match="not_found"):
        people.rename(world.ports, operator(world.ports), "a" * 26, "演示")
    people.rename(world.ports, operator(world.ports), person, "演示申请人")
    assert people.name_of(world.ports, person) == "演示申请人"
    shown = verification.show(world.ports, world.who("hr"), person, YEAR)
    assert (shown["name"], shown["id_last4"]) == ("演示applicant", ID_NUMBERS[1][-4:])
    assert breaches(world) == {}


def test_who_is_declined_or_released_declares_to_this_employer_no_more(world):
    ports, person = world.ports, world.people["other"]
    before = employers.members(ports, world.who("hr"), world.employer, None).rows
    (row,) = (each for each in before if each["person"] == person)
    assert (row["accepted"], row["id_last4"]) == (True, ID_NUMBERS[2][-4:])
    with pytest.raises(NotAllowed, match="not_found"):
        employers.release(ports, world.who("bureau"), world.employer, person, row["revision"])
    with pytest.raises(Stale):
        employers.release(ports, world.who("hr"), world.employer, person, 1)
    employers.release(ports, world.who("hr"), world.employer, person, row["revision"])
    left = employers.members(ports, world.who("hr"), world.employer, None).rows
    assert [each for each in left if each["person"] == person] == []
    assert people.me(ports, world.who("other"))["employment"]["released"] is True
    with pytest.raises(NotAllowed, match="membership_open"):
        world.declare("other")
    with pytest.raises(NotAllowed, match="not_found"):
        employers.accept(ports, world.who("hr"), world.employer, person, row["revision"] + 1)
    assert breaches(world) == {}
    said = people.employ(
        ports, world.who("other"), employer=world.employer, region_code=None, transferred_in=None
    )
    employers.release(ports, world.who("hr"), world.employer, person, int(str(said.body["revision"])))
    kinds = [line["type"] for line in chain.told(ports, f"person#{person}")]
    assert kinds[-3:] == ["person.release", "person.employ", "person.decline"]
    assert breaches(world) == {}
    world.employ("other")
    world.declare("other")
    assert breaches(world) == {}


def test_a_bureau_rejects_an_employer_and_its_code_is_free_again(world):
    ports, code = world.ports, "12340881MB1111111P"
    first = str(register(world, code).body["employer"])
    people.employ(ports, world.who("other"), employer=first, region_code=None, transferred_in=None)
    with pytest.raises(NotAllowed, match="not_found"):
        employers.reject(ports, world.who("hr"), first, "不是本单位登记的", 1)
    with pytest.raises(NotAllowed, match="employer_confirmed"):
        employers.reject(ports, world.who("bureau"), world.employer, "不是本单位登记的", 2)
    employers.reject(ports, world.who("bureau"), first, "不是本单位登记的", 1)
    assert employers.unconfirmed(ports, world.who("bureau"), COUNTY, after=None).rows == ()
    assert first not in str(employers.in_region(ports, COUNTY, after=None))
    assert "重新登记" in people.me(ports, world.who("other"))["employment"]["kind_label"]
    for act in (
        lambda: employers.confirm(ports, world.who("bureau"), first, EmployerKind.PUBLIC_INSTITUTION, 2),
        lambda: people.employ(ports, world.who("hr"), employer=first, region_code=None, transferred_in=None),
    ):
        with pytest.raises(NotAllowed, match="not_found"):
            act()
    with pytest.raises(NotAllowed, match="membership_open"):
        world.declare("other")
    assert breaches(world) == {}
    second = str(register(world, code, who="hr").body["employer"])
    assert second != first
    assert breaches(world) == {}


def test_a_bureau_corrects_an_employers_name_and_place(world):
    ports = world.ports
    with pytest.raises(NotAllowed, match="not_found"):
        employers.correct(ports, world.who("hr"), world.employer, name="更名", region_code=COUNTY, revision=2)
    with pytest.raises(Stale):
        employers.correct(
            ports, world.who("bureau"), world.employer, name="更名", region_code=COUNTY, revision=1
        )
    employers.correct(
        ports, world.who("bureau"), world.employer, name="桐城单位", region_code="340800", revision=2
    )
    shown = employers.show(ports, world.who("hr"), world.employer)
    assert (shown["name"], shown["region"], shown["confirmed"]) == ("桐城单位", "340800", True)
    assert [row["name"] for row in employers.in_region(ports, "340800", after=None).rows] == ["桐城单位"]
    assert breaches(world) == {}


@pytest.mark.parametrize("code", ["340000", "340800"])
def test_the_self_employed_name_their_county(world, code):
    with pytest.raises(Refusal, match="counties and districts"):
        people.employ(
            world.ports, world.who("self_employed"), employer=None, region_code=code, transferred_in=None
        )
