"""`superbill visit`: the thread from note to statement in one folder."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played, copy_example
from tests.cli.running import GIVEN, check_complaint, check_shape, superbill, superbill_here
from tools.refresh import reference

CANARY = "Margaret Kowalski rule out Huntington canary"


def test_a_visit_leaves_every_file_that_the_reference_names(visited: Played) -> None:
    files = {path.name for path in (visited.folder / "examples/visit").iterdir()}

    assert visited.ended.code == 0, visited.ended.err
    assert files == {*reference.GIVEN, *reference.MADE_BY, "books"}


def test_a_visit_says_each_step_of_the_reference_in_order(visited: Played) -> None:
    steps = list(dict.fromkeys(step for step, *_ in reference.MADE_BY.values()))

    lines = visited.ended.out.splitlines()
    said = [next((step for step in steps if line.strip().startswith(step)), "") for line in lines]

    assert [step for step in said if step] == steps


def test_a_visit_ends_paid_with_a_trail_to_the_words_of_the_note(visited: Played) -> None:
    trail = (visited.folder / "examples/visit/trail.txt").read_text()

    assert "paid 116.64, patient owes 31.81" in visited.ended.out
    assert "[Type 2 diabetes mellitus with hyperglycemia]" in trail


def test_a_second_run_leaves_the_same_bytes(visited: Played, visit_copy: Path) -> None:
    again = superbill("visit", "examples/visit", "--json", cwd=visit_copy)

    check_shape(reference.json_shapes()["visit"], again.json)
    assert again.code == 0, again.err
    changed = [
        name
        for name in reference.MADE_BY
        if (visit_copy / "examples/visit" / name).read_bytes() != (visited.folder / "examples/visit" / name).read_bytes()
    ]
    assert changed == []


def test_the_books_of_a_visit_stay_out_of_the_practices_own_database(tmp_path: Path, code_tables: Path) -> None:
    folder = copy_example(tmp_path)
    nobody = "postgres://nobody@127.0.0.1:1/nothing"

    ended = superbill("visit", folder, cwd=tmp_path, env={"SUPERBILL_DATABASE_URL": nobody})

    assert ended.code == 0, ended.err
    assert (folder / "books/superbill.sqlite3").exists()


@pytest.mark.parametrize("name", GIVEN)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = copy_example(tmp_path)
    (folder / name).unlink()

    ended = superbill_here("visit", folder, cwd=tmp_path)

    check_complaint(ended, code=2)
    assert f"where: {name}" in ended.err
    assert not (folder / "books").exists()


SPOILT = [
    ("visit.toml", b'number = "V1001\n', "visit.toml"),
    ("visit.toml", b'number = "V1001"\n', "visit.toml"),
    ("sheet.toml", f'by = "Dana"\ncode = [{{ word = "{CANARY}" }}]\n'.encode(), "sheet.toml"),
    ("note.txt", b"\xd0\xcf\x11\xe0 " + CANARY.encode(), "note"),
    ("fees.csv", b"code,dollars\n99214,much\n", "charges, line"),
    ("contract.toml", f'x = "{CANARY}'.encode(), "contract"),
    ("benefits.toml", f'copay = "{CANARY}"'.encode(), "benefits"),
]


@pytest.mark.parametrize(("name", "text", "where"), SPOILT, ids=[f"{name}-{place}" for place, (name, _, _) in enumerate(SPOILT)])
def test_a_malformed_file_is_named_and_not_quoted(tmp_path: Path, code_tables: Path, name: str, text: bytes, where: str) -> None:
    folder = copy_example(tmp_path)
    (folder / name).write_bytes(text)

    ended = superbill("visit", folder, cwd=tmp_path)

    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert ended.err.startswith("superbill: ") and "\n  what to do: " in ended.err
    assert where in ended.err
    assert "canary" not in ended.err and "canary" not in ended.out


def test_a_claim_that_the_edits_hold_ends_with_3_and_keeps_what_was_done(tmp_path: Path, code_tables: Path) -> None:
    folder = copy_example(tmp_path)
    registered = (folder / "visit.toml").read_text()
    (folder / "visit.toml").write_text(registered.replace("since = 2024-01-01", "since = 2024-01-01, until = 2026-09-01"))

    ended = superbill("visit", folder, cwd=tmp_path)

    assert ended.code == 3
    assert "COV-01" in ended.err and "what to do:" in ended.err and "Traceback" not in ended.err
    assert "held by edits" in ended.out
    assert (folder / "findings.json").exists() and not (folder / "claim.837").exists()


def test_a_folder_called_books_that_is_not_ours_is_left_alone(tmp_path: Path, code_tables: Path) -> None:
    folder = copy_example(tmp_path)
    (folder / "books").mkdir()
    (folder / "books/mine.txt").write_text("keep me")

    ended = superbill("visit", folder, cwd=tmp_path)

    check_complaint(ended, code=3)
    assert (folder / "books/mine.txt").read_text() == "keep me"


def test_a_folder_that_cannot_be_written_is_said(visit_copy: Path) -> None:
    made = visit_copy / "examples/visit/visit.json"
    made.unlink()
    made.mkdir()

    ended = superbill("visit", "examples/visit", cwd=visit_copy)

    assert ended.code == 3
    assert "visit.json" in ended.err and "Traceback" not in ended.err
    shutil.rmtree(made)
