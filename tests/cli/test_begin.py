"""A real practice from the command line: its books are opened, people are let in, tables are loaded, a visit is kept."""

import re
from pathlib import Path

import pytest

from tests.cli.running import ROOT, check_complaint, superbill

PRACTICE = ROOT / "examples" / "practice.toml"
VISIT = ROOT / "examples" / "visit"
LINK = re.compile(r"(\w+) +/enter/[\w-]{32}/\n\Z")


def begin(folder: Path) -> None:
    begun = superbill("begin", PRACTICE, "--manager", "Ingrid Halvorsen", "--data", "clinic", cwd=folder)
    assert (begun.code, LINK.fullmatch(begun.out) is not None) == (0, True), begun.err


@pytest.fixture
def clinic(tmp_path: Path, code_tables: Path) -> Path:
    """A folder in which the books of a practice stand in `clinic`."""
    begin(tmp_path)
    return tmp_path


def test_the_books_are_opened_and_opening_them_again_changes_nothing(clinic: Path) -> None:
    begin(clinic)

    assert superbill("doctor", "--data", "clinic", cwd=clinic).code == 0


def test_the_books_of_another_practice_are_left_alone(clinic: Path) -> None:
    other = clinic / "other.toml"
    other.write_text(PRACTICE.read_text().replace("2876500101", "2876500309"))

    refused = superbill("begin", other, "--manager", "A B", "--data", "clinic", cwd=clinic)

    check_complaint(refused, code=3)
    assert "Lakeside Family Medicine" in refused.err


def test_a_practice_with_a_wrong_npi_is_refused(tmp_path: Path, code_tables: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(PRACTICE.read_text().replace("2876500101", "2876500102"))

    refused = superbill("begin", wrong, "--manager", "A B", "--data", "clinic", cwd=tmp_path)

    check_complaint(refused, code=2)


def test_others_are_let_in_by_role(clinic: Path) -> None:
    invited = superbill("invite", "dreyes", "--name", "Dana Reyes", "--role", "coder", "--data", "clinic", cwd=clinic)
    refused = superbill("invite", "x", "--name", "X Y", "--role", "boss", "--data", "clinic", cwd=clinic)

    assert (invited.code, LINK.fullmatch(invited.out)[1]) == (0, "coder")
    check_complaint(refused, code=2)


def test_tables_are_loaded_and_a_table_that_cannot_be_read_is_refused(clinic: Path) -> None:
    fees = superbill("load", "fees", VISIT / "fees.csv", "--data", "clinic", cwd=clinic)
    contract = superbill("load", "contract", VISIT / "contract.toml", "--for", "ACME1", "--data", "clinic", cwd=clinic)
    wrong = superbill("load", "fees", VISIT / "contract.toml", "--data", "clinic", cwd=clinic)
    for_nobody = superbill("load", "contract", VISIT / "contract.toml", "--data", "clinic", cwd=clinic)

    assert (fees.code, contract.code, for_nobody.code) == (0, 0, 2)
    check_complaint(wrong, code=2)


def test_a_visit_is_kept_with_its_note_and_waits_to_be_coded(clinic: Path) -> None:
    words = ("register", VISIT / "visit.toml", "--note", VISIT / "note.txt", "--on", "2026-09-08", "--data", "clinic")

    kept = superbill(*words, cwd=clinic)
    again = superbill(*words, cwd=clinic)

    assert (kept.code, kept.out) == (0, "visit V1001: 0 findings, kept\n")
    check_complaint(again, code=2)
