"""Each port's adapters, under one name, so that one suite runs over all of them; AWS is moto's, in this process."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.adapters.dynamodb import DynamoDBStore, table_definition
from functions.adapters.sqlite import SqliteStore
from functions.ports import Store

REGION = "cn-north-1"
SESSION = boto3.Session("test", "test", region_name=REGION)  # one for all tests: it reads its models once


@pytest.fixture
def aws() -> Iterator[Any]:
    """A maker of boto3 clients over an empty account."""
    with mock_aws():
        yield SESSION.client


@pytest.fixture(params=["sqlite", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "sqlite":
        made = SqliteStore(request.getfixturevalue("tmp_path") / "var/store.sqlite")
        yield made
        made.close()
    else:
        client = request.getfixturevalue("aws")("dynamodb")
        client.create_table(**table_definition("ahce"))
        yield DynamoDBStore(client, "ahce")
