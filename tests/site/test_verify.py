"""Anybody verifies a certificate in the browser: from its link or its PDF, offline too; nothing forged is ever called valid."""

import csv
import json
import os
import re
import shutil
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from ahce_core.registration.answers import Answer
from ahce_core.registration.credential import status_path
from ahce_core.registration.status_list import CertificateStatus
from ahce_core.wording import Text
from functions.adapters.paper import TypstPaper
from functions.ports import SHANGHAI, Authority
from tests.certificates import (
    DAY,
    NAME,
    NAME_EN,
    Sample,
    SampleIssuer,
    embedded,
    forgeries,
    presentations,
    unfit_lists,
)
from tests.site.conftest import DESKTOP, PHONE, Watch
from tools import build
from tools.serve import Server

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
Screenshot = Callable[[Page, str], Path]
KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((claimed) => navigator.serviceWorker.addEventListener("controllerchange", claimed));
  }
}
"""
CHECK_ALL = """
async ([issuers, tokens, now]) => {
  const { check, pinned } = await import("/verify/check.js");
  const keys = pinned(JSON.parse(issuers));
  return Promise.all(tokens.map((token) => check(token, null, keys, now)));
}
"""
PRESENTED_BY_ALL = """
async (files) => {
  const { fromFile } = await import("/verify/presented.js");
  const found = [];
  for (const file of files) {
    found.push(await fromFile(Uint8Array.from(atob(file), (character) => character.charCodeAt(0))));
  }
  return found;
}
"""
IMPATIENT = """
const waiting = [];
AbortSignal.timeout = () => {
  waiting.push(new AbortController());
  return waiting.at(-1).signal;
};
window.losePatience = () => waiting.forEach((one) => one.abort(new DOMException("it took too long", "TimeoutError")));
"""
STATUS_OF_ALL = """
async ([issuers, token, rows, lists, now]) => {
  const { check, pinned, withStatus } = await import("/verify/check.js");
  const keys = pinned(JSON.parse(issuers));
  const finding = await check(token, rows, keys, now);
  return Promise.all(lists.map((list) => withStatus(finding, list, keys, now)));
}
"""


class Office:
    """A site that issues certificates: its own copy of the built one, its issuers file and its status lists."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        shutil.copytree(build.SITE, self.site, copy_function=os.link)
        self.server = Server(port=0, site=self.site, quiet=True)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.origin = self.server.address
        self.issuer = SampleIssuer(folder, self.origin, now=int(time.time()))
        self.paper = TypstPaper()
        build.replace(self.site / "verify/issuers.json", self.issuer.issuers().encode())

    def link(self, sample: Sample) -> str:
        return f"{self.origin}/verify/#{sample.token}"

    def pdf(self, sample: Sample) -> bytes:
        authority = Authority(self.origin, Text(NAME, NAME_EN))
        return self.paper.render(sample.credential, token=sample.token, rows=sample.rows, authority=authority)

    def publish(
        self, sample: Sample, status: CertificateStatus = CertificateStatus.VALID, **changes: object
    ) -> None:
        """The status list that says so of a certificate."""
        path = status_path(sample.credential.year, sample.credential.place[0])
        build.replace(
            self.site / path.removeprefix("/"), self.issuer.status(sample, status, **changes).encode()
        )

    def withhold(self) -> None:
        """No status list is to be had."""
        shutil.rmtree(self.site / "api", ignore_errors=True)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def office(site: str, tmp_path: Path) -> Iterator[Office]:
    running = Office(tmp_path)
    yield running
    running.close()


@pytest.fixture
def open_office(office: Office, open_context: OpenContext, watches: list[Watch]) -> OpenContext:
    """Opens a watched browser context over the office, which stays until they are closed."""

    def opened(**options: object) -> BrowserContext:
        context = open_context(**{"base_url": office.origin} | options)
        watches[-1].origins.append(office.origin)
        watches[-1].allow("status of 404")  # a status list that is not to be had
        return context

    return opened


@pytest.fixture
def desk(open_office: OpenContext) -> Page:
    return open_office(**DESKTOP).new_page()


@pytest.fixture
def mobile(open_office: OpenContext) -> Page:
    return open_office(**PHONE).new_page()


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    page.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files],
    )


def answered(page: Page, answer: Answer) -> None:
    expect(page.locator("#verdict-title")).to_have_text(answer.text.zh)


def test_the_link_of_a_code_shows_that_it_is_valid_and_what_is_signed(mobile: Page, office: Office):
    sample = office.issuer.certificate()
    office.publish(sample)
    mobile.goto(office.link(sample))
    answered(mobile, Answer.VALID)
    expect(mobile).to_have_title(re.compile("^有效"))
    for text in ("演示持有人", "123X", "演示水利科学研究院", "2026-7K3M-9QPX-2FTW-1", NAME, "102.5"):
        expect(mobile.locator(".says")).to_contain_text(text)
    expect(mobile.locator(".items")).to_contain_text("第十二条（四）论文、著作类")
    expect(mobile.locator(".rows")).to_have_count(0)  # a code has no activities
    expect(mobile.locator(".not-proved li")).to_have_count(4)
    expect(mobile.locator(".host")).to_have_text(office.origin.removeprefix("http://"))


def test_no_request_tells_what_was_verified(mobile: Page, office: Office, watches: list[Watch]):
    sample = office.issuer.certificate()
    office.publish(sample)
    mobile.goto(office.link(sample))
    answered(mobile, Answer.VALID)
    sent = " ".join(request for request in watches[0].requests)
    assert f"GET {office.origin}/api/public/status/2026/17" in sent
    for told in (sample.token[-40:], "2026-7K3M", "123X", "31337"):
        # the address itself stays in the browser, and a port may be any number
        assert told not in sent.replace(office.link(sample), "").replace(office.origin, "")


def test_a_pdf_shows_its_activities_too(desk: Page, office: Office):
    sample = office.issuer.certificate()
    office.publish(sample)
    desk.goto("/verify/")
    drop(desk, ("证书.pdf", office.pdf(sample)))
    answered(desk, Answer.VALID)
    expect(desk.locator(".rows tbody tr")).to_have_count(3)
    expect(desk.locator(".rows")).to_contain_text("皖江地下水位预测")
    expect(desk.locator(".verdict")).to_contain_text("证书.pdf")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (CertificateStatus.REVOKED, Answer.REVOKED),
        (CertificateStatus.SUPERSEDED, Answer.SUPERSEDED),
    ],
)
def test_what_no_longer_holds_says_so(
    mobile: Page, office: Office, status: CertificateStatus, answer: Answer
):
    sample = office.issuer.certificate()
    office.publish(sample, status)
    mobile.goto(office.link(sample))
    answered(mobile, answer)
    expect(mobile.locator(".verdict")).to_contain_text(answer.hint.zh)


def test_a_missing_or_stale_status_list_leaves_the_signature_valid(mobile: Page, office: Office):
    sample = office.issuer.certificate()
    mobile.goto(office.link(sample))
    answered(mobile, Answer.NOT_CHECKED)
    office.publish(sample, exp=office.issuer.now - 1)
    mobile.reload()
    answered(mobile, Answer.NOT_CHECKED)
    expect(mobile.locator(".says")).to_contain_text("演示持有人")


def test_a_site_that_does_not_answer_is_not_waited_for(
    open_office: OpenContext, office: Office, watches: list[Watch]
):
    sample = office.issuer.certificate()
    desk = open_office(service_workers="block").new_page()  # whose requests a test cannot hold back
    watches[0].allow("ERR_|Timeout|timed out|Service Worker registration blocked")
    desk.add_init_script(IMPATIENT)
    desk.route("**/api/public/status/**", lambda route: None)
    with desk.expect_request("**/api/public/status/**"):
        desk.goto(office.link(sample))
    desk.evaluate("losePatience()")
    answered(desk, Answer.NOT_CHECKED)
    desk.route("**/verify/issuers.json", lambda route: None)
    with desk.expect_request("**/verify/issuers.json"):
        desk.reload()
    desk.evaluate("losePatience()")
    expect(desk.get_by_role("alert")).to_contain_text("没有取得签发机构名单")


def test_altered_links_and_pdfs_are_invalid_and_nothing_of_them_is_shown(desk: Page, office: Office):
    sample, other = office.issuer.certificate(), office.issuer.certificate(name="另一个人")
    mixed = ".".join([*sample.token.split(".")[:2], other.token.split(".")[2]])
    desk.goto(f"/verify/#{mixed}")
    answered(desk, Answer.INVALID)
    expect(desk.locator(".verdict")).to_contain_text("签名与内容不符")
    expect(desk.locator(".says")).to_have_count(0)
    forged = Sample(sample.token, sample.rows.replace("400", "900"), sample.credential)
    desk.get_by_role("button", name="验证另一份").click()
    drop(desk, ("改过.pdf", office.pdf(forged)))
    answered(desk, Answer.INVALID)
    expect(desk.locator(".verdict")).to_contain_text("活动明细与签名不符")
    expect(desk.locator(".says")).to_have_count(0)


def test_an_unknown_issuer_is_told_from_a_forgery_and_from_something_else(
    desk: Page, office: Office, tmp_path: Path
):
    stranger = SampleIssuer(tmp_path / "stranger", office.origin, now=office.issuer.now)
    desk.goto(office.link(stranger.certificate()))
    answered(desk, Answer.UNKNOWN_ISSUER)
    desk.get_by_role("button", name="验证另一份").click()
    drop(desk, ("别的.pdf", b"%PDF-1.7\n1 0 obj <</Length 3>> stream\nabc\nendstream endobj\n%%EOF"))
    answered(desk, Answer.NOT_A_CERTIFICATE)
    expect(desk).to_have_url(office.origin + "/verify/")


def test_a_pasted_link_is_verified_and_so_is_a_list_of_them(desk: Page, office: Office):
    sample = office.issuer.certificate()
    office.publish(sample)
    desk.goto("/verify/")
    desk.get_by_text("粘贴证书的链接").click()
    desk.get_by_label("扫描二维码得到的链接").fill(f"  {office.link(sample)}%20\n（演示）")
    desk.get_by_role("button", name="验证", exact=True).click()
    answered(desk, Answer.VALID)
    desk.get_by_role("button", name="验证另一份").click()
    expect(desk.locator("#pasted")).to_be_focused()  # for the next one, or for a whole list of them
    other = office.issuer.certificate(name="另一个人", number="2026-AAAA-BBBB-CCCC-1")
    desk.locator("#pasted").fill(f"{office.link(sample)}\n{office.link(other)}\n{office.link(other)[:-5]}\n")
    desk.get_by_role("button", name="验证", exact=True).click()
    rows = desk.locator(".pile tbody tr")
    expect(rows).to_have_count(3)
    for row, text in zip(
        rows.all(), ("演示持有人", "另一个人", Answer.NOT_A_CERTIFICATE.text.zh), strict=True
    ):
        expect(row).to_contain_text(text)


def test_several_pdfs_become_a_table_and_each_can_be_looked_at(
    desk: Page, office: Office, screenshot: Screenshot
):
    valid = office.issuer.certificate()
    gone = office.issuer.certificate(name="演示另一人", number="2026-AAAA-BBBB-CCCC-1", place=(18, 5))
    office.publish(valid)
    office.publish(gone, CertificateStatus.REVOKED)
    forged = Sample(valid.token[:-3] + "AAA", valid.rows, valid.credential)
    desk.goto("/verify/")
    drop(
        desk,
        ("一.pdf", office.pdf(valid)),
        ("二.pdf", office.pdf(gone)),
        ("三.pdf", office.pdf(forged)),
        ("四.pdf", b"%PDF-1.4\n"),
    )
    rows = desk.locator(".pile tbody tr")
    expect(rows).to_have_count(4)
    for row, answer in zip(
        rows.all(),
        (Answer.VALID, Answer.REVOKED, Answer.INVALID, Answer.NOT_A_CERTIFICATE),
        strict=True,
    ):
        expect(row).to_contain_text(answer.text.zh)
    expect(rows.nth(1)).to_contain_text("123X")  # against namesakes
    screenshot(desk, "verify-pile-1280")
    desk.get_by_role("button", name="已撤销").click()
    answered(desk, Answer.REVOKED)
    expect(desk.locator(".says")).to_contain_text("演示另一人")
    desk.get_by_role("button", name="回到列表").click()
    expect(rows).to_have_count(4)
    desk.go_forward()
    answered(desk, Answer.REVOKED)
    desk.go_back()  # as on a phone: the list is still there
    expect(rows).to_have_count(4)
    dialogs: list[str] = []
    desk.once("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    desk.reload()
    expect(desk.locator(".drop")).to_be_visible()
    assert dialogs == ["beforeunload"], "the table was not downloaded"


def test_the_table_can_be_downloaded_and_tells_what_was_given_twice(desk: Page, office: Office):
    valid = office.issuer.certificate(name="=SUM(1,2)", employer="")
    other = office.issuer.certificate(number="2026-AAAA-BBBB-CCCC-1")
    office.publish(valid)
    forged = Sample(other.token, other.rows + " ", other.credential)
    desk.goto("/verify/")
    pdf = office.pdf(valid)
    drop(
        desk,
        ("一.pdf", pdf),
        ("二.pdf", pdf + embedded(other.attachment.encode())),
        ("四.pdf", office.pdf(forged)),
    )
    expect(desk.locator(".pile tbody tr")).to_have_count(4)
    expect(desk.locator(".pile .serial", has_text="重复")).to_have_count(2)
    with desk.expect_download() as download:
        desk.get_by_role("button", name="下载表格").click()
    heading, first, second, third, fourth = csv.reader(
        download.value.path().read_text("utf-8-sig").splitlines()
    )
    assert heading[:3] == ["结果", "原因", "姓名"]
    day = datetime.fromtimestamp(valid.credential.issued, SHANGHAI).date().isoformat()
    assert first == [
        "有效", "重复", "'=SUM(1,2)", "123X", "", "2026", "102.5", "62.5", "40", "2026-7K3M-9QPX-2FTW-1", day, NAME, "一.pdf",
    ]  # fmt: skip
    assert second[-1] == "二.pdf"
    assert [*third[:3], third[-1]] == ["有效", "", "演示持有人", "二.pdf"]  # the second of a merged file
    assert fourth == ["无效", "活动明细与签名不符，可能被改动", *[""] * 10, "四.pdf"]


def test_a_file_may_be_dropped_anywhere(desk: Page, office: Office):
    sample = office.issuer.certificate()
    office.publish(sample)
    desk.goto("/verify/")
    expect(desk.locator(".drop")).to_be_visible()
    given = list(sample.attachment.encode())
    desk.evaluate(
        """(bytes) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], "certificate.json"));
          window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
        }""",
        given,
    )
    answered(desk, Answer.VALID)


def test_after_one_visit_it_verifies_without_a_network(desk: Page, office: Office, watches: list[Watch]):
    sample = office.issuer.certificate()
    office.publish(sample)
    pdf = office.pdf(sample)
    desk.goto("/verify/")
    desk.evaluate(KEPT)
    desk.context.set_offline(True)
    watches[0].allow("ERR_|Network error|issuers")
    desk.goto("/verify/")
    drop(desk, ("证书.pdf", pdf))
    answered(desk, Answer.NOT_CHECKED)
    expect(desk.locator(".rows tbody tr")).to_have_count(3)


def test_without_the_list_of_issuers_nothing_is_judged(desk: Page, office: Office):
    (office.site / "verify/issuers.json").unlink()
    desk.goto(office.link(office.issuer.certificate()))
    expect(desk.get_by_role("alert")).to_contain_text("没有取得签发机构名单")
    expect(desk.locator("#verdict-title")).to_have_count(0)


def test_no_forgery_verifies_in_the_browser(desk: Page, office: Office, tmp_path: Path):
    """The corpus of the core's test, through the page's own module; the certificate itself among them as the proof that it looks."""
    stranger = SampleIssuer(tmp_path / "stranger", office.origin, now=office.issuer.now)
    forged = list(forgeries(office.issuer, stranger))
    genuine = office.issuer.certificate().token
    desk.goto("/verify/")
    tokens = [token for _, token in forged]
    asked = [office.issuer.issuers(), [*tokens, genuine], office.issuer.now]
    *findings, last = desk.evaluate(CHECK_ALL, asked)
    assert last["answer"] == "valid"
    assert len(findings) > 1500
    for (name, _), finding in zip(forged, findings, strict=True):
        assert finding["answer"] in {"invalid", "unknown_issuer", "not_a_certificate"}, name
        assert "credential" not in finding, name


def test_the_browser_and_the_core_find_the_same(desk: Page, office: Office, tmp_path: Path):
    from ahce_cli.presented import presented
    from ahce_cli.signatures import holds
    from ahce_core.registration.presented import check, pinned

    stranger = SampleIssuer(tmp_path / "stranger", office.origin, now=office.issuer.now)
    forged = list(forgeries(office.issuer, stranger))
    keys = pinned(office.issuer.issuers())
    desk.goto("/verify/")
    asked = [office.issuer.issuers(), [token for _, token in forged], office.issuer.now]
    for (name, token), found in zip(forged, desk.evaluate(CHECK_ALL, asked), strict=True):
        finding = check(token, None, keys, office.issuer.now, holds)
        assert (found["answer"], found.get("reason")) == (finding.answer, finding.reason), name
    one, other = office.issuer.certificate(), office.issuer.certificate(name="另一个人")
    read = [(name, content) for name, content, _ in presentations(one, other)]
    links = (
        f"{office.link(one)}\r\n{office.link(other)} （演示）\n{office.link(one)}\n{office.link(other)[:-9]}…"
    )
    read += [("links", links.encode()), ("a token", f" {one.token}\n".encode())]
    read += [("10,001 links", b"#a.b.c " * 10_001), ("10,000 links", b"#a.b.c " * 10_000), ("nothing", b"")]
    files = [b64encode(content).decode() for _, content in read]
    for (name, content), found in zip(read, desk.evaluate(PRESENTED_BY_ALL, files), strict=True):
        assert [(each["token"], each["rows"]) for each in found] == list(presented(content)), name


def test_an_unfit_status_list_is_no_list(desk: Page, office: Office, tmp_path: Path):
    sample = office.issuer.certificate()
    stranger = SampleIssuer(tmp_path / "stranger", office.origin, now=office.issuer.now)
    lists = list(unfit_lists(office.issuer, stranger, sample))
    desk.goto("/verify/")
    fit = office.issuer.status(sample)
    asked = [
        office.issuer.issuers(),
        sample.token,
        sample.rows,
        [*(token for _, token in lists), fit],
        office.issuer.now,
    ]
    *found, last = desk.evaluate(STATUS_OF_ALL, asked)
    assert last["answer"] == "valid"
    for (name, _), finding in zip(lists, found, strict=True):
        assert finding["answer"] == "not_checked", name


def test_a_list_signed_by_the_issuers_next_key_counts(mobile: Page, office: Office, tmp_path: Path):
    newer = SampleIssuer(tmp_path / "newer", office.origin, now=office.issuer.now)
    (one,) = json.loads(office.issuer.issuers())
    one["keys"] += json.loads(newer.issuers())[0]["keys"]
    build.replace(office.site / "verify/issuers.json", json.dumps([one]).encode())
    sample = office.issuer.certificate()
    listed = office.site / status_path(2026, 17).removeprefix("/")
    build.replace(listed, newer.status(sample, CertificateStatus.REVOKED).encode())
    mobile.goto(office.link(sample))
    answered(mobile, Answer.REVOKED)


def test_a_key_ends(desk: Page, office: Office):
    """What the key signed before its end still holds after it; what is dated after it does not."""
    issuers = json.loads(
        office.issuer.issuers(nbf=office.issuer.now - 9 * DAY, exp=office.issuer.now - 2 * DAY)
    )
    build.replace(office.site / "verify/issuers.json", json.dumps(issuers).encode())
    desk.goto(office.link(office.issuer.certificate(issued=office.issuer.now - 3 * DAY)))
    answered(desk, Answer.NOT_CHECKED)
    desk.goto(office.link(office.issuer.certificate()))
    answered(desk, Answer.INVALID)
    expect(desk.locator(".verdict")).to_contain_text("使用期")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(
    open_office: OpenContext, office: Office, screenshot: Screenshot, theme: str
):
    sample = office.issuer.certificate()
    revoked = office.issuer.certificate(place=(18, 5))
    superseded = office.issuer.certificate(place=(19, 5))
    office.publish(sample)
    office.publish(revoked, CertificateStatus.REVOKED)
    office.publish(superseded, CertificateStatus.SUPERSEDED)
    unchecked = office.issuer.certificate(place=(20, 5))
    states = {
        "empty": "",
        "valid": sample.token,
        "not_checked": unchecked.token,
        "superseded": superseded.token,
        "revoked": revoked.token,
        "invalid": sample.token[:-3] + "AAA",
        "unknown": sample.token.replace(sample.token.split(".")[0], _other_key(sample.token)),
        "nothing": "abc",
    }
    for options, width in ((DESKTOP, 1280), (PHONE, 390)):
        page = open_office(**options, color_scheme=theme).new_page()
        for name, token in states.items():
            page.goto("about:blank")
            page.goto(f"/verify/#{token}")
            expect(page.locator("#verdict-title" if token else ".drop")).to_be_visible()
            expect(page.locator("main [role=status]")).to_have_count(0)  # nothing is still on its way
            screenshot(page, f"verify-{name}-{width}-{theme}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if name in {"empty", "valid", "revoked", "nothing"}:
                found = Axe().run(page).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def _other_key(token: str) -> str:
    from base64 import urlsafe_b64decode

    from ahce_core.registration.credential import base64url

    header = json.loads(urlsafe_b64decode(token.split(".")[0] + "=="))
    return base64url(json.dumps({**header, "kid": "A" * 43}, separators=(",", ":")).encode())
