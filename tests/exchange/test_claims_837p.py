"""Claims are written as 837P and read back the same; an independent validator finds no error; what cannot be written is refused."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from superbill.claims.people import Address, Payer
from superbill.exchange.claims_837p import NO_ADDRESS, as_carried, find_respelled, read_837p, with_dot, write_837p
from superbill.exchange.envelope import NO_DAY
from superbill.x12.errors import X12Error
from tests.exchange.invented import (
    AT,
    CLAIM,
    CONTROLS,
    DEPENDENT,
    LINES,
    PAYER,
    PRACTICE,
    REPLACEMENT,
    SENDER,
    STONE,
    TWELVE,
    claims,
    claims_file,
    segments,
)
from tests.pyx12_check import pyx12_errors


@given(made=st.lists(claims(), min_size=1, max_size=4))
def test_every_claim_written_is_read_back_the_same(made):
    data = claims_file(*made)

    (batch,) = read_837p(data)

    assert batch.claims == tuple(as_carried(claim, at=AT) for claim in made)
    assert [item.charge_cents for item in batch.items] == [claim.charge_cents for claim in made]
    assert [item.control for item in batch.items] == [claim.control for claim in made]


@settings(max_examples=15, phases=(Phase.generate,))
@given(made=st.lists(claims(), min_size=1, max_size=3))
def test_an_independent_validator_finds_no_error_in_any_claim(made):
    made = [replace(claim, diagnoses=("E11.65", "I10"), lines=LINES[:1]) for claim in made]

    assert pyx12_errors(claims_file(*made)) == []


@pytest.mark.parametrize(
    "made",
    [(CLAIM,), (DEPENDENT,), (REPLACEMENT,), (TWELVE,), (CLAIM, replace(CLAIM, number="V0009"), DEPENDENT, TWELVE)],
    ids=["the patient is the subscriber", "a dependent", "a replacement", "twelve diagnoses", "several claims"],
)
def test_an_independent_validator_finds_no_error_for(made):
    assert pyx12_errors(claims_file(*made)) == []


def test_a_subscriber_who_is_the_patient_has_birthday_and_address_and_no_patient_level():
    lines = segments(claims_file(CLAIM))

    assert "SBR*P*18*G55******CI" in lines
    assert "DMG*D8*19680304*F" in lines
    assert "HL*2*1*22*0" in lines
    assert not any(line.startswith("PAT") for line in lines)


def test_a_dependent_has_a_patient_level_and_the_subscriber_only_a_name():
    lines = segments(claims_file(DEPENDENT))

    assert "SBR*P**G55******CI" in lines
    assert [line for line in lines if line.startswith("HL*")][1:] == ["HL*2*1*22*1", "HL*3*2*23*0"]
    assert "PAT*19" in lines
    assert [line for line in lines if line.startswith("DMG")] == ["DMG*D8*20150304*M"]


def test_the_subscriber_of_a_dependent_comes_back_without_what_the_guide_does_not_send():
    (batch,) = read_837p(claims_file(DEPENDENT))

    holder = batch.claims[0].coverage.subscriber

    assert holder is not None
    assert (holder.last_name, holder.born, holder.sex, holder.address) == ("RIVERS", NO_DAY, "U", NO_ADDRESS)


def test_diagnoses_go_without_dot_and_the_first_is_the_principal():
    assert "HI*ABK:E1165*ABF:I10*ABF:M25561" in segments(claims_file(CLAIM))


def test_a_line_carries_modifiers_units_pointers_day_and_number():
    lines = segments(claims_file(replace(CLAIM, lines=(replace(LINES[1], line_no=7, units=3),))))

    start = lines.index("LX*1")
    assert lines[start : start + 4] == ["LX*1", "SV1*HC:36415:59*12.5*UN*3***1", "DTP*472*D8*20260914", "REF*6R*7"]


def test_a_replacement_names_the_claim_it_replaces_and_the_authorization():
    lines = segments(claims_file(REPLACEMENT))

    assert "CLM*V0001-2*197.5***11:B:7*Y*A*Y*Y" in lines
    assert "REF*F8*ACM77" in lines
    assert "REF*G1*PA9" in lines


def test_a_rendering_clinician_who_bills_is_not_named_twice():
    alone = replace(CLAIM, rendering=replace(STONE, npi=PRACTICE.npi))

    assert not any(line.startswith("NM1*82") for line in segments(claims_file(alone)))
    assert any(line.startswith("NM1*82") for line in segments(claims_file(CLAIM)))


def test_who_has_no_taxonomy_is_written_without_one():
    claim = replace(CLAIM, practice=replace(CLAIM.practice, taxonomy=""), rendering=replace(CLAIM.rendering, taxonomy=""))

    written = claims_file(claim)

    assert not any(segment.startswith("PRV") for segment in segments(written))
    assert read_837p(written)[0].claims[0].practice.taxonomy == ""


def test_neighbouring_claims_of_one_patient_share_a_subscriber_level():
    levels = [line for line in segments(claims_file(CLAIM, replace(CLAIM, number="V9"), DEPENDENT)) if line.startswith("HL")]

    assert levels == ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*1", "HL*4*3*23*0"]


def test_the_101st_claim_of_a_patient_opens_another_subscriber_level():
    many = [replace(CLAIM, number=f"V{each}") for each in range(101)]

    data = claims_file(*many)

    assert sum(line.startswith("HL") for line in segments(data)) == 3
    assert len(read_837p(data)[0].items) == 101


def test_the_batch_says_who_sent_it_and_under_which_numbers():
    (batch,) = read_837p(claims_file(CLAIM))

    assert (batch.sender_id, batch.receiver_id, batch.group_control, batch.set_control) == ("LAKESIDEFM", "ACME1", "17", "0001")
    assert (batch.reference, batch.created_on, batch.test) == ("000000017", AT.date(), True)


def test_a_file_for_production_says_so():
    data = write_837p([CLAIM], sender=SENDER, receiver=PAYER, controls=CONTROLS, at=AT, test=False)

    assert data[:106].endswith(b"*P*:~")
    assert not read_837p(data)[0].test


def test_a_charge_that_differs_from_the_lines_is_shown_beside_the_claim():
    data = claims_file(CLAIM).replace(b"*197.5*", b"*200*")

    (batch,) = read_837p(data)

    assert (batch.items[0].charge_cents, batch.claims[0].charge_cents) == (20000, 19750)


def test_a_control_number_that_is_not_ours_is_kept_as_it_came():
    data = claims_file(CLAIM).replace(b"CLM*V0001-1*", b"CLM*ACCT 77*")

    item = read_837p(data)[0].items[0]

    assert (item.control, item.claim.number, item.claim.version) == ("ACCT 77", "ACCT 77", 1)


def test_parts_of_a_unit_are_refused_with_their_claim_line_and_segment():
    data = claims_file(DEPENDENT, CLAIM).replace(b"*12.5*UN*1*", b"*12.5*UN*1.5*")

    with pytest.raises(X12Error, match="SV104 is not a whole number") as caught:
        read_837p(data)

    assert caught.value.place == "claim V0002-1, line 2, loop 2400, SV104"
    assert "whole number there" in caught.value.todo
    assert data.split(b"~")[caught.value.segment - 1].strip().startswith(b"SV1*HC:36415")


def test_a_pointer_and_a_charge_that_cannot_be_read_name_their_line():
    for old, new, place in ((b"*185*UN", b"*18x*UN", "SV102"), (b"UN*1***1:2~", b"UN*1***1:b~", "SV107-2")):
        with pytest.raises(X12Error, match=f"claim V0001-1, line 1, loop 2400, {place}"):
            read_837p(claims_file(CLAIM).replace(old, new))


@pytest.mark.parametrize("mark", list("*:~^"))
def test_a_delimiter_in_a_name_cannot_break_out_of_its_element(mark):
    evil = replace(CLAIM.patient.person, last_name=f"Rivers{mark}CLM{mark}X")

    with pytest.raises(X12Error, match="cannot carry") as caught:
        claims_file(replace(CLAIM, patient=replace(CLAIM.patient, person=evil)))

    assert "loop 2010BA, NM103" in caught.value.place
    assert "RIVERS" not in str(caught.value).upper()


def test_the_claim_that_cannot_be_written_is_named():
    bad = replace(CLAIM, number="V0066", practice=replace(PRACTICE, address=Address("1 Rd", "", "WI", "53999")))

    with pytest.raises(X12Error, match="claim V0066-1"):
        claims_file(CLAIM, bad, DEPENDENT)


@given(name=st.text(min_size=1, max_size=30))
def test_any_text_as_a_name_is_carried_or_refused(name):
    claim = replace(CLAIM, patient=replace(CLAIM.patient, person=replace(CLAIM.patient.person, last_name=name)))

    try:
        data = claims_file(claim)
    except X12Error:
        return

    assert read_837p(data)[0].claims == (as_carried(claim, at=AT),)
    assert len(segments(data)) == len(segments(claims_file(CLAIM)))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"diagnoses": tuple(f"M25.{each}" for each in range(511, 524))}, "twelve"),
        ({"diagnoses": ()}, "loop 2300, HI: A required segment"),
        ({"lines": tuple(replace(LINES[0], line_no=each) for each in range(1, 52))}, "50"),
        ({"lines": (replace(LINES[0], modifiers=("25", "59", "LT", "RT", "GT")),)}, "four modifiers"),
        ({"lines": (replace(LINES[0], pointers=()),)}, "SV107"),
        ({"number": "V" * 40}, "CLM01"),
    ],
    ids=["thirteen diagnoses", "no diagnosis", "51 lines", "five modifiers", "no pointer", "a long control number"],
)
def test_what_the_guide_does_not_allow_is_refused(broken, says):
    with pytest.raises(X12Error, match=says):
        claims_file(replace(CLAIM, **broken))


def test_no_claim_is_no_file():
    with pytest.raises(X12Error, match="no claim"):
        claims_file()


def test_fifty_lines_and_twelve_diagnoses_go():
    full = replace(TWELVE, lines=tuple(replace(LINES[0], line_no=each) for each in range(1, 51)))

    assert read_837p(claims_file(full))[0].claims == (as_carried(full, at=AT),)


@pytest.mark.parametrize(("code", "shown"), [("E1165", "E11.65"), ("I10", "I10"), ("S72001A", "S72.001A"), ("E11.65", "E11.65")])
def test_a_code_gets_its_dot_back(code, shown):
    assert with_dot(code) == shown


def test_a_name_with_accents_goes_out_plain_and_is_told():
    person = replace(CLAIM.patient.person, last_name="Müller-O’Néill")
    claim = replace(CLAIM, patient=replace(CLAIM.patient, person=person))

    (finding,) = find_respelled(claim)

    assert "NM1*IL*1*MULLER-O'NEILL*ANA*M***MI*M123456" in segments(claims_file(claim))
    assert (finding.place, finding.severity) == ("patient last name", "inform")
    assert "MULLER-O'NEILL" in finding.message


def test_a_name_in_small_letters_is_not_worth_telling():
    assert find_respelled(CLAIM) == ()


def test_an_unknown_segment_is_refused_and_not_skipped():
    data = claims_file(CLAIM).replace(b"REF*EA*P1~", b"ZZZ*EA*P1~")

    with pytest.raises(X12Error, match="ZZZ is not known"):
        read_837p(data)


def test_an_835_is_not_read_as_claims():
    data = claims_file(CLAIM).replace(b"ST*837*", b"ST*835*")

    with pytest.raises(X12Error, match="not a 837"):
        read_837p(data)


def test_a_foreign_guide_of_an_837_is_not_read_as_claims():
    data = claims_file(CLAIM).replace(b"005010X222A1", b"005010X223A2")

    with pytest.raises(X12Error, match="005010X222A1"):
        read_837p(data)


def test_claims_of_two_practices_stand_under_their_own():
    other = replace(
        CLAIM,
        number="V5",
        practice=replace(PRACTICE, name="Hillside Clinic"),
        coverage=replace(CLAIM.coverage, payer=Payer("E2", "Evergreen", "BL")),
    )

    (batch,) = read_837p(claims_file(CLAIM, other, CLAIM))

    assert [claim.practice.name for claim in batch.claims] == [
        "LAKESIDE FAMILY MEDICINE",
        "HILLSIDE CLINIC",
        "LAKESIDE FAMILY MEDICINE",
    ]
