"""The whole path of a year as six people walk it, by clicks alone: the provincial office opens the year, the applicant estimates and
declares, the employer verifies, a visitor objects, a committee verifies the certificate from its paper, and the bureau above annuls.
"""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from ahce_core.registration.answers import Answer
from functions.services.demonstration import COUNTY
from tests.site.calculator_steps import Calculator
from tests.site.conftest import DESKTOP, PHONE, OpenContext, Watch
from tests.site.portal_steps import CERTIFICATE, Applicant
from tests.site.registry import PDF, Registry, choose_account, sign_in
from tests.site.test_certificate_journey import at, code_on
from tests.site.test_review import PDF_VIEWER, decide, to_case
from tests.site.test_verify import answered, drop

pytestmark = pytest.mark.browser
NAME = "演示申报人"
REGISTERED = "2026-03-10"  # the notice of 2 March has run


def test_from_an_estimate_to_an_annulled_certificate(
    registry: Registry, open_registry: OpenContext, watches: list[Watch]
) -> None:
    def person(**device: object) -> Page:
        page = open_registry(**device).new_page()
        watches[-1].origins += PDF_VIEWER
        return page

    open_the_year(person(**DESKTOP))
    applicant = Applicant(person(**PHONE))
    estimate_and_declare(applicant)

    employer = to_case(person(**DESKTOP), "demo-employer", NAME)
    act(employer, "要求补充材料", "要补充什么", "请补充合格证书原件扫描件。", "待补充材料")

    applicant.page.goto("/portal/#/2026")
    applicant.press("补充材料")
    applicant.upload({**CERTIFICATE, "buffer": PDF + b"the original"})
    applicant.press("提交材料")
    expect(applicant.page.locator("#standing-title")).to_have_text("待核验")

    employer.reload()
    act(employer, "核验通过", "登记台账编号", "T-7", "公示中")

    visitor = person(**PHONE)
    visitor.goto(f"/notices/#{COUNTY}")
    visitor.get_by_role("row", name=NAME).get_by_role("link", name="提出异议").click()
    visitor.get_by_label("异议的理由").fill("证书不是他本人的。")
    visitor.get_by_role("button", name="提出异议").click()
    expect(visitor.get_by_role("heading", name="异议已提出")).to_be_visible()

    employer.reload()
    expect(decide(employer)).to_contain_text("证书不是他本人的。")
    act(employer, "异议不成立", "理由", "经向发证机关核实，属实。", "公示中")

    registry.turn_to(REGISTERED)
    paper = print_certificate(applicant)
    visitor.goto(f"/notices/?again#{COUNTY}")
    expect(visitor.locator("main")).to_contain_text("这里现在没有公示")

    committee = at(person(**DESKTOP), REGISTERED)
    committee.goto(code_on(paper))
    answered(committee, Answer.VALID)
    expect(committee.locator(".says")).to_contain_text(NAME)
    committee.get_by_role("button", name="验证另一份").click()
    drop(committee, ("证书.pdf", paper))
    answered(committee, Answer.VALID)
    expect(committee.locator(".rows")).to_contain_text("监理工程师")

    annul(person(**DESKTOP))
    committee.get_by_role("button", name="验证另一份").click()
    drop(committee, ("证书.pdf", paper))
    answered(committee, Answer.REVOKED)
    applicant.page.reload()
    figures = applicant.page.get_by_role("region", name="学时", exact=True)
    expect(figures).to_contain_text("申报的学时不作数")
    expect(figures).not_to_contain_text("已达到年度要求")


def open_the_year(page: Page) -> None:
    """The provincial office says when declarations are taken."""
    sign_in(page, "demo-administrator", "/review/#settings/2026")
    page.get_by_label("开始日期").fill("2026-03-01")
    page.get_by_label("截止日期").fill("2026-12-31")
    page.get_by_role("button", name="保存 申报时间").click()
    expect(page.locator("#set-done")).to_be_focused()


def estimate_and_declare(applicant: Applicant) -> None:
    """Estimate a year in the calculator, take it to the portal, declare it with evidence."""
    page = applicant.page
    calculator = Calculator(page).open()
    calculator.add("专业技术资格", title="监理工程师")
    calculator.expect_figures(90, 60)
    page.get_by_role("link", name="申报2026年度").click()
    page.get_by_role("main").get_by_role("button", name="登录").click()
    choose_account(page, applicant.account)
    applicant.expect_title("2026年，您做了什么？")
    applicant.on_to_evidence()
    applicant.upload()
    applicant.on_to_check()
    applicant.agree()
    applicant.press("提交申报")
    applicant.expect_title("2026年度申报已提交")


def act(page: Page, action: str, field: str, words: str, status: str) -> None:
    """One act of a verifier: choose it, say what it asks for, confirm, and see where the declaration stands."""
    decide(page).get_by_role("button", name=action).click()
    page.get_by_label(field).fill(words)
    page.get_by_role("button", name=f"确认{action}").click()
    expect(page.locator("#outcome-title")).to_have_text(f"{action}。现在：{status}")


def print_certificate(applicant: Applicant) -> bytes:
    """Issue and print the certificate of the year, as its holder does; one page of paper."""
    page = applicant.page
    page.goto("/portal/#/2026")
    page.reload()
    expect(page.locator("#standing-title")).to_have_text("已登记")
    with page.expect_download() as download:
        applicant.press("签发并打印证书")
    paper = Path(download.value.path()).read_bytes()
    assert len(pypdfium2.PdfDocument(paper)) == 1
    return paper


def annul(page: Page) -> None:
    """The bureau above annuls the registration, with its reason."""
    sign_in(page, "demo-supervisor", "/review/")
    page.get_by_role("link", name="桐城市").click()
    page.get_by_role("link", name="全部申报 演示单位").click()
    page.get_by_label("年度").select_option("2026")
    page.get_by_role("link", name=NAME).click()
    act(page, "撤销登记", "理由", "证书系伪造。", "登记已撤销")
