"""`superbill override` and `superbill edits … --here`: on books of their own, with the reason kept and exit codes that a script can trust."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import Ended, check_complaint, check_shape, superbill
from tools.refresh import reference

HELD = ("V1003", "NCCI-PTP-01")
WHY = ("--because", "record", "--words", "The visit stood for itself.")


@pytest.fixture
def home(played: Played, tmp_path: Path) -> Path:
    """A copy of the folder that holds the demonstration."""
    shutil.copytree(played.folder / "demo", tmp_path / "demo")
    return tmp_path


def run(home: Path, played: Played, *words: str) -> Ended:
    return superbill(*words, "--data", "demo", cwd=home, env=played.env)


def test_a_stop_is_overridden_counted_and_taken_back(home: Path, played: Played) -> None:
    done = run(home, played, "override", *HELD, *WHY, "--line", "1", "--json")
    here = run(home, played, "edits", "list", "ncci", "--here", "--json")
    shown = run(home, played, "edits", "show", HELD[1])
    back = run(home, played, "override", *HELD, "--take-back", "--words", "Only tried.")

    assert done.json == {"code": "NCCI-PTP-01", "where": "line 1 modifiers", "state": "ready to send"}
    check_shape(reference.json_shapes()["override"], done.json)
    check_shape(reference.json_with()["edits list"]["--here"], here.json)
    assert [(row["code"], row["overridden"]) for row in here.json] == [("NCCI-PTP-01", 1)]
    assert "overridden on 1 (The record supports the claim as it is: 1)" in shown.out
    assert back.out == "NCCI-PTP-01 (line 1 modifiers) counts again; claim V1003 is held by edits.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("override", *HELD, "--words", "No kind."), 2, "no kind of reason"),
        (("override", *HELD, *WHY, "--line", "2"), 3, "no such finding"),
        (("override", "V9999", "NPI-01", *WHY), 3, "no claim 'V9999'"),
        (("override", "V1001", "NPI-01", *WHY), 3, "its findings hold nothing up"),
        (("override", *HELD, "--take-back", "--words", "Nothing there."), 3, "is not overridden"),
    ],
)
def test_what_cannot_be_overridden_is_told(home: Path, played: Played, words: tuple[str, ...], code: int, said: str) -> None:
    ended = run(home, played, *words)

    check_complaint(ended, code=code)
    assert said in ended.err


def test_an_edit_is_explained_where_there_are_no_books(tmp_path: Path) -> None:
    plain = superbill("edits", "show", "NPI-01", cwd=tmp_path)
    named = superbill("edits", "show", "NPI-01", "--data", "nowhere", cwd=tmp_path)

    assert plain.code == 0 and "Here:" not in plain.out
    check_complaint(named, code=3)
