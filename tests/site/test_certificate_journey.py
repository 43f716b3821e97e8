"""A year's whole way: declared, verified, registered, printed; the code read off the paper and verified by a stranger; then
replaced, and annulled, as the page shows at once.
"""

from datetime import datetime
from typing import Any

import pypdfium2
import pytest
import requests
import zxingcpp
from playwright.sync_api import Page, expect

from ahce_core.registration.answers import Answer
from functions.local.issuer import Issuer
from functions.ports import SHANGHAI
from functions.services.demonstration import NAMES
from tests.site.conftest import DESKTOP, PHONE
from tests.site.registry import AWARD, Registry
from tests.site.test_verify import OpenContext, answered, drop

pytestmark = pytest.mark.browser
YEAR = "/api/applicant/years/2026"
REGISTERED = "2026-03-10"  # the notice of 2 March has run
BEFORE = "2026-03-05"  # of whoever watches a demonstration whose legal day was set ahead


def at(page: Page, day: str) -> Page:
    """The end of that day on the device's clock."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=SHANGHAI))
    return page


def code_on(pdf: bytes) -> str:
    """The link that the code on a rendered page holds."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def issue(registry: Registry) -> tuple[dict[str, Any], bytes]:
    """The applicant's certificate as things stand, and its paper."""
    applicant = registry.as_("demo-applicant")
    revision = applicant.get(YEAR)["revision"]
    issued = applicant.post(f"{YEAR}/certificate", {"revision": revision})
    return issued, applicant.file(f"{YEAR}/certificate.pdf")


def complete_a_course(registry: Registry) -> None:
    """The learning platform registers 12 hours of the applicant's."""
    secret = Issuer(registry.var, registry.origin).machine_secrets()["demo-platform"]
    asked = {"grant_type": "client_credentials"}
    given = requests.post(
        f"{registry.origin}/issuer/token", asked, auth=("demo-platform", secret), timeout=120
    )
    course = {"id": "c1", "kind": "courseware", "title": "人工智能基础", "date": "2026-02-01"}
    said = {"id_number": NAMES["demo-applicant"][1], "year": 2026}
    done = requests.post(
        f"{registry.origin}/api/machine/completions",
        json={**said, "completion": {**course, "subject": "general", "rated_hours": 12}},
        headers={
            "Authorization": f"Bearer {given.json()['access_token']}",
            "Idempotency-Key": "course-1234567890",
        },
        timeout=120,
    )
    assert done.ok, done.text


def test_from_a_declaration_to_a_verified_certificate_that_is_annulled_in_the_end(
    registry: Registry, open_registry: OpenContext
) -> None:
    case = registry.declare(facts={**AWARD, "level": "national", "prize": "special"})
    registry.decide("verification", case)
    registry.turn_to(REGISTERED)
    issued, pdf = issue(registry)
    link = code_on(pdf)
    assert link.startswith(f"{registry.origin}/verify/#")

    stranger = at(open_registry(**PHONE).new_page(), BEFORE)
    stranger.goto(link)
    answered(stranger, Answer.VALID)
    expect(stranger.locator(".demonstration")).to_contain_text("没有效力")
    expect(stranger.locator(".fact-issued dd")).to_have_text("2026年3月10日")
    for text in ("演示申报人", issued["number"], "90", "第十二条（一）奖项、专利类"):
        expect(stranger.locator(".says")).to_contain_text(text)

    committee = at(open_registry(**DESKTOP).new_page(), REGISTERED)
    committee.goto("/verify/")
    drop(committee, ("证书.pdf", pdf))
    answered(committee, Answer.VALID)
    expect(committee.locator(".rows")).to_contain_text("安徽省科学技术进步奖")

    complete_a_course(registry)
    newer, newer_pdf = issue(registry)
    assert newer["number"].endswith("-2")
    stranger.reload()
    answered(stranger, Answer.SUPERSEDED)
    committee.get_by_role("button", name="验证另一份").click()
    drop(committee, ("旧.pdf", pdf), ("新.pdf", newer_pdf))
    expect(committee.locator(".pile tbody tr")).to_have_count(2)
    expect(committee.locator(".pile .serial", has_text="演示，没有效力")).to_have_count(2)
    expect(committee.locator(".pile tbody tr").nth(0)).to_contain_text(Answer.SUPERSEDED.text.zh)
    expect(committee.locator(".pile tbody tr").nth(1)).to_contain_text(Answer.VALID.text.zh)
    expect(committee.locator(".pile tbody tr").nth(1)).to_contain_text("102")

    with committee.expect_download() as download:
        committee.get_by_role("button", name="下载表格").click()
    assert download.value.path().read_text("utf-8-sig").count("演示，没有效力") == 2

    supervisor = registry.as_("demo-supervisor")
    person = registry.as_("demo-applicant").get("/api/applicant/me")["person"]["id"]
    seen = supervisor.get(f"/api/verifier/cases/{person}/2026")
    said = {"reason": "获奖证书系伪造", "revision": seen["revision"]}
    supervisor.post(f"/api/verifier/cases/{person}/2026/annulment", said)
    stranger.reload()
    answered(stranger, Answer.REVOKED)
    committee.get_by_role("button", name="验证另一份").click()
    drop(committee, ("新.pdf", newer_pdf))
    answered(committee, Answer.REVOKED)
