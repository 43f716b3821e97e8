"""What the DynamoDB adapter does where transactions meet, answers are lost and the service refuses."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.adapters.dynamodb import ATTEMPTS, DynamoDBStore
from functions.ports import Check, Conflict, Item, Key, Put, Unavailable, Unstorable

ROOT = Path(__file__).parents[3]
HERE, THERE = Key("a", "1"), Key("a", "2")


def test_of_100_at_once_one_declares_no_step_is_lost_and_a_lost_answer_is_no_second_act(tools: Path) -> None:
    """Against an engine that keeps transactions under concurrency, in a network namespace of its own."""
    inside = 'ip link set lo up && exec "$0" "$@"'
    script = ROOT / "tests/functions/cloud/concurrency.py"
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", "sh", "-c", inside, sys.executable, script, tools],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "outcomes": {"conflict over declaration#2026": 99, "declared": 1},
        "history": 1,
        "counted": [40, 41],
        "after a lost answer": 1,
        "through the services": {"201": 1, "once_a_year": 99},
    }


class Engine:
    """Answers a transaction as told, attempt by attempt; the last answer stays."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.tokens: list[str] = []

    def transact_write_items(self, **request: Any) -> None:
        self.tokens.append(request["ClientRequestToken"])
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer:
            raise answer

    def _fail(self, **_: Any) -> None:
        raise self.answers[0] or AssertionError

    get_item = batch_get_item = query = _fail


def cancelled(*reasons: str) -> ClientError:
    return ClientError(
        {
            "Error": {"Code": "TransactionCanceledException", "Message": ""},
            "CancellationReasons": [{"Code": reason} for reason in reasons],
        },
        "TransactWriteItems",
    )


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "TransactWriteItems")


def transact(*answers: Exception | None) -> Engine:
    engine = Engine(*answers)
    DynamoDBStore(engine, "t", wait=lambda _: None).transact([Put(HERE, {}, None), Check(THERE, 1)])
    return engine


@pytest.mark.parametrize(
    "reason", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_a_transaction_that_met_another_is_tried_again_as_a_new_one(reason: str) -> None:
    engine = transact(cancelled(reason, "None"), cancelled("None", reason), None)
    assert len(set(engine.tokens)) == 3


def test_after_some_attempts_it_is_unavailable_and_nothing_was_written() -> None:
    engine, waits = Engine(cancelled("TransactionConflict", "None")), list[float]()
    with pytest.raises(Unavailable):
        DynamoDBStore(engine, "t", wait=waits.append).transact([Put(HERE, {}, None), Check(THERE, 1)])
    assert (len(engine.tokens), len(waits)) == (ATTEMPTS, ATTEMPTS - 1)
    assert sum(waits) < 2.6


@pytest.mark.parametrize(
    ("reasons", "keys"),
    [
        (("ConditionalCheckFailed", "None"), (HERE,)),
        (("None", "ConditionalCheckFailed"), (THERE,)),
        (("ConditionalCheckFailed", "ConditionalCheckFailed"), (HERE, THERE)),
        (("ConditionalCheckFailed", "TransactionConflict"), (HERE,)),
    ],
)
def test_a_failed_condition_is_a_conflict_over_its_keys(
    reasons: tuple[str, ...], keys: tuple[Key, ...]
) -> None:
    with pytest.raises(Conflict) as conflict:
        transact(cancelled(*reasons))
    assert conflict.value.keys == keys


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (cancelled("ItemCollectionSizeLimitExceeded", "None"), Unstorable),
        (cancelled("ValidationError", "None"), Unstorable),
        (refused("ValidationException"), Unstorable),
        (refused("AccessDeniedException"), Unavailable),
        (refused("InternalServerError"), Unavailable),
        (refused("ResourceNotFoundException"), Unavailable),
        (EndpointConnectionError(endpoint_url="https://x"), Unavailable),
    ],
    ids=repr,
)
def test_what_the_service_refuses_is_told_in_the_ports_words(error: Exception, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        transact(error)


class Sparing:
    """Answers one key of those asked for at a time, and leaves the others out; never more than ``most`` times."""

    def __init__(self, most: int) -> None:
        self.most = most

    def batch_get_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 - as boto3 names it
        assert RequestItems["t"]["ConsistentRead"]
        first, *left = RequestItems["t"]["Keys"]
        if not self.most:
            return {"Responses": {}, "UnprocessedKeys": RequestItems}
        self.most -= 1
        item = {**first, "revision": {"N": "3"}, "body": {"S": "{}"}}
        return {"Responses": {"t": [item]}, "UnprocessedKeys": {"t": {"Keys": left}} if left else {}}


def test_items_left_out_are_asked_for_again() -> None:
    waits = list[float]()
    found = DynamoDBStore(Sparing(2), "t", wait=waits.append).get_all([HERE, THERE])
    assert found == {HERE: Item(HERE, 3, {}), THERE: Item(THERE, 3, {})}
    assert len(waits) == 1


def test_items_left_out_again_and_again_are_unavailable() -> None:
    waits = list[float]()
    with pytest.raises(Unavailable):
        DynamoDBStore(Sparing(1), "t", wait=waits.append).get_all([HERE, THERE])
    assert len(waits) == ATTEMPTS - 1


@pytest.mark.parametrize(
    "read",
    [lambda store: store.get(HERE), lambda store: store.get_all([HERE]), lambda store: store.query("a")],
    ids=["get", "get_all", "query"],
)
@pytest.mark.parametrize(
    "error", [refused("ThrottlingException"), EndpointConnectionError(endpoint_url="https://x")]
)
def test_what_cannot_be_read_now_is_unavailable(
    read: Callable[[DynamoDBStore], object], error: Exception
) -> None:
    with pytest.raises(Unavailable):
        read(DynamoDBStore(Engine(error), "t"))
