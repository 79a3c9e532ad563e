"""The sample files of `tests/samples`: ours are written again byte for byte, what payers get wrong is read all the same.

After a change of a writer that is meant: `python -m tests.exchange.test_samples` writes ours anew; look at the difference.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.exchange.claims_837p import read_837p
from superbill.exchange.kinds import kind_of
from superbill.exchange.remits_835 import Bank, as_carried, read_835
from tests.exchange.invented import (
    ACCEPTED,
    CLAIM,
    DENIED,
    DEPENDENT,
    PAID,
    REJECTED,
    REMIT,
    REPLACEMENT,
    TWELVE,
    claim_answer,
    claims_file,
    file_answer,
    remit_file,
)
from tests.pyx12_check import pyx12_errors

FOLDER = Path(__file__).parent.parent / "samples"
READERS: dict[str, Callable[[bytes], tuple[object, ...]]] = {
    "837P": read_837p,
    "835": read_835,
    "999": read_999,
    "277CA": read_277ca,
}
BANK = Bank("999999992", "1234567", "999999992", "7654321")


def ours() -> dict[str, bytes]:
    """Every sample that the program writes itself, by its path."""
    batch = claims_file(CLAIM, DEPENDENT)
    broken = batch.replace(b"*D8*19680304*", b"*D8*19681304*").replace(b"SV1*HC:99214*185*", b"SV1*HC:99214*18x*", 1)
    nothing = replace(REMIT, claims=(DENIED,), provider_adjustments=(), paid_cents=0, method="NON")
    return {
        "837P/subscriber_and_dependent.edi": batch,
        "837P/replacement.edi": claims_file(REPLACEMENT),
        "837P/twelve_diagnoses.edi": claims_file(TWELVE),
        "835/paid_denied_reversed.edi": remit_file(REMIT, BANK),
        "835/nothing_paid.edi": remit_file(nothing),
        "999/accepted.edi": file_answer(batch),
        "999/rejected.edi": file_answer(broken),
        "277CA/accepted_and_rejected.edi": claim_answer((ACCEPTED, CLAIM), (REJECTED, DEPENDENT)),
    }


def samples() -> list[Path]:
    return sorted(FOLDER.rglob("*.edi"))


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sample_is_of_the_kind_of_its_folder_and_is_read(path):
    data = path.read_bytes()

    assert kind_of(data) == path.parent.name
    assert READERS[path.parent.name](data)


@pytest.mark.parametrize("name", sorted(ours()))
def test_a_sample_of_ours_is_written_byte_for_byte(name):
    assert (FOLDER / name).read_bytes() == ours()[name]


@pytest.mark.parametrize("name", sorted(ours()))
def test_an_independent_validator_finds_no_error_in_a_sample_of_ours(name):
    assert pyx12_errors((FOLDER / name).read_bytes()) == []


def test_a_remittance_as_payers_really_send_it_is_read_whole():
    """No LX, payer and payee named again, no REF*6R, an unknown date, small letters, line ends and blanks of all kinds."""
    (remit,) = read_835((FOLDER / "835" / "as_payers_send_it.edi").read_bytes())

    lines = tuple(replace(line, line_no=None) for line in PAID.lines)
    assert remit == as_carried(replace(REMIT, claims=(replace(PAID, lines=lines), *REMIT.claims[1:])))


if __name__ == "__main__":
    for name, data in ours().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
