"""The figures of an audit, against numbers that were worked out by hand."""

import pytest

from superbill.basics.shares import wilson
from superbill.claims.visit import Service
from superbill.coding.audit.compare import Comparison, Direction, Kind, compare
from superbill.coding.audit.figures import Judged, Verdict, accuracy_of, by_coder, by_kind, by_payer, by_source, kappa, lessons
from tests.coding.audit.test_compare import FEES, sheet

FIRST = sheet("E11.9", "I10", services=(Service("99214", ("E11.9",)),))
SECOND = sheet("E11.65", "I10", services=(Service("99213", ("E11.65",)),))
DIFFERS = compare(FIRST, SECOND, worth=FEES.get)
CODE, LEVEL = (one.key for one in DIFFERS.differences)


def judged(verdicts: dict[str, Verdict], comparison: Comparison = DIFFERS, coder: str = "Dana Reyes") -> Judged:
    return Judged(coder, "Acme", comparison, verdicts)


def test_points_that_nobody_judged_do_not_count() -> None:
    found = accuracy_of("all", [judged({})])

    assert (found.points, found.right, found.open, found.visits) == (1, 1, 2, 0)
    assert found.by_visit is None


@pytest.mark.parametrize(
    ("verdicts", "right", "visit_right", "over"),
    [
        ({CODE: Verdict.SECOND, LEVEL: Verdict.SECOND}, 1, 0, 1),
        ({CODE: Verdict.FIRST, LEVEL: Verdict.SECOND}, 2, 0, 1),
        ({CODE: Verdict.SECOND, LEVEL: Verdict.BOTH}, 2, 0, 0),
        ({CODE: Verdict.FIRST, LEVEL: Verdict.BOTH}, 3, 1, 0),
    ],
)
def test_a_point_is_wrong_when_the_second_coder_alone_is_right(
    verdicts: dict[str, Verdict], right: int, visit_right: int, over: int
) -> None:
    found = accuracy_of("all", [judged(verdicts)])

    assert (found.points, found.right, found.open) == (3, right, 0)
    assert (found.visits, found.visits_right, found.over, found.under) == (1, visit_right, over, 0)


def test_figures_are_told_by_coder_payer_kind_and_source() -> None:
    visits = [judged({CODE: Verdict.SECOND, LEVEL: Verdict.FIRST}), judged({CODE: Verdict.SECOND}, coder="Omar Haddad")]

    assert [(one.name, one.points, one.right) for one in by_coder(visits)] == [("Dana Reyes", 3, 2), ("Omar Haddad", 2, 1)]
    assert [(one.name, one.points) for one in by_payer(visits)] == [("Acme", 5)]
    assert by_kind(visits) == ((Kind.SPECIFICITY, 2),)
    assert by_source(visits) == (("accepted", 4, 2),)
    assert [(one.coder, one.code, one.instead, one.times) for one in lessons(visits)] == [
        ("Dana Reyes", "E11.65", "E11.9", 1),
        ("Omar Haddad", "E11.65", "E11.9", 1),
    ]


def test_a_lesson_names_the_code_that_should_not_stand_there() -> None:
    extra = compare(sheet("I10", "R05.9"), sheet("I10"))

    (lesson,) = lessons([judged({extra.differences[0].key: Verdict.SECOND}, extra)])

    assert (lesson.kind, lesson.code, lesson.instead) == (Kind.UNSUPPORTED, "R05.9", "")
    assert extra.differences[0].direction is Direction.SAME


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([({"A", "B"}, {"A", "B"}), ({"C"}, {"C"})], 1.0),
        ([({"A"}, {"B"}), ({"B"}, {"A"})], -1.0),
        ([({"A", "B"}, {"A", "C"}), ({"C"}, {"C"})], 1 / 3),  # 4 of 6 alike, 3 of 6 by chance
        ([], None),
        ([({"A"}, {"A"})], None),
    ],
)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[set[str], set[str]]], expected: float | None) -> None:
    found = kappa([(frozenset(one), frozenset(other)) for one, other in pairs])

    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("right", "of", "least", "most"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785), (1, 2, 0.0945, 0.9055)],
)
def test_the_bounds_of_a_share_are_wilsons(right: int, of: int, least: float, most: float) -> None:
    assert wilson(right, of) == (pytest.approx(least, abs=1e-4), pytest.approx(most, abs=1e-4))
