"""Present on admission from the words about a condition: its own clause, its onset, and what nobody said."""

from datetime import date

import pytest

from superbill.claims.note import Evidence, Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.inpatient import diagnoses_of_stay
from superbill.coding.mentions import lines_of
from superbill.coding.poa import Indicator, indicator_of
from superbill.coding.sections import COURSE, PAST


def told(code: str, text: str, *words: str) -> Indicator:
    """The indicator of a code whose words stand in the hospital course."""
    note = Note(f"Hospital course:\n{text}")
    starts = [(note.text.index(one), one) for one in words]
    evidence = [Evidence(start, start + len(one), one, COURSE) for start, one in starts]
    return indicator_of(code, "the condition", evidence, lines=lines_of(note), exempt=False)


@pytest.mark.parametrize(
    ("code", "text", "words", "letter"),
    [
        ("E11.10", "On hospital day 4 she developed diabetic ketoacidosis.", "diabetic ketoacidosis", "N"),
        ("E11.10", "She presented with diabetic ketoacidosis.", "diabetic ketoacidosis", "Y"),
        ("E11.10", "Hospital-acquired diabetic ketoacidosis.", "diabetic ketoacidosis", "N"),
        ("E11.10", "Diabetic ketoacidosis was treated with insulin.", "Diabetic ketoacidosis", "U"),
        ("E11.641", "On hospital day 4 she developed hypoglycemia with coma.", "hypoglycemia with coma", "N"),
        ("E11.9", "Type 2 diabetes was treated with insulin.", "Type 2 diabetes", "Y"),
        ("J44.1", "On hospital day 3 he developed a COPD exacerbation.", "COPD exacerbation", "N"),
        ("J44.1", "He was admitted with a COPD exacerbation.", "COPD exacerbation", "Y"),
        ("J44.9", "On hospital day 3 he developed fever with known COPD.", "COPD", "Y"),
        ("J45.901", "On hospital day 3 he developed an asthma exacerbation.", "asthma exacerbation", "N"),
        ("J45.909", "Asthma was quiet.", "Asthma", "Y"),
        ("I25.110", "On hospital day 5 he developed unstable angina.", "unstable angina", "N"),
        ("I25.10", "On hospital day 5 the catheter showed coronary artery disease.", "coronary artery disease", "Y"),
        ("M80.051A", "On day 3 she sustained an osteoporotic fracture.", "osteoporotic fracture", "N"),
        ("M80.051D", "The osteoporotic fracture heals.", "osteoporotic fracture", "Y"),
        ("G40.901", "On hospital day 2 he developed status epilepticus.", "status epilepticus", "N"),
        ("G40.909", "Epilepsy was treated with levetiracetam.", "Epilepsy", "Y"),
        ("D57.00", "She developed a sickle cell crisis on hospital day 2.", "sickle cell crisis", "N"),
        ("K50.011", "She developed rectal bleeding on hospital day 2.", "rectal bleeding", "N"),
        ("I11.0", "On hospital day 3 she developed heart failure.", "heart failure", "N"),
        ("I11.0", "On hospital day 3 she developed dyspnea from heart failure.", "heart failure", "Y"),
    ],
)
def test_a_code_with_an_acute_part_is_there_on_admission_only_when_that_was(
    code: str, text: str, words: str, letter: str
) -> None:
    found = told(code, text, words)

    assert found.letter == letter
    assert bool(found.question) is (letter == "U")


def test_the_lasting_disease_in_the_history_does_not_answer_for_its_acute_part() -> None:
    note = Note("Past medical history: type 2 diabetes\nHospital course:\nOn hospital day 4 she developed diabetic ketoacidosis.")
    past, course = (
        Evidence(note.text.index(words), note.text.index(words) + len(words), words, section)
        for words, section in (("type 2 diabetes", PAST), ("diabetic ketoacidosis", COURSE))
    )

    def letter(code: str, *evidence: Evidence) -> str:
        return indicator_of(code, "the condition", evidence, lines=lines_of(note), exempt=False).letter

    assert letter("E11.10", past, course) == "N"
    assert letter("J44.1", past) == "U"
    assert letter("E11.9", past) == "Y"


@pytest.mark.parametrize(
    ("listed", "code", "course", "letter"),
    [
        ("Type 2 diabetes with ketoacidosis", "E11.10", "On hospital day 4 she developed diabetic ketoacidosis.", "N"),
        ("Type 2 diabetes with ketoacidosis", "E11.10", "She presented with DKA.", "Y"),
        ("Type 2 diabetes with ketoacidosis", "E11.10", "No DKA was there on admission.", "U"),
        ("COPD with acute exacerbation", "J44.1", "On hospital day 3 she developed a COPD exacerbation.", "N"),
        ("Coronary artery disease with unstable angina", "I25.110", "On hospital day 5 she developed unstable angina.", "N"),
    ],
)
def test_the_acute_part_is_followed_where_its_words_alone_are_another_code(
    listed: str, code: str, course: str, letter: str, icd10cm: Icd10cm
) -> None:
    note = Note(
        f"Past medical history: type 2 diabetes, COPD\nDischarge diagnoses:\n1. Acute cystitis\n2. {listed}\nHospital course:\n{course}"
    )

    stay = diagnoses_of_stay(note, on=date(2026, 5, 1), icd10cm=icd10cm)

    assert {one.suggestion.code: one.poa.letter for one in stay.diagnoses}[code] == letter


AKI, PNEUMONIA, ABSCESS = ("N17.9", "AKI"), ("J18.9", "pneumonia"), ("K57.20", "diverticular abscess")


@pytest.mark.parametrize(
    ("of", "text", "letter"),
    [
        (PNEUMONIA, "An 84 year old woman developed pneumonia on the ward.", "N"),
        (PNEUMONIA, "An 84 year old woman was treated for pneumonia.", "U"),
        (PNEUMONIA, "An 84 year old woman presented with pneumonia.", "Y"),
        (PNEUMONIA, "A woman with known diabetes was treated for pneumonia.", "U"),
        (AKI, "AKI, not documented as present on admission.", "U"),
        (AKI, "AKI was not clearly present on admission.", "U"),
        (AKI, "She presented with vomiting; AKI was not clearly present on admission.", "U"),
        (AKI, "AKI was not present on admission.", "N"),
        (AKI, "AKI was clearly present on admission.", "Y"),
        (AKI, "AKI was present on admission, and pneumonia developed on hospital day 5.", "Y"),
        (PNEUMONIA, "AKI was present on admission, and pneumonia developed on hospital day 5.", "N"),
        (AKI, "AKI was present on admission, pneumonia developed on hospital day 5.", "Y"),
        (PNEUMONIA, "AKI was present on admission, pneumonia developed on hospital day 5.", "N"),
        (AKI, "AKI was present on admission and pneumonia developed on hospital day 5.", "Y"),
        (PNEUMONIA, "AKI was present on admission and pneumonia developed on hospital day 5.", "N"),
        (AKI, "She developed AKI on hospital day 3, but pneumonia was present on admission.", "N"),
        (PNEUMONIA, "She developed AKI on hospital day 3, but pneumonia was present on admission.", "Y"),
        (PNEUMONIA, "AKI was present on admission, and pneumonia was treated.", "U"),
        (AKI, "AKI and pneumonia were present on admission.", "Y"),
        (PNEUMONIA, "AKI and pneumonia were present on admission.", "Y"),
        (PNEUMONIA, "Present on admission: AKI, pneumonia.", "Y"),
        (PNEUMONIA, "AKI (POA), pneumonia.", "U"),
        (PNEUMONIA, "On hospital day 3, she developed AKI and pneumonia.", "N"),
        (PNEUMONIA, "On hospital day 3, the woman developed AKI and then pneumonia.", "N"),
        (PNEUMONIA, "She was treated for pneumonia, which was present on admission.", "Y"),
        (PNEUMONIA, "On admission she had pneumonia, which improved by hospital day 3.", "Y"),
        (PNEUMONIA, "She presented with cough and developed pneumonia on hospital day 3.", "N"),
        (PNEUMONIA, "She presented with cough and was found to have pneumonia.", "Y"),
        (PNEUMONIA, "On hospital day 4 she was found to have pneumonia.", "U"),
        (PNEUMONIA, "On postoperative day 3, the woman, who had been well, developed pneumonia.", "N"),
        (PNEUMONIA, "She had a history of pneumonia.", "Y"),
        (ABSCESS, "On hospital day 2 CT found a diverticular abscess.", "U"),
        (ABSCESS, "A diverticular abscess was diagnosed on hospital day 2.", "U"),
        (ABSCESS, "A diverticular abscess was noted on admission.", "Y"),
        (ABSCESS, "On hospital day 2 she developed a diverticular abscess.", "N"),
    ],
)
def test_only_words_about_the_condition_itself_say_when_it_began(of: tuple[str, str], text: str, letter: str) -> None:
    found = told(of[0], text, of[1])

    assert found.letter == letter
    assert bool(found.question) is (letter == "U")


def test_a_note_that_names_both_answers_is_asked() -> None:
    found = told("N17.9", "AKI was present on admission.\nThe AKI was not present on admission.", "AKI", "AKI was not")

    assert (found.letter, len(found.evidence)) == ("U", 2)
    assert "speaks for both" in found.question


def test_the_words_of_a_later_finding_are_shown_with_the_question() -> None:
    found = told("K57.20", "On hospital day 2 CT found a diverticular abscess.", "diverticular abscess")

    assert [one.words for one in found.evidence] == ["On hospital day 2 CT found"]
    assert "not when it began" in found.why
