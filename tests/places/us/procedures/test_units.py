"""Units: of doses, of minutes by both rules, and of what was discarded."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.note import Note
from superbill.coding.procedures.service import SuggestedService
from superbill.places.us.procedures.drugs import suggest_drugs
from superbill.places.us.procedures.suggest import Setting, suggest_services
from superbill.places.us.procedures.units import (
    dose_in,
    edges_of_units,
    units_by_eight_minutes,
    units_by_midpoint,
    units_of_dose,
    units_of_waste,
)

DAY = date(2026, 9, 8)


def drugs(text: str, *, medicare: bool = True, on: date = DAY) -> tuple[SuggestedService, ...]:
    return suggest_drugs(Note(text), on=on, medicare=medicare, valid=lambda code: None).suggested


@pytest.mark.parametrize(
    ("dose", "of", "units"),
    [("60", "15", 4), ("61", "15", 5), ("15", "15", 1), ("1", "15", 1), ("0.3", "0.1", 3), ("0.31", "0.1", 4)],
)
def test_a_begun_unit_counts_whole(dose: str, of: str, units: int) -> None:
    assert units_of_dose(Decimal(dose), of=Decimal(of)) == units


@pytest.mark.parametrize(
    ("amount", "unit", "of", "told"),
    [
        ("1", "g", "mg", "1000"),
        ("1000", "mcg", "mg", "1"),
        ("1.2", "million units", "units", "1200000"),
        ("2", "ml", "mg", None),
        ("5", "units", "mg", None),
    ],
)
def test_doses_are_converted_only_where_no_strength_is_needed(amount: str, unit: str, of: str, told: str | None) -> None:
    assert dose_in(Decimal(amount), unit, of=of) == (Decimal(told) if told else None)


@given(st.decimals("0.1", "500", places=1), st.decimals("0.1", "500", places=1), st.sampled_from(["0.1", "1", "10", "15"]))
def test_given_and_discarded_are_together_never_more_than_the_container(dose: Decimal, wasted: Decimal, of: str) -> None:
    container = dose + wasted

    together = units_of_dose(dose, of=Decimal(of)) + units_of_waste(dose, container, of=Decimal(of))

    assert together == units_of_dose(container, of=Decimal(of))


@pytest.mark.parametrize(
    ("minutes", "units"),
    [(7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3), (53, 4), (67, 4), (68, 5), (82, 5), (83, 6)],
)
def test_the_edges_of_the_table_of_the_manual(minutes: int, units: int) -> None:
    """Medicare Claims Processing Manual, chapter 5, section 20.2."""
    assert units_by_eight_minutes({"97110": minutes}).get("97110", 0) == units
    assert units_by_midpoint({"97110": minutes}).get("97110", 0) == units


def test_the_table_of_the_manual_is_told() -> None:
    assert edges_of_units(3) == ((8, 22), (23, 37), (38, 52))


@pytest.mark.parametrize(
    ("minutes", "medicare", "midpoint"),
    [
        ({"97112": 24, "97110": 23}, {"97112": 2, "97110": 1}, {"97112": 2, "97110": 2}),  # 47 minutes: three units
        ({"97112": 20, "97110": 20}, {"97112": 2, "97110": 1}, {"97112": 1, "97110": 1}),  # 40: three, the first of equals has more
        ({"97110": 33, "97140": 7}, {"97110": 2, "97140": 1}, {"97110": 2}),  # 40: three, the rest of 7 is the larger
        ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, {"97110": 1, "97140": 1, "97116": 1}, {"97110": 1, "97140": 1, "97116": 1, "97035": 1}),  # 49
        ({"97110": 7, "97112": 7, "97140": 7}, {"97110": 1}, {}),  # 21: one
        ({"97110": 7}, {}, {}),
    ],
)  # fmt: skip
def test_the_examples_of_the_manual(minutes: dict[str, int], medicare: dict[str, int], midpoint: dict[str, int]) -> None:
    assert units_by_eight_minutes(minutes) == medicare
    assert units_by_midpoint(minutes) == midpoint


@given(st.dictionaries(st.sampled_from(["97110", "97112", "97116", "97140", "97530"]), st.integers(1, 120), min_size=1))
def test_units_are_those_of_the_total_and_each_service_has_its_whole_quarters(minutes: dict[str, int]) -> None:
    units = units_by_eight_minutes(minutes)

    assert sum(units.values()) == (sum(minutes.values()) + 7) // 15
    assert all(minutes[code] // 15 <= units.get(code, 0) <= minutes[code] // 15 + 1 for code in minutes)


def test_a_payer_whose_rule_would_give_another_number_is_asked_about() -> None:
    text = "Physical therapy: therapeutic exercise 20 minutes, manual therapy 20 minutes."

    medicare = suggest_services(Note(text), Setting(DAY, medicare=True), valid=lambda code: None).suggested
    other = suggest_services(Note(text), Setting(DAY), valid=lambda code: None).suggested

    assert [(one.code, one.units, len(one.gaps)) for one in medicare] == [("97110", 2, 0), ("97140", 1, 0)]
    assert [(one.code, one.units, len(one.gaps)) for one in other] == [("97110", 1, 1), ("97140", 1, 0)]


def test_a_strength_that_the_note_gives_turns_a_volume_into_a_dose() -> None:
    (one,) = drugs("Kenalog 40 mg/mL, 2 mL injected into the right deltoid IM.", medicare=False)

    assert (one.code, one.units) == ("J3301", 8)


def test_a_volume_without_its_strength_is_asked_for() -> None:
    (one,) = drugs("Kenalog 2 mL given IM in the deltoid.", medicare=False)

    assert (one.units, one.gaps) == (1, ("How many mg were given?",))


def test_what_was_discarded_stands_on_a_line_of_its_own_with_jw() -> None:
    given, wasted = drugs("Prolia 40 mg SC given, 20 mg discarded.")

    assert (given.code, given.units, given.modifiers) == ("J0897", 40, ())
    assert (wasted.code, wasted.units, [hint.modifier for hint in wasted.modifiers]) == ("J0897", 20, ["JW"])


@pytest.mark.parametrize(
    ("text", "wasted"),
    [
        ("Testosterone cypionate 150 mg IM given, discarded 50 mg.", {"J1071": 50}),
        ("Xolair 225 mg SQ given, wasted 75 mg.", {"J2357": 15}),
        ("Ketorolac 15 mg IM given, wasted 45 mg.", {"J1885": 3}),
        ("Prolia 40 mg SC given, 20 mg was discarded.", {"J0897": 20}),
        ("Prolia 40 mg SC given. Wasted 20 mg.", {"J0897": 20}),
        ("Prolia 20 mg discarded, 40 mg SC given.", {"J0897": 20}),
        ("Toradol 30 mg IM given, discarded 0.", {}),
        ("Toradol 30 mg IM given, none discarded.", {}),
        ("Toradol 30 mg IM given.", {}),
        ("Rocephin 500 mg IM given. Solu-Medrol 40 mg IM given; wasted 85 mg.", {"J2919": 17}),
        ("Rocephin 250 mg IM given, wasted 250 mg. Solu-Medrol 40 mg IM given.", {"J0696": 1}),
    ],
)
def test_what_was_discarded_is_read_with_its_own_drug_and_is_not_the_dose(text: str, wasted: dict[str, int]) -> None:
    suggested = drugs(text)

    assert {one.code: one.units for one in suggested if one.fact("wasted")} == wasted


@pytest.mark.parametrize(
    ("text", "medicare", "on", "hints"),
    [
        ("Prolia 60 mg SC given, no waste.", True, DAY, [("JZ", True)]),
        ("Prolia 60 mg SC given.", True, DAY, [("JZ", False)]),
        ("Prolia 60 mg SC given.", False, DAY, []),
        ("Prolia 60 mg SC given.", True, date(2023, 6, 30), []),
        ("Prolia 60 mg SC given.", True, date(2023, 7, 1), [("JZ", False)]),
        ("Cyanocobalamin 1000 mcg IM given.", True, DAY, []),  # multiple-dose vials
    ],
)
def test_jz_is_for_single_dose_containers_of_medicare_since_july_2023(
    text: str, medicare: bool, on: date, hints: list[tuple[str, bool]]
) -> None:
    (one,) = drugs(text, medicare=medicare, on=on)

    assert [(hint.modifier, hint.sure) for hint in one.modifiers] == hints


@pytest.mark.parametrize(
    ("text", "units", "gaps"),
    [
        ("Left and right knees were injected with 40 mg Kenalog each.", {"J3301": 8}, 0),
        ("Bilateral knees injected with Kenalog 40 mg in each knee.", {"J3301": 8}, 0),
        ("Right knee injected with 40 mg Kenalog. Left knee injected with 40 mg Kenalog.", {"J3301": 8}, 0),
        ("Right knee injected with 40 mg Kenalog. Kenalog 40 mg was injected into the right knee.", {"J3301": 4}, 0),
        ("Right knee injected with 40 mg Kenalog.", {"J3301": 4}, 0),
        ("Both knees injected with 80 mg Kenalog in total.", {"J3301": 8}, 0),
        ("Both knees injected with 40 mg Kenalog.", {"J3301": 4}, 1),
        ("Three trigger points injected with 10 mg Kenalog each.", {"J3301": 1}, 1),
        ("Toradol 30 mg IM given x 2 doses.", {"J1885": 4}, 0),
        ("Toradol 30 mg IM x 2 given.", {"J1885": 4}, 1),
        ("Toradol 30 mg IM x 1 given.", {"J1885": 2}, 0),
        ("DuoNeb x2 given.", {"J7620": 2}, 0),
        ("DuoNeb given.", {"J7620": 1}, 0),
    ],
)
def test_doses_of_two_places_or_times_are_added_or_asked_about(text: str, units: dict[str, int], gaps: int) -> None:
    suggested = drugs(text, medicare=False)

    assert {one.code: one.units for one in suggested} == units
    assert [len(one.gaps) for one in suggested] == [gaps]


def test_each_dose_by_needle_is_given_by_itself() -> None:
    found = suggest_services(Note("Toradol 30 mg IM given x 2 doses."), Setting(DAY), valid=lambda code: None).suggested

    assert {one.code: one.units for one in found} == {"J1885": 4, "96372": 2}


def test_a_drug_that_went_into_the_joint_has_no_giving_of_its_own() -> None:
    text = "PROCEDURE: Right knee injected with 40 mg Kenalog."

    codes = {one.code for one in suggest_services(Note(text), Setting(DAY), valid=lambda code: None).suggested}

    assert codes == {"20610", "J3301"}
