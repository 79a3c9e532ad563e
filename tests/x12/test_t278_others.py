"""The 278s beside the request for review: an inquiry about one (X215), a notification (X216), and the answers to both."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t278 import T278
from superbill.x12.transactions.t278_inquiry import T278_INQUIRY, T278_INQUIRY_RESPONSE
from superbill.x12.transactions.t278_notification import T278_ACKNOWLEDGMENT, T278_NOTIFICATION
from superbill.x12.transactions.t278_response import T278_RESPONSE
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

INQUIRY = """
    BHT*0007*28*Q-1*20260914*0930
    HL*1**20*1
    NM1*X3*2*ELM REVIEW*****PI*ELM01
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    DMG*D8*19680304*F
    HL*4*3*EV*0
    REF*BB*AUTH1
    DTP*AAH*RD8*20260901-20260930
    DTP*102*D8*20260902
    NM1*SJ*1*ROWAN*IDA****XX*2000000028
"""
ANSWER = """
    BHT*0007*49*Q-1*20260914*0931*RD
    HL*1**20*1
    NM1*X3*2*ELM REVIEW*****PI*ELM01
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    HL*4*3*EV*1
    TRN*1*20260901*9OAKCLINIC
    UM*SC**3*11:B
    HCR*A1*AUTH1
    DTP*AAH*RD8*20260901-20260930
    HSD*VS*1
    HL*5*4*SS*0
    HCR*A1*AUTH2
    DTP*472*D8*20260905
    DTP*036*D8*20261231
    SV2*0300*HC:97110*73.42*UN*1
    HL*6*2*22*1
    NM1*IL*1*LINDQVIST*NILS****MI*E100201
    HL*7*6*EV*0
    HCR*A4
"""
NOTICE = """
    BHT*0007*CN*N-1*20260914*0930*RD
    HL*1**20*1
    NM1*FA*2*ELM HOSPITAL*****XX*2000000028
    PER*IC*ADMISSIONS*TE*6085550100
    HL*2*1*21*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    REF*6P*GROUP9
    DMG*D8*19680304*F
    HL*4*3*EV*1
    TRN*1*T-1*9ELMHOSPIT
    UM*AR*I*2*21:B**03
    HCR*A1*AUTH1
    DTP*435*D8*20260913
    DTP*036*D8*20261231
    HI*ABJ:E1165
    CL1*1
    NM1*71*1*ROWAN*IDA****XX*2000000010
    HL*5*4*SS*0
    UM*HS*I*2
    DTP*472*D8*20260913
    SV2**HC:27447
"""
RECEIPT = """
    BHT*0007*53*N-1*20260914*0931
    HL*1**20*1
    NM1*FA*2*ELM HOSPITAL*****XX*2000000028
    HL*2*1*21*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    HL*3*2*22*1
    NM1*IL*1*LINDQVIST*MARA****MI*E100200
    HL*4*3*EV*0
    TRN*2*T-1*9ELMHOSPIT
    REF*NT*RECEIPT-1
"""
SETS = {
    "an inquiry": (T278_INQUIRY, INQUIRY),
    "its answer": (T278_INQUIRY_RESPONSE, ANSWER),
    "a notice": (T278_NOTIFICATION, NOTICE),
    "its receipt": (T278_ACKNOWLEDGMENT, RECEIPT),
}


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table: Transaction, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_each_is_found_by_its_guide_and_its_purpose(table: Transaction, text: str) -> None:
    first = lines_of(text)[0].split("*")

    assert [each for each in find_tables("278", table.guide) if each.is_meant(first)] == [table]
    assert not {T278, T278_RESPONSE} & set(find_tables("278", table.guide))


def test_an_answer_may_tell_of_several_subscribers() -> None:
    subscribers = root_of(T278_INQUIRY_RESPONSE, ANSWER).need("reviewer").need("requester").loops("subscriber")

    assert [each.need("person").text("name", "first_name") for each in subscribers] == ["MARA", "NILS"]
    assert [each.need("event").text("decision", "action") for each in subscribers] == ["A1", "A4"]


EDGES = {
    "another purpose": (T278_INQUIRY, INQUIRY, "BHT*0007*28*Q-1*20260914*0930", "BHT*0007*13*Q-1*20260914*0930", [("SNIP2-CODE", "BHT02")]),
    "a type of inquiry": (T278_INQUIRY, INQUIRY, "BHT*0007*28*Q-1*20260914*0930", "BHT*0007*28*Q-1*20260914*0930*RU", [("SNIP2-NOT-USED", "BHT06")]),
    "an inquiry about a kind": (T278_INQUIRY, INQUIRY, "REF*BB*AUTH1", "UM*AR\nREF*BB*AUTH1", []),
    "an inquiry about no kind": (T278_INQUIRY, INQUIRY, "REF*BB*AUTH1", "UM**I\nREF*BB*AUTH1", [("SNIP1-MISSING", "UM01")]),
    "a decision in an inquiry": (T278_INQUIRY, INQUIRY, "REF*BB*AUTH1", "HCR*A1\nREF*BB*AUTH1", [("SNIP2-NOT-USED-SEGMENT", "HCR")]),
    "an answer of no type": (T278_INQUIRY_RESPONSE, ANSWER, "BHT*0007*49*Q-1*20260914*0931*RD", "BHT*0007*11*Q-1*20260914*0931", []),
    "a review of an impossible kind": (T278_INQUIRY_RESPONSE, ANSWER, "UM*SC**3*11:B", "UM*QQ**3*11:B", [("SNIP2-CODE", "UM01")]),
    "a notice without its review": (T278_NOTIFICATION, NOTICE, "UM*AR*I*2*21:B**03", "", [("SNIP2-REQUIRED-SEGMENT", "UM")]),
    "a notice without a decision": (T278_NOTIFICATION, NOTICE, "HCR*A1*AUTH1", "", []),
    "a notice that rejects": (T278_NOTIFICATION, NOTICE, "UM*AR*I*2*21:B**03", "AAA*N**42*P\nUM*AR*I*2*21:B**03", [("SNIP2-NOT-USED-SEGMENT", "AAA")]),
    "two senders": (T278_NOTIFICATION, NOTICE, "HL*2*1*21*1", "NM1*1P*1*ROWAN*IDA****XX*2000000010\nHL*2*1*21*1", []),
    "three senders": (T278_NOTIFICATION, NOTICE, "HL*2*1*21*1", "NM1*1P*1*A*B****24*1\nNM1*1P*1*C*D****24*2\nHL*2*1*21*1", [("SNIP1-SHORT", "NM109"), ("SNIP2-LOOP-REPEATS", "NM1"), ("SNIP1-SHORT", "NM109")]),
    "a receipt that rejects": (T278_ACKNOWLEDGMENT, RECEIPT, "TRN*2*T-1*9ELMHOSPIT", "TRN*2*T-1*9ELMHOSPIT\nAAA*N**42*P", []),
    "a receipt of another purpose": (T278_ACKNOWLEDGMENT, RECEIPT, "BHT*0007*53*N-1*20260914*0931", "BHT*0007*13*N-1*20260914*0931", [("SNIP2-CODE", "BHT02")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_each_edge_is_held_on_both_sides(table: Transaction, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found
