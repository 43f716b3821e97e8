"""What a person does on the calculator's page, step by step, for the tests to tell in sentences."""

import json
import re

from playwright.sync_api import Locator, Page, expect

ADDRESS = "/calculator/"


class Calculator:
    """The calculator on a page; every step waits for what it brings about."""

    def __init__(self, page: Page, titles: bool = True) -> None:
        self.page = page
        self.titles = titles  # whether the person gives what they did a title

    def open(self, address: str = ADDRESS) -> "Calculator":
        """Open it; the form is there before Python is."""
        self.page.goto(address)
        expect(self.page.locator("#page-title")).to_be_visible()
        return self

    def choose(self, item: str, kind: str | None = None) -> None:
        """Choose one of the twelve items, from the year's page or from the list of items."""
        if self.page.locator(".card").count() == 0:
            self.page.locator("button.add").click()
        self.page.locator(".card", has_text=item).click()
        if kind:
            self.page.locator("form .segments").get_by_text(kind, exact=True).click()

    def fill(self, *choices: str, month: int = 3, day: int = 1, **texts: object) -> None:
        """Fill in the form: choices by their labels, other fields by their names."""
        for choice in choices:
            self.page.get_by_label(choice, exact=True).check()
        for name, text in texts.items():
            self.page.locator(f"#f-{name}").fill(str(text))
        self.page.locator("#f-date-m").fill(str(month))
        self.page.locator("#f-date-d").fill(str(day))

    def save(self) -> None:
        """Save the form, and come back to the year's page."""
        self.page.locator("button[type=submit]").click()
        expect(self.page.locator("#list-title")).to_be_visible()

    def add(self, item: str, *choices: str, kind: str | None = None, **texts: object) -> None:
        """Add one activity and wait until it is assessed."""
        before = self.page.locator(".list .entry").count()
        self.choose(item, kind)
        self.fill(*choices, **texts)  # type: ignore[arg-type]
        self.save()
        expect(self.page.locator(".list .entry .tag")).to_have_count(before + 1)

    def add_award(self, place: object = 2) -> None:
        """A provincial second prize: 40 hours, 3 less for each place after the first."""
        title = {"title": "安徽省科学技术进步奖"} if self.titles else {}
        self.add("奖项、专利类", "省部级奖", "二等奖", place=place, **title)

    def add_courseware(self, hours: object = 12.5, subject: str = "公需科目") -> None:
        """Online courseware, which adds on top."""
        self.add("网络课件类", subject, rated_hours=hours)

    def add_sci_paper(self) -> None:
        """An SCI paper by neither first nor corresponding author, which opens a reading."""
        self.add("论文、著作类", "SCI收录", "其他作者")

    def expect_figures(self, total: object, professional: object) -> None:
        """The summary shows these hours."""
        numbers = self.page.locator(".sum .meter .number")
        expect(numbers.nth(0)).to_have_text(str(total))
        expect(numbers.nth(1)).to_have_text(str(professional))

    def entry(self, title: str) -> Locator:
        """One entry of the list."""
        return self.page.locator(".list .entry", has=self.page.locator("h3", has_text=title))

    def kept(self) -> object:
        """What the device holds of it."""
        text = self.page.evaluate("localStorage.getItem('calculator.draft')")
        return json.loads(text) if text else None

    def expect_kept(self, count: int) -> None:
        """This page knows that the device holds so many activities of 2026."""
        known = self.page.evaluate(
            """async (count) => {
              const look = () => JSON.parse(localStorage.getItem("calculator.draft")).draft.years[2026].done.length;
              for (let left = 1200; look() !== count && left > 0; left -= 1) {
                await new Promise((later) => setTimeout(later, 50));
              }
              return look();
            }""",
            count,
        )
        assert known == count

    def display(self, setting: str) -> None:
        """Choose a setting by its label in the display sheet, and close the sheet."""
        summary = self.page.locator(".display > summary")
        summary.click()
        self.page.locator(".sheet").get_by_text(setting, exact=True).click()
        summary.click()

    def to_english(self) -> None:
        """Switch to English."""
        self.page.get_by_role("button", name="English").click()
        expect(self.page.locator("html")).to_have_attribute("lang", "en")

    def copied(self, button: str) -> str:
        """Click a button that copies, and read the clipboard."""
        self.page.evaluate("navigator.clipboard.writeText('')")
        self.page.get_by_role("button", name=re.compile(button)).first.click()
        expect(self.page.locator(".toast")).to_be_visible()
        return str(
            self.page.evaluate(
                """async () => {
                  let text = await navigator.clipboard.readText();
                  for (let left = 1200; text === "" && left > 0; left -= 1) {
                    await new Promise((later) => setTimeout(later, 50)); // the toast may be of an earlier copy
                    text = await navigator.clipboard.readText();
                  }
                  return text;
                }"""
            )
        )
