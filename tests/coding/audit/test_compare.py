"""Two superbills of one visit: every kind of difference, its direction, and what counts as agreement."""

from datetime import UTC, datetime

import pytest

from superbill.claims.note import CodeChoice
from superbill.claims.visit import Service, Sheet
from superbill.coding.audit.compare import Agreed, Difference, Direction, Kind, compare

AT = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)
FEES = {"99213": 15_000, "99214": 21_000, "99212": 15_000}
VISIT = Service("99214", ("E11.65", "I10"))


def sheet(*codes: str, services: tuple[Service, ...] = (), how: str = "accepted") -> Sheet:
    return Sheet(tuple(CodeChoice(code, how, (), "Dana Reyes", AT) for code in codes), services)


def differences(first: Sheet, second: Sheet) -> list[tuple[Kind, str, str, Direction]]:
    return [(one.kind, one.first, one.second, one.direction) for one in compare(first, second, worth=FEES.get).differences]


def test_the_same_superbill_agrees_on_every_point() -> None:
    one = sheet("E11.65", "I10", services=(Service("99214", ("E11.65", "I10"), ("25",)), Service("J1885", ("I10",), (), 4)))

    found = compare(one, one)

    assert found.differences == ()
    assert [point.what for point in found.agreed] == [
        "E11.65", "I10", "E11.65 first",
        "99214", "99214 modifiers", "99214 pointers",
        "J1885", "J1885 units", "J1885 pointers",
    ]  # fmt: skip
    assert found.agreed[0] == Agreed("E11.65", "accepted")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("E11.65",), ("E11.65", "I10"), [(Kind.MISSED, "", "I10", Direction.SAME)]),
        (("E11.65", "I10"), ("E11.65",), [(Kind.UNSUPPORTED, "I10", "", Direction.SAME)]),
        (("E11.9",), ("E11.65",), [(Kind.SPECIFICITY, "E11.9", "E11.65", Direction.SAME)]),
        (("E10.9",), ("E11.9",), [(Kind.UNSUPPORTED, "E10.9", "", Direction.SAME), (Kind.MISSED, "", "E11.9", Direction.SAME)]),
        (("E11.9", "I10"), ("I10", "E11.9"), [(Kind.SEQUENCE, "E11.9", "I10", Direction.SAME)]),
        (("E11.9", "I10", "R05.9"), ("E11.9", "R05.9", "I10"), []),
        ((), (), []),
    ],
)
def test_diagnoses_differ(
    first: tuple[str, ...], second: tuple[str, ...], expected: list[tuple[Kind, str, str, Direction]]
) -> None:
    assert differences(sheet(*first), sheet(*second)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((VISIT,), (), [(Kind.SERVICE_EXTRA, "99214", "", Direction.OVER)]),
        ((), (VISIT,), [(Kind.SERVICE_MISSED, "", "99214", Direction.UNDER)]),
        ((VISIT,), (Service("99213", VISIT.codes),), [(Kind.LEVEL, "99214", "99213", Direction.OVER)]),
        ((Service("99213", VISIT.codes),), (VISIT,), [(Kind.LEVEL, "99213", "99214", Direction.UNDER)]),
        ((Service("99213", VISIT.codes),), (Service("99212", VISIT.codes),), [(Kind.LEVEL, "99213", "99212", Direction.SAME)]),
        ((VISIT,), (Service("99215", VISIT.codes),), [(Kind.LEVEL, "99214", "99215", Direction.UNKNOWN)]),
        (
            (VISIT,),
            (Service("36415", ("I10",)),),
            [(Kind.SERVICE_EXTRA, "99214", "", Direction.OVER), (Kind.SERVICE_MISSED, "", "36415", Direction.UNDER)],
        ),
        (
            (Service("99214", VISIT.codes, ("25",)),),
            (VISIT,),
            [(Kind.MODIFIER, "99214 -25", "99214", Direction.UNKNOWN)],
        ),
        ((Service("20610", ("M17.11",), ("RT", "59")),), (Service("20610", ("M17.11",), ("59", "RT")),), []),
        (
            (Service("20610", ("I10",), ("RT",)), Service("20610", ("I10",), ("LT",))),
            (Service("20610", ("I10",), ("LT",)), Service("20610", ("I10",), ("RT",))),
            [],
        ),
        (
            (Service("J1885", ("I10",), (), 4),),
            (Service("J1885", ("I10",), (), 2),),
            [(Kind.UNITS, "J1885 × 4", "J1885 × 2", Direction.OVER)],
        ),
        (
            (Service("J1885", ("I10",)),),
            (Service("J1885", ("I10",), (), 2),),
            [(Kind.UNITS, "J1885 × 1", "J1885 × 2", Direction.UNDER)],
        ),
        (
            (Service("36415", ("I10",)),),
            (Service("36415", ("E11.65",)),),
            [(Kind.POINTERS, "36415 →I10", "36415 →E11.65", Direction.SAME)],
        ),
    ],
)
def test_services_differ(
    first: tuple[Service, ...], second: tuple[Service, ...], expected: list[tuple[Kind, str, str, Direction]]
) -> None:
    assert differences(sheet("E11.65", "I10", services=first), sheet("E11.65", "I10", services=second)) == expected


def test_a_service_for_another_diagnosis_differs_once() -> None:
    one, other = sheet("E11.9", services=(Service("36415", ("E11.9",)),)), sheet("I10", services=(Service("36415", ("I10",)),))

    found = compare(one, other)

    assert [each.kind for each in found.differences] == [Kind.UNSUPPORTED, Kind.MISSED]
    assert [each.what for each in found.agreed] == ["36415"]


def test_a_service_that_stands_twice_is_compared_twice() -> None:
    once, twice = sheet("I10", services=(Service("36415", ("I10",)),)), sheet("I10", services=(Service("36415", ("I10",)),) * 2)

    assert differences(once, twice) == [(Kind.SERVICE_MISSED, "", "36415", Direction.UNDER)]


def test_differences_that_look_alike_have_names_of_their_own_and_short_ones() -> None:
    found = compare(sheet("I10"), sheet("I10", services=(Service("36415", ("I10",)),) * 3)).differences

    assert len({one.key for one in found}) == 3
    assert max(len(one.key) for one in found) < 50


def test_a_difference_has_a_name_of_its_own() -> None:
    found = compare(sheet("E11.9", "R05.9", how="changed"), sheet("I10", "J06.9")).differences

    assert len({one.key for one in found}) == len(found) == 4
    assert found[0] == Difference(Kind.UNSUPPORTED, "E11.9", "", Direction.SAME, "changed")
