"""The browser's door for staff lists, asked as the worker asks it: a file beside a text, JSON or a file back."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ahce_core.rows import RESULTS
from ahce_sheets import staff

HEADINGS = "人员,年度,种类,名称,证明上的日期\r\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def ask(rows: str | None, name: str | None = "名单.csv", **asked: Any) -> tuple[dict[str, Any], list[float]]:
    """The answer, and the parts done that were told."""
    if rows is not None:
        staff.GIVEN.write_bytes(rows.encode())
    told: list[float] = []
    answer = staff.assess(
        json.dumps({"name": name, **asked}), lambda text: told.append(json.loads(text)["done"])
    )
    assert not staff.GIVEN.exists()
    return json.loads(answer), told


def lecture(person: str, day: str = "2026-03-01") -> str:
    return f"{person},{day[:4]},授课、学术报告、讲座,讲座,{day}\r\n"


def test_people_come_in_the_order_of_the_list_their_rows_together() -> None:
    answer, _ = ask(HEADINGS + lecture("甲") + lecture("乙") + lecture("甲", "2025-05-01") + lecture("丙"))
    assert answer["columns"] == list(RESULTS)
    assert [result[:3] for result in answer["results"]] == [
        ["甲", 2026, 5],
        ["甲", 2025, 5],
        ["乙", 2026, 5],
        ["丙", 2026, 5],
    ]
    assert answer["rows"] == 4


def test_every_year_is_summed_up_the_newest_first() -> None:
    list_of_two_years = (
        lecture("甲") + lecture("乙") + lecture("甲", "2025-05-01") + "丙,x,teaching,讲座,2026-01-01"
    )
    answer, _ = ask(HEADINGS + list_of_two_years)
    nothing = {"complete": 0, "depends": 0, "short": 0, "pending": 0, "unread": 0, "left_out": 0}
    assert answer["summaries"] == [
        {"year": 2026, "people": 2, **nothing, "short": 2, "missing_total": 170, "missing_professional": 110},
        {"year": 2025, "people": 1, **nothing, "short": 1, "missing_total": 85, "missing_professional": 55},
        {"year": None, "people": 1, **nothing, "unread": 1, "left_out": 1}
        | {"missing_total": 0, "missing_professional": 0},
    ]


def test_who_is_short_while_rows_are_left_out_is_neither_called_short_nor_summed_up() -> None:
    wrong = "{},2026,teaching,讲座,2026-02-30\r\n"
    exam = "丁,2026,qualification_exam,考试,2026-03-01\r\n"
    answer, _ = ask(HEADINGS + lecture("甲") + lecture("乙") + wrong.format("乙") + wrong.format("丙") + exam + wrong.format("丁"))  # fmt: skip
    assert [dict(zip(answer["columns"], result, strict=True))["verdict"] for result in answer["results"]] == [
        *("short", "pending", "pending", "complete"),
    ]
    (year,) = answer["summaries"]
    assert (year["short"], year["pending"], year["complete"], year["left_out"]) == (1, 2, 1, 3)
    assert (year["missing_total"], year["missing_professional"]) == (85, 55)


def test_problems_name_their_cells_in_the_order_of_the_rows() -> None:
    answer, _ = ask(
        HEADINGS + lecture("乙", "2026-02-30") + lecture("甲") + "乙,2026,讲座,讲座,2026-01-01,多\r\n"
    )
    assert [(one["row"], one["column"], one["value"]) for one in answer["problems"]] == [
        (2, "E", "2026-02-30"),
        (4, "F", "多"),
        (4, "C", "讲座"),
    ]
    assert all(one["message"] and one["message_en"] for one in answer["problems"])


def test_the_last_list_is_assessed_again_under_other_readings() -> None:
    rows = lecture("甲") + lecture("甲", "2026-04-01")
    assert ask(HEADINGS + rows)[0]["results"][0][2] == 5
    assert ask(None, readings={"one_option": "item"})[0]["results"][0][2] == 10
    assert "errors" in ask(None, readings={"one_option": "x"})[0]


def test_progress_is_told_and_only_grows() -> None:
    _, told = ask(HEADINGS + "".join(lecture(f"工号{at}") for at in range(3000)))
    assert len(told) > 5
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1


def test_a_list_too_long_for_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "MOST_ROWS", 3)
    assert "errors" not in ask(HEADINGS + lecture("甲") + lecture("乙"))[0]
    answer, _ = ask(HEADINGS + lecture("甲") + lecture("乙") + lecture("丙"))
    assert "ahce batch" in answer["errors"][0]["message"]


def test_a_title_above_the_headings_is_passed_over() -> None:
    answer, _ = ask("统计表,,\r\n\r\n" + HEADINGS + lecture("甲") + lecture("乙", "2026-02-30"))
    assert (answer["start"], answer["rows"]) == (3, 2)
    assert [one["row"] for one in answer["problems"]] == [5]
    assert ask(HEADINGS + lecture("甲"))[0]["start"] == 1


def test_a_workbook_may_unpack_to_less_here_than_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS.strip().split(","))
    book.active.append(lecture("甲").strip().split(","))
    book.save(staff.GIVEN)
    assert "errors" not in ask(None, "名单.xlsx")[0]
    book.save(staff.GIVEN)
    monkeypatch.setattr(staff, "MOST_UNPACKED", 1000)
    assert "展开后过大" in ask(None, "名单.xlsx")[0]["errors"][0]["message"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_pasted_table_is_divided_by_what_divides_its_headings(delimiter: str) -> None:
    answer, _ = ask((HEADINGS + lecture("甲")).replace(",", delimiter), name=None)
    assert [result[:3] for result in answer["results"]] == [["甲", 2026, 5]]


def test_rows_of_nobody_are_counted_apart_from_warnings_of_a_person() -> None:
    nobody = lecture("") + lecture("3.4E+17")
    answer, _ = ask(HEADINGS + nobody + lecture("340101199001011237") + lecture("乙", "2026-02-30"))
    assert [(one["row"], one["warning"]) for one in answer["problems"]] == [
        (2, False),
        (3, False),
        (4, True),
        (5, False),
    ]
    assert answer["nobodys"] == 2
    assert answer["summaries"][0]["people"] == 2
    answer, _ = ask(HEADINGS + nobody)
    assert (answer["results"], answer["nobodys"]) == ([], 2)
    assert [(year["year"], year["people"]) for year in answer["summaries"]] == [(None, 0)]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("what", ["results", "problems"])
def test_a_table_leaves_no_file_behind(tmp_path: Path, what: str, ending: str) -> None:
    ask(HEADINGS + lecture("甲") + lecture("乙", "2026-02-30"))
    content = staff.table(json.dumps({"what": what, "ending": ending, "english": False}), str)
    assert content.startswith(b"\xef\xbb\xbf" if ending == ".csv" else b"PK")
    assert list(tmp_path.iterdir()) == []
