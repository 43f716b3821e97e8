"""Run in a network namespace of its own: MiniStack, which listens on every address, and 100 who declare at once,
straight to the store and through the services.

Prints what happened as JSON.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session

from ahce_core.registration.grounds import NotAllowed
from functions.adapters.dynamodb import DynamoDBStore, table_definition
from functions.ports import Conflict, Key, Put, Unavailable
from functions.services import declarations
from functions.services.audit import audit
from functions.services.command import Caller
from tests.functions.world import EXAM, YEAR, World, ports_over

HERE = Key("person#1", "declaration#2026")
COUNTER = Key("counter", "1")


def client() -> Any:
    return boto3.client(
        "dynamodb",
        endpoint_url="http://127.0.0.1:4566",
        region_name="cn-north-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        # until the engine answers, each attempt waits a little longer than the last
        config=Config(max_pool_connections=32, retries={"mode": "standard", "total_max_attempts": 12}),
    )


def declare(n: int) -> str:
    store = DynamoDBStore(CLIENT, "ahce")
    try:
        store.transact([Put(HERE, {"by": n}, None), Put(Key("history", f"{n:03}"), {}, None)])
    except Conflict as conflict:
        return f"conflict over {conflict.keys[0].order}"
    return "declared"


def declared_through_the_services() -> dict[str, int]:
    """What 100 at once hear who declare one person's year; then the chain and the case are looked at."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(ports_over(DynamoDBStore(CLIENT, "ahce"), Path(folder)))
        file, callers = world.upload(), [world.who("applicant") for _ in range(100)]

        def declare(caller: Caller) -> str:
            try:
                done = declarations.declare(world.ports, caller, YEAR, EXAM, [(file, "a1")], 0)
                return str(done.status)
            except NotAllowed as refused:
                return refused.ground.name

        with ThreadPoolExecutor(16) as threads:
            heard = Counter(threads.map(declare, callers))
        breaches = [text.en for each in audit(world.ports) for text in each.breaches]
        assert breaches == []
        return dict(heard)


def count(_: int) -> None:
    store = DynamoDBStore(CLIENT, "ahce")
    done = False
    while not done:
        item = store.get(COUNTER)
        assert item is not None
        try:
            store.transact([Put(COUNTER, {"n": item.body["n"] + 1}, item.revision)])
            done = True
        except (Conflict, Unavailable):
            continue


def lose_the_answer() -> int:
    """Declare once more where the engine's first answer is lost on the way; the revision that stands then."""
    key, lost = Key("person#2", "declaration#2026"), []

    def lose(request: AWSPreparedRequest, **_: object) -> None:
        if not lost:
            lost.append(URLLib3Session().send(request).status_code)
            raise ConnectionClosedError(endpoint_url=request.url)

    CLIENT.meta.events.register("before-send.dynamodb.TransactWriteItems", lose)
    DynamoDBStore(CLIENT, "ahce").transact([Put(key, {}, None)])
    CLIENT.meta.events.unregister("before-send.dynamodb.TransactWriteItems", lose)
    item = DynamoDBStore(CLIENT, "ahce").get(key)
    assert item is not None
    assert lost == [200]
    return item.revision


def main() -> None:
    engine = subprocess.Popen(
        [Path(sys.argv[1]) / "ministack"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        CLIENT.create_table(**table_definition("ahce"))
        with ThreadPoolExecutor(16) as threads:
            outcomes = list(threads.map(declare, range(100)))
        store = DynamoDBStore(CLIENT, "ahce")
        store.transact([Put(COUNTER, {"n": 0}, None)])
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(count, range(40)))
        counter = store.get(COUNTER)
        assert counter is not None
        found = {
            "outcomes": {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))},
            "history": len(store.query("history").rows),
            "counted": [counter.body["n"], counter.revision],
            "after a lost answer": lose_the_answer(),
            "through the services": declared_through_the_services(),
        }
        sys.stdout.write(json.dumps(found))
    finally:
        engine.kill()
        engine.wait()


CLIENT = client()

if __name__ == "__main__":
    main()
