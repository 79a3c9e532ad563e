"""`superbill coding queries …`: a query from draft to closed, on books of their own."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import Ended, check_complaint, check_shape, superbill
from tools.refresh import reference


@pytest.fixture
def home(played: Played, tmp_path: Path) -> Path:
    """A copy of the folder that holds the demonstration."""
    shutil.copytree(played.folder / "demo", tmp_path / "demo")
    return tmp_path


def run(home: Path, played: Played, *words: str) -> Ended:
    return superbill("coding", "queries", *words, "--data", "demo", cwd=home, env=played.env)


def test_a_query_is_drafted_linted_sent_answered_and_closed(home: Path, played: Played) -> None:
    asked = run(home, played, "ask", "V1004", "H66.91")
    fair = run(home, played, "lint", "Q1")
    fair_json = run(home, played, "lint", "Q1", "--json")
    sent = run(home, played, "send", "Q1")
    listed = run(home, played, "list", "--json")
    answered = run(home, played, "answer", "Q1", "--by", "Isaac Beaumont", "--option", "1", "--words", "Red and bulging.")
    shown = run(home, played, "show", "Q1", "--json")
    closed = run(home, played, "close", "Q1", "--words", "As answered.")
    told = run(home, played, "show", "Q1")

    assert (asked.out, fair.out) == ("Q1\n", "Nothing in it leads, presses or rewards.\n")
    assert [step.out for step in (sent, answered, closed)] == ["Q1 is sent.\n", "Q1 is answered.\n", "Q1 is closed.\n"]
    shapes = reference.json_shapes()
    check_shape(shapes["coding queries lint"], fair_json.json)
    check_shape(shapes["coding queries list"], listed.json)
    check_shape(shapes["coding queries show"], shown.json)
    assert [(row["number"], row["state"], row["about"]) for row in listed.json["rows"]] == [("Q1", "sent", "otitis-media")]
    assert shown.json["answers"][0]["chosen"] == [shown.json["options"][0]["words"]]
    assert "answered by Isaac Beaumont" in told.out and "Q1  closed" in told.out


def test_tables_tell_people_who_waits_for_whom(home: Path, played: Played) -> None:
    number = run(home, played, "ask", "V1004", "H66.91").out.strip()  # in PostgreSQL there may be queries of other tests
    run(home, played, "send", number)

    listed = run(home, played, "list")
    withdrawn = run(home, played, "close", number, "--withdraw")

    assert "Isaac Beaumont" in listed.out and "longest wait" in listed.out
    assert withdrawn.out == f"{number} is withdrawn.\n"


def test_what_cannot_be_done_is_said_in_words(home: Path, played: Played) -> None:
    check_complaint(run(home, played, "show", "Q9"), code=3)
    check_complaint(run(home, played, "list", "--state", "lost"), code=2)
    check_complaint(run(home, played, "ask", "V1004", "Z99.2"), code=2)
    check_complaint(run(home, played, "ask", "V1004", "H66.91", "--template", "guesswork"), code=2)
