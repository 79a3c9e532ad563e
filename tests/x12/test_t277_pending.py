"""The payer's list of claims that are pending (277, X228)."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t277pending import T277PENDING
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

PENDING = """
    BHT*0085*08*P-1*20260914*0930*NO
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    PER*IC*CLAIM DESK*TE*6085550100
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK01
    HL*3*2*19*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*4*3*PT
    NM1*QC*1*LINDQVIST*MARA****MI*E100200
    TRN*1*PAYER-77
    STC*P3:317*20260912**197.5******P1:20:PR
    STC*P2:247*20260913**197.5
    REF*EJ*P-77
    REF*BLT*131
    REF*EA*M-7
    REF*D9*CH-5
    DTP*472*RD8*20260801-20260802
    DTP*050*D8*20260810
    DTP*106*D8*20261014
    SVC*HC:99213:25*120*****1
    STC*P2:52*20260913
    REF*FJ*L1
    DTP*472*D8*20260801
    SVC*HC:87880*77.5
    STC*P4:52*20260913
    TRN*2*T-2
    STC*P0:3*20260914**40
    REF*1K*PAYER-78
    HL*5*3*22*0
    NM1*QC*1*LINDQVIST*AXEL
    TRN*1*PAYER-79
    STC*P5:56*20260914**60
"""


def test_a_good_set_has_no_fault_and_is_written_again() -> None:
    assert faults_of(T277PENDING, lines_of(PENDING)) == []
    assert written_again(T277PENDING, PENDING) == lines_of(PENDING)


def test_it_is_found_by_its_guide() -> None:
    assert find_tables("277", "005010X228") == (T277PENDING,)


def test_a_patient_has_claims_and_a_claim_has_lines() -> None:
    source = root_of(T277PENDING, PENDING).need("source")
    provider = source.need("receiver").need("provider")
    first, second = provider.loops("patient")

    assert [len(claim.loops("line")) for claim in first.loops("claim")] == [2, 0]
    assert len(second.loops("claim")) == 1


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("BHT*0085*08*P-1*20260914*0930*NO", "BHT*0085*08*P-1*20260914*0930*TH", [("SNIP2-CODE", "BHT06")]),
        ("HL*4*3*PT", "HL*4*3*PT*1", [("SNIP2-CODE", "HL04")]),
        ("TRN*1*PAYER-77", "TRN*3*PAYER-77", [("SNIP2-CODE", "TRN01")]),
        ("TRN*1*PAYER-79", "", [("SNIP2-OPENER", "TRN")]),
        ("STC*P5:56*20260914**60", "", [("SNIP2-REQUIRED-SEGMENT", "STC")]),
        ("STC*P5:56*20260914**60", "STC*P5:56*20260914", [("SNIP2-REQUIRED", "STC04")]),
        ("STC*P5:56*20260914**60", "STC*P5*20260914**60", [("SNIP1-MISSING", "STC01-2")]),
        ("STC*P2:52*20260913", "STC*P2:52", [("SNIP2-REQUIRED", "STC02")]),
        ("REF*EJ*P-77", "REF*EJ*P-77\nREF*EJ*P-78", [("SNIP2-REPEATS", "REF")]),
        ("DTP*050*D8*20260810", "DTP*050*RD8*20260810-20260811", [("SNIP2-CODE", "DTP02")]),
        ("REF*FJ*L1", "REF*FJ", [("SNIP2-REQUIRED", "REF02"), ("SNIP1-CONDITION", "REF02")]),
    ],
)
def test_each_edge_from_its_wrong_side(old: str, new: str, faults: list[Fault]) -> None:
    assert faults_of(T277PENDING, changed(PENDING, old, new)) == faults


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HL*4*3*PT", "HL*4*3*PT*0"),
        ("PER*IC*CLAIM DESK*TE*6085550100", ""),
        ("NM1*QC*1*LINDQVIST*MARA****MI*E100200", "NM1*QC*1*LINDQVIST*MARA"),
        ("REF*EJ*P-77", ""),
        ("REF*EJ*P-77", "REF*EJ*P-77\nREF*1K*PAYER-77\nREF*XZ*RX9"),
        ("DTP*050*D8*20260810", ""),
        ("DTP*472*D8*20260801", "DTP*472*RD8*20260801-20260802\nDTP*050*D8*20260810"),
        ("STC*P2:52*20260913", "STC*P2:52:85:RX*20260913\nSTC*P1:20*20260914"),
        ("SVC*HC:87880*77.5", "SVC*HC:87880*77.5**0300***2"),
    ],
)
def test_each_edge_from_its_right_side(old: str, new: str) -> None:
    assert faults_of(T277PENDING, changed(PENDING, old, new)) == []
