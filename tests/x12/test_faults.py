"""Wanted faults: each is the one thing wrong with an otherwise clean file, and is found where a rule for it stands."""

from collections import Counter
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.envelope import read_interchanges
from superbill.x12.errors import X12Error
from superbill.x12.tools.faults import NoPlaceForFault, faults_for
from superbill.x12.tools.generate import KINDS, NoSuchKind, generate

DAY = date(2026, 9, 18)
EVERY = [(kind, name) for kind in KINDS for name in faults_for(kind)]
ENVELOPE = {"cut-file", "missing-trailer", "se-count", "se-control", "ge-count", "ge-control", "iea-count", "iea-control"}
UNFOUND = {"diagnosis", "diagnosis-not-complete", "modifier", "revenue-code"}
"""Lists that are licensed or loaded from outside: only the form of their codes is known here."""
UNJUDGED = {"unknown-guide", "nothing-asked", "end-of-loop-missing", "reason-without-remark", "routing-number"}
"""What no rule judges yet."""


@cache
def lines(kind: str, *faults: str, seed: int = 1, claims: int = 18) -> list[str]:
    return b"".join(generate(kind, seed=seed, claims=claims, on=DAY, faults=faults, claims_per_set=9)).decode().split("~\n")


def changed(clean: list[str], bad: list[str]) -> int:
    """How many segments stand in one and not in the other, the trailers' counts aside."""
    a, b = (Counter(each for each in some if not each.startswith("SE*")) for some in (clean, bad))
    return (a - b).total() + (b - a).total()


def test_there_are_faults_of_every_level_for_every_kind():
    levels = {kind: {fault.level for fault in faults_for(kind).values()} for kind in ("837P", "837I", "837D", "835")}

    assert levels == {kind: {1, 2, 3, 4, 5} for kind in levels}
    assert len({name for _, name in EVERY}) > 60


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_fault_changes_little(kind, name):
    clean, bad = lines(kind), lines(kind, name)

    assert bad != clean
    assert changed(clean, bad) <= 4 or name == "cut-file"


@pytest.mark.parametrize(("kind", "name"), [each for each in EVERY if each[1] in ENVELOPE])
def test_a_broken_envelope_is_refused(kind, name):
    data = "~\n".join(lines(kind, name)).encode()

    with pytest.raises(X12Error):
        read_interchanges(data)


@pytest.mark.parametrize(("kind", "name"), [each for each in EVERY if each[1] not in UNFOUND | UNJUDGED])
def test_a_fault_is_found_at_its_level(kind, name):
    found = check("~\n".join(lines(kind, name)).encode()).findings

    assert faults_for(kind)[name].level in {each.level for each in found}


def test_several_faults_are_put_into_one_file():
    clean, bad = lines("837P"), lines("837P", "npi-check-digit", "total-charge", "self-without-birth-date", "iea-count")

    assert changed(clean, bad) == 7


def test_the_count_of_segments_stays_right_unless_it_is_the_fault():
    for name in ("self-without-address", "too-often", "unknown-segment"):
        (interchange,) = read_interchanges("~\n".join(lines("837P", name)).encode())
        assert interchange.groups[0].sets


def test_a_fault_without_a_place_is_told_at_the_end():
    with pytest.raises(NoPlaceForFault, match="ambulance"):
        lines("837P", "ambulance-without-transport", claims=2)


@pytest.mark.parametrize(("kind", "name"), [("837P", "carc"), ("835", "diagnosis"), ("837P", ""), ("837P", "no-such")])
def test_a_fault_of_another_kind_is_refused(kind, name):
    with pytest.raises(NoSuchKind):
        lines(kind, name)


@given(seed=st.integers(0, 10**6), picked=st.sampled_from(EVERY))
def test_every_fault_finds_its_place_whatever_the_seed(seed, picked):
    kind, name = picked

    assert changed(lines(kind, seed=seed), lines(kind, name, seed=seed)) > 0 or name in ENVELOPE | {"wrong-order"}
