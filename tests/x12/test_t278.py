"""The 278: a request for review and its response, told apart by how they begin."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t278 import T278
from superbill.x12.transactions.t278_response import T278_RESPONSE
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

REQUEST = """
    BHT*0007*13*R-1*20260914*0930
    HL*1**20*1
    NM1*X3*2*ELM REVIEW*****PI*ELM01
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    REF*ZH*77
    N3*12 OAK ST
    N4*MADISON*WI*53703
    PER*IC*DESK*TE*6085550100*EX*4
    PRV*AT
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    REF*6P*GROUP9
    DMG*D8*19680304*F
    INS*Y*18******RU
    HL*4*3*EV*1
    TRN*1*T-1*9OAKCLINIC
    UM*AR*I*2*21:B*AP:::WI*U***Y*2
    REF*BB*AUTH1
    REF*NT*REF1
    DTP*439*D8*20260801
    DTP*435*RD8*20260920-20260922
    DTP*096*D8*20260925
    HI*ABK:E1165:D8:20260801*ABF:I10
    HSD*DY*5*DA**7*1
    CRC*07*Y*01*09
    CRC*75*N*10
    CL1*2*1*30
    CR1*LB*180*I*A*DH*12
    CR2*1*8*C4*L5****A*N*LOW BACK
    CR5***A*B**2*4*1*ORDERED*56*88*R*1***1*A
    CR6*1*20260920*RD8*20260920-20261120***N*I
    PWK*OB*EL***AC*ATT-1
    MSG*PLEASE CALL
    NM1*FA*2*ELM HOSPITAL*****XX*2000000028
    REF*0B*L77*WI
    PRV*AD*PXC*282N00000X
    NM1*PW*2*HOME
    N3*4 ELM ST
    N4*MADISON*WI*53703
    NM1*CA*2*ASH LIFE
    REF*ZZ*3**ZZ:5
    DTP*598*D8*20260810
    HL*5*4*SS*0
    TRN*1*T-2*9OAKCLINIC
    UM*HS*I*2
    DTP*472*D8*20260921
    SV1*HC:27447:RT*9000*UN*1***1:2
    HSD*VS*1
    NM1*SJ*1*ROWAN*IDA****24*990000001
    PRV*PE*PXC*207X00000X
    HL*6*4*SS*0
    SV2*0120*HC:33510*1200*DA*3
    HL*7*4*SS*0
    SV3*AD:D0330*150****1
    TOO*JP*12*M:O
"""
FOR_A_DEPENDENT = """
    BHT*0007*13*R-2*20260914*0930*RU
    HL*1**20*1
    NM1*PR*2*ELM REVIEW*****PI*ELM01
    HL*2*1*21*1
    NM1*1P*1*ROWAN*IDA****XX*2000000028
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*NILS****MI*E100201
    HL*4*3*23*1
    NM1*QC*1*LINDQVIST*AXEL
    REF*EJ*P77
    DMG*D8*20150102*M
    INS*N*19
    HL*5*4*EV*0
    UM*SC*I*3*11:B
    HI*BF:29603:D8:20260801
"""
RESPONSE = """
    BHT*0007*11*R-1*20260914*0931*18
    HL*1**20*1
    NM1*X3*2*ELM REVIEW*****PI*ELM01
    PER*IC*DESK*TE*6085550100
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    DMG*D8*19680304*F
    HL*4*3*EV*1
    TRN*2*T-1*9OAKCLINIC
    UM*AR*I*2*21:B**U
    HCR*A2*AUTH2
    REF*NT*REF2
    DTP*435*D8*20260920
    DTP*102*D8*20260914
    DTP*036*D8*20261231
    DTP*007*RD8*20260920-20261231
    HI*ABK:E1165:D8:20260801*LOI:18842-5
    HSD*DY*3
    CR1***I**DH*12
    CR5***A***2***********A
    PWK*OB*EL***AC*ATT-1
    NM1*FA*2*ELM HOSPITAL*****XX*2000000028
    AAA*N**51*C
    NM1*L5*2*ELM RECORDS
    PER*IC**FX*6085550109
    NM1*PW*2*HOME
    HL*5*4*SS*0
    UM*HS*I*2
    HCR*A1*AUTH3
    DTP*472*D8*20260921
    HI*LOI:28570-0
    SV1*HC:27447:RT*9000*UN*1
    HL*6*4*SS*0
    UM*HS*I*2
    HCR*A3**0V*N
    SV2**HC:33510
    NM1*SJ*1*ROWAN*IDA****24*990000001
    PRV*PE*PXC*207X00000X
    NM1*L5*1*ASH*UNO
"""
REJECTED = """
    BHT*0007*11*R-1*20260914*0931*AT
    HL*1**20*0
    AAA*N**42*P
    NM1*X3*2*ELM REVIEW*****PI*ELM01
"""
SETS = {
    "a request": (T278, REQUEST),
    "for a dependent": (T278, FOR_A_DEPENDENT),
    "a response": (T278_RESPONSE, RESPONSE),
    "a rejection": (T278_RESPONSE, REJECTED),
}
REVIEWED = "UM*AR*I*2*21:B*AP:::WI*U***Y*2"


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table: Transaction, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


@pytest.mark.parametrize(("purpose", "meant"), [("13", T278), ("01", T278), ("36", T278), ("11", T278_RESPONSE), ("99", None)])
def test_the_purpose_tells_a_request_from_its_response(purpose: str, meant: Transaction | None) -> None:
    tables = find_tables("278", "005010X217")

    assert {each.title for each in tables} == {T278.title, T278_RESPONSE.title}
    assert [each for each in tables if each.is_meant(["BHT", "0007", purpose])] == ([meant] if meant else [])


def test_the_event_stands_at_the_patient() -> None:
    mara = root_of(T278, REQUEST).need("reviewer").need("requester").need("subscriber")
    nils = root_of(T278, FOR_A_DEPENDENT).need("reviewer").need("requester").need("subscriber")

    assert mara.need("event").text("review", "category") == "AR"
    assert [each.loop.name for each in mara.need("event").nodes] == ["provider", "transport", "other_umo", *["service"] * 3]
    assert nils.loops("event") == []
    assert nils.need("dependent").need("event").text("diagnoses", "code1") == "29603"


def test_event_and_services_are_decided_each() -> None:
    event = root_of(T278_RESPONSE, RESPONSE).need("reviewer").need("requester").need("subscriber").need("event")

    assert event.text("decision", "number") == "AUTH2"
    assert [each.text("decision", "action") for each in event.loops("service")] == ["A1", "A3"]
    assert event.need("provider").text("rejections", "reason") == "51"
    assert event.need("reply_to").text("contact", "number") == "6085550109"
    assert event.loops("service")[1].need("reply_to").text("name", "last_name") == "ASH"


EDGES = {
    "another structure": (T278, REQUEST, "BHT*0007*13*R-1*20260914*0930", "BHT*0078*13*R-1*20260914*0930", [("SNIP2-CODE", "BHT01")]),
    "a reservation": (T278, REQUEST, "BHT*0007*13*R-1*20260914*0930", "BHT*0007*13*R-1*20260914*0930*RU", []),
    "a last response": (T278, REQUEST, "BHT*0007*13*R-1*20260914*0930", "BHT*0007*13*R-1*20260914*0930*18", [("SNIP2-CODE", "BHT06")]),
    "a response of no type": (T278_RESPONSE, RESPONSE, "BHT*0007*11*R-1*20260914*0931*18", "BHT*0007*11*R-1*20260914*0931", [("SNIP2-REQUIRED", "BHT06")]),
    "a requester without a number": (T278, FOR_A_DEPENDENT, "NM1*1P*1*ROWAN*IDA****XX*2000000028", "NM1*1P*1*ROWAN*IDA", [("SNIP2-REQUIRED", "NM108"), ("SNIP2-REQUIRED", "NM109")]),
    "an event without its review": (T278, FOR_A_DEPENDENT, "UM*SC*I*3*11:B", "", [("SNIP2-REQUIRED-SEGMENT", "UM")]),
    "a service without its review": (T278, REQUEST, "UM*HS*I*2", "", []),
    "an admission as a service": (T278, REQUEST, "UM*HS*I*2", "UM*AR*I*2", [("SNIP2-CODE", "UM01")]),
    "a place without its kind": (T278, REQUEST, REVIEWED, "UM*AR*I*2*21", [("SNIP2-REQUIRED", "UM04-2")]),
    "a release in the response": (T278_RESPONSE, RESPONSE, "UM*AR*I*2*21:B**U", "UM*AR*I*2*21:B**U***Y", [("SNIP2-NOT-USED", "UM09")]),
    "a subscriber's relationship without service": (T278, REQUEST, "INS*Y*18******RU", "INS*Y*18", [("SNIP2-REQUIRED", "INS08")]),
    "a stepchild": (T278, FOR_A_DEPENDENT, "INS*N*19", "INS*N*17", [("SNIP2-CODE", "INS02")]),
    "two traces": (T278, REQUEST, "TRN*1*T-1*9OAKCLINIC", "TRN*1*T-1*9OAKCLINIC\nTRN*1*T-3*9OAKCLINIC", []),
    "three traces": (T278, REQUEST, "TRN*1*T-1*9OAKCLINIC", "TRN*1*T-1*9OAKCLINIC\n" * 3, [("SNIP2-REPEATS", "TRN")]),
    "three traces of a response": (T278_RESPONSE, RESPONSE, "TRN*2*T-1*9OAKCLINIC", "TRN*2*T-1*9OAKCLINIC\nTRN*1*A*1ELMREVIEW\nTRN*1*B*1ELMREVIEW", []),
    "an undated diagnosis": (T278, REQUEST, "HI*ABK:E1165:D8:20260801*ABF:I10", "HI*ABK:E1165*ABJ:I10*DR:470", []),
    "a diagnosis of an impossible day": (T278, REQUEST, "HI*ABK:E1165:D8:20260801*ABF:I10", "HI*ABK:E1165:D8:20261301", [("SNIP1-DATE", "HI01-4")]),
    "a LOINC in a request": (T278, REQUEST, "HI*ABK:E1165:D8:20260801*ABF:I10", "HI*ABK:E1165*LOI:18842-5", [("SNIP2-CODE", "HI02-1")]),
    "a quantity without its kind": (T278, REQUEST, "HSD*DY*5*DA**7*1", "HSD**5*DA", [("SNIP1-CONDITION", "HSD01")]),
    "a remaining period": (T278_RESPONSE, RESPONSE, "HSD*DY*3", "HSD*****29*2", []),
    "conditions twice": (T278, REQUEST, "CRC*75*N*10", "CRC*75*N*10\nCRC*75*Y*11", [("SNIP2-REPEATS", "CRC")]),
    "conditions of no kind": (T278, REQUEST, "CRC*75*N*10", "CRC*74*N*10", [("SNIP2-QUALIFIER", "CRC01")]),
    "a spine without its condition": (T278, REQUEST, "CR2*1*8*C4*L5****A*N*LOW BACK", "CR2*1*8*C4*L5*****N", [("SNIP2-REQUIRED", "CR208")]),
    "a weight in the response": (T278_RESPONSE, RESPONSE, "CR1***I**DH*12", "CR1*LB*180*I", [("SNIP2-NOT-USED", "CR101"), ("SNIP2-NOT-USED", "CR102")]),
    "home care that is not covered": (T278, REQUEST, "CR6*1*20260920*RD8*20260920-20261120***N*I", "CR6*1*20260920*****W*I", []),
    "home care of unknown cover": (T278, REQUEST, "CR6*1*20260920*RD8*20260920-20261120***N*I", "CR6*1*20260920*****U*I", [("SNIP2-CODE", "CR607")]),
    "a record kept on file": (T278, REQUEST, "PWK*OB*EL***AC*ATT-1", "PWK*OX*AA***AC*ATT-1", []),
    "not asked for in the response": (T278_RESPONSE, RESPONSE, "PWK*OB*EL***AC*ATT-1", "PWK*OX*AA***AC*ATT-1", [("SNIP2-CODE", "PWK02")]),
    "a specialty without a list": (T278, REQUEST, "PRV*AD*PXC*282N00000X", "PRV*AD", [("SNIP2-REQUIRED", "PRV02"), ("SNIP2-REQUIRED", "PRV03")]),
    "an eighth reason of denial": (T278, REQUEST, "REF*ZZ*3**ZZ:5", "REF*ZZ*8", [("SNIP2-CODE", "REF02")]),
    "a transported person": (T278, REQUEST, "NM1*PW*2*HOME", "NM1*PW*1*HOME", [("SNIP2-CODE", "NM102")]),
    "a dental service without its count": (T278, REQUEST, "SV3*AD:D0330*150****1", "SV3*AD:D0330*150", [("SNIP2-REQUIRED", "SV306")]),
    "a service of neither code": (T278, REQUEST, "SV2*0120*HC:33510*1200*DA*3", "SV2***1200", [("SNIP1-CONDITION", "SV201")]),
    "a partly certified service": (T278_RESPONSE, RESPONSE, "HCR*A3**0V*N", "HCR*A2**0V*N", [("SNIP2-CODE", "HCR01")]),
    "a diagnosis of a service": (T278_RESPONSE, RESPONSE, "HI*LOI:28570-0", "HI*ABK:E1165", [("SNIP2-CODE", "HI01-1")]),
    "a rejection without a reason": (T278_RESPONSE, REJECTED, "AAA*N**42*P", "AAA*N***P", [("SNIP2-REQUIRED", "AAA03")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_each_edge_is_held_on_both_sides(table: Transaction, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found


@pytest.mark.parametrize(("count", "found"), [(14, []), (15, [("SNIP2-LOOP-REPEATS", "NM1")])])
def test_an_event_has_at_most_14_providers(count: int, found: list[Fault]) -> None:
    providers = "\n".join(["NM1*FA*2*ELM HOSPITAL"] * (count - 1))

    assert faults_of(T278, changed(REQUEST, "NM1*PW*2*HOME", f"{providers}\nNM1*PW*2*HOME")) == found


@pytest.mark.parametrize(("count", "found"), [(32, []), (33, [("SNIP2-REPEATS", "TOO")])])
def test_a_service_has_at_most_32_teeth(count: int, found: list[Fault]) -> None:
    assert faults_of(T278, changed(REQUEST, "TOO*JP*12*M:O", "\n".join(["TOO*JP*12"] * count))) == found
