"""The verifier's bench, as its people work there: the queue, a declaration beside its evidence, decisions, administration."""

import csv
import io
import json
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from functions.services.demonstration import COUNTY
from tests.site.access import verify_axe, verify_english, verify_no_sideways_scroll, verify_sizes
from tests.site.conftest import DESKTOP, OpenContext, Watch
from tests.site.registry import Registry, choose_account, sign_in

pytestmark = pytest.mark.browser

Screenshot = Callable[[Page, str], Path]

PDF_VIEWER = ["chrome://resources", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai"]  # Chromium's own
EXAM = {"id": "a1", "kind": "qualification_exam", "title": "监理工程师", "date": "2026-01-20"}
SCI = {
    "id": "a1",
    "kind": "paper",
    "title": "大坝渗流研究",
    "date": "2026-01-20",
    "indexed_by": "sci",
    "authorship": "other",
}


def a_pdf(words: str) -> bytes:
    """A page that a viewer shows; another text is another content."""
    text = f"BT /F1 24 Tf 40 300 Td ({words}) Tj ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    objects = "".join(f"{number} 0 obj{part}endobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n%%EOF\n".encode()


def a_png() -> bytes:
    """Four pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + b"\x80" * 6 + b"\0" + b"\xc0" * 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def declare(
    registry: Registry, account: str, *files: bytes, activity: dict[str, str] = EXAM, revision: int = 0
) -> dict[str, Any]:
    """Declare 2026 with one activity and files of its own."""
    who = registry.as_(account)
    contents = files or (a_pdf(account),)
    kinds = ["application/pdf" if content.startswith(b"%PDF") else "image/png" for content in contents]
    proofs = [
        {"id": who.upload(content, kind), "activity": "a1"}
        for content, kind in zip(contents, kinds, strict=True)
    ]
    body = {"claim": {"activities": [activity]}, "evidence": proofs, "revision": revision}
    done: dict[str, Any] = who.post("/api/applicant/years/2026/declaration", body)
    return done


@pytest.fixture
def bench(desk: Page, watches: list[Watch]) -> Page:
    """A page on a desktop whose browser may show PDFs."""
    watches[-1].origins += PDF_VIEWER
    return desk


def to_case(page: Page, account: str, name: str) -> Page:
    sign_in(page, account, "/review/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator(".viewer")).to_contain_text("在新标签页打开")  # and its evidence is there
    return page


def decide(page: Page) -> Locator:
    return page.get_by_role("region", name="办理", exact=True)


def test_from_a_question_over_the_notice_and_an_objection_to_its_dismissal(
    bench: Page, registry: Registry
) -> None:
    declare(registry, "demo-applicant")
    to_case(bench, "demo-employer", "演示申报人")
    decide(bench).get_by_role("button", name="要求补充材料").click()
    expect(bench.get_by_label("要补充什么")).to_be_focused()
    bench.keyboard.type("请补充合格证书原件。")
    bench.get_by_role("button", name="确认要求补充材料").click()
    expect(bench.locator("#outcome-title")).to_have_text("要求补充材料。现在：待补充材料")
    expect(bench.locator("#outcome-title")).to_be_focused()
    applicant = registry.as_("demo-applicant")
    more = [{"id": applicant.upload(a_pdf("original")), "activity": "a1"}]
    applicant.post("/api/applicant/years/2026/supplement", {"evidence": more, "note": "原件", "revision": 2})
    bench.reload()
    expect(bench.locator(".files button")).to_have_count(2)
    expect(bench.locator("main")).to_contain_text("要求过补充材料")
    expect(bench.locator(".history")).to_contain_text("请补充合格证书原件。")
    decide(bench).get_by_role("button", name="核验通过").click()
    bench.get_by_label("登记台账编号").fill("T-7")
    bench.get_by_role("button", name="确认核验通过").click()
    expect(bench.locator("#outcome-title")).to_have_text("核验通过。现在：公示中")
    expect(bench.get_by_role("definition").filter(has_text="2026年3月2日至2026年3月9日")).to_be_visible()
    bench.goto(f"/notices/#{COUNTY}")
    bench.get_by_role("row", name="演示申报人").get_by_role("link", name="提出异议").click()
    bench.get_by_label("异议的理由").fill("证书不是他本人的。")
    bench.get_by_role("button", name="提出异议").click()
    expect(bench.get_by_role("heading", name="异议已提出")).to_be_visible()
    number = bench.locator("dd .code").inner_text()
    objections = f"/api/public/notices/{bench.url.rpartition('/')[2]}/objections"
    applicant.post(objections, {"reason": "证书是假的。"})
    bench.goto("/review/")
    bench.get_by_role("link", name="演示申报人").click()
    expect(decide(bench)).to_contain_text("证书不是他本人的。")
    expect(decide(bench)).to_contain_text(f"异议编号：{number}")
    decide(bench).get_by_role("button", name="异议不成立").first.click()
    bench.get_by_label("同一理由用于全部2项待处理的异议").check()
    bench.get_by_label("理由", exact=True).fill("经向发证机关核实，属实。")
    bench.get_by_role("button", name="确认异议不成立").click()
    expect(bench.locator("#outcome-title")).to_have_text("异议不成立。现在：公示中")
    lines = bench.locator(".history li strong")
    expect(lines).to_have_text(
        ["提交申报", "要求补充材料", "补充材料", "核验通过", *["提出异议"] * 2, *["异议不成立"] * 2]
    )
    expect(bench.locator(".history li", has_text="异议不成立").filter(has_text=number)).to_have_count(1)
    registry.turn_to("2026-03-10")
    assert applicant.get("/api/applicant/years/2026")["status"] == "registered"


def test_a_refusal_names_its_rule_and_gives_its_reason(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("422")
    declare(registry, "demo-applicant")
    to_case(bench, "demo-employer", "演示申报人")
    decide(bench).get_by_role("button", name="不予申报").click()
    rules = bench.get_by_role("group", name="依据").get_by_role("radio")
    expect(rules).to_have_count(6)
    expect(rules.first).to_be_focused()
    bench.get_by_role("button", name="确认不予申报").click()
    expect(bench.locator("#errors")).to_be_focused()
    expect(bench).to_have_title(re.compile("^错误："))
    expect(bench.locator("#errors").get_by_role("link")).to_have_text(["依据：缺少此项；请补充。"])
    bench.get_by_label("真实性").check()
    bench.get_by_role("button", name="确认不予申报").click()
    bench.locator("#errors").get_by_role("link", name="理由：请用文字写明").click()
    expect(bench.get_by_label("理由")).to_be_focused()
    bench.keyboard.type("证书编号查无此人。")
    bench.keyboard.press("Control+Enter")
    expect(bench.locator("#outcome-title")).to_have_text("不予申报。现在：未通过，可重新申报一次")
    expect(bench.locator(".history")).to_contain_text("真实性：材料不能证明所填内容（第十四条）")
    told = registry.as_("demo-applicant").get("/api/applicant/years/2026")
    assert (told["status"], told["history"][-1]["rule"]) == ("refused", "authenticity")
    expect(decide(bench)).to_contain_text("现在没有您可以办理的")
    declare(registry, "demo-applicant", a_pdf("better"), revision=told["revision"])
    bench.reload()
    before = bench.locator(".earlier")
    before.locator("summary").click()
    expect(before).to_contain_text("证书编号查无此人。")
    expect(before).to_contain_text("材料：0份相同，1份这次没有，这次新增1份")
    before.get_by_role("button", name="第1份").click()
    expect(before.get_by_role("button", name="第1份")).to_have_attribute("aria-pressed", "true")
    expect(bench.locator(".viewer")).to_contain_text("在新标签页打开")
    expect(decide(bench).get_by_role("button", name="核验通过")).to_be_visible()


def test_a_few_keys_are_enough(bench: Page, registry: Registry) -> None:
    declare(registry, "demo-self-employed")
    declare(registry, "demo-employer", a_pdf("one"), a_pdf("two"))
    sign_in(bench, "demo-bureau", "/review/")
    expect(bench.locator(".cases a")).to_have_count(2)
    first, second = bench.locator(".cases a strong").all_inner_texts()
    bench.keyboard.press("j")
    bench.keyboard.press("j")
    bench.keyboard.press("k")
    expect(bench.locator(".cases a").first).to_be_focused()
    bench.keyboard.press("Enter")
    expect(bench.get_by_role("heading", level=1)).to_contain_text(first)
    expect(bench.locator(".viewer")).to_contain_text("在新标签页打开")
    bench.locator("iframe").evaluate("viewer => viewer.focus()")  # as Chromium's does over a broken file
    expect(bench.locator("#page-title")).to_be_focused()
    bench.keyboard.press("v")
    expect(bench.get_by_role("button", name="确认核验通过")).to_be_focused()
    bench.keyboard.press("Enter")
    expect(bench.locator("#outcome-title")).to_have_text("核验通过。现在：公示中")
    bench.keyboard.press("n")
    expect(bench.get_by_role("heading", level=1)).to_contain_text(second)
    bench.keyboard.press("a")
    expect(bench.get_by_label("要补充什么")).to_be_focused()
    bench.keyboard.type("vru?")  # in a field a key is a letter
    expect(bench.get_by_label("要补充什么")).to_have_value("vru?")
    bench.keyboard.press("Escape")
    expect(bench.get_by_label("要补充什么")).to_have_count(0)
    bench.keyboard.press("r")
    expect(bench.get_by_role("group", name="依据")).to_be_visible()
    bench.keyboard.press("Escape")
    bench.keyboard.press("u")
    expect(bench.locator(".cases a")).to_have_count(1)


def test_keys_are_listed_and_can_be_turned_off(bench: Page, registry: Registry) -> None:
    declare(registry, "demo-applicant")
    to_case(bench, "demo-employer", "演示申报人")
    bench.keyboard.press("?")
    expect(bench.locator("#keys-title")).to_be_focused()
    expect(bench.locator(".keys dl")).to_contain_text("核验通过")
    bench.get_by_label("使用快捷键").uncheck()
    bench.reload()
    expect(bench.locator(".viewer")).to_contain_text("在新标签页打开")
    bench.keyboard.press("v")
    bench.locator("#keys-title").click()
    expect(bench.get_by_label("使用快捷键")).not_to_be_checked()
    expect(bench.get_by_role("button", name="确认核验通过")).to_have_count(0)


def test_evidence_stands_beside_the_claim_with_the_laws_sentence_and_the_check_list(
    bench: Page, registry: Registry
) -> None:
    shared = a_pdf("shared")
    declare(registry, "demo-self-employed", shared)
    declare(registry, "demo-applicant", shared, a_png(), activity=SCI)
    to_case(bench, "demo-employer", "演示申报人")
    expect(bench.locator(".claim blockquote").first).to_contain_text("论文被SCI、SSCI收录的")
    expect(bench.locator(".claim")).to_contain_text("其他作者")
    expect(bench.get_by_role("checkbox", name="报刊有国际标准刊号")).not_to_be_checked()
    doubts = bench.locator(".left .panel", has_text="请留意")
    expect(doubts).to_contain_text("同一份材料也被别人使用")
    expect(doubts).to_contain_text("办法未写明的一点会改变学时")
    expect(bench.locator(".claim table")).to_contain_text("90")
    expect(bench.locator(".flag")).to_have_text("另有1人用过同一份材料")
    frame = bench.locator("iframe[title='证明材料第1份']")
    expect(frame).to_have_attribute("src", re.compile("^blob:"))
    claim, evidence = bench.locator(".claim").bounding_box(), bench.locator(".evidence").bounding_box()
    assert claim is not None
    assert evidence is not None
    assert claim["x"] + claim["width"] <= evidence["x"]
    bench.get_by_role("button", name="第2份").click()
    picture = bench.get_by_role("img", name="证明材料第2份")
    expect(picture).to_have_js_property("naturalWidth", 2)
    expect(frame).to_have_count(0)
    with bench.expect_download() as saved:
        bench.get_by_role("link", name="下载").click()
    assert saved.value.suggested_filename.endswith(".png")
    assert Path(saved.value.path()).read_bytes() == a_png()


def test_only_what_is_plain_is_verified_together(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("409")
    case = declare(registry, "demo-self-employed")
    declare(registry, "demo-employer")
    sign_in(bench, "demo-bureau", "/review/")
    bench.get_by_label("选中没有疑点的2份").check()
    bench.get_by_role("button", name="一并核验选中的2份").click()
    expect(bench.get_by_role("heading", name="一并核验2份申报")).to_be_focused()
    expect(bench.get_by_role("button", name="核验这2份")).to_be_disabled()
    bench.get_by_label("这些申报的材料，我都核对过").check()
    registry.decide("question", case, "demo-bureau", question="请补充原件")  # meanwhile, at another desk
    bench.get_by_role("button", name="核验这2份").click()
    expect(bench.locator("#outcome-title")).to_have_text("已核验1份，开始公示。")
    expect(bench.locator("#outcome-title")).to_be_focused()
    expect(bench.locator("main")).to_contain_text("要求过补充材料")
    assert registry.as_("demo-employer").get("/api/applicant/years/2026")["status"] == "on_notice"
    assert registry.as_("demo-self-employed").get("/api/applicant/years/2026")["status"] == "supplement_asked"
    expect(bench.get_by_role("checkbox", name="选中演示自由职业者")).to_have_count(0)


def about_to_refuse(bench: Page, registry: Registry) -> dict[str, Any]:
    """Open a declaration and fill in its refusal, without confirming it; what was declared."""
    case = declare(registry, "demo-applicant")
    to_case(bench, "demo-employer", "演示申报人")
    decide(bench).get_by_role("button", name="不予申报").click()
    bench.get_by_label("完整性").check()
    bench.get_by_label("理由").fill("材料不齐。")
    return case


def test_what_changed_meanwhile_is_read_anew_and_nothing_typed_is_lost(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("409")
    case = about_to_refuse(bench, registry)
    registry.decide("question", case, question="请补充")
    bench.get_by_role("button", name="确认不予申报").click()
    expect(bench.locator("#errors")).to_be_focused()
    bench.get_by_role("button", name="查看最新内容").click()
    expect(bench.locator("main .state").first).to_have_text("待补充材料")
    expect(bench.get_by_label("理由")).to_have_value("材料不齐。")
    bench.get_by_role("button", name="确认不予申报").click()
    expect(bench.locator("#outcome-title")).to_contain_text("未通过")


def test_a_declaration_that_somebody_else_decided_first_is_shown_as_it_stands(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("409")
    case = about_to_refuse(bench, registry)
    registry.decide("verification", case)
    bench.get_by_role("button", name="确认不予申报").click()
    expect(bench.locator("#errors")).to_be_focused()
    expect(bench.locator("#errors")).to_contain_text("已经核验并公示")
    expect(bench.locator("main .state").first).to_have_text("公示中")
    expect(decide(bench).get_by_role("button", name="不予申报")).to_have_count(0)
    expect(decide(bench)).to_contain_text("材料不齐。")  # what was typed can be copied


def test_what_is_typed_outlives_a_sign_in_that_lapsed(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("401")
    declare(registry, "demo-applicant")
    to_case(bench, "demo-employer", "演示申报人")
    decide(bench).get_by_role("button", name="要求补充材料").click()
    bench.get_by_label("要补充什么").fill("请补充原件。")
    bench.evaluate(
        "sessionStorage.setItem('registry.session', sessionStorage.getItem('registry.session').replace(/\"expires\":\\d+/, '\"expires\":0'))"
    )
    bench.get_by_role("button", name="确认要求补充材料").click()
    expect(bench.locator("#errors")).to_contain_text("登录已过期")
    expect(bench.get_by_label("要补充什么")).to_have_value("请补充原件。")
    bench.get_by_role("button", name="重新登录").click()
    choose_account(bench, "demo-employer")
    expect(bench.get_by_label("要补充什么")).to_have_value("请补充原件。")
    bench.get_by_role("button", name="确认要求补充材料").click()
    expect(bench.locator("#outcome-title")).to_contain_text("待补充材料")
    assert bench.evaluate("sessionStorage.getItem('review.typed')") is None


def test_a_slip_is_corrected_and_a_falsified_registration_annulled_by_those_above(
    bench: Page, registry: Registry, open_registry: OpenContext, watches: list[Watch]
) -> None:
    registry.decide("verification", declare(registry, "demo-applicant"), ledger="T-1")
    sign_in(bench, "demo-employer", "/review/")
    bench.get_by_role("link", name="全部申报").click()
    bench.get_by_label("年度").select_option("2026")
    bench.get_by_role("link", name="演示申报人").click()
    decide(bench).get_by_role("button", name="更正核验记录").click()
    bench.get_by_label("登记台账编号").fill("T-2")
    bench.get_by_label("理由").fill("台账编号笔误")
    bench.get_by_role("button", name="确认更正核验记录").click()
    expect(bench.locator("#outcome-title")).to_have_text("更正核验记录。现在：公示中")
    expect(bench.locator("header .terms")).to_contain_text("T-2")
    expect(bench.locator(".history")).to_contain_text("T-1")
    registry.turn_to("2026-03-10")
    above = open_registry(**DESKTOP).new_page()
    watches[-1].origins += watches[0].origins
    sign_in(above, "demo-supervisor", "/review/")
    above.get_by_role("link", name="桐城市").click()
    above.get_by_role("link", name="全部申报 演示单位").click()
    above.get_by_label("年度").select_option("2026")
    above.get_by_role("link", name="演示申报人").click()
    expect(decide(above).get_by_role("button")).to_have_text(["撤销登记"])
    decide(above).get_by_role("button", name="撤销登记").click()
    above.get_by_label("理由").fill("证书系伪造。")
    above.get_by_role("button", name="确认撤销登记").click()
    expect(above.locator("#outcome-title")).to_have_text("撤销登记。现在：登记已撤销")


def test_members_are_accepted_and_an_employers_kind_is_confirmed(
    bench: Page, registry: Registry, open_registry: OpenContext, watches: list[Watch]
) -> None:
    person = registry.as_("demo-self-employed")
    employment = {"employer": registry.employer(), "transferred_in": "2026-01-05"}
    person.post("/api/applicant/me/employment", employment, "PUT")
    sign_in(bench, "demo-employer", "/review/")
    bench.get_by_role("link", name="本单位人员").click()
    row = bench.get_by_role("listitem").filter(has_text="演示自由职业者")
    expect(row).to_contain_text("2026年1月5日")
    row.get_by_role("button", name="确认演示自由职业者是本单位人员").click()
    expect(row).to_contain_text("已确认")
    assert person.get("/api/applicant/me")["employment"]["accepted"] is True
    row.get_by_role("button", name="移出 演示自由职业者").click()
    expect(row).to_contain_text("已经提交的仍由本单位办理")
    row.get_by_role("button", name="确认移出").click()
    expect(row).to_have_count(0)
    assert person.get("/api/applicant/me")["employment"]["released"] is True
    sign_in(newcomer := open_registry(**DESKTOP).new_page(), "demo-self-employed", "/review/")
    watches[-1].allow("409")
    watches[-1].allow("422")
    newcomer.get_by_role("link", name="登记单位").click()
    newcomer.get_by_label("单位名称").fill("新单位")
    newcomer.get_by_label("统一社会信用代码").fill("12340881MB00000006")
    newcomer.get_by_label("类型").select_option(label="事业单位")
    newcomer.get_by_label("隶属或属地的人社部门").select_option(label="安庆市桐城市")
    newcomer.get_by_role("button", name="登记单位").click()
    expect(newcomer.locator("#errors")).to_contain_text("已经登记过")
    newcomer.get_by_label("统一社会信用代码").fill("91340881MA2N00000X")  # its check character does not fit
    newcomer.get_by_role("button", name="登记单位").click()
    expect(newcomer.locator("#errors")).to_contain_text("无误请再提交一次")
    newcomer.get_by_role("button", name="登记单位").click()
    expect(newcomer.get_by_role("heading", name="单位已登记")).to_be_focused()
    bureau = open_registry(**DESKTOP).new_page()
    sign_in(bureau, "demo-bureau", "/review/")
    bureau.get_by_role("link", name="单位确认").click()
    expect(bureau.get_by_role("listitem").filter(has_text="新单位")).to_contain_text("校验码不符")
    bureau.get_by_label("新单位的类型").select_option("state_enterprise")
    bureau.get_by_role("button", name="确认类型 新单位").click()
    expect(bureau.locator("main")).to_contain_text("没有待确认的单位")
    rows = person.get(f"/api/applicant/employers?region={COUNTY}")["rows"]
    (confirmed,) = (row for row in rows if row["name"] == "新单位")
    assert (confirmed["kind"], confirmed["confirmed"]) == ("state_enterprise", True)
    bureau.get_by_role("link", name="已确认的单位").click()
    bureau.get_by_role("button", name="更正名称、隶属 新单位").click()
    expect(bureau.get_by_label("单位名称")).to_be_focused()
    bureau.get_by_label("单位名称").fill("更名单位")
    bureau.get_by_role("button", name="确认更正名称、隶属").click()
    expect(bureau.get_by_role("listitem").filter(has_text="更名单位")).to_be_visible()
    newcomer.goto("/review/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("待办：更名单位")


def test_a_role_is_given_by_account_number_and_taken_back(
    bench: Page, registry: Registry, open_registry: OpenContext, watches: list[Watch]
) -> None:
    watches[0].allow("4(03|04|22)")
    person = open_registry(**DESKTOP).new_page()
    watches[-1].allow("404")
    sign_in(person, "demo-self-employed", "/review/")
    expect(person.locator("main")).to_contain_text("您还没有核验或管理的身份")
    number = person.locator("dd.code").inner_text()
    assert re.fullmatch("[0-9a-f]{64}", number)
    sign_in(bench, "demo-administrator", "/review/")
    bench.get_by_role("navigation", name="我的工作").get_by_role("link", name="授权").click()
    bench.get_by_label("身份", exact=True).select_option(label="人社部门核验人")
    bench.get_by_label("哪个地方").select_option(label="安庆市潜山市")
    holders = bench.get_by_role("region", name="现有授权")
    expect(holders).to_contain_text("还没有人")
    bench.get_by_role("button", name="授予").click()
    bench.locator("#errors").get_by_role("link", name="账号编号：").click()
    bench.keyboard.type(number)
    bench.get_by_role("button", name="授予").click()
    expect(bench.locator("#role-done")).to_be_focused()
    expect(bench.locator("#role-done")).to_have_text("已授予：人社部门核验人")
    person.reload()
    expect(person.get_by_role("heading", level=1)).to_have_text("待办：潜山市人社部门")
    expect(holders.get_by_role("listitem")).to_contain_text(["人社部门核验人 演示自由职业者"])
    bench.get_by_role("button", name="收回 人社部门核验人 演示自由职业者").click()
    expect(bench.locator("#role-done")).to_have_text("已收回：人社部门核验人")
    person.reload()
    expect(person.locator("#errors")).to_contain_text("没有找到")


def test_the_provincial_office_sets_window_and_readings(
    bench: Page, registry: Registry, watches: list[Watch]
) -> None:
    watches[0].allow("422")
    sign_in(bench, "demo-administrator", "/review/")
    bench.get_by_role("link", name="设置").click()
    bench.get_by_label("年度").select_option("2026")
    bench.get_by_label("开始日期").fill("2026-11-01")
    bench.get_by_label("截止日期").fill("2026-10-01")
    bench.get_by_role("button", name="保存 申报时间").click()
    bench.locator("#errors").get_by_role("link", name="截止日期早于开始日期").click()
    expect(bench.get_by_label("截止日期")).to_be_focused()
    bench.get_by_label("截止日期").fill("2026-12-31")
    bench.get_by_role("button", name="保存 申报时间").click()
    expect(bench.locator("#set-done")).to_have_text("申报时间已设定。")
    bench.get_by_text("一个条目：第十二条同一（项）下的成果可以相加").click()
    bench.get_by_role("button", name="保存 办法未写明的地方").click()
    expect(bench.locator("#set-done")).to_have_text("解读已设定。")
    set_now = registry.as_("demo-applicant").get("/api/public/settings/2026")
    assert set_now["window"] == {"opens": "2026-11-01", "closes": "2026-12-31"}
    assert set_now["readings"]["one_option"] == "item"


def test_the_ledger_is_a_table_for_a_spreadsheet_and_data_for_a_program(
    bench: Page, registry: Registry
) -> None:
    declare(registry, "demo-applicant", activity={**EXAM, "title": "=1+1"})
    sign_in(bench, "demo-employer", "/review/")
    bench.get_by_role("link", name="登记台账").click()
    bench.get_by_label("年度").select_option("2026")
    expect(bench.get_by_role("row", name="演示申报人")).to_contain_text("资格考试合格")
    with bench.expect_download() as saved:
        bench.get_by_role("button", name="下载表格").click()
    assert saved.value.suggested_filename == "继续教育登记台账-2026.csv"
    text = Path(saved.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff姓名,")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["内容"], row["登记状态"]) == ("'=1+1", "待核验")
    with bench.expect_download() as data:
        bench.get_by_role("button", name="下载数据").click()
    (told,) = json.loads(Path(data.value.path()).read_text("utf-8"))
    assert (told["title"], told["hours"]) == ("=1+1", 90)


def test_roles_decide_what_is_shown(bench: Page, registry: Registry, open_registry: OpenContext) -> None:
    shown = {
        "demo-employer": ["待办", "全部申报", "本单位人员", "登记台账", "授权"],
        "demo-bureau": ["待办", "全部申报", "单位确认"],
        "demo-supervisor": ["各地申报", "授权"],
        "demo-administrator": ["各地申报", "授权", "设置"],
    }
    bench.goto("/review/")
    for account, words in shown.items():
        bench.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
        choose_account(bench, account)
        expect(bench.get_by_role("navigation", name="我的工作").get_by_role("link")).to_have_text(words)
        bench.get_by_role("button", name="退出").click()
    expect(bench.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()
    expect(bench.get_by_role("navigation", name="我的工作")).to_have_count(0)


def test_nobody_verifies_their_own_declaration(bench: Page, registry: Registry) -> None:
    declare(registry, "demo-employer")
    person = registry.as_("demo-employer").get("/api/verifier/me")["person"]["id"]
    sign_in(bench, "demo-employer", f"/review/#case/{person}/2026")
    expect(bench.get_by_role("heading", level=1)).to_contain_text("演示人事")
    expect(decide(bench)).to_contain_text("现在没有您可以办理的")


def test_a_phone_is_enough(mobile: Page, registry: Registry, watches: list[Watch]) -> None:
    watches[-1].origins += PDF_VIEWER
    declare(registry, "demo-applicant")
    sign_in(mobile, "demo-employer", "/review/")
    mobile.get_by_role("link", name="演示申报人").tap()
    expect(mobile.get_by_role("link", name="在新标签页打开")).to_be_visible()
    verify_no_sideways_scroll(mobile, "case")
    mobile.get_by_role("button", name="核验通过").tap()
    mobile.get_by_role("button", name="确认核验通过").tap()
    expect(mobile.locator("#outcome-title")).to_have_text("核验通过。现在：公示中")


def test_english_is_spoken_throughout(bench: Page, registry: Registry) -> None:
    declare(registry, "demo-applicant", activity=SCI)
    declare(registry, "demo-self-employed", a_pdf("demo-applicant"))
    sign_in(bench, "demo-employer", "/review/")
    bench.get_by_role("button", name="English").click()
    views = {
        "queue": "Waiting: ",
        f"all/employer/{registry.employer()}/2026": "All declarations: ",
        f"members/{registry.employer()}": "Members",
        f"ledger/{registry.employer()}/2026": "Ledger",
        "roles": "Roles",
    }
    for hash_, title in views.items():
        if hash_ != "queue":
            bench.evaluate(f"location.hash = '{hash_}'")
        expect(bench.get_by_role("heading", level=1)).to_contain_text(title)
        verify_english(bench, hash_)
    bench.get_by_role("link", name="Waiting").click()
    bench.get_by_role("link", name="演示申报人").click()
    expect(bench.get_by_role("link", name="Open in a new tab")).to_be_visible()
    for name in ("ask for more evidence", "verify", "refuse"):
        decide_en = bench.get_by_role("region", name="Decide")
        decide_en.get_by_role("button", name=name, exact=False).first.click()
        verify_english(bench, name)
    bench.locator("#keys-title").click()
    verify_english(bench)


@pytest.mark.parametrize(
    ("account", "views"),
    [
        ("demo-bureau", {f"employers/{COUNTY}": "Employers to confirm"}),
        (
            "demo-administrator",
            {f"oversee/{COUNTY}": "Places overseen", "roles": "Roles", "settings/2026": "Settings"},
        ),
        ("demo-applicant", {"register": "Register an employer"}),
    ],
)
def test_english_is_spoken_to_administrators_too(
    bench: Page, registry: Registry, account: str, views: dict[str, str]
) -> None:
    sign_in(bench, account, "/review/")
    bench.get_by_role("button", name="English").click()
    for hash_, title in views.items():
        bench.evaluate(f"location.hash = '{hash_}'")
        expect(bench.get_by_role("heading", level=1)).to_contain_text(title)
        if hash_ == "roles":
            bench.get_by_label("Role").select_option("bureau_verifier")
            bench.get_by_label("Region").select_option(COUNTY)
            expect(bench.get_by_role("region", name="Who holds a role there")).to_contain_text("HRSS bureau")
        verify_english(bench, hash_)


@pytest.mark.parametrize("account", ["demo-employer", "demo-bureau", "demo-administrator"])
def test_axe_finds_nothing_and_nothing_overflows(
    bench: Page, registry: Registry, watches: list[Watch], screenshot: Screenshot, account: str
) -> None:
    watches[0].allow("422")
    employer = registry.employer()
    declare(registry, "demo-applicant", activity=SCI)
    declare(registry, "demo-self-employed", a_pdf("demo-applicant"), a_png())
    declare(registry, "demo-employer")
    person = registry.as_("demo-applicant").get("/api/applicant/me")["person"]["id"]
    views = {
        "demo-employer": [f"members/{employer}", f"ledger/{employer}/2026", f"case/{person}/2026"],
        "demo-bureau": [f"queue/bureau/{COUNTY}", f"employers/{COUNTY}"],
        "demo-administrator": [f"oversee/{COUNTY}", "roles", "settings/2026"],
    }
    sign_in(bench, account, "/review/")
    for hash_ in views[account]:
        bench.evaluate(f"location.hash = '{hash_}'")
        view = hash_.split("/")[0]
        expect(bench.locator(f"main.of-{view} #page-title")).to_be_focused()
        if view == "case":
            bench.get_by_role("button", name="不予申报").click()
            bench.get_by_role("button", name="确认不予申报").click()
            expect(bench.locator("#errors")).to_be_focused()
        for width in (320, 390, 1280):
            bench.set_viewport_size({"width": width, "height": 900})
            verify_no_sideways_scroll(bench, f"{view} {width}")
            verify_sizes(bench, f"{view} {width}")
            for scheme in ("light", "dark") if width > 320 else ():
                bench.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                expect(bench.locator("html")).to_have_attribute("data-theme", scheme)
                verify_axe(bench, f"{view} {width} {scheme}", colours=scheme == "dark")
                screenshot(bench, f"review-{view}-{width}-{scheme}")
