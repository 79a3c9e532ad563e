"""The standard's directory is sound, and no guide's table says anything that the standard does not let it say."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

from superbill.x12 import transactions
from superbill.x12.elements import ELEMENTS, ELEMENTS_6020, elements_for
from superbill.x12.standard import STANDARD, Spot, find_segment
from superbill.x12.syntax import CONDITIONS, PART_CONDITIONS
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.ta1 import TA1


def every_transaction() -> list[Transaction]:
    modules = (import_module(f"{transactions.__name__}.{module.name}") for module in pkgutil.iter_modules(transactions.__path__))
    found = {id(each): each for module in modules for each in vars(module).values() if isinstance(each, Transaction)}
    return list(found.values())


def segs(loop: Loop) -> Iterator[tuple[str, Seg]]:
    for child in loop.children:
        if isinstance(child, Seg):
            yield f"{loop.id} {child.name}", child
        else:
            yield from segs(child)


def complaints(seg: Seg) -> Iterator[str]:
    spots = {spot.place: spot for spot in find_segment(seg.tag)}
    if not spots:
        yield f"{seg.tag} is no segment of the standard"
        return
    for each in seg.fields:
        yield from each_complaint(f"{seg.tag}{each.place:02d}", each, spots.get(each.place))
    yield from left_out(seg.tag, find_segment(seg.tag), {each.place for each in seg.fields}, "{:02d}")


def each_complaint(where: str, each: Field | Composite, spot: Spot | None) -> Iterator[str]:
    if spot is None:
        yield f"{where} is beyond the last place"
        return
    if spot.mandatory and not each.need:
        yield f"{where} is mandatory and not needed"
    if spot.repeat < (each.repeat or 1_000):
        yield f"{where} repeats more than {spot.repeat} times"
    if isinstance(each, Field):
        if each.number != spot.number:
            yield f"{where} is {spot.composite or spot.number}, not {each.number}"
        return
    parts = {part.place: part for part in spot.parts}
    for part in each.parts:
        yield from each_complaint(f"{where}-{part.place}", part, parts.get(part.place))
    yield from left_out(where, spot.parts, {part.place for part in each.parts}, "-{}")


def left_out(where: str, spots: tuple[Spot, ...], used: set[int], form: str) -> Iterator[str]:
    for spot in spots:
        if spot.mandatory and spot.place not in used:
            yield f"{where}{form.format(spot.place)} is mandatory and left out"


@pytest.mark.parametrize("transaction", every_transaction(), ids=lambda each: f"{each.kind} {each.guide} {each.title}")
def test_a_guide_says_nothing_that_the_standard_does_not_let_it_say(transaction):
    found = {(where, complaint) for where, seg in segs(transaction.body) for complaint in complaints(seg)}

    assert sorted(found) == []


def test_the_interchange_acknowledgment_says_nothing_that_the_standard_does_not_let_it_say():
    assert list(complaints(TA1)) == []


@pytest.mark.parametrize(
    ("seg", "expected"),
    [
        (Seg("LX", "line", (Field("number", 1, 554, need=True),)), []),
        (Seg("LX", "line", (Field("number", 1, 554),)), ["LX01 is mandatory and not needed"]),
        (Seg("LX", "line", (Field("number", 1, 628, need=True),)), ["LX01 is 554, not 628"]),
        (Seg("LX", "line", (Field("number", 1, 554, need=True, repeat=2),)), ["LX01 repeats more than 1 times"]),
        (Seg("EQ", "inquiry", (Field("service", 1, 1365, repeat=99),)), []),
        (Seg("EQ", "inquiry", (Field("service", 1, 1365, repeat=0),)), ["EQ01 repeats more than 99 times"]),
        (Seg("LX", "line", ()), ["LX01 is mandatory and left out"]),
        (Seg("QQ", "line", ()), ["QQ is no segment of the standard"]),
        (Seg("LE", "end", (Field("loop", 1, 447, need=True), Field("more", 2, 447))), ["LE02 is beyond the last place"]),
        (Seg("TOO", "tooth", (Field("surfaces", 3, 1369),)), ["TOO03 is C005, not 1369"]),
        (Seg("TOO", "tooth", (Composite("surfaces", 3, (Field("first", 1, 1369, need=True),)),)), []),
        (
            Seg("TOO", "tooth", (Composite("surfaces", 3, (Field("second", 2, 1369),)),)),
            ["TOO03-1 is mandatory and left out"],
        ),
        (
            Seg("TOO", "tooth", (Composite("surfaces", 3, (Field("first", 1, 1369), Field("sixth", 6, 1369))),)),
            ["TOO03-1 is mandatory and not needed", "TOO03-6 is beyond the last place"],
        ),
        (
            Seg("TOO", "tooth", (Composite("kind", 1, (Field("first", 1, 1270),)),)),
            ["TOO01-1 is beyond the last place"],
        ),
    ],
)
def test_a_table_is_told_what_it_may_not_say(seg, expected):
    assert list(complaints(seg)) == expected


def test_the_tables_of_every_transaction_are_found_by_themselves():
    kinds = {each.kind for each in every_transaction()}

    assert {"837", "835", "999", "277"} <= kinds


def test_every_element_of_the_directory_is_in_the_dictionary_and_the_other_way_round():
    spots = [spot for tag in STANDARD for each in STANDARD[tag] for spot in (each.parts or (each,))]

    assert {spot.number for spot in spots} == set(ELEMENTS)


def test_a_place_is_an_element_or_a_composite():
    for tag in STANDARD:
        for place, spot in enumerate(STANDARD[tag], start=1):
            assert spot.place == place
            assert bool(spot.composite) == bool(spot.parts) == (spot.number == 0), (tag, place)


@pytest.mark.parametrize(
    ("tag", "place", "number", "mandatory", "repeat"),
    [
        ("NM1", 1, 98, True, 1),
        ("NM1", 3, 1035, False, 1),
        ("EB", 3, 1365, False, 99),
        ("ISA", 13, 10012, True, 1),
        ("TA1", 1, 10012, True, 1),
        ("BDS", 3, 785, True, 1),
    ],
)
def test_a_segment_is_found_with_its_places(tag, place, number, mandatory, repeat):
    assert find_segment(tag)[place - 1] == Spot(place, number, "", mandatory, repeat)


def test_a_composite_is_found_with_its_parts():
    status = find_segment("STC")[0]

    assert (status.composite, status.number, status.mandatory) == ("C043", 0, True)
    assert [(part.number, part.mandatory) for part in status.parts] == [(1271, True), (1271, True), (98, False), (1270, False)]


def test_an_unknown_segment_has_no_places():
    assert find_segment("ZZZ") == ()
    assert "ZZZ" not in STANDARD


def test_a_segment_is_parsed_once():
    assert find_segment("CLM") is find_segment("CLM")
    assert len(STANDARD) == len(set(STANDARD))


def test_every_condition_is_on_places_of_its_segment():
    for tag, conditions in CONDITIONS.items():
        assert {place for _, places in conditions for place in places} <= {spot.place for spot in find_segment(tag)}, tag


def test_every_condition_among_parts_is_on_parts_of_its_composite():
    known = {spot.composite: len(spot.parts) for tag in STANDARD for spot in STANDARD[tag]}

    for composite, conditions in PART_CONDITIONS.items():
        assert max(place for _, places in conditions for place in places) <= known[composite], composite


@pytest.mark.parametrize(
    ("number", "kind", "least", "most"), [(127, "AN", 1, 50), (782, "$", 1, 18), (67, "AN", 2, 80), (719, "N", 1, 10)]
)
def test_the_dictionary_is_that_of_5010(number, kind, least, most):
    assert ELEMENTS[number] == (kind, least, most)


def test_a_guide_of_6020_lets_a_reference_be_longer():
    assert elements_for("006020X314")[127].most == 80
    assert elements_for("005010X222A1")[127].most == 50
    assert {number for number in ELEMENTS if ELEMENTS[number] != ELEMENTS_6020[number]} == {127, 234, 364, 1035}
