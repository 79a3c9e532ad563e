"""The 837P: a claim that uses every segment of the guide is right and written back, and each rule holds on both sides."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t837p import T837P
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

CLAIM = """
    BHT*0019*00*INV1*20260914*0930*CH
    NM1*41*1*HOLM*IDA*B***46*BIRCH01
    PER*IC*IDA HOLM*TE*6085550101*EX*12*EM*IDA@EXAMPLE.ORG
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    PRV*BI*PXC*207Q00000X
    CUR*85*USD
    NM1*85*1*AHLGREN*TOVE***II*XX*2000000010
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*SY*900000009
    REF*0B*D1234
    REF*1G*U1234
    PER*IC*FRONT DESK*TE*6085550102
    NM1*87*1
    N3*PO BOX 9
    N4*MADISON*WI*53701
    NM1*PE*2*ELM RECOVERY*****XV*ELM02
    N3*9 FIR ST
    N4*MADISON*WI*53702
    REF*NF*4711
    REF*EI*990000002
    HL*2*1*22*1
    SBR*P**OAK-77******WC
    PAT*****D8*20260912*01*61.5*Y
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    PER*IC*MARA*TE*6085550103*EX*4
    NM1*PR*2*ELM MUTUAL*****PI*ELM03
    REF*G2*OLD-1
    REF*LU*OLD-2
    HL*3*2*23*0
    PAT*19
    NM1*QC*1*LINDQVIST*OLE
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*20120301*M
    REF*Y4*CAS1
    REF*1W*M1
    CLM*OLE-1*1850***11:B:1*Y*A*Y*Y*P*OA:EM::WI*02********1
    DTP*431*D8*20260820
    DTP*454*D8*20260821
    DTP*304*D8*20260822
    DTP*453*D8*20260823
    DTP*439*D8*20260820
    DTP*484*D8*20260801
    DTP*455*D8*20260824
    DTP*471*D8*20260824
    DTP*314*RD8*20260820-20260830
    DTP*297*D8*20260820
    DTP*296*D8*20260831
    DTP*435*D8*20260820
    DTP*096*D8*20260821
    DTP*090*D8*20260820
    DTP*091*D8*20260830
    DTP*444*D8*20260820
    DTP*050*D8*20260910
    PWK*OZ*BM***AC*DMN0012
    CN1*02*1500*5*A*2*1
    AMT*F5*120
    REF*4N*3
    REF*F5*N
    REF*EW*M1
    REF*9F*REF1
    REF*G1*AUTH1
    REF*F8*OLDCLAIM
    REF*X4*12D4567890
    REF*9A*RP1
    REF*9C*RP2
    REF*LX*IDE1
    REF*D9*CH1
    REF*EA*MR1
    REF*P4*DEMO1
    REF*1J*2000000093
    K3*FREE TEXT
    NTE*ADD*FELL FROM A SWING
    CR1*LB*140**A*DH*12***ROUND*LIFTED
    CR2********A**FIRST*SECOND
    CRC*07*Y*01*04*05*06*07
    CRC*E1*Y*L1
    CRC*75*Y*IH
    CRC*ZZ*Y*ST*S2*NU
    HI*ABK:S025XXA*ABF:K0889
    HI*BP:00100*BO:00102
    HI*BG:AA*BG:AB
    HCP*02*1800*50*RP0001*0*G1*4
    NM1*DN*1*FALK*SIV****XX*2000000028
    REF*G2*T1
    NM1*P3*1*FRISK*BO****XX*2000000036
    NM1*82*1*EK*PER****XX*2000000051
    PRV*PE*PXC*207Q00000X
    NM1*77*2*BIRCH ANNEX*****XX*2000000069
    N3*14 MILL RD
    N4*MADISON*WI*537031234
    PER*IC*ANNEX*TE*6085550104
    NM1*DQ*1*BERG*NILS****XX*2000000077
    NM1*PW*2
    N3*3 OAK LN
    N4*MADISON*WI*53703
    NM1*45*2
    N3*14 MILL RD
    N4*MADISON*WI*53703
    SBR*S*19*FIR-5**12****MB
    CAS*PR*1*100**2*50
    AMT*D*1600
    AMT*A8*0
    AMT*EAF*100
    OI***Y*P**Y
    MOA*.8*20*MA01
    NM1*IL*1*LINDQVIST*KARL****MI*FIR000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    REF*SY*900000001
    NM1*PR*2*FIR HEALTH*****PI*FIR01
    DTP*573*D8*20260910
    REF*T4*Y
    REF*F8*FIRCLAIM
    NM1*DN*1
    REF*G2*F1
    NM1*82*1
    REF*G2*F2
    NM1*77*2
    REF*G2*F3
    NM1*DQ*1
    REF*G2*F4
    NM1*85*1
    REF*G2*F5
    LX*1
    SV1*HC:E0570:RR::::NEBULIZER*1600*UN*1*12**1:2**Y**Y*Y***0
    SV5*HC:E0570*DA*30*160*1600*4
    PWK*CT*BM***AC*CMN1
    PWK*CT*AD
    CR1*LB*140**A*DH*12
    CR3*I*MO*99
    CRC*07*Y*01
    CRC*70*Y*65
    CRC*09*Y*38*ZV
    DTP*472*RD8*20260901-20260930
    DTP*471*D8*20260824
    DTP*607*D8*20260825
    DTP*463*D8*20260826
    DTP*461*D8*20260827
    DTP*304*D8*20260822
    DTP*738*D8*20260822
    DTP*739*D8*20260823
    DTP*011*D8*20260901
    DTP*455*D8*20260824
    DTP*454*D8*20260824
    QTY*PT*2
    QTY*FL*1
    MEA*OG*HT*61
    MEA*TR*R1*113.4
    CN1*02*1500
    REF*9B*RP3
    REF*9D*RP4
    REF*G1*AUTH2**2U:FIR01
    REF*6R*L1
    REF*EW*M2
    REF*X4*12D4567891
    REF*F4*12D4567892
    REF*BT*B1
    REF*9F*REF2
    AMT*T*3
    AMT*F4*2
    K3*MORE TEXT
    NTE*DCP*GOALS
    NTE*TPO*SEE ABOVE
    PS1*2000000085*90
    HCP*00*1500*100*RP0001*****HC*E0570*UN*1
    LIN**N4*00409379501
    CTP****2*ML
    REF*XZ*RX1
    NM1*82*1*EK*PER****XX*2000000051
    REF*G2*B1**2U:FIR01
    NM1*QB*2******XX*2000000085
    NM1*77*2*BIRCH ANNEX*****XX*2000000069
    N3*14 MILL RD
    N4*MADISON*WI*537031234
    NM1*DQ*1*BERG*NILS****XX*2000000077
    NM1*DK*1*FALK*SIV****XX*2000000028
    N3*5 CLINIC RD
    N4*MADISON*WI*53705
    PER*IC*SIV*TE*6085550105
    NM1*DN*1*FALK*SIV****XX*2000000028
    NM1*PW*2
    N3*3 OAK LN
    N4*MADISON*WI*53703
    NM1*45*2*BIRCH ANNEX
    N3*14 MILL RD
    N4*MADISON*WI*53703
    SVD*FIR01*1500*HC:E0570:RR**1
    CAS*CO*45*100
    DTP*573*D8*20260912
    AMT*EAF*0
    LQ*UT*484.03
    FRM*1A**113.4
    FRM*04*Y
    FRM*05***20260901
    FRM*06****12.5
"""

HEAD = "CLM*OLE-1*1850***11:B:1*Y*A*Y*Y*P*OA:EM::WI*02********1"
SERVICE = "SV1*HC:E0570:RR::::NEBULIZER*1600*UN*1*12**1:2**Y**Y*Y***0"
BIG = "SV5*HC:E0570*DA*30*160*1600*4"
INSURED = "NM1*IL*1*LINDQVIST*MARA****MI*ELM000001"
DIAGNOSES = "HI*ABK:S025XXA*ABF:K0889"
BOTH_SIDES = "\n".join(f"DTP*{code}*D8*20260820" for code in ("090", "091"))

EDGES = {
    "an employer insured without a number": (INSURED, "NM1*IL*2*OAK MILLWORKS", []),
    "an insured whose number has no kind": (INSURED, "NM1*IL*1*LINDQVIST*MARA*****ELM000001", [("SNIP1-CONDITION", "NM108")]),
    "an insured known by a kind of number that is gone": (INSURED, INSURED.replace("MI", "ZZ"), [("SNIP2-CODE", "NM108")]),
    "a submitter without contact": (
        "PER*IC*IDA HOLM*TE*6085550101*EX*12*EM*IDA@EXAMPLE.ORG",
        "",
        [("SNIP2-REQUIRED-SEGMENT", "PER")],
    ),
    "an encounter that a payer reports": ("BHT*0019*00*INV1*20260914*0930*CH", "BHT*0019*18*INV1*20260914*0930*RP", []),
    "a status request": ("BHT*0019*00*INV1*20260914*0930*CH", "BHT*0019*00*INV1*20260914*0930*NO", [("SNIP2-CODE", "BHT06")]),
    "a plan to pay to without its tax number": ("REF*EI*990000002", "", [("SNIP2-REQUIRED-SEGMENT", "REF")]),
    "a plan to pay to without its other number": ("REF*NF*4711", "", []),
    "a third number of the billing provider": ("REF*LU*OLD-2", "REF*LU*OLD-2\nREF*G2*OLD-3", [("SNIP2-REPEATS", "REF")]),
    "a provider who takes no assignment": (HEAD, HEAD.replace("*Y*A*Y", "*N*C*W"), []),
    "a release that is none": (HEAD, HEAD.replace("*Y*P*", "*N*P*"), [("SNIP2-CODE", "CLM09")]),
    "a signature source of paper": (HEAD, HEAD.replace("*Y*P*", "*Y*B*"), [("SNIP2-CODE", "CLM10")]),
    "a special program of dental claims": (HEAD, HEAD.replace("*02*", "*01*"), [("SNIP2-CODE", "CLM12")]),
    "a tenth delay": (HEAD, HEAD.replace("********1", "********12"), [("SNIP2-CODE", "CLM20")]),
    "care assumed and relinquished twice": ("DTP*091*D8*20260830", BOTH_SIDES, [("SNIP2-REPEATS", "DTP")]),
    "an exception that has no number": ("REF*4N*3", "REF*4N*8", [("SNIP2-CODE", "REF02")]),
    "a crossover refused": ("REF*F5*N", "REF*F5*X", [("SNIP2-CODE", "REF02")]),
    "three segments of an ambulance's conditions": ("CRC*07*Y*01*04*05*06*07", "CRC*07*Y*01\nCRC*07*Y*04\nCRC*07*N*05", []),
    "a sixth condition of an ambulance": (
        "CRC*07*Y*01*04*05*06*07",
        "CRC*07*Y*01*04*05*06*07*08",
        [("SNIP1-TOO-MANY", "CRC08")],
    ),
    "not homebound": ("CRC*75*Y*IH", "CRC*75*N*IH", [("SNIP2-CODE", "CRC02")]),
    "an ambulance without the reason": ("CR1*LB*140**A*DH*12***ROUND*LIFTED", "CR1*LB*140***DH*12", [("SNIP2-REQUIRED", "CR104")]),
    "an ambulance's miles in pounds": ("CR1*LB*140**A*DH*12***ROUND*LIFTED", "CR1****A*LB*12", [("SNIP2-CODE", "CR105")]),
    "no diagnosis": (DIAGNOSES, "", [("SNIP2-REQUIRED-SEGMENT", "HI")]),
    "twelve diagnoses": (DIAGNOSES, DIAGNOSES + "*ABF:I10" * 10, []),
    "thirteen diagnoses": (DIAGNOSES, DIAGNOSES + "*ABF:I10" * 11, [("SNIP1-TOO-MANY", "HI13")]),
    "a diagnosis of ICD-9-CM first": (DIAGNOSES, "HI*BK:87363*BF:5259", []),
    "three anesthesia procedures": ("HI*BP:00100*BO:00102", "HI*BP:00100*BO:00102*BO:00103", [("SNIP2-NOT-USED", "HI03")]),
    "a third segment of conditions": ("HI*BG:AA*BG:AB", "HI*BG:AA\nHI*BG:AB\nHI*BG:AC", [("SNIP2-REPEATS", "HI")]),
    "a claim priced by the day": ("HCP*02*1800*50*RP0001*0*G1*4", "HCP*06*1800", [("SNIP2-CODE", "HCP01")]),
    "a line priced by the day": ("HCP*00*1500*100*RP0001*****HC*E0570*UN*1", "HCP*06*1500", []),
    "a drop-off without street": ("N3*14 MILL RD", "", [("SNIP2-REQUIRED-SEGMENT", "N3")]),
    "five groups of adjustments": (
        "CAS*PR*1*100**2*50",
        "\n".join(f"CAS*{group}*1*10" for group in ("CO", "CR", "OA", "PI", "PR")),
        [],
    ),
    "six groups of adjustments": ("CAS*PR*1*100**2*50", "\n".join(["CAS*PR*1*10"] * 6), [("SNIP2-REPEATS", "CAS")]),
    "an agreement without release": ("OI***Y*P**Y", "OI***Y*P", [("SNIP2-REQUIRED", "OI06")]),
    "anesthesia in minutes": (SERVICE, "SV1*HC:00100*1600*MJ*45***1", []),
    "a line in days": (SERVICE, "SV1*HC:00100*1600*DA*45***1", [("SNIP2-CODE", "SV103")]),
    "a line that points to no diagnosis": (SERVICE, "SV1*HC:99213*1600*UN*1", [("SNIP2-REQUIRED", "SV107")]),
    "the twelfth diagnosis": (SERVICE, "SV1*HC:99213*1600*UN*1***12", []),
    "a thirteenth diagnosis": (SERVICE, "SV1*HC:99213*1600*UN*1***13", [("SNIP2-CODE", "SV107-1")]),
    "no emergency, said": (SERVICE, "SV1*HC:99213*1600*UN*1***1**N", [("SNIP2-CODE", "SV109")]),
    "equipment rented by the week": (BIG, BIG.removesuffix("4") + "1", []),
    "equipment rented by the year": (BIG, BIG.removesuffix("4") + "7", [("SNIP2-CODE", "SV506")]),
    "equipment without its price to buy": (BIG, "SV5*HC:E0570*DA*30*160**4", [("SNIP2-REQUIRED", "SV505")]),
    "two certificates of medical necessity": ("PWK*CT*AD", "PWK*CT*AD\nPWK*CT*AF", [("SNIP2-REPEATS", "PWK")]),
    "a certificate that is no CT": ("PWK*CT*AD", "PWK*OZ*AD", [("SNIP2-CODE", "PWK01")]),
    "a fourth way of certifying equipment": ("CR3*I*MO*99", "CR3*S*MO*12", []),
    "equipment certified in days": ("CR3*I*MO*99", "CR3*I*DA*99", [("SNIP2-CODE", "CR302")]),
    "five test results": ("MEA*OG*HT*61", "\n".join(["MEA*TR*R2*9"] * 4), []),
    "six test results": ("MEA*OG*HT*61", "\n".join(["MEA*TR*R2*9"] * 5), [("SNIP2-REPEATS", "MEA")]),
    "a test result of no kind": ("MEA*OG*HT*61", "MEA*OG*ZO*61", [("SNIP2-CODE", "MEA02")]),
    "a purchased service without a charge": ("PS1*2000000085*90", "PS1*2000000085", [("SNIP1-MISSING", "PS102")]),
    "a device that is no drug": ("LIN**N4*00409379501", "LIN**UK*00409379501123", []),
    "a line without date": ("DTP*472*RD8*20260901-20260930", "", [("SNIP2-REQUIRED-SEGMENT", "DTP")]),
    "a form without answers": ("LQ*UT*484.03", "LQ*UT*484.03\nLQ*UT*484.03", [("SNIP2-REQUIRED-SEGMENT", "FRM")]),
    "an answer of no kind": ("FRM*04*Y", "FRM*04", [("SNIP1-CONDITION", "FRM02")]),
}  # fmt: skip


def test_a_good_set_has_no_fault_in_any_version_of_its_guide() -> None:
    lines = lines_of(CLAIM)

    assert faults_of(T837P, lines) == []
    for guide in ("005010X222", "005010X222A2"):
        assert find_tables("837", guide) == (T837P,)
        assert faults_of(T837P, lines, guide=guide) == []


def test_a_set_is_written_again_as_it_was_read() -> None:
    assert written_again(T837P, CLAIM) == lines_of(CLAIM)


def test_segments_of_one_name_go_where_their_qualifier_says() -> None:
    claim = root_of(T837P, CLAIM).need("billing_level").need("subscriber").need("dependent").need("claim")

    line = claim.loops("line")[0]
    assert claim.get("homebound").text("condition1") == "IH"
    assert claim.get("anesthesia").text("code2") == "00102"
    assert [row.text("day") for row in claim.every("care_assumed")] == ["20260820", "20260830"]
    assert line.get("attachment").text("control") == "CMN1"
    assert line.get("necessity").text("way") == "AD"
    assert line.get("equipment_conditions").text("condition2") == "ZV"
    assert line.get("third_party_note").text("text") == "SEE ABOVE"
    assert line.need("drug").get("quantity").text("unit") == "ML"
    assert line.need("drop_off").get("name").text("last_name") == "BIRCH ANNEX"
    assert line.need("forms").every("answers")[3].text("percent") == "12.5"


@pytest.mark.parametrize(("old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(T837P, changed(CLAIM, old, new)) == found
