"""A release of ICD-10-CM that is not installed, tried on claims of the past: what will begin to be denied?"""

from datetime import date
from pathlib import Path

import pytest

from superbill.app.backtest import backtest
from superbill.app.code_books import shelves_here
from superbill.app.code_tables import build_code_tables, which_tables
from superbill.codes.books import icd10cm_tabular
from tests.cli.running import ROOT
from tests.storage.test_code_tables_of_the_shelf import CHANGES, TABULAR

VISIT = ROOT / "examples" / "visit"
ADDENDA = "icd10cm_order_addenda_2027.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The claim of the example for two codes of a small tabular list, the answer to it, and next October's addenda."""
    (tmp_path / "small.xml").write_text(TABULAR)
    monkeypatch.setattr(icd10cm_tabular, "tabular_file", lambda: tmp_path / "small.xml")
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))
    build_code_tables()
    claim = (VISIT / "claim.837").read_bytes()
    (before,) = [segment for segment in claim.split(b"~") if segment.strip().startswith(b"HI*")]
    (tmp_path / "claim.837").write_bytes(claim.replace(before.strip(), b"HI*ABK:I10*ABF:J00"))
    (tmp_path / "remit.835").write_bytes((VISIT / "remit.835").read_bytes())
    (tmp_path / ADDENDA).write_bytes(CHANGES)
    return tmp_path


def held(folder: Path, *, on: date, tried: bool) -> dict[str, tuple[int, int]]:
    """By edit the claims that it would have been asked of, and those that it would have held."""
    files = [folder / "claim.837", folder / "remit.835"]
    told = backtest(("ICD-01", "ICD-02"), files, served_from=on, with_packs=[folder / ADDENDA] if tried else [])
    assert not told.not_run
    return {tally.edit: (tally.claims, tally.held) for tally in told.tallies}


def test_codes_that_a_release_ends_or_divides_are_held_from_its_day(folder: Path) -> None:
    after = held(folder, on=date(2026, 10, 5), tried=True)
    before = held(folder, on=date(2026, 9, 1), tried=True)

    assert after == {"ICD-01": (1, 1), "ICD-02": (1, 1)}
    assert before == {"ICD-01": (1, 0), "ICD-02": (1, 0)}


def test_a_release_that_is_tried_stays_nowhere(folder: Path) -> None:
    tables = Path(which_tables()).read_bytes()

    held(folder, on=date(2026, 10, 5), tried=True)

    assert held(folder, on=date(2026, 9, 1), tried=False) == {"ICD-01": (1, 0), "ICD-02": (1, 0)}
    assert {pack.installed_by for pack in shelves_here().read().of("icd10cm")} == {"superbill"}
    assert Path(which_tables()).read_bytes() == tables
