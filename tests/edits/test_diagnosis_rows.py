"""What the diagnosis code set says of one code, as edits look it up: the side of the body, and manifestations."""

from datetime import date

import pytest

from superbill.edits.diagnosis_rows import diagnosis_row
from tests.edits.cases import InventedCode, InventedCodes

DAY = date(2026, 9, 14)
CODES = InventedCodes(
    (
        InventedCode("M25.561", "Pain in right knee"),
        InventedCode("M25.562", "Pain in left knee"),
        InventedCode("M25.569", "Pain in unspecified knee"),
        InventedCode("S05.91XA", "Unspecified injury of right eye, initial encounter"),
        InventedCode("S05.92XA", "Unspecified injury of left eye, initial encounter"),
        InventedCode("S05.90XA", "Unspecified injury of unspecified eye, initial encounter"),
        InventedCode("H25.13", "Cataract, bilateral"),
        InventedCode("H10.9", "Unspecified conjunctivitis"),
        InventedCode("H10.1", "Conjunctivitis of the right and of the left eye"),
        InventedCode("F02.80", "Dementia in other diseases", ages=(18, 124)),
    )
)


@pytest.mark.parametrize(
    ("code", "side"),
    [
        ("M25.561", "right"),
        ("M25.562", "left"),
        ("H25.13", "bilateral"),
        ("M25.569", "unspecified"),
        ("S05.90XA", "unspecified"),
        ("S05.91XA", "right"),
        ("H10.9", ""),
        ("H10.1", ""),
    ],
)
def test_a_code_has_the_side_that_its_title_names_or_leaves_open(code: str, side: str) -> None:
    row = diagnosis_row(CODES, code, on=DAY)

    assert row is not None
    assert row["side"] == side


def test_a_row_tells_manifestations_and_ages() -> None:
    row = diagnosis_row(CODES, "F02.80", on=DAY)

    assert row is not None
    assert (row["manifestation"], row["age_low"], row["age_high"]) == (True, 18, 124)


def test_a_code_that_is_not_there_has_no_row() -> None:
    assert diagnosis_row(CODES, "I99.99", on=DAY) is None
