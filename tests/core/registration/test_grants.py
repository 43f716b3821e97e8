"""Who gives which role to whom: every level its own people and those below."""

import pytest

from ahce_core.problems import Refusal
from ahce_core.registration.grants import grantable, offered, require_grant, require_other
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import VISITOR, Actor, Assignment, Role

OPERATOR = Actor("", (Assignment(Role.OPERATOR),))
OFFICE = Actor("p", (Assignment(Role.PROVINCIAL_OFFICE),))
CITY = Actor("p", (Assignment(Role.BUREAU_SUPERVISOR, "340800"),))
COUNTY = Actor("p", (Assignment(Role.BUREAU_SUPERVISOR, "340881"),))
CLERK = Actor("p", (Assignment(Role.BUREAU_VERIFIER, "340881"),))
HR = Actor("p", (Assignment(Role.EMPLOYER_VERIFIER, "e1"),))
MACHINE = Actor("", (Assignment(Role.LEARNING_PLATFORM),))
EVERYBODY = [OPERATOR, OFFICE, CITY, COUNTY, CLERK, HR, MACHINE, VISITOR]


@pytest.mark.parametrize("giver", EVERYBODY)
@pytest.mark.parametrize(
    ("assignment", "givers"),
    [
        (Assignment(Role.PROVINCIAL_OFFICE), [OPERATOR, OFFICE]),
        (Assignment(Role.LEARNING_PLATFORM), [OFFICE]),
        (Assignment(Role.TITLE_SYSTEM), [OFFICE]),
        (Assignment(Role.BUREAU_SUPERVISOR, "340000"), [OFFICE]),
        (Assignment(Role.BUREAU_SUPERVISOR, "340800"), [OFFICE, CITY]),
        (Assignment(Role.BUREAU_VERIFIER, "340881"), [OFFICE, CITY, COUNTY]),
        (Assignment(Role.BUREAU_VERIFIER, "340826"), [OFFICE]),  # 宿松 is the province's, not Anqing's
        (Assignment(Role.EMPLOYER_VERIFIER, "e1"), [OFFICE, CITY, COUNTY, HR]),
        (Assignment(Role.EMPLOYER_VERIFIER, "e2"), [OFFICE, CITY, COUNTY]),
        (Assignment(Role.OPERATOR), []),
        (Assignment(Role.APPLICANT), []),
        (Assignment(Role.ANYONE), []),
        (Assignment(Role.PROVINCIAL_OFFICE, "340881"), []),  # a scope that the role does not have
    ],
)
def test_a_role_is_given_by_those_above_or_beside_it_alone(assignment, givers, giver):
    if giver in givers:
        require_grant(giver, assignment, "340881")
    else:
        with pytest.raises(NotAllowed, match="not_yours_to_grant"):
            require_grant(giver, assignment, "340881")


@pytest.mark.parametrize("giver", EVERYBODY)
def test_a_role_is_offered_to_those_alone_who_may_give_it_somewhere(giver):
    def may(role: Role) -> bool:
        for scope in ("", "340000", "340800", "340881", "e1"):
            try:
                require_grant(giver, Assignment(role, scope), "340881" if scope == "e1" else "")
            except (NotAllowed, Refusal):
                continue
            return True
        return False

    assert offered(giver) == tuple(role for role in grantable() if may(role))


def test_a_bureau_of_no_region_has_nobody():
    with pytest.raises(Refusal):
        require_grant(OFFICE, Assignment(Role.BUREAU_VERIFIER, "999999"))


def test_an_employer_that_does_not_exist_has_no_verifier():
    with pytest.raises(NotAllowed):
        require_grant(CITY, Assignment(Role.EMPLOYER_VERIFIER, "e3"))


def test_every_role_that_can_be_given_says_what_it_holds_for():
    held = {role.value: kind.value for role, kind in grantable().items()}
    assert held == {
        "employer_verifier": "employer",
        "bureau_verifier": "region",
        "bureau_supervisor": "region",
        "provincial_office": "none",
        "learning_platform": "none",
        "title_system": "none",
    }


def test_nobody_gives_a_role_to_themselves():
    with pytest.raises(NotAllowed, match="to_oneself"):
        require_other(CITY, CITY.person)
    require_other(CITY, "q")
    require_other(CITY, "")  # a machine's sign-in
    require_other(OPERATOR, "")  # the first administrator, who is nobody yet
