"""Certificates of a registered year in any order of hours, requests and an annulment, against a model of three facts."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ahce_core.registration import status_list
from ahce_core.registration.grounds import NotAllowed
from functions.adapters.sqlite import SqliteStore
from functions.services import cases, certificates, chain, declarations, issued, signing, verification
from tests.functions.verifying import claims, entry
from tests.functions.world import YEAR, World, ports_over

VALID, REVOKED, SUPERSEDED = 0, 1, 3  # as the published list has them


class Certificates(RuleBasedStateMachine):
    """The model: the hours of the year now, those of each certificate, and whether the year was annulled."""

    @initialize()
    def begin(self) -> None:
        self.left = ExitStack()
        folder = Path(self.left.enter_context(tempfile.TemporaryDirectory()))
        store = SqliteStore(folder / "store.sqlite")
        self.left.callback(store.close)
        self.world = World(ports_over(store, folder))
        self.world.put("2026-01-30")
        self.world.declare()
        self.world.verify()
        self.world.put("2026-02-09")
        self.person = self.world.people["applicant"]
        self.hours, self.issued, self.numbers = 900, [], []
        self.annulled = False

    def teardown(self) -> None:
        if hasattr(self, "left"):
            ports = self.world.ports
            assert all(chain.faults(ports, stream) == [] for stream in chain.streams(ports))
            self.left.close()

    @rule(tenths=st.integers(1, 20), again=st.booleans())
    def hours_come(self, tenths: int, again: bool) -> None:
        sent = [self.world.complete(hours=tenths / 10, identifier=f"c{self.hours}") for _ in range(1 + again)]
        assert [done.status for done in sent] == [201, 200][: len(sent)]
        self.hours += tenths

    @rule(tenths=st.integers(0, 20))
    def the_holder_asks(self, tenths: int) -> None:
        if tenths:
            self.hours_come(tenths, False)
        who, revision = self.world.who("applicant"), 3 if self.annulled else 2
        try:
            done = certificates.issue(self.world.ports, who, YEAR, revision)
        except NotAllowed:
            assert self.annulled
        else:
            assert not self.annulled
            fresh = self.issued[-1:] != [self.hours]
            assert done.status == (201 if fresh else 200)
            assert fresh or done.body["number"] == self.numbers[-1]
            if fresh:
                self.issued.append(self.hours)
                self.numbers.append(str(done.body["number"]))

    @rule(found_out=st.integers(0, 5))
    def the_bureau_above_annuls(self, found_out: int) -> None:
        if found_out:  # five times in six nothing was
            return
        who = self.world.who("supervisor")
        try:
            verification.annul(
                self.world.ports, who, self.person, YEAR, "查实伪造", 3 if self.annulled else 2
            )
        except NotAllowed:
            assert self.annulled
        self.annulled = True

    @invariant()
    def the_last_alone_holds_as_long_as_its_registration_does(self) -> None:
        if not hasattr(self, "numbers"):
            return
        ports = self.world.ports
        stored = issued.of_case(ports, cases.load(ports, self.person, YEAR))
        assert [each.number for each in stored] == self.numbers
        assert [each.figures.general + each.figures.professional for each in stored] == self.issued
        said = []
        for _, shard, index in (each.place for each in stored):
            token = signing.statuses(ports, YEAR, shard)
            said.append(entry(claims(signing.key_set(ports)["keys"], token, status_list.TYPE), index))
        older = len(stored) - 1
        assert said == (
            [REVOKED] * len(stored) if self.annulled else [*[SUPERSEDED] * older, VALID][: older + 1]
        )

    @invariant()
    def the_holder_is_told_what_can_be_done(self) -> None:
        if not hasattr(self, "numbers"):
            return
        told = declarations.own_year(self.world.ports, self.world.who("applicant"), YEAR)
        fresh = not self.annulled and self.issued[-1:] != [self.hours]
        assert told["certificate_due"] is fresh
        if self.issued:
            assert told["certificate"]["outdated"] is fresh
            assert told["certificate"]["status"] == ("revoked" if self.annulled else "valid")
        else:
            assert told["certificate"] is None


Certificates.TestCase.settings = settings(
    derandomize=True, deadline=None, max_examples=30, stateful_step_count=20
)
TestCertificates = Certificates.TestCase
