"""The acknowledgements that are no 999: what an application said (824), the syntax of a group (997), an interchange (TA1)."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.segments import Segment
from superbill.x12.standard import STANDARD
from superbill.x12.tables import Field
from superbill.x12.transactions.t824 import T824
from superbill.x12.transactions.t997 import T997
from superbill.x12.transactions.t999 import T999
from superbill.x12.transactions.ta1 import TA1
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

TAKEN = """
    BGN*11*ACK-1*20260915*0800**OAK-2026-09**WQ
    N1*41*ELM MUTUAL*46*ELMPAYER
    PER*IC*EDI DESK*TE*6085550101*EX*9
    N1*40*OAK MILLWORKS*46*OAKSPONSOR
    OTI*TA*TN*NA***20260914*0930*1*0001*834*005010X220A1
"""
PARTLY = """
    BGN*11*ACK-2*20260915*080001**OAK-2026-09**RU
    N1*41*ELM MUTUAL*46*ELMPAYER
    REF*LU*BRANCH 4
    PER*IC*EDI DESK*TE*6085550101
    PER*IC**EM*EDI@EXAMPLE.ORG
    N1*40*OAK MILLWORKS*46*OAKSPONSOR
    OTI*BP*BT*NA***20260914*0930*1*0001*837*005010X222A2
    REF*1C*99983000
    DTM*050*20260914
    AMT*2*1640.67
    QTY*46*2
    NM1*85*2*ASPEN CLINIC*****XX*2000000010
    OTI*IE*IX*NA***20260914*0930*1*0001*837*005010X222A2
    REF*EJ*A-17
    NM1*QC*1*LINDQVIST*MARA****MI*M1
    TED*024**N4*32*3**10407
    RED*NA**94**IBP*E038
    TED*024**REF*68
    CTX*PAYER NAME*NM1*18*2010
    CTX*FILING INDICATOR:MB*SBR*13*2000*9
    RED*NA**94**IBP*E019
"""
GROUP = """
    AK1*HC*17456*005010X222A2
    AK2*837*0001*005010X222A2
    AK5*A
    AK2*837*0002
    AK3*CLM*22*2300*8
    AK4*1*1028*1
    AK4*5:1:2*1331*7*ZZ
    AK3*ZZZ*30**1
    AK5*R*5*6
    AK9*P*2*2*1*5
"""
CONTEXTS = """
    AK1*HC*17456*005010X222A2
    AK2*837*0002*005010X222A2
    IK3*REF*57*2300*3
    CTX*SITUATIONAL TRIGGER*CLM*43*2300*5:3*1325
    CTX*CLM01:A-17
    IK4*2*127*1
    CTX*SITUATIONAL TRIGGER*CLM*43
    IK5*R*5
    AK9*R*1*1*0
"""
SETS = {
    "824, taken": (T824, TAKEN),
    "824, in part": (T824, PARTLY),
    "997": (T997, GROUP),
    "999": (T999, CONTEXTS),
}


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


@pytest.mark.parametrize(
    ("kind", "guide", "table"),
    [
        ("824", "005010X186", T824),
        ("824", "005010X186A1", T824),
        ("997", "005010", T997),
        ("997", "005010X230", T997),
        ("999", "005010X231", T999),
        ("999", "005010X231A1", T999),
    ],
)
def test_a_table_serves_its_guide_with_errata_and_without(kind: str, guide: str, table) -> None:
    assert find_tables(kind, guide) == (table,)


def test_each_error_has_its_context_and_its_code() -> None:
    batch, item = root_of(T824, PARTLY).loops("original")

    assert batch.get("original").text("verdict") == "BP"
    assert batch.loops("error") == []
    first, second = item.loops("error")
    assert (first.get("error").text("tag"), first.get("error").text("element"), first.get("error").text("value")) == (
        "N4",
        "3",
        "10407",
    )
    assert [row.text("kind") for row in second.every("context")] == ["PAYER NAME", "FILING INDICATOR"]
    assert [each.get("code").text("code") for each in (first, second)] == ["E038", "E019"]


EDGES = {
    "an answer that answers nothing": (T824, TAKEN, "BGN*11*ACK-1*20260915*0800**OAK-2026-09**WQ", "BGN*00*ACK-1*20260915*0800**OAK-2026-09**WQ", [("SNIP2-CODE", "BGN01")]),
    "a verdict that the guide has": (T824, TAKEN, "OTI*TA*TN*NA***20260914*0930*1*0001*834*005010X220A1", "OTI*TR*TN*NA***20260914*0930*1*0001*834*005010X220A1", []),
    "a verdict of a group": (T824, TAKEN, "OTI*TA*TN*NA***20260914*0930*1*0001*834*005010X220A1", "OTI*GA*TN*NA***20260914*0930*1*0001*834*005010X220A1", [("SNIP2-CODE", "OTI01")]),
    "two contacts": (T824, PARTLY, "PER*IC**EM*EDI@EXAMPLE.ORG", "PER*IC**FX*6085550102", []),
    "three contacts": (T824, PARTLY, "PER*IC**EM*EDI@EXAMPLE.ORG", "PER*IC**EM*EDI@EXAMPLE.ORG\nPER*IC**FX*6085550102", [("SNIP2-REPEATS", "PER")]),
    "three amounts": (T824, PARTLY, "AMT*2*1640.67", "AMT*2*1640.67\nAMT*GW*1\nAMT*GW*2", []),
    "four amounts": (T824, PARTLY, "AMT*2*1640.67", "AMT*2*1640.67\nAMT*GW*1\nAMT*GW*2\nAMT*GW*3", [("SNIP2-REPEATS", "AMT")]),
    "an error without a code": (T824, PARTLY, "RED*NA**94**IBP*E038", "", [("SNIP2-REQUIRED-SEGMENT", "RED")]),
    "a code of another list": (T824, PARTLY, "RED*NA**94**IBP*E038", "RED*NA**94**HE*E038", [("SNIP2-CODE", "RED05")]),
    "no set that the answer is for": (T824, TAKEN, "OTI*TA*TN*NA***20260914*0930*1*0001*834*005010X220A1", "", [("SNIP2-REQUIRED-LOOP", "OTI")]),
    "a group without its guide": (T997, GROUP, "AK1*HC*17456*005010X222A2", "AK1*HC*17456", []),
    "a segment code of the 999": (T997, GROUP, "AK3*ZZZ*30**1", "AK3*ZZZ*30**I4", [("SNIP2-CODE", "AK304")]),
    "too many repetitions": (T997, GROUP, "AK4*1*1028*1", "AK4*1*1028*12", []),
    "an element code of the 999": (T997, GROUP, "AK4*1*1028*1", "AK4*1*1028*I10", [("SNIP2-CODE", "AK403")]),
    "a set without a verdict": (T997, GROUP, "AK5*A", "", [("SNIP2-REQUIRED-SEGMENT", "AK5")]),
    "ninety-nine elements": (T997, GROUP, "AK4*1*1028*1", "\n".join(["AK4*1*1028*1"] * 98), []),
    "a hundred": (T997, GROUP, "AK4*1*1028*1", "\n".join(["AK4*1*1028*1"] * 99), [("SNIP2-REPEATS", "AK4")]),
    "a context without a name": (T999, CONTEXTS, "CTX*CLM01:A-17", "CTX**CLM*43", [("SNIP1-MISSING", "CTX01")]),
    "nine triggers and the claim": (T999, CONTEXTS, "CTX*CLM01:A-17", "\n".join(["CTX*CLM01:A-17"] + ["CTX*SITUATIONAL TRIGGER*CLM*43"] * 8), []),
    "ten triggers and the claim": (T999, CONTEXTS, "CTX*CLM01:A-17", "\n".join(["CTX*CLM01:A-17"] + ["CTX*SITUATIONAL TRIGGER*CLM*43"] * 9), [("SNIP2-REPEATS", "CTX")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(table, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found


def test_the_interchange_acknowledgment_is_the_standards_segment() -> None:
    fields = [each for each in TA1.fields if isinstance(each, Field)]
    segment = Segment("TA1", ("000000001", "260914", "0930", "A", "000"))

    assert TA1.fits(segment)
    assert [each.number for each in fields] == [spot.number for spot in STANDARD["TA1"]]
    assert all(each.need for each in fields)
    assert ("031" in fields[4].allowed, "032" in fields[4].allowed) == (True, False)
