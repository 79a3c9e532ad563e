"""`superbill coding audits …`: planned, listed and shown on books of their own."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import Ended, check_complaint, check_shape, superbill
from tools.refresh import reference

PERIOD = ("--since", "2026-09-01", "--until", "2026-10-01")


@pytest.fixture
def home(played: Played, tmp_path: Path) -> Path:
    """A copy of the folder that holds the demonstration."""
    shutil.copytree(played.folder / "demo", tmp_path / "demo")
    return tmp_path


def run(home: Path, played: Played, *words: str) -> Ended:
    return superbill("coding", "audits", *words, "--data", "demo", cwd=home, env=played.env)


def test_an_audit_is_planned_listed_and_shown(home: Path, played: Played) -> None:
    nothing = run(home, played, "list")
    planned = run(home, played, "plan", "September", *PERIOD, "--each", "2", "--json")
    again = run(home, played, "plan", "September", *PERIOD)
    listed, shown = run(home, played, "list", "--json"), run(home, played, "show", "September", "--json")
    read = run(home, played, "show", "September")

    pace = run(home, played, "pace", "--json")
    check_shape(reference.json_shapes()["coding audits pace"], pace.json)
    assert pace.json["team"]["charts"] > 2
    assert pace.json["audits"] == []
    assert nothing.out == "No audit was planned yet: superbill coding audits plan.\n"
    for name, ended in (("plan", planned), ("list", listed), ("show", shown)):
        check_shape(reference.json_shapes()[f"coding audits {name}"], ended.json)
    assert (planned.json["visits"], planned.json["coded"]) == (2, 0)
    assert listed.json == [planned.json]
    assert [item["state"] for item in shown.json["items"]] == ["waiting", "waiting"]
    assert read.out.startswith("September: 2 visits, 0 coded again, 0 differences open.")
    check_complaint(again, code=3)
    assert "stands already" in again.err


def test_a_plan_that_cannot_be_drawn_is_refused(home: Path, played: Played) -> None:
    ended = run(home, played, "plan", "September", *PERIOD, "--by", "colour")

    check_complaint(ended, code=2)
    assert "colour" in ended.err
