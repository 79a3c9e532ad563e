"""The 270 and the 271: who is asked about, what is asked, and what is answered, at the subscriber or at the dependent."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t270 import T270
from superbill.x12.transactions.t271 import T271
from tests.x12.one_set import Fault, changed, faults_of, file_of, lines_of, root_of, written_again

INQUIRY = """
    BHT*0022*13*Q-1001*20260914*0930*RT
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    REF*4A*PIN7*WI
    N3*12 OAK ST
    N4*MADISON*WI*53703
    PRV*BI*PXC*207Q00000X
    HL*3*2*22*0
    TRN*1*T-1*9OAKCLINIC*DESK 2
    NM1*IL*1*LINDQVIST*MARA*J***MI*E100200
    REF*6P*GROUP9
    DMG*D8*19680304*F
    INS*Y*18***************2
    HI*ABK:E1165*ABF:I10
    DTP*291*RD8*20260901-20260930
    EQ*30**FAM
    AMT*R*15
    AMT*PB*40.5
    III*ZZ*11
    REF*G1*AUTH3
    DTP*291*D8*20260914
    EQ**HC:99213:25***1:2
    HL*4*2*22*1
    NM1*IL*1******MI*E100201
    HL*5*4*23*0
    TRN*1*T-2*9OAKCLINIC
    NM1*03*1*LINDQVIST*AXEL
    REF*EJ*P77
    PRV*PC*HPI*2000000028
    DMG*D8*20150102*M
    INS*N*19
    DTP*102*D8*20260101
    EQ*98
    III*ZZ*22
"""
ANSWER = """
    BHT*0022*11*Q-1001*20260914*0931
    HL*1**20*1
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
    PER*IC*HELP DESK*TE*6085550100*UR*ELM.EXAMPLE
    HL*2*1*21*1
    NM1*1P*2*OAK STREET CLINIC*****XX*2000000010
    HL*3*2*22*0
    TRN*2*T-1*9OAKCLINIC*DESK 2
    NM1*IL*1*LINDQVIST*MARA*J***MI*E100200
    REF*6P*GROUP9*OAK MILLWORKS
    N3*4 ELM ST
    N4*MADISON*WI*53703
    DMG*D8*19680304*F
    INS*Y*18*001*25
    DTP*346*D8*20260101
    MPI*C*AE*B**E1*D8*20100501
    EB*1*FAM*30*HM*GOLD PLAN
    DTP*348*D8*20260101
    EB*B*IND*98****25*****Y
    HSD*VS*12***22
    REF*18*PLAN7*GOLD
    MSG*NO REFERRAL NEEDED
    III*ZZ*11
    LS*2120
    NM1*P3*1*ROWAN*IDA****XX*2000000028*48
    N3*9 PINE ST
    N4*MADISON*WI*53703**RJ*REGION
    PER*IC**TE*6085550102
    PRV*PC*PXC*207Q00000X
    NM1*PR*2*ASH LIFE*****PI*ASH01
    LE*2120
    EB*A**98****.2
    HL*4*2*22*1
    NM1*IL*1*LINDQVIST*NILS****MI*E100201
    HL*5*4*23*0
    TRN*2*T-2*9OAKCLINIC
    NM1*03*1*LINDQVIST*AXEL
    AAA*N**58*C
    EB*V
    AAA*N**62*N
"""
UNKNOWN_PAYER = """
    BHT*0022*11**20260914*0931
    HL*1**20*0
    AAA*Y**42*R
    NM1*PR*2*ELM MUTUAL*****PI*ELM01
"""
SETS = {"an inquiry": (T270, INQUIRY), "an answer": (T271, ANSWER), "no answer": (T271, UNKNOWN_PAYER)}
REFERRED = "NM1*P3*1*ROWAN*IDA****XX*2000000028*48"


@pytest.mark.parametrize(("table", "text"), SETS.values(), ids=SETS)
def test_a_good_set_has_no_fault_and_is_written_again_as_it_was_read(table: Transaction, text: str) -> None:
    assert faults_of(table, lines_of(text)) == []
    assert written_again(table, text) == lines_of(text)


def test_the_tables_serve_the_guide_with_and_without_its_errata() -> None:
    assert find_tables("270", "005010X279A1") == find_tables("270", "005010X279") == (T270,)
    assert find_tables("271", "005010X279A1") == find_tables("271", "005010X279") == (T271,)
    assert faults_of(T271, lines_of(ANSWER), guide="005010X279") == []


def test_what_is_asked_stands_at_the_patient() -> None:
    mara, nils = root_of(T270, INQUIRY).need("source").need("receiver").loops("subscriber")
    axel = nils.need("dependent").need("person")

    assert [each.text("inquiry", "service_types") for each in mara.need("person").loops("asked")] == ["30", ""]
    assert mara.need("person").loops("asked")[1].text("inquiry", "procedure") == "99213"
    assert nils.need("person").loops("asked") == []
    assert axel.need("asked").text("place", "place_of_service") == "22"


def test_who_stands_between_ls_and_le_belongs_to_the_benefit() -> None:
    mara, nils = root_of(T271, ANSWER).need("source").need("receiver").loops("subscriber")
    plan, visit, share = mara.need("person").loops("benefit")

    assert plan.loops("entity") == share.loops("entity") == []
    assert [each.text("name", "last_name") for each in visit.loops("entity")] == ["ROWAN", "ASH LIFE"]
    assert visit.loops("entity")[0].text("contact", "number") == "6085550102"
    assert nils.need("dependent").need("person").need("benefit").text("rejections", "reason") == "62"


def test_an_insured_named_as_an_entity_begins_no_subscriber() -> None:
    lines = changed(ANSWER, REFERRED, "NM1*IL*1*LINDQVIST*NILS****MI*E100201")

    (mara, _) = root_of(T271, "\n".join(lines)).need("source").need("receiver").loops("subscriber")

    assert mara.need("person").loops("benefit")[1].need("entity").text("name", "id") == "E100201"
    assert faults_of(T271, lines) == []


@pytest.mark.parametrize(
    ("types", "found"),
    [
        ("30", []),
        ("1^33^35^47^86^88^98^AL^MH^UC", []),
        ("^".join(["30"] * 99), []),
        ("^".join(["30"] * 100), [("SNIP2-ELEMENT-REPEATS", "EB03")]),
        ("1^29^30", [("SNIP2-CODE", "EB03")]),
        ("1^300", [("SNIP1-LONG", "EB03")]),
    ],
)
def test_service_types_repeat_up_to_99_times_and_each_is_judged(types: str, found: list[Fault]) -> None:
    assert faults_of(T271, changed(ANSWER, "EB*A**98****.2", f"EB*A**{types}****.2")) == found


EDGES = {
    "a cancellation": (T270, INQUIRY, "BHT*0022*13*Q-1001*20260914*0930*RT", "BHT*0022*01*Q-1001*20260914*0930", []),
    "an answer's purpose": (T270, INQUIRY, "BHT*0022*13*Q-1001*20260914*0930*RT", "BHT*0022*11*Q-1001*20260914*0930", [("SNIP2-CODE", "BHT02")]),
    "no receiver's number": (T270, INQUIRY, "NM1*1P*2*OAK STREET CLINIC*****XX*2000000010", "NM1*1P*2*OAK STREET CLINIC", [("SNIP2-REQUIRED", "NM108"), ("SNIP2-REQUIRED", "NM109")]),
    "a second trace": (T270, INQUIRY, "TRN*1*T-2*9OAKCLINIC", "TRN*1*T-2*9OAKCLINIC\nTRN*1*T-3*9OAKCLINIC", []),
    "a third trace": (T270, INQUIRY, "TRN*1*T-2*9OAKCLINIC", "TRN*1*T-2*9OAKCLINIC\nTRN*1*T-3*9OAKCLINIC\nTRN*1*T-4*9OAKCLINIC", [("SNIP2-REPEATS", "TRN")]),
    "a number of a dependent": (T270, INQUIRY, "NM1*03*1*LINDQVIST*AXEL", "NM1*03*1*LINDQVIST*AXEL****MI*E3", [("SNIP2-NOT-USED", "NM108"), ("SNIP2-NOT-USED", "NM109")]),
    "a number of the subscriber only": (T270, INQUIRY, "REF*EJ*P77", "REF*3H*P77", [("SNIP2-QUALIFIER", "REF01")]),
    "an unknown sex": (T270, INQUIRY, "DMG*D8*20150102*M", "DMG*D8*20150102*U", [("SNIP2-CODE", "DMG03")]),
    "another child": (T270, INQUIRY, "INS*N*19", "INS*N*34", []),
    "a cadaver donor": (T270, INQUIRY, "INS*N*19", "INS*N*40", [("SNIP2-CODE", "INS02")]),
    "a birth order left out": (T270, INQUIRY, "INS*Y*18***************2", "INS*Y*18", [("SNIP2-REQUIRED", "INS17")]),
    "a secondary diagnosis first": (T270, INQUIRY, "HI*ABK:E1165*ABF:I10", "HI*ABF:I10", [("SNIP2-CODE", "HI01-1")]),
    "eight diagnoses": (T270, INQUIRY, "HI*ABK:E1165*ABF:I10", "HI*ABK:E1165" + "*ABF:I10" * 7, []),
    "nine diagnoses": (T270, INQUIRY, "HI*ABK:E1165*ABF:I10", "HI*ABK:E1165" + "*ABF:I10" * 8, [("SNIP2-NOT-USED", "HI09")]),
    "nothing asked": (T270, INQUIRY, "EQ*98", "EQ***FAM", [("SNIP1-CONDITION", "EQ01"), ("SNIP2-NOT-USED", "EQ03")]),
    "a dependent's spend-down": (T270, INQUIRY, "III*ZZ*22", "AMT*R*15", [("SNIP2-UNEXPECTED", "AMT")]),
    "no dependent below": (T270, INQUIRY, "HL*5*4*23*0", "HL*5*4*23*1", [("SNIP2-CODE", "HL04")]),
    "an employee's coverage": (T271, ANSWER, "EB*1*FAM*30*HM*GOLD PLAN", "EB*1*EMP*30*HM*GOLD PLAN", []),
    "not a dependent's": (T271, ANSWER, "EB*V", "EB*V*EMP", [("SNIP2-CODE", "EB02")]),
    "a quantity without its kind": (T271, ANSWER, "EB*A**98****.2", "EB*F**98*******12", [("SNIP1-CONDITION", "EB09")]),
    "a medicaid category": (T271, ANSWER, "REF*18*PLAN7*GOLD", "REF*M7*PLAN7", []),
    "a rejection that is no reason here": (T271, ANSWER, "AAA*N**62*N", "AAA*N**75*N", [("SNIP2-CODE", "AAA03")]),
    "a rejection without what to do": (T271, ANSWER, "AAA*N**62*N", "AAA*N**62", [("SNIP2-REQUIRED", "AAA04")]),
    "a body part": (T271, ANSWER, "III*ZZ*11", "III***44*LEFT KNEE", []),
    "a list without its code": (T271, ANSWER, "III*ZZ*11", "III*ZZ", [("SNIP1-CONDITION", "III02")]),
    "another loop's bound": (T271, ANSWER, "LS*2120", "LS*2110", [("SNIP2-CODE", "LS01")]),
    "a corrected name": (T271, ANSWER, "INS*Y*18*001*25", "INS*Y*18*002*25", [("SNIP2-CODE", "INS03")]),
    "two military careers": (T271, ANSWER, "MPI*C*AE*B**E1*D8*20100501", "MPI*C*AE*B\nMPI*P*AE*C", [("SNIP2-REPEATS", "MPI")]),
    "a relation without its person's kind": (T271, ANSWER, REFERRED, "NM1*P3*1*ROWAN*IDA****XX*2000000028*99", [("SNIP2-CODE", "NM110")]),
    "a type of transaction": (T271, UNKNOWN_PAYER, "BHT*0022*11**20260914*0931", "BHT*0022*11**20260914*0931*RT", [("SNIP2-NOT-USED", "BHT06")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "text", "old", "new", "found"), EDGES.values(), ids=EDGES)
def test_each_edge_is_held_on_both_sides(table: Transaction, text: str, old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(table, changed(text, old, new)) == found


@pytest.mark.parametrize(("count", "found"), [(23, []), (24, [("SNIP2-LOOP-REPEATS", "NM1")])])
def test_a_benefit_names_at_most_23_entities(count: int, found: list[Fault]) -> None:
    entities = "\n".join(["NM1*P3*1*ROWAN"] * (count - 1))

    assert faults_of(T271, changed(ANSWER, "NM1*PR*2*ASH LIFE*****PI*ASH01", entities)) == found


@pytest.mark.parametrize(("count", "found"), [(99, []), (100, [("SNIP2-LOOP-REPEATS", "EQ")])])
def test_at_most_99_things_are_asked_at_once(count: int, found: list[Fault]) -> None:
    assert faults_of(T270, changed(INQUIRY, "EQ*98", "\n".join(["EQ*98"] * count))) == found


def test_a_file_of_either_names_its_guide() -> None:
    assert b"GS*HS*" in file_of(T270, lines_of(INQUIRY))
    assert b"GS*HB*" in file_of(T271, lines_of(ANSWER))
