"""The demonstration's accounts find their world, at whatever port, whenever the server starts."""

from pathlib import Path

import pytest

from functions.local.accounts import ACCOUNTS, MACHINES
from functions.ports import Delete, Principal, Store
from functions.services import demonstration, keys, people
from functions.services.chain import events, faults, streams
from tests.functions.world import TestPorts, ports_over


@pytest.fixture
def empty(sqlite: Store, tmp_path: Path) -> TestPorts:
    return ports_over(sqlite, tmp_path)


def me(ports: TestPorts, issuer: str, subject: str) -> dict[str, object]:
    return people.me(ports, people.caller(ports, Principal(issuer, subject, False, "")))


def test_every_account_that_the_issuer_lists_has_its_place(empty):
    demonstration.seed(empty, "http://127.0.0.1:8000/issuer")
    for subject in (*ACCOUNTS, *MACHINES):
        shown = me(empty, "http://127.0.0.1:8000/issuer", subject)
        assert bool(shown["person"] or shown["roles"]) == (subject != "demo-newcomer"), subject
        if subject in ("demo-applicant", "demo-self-employed", "demo-employer"):
            assert shown["employment"]
    assert all(faults(empty, stream) == [] for stream in streams(empty))


def test_seeding_again_changes_nothing_and_another_port_finds_the_same_people(empty):
    first, second = "http://127.0.0.1:8000/issuer", "http://127.0.0.1:9000/issuer"
    demonstration.seed(empty, first)
    before = len(list(events(empty)))
    demonstration.seed(empty, first)
    assert len(list(events(empty))) == before
    administrator = keys.identity(Principal(first, "demo-administrator", False, "").identity)
    linked = empty.store.get(administrator)
    empty.store.transact([Delete(linked.key, linked.revision)])  # as before officials were recorded
    demonstration.seed(empty, first)
    assert empty.store.get(administrator).body == linked.body
    demonstration.seed(empty, second)
    for subject in demonstration.NAMES:
        assert me(empty, first, subject)["person"] == me(empty, second, subject)["person"]
    assert me(empty, second, "demo-employer")["roles"] == me(empty, first, "demo-employer")["roles"]
