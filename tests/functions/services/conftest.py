"""The services over both stores, everything in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from functions.adapters.dynamodb import DynamoDBStore, table_definition
from functions.adapters.sqlite import SqliteStore
from functions.ports import Store
from tests.functions.world import World, ports_over

CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "cn-north-1"}


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.sqlite")
    yield store
    store.close()


@pytest.fixture
def dynamodb() -> Iterator[Store]:
    with mock_aws():
        client = boto3.client("dynamodb", **CREDENTIALS)
        client.create_table(**table_definition("ahce"))
        yield DynamoDBStore(client, "ahce")


@pytest.fixture
def world(sqlite: Store, tmp_path: Path) -> World:
    """On SQLite, as the embedded server has it."""
    return World(ports_over(sqlite, tmp_path))


@pytest.fixture(params=["sqlite", "dynamodb"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """On each of the two stores."""
    return World(ports_over(request.getfixturevalue(request.param), tmp_path))
