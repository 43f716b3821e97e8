"""The whole life of a case against a small model that knows nothing of the table: a state machine of Hypothesis."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ahce_core.readings import AfterRefusal
from ahce_core.registration.case import Act, position
from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.roles import Role
from ahce_core.registration.workflow import Action, Status
from tests.core.registration.model import Model

ACTIONS = st.sampled_from(list(Action))
RIGHT_ROLE = {
    "declare": Role.APPLICANT,
    "supplement": Role.APPLICANT,
    "object": Role.ANYONE,
    "annul": Role.PROVINCIAL_OFFICE,
}


class LifeCycle(RuleBasedStateMachine):
    @initialize(final=st.booleans(), today=st.dates(date(2025, 1, 1), date(2026, 12, 28)))
    def begin(self, *, final: bool, today: date) -> None:
        self.model = Model(final=final)
        self.reading = AfterRefusal.FINAL if final else AfterRefusal.REDECLARE
        self.today = today
        self.acts: list[Act] = []
        self.objections = 0

    @rule(days=st.integers(1, 3) | st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(action=ACTIONS, which=st.integers(0, 3))
    def somebody_who_may_acts(self, action: Action, which: int) -> None:
        if action is Action.OBJECT:
            self.objections += 1
            objection = f"o{self.objections}"
        else:
            objection = f"o{max(self.objections - which, 0)}"
        role = RIGHT_ROLE.get(action.value, Role.BUREAU_VERIFIER)
        acts = [*self.acts, Act(action, role, self.today, objection, self.reading)]
        allowed = self.model.may(action.value, objection, self.today)
        try:
            position(acts, today=self.today)
        except NotAllowed:
            assert not allowed
        else:
            assert allowed
            self.acts = acts
            self.model.do(action.value, objection, self.today)

    @rule(action=ACTIONS, role=st.sampled_from(list(Role)))
    def somebody_who_may_not_is_refused_and_nothing_changes(self, action: Action, role: Role) -> None:
        right = RIGHT_ROLE.get(action.value)
        others = {Role.BUREAU_VERIFIER, Role.EMPLOYER_VERIFIER} if right is None else {right}
        if action is Action.ANNUL:
            others.add(Role.BUREAU_SUPERVISOR)
        if role in others:
            return
        with pytest.raises(NotAllowed, match="not_your_act"):
            position([*self.acts, Act(action, role, self.today)], today=self.today)

    @invariant()
    def stands_where_the_model_says(self) -> None:
        case = position(self.acts, today=self.today)
        assert case.status.value == self.model.status(self.today)
        assert case.declarations == self.model.declarations
        if case.status in (Status.OBJECTED, Status.UNDER_REVIEW):
            assert set(case.objections) == self.model.open
        assert case.since is None or case.since <= max(self.today, case.last_act)


LifeCycle.TestCase.settings = settings(
    derandomize=True, deadline=None, max_examples=150, stateful_step_count=40
)
TestLifeCycle = LifeCycle.TestCase
