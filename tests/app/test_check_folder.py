"""Claims in Parquet are checked part after part and piece after piece, and find what they find at once."""

from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from superbill.app.check_file import CheckedClaim, checking
from superbill.app.check_folder import check_folder
from superbill.edits.check import NotRun
from superbill.storage.claims_folder import ClaimsFolder, pieces_in
from superbill.x12.tools.generate import generate

DAY = date(2026, 9, 18)
CLAIMS = 60


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Path:
    """A folder with some claims of two kinds."""
    folder = tmp_path_factory.mktemp("claims") / "saved"
    with ClaimsFolder(folder) as into, checking(on=DAY, only=("LINE-01",), save=into) as run:
        for kind in ("837P", "837I"):
            run.read(generate(kind, seed=3, claims=CLAIMS // 2, on=DAY), name=kind, take=lambda claim: None)
    return folder


Told = tuple[list[CheckedClaim], tuple[NotRun, ...], int, list[tuple[int, int]]]


def check(folder: Path, *, lines_at_once: int = 1_000_000, payer_id: str = "") -> Told:
    """What is found, what was not run, how many claims there were, and what was told on the way."""
    claims: list[CheckedClaim] = []
    told: list[tuple[int, int]] = []
    with checking(on=DAY, payer_id=payer_id) as run:
        check_folder(
            folder, run, name="claims", take=claims.append, lines_at_once=lines_at_once, progress=lambda *done: told.append(done)
        )
        return claims, run.not_run, run.claims, told


def divide(folder: Path, into: Path, *, first: int) -> None:
    """Two parts: the first claims, and the others, numbered anew."""
    with closing(duckdb.connect(":memory:")) as db:
        for path in folder.glob("*.parquet"):
            for number, (test, less) in enumerate(((f"claim_at < {first}", 0), (f"claim_at >= {first}", first))):
                part = into / f"part-{number:05d}"
                part.mkdir(parents=True, exist_ok=True)
                query = f"SELECT * REPLACE (claim_at - {less} AS claim_at) FROM '{path}' WHERE {test}"  # noqa: S608
                db.execute(f"COPY ({query}) TO '{part / path.name}' (FORMAT parquet)")


def test_pieces_find_what_is_found_at_once(saved: Path) -> None:
    whole, not_run, count, _ = check(saved)

    claims, not_run_in_pieces, count_in_pieces, told = check(saved, lines_at_once=20)

    assert len(pieces_in(saved, lines_at_once=20)) > 3
    assert claims == whole
    assert not_run_in_pieces == not_run
    assert count_in_pieces == count == CLAIMS
    assert any(claim.findings for claim in whole)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("payer_id", ["", "FIR1"])
def test_parts_find_what_is_found_at_once(saved: Path, tmp_path: Path, payer_id: str) -> None:
    whole, not_run, count, _ = check(saved, payer_id=payer_id)
    divide(saved, tmp_path, first=17)

    claims, not_run_in_parts, count_in_parts, told = check(tmp_path, lines_at_once=40, payer_id=payer_id)

    assert claims == whole
    assert not_run_in_parts == not_run
    assert count_in_parts == count
    assert told[-1][0] == told[-1][1]


def test_every_claim_is_in_one_piece(saved: Path) -> None:
    for lines_at_once in (1, 7, 50, 10_000):
        pieces = pieces_in(saved, lines_at_once=lines_at_once)

        assert [number for piece in pieces for number in piece] == list(range(CLAIMS))
