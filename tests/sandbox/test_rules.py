"""What a practice payer denies: each rule on both sides of its edge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from superbill.basics.identifiers import npi_from
from superbill.claims.claim import REPLACEMENT, Claim
from superbill.claims.remit import PaidClaim
from superbill.sandbox.payer import adjudicate_claim
from superbill.sandbox.register import Register
from tests.sandbox.invented import (
    DAY,
    DOCTOR,
    KOWALSKI,
    NYBERG,
    OTHER_DOCTOR,
    PRACTICE,
    RECEIVED,
    SERVED,
    VANG,
    acme,
    claim,
    line,
    member,
    numbers,
)


def decide(sent: Claim, *, seen: Register | None = None, number: int = 1, received_on: date = RECEIVED) -> PaidClaim:
    register = Register() if seen is None else seen
    answers = adjudicate_claim(sent, payer_claim_number=numbers(number), received_on=received_on, plan=acme(), seen=register)
    return answers[-1]


def denials(paid: PaidClaim) -> list[str]:
    """For each line `CO-11` or the like when it was denied, and an empty text when it was not."""
    return [
        "" if row.allowed_cents is not None else ", ".join(f"{a.group}-{a.reason}" for a in row.adjustments) for row in paid.lines
    ]


def test_a_clean_claim_is_paid() -> None:
    paid = decide(claim(line("99214"), line("36415", 1800, line_no=2), diagnoses=("E11.65", "I10")))

    assert denials(paid) == ["", ""]
    assert paid.status == "1"
    assert paid.paid_cents > 0


# ------------------------------------------------------------------------------------------------- the whole claim


def test_a_patient_who_is_not_on_the_policy_is_denied() -> None:
    stranger = replace(member(KOWALSKI), person=replace(member(KOWALSKI).person, born=date(1968, 3, 15)))

    paid = decide(claim(who=stranger))

    assert denials(paid) == ["CO-31"]
    assert paid.status == "4"


def test_a_name_in_other_letters_is_the_same_person() -> None:
    person = replace(member(KOWALSKI).person, first_name=" MARGARET ")

    paid = decide(claim(who=replace(member(KOWALSKI), person=person)))

    assert denials(paid) == [""]


@pytest.mark.parametrize(("days", "denied"), [(90, ""), (91, "CO-29")])
def test_an_original_claim_is_late_after_ninety_days(days: int, denied: str) -> None:
    paid = decide(claim(), received_on=SERVED + timedelta(days=days))

    assert denials(paid) == [denied]


@pytest.mark.parametrize(("days", "denied"), [(180, ""), (181, "CO-29")])
def test_a_replacement_is_late_after_the_longer_limit(days: int, denied: str) -> None:
    seen = Register()
    first = decide(claim(), seen=seen)
    again = claim(version=2, frequency=REPLACEMENT, payer_claim_number=first.payer_claim_number)

    paid = decide(again, seen=seen, number=2, received_on=SERVED + timedelta(days=days))

    assert denials(paid) == [denied]


def test_a_late_replacement_leaves_the_earlier_decision_standing() -> None:
    seen = Register()
    first = decide(claim(), seen=seen)
    again = claim(version=2, frequency=REPLACEMENT, payer_claim_number=first.payer_claim_number)

    answers = adjudicate_claim(
        again, payer_claim_number=numbers(2), received_on=SERVED + timedelta(days=181), plan=acme(), seen=seen
    )

    assert [answer.status for answer in answers] == ["4"]
    assert seen.decisions[first.payer_claim_number].stands


def test_a_void_is_never_late() -> None:
    seen = Register()
    first = decide(claim(), seen=seen)
    void = claim(version=2, frequency="8", payer_claim_number=first.payer_claim_number)

    paid = decide(void, seen=seen, number=2, received_on=SERVED + timedelta(days=1000))

    assert paid.status == "22"


@pytest.mark.parametrize("unknown", ["", "9999999999999"])
@pytest.mark.parametrize("frequency", ["7", "8"])
def test_a_correction_of_a_claim_that_the_payer_does_not_know_is_denied_with_a_remark(frequency: str, unknown: str) -> None:
    paid = decide(claim(frequency=frequency, payer_claim_number=unknown))

    assert denials(paid) == ["CO-16"]
    assert paid.lines[0].remarks == ("M47",)


def test_a_correction_of_another_practices_claim_is_denied() -> None:
    seen = Register()
    first = decide(claim(), seen=seen)
    other = replace(PRACTICE, npi=npi_from("299999999"))

    paid = decide(
        claim(version=2, frequency="7", payer_claim_number=first.payer_claim_number, practice=other), seen=seen, number=2
    )

    assert denials(paid) == ["CO-16"]


def test_a_correction_for_another_person_is_denied() -> None:
    seen = Register()
    first = decide(claim(), seen=seen)

    paid = decide(claim(who=member(VANG), frequency="7", payer_claim_number=first.payer_claim_number), seen=seen, number=2)

    assert denials(paid) == ["CO-16"]


def test_a_claim_denied_for_an_unknown_patient_can_be_corrected_to_the_right_one() -> None:
    seen = Register()
    stranger = replace(member(KOWALSKI), person=replace(member(KOWALSKI).person, first_name="Margo"))
    first = decide(claim(who=stranger), seen=seen)

    paid = decide(claim(version=2, frequency="7", payer_claim_number=first.payer_claim_number), seen=seen, number=2)

    assert denials(paid) == [""]


# --------------------------------------------------------------------------------------------------------- cover


@pytest.mark.parametrize(
    ("served_on", "denied"),
    [
        (date(2026, 8, 31), ""),
        (date(2026, 9, 1), "CO-27"),
    ],
)
def test_cover_that_ended_pays_its_last_day_and_no_later(served_on: date, denied: str) -> None:
    paid = decide(claim(line("99213", served_on=served_on), who=member(VANG)))

    assert denials(paid) == [denied]


@pytest.mark.parametrize(("days", "denied"), [(-1, "CO-26"), (0, "")])
def test_cover_pays_from_its_first_day(days: int, denied: str) -> None:
    first = member(VANG).cover.since + timedelta(days=days)

    paid = decide(claim(line("99213", served_on=first), who=member(VANG)), received_on=first + DAY)

    assert denials(paid) == [denied]


# ------------------------------------------------------------------------------------------------------- duplicates


def test_the_same_service_on_a_second_claim_is_a_duplicate() -> None:
    seen = Register()
    decide(claim(), seen=seen)

    paid = decide(claim(number="V0002"), seen=seen, number=2)

    assert denials(paid) == ["CO-18"]


@pytest.mark.parametrize(
    "other",
    [
        claim(line("99213", served_on=SERVED + DAY), number="V0002"),
        claim(line("99212"), number="V0002"),
        claim(line("99213", 20000, "25"), number="V0002"),
        claim(line("99213", 20000, "76"), number="V0002"),
        claim(number="V0002", rendering=OTHER_DOCTOR),
    ],
    ids=["another day", "another procedure", "another modifier", "repeated on purpose", "another clinician"],
)
def test_what_differs_is_not_a_duplicate(other: Claim) -> None:
    seen = Register()
    decide(claim(), seen=seen)

    paid = decide(other, seen=seen, number=2)

    assert "CO-18" not in denials(paid)


def test_the_second_of_two_equal_lines_is_a_duplicate() -> None:
    paid = decide(claim(line("36415"), line("36415", line_no=2)))

    assert denials(paid) == ["", "CO-18"]


def test_a_second_equal_line_that_was_repeated_on_purpose_is_paid() -> None:
    paid = decide(claim(line("94640"), line("94640", 20000, "76", line_no=2), diagnoses=("J45.901",)))

    assert denials(paid) == ["", ""]


def test_a_denied_claim_sent_again_as_a_new_one_is_a_duplicate() -> None:
    seen = Register()
    decide(claim(line("20610", 20000, "LT"), diagnoses=("M17.11",)), seen=seen)

    paid = decide(claim(line("20610", 20000, "LT"), diagnoses=("M17.12",), number="V0002"), seen=seen, number=2)

    assert denials(paid) == ["CO-18"]


def test_a_voided_claim_may_be_sent_again_as_a_new_one() -> None:
    seen = Register()
    first = decide(claim(), seen=seen)
    decide(claim(version=2, frequency="8", payer_claim_number=first.payer_claim_number), seen=seen, number=2)

    paid = decide(claim(number="V0002"), seen=seen, number=3)

    assert denials(paid) == [""]


# -------------------------------------------------------------------------------------------------------- diagnoses


@pytest.mark.parametrize(
    ("modifier", "diagnosis", "denied"),
    [("LT", "M17.11", "CO-11"), ("LT", "M17.12", ""), ("RT", "M25.562", "CO-11"), ("RT", "M25.561", "")],
)
def test_a_diagnosis_of_the_other_side_does_not_support_the_procedure(modifier: str, diagnosis: str, denied: str) -> None:
    paid = decide(claim(line("20610", 20000, modifier), diagnoses=(diagnosis,)))

    assert denials(paid) == [denied]


def test_only_the_diagnoses_that_a_line_points_to_count() -> None:
    paid = decide(claim(line("20610", 20000, "LT", pointers=(2,)), diagnoses=("M17.11", "M17.12")))

    assert denials(paid) == [""]


@pytest.mark.parametrize(
    ("procedure", "diagnosis", "denied"),
    [
        ("83036", "I10", "CO-11"),
        ("83036", "E11.65", ""),
        ("69210", "H61.21", ""),
        ("69210", "H60.331", "CO-11"),
        ("99213", "I10", ""),
    ],
)
def test_a_procedure_with_listed_diagnoses_needs_one_of_them(procedure: str, diagnosis: str, denied: str) -> None:
    paid = decide(claim(line(procedure), diagnoses=(diagnosis,)))

    assert denials(paid) == [denied]


@pytest.mark.parametrize(("injection", "denied"), [("20610", ["CO-11", "CO-11"]), ("96372", ["", ""])])
def test_a_drug_is_supported_by_what_supports_its_injection(injection: str, denied: list[str]) -> None:
    paid = decide(claim(line(injection, 20000, "LT"), line("J1010", 1500, line_no=2, units=40), diagnoses=("Z00.00",)))

    assert denials(paid) == denied


def test_a_drug_with_one_supported_injection_is_paid() -> None:
    both = (line("20610", 20000, "LT"), line("20610", 20000, "RT", line_no=2), line("J1010", 1500, line_no=3, units=80))

    paid = decide(claim(*both, diagnoses=("M17.11",)))

    assert denials(paid) == ["CO-11", "", ""]


# --------------------------------------------------------------------------------- bundles, authorizations, units


@pytest.mark.parametrize(("modifiers", "denied"), [((), "CO-97"), (("25",), ""), (("59",), "CO-97")])
def test_a_visit_beside_an_injection_needs_its_modifier(modifiers: tuple[str, ...], denied: str) -> None:
    paid = decide(claim(line("99213", 20000, *modifiers), line("20610", 20000, "RT", line_no=2), diagnoses=("M17.11",)))

    assert denials(paid) == [denied, ""]


def test_a_bundled_line_says_with_a_remark_that_it_was_bundled() -> None:
    paid = decide(claim(line("93000"), line("93010", line_no=2)))

    assert paid.lines[1].remarks == ("M15",)


def test_services_of_two_days_are_not_bundled() -> None:
    paid = decide(claim(line("99213"), line("20610", 20000, "RT", line_no=2, served_on=SERVED + DAY), diagnoses=("M17.11",)))

    assert denials(paid) == ["", ""]


@pytest.mark.parametrize(("rendering", "denied"), [(DOCTOR, "CO-97"), (OTHER_DOCTOR, "")])
def test_a_part_on_a_second_claim_is_bundled_when_the_clinician_is_the_same(rendering: object, denied: str) -> None:
    seen = Register()
    decide(claim(line("20610", 20000, "RT"), diagnoses=("M17.11",)), seen=seen)
    doctor = DOCTOR if rendering is DOCTOR else OTHER_DOCTOR

    paid = decide(claim(line("99213"), number="V0002", rendering=doctor), seen=seen, number=2)

    assert denials(paid) == [denied]


@pytest.mark.parametrize(("number", "denied"), [("", "CO-197"), ("PA-2026-0007", "")])
def test_a_scan_needs_its_authorization(number: str, denied: str) -> None:
    paid = decide(claim(line("73721", 90000, "RT"), diagnoses=("M25.561",), prior_authorization=number))

    assert denials(paid) == [denied]


@pytest.mark.parametrize(("units", "denied"), [(160, ""), (161, "CO-151")])
def test_units_are_paid_up_to_the_payers_limit(units: int, denied: str) -> None:
    paid = decide(claim(line("J1010", 5000, units=units)))

    assert denials(paid) == [denied]


# -------------------------------------------------------------------------------------------------------- the price


def test_a_procedure_without_a_price_is_paid_by_percent_of_charge() -> None:
    paid = decide(claim(line("97110", 10000)))

    assert paid.lines[0].allowed_cents == 6000


def test_a_modifier_for_which_the_contract_has_no_rate_is_denied() -> None:
    paid = decide(claim(line("69210", 10000, "22"), diagnoses=("H61.21",)))

    assert denials(paid) == ["CO-4"]


def test_a_child_is_found_on_the_policy_of_the_parent() -> None:
    from superbill.sandbox.plan import load_plans

    oliver = member(NYBERG, "02")

    answers = adjudicate_claim(
        claim(who=oliver),
        payer_claim_number=numbers(),
        received_on=RECEIVED,
        plan=load_plans()["EVRG2"],
        seen=(seen := Register()),
    )

    assert answers[0].status == "1"
    assert seen.decisions[numbers()].member_key == oliver.key
