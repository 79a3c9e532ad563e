"""The code book in a real browser, by keyboard alone: what a coder looks for is found with few keys, and nobody is shut out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import wait_until_ready
from tests.codes.books.term_files import DRUG, EXTERNAL, INDEX, NEOPLASM
from tests.demo import Demo, PlayedDay
from tests.own_codes import own_codes
from tests.web.test_in_the_browser import violations

FILES = {
    "icd10cm_neoplasm_2026.xml": NEOPLASM,
    "icd10cm_drug_2026.xml": DRUG,
    "icd10cm_index_2026.xml": INDEX,
    "icd10cm_eindex_2026.xml": EXTERNAL,
}
MOST_KEYS = 25
SIZES = {"wide": ViewportSize(width=1280, height=900), "narrow": ViewportSize(width=390, height=844)}
PAGES = (
    "/codes/", "/codes/chapter-2/", "/codes/S50-S59/", "/codes/S52.501/", "/codes/S52.501A/", "/codes/E11.65/", "/codes/books/",
    "/codes/in/pos/11/", "/codes/tables/neoplasm/", "/codes/tables/drug/?letter=W", "/codes/tables/disease/?term=Diabetes, diabetic",
)  # fmt: skip


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        """Press one key after the other, as somebody does who waits for the page."""
        for key in keys:
            wait_until_ready(self.page)
            self.page.keyboard.press(key)
            self.count += 1

    def open_book(self) -> None:
        """Go to the codes: `g`, then `o`."""
        self.press("g", "o")
        self.page.wait_for_url("**/codes/")

    def type(self, words: str) -> None:
        """Write words into the box, which must have the focus."""
        expect(self.page.locator("#words")).to_be_focused()
        self.page.keyboard.type(words)
        self.count += len(words)


@pytest.fixture(scope="module")
def book_server(tmp_path_factory: pytest.TempPathFactory, code_tables: Path, played_day: PlayedDay) -> Iterator[Demo]:
    """A demonstration whose site has installed the indexes and the tables."""
    folder = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPERBILL_CODES", str(own_codes(folder / "codes", code_tables, FILES)))
        with played_day.served(folder / "data") as demo:
            yield demo


@pytest.fixture
def keys(book_server: Demo, page: Page) -> Keys:
    """The keyboard of a coder at the first page."""
    book_server.enter(page, "coder")
    return Keys(page)


@pytest.mark.parametrize("written", ["E11.65", "e1165"])
def test_a_code_is_found_by_writing_it(keys: Keys, written: str) -> None:
    keys.open_book()
    keys.type(written)
    keys.press("Enter")

    expect(keys.page.locator("h1")).to_contain_text("E11.65 Type 2 diabetes mellitus with hyperglycemia")
    assert keys.count <= 9


def test_a_code_is_found_by_words(keys: Keys) -> None:
    keys.open_book()
    keys.type("t2dm hyperglycemia")
    keys.press("Enter")
    expect(keys.page.locator("#found [data-row] a").first).to_be_focused()
    keys.press("Enter")

    expect(keys.page.locator("h1")).to_contain_text("E11.65")
    assert keys.count <= MOST_KEYS


def test_a_7th_character_is_picked_from_the_grid(keys: Keys) -> None:
    keys.open_book()
    keys.type("S52.501")
    keys.press("Enter")
    keys.page.wait_for_url("**/codes/S52.501/")
    keys.press("7", "a")

    expect(keys.page.locator("h1")).to_contain_text(
        "S52.501A Unspecified fracture of the lower end of right radius, initial encounter"
    )
    assert keys.count <= 12


def test_a_fracture_is_found_by_walking_from_its_chapter(keys: Keys) -> None:
    keys.page.goto(f"{keys.page.url.rstrip('/')}/codes/S50-S59/")
    for name in ("S52", "S52.5", "S52.50", "S52.501", "S52.501A"):
        row = keys.page.locator(f"[data-row] [data-copy='{name}']").first
        keys.press("ArrowDown")
        while not row.evaluate("row => row === document.activeElement"):
            keys.press("ArrowDown")
        keys.press("ArrowRight")
        keys.page.wait_for_url(f"**/codes/{name}/")

    assert keys.count <= MOST_KEYS
    keys.press("Backspace")
    keys.page.wait_for_url("**/codes/S52.501/")
    keys.press("ArrowLeft")
    keys.page.wait_for_url("**/codes/S52.50/")


@pytest.mark.parametrize(
    ("words", "code"),
    [("breast benign", "D24"), ("lung upper secondary", "C78.0")],
)
def test_the_neoplasm_of_a_site_and_a_behavior_is_found(keys: Keys, words: str, code: str) -> None:
    keys.open_book()
    keys.type(words)
    keys.press("Enter")
    expect(keys.page.locator(f"[data-asked][data-copy='{code}']").first).to_be_focused()
    keys.press("Enter")

    expect(keys.page.locator("h1")).to_contain_text(code)
    assert keys.count <= MOST_KEYS


def test_a_table_is_read_by_arrows(keys: Keys) -> None:
    keys.open_book()
    keys.press("Escape", "n")
    keys.page.wait_for_url("**/codes/tables/neoplasm/")
    keys.press("/")
    keys.type("breast")
    expect(keys.page.locator("#found [data-row]").first).to_be_visible()
    keys.press("ArrowDown", "ArrowRight", "ArrowDown")
    expect(keys.page.locator(":focus")).to_have_attribute("data-copy", "C79.2")
    keys.press("ArrowUp", "ArrowRight", "ArrowRight", "ArrowLeft")
    expect(keys.page.locator(":focus")).to_have_attribute("data-copy", "D05")
    keys.press("Enter")

    expect(keys.page.locator("h1")).to_contain_text("D05 Carcinoma in situ of breast")
    assert keys.count <= MOST_KEYS


def test_a_term_sends_to_another(keys: Keys) -> None:
    keys.page.goto(f"{keys.page.url.rstrip('/')}/codes/tables/disease/?letter=N")
    keys.press("j", "j", "ArrowLeft", "ArrowRight", "ArrowRight")
    expect(keys.page.locator(":focus")).to_have_text("M79.2")
    keys.press("ArrowLeft")
    expect(keys.page.locator(":focus")).to_have_text("Distress, respiratory")
    keys.press("Enter")

    expect(keys.page.locator("h1")).to_have_text("respiratory")


def test_a_code_is_copied(keys: Keys) -> None:
    keys.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys.page.goto(f"{keys.page.url.rstrip('/')}/codes/E11.65/")
    keys.press("c")
    expect(keys.page.locator("#notices")).to_have_text("Copied E11.65")
    keys.press("ArrowDown", "c")
    expect(keys.page.locator("#notices")).to_have_text("Copied E11.61")

    assert keys.page.evaluate("navigator.clipboard.readText()") == "E11.61"


def test_the_keys_are_told(keys: Keys) -> None:
    keys.open_book()
    keys.press("Escape", "?")

    expect(keys.page.locator("dialog#keys")).to_contain_text("table of neoplasms")
    expect(keys.page.locator("dialog#keys")).to_contain_text("copy the code")


@pytest.mark.parametrize(("scheme", "size"), [("light", "wide"), ("dark", "narrow")])
def test_no_page_of_the_book_shuts_anybody_out(keys: Keys, scheme: str, size: str) -> None:
    page, address = keys.page, keys.page.url.rstrip("/")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark, as the parameters say
    page.set_viewport_size(SIZES[size])
    found = {}

    for place in PAGES:
        page.goto(address + place)
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[place] = violations(page) + ([f"scrolls sideways by {sideways}"] if sideways > 0 else [])

    assert {place: wrong for place, wrong in found.items() if wrong} == {}
