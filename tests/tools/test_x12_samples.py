"""The tool that runs the engine over samples: what is waived, what is not, and what no longer is."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from superbill.x12.tools.generate import generate
from tests.x12.agreement import DISAGREEMENTS
from tools import x12_samples
from tools.x12_samples import EXPECTED, WAIVERS, Waiver, main, read_table, read_waivers

HEAD = "# Source: written for this test.\nfile,level,code,spot,count,rule,reason\n"
CHARGE = "837/bad.edi,3,SNIP3-CLAIM-TOTAL,CLM02,1,X222A1 CLM02,the total was changed"
BEFORE = "file,expected,code,spot,segment,note\n"


def made(kind: str, *faults: str) -> bytes:
    return b"".join(generate(kind, seed=1, claims=4, on=date(2026, 9, 18), faults=faults))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean file, one with a wrong total, and texts that are no samples."""
    samples = tmp_path / "samples"
    (samples / "837").mkdir(parents=True)
    (samples / "good.edi").write_bytes(made("835"))
    (samples / "837/bad.edi").write_bytes(made("837P", "total-charge"))
    for name in ("LICENSE", "LICENSE.txt", "README.md", "expected.tsv"):
        (samples / name).write_text("not X12")
    return samples


def run(folder: Path, rows: Sequence[str], *more: str) -> int:
    waivers = folder.parent / "waivers.csv"
    waivers.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return main([str(folder), "--waivers", str(waivers), *more])


def test_a_folder_whose_errors_are_waived_is_explained(folder, capsys):
    assert run(folder, [CHARGE]) == 0

    said = capsys.readouterr()
    assert said.err == "2 samples: 1 clean, 1 explained; 0 to look at\n"
    assert (
        "837/bad.edi\n    1 set (837 005010X222A1), 4 claims · 1: clean · 2: clean · 3: 1 error, all waived · 4: clean"
        in said.out
    )


def test_only_what_is_to_be_looked_at_is_told_when_asked_so(folder, capsys):
    assert run(folder, [CHARGE], "--brief") == 0

    assert capsys.readouterr().out == ""


def test_an_error_without_a_waiver_is_told_with_its_place(folder, capsys):
    assert run(folder, []) == 1

    assert "    unexplained, level 3, 1 times: SNIP3-CLAIM-TOTAL CLM02, first in segment 22: CLM02 is " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (CHARGE.replace(",1,X", ",2,X"), "waived 2 times, found 1 times: SNIP3-CLAIM-TOTAL CLM02 (the total was changed)"),
        (CHARGE.replace("CLM02,1", "CLM03,*"), "waived, found 0 times: SNIP3-CLAIM-TOTAL CLM03 (the total was changed)"),
        (CHARGE.replace("bad", "gone"), "waived, but the file is not in the folder: 837/gone.edi"),
    ],
)
def test_a_waiver_that_does_not_apply_is_told(folder, capsys, row, told):
    rows = [row] if "2,X" in row else [row, CHARGE]

    assert run(folder, rows) == 1

    assert told in capsys.readouterr().out


@pytest.mark.parametrize("row", [CHARGE.replace("CLM02,1", "CLM*,*"), CHARGE.replace("CLM02,1", "CLM0?,1")])
def test_a_waiver_may_cover_several_places_and_any_number(folder, row):
    assert run(folder, [row]) == 0


def test_more_errors_than_are_waived_are_all_unexplained(folder, capsys):
    (folder / "837/bad.edi").write_bytes(made("837P", "se-count", "ge-count"))
    row = "837/bad.edi,1,SNIP1-COUNT,*,1,X12 005010 SE01,one count"

    assert run(folder, [row]) == 1

    said = capsys.readouterr().out
    assert "waived 1 times, found 2 times" in said
    assert "unexplained, level 1, 1 times: SNIP1-COUNT SE01" in said and "SNIP1-COUNT GE01" in said


def test_levels_that_are_not_asked_for_need_no_waiver(folder):
    assert run(folder, [], "--levels", "1,2") == 0
    assert run(folder, [CHARGE], "--levels", "1,2") == 0
    assert run(folder, [], "--levels", "3") == 1


@pytest.mark.parametrize("row", [CHARGE.replace("X222A1 CLM02", " "), CHARGE.replace("the total was changed", "")])
def test_nothing_is_waived_without_a_rule_and_a_reason(folder, row):
    with pytest.raises(SystemExit, match="says no rule or no reason"):
        run(folder, [row])


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        ("837/bad.edi,a wrong total,SNIP3-CLAIM-TOTAL,CLM02,22,", 0, ""),
        ("837/bad.edi,we differ,,,,explained", 0, ""),
        ("837/bad.edi,a wrong total,SNIP3-CLAIM-TOTAL,CLM02,23,", 1, "expected, not found: a wrong total (SNIP3-CLAIM-TOTAL CLM02 in segment 23)"),
        ("837/gone.edi,a wrong total,SNIP3-CLAIM-TOTAL,CLM02,22,", 1, "expected, but the file is not in the folder: 837/gone.edi"),
    ],
)  # fmt: skip
def test_the_errors_that_a_collection_promises_are_looked_for(folder, capsys, row, code, told):
    (folder.parent / "expected.csv").write_text(f"{BEFORE}{row}\n")

    assert run(folder, [CHARGE], "--expected", str(folder.parent / "expected.csv")) == code

    assert told in capsys.readouterr().out


def test_pyx12_is_asked_where_it_knows_the_guide(folder, capsys):
    (folder / "837/bad.edi").write_bytes(made("837P", "trailing-separator"))
    (folder / "dental.edi").write_bytes(made("837D"))

    assert run(folder, [], "--pyx12") == 1

    told = [line.strip() for line in capsys.readouterr().out.splitlines() if "pyx12" in line]
    assert told == ["pyx12 differs from the table: only we find –; only pyx12 BHT"]


def test_bytes_that_are_no_x12_are_an_unexplained_error(folder, capsys):
    (folder / "noise.bin").write_bytes(b"\x00\x01 no X12 here")

    assert run(folder, [CHARGE]) == 1

    assert "noise.bin\n    no set" in capsys.readouterr().out


def test_the_tool_is_a_plain_script(folder):
    done = subprocess.run([sys.executable, x12_samples.__file__, str(folder)], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "waived, but the file is not in the folder" in done.stdout


def test_the_table_of_waivers_has_each_row_once_and_in_order():
    rows = [(each.file, each.level, each.code, each.spot) for each in read_waivers(WAIVERS)]

    assert rows == sorted(set(rows))
    assert all(each.code.startswith(f"SNIP{each.level}-") for each in read_waivers(WAIVERS))


def test_x12_s_own_examples_need_few_waivers_but_for_their_invented_npis():
    own = [each for each in read_waivers(WAIVERS) if each.file.startswith("kputnam+stupidedi") and each.code != "SNIP5-NPI"]

    assert len(own) < 40
    assert sum(1 for each in own if each.level < 5) < 16


def test_what_is_expected_and_not_found_is_explained():
    rows = read_table(EXPECTED)

    assert all(row["note"] for row in rows if not row["code"])
    assert len({row["file"] for row in rows if row["code"]}) == 11


def test_each_disagreement_with_pyx12_says_who_is_right_and_by_which_rule():
    rows = read_table(DISAGREEMENTS)

    assert {row["right"] for row in rows} <= {"superbill", "pyx12", "both"}
    assert all(row["rule"] and (row["ours"] or row["pyx12"]) for row in rows)


def test_a_waiver_covers_its_own_level_only():
    waiver = Waiver("a.edi", 2, "SNIP2-CODE", "NM1*", "*", "rule", "reason")

    assert waiver.covers((2, "SNIP2-CODE", "NM108"))
    assert not waiver.covers((5, "SNIP2-CODE", "NM108"))
    assert not waiver.covers((2, "SNIP2-CODE", "N102"))
