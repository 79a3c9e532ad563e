"""A claim's own arithmetic and control number; acknowledgements that mean yes; people's names; kinds of adjustment."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.days import Period
from superbill.claims.ack import ClaimAck, SetAck
from superbill.claims.claim import Claim, Line, split_control
from superbill.claims.note import Note, Suggestion
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.claims.reasons import Kind, kind_of

DAY = date(2026, 9, 14)
HOME = Address("12 Lake Rd", "Lakeside", "WI", "53999")
CLAIM = Claim(
    number="V0002",
    version=3,
    patient=Patient("P1", Person("Rivers", "Ana", date(1968, 3, 4), "F", HOME, "Marie")),
    coverage=Coverage(Payer("ACME1", "Acme Health Plan"), "M1", "self", Period(DAY)),
    practice=Practice("Lakeside", "2876500101", "390000017", "207Q00000X", HOME, "Desk", "6085550142"),
    rendering=Provider("2876500200", "Alvarez", "Marisol", "207Q00000X"),
    place_of_service="11",
    diagnoses=("I10",),
    lines=(Line(1, "99213", 14800, date(2026, 9, 15), (1,)), Line(2, "36415", 1800, DAY, (1,))),
    created_on=date(2026, 9, 16),
)


def test_a_claim_charges_the_sum_of_its_lines_from_its_first_day() -> None:
    assert CLAIM.charge_cents == 16600
    assert CLAIM.served_on == DAY
    assert replace(CLAIM, lines=CLAIM.lines[:1]).charge_cents == 14800


def test_each_version_has_a_control_number_of_its_own() -> None:
    assert CLAIM.control == "V0002-3"
    assert replace(CLAIM, version=4).control == "V0002-4"


@given(st.text("ABCV0123456789-", min_size=1, max_size=12), st.integers(1, 99))
def test_a_control_number_is_split_into_what_it_was_made_of(number: str, version: int) -> None:
    assert split_control(f"{number}-{version}") == (number, version)


@pytest.mark.parametrize("text", ["", "V0002", "V0002-", "-3", "V0002-3a", "V0002-٣", "V0002 3", "V0002-3.0"])
def test_a_foreign_control_number_is_none_of_ours(text: str) -> None:
    assert split_control(text) is None


def test_a_full_name_leaves_out_what_is_not_there() -> None:
    assert CLAIM.patient.person.full_name == "Ana Marie Rivers"
    assert replace(CLAIM.patient.person, middle_name="").full_name == "Ana Rivers"


@pytest.mark.parametrize(("code", "accepted"), [("A", True), ("E", True), ("R", False), ("M", False), ("X", False), ("", False)])
def test_a_set_is_accepted_with_or_without_errors_noted(code: str, accepted: bool) -> None:
    assert SetAck("0001", code).accepted is accepted


@pytest.mark.parametrize(
    ("category", "accepted"),
    [
        ("A0", True),
        ("A1", True),
        ("A2", True),
        ("A5", True),
        ("A3", False),
        ("A4", False),
        ("A6", False),
        ("A7", False),
        ("A8", False),
    ],
)
def test_a_claim_is_taken_or_sent_back_by_its_category(category: str, accepted: bool) -> None:
    assert ClaimAck("V1-1", category, "20", 0, DAY).accepted is accepted


def test_a_note_has_the_fingerprint_of_its_text_alone() -> None:
    assert Note("Left knee.", "A").sha256 == Note("Left knee.", "B").sha256
    assert Note("Left knee.").sha256 != Note("Right knee.").sha256


def test_there_is_no_suggestion_without_words() -> None:
    with pytest.raises(AssertionError, match="words that support it"):
        Suggestion("I10", "Hypertension", (), 90, "hypertension", ())


@pytest.mark.parametrize(
    ("group", "reason", "kind"),
    [
        ("CO", "45", Kind.AGREED),
        ("OA", "45", Kind.REFUSED),
        ("PR", "45", Kind.PATIENT),
        ("CO", "253", Kind.BY_LAW),
        ("PR", "1", Kind.COST_SHARE),
        ("PR", "2", Kind.COST_SHARE),
        ("PR", "3", Kind.COST_SHARE),
        ("PR", "66", Kind.COST_SHARE),
        ("PR", "96", Kind.PATIENT),
        ("CO", "1", Kind.REFUSED),
        ("CO", "11", Kind.REFUSED),
        ("OA", "23", Kind.EARLIER_PAYER),
        ("CO", "23", Kind.REFUSED),
        ("PI", "45", Kind.REFUSED),
        ("", "", Kind.REFUSED),
    ],
)
def test_an_adjustment_that_nobody_listed_is_a_refusal_never_written_off(group: str, reason: str, kind: Kind) -> None:
    assert kind_of(group, reason) is kind
