"""The whole product of status, action and role, written out a second time as sentences and compared cell by cell."""

import itertools

import pytest

from ahce_core.articles import ARTICLES
from ahce_core.registration.grounds import GROUNDS, Ground, Nature, NotAllowed
from ahce_core.registration.roles import Role
from ahce_core.registration.workflow import (
    IN_VAIN,
    NEXT,
    SETTLED,
    TABLE,
    VERIFIERS_TURN,
    WHO,
    Action,
    Status,
    open_actions,
    step,
)

# what leads where, said once more without the table: status → {action: status}
LEADS = {
    "undeclared": {"declare": "submitted"},
    "submitted": {"ask": "supplement_asked", "verify": "on_notice", "refuse": "refused"},
    "supplement_asked": {"supplement": "submitted", "verify": "on_notice", "refuse": "refused"},
    "on_notice": {"object": "objected", "correct": "on_notice"},
    "objected": {
        "object": "objected",
        "dismiss": "on_notice",
        "uphold": "refused",
        "correct": "objected",
    },
    "under_review": {"dismiss": "registered", "uphold": "refused", "correct": "under_review"},
    "registered": {"correct": "registered", "annul": "annulled"},
    "refused": {"declare": "submitted"},
    "closed": {},
    "annulled": {},
}
BY = {
    "applicant": {"declare", "supplement"},
    "employer_verifier": {"ask", "verify", "refuse", "dismiss", "uphold", "correct"},
    "bureau_verifier": {"ask", "verify", "refuse", "dismiss", "uphold", "correct"},
    "bureau_supervisor": {"annul"},
    "provincial_office": {"annul"},
    "operator": set(),
    "learning_platform": set(),
    "title_system": set(),
    "anyone": {"object"},
}


@pytest.mark.parametrize(
    ("status", "action", "role"),
    list(itertools.product(Status, Action, Role)),
    ids=lambda value: value.value,
)
def test_every_cell_of_status_action_and_role_leads_on_or_is_refused_with_its_ground(status, action, role):
    if action.value not in BY[role.value]:
        with pytest.raises(NotAllowed) as refusal:
            step(status, action, role)
        assert refusal.value.ground.name == "not_your_act"
        assert action.text.zh in refusal.value.text.zh
        assert all(each.text.en in refusal.value.text.en for each in WHO[action])
    elif action.value in LEADS[status.value]:
        assert step(status, action, role) is Status[LEADS[status.value][action.value].upper()]
    else:
        with pytest.raises(NotAllowed) as refusal:
            step(status, action, role)
        assert refusal.value.ground.nature is Nature.CONFLICT
    assert (action in open_actions(status, role)) == (
        action.value in BY[role.value] and action.value in LEADS[status.value]
    )


def test_the_table_has_no_hole_and_nothing_beside_the_product():
    assert set(TABLE) == set(itertools.product(Status, Action))
    assert set(WHO) == set(Action)
    assert {status.value for status in Status} == set(LEADS)
    assert {role.value for role in Role} == set(BY)


@pytest.mark.parametrize("status", [s for s in Status if s.value not in ("undeclared", "refused")])
def test_once_submitted_nothing_is_declared_again_or_changed(status):
    """21(3) 每个年度应按要求申报一次继续教育学时，申报提交后不予修改、撤销。"""
    cell = TABLE[status, Action.DECLARE]
    assert isinstance(cell, Ground)
    assert cell.citation.article in (20, 21)


@pytest.mark.parametrize("status", Status)
def test_nobody_registers_time_does(status):
    if status is not Status.UNDER_REVIEW:  # there the notice has run, and the last objection held it up
        assert Status.REGISTERED not in {
            TABLE[status, action] for action in Action if action is not Action.CORRECT
        }


@pytest.mark.parametrize("status", Status)
def test_who_is_said_to_act_next_is_who_can(status):
    said = NEXT[status].zh
    assert ("申报人" in said) == bool(open_actions(status, Role.APPLICANT))
    assert ("核验方" in said) == (status in VERIFIERS_TURN)
    may_go_on = {action for action in Action if not isinstance(TABLE[status, action], Ground)}
    late = {Action.DECLARE, Action.CORRECT, Action.ANNUL}  # of what is settled
    assert (status in SETTLED) == (status is not Status.UNDECLARED and may_go_on <= late)
    assert (status in IN_VAIN) == (status in SETTLED and Action.CORRECT not in may_go_on)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=lambda ground: ground.name)
def test_every_ground_speaks_both_languages_and_cites_an_article(ground):
    assert ground.text.zh.endswith(("。", "："))
    assert ground.text.en.endswith(".")
    assert ground.text.zh.count("{}") == ground.text.en.count("{}")
    assert ground.citation.article in {article.number for article in ARTICLES}
    path, text = ground.problem("x", *["…"] * ground.text.zh.count("{}"))
    assert path == "x"
    assert text.zh.endswith(f"（{ground.citation}）")
    assert text.en.endswith(f"({ground.citation.english})")
