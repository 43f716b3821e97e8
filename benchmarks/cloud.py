"""What one year costs the cloud: storage requests, capacity units and key operations of each step of a declaration.

The services run as deployed, over DynamoDB, S3 and KMS as moto plays them in this process; units are counted from the items'
sizes by the rules that DynamoDB publishes, since no emulator bills. `docs/operate/cost.md` reckons with these figures.
"""

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Mapping
from math import ceil
from typing import Any
from unittest.mock import patch

import boto3
from moto import mock_aws

from benchmarks.core import Table
from functions.adapters.dynamodb import table_definition
from functions.ports import Index, Principal
from functions.services import declarations, demonstration, evidence, notices, online, people, verification
from functions.services.command import Caller
from functions.services.demonstration import COUNTY, NAMES
from functions.wiring import AwsPorts, Settings
from tests.functions.proof import pdf

ISSUER = "https://issuer.example"
YEAR = 2026
READ_UNIT, WRITE_UNIT = 4096, 1024  # bytes
CONTENT = pdf()
CLAIM = {
    "activities": [
        {"id": "a1", "kind": "paper", "title": "皖江城市带高技能人才评价机制研究", "date": "2026-01-20"}
        | {"indexed_by": "none", "authorship": "first"}
    ]
}
STEPS = {
    "announce": "announce a file",
    "declare": "declare a year with one file",
    "follow": "the applicant looks at the year",
    "look": "the verifier looks at the declaration",
    "verify": "verify, and open the notice",
    "read_notices": "anyone reads a region's notices",
    "complete": "a platform registers a completed course",
    "titles": "the title system reads a person's years",
}
MOST_WRITE_UNITS, MOST_READ_UNITS, MOST_REQUESTS = 40, 30, 10  # of a declaration itself


class Meter:
    """Counts what a client of boto3 asks, and DynamoDB's units for it."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self._asked: Mapping[str, Any] = {}

    def watch(self, client: Any) -> None:
        """Count this client from now on."""
        service = client.meta.service_model.service_name
        client.meta.events.register(f"provide-client-params.{service}.*", self._asks)
        client.meta.events.register(f"after-call.{service}.*", self._answered)

    def _asks(self, params: Mapping[str, Any], **_: object) -> None:
        self._asked = params

    def _answered(self, model: Any, parsed: Mapping[str, Any], **_: object) -> None:
        self.counted[model.name] += 1
        match model.name:
            case "GetItem":
                self.counted["read units"] += max(ceil(_size(parsed.get("Item", {})) / READ_UNIT), 1)
            case "BatchGetItem":
                found = [item for items in parsed["Responses"].values() for item in items]
                keys = sum(len(asked["Keys"]) for asked in self._asked["RequestItems"].values())
                units = sum(max(ceil(_size(item) / READ_UNIT), 1) for item in found)
                self.counted["read units"] += units + keys - len(found)
            case "Query":
                units = max(ceil(sum(map(_size, parsed["Items"])) / READ_UNIT), 1)
                self.counted["read units"] += units if "IndexName" not in self._asked else ceil(units / 2)
            case "TransactWriteItems":
                self.counted["write units"] += sum(map(_written, self._asked["TransactItems"]))


def _size(item: Mapping[str, Any]) -> int:
    return sum(len(name) + sum(len(text.encode()) for text in value.values()) for name, value in item.items())


def _written(operation: Mapping[str, Any]) -> int:
    """Twice the units for being in a transaction; once for each index that shows the item."""
    item = operation.get("Put", {}).get("Item", {})
    units = max(ceil(_size(item) / WRITE_UNIT), 1)
    return units * (2 + sum(f"{index.value}_partition" in item for index in Index))


def deployed() -> AwsPorts:
    """The ports over a new account of moto's."""
    boto3.client("dynamodb").create_table(**table_definition("ahce"))
    boto3.client("s3").create_bucket(
        Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"}
    )
    kms = boto3.client("kms")
    mac = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
    cipher = kms.create_key(KeySpec="SYMMETRIC_DEFAULT", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["Arn"]
    environment = {"AHCE_TABLE": "ahce", "AHCE_EVIDENCE_BUCKET": "evidence"}
    environment |= {"AHCE_FINGERPRINT_KEY": mac, "AHCE_PERSONAL_DATA_KEY": cipher}
    return AwsPorts(Settings(environment))


class Life:
    """A year of the demonstration's applicant, one request of it after the other."""

    def __init__(self, ports: AwsPorts) -> None:
        self.ports = ports
        demonstration.seed(ports, ISSUER)
        self.person = self.who("demo-applicant").actor.person
        self.file = ""

    def who(self, subject: str, *, machine: bool = False) -> Caller:
        principal = Principal(ISSUER, subject, machine, subject)
        return people.caller(self.ports, principal, self.ports.chance.identifier())

    def announce(self) -> None:
        sha256 = hashlib.sha256(CONTENT).hexdigest()
        said = evidence.announce(
            self.ports,
            self.who("demo-applicant"),
            media_type="application/pdf",
            size=len(CONTENT),
            sha256=sha256,
        )
        self.file = str(said.body["evidence"])
        evidence.upload_form(self.ports, self.file)

    def declare(self) -> None:
        caller = self.who("demo-applicant")
        declarations.declare(self.ports, caller, YEAR, CLAIM, [(self.file, "a1")], 0)

    def follow(self) -> None:
        declarations.own_year(self.ports, self.who("demo-applicant"), YEAR)

    def look(self) -> None:
        verification.show(self.ports, self.who("demo-employer"), self.person, YEAR)

    def verify(self) -> None:
        verification.verify(self.ports, self.who("demo-employer"), self.person, YEAR, "材料齐全", "T-1", 1)

    def read_notices(self) -> None:
        notices.running(self.ports, COUNTY, after=None)

    def complete(self) -> None:
        completion = {"id": "c1", "kind": "courseware", "title": "数字政府建设专题", "date": "2026-01-05"}
        completion |= {"subject": "professional"}
        caller = self.who("demo-platform", machine=True)
        online.complete(self.ports, caller, NAMES["demo-applicant"][1], YEAR, completion)

    def titles(self) -> None:
        caller = self.who("demo-titles", machine=True)
        online.years(self.ports, caller, NAMES["demo-applicant"][1])


def measured() -> tuple[dict[str, Counter[str]], int]:
    """What each step of a declared year asks of the cloud, and the bytes that the table keeps of all of them."""
    account = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    with patch.dict(os.environ, {**account, "AWS_DEFAULT_REGION": "cn-north-1"}), mock_aws():
        ports = deployed()
        life, meter = Life(ports), Meter()
        clients = (ports.store._client, ports.personal_data._client, ports.evidence._client)  # type: ignore[attr-defined]
        for client in clients:
            meter.watch(client)
        before, found = _kept(), {}
        for name in STEPS:
            if name == "declare":
                boto3.client("s3").put_object(
                    Bucket="evidence", Key=life.file, Body=CONTENT
                )  # the browser does
            meter.counted.clear()
            getattr(life, name)()
            found[name] = Counter(meter.counted)
        return found, _kept() - before


def _kept() -> int:
    """The bytes of everything in the table but idempotency records, which go, and once more for each index."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="ahce")
    items = [item for page in pages for item in page["Items"] if "expires" not in item]
    return sum(
        _size(item) * (1 + sum(f"{index.value}_partition" in item for index in Index)) for item in items
    )


def main() -> int:
    """Print the table; the number of figures over their limits."""
    table = Table()
    print(f"{'cloud: requests and units of each step':<58} {'figure':>24} {'limit':>12}")
    found, kept = measured()
    for name, counted in found.items():
        _tell(table, STEPS[name], counted, limited=name == "declare")
    table.row("what the table keeps of all these", f"{kept:,} B")
    return table.over


def _tell(table: Table, what: str, counted: Counter[str], *, limited: bool) -> None:
    units = {"write units": MOST_WRITE_UNITS, "read units": MOST_READ_UNITS}
    asked = {name: count for name, count in counted.items() if name not in units}
    requests, spelled = sum(asked.values()), ", ".join(f"{count} {name}" for name, count in asked.items())
    limit = MOST_REQUESTS if limited else 0
    table.row(what, f"{requests} requests", f"≤ {limit}" if limit else "", ok=not limit or requests <= limit)
    print(f"  {spelled}")
    for name, most in units.items():
        count, limit = counted[name], most if limited else 0
        table.row(f"  {name}", str(count), f"≤ {limit}" if limit else "", ok=not limit or count <= limit)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
