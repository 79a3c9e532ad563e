"""One day in three browsers: the coder codes, corrects and clears; the biller sends, receives and bills; the manager counts."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser import wait_until_ready
from tests.demo import Demo
from tests.journeys.conftest import OpenScreen

LIT = re.compile(r"\blit\b")
PAYER_ANSWERS_WITHIN_SECONDS = 20


def go(page: Page, place: str) -> None:
    """Open a place of the main navigation."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place, exact=True).click()


def heading(page: Page, text: str) -> None:
    """The page says in its heading where we are, and its scripts are there too."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    wait_until_ready(page)


def use_link(page: Page, link: str, name: str) -> None:
    """Sign in with a one-time link, which says whose it is before it is spent."""
    page.goto(link)
    page.get_by_role("button", name=f"Sign in as {name}").click()
    heading(page, "Today's work")


def save_and_draft(page: Page) -> None:
    """Save the superbill, and arrive at the claim that was drafted from it."""
    page.get_by_role("button", name="Save and draft the claim").click()
    expect(page.get_by_text("Superbill saved; the claim was drafted and checked.")).to_be_visible()


def fill_service(page: Page, place: int, *, procedure: str, letters: str, modifiers: str = "") -> None:
    """Type one line of the services."""
    page.get_by_label(f"Service {place}: code").fill(procedure)
    page.get_by_label(f"Service {place}: modifiers").fill(modifiers)
    page.get_by_label(f"Service {place}: letters of its codes").fill(letters)


def read_the_note(page: Page) -> None:
    """Clicking a code lights its words, and clicking words lights their code."""
    page.get_by_role("link", name="Visits to code").click()
    page.get_by_role("link", name="V1004", exact=True).click()
    heading(page, "Visit V1004")
    bronchitis = page.get_by_role("button", name="Acute bronchitis: J20.9")
    asthma = page.get_by_role("listitem").filter(has=page.get_by_role("button", name="J45.21", exact=True))

    page.get_by_role("button", name="J20.9", exact=True).click()
    expect(bronchitis).to_have_class(LIT)
    expect(asthma).not_to_have_class(LIT)

    page.get_by_role("button", name="Mild intermittent asthma with acute exacerbation: J45.21").click()
    expect(asthma).to_have_class(LIT)
    expect(bronchitis).not_to_have_class(LIT)


def code_the_visit(page: Page) -> None:
    """Accept what the note supports, add a code and take it off again, add the service, and draft."""
    chosen = page.get_by_role("region", name="Superbill").get_by_role("listitem")
    for count, code in enumerate(("J20.9", "J45.21", "H66.91"), start=1):
        page.get_by_role("button", name=f"Accept {code}").click()
        expect(chosen.filter(has_text="accepted")).to_have_count(count)

    page.get_by_label("Add a code").fill("cough")
    page.get_by_role("button", name="Take R05.9").click()
    added = chosen.filter(has_text="R05.9")
    expect(added).to_contain_text("no words of the note support it")
    added.get_by_role("button", name="Remove R05.9").click()
    expect(added).to_have_count(0)

    fill_service(page, 1, procedure="99213", letters="A B C")
    save_and_draft(page)
    heading(page, "Claim V1004-1 ready to send")
    expect(page.get_by_text("Nothing: the claim passed every edit.")).to_be_visible()


def clear_the_finding(page: Page) -> None:
    """The visit and the injection were separate: modifier 25 says so, and the claim is no longer held."""
    go(page, "Work")
    page.get_by_role("link", name="Held by the edits").click()
    page.get_by_role("link", name="V1003", exact=True).click()
    heading(page, "Claim V1003-1 held by edits")
    expect(page.get_by_role("article").filter(has_text="stops the claim")).to_contain_text("add 25 to the visit")

    page.get_by_role("link", name="Superbill and note").click()
    expect(page.get_by_label("Service 1: code")).to_have_value("99213")
    page.get_by_label("Service 1: modifiers").fill("25")
    save_and_draft(page)
    heading(page, "Claim V1003-2 ready to send")


def correct_the_denial(page: Page) -> None:
    """The hint names the code of the wrong side, and the one that the note supports."""
    go(page, "Denials")
    denial = page.get_by_role("article", name=re.compile("V1005"))
    expect(denial).to_contain_text("M17.11 names the right side; line 1 says left.")
    expect(denial).to_contain_text("The note supports instead: M17.12")
    denial.get_by_role("link", name="V1005").click()

    page.get_by_role("link", name="Superbill and note").click()
    page.get_by_role("button", name="Change M17.11").click()
    expect(page.get_by_label("Replace M17.11 with")).to_be_focused()
    page.get_by_role("button", name="Accept M17.12").click()
    expect(page.get_by_role("region", name="Superbill")).to_contain_text("“Primary osteoarthritis of the left knee”")
    expect(page.get_by_role("button", name="M17.11", exact=True)).to_have_count(0)
    expect(page.get_by_label("Service 1: letters of its codes")).to_have_value("A")
    save_and_draft(page)
    heading(page, "Claim V1005-2 ready to send")
    version = page.get_by_role("region", name="Versions").get_by_role("row", name=re.compile("V1005-2"))
    expect(version).to_contain_text("replacement")


def send_what_is_ready(page: Page) -> None:
    """One file for each payer; afterwards nothing is ready."""
    page.get_by_role("link", name="Ready to send").click()
    for number in ("V1003", "V1004", "V1005"):
        expect(page.get_by_role("rowheader", name=number)).to_be_visible()

    page.get_by_role("button", name="Send all").click()

    expect(page.get_by_text(re.compile(r"Sent \d claims to Acme Health Plan in acme1-\d{5}\.837"))).to_be_visible()
    expect(page.get_by_role("heading", name="With the payer")).to_be_visible()
    expect(page.get_by_role("link", name="Ready to send")).to_contain_text("0")


def receive_until_paid(page: Page, number: str) -> None:
    """The practice payer answers by itself; the biller takes its answers in until the claim is paid."""
    deadline = time.monotonic() + PAYER_ANSWERS_WITHIN_SECONDS
    while True:
        go(page, "Work")
        page.get_by_role("link", name="With the payer").click()
        page.get_by_role("button", name="Receive answers").click()
        heading(page, "Files")
        go(page, "Claims")
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=number, exact=True))
        if "paid" in row.inner_text().split():
            return
        assert time.monotonic() < deadline, f"{number} is not paid: {row.inner_text()}"
        page.wait_for_timeout(300)


def see_how_it_was_paid(page: Page) -> None:
    """The claim tells its life: the file was received, the claim accepted, and paid."""
    page.get_by_role("link", name="V1004", exact=True).click()
    heading(page, "Claim V1004-1 paid")
    told = page.get_by_role("region", name="Who did what").inner_text()
    moves = [told.index(words) for words in ("Superbill saved", "Version 1 sent", "(999)", "277CA A2", "Payer answered (835)")]
    assert moves == sorted(moves)
    for number in ("V1003", "V1005"):
        go(page, "Claims")
        expect(page.get_by_role("row").filter(has=page.get_by_role("link", name=number, exact=True))).to_contain_text("paid")


def prove_the_remittance(page: Page) -> None:
    """Every sum of the remittance holds; the old denial is taken back and its replacement is paid."""
    go(page, "Remittances")
    page.get_by_role("row").filter(has_text="09/18/2026").filter(has_text="ACME").get_by_role("link").first.click()
    proof = page.get_by_role("region", name="Proof of balance")
    expect(proof.get_by_text("balances", exact=True).first).to_be_visible()
    expect(proof.get_by_text("does not balance")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("V1005-1"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("V1005-2"))).to_be_visible()


def walk_the_trail(page: Page) -> None:
    """From the claim on the remittance to its entry, along a posting's trail, to the lit words of the note."""
    claim = page.get_by_role("region").filter(has=page.get_by_role("heading", name=re.compile("V1004-1")))
    claim.get_by_role("link", name="In the books").first.click()
    heading(page, "One entry")
    page.get_by_role("row").filter(has_text="paid").get_by_role("link", name=re.compile("Trail")).first.click()
    heading(page, "From the money to the words")
    for step in ("In the books", "On the remittance", "On the claim", "In the note"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()

    page.get_by_role("link", name="Acute bronchitis", exact=True).click()
    words = page.get_by_role("button", name="Acute bronchitis: J20.9")
    expect(words).to_have_class(LIT)
    expect(words).to_be_in_viewport()


def bill_the_patient(page: Page) -> None:
    """What is left is the patient's: it is in the aging, and on a statement that opens as a PDF."""
    go(page, "A/R")
    expect(page.get_by_role("row", name=re.compile("^Patients"))).to_be_visible()
    go(page, "Patients")
    page.get_by_role("link", name="Washington, Denise").click()
    page.get_by_role("button", name="Make a statement").click()
    made = page.get_by_text(re.compile(r"Statement S\d+ made: [\d,.]+"))
    expect(made).to_be_visible()
    number = re.search(r"S\d+", made.inner_text())
    assert number

    link = page.get_by_role("region", name="Statements").get_by_role("link", name=number[0])
    with page.expect_response(re.compile("/statements/")) as opened:
        link.click()
    answer = page.request.get(opened.value.url)
    assert (opened.value.status, opened.value.headers["content-type"]) == (200, "application/pdf")
    assert answer.body().startswith(b"%PDF-")
    assert answer.body().rstrip().endswith(b"%%EOF")


def count_the_books(page: Page) -> None:
    """The manager sees nothing waiting that should not, and books that balance."""
    expect(page.get_by_role("link", name="Visits to code")).to_contain_text("0")
    expect(page.get_by_role("link", name="Held by the edits")).to_contain_text("0")
    expect(page.get_by_role("link", name="Money to explain")).to_contain_text("0")
    go(page, "Books")
    expect(page.get_by_text("all debits and credits together make 0.00")).to_be_visible()
    accounts = page.get_by_role("region", name="Accounts")
    expect(accounts.get_by_role("row", name=re.compile("Assets:Cash:Clearing")).get_by_role("cell").last).to_have_text("0.00")


def test_a_visit_goes_from_the_note_to_the_statement(demo_server: Demo, open_screen: OpenScreen) -> None:
    coder, biller, manager = open_screen(), open_screen(), open_screen()

    use_link(coder, demo_server.links["coder"], "Dana Reyes")
    read_the_note(coder)
    code_the_visit(coder)
    clear_the_finding(coder)
    correct_the_denial(coder)

    use_link(biller, demo_server.links["biller"], "Luis Ortega")
    send_what_is_ready(biller)
    receive_until_paid(biller, "V1004")
    see_how_it_was_paid(biller)
    prove_the_remittance(biller)
    walk_the_trail(biller)
    bill_the_patient(biller)

    use_link(manager, demo_server.links["manager"], "Ingrid Halvorsen")
    count_the_books(manager)
