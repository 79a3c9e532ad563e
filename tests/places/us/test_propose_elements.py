import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.suggest import suggest
from superbill.places.us.levels.level import level_of
from superbill.places.us.levels.visit import Encounter
from superbill.places.us.propose_elements import Proposal, elements_of, propose_elements

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "src/superbill/sandbox/notes"
DAY = date(2026, 9, 8)


@pytest.fixture(scope="module")
def icd10cm(code_tables: Path) -> Iterator[Icd10cm]:
    with closing(sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True)) as db:
        yield Icd10cm(db)


def proposed(note: Note, icd10cm: Icd10cm) -> tuple[Proposal, ...]:
    return propose_elements(note, suggest(note, on=DAY, icd10cm=icd10cm))


def code_of(proposals: tuple[Proposal, ...]) -> str:
    problems, data, risk = elements_of(proposals)
    return level_of(Encounter(DAY), problems=problems, data=data, risk=risk).code


def counts(text: str, icd10cm: Icd10cm) -> dict[str, int]:
    return {one.element: one.count for one in proposed(Note(text), icd10cm)}


def test_the_example_visit_proposes_what_its_words_say(icd10cm: Icd10cm) -> None:
    note = Note((ROOT / "examples/visit/note.txt").read_text(encoding="utf-8"))

    proposals = proposed(note, icd10cm)

    assert {one.element: one.count for one in proposals} == {
        "chronic_worse": 2, "undiagnosed_new": 1, "tests_ordered": 3, "prescription_drugs": 2, "over_the_counter_drugs": 1,
    }  # fmt: skip
    assert all(note.text[words.start : words.end] == words.words for one in proposals for words in one.evidence)
    assert code_of(proposals) == "99214"


def test_the_problem_that_the_days_procedure_treats_is_not_counted_again(icd10cm: Icd10cm) -> None:
    note = Note((DEMO / "right-knee-injection.txt").read_text(encoding="utf-8"))

    proposals = proposed(note, icd10cm)

    assert [(one.element, one.count) for one in proposals if one.column == "problems"] == [("stable_chronic", 1)]
    assert code_of(proposals) == "99213"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASSESSMENT: Hypertension, at goal. Continue lisinopril.", {"stable_chronic": 1, "prescription_drugs": 1}),
        ("ASSESSMENT: Hypertension, above goal. Increase lisinopril.", {"chronic_worse": 1, "prescription_drugs": 1}),
        ("ASSESSMENT: Acute bronchitis. Ibuprofen.", {"acute_uncomplicated": 1, "over_the_counter_drugs": 1}),
        ("ASSESSMENT: Fatigue of unclear cause. CBC and TSH ordered.", {"undiagnosed_new": 1, "tests_ordered": 2}),
        (
            "DATA: LDL 90, TSH 2.0\nASSESSMENT: Hyperlipidemia. Repeat TSH.",
            {"stable_chronic": 1, "tests_ordered": 1, "results_reviewed": 1},
        ),
        ("ASSESSMENT: Migraine. No MRI ordered.", {"stable_chronic": 1}),
        ("HPI: History given by the mother.\nASSESSMENT: Croup.", {"acute_uncomplicated": 1, "independent_historian": 1}),
        ("ASSESSMENT: Likely hypertension. Possible type 2 diabetes.", {}),
        ("ASSESSMENT: Former smoker.", {}),
        ("The weather was discussed.", {}),
    ],
)
def test_words_propose_their_elements(icd10cm: Icd10cm, text: str, expected: dict[str, int]) -> None:
    assert counts(text, icd10cm) == expected


@pytest.mark.parametrize(
    ("text", "element", "count"),
    [
        ("DATA: I personally reviewed the EKG.", "independent_interpretation", 1),
        ("DATA: Chest x-ray, my interpretation: clear.", "independent_interpretation", 1),
        ("DATA: I reviewed the radiology report of the x-ray.", "independent_interpretation", 0),
        ("PLAN: Reviewed outside records and the discharge summary.", "external_notes", 1),
        ("PLAN: Reviewed outside records. Reviewed the discharge summary.", "external_notes", 2),
        ("PLAN: Reviewed outside records. Reviewed more outside notes.", "external_notes", 1),
        ("PLAN: Reviewed her diary.", "external_notes", 0),
        ("PLAN: Discussed management with the on-call cardiologist.", "discussion_with_external", 1),
        ("PLAN: Case discussed with Dr. Okafor.", "discussion_with_external", 1),
        ("PLAN: Discussed with the patient and her daughter.", "discussion_with_external", 0),
        ("PLAN: Will be admitted for chest pain.", "hospital_care", 1),
        ("PLAN: Sent to the emergency department.", "hospital_care", 1),
        ("PLAN: No need to be admitted to the hospital.", "hospital_care", 0),
        ("PLAN: She was admitted to the hospital last year.", "hospital_care", 0),
        ("PAST MEDICAL HISTORY: Admitted for pneumonia.", "hospital_care", 0),
        ("PLAN: Morphine 4 mg IV given.", "parenteral_controlled_substance", 1),
        ("PLAN: Morphine 15 mg by mouth.", "parenteral_controlled_substance", 0),
        ("PLAN: No IV morphine.", "parenteral_controlled_substance", 0),
    ],
)
def test_words_of_hospital_and_emergency_notes_propose_their_elements(
    icd10cm: Icd10cm, text: str, element: str, count: int
) -> None:
    assert counts(text, icd10cm).get(element, 0) == count


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Essential hypertension, at goal, no side effects. Continue lisinopril 10 mg.", "stable_chronic"),
        ("Essential hypertension, above goal, no side effects. Increase lisinopril to 20 mg.", "chronic_worse"),
        ("Essential hypertension, no chest pain, above goal today.", "chronic_worse"),
        ("Essential hypertension. Increase lisinopril if above goal at home.", "stable_chronic"),
        ("Essential hypertension, not at goal.", "chronic_worse"),
        ("Essential hypertension, no longer uncontrolled.", "stable_chronic"),
        ("Essential hypertension. Cough due to side effects of lisinopril.", "chronic_worse"),
        ("COPD without exacerbation. Continue albuterol.", "stable_chronic"),
        ("COPD, no recent exacerbation or flare.", "stable_chronic"),
        ("COPD with exacerbation. Continue albuterol.", "chronic_worse"),
        ("Hypothyroidism, stable. Return if symptoms worsening.", "stable_chronic"),
        ("Hypothyroidism, stable. Call for worsening fatigue.", "stable_chronic"),
        ("Hypothyroidism, symptoms worsening.", "chronic_worse"),
        ("Hypothyroidism, stable. She returned today as asked.", "stable_chronic"),
        ("Gout, stable. Failed to bring his log.", "stable_chronic"),
        ("Migraine, failed preventive therapy.", "chronic_worse"),
        ("Type 2 diabetes, stable. No hyperglycemia.", "stable_chronic"),
        ("Type 2 diabetes, persistent hyperglycemia.", "chronic_worse"),
        ("Knee osteoarthritis, denies swelling, worsening.", "stable_chronic"),
        ("Glaucoma, stable, drops to slow progression.", "stable_chronic"),
    ],
)  # fmt: skip
def test_a_chronic_problem_is_worse_where_the_words_say_so_of_now(icd10cm: Icd10cm, text: str, kind: str) -> None:
    found = counts(f"ASSESSMENT: {text}", icd10cm)

    assert {name for name in found if name in ("stable_chronic", "chronic_worse")} == {kind}


def test_a_drug_that_is_continued_for_one_stable_problem_is_low(icd10cm: Icd10cm) -> None:
    note = Note("ASSESSMENT: Essential hypertension, at goal, no side effects. Continue lisinopril 10 mg.")

    assert code_of(proposed(note, icd10cm)) == "99213"


@pytest.mark.parametrize(
    ("text", "is_counted"),
    [
        ("Discussed with cardiology.", True),
        ("Management was discussed with cardiology today.", True),
        ("Will discuss with cardiology.", False),
        ("To be discussed with cardiology tomorrow.", False),
        ("Case to be discussed with the surgeon.", False),
        ("Will be discussed with cardiology.", False),
        ("Discussed with cardiology last month.", False),
        ("Spoke to the family and discussed with cardiology.", True),
        ("Not discussed with cardiology.", False),
    ],
)
def test_a_talk_that_is_still_to_come_is_none(icd10cm: Icd10cm, text: str, is_counted: bool) -> None:
    assert ("discussion_with_external" in counts(f"PLAN: {text}", icd10cm)) is is_counted


def test_ticked_elements_become_a_yes(icd10cm: Icd10cm) -> None:
    proposals = proposed(
        Note("DATA: I personally reviewed the EKG.\nPLAN: Discussed with Dr. Okafor. Will be admitted for sepsis."), icd10cm
    )

    _, data, risk = elements_of(proposals)

    assert (data.independent_interpretation, data.discussion_with_external, risk.hospital_care) == (True, True, True)


def test_a_test_that_is_ordered_is_not_counted_again_for_its_result(icd10cm: Icd10cm) -> None:
    found = counts("DATA: A1c 9.1\nASSESSMENT: Type 2 diabetes. Repeat A1c.", icd10cm)

    assert found["tests_ordered"] == 1
    assert "results_reviewed" not in found


def test_nothing_is_proposed_that_rests_on_judgement(icd10cm: Icd10cm) -> None:
    paths = [ROOT / "examples/visit/note.txt", *DEMO.glob("*.txt")]

    elements = {one.element for path in paths for one in proposed(Note(path.read_text(encoding="utf-8")), icd10cm)}

    assert elements.isdisjoint(
        {"threat_to_life", "social_determinants", "hospital_care", "discussion_with_external", "toxicity_monitoring"}
    )
