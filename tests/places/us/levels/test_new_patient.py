"""New or established: three years, the group, the specialty, and which service decides."""

from datetime import date

import pytest

from superbill.places.us.levels.new_patient import EarlierService, new_or_established

DAY = date(2026, 9, 8)


def seen(
    day: date, procedure: str = "99213", *, clinician: str = "1", taxonomy: str = "207R00000X", group: str = "9"
) -> EarlierService:
    return EarlierService(procedure, day, clinician, taxonomy, group, "visit V1")


def is_new(*earlier: EarlierService, on: date = DAY) -> bool:
    return new_or_established(earlier, on=on, clinician="2", taxonomy="207R00000X", group="9").new_patient


@pytest.mark.parametrize(
    ("day", "new"),
    [(date(2023, 9, 7), True), (date(2023, 9, 8), True), (date(2023, 9, 9), False), (date(2026, 9, 7), False), (DAY, True)],
)
def test_three_years_end_on_the_day(day: date, new: bool) -> None:
    assert is_new(seen(day)) == new


def test_a_service_of_february_29_counts_until_march_1_three_years_later() -> None:
    leap = seen(date(2024, 2, 29))

    assert [is_new(leap, on=day) for day in (date(2027, 2, 28), date(2027, 3, 1))] == [False, True]


@pytest.mark.parametrize(
    ("changes", "new"),
    [
        ({}, False),
        ({"group": "8"}, True),
        ({"taxonomy": "208600000X"}, True),
        ({"taxonomy": "207RC0000X"}, True),
        ({"taxonomy": "363LF0000X"}, False),
        ({"taxonomy": "363A00000X"}, False),
        ({"clinician": "2", "group": "8", "taxonomy": "208600000X"}, False),
        ({"procedure": "20610"}, False),
        ({"procedure": "98006"}, False),
        ({"procedure": "90837"}, False),
        ({"procedure": "90791"}, False),
        ({"procedure": "90847"}, False),
        ({"procedure": "98925"}, False),
        ({"procedure": "98941"}, False),
        ({"procedure": "90785"}, True),
        ({"procedure": "90849"}, True),
        ({"procedure": "98016"}, True),
        ({"procedure": "80053"}, True),
        ({"procedure": "71046"}, True),
    ],
)
def test_the_same_group_and_specialty_face_to_face_makes_a_patient_established(changes: dict[str, str], new: bool) -> None:
    assert is_new(seen(date(2025, 1, 1), **changes)) == new


def test_the_latest_service_decides_and_is_named() -> None:
    standing = new_or_established(
        (seen(date(2024, 1, 1)), seen(date(2025, 5, 5), "99214")), on=DAY, clinician="2", taxonomy="207R00000X", group="9"
    )

    assert standing.decided_by == seen(date(2025, 5, 5), "99214")
    assert standing.why == "99214 on 2025-05-05 (visit V1): by the same group and specialty"


def test_another_subspecialty_is_new_and_to_be_looked_at() -> None:
    standing = new_or_established(
        (seen(date(2025, 5, 5), taxonomy="207RC0000X"),), on=DAY, clinician="2", taxonomy="207R00000X", group="9"
    )

    assert standing.new_patient
    assert "another subspecialty" in standing.look


def test_psychotherapy_by_the_same_clinician_two_months_before_makes_a_patient_established() -> None:
    assert not is_new(seen(date(2026, 7, 8), "90837", clinician="2", group="8", taxonomy="2084P0800X"))
