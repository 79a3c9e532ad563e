"""A vaccine that was declined at this visit."""

from datetime import date

import pytest

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.suggest import suggest

DAY = date(2026, 9, 18)


def refused(text: str, icd10cm: Icd10cm) -> list[tuple[str, str]]:
    found = suggest(Note(f"Assessment and plan:\nHypertension. {text}\n"), on=DAY, icd10cm=icd10cm).suggestions
    return [(one.code, one.evidence[0].words) for one in found if one.code.startswith("Z28")]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Patient declined the flu shot.", "Z28.21", "declined the flu shot"),
        ("She refuses all vaccines.", "Z28.21", "refuses all vaccines"),
        ("Declines annual influenza vaccine today.", "Z28.21", "Declines annual influenza vaccine"),
        ("Influenza vaccine was declined.", "Z28.21", "Influenza vaccine was declined"),
        ("Shingrix: declined.", "Z28.21", "Shingrix: declined"),
        ("Flu shot offered and declined.", "Z28.21", "Flu shot offered and declined"),
        ("Mother declined the MMR vaccine.", "Z28.82", "declined the MMR vaccine"),
        ("His parents refuse; parents refused immunizations.", "Z28.82", "refused immunizations"),
    ],
)
def test_who_declined_a_vaccine_decides_the_code(text: str, code: str, words: str, icd10cm: Icd10cm) -> None:
    (found,) = refused(text, icd10cm)

    assert found[0] == code
    assert words.endswith(found[1]) and found[1]


@pytest.mark.parametrize(
    "text",
    [
        "Patient did not decline the flu shot.",
        "If she declines the vaccine, discuss again.",
        "Previously declined the flu shot, agrees today.",
        "Declined the flu shot last year.",
        "Flu shot deferred to the next visit.",
        "Flu shot given.",
        "Declined physical therapy.",
        "Colonoscopy declined; vaccines up to date.",
        "Her memory has declined since the stroke.",
        "Mother refused booster seat for the child.",
        "Refused MRI and flu shot given today.",
        "Titer declined since Hepatitis B vaccination.",
        "Patient declined further workup after vaccination.",
        "Patient declines to discuss vaccination.",
        "Antibodies declining despite boosters.",
        "Flu vaccine: declined by insurance.",
    ],
)
def test_what_was_put_off_or_of_another_day_is_no_refusal(text: str, icd10cm: Icd10cm) -> None:
    assert refused(text, icd10cm) == []


def test_a_refusal_comes_after_the_conditions_and_asks_for_the_reason(icd10cm: Icd10cm) -> None:
    found = suggest(Note("Assessment:\nDeclined the flu shot. Hypertension.\n"), on=DAY, icd10cm=icd10cm).suggestions

    assert [one.code for one in found] == ["I10", "Z28.21"]
    assert found[1].gaps == ("Was it for a reason of belief? Then Z28.1 says so.",)
