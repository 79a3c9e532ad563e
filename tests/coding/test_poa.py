"""Present on admission from the words about a condition: its own clause, its onset, and what nobody said."""

import pytest

from superbill.claims.note import Evidence, Note
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
    assert letter("E11.10", past) == "U"
    assert letter("E11.9", past) == "Y"
