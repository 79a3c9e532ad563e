"""The explained view: every segment once and in its place, by name and in words, whatever the file is."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.guides import all_tables
from superbill.x12.segments import read_segments
from superbill.x12.tables import Composite, Loop
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.tools.meanings import CODES
from superbill.x12.tools.show import Line, What, show

DAY = date(2026, 9, 18)


def made(kind: str, *, claims: int = 8, faults: tuple[str, ...] = ()) -> bytes:
    return b"".join(generate(kind, seed=1, claims=claims, on=DAY, claims_per_set=4, faults=faults))


def lines(data: bytes, what: What) -> list[Line]:
    return [each for each in show(data) if each.what is what]


def element(data: bytes, spot: str, value: str) -> Line:
    return next(each for each in lines(data, What.ELEMENT) if each.spot == spot and each.value == value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_segment_is_shown_once_and_in_order(kind):
    data = made(kind)

    shown = [each.value + "~" for each in lines(data, What.SEGMENT)]

    assert shown == [each.text() for each in read_segments(data)]
    assert lines(data, What.NOTE) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_element_has_a_name(kind):
    assert [each for each in lines(made(kind), What.ELEMENT) if not each.name] == []


def test_loops_are_indented_by_the_levels_of_the_guide():
    found = [(each.depth, each.spot) for each in lines(made("837P", claims=2), What.LOOP)]

    assert found[:13] == [
        (3, "1000A"),
        (3, "1000B"),
        (3, "2000A"),
        (4, "2010AA"),
        (4, "2000B"),
        (5, "2010BA"),
        (5, "2010BB"),
        (5, "2300"),
        (6, "2310B"),
        (6, "2400"),
        (6, "2400"),
        (6, "2400"),
        (4, "2000B"),
    ]


def test_segments_stand_below_their_loop_and_elements_below_their_segment():
    found = list(show(made("837P", claims=1)))

    for before, after in itertools.pairwise(found):
        assert after.depth <= before.depth + 1
        assert after.what is not What.ELEMENT or before.what in (What.SEGMENT, What.ELEMENT)


@pytest.mark.parametrize(
    ("kind", "spot", "value", "name", "meaning"),
    [
        ("837P", "NM101", "85", "entity", "billing provider"),
        ("837P", "CLM05-3", "1", "frequency", "original"),
        ("837P", "HI01-1", "ABK", "list1", "first diagnosis"),
        ("837P", "HI01-2", "E1165", "code1", ""),
        ("837P", "DTP03", "20260721", "day", "2026-07-21"),
        ("837P", "SBR02", "18", "relationship", "self"),
        ("837P", "GS01", "HC", "function", "claims"),
        ("837P", "ISA15", "T", "test or production", "test"),
        ("835", "BPR04", "CHK", "method", "check"),
        ("835", "CLP02", "1", "status", "paid as first payer"),
        ("835", "CAS01", "CO", "group", "contractual: not the patient's"),
        ("835", "SVC01-2", "99214", "procedure", ""),
    ],
)
def test_elements_are_told_in_words(kind, spot, value, name, meaning):
    found = element(made(kind), spot, value)

    assert (found.name, found.meaning) == (name, meaning)


def test_words_for_outside_codes_are_asked_for_with_their_list():
    asked: list[tuple[int, str, str]] = []

    def explain(number: int, qualifier: str, code: str) -> str:
        asked.append((number, qualifier, code))
        return "above the fee" if (number, code) == (1034, "45") else ""

    found = [each for each in show(made("835"), explain=explain) if each.spot.startswith("CAS") and each.value == "45"]

    assert {each.meaning for each in found} == {"above the fee"}
    assert (1034, "CO", "45") in asked
    assert (234, "HC", "99214") in asked


def test_without_elements_only_loops_and_segments_are_shown():
    assert {each.what for each in show(made("837P"), elements=False)} == {What.LOOP, What.SEGMENT}


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("unknown-segment", "ZZZ is not in the guide."),
        ("unknown-qualifier", "REF does not belong here."),
        ("cut-file", "The file ends too early: it was cut. Ask the sender for the whole file again; nothing of it was used."),
    ],
)
def test_what_does_not_fit_is_noted_in_its_place(fault, says):
    notes = lines(made("837P", faults=(fault,)), What.NOTE)

    assert [each.name for each in notes] == [says]


def test_a_set_without_a_table_is_shown_by_the_standard():
    data = made("837P", claims=1).replace(b"*005010X222A1~", b"*005010X999~").replace(b"ST*837", b"ST*888")

    notes = lines(data, What.NOTE)

    assert len(notes) == 1
    assert "888" in notes[0].name
    assert element(data, "NM101", "85").meaning == "billing provider"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data):
    assert list(show(data))


@given(at=st.integers(0, 3000), gone=st.integers(0, 200), new=st.binary(max_size=4))
def test_no_damage_makes_it_fail(at, gone, new):
    data = made("835", claims=4)

    assert list(show(data[:at] + new + data[at + gone :]))


def test_every_code_with_words_is_known_to_some_table_or_the_envelopes():
    known: dict[int, set[str]] = {}

    def walk(loop: Loop) -> None:
        for child in loop.children:
            if isinstance(child, Loop):
                walk(child)
                continue
            for each in child.fields:
                for at in each.parts if isinstance(each, Composite) else (each,):
                    known.setdefault(at.number, set()).update(at.allowed)

    for table in all_tables():
        walk(table.body)
    free = {number for number, codes in known.items() if not codes} | {143, 479, 10013, 10014, 10017}

    assert {number: set(words) - known.get(number, set()) for number, words in CODES.items() if number not in free} == {
        number: set() for number in CODES if number not in free
    }
