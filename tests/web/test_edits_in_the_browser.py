"""The place of the edits in a real browser: it leads to claims, and nobody is shut out."""

import pytest
from playwright.sync_api import Page, expect

from tests.demo import Demo
from tests.web.test_in_the_browser import SIZES, violations


@pytest.mark.parametrize(("scheme", "size"), [("light", "wide"), ("dark", "narrow")])
def test_the_edits_lead_to_their_claims_and_shut_nobody_out(demo_server: Demo, page: Page, scheme: str, size: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark, as the parameters say
    demo_server.enter(page, "manager")
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]  # a size as the table has it
    page.goto(f"{demo_server.address}/edits/?by=stopped")
    first = page.locator("tr[data-row] a[data-open]").first
    expect(first).to_have_text("NCCI-PTP-01")
    assert violations(page) == []

    first.click()
    expect(page.locator("h1")).to_contain_text("NCCI-PTP-01")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0

    page.locator("tr[data-row] a", has_text="V1003").click()
    page.wait_for_url("**/claims/V1003/#findings")
