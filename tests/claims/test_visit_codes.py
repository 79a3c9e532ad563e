"""Which codes are visits, and which only add to one."""

import pytest

from superbill.claims.visit_codes import is_added_to_visit, is_visit
from superbill.places.us.levels.level import ADD_ON_CODES, LEVEL_CODES


@pytest.mark.parametrize(
    "code", "99202 99215 99223 99239 99245 99255 99281 99285 99291 99316 99350 99397 92014 98016 G0439 99201".split()
)
def test_a_code_of_a_visit_is_one(code: str) -> None:
    assert is_visit(code)
    assert not is_added_to_visit(code)


@pytest.mark.parametrize(
    "code",
    "99200 99210 99246 99401 99406 99407 99408 99409 99424 99484 99490 99495 99497 99498 99152 99173 20610 92015 G0444 9921 992133".split(),
)
def test_a_service_without_levels_is_no_visit(code: str) -> None:
    assert not is_visit(code)
    assert not is_added_to_visit(code)


@pytest.mark.parametrize("code", "99292 99354 99417 99418 G2211 G2212 G0316".split())
def test_what_adds_to_a_visit_is_none(code: str) -> None:
    assert is_added_to_visit(code)
    assert not is_visit(code)


def test_the_codes_that_are_calculated_are_the_codes_of_visits() -> None:
    other_day = {"99358"}

    assert {code for code in LEVEL_CODES if not is_visit(code)} == other_day
    assert {code for code in ADD_ON_CODES if not is_added_to_visit(code)} == set()
