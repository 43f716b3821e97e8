"""Everybody can use the calculator: by keyboard, by ear, enlarged, in the dark, in English, on the smallest phone."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ahce_core import api
from tests.site.access import VIEWPORTS, verify_axe, verify_english, verify_no_sideways_scroll, verify_sizes
from tests.site.calculator_steps import Calculator

pytestmark = [pytest.mark.browser, pytest.mark.day("2026-11-27")]

OpenContext = Callable[..., BrowserContext]
Screenshot = Callable[[Page, str], Path]


def empty(calculator: Calculator) -> None:
    """Nothing entered."""


def pick(calculator: Calculator) -> None:
    """The list of items, to add another."""
    calculator.add_award()
    calculator.page.locator("button.add").click()


def form(calculator: Calculator) -> None:
    """A form filled in, with what it would give."""
    calculator.choose("论文、著作类")
    calculator.fill("EI收录", "第一作者（合作）")
    expect(calculator.page.locator("output.worth .number")).to_have_text("40")


def errors(calculator: Calculator) -> None:
    """A form with errors."""
    calculator.choose("奖项、专利类")
    expect(calculator.page.locator("output.worth")).to_contain_text("填完就能")
    calculator.page.locator("button[type=submit]").click()
    expect(calculator.page.locator("#errors")).to_be_focused()


def short(calculator: Calculator) -> None:
    """A year that is short, with a plan that closes the gap."""
    calculator.add_award()
    calculator.add_courseware()
    calculator.add("教学授课类")
    calculator.page.locator(".ways button").first.click()
    expect(calculator.page.locator(".plans .number")).to_have_text("40.5")
    expect(calculator.page.locator("[aria-labelledby=ways-title] .verdict")).to_contain_text("已达到要求")
    calculator.page.locator(".list .why summary").first.click()


def complete(calculator: Calculator) -> None:
    """A year that is complete."""
    calculator.add("专业技术资格")
    calculator.add_courseware()
    calculator.expect_figures(102.5, 60)


def readings(calculator: Calculator) -> None:
    """A year that depends on how the law is read, everything unfolded."""
    calculator.add_award()
    calculator.add_sci_paper()
    expect(calculator.page.locator(".reading")).to_be_visible()
    for summary in calculator.page.locator("main summary").all():
        summary.click()


STATES = {state.__name__: state for state in (empty, pick, form, errors, short, complete, readings)}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_overflows(page: Page, screenshot: Screenshot, state: str) -> None:
    STATES[state](Calculator(page).open())
    for width, viewport in VIEWPORTS.items():
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("html")).to_have_attribute("data-theme", scheme)
            verify_axe(page, f"{state} {width} {scheme}", colours=scheme == "dark")
            verify_no_sideways_scroll(page, f"{state} {width}")
            screenshot(page, f"calculator-{state}-{width}-{scheme}")


def test_axe_finds_nothing_enlarged_and_in_high_contrast(
    open_context: OpenContext, screenshot: Screenshot
) -> None:
    page = open_context(viewport=VIEWPORTS[390]).new_page()
    calculator = Calculator(page).open()
    readings(calculator)
    for setting, name in (("特大", "large"), ("高", "large-contrast"), ("深色", "large-contrast-dark")):
        calculator.display(setting)
        verify_axe(page, name)
        verify_no_sideways_scroll(page, name)
        screenshot(page, f"calculator-{name}-390")


@pytest.mark.parametrize("state", STATES)
def test_the_layout_holds_at_320_pixels_and_at_twice_the_size(page: Page, state: str) -> None:
    calculator = Calculator(page).open()
    STATES[state](calculator)
    for size in ("标准", "特大"):
        calculator.display(size)
        for viewport in (
            {"width": 320, "height": 568},
            {"width": 640, "height": 450},
        ):  # 1280 by 900 at 200 %
            page.set_viewport_size(viewport)
            verify_no_sideways_scroll(page, f"{state} {size} {viewport}")


@pytest.mark.parametrize("title", ["W" * 200, "https://doi.org/10.1038/s41586-021-03819-2" * 3])
def test_a_long_title_leaves_hours_and_buttons_on_the_phone(open_context: OpenContext, title: str) -> None:
    page = open_context(viewport=VIEWPORTS[390]).new_page()
    calculator = Calculator(page).open()
    calculator.add("奖项、专利类", "省部级奖", "二等奖", place=1, title=title)
    verify_no_sideways_scroll(page, "the list")
    for part in (page.locator(".entry .worth-of"), page.locator(".acts button").last):
        box = part.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390
    page.locator(".acts button").last.click()
    undo = page.locator(".toast").get_by_role("button", name="撤销").bounding_box()
    assert undo
    assert undo["x"] + undo["width"] <= 390
    verify_no_sideways_scroll(page, "the toast")


def test_the_smallest_phone_with_the_largest_text_keeps_words_apart_and_the_page_in_sight(page: Page) -> None:
    calculator = Calculator(page).open()
    short(calculator)
    calculator.display("特大")
    page.set_viewport_size({"width": 320, "height": 568})
    overlaps = """(selector) => {
      const boxes = [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
      return boxes.some((one, index) => boxes.slice(index + 1).some((other) =>
        one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
    }"""
    for selector in (
        ".site .inside > *",
        ".entry:first-child .more :is(.acts, summary)",
        ".split-figures > *",
    ):
        assert not page.evaluate(overlaps, selector), selector
    lines = "(selector) => document.querySelector(selector).getClientRects().length"
    assert page.evaluate(lines, ".brand span") == 1
    for label in page.locator(".result .picture .words").all():
        box = label.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 320
    assert page.evaluate("getComputedStyle(document.querySelector('.sum')).position") == "static"


def test_a_long_year_draws_a_short_picture_and_tells_all_of_it(page: Page, tmp_path: Path) -> None:
    calculator = Calculator(page).open()
    dated = {"date": "2026-03-01"}
    course = {**dated, "kind": "courseware", "subject": "general", "rated_hours": 1}
    courses = [{**course, "id": f"c{count}", "title": f"课件{count}"} for count in range(30)]
    lectures = [
        {**dated, "kind": "teaching", "id": f"t{count}", "title": f"讲座{count}"} for count in range(30)
    ]
    file = tmp_path / "year.json"
    file.write_text(json.dumps({"year": 2026, "activities": [*courses, *lectures]}), "utf-8")
    page.locator(".bring input").set_input_files(file)
    calculator.expect_figures(35, 5)
    picture = page.locator(".result .picture")
    expect(picture.locator(".step-row")).to_have_count(
        1 + 1 + 1 + 1 + 1 + 5
    )  # required, elected, added, missing, professional, idle
    expect(picture).to_contain_text("网络课件类，公需科目，30项 30学时")
    expect(picture).to_contain_text("另有24项不计入")
    for told in ("课件29 1", "讲座29 5"):
        expect(picture.locator("desc")).to_contain_text(told)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".toast")).to_contain_text("太长")
    page.locator(".keeping summary", has_text="二维码").click()
    expect(page.locator(".keeping details[open]")).to_contain_text("放不下")


@pytest.mark.parametrize("state", STATES)
def test_what_can_be_pressed_is_44_pixels(open_context: OpenContext, state: str) -> None:
    page = open_context(viewport=VIEWPORTS[390]).new_page()
    STATES[state](Calculator(page).open())
    verify_sizes(page, state)


def test_a_year_is_entered_by_keyboard_alone(page: Page) -> None:
    calculator = Calculator(page).open()
    expect(page.locator(".card")).to_have_count(12)
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            keys.press("Tab")
        pytest.fail(f"the Tab key does not reach {selector}")

    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#page-title")).to_be_focused()
    tab_to(".group + .group .card")
    keys.press("Enter")
    expect(page.locator("form h1")).to_be_focused()
    tab_to("input[name=level]")
    keys.press("ArrowDown")
    tab_to("input[name=prize]")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    tab_to("#f-place")
    keys.type("2")
    tab_to("#f-date-m")
    keys.type("3")
    keys.press("Tab")
    keys.type("9")
    keys.press("Enter")
    expect(page.locator("#list-title")).to_be_focused()
    calculator.expect_figures(37, 37)
    tab_to(".ways button")
    keys.press("Space")
    expect(page.locator(".plans .entry")).to_have_count(1)
    tab_to("#split")
    keys.press("ArrowRight")
    calculator.expect_figures(37, 36)
    expect(page.locator("#split")).to_be_focused()


def test_the_focus_is_seen_and_not_hidden_behind_the_result(open_context: OpenContext) -> None:
    page = open_context(viewport=VIEWPORTS[390]).new_page()
    short(Calculator(page).open())
    page.locator("#page-title").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const sum = document.querySelector('.sum').getBoundingClientRect();
              const own = document.activeElement.getBoundingClientRect();
              return !document.activeElement.closest('.sum, .foot') && own.top >= sum.top && document.activeElement.outerHTML;
            }"""
        )
        assert not hidden


def test_what_changes_is_told_to_a_screen_reader(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.add_award(place=1)
    expect(page.get_by_role("status").filter(has_text="还差50学时")).to_have_count(1)
    figure = page.get_by_role("img", name="2026年学时图")
    expect(figure).to_be_visible()
    expect(figure.locator("desc")).to_contain_text("计入：安徽省科学技术进步奖 40")


def test_the_settings_stay_and_hold_from_the_first_paint(page: Page) -> None:
    calculator = Calculator(page).open()
    calculator.display("特大")
    calculator.display("深色")
    sheet, summary = page.locator(".sheet"), page.locator(".display > summary")
    for turn_away in (
        lambda: page.locator("main").click(position={"x": 2, "y": 2}),
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator(".skip").focus(),
    ):
        summary.click()
        expect(sheet).to_be_visible()
        turn_away()
        expect(sheet).to_be_hidden()
    page.reload()
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "larger")
    expect(root).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"


def test_the_text_is_18_pixels_and_grows_in_two_steps(page: Page) -> None:
    calculator = Calculator(page).open()
    sizes = []
    for size in ("标准", "大", "特大"):
        calculator.display(size)
        sizes.append(float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")))
    assert sizes[0] == 18
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("state", STATES)
def test_english_leaves_nothing_untranslated(page: Page, state: str) -> None:
    calculator = Calculator(page, titles=False).open()
    STATES[state](calculator)
    calculator.to_english()
    if state in {"short", "complete", "readings"}:
        expect(page.locator(".list .entry").first).to_contain_text(re.compile("[a-z]{4}"))
    verify_english(page)
    for name, path in (("Open readings", "../en/readings/"), ("Privacy", "../en/privacy/")):
        expect(page.locator(".foot").get_by_role("link", name=name)).to_have_attribute("href", path)


def test_english_forms_and_tables_are_english_for_every_kind(page: Page, watches: list[Any]) -> None:
    watches[0].allow("ERR_FAILED|Failed to|could not|did not arrive")
    page.route("**/assets/python/**", lambda route: route.abort())
    Calculator(page).open("/calculator/?lang=en")
    expect(page.locator(".tables")).to_be_visible()
    verify_english(page)
    for kind in json.loads(api.describe())["kinds"]:
        page.locator(".card", has=page.get_by_text(str(kind["item"]), exact=True)).click()
        if page.locator("form .segments").count():
            page.locator("form .segments").get_by_text(kind["label_en"], exact=True).click()
        expect(page.locator("form h1")).to_have_text(kind["label_en"])
        page.locator("form summary").click()
        verify_english(page, kind["kind"])
        page.get_by_role("button", name="Back").click()
        expect(page.locator(".card").first).to_be_visible()


def test_reduced_motion_is_kept_still(open_context: OpenContext) -> None:
    page = open_context(reduced_motion="reduce").new_page()
    calculator = Calculator(page).open()
    calculator.add_award()
    assert page.evaluate("getComputedStyle(document.querySelector('.bar .part')).transitionDuration") == "0s"


def test_it_is_printed_on_one_page(open_context: OpenContext, tmp_path: Path, screenshot: Screenshot) -> None:
    page = open_context(viewport=VIEWPORTS[1280], color_scheme="dark").new_page()
    readings(Calculator(page).open())
    paper = tmp_path / "record.pdf"
    page.pdf(path=paper, format="A4")
    assert paper.read_bytes().count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    screenshot(page, "calculator-print")
