"""The public notices, as anybody meets them: choose a place, find an employer, object, and see it gone when it is over."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from functions.adapters.local_keys import LocalPersonalData
from functions.adapters.sqlite import SqliteStore
from functions.ports import Index, Key, Put
from functions.services import keys
from functions.services.demonstration import COUNTY
from tests.site.access import verify_axe, verify_english, verify_no_sideways_scroll, verify_sizes
from tests.site.conftest import OpenContext, Watch
from tests.site.registry import Registry

pytestmark = pytest.mark.browser

Screenshot = Callable[[Page, str], Path]

REASON = "证书不是他本人的，可以向发证机关核实。"


def on_notice(registry: Registry) -> None:
    """Two notices of the demonstration's county: one of the employer's, one of somebody self-employed."""
    registry.decide("verification", registry.declare())
    registry.decide("verification", registry.declare("demo-self-employed"), "demo-bureau")


def many_more(registry: Registry, count: int) -> None:
    """Notices of many people, written straight into the store: only how they are listed is of interest."""
    store, secret = SqliteStore(registry.var / "store.sqlite"), LocalPersonalData(registry.var / "keys")
    last = date(2026, 3, 9)
    for number in range(count):
        notice = "n" * 23 + "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}")
        body = {
            "person": "p" * 26,
            "year": 2026,
            "opened": registry.today,
            "closed": False,
            "name": secret.encrypt(f"某{number}", f"notice#{notice}"),
            "employer": f"第{number % 7}中学",
            "region": COUNTY,
            "general": 300,
            "professional": 600,
            "items": [8],
        }
        listed = {Index.DIRECTORY: Key(f"notices#{COUNTY}", f"{last}#{notice}")}
        store.transact([Put(keys.notice(notice), body, None, listed=listed)])
    store.close()


def to_county(page: Page) -> None:
    page.goto("/notices/")
    page.get_by_role("link", name="安庆市").click()
    page.get_by_role("link", name="桐城市").click()
    expect(page.locator("#list-title")).to_contain_text("安庆市桐城市，")
    expect(page.locator("#list-title")).to_be_focused()


def rows(page: Page) -> list[str]:
    return page.locator("tbody th").all_inner_texts()


def test_a_place_is_chosen_in_two_steps_and_its_notices_say_what_others_need(
    desk: Page, registry: Registry
) -> None:
    on_notice(registry)
    desk.goto("/notices/")
    expect(desk.get_by_role("list", name="先选市").get_by_role("link")).to_have_count(19)
    expect(desk.locator("main")).to_contain_text("选一个地方")
    desk.get_by_role("link", name="安庆市").click()
    expect(desk.locator("main")).to_contain_text("这里现在没有公示")
    expect(desk.get_by_role("list", name="再选县").get_by_role("link")).to_have_count(10)
    desk.get_by_role("link", name="桐城市").click()
    expect(desk.locator("#list-title")).to_have_text("安庆市桐城市，正在公示2条")
    expect(desk).to_have_title("安庆市桐城市：学时公示")
    row = desk.get_by_role("row", name="演示申报人")
    for said in ("演示单位", "2026", "奖项、专利类", "第十二条（一）", "40", "2026年3月2日", "2026年3月9日"):
        expect(row).to_contain_text(said)
    assert "340881199" not in desk.content()
    desk.reload()
    expect(desk.locator("tbody tr")).to_have_count(2)
    assert desk.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize("name", ["宿松县", "广德市", "省直"])
def test_what_answers_to_the_province_directly_has_no_second_step(desk: Page, name: str) -> None:
    desk.goto("/notices/")
    desk.get_by_role("link", name=name).click()
    expect(desk.locator("main")).to_contain_text("这里现在没有公示")
    expect(desk.get_by_role("list", name="再选县")).to_have_count(0)


def test_an_employer_is_found_and_further_pages_are_shown_on_demand(desk: Page, registry: Registry) -> None:
    many_more(registry, 105)
    to_county(desk)
    expect(desk.locator("#list-title")).to_contain_text("已显示100条，还有更多")
    desk.get_by_role("button", name="再显示一些").click()
    expect(desk.locator("#list-title")).to_have_text("安庆市桐城市，正在公示105条")
    expect(desk.locator("#list-title")).to_be_focused()
    desk.reload()
    expect(desk.locator("#list-title")).to_contain_text("已显示100条，还有更多")
    desk.get_by_label("按单位找").fill("第3")  # which is on the page not shown yet, too
    expect(desk.locator("#live")).to_have_text("已显示105条。")
    expect(desk.get_by_label("按单位找")).to_be_focused()
    expect(desk.locator(".count")).to_have_text("找到15条")
    expect(desk.locator("tbody td:nth-child(2)").first).to_have_text("第3中学")
    desk.get_by_label("按单位找").fill("")
    expect(desk.locator("tbody tr")).to_have_count(105)
    assert len(set(rows(desk))) == 105


def test_anybody_objects_and_is_told_what_happens_next(
    desk: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("422")
    on_notice(registry)
    to_county(desk)
    desk.get_by_role("row", name="演示申报人").get_by_role("link", name="提出异议").click()
    expect(desk.get_by_role("heading", name="对这条公示提出异议")).to_be_focused()
    expect(desk.locator("dl")).to_contain_text("演示单位")
    desk.get_by_label("异议的理由").fill(" 无 ")
    desk.get_by_role("button", name="提出异议").click()
    expect(desk.locator("#errors")).to_be_focused()
    expect(desk).to_have_title(re.compile("^错误："))
    desk.get_by_role("link", name="请用文字写明").click()
    expect(desk.get_by_label("异议的理由")).to_be_focused()
    desk.keyboard.press("Control+A")
    desk.keyboard.type(REASON)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="异议已提出")).to_be_focused()
    expect(desk.get_by_role("listitem").filter(has_text="登记已经暂停")).to_be_visible()
    case = registry.as_("demo-applicant").get("/api/applicant/years/2026")
    assert (case["status"], len(case["objections"])) == ("objected", 1)
    assert case["history"][-1]["words"] == {"reason": REASON}
    assert case["objections"][0] in desk.locator("dl").first.inner_text()
    desk.get_by_role("link", name="返回公示").click()
    expect(desk.locator("tbody tr")).to_have_count(2)


def test_a_notice_is_gone_when_it_is_over_and_its_form_says_so(
    desk: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("404")
    on_notice(registry)
    to_county(desk)
    desk.get_by_role("row", name="演示申报人").get_by_role("link", name="提出异议").click()
    desk.get_by_label("异议的理由").fill(REASON)
    registry.turn_to("2026-03-10")
    desk.get_by_role("button", name="提出异议").click()
    expect(desk.locator("#errors")).to_contain_text("没有找到")
    expect(desk.get_by_label("异议的理由")).to_have_value(REASON)
    to_county(desk)
    expect(desk.locator("main")).to_contain_text("这里现在没有公示")


def test_a_notice_whose_calendar_is_not_known_stays_open_and_says_why(desk: Page, registry: Registry) -> None:
    registry.turn_to("2027-01-04")
    registry.decide("verification", registry.declare(year=2026))
    to_county(desk)
    expect(desk.get_by_role("row", name="演示申报人")).to_contain_text("待定")
    notes = registry.as_("demo-employer").get(f"/api/public/notices?region={COUNTY}")["rows"][0]
    assert notes["last_day"] is None
    expect(desk.locator("tbody .note")).to_have_text(notes["note"])


def test_an_address_that_names_no_place_says_so_and_shows_no_list(
    desk: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("422")
    desk.goto("/notices/#349999")
    expect(desk.locator("#errors")).to_contain_text("没有“349999”这个行政区划代码")
    expect(desk.locator("main")).not_to_contain_text("这里现在没有公示")


def test_a_server_out_of_reach_is_said_and_asked_again(
    desk: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("ERR_CONNECTION_")
    on_notice(registry)
    to_county(desk)
    registry.stop()
    desk.get_by_role("link", name="潜山市").click()
    expect(desk.locator("#errors")).to_contain_text("网络不通")
    registry.turn_to(registry.today)
    desk.get_by_role("button", name="再试一次").click()
    expect(desk.locator("main")).to_contain_text("这里现在没有公示")


def test_search_engines_and_frames_are_kept_out(desk: Page, registry: Registry) -> None:
    answer = desk.request.get(f"{registry.origin}/notices/")
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["x-frame-options"] == "DENY"


def test_on_paper_stands_the_table_alone(desk: Page, registry: Registry) -> None:
    on_notice(registry)
    to_county(desk)
    desk.emulate_media(media="print")
    for gone in (".places", ".toolbar", ".registry-bar", ".objection >> nth=1"):
        expect(desk.locator(gone)).to_be_hidden()
    expect(desk.locator("#list-title")).to_be_visible()
    expect(desk.get_by_role("row", name="演示申报人")).to_be_visible()


def test_english_is_spoken_throughout(desk: Page, registry: Registry) -> None:
    on_notice(registry)
    desk.goto(f"/notices/?lang=en#{COUNTY}")
    expect(desk.locator("tbody tr")).to_have_count(2)
    expect(desk.locator("tbody")).to_contain_text("Awards")
    verify_english(desk)
    desk.get_by_role("row", name="演示申报人").get_by_role("link", name="Object").click()
    desk.get_by_label("The reason").fill("Not theirs")
    verify_english(desk)
    desk.get_by_role("button", name="Object").click()
    expect(desk.get_by_role("heading", name="Your objection is made")).to_be_focused()
    verify_english(desk)


def test_axe_finds_nothing_and_nothing_overflows(
    open_registry: OpenContext, registry: Registry, watches: list[Watch], screenshot: Screenshot
) -> None:
    on_notice(registry)
    page = open_registry(viewport={"width": 1280, "height": 900}).new_page()
    watches[0].allow("422")

    def verify(name: str) -> None:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                expect(page.locator("html")).to_have_attribute("data-theme", scheme)
                verify_no_sideways_scroll(page, f"{name} {width}")
                if width > 320:
                    verify_axe(page, f"{name} {width} {scheme}", colours=scheme == "dark")
                    verify_sizes(page, f"{name} {width}")
                    screenshot(page, f"notices-{name}-{width}-{scheme}")

    to_county(page)
    verify("list")
    page.get_by_role("link", name="提出异议").first.click()
    page.get_by_role("button", name="提出异议").click()
    expect(page.locator("#errors")).to_be_focused()
    verify("errors")
    page.get_by_label("异议的理由").fill(REASON)
    page.get_by_role("button", name="提出异议").click()
    expect(page.get_by_role("heading", name="异议已提出")).to_be_focused()
    verify("receipt")
