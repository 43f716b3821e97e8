"""The applicant's pages, as a person walks through them."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.registry import Registry, sign_in, stored

pytestmark = pytest.mark.browser


def test_somebody_signs_in_and_out_and_the_address_keeps_nothing_of_it(
    desk: Page, registry: Registry
) -> None:
    sign_in(desk, "demo-applicant")
    expect(desk).to_have_url(f"{registry.origin}/portal/")
    assert not any("token" in text for text in stored(desk)["local"].values())
    desk.get_by_role("button", name="退出").click()
    expect(desk.get_by_role("main").get_by_role("button", name="登录")).to_be_visible()
    assert stored(desk)["session"] == {}
