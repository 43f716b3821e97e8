"""Between midnight and eight in Shanghai it is still yesterday in UTC; the legal day is already the new one."""

from datetime import date

import pytest

from ahce_core.registration.grounds import NotAllowed
from functions.services import chain, declarations, notices, settings
from functions.services.audit import audit
from tests.functions.world import COUNTY, YEAR, World

EARLY = pytest.mark.parametrize("time", ["00:00:00", "03:30:00", "07:59:59"])


@EARLY
def test_a_filing_window_opens_and_closes_at_shanghais_midnight(world: World, time: str) -> None:
    settings.set_window(world.ports, world.who("office"), YEAR, date(2026, 3, 1), date(2026, 3, 31), 0)
    world.put("2026-02-28", "23:59:59")
    with pytest.raises(NotAllowed, match="filing_not_open"):
        world.declare()
    world.put("2026-03-01", time)
    assert world.declare().status == 201
    world.put("2026-04-01", time)
    with pytest.raises(NotAllowed, match="filing_over"):
        world.declare("other")


@EARLY
def test_what_is_done_early_in_the_morning_is_done_on_that_day(world: World, time: str) -> None:
    world.put("2026-02-03", time)
    world.declare()
    world.put("2026-02-09", time)
    world.verify()
    (notice,) = notices.running(world.ports, COUNTY, after=None).rows
    assert (notice["opened"], notice["last_day"]) == ("2026-02-09", "2026-02-14")
    lines = chain.told(world.ports, f"case#{world.people['applicant']}#{YEAR}")
    assert [line["day"] for line in lines] == ["2026-02-03", "2026-02-09"]
    assert all(line["at"] == f"{line['day']}T{time}+08:00" for line in lines)
    world.put("2026-02-14", "23:59:59")
    assert world.status() == "on_notice"
    world.put("2026-02-15", time)
    assert world.status() == "registered"
    own = declarations.own_year(world.ports, world.who("applicant"), YEAR)
    assert own["since"] == "2026-02-15"
    assert [text for each in audit(world.ports) for text in each.breaches] == []
