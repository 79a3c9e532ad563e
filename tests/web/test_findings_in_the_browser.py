"""Findings in a real browser: they come while one types and take nothing away; a stop is overridden by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import slow_down, wait_until_ready
from tests.demo import Demo
from tests.web.test_in_the_browser import violations


def test_findings_follow_what_is_typed_over_a_slow_line(demo_server: Demo, page: Page) -> None:
    slow_down(page)
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1003/")
    panel, modifiers = page.locator("#findings-body"), page.get_by_label("Service 1: modifiers")
    expect(panel).to_contain_text("NCCI-PTP-01")
    expect(page.locator("[data-tally-shown]")).to_contain_text("1 stop")

    modifiers.focus()
    page.keyboard.type("25", delay=120)
    expect(panel).not_to_contain_text("NCCI-PTP-01")
    expect(modifiers).to_be_focused()
    expect(modifiers).to_have_value("25")
    expect(page.locator("[data-tally-shown]")).not_to_contain_text("1 stop")

    modifiers.fill("")
    expect(panel).to_contain_text("NCCI-PTP-01")
    page.get_by_role("button", name="Remove M17.11").click()
    expect(page.locator("#superbill [data-taken]")).to_have_count(1)
    expect(panel).to_contain_text("PTR-01")


def test_a_finding_leads_to_the_field_that_mends_it(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1003/")

    page.locator("#findings-body a", has_text="line 1 modifiers").click()
    expect(page.get_by_label("Service 1: modifiers")).to_be_focused()

    page.goto(f"{demo_server.address}/claims/V1003/")
    page.get_by_role("link", name="Mend it: line 1 modifiers").click()
    page.wait_for_url("**/visits/V1003/#service-1-modifiers")
    expect(page.get_by_label("Service 1: modifiers")).to_be_focused()


def test_nothing_above_the_findings_moves_when_they_change(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1003/")
    panel, modifiers = page.locator("#findings-body"), page.get_by_label("Service 1: modifiers")
    expect(panel).to_contain_text("NCCI-PTP-01")
    modifiers.focus()
    before = modifiers.bounding_box()

    modifiers.press_sequentially("25")
    expect(panel).not_to_contain_text("NCCI-PTP-01")

    assert modifiers.bounding_box() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_stop_is_overridden_and_taken_back_by_keys_alone(demo_server: Demo, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark, as the parameters say
    demo_server.enter(page, "biller")
    page.goto(f"{demo_server.address}/claims/V1003/")
    wait_until_ready(page)
    keys = page.keyboard

    keys.press("j")
    expect(page.get_by_role("link", name="Mend it")).to_be_focused()
    keys.press("o")
    expect(page.locator(".finding .decide summary")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_label("Because")).to_be_focused()
    keys.type("The record")
    keys.press("Tab")
    keys.type("The visit stood for itself.")
    assert violations(page) == []
    keys.press("Enter")
    expect(page.locator("#notices")).to_contain_text("NCCI-PTP-01 is overridden; the claim is ready to send.")
    expect(page.locator("h1")).to_contain_text("ready to send")

    wait_until_ready(page)
    keys.press("j")
    keys.press("o")
    keys.press("Tab")
    keys.type("Only while it is tried.")
    assert violations(page) == []
    keys.press("Enter")
    expect(page.locator("#notices")).to_contain_text("is taken back; the claim is held by edits.")
