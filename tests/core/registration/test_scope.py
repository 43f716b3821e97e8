"""Who may see and do what: every assignment against every declaration, on its own ground."""

import pytest

from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import VISITOR, Actor, Assignment, Role
from ahce_core.registration.routing import Desk, Verifier
from ahce_core.registration.scope import Matter, require_role, require_sight, roles_over
from ahce_core.registration.workflow import Action

AT_EMPLOYER = Matter("p1", Verifier(Desk.EMPLOYER, "e1", "340881"))  # an employer in Tongcheng, under Anqing
AT_COUNTY = Matter("p1", Verifier(Desk.BUREAU, "340881", "340881"))
AT_SUSONG = Matter("p1", Verifier(Desk.BUREAU, "340826", "340826"))
AT_PROVINCE = Matter("p1", Verifier(Desk.BUREAU, "340000", "340000"))
MATTERS = {"employer": AT_EMPLOYER, "county": AT_COUNTY, "susong": AT_SUSONG, "province": AT_PROVINCE}


def holding(role: Role, scope: str = "") -> Actor:
    return Actor("p2", (Assignment(role, scope),))


# who × which declaration → the roles held over it
SIGHT = [
    ("the applicant", Actor("p1"), {"employer", "county", "susong", "province"}),
    ("somebody else", Actor("p2"), set()),
    ("a visitor", VISITOR, set()),
    ("the employer's verifier", holding(Role.EMPLOYER_VERIFIER, "e1"), {"employer"}),
    ("another employer's verifier", holding(Role.EMPLOYER_VERIFIER, "e2"), set()),
    (
        "an employer's verifier whose id is a region's",
        holding(Role.EMPLOYER_VERIFIER, "340881"),
        set(),
    ),
    ("the county's verifier", holding(Role.BUREAU_VERIFIER, "340881"), {"county"}),
    ("the city's verifier", holding(Role.BUREAU_VERIFIER, "340800"), set()),
    ("another county's verifier", holding(Role.BUREAU_VERIFIER, "340882"), set()),
    ("Susong's verifier", holding(Role.BUREAU_VERIFIER, "340826"), {"susong"}),
    ("the county's supervisor", holding(Role.BUREAU_SUPERVISOR, "340881"), {"employer", "county"}),
    ("the city's supervisor", holding(Role.BUREAU_SUPERVISOR, "340800"), {"employer", "county"}),
    ("another city's supervisor", holding(Role.BUREAU_SUPERVISOR, "340100"), set()),
    (
        "the province's supervisor",
        holding(Role.BUREAU_SUPERVISOR, "340000"),
        {"employer", "county", "susong", "province"},
    ),
    (
        "the provincial office",
        holding(Role.PROVINCIAL_OFFICE),
        {"employer", "county", "susong", "province"},
    ),
    ("the operator", holding(Role.OPERATOR), set()),
    ("a learning platform", holding(Role.LEARNING_PLATFORM), set()),
    ("the title system", holding(Role.TITLE_SYSTEM), set()),
]


@pytest.mark.parametrize("where", MATTERS)
@pytest.mark.parametrize(("actor", "seen"), [row[1:] for row in SIGHT], ids=[row[0] for row in SIGHT])
def test_a_declaration_exists_only_for_those_whom_it_concerns(actor, seen, where):
    matter = MATTERS[where]
    assert bool(roles_over(actor, matter)) == (where in seen)
    if where in seen:
        assert require_sight(actor, matter)
        return
    with pytest.raises(NotAllowed, match="not_found"):
        require_sight(actor, matter)
    for action in Action:
        if action is not Action.OBJECT:
            with pytest.raises(NotAllowed, match="not_found"):
                require_role(actor, matter, action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(
    ("actor", "matter", "does"),
    [
        (Actor("p1"), AT_EMPLOYER, {"declare", "supplement", "object"}),
        (
            holding(Role.EMPLOYER_VERIFIER, "e1"),
            AT_EMPLOYER,
            {"ask", "verify", "refuse", "object", "dismiss", "uphold", "correct"},
        ),
        (
            holding(Role.BUREAU_VERIFIER, "340881"),
            AT_COUNTY,
            {"ask", "verify", "refuse", "object", "dismiss", "uphold", "correct"},
        ),
        (holding(Role.BUREAU_SUPERVISOR, "340881"), AT_EMPLOYER, {"object", "annul"}),
        (holding(Role.BUREAU_SUPERVISOR, "340881"), AT_COUNTY, {"object"}),  # not above itself
        (holding(Role.BUREAU_SUPERVISOR, "340800"), AT_COUNTY, {"object", "annul"}),
        (holding(Role.BUREAU_SUPERVISOR, "340000"), AT_SUSONG, {"object", "annul"}),
        (holding(Role.BUREAU_SUPERVISOR, "340000"), AT_PROVINCE, {"object"}),
        (holding(Role.PROVINCIAL_OFFICE), AT_PROVINCE, {"object", "annul"}),
        (
            Actor("p2", (Assignment(Role.BUREAU_SUPERVISOR, "340881"), Assignment(Role.PROVINCIAL_OFFICE))),
            AT_COUNTY,
            {"object", "annul"},
        ),
        (  # who sits at the desk is not above it too
            Actor(
                "p2",
                (Assignment(Role.EMPLOYER_VERIFIER, "e1"), Assignment(Role.BUREAU_SUPERVISOR, "340800")),
            ),
            AT_EMPLOYER,
            {"ask", "verify", "refuse", "object", "dismiss", "uphold", "correct"},
        ),
        (
            Actor(
                "p2",
                (Assignment(Role.EMPLOYER_VERIFIER, "e2"), Assignment(Role.BUREAU_SUPERVISOR, "340800")),
            ),
            AT_EMPLOYER,
            {"object", "annul"},
        ),
    ],
)
def test_whoever_sees_a_declaration_does_what_their_role_does_and_is_told_who_does_the_rest(
    actor, matter, does, action
):
    if action.value in does:
        assert require_role(actor, matter, action) in Role
    else:
        with pytest.raises(NotAllowed, match=r"not_your_act|not_above"):
            require_role(actor, matter, action)


@pytest.mark.parametrize("action", [Action.ASK, Action.VERIFY, Action.REFUSE, Action.UPHOLD, Action.ANNUL])
def test_nobody_verifies_or_annuls_their_own(action):
    actor = Actor(
        "p1",
        (
            Assignment(Role.EMPLOYER_VERIFIER, "e1"),
            Assignment(Role.BUREAU_SUPERVISOR, "340800"),
            Assignment(Role.PROVINCIAL_OFFICE),
        ),
    )
    with pytest.raises(NotAllowed, match="own_declaration"):
        require_role(actor, AT_EMPLOYER, action)


def test_anyone_at_all_may_object():
    assert require_role(VISITOR, AT_EMPLOYER, Action.OBJECT) is Role.ANYONE


@pytest.mark.parametrize(
    "action", [each for each in Action if each not in (Action.DECLARE, Action.SUPPLEMENT, Action.OBJECT)]
)
def test_of_whom_it_is_not_recorded_who_they_are_decides_nothing(action):
    nobody = Actor("", (Assignment(Role.EMPLOYER_VERIFIER, "e1"), Assignment(Role.PROVINCIAL_OFFICE)))
    with pytest.raises(NotAllowed, match="person_needed"):
        require_role(nobody, AT_EMPLOYER, action)
