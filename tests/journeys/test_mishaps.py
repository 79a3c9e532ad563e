"""What people do by mistake: click twice, go back and send again, use a link twice, reach for what is not theirs."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.demo import Demo
from tests.journeys.conftest import OpenScreen

SitDown = Callable[[str], Page]


def csrf_token(page: Page) -> str:
    """The token that forms of this page carry."""
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def files_sent(demo: Demo) -> int:
    """How many claim files were put out for the payers."""
    return sum(1 for path in (demo.data / "exchange" / "to-payer").rglob("*.837"))


def refusals(problems: list[str], status: str) -> list[str]:
    """Take what the console says of answers with this status off the list, and give it."""
    said = [problem for problem in problems if status in problem]
    problems[:] = [problem for problem in problems if problem not in said]
    return said


def test_a_spent_link_says_so(demo_server: Demo, open_screen: OpenScreen, problems: list[str]) -> None:
    first, second = open_screen(), open_screen()
    first.goto(demo_server.links["manager"])
    first.get_by_role("button", name="Sign in as Ingrid Halvorsen").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Today's work")

    second.goto(demo_server.links["manager"])

    expect(second.get_by_role("heading", level=1)).to_have_text("This sign-in link is not valid any more.")
    expect(second.get_by_role("link", name="Sign in with a password")).to_be_visible()
    assert len(refusals(problems, "410 (Gone)")) == 1


def test_a_coder_cannot_send(demo_server: Demo, sit_down: SitDown) -> None:
    page = sit_down("coder")
    page.goto(f"{demo_server.address}/claims/V1008/")
    before = files_sent(demo_server)

    answer = page.request.post(
        f"{demo_server.address}/claims/send/", form={"csrfmiddlewaretoken": csrf_token(page), "number": "V1008"}
    )

    expect(page.get_by_role("heading", level=1)).to_contain_text("ready to send")
    expect(page.get_by_role("button", name="Send")).to_have_count(0)
    assert answer.status == 403
    assert "A coder may not do this" in answer.text()
    assert files_sent(demo_server) == before


def test_a_claim_that_is_clicked_twice_is_drafted_once(demo_server: Demo, sit_down: SitDown) -> None:
    page = sit_down("coder")
    page.goto(f"{demo_server.address}/visits/V1003/")

    page.get_by_role("button", name="Save and draft the claim").dblclick(delay=60)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Claim V1003-2")
    expect(page.get_by_role("region", name="Versions").get_by_role("rowheader")).to_have_text(["V1003-2", "V1003-1"])


def test_a_double_click_on_send_sends_once_and_going_back_sends_nothing(
    demo_server: Demo, sit_down: SitDown, problems: list[str]
) -> None:
    biller, coder = sit_down("biller"), sit_down("coder")
    biller.goto(f"{demo_server.address}/?queue=ready")
    forgotten = biller.context.new_page()
    forgotten.goto(f"{demo_server.address}/?queue=ready")
    coder.goto(f"{demo_server.address}/visits/V1008/")
    before = files_sent(demo_server)

    biller.get_by_role("button", name="Send all 1").dblclick(delay=60)

    expect(biller.get_by_text("Sent 1 claim to Acme Health Plan")).to_be_visible()
    biller.go_back()
    expect(biller.get_by_text("Nothing waits here.")).to_be_visible()
    expect(biller.get_by_role("button", name="Send all")).to_have_count(0)

    forgotten.get_by_role("button", name="Send all 1").click()
    expect(forgotten.get_by_role("main")).to_contain_text("No claim is ready to send.")
    expect(forgotten.get_by_role("main")).to_contain_text("Nothing was changed.")

    coder.get_by_role("button", name="Save and draft the claim").click()
    expect(coder.get_by_role("alert")).to_contain_text("Claim V1008 is with the payer.")
    coder.goto(f"{demo_server.address}/claims/V1008/")
    expect(coder.get_by_role("region", name="Versions").get_by_role("rowheader")).to_have_text(["V1008-1"])
    assert files_sent(demo_server) == before + 1
    assert len(refusals(problems, "409 (Conflict)")) == 2


def test_a_statement_that_is_clicked_twice_is_made_once(demo_server: Demo, sit_down: SitDown) -> None:
    page = sit_down("biller")
    page.goto(f"{demo_server.address}/patients/P0004/")
    statements = page.get_by_role("region", name="Statements").get_by_role("listitem")
    before = statements.count()

    page.get_by_role("button", name="Make a statement").dblclick(delay=60)

    expect(page.get_by_text("Statement S1009 made")).to_be_visible()
    expect(statements).to_have_count(before + 1)
    page.reload()
    expect(statements).to_have_count(before + 1)


def test_receiving_again_changes_nothing(demo_server: Demo, sit_down: SitDown) -> None:
    page = sit_down("biller")
    page.goto(f"{demo_server.address}/remittances/")
    while True:
        page.get_by_role("button", name="Receive answers").click()
        if page.get_by_text("Nothing new has come from the payers.").count():
            break
    page.goto(f"{demo_server.address}/books/")
    books = page.get_by_role("region", name="Accounts").inner_text()
    remit = next(path for path in sorted((demo_server.data / "exchange").rglob("*.835")))

    page.goto(f"{demo_server.address}/files/")
    page.get_by_label("File, 10 MB at most").set_input_files(remit)
    page.get_by_role("button", name="Take it in").click()

    expect(page.get_by_text("These bytes came before")).to_be_visible()
    page.goto(f"{demo_server.address}/books/")
    assert page.get_by_role("region", name="Accounts").inner_text() == books
