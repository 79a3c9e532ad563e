import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.note import Note
from superbill.places.us.levels.level import WORDS
from superbill.places.us.of_the_day import folded
from superbill.places.us.propose_elements import Proposal
from superbill.places.us.propose_visit import propose_visit


def proposed(text: str, *, place: str = "") -> dict[str, Proposal]:
    return {one.column: one for one in propose_visit(Note(text), place=place)}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Total time 42 minutes.", 42),
        ("Total time: 42 min", 42),
        ("Total time spent on the date of this encounter: 42 minutes.", 42),
        ("I spent 35 minutes with the patient and in the chart.", 35),
        ("I personally spent a total of 55 minutes today.", 55),
        ("The attending spent 61 minutes.", 61),
        ("35 minutes were spent on this visit.", 35),
        ("40 minutes of total time was spent.", 40),
        ("Time spent reviewing, examining and writing: 31 minutes.", 31),
        ("Critical care time: 45 minutes.", 45),
        ("Time in: 9:05, time out: 9:40", 35),
        ("Time in 11:50 AM, out 12:25 PM", 35),
        ("Start time 14:00, end time 14:45.", 45),
        ("I spent 35 minutes. Total time 35 minutes.", 35),
        ("Total time: 1 hour 15 minutes.", 75),
        ("Total time 1 hour and 5 minutes", 65),
        ("Total critical care time: 1 hr 40 min", 100),
        ("I spent one hour with the patient.", 60),
        ("Total time: 1.5 hours", 90),
        ("2 hours, 10 minutes were spent on this visit.", 130),
        ("Time spent within 2 hours of arrival: 30 minutes.", 30),
    ],
)
def test_minutes_that_the_clinician_says_are_proposed_with_their_words(text: str, minutes: int) -> None:
    found = proposed(text)["time"]

    assert (found.element, found.count) == ("minutes", minutes)
    (words,) = found.evidence
    assert text[words.start : words.end] == words.words


@pytest.mark.parametrize(
    "text",
    [
        "Ice the knee for 15 minutes.",
        "The patient rides a bike for 45 minutes.",
        "Chest pain lasted 20 minutes.",
        "I spent 10 minutes on smoking cessation.",
        "The nurse spent 20 minutes teaching.",
        "Total time of the procedure 30 minutes.",
        "Total operative time 90 minutes.",
        "Total time 30 minutes. Later: total time 40 minutes.",
        "Time in: 25:05, time out: 26:40",
        "Time in: 9:40, time out: 9:05",
        "Total time ___ minutes",
        "Total time 999 minutes.",
        "Total time: 24 hours.",
        "Total time of the procedure 1 hour 15 minutes.",
        "",
    ],
)
def test_other_minutes_and_totals_that_differ_are_not(text: str) -> None:
    assert "time" not in proposed(text)


@pytest.mark.parametrize(
    ("text", "place", "family"),
    [
        ("Follow-up of hypertension.", "11", "office"),
        ("Follow-up of hypertension.", "", "office"),
        ("Seen today, doing better.", "21", "hospital_subsequent"),
        ("Will be admitted for chest pain.", "21", "hospital_initial"),
        ("Placed in observation.", "22", "hospital_initial"),
        ("She was admitted to the hospital last year.", "11", "office"),
        ("DISCHARGE SUMMARY\nHospital course: better.", "21", "hospital_discharge"),
        ("Discharge summary. Better.", "", "hospital_discharge"),
        ("Discharge medications: none.", "11", "office"),
        ("She was discharged home last week.", "", "office"),
        ("HOSPITAL COURSE:\nBetter.", "", "hospital_discharge"),
        ("ED course: given fluids.", "23", "emergency"),
        ("Chest pain.", "23", "emergency"),
        ("Consultation requested by the surgeon.", "21", "consult_hospital"),
        ("Thank you for this interesting consult.", "11", "consult_office"),
        ("Doing well in the facility.", "32", "nursing_subsequent"),
        ("Admission note.", "31", "nursing_initial"),
        ("Discharged home.", "31", "nursing_discharge"),
        ("Seen in his kitchen.", "12", "home"),
        ("Seen in her room.", "13", "home"),
        ("Critical care time: 40 minutes.", "21", "critical_care"),
        ("Annual physical.", "11", "preventive"),
        ("Cough. " * 80 + "Return for the annual physical.", "11", "office"),
        ("Video visit for a rash.", "10", "office"),
        ("Critical Care Time: None", "23", "emergency"),
        ("Critical care time: 0 minutes", "23", "emergency"),
        ("Critical Care Time: None. Total time: 30 minutes.", "23", "emergency"),
        ("No critical care was provided.", "23", "emergency"),
        ("No critical care was provided. I spent 35 minutes.", "23", "emergency"),
        ("Critical care services were not required. I spent 35 minutes.", "21", "hospital_subsequent"),
        ("Critical care was provided.", "21", "hospital_subsequent"),
        ("Critical care was provided. Total time 45 minutes.", "21", "critical_care"),
        ("Total critical care time: 1 hr 40 min", "23", "critical_care"),
        ("If worse, critical care services for 30 minutes.", "21", "hospital_subsequent"),
        ("She was admitted to the hospital last month.", "21", "hospital_subsequent"),
        ("She was admitted to the hospital 3 days ago.", "21", "hospital_subsequent"),
        ("She was not admitted to the hospital.", "21", "hospital_subsequent"),
        ("She was previously admitted to the hospital.", "21", "hospital_subsequent"),
        ("She denies pain and was admitted to medicine.", "21", "hospital_initial"),
        ("She denies pain and was not admitted to medicine.", "21", "hospital_subsequent"),
        ("Man with a history of COPD admitted to the floor for dyspnea.", "21", "hospital_initial"),
        ("Plan: admit to medicine.", "21", "hospital_initial"),
        ("Hospital course reviewed from outside hospital.", "21", "hospital_subsequent"),
        ("Reviewed the discharge summary.", "", "office"),
        ("Discharge summary from the outside hospital reviewed.", "", "office"),
        ("Hospital course: better on antibiotics.", "21", "hospital_discharge"),
        ("Will be discharged home tomorrow.", "21", "hospital_subsequent"),
        ("Discharged home today.", "21", "hospital_discharge"),
        ("I reviewed the consult note from cardiology.", "21", "hospital_subsequent"),
        ("Consult note from cardiology: continue heparin.", "21", "hospital_subsequent"),
        ("Cardiology consult note.", "21", "consult_hospital"),
        ("Will see at annual physical next month.", "11", "office"),
        ("Here for her annual physical.", "11", "preventive"),
        ("Due for annual wellness visit.", "11", "office"),
        ("Declines a wellness visit. Cough.", "11", "office"),
        ("Here after an emergency department visit.", "", "office"),
        ("Emergency department visit for chest pain.", "", "emergency"),
    ],
)
def test_the_family_follows_the_words_where_the_place_lets_them(text: str, place: str, family: str) -> None:
    found = proposed(text, place=place)["family"]

    assert found.element == family
    assert found.why


@pytest.mark.parametrize(
    ("text", "place", "how"),
    [
        ("Video visit for a rash.", "10", "video"),
        ("Seen by telehealth.", "02", "video"),
        ("Audio-only visit.", "10", "audio"),
        ("Telephone visit.", "", "audio"),
        ("Rash.", "10", "video"),
        ("Rash.", "11", None),
        ("Asks whether a telehealth visit is possible.", "11", None),
        ("Asks whether a telehealth visit is possible.", "", None),
        ("Will follow up by video visit in 2 weeks.", "11", None),
        ("Follow-up by video visit in 2 weeks.", "11", None),
        ("Video visit in 2 weeks.", "11", None),
        ("Had a video visit last week.", "11", None),
        ("No video visit was possible.", "11", None),
        ("Video visit today. Will follow up by telephone visit in 2 weeks.", "", "video"),
        ("Video visit for follow-up of gout.", "11", "video"),
        ("Telephone visit next week.", "", None),
        ("Seen for follow-up of diabetes by video.", "10", "video"),
        ("Seen for follow-up of diabetes by video.", "", "video"),
        ("Follow-up of a video visit.", "", None),
        ("Scheduled video visit for a recent cough.", "", "video"),
    ],
)
def test_how_the_patient_was_seen_follows_words_and_place(text: str, place: str, how: str | None) -> None:
    found = proposed(text, place=place).get("how")

    assert (found.element if found else None) == how


@given(st.text(alphabet="totalimespnxc 0123456789:.\nI", max_size=200), st.sampled_from(["", "11", "21", "23", "31", "99"]))
def test_any_text_proposes_one_known_family_and_words_that_stand_there(text: str, place: str) -> None:
    found = propose_visit(Note(text), place=place)

    assert found[0].column == "family"
    assert found[0].element in WORDS
    assert all(text[words.start : words.end] == words.words for one in found for words in one.evidence)


@pytest.mark.parametrize("letter", ["\u017f", "\u0131", "\u0130", "\u212a"])
def test_folded_text_keeps_every_letter_in_its_place_and_is_small_as_patterns_take_it(letter: str) -> None:
    plain = {"\u017f": "s", "\u0131": "i", "\u0130": "i", "\u212a": "k"}[letter]

    low = folded(f"A {letter}B")

    assert low == f"a {plain}b"
    assert re.fullmatch(low, f"A {letter}B", re.IGNORECASE)


def test_words_that_only_regard_no_case_find_the_minutes_too() -> None:
    (time,) = [one for one in propose_visit(Note("TOTAL T\u0130ME 42 M\u0130NUTES.")) if one.column == "time"]

    assert time.count == 42
