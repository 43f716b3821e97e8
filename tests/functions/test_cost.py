"""What the docs say a year costs is reckoned from what the services really ask of the cloud."""

import pytest

from benchmarks.cloud import measured
from tools.docs_cost import KEPT_BYTES, STEPS, YEARS_DECLARED, bill, requests

KEY_OPERATIONS = ("GenerateMac", "GenerateDataKey", "Decrypt")


def test_the_units_of_the_docs_are_those_that_are_counted() -> None:
    found, kept = measured()
    counted = {
        name: (one["write units"], one["read units"], sum(one[each] for each in KEY_OPERATIONS))
        for name, one in found.items()
    }
    told = {name: (step.writes, step.reads, step.keys) for name, step in STEPS.items()}
    assert counted == told, "tell in tools/docs_cost.py what `python -m benchmarks.cloud` counts"
    assert kept == pytest.approx(KEPT_BYTES, rel=0.02)  # enciphered texts differ a little in length


def test_the_bill_adds_up_by_hand() -> None:
    lines = {line.what: line.dollars for line in bill()}
    assert lines["API Gateway"] == YEARS_DECLARED / 1e6 * requests() * 1.00
    assert lines["DynamoDB写"] == pytest.approx(5 * (2 * 6 + 22 + 19 + 10 * 13) * 0.625)
    assert lines["S3存储"] == pytest.approx(5e6 * 2 / 1024 * 12 * 0.023)
