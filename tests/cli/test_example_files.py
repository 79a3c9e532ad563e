"""The files that stand in examples/visit are what comes out: each is made from the one before it."""

import pytest

from tests.cli.conftest import Played
from tests.cli.running import ROOT

MADE = (
    "visit.json", "codes.json", "sheet.json", "claim.json", "findings.json", "expected.json", "claim.837",
    "ack.999", "ack.277ca", "remit.835", "entries.json", "bank.csv", "statement.pdf", "trail.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_a_file_of_the_example_is_what_comes_out(name: str, visited: Played) -> None:
    shown = (ROOT / "examples" / "visit" / name).read_bytes()

    made = (visited.folder / "examples" / "visit" / name).read_bytes()

    assert made == shown, f"run `superbill visit examples/visit` and look at what changed in {name}"
