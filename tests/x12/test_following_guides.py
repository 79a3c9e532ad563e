"""Guides that follow another: what they have otherwise, what they share, and that each is found by its name."""

import pytest

from superbill.basics.identifiers import npi_from
from superbill.x12.guides import find_tables
from superbill.x12.tables import Field, Loop, Seg, Transaction
from superbill.x12.transactions.changes import changed as changed_body
from superbill.x12.transactions.changes import followed_by, instead, left_out, optional, with_fields, with_optional
from superbill.x12.transactions.t834_exchange import T834_EXCHANGE
from superbill.x12.transactions.t837i import T837I
from superbill.x12.transactions.t837i_predetermination import T837I_PREDETERMINATION
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t837p_predetermination import T837P_PREDETERMINATION
from superbill.x12.transactions.t837p_reporting import T837P_REPORTING
from tests.x12.one_set import Fault, changed, faults_of, lines_of, written_again

NPI = npi_from("200000001")
FOLLOWING = (T837P_PREDETERMINATION, T837I_PREDETERMINATION, T837P_REPORTING, T834_EXCHANGE)

BEFORE = f"""
    BHT*0019*00*INV1*20260914*0930*CH
    NM1*41*2*BIRCH BILLING*****46*BIRCH01
    PER*IC*IDA HOLM*TE*6085550101
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    NM1*85*2*LAKE CLINIC*****XX*{NPI}
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*EI*990000001
    HL*2*1*22*0
    SBR*P*18*OAK-77******CI
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*19800229*F
    NM1*PR*2*ELM MUTUAL*****PI*ELM03"""
PROFESSIONAL = f"""{BEFORE}
    CLM*MARA-1*120***11:B:1*Y*A*Y*Y**********08
    HI*ABK:M25561
    LX*1
    SV1*HC:99213*120*UN*1***1
"""
INSTITUTIONAL = f"""{BEFORE}
    CLM*MARA-1*120***13:A:1**A*Y*Y**********08
    CL1***01
    HI*ABK:M25561
    LX*1
    SV2*0450*HC:99283*120*UN*1
"""
REPORT = f"""
    BHT*0019*00*INV1*20260914*0930*RP
    NM1*41*2*ELM MUTUAL*****46*ELM01
    PER*IC*DATA DESK*TE*6085550101
    NM1*40*2*STATE DATA OFFICE*****46*DATA1
    HL*1**20*1
    NM1*85*2*LAKE CLINIC*****XX*{NPI}
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*EI*990000001
    HL*2*1*22*1
    SBR*N
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*19800229*F
    NM1*ZD*2*STATE DATA OFFICE
    HL*3*2*23*0
    PAT*19
    NM1*QC*1*LINDQVIST*OLE****MI*ELM000002
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*20120301*M
    CLM*OLE-1*120***11:B:1
    HI*ABK:M25561
    SBR*P*19*OAK-77***6***CI
    AMT*D*90
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    NM1*PR*2*ELM MUTUAL*****PI*ELM03
    DTP*573*D8*20260910
    NM1*QC*1*LINDQVIST*OLE****MI*ELM000002
    LX*1
    SV1*HC:99213*120*UN*1***1
    DTP*472*D8*20260901
    SVD*ELM03*90*HC:99213**1
    CAS*CO*45*30
    DTP*573*D8*20260910
"""
ENROLMENT = """
    BGN*00*X-2026-09*20260914*0930****2
    QTY*TO*1
    N1*41*FIR EXCHANGE*46*990000001
    N1*40*ELM MUTUAL*46*990000002
    N1*IN*ELM MUTUAL*FI*990000003
    N1*62*OAK MILLWORKS*24*990000004
    N3*12 MILL RD
    N4*MADISON*WI*53703
    PER*AJ*IDA HOLM*TE*6085550101
    ACT*1
    REF*18*OAK-77
    PER*BI*IDA HOLM*TE*6085550102
    DTP*AB4*UN*30
    AMT*JN*100
    ACT*2
    INS*Y*18*021*20*A***FT
    REF*WH*X0001
    REF*POL*P0001
    DTP*356*D8*20261001
    NM1*IL*1*LINDQVIST*MARA****34*900000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*19800229*F
    HLH*N
    HI*ZZ:1:D8:20261001:20*ZZ:2:D8:20261001:30::A
    NM1*P5*2*OAK MILLWORKS*****24*990000004
    NM1*2J*1*LINDQVIST*OLE****FI*900000002
    HD*021**HLT**EMP
    DTP*348*D8*20261001
    LS*2700
    LX*1
    N1*AG*ASH BROKERS*FI*990000005
    REF*0B*123456*WI
    DTP*007*D8*20260901
    LE*2700
"""
SETS = [
    (T837P_PREDETERMINATION, PROFESSIONAL),
    (T837I_PREDETERMINATION, INSTITUTIONAL),
    (T837P_REPORTING, REPORT),
    (T834_EXCHANGE, ENROLMENT),
]


@pytest.mark.parametrize(("table", "text"), SETS, ids=[table.guide for table, _ in SETS])
def test_a_good_set_has_no_fault_and_is_written_again(table, text):
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


@pytest.mark.parametrize("table", FOLLOWING, ids=[table.guide for table in FOLLOWING])
def test_the_guide_is_found_by_its_name_and_with_an_erratum(table):
    assert find_tables(table.kind, table.guide) == (table,)
    assert find_tables(table.kind, f"{table.guide}A1") == (table,)


@pytest.mark.parametrize("guide", ["005010X222A1", "005010X223A2", "005010X224A2", "005010X220A1"])
def test_the_guides_that_are_followed_are_still_found_alone(guide):
    (table,) = find_tables("834" if guide == "005010X220A1" else "837", guide)

    assert table not in FOLLOWING
    assert table.guide == guide


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        (T837P, PROFESSIONAL, [("SNIP2-NOT-USED", "CLM19"), ("SNIP2-REQUIRED-SEGMENT", "DTP")]),
        (
            T837I,
            INSTITUTIONAL,
            [("SNIP2-NOT-USED", "CLM19"), ("SNIP2-REQUIRED", "CL101"), ("SNIP2-REQUIRED-SEGMENT", "DTP")],
        ),
    ],
)
def test_a_claim_is_held_to_what_a_predetermination_is_not(table, text, found):
    assert sorted(faults_of(table, lines_of(text))) == sorted(found)


@pytest.mark.parametrize(
    ("table", "text", "old", "new", "found"),
    [
        (T837P_PREDETERMINATION, PROFESSIONAL, "SV1*HC:99213*120*UN*1***1", "SV1*HC:99213*120*UN*1", ("SNIP2-REQUIRED", "SV107")),
        (T837P_PREDETERMINATION, PROFESSIONAL, "LX*1", "LX*1\nSV2*0450", ("SNIP2-NOT-USED-SEGMENT", "SV2")),
        (T837I_PREDETERMINATION, INSTITUTIONAL, "CL1***01", "CL1*1", ("SNIP2-REQUIRED", "CL103")),
        (T837P_REPORTING, REPORT, "NM1*ZD*2*STATE DATA OFFICE", "NM1*PR*2*STATE DATA OFFICE", ("SNIP2-QUALIFIER", "NM101")),
        (T837P_REPORTING, REPORT, "CLM*OLE-1*120***11:B:1", "CLM*OLE-1*120", ("SNIP2-REQUIRED", "CLM05")),
        (T834_EXCHANGE, ENROLMENT, "N1*IN*ELM MUTUAL*FI*990000003", "", ("SNIP2-REQUIRED-LOOP", "N1")),
        (T834_EXCHANGE, ENROLMENT, "HLH*N", "HLH*Q", ("SNIP2-CODE", "HLH01")),
        (
            T834_EXCHANGE,
            ENROLMENT,
            "HI*ZZ:1:D8:20261001:20*ZZ:2:D8:20261001:30::A",
            "HI*ZZ:1:D8:20261001:20*ZZ:2:D8::30",
            ("SNIP1-CONDITION", "HI02-4"),
        ),
    ],
)
def test_each_rule_that_is_shared_still_holds(table: Transaction, text: str, old: str, new: str, found: Fault):
    assert faults_of(table, changed(text, old, new)) == [found]


A = Seg("REF", "a", (Field("type", 1, 128, need=True), Field("number", 2, 127, need=True)), need=True)
B = Seg("NTE", "b", (Field("words", 2, 352, need=True),))
BODY = Loop("set", "", (A, Loop("inner", "2000", (B,))))


@pytest.mark.parametrize(
    ("place", "change", "children"),
    [
        (".a", optional, [("a", False), ("inner", False)]),
        (".a", left_out, [("inner", False)]),
        (".a", instead(B, B), [("b", False), ("b", False), ("inner", False)]),
        (".a", followed_by(B), [("a", True), ("b", False), ("inner", False)]),
        (".inner", left_out, [("a", True)]),
    ],
)
def test_a_change_is_made_where_its_place_is(place, change, children):
    body = changed_body(BODY, {place: change})

    assert [(child.name, child.need) for child in body.children] == children
    assert [child.name for child in BODY.children] == ["a", "inner"]


def test_elements_are_added_replaced_and_let_go():
    body = changed_body(
        BODY, {".a": with_fields(Field("about", 3, 352), Field("number", 2, 93)), "2000.b": with_optional("words")}
    )

    (a, inner) = body.children
    assert isinstance(a, Seg) and isinstance(inner, Loop)
    assert [(each.place, each.name) for each in a.fields] == [(1, "type"), (2, "number"), (3, "about")]
    assert [each.need for each in inner.opener.fields] == [False]


def test_a_change_without_a_place_is_a_mistake():
    with pytest.raises(AssertionError, match=r"set has no 2000\.c"):
        changed_body(BODY, {"2000.c": left_out})
