"""Files parted and put together: whole, counted and numbered right, with every claim once and under its own levels."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.errors import BadInput, SuperbillError
from superbill.x12.check import check
from superbill.x12.envelope import Interchange, read_interchanges
from superbill.x12.errors import X12Error
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import generate
from superbill.x12.tools.join import CannotJoin, join
from superbill.x12.tools.split import By, CannotSplit, Part, split
from tests.exchange.invented import recounted
from tests.x12.damage import damaged

DAY = date(2026, 9, 18)


def made(kind: str, *, seed: int = 1, claims: int = 40, per_set: int = 10, faults: tuple[str, ...] = ()) -> bytes:
    return b"".join(generate(kind, seed=seed, claims=claims, on=DAY, claims_per_set=per_set, faults=faults))


def parts(data: bytes, by: By, **more: int) -> list[Part]:
    return list(split(data, by=by, **more))


def only(data: bytes) -> Interchange:
    (interchange,) = read_interchanges(data)
    return interchange


def claims_with_levels(data: bytes) -> list[tuple[str, ...]]:
    """Each claim as text, after what its levels say without their numbers: provider, subscriber, patient.

    Of a subscriber above a dependent, what says that the subscriber is the patient is left out: parts do not have it.
    """
    found: list[tuple[str, ...]] = []
    for interchange in read_interchanges(data):
        for group in interchange.groups:
            for each in group.sets:
                levels: list[list[str]] = []
                inside = False
                for segment in each.body:
                    if segment.tag == "HL":
                        del levels[{"20": 0, "22": 1, "23": 2}[segment.element(3)] :]
                        levels.append([segment.element(3)])
                        inside = False
                    elif segment.tag == "CLM":
                        found.append((*("".join(level) for level in levels), segment.text()))
                        if len(levels) == 3:
                            bare = (each for each in levels[1] if not each.startswith(("N3", "N4", "DMG", "SBR")))
                            found[-1] = (found[-1][0], "".join(bare), *found[-1][2:])
                        inside = True
                    elif inside:
                        found[-1] = (*found[-1][:-1], found[-1][-1] + segment.text())
                    elif levels:
                        levels[-1].append(segment.text())
    return found


@pytest.mark.parametrize("kind", ["837P", "837I", "837D"])
@given(seed=st.integers(0, 10**6), claims=st.integers(1, 30), per_set=st.integers(1, 30), most=st.integers(1, 12))
def test_every_claim_is_in_one_part_under_its_own_levels(kind, seed, claims, per_set, most):
    data = made(kind, seed=seed, claims=claims, per_set=per_set)

    found = parts(data, By.CLAIMS, claims=most)

    assert [claim for part in found for claim in claims_with_levels(part.data)] == claims_with_levels(data)
    assert all(1 <= part.claims <= most for part in found)
    assert sum(part.claims for part in found) == claims


@pytest.mark.parametrize("kind", ["837P", "837I", "837D"])
@pytest.mark.parametrize("most", [1, 3, 7])
def test_parts_by_claims_are_clean_files(kind, most):
    for part in parts(made(kind), By.CLAIMS, claims=most):
        report = check(part.data)
        assert report.accepted
        assert report.findings == []


def test_the_references_of_the_parts_of_a_set_differ():
    found = parts(made("837P", claims=10), By.CLAIMS, claims=4)

    references = [only(part.data).groups[0].sets[0].body[0].element(3) for part in found]

    assert references == ["B26091800001", "B26091800001-2", "B26091800001-3"]


def test_a_level_without_claims_is_kept():
    lines = made("837P", claims=3).decode().split("~\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("HL*3*"))
    lines[at:at] = ["HL*3*1*22*0", "SBR*P*18*******CI", "NM1*IL*1*STRAY*ADA****MI*W1", "NM1*PR*2*ACORN*****PI*ACORN1"]
    data = recounted("~\n".join(lines).encode())

    found = parts(data, By.CLAIMS, claims=1)

    assert sum(b"STRAY" in part.data for part in found) == 1


@pytest.mark.parametrize("kind", ["835", "837P", "837D"])
def test_by_set_each_part_has_one_set_as_it_was(kind):
    data = made(kind)

    found = parts(data, By.SET)

    assert [only(part.data).groups[0].sets[0].body for part in found] != []
    assert [[s.text() for s in only(part.data).groups[0].sets[0].body] for part in found] == [
        [s.text() for s in each.body] for each in only(data).groups[0].sets
    ]
    assert [part.claims for part in found] == [10, 10, 10, 10]
    assert [part.control for part in found] == ["000000002", "000000003", "000000004", "000000005"]
    assert all(check(part.data).accepted for part in found)


def test_control_numbers_count_on_from_where_one_wants():
    found = parts(made("835"), By.SET, first_control=900)

    assert [(only(part.data).control, only(part.data).groups[0].control) for part in found][:2] == [
        ("000000900", "900"),
        ("000000901", "901"),
    ]


def test_control_numbers_do_not_run_over():
    with pytest.raises(BadInput):
        parts(made("835"), By.SET, first_control=999_999_998)


def test_by_interchange_nothing_is_changed():
    one, two = made("837P", seed=1), made("835", seed=2)

    found = parts(one + two, By.INTERCHANGE)

    assert [part.data for part in found] == [one, two]


def test_by_group_each_part_has_one_group():
    both = b"".join(join([made("837P", seed=1), made("837D", seed=2)]))

    found = parts(both, By.GROUP)

    assert [only(part.data).groups[0].guide for part in found] == ["005010X222A1", "005010X224A2"]
    assert [part.sets for part in found] == [4, 4]


@pytest.mark.parametrize("kind", ["835"])
def test_a_remittance_cannot_be_split_by_claims(kind):
    with pytest.raises(CannotSplit, match="BPR"):
        parts(made(kind), By.CLAIMS, claims=5)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("HL*1**20*1~", "HL*1**21*1~", "HL03 is 21"),
        ("HL*1**20*1~", "", "22 stands outside a level 20"),
        ("HL*2*1*22*0~", "HL*2*1*23*0~", "23 stands outside a level 22"),
    ],
)
def test_levels_out_of_place_are_not_counted_as_if_they_were_in_it(before, after, what):
    data = made("837P", seed=3, claims=6)
    assert before.encode() in data

    with pytest.raises(CannotSplit, match=what) as refused:
        parts(recounted(data.replace(before.encode(), after.encode(), 1)), By.CLAIMS, claims=2)

    assert "segment" in refused.value.where


def test_a_part_has_at_least_one_claim():
    with pytest.raises(BadInput):
        parts(made("837P"), By.CLAIMS, claims=0)


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize(
    "fault", ["cut-file", "missing-trailer", "se-count", "se-control", "ge-count", "ge-control", "iea-count", "iea-control"]
)
def test_a_broken_file_is_never_split_as_if_it_were_whole(by, fault):
    assert fault in faults_for("837P")

    with pytest.raises(X12Error):
        parts(made("837P", faults=(fault,)), by, claims=5)


@pytest.mark.parametrize("data", [b"", b"Dear all,", b"\xff\xfe", b"ISA*00*"])
def test_what_is_no_x12_is_refused(data):
    with pytest.raises(X12Error):
        parts(data, By.SET)


def test_bytes_are_kept_whatever_they_mean():
    data = made("837P", claims=3).replace(b"CLINIC WAY", "CHÂTEAU WAY".encode())

    (part,) = parts(data, By.INTERCHANGE)

    assert part.data == data


@given(seed=st.integers(0, 10**6), size=st.integers(1, 300), by=st.sampled_from(list(By)))
def test_chunks_of_any_size_give_the_same_parts(seed, size, by):
    data = made("837P", seed=seed, claims=6, per_set=4)

    found = list(split((data[at : at + size] for at in range(0, len(data), size)), by=by, claims=2))

    assert found == parts(data, by, claims=2)


# --- join


@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["837P", "837I", "837D", "835"]))
def test_what_was_split_by_sets_can_be_joined_again(seed, kind):
    data = made(kind, seed=seed, claims=12, per_set=4)

    joined = b"".join(join([part.data for part in split(data, by=By.SET)]))

    assert joined == data


def test_joined_files_are_clean_and_have_every_claim():
    one, two, three = made("837P", seed=1), made("837P", seed=2), made("837I", seed=3)

    joined = b"".join(join([one, two, three], control=77))

    assert claims_with_levels(joined) == claims_with_levels(one) + claims_with_levels(two) + claims_with_levels(three)
    assert [len(group.sets) for group in only(joined).groups] == [8, 4]
    assert [group.control for group in only(joined).groups] == ["77", "78"]
    assert check(joined).findings == []


def test_other_delimiters_become_those_of_the_first_file():
    one, two = made("837P", seed=1, claims=2), made("837P", seed=2, claims=2)
    other = two.replace(b"*", b"|").replace(b":", b">").replace(b"^", b"!")

    assert b"".join(join([one, other])) == b"".join(join([one, two]))


def test_a_value_that_holds_a_delimiter_of_the_first_file_is_not_joined():
    one, two = made("837P", seed=1, claims=2), made("837P", seed=2, claims=2)
    other = two.replace(b"*", b"|").replace(b"CLINIC WAY", b"CLINIC*WAY")

    with pytest.raises(X12Error):
        b"".join(join([one, other]))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b"*ZZ*SUNNYSIDE      *", b"*ZZ*SOMEBODY       *", "sender"),
        (b"*ZZ*CLEARWAY       *", b"*30*CLEARWAY       *", "receiver"),
        (b"*0*T*:~", b"*0*P*:~", "test mark"),
    ],
)
def test_files_of_others_are_not_joined(old, new, what):
    one, two = made("837P", seed=1), made("837P", seed=2)
    assert old in two

    with pytest.raises(CannotJoin, match=what):
        b"".join(join([one, two.replace(old, new)]))


def test_the_same_file_is_not_joined_twice():
    one = made("837P")

    with pytest.raises(CannotJoin, match="twice"):
        b"".join(join([one, one]))


def test_nothing_cannot_be_joined():
    with pytest.raises(CannotJoin):
        b"".join(join([]))


def test_a_cut_file_is_not_joined():
    with pytest.raises(X12Error):
        b"".join(join([made("837P"), made("837P", seed=2)[:-30]]))


@given(data=damaged("837P"), by=st.sampled_from(list(By)))
def test_damage_gives_parts_or_a_typed_error(data, by):
    with suppress(SuperbillError):
        assert parts(data, by, claims=2)
    with suppress(SuperbillError):
        assert b"".join(join([data, made("837P", seed=9, claims=1)]))
