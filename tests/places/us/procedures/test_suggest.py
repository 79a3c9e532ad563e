"""Services suggested from notes: a set that was made by hand, and the rules one by one."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from superbill.claims.note import Note
from superbill.coding.procedures.service import ServicesFound
from superbill.places.us.procedures.suggest import Setting, is_of_a_visit, suggest_services, table

DAY = date(2026, 9, 8)
NOTES = Path(__file__).with_name("notes.jsonl")
SHOWN = 50
"""Percent from which a suggestion counts for the set; what is less sure is asked."""


def found(
    text: str,
    *,
    on: date = DAY,
    medicare: bool = False,
    place: str = "11",
    valid: Callable[[str], bool | None] = lambda code: None,
) -> ServicesFound:
    return suggest_services(Note(text), Setting(on, medicare, place), valid=valid)


def units(text: str, *, on: date = DAY, medicare: bool = False, place: str = "11") -> dict[str, int]:
    return {one.code: one.units for one in found(text, on=on, medicare=medicare, place=place).suggested}


def gaps(text: str) -> set[str]:
    return {gap for one in found(text).suggested for gap in one.gaps}


def judged(name: str) -> tuple[int, int, int, int]:
    """Of a set: suggestions that are right, all of them, services that were wanted, and right ones with other units."""
    right = suggested = wanted = off = 0
    for line in NOTES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["set"] != name:
            continue
        expected: Mapping[str, int] = case["services"]
        result = found(case["text"], medicare=case["payer"] == "MB", place=case["place"])
        got = {one.code: one.units for one in result.suggested if one.confidence >= SHOWN}
        both = got.keys() & expected.keys()
        right, suggested, wanted = right + len(both), suggested + len(got), wanted + len(expected)
        off += sum(got[code] != expected[code] for code in both)
    return right, suggested, wanted, off


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_the_set_made_by_hand_is_found_with_its_units_and_hardly_anything_else(name: str) -> None:
    right, suggested, wanted, off = judged(name)

    assert wanted >= 35
    assert right / suggested >= 0.95
    assert right / wanted >= 0.95
    assert off == 0


def test_every_suggestion_has_words_that_stand_in_the_note() -> None:
    texts = [json.loads(line)["text"] for line in NOTES.read_text(encoding="utf-8").splitlines()]

    spans = [(text, span) for text in texts for one in found(text).suggested for span in one.evidence]

    assert len(spans) > 100
    assert all(text[span.start : span.end] == span.words for text, span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "ECG", "PROCEDURE:", "x" * 5000, "İİİ rapid strep positive İ", "PROCEDURE: 999999999 cm laceration repaired " * 20,
        "in 30 days. x x x 3 3 3 wart warts frozen frozen",
    ],
)  # fmt: skip
def test_no_text_is_too_strange(text: str) -> None:
    result = found(text)

    assert all(text[span.start : span.end] == span.words for one in result.suggested for span in one.evidence)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PROCEDURE: 2.5 cm laceration of the left arm sutured.", "12001"),
        ("PROCEDURE: 2.6 cm laceration of the left arm sutured.", "12002"),
        ("PROCEDURE: 7.5 cm laceration of the left arm sutured.", "12002"),
        ("PROCEDURE: 7.6 cm laceration of the left arm sutured.", "12004"),
        ("PROCEDURE: 25 mm laceration of the lip sutured.", "12011"),
        ("PROCEDURE: 26 mm laceration of the lip sutured.", "12013"),
        ("PROCEDURE: 1 inch laceration of the lip sutured.", "12013"),
    ],
)
def test_the_length_and_the_place_choose_the_repair(text: str, code: str) -> None:
    suggested = units(text)

    assert suggested == {code: 1}


def test_lengths_in_one_group_of_places_are_added_and_those_of_another_are_not() -> None:
    text = "PROCEDURE: 2 cm laceration of the scalp sutured. 1 cm laceration of the left hand sutured. 2 cm laceration of the chin sutured."

    suggested = units(text)

    assert suggested == {"12002": 1, "12011": 1}


def test_where_the_length_is_missing_the_least_code_stands_with_the_question() -> None:
    (one,) = found("PROCEDURE: Laceration of the left arm was sutured.").suggested

    assert one.code == "12001"
    assert one.gaps == ("How long was the wound, in cm?",)
    assert one.confidence < found("PROCEDURE: 2 cm laceration of the left arm was sutured.").suggested[0].confidence


@pytest.mark.parametrize(
    ("count", "expected"), [(1, {"17000": 1}), (2, {"17000": 1, "17003": 1}), (14, {"17000": 1, "17003": 13}), (15, {"17004": 1})]
)
def test_destroyed_spots_are_counted_to_fourteen_and_from_fifteen_are_one_code(count: int, expected: dict[str, int]) -> None:
    suggested = units(f"PROCEDURE: {count} actinic keratoses treated with liquid nitrogen.")

    assert suggested == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uncomplicated abscess: simple I&D performed.", {"10060": 1}),
        ("Complicated abscess: I&D performed.", {"10061": 1}),
        ("I&D of the abscess performed, no loculations, no packing.", {"10060": 1}),
        ("I&D of the abscess performed. No loculations, packing, or drain placed.", {"10060": 1}),
        ("I&D of the abscess performed. Packing was not needed.", {"10060": 1}),
        ("I&D of the abscess performed, no loculations, but packed with gauze.", {"10061": 1}),
        ("I&D of the multiloculated abscess performed.", {"10061": 1}),
        ("Epistaxis cauterized with silver nitrate, no posterior bleeding.", {"30901": 1}),
        ("Epistaxis packed with a rhino rocket.", {"30903": 1}),
        ("Right knee injected with 40 mg Kenalog without ultrasound guidance.", {"20610": 1, "J3301": 4}),
        ("Right knee injected without ultrasound guidance with 40 mg Kenalog.", {"20610": 1, "J3301": 4}),
        ("Right knee injected with 40 mg Kenalog under ultrasound guidance.", {"20611": 1, "J3301": 4}),
        ("Impacted cerumen removed by lavage. No instruments used.", {"69209": 1}),
        ("Impacted cerumen removed with a curette.", {"69210": 1}),
        ("AKs on the scalp treated with liquid nitrogen.", {"17000": 1}),
        ("AKs on the scalp treated with liquid nitrogen x 4.", {"17000": 1, "17003": 3}),
        ("AKs on the scalp treated with liquid nitrogen x 4. Tolerated well.", {"17000": 1, "17003": 3}),
        ("AKs on the scalp treated with liquid nitrogen x 15.", {"17004": 1}),
    ],
)
def test_the_words_that_choose_a_code_hold_where_they_are_not_denied(text: str, expected: dict[str, int]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(3, {}), (4, {"99406": 1}), (10, {"99406": 1}), (11, {"99407": 1})])
def test_tobacco_counselling_counts_from_more_than_three_minutes(minutes: int, expected: dict[str, int]) -> None:
    suggested = units(f"PLAN: Tobacco cessation counseling, {minutes} minutes.")

    assert suggested == expected


@pytest.mark.parametrize(
    ("minutes", "code"), [(15, None), (16, "90832"), (37, "90832"), (38, "90834"), (52, "90834"), (53, "90837")]
)
def test_psychotherapy_is_chosen_by_its_minutes(minutes: int, code: str | None) -> None:
    suggested = units(f"Individual psychotherapy, {minutes} minutes.")

    assert suggested == ({code: 1} if code else {})


@pytest.mark.parametrize(
    "text",
    [
        "PLAN: Order ECG.", "PLAN: Will schedule spirometry.", "HPI: Had an ECG done last year.", "PMH: knee injection 2023.", "PLAN: Consider I&D if no better.",
        "PLAN: Flu shot declined.", "No nebulizer treatment was given.", "ECG performed by cardiology.", "INSTRUCTIONS: Rapid strep test can be done in the clinic.",
        "FAMILY HISTORY: mother had a skin biopsy done.", "PLAN: Return for wart cryotherapy.", "CC: here for ear wax removal",
        "PLAN: Discussed I&D of the abscess; patient refused.", "RESULTS: Most recent A1c 7.2%.", "PLAN: Ceftriaxone 500 mg IM if fever.",
        "PLAN: Prednisone 40 mg daily, albuterol nebulizer every 4 hours at home.",
    ],
)  # fmt: skip
def test_what_is_not_done_here_and_now_is_not_suggested(text: str) -> None:
    result = found(text)

    assert result.suggested == ()


@pytest.mark.parametrize(
    "text",
    [
        "Received flu shot at work.", "Received flu shot this season.", "Flu shot administered 10/3 at CVS.",
        "Got a cortisone injection in the right knee from ortho.", "Patient states her IUD was removed.", "Used nebulizer this morning without relief.",
        "Seen at urgent care where rapid strep was positive.", "Labs drawn at Quest.", "Sling provided in ED.", "Foley placed by urology.",
        "Plan: Ceftriaxone 500 mg IM x1", "PLAN: Ceftriaxone 500 mg IM x 1 at next visit.", "PLAN: Toradol 30 mg IM deltoid.",
        "Stool guaiac: 3 cards given for home.", "Insulin 10 units daily. Ultrasound for gallstones reviewed, 30 minutes total.",
        "Physical therapy helps.\nPLAN:\n- Ultrasound for gallstones done, 30 minutes total.",
    ],
)  # fmt: skip
def test_what_others_did_or_will_do_is_not_suggested(text: str) -> None:
    result = found(text)

    assert result.suggested == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Flu shot given today, 10/3.", "90656"),
        ("Cortisone injection given in the right knee.", "20610"),
        ("Her IUD was removed without difficulty.", "58301"),
        ("Patient reports knee pain and the right knee was injected with 40 mg Kenalog.", "20610"),
        ("Injected both shoulders with Depo-Medrol 40 mg each.", "20610"),
        ("Nebulizer treatment given this morning with relief.", "94640"),
        ("Used liquid nitrogen on 3 warts, frozen twice.", "17110"),
        ("PROCEDURE: 2 cm laceration repair of the left hand, injured at work.", "12001"),
        ("Seen at urgent care last week. Rapid strep positive today.", "87880"),
        ("Labs drawn and sent to Quest.", "36415"),
        ("Sling provided.", "A4565"),
        ("Foley placed by nursing.", "51702"),
        ("PLAN: Ceftriaxone 500 mg IM x1 given.", "J0696"),
        ("PLAN: Ceftriaxone 500 mg IM x1 today.", "J0696"),
        ("Physical therapy: ultrasound for 10 minutes to the left shoulder.", "97035"),
        ("Physical therapy.\nTherapeutic exercise 20 minutes.\nUltrasound x 10 minutes.", "97035"),
    ],
)
def test_the_like_of_it_that_was_done_here_is(text: str, code: str) -> None:
    assert code in units(text)


def test_what_is_named_and_not_done_is_told_with_its_reason() -> None:
    (aside,) = found("PLAN: Will order spirometry.").aside

    assert (aside.name, aside.evidence.words) == ("breathing test", "spirometry")
    assert aside.reason.startswith("not done yet")


def test_what_is_planned_for_today_is_asked() -> None:
    (one,) = found("PLAN: We will perform a rapid strep test today.").suggested

    assert one.gaps == ("The note plans it for today: was it done?",)
    assert one.confidence < SHOWN


def test_a_facility_keeps_the_tracing_and_the_clinician_the_reading() -> None:
    text = "DATA: ECG performed today, sinus rhythm."

    assert (units(text), units(text, place="22")) == ({"93000": 1}, {"93010": 1})


@pytest.mark.parametrize("place", ["19", "21", "22", "23", "24"])
def test_drugs_supplies_tests_and_giving_are_the_facility_s_to_bill(place: str) -> None:
    text = (
        "PROCEDURE: 2 cm laceration of the left arm sutured. Toradol 30 mg IM given. Tdap given IM. Rapid strep positive. "
        "Labs drawn. Nebulizer treatment given. Sling provided."
    )

    result = found(text, place=place)

    assert [one.code for one in result.suggested] == ["12001"]
    assert len([one for one in result.aside if f"in place {place} the facility bills it" in one.reason]) >= 6
    assert {"J1885", "96372", "90715", "90471", "87880", "36415", "94640", "A4565"} <= units(text).keys()


def test_what_the_clinician_does_in_a_facility_stays() -> None:
    text = "Pap smear collected. Individual psychotherapy, 45 minutes."

    assert units(text, medicare=True, place="22") == {"Q0091": 1, "90834": 1}


def test_a_code_that_is_not_in_force_is_not_suggested() -> None:
    text = "PROCEDURE: Rapid strep positive. ECG performed."

    suggested = found(text, valid=lambda code: code != "87880").suggested

    assert [one.code for one in suggested] == ["93000"]


def test_the_day_chooses_the_code_of_a_drug() -> None:
    text = "PROCEDURE: Solu-Medrol 125 mg IM given. Depo-Medrol 80 mg IM given."

    assert units(text, on=date(2024, 4, 1)) == {"J2919": 25, "J1010": 80, "96372": 2}
    assert units(text, on=date(2024, 3, 31)) == {"J1030": 2, "96372": 1}


@pytest.mark.parametrize(
    ("text", "medicare", "expected"),
    [
        ("Flu shot and Pneumovax given today.", True, {"90656": 1, "90732": 1, "G0008": 1, "G0009": 1}),
        ("Flu shot and Pneumovax given today.", False, {"90656": 1, "90732": 1, "90471": 1, "90472": 1}),
        ("Rotateq given by mouth today.", False, {"90680": 1, "90473": 1}),
        ("Tdap IM and Rotateq by mouth given today.", False, {"90715": 1, "90680": 1, "90471": 1, "90474": 1}),
        ("COVID-19 vaccine given today.", True, {"90480": 1}),
        ("Hepatitis B titer checked today.", False, {}),
        ("Rapid flu test negative.", False, {"87804": 2}),
    ],
)
def test_vaccines_are_given_as_the_payer_wants_it(text: str, medicare: bool, expected: dict[str, int]) -> None:
    suggested = units(text, medicare=medicare)

    assert suggested == expected


def test_visits_are_never_suggested() -> None:
    codes = {choice.code for row in table().rows for choice in (*row.codes, *row.more)}

    assert len(codes) > 250
    assert [code for code in codes if is_of_a_visit(code)] == []
    assert is_of_a_visit("99214") and is_of_a_visit("G2211") and is_of_a_visit("98005")


def test_the_names_of_services_are_our_own_and_each_stands_once() -> None:
    names = [row.name for row in table().rows]

    assert len(set(names)) == len(names) > 140
    assert all(row.source for row in table().rows)
