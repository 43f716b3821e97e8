"""What an .xlsx says in its XML, as people read it in its cells: written by hand here, as many programs write it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ahce_core.problems import Refusal
from ahce_sheets.reading import open_sheet
from ahce_sheets.workbook import MOST_CHARACTERS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Read = Callable[..., list[tuple[int, list[str]]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The rows of a workbook made of parts."""

    def made(
        rows: str,
        *,
        texts: str = "",
        styles: str = "",
        book: str = "",
        after: str = "",
        namespace: str = MAIN,
        part: str = "worksheets/sheet1.xml",
    ) -> list[tuple[int, list[str]]]:
        relations = f'<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="{part}"/>'
        contents = {
            "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{OFFICE}">{book}<sheets>'
            '<sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        }
        for name, kind, content in (("texts", "sharedStrings", texts), ("styles", "styles", styles)):
            if content:
                relations += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
                contents[f"xl/{name}.xml"] = content
        contents["xl/_rels/workbook.xml.rels"] = relations + "</Relationships>"
        with zipfile.ZipFile(tmp_path / "made.xlsx", "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        sheet = open_sheet(tmp_path / "made.xlsx", "made.xlsx")
        try:
            assert sheet.title == "名单"
            found = list(sheet.rows())
            assert sheet.position() == sheet.total
            return found
        finally:
            sheet.close()

    return made


def cells(*values: str) -> str:
    return f'<row r="1">{"".join(values)}</row>'


def test_shared_texts_are_read_whole_without_the_readings_above_them(read: Read) -> None:
    texts = (
        "<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space='preserve"
        "'> 丙</t></r><rPh sb='0' eb='1'><t>yi</t></rPh></si></sst>"
    )
    row = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    assert read(cells(row), texts=texts) == [(1, ["甲", "乙 丙"])]


def test_empty_rows_and_cells_keep_their_places(read: Read) -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c><c r="D3"/></row><row><c><v>2</v></c><c><v>3</v></c></row><row r="9"/>'
    assert read(rows) == [(3, ["", "1"]), (4, ["2", "3"])]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_every_namespace_and_prefix_is_read(read: Read, prefix: str, namespace: str) -> None:
    row = cells('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>')
    row = row.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
    assert read(row.replace("<x:row", f'<x:row xmlns:x="{namespace}"'), namespace=namespace) == [(1, ["甲"])]


@pytest.mark.parametrize(
    ("value", "format_code", "shown"),
    [
        ("45717", "yyyy-mm-dd", "2025-03-01"),
        ("45717", 'yyyy"年"m"月"d"日"', "2025-03-01"),
        ("45717", "[$-804]yyyy/m/d", "2025-03-01"),
        ("45717.5", "yyyy-mm-dd", "2025-03-01 12:00:00"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("1e300", "yyyy-mm-dd", "1e300"),
        ("45717", '0"days"', "45717"),
        ("45717", "[Red]0", "45717"),
        ("45717", r"0\d", "45717"),
        ("7", "00000", "00007"),
        ("12.5", "0.00", "12.5"),
        ("3.0", "General", "3"),
        ("0.1", "General", "0.1"),
        ("3.40101199001011E+17", "0", "3.40101199001011e+17"),
        ("340101199001011237", "0", "340101199001011237"),
    ],
)
def test_a_number_is_what_its_format_shows(read: Read, value: str, format_code: str, shown: str) -> None:
    code = format_code.replace('"', "&quot;")
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
        '</cellStyleXfs><cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    assert read(cells(f'<c r="A1" s="1"><v>{value}</v></c>'), styles=styles) == [(1, [shown])]


@pytest.mark.parametrize("number", [14, 31, 57])
def test_the_built_in_formats_of_days_are_known_also_chinese_ones(read: Read, number: int) -> None:
    styles = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert read(cells('<c r="A1"><v>45717</v></c>'), styles=styles) == [(1, ["2025-03-01"])]
    counted_from_1904 = '<workbookPr date1904="1"/>'
    assert read(cells('<c r="A1"><v>44255</v></c>'), styles=styles, book=counted_from_1904) == [
        (1, ["2025-03-01"])
    ]


def test_truths_errors_and_computed_texts_are_read_as_they_are(read: Read) -> None:
    row = (
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1" t="str"><f>X</f><v>甲</v></c>'
        '<c r="D1" t="b"><v>0</v></c><c r="E1" t="d"><v>2025-03-01</v></c>'
    )
    assert read(cells(row)) == [(1, ["TRUE", "#DIV/0!", "甲", "FALSE", "2025-03-01"])]


def test_what_stands_beyond_the_columns_is_refused(read: Read) -> None:
    with pytest.raises(Refusal) as refusal:
        read(cells('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>'))
    assert "超出第256列的内容XFD1" in refusal.value.problems[0].text.zh


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>1.x</v></c></row>',
        '<row r="x"/>',
        '<row r="1">',
    ],
)
def test_a_sheet_that_no_program_writes_is_damaged(read: Read, rows: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read('<row r="1"><c r="A1"><v>1</v></c></row>' + rows)
    assert "已损坏" in refusal.value.problems[0].text.zh


@pytest.mark.parametrize("shared", [True, False])
def test_a_cell_longer_than_a_spreadsheet_has_is_refused(read: Read, shared: bool) -> None:
    def sheet(text: str) -> list[tuple[int, list[str]]]:
        if shared:
            return read(
                cells('<c r="A1" t="s"><v>0</v></c>'), texts=f"<sst><si><t>{text}</t><t>z</t></si></sst>"
            )
        return read(cells(f'<c r="A1" t="inlineStr"><is><t>{text}</t><t>z</t></is></c>'))

    longest = "x" * (MOST_CHARACTERS - 1)
    assert sheet(longest) == [(1, [longest + "z"])]
    for text in (longest + "x", longest * 100):
        with pytest.raises(Refusal) as refusal:
            sheet(text)
        assert f"超过{MOST_CHARACTERS}个字符" in refusal.value.problems[0].text.zh


def test_a_part_that_is_not_there_is_damaged(read: Read) -> None:
    with pytest.raises(Refusal) as refusal:
        read("", part="worksheets/none.xml")
    assert "没有内容" in refusal.value.problems[0].text.zh
