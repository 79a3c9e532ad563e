"""Every page in light and dark, as somebody sees it in the middle of the work: pictures to look at, and axe on each.

The pictures are in `test-artifacts/`. The pages in their first state are tried by `tests/web`; here boxes are open, searches
have found something, a claim is half coded, and what was refused is explained.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Screenshots
from tests.demo import Demo
from tests.journeys.axe import violations
from tests.journeys.conftest import OpenScreen

SitDown = Callable[[str], Page]
Look = Callable[[Page, str], None]
PHONE = {"width": 400, "height": 800}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def look(screenshots: Screenshots) -> Look:
    """Take the picture of a page in light and dark; nobody may be shut out of it, and it does not scroll sideways."""

    def at(page: Page, name: str) -> None:
        wrong = []
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{scheme}: {said}" for said in violations(page)]
        assert page.evaluate(SIDEWAYS) == 0, f"{name} scrolls sideways"
        assert wrong == [], name
        page.evaluate("scrollTo(0, 0)")
        screenshots(page, name)

    return at


def open_first(page: Page, place: str) -> None:
    """Open the first row of a list."""
    page.goto(place)
    page.get_by_role("main").locator("[data-open]").first.click()


def test_the_way_in(demo_server: Demo, open_screen: OpenScreen, look: Look, problems: list[str]) -> None:
    page = open_screen()

    page.goto(demo_server.links["coder"])
    look(page, "enter")
    page.goto(f"{demo_server.address}/enter/spent/")
    look(page, "enter-spent")
    page.goto(f"{demo_server.address}/sign-in/")
    look(page, "sign-in")

    assert len(problems) == 1 and "410 (Gone)" in problems.pop()


def test_the_coders_pages(demo_server: Demo, sit_down: SitDown, look: Look) -> None:
    page = sit_down("coder")
    look(page, "work-coder")
    page.goto(f"{demo_server.address}/visits/V1004/")
    look(page, "visit-uncoded")

    for code in ("J20.9", "J45.21"):
        page.get_by_role("button", name=f"Accept {code}").click()
        expect(page.get_by_role("button", name=f"Change {code}")).to_be_visible()
    page.get_by_role("button", name="J45.21", exact=True).click()
    page.get_by_label("Add a code").fill("cough")
    expect(page.get_by_role("button", name="Take R05.9")).to_be_visible()
    page.get_by_text("Visit level", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("Use 99"))).to_be_visible()
    look(page, "visit-half-coded")

    page.get_by_role("button", name="Change J20.9").click()
    expect(page.get_by_label("Replace J20.9 with")).to_be_focused()
    page.get_by_label("Service 1: units").fill("some")
    page.get_by_label("Service 1: code").fill("99213")
    look(page, "visit-changing")


def test_what_a_claim_says(demo_server: Demo, sit_down: SitDown, look: Look) -> None:
    page = sit_down("biller")
    for number, state in {"V1003": "held", "V1005": "denied", "V1001": "paid", "V1007": "rejected", "V1008": "ready"}.items():
        page.goto(f"{demo_server.address}/claims/{number}/")
        look(page, f"claim-{state}")
    page.goto(f"{demo_server.address}/claims/V1001/")
    for summary in page.get_by_role("region", name="Files of this claim").locator("summary").all():
        summary.click()
    page.get_by_text("How the expected amount was reached").first.click()
    look(page, "claim-paid-files-open")


def test_the_billers_pages(demo_server: Demo, sit_down: SitDown, look: Look) -> None:
    page = sit_down("biller")
    for name, place in {
        "work-biller": "/",
        "work-ready": "/?queue=ready",
        "work-nothing": "/?queue=files",
        "claims": "/claims/",
        "claims-none": "/claims/?state=closed",
        "remittances": "/remittances/",
        "denials": "/denials/",
        "aging": "/aging/",
        "patients": "/patients/",
        "patient": "/patients/P0001/",
        "books": "/books/",
        "books-account": "/books/?account=Assets%3AReceivable%3APatient",
        "files": "/files/",
        "visit-read-only": "/visits/V1001/?light=E11.65",
    }.items():
        page.goto(demo_server.address + place)
        look(page, name)
    for name, place in {"remittance": "/remittances/", "file": "/files/"}.items():
        open_first(page, demo_server.address + place)
        look(page, name)


def test_the_trail_the_search_and_the_menus(demo_server: Demo, sit_down: SitDown, look: Look, problems: list[str]) -> None:
    page = sit_down("manager")
    look(page, "work-manager")
    page.goto(f"{demo_server.address}/books/?claim=V1001")
    look(page, "books-claim")
    page.get_by_role("row").filter(has_text="paid").get_by_role("link", name=re.compile("Trail")).first.click()
    look(page, "trail")
    page.get_by_role("searchbox", name="Search claims").fill("Okafor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Found for")
    look(page, "search")
    page.get_by_text("Ingrid Halvorsen, manager").click()
    look(page, "menu-open")
    page.goto(f"{demo_server.address}/claims/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page, "keys")
    page.goto(f"{demo_server.address}/nowhere/")
    look(page, "not-found")
    page.goto(f"{demo_server.address}/account/second-factor/")
    look(page, "second-factor")
    page.goto(f"{demo_server.address}/account/password/")
    look(page, "password")

    assert len(problems) == 1 and "404 (Not Found)" in problems.pop()


def test_on_a_phone(demo_server: Demo, open_screen: OpenScreen, look: Look) -> None:
    page = demo_server.enter(open_screen(**PHONE), "manager")
    for name, place in {
        "work": "/",
        "visit": "/visits/V1004/",
        "claim": "/claims/V1005/",
        "claims": "/claims/",
        "denials": "/denials/",
        "aging": "/aging/",
        "books": "/books/",
    }.items():
        page.goto(demo_server.address + place)
        look(page, f"phone-{name}")
    open_first(page, f"{demo_server.address}/remittances/")
    look(page, "phone-remittance")
