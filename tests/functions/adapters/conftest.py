"""Each port's adapters, under one name, so that one suite runs over all of them; AWS is moto's, in this process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.adapters.dynamodb import DynamoDBStore, table_definition
from functions.adapters.sqlite import SqliteStore
from functions.ports import Store

REGION = "cn-north-1"
CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}


@pytest.fixture
def aws() -> Iterator[Any]:
    """A maker of boto3 clients over an empty account."""
    with mock_aws():
        yield lambda service: boto3.client(service, **CREDENTIALS)


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
