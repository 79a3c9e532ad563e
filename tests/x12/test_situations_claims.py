"""Level 4 of the 837, on both sides of every edge: what is found, where, and how bad it is."""

import pytest

from superbill.x12.check import check
from superbill.x12.findings import CATALOGUE
from superbill.x12.rules import load_all
from tests.x12.invented_claims import DEPENDENT, OAK, OUTPATIENT, SECONDARY, STONE, file_with, findings, told

ERROR, WARNING, INFO = "error", "warning", "info"


def situations(kind, *changes):
    return told(kind, *changes, level=4)


def one(changes):
    """Changes given as one pair or as several."""
    return (changes,) if changes and isinstance(changes[0], str) else changes


# --- whose claim it is


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("P", ("DMG", ""), ("SELF-BORN", "DMG", ERROR)),
        ("I", ("DMG", ""), ("SELF-BORN", "DMG", ERROR)),
        ("D", ("DMG", ""), ("SELF-BORN", "DMG", ERROR)),
        ("P", ("N3*1 LAKE", ""), ("SELF-ADDRESS", "N3", ERROR)),
        ("P", ("N4*OAKTON/2", ""), ("SELF-ADDRESS", "N4", ERROR)),
        ("P", ("NM1*IL", "NM1*IL*2*RIVERS LTD*****MI*M1"), ("SELF-ORGANIZATION", "NM102", ERROR)),
        ("P", ("SBR*", "SBR*P**G55******CI"), ("NO-PATIENT", "SBR02", ERROR)),
        ("P", ("HL*2", "HL*2*1*22*1"), ("HL-CHILD", "HL04", ERROR)),
        ("P", (*DEPENDENT, ("HL*2", "HL*2*1*22*0")), ("HL-CHILD", "HL04", ERROR)),
        ("P", (*DEPENDENT, ("SBR*", "SBR*P*18*******CI")), ("SELF-DEPENDENT", "SBR02", ERROR)),
        ("P", (*DEPENDENT, ("SBR*", "SBR*P********MB")), ("MEDICARE-DEPENDENT", "PAT01", WARNING)),
        ("P", DEPENDENT, None),
        ("P", ("SBR*", "SBR*P*18*******MB"), None),
    ],
)
def test_sbr02_and_the_levels_say_the_same_patient(kind, changes, found):
    assert situations(kind, *one(changes)) == ([found] if found else [])


def test_a_subscriber_may_be_a_patient_and_have_dependents():
    own_and_dependent = (
        ("HL*2", "HL*2*1*22*1"),
        ("REF*6R*L2", "+HL*3*2*23*0\nPAT*19\nNM1*QC*1*RIVERS*TIM\nN3*1 LAKE ROAD\nN4*OAKTON*WI*53999\nDMG*D8*20150304*M"),
        ("DMG*D8*20150304", "+CLM*C2*5***11:B:1*Y*A*Y*Y\nHI*ABK:I10\nLX*1\nSV1*HC:99214*5*UN*1***1\nDTP*472*D8*20260910"),
    )

    assert situations("P", *own_and_dependent) == []


def test_a_subscriber_for_whom_nothing_is_claimed_is_told():
    alone = "HL*3*1*22*0\nSBR*P*18*******CI\nNM1*IL*1*BROOK*MAX****MI*M2\nNM1*PR*2*ELM PAYER*****PI*ELM1"

    assert situations("P", ("REF*6R*L2", f"+{alone}")) == [("NO-CLAIM", "HL", ERROR)]


def test_a_finding_names_its_claim_and_its_loop():
    (finding,) = findings("P", ("DMG", ""), levels=(4,))

    assert (finding.claim, finding.loop, finding.tag, finding.position) == ("C1", "2010BA", "DMG", 13)
    assert finding.at.raw.startswith("NM1*IL")
    assert "birth date" in finding.message
    assert finding.todo == "Add DMG to loop 2010BA."


# --- the claim


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("P", ("CLM*", "CLM*C1*197.5***11:B:7*Y*A*Y*Y"), ("REPLACED-NUMBER", "CLM05-3", ERROR)),
        ("P", ("CLM*", "CLM*C1*197.5***11:B:8*Y*A*Y*Y"), ("REPLACED-NUMBER", "CLM05-3", ERROR)),
        ("P", ("CLM*", "CLM*C1*197.5***11:B:6*Y*A*Y*Y"), ("REPLACED-NUMBER", "CLM05-3", WARNING)),
        ("P", ("CLM*", "CLM*C1*197.5***11:B:7*Y*A*Y*Y\nREF*F8*ELM77"), None),
        ("I", ("CLM*", "CLM*C1*1500***11:A:7**A*Y*Y"), ("REPLACED-NUMBER", "CLM05-3", ERROR)),
        ("D", ("CLM*", "CLM*C1*250***11:B:8*Y*A*Y*Y"), ("REPLACED-NUMBER", "CLM05-3", ERROR)),
        ("P", ("CLM*", "+REF*F8*ELM77"), ("ORIGINAL-NUMBER", "REF02", WARNING)),
        ("P", ("CLM*", "CLM*ABCDEFGHIJKLMNOPQRSTU*197.5***11:B:1*Y*A*Y*Y"), ("CONTROL-LONG", "CLM01", WARNING)),
        ("P", ("CLM*", "CLM*ABCDEFGHIJKLMNOPQRST*197.5***11:B:1*Y*A*Y*Y"), None),
        ("P", ("CLM*", "CLM*C1*0***11:B:1*Y*A*Y*Y"), ("NO-CHARGE", "CLM02", WARNING)),
        ("P", (("CLM*", "CLM*C1*0***11:B:1*Y*A*Y*Y"), ("BHT", "BHT*0019*00*0001*20260914*0930*RP")), None),
        ("P", ("CLM*", "+REF*X4*52D1234567"), None),
        ("P", ("CLM*", "+REF*X4*5201234567"), ("CLIA", "REF02", WARNING)),
        ("P", ("HI*", "HI*ABK:I10*ABF:I10"), ("DIAGNOSIS-TWICE", "HI02-2", WARNING)),
        ("I", ("HI*ABJ", "HI*ABJ:J189\nHI*ABF:J189"), ("DIAGNOSIS-TWICE", "HI01-2", WARNING)),
        ("I", ("HI*ABJ", "HI*ABJ:J189"), None),
        ("P", ("HI*", "HI*ABK:E1165*BF:4019"), ("ICD-MIXED", "HI02-1", ERROR)),
        ("P", ("HI*", "HI*BK:25000*BF:4019"), None),
        ("I", ("HI*ABJ", "HI*BJ:7806"), ("ICD-MIXED", "HI01-1", ERROR)),
        ("P", ("CLM*", "+PWK*OZ*EL"), ("ATTACHMENT-NUMBER", "PWK06", ERROR)),
        ("P", ("CLM*", "+PWK*OZ*EL***AC*A7"), None),
        ("P", ("CLM*", "+PWK*OZ*AA"), None),
        ("I", ("CL1", "+PWK*OZ*FX"), ("ATTACHMENT-NUMBER", "PWK06", ERROR)),
        ("P", ("SV1*HC:99214", "+PWK*OZ*BM"), ("ATTACHMENT-NUMBER", "PWK06", ERROR)),
        ("P", ("SV1*HC:99214", "+PWK*CT*AD"), None),
        ("P", ("CLM*", "+CRC*ZZ*N*NU"), None),
        ("P", ("CLM*", "+CRC*ZZ*N*AV"), ("EPSDT", "CRC03", ERROR)),
        ("P", ("CLM*", "+CRC*ZZ*Y*AV"), None),
        ("P", ("CLM*", "+CRC*ZZ*Y*NU"), ("EPSDT", "CRC03", WARNING)),
        ("P", (("SBR*", "SBR*P*18*******MB"), ("CLM*", "+CR2********A")), ("ACUTE-DAY", "CR208", ERROR)),
        ("P", (("SBR*", "SBR*P*18*******MB"), ("CLM*", "+DTP*453*D8*20260901\nCR2********A")), None),
        ("P", (("SBR*", "SBR*P*18*******MB"), ("CLM*", "+CR2********C")), None),
        ("P", ("CLM*", "+CR2********A"), None),
    ],
)
def test_the_claim_says_what_its_values_call_for(kind, changes, found):
    assert situations(kind, *one(changes)) == ([found] if found else [])


def test_a_claim_number_that_is_used_again_warns():
    again = "CLM*C1*5***11:B:1*Y*A*Y*Y\nHI*ABK:I10\nLX*1\nSV1*HC:99214*5*UN*1***1\nDTP*472*D8*20260910"

    assert situations("P", ("REF*6R*L2", f"+{again}")) == [("CLAIM-TWICE", "CLM01", WARNING)]
    assert situations("P", ("REF*6R*L2", f"+{again}".replace("C1", "C2"))) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**OA"), [("ACCIDENT-DAY", "CLM11-1", ERROR)]),
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**EM"), [("ACCIDENT-DAY", "CLM11-1", WARNING)]),
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**OA\nDTP*439*D8*20260901"), []),
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**AA\nDTP*439*D8*20260901"), [("ACCIDENT-STATE", "CLM11-4", ERROR)]),
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**AA:::WI\nDTP*439*D8*20260901"), []),
        (("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**AA::::MX\nDTP*439*D8*20260901"), []),
        (("CLM*", "+DTP*439*D8*20260901"), [("ACCIDENT-CAUSE", "DTP03", WARNING)]),
        (
            ("SBR*", "SBR*P*18*******WC"),
            [("CASUALTY-NUMBER", "REF", WARNING), ("CASUALTY-CAUSE", "CLM11-1", WARNING)],
        ),
        (
            (
                ("SBR*", "SBR*P*18*******WC"),
                ("DMG", "+REF*Y4*ELM7"),
                ("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**EM\nDTP*439*D8*20260901"),
            ),
            [],
        ),
    ],
)
def test_an_accident_is_told_with_its_day_its_state_and_its_insurer(changes, found):
    assert sorted(situations("P", *one(changes))) == sorted(found)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((("SBR*", "+PAT*********Y"), ("DMG", "DMG*D8*19680304*M")), [("SEX", "PAT09", WARNING)]),
        (("SBR*", "+PAT*********Y"), []),
        ((("CLM*", "+DTP*484*D8*20260801"), ("DMG", "DMG*D8*19680304*M")), [("SEX", "DTP03", WARNING)]),
        (("CLM*", "+DTP*484*D8*20260801"), []),
    ],
)
def test_only_a_woman_is_pregnant(changes, found):
    assert situations("P", *one(changes)) == found


# --- days


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("P", ("DTP*472*D8*20260911", "DTP*472*D8*20260914"), None),
        ("P", ("DTP*472*D8*20260911", "DTP*472*D8*20260915"), ("FUTURE-SERVICE", "DTP03", ERROR)),
        ("P", ("DTP*472*D8*20260911", "DTP*472*RD8*20260911-20260915"), ("FUTURE-SERVICE", "DTP03", WARNING)),
        ("P", ("DTP*472*D8*20260911", "DTP*472*D8*20260231"), None),
        ("D", ("DTP*472", "DTP*472*D8*20260915"), ("FUTURE-SERVICE", "DTP03", ERROR)),
        ("P", ("DMG", "DMG*D8*20260911*F"), ("BORN-AFTER", "DMG02", ERROR)),
        ("P", ("DMG", "DMG*D8*20260910*F"), None),
        ("P", (*DEPENDENT, ("DMG", "DMG*D8*20260911*F")), ("BORN-AFTER", "DMG02", ERROR)),
        ("D", ("DMG", "DMG*D8*20260911*F"), ("BORN-AFTER", "DMG02", ERROR)),
        ("P", ("SBR*", "+PAT*****D8*20260909"), ("DIED-BEFORE", "PAT06", WARNING)),
        ("P", ("SBR*", "+PAT*****D8*20260910"), None),
        ("P", (*DEPENDENT, ("PAT*", "PAT*19****D8*20260909")), ("DIED-BEFORE", "PAT06", WARNING)),
        ("P", ("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**OA\nDTP*439*D8*20260912"), ("ACCIDENT-AFTER", "DTP03", ERROR)),
        ("P", ("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y**OA\nDTP*439*D8*20260911"), None),
        ("P", ("CLM*", "+DTP*431*D8*20260912"), ("DAY-AFTER", "DTP03", WARNING)),
        ("P", ("CLM*", "+DTP*431*D8*20260911"), None),
        ("P", ("CLM*", "+DTP*484*D8*20260912"), ("DAY-AFTER", "DTP03", WARNING)),
        ("P", ("CLM*", "+DTP*096*D8*20260912"), None),
        ("P", ("CLM*", "+DTP*435*D8*20260905\nDTP*096*D8*20260904"), ("DISCHARGE-BEFORE", "DTP03", ERROR)),
        ("P", ("CLM*", "+DTP*435*D8*20260905\nDTP*096*D8*20260905"), None),
        ("P", ("CLM*", "+DTP*360*D8*20260902\nDTP*361*D8*20260901"), ("DAYS-REVERSED", "DTP03", WARNING)),
        ("P", ("CLM*", "+DTP*360*D8*20260901\nDTP*361*D8*20260902"), None),
        ("P", ("CLM*", "+DTP*297*D8*20260902\nDTP*296*D8*20260901"), ("DAYS-REVERSED", "DTP03", WARNING)),
        ("P", ("CLM*", "+DTP*314*D8*20260901"), ("DISABILITY-FORM", "DTP02", ERROR)),
        ("P", ("CLM*", "+DTP*314*RD8*20260901-20260905"), None),
        ("P", ("CLM*", "+DTP*360*RD8*20260901-20260905"), ("DISABILITY-FORM", "DTP02", ERROR)),
        ("P", ("CLM*", "CLM*C1*197.5***21:B:1*Y*A*Y*Y"), ("ADMISSION-DAY", "CLM05-1", WARNING)),
        ("P", ("CLM*", "CLM*C1*197.5***21:B:1*Y*A*Y*Y\nDTP*435*D8*20260901"), None),
        (
            "P",
            (("CLM*", "CLM*C1*197.5***21:B:1*Y*A*Y*Y"), ("SV1*", "SV1*HC:99222*185*UN*1***1")),
            ("ADMISSION-DAY", "CLM05-1", ERROR),
        ),
        ("P", (("DTP*472", "DTP*472*D8*20250901"), ("DTP*472/2", "DTP*472*D8*20250901")), ("LATE", "CLM20", WARNING)),
        ("P", (("DTP*472", "DTP*472*D8*20250901"), ("DTP*472/2", "DTP*472*D8*20260901")), None),
        (
            "P",
            (
                ("DTP*472", "DTP*472*D8*20250901"),
                ("DTP*472/2", "DTP*472*D8*20250901"),
                ("CLM*", "CLM*C1*197.5***11:B:1*Y*A*Y*Y***********11"),
            ),
            None,
        ),
    ],
)
def test_days_are_in_an_order_that_can_be(kind, changes, found):
    assert situations(kind, *one(changes)) == ([found] if found else [])


# --- lines


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***1:3"), None),
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***1:4"), ("POINTER", "SV107-2", ERROR)),
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***9"), ("POINTER", "SV107-1", ERROR)),
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***0"), ("POINTER", "SV107-1", ERROR)),
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***A"), None),
        ("P", ("HI*", "HI*ABK:E1165**ABF:M25561"), ("POINTER", "SV107-2", ERROR)),
        ("P", ("HI*", ""), None),
        ("D", ("HI*", ""), [("POINTER", "SV311-1", ERROR)] * 2),
        ("D", ("SV3*AD:D2150", "SV3*AD:D2150*150****1*****2"), ("POINTER", "SV311-1", ERROR)),
        ("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***1:1"), ("POINTER-TWICE", "SV107-2", WARNING)),
        ("P", ("LX*2", "LX*3"), ("LINE-NUMBER", "LX01", ERROR)),
        ("P", (("LX*1", "LX*2"), ("LX*2/2", "LX*3")), ("LINE-NUMBER", "LX01", ERROR)),
        ("P", ("LX*2", "LX*02"), None),
        ("P", ("REF*6R*L2", "REF*6R*L1"), ("LINE-CONTROL-TWICE", "REF02", ERROR)),
        ("P", ("REF*6R*L2", "REF*6R*ABCDEFGHIJKLMNOPQRSTUVWXYZ12345"), ("LINE-CONTROL-LONG", "REF02", WARNING)),
        ("P", ("REF*6R*L2", "REF*6R*ABCDEFGHIJKLMNOPQRSTUVWXYZ1234"), None),
        ("P", ("SV1*HC:36415", "SV1*HC:36415:59:59*12.5*UN*1***1"), ("MODIFIER-TWICE", "SV101", WARNING)),
        ("P", ("SV1*HC:36415", "SV1*HC:36415:59:91*12.5*UN*1***1"), None),
        ("P", ("SV1*HC:36415", "SV1*HC:00142*12.5*MJ*61***1"), None),
        ("P", ("SV1*HC:36415", "SV1*HC:00142*12.5*UN*1***1"), ("ANESTHESIA", "SV103", WARNING)),
        ("P", ("SV1*HC:36415", "SV1*HC:01996*12.5*UN*1***1"), None),
        ("P", ("SV1*HC:36415", "SV1*HC:36415*12.5*MJ*61***1"), ("ANESTHESIA", "SV103", WARNING)),
        ("P", ("SV1*HC:36415", "SV1*HC:J3490*12.5*UN*1***1"), ("DESCRIPTION", "SV101-7", WARNING)),
        ("P", ("SV1*HC:36415", "SV1*HC:J3490:::::WHAT IT IS*12.5*UN*1***1"), None),
        ("P", ("SV1*HC:36415", "SV1*HC:64999*12.5*UN*1***1"), ("DESCRIPTION", "SV101-7", WARNING)),
        ("I", ("SV2*0250", "SV2*0250*HC:J3490*600*UN*10"), ("DESCRIPTION", "SV202-7", WARNING)),
        ("P", (("CLM*", "+REF*G1*PA9"), ("REF*6R*L2", "+REF*G1*PA9")), ("SAME-NUMBER", "REF02", INFO)),
        ("P", (("CLM*", "+REF*G1*PA9"), ("REF*6R*L2", "+REF*G1*PA8")), None),
        ("P", ("SV1*HC:99214", "+SV5*HC:E0570*DA*3*20**6"), ("EQUIPMENT", "SV501", WARNING)),
        ("P", ("SV1*HC:99214", "+SV5*HC:99214*DA*3*20**6"), None),
    ],
)
def test_a_line_says_what_its_values_call_for(kind, changes, found):
    expected = found if isinstance(found, list) else [found] if found else []

    assert situations(kind, *one(changes)) == expected


def test_a_pointer_says_what_the_claim_has():
    (finding,) = findings("P", ("SV1*HC:99214", "SV1*HC:99214*185*UN*1***1:4"), levels=(4,))

    assert finding.message == "Line 1 points to diagnosis 4, but the claim has 3 diagnoses."
    assert (finding.value, finding.loop) == ("4", "2400")


RIDE = ("SV1*HC:36415", "SV1*HC:A0429:RH*12.5*UN*1***1")
HOW = ("CLM*", "+CR1*LB*140**A*DH*12")
WHERE = ("NM1*82", "+NM1*PW*2\nN3*1 LAKE ROAD\nN4*OAKTON*WI*53999\nNM1*45*2\nN3*2 FIR ROAD\nN4*OAKTON*WI*53999")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((RIDE, HOW, WHERE), []),
        ((RIDE, WHERE), [("AMBULANCE", "SV101-2", ERROR)]),
        ((RIDE, HOW), [("AMBULANCE-PLACE", "SV101-2", ERROR)]),
        ((RIDE, ("SV1*HC:A0429", "+CR1*LB*140**A*DH*12"), WHERE), []),
        ((("SV1*HC:36415", "SV1*HC:A0998*12.5*UN*1***1"),), []),
    ],
)
def test_a_ride_by_ambulance_is_told_with_its_reason_and_its_places(changes, found):
    assert situations("P", *changes) == found


# --- people and places


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("P", ("N3*12 OAK", "N3*PO BOX 12"), ("PO-BOX", "N301", ERROR)),
        ("P", ("N3*12 OAK", "N3*OAK HOUSE*P.O. BOX 12"), ("PO-BOX", "N302", ERROR)),
        ("I", ("N3*12 OAK", "N3*P O BOX 12"), ("PO-BOX", "N301", ERROR)),
        ("P", ("N3*12 OAK", "N3*12 BOXWOOD POST ROAD"), None),
        ("P", ("N3*1 LAKE", "N3*PO BOX 12"), None),
        ("P", ("REF*EI", "+NM1*87*2\nN3*PO BOX 12\nN4*OAKTON*WI*539991234"), None),
        ("P", ("NM1*85", f"NM1*85*1*STONE*****XX*{OAK}"), ("FIRST-NAME", "NM104", WARNING)),
        ("P", ("NM1*85", f"NM1*85*2*OAK*CLINIC****XX*{OAK}"), ("FIRST-NAME-UNUSED", "NM104", WARNING)),
        ("P", ("NM1*IL", "NM1*IL*1*RIVERS*****MI*M1"), ("FIRST-NAME", "NM104", WARNING)),
        ("P", (*DEPENDENT, ("NM1*QC", "NM1*QC*1*RIVERS")), ("FIRST-NAME", "NM104", WARNING)),
        ("P", ("NM1*82", f"NM1*82*1*STONE*****XX*{STONE}"), ("FIRST-NAME", "NM104", WARNING)),
        ("P", ("NM1*82", f"NM1*82*1*STONE*ILSE****XX*{OAK}"), ("RENDERING-BILLING", "NM109", WARNING)),
        ("P", ("NM1*82", "+NM1*77*2*OAK\nN3*12 Oak Road.\nN4*OAKTON*WI*539994321"), ("FACILITY-BILLING", "NM1", WARNING)),
        ("P", ("NM1*82", "+NM1*77*2*OAK\nN3*14 OAK ROAD\nN4*OAKTON*WI*539991234"), None),
        ("P", ("HI*", f"+NM1*P3*1*FIR*EVA****XX*{OAK}"), ("REFERRING", "NM101", WARNING)),
        ("P", ("HI*", f"+NM1*DN*1*FIR*EVA****XX*{OAK}\nNM1*P3*1*ASH*TOM****XX*{STONE}"), None),
        ("P", (("HL*1", "+PRV*BI*PXC*193200000X"), ("NM1*82", "")), ("RENDERING-MISSING", "NM1", WARNING)),
        ("P", ("HL*1", "+PRV*BI*PXC*193200000X"), None),
        ("P", (("HL*1", "+PRV*BI*PXC*207Q00000X"), ("NM1*82", "")), None),
    ],
)
def test_people_and_places_are_told_apart(kind, changes, found):
    assert situations(kind, *one(changes)) == ([found] if found else [])


def test_who_bills_is_told_once_for_all_its_claims():
    second = "CLM*C2*5***11:B:1*Y*A*Y*Y\nHI*ABK:I10\nLX*1\nSV1*HC:99214*5*UN*1***1\nDTP*472*D8*20260910"

    assert situations("P", ("N3*12 OAK", "N3*PO BOX 12"), ("REF*6R*L2", f"+{second}")) == [("PO-BOX", "N301", ERROR)]


# --- payers


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((), None),
        (("SBR*P", "SBR*S*01*******CI"), [("RANK-TWICE", "SBR01", ERROR), ("RANK-GAP", "SBR01", WARNING)]),
        (("SBR*P", "SBR*U*01*******CI"), None),
        (("SBR*S", "SBR*T*18*******CI"), ("RANK-GAP", "SBR01", WARNING)),
        (("SBR*S", "SBR*S*18*******MB"), ("MEDICARE-SECONDARY", "SBR05", ERROR)),
        (("SBR*S", "SBR*S*18***12****MB"), None),
        (("SBR*P", "SBR*P*01*******MB"), None),
        (("SBR*P", "SBR*T*01*******MB"), [("MEDICARE-SECONDARY", "SBR05", ERROR), ("RANK-GAP", "SBR01", WARNING)]),
        (("SVD*FIR1*7.5", "SVD*FIR2*7.5*HC:36415**1"), ("LINE-PAYER", "SVD01", ERROR)),
        (("AMT*D*", ""), ("PAID-MISSING", "AMT", ERROR)),
        (("AMT*D*", "AMT*D*0"), None),
        (("DTP*573", ""), ("PAID-DAY", "DTP", ERROR)),
        ((("DTP*573", ""), ("DTP*573", ""), ("NM1*PR*2*FIR", "+DTP*573*D8*20260912")), None),
        (("NM1*PR*2*FIR", "+DTP*573*D8*20260912"), ("PAID-DAY-TWICE", "DTP03", WARNING)),
        ((("AMT*D*", "+AMT*EAF*42.5"), ("DTP*573", "+AMT*EAF*42.5")), ("REMAINING-TWICE", "AMT02", ERROR)),
        (("AMT*D*", "+AMT*EAF*42.5"), None),
        (("DTP*573", "+AMT*EAF*42.5"), None),
        (("CAS*CO*45*50", "CAS*CO*45*30**45*20**2*42.5"), ("ADJUSTMENT-TWICE", "CAS05", WARNING)),
    ],
)
def test_another_payer_is_told_with_what_it_decided(changes, found):
    expected = found if isinstance(found, list) else [found] if found else []

    assert sorted(situations("P", *SECONDARY, *one(changes))) == sorted(expected)


WAITING = "SBR*{}*01*******CI\nOI***Y***Y\nNM1*IL*1*RIVERS*BEN****MI*B7\nNM1*PR*2*FIR*****PI*FIR1"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (("SBR*", "SBR*S*18*******CI"), [("OTHER-PAYER", "SBR01", ERROR)]),
        (("SBR*", "SBR*U*18*******CI"), []),
        ((("SBR*", "SBR*S*18*******CI"), ("NM1*82", "+" + WAITING.format("P"))), [("NOT-PAID-YET", "SBR01", WARNING)]),
        (
            (("SBR*", "SBR*S*18*******CI"), ("NM1*82", "+" + WAITING.format("P").replace("OI*", "AMT*A8*197.5\nOI*"))),
            [],
        ),
        (("NM1*82", "+" + WAITING.format("S")), []),
        (("REF*6R*L2", "+SVD*FIR1*12.5*HC:36415**1\nDTP*573*D8*20260912"), [("LINE-PAYER", "SVD01", ERROR)]),
    ],
)
def test_payers_come_in_their_order(changes, found):
    assert situations("P", *one(changes)) == found


def test_two_payers_with_one_id_cannot_be_told_apart_by_the_lines():
    twin = "SBR*T*19*******CI\nOI***Y***Y\nNM1*IL*1*RIVERS*EVE****MI*E9\nNM1*PR*2*FIR*****PI*FIR1"

    found = situations("P", *SECONDARY, ("NM1*PR*2*FIR", f"+{twin}"))

    assert ("OTHER-PAYER-TWICE", "NM109", WARNING) in found


def test_medicare_after_another_payer_needs_no_reason_in_an_institutional_claim():
    other = WAITING.format("P").replace("OI*", "AMT*A8*1500\nOI*")

    assert situations("I", ("SBR*", "SBR*S*18*******MA"), ("LX*1", f"{other}\nLX*1")) == []


# --- stays and visits of a facility


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (("DTP*435", ""), [("STAY-ADMISSION", "CLM05-1", ERROR)]),
        ((*OUTPATIENT, ("CLM*", "CLM*C1*1500***32:A:1**A*Y*Y")), [("STAY-ADMISSION", "CLM05-1", WARNING)]),
        (("DTP*435", "DTP*435*DT*202609050830"), [("STAY-ADMITTED-AFTER", "DTP03", ERROR)]),
        (("DTP*435", "DTP*435*DT*202609040830"), []),
        (("DTP*435", "DTP*435*DT*202608300830"), []),
        (("CL1", "CL1*1**01"), [("STAY-SOURCE", "CL102", WARNING)]),
        (("DTP*096", ""), [("STAY-DISCHARGE", "CLM05-3", ERROR)]),
        ((("DTP*096", ""), ("CLM*", "CLM*C1*1500***21:A:1**A*Y*Y")), []),
        ((("DTP*096", ""), ("CLM*", "CLM*C1*1500***11:A:2**A*Y*Y"), ("CL1", "CL1*1*1*30")), []),
        (
            (("CLM*", "CLM*C1*1500***11:A:2**A*Y*Y"), ("CL1", "CL1*1*1*30")),
            [("STAY-NOT-DISCHARGED", "DTP03", WARNING)],
        ),
        ((("DTP*096", ""), ("CLM*", "CLM*C1*1500***11:A:3**A*Y*Y")), [("STAY-STATUS", "CL103", WARNING)]),
        ((("DTP*096", ""), ("CL1", "CL1*1*1*30")), [("STAY-STATUS", "CL103", WARNING)]),
        (("HI*ABJ", ""), [("STAY-ADMITTING", "CLM05-1", ERROR)]),
        ((("HI*ABJ", ""), ("CLM*", "CLM*C1*1500***21:A:1**A*Y*Y")), [("STAY-ADMITTING", "CLM05-1", WARNING)]),
        (OUTPATIENT, []),
        ((*OUTPATIENT, ("SV2*0301", "SV2*0450*HC:99283*900*UN*1")), [("VISIT-REASON", "CL101", WARNING)]),
        ((*OUTPATIENT, ("SV2*0301", "SV2*0450*HC:99283*900*UN*1"), ("HI*ABK", "+HI*APR:R509")), []),
        ((*OUTPATIENT, ("SV2*0301", "SV2*0450*HC:99283*900*UN*1"), ("CL1", "CL1*3*1*01")), []),
        (("NM1*71", ""), [("ATTENDING", "NM1", ERROR)]),
        ((("NM1*71", ""), ("SV2*0120", "SV2*0540**900*UN*3"), ("SV2*0250", "SV2*0540**600*UN*10")), []),
        (("HI*ABJ", "+HI*BBR:0DTJ4ZZ:D8:20260902"), [("OPERATING", "NM1", WARNING)]),
        ((("HI*ABJ", "+HI*BBR:0DTJ4ZZ:D8:20260902"), ("NM1*71", f"+NM1*72*1*ASH*TOM****XX*{STONE}")), []),
        (("SV2*0250", "+DTP*472*D8*20260905"), [("LINE-OUTSIDE", "DTP03", WARNING)]),
        (("SV2*0250", "+DTP*472*D8*20260831"), [("LINE-OUTSIDE", "DTP03", WARNING)]),
        (("SV2*0250", "+DTP*472*D8*20260904"), []),
        ((*OUTPATIENT, ("DTP*472", "")), [("LINE-DAY", "DTP", WARNING)]),
        ((*OUTPATIENT, ("DTP*472", ""), ("DTP*434", "DTP*434*RD8*20260902-20260902")), []),
        (("HI*ABJ", "+HI*BE:80:::3*BE:80:::1"), [("CODE-TWICE", "HI02-2", WARNING)]),
        (("HI*ABJ", "+HI*BE:80:::3*BE:81:::1"), []),
        (("HI*ABJ", "+HI*BH:11:D8:20260830*BH:11:D8:20260829"), []),
        (("HI*ABJ", "+HI*BG:17*BG:17"), [("CODE-TWICE", "HI02-2", WARNING)]),
        ((*OUTPATIENT, ("HI*ABK", "+HI*DR:193")), [("DRG", "HI01-2", WARNING)]),
        (("HI*ABJ", "+HI*DR:193"), []),
        (("HI*ABJ", "+HI*BH:01:D8:20260830"), [("AUTO-STATE", "REF", WARNING)]),
        ((("HI*ABJ", "+HI*BH:01:D8:20260830"), ("CL1", "+REF*LU*WI")), []),
    ],
)
def test_a_bill_says_what_its_type_calls_for(changes, found):
    assert situations("I", *one(changes)) == found


# --- teeth


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (("DTP*472", ""), [("DENTAL-DAY", "DTP", WARNING)] * 2),
        ((("DTP*472", ""), ("TOO*JP*12", "+DTP*472*D8*20260910"), ("TOO*JP*13", "+DTP*472*D8*20260910")), []),
        ((("DTP*472", ""), ("CLM*", "CLM*C1*250***11:B:1*Y*A*Y*Y**********PB")), []),
        (("CLM*", "CLM*C1*250***11:B:1*Y*A*Y*Y**********PB"), [("DENTAL-PREDETERMINED", "DTP03", WARNING)]),
        (("SV3*AD:D2150", "SV3*AD:D2150*150***R*1*****1"), [("DENTAL-REPLACED", "SV305", WARNING)]),
        ((("SV3*AD:D2150", "SV3*AD:D2150*150***R*1*****1"), ("TOO*JP*12", "+DTP*441*D8*20200101")), []),
        (("SV3*AD:D2150", "SV3*AD:D2150*150***I*1*****1"), []),
        (("TOO*JP*12", "TOO*JP*12*M\nTOO*JP*12*O"), [("TOOTH-TWICE", "TOO02", WARNING)]),
        (("TOO*JP*12", "TOO*JP*12*M\nTOO*JP*14*O"), []),
        (("DTP*472", "+DN2*1*M****JP\nDN2*1*E****JP"), [("TOOTH-TWICE", "DN201", WARNING)]),
        (("DTP*472", "+DN2*1*M****JP\nDN2*2*M****JP"), []),
    ],
)
def test_a_dental_claim_says_what_its_values_call_for(changes, found):
    assert situations("D", *one(changes)) == found


# --- the rules as a whole


def test_every_rule_has_words_for_a_biller():
    load_all()
    rows = [kind for code, kind in CATALOGUE.items() if code.startswith(("SNIP3", "SNIP4"))]

    assert len(rows) > 90
    assert all(kind.title and kind.todo.endswith(".") and not kind.title.endswith(".") for kind in rows)


def test_levels_that_are_not_asked_for_are_silent():
    data = file_with("P", ("CLM*", "CLM*C1*1***11:B:7*Y*A*Y*Y"))

    assert {each.level for each in check(data).findings} == {3, 4}
    assert {each.level for each in check(data, levels=(3,)).findings} == {3}
    assert check(data, levels=(1, 2)).findings == []


@pytest.mark.parametrize("kind", ["P", "I", "D"])
@pytest.mark.parametrize(
    "spoil", [lambda text: text.lower(), lambda text: text.replace(b"~", b" ~"), lambda text: text.replace(b"*", b"* ")]
)
def test_small_letters_and_blanks_neither_make_nor_hide_a_situation(kind, spoil):
    good = file_with(kind, *(SECONDARY if kind == "P" else ()))
    bad = file_with(kind, ("DMG", ""))

    assert check(good[:106] + spoil(good[106:]), levels=(3, 4)).findings == []
    assert [each.code for each in check(bad[:106] + spoil(bad[106:]), levels=(3, 4)).findings] == ["SNIP4-SELF-BORN"]
