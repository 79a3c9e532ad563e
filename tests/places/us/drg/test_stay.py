"""Stays and what groupers make of them: versions by day, agreement and difference, and what hangs on one code."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from superbill.places.us.drg.compare import compare, known_reason
from superbill.places.us.drg.stay import BadStay, CodedStay, Diagnosed, Effect, Grouped, fiscal_year, version_on
from superbill.places.us.drg.what_if import only_ones, principals

STAY = CodedStay((Diagnosed("J189"), Diagnosed("J9601"), Diagnosed("N179", "N")), (), 70, "F", "01", date(2026, 5, 1))
PNEUMONIA = Grouped("one", "V43.1", "193", "Simple pneumonia", "04", "MCC", (Effect("J9601", "MCC", counted=True),))


@dataclass(frozen=True)
class Saying:
    """A grouper that says what a test wants."""

    name: str
    says: Callable[[CodedStay], Grouped]

    def group(self, stay: CodedStay) -> Grouped:
        return replace(self.says(stay), grouper=self.name)


@pytest.mark.parametrize(
    ("day", "year", "version"),
    [
        (date(2025, 9, 30), 2025, (42, 1)),
        (date(2025, 10, 1), 2026, (43, 0)),
        (date(2026, 3, 31), 2026, (43, 0)),
        (date(2026, 4, 1), 2026, (43, 1)),
        (date(2026, 9, 30), 2026, (43, 1)),
        (date(2026, 10, 1), 2027, (44, 0)),
    ],
)
def test_the_day_of_discharge_decides_the_version(day: date, year: int, version: tuple[int, int]) -> None:
    assert (fiscal_year(day), version_on(day)) == (year, version)


@pytest.mark.parametrize(
    "change",
    [
        {"diagnoses": ()},
        {"diagnoses": (Diagnosed("J189", "X"),)},
        {"sex": "W"},
        {"age": -1},
        {"age": 125},
        {"status": "1"},
        {"status": "ab"},
    ],
)
def test_what_no_grouper_can_be_asked_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadStay):
        replace(STAY, **change)  # type: ignore[arg-type]  # each change is wrong on purpose


@pytest.mark.parametrize("change", [{"age": 0}, {"age": 124}, {"sex": "U"}, {"status": "20"}])
def test_what_is_just_right_is_taken(change: dict[str, object]) -> None:
    assert replace(STAY, **change).principal == "J189"  # type: ignore[arg-type]  # names of fields


def test_two_that_say_the_same_agree() -> None:
    found = compare(STAY, (Saying("one", lambda stay: PNEUMONIA), Saying("two", lambda stay: PNEUMONIA)))

    assert (found.agreed, found.differences, found.first.drg) == (True, (), "193")


def test_two_that_say_otherwise_are_shown_with_the_code_in_which_they_differ() -> None:
    other = replace(
        PNEUMONIA,
        drg="195",
        severity="",
        effects=(Effect("J9601", "MCC", counted=False, why="excluded by the principal diagnosis"),),
    )

    found = compare(STAY, (Saying("one", lambda stay: PNEUMONIA), Saying("two", lambda stay: other)))

    assert found.agreed is False
    assert found.differences[0] == "one says 193, two says 195."
    assert found.differences[1] == "J9601: may count to one, excluded by the principal diagnosis to two."


def test_one_that_does_not_answer_is_no_agreement_and_no_disagreement() -> None:
    silent = Saying("two", lambda stay: Grouped("", "", problem="it has no version."))

    found = compare(STAY, (silent, Saying("one", lambda stay: PNEUMONIA)))

    assert (found.agreed, found.first.grouper) == (None, "one")
    assert found.differences == ("two does not answer: it has no version.",)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("939", "981", "unrelated"),
        ("981", "969", "HIV"),
        ("949", "950", "aftercare"),
        ("789", "794", "newborn"),
        ("652", "514", "otherwise"),
    ],
)
def test_a_difference_that_was_met_before_is_explained(one: str, other: str, says: str) -> None:
    assert says in known_reason(replace(PNEUMONIA, drg=one), replace(PNEUMONIA, drg=other))


def test_a_difference_that_was_never_met_is_not_explained() -> None:
    assert known_reason(PNEUMONIA, replace(PNEUMONIA, drg="300", mdc="05")) == ""


def by_levels(stay: CodedStay) -> Grouped:
    """MCC for J9601, CC for N179; I10 may not be principal."""
    if stay.principal == "I10":
        return Grouped("", "V43.1", problem="the diagnosis may not be principal.")
    codes = {each.code for each in stay.diagnoses[1:]}
    severity = "MCC" if "J9601" in codes else "CC" if "N179" in codes else ""
    effects = tuple(Effect(code, level, counted=True) for code, level in (("J9601", "MCC"), ("N179", "CC")) if code in codes)
    return replace(PNEUMONIA, drg={"MCC": "193", "CC": "194", "": "195"}[severity], severity=severity, effects=effects)


def test_the_only_one_of_its_level_is_what_the_group_hangs_on() -> None:
    grouper = Saying("one", by_levels)

    (only,) = only_ones(STAY, grouper, grouper.group(STAY))

    assert (only.code, only.level, only.without, only.why) == ("J9601", "MCC", "194", "the only MCC that counts")


def test_of_two_of_a_level_neither_is_the_only_one() -> None:
    grouper = Saying("one", lambda stay: replace(PNEUMONIA, drg="193" if len(stay.diagnoses) > 1 else "195"))

    assert only_ones(STAY, grouper, grouper.group(STAY)) == ()


def test_only_documented_diagnoses_that_were_there_on_admission_are_tried_as_principal() -> None:
    stay = replace(STAY, diagnoses=(*STAY.diagnoses, Diagnosed("I10")))

    found = principals(stay, Saying("one", by_levels))

    assert [(one.code, one.drg, one.problem) for one in found] == [
        ("J9601", "194", ""),
        ("I10", "", "the diagnosis may not be principal."),
    ]
