"""A person uses the calculator: real browser, real Python, real server."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from ahce_core import api
from tests.site.calculator_steps import ADDRESS, Calculator

pytestmark = [pytest.mark.browser, pytest.mark.day("2026-11-27")]

ROOT = Path(__file__).parents[2]
CLIPBOARD = ["clipboard-read", "clipboard-write"]
OpenContext = Callable[..., BrowserContext]


def test_a_person_adds_what_they_did_and_sees_hours_the_best_option_what_is_missing_and_how_to_close_it(
    phone: Page,
) -> None:
    calculator = Calculator(phone).open()
    calculator.add_award(place=2)
    calculator.add_courseware(12.5)
    calculator.add("课题、项目类", "省直厅局", place=4)
    calculator.expect_figures(49.5, 37)
    expect(phone.locator(".sum .status")).to_contain_text("还差40.5学时，专业科目差23")

    award = calculator.entry("安徽省科学技术进步奖")
    expect(award.locator(".tag")).to_have_text("计入")
    expect(award.locator(".worth-of .number")).to_have_text("37")
    award.locator("summary").click()
    quote = award.locator("blockquote").inner_text()
    assert quote in (ROOT / "ahce_core/regulation.txt").read_text("utf-8")
    expect(award.get_by_role("link", name="第十二条（一）")).to_have_attribute(
        "href", re.compile("regulation/#article-12-1$")
    )

    project = calculator.entry("课题、项目")
    expect(project.locator(".tag")).to_have_text("不计入")
    project.locator("summary").click()
    expect(project.locator(".why")).to_contain_text("每个年度仅能选择一项")

    expect(phone.locator("[aria-labelledby=elected-title]")).to_contain_text("37学时")
    expect(phone.locator(".ways li").first).to_contain_text("再学40.5学时网络课件")


def test_the_law_is_where_the_links_lead(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award()
    links = {
        str(link.get_attribute("href")).split("#")[1]
        for link in page.locator("a[href*='regulation/#']").all()
    }
    page.goto("/regulation/")
    for anchor in links:
        expect(page.locator(f"[id='{anchor}']")).to_have_count(1)


def test_the_form_is_drawn_and_filled_before_python_is_up_and_assessed_when_it_is(page: Page) -> None:
    held: list[Route] = []
    arrives = False
    page.route("**/assets/python/**", lambda route: route.continue_() if arrives else held.append(route))
    calculator = Calculator(page).open()
    calculator.choose("奖项、专利类")
    calculator.fill("国家级奖", "三等奖", place=1)
    calculator.save()
    expect(page.locator(".sum .status")).to_contain_text("正在启动")
    arrives = True
    for route in held:
        route.continue_()
    calculator.expect_figures(50, 50)


def test_where_python_cannot_start_the_page_says_so_and_shows_the_paper_tables(
    open_context: OpenContext, watches: list, screenshot: Callable[[Page, str], Path]
) -> None:
    for width in (390, 1280):
        page = open_context(viewport={"width": width, "height": 900}).new_page()
        watches[-1].allow("ERR_FAILED|Failed to|could not|did not arrive")
        page.route("**/assets/python/**", lambda route: route.abort())
        page.goto(ADDRESS)
        expect(page.get_by_role("alert")).to_contain_text("没能启动")
        catalogue = json.loads(api.describe())
        expect(page.locator(".tables table")).to_have_count(len(catalogue["kinds"]))
        expect(page.locator(".tables")).to_contain_text("省部级奖")
        page.get_by_role("button", name="看学时对照表").click()
        expect(page.locator("#tables-title")).to_be_focused()
        screenshot(page, f"calculator-failed-{width}")


def test_the_hours_of_an_entry_are_shown_while_it_is_typed(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.choose("国（境）外培训")
    page.locator("#f-full_days").fill("15")
    expect(page.locator("output.worth .number")).to_have_text("90")
    page.get_by_label("另有不足1天").check()
    expect(page.locator("output.worth .number")).to_have_text("90")
    page.locator("#f-full_days").fill("2")
    expect(page.locator("output.worth .number")).to_have_text("15")
    calculator.expect_figures(15, 15)


@pytest.mark.parametrize(("typed", "hours"), [("２", "37"), ("　３ ", "34"), ("1", "40")])
def test_full_width_digits_are_digits(page: Page, typed: str, hours: str) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=typed)
    expect(calculator.entry("科学技术进步奖").locator(".worth-of .number")).to_have_text(hours)


def test_full_width_dots_are_narrow_ones_in_a_number_and_a_title_keeps_its_own_signs(page: Page) -> None:
    calculator = Calculator(page).open()
    title = "ＡＩ论文A，第二版。2"
    calculator.add("网络课件类", "专业科目", rated_hours="１２．５", title=f" {title}　")
    expect(calculator.entry(title).locator(".worth-of .number")).to_have_text("12.5")
    expect(calculator.entry(title).locator("h3")).to_have_text(title)


def test_errors_are_summed_up_take_the_focus_and_lead_to_their_fields(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.choose("奖项、专利类")
    expect(page.locator("output.worth")).to_contain_text("填完就能")
    page.locator("#f-place").fill("0")
    page.locator("#f-date-m").fill("13")
    page.locator("#f-date-d").fill("40")
    page.locator("button[type=submit]").click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^错误："))
    expect(summary.get_by_role("link")).to_have_count(4)
    expect(page.locator("#f-place-error")).to_contain_text("1到999")
    expect(page.locator("#f-place")).to_have_attribute("aria-describedby", re.compile("f-place-error"))
    summary.get_by_role("link").nth(0).click()
    expect(page.locator("#f-level")).to_be_focused()
    summary.get_by_role("link").nth(3).click()
    expect(page.locator("#f-date-m")).to_be_focused()
    page.locator("#f-place").fill("1\u200b2")  # with a sign that does not print, as it is pasted from a page
    page.locator("button[type=submit]").click()
    expect(page.locator("#f-place-error")).to_contain_text("1\\u200b2")
    calculator.fill("省部级奖", "二等奖", place=1)
    expect(page.locator(".field.wrong")).to_have_count(0)
    calculator.save()
    calculator.expect_figures(40, 40)
    expect(page).not_to_have_title(re.compile("^错误"))


def test_a_date_of_another_year_is_refused_by_the_law_and_not_by_the_page(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.choose("教学授课类")
    calculator.fill()
    page.locator("#f-date-y").fill("2024")
    expect(page.locator("output.worth")).to_contain_text("填完就能")
    page.locator("button[type=submit]").click()
    expect(page.locator("#f-date-m-error")).to_contain_text("2024")


def test_an_entry_is_changed_and_removed_and_the_removal_undone(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    calculator.add_courseware(10)
    calculator.expect_figures(50, 40)
    calculator.entry("科学技术进步奖").get_by_role("button", name="修改").click()
    expect(page.locator("#f-place")).to_have_value("1")
    page.locator("#f-place").fill("5")
    calculator.save()
    calculator.expect_figures(38, 28)
    calculator.entry("网络课件").get_by_role("button", name="删除").click()
    calculator.expect_figures(28, 28)
    page.locator(".toast").get_by_role("button", name="撤销").click()
    calculator.expect_figures(38, 28)


def test_a_form_outlives_a_reload_half_filled_and_is_given_up_back_to_the_year(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    calculator.choose("教学授课类")
    page.locator("#f-title").fill("半个标题")
    page.locator("#f-date-m").fill("5")
    page.reload()
    expect(page.locator("#f-title")).to_have_value("半个标题")
    expect(page.locator("#f-date-m")).to_have_value("5")
    page.get_by_role("button", name="取消").click()
    expect(page.locator("#list-title")).to_be_focused()
    calculator.expect_figures(40, 40)
    calculator.choose("教学授课类")
    expect(page.locator("#f-title")).to_have_value("")


def test_the_browsers_back_and_forward_walk_through_the_pages(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.choose("学历教育类")
    expect(page.locator("form h1")).to_have_text("学历、学位")
    page.go_back()
    expect(page.locator("#pick-title")).to_be_visible()
    page.go_forward()
    expect(page.locator("form h1")).to_have_text("学历、学位")


def test_after_adding_from_far_down_the_page_one_is_at_the_list(open_context: OpenContext) -> None:
    page = open_context(viewport={"width": 390, "height": 844}).new_page()
    calculator = Calculator(page).open()
    page.locator(".card", has_text="培训、研修或进修类").scroll_into_view_if_needed()
    calculator.choose("培训、研修或进修类")
    calculator.fill("所在单位组织", full_days=8)
    calculator.save()
    expect(page.locator(".result")).to_be_visible()
    page.wait_for_function("history.state.name === 'year'")
    expect(page.locator("#list-title")).to_be_focused()
    expect(page.locator("#list-title")).to_be_in_viewport()


def test_the_split_follows_the_slider_and_the_number_and_can_be_taken_back(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add("专业技术资格")
    calculator.expect_figures(90, 60)
    slider = page.locator("#split")
    slider.fill("50")
    calculator.expect_figures(90, 40)
    expect(page.locator(".sum .status")).to_contain_text("专业科目还差20学时")
    expect(slider).to_have_attribute("aria-valuetext", "公需50，专业40")
    number = page.get_by_label("公需科目学时")
    number.fill("２０")
    number.press("Enter")
    number.blur()
    calculator.expect_figures(90, 70)
    page.get_by_role("button", name="恢复建议的分法").click()
    calculator.expect_figures(90, 60)


def test_a_split_holds_for_the_plan_and_goes_with_the_option_that_it_was_made_for(
    page: Page, tmp_path: Path
) -> None:
    calculator = Calculator(page).open()
    calculator.add("专业技术资格")
    page.locator("#split").fill("50")
    calculator.expect_figures(90, 40)
    page.locator(".ways button").first.click()
    plan = page.locator("[aria-labelledby=ways-title] .verdict")
    expect(plan).to_contain_text("已达到要求")
    expect(page.locator(".ways li", has_text="培训班")).to_contain_text(
        "专业科目60"
    )  # another option: no split
    page.locator(".plans input").fill("5")
    expect(plan).to_contain_text("专业科目还差15学时")

    paper = {"id": "p", "kind": "paper", "title": "论文", "date": "2025-03-01"}
    paper |= {"indexed_by": "ei", "authorship": "first"}
    course = {"id": "c", "kind": "courseware", "title": "公需", "date": "2025-03-01"}
    course |= {"subject": "general", "rated_hours": 30}
    file = tmp_path / "split.json"
    year = {"year": 2025, "activities": [paper, course], "elected_split": {"general": 35}}
    file.write_text(json.dumps(year), "utf-8")
    page.locator(".keeping input[type=file]").set_input_files(file)
    expect(page.locator(".toast")).to_contain_text("文件已打开：2025年")
    calculator.expect_figures(95 - 5, 40)  # the year that one was in stays open
    page.locator(".years button", has_text="2025").click()
    calculator.expect_figures(70, 5)
    calculator.choose("专业技术资格")
    calculator.fill()
    expect(page.locator(".sum .status")).to_contain_text("已达到要求")
    calculator.save()
    calculator.expect_figures(120, 60)
    expect(page.locator(".toast")).to_contain_text("2025年的科目分法不适合")
    with page.expect_download() as download:
        page.get_by_role("button", name="存为文件").click()
    assert "2025-2026" in download.value.suggested_filename
    download.value.save_as(file)
    saved = json.loads(file.read_text("utf-8"))["years"]
    assert [each.get("elected_split") for each in saved] == [None, {"general": 50}]


def test_a_way_is_planned_with_one_tap_changed_live_and_done(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    page.locator(".ways button").first.click()
    planned = page.locator(".plans .entry")
    expect(planned).to_contain_text("网络课件学习")
    expect(page.locator("[aria-labelledby=ways-title] .verdict")).to_contain_text("已达到要求")
    calculator.expect_figures(40, 40)  # a plan is not done
    expect(page.locator(".result figcaption")).to_contain_text("按计划")
    expect(page.locator(".result .words", has_text="其中专业科目")).to_contain_text("40 / 60，计划完成后60")
    page.locator(".ways li", has_text="培训班").get_by_role("button", name="改用").click()
    expect(planned).to_have_count(1)
    expect(planned).to_contain_text("培训")
    page.locator(".ways li", has_text="网络课件").get_by_role("button", name="改用").click()
    expect(planned).to_contain_text("网络课件学习")
    planned.locator("input").fill("20")
    expect(page.locator("[aria-labelledby=ways-title] .verdict")).to_contain_text("还差30学时")
    for wrong, said in (("900", "500"), ("1.25", "1.25"), ("-3", "-3"), ("半", "半")):
        planned.locator("input").fill(wrong)
        expect(planned.locator(".error")).to_contain_text(said)
        expect(page.locator(".ways")).to_have_count(0)
    planned.locator("input").fill("20")
    expect(planned.locator(".error")).to_have_count(0)
    page.locator(".ways button").first.click()
    expect(page.locator("[aria-labelledby=ways-title] .verdict")).to_contain_text("已达到要求")
    planned.first.get_by_role("button", name="已完成").click()
    calculator.fill(month=6)
    calculator.save()
    calculator.expect_figures(60, 60)
    expect(planned).to_have_count(1)


def test_an_open_reading_shows_both_figures_and_the_other_one_can_be_chosen(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_sci_paper()
    calculator.expect_figures(90, 60)
    rows = page.locator(".reading tbody tr")
    expect(rows.nth(0)).to_contain_text("90")
    expect(rows.nth(1)).to_contain_text("未达到")
    rows.nth(1).get_by_role("radio").click()  # the table is drawn anew with the answer, and with it the radio
    calculator.expect_figures(20, 20)
    expect(rows.nth(1).get_by_role("radio")).to_be_checked()
    expect(page.locator(".sum .status")).to_contain_text("要看条文怎样理解")


def test_years_stand_side_by_side_and_the_same_work_in_two_of_them_is_warned_of(page: Page) -> None:
    calculator = Calculator(page).open()
    years = page.locator(".years button")
    years.filter(has_text="2025").click()
    calculator.choose("论文、著作类")
    calculator.fill("EI收录", "第一作者（合作）", title="《同一篇》")
    calculator.save()
    calculator.expect_figures(40, 40)
    years.filter(has_text="2026").click()
    calculator.choose("论文、著作类")
    calculator.fill("SCI收录", "第一作者（合作）", title="同一篇")
    calculator.save()
    calculator.expect_figures(90, 60)
    expect(page.locator(".entry .warn")).to_contain_text("填了2次")
    page.get_by_role("button", name="是同一作品").click()
    expect(page.locator(".entry .warn")).to_contain_text("2025年、2026年")
    expect(years.filter(has_text="2025")).to_contain_text("差50")
    expect(years.filter(has_text="2026")).to_contain_text("已达到")
    page.locator(".overview").get_by_role("button", name="2025").click()
    expect(page.locator("#ways-title ~ .warn")).to_contain_text("2025年已经过去，现在再学不算2025年的学时")


def test_a_posting_is_entered_in_the_other_years_that_it_touches_with_one_click(
    page: Page, tmp_path: Path
) -> None:
    Calculator(page).open()
    file = tmp_path / "posting.json"
    posting = {"id": "p", "kind": "assignment", "title": "援藏", "posting": "tibet"}
    posting |= {"start": "2025-07-02", "end": "2028-07-01"}
    file.write_text(json.dumps({"year": 2026, "activities": [posting]}), "utf-8")
    page.locator(".bring input").set_input_files(file)
    expect(page.locator(".entry .warn")).to_contain_text("2025年、2027年、2028年")
    rows = page.locator(".overview tbody tr")
    expect(rows.nth(0)).to_contain_text("涉及这一年")
    page.get_by_role("button", name="一并填到2025、2027年").click()
    expect(page.locator(".years button", has_text="已达到")).to_have_count(3)
    expect(page.locator(".entry .warn")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".entry .warn")).to_have_count(1)


def test_a_blank_year_stands_in_the_table_with_all_that_it_lacks_and_is_one_click_away(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    calculator.add_courseware(60)
    calculator.expect_figures(100, 40)
    page.locator(".overview summary").click()
    rows = page.locator(".overview tbody tr")
    expect(rows).to_have_text(
        ["".join(row) for row in (("2025", "0", "0", "90", "60"), ("2026", "100", "40", "0", "20"))]
    )
    page.locator(".overview").get_by_role("button", name="2025").click()
    expect(page.locator("#pick-title")).to_contain_text("2025年")


def test_a_draft_is_offered_in_a_new_tab_not_forced_and_cleared_with_one_click(
    open_context: OpenContext,
) -> None:
    context = open_context()
    first = Calculator(context.new_page()).open()
    first.add_award(place=1)
    first.page.reload()  # in the same tab one simply goes on
    first.expect_figures(40, 40)

    second = Calculator(context.new_page()).open()
    expect(second.page.locator(".offer")).to_contain_text("1项")
    expect(second.page.locator(".entry")).to_have_count(0)
    second.page.get_by_role("button", name="接着填").click()
    second.expect_figures(40, 40)

    third = Calculator(context.new_page()).open()
    third.page.get_by_role("button", name="重新开始").click()
    expect(third.page.locator(".card")).to_have_count(12)
    assert third.kept() is None
    third.page.locator(".toast").get_by_role("button", name="撤销").click()
    third.expect_figures(40, 40)


def test_two_open_tabs_keep_each_others_entries(open_context: OpenContext) -> None:
    context = open_context()
    one = Calculator(context.new_page()).open()
    other = Calculator(context.new_page()).open()
    one.add_award(place=1)
    other.expect_figures(40, 40)
    expect(other.page.locator(".toast")).to_contain_text("另一个标签页")
    other.choose("教学授课类")
    one.add_courseware(10)
    other.expect_kept(2)  # the word of it has come
    other.fill()
    other.save()
    other.expect_figures(50, 40)
    expect(other.page.locator(".list .entry")).to_have_count(3)
    expect(one.page.locator(".list .entry")).to_have_count(3)
    one.page.get_by_role("button", name="全部清除").click()
    expect(other.page.locator(".card")).to_have_count(12)
    other.page.locator(".toast").get_by_role("button", name="撤销").click()
    other.expect_figures(50, 40)


def test_everything_is_cleared_with_one_click(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award()
    page.get_by_role("button", name="全部清除").click()
    expect(page.locator(".card")).to_have_count(12)
    assert calculator.kept() is None


def test_a_saved_file_is_requests_that_the_core_takes_and_opens_again(page: Page, tmp_path: Path) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=3)
    calculator.add_courseware(7.5)
    page.locator(".ways button").first.click()
    expect(page.locator(".plans .entry")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="存为文件").click()
    file = tmp_path / "year.json"
    download.value.save_as(file)
    saved = json.loads(file.read_text("utf-8"))
    answers = [json.loads(api.assess(json.dumps(request))) for request in saved["years"]]
    assert [answer["total"] for answer in answers] == [41.5]
    assert saved["rules_version"] == answers[0]["rules_version"]

    page.get_by_role("button", name="全部清除").click()
    expect(page.locator(".card")).to_have_count(12)
    page.locator(".bring input").set_input_files(file)
    calculator.expect_figures(41.5, 34)
    expect(page.locator(".plans .entry")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("文件已打开")


def test_a_file_of_the_command_line_opens_and_another_file_is_refused_in_words(
    page: Page, tmp_path: Path
) -> None:
    calculator = Calculator(page).open()
    file = tmp_path / "case.json"
    activity = {"id": "x", "kind": "teaching", "title": "讲座", "date": "2025-05-01"}
    year = {"year": 2025, "activities": [activity, {**activity, "title": "又一讲"}], "zzz": 1}
    year |= {"readings": {"no_such": "reading", "one_option": "item"}, "elected_split": {"general": "x"}}
    file.write_text(json.dumps(year), "utf-8")
    page.locator(".bring input").set_input_files(file)
    calculator.expect_figures(10, 10)
    expect(page.locator(".toast")).to_contain_text("没有收下：zzz、elected_split、no_such")
    ancient = {"year": 1999, "activities": []}
    for requests in ([ancient, year], [ancient]):
        file.write_text(json.dumps({"years": requests}), "utf-8")
        page.locator(".keeping input[type=file]").set_input_files(file)
        expect(page.locator(".toast")).to_contain_text("1999年没有收下")
        expect(page.locator(".years button", has_text="1999")).to_have_count(0)
        calculator.expect_figures(10, 10)
    kept = calculator.kept()
    assert kept["draft"]["readings"] == {"one_option": "item"}
    assert len({each["id"] for each in kept["draft"]["years"]["2025"]["done"]}) == 2
    for other in (b'{"something": "else"}', json.dumps(year, ensure_ascii=False).encode("gb18030")):
        page.get_by_role("button", name="知道了").click()
        expect(page.locator(".toast")).to_have_count(0)
        file.write_bytes(other)
        page.locator(".keeping input[type=file]").set_input_files(file)
        expect(page.locator(".toast")).to_contain_text("不是这里存的文件")
    calculator.expect_figures(10, 10)


def test_last_years_file_changes_neither_the_year_on_the_page_nor_how_the_law_is_read(
    page: Page, tmp_path: Path
) -> None:
    calculator = Calculator(page).open()
    calculator.add_sci_paper()
    calculator.expect_figures(90, 60)
    file = tmp_path / "last.json"
    activity = {"id": "x", "kind": "teaching", "title": "讲座", "date": "2025-05-01"}
    readings = {"sci_authors": "first_and_corresponding"}
    file.write_text(json.dumps({"year": 2025, "activities": [activity], "readings": readings}), "utf-8")
    page.locator(".keeping input[type=file]").set_input_files(file)
    expect(page.locator(".toast")).to_contain_text("仍按这里的计算")
    calculator.expect_figures(90, 60)
    expect(page.locator(".years button", has_text="2025")).to_contain_text("差85")


def test_a_stored_reading_that_nobody_knows_any_more_is_left_out_and_named(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    page.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.getItem("calculator.draft"));
          kept.draft.readings = {no_such: "reading"};
          localStorage.setItem("calculator.draft", JSON.stringify(kept));
        }"""
    )
    page.reload()
    calculator.expect_figures(40, 40)
    expect(page.locator(".toast")).to_contain_text("no_such")


def test_a_file_with_errors_opens_and_says_where_they_are(page: Page, tmp_path: Path) -> None:
    calculator = Calculator(page).open()
    file = tmp_path / "old.json"
    activity = {
        "id": "x",
        "kind": "patent",
        "title": "专利",
        "date": "2026-05-01",
        "type": "design",
        "place": 0,
    }
    unknown = {"id": "y", "kind": "no_such_kind", "title": "来历不明", "date": "2026-05-01"}
    file.write_text(json.dumps({"year": 2026, "activities": [activity, unknown]}), "utf-8")
    page.locator(".bring input").set_input_files(file)
    page.locator("#errors").get_by_role("link", name="来历不明").click()
    page.keyboard.press("Enter")  # on the button that removes it
    expect(page.locator(".toast")).to_contain_text("已删除“来历不明”")
    expect(page.locator("#errors").get_by_role("link")).to_have_count(1)
    page.locator("#errors").get_by_role("link").click()
    expect(page.locator("#f-place-error")).to_be_visible()
    page.locator("#f-place").fill("1")
    calculator.save()
    calculator.expect_figures(40, 40)


def test_a_link_carries_the_year_in_its_fragment_and_keeps_what_the_other_device_holds(
    open_context: OpenContext,
) -> None:
    context = open_context(permissions=CLIPBOARD)
    mine = Calculator(context.new_page()).open()
    mine.add_award(place=1)
    mine.add_courseware(12.5)
    link = mine.copied("复制链接")
    assert "#1." in link
    mine.page.locator(".keeping summary", has_text="二维码").click()
    code = mine.page.get_by_role("img", name="二维码")
    expect(code).to_be_visible()
    (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(code.screenshot())))
    assert read.text == link

    other = open_context()
    theirs = Calculator(other.new_page()).open()
    theirs.page.locator(".years button", has_text="2025").click()
    theirs.add("教学授课类")
    theirs.expect_figures(5, 5)
    shared = Calculator(other.new_page()).open(link)
    shared.expect_figures(52.5, 40)
    shared.page.get_by_role("button", name="不存，关掉").click()
    shared.expect_figures(5, 5)
    shared.page.evaluate("link => { location.hash = new URL(link).hash; }", link)  # pasted into the open tab
    shared.expect_figures(52.5, 40)
    shared.page.get_by_role("button", name="存到这台设备").click()
    shared.page.locator(".toast").get_by_role("button", name="撤销").click()
    shared.expect_figures(5, 5)
    again = Calculator(other.new_page()).open(link)
    again.page.get_by_role("button", name="存到这台设备").click()
    again.expect_figures(52.5, 40)
    expect(again.page).not_to_have_url(re.compile("#"))
    again.page.reload()
    again.expect_figures(52.5, 40)
    again.page.locator(".years button", has_text="2025").click()
    again.expect_figures(5, 5)


def test_a_link_of_older_rules_opens_with_a_note_and_a_damaged_one_says_so(page: Page) -> None:
    link = page.goto(ADDRESS) and page.evaluate(
        """() => {
          const text = JSON.stringify(["2024.9", 2026, [["teaching", "", {date: "2026-03-01"}]], [], null, {}]);
          return "#1." + btoa(text).replace(/=+$/, "");
        }"""
    )
    page.goto("about:blank")
    calculator = Calculator(page).open(f"{ADDRESS}{link}")
    expect(page.locator(".toast")).to_contain_text("2024.9")
    calculator.expect_figures(5, 5)
    page.goto("about:blank")
    Calculator(page).open(f"{ADDRESS}#1.xx{str(link)[9:]}")
    expect(page.locator(".toast")).to_contain_text("链接不完整")
    page.evaluate("location.hash = '#2.abc'")
    expect(page.locator(".toast")).to_contain_text("请刷新页面")


def test_what_has_changed_since_a_file_was_saved_is_told_where_the_catalogue_says_so(page: Page) -> None:
    page.goto(ADDRESS)
    said = page.evaluate(
        """async () => {
          const { rulesNote } = await import("/calculator/notes.js");
          const versions = ["1", "2", "3"].map((version) => ({version, changes: `改了${version}。`}));
          const known = {rules_version: "3", versions};
          return [rulesNote(known, "1"), rulesNote(known, "3"), rulesNote({rules_version: "3"}, "1")];
        }"""
    )
    assert "改了2。改了3。" in said[0]
    assert "改了1" not in said[0]
    assert said[1] is None
    assert "数字可能不同" in said[2]


def test_text_and_question_hold_all_facts_and_the_question_both_readings(open_context: OpenContext) -> None:
    page = open_context(permissions=CLIPBOARD).new_page()
    calculator = Calculator(page).open()
    calculator.add_sci_paper()
    text = calculator.copied("复制文字")
    for part in ("总学时90", "SCI收录", "第十二条（四）", "估算", ADDRESS):
        assert part in text
    assert "（采用）：总学时90，专业科目60" in text
    assert "：总学时20，专业科目20" in text
    question = calculator.copied("复制提问")
    for part in ("论文被SCI、SSCI收录的", "理解1", "理解2", "总学时90", "总学时20", "2026年3月1日"):
        assert part in question
    page.locator(".reading").get_by_text("看看提问").click()
    expect(page.locator(".reading textarea")).to_have_value(question)


def test_readings_that_matter_only_together_show_both_figures_and_can_be_asked_about(
    page: Page, tmp_path: Path
) -> None:
    Calculator(page).open()
    case = json.loads((ROOT / "tests/cases/year-two-readings-only-together.json").read_text("utf-8"))
    file = tmp_path / "together.json"
    file.write_text(json.dumps(case["request"]), "utf-8")
    page.locator(".bring input").set_input_files(file)
    rows = page.locator(".reading tbody tr")
    expect(rows.nth(0)).to_contain_text("90")
    expect(rows.nth(0)).to_contain_text("已达到")
    expect(rows.nth(1)).to_contain_text("75")
    expect(rows.nth(1)).to_contain_text("未达到")
    question = page.locator(".reading textarea")
    expect(question).to_have_value(re.compile("理解2：[^。]*。总学时75"))
    expect(question).to_have_value(re.compile("第十二条（一）写道.*第十二条（四）写道", re.DOTALL))


def test_what_the_browser_does_not_copy_can_be_selected_by_hand(page: Page) -> None:
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    calculator = Calculator(page).open()
    calculator.add_sci_paper()
    page.get_by_role("button", name="复制提问").first.click()
    expect(page.locator(".toast")).to_contain_text("不让复制")
    expect(page.locator(".toast textarea")).to_have_value(re.compile("理解2"))


def test_the_print_is_a_record_with_date_address_and_rules(page: Page, site: str) -> None:
    calculator = Calculator(page).open()
    calculator.add_award()
    page.emulate_media(media="print")
    record = page.locator(".record")
    expect(record).to_be_visible()
    for part in (f"{site}{ADDRESS}", "规则版本", "第十二条（一）", "37", "估算"):
        expect(record).to_contain_text(part)
    for hidden in (".site", ".sum", ".list", ".keeping", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()


def test_nothing_typed_leaves_the_page(open_context: OpenContext, watches: list, site: str) -> None:
    context = open_context(permissions=CLIPBOARD)
    sent: list[str] = []
    context.on(
        "request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}")
    )
    page = context.new_page()
    calculator = Calculator(page).open()
    calculator.choose("奖项、专利类")
    calculator.fill("省部级奖", "二等奖", place=777, title="绝密课题secret42")
    calculator.save()
    calculator.expect_figures(0, 0)
    calculator.copied("复制链接")
    page.reload()
    calculator.expect_figures(0, 0)
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    calculator.expect_figures(0, 0)
    assert sent
    for request in sent:
        assert request.startswith("GET ")
        address = request.split("#")[0].replace(site, "")  # whose port may be any number
        assert "?" not in address
        for typed in ("777", "secret", "绝密", "%E7%BB%9D"):
            assert typed not in address
    assert watches[0].requests  # and the watch fails on any that leaves the origin


def test_the_calculator_works_inside_another_page(page: Page, site: str) -> None:
    page.goto("/regulation/")
    page.evaluate(
        """() => {
          const frame = document.createElement("iframe");
          Object.assign(frame, {src: "/calculator/", title: "x", width: 390, height: 800});
          document.body.prepend(frame);
        }"""
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator(".card")).to_have_count(12)
    expect(frame.locator("header.site")).to_be_hidden()
    expect(frame.get_by_role("link", name="打开完整页面")).to_have_attribute("target", "_blank")
    frame.get_by_role("button", name="特大").click()
    expect(frame.locator("html")).to_have_attribute("data-size", "larger")
    frame.get_by_role("button", name="English").click()
    expect(frame.locator("#page-title")).to_have_text("Enough hours this year?")


def test_static_words_are_those_that_the_page_draws(page: Page) -> None:
    shell = (ROOT / "build/site/calculator/index.html").read_text("utf-8")
    Calculator(page).open()
    for drawn in (page.locator("#page-title"), page.locator(".lead"), page.locator(".brand span")):
        assert f">{drawn.inner_text()}</" in shell
    assert f"<title>{page.title()}</title>" in shell
