"""What the book says of one code: may it be billed, what is missing, its sides, its flags."""

from datetime import date

import pytest

from superbill.codes.diagnosis_rules import Status, flags_of, is_manifestation, sides_of, status_of
from superbill.codes.icd10cm import Icd10cm, UnknownCode

DAY = date(2026, 9, 8)


def lacks(status: Status) -> dict[str, list[str]]:
    return {missing.what: [code for code, _ in missing.choices] for missing in status.missing}


@pytest.mark.parametrize("code", ["E11.65", "e1165", "J00", "S52.501A", "W19.XXXA"])
def test_a_whole_code_may_be_billed(icd10cm: Icd10cm, code: str) -> None:
    status = status_of(icd10cm, code, on=DAY)

    assert status.is_billable
    assert status.missing == ()


def test_a_heading_needs_more_characters_and_says_which(icd10cm: Icd10cm) -> None:
    status = status_of(icd10cm, "E88.81", on=DAY)

    assert status.why == "E88.81 is a heading and needs more characters."
    assert lacks(status) == {"characters": ["E88.810", "E88.811", "E88.818", "E88.819"]}


def test_a_heading_whose_codes_differ_by_side_needs_the_side(icd10cm: Icd10cm) -> None:
    status = status_of(icd10cm, "S52.50", on=DAY)

    assert lacks(status) == {"characters": ["S52.501", "S52.502", "S52.509"], "side": ["S52.501", "S52.502", "S52.509"]}


def test_a_code_without_its_seventh_character_is_told_the_choices(icd10cm: Icd10cm) -> None:
    status, fatal = status_of(icd10cm, "S93.401", on=DAY), status_of(icd10cm, "S06.1X7", on=DAY)

    assert status.why == "S93.401 needs a 7th character."
    (missing,) = status.missing
    assert missing.choices == (("S93.401A", "initial encounter"), ("S93.401D", "subsequent encounter"), ("S93.401S", "sequela"))
    assert lacks(fatal) == {"seventh": ["S06.1X7A"]}


def test_a_code_of_no_side_may_be_billed_but_lacks_the_side(icd10cm: Icd10cm) -> None:
    status = status_of(icd10cm, "M25.569", on=DAY)

    assert status.is_billable
    assert lacks(status) == {"side": ["M25.561", "M25.562"]}


@pytest.mark.parametrize(
    ("code", "on", "why"),
    [
        ("E88.810", date(2023, 9, 30), "E88.810 holds from 2023-10-01 on."),
        ("E88.810", date(2023, 10, 1), ""),
        ("E88.81", date(2023, 9, 30), ""),
        ("B37.3", date(2022, 9, 30), ""),
        ("B37.3", date(2022, 10, 1), "B37.3 is a heading and needs more characters."),
        ("T40.4X1A", date(2020, 10, 1), "T40.4X1A ended on 2020-10-01."),
        ("I10.5", DAY, "I10.5 is not an ICD-10-CM code."),
        ("", DAY, " is not an ICD-10-CM code."),
    ],
)
def test_the_day_decides(icd10cm: Icd10cm, code: str, on: date, why: str) -> None:
    assert status_of(icd10cm, code, on=on).why == why


def test_a_code_that_does_not_exist_is_told_what_is_near(icd10cm: Icd10cm) -> None:
    assert "E11.65" in status_of(icd10cm, "E11.66", on=DAY).near


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("M25.561", {"right": "M25.561", "left": "M25.562", "unspecified": "M25.569"}),
        ("S52.502A", {"right": "S52.501A", "left": "S52.502A", "unspecified": "S52.509A"}),
        ("H25.13", {"right": "H25.11", "left": "H25.12", "bilateral": "H25.13", "unspecified": "H25.10"}),
        ("I10", {}),
        ("E11.65", {}),
        ("nothing", {}),
    ],
)
def test_the_sides_of_a_code_are_its_neighbours_that_say_another_side(icd10cm: Icd10cm, code: str, sides: dict[str, str]) -> None:
    assert sides_of(icd10cm, code, on=DAY) == sides


def test_flags_tell_what_edits_look_at(icd10cm: Icd10cm) -> None:
    prostate, dementia, fall = (flags_of(icd10cm, code, on=DAY) for code in ("N40.0", "F02.80", "W19.XXXA"))

    assert (prostate.sex, prostate.ages, prostate.is_manifestation, prostate.is_external_cause) == ("M", (15, 124), False, False)
    assert dementia.is_manifestation
    assert fall.is_external_cause
    assert prostate.poa_exempt is None
    with pytest.raises(UnknownCode):
        flags_of(icd10cm, "N40.5", on=DAY)


def test_a_manifestation_is_one_from_its_first_day_on() -> None:
    assert is_manifestation("D63.0", on=DAY)
    assert not is_manifestation("D64.9", on=DAY)
    assert is_manifestation("F02.A0", on=date(2022, 10, 1))
    assert not is_manifestation("F02.A0", on=date(2022, 9, 30))
