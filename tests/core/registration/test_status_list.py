"""The published status of certificates: two bits each, one shard whole."""

import base64
import zlib
from datetime import date

import pytest

from ahce_core.registration import status_list
from ahce_core.registration.status_list import CertificateStatus, Place


def bits(text: str, index: int) -> int:
    """A second reading of the list, as the IETF's draft describes it."""
    content = zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return content[index * 2 // 8] >> index * 2 % 8 & 3


def test_a_list_names_what_does_not_hold_and_leaves_every_other_place_valid():
    text = status_list.compressed(
        {
            0: CertificateStatus.REVOKED,
            1: CertificateStatus.SUPERSEDED,
            99_998: CertificateStatus.SUPERSEDED,
            99_999: CertificateStatus.REVOKED,
            50_001: CertificateStatus.VALID,
        }
    )
    assert [bits(text, index) for index in (0, 1, 2, 50_001, 99_997, 99_998, 99_999)] == [1, 3, 0, 0, 0, 3, 1]
    assert sum(bits(text, index) != 0 for index in range(status_list.ENTRIES)) == 4


def test_a_list_of_nothing_is_a_shard_of_valid_places_in_under_a_hundred_bytes():
    text = status_list.compressed({})
    assert len(text) < 100
    assert len(zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))) == 25_000


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        (0, Place(2026, 0, 0)),
        (99_999, Place(2026, 0, 99_999)),
        (100_000, Place(2026, 1, 0)),
        (status_list.SHARDS * status_list.ENTRIES - 1, Place(2026, 127, 99_999)),
    ],
)
def test_every_number_below_the_years_places_is_one_of_them(chosen, there):
    assert status_list.place(2026, chosen) == there


@pytest.mark.parametrize(
    ("year", "shard", "there"),
    [
        (2025, 0, True),
        (2024, 0, False),
        (2026, 127, True),
        (2027, 0, False),
        (2026, 128, False),
        (2026, -1, False),
    ],
)
def test_a_year_that_has_begun_has_a_hundred_and_twenty_eight_shards(year, shard, there):
    assert status_list.has_shard(year, shard, today=date(2026, 12, 31)) is there


def test_the_last_year_that_is_modelled_is_the_last_that_has_any():
    assert status_list.has_shard(2100, 0, today=date(2101, 1, 1))
    assert not status_list.has_shard(2101, 0, today=date(2101, 1, 1))
