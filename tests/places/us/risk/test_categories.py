"""Condition categories with a small table: hierarchies, what never counts alone, and what last year had and this year has not."""

from dataclasses import dataclass
from datetime import date

import pytest

from superbill.places.us.risk.categories import categories_of, payment_year
from superbill.places.us.risk.recapture import Coded, not_recaptured

CATEGORIES = {
    "E1122": ("37",),
    "E119": ("38",),
    "I509": ("226",),
    "T82512A": ("223",),
    "N186": ("134",),
    "A419": ("2",),
    "B20": ("1", "5"),
}
GRAVER = {"37": frozenset({"38"})}
ACUTE = frozenset({"2"})


@dataclass(frozen=True)
class Small:
    """A few diagnoses of each kind."""

    model: str = "V28"

    def categories(self, code: str) -> tuple[str, ...]:
        return CATEGORIES.get(code, ())

    def about(self, hcc: str) -> tuple[str, bool]:
        return f"Category {hcc}", hcc not in ACUTE

    def sets_aside(self, hcc: str) -> frozenset[str]:
        return GRAVER.get(hcc, frozenset())


def coded(code: str, on: date = date(2025, 3, 4), claim: str = "V1") -> Coded:
    return Coded(code, on, claim)


def missing(last: list[Coded], now: list[str]) -> list[str]:
    return [one.hcc for one in not_recaptured(last, now, tables=Small())]


def test_diagnoses_of_a_year_count_in_the_next() -> None:
    assert payment_year(2025) == 2026


def test_a_graver_category_sets_the_lesser_aside_whatever_the_order() -> None:
    for codes in (["E11.22", "E11.9"], ["E11.9", "E11.22"]):
        found = {one.hcc: one.why_not for one in categories_of(codes, tables=Small())}

        assert found == {"37": "", "38": "set aside by HCC 37"}


def test_two_diagnoses_of_a_category_are_one_with_both_codes_and_one_may_have_two() -> None:
    (one,) = categories_of(["E119", "E11.9", "E119"], tables=Small())
    two = categories_of(["B20"], tables=Small())

    assert one.codes == ("E119", "E11.9")
    assert [each.hcc for each in two] == ["1", "5"]


def test_a_code_of_no_category_leads_to_none() -> None:
    assert categories_of(["R05.9"], tables=Small()) == ()


@pytest.mark.parametrize(
    ("model", "codes", "why"),
    [
        ("V28", ["T82.512A"], "counts only beside heart failure"),
        ("V28", ["T82.512A", "I50.9"], ""),
        ("V24", ["T82.512A"], ""),
    ],
)
def test_an_assist_device_counts_beside_heart_failure_alone(model: str, codes: list[str], why: str) -> None:
    found = {one.hcc: one.why_not for one in categories_of(codes, tables=Small(model))}

    assert found["223"] == why


@pytest.mark.parametrize(("model", "why"), [("ESRD V24", "everyone in this model has it"), ("V24", "")])
def test_dialysis_does_not_count_in_the_model_of_people_on_dialysis(model: str, why: str) -> None:
    (found,) = categories_of(["N18.6"], tables=Small(model))

    assert found.why_not == why


def test_a_lasting_category_of_last_year_is_missing_until_a_claim_of_this_year_has_it() -> None:
    assert missing([coded("I50.9")], []) == ["226"]
    assert missing([coded("I50.9")], ["I50.9"]) == []


def test_what_does_not_last_is_never_missed() -> None:
    assert missing([coded("A41.9"), coded("I50.9")], []) == ["226"]


def test_a_graver_category_of_this_year_covers_the_lesser_of_last_year_but_not_the_other_way() -> None:
    assert missing([coded("E11.9")], ["E11.22"]) == []
    assert missing([coded("E11.22")], ["E11.9"]) == ["37"]


def test_the_lesser_category_of_last_year_is_not_missed_beside_the_graver() -> None:
    assert missing([coded("E11.22"), coded("E11.9")], []) == ["37"]


def test_the_last_claim_comes_first() -> None:
    (one,) = not_recaptured([coded("I50.9", date(2025, 1, 2), "V1"), coded("I50.9", date(2025, 7, 8), "V2")], [], tables=Small())

    assert [each.claim for each in one.last] == ["V2", "V1"]
