"""The policy docs as built: the law to the letter, links that lead somewhere, search in Chinese, readable by everybody."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

import pytest
from mkdocs.config import load_config
from playwright.sync_api import BrowserContext, Page, expect

from ahce_core import api
from ahce_core.registration.routing import EmployerKind
from ahce_core.registration.verification import RefusalRule
from ahce_core.registration.workflow import Status
from functions.local.app import application
from tests.site.access import verify_axe
from tools import docs
from tools.build import POLICY
from tools.docs_regulation import SOURCE, regulation

BUILT = docs.ROOT / "build" / "site"
ORIGIN = "http://127.0.0.1:8000"
FAMILIES = (
    "calculator",
    "staff",
    "assets",
    "portal",
    "review",
    "notices",
    "verify",
)  # folders of the site that are not the docs'
SHOWN = (
    "/",
    "/regulation/",
    "/year/",
    "/registration/",
    "/bench/",
    "/certificates/committees/",
    "/items/",
    "/items/1/",
    "/readings/",
    "/ours/",
    "/examples/",
    "/glossary/",
    "/architecture/",
    "/json/",
    "/en/",
    "/en/year/",
    "/en/readings/",
    "/en/registration/",
    "/en/committees/",
    "/en/operate/",
)


class Parsed(HTMLParser):
    """One built page: its anchors, its links, what an attribute would run or fetch, and the law's text in it."""

    VOID = frozenset({"br", "wbr", "img", "input", "link", "meta", "hr", "path", "rect", "circle"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.styled: list[str] = []
        self.law = ""
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif "href" in given or "src" in given:
            self.fetched.append(given.get("src", given.get("href", "")))
        if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.styled.append(f"{tag} {given}")
        if tag not in self.VOID:
            self._open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in self.VOID and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = {name for _, given in self._open for name in given.split()}
        if "regulation" in classes and not classes & {"added", "headerlink"}:
            self.law += data


@cache
def parsed(path: Path) -> Parsed:
    return Parsed(path.read_text("utf-8"))


def pages() -> Iterator[tuple[str, Path]]:
    """Every page of the docs by its address."""
    for path in sorted(BUILT.rglob("*.html")):
        inner = path.relative_to(BUILT)
        if inner.parts[0] not in FAMILIES and inner.name == "index.html":
            yield "/" + inner.as_posix().removesuffix("index.html"), path


Served = Callable[[str], Parsed | None]


@pytest.fixture
def served(site: str, tmp_path: Path) -> Served:
    """What the embedded server answers to a path, pages and API together; None where that is no page."""
    app = application(tmp_path, ORIGIN, BUILT, POLICY)

    @cache
    def answer(path: str) -> Parsed | None:
        environ: dict[str, Any] = {
            "HTTP_HOST": urlsplit(ORIGIN).netloc,
            "PATH_INFO": path.encode().decode("latin-1"),
        }
        setup_testing_defaults(environ)
        status = []
        body = b"".join(app(environ, lambda line, _: status.append(line)))
        return Parsed(body.decode()) if status == ["200 OK"] else None

    return answer


@pytest.mark.usefixtures("site")
class TestWhatWasBuilt:
    def test_the_regulation_page_is_the_official_text_to_the_letter(self) -> None:
        shown = parsed(BUILT / "regulation/index.html").law
        assert "".join(shown.split()) == "".join(SOURCE.read_text("utf-8").split())

    def test_every_address_of_the_regulation_and_of_the_catalogue_has_its_anchor(self) -> None:
        anchors = parsed(BUILT / "regulation/index.html").anchors
        catalogue = json.loads(api.describe())
        named = {one["anchor"] for part in ("items", "kinds", "readings") for one in catalogue[part]}
        assert {one.anchor for one in regulation().citations()} | named <= anchors

    def test_every_item_and_every_reading_has_its_page_and_its_place(self) -> None:
        catalogue = json.loads(api.describe())
        for kind in catalogue["kinds"]:
            held = parsed(BUILT / f"items/{kind['item']}/index.html").anchors
            assert {f"{kind['kind']}-hours", f"{kind['kind']}-conditions", f"{kind['kind']}-evidence"} <= held
        for folder in ("readings", "en/readings"):
            anchors = parsed(BUILT / folder / "index.html").anchors
            assert {one["reading"] for one in catalogue["readings"]} <= anchors

    def test_registration_is_told_as_the_core_has_it(self) -> None:
        page = (BUILT / "registration/index.html").read_text("utf-8")
        told = " ".join(re.sub(r"<[^>]*>", " ", page).split())
        for choice in (*Status, *EmployerKind, *RefusalRule):
            assert choice.text.zh in told
        for opened, last in (
            ("2026-11-23（周一）", "2026-11-30（周一）"),
            ("2025-01-20（周一）", "2025-01-26（周日，上班）"),
        ):
            assert f"{opened} {last}" in told

    def test_every_case_is_shown_among_the_worked_examples(self) -> None:
        shown = set[str]()
        for _, path in pages():
            if path.is_relative_to(BUILT / "examples"):
                shown |= parsed(path).anchors
        assert {path.stem for path in (docs.ROOT / "tests/cases").glob("*.json")} <= shown

    def test_every_link_leads_to_a_page_and_an_anchor_where_the_back_end_runs(self, served: Served) -> None:
        """Beside the API, which takes paths of its own away from the pages."""
        broken = []
        for page in BUILT.rglob("*.html"):
            address = "/" + page.relative_to(BUILT).as_posix().removesuffix("index.html")
            for link in (address, *parsed(page).links):
                target = urlsplit(urljoin(ORIGIN + address, link))
                found = served(unquote(target.path))
                if (
                    f"{target.scheme}://{target.netloc}" != ORIGIN
                    or found is None
                    or (target.fragment and unquote(target.fragment) not in found.anchors)
                ):
                    broken.append(f"{address} → {link}")
        assert broken == []

    def test_no_page_fetches_from_elsewhere_or_has_an_inline_style_or_handler(self) -> None:
        for address, path in pages():
            page = parsed(path)
            assert [one for one in page.fetched if urlsplit(one).netloc] == [], address
            assert page.styled == [], address

    def test_no_heading_of_a_table_is_empty(self) -> None:
        bare = {str(path) for _, path in pages() if re.search(r"<th[^>]*>\s*</th>", path.read_text("utf-8"))}
        assert bare == set()

    def test_the_two_languages_say_which_they_are(self) -> None:
        for address, path in pages():
            language = "en" if address.startswith("/en/") else "zh"
            assert f'<html lang="{language}"' in path.read_text("utf-8"), address

    @pytest.mark.xdist_group("the docs' stage")  # which this one lays anew, and the one below looks for
    def test_a_build_writes_its_output_and_nothing_among_the_sources(self, tmp_path: Path) -> None:
        def state() -> dict[Path, tuple[int, int]]:
            found = (path for folder in ("docs", "site") for path in (docs.ROOT / folder).rglob("*"))
            return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in found if path.is_file()}

        before = state()
        docs.build(tmp_path / "pages")
        assert state() == before
        assert (tmp_path / "pages/en/index.html").is_file()

    @pytest.mark.xdist_group("the docs' stage")
    @pytest.mark.parametrize("language", sorted(docs.CONFIGS))
    def test_even_a_bare_mkdocs_run_would_write_under_build(self, language: str) -> None:
        config = load_config(str(docs.CONFIGS[language]))
        assert Path(config.site_dir).is_relative_to(docs.ROOT / "build")
        assert Path(config.docs_dir).is_relative_to(docs.ROOT / "build")


OpenContext = Callable[..., BrowserContext]


@pytest.mark.browser
class TestInABrowser:
    def test_the_landing_page_leads_into_the_calculator(self, phone: Page) -> None:
        phone.goto("/")
        expect(phone.get_by_role("link", name="打开计算器")).to_have_attribute("href", "/calculator/")
        expect(phone.get_by_role("heading", level=1)).to_have_count(1)

    @pytest.mark.parametrize(
        ("words", "address", "section"),
        [
            ("公需科目", "/year/", "专业和公需，自己分"),
            ("科目", "/readings/", "培训班学的是公需科目"),
            ("乡村振兴", "/items/2/", "（二）重大工作类"),
            ("就高", "/year/", "就高，只选一项"),
            ("皖人社函", "/readings/", "还不知道的"),
            ("90学时", "/year/", "90和60"),
            ("2025年", "/year/", "从2025年起"),
            ("SCI论文", "/items/4/", "SCI"),
            ("网课", "/items/12/", "（十二）网络课件类"),
            ("二级建造师", "/items/8/", "（八）资格考试类"),
            ("结转", "/year/", "不跨年"),
            ("补学时", "/year/", "常见问题"),
        ],
    )
    def test_search_finds_chinese_words_where_they_are_explained(
        self, page: Page, site: str, words: str, address: str, section: str
    ) -> None:
        page.goto("/")
        page.get_by_role("textbox", name="搜索").click()
        page.keyboard.insert_text(words)
        page.keyboard.press("Shift")  # typed Chinese raises no keyup of its own
        first = page.locator(".md-search-result__item").first
        expect(first.locator("a").first).to_have_attribute("href", site + address)
        assert section in first.inner_text().replace("\u200b", "")

    def test_search_in_the_english_part_finds_english(self, page: Page) -> None:
        page.goto("/en/")
        page.get_by_role("textbox", name="Search").fill("courseware")
        page.keyboard.press("Shift")
        expect(page.locator(".md-search-result__item").first).to_be_visible()

    def test_an_anchor_of_the_law_brings_its_item_into_sight(self, phone: Page) -> None:
        phone.goto("/regulation/#article-12-4")
        expect(phone.locator("#article-12-4")).to_be_in_viewport()

    @pytest.mark.parametrize("address", SHOWN)
    def test_nothing_is_wider_than_a_small_phone(self, open_context: OpenContext, address: str) -> None:
        page = open_context(viewport={"width": 320, "height": 640}).new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [390, 1280])
    @pytest.mark.parametrize("address", SHOWN)
    def test_axe_finds_nothing(
        self,
        open_context: OpenContext,
        screenshot: Callable[[Page, str], Path],
        address: str,
        width: int,
        scheme: str,
    ) -> None:
        page = open_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
        page.goto(address)
        drawn = "slate" if scheme == "dark" else "default"
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", drawn)
        verify_axe(page, address, colours=scheme == "dark")
        name = address.strip("/").replace("/", "-") or "home"
        screenshot(page, f"docs-{name}-{width}-{scheme}")
