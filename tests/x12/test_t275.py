"""The 275: a claim's attachment, whose bytes may be any; its length says where it ends. In 006020 it stands in BDS, before in BIN."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.guides import find_tables
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t275 import T275, T275_5010
from tests.x12.one_set import Fault, changed, faults_of, file_of, lines_of, root_of, written_again

SIX = """
    BGN*11*ANSWER-1*20260914
    NM1*PR*2*ELM MUTUAL*****PI*ELMPAYER
    PER*IC*REVIEW DESK*TE*6085550101*EX*9
    NM1*41*2*ASPEN BILLING*****46*OAKSPONSOR
    NM1*1P*1*AHLGREN*TOVE****XX*2000000010
    PRV*BI*PXC*207Q00000X
    REF*G2*ELM-77
    NX1*1P
    N3*5 CLINIC RD
    N4*MADISON*WI*537050001
    NM1*QC*1*LINDQVIST*MARA*J**II*MI*M1
    REF*EJ*A-17
    REF*EA*CHART-3
    REF*D9*TRACE-8
    DTP*472*RD8*20260901-20260902
    LX*1
    TRN*2*PAYER-TRACE-5
    STC*R4:18842-5::LOI*20260910
    REF*FJ*1
    DTP*472*D8*20260901
    DTP*368*D8*20260914
    CAT*AE*HL
    OOI*1*47*ATTACHMENT
    BDS*B64*16*SW52ZW50ZWQgbm90
    LX*2
    TRN*1*CONTROL-6
    DTP*368*D8*20260914
    CAT*AE*IA*2
    OOI*1*47*ATTACHMENT
    BDS*ASC*13*INVENTED TEXT
"""
FIVE = SIX.replace("OOI*1*47*ATTACHMENT", "EFI*05").replace("BDS*B64*", "BIN*").replace("BDS*ASC*", "BIN*")
SETS = {"006020": (T275, SIX), "005010": (T275_5010, FIVE)}


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table: Transaction, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)
    assert find_tables("275", table.guide) == (table,)


def test_each_attachment_stands_under_the_trace_that_asked_for_it() -> None:
    first, second = root_of(T275, SIX).loops("answer")

    assert [each.get("trace").text("number") for each in (first, second)] == ["PAYER-TRACE-5", "CONTROL-6"]
    assert (first.get("request").text("category"), first.get("request").text("code")) == ("R4", "18842-5")
    assert first.need("service_day").get("served_on").text("day") == "20260901"
    data = first.need("submission").need("attachment").get("data").text("data")
    assert base64.b64decode(data) == b"Invented not"


def holding(table: Transaction, payload: bytes) -> bytes:
    """A file whose first attachment is these bytes, with their true length."""
    old = "SW52ZW50ZWQgbm90"
    text = payload.decode("latin-1")
    lines = [line.replace(f"16*{old}", f"{len(payload)}*{text}") for line in lines_of(dict(SETS.values())[table])]
    return file_of(table, lines)


@pytest.mark.parametrize("table", [T275, T275_5010], ids=["BDS", "BIN"])
@given(payload=st.binary(min_size=1, max_size=200) | st.text("*:^~\r\n SEIA", min_size=1, max_size=60).map(str.encode))
def test_an_attachment_may_hold_any_bytes(table: Transaction, payload: bytes) -> None:
    data = holding(table, payload)

    whole, by_the_byte = check(data, levels=(1, 2)), check((data[at : at + 1] for at in range(len(data))), levels=(1, 2))

    assert whole.findings == by_the_byte.findings == []
    assert (whole.sets, by_the_byte.sets) == (1, 1)


EDGES = {
    "sent unasked": (T275, SIX, "BGN*11*ANSWER-1*20260914", "BGN*02*ANSWER-1*20260914", []),
    "an original": (T275, SIX, "BGN*11*ANSWER-1*20260914", "BGN*00*ANSWER-1*20260914", [("SNIP2-CODE", "BGN01")]),
    "no submitter": (T275, SIX, "NM1*41*2*ASPEN BILLING*****46*OAKSPONSOR", "", [("SNIP2-REQUIRED-LOOP", "NM1")]),
    "a provider without a place": (T275, SIX, "N3*5 CLINIC RD", "", [("SNIP2-REQUIRED-SEGMENT", "N3")]),
    "a patient without a member number": (T275, SIX, "NM1*QC*1*LINDQVIST*MARA*J**II*MI*M1", "NM1*QC*1*LINDQVIST*MARA", [("SNIP2-REQUIRED", "NM108"), ("SNIP2-REQUIRED", "NM109")]),
    "no request": (T275, SIX, "STC*R4:18842-5::LOI*20260910", "", []),
    "a trace of neither kind": (T275, SIX, "TRN*1*CONTROL-6", "TRN*3*CONTROL-6", [("SNIP2-CODE", "TRN01")]),
    "a format that is no code": (T275, SIX, "CAT*AE*HL", "CAT*AE*PDF", [("SNIP1-LONG", "CAT02")]),
    "a category that the guide has not": (T275, SIX, "CAT*AE*HL", "CAT*AA*HL", [("SNIP2-CODE", "CAT01")]),
    "a filter for text": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*ASC*16*SW52ZW50ZWQgbm90", []),
    "a filter of zip": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*ZZZ*16*SW52ZW50ZWQgbm90", [("SNIP2-CODE", "BDS01")]),
    "an object without data": (T275, SIX, "BDS*ASC*13*INVENTED TEXT", "", [("SNIP2-REQUIRED-SEGMENT", "BDS")]),
    "the older object": (T275, SIX, "OOI*1*47*ATTACHMENT", "EFI*05", [("SNIP2-NOT-USED-SEGMENT", "EFI"), ("SNIP2-OPENER", "OOI")]),
    "a length that is too long": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*B64*17*SW52ZW50ZWQgbm90", [("SNIP1-SHORT", "BDS03")]),
    "a length that is too short": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*B64*15*SW52ZW50ZWQgbm90", [("SNIP1-LONG", "BDS03")]),
    "a length that is none": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*B64*1x*SW52ZW50ZWQgbm90", [("SNIP1-TYPE", "BDS02")]),
    "no data": (T275, SIX, "BDS*B64*16*SW52ZW50ZWQgbm90", "BDS*B64*16", [("SNIP1-MISSING", "BDS03")]),
    "a format other than the older one": (T275_5010, FIVE, "EFI*05", "EFI*01", [("SNIP2-CODE", "EFI01")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(
    table: Transaction, text: str, old: str, new: str, found: list[Fault]
) -> None:
    assert faults_of(table, changed(text, old, new)) == found
