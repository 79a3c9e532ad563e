"""The typed claims of an 837: what each segment becomes, whose claim it is, and that nothing in a file can break the builder."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.objects.claims import Billing, Claim, Household
from superbill.x12.objects.reading import CENTS, DAYS, NUMBERS, Memo
from tests.x12.invented_claims import (
    ADJUSTED_AS_A_WHOLE,
    DEPENDENT,
    FIR,
    OAK,
    OUTPATIENT,
    SECONDARY,
    STONE,
    claims_of,
    everything_heard,
    file_with,
    findings,
    lines_with,
    table_of,
)
from tests.x12.one_set import file_of


@pytest.mark.parametrize(
    ("kind", "changes"),
    [("P", ()), ("I", ()), ("D", ()), ("I", OUTPATIENT), ("P", DEPENDENT), ("P", SECONDARY), ("P", ADJUSTED_AS_A_WHOLE)],
)
def test_the_invented_claims_are_right_at_every_level(kind, changes):
    assert findings(kind, *changes, levels=(1, 2, 3, 4, 5)) == []


def test_a_professional_claim_has_its_head_and_its_codes():
    (claim,) = claims_of("P", ("CLM*", "CLM*C1*197.5***11:B:7*Y*A*Y*I*P*AA:OA::WI:US*02********11"))

    assert (claim.kind, claim.control, claim.charge_cents) == ("P", "C1", 19750)
    assert (claim.facility, claim.facility_list, claim.frequency) == ("11", "B", "7")
    assert (claim.signature_on_file, claim.assignment, claim.assigns_benefits, claim.release) == ("Y", "A", "Y", "I")
    assert (claim.signature_source, claim.causes, claim.accident_state) == ("P", ("AA", "OA"), "WI")
    assert (claim.accident_country, claim.special_program, claim.delay_reason) == ("US", "02", "11")
    assert [(each.list, each.code, each.element) for each in claim.diagnoses] == [
        ("ABK", "E1165", 1),
        ("ABF", "I10", 2),
        ("ABF", "M25561", 3),
    ]
    assert claim.at.raw.startswith("CLM*C1*")


def test_a_claim_knows_everybody_above_it():
    (claim,) = claims_of("P")

    assert (claim.header.created_on, claim.header.type, claim.header.submitter.name) == (date(2026, 9, 14), "CH", "OAK BILLING")
    assert (claim.billing.hl, claim.billing.provider.npi, claim.billing.provider.reference("EI").number) == (
        "1",
        OAK,
        "399999999",
    )
    assert (claim.subscriber.hl, claim.subscriber.parent, claim.subscriber.rank, claim.subscriber.filing) == ("2", "1", "P", "CI")
    assert (claim.subscriber.insured.id, claim.subscriber.payer.id) == ("M1", "ELM1")
    assert (claim.patient_party.name, claim.patient_party.born, claim.patient_party.sex) == ("ANA RIVERS", date(1968, 3, 4), "F")
    assert claim.is_self


def test_a_claim_of_a_dependent_has_the_patient_and_the_subscriber():
    (claim,) = claims_of("P", *DEPENDENT, ("PAT*", "PAT*19****D8*20260912*01*7*Y"))

    assert claim.patient is not None and not claim.is_self
    assert (claim.patient.hl, claim.patient.parent, claim.patient.relationship) == ("3", "2", "19")
    assert (claim.patient.died_on, claim.patient.pregnant) == (date(2026, 9, 12), "Y")
    assert (claim.patient_party.first_name, claim.subscriber.insured.first_name) == ("TIM", "ANA")
    assert claim.patient_party.street == ("1 LAKE ROAD",)


def test_a_line_has_its_service_day_and_number():
    first, second = claims_of("P")[0].lines

    assert (first.number, first.tag, first.procedure.kind, first.procedure.code) == ("1", "SV1", "HC", "99214")
    assert (first.charge_cents, first.unit, first.units, first.pointers) == (18500, "UN", Decimal(1), ("1", "2"))
    assert (first.dated("472").first, first.reference("6R").number) == (date(2026, 9, 10), "L1")
    assert (second.procedure.modifiers, second.charge_cents) == (("59",), 1250)


def test_a_line_has_its_parts():
    claim = claims_of(
        "P",
        ("SV1*HC:99214", "SV1*HC:J3490:25:RT:::WHAT IT IS*185*UN*1.5*12**1**Y"),
        ("SV1*HC:J3490", "+SV5*HC:J3490*DA*3*20**6\nPWK*OZ*EL***AC*A7\nCRC*70*N*65"),
        ("REF*6R*L1", "+REF*G1*PA9**2U:FIR1\nAMT*T*5\nNTE*ADD*IN WORDS"),
        ("NTE", "+LIN**N4*00000000001\nCTP****2*ML\nREF*XZ*RX1"),
        ("REF*XZ", f"+NM1*DK*1*FIR*EVA****XX*{FIR}\nN3*2 FIR ROAD\nN4*FIRTON*WI*53999"),
    )[0]
    line = claim.lines[0]

    assert (line.procedure.modifiers, line.procedure.description) == (("25", "RT"), "WHAT IT IS")
    assert (line.units, line.place_of_service, line.emergency) == (Decimal("1.5"), "12", "Y")
    assert [each.place for each in line.extras] == ["2400.SV5"]
    assert (line.attachments[0].way, line.attachments[0].control, line.conditions[0].codes) == ("EL", "A7", ("65",))
    assert (line.references[1].kind, line.references[1].payer_id) == ("G1", "FIR1")
    assert (line.amounts[0].cents, line.notes[0].text) == (500, "IN WORDS")
    assert (line.drugs[0].code, line.drugs[0].quantity, line.drugs[0].unit) == ("00000000001", "2", "ML")
    assert line.drugs[0].references[0].number == "RX1"
    assert (line.providers[0].role, line.providers[0].loop, line.providers[0].zip_code) == ("DK", "2420E", "53999")


def test_an_institutional_claim_has_its_stay_and_its_codes():
    (claim,) = claims_of(
        "I",
        (
            "HI*ABJ",
            "HI*ABJ:R509\nHI*ABF:I10:::::::N*ABF:E119\nHI*BH:11:D8:20260830\nHI*BI:74:RD8:20260902-20260903\nHI*BE:80:::3",
        ),
    )

    assert (claim.kind, claim.facility, claim.facility_list, claim.frequency) == ("I", "11", "A", "1")
    assert (claim.admission_type, claim.admission_source, claim.patient_status) == ("1", "1", "01")
    assert (claim.dated("434").first, claim.dated("434").last) == (date(2026, 9, 1), date(2026, 9, 4))
    assert claim.dated("435").first == date(2026, 9, 1)
    assert (claim.dated("096").text, claim.dated("096").first) == ("1130", None)
    assert [(each.code, each.present) for each in claim.diagnoses] == [("J189", "Y"), ("I10", "N"), ("E119", "")]
    assert [(each.list, each.code, each.text, each.cents) for each in claim.codes] == [
        ("ABJ", "R509", "", None),
        ("BH", "11", "20260830", None),
        ("BI", "74", "20260902-20260903", None),
        ("BE", "80", "", 300),
    ]
    assert (claim.lines[0].tag, claim.lines[0].revenue, claim.lines[0].charge_cents, claim.lines[0].unit) == (
        "SV2",
        "0120",
        90000,
        "DA",
    )
    assert claim.provider("71").npi == STONE


def test_a_dental_line_has_its_teeth():
    (claim,) = claims_of("D", ("SV3*AD:D2150", "SV3*AD:D2150*150*11*10:20*R*2*****1:2"))
    line = claim.lines[0]

    assert (claim.kind, line.procedure.code, line.place_of_service, line.areas) == ("D", "D2150", "11", ("10", "20"))
    assert (line.prosthesis, line.units, line.pointers) == ("R", Decimal(2), ("1", "2"))
    assert [(tooth.number, tooth.surfaces) for tooth in line.teeth] == [("12", ("M", "O"))]
    assert claim.dated("472").first == date(2026, 9, 10)


def test_another_payer_has_what_it_paid_and_why_not_more():
    (claim,) = claims_of("P", *ADJUSTED_AS_A_WHOLE, ("NM1*PR*2*FIR", "+DTP*573*D8*20260913\nREF*F8*FIRCLAIM7"))
    other = claim.other_payers[0]

    assert (other.rank, other.relationship, other.id, other.insured.id) == ("P", "01", "FIR1", "B7")
    assert [(each.group, each.reason, each.cents) for each in other.adjustments] == [("CO", "45", 5000)]
    assert (other.amount("D").cents, other.amount("A8")) == (10000, None)
    assert (other.assigns_benefits, other.release) == ("Y", "Y")
    assert (other.paid_on.first, other.payer.reference("F8").number) == (date(2026, 9, 13), "FIRCLAIM7")
    assert claim.other_payer("FIR1") is other and claim.other_payer("ELM1") is None


def test_a_line_has_what_another_payer_made_of_it():
    line = claims_of("P", *SECONDARY)[0].lines[0]
    (adjudication,) = line.adjudications

    assert (adjudication.payer_id, adjudication.paid_cents, adjudication.procedure.code) == ("FIR1", 9250, "99214")
    assert (adjudication.units, adjudication.bundled_into, adjudication.paid_on.first) == (Decimal(1), "", date(2026, 9, 12))
    assert [(each.group, each.reason, each.cents, each.element) for each in adjudication.adjustments] == [
        ("CO", "45", 5000, 2),
        ("CO", "2", 4250, 5),
    ]


# --- whose claim, and when it is whole


def test_claims_are_heard_in_order_between_who_bills_and_the_end_of_the_household():
    second = "\n".join(lines_with("P")[16:]).replace("CLM*C1", "CLM*C2")
    heard = list(everything_heard(file_with("P", ("REF*6R*L2", f"+{second}"))))

    assert [type(each) for each in heard] == [Billing, Claim, Claim, Household]
    first, other = (each for each in heard if isinstance(each, Claim))
    assert (first.control, len(first.lines), first.subscriber_claims) == ("C1", 2, 0)
    assert (other.control, len(other.lines), other.subscriber_claims) == ("C2", 2, 1)
    assert first.subscriber is other.subscriber
    assert (heard[-1].own_claims, heard[-1].patients) == (2, 0)


def test_the_next_subscriber_has_nothing_of_the_one_before():
    again = (
        "HL*3*1*22*0\nSBR*P*18*******CI\nNM1*IL*1*BROOK*MAX****MI*M2\nNM1*PR*2*ELM PAYER*****PI*ELM2\nCLM*C2*5***11:B:1*Y*A*Y*Y"
    )
    _, claim = claims_of("P", ("REF*6R*L2", f"+{again}"))

    assert (claim.control, claim.subscriber.hl, claim.subscriber.group_number) == ("C2", "3", "")
    assert (claim.subscriber.insured.name, claim.subscriber.insured.born, claim.subscriber.payer.id) == (
        "MAX BROOK",
        None,
        "ELM2",
    )
    assert (claim.lines, claim.diagnoses, claim.providers, claim.other_payers) == ((), (), (), ())


def test_a_second_patient_has_nothing_of_the_first():
    again = "HL*4*2*23*0\nPAT*G8\nNM1*QC*1*RIVERS*EVE\nCLM*C2*5***11:B:1*Y*A*Y*Y"
    first, second = claims_of("P", *DEPENDENT, ("REF*6R*L2", f"+{again}"))

    assert (first.patient.hl, first.patient.person.first_name) == ("3", "TIM")
    assert (second.patient.hl, second.patient.relationship, second.patient.person.first_name) == ("4", "G8", "EVE")
    assert second.patient.person.born is None


def test_a_claim_number_used_twice_is_known():
    _, second = claims_of("P", ("REF*6R*L2", "+CLM*C1*5***11:B:1*Y*A*Y*Y"))

    assert second.earlier == 20


def test_a_set_that_ends_early_hands_over_its_last_claim():
    data = file_with("P").split(b"LX*2")[0]
    heard = list(everything_heard(data))

    assert [type(each) for each in heard] == [Billing, Claim, Household]
    assert len(heard[1].lines) == 1


def test_a_line_without_its_number_is_a_line():
    (claim,) = claims_of("P", ("LX*2", ""))

    assert [(line.number, line.charge_cents) for line in claim.lines] == [("1", 18500), ("", 1250)]


# --- what cannot be read


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200), ("12.5", 1250), ("12.05", 1205), (".5", 50), ("-1", -100), ("-.07", -7), ("0", 0), ("12.", 1200),
        (" 7 ", 700), ("", None), ("12.345", None), ("1,200", None), ("1E2", None), ("abc", None), ("-", None), ("9" * 19, None),
        ("٣", None),
    ],
)  # fmt: skip
def test_money_is_whole_cents_or_unknown(text, cents):
    assert CENTS[text] == cents
    assert CENTS[text] == cents  # as it is remembered


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("20260910", (date(2026, 9, 10), date(2026, 9, 10))),
        ("20260910-20260912", (date(2026, 9, 10), date(2026, 9, 12))),
        ("202609100830", (date(2026, 9, 10), date(2026, 9, 10))),
        ("20260231", (None, None)),
        ("20260910-20260931", (date(2026, 9, 10), None)),
        ("1130", (None, None)),
        ("", (None, None)),
    ],
)
def test_days_are_read_from_their_form(text, days):
    assert DAYS[text] == days


def test_numbers_are_exact():
    assert NUMBERS["0.1"] == Decimal("0.1")
    assert NUMBERS["-3"] == Decimal(-3)
    assert (NUMBERS["x"], NUMBERS[""], NUMBERS["NaN"], NUMBERS["1e5"]) == (None, None, None, None)


def test_what_was_read_is_forgotten_before_it_fills_the_memory():
    memo = Memo(len)

    for number in range(50_000):
        assert memo[str(number)] == len(str(number))

    assert len(memo) <= 20_000
    assert memo["x" * 1_000] == 1_000
    assert "x" * 1_000 not in memo


@pytest.mark.parametrize("kind", ["P", "I", "D"])
def test_a_claim_of_names_without_elements_is_heard(kind):
    lines = [line.partition("*")[0] if not line.startswith(("BHT", "HL", "NM1")) else line for line in lines_with(kind)]

    (claim,) = (each for each in everything_heard(file_of(table_of(kind), lines)) if isinstance(each, Claim))

    assert (claim.control, claim.charge_cents, claim.frequency) == ("", None, "")


_ALL = {kind: lines_with(kind, *(SECONDARY if kind == "P" else ())) for kind in "PID"}


@given(kind=st.sampled_from("PID"), data=st.data())
def test_whatever_is_dropped_doubled_moved_or_garbled_nothing_breaks(kind, data):
    lines = list(_ALL[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(["drop", "double", "move", "element", "cut", "garble"])):
            case "drop" if len(lines) > 2:
                del lines[at]
            case "double":
                lines.insert(other, lines[at])
            case "move":
                lines.insert(other, lines.pop(at))
            case "element":
                elements = lines[at].split("*")
                elements[data.draw(st.integers(0, len(elements) - 1))] = data.draw(st.text("AZ09.:-^ ", max_size=12))
                lines[at] = "*".join(elements)
            case "cut":
                lines[at] = "*".join(lines[at].split("*")[: data.draw(st.integers(1, 6))])
            case _:
                lines[at] = data.draw(
                    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="~"), max_size=40)
                )

    heard: list[object] = []
    report = check(file_of(table_of(kind), [line for line in lines if line.strip()]), hear=heard.append)

    assert report.claims == sum(isinstance(each, Claim) for each in heard)


def test_a_claim_with_more_lines_than_are_kept_is_cut_and_not_summed():
    many = "\n".join(f"LX*{number}\nSV1*HC:99214*1*UN*1***1\nDTP*472*D8*20260910" for number in range(1, 5_102))
    data = file_with("P", ("LX*1", many))
    heard = [each for each in everything_heard(data) if isinstance(each, Claim)]

    assert (heard[0].is_cut, len(heard[0].lines)) == (True, 5_000)
    assert [each for each in check(data, levels=(3,)).findings if each.code == "SNIP3-CLAIM-TOTAL"] == []
