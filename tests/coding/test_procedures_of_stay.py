"""Procedures of a stay: the list in the words of clinicians, and codes that only the table in force makes."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from superbill.claims.note import Note
from superbill.codes.pcs import Pcs
from superbill.coding.pcs.find import ProcedureSuggestion, procedures_of_stay
from superbill.coding.pcs.procedures import BEGAN, DURATION, all_procedures, sites
from tests.coding.pcs_tables import open_index, open_tables

DAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def pcs() -> Pcs:
    return open_tables()


def done(text: str, pcs: Pcs | None, *, on: date = DAY) -> tuple[ProcedureSuggestion, ...]:
    return procedures_of_stay(Note(f"Procedures performed:\n{text}"), on=on, pcs=pcs).procedures


def test_the_list_has_at_least_120_procedures_each_once_and_well_formed() -> None:
    listed = all_procedures()

    assert len(listed) >= 120
    assert len({one.name for one in listed}) == len(listed)
    for one in listed:
        assert len(one.table) == 3
        assert one.period.since >= BEGAN
        for rule in one.rules.values():
            values = (
                []
                if rule == DURATION
                else rule.values()
                if isinstance(rule, Mapping)
                else [rule]
                if len(rule) == 1
                else sites(rule).values()
            )
            assert all(len(value) == 1 for value in values), one.name


WRITTEN = [
    ("Laparoscopic cholecystectomy", "0FT44ZZ"),
    ("Open cholecystectomy", "0FT40ZZ"),
    ("The gallbladder was removed through a midline incision", "0FT40ZZ"),
    ("Cholecystectomy", "0FT4"),
    ("Colonoscopy with biopsy of the sigmoid", "0DBN8ZX"),
    ("Colonoscopy with snare polypectomy in the rectum", "0DBP8ZZ"),
    ("Colonoscopy with biopsy", "0DB"),
    ("Mechanical ventilation for 23 hours", "5A1935Z"),
    ("Mechanical ventilation for 24 hours", "5A1945Z"),
    ("Mechanical ventilation for 96 hours", "5A1945Z"),
    ("Mechanical ventilation for 97 hours", "5A1955Z"),
    ("Mechanical ventilation for 5 days", "5A1955Z"),
    ("Mechanical ventilation", "5A19"),
    ("Mechanical ventilation started 2 hours after arrival and continued for 5 days", "5A1955Z"),
    ("Mechanical ventilation started 5 days after arrival and continued for 2 hours", "5A1935Z"),
    ("Mechanical ventilation x 36 hours", "5A1945Z"),
    ("Mechanical ventilation, 36 hours", "5A1945Z"),
    ("Mechanical ventilation for five days", "5A1955Z"),
    ("Mechanical ventilation for 120 hours, that is for 5 days", "5A1955Z"),
    ("Mechanical ventilation for 20 hours and again for 5 days", "5A19"),
    ("Mechanical ventilation, 20 hours or 5 days", "5A19"),
    ("Mechanical ventilation started 2 hours after arrival", "5A19"),
    ("Mechanical thrombectomy of the left internal carotid", "03CL3ZZ"),
    ("Mechanical thrombectomy of the right internal carotid", "03CK3ZZ"),
    ("Mechanical thrombectomy of the left common carotid", "03CJ3ZZ"),
    ("Mechanical thrombectomy of the internal carotid", "03C"),
    ("Mechanical thrombectomy of the left MCA with a stent retriever", "03CG3Z7"),
    ("Mechanical thrombectomy", "03C"),
    ("Incision and drainage of a left neck abscess", "0J950ZZ"),
    ("Incision and drainage of an abscess of the right side of the neck", "0J940ZZ"),
    ("Incision and drainage of a neck abscess", "0J9"),
    ("Incision and drainage of a left neck abscess beside the right shoulder", "0J950ZZ"),
    ("Incision and drainage of an abscess of the back", "0J970ZZ"),
    ("Central line placement, tip in the SVC", "02HV33Z"),
    ("Central line placement", "02H"),
    ("Low transverse cesarean section", "10D00Z1"),
    ("Classical cesarean section", "10D00Z0"),
    ("Cesarean section", "10D00Z"),
    ("Left total hip replacement, ceramic on polyethylene, uncemented", "0SRB04A"),
    ("Total hip replacement", "0SR"),
    ("Right total knee arthroplasty, cemented", "0SRC0J9"),
    ("Hemodialysis", "5A1D70Z"),
    ("Continuous renal replacement therapy", "5A1D90Z"),
    ("Transfusion of two units of packed red blood cells", "30233N1"),
    ("Transfusion of platelets through a central line", "30243R1"),
    ("PCI with one drug-eluting stent to the LAD", "027034Z"),
    ("PCI with two drug-eluting stents to the LAD", "027035Z"),
    ("Bare metal stent", "02703DZ"),
    ("Lumbar puncture", "009U3ZX"),
    ("Therapeutic lumbar puncture", "009U3ZZ"),
    ("Excisional debridement of the buttock down to subcutaneous tissue, open", "0JB90ZZ"),
    ("Right thoracentesis", "0W993ZZ"),
    ("Diagnostic right thoracentesis", "0W993ZX"),
    ("Left chest tube placement", "0W9B30Z"),
    ("Laparoscopic right nephrectomy", "0TT04ZZ"),
]


@pytest.mark.parametrize(("text", "code"), WRITTEN)
def test_words_lead_as_far_as_they_say(text: str, code: str, pcs: Pcs) -> None:
    (one,) = done(text, pcs)

    assert one.code == code
    assert one.is_whole is (len(code) == 7)
    assert bool(one.question) is not one.is_whole
    assert one.is_whole is pcs.is_made(one.code, on=DAY)


def test_what_is_open_is_asked_with_the_choices_of_the_table(pcs: Pcs) -> None:
    (one,) = done("Cholecystectomy", pcs)

    assert one.question == "Removal of the gallbladder: which approach? Open, Percutaneous Endoscopic"
    assert [(choice.value, choice.label) for choice in one.choices] == [("0", "Open"), ("4", "Percutaneous Endoscopic")]


def test_every_character_says_why_it_was_chosen(pcs: Pcs) -> None:
    (one,) = done("Laparoscopic cholecystectomy", pcs)

    assert [step.value for step in one.steps] == list("0FT44ZZ")
    assert "Laparoscopic" in one.steps[4].why


def test_both_sides_are_two_codes_where_the_table_has_none_for_both(pcs: Pcs) -> None:
    assert [one.code for one in done("Bilateral total knee arthroplasty, cemented", pcs)] == ["0SRC0J9", "0SRD0J9"]


def test_a_womb_taken_out_takes_the_cervix_with_it_unless_it_is_said_otherwise(pcs: Pcs) -> None:
    total = done("Laparoscopic total hysterectomy", pcs)
    above = done("Laparoscopic supracervical hysterectomy", pcs)

    assert [one.code for one in total] == ["0UT94ZZ", "0UTC4ZZ"]
    assert [one.code for one in above] == ["0UT94ZL"]


def test_no_code_is_built_before_the_table_is_in_force(pcs: Pcs) -> None:
    first = date(2025, 10, 1)

    (on_the_day,) = done("Laparoscopic cholecystectomy", pcs, on=first)
    (before,) = done("Laparoscopic cholecystectomy", pcs, on=first - timedelta(days=1))

    assert on_the_day.code == "0FT44ZZ"
    assert (before.code, before.question) == ("", "No table 0FT is in force on 2025-09-30.")


def test_no_code_is_built_without_tables() -> None:
    (one,) = done("Laparoscopic cholecystectomy", None)

    assert (one.code, one.is_whole) == ("", False)
    assert "not installed" in one.question


def test_a_procedure_is_not_named_before_its_entry_holds(pcs: Pcs) -> None:
    began = date(2017, 10, 1)

    assert done("Hemodialysis", pcs, on=began - timedelta(days=1)) == ()
    assert [one.name for one in done("Hemodialysis", pcs, on=began)] == ["Dialysis of the blood"]


def test_a_value_that_the_table_lacks_is_never_taken(pcs: Pcs) -> None:
    (one,) = done("Percutaneous cholecystectomy", pcs)

    assert one.code == "0FT4"


@pytest.mark.parametrize(
    ("section", "text", "reason"),
    [
        ("Hospital course", "No lumbar puncture was done.", "negated"),
        ("Hospital course", "She is scheduled for colonoscopy.", "planned"),
        ("Hospital course", "Status post appendectomy.", "historical"),
        ("Past medical history", "Appendectomy.", "past history only"),
    ],
)
def test_what_was_not_done_in_this_stay_is_set_aside(section: str, text: str, reason: str, pcs: Pcs) -> None:
    found = procedures_of_stay(Note(f"{section}: {text}"), on=DAY, pcs=pcs)

    assert found.procedures == ()
    assert found.set_aside[0].reason.startswith(reason)


def test_one_procedure_told_twice_is_one_row_with_both_words(pcs: Pcs) -> None:
    text = "Hospital course: She underwent cholecystectomy.\nProcedures performed: Laparoscopic cholecystectomy"

    (one,) = procedures_of_stay(Note(text), on=DAY, pcs=pcs).procedures

    assert one.code == "0FT44ZZ"
    assert [words.words for words in one.evidence] == ["cholecystectomy", "cholecystectomy"]


def test_a_procedure_that_is_named_is_never_passed_over_for_want_of_a_hint() -> None:
    texts = [text for text, _ in WRITTEN] + [
        "d&c",
        "a-line placement",
        "PORT-A-CATH placement",
        "tPA given",
        "I&D of the abscess",
    ]

    hidden = [
        (one.name, text)
        for text in texts
        for one in all_procedures()
        if one.words.search(text) and one.hints and not any(hint in text.lower() for hint in one.hints)
    ]

    assert hidden == []


def by_index(text: str, pcs: Pcs, *, on: date = DAY) -> list[tuple[str, str, list[str]]]:
    found = procedures_of_stay(Note(f"Procedures performed:\n{text}"), on=on, pcs=pcs, index=open_index())
    return [(one.name, one.code, [choice.value for choice in one.choices]) for one in found.procedures]


def test_what_the_list_does_not_know_is_built_by_way_of_the_index(pcs: Pcs) -> None:
    assert by_index("Open rectectomy", pcs) == [("Rectectomy", "0DBP0ZZ", [])]


def test_where_the_index_leads_to_two_operations_which_one_is_asked(pcs: Pcs) -> None:
    assert by_index("Sigmoidotomy", pcs) == [("Sigmoidotomy", "", ["0DBN", "0DTN"])]


def test_our_own_list_goes_before_the_index(pcs: Pcs) -> None:
    assert by_index("Open appendectomy", pcs) == [("Removal of the appendix", "0DTJ0ZZ", [])]


def test_the_index_is_asked_of_the_day_and_not_for_what_was_not_done(pcs: Pcs) -> None:
    assert by_index("Open rectectomy", pcs, on=date(2025, 9, 30)) == []
    assert by_index("No rectectomy was done", pcs) == []
    assert procedures_of_stay(Note("Hospital course: Rectectomy."), on=DAY, pcs=pcs, index=open_index()).procedures == ()
