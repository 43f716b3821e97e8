"""A whole staff list in the browser: assessed there by the core, with every trap of spreadsheets, and sent nowhere."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from ahce_core.rows import RESULTS
from tests.site.conftest import Watch

pytestmark = pytest.mark.browser

OpenContext = Callable[..., BrowserContext]
Screenshot = Callable[[Page, str], Path]
HEADINGS = ["人员", "年度", "种类", "名称", "证明上的日期", "科目", "标定学时"]
EXAM = ["2026", "资格考试合格", "监理工程师", "2026-06-15", "", ""]
LECTURE = ["2026", "授课、学术报告、讲座", "讲座", "2026-03-20", "", ""]
COURSE = ["2026", "网络课件学习", "课件", "2026-04-01", "公需科目", "12.5"]
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: Iterable[list[str]], encoding: str = "utf-8-sig", headings: list[str] = HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[list[Any]], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "活动"
    for row in (HEADINGS, *rows):
        book.active.append(row)
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def formulas_as_texts(sheet: Any) -> None:
    """Let a text that looks like a formula be the text that somebody typed."""
    for cell in sheet["A"]:
        cell.data_type = "s"


def open_list(page: Page, name: str, content: bytes) -> None:
    kind = XLSX if name.endswith("xlsx") else CSV
    page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.path()


def read_xlsx(path: Path) -> list[list[Any]]:
    content = io.BytesIO(path.read_bytes())
    return [list(row) for row in openpyxl.load_workbook(content).active.iter_rows(values_only=True)]


def tiles(page: Page) -> dict[str, str]:
    """The counts on top, by what they count."""
    texts = page.locator(".tile").all_inner_texts()
    return {name: number for number, _, name in (text.partition("\n") for text in texts)}


@pytest.fixture
def staff(page: Page) -> Page:
    page.goto("/staff/")
    return page


def test_a_list_is_assessed_without_a_network_and_without_a_request(
    staff: Page, watch: Watch, screenshot: Screenshot
) -> None:
    staff.get_by_role("button", name="用这份示例算一算").click()  # so that Python is up
    expect(staff.locator("#result-title")).to_be_focused()
    assert tiles(staff) == {"全部": "2", "已达到": "1", "未达到": "1"}
    staff.evaluate("navigator.serviceWorker.ready.then(() => {})")  # which asks for all that it keeps
    before = len(watch.requests)
    staff.context.set_offline(True)
    rows = [["=1+1", *EXAM], ["=1+1", *COURSE], ["340101199001011237", *LECTURE]]
    open_list(staff, "名单.xlsx", as_xlsx(rows, formulas_as_texts))
    expect(staff.locator("#result-title")).to_have_text("名单.xlsx")
    expect(staff.locator("tbody th").first).to_have_text("=1+1")
    assert read_xlsx(downloaded(staff, "下载结果（xlsx）")) == [
        [label.zh for label in RESULTS.values()],
        ["=1+1", 2026, 102.5, 42.5, 60, "是", 0, 0, "都完成", 8, "监理工程师", 2, 0, "2025.1"],
        ["340101199001011237", 2026, 5, 0, 5, "否", 85, 55, "都未完成", 11, "讲座", 1, 0, "2025.1"],
    ]
    text = downloaded(staff, "下载结果（csv）").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines()[1].startswith("'=1+1,2026,102.5,")
    sent = [request for request in watch.requests[before:] if " blob:" not in request]
    assert sent == []
    assert not any(request.startswith("POST") for request in watch.requests)
    assert staff.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    screenshot(staff, "staff-result-1280")


def test_rows_of_one_person_are_brought_together(staff: Page) -> None:
    open_list(
        staff,
        "a.csv",
        as_csv([["甲", *EXAM], ["乙", *LECTURE], ["甲", *COURSE], ["Ａ１", *EXAM], ["A1", *COURSE]]),
    )
    expect(staff.locator("#result-title")).to_be_visible()
    assert staff.locator("tbody th").all_inner_texts() == ["甲", "乙", "A1"]
    assert staff.locator("tbody tr td:nth-child(3)").all_inner_texts() == ["102.5", "5", "102.5"]


def test_every_error_names_sheet_cell_value_and_remedy(staff: Page, screenshot: Screenshot) -> None:
    rows: list[list[Any]] = [
        ["甲", *EXAM],
        ["甲", *COURSE[:4], "公需课", "x"],
        [3.40101199001011e17, *LECTURE],
    ]
    rows.append(["340101 19900101 1237", *EXAM])
    rows.append(["340101199001011237", *COURSE])
    open_list(staff, "名单.xlsx", as_xlsx(rows))
    expect(staff.locator(".notice")).to_contain_text("3处错误，所在的行没有计入")
    staff.get_by_role("link", name="看错误清单").click()
    expect(staff.locator("#problems-title")).to_be_focused()
    found = staff.locator(".problems tbody tr")
    for at, texts in enumerate(
        (
            ("F3", "活动 第3行 · 科目", "公需课", "是不是“公需科目”？"),
            ("G3", "活动 第3行 · 标定学时", "x", "学时"),
            ("A4", "活动 第4行 · 人员", "3.40101199001011e+17", "请把该列设为文本格式后重新填写"),
            ("A5", "活动 第5行 · 人员", "340101 19900101 1237", "提醒", "校验码不符"),
        )
    ):
        for text in texts:
            expect(found.nth(at)).to_contain_text(text)
    assert tiles(staff)["有行未计入"] == "1"
    listed = read_xlsx(downloaded(staff, "下载错误清单（xlsx）"))
    assert listed[0] == ["行", "列", "标题", "内容", "计入", "问题和改法"]
    assert [row[:5] for row in listed[1:]] == [
        [3, "F", "科目", "公需课", "否"],
        [3, "G", "标定学时", "x", "否"],
        [4, "A", "人员", "3.40101199001011e+17", "否"],
        [5, "A", "人员", "340101 19900101 1237", "是"],
    ]
    expect(staff.locator(".notice")).to_contain_text("1处提醒，所在的行照常计入")
    expect(staff.locator(".notice")).to_contain_text("1行不知道是谁的")
    expect(staff.locator("main")).not_to_contain_text("所有人都达到了")
    screenshot(staff, "staff-errors-1280")


def bomb() -> bytes:
    """Some kilobytes that would unpack to many megabytes of texts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(65):
            part.write(bytes(1 << 20))
    return out.getvalue()


def merge(sheet: Any) -> None:
    sheet.merge_cells("A2:A3")


def hide(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def test_what_cannot_be_read_is_refused_by_name_and_the_next_list_is_read(staff: Page) -> None:
    rows = [["甲", *EXAM], ["甲", *COURSE]]
    for name, content, said in (
        ("merged.xlsx", as_xlsx(rows, merge), "合并的单元格A2:A3"),
        ("hidden.xlsx", as_xlsx(rows, hide), "隐藏的第2行"),
        ("bomb.xlsx", bomb(), "展开后过大"),
        ("damaged.xlsx", as_xlsx(rows)[:-100], "已损坏"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "不是.csv或.xlsx"),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0", "有密码"),
        ("empty.csv", b"", "是空文件"),
        ("utf16.csv", as_csv(rows, "utf-16"), "UTF-16"),
        ("quotes.csv", b'"', "引号不成对"),
        ("headings.csv", as_csv([], headings=[*HEADINGS[:6], "标定的学时"]), "不认识标题“标定的学时”。"),
        ("nobody.csv", as_csv([]), "没有人员"),
    ):
        open_list(staff, name, content)
        expect(staff.locator("#errors-title")).to_have_text(f"“{name}”没能计算")
        expect(staff.locator("#errors")).to_contain_text(said)
        expect(staff.locator("#errors")).to_be_focused()
        expect(staff).to_have_title("错误：全单位的学时，一次算清")
    open_list(staff, "gb.csv", as_csv(rows, "gb18030"))
    expect(staff.locator("#result-title")).to_have_text("gb.csv")
    expect(staff.locator("#errors")).to_have_count(0)
    assert tiles(staff) == {"全部": "1", "已达到": "1", "未达到": "0"}


def test_a_long_list_is_filtered_searched_sorted_and_turned(staff: Page) -> None:
    rows = [
        row
        for at in range(120)
        for row in ([f"工号{at}", *(EXAM if at % 3 else LECTURE)], [f"工号{at}", *COURSE])
    ]
    open_list(staff, "a.csv", as_csv(rows))
    people = staff.locator(".people tbody tr")
    count = staff.locator(".count")
    expect(count).to_have_text("120人")
    expect(people).to_have_count(50)
    staff.get_by_role("button", name="下一页").click()
    staff.get_by_role("button", name="下一页").click()
    expect(people).to_have_count(20)
    expect(staff.locator(".pager")).to_contain_text("第3页，共3页")
    staff.locator(".tile.short").click()
    expect(count).to_have_text("40人")
    expect(staff.locator(".tile.short")).to_have_attribute("aria-pressed", "true")
    staff.get_by_label("找人").fill("11")
    expect(count).to_have_text("3人")
    assert staff.locator(".people tbody th").all_inner_texts() == ["工号111", "工号114", "工号117"]
    staff.get_by_label("找人").fill("没有这个人")
    staff.get_by_role("button", name="看全部").click()
    expect(count).to_have_text("120人")
    by_total = staff.get_by_role("columnheader", name="总学时")
    by_total.get_by_role("button").click()
    expect(by_total).to_have_attribute("aria-sort", "descending")
    expect(people.first).to_contain_text("102.5")
    by_total.get_by_role("button").press("Enter")
    expect(by_total).to_have_attribute("aria-sort", "ascending")
    expect(people.first).to_contain_text("17.5")
    by_person = staff.get_by_role("columnheader", name="人员").get_by_role("button")
    by_person.click()
    assert staff.locator(".people tbody th").all_inner_texts()[:3] == ["工号0", "工号1", "工号2"]


def test_several_years_are_shown_one_at_a_time(staff: Page) -> None:
    earlier = ["甲", "2025", *LECTURE[1:3], "2025-03-20", "", ""]
    open_list(staff, "a.csv", as_csv([["甲", *EXAM], earlier, ["乙", *EXAM]]))
    years = staff.get_by_role("group", name="年度")
    expect(years.get_by_role("button", name="2026")).to_have_attribute("aria-pressed", "true")
    assert tiles(staff)["已达到"] == "2"
    years.get_by_role("button", name="2025").click()
    assert tiles(staff) == {"全部": "1", "已达到": "0", "未达到": "1"}


def test_another_reading_is_applied_to_the_whole_list(staff: Page) -> None:
    again = [LECTURE[0], LECTURE[1], "第二次讲座", *LECTURE[3:]]
    open_list(staff, "a.csv", as_csv([["甲", *LECTURE], ["甲", *again]]))
    total = staff.locator(".people tbody tr td:nth-child(3)")
    expect(total).to_have_text("5")
    staff.get_by_text("换一种理解再算").click()
    staff.locator("#read-one_option-item").click()
    expect(total).to_have_text("10")
    staff.locator("#read-one_option-achievement").click()
    expect(total).to_have_text("5")


def test_a_running_list_can_be_cancelled_and_another_read(staff: Page) -> None:
    def rows(count: int) -> list[list[str]]:
        return [row for at in range(count) for row in ([f"工号{at}", *EXAM], [f"工号{at}", *COURSE])]

    longer = as_csv(rows(50_000))  # not done before the button is pressed, however late
    open_list(staff, "longer.csv", longer)
    expect(staff.locator("#working-title")).to_be_focused()
    staff.get_by_role("button", name="取消").click()
    expect(staff.locator("#drop-title")).to_be_visible()
    expect(staff.locator("#page-title")).to_be_focused()
    open_list(staff, "long.csv", as_csv(rows(5000)))
    expect(staff.locator(".count")).to_have_text("5,000人")
    assert tiles(staff) == {"全部": "5,000", "已达到": "5,000", "未达到": "0"}


def test_a_list_can_be_pasted_or_dropped(staff: Page) -> None:
    staff.get_by_text("或者，粘贴一张表").click()
    staff.get_by_role("button", name="计算粘贴的表").click()
    expect(staff.locator("#errors")).to_contain_text("还没有粘贴内容")
    staff.get_by_label("从表格软件里复制").fill(
        "\n".join("\t".join(row) for row in (HEADINGS, ["甲", *EXAM]))
    )
    staff.get_by_role("button", name="计算粘贴的表").click()
    expect(staff.locator("#result-title")).to_have_text("粘贴的表")
    assert tiles(staff)["已达到"] == "1"
    dropped = staff.evaluate_handle(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
          return data;
        }""",
        as_csv([["乙", *LECTURE]], "utf-8").decode(),
    )
    for kind in ("dragover", "drop"):
        staff.dispatch_event("main", kind, {"dataTransfer": dropped})
    expect(staff.locator("#result-title")).to_have_text("dropped.csv")
    assert staff.locator("html[data-dragged]").count() == 0


def test_the_template_is_there_and_its_examples_are_read(staff: Page) -> None:
    with staff.expect_download() as download:
        staff.get_by_role("link", name="下载模板").click()
    assert download.value.suggested_filename == "继续教育学时名单模板.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames == ["活动", "示例", "说明", "选项"]
    del book["活动"], book["说明"], book["选项"]
    out = io.BytesIO()
    book.save(out)
    open_list(staff, "示例.xlsx", out.getvalue())
    expect(staff.locator("#result-title")).to_be_visible()
    expect(staff.locator(".problems")).to_have_count(0)


def test_a_page_whose_python_does_not_come_says_what_to_do(page: Page, watch: Watch) -> None:
    watch.allow("Failed to load resource")
    page.route("**/pyodide.mjs", lambda route: route.abort())
    page.goto("/staff/")
    expect(page.get_by_role("alert")).to_contain_text("计算程序没能启动")
    expect(page.get_by_role("link", name="命令行怎样算")).to_be_visible()


STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: expect(page.locator("#drop-title")).to_be_visible(),
    "refused": lambda page: (
        open_list(page, "a.csv", b"1,2"),
        expect(page.locator("#errors")).to_be_focused(),
    ),
    "result": lambda page: (
        open_list(
            page,
            "staff.csv",
            as_csv([["340101199001011237", *EXAM], ["A2", *LECTURE], ["A3", "2026", "Paper", *LECTURE[2:]]]),
        ),
        expect(page.locator(".problems")).to_be_visible(),
        page.locator(".readings summary").click(),
    ),
}
LOOKS = {
    "390-light": {"viewport": {"width": 390, "height": 844}},
    "1280-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_context: OpenContext, screenshot: Screenshot, state: str, look: str) -> None:
    page = open_context(**LOOKS[look]).new_page()
    page.goto("/staff/")
    STATES[state](page)
    found = Axe().run(page).response
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    screenshot(page, f"staff-{state}-{look}")


@pytest.mark.parametrize("state", STATES)
def test_the_page_holds_at_320_pixels_and_in_large_text(open_context: OpenContext, state: str) -> None:
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    page.add_init_script("localStorage.setItem('display.size', 'larger')")
    page.goto("/staff/")
    STATES[state](page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


UNTRANSLATED = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(walker.currentNode.parentElement.closest("[lang^=zh]") ? "" : walker.currentNode.data);
  for (const each of document.querySelectorAll("[aria-label]")) found.push(each.getAttribute("aria-label"));
  return found.filter((text) => /[\\u4e00-\\u9fff]/.test(text));
}"""


def test_english_is_spoken_throughout(page: Page) -> None:
    page.goto("/staff/?lang=en")
    expect(page.locator("h1")).to_have_text("The whole staff's hours, at once")
    assert page.evaluate(UNTRANSLATED) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames[0] == "Activities"
    page.get_by_role("button", name="Assess this example").click()
    expect(page.locator("#result-title")).to_have_text("The example")
    assert tiles(page) == {"All": "2", "Complete": "1", "Short": "1"}
    page.locator(".readings summary").click()
    assert page.evaluate(UNTRANSLATED) == []
    made = downloaded(page, "Download results (xlsx)")
    assert read_xlsx(made)[0] == [label.en for label in RESULTS.values()]
    assert openpyxl.load_workbook(io.BytesIO(made.read_bytes())).sheetnames == ["Results"]
    headings = ["Person", "Year", "Kind", "Title", "Date on the proof"]
    open_list(page, "a.csv", as_csv([["A", "2026", "Lectures", "L", "2026-01-01"]], headings=headings))
    expect(page.locator(".problems tbody")).to_contain_text("row 2 · Kind")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_have_text("全单位的学时，一次算清")


def test_a_keyboard_alone_is_enough(staff: Page) -> None:
    staff.locator("body").press("Tab")
    seen = []
    for _ in range(12):
        seen.append(staff.evaluate("(document.activeElement.type || document.activeElement.localName)"))
        staff.keyboard.press("Tab")
    assert "file" in seen
    staff.get_by_role("button", name="用这份示例算一算").press("Enter")
    expect(staff.locator("#result-title")).to_be_focused()
    staff.locator(".tile.short").press("Space")
    expect(staff.locator(".count")).to_have_text("1人")
    assert json.loads(staff.evaluate("JSON.stringify(document.activeElement.className)")) == "tile short"
