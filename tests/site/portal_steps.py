"""What an applicant does on the portal, step by step, for the tests to tell in sentences."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.site.registry import PDF, sign_in

NUMBER = "340881199001010042"  # of the right form and nobody's
CERTIFICATE = {"name": "获奖证书.pdf", "mimeType": "application/pdf", "buffer": PDF}


class Applicant:
    """Somebody at the portal; every step waits for what it brings about."""

    def __init__(self, page: Page, account: str = "demo-applicant") -> None:
        self.page, self.account = page, account

    def sign_in(self, address: str = "/portal/") -> "Applicant":
        """Sign in, and see one's own pages."""
        sign_in(self.page, self.account, address)
        expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")
        return self

    def sign_out(self) -> None:
        """Sign out, and see it."""
        self.page.get_by_role("button", name="退出").click()
        expect(self.page.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()

    def press(self, name: str) -> None:
        """Press a button by its name, once the page has come to rest."""
        expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")
        self.page.get_by_role("main").get_by_role("button", name=name).click()

    def expect_title(self, text: str | re.Pattern[str]) -> None:
        """The page is this one, and read from its heading on."""
        expect(self.page.locator("#page-title")).to_have_text(text)
        expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")

    def enrol(self, name: str = "演示新人", number: str = NUMBER) -> None:
        """Say who one is."""
        self.page.locator("#f-name").fill(name)
        self.page.locator("#f-id_number").fill(number)
        self.press("登记")

    def work_at(self, region: str, employer: str) -> None:
        """Say where one works."""
        self.page.get_by_label("在单位工作").check()
        self.page.locator("#f-region").select_option(region)
        self.page.get_by_label(employer).check()
        self.press("保存")

    def open_year(self, year: int = 2026) -> None:
        """Open a year from the first page."""
        self.page.locator(".year-card", has_text=str(year)).click()
        self.expect_title(f"{year}年度")

    def begin(self) -> None:
        """Begin to declare the year that is open."""
        self.press("申报这一年")
        self.expect_title(re.compile("您做了什么"))

    def add_award(self, title: str = "安徽省科学技术进步奖", place: int = 1) -> None:
        """Enter a provincial second prize: 40 hours, 3 less for each further place."""
        before = self.page.locator(".entry").count()
        if before:
            self.press("再添一项")
        self.page.locator(".card", has_text="奖项、专利类").click()
        for choice in ("省部级奖", "二等奖"):
            self.page.get_by_label(choice, exact=True).check()
        self.page.locator("#f-place").fill(str(place))
        self.page.locator("#f-date-m").fill("1")
        self.page.locator("#f-date-d").fill("15")
        self.page.locator("#f-title").fill(title)
        self.press("添加")
        expect(self.page.locator(".entry .tag")).to_have_count(before + 1)

    def on_to_evidence(self) -> None:
        """Go on to the evidence."""
        self.press("继续")
        self.expect_title("上传证明材料")

    def choose_files(self, *files: Any) -> None:
        """Choose files for the one activity."""
        self.page.locator("input[type=file]").set_input_files(list(files or [CERTIFICATE]))

    def upload(self, *files: Any) -> None:
        """Choose files and wait until they have arrived."""
        self.choose_files(*files)
        expect(self.page.locator(".files .state.done")).to_have_count(len(files) or 1)

    def on_to_check(self) -> None:
        """Go on to the last look."""
        self.press("继续")
        self.expect_title("检查一遍，再提交")

    def agree(self) -> None:
        """Say that one has checked and knows that it is final."""
        self.page.locator("#agree").check()

    def declare(self) -> None:
        """From one's first page to the receipt."""
        self.open_year()
        self.begin()
        self.add_award()
        self.on_to_evidence()
        self.upload()
        self.on_to_check()
        self.agree()
        self.press("提交申报")
        self.expect_title("2026年度申报已提交")

    def row(self, term: str) -> Locator:
        """What stands beside a term."""
        return self.page.locator(".terms > div", has=self.page.get_by_text(term, exact=True)).locator("dd")

    def entry(self, title: str) -> Locator:
        """One activity of the list."""
        return self.page.locator(".entry", has=self.page.get_by_role("heading", name=title, exact=True))

    def errors(self) -> Locator:
        """The summary of what went wrong; focus is on it."""
        expect(self.page.locator("#errors")).to_be_focused()
        return self.page.locator("#errors")
