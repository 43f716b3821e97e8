"""A year's whole path through the pages alone, as five people walk it, each at a device of their own.

estimate → declare with evidence → ask for more → supplement → verify → notice → objection dismissed → registered
"""

import pytest
from playwright.sync_api import Page, expect

from functions.services.demonstration import COUNTY
from tests.site.calculator_steps import Calculator
from tests.site.conftest import DESKTOP, PHONE, OpenContext, Watch
from tests.site.portal_steps import CERTIFICATE, Applicant
from tests.site.registry import PDF, Registry, choose_account, sign_in
from tests.site.test_review import PDF_VIEWER

pytestmark = pytest.mark.browser


def test_five_people_walk_a_year_from_its_estimate_to_its_registration(
    open_registry: OpenContext, registry: Registry, watches: list[Watch]
) -> None:
    def at(**device: object) -> Page:
        page = open_registry(**device).new_page()
        watches[-1].origins += PDF_VIEWER
        return page

    # the administrator opens the year
    office = sign_in(at(**DESKTOP), "demo-administrator", "/review/#settings/2026")
    office.get_by_label("开始日期").fill("2026-03-01")
    office.get_by_label("截止日期").fill("2026-12-31")
    office.get_by_role("button", name="保存 申报时间").click()
    expect(office.locator("#set-done")).to_be_focused()

    # the applicant estimates, and declares what was estimated
    applicant = Applicant(at(**PHONE))
    calculator = Calculator(applicant.page).open()
    applicant.page.locator(".years button", has_text="2026").click()
    calculator.add_award(place=1)
    applicant.page.get_by_role("link", name="申报2026年度").click()
    applicant.page.get_by_role("main").get_by_role("button", name="登录").click()
    choose_account(applicant.page, "demo-applicant")
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    applicant.press("提交申报")
    applicant.expect_title("2026年度申报已提交")

    # the verifier asks for more
    bench = sign_in(at(**DESKTOP), "demo-employer", "/review/")
    bench.get_by_role("link", name="演示申报人").click()
    bench.get_by_role("button", name="要求补充材料").click()
    bench.get_by_label("要补充什么").fill("请补充证书背面。")
    bench.get_by_role("button", name="确认要求补充材料").click()
    expect(bench.locator("#outcome-title")).to_have_text("要求补充材料。现在：待补充材料")

    # the applicant adds it
    applicant.page.goto("/portal/#/2026")
    expect(applicant.page.locator(".asked")).to_have_text("请补充证书背面。")
    applicant.press("补充材料")
    applicant.upload({**CERTIFICATE, "buffer": PDF + b"reverse"})
    applicant.press("提交材料")
    expect(applicant.page.locator("#standing-title")).to_have_text("待核验")

    # the verifier verifies
    bench.reload()
    expect(bench.locator(".files button")).to_have_count(2)
    bench.get_by_role("button", name="核验通过").click()
    bench.get_by_role("button", name="确认核验通过").click()
    expect(bench.locator("#outcome-title")).to_have_text("核验通过。现在：公示中")

    # anybody objects
    visitor = at(**PHONE)
    visitor.goto(f"/notices/#{COUNTY}")
    visitor.get_by_role("row", name="演示申报人").get_by_role("link", name="提出异议").click()
    visitor.get_by_label("异议的理由").fill("听说证书不是他本人的。")
    visitor.get_by_role("button", name="提出异议").click()
    expect(visitor.get_by_role("heading", name="异议已提出")).to_be_focused()

    # the verifier dismisses it
    bench.reload()
    bench.get_by_role("button", name="异议不成立").click()
    bench.get_by_label("理由").fill("已向发证机关核实。")
    bench.get_by_role("button", name="确认异议不成立").click()
    expect(bench.locator("#outcome-title")).to_have_text("异议不成立。现在：公示中")

    # and when the notice has run, the applicant is registered, nobody sees the notice, those above see the record
    registry.turn_to("2026-03-10")
    applicant.page.reload()
    expect(applicant.page.locator("#standing-title")).to_have_text("已登记")
    visitor.goto(f"/notices/?again#{COUNTY}")
    expect(visitor.locator("main")).to_contain_text("这里现在没有公示")
    above = sign_in(at(**DESKTOP), "demo-supervisor", f"/review/#all/employer/{registry.employer()}/2026")
    above.get_by_role("link", name="演示申报人").click()
    expect(above.locator(".history li")).to_have_count(6)
    expect(above.get_by_role("button", name="撤销登记")).to_be_visible()
