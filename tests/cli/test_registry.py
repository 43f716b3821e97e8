"""The operator's commands at a terminal: which registry, what is said, with which status."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from ahce_cli.main import main
from ahce_core.holidays import LAST_KNOWN_DAY
from ahce_core.registration.roles import Assignment, Role
from ahce_core.registration.verification import RefusalRule
from ahce_core.workdays import ends_soon, legal_day
from functions.adapters.sqlite import SqliteStore
from functions.ports import Put
from functions.services import chain, keys, people, verification
from tests.functions.world import ID_NUMBERS, YEAR, World, ports_over


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A registry with one declaration, in a folder as an embedded server has it."""
    store = SqliteStore(tmp_path / "store.sqlite")
    made = World(ports_over(store, tmp_path))
    made.declare()
    yield made
    store.close()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AHCE_VAR", "AHCE_TABLE", "AHCE_TODAY", "AHCE_ORIGIN"):
        monkeypatch.delenv(name, raising=False)


def touch(world: World) -> None:
    """Change a case past the services."""
    item = world.ports.store.get(keys.case(world.people["applicant"], YEAR))
    assert item is not None
    world.ports.store.transact([Put(item.key, {**item.body, "acts": []}, item.revision)])


def test_an_audit_says_what_it_saw_and_names_each_breach(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--var", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "全部相符。All of it stands." in said
    assert "0 erased" in said
    assert main(["audit", "--var", str(tmp_path), "--sizes"]) == 0
    capsys.readouterr()
    touch(world)
    assert main(["audit", "--var", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"case#{world.people['applicant']}#{YEAR}" in said
    assert "Act 1 of the case is not what the history says." in said
    assert "第1次办理与历史不符。" in said
    assert "1 breaches" in said


def test_the_ends_of_an_audit_are_kept_and_held_against_the_next(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AHCE_VAR", str(tmp_path))
    monkeypatch.setenv("AHCE_ORIGIN", "http://127.0.0.1")
    ends = tmp_path / "monday.ends"
    assert main(["audit", "--ends", str(ends)]) == 0
    assert main(["audit", "--since", str(ends), "--at-once", "4"]) == 0
    text = ends.read_text("ascii")
    rewritten = text[:-2] + ("1\n" if text[-2] == "0" else "0\n")
    ends.write_text(rewritten, "ascii")
    assert main(["audit", "--since", str(ends)]) == 1
    assert "rewritten" in capsys.readouterr().out
    assert main(["audit", "--ends", str(ends)]) == 2
    assert main(["audit", "--ends", str(ends), "--force"]) == 0
    assert ends.read_text("ascii") == text


@pytest.mark.parametrize("content", ["no ends\n", "case#1\tone\t0\n", "案卷\t1\t0\n"])
def test_a_file_that_has_no_ends_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "other.ends").write_text(content, "utf-8")
    assert main(["audit", "--var", str(tmp_path), "--since", str(tmp_path / "other.ends")]) == 2
    assert "is no file of ends" in capsys.readouterr().err


def test_where_there_is_no_registry_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit"]) == 2
    assert "--var" in capsys.readouterr().err
    assert main(["audit", "--var", str(tmp_path / "var")]) == 2
    assert "There is no registry in" in capsys.readouterr().err
    assert not (tmp_path / "var").exists()


def test_the_first_administrator_is_set_up_by_the_operator_and_it_is_recorded(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    identity = world.who("newcomer").identity
    for _ in range(2):
        assert main(["set-up", "--var", str(tmp_path), identity]) == 0
    (role,) = world.who("newcomer").actor.assignments
    assert role == Assignment(Role.PROVINCIAL_OFFICE)
    (line,) = chain.told(world.ports, f"roles#{identity}")
    assert (line["type"], line["by"]) == ("role.give", "operator")
    assert main(["set-up", "--var", str(tmp_path), "somebody"]) == 2
    assert main(["audit", "--var", str(tmp_path)]) == 0


def test_a_persons_record_is_printed_whole_by_id_or_by_the_number_on_standard_input(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = world.people["applicant"]
    assert main(["record", "--var", str(tmp_path), "--person", person]) == 0
    by_id = json.loads(capsys.readouterr().out)
    assert (by_id["person"], by_id["id_number"], by_id["name"]) == (person, ID_NUMBERS[1], "演示applicant")
    assert by_id["years"][0]["declarations"][0]["claim"]["activities"][0]["title"] == "一级建造师"
    monkeypatch.setattr("sys.stdin", StringIO(f"{ID_NUMBERS[1]}\n"))
    assert main(["record", "--var", str(tmp_path), "--person", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["person"] == person


def test_a_mistyped_name_is_corrected_from_standard_input_and_a_bad_one_refused(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rename = ["rename", "--var", str(tmp_path), "--person"]
    person = world.people["applicant"]
    for who, typed in ((person, "演示申请人\n"), ("-", f"{ID_NUMBERS[1]}\n演示申领人\n")):
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        assert main([*rename, who]) == 0
        assert typed.splitlines()[-1] not in capsys.readouterr().out
        assert people.name_of(world.ports, person) == typed.splitlines()[-1]
    for who, typed in ((person, " \n"), (person, "演示\0\n"), ("a" * 26, "演示\n")):
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        assert main([*rename, who]) == 2
    assert people.name_of(world.ports, person) == "演示申领人"
    assert main(["audit", "--var", str(tmp_path)]) == 0


@pytest.mark.parametrize("number", ["", "12", "110105194912310031", "11010519491231002X"])
def test_a_number_that_is_none_or_nobodys_is_refused_and_not_repeated(
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: str,
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{number}\n"))
    assert main(["record", "--var", str(tmp_path), "--person", "-"]) == 2
    said = capsys.readouterr()
    assert (said.out, not number or number not in said.err) == ("", True)
    assert main(["record", "--var", str(tmp_path), "--person", "a" * 26]) == 2


def test_erasing_is_only_listed_until_it_is_confirmed_and_what_is_open_is_named(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    erase = ["erase", "--var", str(tmp_path)]
    stream = f"case#{world.people['applicant']}#{YEAR}"
    assert main([*erase, "--through", str(YEAR)]) == 0
    assert "--yes" in (said := capsys.readouterr().out)
    assert stream in said
    assert main([*erase, "--through", str(YEAR), "--yes"]) == 1
    assert "is still open" in capsys.readouterr().out
    reason = verification.refuse(
        world.ports, world.who("hr"), world.people["applicant"], YEAR, RefusalRule.COMPLETENESS, "缺证书", 1
    )
    assert reason.status == 200
    assert main([*erase, "--through", str(YEAR - 1), "--yes"]) == 0
    assert stream not in capsys.readouterr().out
    assert main([*erase, "--through", str(YEAR), "--yes"]) == 0
    assert main(["audit", "--var", str(tmp_path)]) == 0
    assert " 0 erased" not in capsys.readouterr().out


def test_a_person_is_erased_with_all_their_years_at_once(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = world.people["other"]
    erase = ["erase", "--var", str(tmp_path), "--person", person, "--reason", "request", "--yes"]
    assert main([*erase, "--year", str(YEAR)]) == 0  # nothing of that year
    assert main(["record", "--var", str(tmp_path), "--person", person]) == 0
    assert main(erase) == 0
    assert f"person#{person}" in capsys.readouterr().out
    assert main(["record", "--var", str(tmp_path), "--person", person]) == 2
    assert main(["erase", "--var", str(tmp_path), "--person", "a" * 26, "--yes"]) == 2
    assert main(["audit", "--var", str(tmp_path)]) == 0


def test_a_number_is_parted_from_its_person_only_when_it_is_confirmed_and_keeps_its_hours(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world.complete(ID_NUMBERS[2])
    detach = ["detach", "--var", str(tmp_path), "--person", "-"]
    for words, told in ((detach, "--yes"), ([*detach, "--yes"], "已删除 erased")):
        monkeypatch.setattr("sys.stdin", StringIO(f"{ID_NUMBERS[2]}\n"))
        assert main(words) == 0
        assert told in (said := capsys.readouterr().out)
        assert "online#" not in said
    assert world.enrol("holder", ID_NUMBERS[2]) != world.people["other"]
    assert main(["record", "--var", str(tmp_path), "--person", world.who("holder").actor.person]) == 0
    assert "全国系统记录" in capsys.readouterr().out
    assert main(["audit", "--var", str(tmp_path)]) == 0


def test_how_far_the_calendar_goes_is_said_with_a_status_that_a_timer_can_watch(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = ends_soon(legal_day(datetime.now(UTC)))
    assert main(["calendar"]) == (1 if told else 0)
    said = capsys.readouterr().out
    assert str(LAST_KNOWN_DAY) in said
    assert ("录入下一年" in said) == bool(told)
