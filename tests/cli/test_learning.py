"""`superbill coding terms`, `replay`, `calibration` and `trust` on the books of the example visit, with the JSON that is promised."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Ended, check_complaint, check_shape, superbill
from tools.refresh import reference

BOOKS = ("--data", "examples/visit/books")
HIGH = {"term": "high sugar", "words": "high sugar", "code": "R73.9", "accepted": 6, "rejected": 1, "passed": 0, "pointed": 2}


def run(home: Path, *words: str) -> Ended:
    return superbill("coding", *words, *BOOKS, cwd=home)


def test_terms_are_listed_shown_undone_and_given_away(visit_copy: Path) -> None:
    listed = run(visit_copy, "terms", "list", "--json")
    shown = run(visit_copy, "terms", "show", "hypertension", "--json")
    undone = run(visit_copy, "terms", "undo", str(shown.json["decisions"][0]["number"]), "--json")
    gone = run(visit_copy, "terms", "show", "hypertension")
    written = run(visit_copy, "terms", "export", "terms.json")

    shapes = reference.json_shapes()
    for name, ended in (("terms list", listed), ("terms show", shown), ("terms undo", undone)):
        check_shape(shapes[f"coding {name}"], ended.json)
    file = json.loads((visit_copy / "terms.json").read_text())
    check_shape(shapes["coding terms export"], file)
    assert {row["code"] for row in listed.json["rows"]} == {"E11.65", "I10", "M25.561", "Z79.84"}
    assert [(row["kind"], row["visit"]) for row in shown.json["decisions"]] == [("accepted", "V1001")]
    assert (gone.code, gone.out) == (1, "Nobody has decided on this term.\n")
    assert "3 terms written" in written.err and {row["code"] for row in file["terms"]} == {"E11.65", "M25.561", "Z79.84"}


def test_terms_of_another_site_are_merged_once_and_undone_as_one(visit_copy: Path) -> None:
    shutil.copy(Path(__file__).parents[2] / "examples" / "terms.json", visit_copy / "terms.json")

    merged = run(visit_copy, "terms", "merge", "terms.json", "--json")
    again = run(visit_copy, "terms", "merge", "terms.json")
    known = run(visit_copy, "terms", "list", "--which", "new")
    shown = run(visit_copy, "terms", "show", "sugar high", "--json")
    undone = run(visit_copy, "terms", "undo", str(shown.json["decisions"][0]["number"]))

    check_shape(reference.json_shapes()["coding terms merge"], merged.json)
    check_complaint(again, code=3)
    assert merged.json["merged"]["taken"] == 3
    assert "high sugar*" in known.out
    assert undone.out == "Taken back: the terms from site Hillside Clinic (3 decisions).\n"


def test_replay_calibration_and_trust_say_what_can_be_said_of_one_visit(visit_copy: Path) -> None:
    commands = {
        "replay": run(visit_copy, "replay", "--json"),
        "calibration": run(visit_copy, "calibration", "--json"),
        "trust require": run(visit_copy, "trust", "require", "--sample", "20", "--json"),
        "trust shadow": run(visit_copy, "trust", "shadow", "I10", "--json"),
        "trust list": run(visit_copy, "trust", "list", "--json"),
        "trust off": run(visit_copy, "trust", "off", "I10", "--json"),
    }
    refused = run(visit_copy, "trust", "on", "I10")

    for name, ended in commands.items():
        check_shape(reference.json_shapes()[f"coding {name}"], ended.json)
    assert commands["replay"].json["verdict"] == "too few"
    assert commands["calibration"].json["all"]["cases"] == 4
    assert commands["trust list"].json["families"][0]["mode"] == "shadow"
    check_complaint(refused, code=3)
    assert "Coders decided 0 of the 100 cases that are needed." in refused.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("terms", "undo", "999"), 3),
        (("terms", "merge", "note.json"), 2),
        (("trust", "shadow", "I1"), 2),
        (("trust", "require", "--threshold", "50"), 2),
        (("trust", "review", "1", "--right"), 3),
    ],
)
def test_what_cannot_be_done_is_told(visit_copy: Path, words: tuple[str, ...], code: int) -> None:
    (visit_copy / "note.json").write_text('{"patient": "Somebody"}')

    ended = run(visit_copy, *words)

    check_complaint(ended, code=code)
    assert "Somebody" not in ended.err
