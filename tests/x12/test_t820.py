"""The 820s: a bill for an organisation, a list of persons, and an exchange's payments; each by its own guide."""

from decimal import Decimal

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t820 import T820
from superbill.x12.transactions.t820_exchange import T820_EXCHANGE
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

LIST = """
    BPR*C*155*C*ACH*CTX*01*199999999*DA*4711*1990000001**01*188888888*SG*4712*20261001
    TRN*1*EFT-90*1990000001*PLANT2
    CUR*PR*USD
    REF*14*MASTER-1
    REF*LB*BOX-3
    DTM*009*20260928
    DTM*582****RD8*20261001-20261031
    DTM*097*20260929
    N1*PE*ELM MUTUAL*FI*990000011
    N2*GROUP BILLING
    N3*1 ELM ST
    N4*MADISON*WI*53703
    RDM*EM*ELM MUTUAL*BILLS@EXAMPLE.ORG
    N1*PR*OAK MILLWORKS*FI*990000001
    PER*IC*PAYROLL*TE*6085550101*EX*7
    N1*BK*FIRST BANK*A4*77
    ENT*1*2J*34*900000001
    NM1*IL*1*LINDQVIST*MARA*J***N*M1
    ADX*-12.5*53
    RMR*AZ*POL-1**100*110
    REF*38*MASTER-1
    DTM*582****RD8*20261001-20261031
    ADX*-10*52
    ENT*2*2J*EI*E2
    RMR*IG*CERT-2**67.5
    DTM*AAG*20261015
"""
BILL = """
    BPR*U*16750*C*CHK******1990000001******20261001
    TRN*3*CHECK-5
    N1*PE*ELM MUTUAL*XV*2299001
    N1*PR*OAK MILLWORKS*24*990000001
    ENT*1*2L*FI*990000001
    ADX*200*WW
    RMR*IK*INV-1*PI*16550*16600
    REF*LB*BOX-3
    DTM*582****RD8*20261001-20261031
    IT1*1
    SAC*C*B680***12500
    SLN*1**O*5*IE
    SLN*2**O*75*10
    ADX*-50*20
    RMR*CT*C-9*PA*0
"""
EXCHANGE = """
    BPR*I*910*C*ACH*CCP*******01*199999999*DA*4711*20261001
    TRN*3*REMIT-1
    REF*38*99999WI0010001
    N1*PE*ELM MUTUAL*FI*990000011
    N1*RM*STATE EXCHANGE*58*EXC01
    PER*IC*OPERATIONS*EM*HELP@EXAMPLE.ORG*TE*6085550101
    ENT*1
    NM1*IL*1*LINDQVIST*MARA****C1*S-1
    REF*38*99999WI0010001
    REF*TV*GOLD
    REF*1L*GROUP-4
    REF*POL*P-1
    REF*AZ*ISSUER-P-1
    REF*0F*SUB0001
    RMR*ZZ*APTC**1000
    DTM*582****RD8*20261001-20261031
    RMR*ZZ*UF**-40
    DTM*582****RD8*20261001-20261031
    ENT*2
    RMR*ZZ*REDUCED**-50
    REF*0N*REPORT*5551201
    DTM*582****RD8*20261001-20261031
"""
SETS = {"a list of persons": (T820, LIST), "a bill": (T820, BILL), "an exchange": (T820_EXCHANGE, EXCHANGE)}


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table, text) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


def test_the_guide_says_which_820_it_is() -> None:
    assert find_tables("820", "005010X218") == (T820,)
    assert find_tables("820", "005010X306") == (T820_EXCHANGE,)


def test_who_is_meant_decides_between_an_organisation_and_a_person() -> None:
    listed, billed = root_of(T820, LIST), root_of(T820, BILL)

    assert listed.first("organization") is None
    assert [each.get("entity").text("id") for each in listed.loops("individual")] == ["900000001", "E2"]
    assert billed.loops("individual") == []
    first, second = billed.need("organization").loops("remittance")
    assert [each.need("adjustment").get("adjustment").cents("amount") for each in (first,)] == [-5000]
    assert [each.get("count").decimal("heads") for each in first.need("summary").loops("count")] == [Decimal(5), Decimal(75)]
    assert second.get("item").cents("paid") == 0


def test_an_adjustment_before_the_items_is_for_a_payment_made_before() -> None:
    person = root_of(T820, LIST).loops("individual")[0]

    assert person.need("previous_adjustment").get("adjustment").cents("amount") == -1250
    assert person.need("remittance").need("adjustment").get("adjustment").cents("amount") == -1000


def test_an_amount_of_a_program_has_no_subscriber() -> None:
    first, second = root_of(T820_EXCHANGE, EXCHANGE).loops("enrolment")

    assert first.need("subscriber").get("exchange_policy").text("number") == "P-1"
    assert second.first("subscriber") is None
    assert second.need("remittance").get("report").text("number") == "5551201"


EDGES = {
    "money that is debited": (T820, BILL, "BPR*U*16750*C*CHK******1990000001******20261001", "BPR*U*16750*D*CHK******1990000001******20261001", [("SNIP2-CODE", "BPR03")]),
    "no day of payment": (T820, BILL, "BPR*U*16750*C*CHK******1990000001******20261001", "BPR*U*16750*C*CHK******1990000001", [("SNIP2-REQUIRED", "BPR16")]),
    "a trace of another kind": (T820, BILL, "TRN*3*CHECK-5", "TRN*2*CHECK-5", [("SNIP2-CODE", "TRN01")]),
    "a trace without its payer": (T820, LIST, "TRN*1*EFT-90*1990000001*PLANT2", "TRN*1*EFT-90", []),
    "a contact without a name": (T820, LIST, "PER*IC*PAYROLL*TE*6085550101*EX*7", "PER*IC**TE*6085550101", [("SNIP2-REQUIRED", "PER02")]),
    "a first way that is an extension": (T820, LIST, "PER*IC*PAYROLL*TE*6085550101*EX*7", "PER*IC*PAYROLL*EX*7", [("SNIP2-CODE", "PER03")]),
    "an entity that is neither": (T820, LIST, "ENT*2*2J*EI*E2", "ENT*2*2K*EI*E2", [("SNIP2-QUALIFIER", "ENT02")]),
    "an organisation's reason": (T820, BILL, "ADX*200*WW", "ADX*200*RU", []),
    "not a person's": (T820, LIST, "ADX*-12.5*53", "ADX*-12.5*WW", [("SNIP2-CODE", "ADX02")]),
    "an action on a bill": (T820, BILL, "RMR*CT*C-9*PA*0", "RMR*CT*C-9*PP*0", []),
    "none on a list": (T820, LIST, "RMR*IG*CERT-2**67.5", "RMR*IG*CERT-2*PP*67.5", [("SNIP2-NOT-USED", "RMR03")]),
    "a due day or a period": (T820, LIST, "DTM*AAG*20261015", "DTM*582****RD8*20261001-20261031", []),
    "both": (T820, LIST, "DTM*AAG*20261015", "DTM*AAG*20261015\nDTM*582****RD8*20261001-20261031", [("SNIP2-REPEATS", "DTM")]),
    "whole cents": (T820, BILL, "SAC*C*B680***12500", "SAC*C*B680***125.00", [("SNIP1-TYPE", "SAC05")]),
    "three counts": (T820, BILL, "SLN*2**O*75*10", "SLN*2**O*75*10\nSLN*3**O*8*PR", []),
    "four counts": (T820, BILL, "SLN*2**O*75*10", "SLN*2**O*75*10\nSLN*3**O*8*PR\nSLN*4**O*8*PR", [("SNIP2-LOOP-REPEATS", "SLN")]),
    "a payer's bank": (T820_EXCHANGE, EXCHANGE, "BPR*I*910*C*ACH*CCP*******01*199999999*DA*4711*20261001", "BPR*I*910*C*ACH*CCP*01*188888888*****01*199999999*DA*4711*20261001", [("SNIP2-NOT-USED", "BPR06"), ("SNIP2-NOT-USED", "BPR07")]),
    "information only": (T820_EXCHANGE, EXCHANGE, "BPR*I*910*C*ACH*CCP*******01*199999999*DA*4711*20261001", "BPR*I*0*C*NON************20261001", []),
    "an enrolment without the exchange's policy": (T820_EXCHANGE, EXCHANGE, "REF*POL*P-1", "", [("SNIP2-REQUIRED-SEGMENT", "REF")]),
    "an enrolment without the issuer's": (T820_EXCHANGE, EXCHANGE, "REF*AZ*ISSUER-P-1", "", []),
    "a payment by an invoice": (T820_EXCHANGE, EXCHANGE, "RMR*ZZ*UF**-40", "RMR*IK*UF**-40", [("SNIP2-CODE", "RMR01")]),
    "a subscriber's own number": (T820_EXCHANGE, EXCHANGE, "NM1*IL*1*LINDQVIST*MARA****C1*S-1", "NM1*IL*1*LINDQVIST*MARA****MI*S-1", [("SNIP2-CODE", "NM108")]),
    "nothing paid for": (T820_EXCHANGE, EXCHANGE, "ENT*2", "ENT*2\nENT*3", [("SNIP2-REQUIRED-LOOP", "RMR")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(table, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found


def test_there_is_one_organisation_at_most() -> None:
    again = [line.replace("ENT*1", "ENT*2") for line in lines_of(BILL) if line.startswith(("ENT", "RMR*CT"))]

    assert faults_of(T820, [*lines_of(BILL), *again]) == [("SNIP2-LOOP-REPEATS", "ENT")]
