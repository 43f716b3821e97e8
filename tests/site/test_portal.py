"""The applicant's pages, as a person walks through them: sign in, say who one is, declare, follow."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from functions.local.accounts import ACCOUNTS
from functions.services.demonstration import COUNTY
from tests.site.access import verify_axe, verify_no_sideways_scroll
from tests.site.calculator_steps import Calculator
from tests.site.conftest import Watch
from tests.site.portal_steps import CERTIFICATE, NUMBER, Applicant
from tests.site.registry import EXAM, PDF, Registry, choose_account, stored

pytestmark = pytest.mark.browser

DECLARATION = "**/api/applicant/years/2026/declaration"


@pytest.fixture
def applicant(desk: Page) -> Applicant:
    return Applicant(desk)


def kept_texts(page: Page) -> str:
    """All that the device keeps, as one text."""
    return json.dumps(stored(page), ensure_ascii=False)


# ── signing in ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_somebody_signs_in_and_out_and_the_address_keeps_nothing_of_it(
    applicant: Applicant, registry: Registry
) -> None:
    page = applicant.sign_in().page
    expect(page).to_have_url(f"{registry.origin}/portal/")
    assert not any("token" in text for text in stored(page)["local"].values())
    applicant.sign_out()
    assert stored(page)["session"] == {}


def test_an_answer_of_a_sign_in_that_nobody_began_here_is_not_taken(desk: Page) -> None:
    desk.goto("/portal/?code=stolen&state=forged")
    expect(desk.locator("#errors")).to_contain_text("登录没有完成")
    expect(desk).to_have_url(re.compile(r"/portal/$"))
    assert stored(desk)["session"] == {}


def test_the_pages_sign_in_and_ask_where_their_settings_say(
    applicant: Applicant, registry: Registry, watches: list[Watch]
) -> None:
    watches[-1].allow("404")
    settings = {
        "issuer": f"{registry.origin}/issuer/",
        "client": "ahce-web",
        "scope": "openid",
        "api": registry.origin,
    }
    page = applicant.page
    page.route("**/assets/registry/config.json", lambda route: route.fulfill(json=settings))
    applicant.sign_in()
    expect(page.locator(".year-card")).to_have_count(2)
    settings["issuer"] = f"{registry.origin}/elsewhere"
    applicant.sign_out()
    page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(applicant.errors()).to_contain_text("网络不通")


@pytest.mark.parametrize("kept", ["nonce", "verifier"])
def test_a_sign_in_whose_secrets_do_not_fit_is_not_taken(desk: Page, watches: list[Watch], kept: str) -> None:
    watches[-1].allow("400")
    desk.goto("/portal/")
    desk.get_by_role("main").get_by_role("button", name="登录").click()
    expect(desk.get_by_role("button", name=ACCOUNTS["demo-applicant"].name.en)).to_be_visible()
    desk.evaluate(
        """(name) => {
          const asked = JSON.parse(sessionStorage['registry.asked']);
          sessionStorage['registry.asked'] = JSON.stringify({ ...asked, [name]: 'x'.repeat(43) });
        }""",
        kept,
    )
    desk.get_by_role("button", name=ACCOUNTS["demo-applicant"].name.en).click()
    expect(desk.locator("#errors")).to_contain_text("登录没有完成" if kept == "nonce" else "没有登录")
    assert stored(desk)["session"] == {}


def test_the_token_is_in_no_address_and_no_other_tab_has_it(
    applicant: Applicant, watches: list[Watch]
) -> None:
    page = applicant.sign_in().page
    token = json.loads(stored(page)["session"]["registry.session"])["token"]
    assert not any(token in request for request in watches[-1].requests)
    other = page.context.new_page()
    other.goto("/portal/")
    expect(other.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()


def test_signing_in_leads_back_to_the_page_that_asked_for_it(applicant: Applicant) -> None:
    applicant.sign_in("/portal/#/work").expect_title("所在单位")


# ── who one is, where one works ──────────────────────────────────────────────────────────────────────────────────────


def test_a_newcomer_says_who_they_are_and_where_they_work_and_waits_for_the_employer(
    desk: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[-1].allow("422")
    newcomer = Applicant(desk, "demo-newcomer").sign_in()
    newcomer.expect_title("先登记本人")
    newcomer.press("登记")
    expect(newcomer.errors().get_by_role("link")).to_have_count(2)
    newcomer.enrol(number="34088119900101001X")
    expect(newcomer.errors()).to_contain_text("校验码不符")
    newcomer.errors().get_by_role("link").click()
    expect(desk.locator("#f-id_number")).to_be_focused()
    newcomer.enrol()
    newcomer.expect_title("所在单位")
    newcomer.press("保存")
    expect(newcomer.errors()).to_contain_text("请选择您怎样工作")
    newcomer.work_at(COUNTY, "演示单位")
    newcomer.expect_title("我的学时")
    expect(newcomer.row("所在单位")).to_contain_text("等待单位确认")
    expect(newcomer.row("身份证件号码")).to_have_text("*" * 14 + NUMBER[-4:])
    newcomer.open_year()
    expect(desk.locator(".hindrance")).to_contain_text("还没有确认您是本单位人员")
    expect(desk.get_by_role("button", name="申报这一年")).to_have_count(0)
    assert NUMBER not in kept_texts(desk)
    assert not any(NUMBER in request for request in watches[-1].requests)
    member = registry.as_("demo-employer").get(f"/api/verifier/employers/{registry.employer()}/members")
    waiting = next(row for row in member["rows"] if not row["accepted"])
    registry.as_("demo-employer").post(
        f"/api/verifier/employers/{registry.employer()}/members/{waiting['person']}/acceptance",
        {"revision": waiting["revision"]},
    )
    desk.reload()
    expect(desk.get_by_role("button", name="申报这一年")).to_be_visible()
    desk.goto("/portal/#/work")
    expect(desk.get_by_label("演示单位")).to_be_checked()
    newcomer.press("保存")
    newcomer.expect_title("我的学时")
    expect(newcomer.row("所在单位")).to_contain_text("单位已确认")


def test_the_self_employed_say_their_county_and_the_day_of_a_transfer(desk: Page) -> None:
    person = Applicant(desk, "demo-self-employed").sign_in("/portal/#/work")
    person.expect_title("所在单位")
    desk.get_by_label("自由职业").check()
    expect(desk.locator("#f-region option[value='340800']")).to_have_count(0)  # a city has counties
    desk.locator("#f-region").select_option("340826")
    desk.get_by_label("从外省").check()
    person.press("保存")
    expect(person.errors()).to_contain_text("请填写调入日期")
    for part, text in (("y", "2026"), ("m", "2"), ("d", "1")):
        desk.locator(f"#f-transferred_in-{part}").fill(text)
    person.press("保存")
    person.expect_title("我的学时")
    expect(person.row("所在单位")).to_contain_text("宿松县（自由职业）")
    expect(person.row("所在单位")).to_contain_text("2026年2月1日调入")
    person.press("变更所在单位")
    expect(desk.locator("#f-region")).to_have_value("340826")  # as it is recorded
    expect(desk.locator("#f-transferred_in-d")).to_have_value("1")
    person.press("保存")
    person.expect_title("我的学时")
    person.open_year(2025)
    expect(desk.locator(".hindrance")).to_contain_text("不能在我省申报2025年度")


# ── declaring ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_year_is_declared_with_evidence_and_a_receipt_comes(
    applicant: Applicant, registry: Registry
) -> None:
    applicant.sign_in().declare()
    page = applicant.page
    expect(applicant.row("核验方")).to_have_text("演示单位（用人单位）")
    expect(applicant.row("学时")).to_have_text("总学时40，专业科目40，公需科目0")
    expect(page.locator(".entry")).to_contain_text("安徽省科学技术进步奖")
    shown = registry.as_("demo-applicant").get("/api/applicant/years/2026")
    assert [entry["title"] for entry in shown["claim"]["activities"]] == ["安徽省科学技术进步奖"]
    assert [file["size"] for file in shown["evidence"]] == [len(PDF)]
    assert not any("portal" in name for name in stored(page)["local"])
    assert "portal.typed" not in stored(page)["session"]
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    assert Path(download.value.path()).read_bytes() == PDF


def test_of_several_the_highest_is_declared_as_proposed_and_the_others_are_said_not_to_be(
    applicant: Applicant,
) -> None:
    applicant.sign_in("/portal/#/2026/activities").expect_title(re.compile("您做了什么"))
    applicant.add_award("一份奖", place=3)
    applicant.page.locator("#split").fill("10")  # of this option alone
    expect(applicant.page.locator(".sum-line")).to_contain_text("公需科目10")
    applicant.add_award("另一份奖", place=1)
    expect(applicant.page.get_by_role("status").filter(has_text="科目分法不适合")).to_be_visible()
    expect(applicant.page.locator(".sum-line")).to_contain_text("专业科目40，公需科目0")
    expect(applicant.entry("另一份奖").locator(".tag")).to_have_text("申报这一项")
    expect(applicant.entry("一份奖").locator(".tag")).to_have_text("不申报")
    applicant.on_to_evidence()
    expect(applicant.page.locator(".proofs")).to_have_count(1)
    expect(applicant.page.locator(".proofs h2")).to_have_text("另一份奖")


@pytest.mark.day("2026-11-27")
def test_what_the_calculator_holds_comes_along_without_the_online_hours(
    desk: Page, registry: Registry
) -> None:
    calculator = Calculator(desk).open()
    calculator.add_award(place=1)
    calculator.add_courseware()
    desk.get_by_role("link", name="申报2026年度").click()
    desk.get_by_role("main").get_by_role("button", name="登录").click()
    choose_account(desk, "demo-applicant")
    applicant = Applicant(desk)
    applicant.expect_title("2026年，您做了什么？")
    expect(desk.get_by_role("status").filter(has_text="带过来1项")).to_be_visible()
    expect(desk.locator(".entry")).to_have_count(1)
    expect(desk.locator(".entry .tag")).to_have_text("申报这一项")
    assert calculator.kept() is not None  # the estimate stays the calculator's own


def test_hours_registered_online_are_shown_and_added_and_not_declared(
    applicant: Applicant, registry: Registry
) -> None:
    registry.complete("demo-applicant", hours=12.5)
    applicant.sign_in("/portal/#/2026/activities")
    applicant.add_award()
    expect(applicant.page.locator("#online-title")).to_be_visible()
    expect(applicant.page.locator(".sum-line")).to_contain_text("总学时52.5，专业科目40，公需科目12.5")
    expect(applicant.page.locator(".entry")).to_have_count(1)


def test_a_year_of_online_hours_alone_is_declared_without_an_option(
    applicant: Applicant, registry: Registry
) -> None:
    applicant.sign_in("/portal/#/2026/activities")
    applicant.press("不申报任何一项，继续")
    applicant.expect_title("检查一遍，再提交")
    applicant.agree()
    applicant.press("提交申报")
    applicant.expect_title("2026年度申报已提交")
    shown = registry.as_("demo-applicant").get("/api/applicant/years/2026")
    assert (shown["claim"]["activities"], shown["status"]) == ([], "submitted")


def test_files_that_are_none_of_evidence_are_told_plainly_and_never_sent(
    applicant: Applicant, watches: list[Watch]
) -> None:
    applicant.sign_in("/portal/#/2026/activities")
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.press("继续")
    expect(applicant.errors()).to_contain_text("请至少上传一个文件")
    large = {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 10 * 1024 * 1024}
    applicant.choose_files(
        {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": b"PK not a PDF"},
        large,
        {"name": "空.png", "mimeType": "image/png", "buffer": b""},
    )
    failed = applicant.page.locator(".files .failed")
    expect(failed.filter(has_text="证书.pdf")).to_contain_text("不是PDF、JPEG或PNG")
    expect(failed.filter(has_text="大.pdf")).to_contain_text("超过10 MB")
    expect(failed.filter(has_text="空.png")).to_contain_text("是空的")
    assert not any(re.match("POST .*/evidence$", request) for request in watches[-1].requests)
    failed.get_by_role("button", name="移除").first.click()
    expect(failed).to_have_count(2)
    applicant.upload()
    applicant.press("继续")
    expect(applicant.errors()).to_contain_text("这里有文件没有上传")
    applicant.choose_files({**CERTIFICATE, "name": "同一份.pdf"})
    expect(failed.filter(has_text="同一份.pdf")).to_contain_text("内容与“获奖证书.pdf”相同")
    applicant.page.get_by_role("button", name="删除 获奖证书.pdf").click()
    expect(applicant.page.locator(".files .state.done")).to_have_count(0)


def test_an_upload_that_breaks_is_told_and_done_again(applicant: Applicant, watches: list[Watch]) -> None:
    watches[-1].allow("ERR_FAILED")
    page = applicant.sign_in("/portal/#/2026/activities").page
    applicant.add_award()
    applicant.on_to_evidence()
    page.route("**/evidence", lambda route: route.abort(), times=1)
    applicant.choose_files()
    expect(page.locator(".files .failed")).to_contain_text("没有传完")
    expect(page.locator("#errors")).to_contain_text("网络不通")
    page.get_by_role("button", name="重新上传").click()
    expect(page.locator(".files .state.done")).to_have_count(1)
    expect(page.locator("#errors")).to_have_count(0)


def test_final_is_said_plainly_and_has_to_be_confirmed(applicant: Applicant, watches: list[Watch]) -> None:
    applicant.sign_in("/portal/#/2026/activities")
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    final = applicant.page.get_by_role("region", name="提交以后，不能修改，也不能撤销")
    expect(final.locator(".law")).to_have_text("申报提交后不予修改、撤销。")
    expect(final).to_contain_text("照这样提交，总学时还差50，专业科目还差20。")
    expect(final).to_contain_text("2026年度离年底还有304天。现在提交就定了")
    applicant.press("提交申报")
    expect(applicant.errors()).to_contain_text("请先勾选")
    assert not any("/declaration" in request for request in watches[-1].requests)


def test_what_the_registry_refuses_leads_to_where_it_is_put_right(
    applicant: Applicant, registry: Registry, watches: list[Watch]
) -> None:
    watches[-1].allow("422")
    paper = {"kind": "paper", "indexed_by": "sci", "authorship": "first", "work": "同一篇论文"}
    registry.declare(year=2025, facts=paper)
    page = applicant.sign_in("/portal/#/2026/entry/paper").page
    for choice in ("SCI收录", "第一作者（合作）"):
        page.get_by_label(choice, exact=True).check()
    for field, text in (("work", "同一篇论文"), ("date-m", "1"), ("date-d", "10")):
        page.locator(f"#f-{field}").fill(text)
    applicant.press("添加")
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    applicant.press("提交申报")
    problem = applicant.errors().get_by_role("link")
    expect(problem).to_contain_text("已在2025年度申报")
    problem.click()
    applicant.expect_title("修改：论文")


def test_what_is_kept_on_the_device_can_be_cleared(applicant: Applicant) -> None:
    page = applicant.sign_in("/portal/#/2026/activities").page
    applicant.add_award()
    page.get_by_text("填写的内容存在哪里").click()
    applicant.press("清除这台设备上的内容")
    applicant.expect_title("2026年度")
    assert "安徽省科学技术进步奖" not in kept_texts(page)
    expect(page.get_by_role("button", name="申报这一年")).to_be_visible()


# ── nothing is lost, nothing is done twice ───────────────────────────────────────────────────────────────────────────


def test_what_is_typed_survives_a_reload_and_nobody_else_who_signs_in_sees_it(applicant: Applicant) -> None:
    page = applicant.sign_in("/portal/#/2026/activities").page
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.upload()
    page.goto("/portal/#/2026/entry/paper")
    page.locator("#f-title").fill("论文一篇")
    page.reload()
    expect(page.locator("#f-title")).to_have_value("论文一篇")
    page.goto("/portal/#/2026/evidence")
    expect(page.locator(".files .state.done")).to_have_count(1)
    applicant.sign_out()
    other = Applicant(page, "demo-self-employed").sign_in("/portal/#/2026/activities")
    other.expect_title(re.compile("您做了什么"))
    expect(page.locator(".entry")).to_have_count(0)


def test_a_sign_in_that_expires_loses_nothing(applicant: Applicant, watches: list[Watch]) -> None:
    watches[-1].allow("401")
    page = applicant.sign_in("/portal/#/2026/activities").page
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    page.evaluate(
        """() => {
          const kept = JSON.parse(sessionStorage['registry.session']);
          sessionStorage['registry.session'] = JSON.stringify({ ...kept, token: kept.token + 'x' });
        }"""
    )
    applicant.press("提交申报")
    expect(applicant.errors()).to_contain_text("登录已过期")
    applicant.press("重新登录")
    choose_account(page, "demo-applicant")
    applicant.expect_title("检查一遍，再提交")
    expect(page.locator("#agree")).to_be_checked()
    applicant.press("提交申报")
    applicant.expect_title("2026年度申报已提交")


def test_a_declaration_whose_answer_was_lost_is_sent_again_and_done_once(
    applicant: Applicant, registry: Registry, watches: list[Watch]
) -> None:
    watches[-1].allow("ERR_FAILED")
    page = applicant.sign_in("/portal/#/2026/activities").page
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.headers["idempotency-key"])
        assert route.fetch().status == 201
        route.abort()

    page.route(DECLARATION, lose, times=1)
    applicant.press("提交申报")
    expect(applicant.errors()).to_contain_text("网络不通")
    with page.expect_request(DECLARATION) as again:
        applicant.press("再试一次")
    applicant.expect_title("2026年度申报已提交")
    assert again.value.headers["idempotency-key"] == sent[0]
    history = registry.as_("demo-applicant").get("/api/applicant/years/2026")["history"]
    assert [line["type"] for line in history] == ["case.declare"]


def test_a_busy_server_is_told_with_the_time_to_wait(applicant: Applicant, watches: list[Watch]) -> None:
    watches[-1].allow("429")
    page = applicant.sign_in().page
    busy = {
        "code": "too_many",
        "title": "请求过于频繁",
        "title_en": "",
        "detail": "请稍候再试",
        "detail_en": "",
    }

    def refuse(route: Route) -> None:
        route.fulfill(
            status=429,
            headers={"Retry-After": "60"},
            content_type="application/problem+json",
            body=json.dumps(busy),
        )

    page.route("**/api/applicant/years/2026", refuse, times=1)
    page.locator(".year-card", has_text="2026").click()
    expect(applicant.errors()).to_contain_text("约60秒后可以再试")
    applicant.press("再试一次")
    applicant.expect_title("2026年度")


def test_a_year_that_was_declared_elsewhere_meanwhile_says_so(
    applicant: Applicant, registry: Registry, watches: list[Watch]
) -> None:
    watches[-1].allow("409")
    applicant.sign_in("/portal/#/2026/activities")
    applicant.add_award()
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    registry.declare()
    applicant.press("提交申报")
    expect(applicant.errors()).to_contain_text("当年已经申报")
    expect(applicant.errors()).to_contain_text("第二十一条第3项")
    applicant.page.reload()
    applicant.expect_title("2026年度")
    expect(applicant.page.locator("#standing-title")).to_have_text("待核验")


# ── following ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_evidence_that_is_asked_for_is_added_and_nothing_else_changes(
    applicant: Applicant, registry: Registry
) -> None:
    case = registry.declare()
    registry.decide("question", case, question="请补充原件扫描件")
    page = applicant.sign_in("/portal/#/2026").page
    expect(page.locator("#standing-title")).to_have_text("待补充材料")
    expect(applicant.row("下一步")).to_have_text("由申报人补充材料")
    expect(page.locator(".asked")).to_have_text("请补充原件扫描件")
    applicant.press("补充材料")
    applicant.press("提交材料")
    expect(applicant.errors()).to_contain_text("请至少上传一个文件")
    page.locator("#f-note").fill("原件在此")
    applicant.upload({**CERTIFICATE, "buffer": PDF + b"again"})
    applicant.press("提交材料")
    applicant.expect_title("2026年度")
    expect(page.locator("#standing-title")).to_have_text("待核验")
    expect(page.locator(".history li").first).to_contain_text("补充材料（申报人）")
    expect(page.locator(".history li").first).to_contain_text("原件在此")
    expect(page.locator(".files li")).to_have_count(2)


def test_a_refusal_shows_rule_and_reason_and_the_year_is_declared_once_more(
    applicant: Applicant, registry: Registry
) -> None:
    case = registry.declare()
    registry.decide("refusal", case, rule="completeness", reason="缺少证书第二页")
    page = applicant.sign_in("/portal/#/2026").page
    expect(page.locator("#standing-title")).to_have_text("未通过，可重新申报一次")
    expect(page.locator(".history li").first).to_contain_text("完整性：材料不齐（第十四条）")
    expect(page.locator(".history li").first).to_contain_text("缺少证书第二页")
    applicant.press("重新申报")
    applicant.press("带过来")
    applicant.on_to_evidence()
    uploaded = page.locator(".files .state.done")
    expect(uploaded).to_have_count(1)
    applicant.choose_files({**CERTIFICATE, "buffer": PDF + b"second page"})
    expect(uploaded).to_have_count(2)
    applicant.on_to_check()
    applicant.agree()
    applicant.press("提交申报")
    applicant.expect_title("2026年度申报已提交")
    expect(page.locator(".files li")).to_have_count(2)


def test_all_that_is_recorded_of_somebody_is_shown_and_saved(
    applicant: Applicant, registry: Registry
) -> None:
    registry.decide("verification", registry.declare(title="Award"), remark="材料齐全")
    registry.complete("demo-applicant", hours=12.5)
    page = applicant.sign_in().page
    applicant.press("我的全部记录")
    applicant.expect_title("我的全部记录")
    year = page.get_by_role("region", name="2026年度")
    expect(year).to_contain_text("公示中")
    expect(year).to_contain_text("Award")
    expect(year).to_contain_text("材料齐全")
    expect(page.get_by_role("region", name="网络课件学时").get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("region", name="本人和单位")).to_contain_text("登记所在单位")
    with page.expect_download() as saved:
        applicant.press("下载全部记录")
    told = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert told["years"][0]["declarations"][0]["claim"]["activities"][0]["title"] == "Award"
    verify_axe(page, "record")
    verify_no_sideways_scroll(page, "record")


def test_a_notice_shows_its_last_day_and_the_year_is_registered_when_it_has_run(
    applicant: Applicant, registry: Registry
) -> None:
    case = registry.declare()
    registry.decide("verification", case, remark="材料齐全")
    page = applicant.sign_in().page
    expect(page.locator(".year-card", has_text="2026")).to_contain_text("公示到2026年3月9日")
    applicant.open_year()
    expect(applicant.row("公示")).to_have_text("2026年3月2日至2026年3月9日")
    expect(page.locator(".history")).to_contain_text("材料齐全")
    registry.turn_to("2026-03-10")
    page.reload()
    expect(page.locator("#standing-title")).to_have_text("已登记")
    expect(applicant.row("下一步")).to_have_text("已办结")
    applicant.press("返回")
    expect(page.locator(".year-card", has_text="2026")).to_contain_text("公示已于2026年3月9日结束")


def test_a_complete_year_has_a_certificate_on_paper_and_a_new_one_when_hours_come_later(
    applicant: Applicant, registry: Registry
) -> None:
    registry.decide("verification", registry.declare(facts=EXAM))
    page = applicant.sign_in("/portal/#/2026").page
    expect(page.locator("#certificate-title")).to_have_count(0)
    registry.turn_to("2026-03-10")
    page.reload()
    expect(applicant.row("下一步")).to_have_text("可以签发证书")
    with page.expect_download() as download:
        applicant.press("签发并打印证书")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    number = applicant.row("证书编号").text_content()
    expect(page.locator(".history li").first).to_contain_text("签发登记证书")
    registry.complete("demo-applicant", hours=5)
    page.reload()
    expect(page.locator(".warn")).to_contain_text("已不是最新")
    with page.expect_download():
        applicant.press("签发新的证书")
    expect(applicant.row("证书编号")).not_to_have_text(str(number))
    expect(page.locator(".warn")).to_have_count(0)


def test_a_registered_year_that_is_short_says_why_it_has_no_certificate(
    applicant: Applicant, registry: Registry
) -> None:
    registry.decide("verification", registry.declare())
    registry.turn_to("2026-03-10")
    page = applicant.sign_in("/portal/#/2026").page
    certificate = page.get_by_role("region", name="登记证书")
    expect(certificate).to_contain_text("2026年度未完成规定学时")
    expect(certificate.get_by_role("button")).to_have_count(0)


def test_the_filing_days_and_the_rules_are_told_and_a_closed_year_is_not_offered(
    applicant: Applicant, registry: Registry
) -> None:
    page = applicant.sign_in("/portal/#/2026").page
    page.get_by_text("申报时间和适用的规则").click()
    expect(applicant.row("申报时间")).to_contain_text("没有设定")
    expect(applicant.row("规则版本")).to_have_text("2025.1")
    window = {"opens": "2026-04-01", "closes": "2026-04-30", "revision": 0}
    registry.as_("demo-administrator").post("/api/verifier/settings/windows/2026", window, method="PUT")
    page.reload()
    expect(page.locator(".hindrance")).to_contain_text("2026年度的申报自2026年4月1日起受理")
    expect(page.get_by_role("button", name="查看所在单位")).to_have_count(0)  # nothing there would help
    expect(page.get_by_role("button", name="申报这一年")).to_have_count(0)


def test_the_browser_goes_back_and_forth_between_the_pages(applicant: Applicant) -> None:
    page = applicant.sign_in().page
    applicant.open_year()
    applicant.begin()
    page.go_back()
    applicant.expect_title("2026年度")
    page.go_back()
    applicant.expect_title("我的学时")
    page.go_forward()
    applicant.expect_title("2026年度")


def test_an_answer_that_comes_late_does_not_take_the_place_of_the_page_that_is_shown(
    applicant: Applicant,
) -> None:
    page = applicant.sign_in().page
    held: list[Route] = []
    year = "**/api/applicant/years/2025"

    def hold(route: Route) -> None:
        held.append(route)

    page.route(year, hold, times=1)
    with page.expect_request(year):
        page.goto("/portal/#/2025")
    page.goto("/portal/#/2026")
    expect(page.locator("#page-title")).to_have_text("2026年度")
    with page.expect_response(year):
        held[0].continue_()
    applicant.expect_title("2026年度")


def test_an_address_that_leads_nowhere_says_so(applicant: Applicant, watches: list[Watch]) -> None:
    watches[-1].allow("404|422")
    applicant.sign_in("/portal/#/1999")
    expect(applicant.page.locator("#errors")).to_be_visible()
    applicant.press("返回")
    applicant.expect_title("我的学时")
