"""The draw of an audit: random, but the same again; so many of each stratum; a plan that cannot be drawn is refused."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from superbill.coding.audit.draw import BadPlan, Candidate, Plan, draw

PLAN = Plan("Third quarter", date(2026, 7, 1), date(2026, 10, 1))
POOL = [
    Candidate(number, "Dana Reyes" if number % 3 else "Omar Haddad", "Acme" if number % 2 else "Elm", "chapter 4", "suggested")
    for number in range(1, 41)
]


def test_the_same_plan_draws_the_same_visits_whatever_their_order() -> None:
    forward, backward = draw(PLAN, POOL), draw(PLAN, reversed(POOL))

    assert forward == backward
    assert forward != draw(replace(PLAN, seed=2), POOL)
    assert forward != draw(replace(PLAN, name="Fourth quarter"), POOL)


def test_each_stratum_gives_its_number_and_tells_its_size() -> None:
    drawn = draw(replace(PLAN, strata=("coder", "payer"), each=3), POOL)

    assert Counter((one.stratum, one.of) for one in drawn) == {
        ("Dana Reyes · Acme", 13): 3,
        ("Dana Reyes · Elm", 14): 3,
        ("Omar Haddad · Acme", 7): 3,
        ("Omar Haddad · Elm", 6): 3,
    }
    assert len({one.number for one in drawn}) == 12


@pytest.mark.parametrize(("percent", "expected"), [(1, 1), (7, 2), (8, 3), (50, 5), (None, 5)])
def test_a_share_is_rounded_up_and_never_more_than_the_most(percent: int | None, expected: int) -> None:
    drawn = draw(replace(PLAN, percent=percent), [one for one in POOL if one.coder == "Dana Reyes"])

    assert len(drawn) == expected


def test_a_stratum_with_fewer_gives_all_and_without_strata_all_are_one() -> None:
    few, whole = draw(PLAN, POOL[:2]), draw(replace(PLAN, strata=()), POOL)

    assert sorted(one.number for one in few) == [1, 2]
    assert {(one.stratum, one.of) for one in whole} == {("all", 40)}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "2026/3"}, "name"),
        ({"name": ".."}, "name"),
        ({"until": date(2026, 7, 1)}, "ends before"),
        ({"strata": ("colour",)}, "colour"),
        ({"each": 0}, "out of range"),
        ({"each": 1_001}, "out of range"),
        ({"percent": 0}, "out of range"),
        ({"percent": 101}, "out of range"),
    ],
)
def test_a_plan_that_cannot_be_drawn_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadPlan, match=says):
        replace(PLAN, **change)
