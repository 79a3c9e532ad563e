"""Levels 1 and 2 agree with pyx12 on every wanted fault of generated files; each disagreement stands in the table, with who is right.

The public samples are compared by `tools/x12_samples.py --pyx12` against the same table.
"""

from datetime import date
from functools import cache

import pytest

from superbill.x12.tools.faults import NoPlaceForFault, faults_for
from superbill.x12.tools.generate import generate
from tests.x12.agreement import Comparison, compare, is_same, read_disagreements

DAY = date(2026, 9, 18)
KINDS = ("837P", "837I", "835", "834")
CASES = [(kind, name) for kind in KINDS for name, fault in faults_for(kind).items() if fault.level <= 2]
TABLE = read_disagreements()


@cache
def compared(kind: str, name: str) -> Comparison:
    """A file as small as has a place for the fault; families are many claims without a fault."""
    if name == "families":
        return compare(b"".join(generate(kind, seed=1, claims=40, on=DAY)))
    for claims in (4, 60):
        try:
            return compare(b"".join(generate(kind, seed=1, claims=claims, on=DAY, faults=[name] if name != "clean" else [])))
        except NoPlaceForFault:
            continue
    raise AssertionError(f"{name} has no place in 60 claims")


@pytest.mark.parametrize(("kind", "name"), [*CASES, *((kind, name) for kind in KINDS for name in ("clean", "families"))])
def test_pyx12_agrees_or_the_table_says_why_not(kind, name):
    found = compared(kind, name)

    assert (found.ours, found.pyx12) == TABLE.get(f"generated/{kind}/{name}", ((), ()))


def test_every_generated_file_of_the_table_is_compared():
    named = {file.removeprefix("generated/") for file in TABLE if file.startswith("generated/")}

    assert named <= {f"{kind}/{name}" for kind, name in CASES} | {f"{kind}/families" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_without_a_fault_is_accepted_by_both(kind):
    found = compared(kind, "clean")

    assert not found.ours_rejects and not found.pyx12_rejects


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_every_fault_is_found_by_us(kind, name):
    assert compared(kind, name).ours_rejects or name == "trailing-separator"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("NM109", "NM109", True),
        ("NM109", "NM1", True),
        ("N4", "N403", True),
        ("NM109", "NM108", False),
        ("N4", "N3", False),
        ("2010AA", "2010BB", False),
        ("NM1", "N1", False),
    ],
)
def test_a_segment_is_the_place_of_its_elements(one, other, same):
    assert is_same(one, other) is same
