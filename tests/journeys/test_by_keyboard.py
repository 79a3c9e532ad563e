"""The coder's whole day by keys alone. At every step the person can see where the focus is."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import wait_until_ready
from tests.demo import Demo
from tests.journeys.conftest import OpenScreen

LIT = re.compile(r"\blit\b")
NO_MOUSE = "addEventListener('mousedown', () => console.error('the mouse was used'), true)"
WHERE_THE_FOCUS_IS = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body || here.matches("main, dialog")) return "nowhere yet";
  const style = getComputedStyle(here), place = here.getBoundingClientRect();
  const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const inView = place.bottom > 0 && place.right > 0 && place.top < innerHeight && place.left < innerWidth;
  return ring && inView ? "to be seen" : `${here.outerHTML.slice(0, 120)}: ring ${ring}, in view ${inView}`;
}
"""


class Keys:
    """Somebody who has only a keyboard, and looks at the screen before every key."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.look()
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Write where the focus is, over what stands there."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the focus is there."""
        for _ in range(80):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def arrive(self, heading: str) -> None:
        """Wait for the next page."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        wait_until_ready(self.page)

    def look(self) -> None:
        """The focus can be seen, once what was opened has come to rest."""
        seen = self.page.evaluate(WHERE_THE_FOCUS_IS)
        for _ in range(50):
            if seen in ("to be seen", "nowhere yet"):
                break
            self.page.wait_for_timeout(100)
            seen = self.page.evaluate(WHERE_THE_FOCUS_IS)
        assert seen in ("to be seen", "nowhere yet"), seen


def code_the_visit(keys: Keys) -> None:
    """`j`, Enter to open; `a` to accept, `i` to look for a code, `x` to take one off; Ctrl+Enter to draft."""
    page = keys.page
    taken = page.get_by_role("region", name="Superbill").get_by_role("listitem").filter(has_text="accepted")
    keys.press("j", "Enter")
    keys.arrive("Visit V1004")

    keys.press("j", "j", "k", "Enter")
    expect(page.get_by_role("button", name="Acute bronchitis: J20.9")).to_have_class(LIT)
    for count in (1, 2, 3):
        keys.press("a")
        expect(taken).to_have_count(count)
        expect(page.locator(":focus")).to_have_attribute("data-light", re.compile("."))  # on the next suggestion
    keys.press("i")
    keys.write("cough")
    keys.tab_to(page.get_by_role("button", name="Take R05.9"))
    keys.press("Enter")
    added = page.get_by_role("button", name="R05.9", exact=True).first
    expect(page.get_by_role("button", name="Remove R05.9")).to_be_visible()
    while not added.evaluate("element => element === document.activeElement"):
        keys.press("k")
    keys.press("x")
    expect(page.get_by_role("button", name="Remove R05.9")).to_have_count(0)

    keys.tab_to(page.get_by_label("Service 1: code"))
    keys.write("99213")
    keys.tab_to(page.get_by_label("Service 1: letters of its codes"))
    keys.write("A B C")
    keys.press("Control+Enter")
    keys.arrive("Claim V1004-1 ready to send")


def light_words_from_the_note(keys: Keys) -> None:
    """Tab walks through the words of the note, and Enter lights the code that rests on them."""
    page = keys.page
    keys.press("e")
    keys.arrive("Visit V1004")
    words = page.get_by_role("button", name="Acute otitis media, right ear: H66.91")
    keys.tab_to(words)
    keys.press("Enter")
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("button", name="H66.91", exact=True))).to_have_class(LIT)


def find_and_clear_the_held_claim(keys: Keys) -> None:
    """`/` to find the claim, `e` to open its superbill, and the modifier that says what was separate."""
    page = keys.page
    keys.press("/")
    keys.write("V1003")
    keys.press("Enter")
    keys.arrive("Found for “V1003”")
    keys.press("j", "Enter")
    keys.arrive("V1003")
    if "/claims/" in page.url:
        keys.press("e")
        keys.arrive("Visit V1003")
    keys.tab_to(page.get_by_label("Service 1: modifiers"))
    keys.write("25")
    keys.press("Control+Enter")
    keys.arrive("Claim V1003-2 ready to send")


def correct_the_denial(keys: Keys) -> None:
    """`g d` goes to the denials; the code of the wrong side is changed for the one the hint names."""
    page = keys.page
    keys.press("g", "d")
    keys.arrive("Denials")
    keys.press("j", "Enter")
    keys.arrive("Claim V1005-1 denied")
    keys.press("e")
    keys.arrive("Visit V1005")
    keys.tab_to(page.get_by_role("button", name="Change M17.11"))
    keys.press("Enter")
    expect(page.get_by_label("Replace M17.11 with")).to_be_focused()
    keys.write("M17.12")
    keys.tab_to(page.get_by_role("button", name="Take M17.12"))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Change M17.12")).to_be_visible()
    keys.press("Control+Enter")
    keys.arrive("Claim V1005-2 ready to send")


def ask_for_the_keys(keys: Keys) -> None:
    """`?` lists the keys, and Esc closes the list."""
    keys.press("?")
    expect(keys.page.get_by_role("dialog", name="Keys of this page")).to_be_visible()
    keys.press("Escape")
    expect(keys.page.get_by_role("dialog")).to_have_count(0)


def test_the_coders_day_needs_no_mouse(demo_server: Demo, open_screen: OpenScreen) -> None:
    page = open_screen()
    page.context.add_init_script(NO_MOUSE)
    keys = Keys(page)

    page.goto(demo_server.links["coder"])
    keys.press("Enter")
    keys.arrive("Today's work")
    ask_for_the_keys(keys)
    code_the_visit(keys)
    light_words_from_the_note(keys)
    find_and_clear_the_held_claim(keys)
    correct_the_denial(keys)
    for key, place in {"c": "Claims", "a": "Who owes what", "p": "Patients", "b": "Books", "w": "Today's work"}.items():
        keys.press("g", key)
        keys.arrive(place)
