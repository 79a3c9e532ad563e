"""What the book says of codes beside one another: exclusions and what they ask for."""

from datetime import date

import pytest

from superbill.codes.diagnosis_pairs import Obligation, exclusions, obligations
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.references import references_in

DAY = date(2026, 9, 8)


def asked(icd10cm: Icd10cm, *codes: str) -> dict[tuple[str, str, str], Obligation]:
    return {(each.code, each.kind, each.owner): each for each in obligations(icd10cm, codes, on=DAY)}


def test_an_exclusion_is_told_with_its_note_whichever_code_comes_first(icd10cm: Icd10cm) -> None:
    there, back = exclusions(icd10cm, "J00", "J02.9", on=DAY), exclusions(icd10cm, "J02.9", "J00", on=DAY)

    assert {(each.kind, each.owner) for each in there} == {("excludes1", "J00")}
    assert set(there) == set(back)
    assert there[0].words == "sore throat NOS (J02.9)"


def test_two_codes_that_may_stand_together_are_told_so_by_excludes2(icd10cm: Icd10cm) -> None:
    kinds = {each.kind for each in exclusions(icd10cm, "J20.9", "J44.0", on=DAY)}

    assert kinds == {"excludes2"}


@pytest.mark.parametrize(("one", "other"), [("E11.65", "I10"), ("E11.65", "E11.9"), ("M25.561", "M25.562")])
def test_codes_without_a_note_between_them_do_not_exclude_each_other(icd10cm: Icd10cm, one: str, other: str) -> None:
    assert [each for each in exclusions(icd10cm, one, other, on=DAY) if each.kind == "excludes1"] == []


@pytest.mark.parametrize(
    ("codes", "standing", "met_by"),
    [
        (("G30.9", "F02.80"), "met", ("G30.9",)),
        (("F02.80", "G30.9"), "wrong order", ("G30.9",)),
        (("F02.80", "I10"), "open", ()),
    ],
)
def test_what_causes_a_manifestation_goes_first(
    icd10cm: Icd10cm, codes: tuple[str, ...], standing: str, met_by: tuple[str, ...]
) -> None:
    first = asked(icd10cm, *codes)["F02.80", "code_first", "F02"]

    assert (first.standing, first.met_by, first.is_conditional) == (standing, met_by, False)
    assert first.words[0] == "the underlying physiological condition, such as:"


@pytest.mark.parametrize(
    ("codes", "standing"),
    [(("E11.22", "N18.4"), "met"), (("N18.4", "E11.22"), "wrong order"), (("E11.22", "I10"), "open")],
)
def test_an_additional_code_goes_after(icd10cm: Icd10cm, codes: tuple[str, ...], standing: str) -> None:
    assert asked(icd10cm, *codes)["E11.22", "use_additional", "E11.22"].standing == standing


def test_a_note_that_says_if_applicable_is_a_hint(icd10cm: Icd10cm) -> None:
    assert asked(icd10cm, "N18.4")["N18.4", "use_additional", "N18"].is_conditional


def test_a_note_that_names_no_code_is_for_a_person(icd10cm: Icd10cm) -> None:
    assert asked(icd10cm, "D64.1")["D64.1", "code_first", "D64.1"].standing == "names no code"


def test_codes_that_ask_for_nothing_are_silent(icd10cm: Icd10cm) -> None:
    assert obligations(icd10cm, [], on=DAY) == ()
    assert [each for each in obligations(icd10cm, ["M25.561", "nothing"], on=DAY) if each.owner.startswith("M25")] == []


def test_the_references_of_a_note_are_ranges() -> None:
    found = references_in("poisoning (T36-T50 with fifth or sixth character 5), cholera (A00.-)")

    assert [(each.first, each.last, sorted(each.fifth_or_sixth)) for each in found] == [("T36", "T50", ["5"]), ("A00", "A00", [])]
    assert references_in("new ones (QA0.-)")[0].covers("QA0.0101")
    assert references_in("no code (NOS)") == ()
