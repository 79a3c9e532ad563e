"""The 276 and its 277, the payer's request for more (277, X213) and the acknowledgment of claims (277, X214)."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t276 import T276
from superbill.x12.transactions.t277 import T277
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t277rfi import T277RFI
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

REQUEST = """
    BHT*0010*13*S-1*20260914*0930
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK01
    HL*3*2*19*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    NM1*1P*1*ROWAN*IDA****XX*2000000028
    HL*4*3*22*0
    DMG*D8*19680304*F
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    TRN*1*T-1
    REF*1K*PAYER-77
    REF*BLT*131
    REF*EJ*P-77
    REF*D9*CH-5
    AMT*T3*197.5
    DTP*472*RD8*20260801-20260802
    SVC*HC:99213:25*120*****1
    REF*FJ*L1
    DTP*472*D8*20260801
    HL*5*3*22*1
    NM1*IL*1*LINDQVIST*NILS****MI*E100201
    HL*6*5*23
    DMG*D8*20150102*M
    NM1*QC*1*LINDQVIST*AXEL
    TRN*1*T-2
    REF*XZ*RX9
    DTP*472*D8*20260810
"""
RESPONSE = """
    BHT*0010*08*S-1*20260914*0931*DG
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    PER*IC*CLAIM DESK*TE*6085550100*EX*3
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK01
    HL*3*2*19*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*4*3*22*0
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    TRN*2*T-1
    STC*F1:65*20260914**197.5*160*20260910**20260912*EFT9*F1:107
    REF*1K*PAYER-77
    REF*EJ*P-77
    REF*VV*V-1
    DTP*472*RD8*20260801-20260802
    SVC*HC:99213:25*120*90****1
    STC*F1:65*20260914
    REF*FJ*L1
    DTP*472*D8*20260801
    HL*5*3*22*1
    NM1*IL*1*LINDQVIST*NILS****MI*E100201
    HL*6*5*23
    NM1*QC*1*LINDQVIST*AXEL
    TRN*2*T-2
    STC*F2:85:1P:RX*20260914
    REF*XZ*RX9
"""
NOT_ALLOWED = """
    BHT*0010*08*S-1*20260914*0931*DG
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    HL*2*1*21*0
    NM1*41*2*OAK BILLING*****46*OAK01
    TRN*2*S-1
    STC*D0:24:41*20260914
"""
WANTED = """
    BHT*0085*48*W-1*20260914*0930*RQ
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    PER*IC*MEDICAL REVIEW*TE*6085550100
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK01
    HL*3*2*19*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*4*3*PT
    NM1*QC*1*LINDQVIST*MARA****MI*E100200
    TRN*1*PAYER-77
    STC*R4:18842-5::LOI*20260914**197.5******R4:11506-3::LOI
    STC*R1:20:PR*20260914
    REF*EJ*P-77
    DTP*472*D8*20260801
    DTP*106*D8*20261014
    PWK*OZ*EL***AC*ATT-1
    PER*IC*RECORDS*FX*6085550109
    SVC*HC:99213*120*****1
    STC*R4:28570-0::LOI
    REF*FJ*L1
"""
TAKEN = """
    BHT*0085*08*A-1*20260914*0931*TH
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    TRN*1*IN-1
    DTP*050*D8*20260914
    DTP*009*D8*20260914
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK01
    TRN*2*S-1
    STC*A1:19:PR*20260914*WQ*197.5
    QTY*AA*1
    AMT*YY*197.5
    HL*3*2*19*1
    NM1*85*2*OAK STREET CLINIC*****XX*2000000010
    HL*4*3*PT
    NM1*QC*1*LINDQVIST*MARA****MI*E100200
    TRN*2*P-77
    STC*A7:562:85*20260914*U*197.5
    DTP*472*D8*20260801
    SVC*HC:99213*120*****1
    STC*A7:454**U
    REF*FJ*L1
"""
SETS = {
    "a request": (T276, REQUEST),
    "a response": (T277, RESPONSE),
    "a refusal": (T277, NOT_ALLOWED),
    "more wanted": (T277RFI, WANTED),
    "taken in": (T277CA, TAKEN),
}
DECIDED = "STC*F1:65*20260914**197.5*160*20260910**20260912*EFT9*F1:107"
LINE = "SVC*HC:99213:25*120*****1"


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table: Transaction, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


def test_the_guide_says_which_277_it_is() -> None:
    assert find_tables("277", "005010X212") == find_tables("277", "005010X212E1") == (T277,)
    assert find_tables("277", "005010X213") == (T277RFI,)
    assert find_tables("277", "005010X214") == (T277CA,)
    assert find_tables("276", "005010X212") == (T276,)


def test_a_claim_stands_at_the_patient() -> None:
    provider = root_of(T276, REQUEST).need("source").need("receiver").need("provider")
    mara, nils = provider.loops("subscriber")

    assert len(provider.loops("who")) == 2
    assert mara.need("claim").text("payer_claim_number", "number") == "PAYER-77"
    assert mara.need("claim").need("line").get("service").cents("charge") == 12000
    assert nils.loops("claim") == []
    assert nils.need("dependent").need("claim").text("prescription", "number") == "RX9"


def test_a_level_that_is_answered_as_a_whole_has_none_below() -> None:
    receiver = root_of(T277, NOT_ALLOWED).need("source").need("receiver")

    assert receiver.need("answer").text("status", "entity") == "41"
    assert receiver.loops("provider") == []


def test_what_is_wanted_stands_at_the_claim_and_at_its_lines() -> None:
    claim = root_of(T277RFI, WANTED).need("source").need("receiver").need("provider").need("patient").need("claim")

    assert [row.text("status") for row in claim.every("asked")] == ["18842-5", "20"]
    assert claim.text("asked", "second_list") == "LOI"
    assert claim.need("supplement").text("contact", "number") == "6085550109"
    assert claim.need("line").text("asked", "status") == "28570-0"


EDGES = {
    "a purpose that is none": (T276, REQUEST, "BHT*0010*13*S-1*20260914*0930", "BHT*0010*08*S-1*20260914*0930", [("SNIP2-CODE", "BHT02")]),
    "two providers": (T276, REQUEST, "NM1*1P*1*ROWAN*IDA****XX*2000000028", "NM1*1P*1*ROWAN*IDA****SV*77", []),
    "three providers": (T276, REQUEST, "NM1*1P*1*ROWAN*IDA****XX*2000000028", "NM1*1P*1*ROWAN*IDA****XX*2000000028\nNM1*1P*1*ASH*UNO****SV*77", [("SNIP2-LOOP-REPEATS", "NM1")]),
    "a provider without a name": (T276, REQUEST, "NM1*1P*2*OAK STREET CLINIC*****XX*2000000010", "NM1*1P*2******XX*2000000010", []),
    "a subscriber without one": (T276, REQUEST, "NM1*IL*1*LINDQVIST*NILS****MI*E100201", "NM1*IL*1******MI*E100201", [("SNIP2-REQUIRED", "NM103")]),
    "a subscriber who was not born": (T276, REQUEST, "DMG*D8*19680304*F", "", []),
    "a dependent who was not": (T276, REQUEST, "DMG*D8*20150102*M", "", [("SNIP2-REQUIRED-SEGMENT", "DMG")]),
    "an unknown sex": (T276, REQUEST, "DMG*D8*20150102*M", "DMG*D8*20150102*U", [("SNIP2-CODE", "DMG03")]),
    "a dependent's number": (T276, REQUEST, "NM1*QC*1*LINDQVIST*AXEL", "NM1*QC*1*LINDQVIST*AXEL****MI*E9", [("SNIP2-NOT-USED", "NM108"), ("SNIP2-NOT-USED", "NM109")]),
    "a dependent's children": (T276, REQUEST, "HL*6*5*23", "HL*6*5*23*0", [("SNIP2-NOT-USED", "HL04")]),
    "a voucher in a request": (T276, REQUEST, "REF*XZ*RX9", "REF*VV*V-1", [("SNIP2-QUALIFIER", "REF01")]),
    "a line without its charge": (T276, REQUEST, LINE, "SVC*HC:99213:25******1", [("SNIP1-MISSING", "SVC02")]),
    "a line without units": (T276, REQUEST, LINE, "SVC*HC:99213:25*120", []),
    "a drug": (T276, REQUEST, LINE, "SVC*N4:00000000001*120*****1", []),
    "a paid amount in a request": (T276, REQUEST, LINE, "SVC*HC:99213:25*120*90****1", [("SNIP2-NOT-USED", "SVC03")]),
    "an answer without units": (T277, RESPONSE, "SVC*HC:99213:25*120*90****1", "SVC*HC:99213:25*120*90", [("SNIP2-REQUIRED", "SVC07")]),
    "a line's day left out": (T277, RESPONSE, "DTP*472*D8*20260801", "", [("SNIP2-REQUIRED-SEGMENT", "DTP")]),
    "a claim's day left out": (T277, RESPONSE, "DTP*472*RD8*20260801-20260802", "", []),
    "a claim without a status": (T277, RESPONSE, DECIDED, "", [("SNIP2-REQUIRED-SEGMENT", "STC")]),
    "a second status": (T277, RESPONSE, DECIDED, f"{DECIDED}\nSTC*F1:66*20260914", []),
    "an action": (T277, RESPONSE, DECIDED, "STC*F1:65*20260914*WQ*197.5", [("SNIP2-NOT-USED", "STC03")]),
    "a paid line": (T277, RESPONSE, "STC*F1:65*20260914", "STC*F1:65*20260914**120", [("SNIP2-NOT-USED", "STC04")]),
    "a payer's rejection code": (T277, RESPONSE, "STC*F2:85:1P:RX*20260914", "STC*F2:85:1P:LOI*20260914", [("SNIP2-CODE", "STC01-4")]),
    "a response of another type": (T277, NOT_ALLOWED, "BHT*0010*08*S-1*20260914*0931*DG", "BHT*0010*08*S-1*20260914*0931*TH", [("SNIP2-CODE", "BHT06")]),
    "an entity that is not of this level": (T277, NOT_ALLOWED, "STC*D0:24:41*20260914", "STC*D0:24:85*20260914", [("SNIP2-CODE", "STC01-3")]),
    "asked again": (T277RFI, WANTED, "BHT*0085*48*W-1*20260914*0930*RQ", "BHT*0085*13*W-1*20260914*0930*RQ", []),
    "answered": (T277RFI, WANTED, "BHT*0085*48*W-1*20260914*0930*RQ", "BHT*0085*11*W-1*20260914*0930*RQ", [("SNIP2-CODE", "BHT02")]),
    "nothing wanted": (T277RFI, WANTED, "STC*R4:28570-0::LOI", "", [("SNIP2-REQUIRED-SEGMENT", "STC")]),
    "a list that is not LOINC": (T277RFI, WANTED, "STC*R4:28570-0::LOI", "STC*R4:28570-0::RX", [("SNIP2-CODE", "STC01-4")]),
    "a second reply address": (T277RFI, WANTED, "PWK*OZ*EL***AC*ATT-1", "PWK*OZ*EL***AC*ATT-1\nPWK*OZ*FX", [("SNIP2-LOOP-REPEATS", "PWK")]),
    "three numbers of a biller": (T277CA, TAKEN, "NM1*85*2*OAK STREET CLINIC*****XX*2000000010", "NM1*85*2*OAK STREET CLINIC*****XX*2000000010\nTRN*1*0\nREF*G2*1\nREF*LU*2\nREF*TJ*3", []),
    "four numbers of a biller": (T277CA, TAKEN, "NM1*85*2*OAK STREET CLINIC*****XX*2000000010", "NM1*85*2*OAK STREET CLINIC*****XX*2000000010\nTRN*1*0\nREF*G2*1\nREF*LU*2\nREF*TJ*3\nREF*SY*4", [("SNIP2-REPEATS", "REF")]),
    "a line with its day": (T277CA, TAKEN, "STC*A7:454**U", "STC*A7:454*20260914*U*********SEE NOTE", []),
    "an accepted line": (T277CA, TAKEN, "STC*A7:454**U", "STC*A2:20**WQ", [("SNIP2-CODE", "STC03")]),
    "a claim without its day": (T277CA, TAKEN, "STC*A7:562:85*20260914*U*197.5", "STC*A7:562:85**U*197.5", [("SNIP2-REQUIRED", "STC02")]),
    "a patient as the sender's fault": (T277CA, TAKEN, "STC*A1:19:PR*20260914*WQ*197.5", "STC*A3:21:QC*20260914*U*197.5", [("SNIP2-CODE", "STC01-3")]),
    "a patient as the claim's fault": (T277CA, TAKEN, "STC*A7:562:85*20260914*U*197.5", "STC*A7:562:QC*20260914*U*197.5", []),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_each_edge_is_held_on_both_sides(table: Transaction, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found
