"""The life of a case through the services, on both stores, against the same small model as the core's."""

import tempfile
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from moto import mock_aws

from ahce_core.registration.grounds import NotAllowed
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Action
from functions.adapters.dynamodb import DynamoDBStore, table_definition
from functions.adapters.sqlite import SqliteStore
from functions.ports import SHANGHAI, Store
from functions.services import cases, chain, declarations, notices, online, verification
from functions.services.errors import Stale
from tests.core.registration.model import Model
from tests.functions.services.conftest import CREDENTIALS
from tests.functions.world import EXAM, ID_NUMBERS, YEAR, World, ports_over


class LifeCycle(RuleBasedStateMachine):
    """On SQLite."""

    def open(self, folder: Path) -> Store:
        store = SqliteStore(folder / "store.sqlite")
        self.left.callback(store.close)
        return store

    @initialize()
    def begin(self) -> None:
        self.left = ExitStack()
        folder = Path(self.left.enter_context(tempfile.TemporaryDirectory()))
        self.world = World(ports_over(self.open(folder), folder))
        self.person = self.world.people["applicant"]
        self.files = [(self.world.upload(), "a1")]
        self.model = Model(final=False)
        self.today = date(2026, 2, 2)
        self.objections = ["o" * 26]
        self.notice = "n" * 26

    def teardown(self) -> None:
        if hasattr(self, "left"):
            ports = self.world.ports
            assert all(chain.faults(ports, stream) == [] for stream in chain.streams(ports))
            self.left.close()

    @rule(days=st.integers(1, 3) | st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.world.ports.clock.moment = datetime.combine(self.today, datetime.min.time(), tzinfo=SHANGHAI)

    @rule(action=st.sampled_from(list(Action)), which=st.integers(0, 2), late=st.booleans())
    def somebody_acts(self, action: Action, which: int, late: bool) -> None:
        objection = self.objections[max(len(self.objections) - 1 - which, 0)]
        allowed = self.model.may(action.value, objection, self.today)
        revision = cases.load(self.world.ports, self.person, YEAR).revision
        stale = late and action is not Action.OBJECT
        try:
            done = self.act(action, objection, revision + (1 if stale else 0))
        except NotAllowed:
            assert not allowed
        except Stale:
            assert allowed
            assert stale
        else:
            assert allowed
            assert not stale
            if action is Action.OBJECT:
                objection = str(done.body["objection"])
                self.objections.append(objection)
            self.model.do(action.value, objection, self.today)
            if action is Action.VERIFY:
                self.notice = str(cases.load(self.world.ports, self.person, YEAR).body["notice"])

    def act(self, action: Action, objection: str, revision: int) -> Any:
        ports, who, person = self.world.ports, self.world.who, self.person
        match action:
            case Action.DECLARE:
                return declarations.declare(ports, who("applicant"), YEAR, EXAM, self.files, revision)
            case Action.SUPPLEMENT:
                return declarations.supplement(ports, who("applicant"), YEAR, [], "无", revision)
            case Action.OBJECT:
                return notices.object_to(ports, who("visitor"), self.notice, "有异议")
            case Action.ASK:
                return verification.ask(ports, who("hr"), person, YEAR, "请补充", revision)
            case Action.VERIFY:
                return verification.verify(ports, who("hr"), person, YEAR, "", "", revision)
            case Action.REFUSE:
                rule = RefusalRule.COMPLETENESS
                return verification.refuse(ports, who("hr"), person, YEAR, rule, "不齐", revision)
            case Action.DISMISS:
                return verification.dismiss(ports, who("hr"), person, YEAR, objection, "不符", revision)
            case Action.UPHOLD:
                return verification.uphold(ports, who("hr"), person, YEAR, objection, "属实", revision)
            case Action.CORRECT:
                return verification.correct(ports, who("hr"), person, YEAR, {"ledger": "T"}, "笔误", revision)
            case Action.ANNUL:
                return verification.annul(ports, who("supervisor"), person, YEAR, "伪造", revision)

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        ports, status = self.world.ports, self.model.status(self.today)
        assert self.world.status() == status
        running = notices.running(ports, "340881", after=None).rows
        assert bool(running) == (status in ("on_notice", "objected"))
        years = online.years(ports, self.world.who("titles"), ID_NUMBERS[1])["years"]
        assert any(year["registered"] for year in years) == (status == "registered")


class LifeCycleInTheCloud(LifeCycle):
    """On DynamoDB, which moto plays in this process."""

    def open(self, folder: Path) -> Store:
        self.left.enter_context(mock_aws())
        client = boto3.client("dynamodb", **CREDENTIALS)
        client.create_table(**table_definition("ahce"))
        return DynamoDBStore(client, "ahce")


LifeCycle.TestCase.settings = settings(
    derandomize=True, deadline=None, max_examples=60, stateful_step_count=30
)
LifeCycleInTheCloud.TestCase.settings = settings(
    derandomize=True, deadline=None, max_examples=4, stateful_step_count=15
)
TestOnSqlite = LifeCycle.TestCase
TestOnDynamoDB = LifeCycleInTheCloud.TestCase
