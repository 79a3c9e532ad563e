"""Three charts by keys alone: the first is coded, of the second the clinician is asked, in the third a code is looked for.

The clinician answers at a screen of their own, and the coder reads what changed.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Screenshots, wait_until_ready
from tests.demo import SUPERBILL, Demo
from tests.journeys.axe import violations
from tests.journeys.conftest import OpenScreen
from tests.journeys.test_by_keyboard import NO_MOUSE, Keys

VISIT = (Path(__file__).resolve().parents[2] / "examples" / "visit" / "visit.toml").read_text("utf-8")
HEART = """\
HPI: 58-year-old woman, more breathless for a week, weight up 4 kg. Sleeps on three pillows.
She has checked her sugar every morning since the spring of 2015.

EXAM: Edema of both legs to the knee, crackles at both bases.
DATA: BNP 1240 pg/mL. Echo in August: EF 35 percent.

ASSESSMENT AND PLAN:
1. Heart failure: furosemide 40 mg, weigh daily.
"""
PRESSURE = """\
HPI: She has checked her sugar every morning since the spring of 2015.

ASSESSMENT AND PLAN:
1. Hypertension: continue lisinopril. Complains of a cough since it was begun.
"""


@pytest.fixture
def charts(demo_server: Demo, tmp_path: Path) -> Demo:
    """The demonstration, whose one chart waits to be coded, with two more: V2001 leaves something open, V2002 needs a search."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    env |= {"SUPERBILL_DATABASE_URL": demo_server.database_url}
    for number, day, note in (("V2001", "2026-09-17", HEART), ("V2002", "2026-09-18", PRESSURE)):
        (tmp_path / "visit.toml").write_text(VISIT.replace('"V1001"', f'"{number}"').replace("2026-09-08", day))
        (tmp_path / "note.txt").write_text(note)
        files = (tmp_path / "visit.toml", "--note", tmp_path / "note.txt", "--data", demo_server.data, "--on", "2026-09-18")
        subprocess.run([*SUPERBILL, "register", *files], check=True, capture_output=True, env=env)
    return demo_server


def fill_the_service(keys: Keys, code: str, letters: str) -> None:
    keys.tab_to(keys.page.get_by_label("Service 1: code"))
    keys.write(code)
    keys.tab_to(keys.page.get_by_label("Service 1: letters of its codes"))
    keys.write(letters)
    keys.press("Escape")  # out of the field, so that single keys are heard


def accept_and_go_on(keys: Keys) -> None:
    """`j`, Enter opens the first of the list; `a` accepts; `s` saves, drafts the claim and opens the next chart."""
    page = keys.page
    taken = page.get_by_role("region", name="Superbill").get_by_role("listitem").filter(has_text="accepted")
    keys.press("j", "Enter")
    keys.arrive("Visit V1004")
    keys.press("j")
    for count in (1, 2, 3):
        keys.press("a")
        expect(taken).to_have_count(count)
        expect(page.locator(":focus")).to_have_attribute("data-light", re.compile("."))  # on the next suggestion
    fill_the_service(keys, "99213", "A B C")
    keys.press("s")
    keys.arrive("Visit V2001")
    expect(page.locator("#notices")).to_contain_text("Visit V1004 is saved; its claim is ready to send.")


def ask_the_clinician(keys: Keys, screenshots: Screenshots) -> None:
    """`q` on the heart failure drafts the query; what presses is stopped; Ctrl+Enter sends; `.` opens the next chart."""
    page = keys.page
    keys.press("j", "q")
    keys.arrive("Query Q1")
    fair = page.get_by_role("region", name="Is it fair?")
    expect(fair).to_contain_text("Nothing in it leads")
    expect(page.get_by_label("Title")).to_have_value("Heart failure: type and acuity")
    expect(page.get_by_role("group", name="What the record says")).to_contain_text("EF 35 percent")

    question = page.get_by_role("textbox", name="Question")
    keys.tab_to(question)
    asked = question.input_value()
    keys.write("Please document the sepsis.")
    expect(fair).to_contain_text("ASK-LEADING")
    expect(fair).to_contain_text("ASK-PRESSURE")
    screenshots(page, "query-stopped")
    keys.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Query Q1 cannot be sent.")
    keys.arrive("Query Q1")
    keys.tab_to(question)
    keys.write(asked)
    expect(fair).to_contain_text("Nothing in it leads")
    keys.press("Control+Enter")
    keys.arrive("Visit V2001")
    expect(page.get_by_role("region", name="Queries")).to_contain_text("Q1 Heart failure: type and acuity sent")
    screenshots(page, "visit-with-query")
    assert violations(page) == []
    keys.press(".")
    keys.arrive("Visit V2002")


def look_for_a_code(keys: Keys, screenshots: Screenshots) -> None:
    """`a` accepts, `i` looks for the cough; `s` saves, and the list says that only the answer is waited for."""
    page = keys.page
    expect(page.get_by_role("region", name="Copied forward")).to_contain_text("as in visit V2001")
    keys.press("j", "a")
    expect(page.get_by_role("button", name="Remove I10")).to_be_visible()
    wait_until_ready(page)
    keys.press("i")
    keys.write("cough")
    keys.tab_to(page.get_by_role("button", name="Take R05.9"))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Remove R05.9")).to_be_visible()
    screenshots(page, "visit-third-chart")
    fill_the_service(keys, "99213", "A B")
    keys.press("s")
    keys.arrive("Today's work")
    expect(page.get_by_role("row").filter(has_text="V2001")).to_contain_text("Q1 waits for the clinician")
    screenshots(page, "work-charts")


def answer(clinician: Page, screenshots: Screenshots) -> None:
    """The clinician's first page leads to the question."""
    keys = Keys(clinician)
    keys.arrive("Today's work")
    keys.press("j", "Enter")
    keys.arrive("Query Q1")
    screenshots(clinician, "query-to-answer")
    assert violations(clinician) == []
    keys.tab_to(clinician.get_by_label("Acute, systolic"))
    keys.press("Space")
    keys.tab_to(clinician.get_by_label("In your words"))
    keys.write("New since August.")
    keys.press("Control+Enter")
    expect(clinician.locator("#notices")).to_contain_text("Query Q1 is answered.")


def read_the_answer(keys: Keys, screenshots: Screenshots) -> None:
    """The answer stands among the coder's work; the code that it names is taken, and the query closed."""
    page = keys.page
    keys.press("g", "w")
    keys.arrive("Today's work")
    keys.tab_to(page.get_by_role("link", name="Answered queries 1"))
    keys.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Answered queries")).to_be_visible()
    wait_until_ready(page)
    keys.press("j", "Enter")
    keys.arrive("Query Q1")
    expect(page.get_by_role("region", name="After the answer")).to_contain_text("I50.21")
    keys.press("e")
    keys.arrive("Visit V2001")
    keys.press("i")
    keys.write("I50.21")
    keys.tab_to(page.get_by_role("button", name="Take I50.21"))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Remove I50.21")).to_be_visible()
    fill_the_service(keys, "99214", "A")
    keys.press("Control+Enter")
    keys.arrive("Claim V2001-1")
    keys.press("e")
    keys.arrive("Visit V2001")
    expect(page.get_by_role("region", name="Superbill")).to_contain_text("see the answer to Q1")
    keys.tab_to(page.get_by_role("region", name="Queries").get_by_role("link", name="Q1"))
    keys.press("Enter")
    keys.arrive("Query Q1")
    expect(page.get_by_role("row").filter(has_text="I50.21")).to_contain_text("added")
    screenshots(page, "query-answered")
    assert violations(page) == []
    keys.press("d")
    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")


def test_three_charts_are_coded_and_one_question_is_answered_without_a_mouse(
    charts: Demo, open_screen: OpenScreen, screenshots: Screenshots
) -> None:
    coder, clinician = charts.enter(open_screen(), "coder"), charts.enter(open_screen(), "clinician")
    for page in (coder, clinician):
        page.context.add_init_script(NO_MOUSE)  # from the next page on: signing in was pressed
    keys = Keys(coder)

    accept_and_go_on(keys)
    ask_the_clinician(keys, screenshots)
    look_for_a_code(keys, screenshots)
    clinician.reload()
    answer(clinician, screenshots)
    read_the_answer(keys, screenshots)
