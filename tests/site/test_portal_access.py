"""Everybody can use the applicant's pages: each state by axe, at every width, light and dark, in English, by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.access import VIEWPORTS, verify_axe, verify_english, verify_no_sideways_scroll, verify_sizes
from tests.site.conftest import OpenContext, Watch
from tests.site.portal_steps import Applicant
from tests.site.registry import PDF, Registry

pytestmark = pytest.mark.browser

Screenshot = Callable[[Page, str], Path]
LATIN = "Award 2026"  # titles are in the language of who gives them


def landing(page: Page, registry: Registry) -> None:
    """Before signing in."""
    page.goto("/portal/")
    expect(page.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()


def enrolling(page: Page, registry: Registry) -> None:
    """Somebody new who gave a wrong number."""
    newcomer = Applicant(page, "demo-newcomer").sign_in()
    newcomer.enrol(number="34088119900101001X")
    newcomer.errors()


def working(page: Page, registry: Registry) -> None:
    """Saying where one works."""
    Applicant(page).sign_in("/portal/#/work")
    page.get_by_label("在单位工作").check()
    page.locator("#f-region").select_option("340881")
    page.get_by_label("从外省").check()
    expect(page.get_by_label("演示单位")).to_be_visible()


def home(page: Page, registry: Registry) -> None:
    """One's years, one of them on notice."""
    registry.decide("verification", registry.declare())
    Applicant(page).sign_in()
    expect(page.locator(".year-card")).to_have_count(2)


def undeclared(page: Page, registry: Registry) -> None:
    """A year that can be declared, its rules unfolded."""
    registry.complete("demo-applicant", hours=12.5)
    Applicant(page).sign_in("/portal/#/2026")
    for summary in page.locator("main summary").all():
        summary.click()


def activities(page: Page, registry: Registry) -> None:
    """What was done, of which one is declared."""
    person = Applicant(page).sign_in("/portal/#/2026/activities")
    person.add_award(LATIN)
    person.add_award("Another", place=4)
    page.locator(".why summary").first.click()


def entry(page: Page, registry: Registry) -> None:
    """The form of an activity."""
    Applicant(page).sign_in("/portal/#/2026/entry/paper").expect_title("论文")


def evidence(page: Page, registry: Registry) -> None:
    """A file that arrived and one that is none of evidence."""
    person = Applicant(page).sign_in("/portal/#/2026/activities")
    person.add_award(LATIN)
    person.on_to_evidence()
    person.upload({"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    person.choose_files({"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"text"})
    expect(page.locator(".files .failed")).to_have_count(1)


def check(page: Page, registry: Registry) -> None:
    """The last look, not confirmed yet."""
    person = Applicant(page).sign_in("/portal/#/2026/activities")
    person.add_award(LATIN)
    person.on_to_evidence()
    person.upload({"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    person.on_to_check()
    person.press("提交申报")
    person.errors()


def receipt(page: Page, registry: Registry) -> None:
    """The receipt."""
    registry.declare(title=LATIN)
    Applicant(page).sign_in("/portal/#/2026/receipt").expect_title("2026年度申报已提交")


def asked(page: Page, registry: Registry) -> None:
    """A year in which more evidence is asked for."""
    registry.decide("question", registry.declare(title=LATIN), question="请补充原件")
    Applicant(page).sign_in("/portal/#/2026")
    expect(page.locator(".asked")).to_be_visible()


def supplement(page: Page, registry: Registry) -> None:
    """Adding the evidence that was asked for."""
    asked(page, registry)
    Applicant(page).press("补充材料")
    expect(page.locator(".proofs")).to_be_visible()


STATES = {
    state.__name__: state
    for state in (
        landing,
        enrolling,
        working,
        home,
        undeclared,
        activities,
        entry,
        evidence,
        check,
        receipt,
        asked,
        supplement,
    )
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_nothing_overflows_and_english_leaves_nothing_untranslated(
    desk: Page, registry: Registry, watches: list[Watch], screenshot: Screenshot, state: str
) -> None:
    watches[-1].allow("422")
    STATES[state](desk, registry)
    for width, viewport in {320: {"width": 320, "height": 568}, **VIEWPORTS}.items():
        desk.set_viewport_size(viewport)
        verify_no_sideways_scroll(desk, f"{state} {width}")
        for scheme in ("light", "dark"):
            desk.emulate_media(color_scheme=scheme)
            expect(desk.locator("html")).to_have_attribute("data-theme", scheme)
            verify_axe(desk, f"{state} {width} {scheme}", colours=scheme == "dark")
            screenshot(desk, f"portal-{state}-{width}-{scheme}")
    desk.set_viewport_size(VIEWPORTS[390])
    verify_sizes(desk, state)
    desk.get_by_role("button", name="English").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    expect(desk.get_by_role("button", name="中文")).to_be_visible()
    verify_english(desk)
    verify_no_sideways_scroll(desk, f"{state} English")
    screenshot(desk, f"portal-{state}-390-en")


def test_a_year_is_declared_by_keyboard_alone(desk: Page, registry: Registry, watches: list[Watch]) -> None:
    person = Applicant(desk).sign_in()
    keys = desk.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(90):
            if desk.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            keys.press("Tab")
        pytest.fail(f"the Tab key does not reach {selector}")

    def arrive_at(title: str) -> None:
        person.expect_title(title)
        expect(desk.locator("#page-title")).to_be_focused()

    tab_to(".year-card")
    keys.press("Enter")
    arrive_at("2026年度")
    tab_to(".panel .primary")
    keys.press("Enter")
    arrive_at("2026年，您做了什么？")
    expect(desk.locator(".card")).to_have_count(11)
    tab_to(".card")
    keys.press("Enter")
    arrive_at("科技、社科奖项")
    tab_to("input[name=level]")
    keys.press("ArrowDown")
    tab_to("input[name=prize]")
    keys.press("ArrowDown")
    tab_to("#f-place")
    keys.type("1")
    tab_to("#f-date-m")
    keys.type("1")
    keys.press("Tab")
    keys.type("9")
    keys.press("Enter")
    expect(desk.locator("#list-title")).to_be_focused()
    expect(desk.locator(".entry .tag")).to_have_text("申报这一项")
    tab_to(".actions .primary")
    keys.press("Enter")
    arrive_at("上传证明材料")
    person.upload()
    tab_to(".actions .primary")
    keys.press("Enter")
    arrive_at("检查一遍，再提交")
    tab_to("#agree")
    keys.press("Space")
    tab_to(".actions .primary")
    keys.press("Enter")
    arrive_at("2026年度申报已提交")


def test_a_phone_declares_a_year_too(mobile: Page) -> None:
    Applicant(mobile).sign_in().declare()


def test_enlarged_and_in_high_contrast_the_check_still_reads(
    open_registry: OpenContext, registry: Registry, screenshot: Screenshot
) -> None:
    page = open_registry(viewport=VIEWPORTS[390]).new_page()
    check(page, registry)
    page.locator(".display > summary").click()
    for setting in ("特大", "高", "深色"):
        page.locator(".sheet").get_by_text(setting, exact=True).click()
    page.locator(".display > summary").click()
    verify_axe(page, "enlarged")
    verify_no_sideways_scroll(page, "enlarged")
    screenshot(page, "portal-check-enlarged-390")


def test_the_receipt_is_printed_on_one_page(desk: Page, registry: Registry, tmp_path: Path) -> None:
    receipt(desk, registry)
    paper = tmp_path / "receipt.pdf"
    desk.pdf(path=paper, format="A4")
    assert paper.read_bytes().count(b"/Type /Page\n") == 1
