"""The store on AWS: one DynamoDB table with two indexes. Every write is a TransactWriteItems, even of a single item:
its token lets botocore send it again when an answer is lost, where a conditional PutItem would then fail falsely.
"""

import random
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Unpack

from botocore.exceptions import BotoCoreError, ClientError

from functions.adapters.storable import (
    Range,
    check_key,
    check_keys,
    columns,
    decode,
    prepare,
    read_range,
    write_cursor,
)
from functions.ports import (
    Conflict,
    Delete,
    Entry,
    Index,
    Item,
    Key,
    Operation,
    Page,
    Put,
    Rows,
    Unavailable,
    Unstorable,
)

ATTEMPTS = 8  # where transactions meet or items are left out; the waits add up to at most 2.6 s
FIRST_WAIT_SECONDS = 0.02

_ABSENT = "attribute_not_exists(#p)"
_STANDS = "#r = :r"
_PASSING = {
    "TransactionConflict",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
}  # reasons to try once more


class DynamoDBStore:
    """A :class:`~functions.ports.Store` in one table; ``client`` is boto3's for DynamoDB.

    The table's key is ``partition``, ``order``; each index has its own pair (:func:`~functions.adapters.storable.columns`)
    and projects all; ``expires`` is the attribute of its time to live.
    """

    def __init__(self, client: Any, table: str, wait: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._table = table
        self._wait = wait

    def get(self, key: Key) -> Item | None:
        check_key(key)
        try:
            answer = self._client.get_item(TableName=self._table, Key=_place(key), ConsistentRead=True)
        except (ClientError, BotoCoreError) as error:
            raise Unavailable(f"DynamoDB: {type(error).__name__}") from error
        return _item(answer["Item"]) if "Item" in answer else None

    def get_all(self, keys: Collection[Key]) -> Mapping[Key, Item]:
        asked: list[dict[str, Any]] = [_place(key) for key in check_keys(keys)]
        found: dict[Key, Item] = {}
        for attempt in range(ATTEMPTS):
            self._wait_before(attempt)
            try:
                answer = self._client.batch_get_item(
                    RequestItems={self._table: {"Keys": asked, "ConsistentRead": True}}
                )
            except (ClientError, BotoCoreError) as error:
                raise Unavailable(f"DynamoDB: {type(error).__name__}") from error
            found |= {item.key: item for item in map(_item, answer["Responses"].get(self._table, []))}
            asked = answer.get("UnprocessedKeys", {}).get(self._table, {}).get("Keys", [])
            if not asked:
                return found
        raise Unavailable("DynamoDB: items asked for at once were left out too often")

    def query(self, partition: str, **asked: Unpack[Rows]) -> Page[Item]:
        wanted = read_range(asked, width=1)
        start = _texts(partition=partition, order=wanted.after[0]) if wanted.after else None
        rows, more = self._rows(None, ("partition", "order"), partition, wanted, start)
        items = tuple(_item(row) for row in rows)
        return Page(items, write_cursor(items[-1].key.order) if more else None)

    def browse(self, index: Index, partition: str, **asked: Unpack[Rows]) -> Page[Entry]:
        wanted, names, start = read_range(asked, width=3), columns(index), None
        if wanted.after:
            order, *key = wanted.after
            start = _texts(**{names[0]: partition, names[1]: order}) | _place(Key(*key))
        rows, more = self._rows(index, names, partition, wanted, start)
        entries = tuple(Entry(_key(row), decode(row["body"]["S"])) for row in rows)
        last = (rows[-1][names[1]]["S"], *entries[-1].key) if more else ()
        return Page(entries, write_cursor(*last) if more else None)

    def transact(self, operations: Sequence[Operation]) -> None:
        spelled = [
            _spell(operation, body, self._table)
            for operation, body in zip(operations, prepare(operations), strict=True)
        ]
        for attempt in range(ATTEMPTS):
            self._wait_before(attempt)
            try:
                self._client.transact_write_items(
                    TransactItems=spelled,
                    ClientRequestToken=str(uuid.uuid4()),
                )
                return
            except ClientError as error:
                _refuse(error, operations)
            except BotoCoreError as error:
                raise Unavailable(f"DynamoDB: {type(error).__name__}") from error
        raise Unavailable("DynamoDB: other transactions on the same items went on too long")

    def _wait_before(self, attempt: int) -> None:
        """Wait a little before another attempt, each time longer; not before the first."""
        if attempt:
            self._wait(random.uniform(0.5, 1) * FIRST_WAIT_SECONDS * 2 ** (attempt - 1))  # noqa: S311

    def _rows(
        self,
        index: Index | None,
        names: tuple[str, str],
        partition: str,
        asked: Range,
        start: dict[str, Any] | None,
    ) -> tuple[list[dict[str, Any]], bool]:
        """The page's rows, and whether more follow: one row more is asked for to know."""
        options: dict[str, Any] = {"IndexName": index.value} if index else {"ConsistentRead": True}
        if start:
            options["ExclusiveStartKey"] = start
        try:
            answer = self._client.query(
                TableName=self._table,
                KeyConditionExpression="#p = :p AND #o BETWEEN :lower AND :upper",
                ExpressionAttributeNames={"#p": names[0], "#o": names[1]},
                ExpressionAttributeValues={
                    ":p": {"S": partition},
                    ":lower": {"S": asked.lower},
                    ":upper": {"S": asked.upper},
                },
                Limit=asked.limit + 1,
                ScanIndexForward=not asked.newest_first,
                **options,
            )
        except (ClientError, BotoCoreError) as error:
            raise Unavailable(f"DynamoDB: {type(error).__name__}") from error
        rows = answer["Items"]
        return rows[: asked.limit], len(rows) > asked.limit or "LastEvaluatedKey" in answer


def _spell(operation: Operation, body: str, table: str) -> dict[str, Any]:
    """An operation as TransactWriteItems has it."""
    condition: dict[str, Any] = {"TableName": table}
    if operation.expected is None:
        condition |= {"ConditionExpression": _ABSENT, "ExpressionAttributeNames": {"#p": "partition"}}
    else:
        condition |= {
            "ConditionExpression": _STANDS,
            "ExpressionAttributeNames": {"#r": "revision"},
            "ExpressionAttributeValues": {":r": {"N": str(operation.expected)}},
        }
    if isinstance(operation, Put):
        item = _place(operation.key)
        item |= {"revision": {"N": str((operation.expected or 0) + 1)}, "body": {"S": body}}
        if operation.expires is not None:
            item["expires"] = {"N": str(operation.expires)}
        for index, key in operation.listed.items():
            item |= _texts(**dict(zip(columns(index), key, strict=True)))
        return {"Put": {"Item": item, **condition}}
    kind = "Delete" if isinstance(operation, Delete) else "ConditionCheck"
    return {kind: {"Key": _place(operation.key), **condition}}


def _refuse(error: ClientError, operations: Sequence[Operation]) -> None:
    """Raise what the error means, or return where trying again may help: only where nothing was written."""
    code = error.response["Error"]["Code"]
    if code == "TransactionCanceledException":
        reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
        failed = [
            operation.key
            for operation, reason in zip(operations, reasons, strict=False)
            if reason == "ConditionalCheckFailed"
        ]
        if failed:
            raise Conflict(failed) from error
        if _PASSING.intersection(reasons):
            return
        raise Unstorable(f"DynamoDB: {sorted({str(reason) for reason in reasons})}") from error
    if code == "ValidationException":
        raise Unstorable("DynamoDB: ValidationException") from error
    raise Unavailable(f"DynamoDB: {code}") from error


def _texts(**values: str) -> dict[str, Any]:
    return {name: {"S": value} for name, value in values.items()}


def _place(key: Key) -> dict[str, Any]:
    return _texts(partition=key.partition, order=key.order)


def _key(row: dict[str, Any]) -> Key:
    return Key(row["partition"]["S"], row["order"]["S"])


def _item(row: dict[str, Any]) -> Item:
    return Item(_key(row), int(row["revision"]["N"]), decode(row["body"]["S"]))


def table_definition(table: str) -> dict[str, Any]:
    """The table as CreateTable takes it; ``template.yaml`` declares the same, and a test holds them together."""
    pairs = {"": ("partition", "order")} | {index.value: columns(index) for index in Index}

    def schema(pair: tuple[str, str]) -> list[dict[str, str]]:
        return [
            {"AttributeName": name, "KeyType": kind}
            for name, kind in zip(pair, ("HASH", "RANGE"), strict=True)
        ]

    return {
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": "S"} for pair in pairs.values() for name in pair
        ],
        "KeySchema": schema(pairs[""]),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index.value,
                "KeySchema": schema(pairs[index.value]),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in Index
        ],
    }
