"""Files compared by meaning: nothing is told of what means the same, and every change is told once and by its name."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.errors import SuperbillError
from superbill.x12.errors import X12Error
from superbill.x12.tools.diff import Difference, What, diff
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.tools.join import join
from superbill.x12.tools.split import By, split
from tests.exchange.invented import recounted
from tests.x12.damage import damaged

DAY = date(2026, 9, 18)


def made(kind: str, *, seed: int = 1, claims: int = 24, per_set: int = 12, faults: tuple[str, ...] = ()) -> bytes:
    return b"".join(generate(kind, seed=seed, claims=claims, on=DAY, claims_per_set=per_set, faults=faults))


def differences(before: bytes, after: bytes) -> list[Difference]:
    return list(diff(before, after))


def told(old: str, new: str, kind: str = "837P") -> list[tuple[str, str, str, str, str]]:
    before = made(kind, claims=8)
    assert old.encode() in before
    found = differences(before, recounted(before.replace(old.encode(), new.encode(), 1)))
    return [(each.what.value, each.spot, each.name, each.before, each.after) for each in found]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_does_not_differ_from_itself(kind):
    assert differences(made(kind), made(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_delimiters_and_line_ends_mean_nothing(kind):
    data = made(kind)
    other = data.replace(b"~\n", b"~").replace(b"*", b"|").replace(b":", b">").replace(b"~", b"\r\n").replace(b"^", b"!")

    assert differences(data, other) == []


@given(seed=st.integers(0, 10**6), per_set=st.integers(1, 8), kind=st.sampled_from(["837P", "837I", "837D", "835"]))
def test_parting_into_sets_means_nothing(seed, per_set, kind):
    data = made(kind, seed=seed, claims=8, per_set=per_set)

    joined = b"".join(join([part.data for part in split(data, by=By.SET)], control=5))

    assert differences(data, joined) == []


@given(seed=st.integers(0, 10**6), most=st.integers(1, 8))
def test_claims_spread_over_other_sets_differ_by_their_levels_alone(seed, most):
    data = made("837P", seed=seed, claims=8, per_set=8)

    joined = b"".join(join([part.data for part in split(data, by=By.CLAIMS, claims=most)]))

    of_levels = {"BHT03", "SBR02", "N3", "N4", "DMG"}  # a subscriber above a dependent alone is not the patient
    assert {each.spot for each in differences(data, joined)} <= of_levels


def test_the_order_of_segments_of_one_name_means_nothing():
    assert told("CAS*CO*45*91.04~\nCAS*PR*3*22.25~\n", "CAS*PR*3*22.25~\nCAS*CO*45*91.04~\n") == []


def test_zeros_after_the_point_mean_nothing():
    assert told("CLM*V00000001*283*", "CLM*V00000001*283.00*") == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("*283***11:B:1*", "*284***11:B:1*", ("changed", "CLM02", "claim: charge", "283", "284")),
        ("11:B:1*Y*A", "12:B:1*Y*A", ("changed", "CLM05-1", "claim: place of service", "11", "12")),
        ("SV1*HC:99214:25*", "SV1*HC:99215:25*", ("changed", "SV101-2", "service: procedure", "99214", "99215")),
        ("REF*X4*52D9999999~\n", "", ("removed", "REF", "clia", "REF*X4*52D9999999", "")),
        ("HI*ABK:E1165*", "HI*ABK:E119*", ("changed", "HI01-2", "diagnoses: code1", "E1165", "E119")),
        ("DMG*D8*19711024*F", "DMG*D8*19711024*M", ("changed", "DMG03", "born: sex", "F", "M")),
        ("*ZZ*CLEARWAY       *", "*ZZ*OTHERWAY       *", ("changed", "ISA08", "receiver", "CLEARWAY", "OTHERWAY")),
    ],
)
def test_a_change_is_told_by_its_name(old, new, found):
    assert told(old, new) == [found]


def test_a_change_says_where_it_stands():
    before = made("837P", claims=8)
    after = before.replace(b"SV1*HC:99203*202.3*", b"SV1*HC:99203*203.3*")

    (found,) = differences(before, after)

    assert (found.claim, found.loop) == ("V00000003", "2400")
    assert found.before_at == found.after_at > 50


def test_what_is_true_of_several_claims_is_told_once():
    before = made("837P", claims=8)
    after = before.replace(b"CLINIC WAY", b"CLINIC ROAD")

    assert [each.spot for each in differences(before, after)] == ["N301"]


def test_a_missing_claim_is_told_as_one_thing():
    before = made("835", claims=8)
    lines = before.decode().split("~\n")
    start = next(index for index, line in enumerate(lines) if line.startswith("CLP*V00000002"))
    stop = next(index for index, line in enumerate(lines) if line.startswith("CLP*V00000003"))
    after = recounted("~\n".join(lines[:start] + lines[stop:]).encode())

    (gone,) = differences(before, after)
    (come,) = differences(after, before)

    assert (gone.what, gone.name, gone.before, gone.loop) == (What.REMOVED, "claim", "V00000002", "2100")
    assert (come.what, come.name, come.after) == (What.ADDED, "claim", "V00000002")


def test_a_claim_of_another_patient_differs_by_the_patient():
    assert told("NM1*IL*1*GUERRA*", "NM1*IL*1*RIVERS*") == [("changed", "NM103", "name: last name", "GUERRA", "RIVERS")]


def test_another_kind_of_file_has_nothing_in_common():
    found = differences(made("837P", claims=3), made("835", claims=3))

    assert {each.what for each in found if each.spot == "CLM"} == {What.REMOVED}
    assert {each.what for each in found if each.spot == "CLP"} == {What.ADDED}


UNTOLD = {"trailing-separator", "hl-number", "hl-parent", "wrong-order"}


@pytest.mark.parametrize("kind", ["837P", "835"])
def test_every_fault_that_can_be_read_is_told(kind):
    clean = made(kind, claims=12, per_set=6)
    for name, fault in faults_for(kind).items():
        if name in UNTOLD:
            continue
        bad = made(kind, claims=12, per_set=6, faults=(name,))
        if fault.level == 1 and not _is_read(bad):
            continue
        assert differences(clean, bad), name


def _is_read(data: bytes) -> bool:
    try:
        differences(data, data)
    except X12Error:
        return False
    return True


def test_a_cut_file_is_not_compared():
    with pytest.raises(X12Error):
        differences(made("835"), made("835")[:-40])


@given(data=damaged("835"))
def test_damage_gives_differences_or_a_typed_error(data):
    with suppress(SuperbillError):
        assert isinstance(differences(made("835", claims=3), data), list)
