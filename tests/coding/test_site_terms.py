"""What decisions make of a term, and what may be kept of a coder's words: both sides of each edge."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.shares import wilson
from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.site_terms import FEWEST_ONE_WORD, PRIOR_WEIGHT, SiteTerms, TermCount, folded
from superbill.coding.site_trust import Claimed, by_tier, calibrated, is_proven
from superbill.coding.site_words import kept_term, matched_term
from superbill.coding.suggest import suggest

DAY = date(2026, 9, 14)
numbers = st.integers(0, 200)


def store(*counts: TermCount, **stems: str) -> SiteTerms:
    return SiteTerms(folded(counts), stems=stems)


def codes(text: str, icd10cm: Icd10cm, site: SiteTerms | None = None) -> dict[str, int]:
    """The suggested codes of an assessment with their percent."""
    found = suggest(Note(f"Assessment and plan:\n1. {text}\n"), on=DAY, icd10cm=icd10cm, site=site)
    return {one.code: one.confidence for one in found.suggestions}


# ------------------------------------------------------------------------------------------------------------ counts


@given(accepted=numbers, rejected=numbers, passed=numbers, prior=st.floats(0.01, 0.99))
def test_each_acceptance_raises_the_precision_and_each_rejection_lowers_it(
    accepted: int, rejected: int, passed: int, prior: float
) -> None:
    here = TermCount("t", "t", "I10", accepted, rejected, passed).shrunk(prior)

    assert TermCount("t", "t", "I10", accepted + 1, rejected, passed).shrunk(prior) > here
    assert TermCount("t", "t", "I10", accepted, rejected + 1, passed).shrunk(prior) < here
    assert TermCount("t", "t", "I10", accepted, rejected, passed + 4).shrunk(prior) == pytest.approx(
        TermCount("t", "t", "I10", accepted, rejected + 1, passed).shrunk(prior)
    )


def test_without_decisions_a_term_keeps_what_its_source_claims() -> None:
    none = TermCount("t", "t", "I10")

    assert none.shrunk(0.62) == pytest.approx(0.62)
    assert store(none).weighed("t", "I10", 62) == (62, "")
    assert store().weighed("t", "I10", 62) == (62, "")


def test_the_weight_of_the_prior_is_three_decisions() -> None:
    assert PRIOR_WEIGHT == 3
    assert store(TermCount("t", "t", "I10", 7, 1)).weighed("t", "I10", 90) == (88, "Your coders accepted this 7 of 8 times.")


def test_no_number_of_acceptances_makes_it_sure_and_no_number_of_rejections_impossible() -> None:
    assert store(TermCount("t", "t", "I10", 10**6)).weighed("t", "I10", 90)[0] == 99
    assert store(TermCount("t", "t", "I10", 0, 10**6)).weighed("t", "I10", 90)[0] == 1


def test_decisions_on_another_code_of_the_same_term_do_not_move_it() -> None:
    site = store(TermCount("t", "t", "I10", 9), TermCount("t", "t", "I15.9", 0, 9))

    assert site.weighed("t", "I10", 50)[0] > 50 > site.weighed("t", "I15.9", 50)[0]


def test_counts_of_one_term_and_code_are_added_up() -> None:
    sums = folded(
        [TermCount("t", "t", "I10", 1, 2, 3, 4), TermCount("t", "T", "I10", 10, 20, 30, 40), TermCount("u", "u", "I10", 1)]
    )

    assert sums["t", "I10"] == TermCount("t", "t", "I10", 11, 22, 33, 44)
    assert len(sums) == 2


# --------------------------------------------------------------------------------------------------- terms of the site


@pytest.mark.parametrize(
    ("count", "is_believed"),
    [
        (TermCount("high sugar", "sugar high", "R73.9", 1, 0, 0, 1), True),
        (TermCount("high sugar", "sugar high", "R73.9", 1, 0, 0, 0), False),
        (TermCount("high sugar", "sugar high", "R73.9", 1, 1, 0, 1), False),
        (TermCount("high sugar", "sugar high", "R73.9", 2, 1, 0, 1), True),
        (TermCount("high sugar", "sugar high", "R73.9", 1, 0, 4, 1), False),
        (TermCount("sugar", "sugar", "R73.9", FEWEST_ONE_WORD - 1, 0, 0, 4), False),
        (TermCount("sugar", "sugar", "R73.9", FEWEST_ONE_WORD, 0, 0, 5), True),
        (TermCount("sugar", "sugar", "R73.9", FEWEST_ONE_WORD, 1, 0, 5), False),
    ],
)
def test_a_term_is_known_once_enough_coders_agree_and_one_word_later_than_several(count: TermCount, is_believed: bool) -> None:
    assert count.is_believed is is_believed


def test_a_taught_term_is_found_in_the_words_of_a_note_in_any_order_and_obeys_what_is_said_about_it(icd10cm: Icd10cm) -> None:
    site = store(TermCount("high sugar", "sugar high", "R73.9", 3, 0, 0, 1))

    assert codes("High sugar again.", icd10cm) == {}
    assert codes("High sugar again.", icd10cm, site) == {"R73.9": 85}
    assert codes("High in sugar.", icd10cm, site) == {"R73.9": 85}
    assert codes("No high sugar.", icd10cm, site) == {}
    assert codes("Her mother had high sugar.", icd10cm, site) == {}


def test_a_taught_term_takes_the_place_of_what_says_less_and_not_of_what_says_more(icd10cm: Icd10cm) -> None:
    site = store(TermCount("hypertension stress", "stress hypertension", "I15.8", 3, 0, 0, 2))

    assert "I15.8" in codes("Stress hypertension.", icd10cm, site)
    assert "I10" not in codes("Stress hypertension.", icd10cm, site)
    assert codes("Hypertension.", icd10cm, site) == codes("Hypertension.", icd10cm)


def test_a_term_leads_elsewhere_only_after_two_coders_pointed_it_and_more_than_accept_it(icd10cm: Icd10cm) -> None:
    text, key = "Urinary tract infection.", "infection tract urinary"
    once = TermCount(key, "urinary tract infection", "N30.90", 1, 0, 0, 1)
    twice = TermCount(key, "urinary tract infection", "N30.90", 2, 0, 0, 2)
    liked = TermCount(key, "urinary tract infection", "N39.0", 9, 2)

    assert set(codes(text, icd10cm, store(once))) == {"N39.0"}
    assert set(codes(text, icd10cm, store(twice))) == {"N30.90"}
    assert set(codes(text, icd10cm, store(twice, liked))) == {"N39.0"}
    assert set(codes(text, icd10cm, store(twice, replace(liked, accepted=3)))) == {"N30.90"}


def test_below_its_own_heading_a_term_is_not_pointed_but_chosen_by_the_rules(icd10cm: Icd10cm) -> None:
    site = store(TermCount("knee pain", "knee pain", "M25.561", 9, 0, 0, 9))

    assert set(codes("Left knee pain.", icd10cm, site)) == {"M25.562"}


def test_the_side_of_a_taught_term_is_that_of_the_note_and_none_is_guessed(icd10cm: Icd10cm) -> None:
    site = store(TermCount("grinding knee", "grinding knee", "M17.11", 3, 0, 0, 3))

    assert set(codes("Grinding knee, left.", icd10cm, site)) == {"M17.12"}
    assert codes("Grinding knee.", icd10cm, site) == {}


def test_the_seventh_character_of_a_taught_term_is_chosen_anew(icd10cm: Icd10cm) -> None:
    site = SiteTerms(folded([TermCount("ankle rolled", "rolled ankle", "S93.401A", 3, 0, 0, 3)]), stems={"S93.401A": "S93.401"})

    assert set(codes("Rolled ankle, right.", icd10cm, site)) == {"S93.401A"}
    assert set(codes("Rolled ankle, right, follow-up, healing.", icd10cm, site)) == {"S93.401D"}


def test_an_empty_store_changes_nothing(icd10cm: Icd10cm) -> None:
    text = "Type 2 diabetes with hyperglycemia and hypertension."

    assert codes(text, icd10cm, store()) == codes(text, icd10cm)


# ------------------------------------------------------------------------------------------------------ words to keep


@pytest.mark.parametrize(
    ("text", "title", "kept"),
    [
        ("Sugar high", "Hyperglycemia, unspecified", ("high sugar", "sugar high")),
        ("type 2 diabetes", "Type 2 diabetes mellitus without complications", ("2 diabetes", "2 diabetes")),
        ("type 1 diabetes", "Type 2 diabetes mellitus without complications", ("", "")),
        ("sugar 312", "Hyperglycemia, unspecified", ("", "")),
        ("sugar on 3/12/2026", "Hyperglycemia, unspecified", ("", "")),
        ("Kowalski's sugar", "Hyperglycemia, unspecified", ("", "")),
        ("Crohn flare", "Crohn's disease, unspecified, without complications", ("", "")),
        ("right knee", "Unilateral primary osteoarthritis, right knee", ("knee", "knee")),
        ("the", "Hyperglycemia, unspecified", ("", "")),
        ("", "Hyperglycemia, unspecified", ("", "")),
    ],
)
def test_of_marked_words_only_such_are_kept_as_name_nobody(
    icd10cm: Icd10cm, text: str, title: str, kept: tuple[str, str]
) -> None:
    names = ("Jan", "Kowalski", "Bell", "Flare")

    assert kept_term(text, title=title, known=icd10cm.words, names=names) == kept


def test_a_name_of_the_visit_is_kept_only_where_the_title_of_the_code_has_it(icd10cm: Icd10cm) -> None:
    names = ("Bell",)

    assert kept_term("Bell's palsy", title="Bell's palsy", known=icd10cm.words, names=names)[0] == "bell palsy"
    assert kept_term("Bell headache", title="Headache, unspecified", known=icd10cm.words, names=names) == ("", "")


@given(text=st.text(max_size=200))
def test_no_text_of_any_kind_is_kept_with_a_word_that_the_code_set_does_not_know(code_tables: Path, text: str) -> None:
    with sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True) as db:
        known = Icd10cm(db).words

    key, _ = kept_term(text, title="Headache, unspecified", known=known)

    assert set(key.split()) <= known


def test_the_term_of_a_suggestion_is_kept_when_the_code_set_has_it(icd10cm: Icd10cm) -> None:
    assert matched_term("hypertension", title="", icd10cm=icd10cm)[0] == "hypertension"
    assert matched_term("metformin", title="", icd10cm=icd10cm)[0] == "metformin"
    assert matched_term("BMI 34.2", title="Body mass index", icd10cm=icd10cm) == ("", "")


# -------------------------------------------------------------------------------------------------------------- trust


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 0, 0.0, 1.0), (30, 30, 0.8865, 1.0), (0, 30, 0.0, 0.1135), (8, 10, 0.4902, 0.9433)]
)
def test_wilsons_bounds_are_those_of_the_tables(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)


@given(of=st.integers(1, 500), data=st.data())
def test_the_bounds_hold_the_share_and_more_right_raises_them(of: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, of - 1))
    low, high = wilson(right, of)

    assert 0 <= low <= right / of <= high <= 1
    assert wilson(right + 1, of)[0] >= low


def test_enough_cases_and_a_bound_above_the_threshold_prove_a_family() -> None:
    assert is_proven(125, 125, threshold=0.97, fewest=100)
    assert not is_proven(124, 124, threshold=0.97, fewest=100)
    assert not is_proven(125, 125, threshold=0.97, fewest=126)
    assert not is_proven(0, 0, threshold=0.0, fewest=0)


def test_claims_are_held_against_what_was_so_and_told_apart_by_tier() -> None:
    claims = [Claimed(92, True)] * 8 + [Claimed(92, False)] * 2 + [Claimed(50, True), Claimed(49, False)]

    tiers = by_tier(claims)
    surest = calibrated(tiers["suggest"])

    assert [len(tiers[name]) for name in ("suggest", "review", "look")] == [10, 1, 1]
    assert surest is not None and (surest.claimed, surest.observed, surest.verdict) == (92, 0.8, "holds")
    assert calibrated([]) is None


@pytest.mark.parametrize(("right", "verdict"), [(20, "holds"), (18, "holds"), (10, "too high")])
def test_a_claim_outside_the_bounds_is_called_so(right: int, verdict: str) -> None:
    found = calibrated([Claimed(92, True)] * right + [Claimed(92, False)] * (20 - right))

    assert found is not None and found.verdict == verdict


def test_a_claim_below_what_was_so_is_too_low() -> None:
    found = calibrated([Claimed(30, True)] * 20)

    assert found is not None and found.verdict == "too low"
