"""The pages in a real browser, on the demonstration: nobody is shut out, and the keyboard is enough for a day's work."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import slow_down, wait_until_ready
from tests.demo import Demo

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 400, "height": 800}}
LISTS = ["/", "/claims/", "/denials/", "/remittances/", "/aging/", "/patients/", "/books/", "/files/", "/nowhere/"]
ALONE = ["/account/second-factor/", "/account/password/", "/visits/V1001/", "/visits/V1004/", "/visits/V1004/level/"]


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA: rule, place and reason. It is evaluated by the debugger, not by the page."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    session.detach()
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules}).then((result) => result.violations)", RULES)
    return [f"{rule['id']} {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def every_page(page: Page, demo: Demo) -> list[str]:
    """Every kind of page: the lists, and the first thing that each of them opens."""
    addresses = list(ALONE)
    for address in LISTS:
        page.goto(demo.address + address)
        first = page.locator("main [data-open]").first
        addresses += [address] + ([first.get_attribute("href") or ""] if first.count() else [])
    held = "/claims/V1003/"
    page.goto(f"{demo.address}/books/")
    trail = page.locator('a[href^="/trail/"]').first.get_attribute("href") or ""
    return [address for address in dict.fromkeys([*addresses, held, trail]) if address.startswith("/")]


@pytest.mark.parametrize(("scheme", "size"), [("light", "wide"), ("dark", "narrow")])
def test_no_page_shuts_anybody_out(demo_server: Demo, page: Page, scheme: str, size: str, problems: list[str]) -> None:
    page.goto(f"{demo_server.address}/sign-in/")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark, as the parameters say
    found = {"/sign-in/": violations(page)}
    demo_server.enter(page, "manager")
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]  # a size as the table has it

    for address in every_page(page, demo_server):
        page.goto(demo_server.address + address)
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[address] = violations(page) + ([f"scrolls sideways by {sideways}"] if sideways > 0 else [])

    problems[:] = [problem for problem in problems if "404 (Not Found)" not in problem]  # the address that leads nowhere
    assert len(found) >= 20
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_keyboard_finds_its_way(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "biller")
    keys = page.keyboard

    keys.press("g")
    keys.press("c")
    page.wait_for_url("**/claims/")
    wait_until_ready(page)
    keys.press("j")
    keys.press("j")
    keys.press("k")
    rows = page.locator("tr[data-row] a[data-open]")
    expect(rows.nth(0)).to_be_focused()
    number = rows.nth(0).inner_text()
    keys.press("Enter")
    page.wait_for_url(f"**/claims/{number}/")

    wait_until_ready(page)
    keys.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    keys.press("/")
    expect(page.get_by_role("searchbox", name="Search claims")).to_be_focused()
    keys.type("g c ? j")
    expect(page.get_by_role("searchbox", name="Search claims")).to_have_value("g c ? j")


def test_claims_to_send_are_chosen_with_the_keyboard(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "biller")
    page.goto(f"{demo_server.address}/?queue=ready")
    wait_until_ready(page)
    send = page.locator("#send-form button")
    expect(send).to_contain_text("Send all")

    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(send).to_contain_text("Send 1 of")
    page.keyboard.press("Space")
    expect(send).to_contain_text("Send all")


def test_single_keys_can_be_switched_off(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "biller")
    page.goto(f"{demo_server.address}/claims/")
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")

    page.keyboard.press("j")

    assert page.locator("tr[data-row] :focus").count() == 0


def test_the_theme_is_chosen_and_kept(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "coder")
    page.locator(".person summary").click()
    page.get_by_role("button", name="Dark").click()

    page.goto(f"{demo_server.address}/claims/")

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_code_and_its_words_light_each_other(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "biller")
    page.goto(f"{demo_server.address}/visits/V1001/")

    page.locator("[data-light='I10']").first.click()
    words = page.locator("mark.lit").all_inner_texts()
    page.locator("mark.taken", has_text=re.compile("hyperglycemia")).first.click()
    rows = page.locator(".code-row.lit .code-link").all_inner_texts()

    assert "hypertension" in {text.lower() for text in words}
    assert rows == ["E11.65"]


def test_the_trail_leads_to_lit_words(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "manager")
    page.goto(f"{demo_server.address}/books/?claim=V1001")
    page.locator("tr[data-row]", has_text="paid").first.get_by_role("link", name="Trail").click()

    page.locator("a.marker").first.click()

    expect(page.locator("mark.lit").first).to_be_in_viewport()


def test_a_visit_is_coded_without_the_mouse_over_a_slow_line(demo_server: Demo, page: Page, problems: list[str]) -> None:
    slow_down(page)
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1004/")
    wait_until_ready(page)
    keys, taken = page.keyboard, page.locator("#superbill [data-taken]")

    keys.press("j")
    keys.press("a")
    expect(taken).to_have_count(1)
    expect(page.locator("[data-row]:not([data-taken]) [data-open]").first).to_be_focused()
    keys.press("i")
    keys.type("R05.9")
    page.get_by_role("button", name="Take R05.9").focus()
    keys.press("Enter")
    expect(taken).to_have_count(2)
    page.locator("[data-taken] [data-open]").nth(1).focus()
    keys.press("x")
    expect(taken).to_have_count(1)
    keys.press("v")
    expect(page.locator("#level")).to_contain_text("proposed from the note")
    page.get_by_label("an acute illness with systemic symptoms").fill("1")
    page.get_by_label("management of a prescription drug").check()
    page.get_by_role("button", name="Use 99214").press("Enter")
    expect(page.get_by_label("Service 1: code")).to_have_value("99214")
    expect(page.get_by_label("Service 1: letters of its codes")).to_have_value("A")

    page.get_by_label("Service 1: units").fill("none")
    keys.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Units of service 1")
    expect(taken).to_have_count(1)
    assert [problem for problem in problems if "400 (Bad Request)" not in problem] == []
    problems.clear()
    page.get_by_label("Service 1: units").fill("1")
    keys.press("Control+Enter")

    page.wait_for_url("**/claims/V1004/")
    expect(page.locator("h1")).to_contain_text("ready to send")


def test_unsaved_codes_are_not_left_by_a_slip(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1003/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.get_by_label("Service 1: units").press_sequentially("2")
    page.get_by_role("link", name="Claims").click()
    page.wait_for_url("**/claims/")

    assert asked == ["beforeunload"]


def test_words_selected_in_the_note_become_the_evidence_of_an_added_code(demo_server: Demo, page: Page) -> None:
    demo_server.enter(page, "coder")
    page.goto(f"{demo_server.address}/visits/V1003/")
    note = page.locator("[data-note]")
    text = note.inner_text()
    word = next(word for word in re.findall(r"[a-z]{6,}", text) if text.count(word) == 1)
    page.evaluate("window.getSelection().removeAllRanges()")
    note.evaluate(
        """(note, word) => {
          const walker = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            window.getSelection().addRange(range);
            return;
          }
        }""",
        word,
    )
    expect(page.locator("#superbill [data-selected-words]")).to_contain_text(word)

    page.get_by_role("searchbox", name=re.compile("Add a code")).fill("Z72.0")
    page.get_by_role("button", name="Take Z72.0").click()

    expect(page.locator("[data-taken][data-code='Z72.0']")).to_contain_text(f"“{word}”")
