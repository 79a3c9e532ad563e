import sqlite3
from datetime import date

import pytest

from superbill.codes.icd10cm import Icd10cm, NoIcd10cm, UnknownCode, dotted
from superbill.codes.references import refers_to
from superbill.codes.terms import key_of_term

DAY = date(2026, 9, 8)


def test_a_code_is_found_with_or_without_its_dot(icd10cm: Icd10cm) -> None:
    with_dot, without = icd10cm.find("E11.65", on=DAY), icd10cm.find("e1165", on=DAY)

    assert with_dot is not None
    assert with_dot == without
    assert (with_dot.code, with_dot.title) == ("E11.65", "Type 2 diabetes mellitus with hyperglycemia")
    assert (with_dot.billable, with_dot.category, with_dot.section, with_dot.chapter) == (True, "E11", "E08-E13", "4")


def test_a_heading_is_found_but_is_not_billable(icd10cm: Icd10cm) -> None:
    heading = icd10cm.find("M25.56", on=DAY)

    assert heading is not None
    assert not heading.billable


@pytest.mark.parametrize(("day", "is_there"), [(date(2023, 9, 30), False), (date(2023, 10, 1), True), (DAY, True)])
def test_a_code_holds_from_the_first_day_of_its_fiscal_year(icd10cm: Icd10cm, day: date, is_there: bool) -> None:
    found = icd10cm.find("E88.810", on=day)

    assert (found is not None) == is_there


@pytest.mark.parametrize(("day", "billable"), [(date(2023, 9, 30), True), (date(2023, 10, 1), False)])
def test_a_code_that_became_a_heading_could_be_billed_before(icd10cm: Icd10cm, day: date, billable: bool) -> None:
    found = icd10cm.get("E88.81", on=day)

    assert found.billable is billable
    assert found.period.since == (date(2019, 7, 1) if billable else day)
    assert [each.billable for each in icd10cm.history("E88.81")] == [True, False]


def test_look_ups_that_are_bound_to_a_day_tell_that_day(icd10cm: Icd10cm) -> None:
    before, after = icd10cm.on_day(date(2023, 9, 30)), icd10cm.on_day(date(2023, 10, 1))

    assert before.children("E88.81") == ()
    assert [child.code for child in after.children("E88.81")] == ["E88.810", "E88.811", "E88.818", "E88.819"]
    assert "E88.81" in [stem.code for stem in before.leaf_stems("E88.8")]
    assert "E88.81" not in [stem.code for stem in after.leaf_stems("E88.8")]
    assert before.search("E88.810", on=date(2023, 9, 30)) == ()
    assert [step.name for step in before.path("E88.81")][-2:] == ["E88.8", "E88.81"]


def test_before_the_first_day_that_is_known_there_is_nothing(icd10cm: Icd10cm) -> None:
    assert icd10cm.find("I10", on=date(2019, 6, 30)) is None
    assert icd10cm.release.period.since == date(2019, 7, 1)


def test_an_unknown_code_is_refused_with_codes_near_it(icd10cm: Icd10cm) -> None:
    with pytest.raises(UnknownCode) as refused:
        icd10cm.get("E11.66", on=DAY)

    assert "E11.65" in refused.value.near
    assert "E11.66" in refused.value.what
    assert "E11.65" in refused.value.todo


@pytest.mark.parametrize("text", ["", " ", ".", "not a code at all", "Z9Z.1", "E11.65; DROP TABLE icd10cm_code"])
def test_any_text_is_refused_without_harm(icd10cm: Icd10cm, text: str) -> None:
    with pytest.raises(UnknownCode):
        icd10cm.get(text, on=DAY)

    assert icd10cm.find(text, on=DAY) is None


@pytest.mark.parametrize(
    ("code", "title_ends"),
    [
        ("S93.401A", "right ankle, initial encounter"),
        ("S61.0XXA", None),
        ("T14.8XXA", "initial encounter"),
        ("W19.XXXA", "initial encounter"),
        ("O60.10X0", "not applicable or unspecified"),
        ("E11.3591", "right eye"),
    ],
)
def test_a_seventh_character_makes_a_code_with_its_placeholders(icd10cm: Icd10cm, code: str, title_ends: str | None) -> None:
    found = icd10cm.find(code, on=DAY)

    if title_ends is None:  # S61.0 has codes of its own below it, so nothing is made from it
        assert found is None
    else:
        assert found is not None
        assert found.billable
        assert found.seventh == code[-1]
        assert found.title.endswith(title_ends)


def test_a_code_that_needs_a_seventh_character_is_not_billable_without_it(icd10cm: Icd10cm) -> None:
    stem = icd10cm.get("S93.401", on=DAY)

    assert not stem.billable
    assert [child.code for child in icd10cm.children("S93.401")] == ["S93.401A", "S93.401D", "S93.401S"]
    assert icd10cm.sevenths("S93.401") == {"A": "initial encounter", "D": "subsequent encounter", "S": "sequela"}


def test_the_path_leads_from_the_chapter_to_the_code(icd10cm: Icd10cm) -> None:
    names = [step.name for step in icd10cm.path("M25.561")]

    assert names == ["Chapter 13", "M20-M25", "M25", "M25.5", "M25.56", "M25.561"]
    assert icd10cm.path("Z9Z.9") == ()


def test_the_children_of_a_section_are_its_categories(icd10cm: Icd10cm) -> None:
    children = icd10cm.children("J00-J06")

    assert [child.code for child in children] == ["J00", "J01", "J02", "J03", "J04", "J05", "J06"]


def test_the_leaf_stems_are_the_last_codes_before_a_seventh_character(icd10cm: Icd10cm) -> None:
    stems = [stem.code for stem in icd10cm.leaf_stems("S93.40")]

    assert stems == ["S93.401", "S93.402", "S93.409"]


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [
        ("J00", "J02.9", "At J00"),
        ("E11.65", "E10.9", "At E11"),
        ("E03.9", "E89.0", "At E03"),
        ("E11.65", "I10", None),
        ("M25.561", "I10", None),
        ("J20.9", "J45.21", None),
    ],
)
def test_an_excludes1_note_is_told_in_both_directions(icd10cm: Icd10cm, one: str, other: str, at: str | None) -> None:
    there, back = icd10cm.excludes1_between(one, other), icd10cm.excludes1_between(other, one)

    assert (there is None) == (back is None) == (at is None)
    if at is not None:
        assert at in f"{there} {back}"
        assert "Excludes1" in f"{there}"


@pytest.mark.parametrize(
    ("code", "other", "at"),
    [
        ("F02.80", "G30.9", "At F02"),
        ("L97.411", "E11.621", "At L97"),
        ("R65.20", "A41.9", "At R65.2"),
        ("G30.9", "F02.80", None),
        ("F02.80", "I10", None),
    ],
)
def test_a_code_first_note_is_told_at_the_code_that_goes_second(icd10cm: Icd10cm, code: str, other: str, at: str | None) -> None:
    note, on_a_day = icd10cm.code_first_between(code, other), icd10cm.code_first_between(code, other, on=date(2026, 9, 14))

    assert note == on_a_day
    assert (note or "None").startswith(f"{at}, code first:" if at else "None")


@pytest.mark.parametrize(
    ("note", "code", "expected"),
    [
        ("allergic rhinitis (J30.1-J30.9)", "J30.5", True),
        ("allergic rhinitis (J30.1-J30.9)", "J30.0", False),
        ("complications of pregnancy (O98.-)", "O98.511", True),
        ("influenza (J09.X2, J10.1, J11.1)", "J10.1", True),
        ("influenza (J09.X2, J10.1, J11.1)", "J10.2", False),
        ("poisoning (T36-T50 with fifth or sixth character 5)", "T36.0X5A", True),
        ("poisoning (T36-T50 with fifth or sixth character 5)", "T36.0X1A", False),
        ("poisoning (T36-T50 with fifth or sixth character 5)", "T42.0X5A", True),
        ("poisoning (T36-T50 with fifth or sixth character 5)", "T51.0X5A", False),
        ("certain defects (Q70.0- -Q70.3-)", "Q70.21", True),
        ("certain defects (Q70.0- -Q70.3-)", "Q70.4", False),
        ("perinatal disorders (P35-P39)", "P37.1", True),
        ("cholera (A00.-)", "A00.1", True),
        ("hearing loss as classified in H90.-", "H90.42", True),
        ("conditions classifiable to S06.0- to S06.8-", "S06.4X0A", True),
        ("pneumoconiosis associated with tuberculosis, any type in A15 (J65)", "J65", True),
        ("pneumoconiosis associated with tuberculosis, any type in A15 (J65)", "A15.6", False),
        ("see the body system chapters", "J10.1", False),
    ],
)
def test_the_references_of_a_note_are_read(note: str, code: str, expected: bool) -> None:
    assert refers_to(note, code) is expected


@pytest.mark.parametrize(
    ("code", "sex", "ages"),
    [
        ("C61", "M", None),
        ("N40.0", "M", (15, 124)),
        ("O80", "F", (9, 64)),
        ("Z00.129", "", (0, 17)),
        ("Z00.110", "", (0, 0)),
        ("M25.561", "", None),
        ("C50.919", "F", None),
        ("C50.929", "M", None),
    ],
)
def test_a_code_tells_which_sex_and_ages_have_it(icd10cm: Icd10cm, code: str, sex: str, ages: tuple[int, int] | None) -> None:
    found = icd10cm.get(code, on=DAY)

    assert (found.sex, found.ages) == (sex, ages)


def test_notes_are_inherited_from_the_headings_above(icd10cm: Icd10cm) -> None:
    own = icd10cm.notes("E11.65", "excludes1")
    inherited = icd10cm.inherited_notes("E11.65", "excludes1")

    assert own == ()
    assert ("E11", "type 1 diabetes mellitus (E10.-)") in inherited


def test_a_search_finds_by_code_by_words_and_by_abbreviation(icd10cm: Icd10cm) -> None:
    def first(words: str) -> str:
        return icd10cm.search(words, on=DAY, limit=5)[0].code

    assert first("M17.1") == "M17.1"
    assert first("diab hyperg") == "E11.65"
    assert first("htn") == "I10"
    assert "M25.561" in [found.code for found in icd10cm.search("knee pain", on=DAY)]
    assert icd10cm.search("%", on=DAY) == ()
    assert icd10cm.search("", on=DAY) == ()


def test_missing_tables_are_told() -> None:
    with pytest.raises(NoIcd10cm):
        Icd10cm(sqlite3.connect(":memory:"))


@pytest.mark.parametrize(("text", "expected"), [("e1165", "E11.65"), (" I10 ", "I10"), ("S93.401A", "S93.401A"), ("", "")])
def test_a_code_is_written_with_its_dot(text: str, expected: str) -> None:
    assert dotted(text) == expected


def test_a_search_reads_titles_too_with_words_unfinished_and_in_any_order(icd10cm: Icd10cm) -> None:
    assert [found.code for found in icd10cm.search("asth family hist", on=DAY)] == ["Z82.5"]
    assert icd10cm.search("family history of unicorns", on=DAY) == ()


def test_views_of_two_days_do_not_mix_what_they_remember(icd10cm: Icd10cm) -> None:
    view = icd10cm.on_day(DAY)

    assert view is icd10cm.on_day(DAY)
    assert view.on_day(DAY) is view
    assert icd10cm.on_day(date(2018, 1, 1)).inherited_notes("E11.65", "excludes1") == ()
    assert view.inherited_notes("E11.65", "excludes1") == icd10cm.inherited_notes("e1165", "excludes1") != ()
    for day in range(1, 40):
        icd10cm.on_day(date(2026, 1, 1 + day % 28)).find("I10", on=DAY)
    assert len(icd10cm._bound) <= 32


def test_the_words_are_those_of_all_terms_and_no_others(icd10cm: Icd10cm) -> None:
    (term,) = {term.words for term in icd10cm.terms(key_of_term("essential hypertension"))}

    assert set(key_of_term(term).split()) <= icd10cm.words
    assert "advised" not in icd10cm.words
