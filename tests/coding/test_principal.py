"""The principal diagnosis of a stay: a sign gives way only to what accounts for it, a local infection only to a sepsis that was there."""

from datetime import date

import pytest

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.inpatient import StayDiagnoses, diagnoses_of_stay


def stay_of(listed: list[str], icd10cm: Icd10cm, *, course: str = "Uneventful.") -> StayDiagnoses:
    final = "\n".join(f"{place}. {words}" for place, words in enumerate(listed, 1))
    text = f"Discharge diagnoses:\n{final}\nHospital course:\n{course}"
    return diagnoses_of_stay(Note(text), on=date(2026, 5, 1), icd10cm=icd10cm)


def told(stay: StayDiagnoses) -> list[str]:
    return [f"{one.suggestion.code} {one.poa.letter}" for one in stay.diagnoses]


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        (["Chest pain", "Hypertension", "Type 2 diabetes"], "R07.9"),
        (["Syncope", "Hyperlipidemia"], "R55"),
        (["Syncope", "Acute cystitis"], "R55"),
        (["Syncope, hypertension"], "R55"),
    ],
)
def test_a_sign_stays_first_beside_what_does_not_explain_it_with_a_question(
    listed: list[str], first: str, icd10cm: Icd10cm
) -> None:
    stay = stay_of(listed, icd10cm)

    assert stay.diagnoses[0].suggestion.code == first
    assert "II.A" not in stay.guidelines
    assert any(f"{first} is a sign" in question for question in stay.questions)


@pytest.mark.parametrize(
    ("listed", "course", "first"),
    [
        (["Syncope due to acute pancreatitis"], "Uneventful.", "K85.90"),
        (["Syncope", "Acute pancreatitis"], "The syncope was attributed to the acute pancreatitis.", "K85.90"),
        (["Syncope", "Acute pancreatitis"], "Acute pancreatitis was found as the cause of the syncope.", "K85.90"),
        (["Syncope with acute pancreatitis"], "Uneventful.", "K85.90"),
    ],
)
def test_a_sign_gives_way_to_the_diagnosis_to_which_it_is_tied(
    listed: list[str], course: str, first: str, icd10cm: Icd10cm
) -> None:
    stay = stay_of(listed, icd10cm, course=course)

    assert stay.diagnoses[0].suggestion.code == first
    assert not any("is a sign" in question for question in stay.questions)


@pytest.mark.parametrize(
    ("course", "codes", "is_asked"),
    [
        ("He was admitted with pneumonia. On hospital day 4 he became septic.", ["J18.9 Y", "A41.9 N"], False),
        ("He was admitted with pneumonia. He was never septic on admission.", ["J18.9 Y", "A41.9 U"], True),
        ("He was admitted with pneumonia.", ["J18.9 Y", "A41.9 U"], True),
        ("He was admitted with pneumonia. He was septic on arrival.", ["A41.9 Y", "J18.9 Y"], False),
        ("He was admitted with pneumonia and sepsis.", ["A41.9 Y", "J18.9 Y"], False),
    ],
)
def test_a_local_infection_gives_way_only_to_a_sepsis_that_was_there_on_admission(
    course: str, codes: list[str], is_asked: bool, icd10cm: Icd10cm
) -> None:
    stay = stay_of(["Pneumonia", "Sepsis"], icd10cm, course=course)

    assert told(stay) == codes
    assert ("I.C.1.d.4" in stay.guidelines) is codes[0].startswith("A41")
    assert any("I.C.1.d.4" in question for question in stay.questions) is is_asked


def test_a_sepsis_that_the_note_puts_first_was_there_on_admission(icd10cm: Icd10cm) -> None:
    assert told(stay_of(["Sepsis", "Pneumonia"], icd10cm))[0] == "A41.9 Y"


def test_what_a_rule_puts_first_is_not_there_on_admission_for_that_alone(icd10cm: Icd10cm) -> None:
    stay = stay_of(["Syncope due to acute pancreatitis"], icd10cm)

    assert told(stay)[0] == "K85.90 U"
    assert stay.diagnoses[0].poa.question
