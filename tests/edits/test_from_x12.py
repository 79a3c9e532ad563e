"""An 837 as the rows that edits read: what each segment fills, and that our own claims come out the same on both ways."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from superbill.claims.claim import Claim
from superbill.edits.from_claim import rows_of
from superbill.edits.from_x12 import rows_of_x12
from superbill.edits.relations import RELATIONS, SUBSCRIBER, ClaimRows
from superbill.exchange.claims_837p import as_carried
from superbill.x12.check import check
from superbill.x12.objects.claims import Claim as SentClaim
from superbill.x12.tools.generate import generate
from tests.exchange.invented import AT, claims, claims_file
from tests.x12.invented_claims import DEPENDENT, FIR, OAK, OTHER, SECONDARY, STONE, Change, claims_of

PROFESSIONAL: tuple[Change, ...] = (
    ("HL*2", "+SBR*S*18*G55*Gold*****MB\nPAT*****D8*20260912"),
    ("SBR*P", ""),
    ("HL*1", "+PRV*BI*PXC*261QP2300X"),
    ("N4*OAKTON/2", "N4*OAKTON*WI*539991234*US"),
    ("CLM*", "CLM*V7-2*197.5***11:B:7*Y*A*Y*Y**AA:EM:OA:WI*02********7"),
    (
        "HI*",
        (
            "DTP*431*D8*20260901\nDTP*484*D8*20260701\nDTP*439*D8*20260831\nDTP*435*D8*20260905\nDTP*096*D8*20260908\nPWK*OZ*BM***AC*A1"
            "\nAMT*F5*25.5\nREF*EW*M12345\nREF*9F*R1\nREF*G1*A1\nREF*F8*P1\nREF*X4*52D0000001\nREF*EA*MR1\nNTE*ADD*SEEN AT HOME"
            "\nHI*ABK:E1165*ABF:I10*ABF:M25561"
        ),
    ),
    ("NM1*82", f"NM1*DN*1*REED*UNA****XX*{FIR}\nNM1*82*1*STONE*ILSE****XX*{STONE}\nPRV*PE*PXC*207Q00000X"),
    (
        "LX*1",
        f"NM1*77*2*OAK ANNEX*****XX*{OAK}\nN3*3 OAK ROAD\nN4*OAKTON*WI*539991234\nNM1*DQ*1*MOSS*KIM****XX*{OAK}\n{OTHER}\nLX*1",
    ),
    ("SV1*HC:99214", "SV1*HC:99214:59:25::: a long visit*185*UN*1.2***3:1**Y"),
    (
        "REF*6R*L1",
        (
            f"REF*6R*L1\nREF*G1*A2\nREF*X4*52D0000002\nNTE*ADD*LONG\nLIN**N4*00006494300\nCTP****2.5*ML\nNM1*82*1*MOSS*KIM****XX*{FIR}"
            f"\nNM1*DK*1*REED*UNA****XX*{OAK}\nNM1*DN*1*MOSS*KIM****XX*{STONE}"
            "\nSVD*FIR1*92.5*HC:99214**1\nCAS*CO*45*92.5\nDTP*573*D8*20260912"
        ),
    ),
)


def rows_with(kind: str, *changes: Change) -> ClaimRows:
    (claim,) = claims_of(kind, *changes)
    return rows_of_x12(claim)


def filled(row: Any) -> dict[str, Any]:
    """What of a row is not empty."""
    return {name: value for name, value in row.items() if value not in ("", None)}


CLAIM = {
    "number": "V7",
    "version": 2,
    "kind": "P",
    "frequency": "7",
    "payer_claim_number": "P1",
    "prior_authorization": "A1",
    "referral_number": "R1",
    "place_of_service": "11",
    "created_on": date(2026, 9, 14),
    "total_charge_cents": 19_750,
    "patient_number": "MR1",
    "patient_last_name": "RIVERS",
    "patient_first_name": "ANA",
    "patient_born": date(1968, 3, 4),
    "patient_died_on": date(2026, 9, 12),
    "patient_sex": "F",
    "patient_address": "1 LAKE ROAD, OAKTON, WI, 539991234",
    "patient_zip_code": "539991234",
    "patient_state": "WI",
    "patient_country": "US",
    "payer_id": "ELM1",
    "payer_name": "ELM PAYER",
    "filing": "MB",
    "payer_rank": "S",
    "member_id": "M1",
    "group_number": "G55",
    "plan_name": "Gold",
    "relationship": "self",
    "subscriber_last_name": "RIVERS",
    "subscriber_first_name": "ANA",
    "subscriber_born": date(1968, 3, 4),
    "subscriber_sex": "F",
    "subscriber_address": "1 LAKE ROAD, OAKTON, WI, 539991234",
    "billing_npi": OAK,
    "billing_taxonomy": "261QP2300X",
    "billing_name": "OAK CLINIC",
    "billing_zip_code": "539991234",
    "billing_state": "WI",
    "tax_id": "399999999",
    "rendering_npi": STONE,
    "rendering_taxonomy": "207Q00000X",
    "referring_npi": FIR,
    "supervising_npi": OAK,
    "facility_npi": OAK,
    "clia": "52D0000001",
    "mammography_number": "M12345",
    "accident_state": "WI",
    "delay_reason": "7",
    "special_program": "02",
    "patient_paid_cents": 2_550,
    "other_payers": 1,
    "others_paid_cents": 10_000,
    "accident_on": date(2026, 8, 31),
    "onset_on": date(2026, 9, 1),
    "last_menses_on": date(2026, 7, 1),
    "admitted_on": date(2026, 9, 5),
    "discharged_on": date(2026, 9, 8),
    "is_auto_accident": True,
    "is_work_related": True,
    "is_other_accident": True,
    "accepts_assignment": True,
    "has_attachment": True,
    "has_note": True,
}
"""What is filled of the claim above."""


def test_every_column_of_a_professional_claim_is_filled() -> None:
    rows = rows_with("P", *PROFESSIONAL)

    assert rows.control == "V7-2"
    assert filled(rows.rows["claim"][0]) == CLAIM


def test_every_column_of_a_professional_line_is_filled() -> None:
    first, second = rows_with("P", *PROFESSIONAL).rows["line"]

    assert filled(first) == {
        "line_no": 1,
        "procedure": "99214",
        "modifiers": "25 59",
        "description": "a long visit",
        "charge_cents": 18_500,
        "units": 2,
        "unit": "UN",
        "line_place": "11",
        "pointed": "M25.561 E11.65",
        "first_pointed": "M25.561",
        "has_own_day": True,
        "ndc": "00006494300",
        "ndc_unit": "ML",
        "ndc_thousandths": 2_500,
        "served_on": date(2026, 9, 10),
        "served_until": date(2026, 9, 10),
        "line_rendering_npi": FIR,
        "line_referring_npi": STONE,
        "ordering_npi": OAK,
        "line_authorization": "A2",
        "line_clia": "52D0000002",
        "line_paid_cents": 9_250,
        "is_emergency": True,
        "line_has_note": True,
    }
    shared = ("line_rendering_npi", "line_referring_npi", "line_authorization", "line_clia", "line_place")
    assert [second[name] for name in shared] == [STONE, FIR, "A1", "52D0000001", "11"]
    assert (second["is_emergency"], second["line_has_note"], second["line_paid_cents"]) == (False, False, None)


def test_diagnoses_pointers_modifiers_and_other_payers_have_their_rows() -> None:
    rows = rows_with("P", *PROFESSIONAL).rows

    assert [filled(row) for row in rows["diagnosis"]] == [
        {"position": 1, "diagnosis": "E11.65"},
        {"position": 2, "diagnosis": "I10"},
        {"position": 3, "diagnosis": "M25.561"},
    ]
    assert [(row["line_at"], row["position"], row["pointer"], row["diagnosis_count"]) for row in rows["pointer"]] == [
        (0, 1, 3, 3),
        (0, 2, 1, 3),
        (1, 1, 1, 3),
    ]
    assert [(row["line_at"], row["position"], row["modifier"]) for row in rows["modifier"]] == [
        (0, 1, "59"),
        (0, 2, "25"),
        (1, 1, "59"),
    ]
    assert rows["other_payer"] == [
        {
            "position": 1,
            "other_payer_id": "FIR1",
            "other_rank": "P",
            "other_filing": "CI",
            "other_relationship": "spouse",
            "other_paid_cents": 10_000,
            "other_paid_on": date(2026, 9, 12),
        }
    ]


INSTITUTIONAL: tuple[Change, ...] = (
    (
        "HI*ABJ",
        (
            "HI*ABJ:R509\nHI*APR:R0602*APR:R079\nHI*ABN:W1830XA:::::::Y\nHI*DR:193\nHI*ABF:I10:::::::N*ABF:N179\nHI*BBR:0SR90J9:D8:20260902"
            "\nHI*BBQ:0DTJ4ZZ:D8:20260903\nHI*BI:70:RD8:20260801-20260805\nHI*BH:11:D8:20260830\nHI*BE:01:::1350.5\nHI*BG:C1"
        ),
    ),
    ("NM1*71", f"NM1*71*1*STONE*ILSE****XX*{STONE}\nNM1*72*1*REED*UNA****XX*{FIR}"),
    ("SV2*0120", "SV2*0120**900*DA*3**45"),
)


def test_an_institutional_claim_has_its_bill_its_stay_and_its_people() -> None:
    rows = rows_with("I", *INSTITUTIONAL)
    claim = filled(rows.rows["claim"][0])

    assert claim["kind"] == "I"
    assert claim["type_of_bill"] == "111"
    assert "place_of_service" not in claim
    assert (claim["admission_type"], claim["admission_source"], claim["discharge_status"]) == ("1", "1", "01")
    assert (claim["attending_npi"], claim["operating_npi"], claim["rendering_npi"]) == (STONE, FIR, OAK)
    assert (claim["statement_since"], claim["statement_until"]) == (date(2026, 9, 1), date(2026, 9, 4))
    assert (claim["admitted_on"], claim["discharged_on"]) == (date(2026, 9, 1), date(2026, 9, 4))


def test_a_line_of_a_stay_has_its_revenue_code_and_the_last_day_of_the_statement() -> None:
    room, drugs = rows_with("I", *INSTITUTIONAL).rows["line"]

    assert filled(room) == {
        "line_no": 1,
        "revenue_code": "0120",
        "charge_cents": 90_000,
        "noncovered_cents": 4_500,
        "units": 3,
        "unit": "DA",
        "served_on": date(2026, 9, 4),
        "served_until": date(2026, 9, 4),
        "line_rendering_npi": OAK,
        "is_emergency": False,
        "line_has_note": False,
        "has_own_day": False,
    }
    assert (drugs["revenue_code"], drugs["procedure"], drugs["line_place"]) == ("0250", "", "")


def test_diagnoses_of_a_stay_have_their_roles_and_what_was_there_on_admission() -> None:
    rows = rows_with("I", *INSTITUTIONAL).rows

    assert [(row["position"], row["diagnosis"], row["role"], row["present"]) for row in rows["diagnosis"]] == [
        (1, "J18.9", "principal", "Y"),
        (2, "I10", "", "N"),
        (3, "N17.9", "", ""),
        (4, "R50.9", "admitting", ""),
        (5, "R06.02", "reason", ""),
        (6, "R07.9", "reason", ""),
        (7, "W18.30XA", "cause", "Y"),
    ]
    assert rows["operation"] == [
        {"position": 1, "operation": "0SR90J9", "operated_on": date(2026, 9, 2)},
        {"position": 2, "operation": "0DTJ4ZZ", "operated_on": date(2026, 9, 3)},
    ]


def test_codes_of_a_stay_have_their_sort_their_days_and_their_amount() -> None:
    rows = rows_with("I", *INSTITUTIONAL).rows["code"]

    assert [filled(row) for row in rows] == [
        {"position": 1, "code_sort": "span", "code": "70", "code_since": date(2026, 8, 1), "code_until": date(2026, 8, 5)},
        {
            "position": 2,
            "code_sort": "occurrence",
            "code": "11",
            "code_since": date(2026, 8, 30),
            "code_until": date(2026, 8, 30),
        },
        {"position": 3, "code_sort": "value", "code": "01", "code_cents": 135_050},
        {"position": 4, "code_sort": "condition", "code": "C1"},
    ]


def test_a_dental_line_has_its_teeth_and_the_day_of_the_claim() -> None:
    rows = rows_with("D", ("SV3*AD:D2140", "SV3*AD:D2140*100**10:20**1*****1"))

    assert rows.rows["claim"][0]["kind"] == "D"
    assert rows.rows["claim"][0]["place_of_service"] == "11"
    assert [(row["procedure"], row["tooth"], row["served_on"], row["unit"]) for row in rows.rows["line"]] == [
        ("D2150", "12", date(2026, 9, 10), "UN"),
        ("D2140", "13", date(2026, 9, 10), "UN"),
    ]
    assert [(row["surfaces"], row["oral_areas"]) for row in rows.rows["line"]] == [("M O", ""), ("O", "10 20")]


def test_the_three_kinds_of_claim_fill_every_column_that_an_837_carries() -> None:
    not_carried = {"claim": {"coverage_since", "coverage_until"}}
    dental = rows_with("D", ("SV3*AD:D2140", "SV3*AD:D2140*100**10:20**1*****1"))
    made = [rows_with("P", *PROFESSIONAL), rows_with("I", *INSTITUTIONAL), dental]

    empty = {
        name: {
            column
            for column in relation.own
            if all(not filled(row).get(column, False) for each in made for row in each.rows[name])
        }
        for name, relation in RELATIONS.items()
    }

    assert {name: columns for name, columns in empty.items() if columns} == not_carried


def test_a_dependent_is_the_patient_and_the_subscriber_holds_the_policy() -> None:
    (claim,) = rows_with("P", *DEPENDENT).rows["claim"]

    assert (claim["patient_first_name"], claim["patient_born"], claim["relationship"]) == ("TIM", date(2015, 3, 4), "child")
    assert [claim[name] for name in SUBSCRIBER] == ["RIVERS", "ANA", None, "", ""]
    assert claim["member_id"] == "M1"


def test_without_a_name_there_is_no_subscriber() -> None:
    (claim,) = rows_with("P", *DEPENDENT, ("NM1*IL", "")).rows["claim"]

    assert [claim[name] for name in SUBSCRIBER] == [None] * len(SUBSCRIBER)


@pytest.mark.parametrize(("code", "word"), [("01", "spouse"), ("19", "child"), ("20", "other"), ("G8", "other")])
def test_a_relationship_is_told_in_words(code: str, word: str) -> None:
    (claim,) = rows_with("P", *DEPENDENT, ("PAT*19", f"PAT*{code}")).rows["claim"]

    assert claim["relationship"] == word


def test_a_number_that_is_for_another_payer_is_not_the_claims() -> None:
    (claim,) = rows_with("P", ("HI*", "REF*G1*A9**2U:FIR1\nREF*9F*R9**2U:FIR1\nHI*ABK:I10")).rows["claim"]

    assert (claim["prior_authorization"], claim["referral_number"]) == ("", "")


def test_a_payer_that_decided_on_the_lines_did_so_on_the_last_of_their_days() -> None:
    changes = (*SECONDARY, ("DTP*573/2", "DTP*573*D8*20260915"))

    rows = rows_with("P", *changes).rows

    assert [row["other_paid_on"] for row in rows["other_payer"]] == [date(2026, 9, 15)]
    assert [row["line_paid_cents"] for row in rows["line"]] == [9_250, 750]


@pytest.mark.parametrize(("units", "whole"), [("1", 1), ("1.0", 1), ("1.01", 2), ("0", 0), ("-1.5", -1), ("X", None), ("", None)])
def test_units_that_are_not_whole_are_rounded_up(units: str, whole: int | None) -> None:
    line, _ = rows_with("P", ("SV1*HC:99214", f"SV1*HC:99214*185*UN*{units}***1")).rows["line"]

    assert line["units"] == whole


@pytest.mark.parametrize(
    ("quantity", "thousandths"), [("1", 1000), ("0.0025", 3), ("X", None), ("", None), ("NaN", None), ("1E9999999", None)]
)
def test_a_drug_is_counted_in_thousandths(quantity: str, thousandths: int | None) -> None:
    line, _ = rows_with("P", ("REF*6R*L1", f"LIN**N4*00006494300\nCTP****{quantity}*ML")).rows["line"]

    assert (line["ndc"], line["ndc_thousandths"]) == ("00006494300", thousandths)


def test_a_drug_that_is_told_otherwise_has_no_ndc() -> None:
    line, _ = rows_with("P", ("REF*6R*L1", "LIN**UK*00006494300\nCTP****1*ML")).rows["line"]

    assert (line["ndc"], line["ndc_unit"], line["ndc_thousandths"]) == ("", "", None)


@pytest.mark.parametrize(("pointer", "number"), [("1", 1), ("9", 9), ("A", 0), ("99999", 0), ("²", 0)])
def test_a_pointer_that_is_no_number_points_to_nothing(pointer: str, number: int) -> None:
    rows = rows_with("P", ("SV1*HC:99214", f"SV1*HC:99214*185*UN*1***{pointer}")).rows

    assert rows["pointer"][0]["pointer"] == number
    assert rows["line"][0]["pointed"] == ("E11.65" if number == 1 else "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ABK:I10", "I10"),
        ("ABK:I10.", "I10"),
        ("ABK:e1165", "E11.65"),
        ("ABK:E11.65", "E11.65"),
        ("BK:E8501", "E850.1"),
        ("BK:25000", "250.00"),
    ],
)
def test_a_diagnosis_gets_its_dot_back(written: str, read: str) -> None:
    assert rows_with("P", ("HI*", f"HI*{written}")).rows["diagnosis"][0]["diagnosis"] == read


def test_roles_are_told_when_all_diagnoses_stand_in_one_segment() -> None:
    rows = rows_with("I", ("HI*ABK", "HI*ABK:J189*ABJ:R509*ABF:I10"), ("HI*ABJ", "")).rows["diagnosis"]

    assert [(row["diagnosis"], row["role"]) for row in rows] == [("J18.9", "principal"), ("R50.9", "admitting"), ("I10", "")]


def test_the_tax_id_may_be_a_social_security_number() -> None:
    (claim,) = rows_with("P", ("REF*EI", "REF*SY*399999999")).rows["claim"]

    assert claim["tax_id"] == "399999999"


def test_who_bills_alone_also_renders() -> None:
    (claim,) = rows_with("P", ("NM1*82", ""), ("HL*1", "+PRV*BI*PXC*207Q00000X")).rows["claim"]

    assert (claim["rendering_npi"], claim["rendering_taxonomy"]) == (OAK, "207Q00000X")


def test_a_claim_without_lines_is_of_the_kind_that_its_place_tells() -> None:
    institutional = rows_of_x12(SentClaim(control="C1", facility="13", facility_list="A", frequency="1"))
    professional = rows_of_x12(SentClaim(control="C1", facility="11", facility_list="B", frequency="1"))

    assert [each.rows["claim"][0]["kind"] for each in (institutional, professional)] == ["I", "P"]
    assert institutional.rows["claim"][0]["type_of_bill"] == "131"
    assert rows_of_x12(SentClaim()).rows["claim"][0]["type_of_bill"] == ""


def test_a_long_control_number_is_taken_as_it_is() -> None:
    (claim,) = rows_of_x12(SentClaim(control="9" * 40 + "-1")).rows["claim"]

    assert (claim["number"], claim["version"]) == ("9" * 40 + "-1", 1)


@settings(max_examples=60, deadline=None)
@given(made=claims())
def test_a_claim_that_we_write_gives_the_same_rows_as_the_claim_itself(made: Claim) -> None:
    heard: list[object] = []
    check(claims_file(made), levels=(), hear=heard.append)
    (sent,) = (each for each in heard if isinstance(each, SentClaim))

    ours, theirs = rows_of(as_carried(made, at=AT)), rows_of_x12(sent)

    not_told = {"created_on", "coverage_since", "coverage_until", "subscriber_born", "subscriber_sex", "subscriber_address"}
    assert theirs.control == ours.control
    for name in ("claim", "line", "diagnosis", "pointer", "modifier"):
        told = [
            {column: value for column, value in row.items() if value is not None and column not in not_told}
            for row in ours.rows[name]
        ]
        assert [{column: row[column] for column in own} for own, row in zip(told, theirs.rows[name], strict=True)] == told


@pytest.mark.parametrize("kind", ["837P", "837I", "837D"])
def test_every_invented_claim_becomes_whole_rows(kind: str) -> None:
    heard: list[object] = []
    check(generate(kind, seed=4, claims=40, on=date(2026, 9, 18)), levels=(), hear=heard.append)

    made = [rows_of_x12(each) for each in heard if isinstance(each, SentClaim)]

    assert len(made) == 40
    assert {each.rows["claim"][0]["kind"] for each in made} == {kind[-1]}
    for each in made:
        assert each.rows["line"] and all(row["served_on"] and row["charge_cents"] is not None for row in each.rows["line"])
        for name, relation in RELATIONS.items():
            assert all(set(row) - {"line_at", *SUBSCRIBER} == set(relation.own) for row in each.rows[name])
