"""Stays: the principal diagnosis and its guideline, what is only probable, presence on admission, and what was done."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.inpatient import StayDiagnoses, diagnoses_of_stay
from superbill.coding.pcs.find import procedures_of_stay
from superbill.coding.suggest import suggest
from tests.coding.pcs_tables import open_tables

DAY = date(2026, 5, 1)
STAYS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "stays.yaml").read_text("utf-8"))


def stay_of(text: str, icd10cm: Icd10cm) -> StayDiagnoses:
    return diagnoses_of_stay(Note(text), on=DAY, icd10cm=icd10cm)


def letters(stay: StayDiagnoses) -> dict[str, str]:
    return {one.suggestion.code: one.poa.letter for one in stay.diagnoses}


def codes(stay: StayDiagnoses) -> list[str]:
    return [one.suggestion.code for one in stay.diagnoses]


@pytest.mark.parametrize("case", STAYS, ids=[case["name"] for case in STAYS])
def test_a_discharge_summary_gives_the_codes_of_its_stay(case: dict[str, Any], icd10cm: Icd10cm) -> None:
    note = Note(case["text"])

    found = diagnoses_of_stay(note, on=DAY, icd10cm=icd10cm)
    done = procedures_of_stay(note, on=DAY, pcs=open_tables())

    assert [f"{one.suggestion.code} {one.poa.letter}" for one in found.diagnoses] == case["diagnoses"]
    assert set(case.get("rules", ())) <= set(found.guidelines)
    assert [one.code for one in done.procedures] == case.get("procedures", [])
    spans = [span for one in found.diagnoses for span in (*one.suggestion.evidence, *one.poa.evidence)]
    spans += [span for one in done.procedures for span in one.evidence]
    assert all(note.text[span.start : span.end] == span.words for span in spans)


def test_what_is_likely_is_coded_at_discharge_and_not_in_the_office(icd10cm: Icd10cm) -> None:
    text = "Discharge diagnosis: Likely acute cholecystitis"

    in_hospital = stay_of(text, icd10cm)
    in_office = suggest(Note(text), on=DAY, icd10cm=icd10cm)

    assert [(one.suggestion.code, one.uncertain, one.suggestion.doubt) for one in in_hospital.diagnoses] == [
        ("K81.0", "Likely", "")
    ]
    assert [(one.code, one.doubt) for one in in_office.suggestions] == [("K81.0", "Likely")]


@pytest.mark.parametrize("words", ["Probable", "Suspected", "Possible", "Questionable", "Rule out", "Consistent with"])
def test_each_word_of_doubt_in_the_final_diagnosis_is_coded(words: str, icd10cm: Icd10cm) -> None:
    stay = stay_of(f"Discharge diagnosis: {words} acute cholecystitis", icd10cm)

    assert codes(stay) == ["K81.0"]
    assert "II.H" in stay.guidelines


def test_what_is_still_to_be_ruled_out_at_discharge_is_coded(icd10cm: Icd10cm) -> None:
    stay = stay_of("Discharge diagnosis: Acute cholecystitis, still to be ruled out", icd10cm)

    assert codes(stay) == ["K81.0"]


@pytest.mark.parametrize("words", ["No", "Negative for"])
def test_what_is_denied_in_the_final_diagnosis_is_not_coded(words: str, icd10cm: Icd10cm) -> None:
    stay = stay_of(f"Discharge diagnoses:\n1. Acute cystitis\n2. {words} acute cholecystitis", icd10cm)

    assert codes(stay) == ["N30.00"]


def test_a_disease_that_must_be_confirmed_is_set_aside_with_its_guideline(icd10cm: Icd10cm) -> None:
    stay = stay_of("Discharge diagnoses:\n1. Acute bronchitis\n2. Possible COVID-19", icd10cm)

    assert "U07.1" not in codes(stay)
    assert any("I.C.1" in one.reason for one in stay.set_aside if one.code == "U07.1")


@pytest.mark.parametrize(
    ("course", "letter"),
    [
        ("Acute kidney injury was present on admission.", "Y"),
        ("Acute kidney injury was not present on admission.", "N"),
        ("She presented with acute kidney injury.", "Y"),
        ("She developed acute kidney injury on hospital day 3.", "N"),
        ("On hospital day 1 she had acute kidney injury.", "U"),
        ("She developed acute kidney injury during the hospitalization.", "N"),
        ("Her course was complicated by acute kidney injury.", "N"),
        ("Acute kidney injury: it was clinically undetermined when it began.", "W"),
        ("Acute kidney injury; unclear whether it was present.", "U"),
        ("Acute kidney injury was treated with fluids.", "U"),
    ],
)
def test_the_words_beside_a_diagnosis_say_whether_it_was_there_on_admission(course: str, letter: str, icd10cm: Icd10cm) -> None:
    stay = stay_of(f"Discharge diagnoses:\n1. Acute cystitis\n2. Acute kidney injury\nHospital course:\n{course}", icd10cm)

    assert letters(stay)["N17.9"] == letter


def test_what_no_words_say_is_asked(icd10cm: Icd10cm) -> None:
    stay = stay_of("Discharge diagnoses:\n1. Acute cystitis\n2. Acute kidney injury", icd10cm)

    (kidney,) = [one for one in stay.diagnoses if one.suggestion.code == "N17.9"]

    assert (kidney.poa.letter, kidney.poa.evidence) == ("U", ())
    assert kidney.poa.question.startswith("Was it present on admission")
    assert kidney.poa.question in kidney.suggestion.gaps


def test_words_for_both_are_no_answer(icd10cm: Icd10cm) -> None:
    text = "Discharge diagnoses:\n1. Acute cystitis\n2. Acute kidney injury\nHospital course:\nShe presented with acute kidney injury.\nShe developed acute kidney injury on hospital day 4."

    (kidney,) = [one for one in stay_of(text, icd10cm).diagnoses if one.suggestion.code == "N17.9"]

    assert kidney.poa.letter == "U"
    assert len(kidney.poa.evidence) == 2


def test_a_lasting_disease_is_there_on_admission_without_words(icd10cm: Icd10cm) -> None:
    stay = stay_of("Discharge diagnoses:\n1. Acute cystitis\n2. Chronic kidney disease, stage 4", icd10cm)

    assert letters(stay)["N18.4"] == "Y"


def test_the_principal_diagnosis_is_what_stands_under_its_heading(icd10cm: Icd10cm) -> None:
    text = "Secondary diagnoses: Acute cystitis\n\nPrincipal diagnosis: Acute pancreatitis"

    assert codes(stay_of(text, icd10cm))[0] == "K85.90"


def test_what_came_after_admission_is_never_principal(icd10cm: Icd10cm) -> None:
    text = "Discharge diagnoses:\n1. Acute kidney injury\n2. Acute cystitis\nHospital course:\nShe developed acute kidney injury on hospital day 3."

    stay = stay_of(text, icd10cm)

    assert codes(stay) == ["N30.00", "N17.9"]
    assert any("came after admission" in why for why in stay.why_principal)


def test_a_note_that_names_nothing_has_no_principal_diagnosis(icd10cm: Icd10cm) -> None:
    stay = stay_of("Hospital course: Well throughout.", icd10cm)

    assert (stay.diagnoses, stay.why_principal, stay.rivals) == ((), (), ())


def test_two_reasons_for_coming_are_shown_as_rivals_with_a_question(icd10cm: Icd10cm) -> None:
    text = "Admission diagnoses: Acute pancreatitis and acute cystitis\nDischarge diagnoses:\n1. Acute pancreatitis\n2. Acute cystitis"

    stay = stay_of(text, icd10cm)

    assert stay.rivals == ("N30.00",)
    assert stay.questions[0].startswith("Which of the diagnoses")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("The operation was cancelled.", "II.F"),
        ("She was admitted from observation.", "II.I"),
        ("She was admitted after outpatient surgery.", "II.J"),
        ("She was admitted for inpatient rehabilitation.", "II.K"),
    ],
)
def test_how_the_stay_began_names_its_guideline(words: str, number: str, icd10cm: Icd10cm) -> None:
    with_words = stay_of(f"Discharge diagnosis: Acute cystitis\nHospital course: {words}", icd10cm)
    without = stay_of("Discharge diagnosis: Acute cystitis\nHospital course: Uneventful.", icd10cm)

    assert number in with_words.guidelines
    assert number not in without.guidelines


def test_what_the_history_says_of_lasting_diseases_is_coded_and_of_others_not(icd10cm: Icd10cm) -> None:
    stay = stay_of("Past medical history: COPD, bronchitis\nDischarge diagnosis: Acute cystitis", icd10cm)

    assert codes(stay) == ["N30.00", "J44.9"]


def test_no_text_of_any_kind_breaks_it(icd10cm: Icd10cm) -> None:
    for text in (
        "",
        "Discharge diagnosis:",
        "Discharge diagnosis: ?",
        "\x00 ¿ \n\n: :",
        "Procedures performed: " + "colonoscopy " * 200,
    ):
        stay = stay_of(text, icd10cm)
        procedures_of_stay(Note(text), on=DAY, pcs=None)

        assert stay.diagnoses == ()
