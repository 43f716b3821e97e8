"""``ahce batch`` and ``ahce template``: real files in, real files out, or a refusal that leaves nothing behind."""

import csv
import datetime
import os
import pty
import re
import subprocess
import sys
import termios
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from ahce_cli import arrivals
from ahce_cli.main import main
from ahce_core.catalogue import KINDS
from ahce_core.rows import COLUMNS, RESULTS
from ahce_sheets import reading, results, workbook, xlsx
from ahce_sheets.cells import Cells

HEADINGS = ["人员", "年度", "种类", "名称", "证明上的日期", "标定学时", "科目"]
LECTURE = ["甲", "2025", "授课、学术报告、讲座", "讲座", "2025-03-01", "", ""]
COURSE = ["甲", "2025", "网络课件学习", "课件", "2025/4/1", "12.5", "公需科目"]
OTHER = ["乙", *LECTURE[1:]]
AHCE = str(Path(sys.executable).with_name("ahce"))

Batch = Callable[..., int]


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Run ``ahce batch`` in a folder of its own, after which no draft is left there."""
    monkeypatch.chdir(tmp_path)

    def run(source: str, target: str, *options: str) -> int:
        status = main(["batch", source, target, *options])
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
        return status

    return run


def write_csv(name: str, rows: Iterable[list[str]], encoding: str = "utf-8") -> None:
    """A list as a .csv."""
    with Path(name).open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def write_xlsx(
    name: str, rows: Iterable[list[Any]], change: Callable[[Any], None] = lambda sheet: None
) -> None:
    """A list as an .xlsx, after a change to its sheet."""
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    change(book.active)
    book.save(name)


def read_csv(name: str) -> list[list[str]]:
    """The rows of a .csv that a spreadsheet would open."""
    content = Path(name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def read_xlsx(name: str) -> list[list[Any]]:
    """The values of an .xlsx."""
    return [list(row) for row in openpyxl.load_workbook(name).active.iter_rows(values_only=True)]


def refusal(capsys: pytest.CaptureFixture[str], folder: Path, before: set[str]) -> str:
    """What was said on standard error; no file came or went."""
    assert {path.name for path in folder.iterdir()} == before
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_any_of_three_encodings_becomes_a_csv(batch: Batch, encoding: str) -> None:
    write_csv("in.csv", [LECTURE, COURSE, OTHER], encoding)
    assert batch("in.csv", "out.csv") == 0
    assert read_csv("out.csv") == [
        [label.zh for label in RESULTS.values()],
        ["甲", "2025", "17.5", "12.5", "5", "否", "72.5", "55", "都未完成", "11", "讲座", "2", "0", "2025.1"],
        ["乙", "2025", "5", "0", "5", "否", "85", "55", "都未完成", "11", "讲座", "1", "0", "2025.1"],
    ]
    assert not Path("out.errors.csv").exists()


def test_an_xlsx_becomes_an_xlsx_with_numbers_as_numbers(batch: Batch) -> None:
    day = datetime.datetime(2025, 4, 1)  # noqa: DTZ001 - as spreadsheets have it
    write_xlsx(
        "in.xlsx",
        [LECTURE, [*COURSE[:4], day, 12.5, "general"], ["乙", 2025, *OTHER[2:4], day.date(), None, None]],
    )
    assert batch("in.xlsx", "out.xlsx", "--english") == 0
    assert openpyxl.load_workbook("out.xlsx").sheetnames == ["Results"]
    rows = read_xlsx("out.xlsx")
    assert rows[0] == [label.en for label in RESULTS.values()]
    assert rows[1] == ["甲", 2025, 17.5, 12.5, 5, "no", 72.5, 55, "short", 11, "讲座", 2, 0, "2025.1"]
    assert rows[2][:3] == ["乙", 2025, 5]


def test_bad_rows_are_left_out_listed_and_exit_status_1(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv("in.csv", [LECTURE, [*COURSE[:5], "x", "y"], OTHER])
    assert batch("in.csv", "out.csv") == 1
    assert [row[10:13] for row in read_csv("out.csv")[1:]] == [["讲座", "1", "1"], ["讲座", "1", "0"]]
    problems = read_csv("out.errors.csv")
    assert problems[0] == [
        "行 Row",
        "列 Column",
        "内容 Value",
        "计入 Counted",
        "问题和改法",
        "Problem and remedy",
    ]
    assert [row[:4] for row in problems[1:]] == [
        ["3", "科目", "y", "否 no"],
        ["3", "标定学时", "x", "否 no"],
    ]
    said = capsys.readouterr().err
    for word in ("第3行 科目（y）", "row 3:", "out.errors.csv"):
        assert word in said


def test_a_doubtful_id_number_counts_and_is_listed_as_a_warning_with_its_sheet(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_xlsx("in.xlsx", [["340101 19900101 1237", *LECTURE[1:]], ["340101199001011237", *COURSE[1:]]])
    assert batch("in.xlsx", "out.csv") == 0
    assert [row[:3] for row in read_csv("out.csv")[1:]] == [["340101199001011237", "2025", "17.5"]]
    assert [row[:4] for row in read_csv("out.errors.csv")[1:]] == [
        ["2", "人员", "340101 19900101 1237", "是 yes"]
    ]
    said = capsys.readouterr().err
    for word in (
        "提醒：Sheet 第2行 人员（340101 19900101 1237）：校验码不符",
        "1 warnings",
        "out.errors.csv",
    ):
        assert word in said


def test_the_first_20_problems_are_shown_and_all_are_listed(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv("in.csv", [[*LECTURE[:4], "x", "", ""]] * 25)
    assert batch("in.csv", "out.csv") == 1
    assert len(read_csv("out.errors.csv")) == 26
    said = capsys.readouterr().err
    assert "第21行" in said
    assert "第22行" not in said
    assert "25 problems" in said


def test_an_old_list_of_problems_goes_when_there_are_none(batch: Batch) -> None:
    write_csv("in.csv", [LECTURE])
    Path("out.errors.csv").write_text("old", encoding="utf-8")
    assert batch("in.csv", "out.csv") == 2
    assert batch("in.csv", "out.csv", "--force") == 0
    assert not Path("out.errors.csv").exists()


def test_another_reading_may_be_chosen(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv("in.csv", [LECTURE, LECTURE])
    assert batch("in.csv", "a.csv") == 0
    assert batch("in.csv", "b.csv", "--reading", "one_option=item") == 0
    assert [read_csv(name)[1][2] for name in ("a.csv", "b.csv")] == ["5", "10"]
    capsys.readouterr()
    for chosen in ("one_option", "one_option=x", "x=item", "after_refusal=final"):
        assert batch("in.csv", "c.csv", "--reading", chosen) == 2
        assert capsys.readouterr().err
        assert not Path("c.csv").exists()


@pytest.mark.parametrize(
    ("source", "target", "zh"),
    [
        ("没有.csv", "out.csv", "没有这个文件"),
        ("dir.csv", "out.csv", "这是文件夹"),
        ("in.csv", "dir.csv", "这是文件夹"),
        ("in.csv", "没有/out.csv", "没有这个文件或文件夹"),
        ("in.csv", "old.csv", "已经存在"),
        ("in.csv", "link.csv", "已经存在"),
        ("in.csv", "out.xls", "扩展名应为.csv或.xlsx"),
        ("in.csv", "out", "扩展名应为.csv或.xlsx"),
        ("in.txt", "out.csv", "不是.csv或.xlsx"),
        ("empty.csv", "out.csv", "是空文件"),
        ("empty.xlsx", "out.csv", "是空文件"),
        ("utf16.csv", "out.csv", "UTF-16"),
        ("bytes.csv", "out.csv", "既不是UTF-8也不是GB18030"),
        ("headings.csv", "out.csv", "没有人员"),
        ("wrong.csv", "out.csv", "第一行应是列标题"),
        ("quote.csv", "out.csv", "引号不成对"),
        ("apart.csv", "out.csv", "（第2行和第4行）；请先按人员排序"),
        ("old.xlsx", "out.csv", "旧格式"),
        ("text.xlsx", "out.csv", "已损坏"),
        ("half.xlsx", "out.csv", "已损坏"),
        ("none.xlsx", "out.csv", "没有内容"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_written_is_refused_and_nothing_changes(
    batch: Batch, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, target: str, zh: str
) -> None:
    write_csv("in.csv", [LECTURE])
    write_csv("apart.csv", [LECTURE, OTHER, LECTURE])
    write_csv("headings.csv", [])
    write_xlsx("good.xlsx", [LECTURE])
    Path("dir.csv").mkdir()
    Path("link.csv").symlink_to("nowhere")
    openpyxl.Workbook().save("none.xlsx")
    contents = {
        "old.csv": b"old",
        "in.txt": b"x",
        "empty.csv": b"",
        "empty.xlsx": b"",
        "utf16.csv": "人员".encode("utf-16"),
        "bytes.csv": b"\xff\xff\xff",
        "wrong.csv": b"1,2,3\r\n",
        "quote.csv": Path("in.csv").read_bytes() + '乙,2025,"授课\r\n'.encode(),
        "old.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "text.xlsx": b"a,b",
        "half.xlsx": Path("good.xlsx").read_bytes()[:3000],
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
    before = {path.name for path in tmp_path.iterdir()}
    assert batch(source, target) == 2
    assert zh in refusal(capsys, tmp_path, before)
    assert Path("old.csv").read_bytes() == b"old"


def test_force_overwrites_and_only_that(batch: Batch) -> None:
    write_csv("in.csv", [LECTURE])
    Path("out.csv").write_bytes(b"old")
    assert batch("in.csv", "out.csv") == 2
    assert Path("out.csv").read_bytes() == b"old"
    assert batch("in.csv", "out.csv", "--force") == 0
    assert len(read_csv("out.csv")) == 2


@pytest.mark.parametrize(
    ("source", "target"), [("in.csv", "in.csv"), ("in.csv", "link.csv"), ("x.errors.csv", "x.csv")]
)
def test_the_list_is_never_overwritten_not_even_with_force(batch: Batch, source: str, target: str) -> None:
    write_csv(source, [LECTURE])
    Path("link.csv").symlink_to(source)
    before = Path(source).read_bytes()
    assert batch(source, target, "--force") == 2
    assert Path(source).read_bytes() == before


def test_a_text_that_looks_like_a_formula_stays_a_text(batch: Batch) -> None:
    titles = ["=1+1", "+1", "-1", "@x", "＝1", "'=1", "a=1"]
    write_csv("in.csv", [[f"={at}", *LECTURE[1:3], title, *LECTURE[4:]] for at, title in enumerate(titles)])
    assert batch("in.csv", "out.csv") == 0
    assert [row[10] for row in read_csv("out.csv")[1:]] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'＝1",
        "'=1",
        "a=1",
    ]
    assert read_csv("out.csv")[1][0] == "'=0"
    assert batch("in.csv", "out.xlsx") == 0
    cells = list(openpyxl.load_workbook("out.xlsx").active.iter_rows(min_row=2))
    assert [row[10].value for row in cells] == titles
    assert {row[at].data_type for row in cells for at in (0, 10)} == {"s"}


def test_a_title_with_a_control_character_is_reported_and_spoils_no_xlsx(batch: Batch) -> None:
    write_csv("in.csv", [[*LECTURE[:3], "讲\x07座", *LECTURE[4:]]])
    assert batch("in.csv", "out.xlsx") == 1
    assert any(r"讲\u0007座" in str(cell) for row in read_csv("out.errors.csv") for cell in row)
    assert len(read_xlsx("out.xlsx")) == 2


def test_a_character_that_xml_has_not_does_not_spoil_an_xlsx(batch: Batch) -> None:
    write_csv("in.csv", [[*LECTURE[:3], "讲\ufffe座", *LECTURE[4:]]])
    assert batch("in.csv", "out.xlsx") == 0
    assert read_xlsx("out.xlsx")[1][10] == "讲\ufffd座"


def rewrite(name: str, *changes: tuple[str, str]) -> None:
    """Change the XML of the first sheet of an .xlsx, as programs other than openpyxl write it."""
    with zipfile.ZipFile(name) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    content = parts["xl/worksheets/sheet1.xml"].decode()
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    parts["xl/worksheets/sheet1.xml"] = content.encode()
    with zipfile.ZipFile(name, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def test_numbers_that_a_spreadsheet_keeps_are_read_as_people_see_them(batch: Batch) -> None:
    def leading_zeros(sheet: Any) -> None:
        sheet["A3"].number_format = "00000"

    people = [777, 123, 45.0, True]
    write_xlsx("in.xlsx", [[person, *LECTURE[1:]] for person in people], leading_zeros)
    rewrite("in.xlsx", ("<v>777</v>", "<v>340101199001011237</v>"))
    assert batch("in.xlsx", "out.csv") == 0
    assert [row[0] for row in read_csv("out.csv")[1:]] == ["340101199001011237", "00123", "45", "TRUE"]


def test_a_number_that_lost_its_last_digits_is_refused(batch: Batch) -> None:
    write_xlsx("in.xlsx", [[3.40101199001011e17, *LECTURE[1:]], [777, *LECTURE[1:]]])
    rewrite("in.xlsx", ("<v>777</v>", "<v>340101199001011000</v>"))
    assert batch("in.xlsx", "out.csv") == 1
    assert [row[0] for row in read_csv("out.errors.csv")[1:]] == ["2", "3"]


def test_a_day_with_a_time_is_read_as_the_day_and_a_day_without_its_format_is_refused(batch: Batch) -> None:
    noon = datetime.datetime(2025, 3, 1, 12)  # noqa: DTZ001
    write_xlsx("in.xlsx", [[*LECTURE[:4], noon, None, None], [*OTHER[:4], noon.date(), None, None]])
    assert batch("in.xlsx", "out.csv") == 0
    write_xlsx("in.xlsx", [[*LECTURE[:4], 45717, None, None]])
    assert batch("in.xlsx", "serial.csv") == 1
    assert "单元格格式设为日期" in read_csv("serial.errors.csv")[1][4]


def _merge(sheet: Any) -> None:
    sheet.merge_cells("A2:A3")


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_empty_row(sheet: Any) -> None:
    sheet.row_dimensions[9].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def _hide_column_beyond(sheet: Any) -> None:
    sheet.column_dimensions["K"].hidden = True


def _formula(sheet: Any) -> None:
    sheet["D2"] = "=1+1"


@pytest.mark.parametrize(
    ("change", "zh"),
    [
        (_merge, "合并的单元格A2:A3"),
        (_hide_row, "隐藏的第3行"),
        (_hide_empty_row, None),
        (_hide_column, "隐藏的C列"),
        (_hide_column_beyond, None),
        (_formula, "没有计算结果的公式D2"),
    ],
)
def test_what_people_do_not_see_as_it_is_is_refused_by_name(
    batch: Batch, capsys: pytest.CaptureFixture[str], change: Callable[[Any], None], zh: str | None
) -> None:
    write_xlsx("in.xlsx", [LECTURE, COURSE], change)
    assert batch("in.xlsx", "out.csv") == (2 if zh else 0)
    assert (zh or "1行结果") in capsys.readouterr().err


def test_all_that_is_hidden_or_merged_is_named_at_once(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(sheet: Any) -> None:
        for row in range(2, 20, 2):
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=9, end_column=9)
        _hide_column(sheet)

    write_xlsx("in.xlsx", [LECTURE], change)
    assert batch("in.xlsx", "out.csv") == 2
    said = capsys.readouterr().err
    assert re.search("合并的单元格(I[0-9]+:I[0-9]+、){4}I[0-9]+:I[0-9]+…；", said)
    assert "隐藏的C列" in said


@pytest.mark.parametrize(
    ("titles", "status"),
    [(["Sheet"], 0), (["Sheet", "空"], 0), (["Sheet", "其他"], 2), (["说明", "活动"], 0)],
)
def test_the_sheet_is_the_one_called_so_or_the_only_one_in_use(
    batch: Batch, titles: list[str], status: int
) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in titles:
        sheet = book.create_sheet(title)
        if title in ("Sheet", "活动"):
            sheet.append(HEADINGS)
            sheet.append(LECTURE)
        elif title != "空":
            sheet.append(["x"])
    book.save("in.xlsx")
    assert batch("in.xlsx", "out.csv") == status


@pytest.mark.parametrize(
    ("module", "limit", "part"),
    [(reading, "MOST_UNPACKED", "xl/media/x.bin"), (workbook, "MOST_SHARED", "xl/sharedStrings.xml")],
)
def test_a_small_file_that_unpacks_to_much_is_refused(
    batch: Batch,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: ModuleType,
    limit: str,
    part: str,
) -> None:
    monkeypatch.setattr(module, limit, 1 << 20)
    for size, said in (((1 << 20) + 1, "展开后过大"), (1 << 19, "已损坏")):
        with zipfile.ZipFile("in.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(part, bytes(size))
        assert Path("in.xlsx").stat().st_size < 5000
        assert batch("in.xlsx", "out.csv") == 2
        assert said in capsys.readouterr().err


def test_a_title_above_the_headings_is_passed_over_and_said(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    def title(sheet: Any) -> None:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "某某学校2025年继续教育情况统计表"
        sheet["A2"] = "填报人：甲"
        sheet.merge_cells("A1:G1")
        sheet.row_dimensions[2].hidden = True

    write_xlsx("in.xlsx", [LECTURE, [*OTHER[:4], "x", "", ""]], title)
    assert batch("in.xlsx", "out.csv") == 1
    assert [row[:3] for row in read_csv("out.csv")[1:]] == [["甲", "2025", "5"], ["乙", "2025", "0"]]
    assert [row[0] for row in read_csv("out.errors.csv")[1:]] == ["6"]
    said = capsys.readouterr().err
    assert "列标题在第4行，上面的内容没有读" in said
    assert "The headings are in row 4" in said
    lines = ["统计表,,", "", "人员,年度,种类,名称,证明上的日期", ",".join(LECTURE[:5]), ",".join(LECTURE[:4])]
    Path("in.csv").write_text("\n".join(lines), encoding="utf-8")
    assert batch("in.csv", "b.csv") == 1
    assert [row[0] for row in read_csv("b.errors.csv")[1:]] == ["5"]


def test_what_is_merged_with_the_headings_or_below_is_still_refused(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    def title(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "统计表"
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("H1:H2")
        sheet.merge_cells("I3:J3")

    write_xlsx("in.xlsx", [LECTURE], title)
    assert batch("in.xlsx", "out.csv") == 2
    assert "合并的单元格H1:H2、I3:J3；" in capsys.readouterr().err


def test_headings_further_down_than_ten_rows_are_not_looked_for(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    for above, status in ((9, 0), (10, 2)):
        text = "统计表\n" * above + "人员,年度,种类,名称,证明上的日期\n" + ",".join(LECTURE[:5])
        Path("in.csv").write_text(text, encoding="utf-8")
        assert batch("in.csv", f"{above}.csv") == status
    assert "前10行里没有列标题" in capsys.readouterr().err


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_csv_is_divided_by_what_divides_its_headings(batch: Batch, delimiter: str) -> None:
    rows = [HEADINGS, [*LECTURE[:3], "讲座；一,二;三", *LECTURE[4:]], OTHER]
    with Path("in.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    assert batch("in.csv", "out.csv") == 0
    assert [row[10] for row in read_csv("out.csv")[1:]] == ["讲座；一,二;三", "讲座"]


def test_a_workbook_of_something_else_is_refused_by_its_first_rows(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    for at in range(30_000):
        book.active.append([at, "x" * 50])
    book.save("in.xlsx")
    read: list[int] = []
    feed = Cells.feed

    def counted(cells: Cells, chunk: bytes) -> list[tuple[int, list[str]]]:
        read.append(len(chunk))
        return feed(cells, chunk)

    monkeypatch.setattr(Cells, "feed", counted)
    assert batch("in.xlsx", "out.csv") == 2
    assert "第一行应是列标题" in capsys.readouterr().err
    assert sum(read) <= 2 * xlsx.CHUNK  # to see that it is in use, and to judge it


def test_entities_that_multiply_are_refused(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    write_xlsx("in.xlsx", [LECTURE])
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "x">{entities}]>'
    rewrite("in.xlsx", ("<worksheet", f"{doctype}<worksheet"), ("</sheetData>", "<x>&e9;</x></sheetData>"))
    assert batch("in.xlsx", "out.csv") == 2
    assert "已损坏" in capsys.readouterr().err


def test_more_results_than_a_sheet_holds_are_refused(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv("in.csv", [LECTURE, OTHER])
    monkeypatch.setattr(results, "MOST_ROWS", 2)
    assert batch("in.csv", "out.xlsx") == 2
    assert "请改用.csv" in capsys.readouterr().err
    monkeypatch.setattr(results, "MOST_ROWS", 3)
    assert batch("in.csv", "out.xlsx") == 0


@pytest.mark.parametrize("people", [7, 8, 9, 16, 17, 30])
def test_a_person_who_comes_back_is_found_however_long_the_list(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], people: int
) -> None:
    monkeypatch.setattr(arrivals, "RUN", 8)
    monkeypatch.setattr(arrivals, "READ", 4)
    sheet = [[f"工号{at}", *LECTURE[1:]] for at in range(people)]
    write_csv("in.csv", sheet)
    assert batch("in.csv", "out.csv") == 0
    for again in (0, people - 2):
        write_csv("again.csv", [*sheet, sheet[again]])
        assert batch("again.csv", "again.out.csv") == 2
        assert f"（第{again + 2}行和第{people + 2}行）" in capsys.readouterr().err
        assert not Path("again.out.csv").exists()


def test_people_who_share_a_hash_are_two_people() -> None:
    with arrivals.Arrivals() as noted:
        for at in range(3):
            noted(str(at), at)
        assert noted.suspects() == set()
        noted("1", 9)
        assert noted.suspects() == {hash("1")}


def test_a_bar_is_shown_on_a_terminal_only(batch: Batch) -> None:
    write_csv("in.csv", [[f"工号{at}", *LECTURE[1:]] for at in range(5000)])
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    process = subprocess.Popen([AHCE, "batch", "in.csv", "out.csv"], stderr=end)
    os.close(end)
    shown = b""
    try:
        while part := os.read(terminal, 65536):
            shown += part
    except OSError:  # the other end is closed
        pass
    assert process.wait(timeout=300) == 0
    assert b"%|" in shown
    done = subprocess.run([AHCE, "batch", "in.csv", "b.csv"], capture_output=True, check=True)
    assert b"%|" not in done.stderr


def test_the_template_has_every_heading_with_a_note_and_lists(batch: Batch, tmp_path: Path) -> None:
    assert main(["template", "t.xlsx"]) == 0
    assert main(["template", "t.xlsx"]) == 2
    assert main(["template", "t.xlsx", "--force"]) == 0
    assert main(["template", "t.csv"]) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"t.xlsx"}
    book = openpyxl.load_workbook("t.xlsx")
    assert book.sheetnames == ["活动", "示例", "说明", "选项"]
    cells = book["活动"][1]
    assert [cell.value for cell in cells] == [column.label.zh for column in COLUMNS.values()]
    for cell, column in zip(cells, COLUMNS.values(), strict=True):
        assert column.label.en in cell.comment.text
    validations = book["活动"].data_validations.dataValidation
    assert {
        str(one.sqref).rstrip("0123456789").split(":")[0][:-1] for one in validations if one.type == "list"
    } == {
        cells[at].column_letter
        for at, column in enumerate(COLUMNS.values())
        if column.name == "kind"
        or {field.form_type for field in column.fields.values()} & {"choice", "boolean"}
    }


@pytest.mark.parametrize(
    ("options", "staff", "examples"), [([], "活动", "示例"), (["--english"], "Activities", "Examples")]
)
def test_every_example_of_the_template_is_assessed(
    batch: Batch, options: list[str], staff: str, examples: str
) -> None:
    assert main(["template", "t.xlsx", *options]) == 0
    book = openpyxl.load_workbook("t.xlsx")
    book.remove(book[staff])
    book[examples].title = staff
    book.save("examples.xlsx")
    assert batch("examples.xlsx", "out.csv") == 0
    results = read_csv("out.csv")[1:]
    assert sum(int(row[11]) for row in results) == len(KINDS)
    assert all(float(row[2]) > 0 for row in results)


def test_the_english_template_is_english_but_for_the_chinese_names_of_kinds(batch: Batch) -> None:
    assert main(["template", "t.xlsx", "--english"]) == 0
    book = openpyxl.load_workbook("t.xlsx")
    assert book.sheetnames == ["Activities", "Examples", "Guide", "Choices"]
    texts = [
        text
        for sheet in book
        for row in sheet
        for cell in row
        for text in (cell.value, cell.comment and cell.comment.text)
        if isinstance(text, str)
    ]
    texts += [rule.error for rule in book["Activities"].data_validations.dataValidation]
    chinese = {text for text in texts if re.search("[\u4e00-\u9fff]", text)}
    assert chinese == {"种类", *(kind.about.label.zh for kind in KINDS.values())}


def test_two_sheets_with_the_names_of_a_staff_sheet_are_refused(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    for title in ("活动", "Activities"):
        sheet = book.create_sheet(title)
        sheet.append(HEADINGS)
        sheet.append(LECTURE)
    book.save("in.xlsx")
    assert batch("in.xlsx", "out.csv") == 2
    assert "有2个工作表有内容：“活动”、“Activities”" in capsys.readouterr().err


def test_what_was_found_in_a_list_that_is_refused_is_listed(
    batch: Batch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv("in.csv", [[*LECTURE[:4], "x", "", ""], OTHER, LECTURE])
    assert batch("in.csv", "out.csv") == 2
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.errors.csv"}
    assert [row[:3] for row in read_csv("out.errors.csv")[1:]] == [["2", "证明上的日期", "x"]]
    said = capsys.readouterr().err
    assert "out.errors.csv" in said
    assert "请先按人员排序" in said


def test_an_empty_template_is_no_list(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "t.xlsx"]) == 0
    assert batch("t.xlsx", "out.csv") == 2
    assert "没有人员" in capsys.readouterr().err
