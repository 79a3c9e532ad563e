"""The figures of an evaluation, by hand."""

import pytest

from superbill.coding import scores
from superbill.coding.scores import Judged

NOTES = [
    Judged(
        ("I10", "E11.9"),
        (("I10", 95), ("E11.65", 60), ("R05.9", 30)),
        frozenset({("I10", 0, 3)}),
        frozenset({("I10", 0, 3), ("R05.9", 5, 9)}),
    ),
    Judged(("J45.909",), (("R06.2", 91), ("J45.909", 50))),
    Judged((), (("Z00.00", 40),)),
]


def test_precision_and_recall_are_over_all_codes_of_all_notes() -> None:
    found = scores.agreement(NOTES)

    assert (found.right, found.suggested, found.given) == (2, 6, 3)
    assert (found.precision, found.recall, found.f1) == (pytest.approx(2 / 6), pytest.approx(2 / 3), pytest.approx(4 / 9))


def test_categories_are_counted_once_a_note() -> None:
    found = scores.agreement(NOTES, of=scores.category)

    assert (found.right, found.suggested, found.given) == (3, 6, 3)


def test_the_sure_tier_has_only_what_was_claimed_as_sure() -> None:
    found = scores.agreement(NOTES, least=scores.SURE)

    assert (found.right, found.suggested, found.given) == (1, 2, 3)


def test_average_precision_follows_the_ranking_and_leaves_out_notes_without_codes() -> None:
    found = scores.mean_average_precision(NOTES)

    assert found == pytest.approx(((1 / 1) / 2 + (1 / 2) / 1) / 2)


def test_words_count_only_where_they_were_marked() -> None:
    found = scores.span_agreement(NOTES)

    assert (found.right, found.suggested, found.given) == (1, 2, 1)


def test_the_first_listed_code_is_looked_for_in_every_note_that_has_one() -> None:
    assert scores.share(NOTES, scores.has_primary) == 1
    assert scores.share([Judged(("I10",), (("I11.9", 50),))], scores.has_primary_category) == 0


def test_a_suggestion_of_no_category_of_the_note_is_wrong() -> None:
    assert [scores.wrong_in(note) for note in NOTES] == [1, 1, 1]


def test_claims_are_held_against_what_was_so_tier_by_tier() -> None:
    tiers = scores.calibration(NOTES)

    assert [(tier.least, tier.suggested, tier.right) for tier in tiers] == [
        (30, 1, 0),
        (40, 1, 0),
        (50, 1, 1),
        (60, 1, 0),
        (90, 2, 1),
    ]


def test_nothing_to_measure_by_is_told_as_nothing() -> None:
    found = scores.agreement([])

    assert (found.precision, found.recall, found.f1, scores.mean_average_precision([]), scores.share([], scores.has_primary)) == (
        None,
    ) * 5
