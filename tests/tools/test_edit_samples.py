"""The tool that holds what stops samples against judgements: what is new, what is gone, and that wrong stops are counted."""

import json
from pathlib import Path

import pytest

from tests.x12.invented_claims import file_with
from tools import edit_samples

HEADER = "file,claim,edit,place,judgement,because\n"
POINTER = "wrong.837,C1,PTR-01,line 1 diagnosis pointer"


@pytest.fixture
def folder(tmp_path: Path, code_tables: Path) -> Path:
    """One sample that is right and one whose first line points to nothing."""
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "right.837").write_bytes(file_with("P"))
    (tmp_path / "samples" / "wrong.837").write_bytes(file_with("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1")))
    (tmp_path / "samples" / "README.md").write_text("not a sample")
    return tmp_path


def run(folder: Path, table: str, *words: str) -> int:
    (folder / "stops.csv").write_text(HEADER + table)
    return edit_samples.main([str(folder / "samples"), "--judged", str(folder / "stops.csv"), *words])


def test_a_stop_that_nobody_judged_is_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(folder, "")

    said = capsys.readouterr()
    assert code == 1
    assert said.out.startswith("new: wrong.837, C1: PTR-01 line 1 diagnosis pointer: ")
    assert said.err.startswith("2 claims, 1 stopped by 1 findings: 1 not judged, 0 gone;")


def test_a_stop_that_was_judged_right_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(folder, f"{POINTER},right,the line has no pointer\n", "--all")

    assert code == 0
    assert capsys.readouterr().out.startswith("right: wrong.837, C1: PTR-01")


def test_a_judgement_without_its_stop_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(folder, f"{POINTER},right,the line has no pointer\nright.837,C1,PTR-01,*,right,it was there\n")

    assert code == 1
    assert capsys.readouterr().out == "judged, but no longer found: right.837, C1: PTR-01 *\n"


def test_too_many_wrong_stops_are_not_let_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(folder, f"{POINTER},wrong,invented\n")

    assert code == 1
    assert "1 claims (50.0%) are stopped by a finding that is wrong" in capsys.readouterr().err


@pytest.mark.parametrize("row", [f"{POINTER},maybe,why\n", f"{POINTER},right, \n"])
def test_a_row_without_a_judgement_or_a_reason_is_refused(folder: Path, row: str) -> None:
    with pytest.raises(SystemExit):
        run(folder, row)


def test_what_professionals_coded_is_checked_as_an_office_visit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visits = [{"title": "one", "dx": [["I10", "words"]]}, {"title": "two", "dx": [["I1X", "words"]]}]
    (folder / "samples" / "visits.json").write_text(json.dumps(visits))
    (folder / "samples" / "other.json").write_text("{}")

    run(folder, f"{POINTER},right,the line has no pointer\n")

    said = capsys.readouterr()
    assert "4 claims" in said.err
    assert {line.split(":")[1].strip() for line in said.out.splitlines()} == {"visits.json, two"}


def test_the_table_in_the_repository_judges_every_row() -> None:
    rows = edit_samples.read_judgements(edit_samples.JUDGED)

    assert len(rows) > 400
    assert all("/" not in row.file for row in rows)
