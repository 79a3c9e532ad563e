"""superbill: Arrow tables with balances, by the kernels, in batches of flat memory."""

from datetime import date
from pathlib import Path

from superbill.x12.arrow import stream_tables
from superbill.x12.layouts.claims import CLAIM_TABLES
from superbill.x12.layouts.remittances import REMITTANCE_TABLES
from superbill.x12.tools.generate import generate

FAST = True


def prepare(kind: str) -> None:
    """Load what numba compiled before."""
    list(stream_tables(generate(kind, seed=2, claims=2, on=date(2026, 9, 1)), layout=_layout(kind), fast=FAST))


def work(path: str, kind: str) -> int:
    """Read the file into tables, batch by batch."""
    claims = 0
    with Path(path).open("rb") as file:
        for batch in stream_tables(iter(lambda: file.read(1 << 20), b""), layout=_layout(kind), fast=FAST):
            assert not batch["problems"].num_rows, "the file is clean"
            claims += batch["claims"].num_rows
    return claims


def _layout(kind: str):
    return CLAIM_TABLES if kind == "837P" else REMITTANCE_TABLES
