"""The 837D: claims and predeterminations have their places, are written back as read, and each rule holds on both sides."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t837d import T837D
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

CLAIM = """
    BHT*0019*00*INV1*20260914*0930*CH
    NM1*41*2*BIRCH DENTAL*****46*BIRCH01
    PER*IC*IDA HOLM*TE*6085550101
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    PRV*BI*PXC*1223G0001X
    NM1*85*1*AHLGREN*TOVE****XX*2000000010
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*SY*900000009
    REF*0B*D1234
    REF*1G*U1234
    PER*IC*FRONT DESK*TE*6085550102
    NM1*87*1
    N3*PO BOX 9
    N4*MADISON*WI*53701
    NM1*PE*2*ELM RECOVERY*****PI*ELM02
    N3*9 FIR ST
    N4*MADISON*WI*53702
    REF*2U*4711
    REF*EI*990000002
    HL*2*1*22*1
    SBR*P**OAK-77******CI
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    NM1*PR*2*ELM MUTUAL*****PI*ELM03
    REF*G2*OLD-1
    HL*3*2*23*0
    PAT*19
    NM1*QC*1*LINDQVIST*OLE
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*20120301*M
    REF*Y4*CAS1
    CLM*OLE-1*1850***11:B:1*Y*A*Y*Y**OA:EM*01********1
    DTP*439*D8*20260820
    DTP*452*D8*20260901
    DTP*472*RD8*20260901-20260904
    DTP*050*D8*20260910
    DN1*24*18**FIXED
    DN2*8*M****JP
    PWK*RB*BM***AC*DMN0012
    CN1*02*1500*5*A*2*1
    AMT*F5*120
    REF*G3*PD1
    REF*4N*3
    REF*F8*OLDCLAIM
    REF*9F*REF1
    REF*G1*AUTH1
    REF*9A*RP1
    REF*9C*RP2
    REF*D9*CH1
    K3*FREE TEXT
    NTE*ADD*FELL FROM A SWING
    HI*ABK:K0889*ABF:S025XXA
    HCP*02*1800*50*RP0001*0
    NM1*DN*1*FALK*SIV****XX*2000000028
    PRV*RF*PXC*1223P0221X
    REF*G2*T1
    NM1*P3*1*FRISK*BO****XX*2000000036
    NM1*82*1*EK*PER****XX*2000000051
    PRV*PE*PXC*1223X0400X
    NM1*77*2*BIRCH ANNEX*****XX*2000000069
    N3*14 MILL RD
    N4*MADISON*WI*537031234
    NM1*DD*1*DAHL*EVA****XX*2000000044
    PRV*AS*PXC*1223S0112X
    NM1*DQ*1*BERG*NILS****XX*2000000077
    SBR*S*19*FIR-5**12****BL
    CAS*PR*1*100**2*50
    AMT*D*1600
    AMT*EAF*100
    AMT*A8*0
    OI***Y***Y
    MOA***MA01
    NM1*IL*1*LINDQVIST*KARL****MI*FIR000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    NM1*PR*2*FIR HEALTH*****PI*FIR01
    DTP*573*D8*20260910
    REF*G3*FIRPD
    REF*F8*FIRCLAIM
    NM1*DN*1
    REF*G2*F1
    NM1*82*1
    REF*G2*F2
    NM1*DQ*1
    REF*G2*F3
    NM1*85*1
    REF*G2*F4
    NM1*77*2
    REF*G2*F5
    NM1*DD*1
    REF*G2*F6
    LX*1
    SV3*AD:D8080:::::BRACES*1600****1*****1:2
    DTP*452*D8*20260901
    DTP*196*D8*20260901
    DTP*198*D8*20280901
    LX*2
    SV3*AD:D2392*250**10:20*I*2*****2
    TOO*JP*8*M:O:D
    TOO*JP*T
    DTP*472*D8*20260902
    DTP*441*D8*20200101
    DTP*446*D8*20260902
    CN1*03*200
    REF*G3*PD2
    REF*G1*AUTH2**2U:FIR01
    REF*6R*L2
    REF*9A*RP3
    REF*9C*RP4
    REF*9F*REF2
    AMT*T*3
    K3*MORE TEXT
    HCP*00*240*10*RP0001*****AD*D2392*UN*2
    NM1*82*1*EK*PER****XX*2000000051
    PRV*PE*PXC*1223X0400X
    REF*G2*B1**2U:FIR01
    NM1*DD*1*DAHL*EVA****XX*2000000044
    NM1*DQ*1*BERG*NILS****XX*2000000077
    NM1*77*2*BIRCH ANNEX*****XX*2000000069
    N3*14 MILL RD
    N4*MADISON*WI*537031234
    REF*G2*B2
    SVD*FIR01*200*AD:D2392**2
    CAS*CO*45*50
    DTP*573*D8*20260912
    AMT*EAF*0
"""

PREDETERMINATION = """
    BHT*0019*00*INV2*20260914*0930*CH
    NM1*41*2*BIRCH DENTAL*****46*BIRCH01
    PER*IC*IDA HOLM*EM*BILLING@EXAMPLE.ORG
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    NM1*85*2*BIRCH DENTAL*****XX*2000000010
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*EI*990000001
    HL*2*1*22*0
    SBR*P*18*******CI
    NM1*IL*1*LINDQVIST*MARA****MI*ELM000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    DMG*D8*19800229*F
    NM1*PR*2*ELM MUTUAL*****PI*ELM03
    CLM*MARA-1*1150***11:B:1*Y*A*Y*Y**********PB
    LX*1
    SV3*AD:D2740*1150***I*1
    TOO*JP*14
"""

HEAD = "CLM*OLE-1*1850***11:B:1*Y*A*Y*Y**OA:EM*01********1"
ORDER = "CLM*MARA-1*1150***11:B:1*Y*A*Y*Y**********PB"
FILLING = "SV3*AD:D2392*250**10:20*I*2*****2"
TEETH = "\n".join(f"TOO*JP*{number}" for number in range(1, 33))
EXTRACTED = "\n".join(f"DN2*{number}*E****JP" for number in range(1, 33)) + "\nDN2*A*E****JP\nDN2*B*E****JP\nDN2*C*M****JP"
MANY_LINES = "\n".join(f"LX*{number}\nSV3*AD:D0230*20" for number in range(1, 50))

EDGES = {
    "a place of service on the wrong list": (HEAD, HEAD.replace(":B:", ":A:"), [("SNIP2-CODE", "CLM05-2")]),
    "no signature": (HEAD, HEAD.replace(":1*Y*A", ":1**A"), [("SNIP2-REQUIRED", "CLM06")]),
    "assignment of laboratory tests": (HEAD, HEAD.replace("*Y*A*", "*Y*B*"), [("SNIP2-CODE", "CLM07")]),
    "a cause that is abuse": (HEAD, HEAD.replace("OA:EM", "AB"), [("SNIP2-CODE", "CLM11-1")]),
    "an accident with a car in a state": (HEAD, HEAD.replace("OA:EM", "AA:::WI"), []),
    "a third cause": (HEAD, HEAD.replace("OA:EM", "OA:EM:AA"), [("SNIP2-NOT-USED", "CLM11-3")]),
    "a special program of other kinds of claim": (HEAD, HEAD.replace("OA:EM*01", "OA:EM*09"), [("SNIP2-CODE", "CLM12")]),
    "a claim that is a predetermination": (HEAD, HEAD.replace("*01********1", "*01*******PB*1"), []),
    "a claim that is an encounter by CLM19": (HEAD, HEAD.replace("*01********1", "*01*******08*1"), [("SNIP2-CODE", "CLM19")]),
    "a claim of one day": ("DTP*472*RD8*20260901-20260904", "DTP*472*D8*20260901", []),
    "no date of service of the claim": ("DTP*472*RD8*20260901-20260904", "", []),
    "a line of several days": ("DTP*472*D8*20260902", "DTP*472*RD8*20260902-20260903", [("SNIP2-CODE", "DTP02")]),
    "a prosthesis placed before, about then": ("DTP*441*D8*20200101", "DTP*139*D8*20200101", []),
    "a prosthesis placed twice": ("DTP*441*D8*20200101", "DTP*441*D8*20200101\nDTP*139*D8*20200101", [("SNIP2-REPEATS", "DTP")]),
    "a treatment asked about": ("DN1*24*18**FIXED", "DN1*24*18*Y", [("SNIP2-NOT-USED", "DN103")]),
    "no list of teeth": ("DN2*8*M****JP", "DN2*8*M", [("SNIP1-MISSING", "DN206")]),
    "a tooth impacted": ("DN2*8*M****JP", "DN2*8*I****JP", [("SNIP2-CODE", "DN202")]),
    "35 teeth told": ("DN2*8*M****JP", EXTRACTED, []),
    "36 teeth told": ("DN2*8*M****JP", f"{EXTRACTED}\nDN2*D*M****JP", [("SNIP2-REPEATS", "DN2")]),
    "models sent": ("PWK*RB*BM***AC*DMN0012", "PWK*DA*AA", []),
    "an operative note": ("PWK*RB*BM***AC*DMN0012", "PWK*OB*BM***AC*DMN0012", [("SNIP2-CODE", "PWK01")]),
    "a contract by diagnosis-related groups": ("CN1*02*1500*5*A*2*1", "CN1*01*1500", [("SNIP2-CODE", "CN101")]),
    "five notes": ("NTE*ADD*FELL FROM A SWING", "\n".join(["NTE*ADD*FELL"] * 5), []),
    "six notes": ("NTE*ADD*FELL FROM A SWING", "\n".join(["NTE*ADD*FELL"] * 6), [("SNIP2-REPEATS", "NTE")]),
    "four diagnoses": ("HI*ABK:K0889*ABF:S025XXA", "HI*ABK:K0889*ABF:S025XXA*ABF:K021*ABF:K029", []),
    "five diagnoses": (
        "HI*ABK:K0889*ABF:S025XXA",
        "HI*ABK:K0889*ABF:S025XXA*ABF:K021*ABF:K029*ABF:K030",
        [("SNIP2-NOT-USED", "HI05")],
    ),
    "diagnoses of the dental list": ("HI*ABK:K0889*ABF:S025XXA", "HI*TQ:150000*TQ:230000", []),
    "a second principal diagnosis": ("HI*ABK:K0889*ABF:S025XXA", "HI*ABK:K0889*ABK:S025XXA", [("SNIP2-CODE", "HI02-1")]),
    "priced by the day": ("HCP*02*1800*50*RP0001*0", "HCP*06*1800*50*RP0001*0", [("SNIP2-CODE", "HCP01")]),
    "a rendering provider without specialty": ("PRV*PE*PXC*1223X0400X", "", [("SNIP2-REQUIRED-SEGMENT", "PRV")]),
    "an assistant without specialty": ("PRV*AS*PXC*1223S0112X", "", [("SNIP2-REQUIRED-SEGMENT", "PRV")]),
    "a referrer without specialty": ("PRV*RF*PXC*1223P0221X", "", []),
    "a third referrer": (
        "NM1*P3*1*FRISK*BO****XX*2000000036",
        "NM1*P3*1*FRISK*BO****XX*2000000036\nNM1*P3*1*FURU*LISA",
        [("SNIP2-LOOP-REPEATS", "NM1")],
    ),
    "two licenses of the billing provider": ("REF*1G*U1234", "REF*0B*D1235", []),
    "three licenses of the billing provider": ("REF*1G*U1234", "REF*1G*U1234\nREF*0B*D1235", [("SNIP2-REPEATS", "REF")]),
    "a procedure of CPT": (FILLING, "SV3*HC:41899*250", [("SNIP2-CODE", "SV301-1")]),
    "no count of procedures": (FILLING, "SV3*AD:D2392*250", []),
    "no charge": (FILLING, "SV3*AD:D2392", [("SNIP2-REQUIRED", "SV302")]),
    "five areas of the mouth": (FILLING, "SV3*AD:D2392*250**10:20:30:40:02", []),
    "six areas of the mouth": (FILLING, "SV3*AD:D2392*250**10:20:30:40:02:01", [("SNIP1-PARTS", "SV304-6")]),
    "a prosthesis made again": (FILLING, "SV3*AD:D2392*250***R", []),
    "a prosthesis repaired": (FILLING, "SV3*AD:D2392*250***C", [("SNIP2-CODE", "SV305")]),
    "a pointer to the fourth diagnosis": (FILLING, "SV3*AD:D2392*250*********1:2:3:4", []),
    "a pointer to a fifth": (FILLING, "SV3*AD:D2392*250*********5", [("SNIP2-CODE", "SV311-1")]),
    "32 teeth": ("TOO*JP*8*M:O:D", TEETH.replace("TOO*JP*32", "TOO*JP*32*B:F:I:L:M").replace("TOO*JP*1\n", ""), []),
    "33 teeth": ("TOO*JP*8*M:O:D", TEETH, [("SNIP2-REPEATS", "TOO")]),
    "a surface that no tooth has": ("TOO*JP*8*M:O:D", "TOO*JP*8*M:X", [("SNIP2-CODE", "TOO03-2")]),
    "teeth of another list": ("TOO*JP*8*M:O:D", "TOO*JO*8", [("SNIP2-CODE", "TOO01")]),
    "a drug of a line": ("K3*MORE TEXT", "K3*MORE TEXT\nLIN**N4*00409379501", [("SNIP2-NOT-USED-SEGMENT", "LIN")]),
    "a payer's line by revenue code": ("SVD*FIR01*200*AD:D2392**2", "SVD*FIR01*200*AD:D2392*0512*2", [("SNIP2-NOT-USED", "SVD04")]),
}  # fmt: skip


def test_a_good_set_has_no_fault_in_any_version_of_its_guide() -> None:
    claim, order = lines_of(CLAIM), lines_of(PREDETERMINATION)

    assert faults_of(T837D, claim) == faults_of(T837D, order) == []
    for guide in ("005010X224", "005010X224A1", "005010X224A3"):
        assert find_tables("837", guide) == (T837D,)
        assert faults_of(T837D, claim, guide=guide) == []


@pytest.mark.parametrize("text", [CLAIM, PREDETERMINATION], ids=["claim", "predetermination"])
def test_a_set_is_written_again_as_it_was_read(text: str) -> None:
    assert written_again(T837D, text) == lines_of(text)


def test_teeth_surfaces_and_providers_go_to_the_claim_or_line_they_are_told_of() -> None:
    claim = root_of(T837D, CLAIM).need("billing_level").need("subscriber").need("dependent").need("claim")

    braces, filling = claim.loops("line")
    assert claim.get("orthodontics").text("treatment") == "FIXED"
    assert claim.get("tooth_status").text("status") == "M"
    assert claim.get("diagnoses").text("code2") == "S025XXA"
    assert [each.get("name").text("last_name") for each in claim.loops("referring")] == ["FALK", "FRISK"]
    assert claim.need("other_coverage").need("assistant").get("other_id").text("number") == "F6"
    assert braces.every("tooth") == []
    assert [(each.text("tooth"), each.text("surface3")) for each in filling.every("tooth")] == [("8", "D"), ("T", "")]
    assert filling.get("prior_authorization").text("other_number") == "FIR01"
    assert filling.need("facility").get("other_id").text("number") == "B2"
    assert filling.get("service").text("area2") == "20"


@pytest.mark.parametrize(("old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(T837D, changed(CLAIM, old, new)) == found


def test_surfaces_call_for_their_tooth() -> None:
    faults = faults_of(T837D, changed(CLAIM, "TOO*JP*8*M:O:D", "TOO*JP**M"))

    assert {spot for _, spot in faults} == {"TOO02"}


@pytest.mark.parametrize(("purpose", "found"), [("00", []), ("18", []), ("01", [("SNIP2-CODE", "BHT02")])])
def test_a_predetermination_is_sent_first_or_again(purpose: str, found: list[Fault]) -> None:
    begin = "BHT*0019*00*INV2*20260914*0930*CH"
    lines = changed(PREDETERMINATION, begin, begin.replace("*00*", f"*{purpose}*"))

    order = root_of(T837D, PREDETERMINATION).need("billing_level").need("subscriber").need("claim")
    assert faults_of(T837D, lines) == found
    assert order.get("claim").text("predetermination") == "PB"


def test_a_claim_has_fifty_lines_and_no_more() -> None:
    full = changed(PREDETERMINATION, "LX*1", f"{MANY_LINES}\nLX*50")

    assert faults_of(T837D, full) == []
    assert faults_of(T837D, [*full, "LX*51", "SV3*AD:D0230*20"]) == [("SNIP2-LOOP-REPEATS", "LX")]
