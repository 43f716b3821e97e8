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
from functions.services.errors import Stale
from functions.services.stored import choice
from tests.functions.world import COUNTY, EMPLOYER_CODE, YEAR


def register(world, code, name="单位", who="other"):
    return employers.register(
        world.ports,
        world.who(who),
        code=code,
        name=name,
        kind=EmployerKind.STATE_ENTERPRISE,
        region_code=COUNTY,
    )


def test_an_employer_is_registered_once_by_a_person_with_code_and_name(world):
    with pytest.raises(NotAllowed, match="employer_recorded"):
        register(world, EMPLOYER_CODE)
    with pytest.raises(Refusal) as refusal:
        register(world, "1", " ")
    assert {problem.path for problem in refusal.value.problems} == {"code", "name"}
    with pytest.raises(NotAllowed, match="person_needed"):
        register(world, EMPLOYER_CODE, who="stranger")


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
    file = world.upload(content=b"%PDF-9")
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
