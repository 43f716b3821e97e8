"""The legal day is Shanghai's, wherever the machine stands; embedded, it can be set."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from ahce_core.workdays import legal_day
from functions.adapters.clock import SystemClock


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Auckland"])
def test_a_machine_in_another_zone_tells_shanghais_time(zone: str) -> None:
    code = "from functions.adapters.clock import SystemClock; print(SystemClock().now().isoformat())"
    began = datetime.now(UTC).replace(microsecond=0)
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    moment = datetime.fromisoformat(said.stdout.strip())
    assert moment.utcoffset() == timedelta(hours=8)
    assert began <= moment <= datetime.now(UTC)
    assert moment.date() == legal_day(moment.astimezone(UTC))


def test_a_day_that_is_set_has_the_real_time_of_day() -> None:
    day, moment = date(2026, 3, 2), SystemClock(date(2026, 3, 2)).now()
    assert (moment.date(), moment.utcoffset()) == (day, timedelta(hours=8))
    real = SystemClock().now()
    apart = abs(moment - real.replace(year=2026, month=3, day=2))
    assert min(apart, timedelta(days=1) - apart) < timedelta(minutes=1)
