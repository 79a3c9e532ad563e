"""What is proven to be clear is clear: the rules of levels 3 and 4, asked all the same, find nothing. And what is ordinary is proven."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.objects.claims import Billing, Claim, Household
from superbill.x12.objects.predeterminations_builder import Predetermination
from superbill.x12.objects.remits import ClaimPayment, Remittance
from superbill.x12.rules import judges_for
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import generate
from tests.x12.damage import damaged
from tests.x12.fuzz.inputs import kept

DAY = date(2026, 9, 18)
JUDGED = ("837P", "837I", "837D", "835")
PROVEN = (Claim, Household, ClaimPayment)
JUDGES = judges_for(frozenset((3, 4)))

TEXTS = (
    "", "1", "2", "4", "6", "7", "18", "21", "22", "25", "P", "S", "T", "U", "MB", "AM", "WC", "AA", "EM", "Y", "M", "N",
    "F8", "X4", "6R", "G1", "472", "434", "435", "439", "484", "096", "361", "314", "D", "A8", "EAF", "F5", "82", "77", "P3", "TT",
    "16", "23", "45", "96", "192", "CO", "OA", "PR", "232", "233", "150", "BK", "ABK", "MJ", "UN", "A", "B", "I",
    "A0428", "00100", "99499", "99223", "99213", "HE", "RX", "N7", "193200000X", "X" * 21, "X" * 31,
)  # fmt: skip
"""Codes that a rule looks for, and some that no rule does."""
CENTS = (None, 0, 1, -1)
UNITS = (None, Decimal(0), Decimal(1), Decimal(-1))
DAYS = (None, *(DAY + timedelta(days) for days in (-40_000, -400, -366, -1, 1, 40)))


@cache
def things_of(kind: str, *faults: str, seed: int = 5, claims: int = 12) -> list[object]:
    return heard(b"".join(generate(kind, seed=seed, claims=claims, on=DAY, faults=faults, claims_per_set=4)))


def heard(data: bytes) -> list[object]:
    things: list[object] = []
    check(data, levels=(1,), hear=things.append)
    return things


def is_clear(thing: object) -> bool:
    return JUDGES[type(thing)].is_clear(thing, {})


def found(thing: object) -> list[str]:
    return [each.code for each in JUDGES[type(thing)].findings(thing)]


def wrong(things: list[object]) -> list[list[str]]:
    """What the rules find in things that are proven to be clear."""
    return [found(thing) for thing in things if is_clear(thing) and found(thing)]


# --- ordinary files, and files with faults


@pytest.mark.parametrize("kind", JUDGED)
def test_what_is_ordinary_is_proven_to_be_clear(kind: str) -> None:
    things = [thing for thing in things_of(kind, claims=60) if isinstance(thing, PROVEN)]

    assert len(things) >= 60
    assert all(map(is_clear, things))


@pytest.mark.parametrize(("kind", "fault"), [(kind, fault) for kind in JUDGED for fault in faults_for(kind)])
def test_nothing_is_found_in_what_is_clear_in_a_file_with_a_fault(kind: str, fault: str) -> None:
    assert wrong(things_of(kind, fault, claims=16)) == []


@pytest.mark.parametrize("name", sorted(kept()))
def test_nothing_is_found_in_what_is_clear_in_files_that_fuzzing_kept(name: str) -> None:
    assert wrong(heard(kept()[name])) == []


@given(data=st.sampled_from(JUDGED).flatmap(damaged))
def test_nothing_is_found_in_what_is_clear_in_a_damaged_file(data: bytes) -> None:
    assert wrong(heard(data)) == []


@pytest.mark.parametrize("thing", [Billing(), Remittance()])
def test_what_is_seldom_has_no_proof_and_is_always_judged(thing: object) -> None:
    assert not is_clear(thing)


def test_a_predetermination_is_proven_as_a_claim_is() -> None:
    (claim, *_) = (thing for thing in things_of("837D") if isinstance(thing, Claim))

    assert is_clear(Predetermination(*claim))
    assert not is_clear(Predetermination(*claim)._replace(charge_cents=-1))


def test_without_rules_at_a_level_everything_is_clear() -> None:
    assert judges_for(frozenset((1, 2)))[Claim].is_clear(Claim(), {})


# --- claims with values changed


def changes(thing: object, name: str = "") -> Iterator[object]:
    """The thing with every value in it changed, one after the other: to another, left out, or doubled."""
    if not isinstance(thing, tuple):
        yield from others(thing, name)
        return
    if name in ("at", "header"):
        yield type(thing)()
        return
    names = getattr(type(thing), "_fields", None)
    for place, value in enumerate(thing):
        for other in changes(value, names[place] if names else name):
            yield like(thing, (*thing[:place], other, *thing[place + 1 :]))
        if not names:
            yield (*thing[:place], *thing[place + 1 :])
            yield (*thing, value)


def like(thing: tuple[object, ...], values: tuple[object, ...]) -> tuple[object, ...]:
    """The values as the kind of tuple that the thing is."""
    return tuple.__new__(type(thing), values)


def others(value: object, name: str) -> tuple[object, ...]:
    """What a value is changed to."""
    if isinstance(value, str):
        return TEXTS
    if isinstance(value, date) or name in ("died_on", "born", "first", "last", "created_on"):
        return DAYS
    if isinstance(value, Decimal) or name in ("units", "billed_units"):
        return UNITS
    if isinstance(value, bool):
        return (not value,)
    if name.endswith("cents"):
        return (*CENTS, *((value + 1, -value) if isinstance(value, int) else ()))
    return (0, value + 1) if isinstance(value, int) else ()


def changed(draw: st.DrawFn, thing: object, name: str = "") -> object:
    """The thing with one value in it changed that is drawn."""
    if not isinstance(thing, tuple):
        return draw(st.sampled_from(others(thing, name) or (thing,)))
    names = getattr(type(thing), "_fields", None)
    if not thing or name == "at":
        return thing
    place = draw(st.integers(0, len(thing) - 1))
    if not names and draw(st.booleans()):
        return (*thing[:place], *thing[place + draw(st.integers(0, 1)) :], *thing[place : place + 1])
    return like(thing, (*thing[:place], changed(draw, thing[place], names[place] if names else name), *thing[place + 1 :]))


@st.composite
def changed_often(draw: st.DrawFn) -> object:
    """A claim, a household or a claim payment with several values changed."""
    thing = draw(st.sampled_from([thing for kind in JUDGED for thing in things_of(kind) if isinstance(thing, PROVEN)]))
    for _ in range(draw(st.integers(1, 6))):
        thing = changed(draw, thing)  # type: ignore[assignment]  # it is of the kind that it was
    return thing


def shapes(kind: str) -> list[object]:
    """One claim of each shape: who the patient is, what other payers made of it, its status, where it is adjusted and so on."""
    found: dict[object, object] = {}
    for thing in things_of(kind, claims=40):
        if isinstance(thing, Claim):
            shape = (
                thing.patient is None,
                [bool(each.adjustments) for each in thing.other_payers],
                thing.causes,
                bool(thing.extras),
            )
            found.setdefault(repr(shape), thing)
        elif isinstance(thing, ClaimPayment):
            found.setdefault((thing.status, bool(thing.adjustments), thing.inpatient is None, thing.outpatient is None), thing)
    return list(found.values())


@pytest.mark.parametrize("kind", JUDGED)
def test_nothing_is_found_in_what_is_clear_whatever_value_is_changed(kind: str) -> None:
    things = chain.from_iterable(map(changes, shapes(kind)))

    some = list(islice(things, 3, None, 53))

    assert len(some) > 500
    assert wrong(some) == []


@given(thing=changed_often())
def test_nothing_is_found_in_what_is_clear_whatever_values_are_changed_together(thing: object) -> None:
    assert wrong([thing]) == []
