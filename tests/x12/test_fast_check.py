"""The check with kernels says what the plain check says, word by word, and hands over the same objects."""

import subprocess
import sys
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.elements_check import explain
from superbill.x12.fast import block, handing, stretch
from superbill.x12.fast.guide import PLAIN, UNKNOWN, guide_of
from superbill.x12.fast.judge import Elements, judge, sorts_of_bytes
from superbill.x12.fast.scan import scan
from superbill.x12.findings import At
from superbill.x12.grammar import BETWEEN, grammar_of
from superbill.x12.guides import all_tables, find_tables
from superbill.x12.objects.reading import tidied
from superbill.x12.patterns import pattern_of
from superbill.x12.report import Report
from superbill.x12.segments import Delimiters
from superbill.x12.stream import read_blocks, read_pieces
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.walk import Walk
from tests.x12.damage import damaged

DAY = date(2026, 9, 18)
MARKS = Delimiters()
PROFESSIONAL = find_tables("837", "005010X222A1")[0]


@pytest.fixture(autouse=True)
def _kernels_from_the_first_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "LEAST", 1)
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    monkeypatch.setattr(handing, "OFTEN", 1)  # a maker for every claim, if it can have one


@cache
def made(kind: str, *faults: str, claims: int = 8) -> bytes:
    return b"".join(generate(kind, seed=5, claims=claims, on=DAY, faults=faults, claims_per_set=3)).replace(b"\n", b"")


def judged(
    data: bytes, *, after: int, size: int = 1 << 18, levels: tuple[int, ...] = (1, 2, 3, 4)
) -> tuple[Report, list[object]]:
    heard: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "AFTER", after)
        report = check((data[at : at + size] for at in range(0, len(data), size)), levels=levels, hear=heard.append)
    return report, heard


def plainly(data: bytes, levels: tuple[int, ...] = (1, 2, 3, 4)) -> tuple[Report, list[object]]:
    return judged(data, after=block.NEVER, levels=levels)


def taken_plainly(data: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many segments of a file the plain walk takes when the kernels may."""
    taken, take_each = [0], Walk.take_each

    def counted(walk: Walk, pieces: list[tuple[int, str]], index: int, number: int) -> int:
        stop = take_each(walk, pieces, index, number)
        taken[0] += stop - index
        return stop

    monkeypatch.setattr(Walk, "take_each", counted)
    judged(data, after=0)
    return taken[0]


# --- whole files


@pytest.mark.parametrize(("kind", "fault"), [(kind, fault) for kind in ("837P", "835", "271") for fault in faults_for(kind)])
def test_a_file_with_a_fault_is_judged_alike(kind: str, fault: str) -> None:
    data = made(kind, fault, claims=16)

    assert judged(data, after=0, size=5_000) == plainly(data)


@pytest.mark.parametrize("levels", [(1,), (2,), (1, 2), (3,), (1, 2, 3, 4, 5, 7)])
def test_every_level_is_judged_alike(levels: tuple[int, ...]) -> None:
    data = made("837P", "hl-number")

    assert judged(data, after=0, levels=levels) == plainly(data, levels)


@pytest.mark.parametrize("size", [333, 5_000])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_becomes_blocks_in_the_middle_of_a_claim_is_judged_alike(kind: str, size: int) -> None:
    data = made(kind)

    assert judged(data, after=1_500, size=size) == plainly(data)


@given(data=st.sampled_from(KINDS).flatmap(damaged), size=st.sampled_from([50, 700, 1 << 18]))
def test_a_damaged_file_is_judged_alike(data: bytes, size: int) -> None:
    assert judged(data, after=0, size=size) == plainly(data)


@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_segments_left_out_doubled_and_moved_are_judged_alike(data: st.DataObject, kind: str) -> None:
    segments = made(kind).split(b"~")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(2, len(segments) - 3))
        other = data.draw(st.integers(2, len(segments) - 3))
        how = data.draw(st.sampled_from(["out", "double", "move", "element"]))
        segment = segments.pop(place)
        if how == "double":
            segments[place:place] = [segment, segment]
        elif how == "move":
            segments.insert(other, segment)
        elif how == "element":
            elements, others = segment.split(b"*"), segments[other].split(b"*")
            elements[other % len(elements)] = others[place % len(others)]
            segments.insert(place, b"*".join(elements))
    changed = b"~".join(segments)

    assert judged(changed, after=0) == plainly(changed)


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\n\n", b" \n", b"~", b"\r"])
def test_what_stands_between_segments_is_told_alike(between: bytes) -> None:
    data = made("835").replace(b"~", b"~" + between)

    assert judged(data, after=0, size=2_000) == plainly(data)


@pytest.mark.parametrize("old", [b"HL*", b"CLM*", b"ST*", b"SE*"])
@pytest.mark.parametrize("new", [bytes.lower, lambda tag: tag[:-1] + b" *", lambda tag: b"TA1*1~" + tag])
def test_names_that_are_written_otherwise_are_judged_alike(old: bytes, new: type) -> None:
    data = made("837P").replace(b"~" + old, b"~" + new(old))

    assert judged(data, after=0) == plainly(data)


def test_other_delimiters_are_judged_alike() -> None:
    data = made("837I").translate(bytes.maketrans(b"*:^~", b"|>!\n"))

    assert judged(data, after=0) == plainly(data)
    assert plainly(data)[0].accepted


def test_a_level_that_was_numbered_strangely_is_the_parent_of_none() -> None:
    data = made("837P").replace(b"~HL*1**", b"~HL*01**", 1)

    assert judged(data, after=0) == plainly(data)


@pytest.mark.parametrize("times", [8, 9, 11])
def test_what_comes_too_often_is_told_once(times: int) -> None:
    data = made("837P").replace(b"~LX*", b"~PWK*OZ*AA" * times + b"~LX*", 1)

    found = judged(data, after=0)

    assert found == plainly(data)


# --- what the kernels take


@pytest.mark.parametrize("kind", KINDS)
def test_the_kernels_take_all_of_a_file_that_is_in_order_but_its_attachments(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(kind)

    assert taken_plainly(data, monkeypatch) == data.count(b"~BDS*") + data.count(b"~BIN*")


def test_the_plain_walk_takes_what_is_wrong_and_then_the_kernels_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("837P", claims=200).replace(b"~LX*", b"~ZZZ*1~LX*", 1)

    assert 1 <= taken_plainly(data, monkeypatch) <= 2


def test_where_much_is_wrong_the_plain_walk_takes_more_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("837P", claims=200).replace(b"~LX*", b"~ZZZ*1~LX*").replace(b"~CLM*", b"~ZZZ*1~CLM*")

    assert taken_plainly(data, monkeypatch) > data.count(b"~") // 2


def test_a_small_file_is_read_without_numba() -> None:
    code = (
        "import sys; from superbill.x12.check import check;"
        f"check({made('837P')!r}); assert not {{'numba', 'numpy', 'pyarrow'}} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_large_file_is_read_without_pyarrow_and_without_numba_where_it_is_not_installed() -> None:
    code = (
        "import sys; sys.modules['numba'] = None; from superbill.x12.check import check; from superbill.x12.fast import block;"
        f"block.AFTER = 0; block.LEAST = 1; report = check({made('837P')!r}); assert report.accepted and report.claims == 8;"
        "assert 'pyarrow' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("is_compiled", "base", "is_used"),
    [(True, block.SOON - 1, False), (True, block.SOON, True), (False, block.AFTER - 1, False), (False, block.AFTER, True)],
)
def test_kernels_that_lie_on_disk_are_used_sooner(
    is_compiled: bool, base: int, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "are_compiled", lambda: is_compiled)
    monkeypatch.setattr(block, "_kernels", cache(lambda: "the kernels"))

    assert (block._kernels_at(base) is not None) == is_used
    assert (block._kernels_at(0) is not None) == is_used, "once they are loaded they are used from the first byte on"


# --- blocks


@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n"])
def test_a_block_holds_the_pieces_that_the_plain_reader_gives(between: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "AFTER", 0)
    data = made("835").replace(b"~", b"~" + between)
    told: list[object] = []

    batches = [pieces for _, pieces in read_blocks([data], lambda *what: told.append(what))]

    assert [type(pieces) for pieces in batches] == [block.Block]
    assert [pieces[index] for pieces in batches for index in range(len(pieces))] == [
        piece for _, pieces in read_pieces([data], lambda *what: told.append(what)) for piece in pieces
    ]
    assert batches[0][1:3] == batches[0].pieces(1, 3)
    assert told == []


@pytest.mark.parametrize("strange", [b"~\n\n", b"~ ", b"~~", b"~\r", b"\n~", b"O\nA"])
def test_a_batch_that_the_plain_reader_has_something_to_tell_of_is_no_block(
    strange: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "AFTER", 0)
    data = made("835")
    data = data.replace(b"~N1*PR", strange + b"N1*PR", 1) if b"~" in strange else data.replace(b"~N1*PR*", b"~N1*PR*O\nA", 1)

    batches = [pieces for _, pieces in read_blocks([data], lambda *what: None)]

    assert not any(isinstance(pieces, block.Block) for pieces in batches)


# --- the grammar as arrays


@pytest.mark.parametrize("table", all_tables(), ids=lambda table: f"{table.guide} {table.title[:20]}")
def test_every_grammar_can_be_arrays_and_moves_as_the_grammar_does(table) -> None:  # type: ignore[no-untyped-def]
    grammar = grammar_of(table)
    guide = guide_of(grammar)
    assert guide is not None
    state = guide.number_of(grammar.start)

    for key, sample in enumerate(guide.keys.samples):
        guide.learn(state, key)
        move, entry = grammar.move(grammar.start, BETWEEN.join(sample)), int(guide.table[state, key])

        if move.fault:
            assert entry == PLAIN
        else:
            number, keep, opened, place = guide.moves[entry].tolist()
            assert (guide.states[number], keep, guide.loops[opened] if opened >= 0 else None, grammar.places[place]) == (
                move.next,
                move.keep,
                move.opens[0] if move.opens else None,
                move.place,
            )
    assert UNKNOWN not in guide.table[state]


# --- the elements as arrays


@cache
def elements_of(kind: str) -> tuple[Elements, dict[str, list[int]]]:
    grammar = grammar_of(find_tables(*{"837": ("837", "005010X222A1"), "835": ("835", "005010X221A1")}[kind])[0])
    numbers: dict[str, list[int]] = {}
    for place in grammar.places:
        numbers.setdefault(place.seg.tag, []).append(place.number)
    return Elements(grammar), numbers


def is_surely_right(kind: str, place: int, raw: str, marks: Delimiters = MARKS) -> bool:
    elements, _ = elements_of(kind)
    found = scan(f"{raw}{marks.terminator}".encode("latin-1"), marks)
    heard, sure = np.empty(1, np.int32), np.empty(1, np.bool_)
    judge(
        found.data, found.first, found.marks, np.array([place], np.int32), 0, 1, ord(marks.component), sorts_of_bytes(marks),
        elements.places, elements.spots, elements.parts, elements.pairs, elements.conditions, elements.codes,
        np.ones(len(elements.places), np.bool_), heard, sure,
    )  # fmt: skip
    return bool(sure[0])


VALUES = (
    *("", " ", "1", "12", "-1", "--1", "1.", ".5", "1.25", "1.255", "-.5", "-", ".", "A", "A ", " A", "a", "AB", "ABC", "X" * 61),
    *("20260901", "20260229", "20240229", "20261301", "19991231", "99991231", "1200", "2400", "120060", "1200599"),
    *("20260901-20260902", "20260902-20260901", "20260901-2026090", "202609011200", "202609012500"),
    *(
        "11:B:1",
        "HC:99213",
        "HC:99213:",
        "ABK:J0190",
        "1:2:3:4:5:6:7",
        "IL",
        "85",
        "1^2",
        "\xe9",
        "\x00",
        "\x7f",
        "D8",
        "RD8",
        "TM",
    ),
)
SEGMENTS = {
    kind: [one for one in made({"837": "837P", "835": "835"}[kind]).decode().split("~") if one[:2] not in ("IS", "GS", "ST")]
    for kind in ("837", "835")
}


@given(data=st.data(), kind=st.sampled_from(["837", "835"]))
def test_what_the_kernel_calls_right_is_right(data: st.DataObject, kind: str) -> None:
    elements = data.draw(st.sampled_from(SEGMENTS[kind])).split("*")
    numbers = elements_of(kind)[1].get(elements[0], [])
    for _ in range(data.draw(st.integers(0, 2))):
        elements[data.draw(st.integers(1, len(elements))) : data.draw(st.integers(1, len(elements)))] = [
            data.draw(st.sampled_from(VALUES))
        ]
    raw = "*".join(elements)
    table = find_tables(kind, {"837": "005010X222A1", "835": "005010X221A1"}[kind])[0]

    for number in numbers:
        place = grammar_of(table).places[number]
        if is_surely_right(kind, number, raw):
            clean = not list(explain(place, At(1, 0, raw), MARKS)) and tidied(place.seg, raw.split("*"), ":") == raw.split("*")
            assert clean or pattern_of(place.seg, MARKS).fullmatch(raw), (place.path, raw)


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("DTP*472*D8*20260901", True),
        ("DTP*472*D8*20260931", False),
        ("DTP*472*D8*20240229", False),
        ("DTP*472*RD8*20260901-20260901", True),
        ("DTP*472*RD8*20260902-20260901", False),
        ("DTP*472*RD8*20260901", False),
        ("DTP*472*TM*1200", False),
        ("DTP*472*D8*20260901*", False),
        ("DTP*472*D8", False),
    ],
)
def test_days_are_known_by_their_qualifier(raw: str, right: bool) -> None:
    number = next(place.number for place in grammar_of(PROFESSIONAL).places if place.path == "2400.DTP")

    assert is_surely_right("837", number, raw) == right


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("SV1*HC:99213*125*UN*1***1", True),
        ("SV1*HC:99213:25*125.5*UN*1.5***1:2", True),
        ("SV1*HC:99213*125.55*UN*1***1", True),
        ("SV1*HC:99213*125.555*UN*1***1", False),
        ("SV1*HC:99213*125.*UN*1***1", False),
        ("SV1*HC:99213*1-5*UN*1***1", False),
        ("SV1*HC:99213:*125*UN*1***1", False),
        ("SV1*HC*125*UN*1***1", False),
        ("SV1*hc:99213*125*UN*1***1", False),
        ("SV1*HC:99213*125*UN*1", False),
        ("SV1*HC:9\xe9213*125*UN*1***1", False),
        ("SV1*HC:99213*125*UN*1***1:2:3:4:5", False),
    ],
)
def test_a_service_is_judged_by_its_parts(raw: str, right: bool) -> None:
    number = next(place.number for place in grammar_of(PROFESSIONAL).places if place.path == "2400.SV1")

    assert is_surely_right("837", number, raw) == right
