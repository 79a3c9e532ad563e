"""The 834: every loop has its place, what is right is found right and written back, and each rule holds on both sides."""

import pytest

from superbill.x12.guides import find_tables
from superbill.x12.transactions.t834 import MEMBER_DATES, T834
from tests.x12.one_set import Fault, changed, faults_of, lines_of, root_of, written_again

SET = """
    BGN*00*OAK-2026-09*20260914*0930*CT***2
    REF*38*OAK-77
    DTP*303*D8*20261001
    QTY*TO*2
    QTY*ET*1
    QTY*DT*1
    N1*P5*OAK MILLWORKS*FI*990000001
    N1*IN*ELM MUTUAL*XV*2299001
    N1*BO*ASH BROKERS*FI*990000002
    ACT*4711*****4712
    INS*Y*18*021*20*A*A:0**FT*N*N*D8*20270101*U****1
    REF*0F*SUB0001
    REF*1L*OAK-77
    REF*23*CARD-1
    REF*DX*DEPT-9
    DTP*336*D8*20200301
    DTP*356*D8*20261001
    NM1*IL*1*LINDQVIST*MARA*J*DR*II*34*900000001
    PER*IP**HP*6085550101*WP*6085550102*EM*MARA@EXAMPLE.ORG
    N3*12 MILL RD*APT 3
    N4*MADISON*WI*53703**CY*DANE
    DMG*D8*19800229*F*M*:RET:2106-3*1****REC*1
    EC*01*02
    ICM*7*5200*80*PLANT 2*E5
    AMT*P3*120.5
    HLH*N*68*150
    LUI*LE*SV**7
    NM1*70*1*LINDKVIST*MARA
    DMG*D8*19800228*F
    NM1*31*1
    N3*PO BOX 9
    N4*MADISON*WI*53701
    NM1*36*2*OAK MILLWORKS*****24*990000001
    PER*EP*PAYROLL*TE*6085550103*EX*12
    NM1*M8*2*LAKE COLLEGE
    PER*SK*REGISTRAR*TE*6085550104
    N3*1 CAMPUS WAY
    N4*MADISON*WI*53706
    NM1*S3*1*LINDQVIST*OLE
    PER*PQ**TE*6085550105*FX*6085550106*FX*6085550107
    NM1*GD*1*LINDQVIST*OLE****34*900000002
    PER*RP**CP*6085550108
    NM1*45*1*LINDQVIST
    N3*4 DEPOT ST
    N4*MADISON*WI*53704
    DSB*2******DX*585
    DTP*360*D8*20260101
    DTP*361*D8*20260301
    HD*021**HLT*GOLD*FAM****N
    DTP*348*D8*20261001
    DTP*343*RD8*20261001-20270930
    AMT*C1*25
    REF*CE*PLAN-GOLD
    REF*QQ*12
    IDC*GOLD*H*2*1
    LX*1
    NM1*P3*1*AHLGREN*TOVE****XX*2000000010*25
    N3*5 CLINIC RD
    N4*MADISON*WI*53705
    PER*IC**TE*6085550109
    PLA*2*1P*20261001**AB
    COB*P*POL-5*5*1
    REF*6P*GRP-5
    DTP*344*D8*20260101
    NM1*IN*2*FIR HEALTH*****XV*2299002
    N3*9 FIR ST
    N4*MADISON*WI*53702
    PER*CN**TE*6085550110
    LS*2700
    LX*1
    N1*75*WELLNESS
    REF*ZZ*TIER 2
    DTP*007*D8*20261001
    LX*2
    N1*75*UNION
    REF*17*LOCAL 12
    LE*2700
    INS*N*19*030*XN*A
    REF*0F*SUB0001
    NM1*IL*1*LINDQVIST*ASTRID
    HD*030**DEN
    DTP*348*D8*20261001
"""


def test_a_good_set_has_no_fault_in_either_version_of_its_guide() -> None:
    lines = lines_of(SET)

    assert faults_of(T834, lines) == []
    assert faults_of(T834, lines, guide="005010X220") == []
    assert find_tables("834", "005010X220") == (T834,)


def test_a_set_is_written_again_as_it_was_read() -> None:
    assert written_again(T834, SET) == lines_of(SET)


def test_segments_of_one_name_go_to_the_loop_they_stand_in() -> None:
    members = root_of(T834, SET).loops("member")

    first = members[0]
    coverage, reporting = first.need("coverage"), first.need("reporting")
    assert [member.get("member").text("relationship") for member in members] == ["18", "19"]
    assert first.need("person").get("name").text("id") == "900000001"
    assert [first.need(name).get("name").text("last_name") for name in ("employer", "school", "custodial_parent")] == [
        "OAK MILLWORKS",
        "LAKE COLLEGE",
        "LINDQVIST",
    ]
    assert coverage.need("provider").get("name").text("id") == "2000000010"
    assert coverage.need("other_coverage").need("entity").get("name").text("last_name") == "FIR HEALTH"
    categories = [each.need("category") for each in reporting.loops("member_category")]
    assert [(each.get("name").text("name"), each.get("reference").text("number")) for each in categories] == [
        ("WELLNESS", "TIER 2"),
        ("UNION", "LOCAL 12"),
    ]


DATES = "\n".join(f"DTP*{code}*D8*20261001" for code in MEMBER_DATES.split())
RACES = "^".join(["C"] * 10)

EDGES = {
    "an action that verifies": ("BGN*00*OAK-2026-09*20260914*0930*CT***2", "BGN*00*OAK-2026-09*20260914*0930*CT***4", []),
    "an action of no change file": (
        "BGN*00*OAK-2026-09*20260914*0930*CT***2",
        "BGN*00*OAK-2026-09*20260914*0930*CT***1",
        [("SNIP2-CODE", "BGN08")],
    ),
    "no action": ("BGN*00*OAK-2026-09*20260914*0930*CT***2", "BGN*00*OAK-2026-09*20260914*0930*CT", [("SNIP2-REQUIRED", "BGN08")]),
    "no policy of the whole set": ("REF*38*OAK-77", "", []),
    "no sponsor": ("N1*P5*OAK MILLWORKS*FI*990000001", "", [("SNIP2-REQUIRED-LOOP", "N1")]),
    "a sponsor without a name": ("N1*P5*OAK MILLWORKS*FI*990000001", "N1*P5**FI*990000001", []),
    "a broker without a name": ("N1*BO*ASH BROKERS*FI*990000002", "N1*BO**FI*990000002", [("SNIP2-REQUIRED", "N102")]),
    "two brokers": ("ACT*4711*****4712", "ACT*4711\nN1*TV*YEW ADMIN*FI*990000003", []),
    "three brokers": (
        "ACT*4711*****4712",
        "ACT*4711\nN1*TV*YEW ADMIN*FI*990000003\nN1*TV*IVY ADMIN*FI*990000004",
        [("SNIP2-LOOP-REPEATS", "N1")],
    ),
    "coverage may be deleted": ("HD*021**HLT*GOLD*FAM****N", "HD*002**HLT*GOLD*FAM****N", []),
    "a member may not": (
        "INS*N*19*030*XN*A",
        "INS*N*19*002*XN*A",
        [("SNIP2-CODE", "INS03")],
    ),
    "a line that is no health plan": ("HD*021**HLT*GOLD*FAM****N", "HD*021**LIF*GOLD*FAM****N", [("SNIP2-CODE", "HD03")]),
    "every date of a member once": ("DTP*336*D8*20200301", DATES.replace("DTP*356*D8*20261001\n", ""), []),
    "a date too many": ("DTP*336*D8*20200301", DATES, [("SNIP2-REPEATS", "DTP")]),
    "a range where one day is meant": ("DTP*336*D8*20200301", "DTP*336*RD8*20200301-20200302", [("SNIP2-CODE", "DTP02")]),
    "ten races": ("DMG*D8*19800229*F*M*:RET:2106-3*1****REC*1", f"DMG*D8*19800229*F*M*{RACES}", []),
    "eleven races": (
        "DMG*D8*19800229*F*M*:RET:2106-3*1****REC*1",
        f"DMG*D8*19800229*F*M*{RACES}^A",
        [("SNIP2-ELEMENT-REPEATS", "DMG05")],
    ),
    "no day of birth of a member": ("DMG*D8*19800229*F*M*:RET:2106-3*1****REC*1", "DMG***F", [("SNIP2-REQUIRED", "DMG01"), ("SNIP2-REQUIRED", "DMG02")]),
    "no day of birth before the correction": ("DMG*D8*19800228*F", "DMG***F", []),
    "a county at home": ("N4*MADISON*WI*53703**CY*DANE", "N4*MADISON*WI*53703**60*EAST SIDE", []),
    "a county at a mailing address": ("N4*MADISON*WI*53701", "N4*MADISON*WI*53701**CY*DANE", [("SNIP2-NOT-USED", "N405"), ("SNIP2-NOT-USED", "N406")]),
    "a mailing address without its street": ("N3*PO BOX 9", "", [("SNIP2-REQUIRED-SEGMENT", "N3")]),
    "nine services": ("COB*P*POL-5*5*1", "COB*P*POL-5*5*1^35^48^50^54^89^90^A4^AG", []),
    "ten services": ("COB*P*POL-5*5*1", "COB*P*POL-5*5*1^35^48^50^54^89^90^A4^AG^AL", [("SNIP2-ELEMENT-REPEATS", "COB04")]),
    "a provider without relationship": (
        "NM1*P3*1*AHLGREN*TOVE****XX*2000000010*25",
        "NM1*P3*1*AHLGREN*TOVE****XX*2000000010",
        [("SNIP2-REQUIRED", "NM110")],
    ),
    "coverage without a date": ("HD*030**DEN", "HD*030**VIS\nHD*030**DEN", [("SNIP2-REQUIRED-SEGMENT", "DTP")]),
    "two references of one category": ("REF*17*LOCAL 12", "REF*17*LOCAL 12\nREF*ZZ*MORE", [("SNIP2-REPEATS", "REF")]),
    "categories that do not end": ("LE*2700", "", [("SNIP2-REQUIRED-SEGMENT", "LE")]),
    "categories that end as another loop": ("LE*2700", "LE*2710", [("SNIP2-CODE", "LE01")]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "found"), EDGES.values(), ids=EDGES)
def test_a_rule_of_the_guide_holds_on_both_sides_of_its_edge(old: str, new: str, found: list[Fault]) -> None:
    assert faults_of(T834, changed(SET, old, new)) == found


def test_a_member_needs_a_subscriber_number_and_a_name() -> None:
    lines = [line for line in lines_of(SET) if line not in ("REF*0F*SUB0001", "NM1*IL*1*LINDQVIST*ASTRID")]

    assert faults_of(T834, lines) == [
        ("SNIP2-REQUIRED-SEGMENT", "REF"),
        ("SNIP2-REQUIRED-SEGMENT", "REF"),
        ("SNIP2-REQUIRED-LOOP", "NM1"),
    ]
