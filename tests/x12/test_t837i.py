"""The 837I: every loop has its place, what is right is found right and written back, and each rule holds on both sides."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t837i import T837I
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

INPATIENT = """
    BHT*0019*00*INV1*20260914*0930*CH
    NM1*41*2*BIRCH HOSPITAL*****46*BIRCH01
    PER*IC*IDA HOLM*TE*6085550101
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    PRV*BI*PXC*282N00000X
    NM1*85*2*BIRCH HOSPITAL*****XX*2000000010
    N3*12 MILL RD
    N4*MADISON*WI*537031234
    REF*EI*990000001
    PER*IC*BILLING OFFICE*TE*6085550102
    NM1*87*2
    N3*PO BOX 9
    N4*MADISON*WI*53701
    NM1*PE*2*ELM RECOVERY*****PI*ELM02
    N3*9 FIR ST
    N4*MADISON*WI*53702
    REF*FY*4711
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
    DMG*D8*20090301*M
    CLM*OLE-1*4321.5***11:A:1**A*Y*Y***********1
    DTP*096*TM*1405
    DTP*434*RD8*20260901-20260904
    DTP*435*DT*202609010915
    DTP*050*D8*20260910
    CL1*1*7*01
    PWK*OZ*BM***AC*DMN0012
    CN1*06*4000*5*A*2*1
    AMT*F3*120
    REF*4N*3
    REF*9F*REF1
    REF*G1*AUTH1
    REF*F8*OLDCLAIM
    REF*9A*RP1
    REF*9C*RP2
    REF*LX*IDE1
    REF*D9*CH1
    REF*LU*WI
    REF*EA*MR1
    REF*P4*DEMO1
    REF*G4*PSRO1
    K3*FREE TEXT
    NTE*DME*WALKER AT DISCHARGE
    NTE*ADD*SECOND SEND
    CRC*ZZ*Y*ST
    HI*ABK:S72001A:::::::Y
    HI*ABJ:S72001A
    HI*APR:M25551*APR:R262
    HI*ABN:W010XXA:::::::Y*ABN:Y92009
    HI*DR:481
    HI*ABF:E119:::::::Y*ABF:I10:::::::N
    HI*ABF:Z794
    HI*BBR:0SR9019:D8:20260902
    HI*BBQ:30233N1:D8:20260902*BBQ:0QS6XZZ:D8:20260902
    HI*BI:70:RD8:20260820-20260825
    HI*BH:11:D8:20260901*BH:A1:D8:20260101
    HI*BE:01:::1200*BE:80:::3
    HI*BG:C5*BG:09
    HI*TC:A01
    HCP*02*4000*321.5*RP0001*0*DRG1*4000*0120***DA*3**1*6
    NM1*71*1*AHLGREN*TOVE****XX*2000000028
    PRV*AT*PXC*207X00000X
    REF*G2*T1
    NM1*72*1*BERG*NILS****XX*2000000036
    NM1*ZZ*1*DAHL*EVA****XX*2000000044
    NM1*82*1*EK*PER****XX*2000000051
    NM1*77*2*BIRCH ANNEX*****XX*2000000069
    N3*14 MILL RD
    N4*MADISON*WI*537031234
    NM1*DN*1*FALK*SIV****XX*2000000077
    SBR*S*19*FIR-5******BL
    CAS*PR*1*100**2*50
    AMT*D*4000
    AMT*EAF*171.5
    AMT*A8*0
    OI***Y***Y
    MIA*0***4000*N19**********3*****N20****0
    MOA***MA01
    NM1*IL*1*LINDQVIST*KARL****MI*FIR000001
    N3*3 OAK LN
    N4*MADISON*WI*53703
    REF*SY*900000001
    NM1*PR*2*FIR HEALTH*****PI*FIR01
    DTP*573*D8*20260910
    REF*F8*FIRCLAIM
    NM1*71*1
    REF*G2*F1
    NM1*72*1
    REF*G2*F2
    NM1*ZZ*1
    REF*G2*F3
    NM1*77*2
    REF*G2*F4
    NM1*82*1
    REF*G2*F5
    NM1*DN*1
    REF*G2*F6
    NM1*85*2
    REF*G2*F7
    LX*1
    SV2*0120**3600*DA*3
    LX*2
    SV2*0250*HC:J1885:::::INJECTION*721.5*UN*2**21.5
    PWK*OZ*AA
    DTP*472*RD8*20260902-20260903
    REF*6R*L2
    REF*9B*RP3
    REF*9D*RP4
    AMT*GT*1
    AMT*N8*2
    NTE*TPO*SEE ABOVE
    HCP*00*700*21.5*RP0001*****HC*J1885*UN*2
    LIN**N4*00409379501
    CTP****2*ML
    REF*XZ*RX1
    NM1*72*1*BERG*NILS****XX*2000000036
    REF*G2*B1**2U:FIR01
    NM1*ZZ*1*DAHL*EVA****XX*2000000044
    NM1*82*1*EK*PER****XX*2000000051
    NM1*DN*1*FALK*SIV****XX*2000000077
    SVD*FIR01*600*HC:J1885*0250*2
    CAS*CO*45*121.5
    DTP*573*D8*20260912
    AMT*EAF*0
"""

OUTPATIENT = """
    BHT*0019*00*INV2*20260914*0930*CH
    NM1*41*2*BIRCH HOSPITAL*****46*BIRCH01
    PER*IC*IDA HOLM*EM*BILLING@EXAMPLE.ORG
    NM1*40*2*ELM MUTUAL*****46*ELM01
    HL*1**20*1
    NM1*85*2*BIRCH HOSPITAL*****XX*2000000010
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
    CLM*MARA-1*210***13:A:1**A*Y*Y
    DTP*434*RD8*20260901-20260901
    CL1*3**01
    HI*ABK:J069
    LX*1
    SV2*0450*HC:99282*210*UN*1
    DTP*472*D8*20260901
"""


LINE = "SV2*0250*HC:J1885:::::INJECTION*721.5*UN*2**21.5"
MANY_LINES = "\n".join(f"LX*{number}\nSV2*0250**1*UN*1" for number in range(1, 999))
TWELVE = "HI*" + "*".join(["BG:09"] * 12)

EDGES = {
    "no type of admission": ("CL1*1*7*01", "CL1**7*01", [("SNIP2-REQUIRED", "CL101")]),
    "no source of admission": ("CL1*1*7*01", "CL1*1**01", []),
    "no patient status": ("CL1*1*7*01", "CL1*1*7", [("SNIP2-REQUIRED", "CL103")]),
    "no CL1": ("CL1*1*7*01", "", [("SNIP2-REQUIRED-SEGMENT", "CL1")]),
    "no statement dates": ("DTP*434*RD8*20260901-20260904", "", [("SNIP2-REQUIRED-SEGMENT", "DTP")]),
    "a statement of one day": ("DTP*434*RD8*20260901-20260904", "DTP*434*D8*20260901", [("SNIP2-CODE", "DTP02")]),
    "half a range of days": ("DTP*434*RD8*20260901-20260904", "DTP*434*RD8*20260901", [("SNIP1-DATE", "DTP03")]),
    "no hour of discharge": ("DTP*096*TM*1405", "", []),
    "a day of discharge": ("DTP*096*TM*1405", "DTP*096*D8*20260904", [("SNIP2-CODE", "DTP02")]),
    "the last minute of a day": ("DTP*096*TM*1405", "DTP*096*TM*2359", []),
    "a minute that no day has": ("DTP*096*TM*1405", "DTP*096*TM*2400", [("SNIP1-DATE", "DTP03")]),
    "admitted on a day": ("DTP*435*DT*202609010915", "DTP*435*D8*20260901", []),
    "admitted over days": ("DTP*435*DT*202609010915", "DTP*435*RD8*20260901-20260902", [("SNIP2-CODE", "DTP02")]),
    "a place of service": (
        "CLM*OLE-1*4321.5***11:A:1**A*Y*Y***********1",
        "CLM*OLE-1*4321.5***11:B:1**A*Y*Y",
        [("SNIP2-CODE", "CLM05-2")],
    ),
    "a signature of the provider": (
        "CLM*OLE-1*4321.5***11:A:1**A*Y*Y***********1",
        "CLM*OLE-1*4321.5***11:A:1*Y*A*Y*Y",
        [("SNIP2-NOT-USED", "CLM06")],
    ),
    "assigned for laboratory tests only": ("CLM*OLE-1*4321.5***11:A:1**A*Y*Y***********1", "CLM*OLE-1*4321.5***11:A:1**B*W*I", []),
    "assignment refused by the patient": (
        "CLM*OLE-1*4321.5***11:A:1**A*Y*Y***********1",
        "CLM*OLE-1*4321.5***11:A:1**P*Y*Y",
        [("SNIP2-CODE", "CLM07")],
    ),
    "no principal diagnosis": ("HI*ABK:S72001A:::::::Y", "", [("SNIP2-REQUIRED-SEGMENT", "HI")]),
    "a principal diagnosis of ICD-9-CM": ("HI*ABK:S72001A:::::::Y", "HI*BK:82021:::::::Y", []),
    "present on admission, not told": ("HI*ABK:S72001A:::::::Y", "HI*ABK:S72001A", []),
    "present on admission, undetermined": ("HI*ABK:S72001A:::::::Y", "HI*ABK:S72001A:::::::W", []),
    "exempt from present on admission, as paper had it": (
        "HI*ABK:S72001A:::::::Y",
        "HI*ABK:S72001A:::::::1",
        [("SNIP2-CODE", "HI01-9")],
    ),
    "two admitting diagnoses": ("HI*ABJ:S72001A", "HI*ABJ:S72001A*ABJ:I10", [("SNIP2-NOT-USED", "HI02")]),
    "three reasons of the patient": ("HI*APR:M25551*APR:R262", "HI*APR:M25551*APR:R262*APR:R52", []),
    "four reasons of the patient": (
        "HI*APR:M25551*APR:R262",
        "HI*APR:M25551*APR:R262*APR:R52*APR:R509",
        [("SNIP2-NOT-USED", "HI04")],
    ),
    "two DRGs": ("HI*DR:481", "HI*DR:481*DR:482", [("SNIP2-NOT-USED", "HI02")]),
    "a third segment of other diagnoses": ("HI*ABF:Z794", "HI*ABF:Z794\nHI*ABF:Z7982", [("SNIP2-REPEATS", "HI")]),
    "a second segment of external causes": (
        "HI*ABN:W010XXA:::::::Y*ABN:Y92009",
        "HI*ABN:W010XXA\nHI*ABN:Y92009",
        [("SNIP2-REPEATS", "HI")],
    ),
    "a principal procedure of no day": ("HI*BBR:0SR9019:D8:20260902", "HI*BBR:0SR9019", [("SNIP2-REQUIRED", "HI01-3"), ("SNIP2-REQUIRED", "HI01-4")]),
    "a procedure on no day of the calendar": ("HI*BBR:0SR9019:D8:20260902", "HI*BBR:0SR9019:D8:20260932", [("SNIP1-DATE", "HI01-4")]),
    "an advanced billing concept": ("HI*BBR:0SR9019:D8:20260902", "HI*CAH:AAAAA:D8:20260902", []),
    "another list for the first code than for the next": (
        "HI*BBQ:30233N1:D8:20260902*BBQ:0QS6XZZ:D8:20260902",
        "HI*BBQ:30233N1:D8:20260902*BG:09",
        [("SNIP2-CODE", "HI02-1"), ("SNIP2-REQUIRED", "HI02-3"), ("SNIP2-REQUIRED", "HI02-4")],
    ),
    "an occurrence span of one day": ("HI*BI:70:RD8:20260820-20260825", "HI*BI:70:D8:20260820", [("SNIP2-CODE", "HI01-3")]),
    "an occurrence over days": (
        "HI*BH:11:D8:20260901*BH:A1:D8:20260101",
        "HI*BH:11:RD8:20260901-20260902",
        [("SNIP2-CODE", "HI01-3")],
    ),
    "a value without an amount": ("HI*BE:01:::1200*BE:80:::3", "HI*BE:01", [("SNIP2-REQUIRED", "HI01-5")]),
    "twelve conditions, twice": ("HI*BG:C5*BG:09", f"{TWELVE}\n{TWELVE}", []),
    "thirteen conditions": ("HI*BG:C5*BG:09", f"{TWELVE}*BG:C5", [("SNIP1-TOO-MANY", "HI13")]),
    "codes in another order": ("HI*DR:481", "HI*TC:A02\nHI*DR:481", []),
    "a claim note and the billing note, each its own": ("NTE*ADD*SECOND SEND", "NTE*ADD*SECOND SEND\nNTE*ADD*THIRD", [("SNIP2-REPEATS", "NTE")]),
    "an attending provider that is an organisation": (
        "NM1*71*1*AHLGREN*TOVE****XX*2000000028",
        "NM1*71*2*AHLGREN CLINIC*****XX*2000000028",
        [("SNIP2-CODE", "NM102")],
    ),
    "a billing provider that is a person": (
        "NM1*85*2*BIRCH HOSPITAL*****XX*2000000010",
        "NM1*85*1*HOLM*IDA****XX*2000000010",
        [("SNIP2-CODE", "NM102"), ("SNIP2-NOT-USED", "NM104")],
    ),
    "a billing provider by SSN": ("REF*EI*990000001", "REF*SY*900000001", [("SNIP2-REQUIRED-SEGMENT", "REF"), ("SNIP2-QUALIFIER", "REF01")]),
    "a plan to pay to without its tax number": ("REF*EI*990000002", "", [("SNIP2-REQUIRED-SEGMENT", "REF")]),
    "an employer insured without a number": ("NM1*IL*1*LINDQVIST*MARA****MI*ELM000001", "NM1*IL*2*OAK MILLWORKS", []),
    "days of an inpatient not told": ("MIA*0***4000*N19**********3*****N20****0", "MIA****4000", [("SNIP1-MISSING", "MIA01")]),
    "an insurance type": ("SBR*S*19*FIR-5******BL", "SBR*S*19*FIR-5**12****BL", [("SNIP2-NOT-USED", "SBR05")]),
    "a line without HCPCS code": (LINE, "SV2*0250**721.5*UN*2", []),
    "a line without revenue code": (LINE, "SV2**HC:J1885*721.5*UN*2", [("SNIP2-REQUIRED", "SV201")]),
    "a line without units": (LINE, "SV2*0250*HC:J1885*721.5", [("SNIP2-REQUIRED", "SV204"), ("SNIP2-REQUIRED", "SV205")]),
    "a line in minutes": (LINE, "SV2*0250*HC:J1885*721.5*MJ*2", [("SNIP2-CODE", "SV204")]),
    "a rate SV206": (LINE, "SV2*0250*HC:J1885*721.5*UN*2*360", [("SNIP2-NOT-USED", "SV206")]),
    "a drug that is a device": ("LIN**N4*00409379501", "LIN**UP*00409379501", [("SNIP2-CODE", "LIN02")]),
    "a drug without its quantity": ("CTP****2*ML", "", [("SNIP2-REQUIRED-SEGMENT", "CTP")]),
    "a payer's line without revenue code": ("SVD*FIR01*600*HC:J1885*0250*2", "SVD*FIR01*600*HC:J1885**2", [("SNIP2-REQUIRED", "SVD04")]),
    "what a second payer made of a line, and no day": ("DTP*573*D8*20260912", "DTP*573*D8*20260911\nSVD*YEW01*0*HC:J1885*0250*2", [("SNIP2-REQUIRED-SEGMENT", "DTP")]),
}  # fmt: skip


def test_a_good_set_has_no_fault_in_any_version_of_its_guide() -> None:
    inpatient, outpatient = lines_of(INPATIENT), lines_of(OUTPATIENT)

    assert faults_of(T837I, inpatient) == faults_of(T837I, outpatient) == []
    for guide in ("005010X223", "005010X223A1", "005010X223A3"):
        assert find_tables("837", guide) == (T837I,)
        assert faults_of(T837I, inpatient, guide=guide) == []


@pytest.mark.parametrize("text", [INPATIENT, OUTPATIENT], ids=["inpatient", "outpatient"])
def test_a_set_is_written_again_as_it_was_read(text: str) -> None:
    assert written_again(T837I, text) == lines_of(text)


def test_codes_and_names_of_one_shape_go_where_their_qualifier_says() -> None:
    claim = root_of(T837I, INPATIENT).need("billing_level").need("subscriber").need("dependent").need("claim")

    other = claim.need("other_coverage")
    assert claim.get("principal").text("code1") == "S72001A"
    assert claim.get("principal").text("present1") == "Y"
    assert claim.get("external").text("code2") == "Y92009"
    assert [row.text("code1") for row in claim.every("other_diagnoses")] == ["E119", "Z794"]
    assert claim.get("other_procedures").text("day2") == "20260902"
    assert claim.get("occurrence_spans").text("period1") == "20260820-20260825"
    assert claim.get("values").text("amount1") == "1200"
    assert claim.get("admitted_on").text("day") == "202609010915"
    assert claim.need("operating").get("name").text("last_name") == "BERG"
    assert other.need("operating").get("other_id").text("number") == "F2"
    assert other.get("inpatient").text("remark2") == "N20"
    assert [line.get("service").text("revenue") for line in claim.loops("line")] == ["0120", "0250"]


@pytest.mark.parametrize(("old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(T837I, changed(INPATIENT, old, new)) == found


@pytest.mark.parametrize("code", ["ABJ:S72001A", "APR:M25551*APR:R262", "DR:481", "TC:A01"])
def test_no_other_codes_tell_whether_they_were_present_on_admission(code: str) -> None:
    faults = faults_of(T837I, changed(INPATIENT, f"HI*{code}", f"HI*{code}:::::::Y"))

    assert [spot[:2] for _, spot in faults] == ["HI"]


def test_a_claim_has_999_lines_and_no_more() -> None:
    full = changed(OUTPATIENT, "LX*1", f"{MANY_LINES}\nLX*999")

    assert faults_of(T837I, full) == []
    assert faults_of(T837I, [*full, "LX*1000", "SV2*0250**1*UN*1"]) == [("SNIP2-LOOP-REPEATS", "LX")]
