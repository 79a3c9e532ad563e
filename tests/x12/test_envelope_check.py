"""The times of ISA and GS, on both sides of each edge."""

import pytest

from superbill.x12.envelope_check import gs_faults, isa_faults

ISA = (
    "00",
    " " * 10,
    "00",
    " " * 10,
    "ZZ",
    f"{'LAKE':15}",
    "ZZ",
    f"{'ELM':15}",
    "260914",
    "0930",
    "^",
    "00501",
    "000000001",
    "0",
    "T",
    ":",
)
GS = ("HC", "LAKE", "ELM", "20260914", "0930", "1", "X", "005010X222A1")


@pytest.mark.parametrize(("time", "wrong"), [("0000", False), ("2359", False), ("2400", True), ("2360", True), ("093 ", True)])
def test_the_time_of_the_interchange_is_a_time(time, wrong):
    assert [element for element, _ in isa_faults((*ISA[:9], time, *ISA[10:]))] == [10] * wrong


@pytest.mark.parametrize(
    ("time", "wrong"),
    [
        ("0930", False),
        ("093059", False),
        ("0930591", False),
        ("09305999", False),
        ("093060", True),
        ("102497", True),
        ("09305", True),
        ("093059999", True),
        ("", True),
    ],
)
def test_the_time_of_the_group_may_have_seconds_and_less(time, wrong):
    assert [element for element, _ in gs_faults((*GS[:4], time, *GS[5:]))] == [5] * wrong
