"""What an edit would have done to claims whose end is known."""

import pytest

from superbill.basics.findings import Finding, Severity, Source
from superbill.edits.backtest import LineOutcome, Outcome, tallies


def _finding(line_no: int | None, code: str = "A-01") -> Finding:
    return Finding(code, Severity.STOP, "Invented", f"Of line {line_no}.", "", Source("invented"), line_no, "")


PAID = Outcome("P1", "Plan A", 20_000, 15_000, lines={1: LineOutcome(12_000, 9_000), 2: LineOutcome(8_000, 6_000)})
DENIED = Outcome("D1", "Plan A", 30_000, 0, denied_for=("CO-29",))
PARTLY = Outcome("L1", "Plan A", 20_000, 9_000, lines={1: LineOutcome(12_000, 9_000), 2: LineOutcome(8_000, 0, ("CO-97",))})
OTHERS = Outcome("O1", "Plan B", 5_000, 5_000)


@pytest.mark.parametrize(
    ("outcome", "line_no", "caught", "held"),
    [
        (PAID, None, 0, 15_000),
        (PAID, 1, 0, 15_000),
        (DENIED, None, 30_000, 0),
        (DENIED, 7, 30_000, 0),
        (PARTLY, 2, 8_000, 0),
        (PARTLY, None, 8_000, 0),
        (PARTLY, 1, 0, 9_000),
        (PARTLY, 3, 0, 9_000),
    ],
)
def test_a_finding_is_right_when_what_it_speaks_of_was_denied(
    outcome: Outcome, line_no: int | None, caught: int, held: int
) -> None:
    (tally,) = tallies([(0, _finding(line_no))], [outcome], edits=["A-01"])

    assert (tally.caught_cents, tally.held_cents) == (caught, held)
    assert (tally.caught, tally.held) == (int(caught > 0), int(held > 0))


def test_a_claim_counts_once_however_many_findings_it_has() -> None:
    (tally,) = tallies([(0, _finding(1)), (0, _finding(2))], [PARTLY], edits=["A-01"])

    assert (tally.caught, tally.held, tally.caught_cents) == (1, 0, 8_000)


def test_payers_and_edits_are_told_apart() -> None:
    found = [(0, _finding(None)), (1, _finding(None)), (2, _finding(None, "B-01"))]

    told = tallies(found, [DENIED, OTHERS, PARTLY], edits=["A-01", "B-01"])

    assert [(row.edit, row.payer, row.claims, row.denied, row.caught, row.held) for row in told] == [
        ("A-01", "Plan A", 2, 2, 1, 0),
        ("A-01", "Plan B", 1, 0, 0, 1),
        ("B-01", "Plan A", 2, 2, 1, 0),
        ("B-01", "Plan B", 1, 0, 0, 0),
    ]


def test_a_claim_that_nobody_answered_says_nothing() -> None:
    (tally,) = tallies([(0, _finding(None)), (1, _finding(None))], [None, PAID], edits=["A-01"])

    assert (tally.claims, tally.unanswered, tally.caught, tally.held) == (1, 1, 0, 1)


def test_the_dearest_of_both_kinds_are_shown() -> None:
    outcomes = [Outcome(f"D{cents}", "Plan A", cents, 0, ("CO-29",)) for cents in (100, 300, 200)] + [PAID]

    (tally,) = tallies([(at, _finding(None)) for at in range(4)], outcomes, edits=["A-01"], examples=2)

    assert [(each.claim, each.denied_for, each.cents) for each in tally.examples] == [
        ("D300", "CO-29", 300),
        ("D200", "CO-29", 200),
        ("P1", "", 15_000),
    ]
