"""Whatever a table allows is written, read back value for value, and found right: for every table, in chunks, by any delimiters.

The branches are random; `branches.py` makes them from the tables alone. `HYPOTHESIS_PROFILE=thorough` looks for longer.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.elements_check import explain
from superbill.x12.envelope import Envelope, read_interchanges, write_interchange
from superbill.x12.errors import X12Error
from superbill.x12.findings import At, Finding
from superbill.x12.guides import all_tables
from superbill.x12.patterns import pattern_of
from superbill.x12.placed import Placed, placed_segments
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.tools.as_json import to_json, to_x12
from superbill.x12.tree import Node, Row, read_tree
from superbill.x12.write import Branch, write_body
from tests.x12.branches import Maker, chances, is_same, paths_of

TABLES = {f"{table.kind}-{table.guide}-{index}": table for index, table in enumerate(all_tables())}
PLAIN = Delimiters()
AT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
FEWER = max(5, settings().max_examples // 6)
"""There are many tables."""

every_table = pytest.mark.parametrize("name", TABLES)
seeds = st.integers(0, 2**32)
sizes = st.integers(0, 60)
separators = st.just("*^:~") | st.lists(
    st.sampled_from('*^:~|!<>+\\{}[]_;?`"\x1c\x1d\x1e\x1f'), min_size=4, max_size=4, unique=True
)
delimiters = separators.map(lambda marks: Delimiters(*marks))


def file_of(table: Transaction, branch: Branch, marks: Delimiters = PLAIN) -> bytes:
    envelope = Envelope("OAKSENDER", "ELMPAYER", 1, 1, table.function, table.guide, AT)
    body = write_body(table, branch, marks)
    return write_interchange(envelope, [body], kind=table.kind, first_control=1, delimiters=marks)


def branch_of(table: Transaction, seed: int, size: int, marks: Delimiters = PLAIN) -> Branch:
    random = chances(seed)
    wanted = random.choice(paths_of(table))
    barred = marks.element + marks.repetition + marks.component + marks.terminator
    return Maker(random.randrange(2**32), size=size, barred=barred, wanted=wanted).branch(table)


def tree_of(table: Transaction, data: bytes) -> Node:
    body = read_interchanges(data)[0].groups[0].sets[0].body
    tree = read_tree(table.body, body)
    assert tree.strays == tree.implied == ()
    return tree.root


@every_table
def test_every_segment_of_a_table_is_written_and_read_back(name: str) -> None:
    table = TABLES[name]
    for seed, path in enumerate(paths_of(table)):
        branch = Maker(seed, size=0, wanted=path).branch(table)

        data = file_of(table, branch)

        assert check(data, levels=(1, 2)).findings == [], path[-1].name
        assert is_same(branch, tree_of(table, data)), path[-1].name


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=sizes, marks=delimiters)
def test_what_is_written_is_read_back_value_for_value(name: str, seed: int, size: int, marks: Delimiters) -> None:
    table = TABLES[name]
    branch = branch_of(table, seed, size, marks)

    data = file_of(table, branch, marks)

    assert is_same(branch, tree_of(table, data))
    assert b"".join(to_x12(to_json(data))) == data


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=sizes, marks=delimiters)
def test_what_is_written_is_found_right_in_chunks_of_any_size(name: str, seed: int, size: int, marks: Delimiters) -> None:
    table = TABLES[name]
    data = file_of(table, branch_of(table, seed, size, marks), marks)

    whole = check(data, levels=(1, 2))

    assert whole.findings == []
    assert whole.interchanges[0].groups[0].sets[0].table is table
    for length in (1, 7):
        assert check((data[at : at + length] for at in range(0, len(data), length)), levels=(1, 2)) == whole


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=sizes)
def test_the_state_machine_and_the_tree_give_each_segment_the_same_place(name: str, seed: int, size: int) -> None:
    table = TABLES[name]
    data = file_of(table, branch_of(table, seed, size))

    placed = [(each.number, each.loop, each.place.seg) for each in placed_segments(data) if each.place]

    assert placed == sorted(((number, row.loop, row.seg) for number, row in rows(tree_of(table, data))), key=lambda each: each[0])


def rows(node: Node) -> Iterator[tuple[int, Row]]:
    for each in node.walk():
        yield from ((row.segment.number, row) for row in each.rows)


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=sizes)
def test_a_pattern_matches_nothing_that_is_at_fault(name: str, seed: int, size: int) -> None:
    table = TABLES[name]
    random = chances(seed)
    data = file_of(table, branch_of(table, seed, size))
    segments = [each for each in placed_segments(data) if each.place]

    for each in segments:
        faulty = [raw for raw in damaged(each, random) if let_pass(each, raw) and faults_of(each, raw)]

        assert faulty == []


def damaged(each: Placed, random: Random) -> Iterator[str]:
    """The segment as it is, and with one or two small faults."""
    yield each.text
    for _ in range(6):
        raw = _damaged(each.text, random)
        yield raw
        yield _damaged(raw, random)


PUT = ("", " ", "0", "X", "-1", "1.5", ".", "D8", "RD8", "20260230", "20240229", "2461", ":", "^", "é", "\xb2", "\x00", "a", "*", "Z" * 90)  # fmt: skip


def _damaged(raw: str, random: Random) -> str:
    mark = random.choice("***:^")
    elements = raw.split(mark)
    at = random.randrange(1, len(elements) + 1)
    put = random.choice(PUT)
    match random.randrange(5):
        case 0:
            elements[at:at] = [put]
        case 1:
            elements[at : at + 1] = []
        case 2:
            elements[at : at + 1] = [put]
        case 3:
            value = elements[at] if at < len(elements) else ""
            where = random.randint(0, len(value))
            elements[at : at + 1] = [value[:where] + put + value[where + random.randint(0, 1) :]]
        case _:
            elements[at : at + 1] = [random.choice(elements)]
    return mark.join(elements)


def let_pass(each: Placed, raw: str) -> bool:
    """Whether the walk of a set looks no closer at this segment."""
    assert each.place is not None
    return pattern_of(each.place.seg, PLAIN).fullmatch(raw) is not None and not raw.endswith("*")


def faults_of(each: Placed, raw: str) -> list[Finding]:
    assert each.place is not None
    return list(explain(each.place, At(1, 0, raw), PLAIN))


# --- the writer's own edges

NAMES = Seg(
    "COB",
    "names",
    (Field("kinds", 1, 128, repeat=3), Composite("both", 2, (Field("one", 1, 127, need=True), Field("two", 3, 127)), repeat=0)),
    need=True,
)
ODD = Transaction("999", "FA", "005010X231A1", "An odd table", Loop("set", "", (NAMES,)))


def raws(values: Branch, marks: Delimiters = PLAIN) -> list[str]:
    return [segment.text() for segment in write_body(ODD, {"names": values}, marks)]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"kinds": "AA"}, "COB*AA~"),
        ({"kinds": ["AA"]}, "COB*AA~"),
        ({"kinds": ("AA", "BB", "CC")}, "COB*AA^BB^CC~"),
        ({"one": ["A", "B"]}, "COB**A^B~"),
        ({"one": ["A", "B"], "two": ["", "X"]}, "COB**A^B::X~"),
        ({"one": ["A", "B"], "two": ["X", None]}, "COB**A::X^B~"),
        ({"one": "A", "two": "X"}, "COB**A::X~"),
    ],
)  # fmt: skip
def test_repetitions_are_written_from_sequences_and_read_back(values: dict[str, object], written: str) -> None:
    (segment,) = write_body(ODD, {"names": values})
    row = read_tree(ODD.body, [segment]).root.get("names")

    assert segment.text() == written
    for name, given_values in values.items():
        many = given_values if isinstance(given_values, list | tuple) else [given_values]
        assert row.every(name) == [each or "" for each in many]
        assert row.text(name) == (many[0] or "")
    assert row.every("two") == [] or "one" in values


@pytest.mark.parametrize(
    ("values", "marks", "why"),
    [
        ({"kinds": ["AA", "BB", "CC", "DD"]}, PLAIN, "repeats 4 times"),
        ({"kinds": ["AA", ""]}, PLAIN, "without a value"),
        ({"kinds": ["AA", "B^B"]}, PLAIN, "cannot carry"),
        ({"one": "A:B"}, PLAIN, "cannot carry"),
        ({"one": "A~B"}, PLAIN, "cannot carry"),
        ({"one": "A|B"}, Delimiters("|", "^", ":", "~"), "cannot carry"),
        ({"one": "A\nB"}, PLAIN, "cannot carry"),
        ({"two": ["A", "B"], "one": ["A", None]}, PLAIN, "missing"),
        ({"kinds": ["AA", "BB"]}, Delimiters("*", "", ":", "~"), "nothing parts"),
        ({"kinds": "AAAA"}, PLAIN, "can hold 3"),
    ],
)
def test_what_must_not_repeat_or_break_out_is_refused(values: dict[str, object], marks: Delimiters, why: str) -> None:
    with pytest.raises(X12Error, match=why):
        raws(values, marks)


def test_parts_that_do_not_repeat_alike_are_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match="two of names has 1 values where others have 2"):
        raws({"one": ["A", "B"], "two": ["X"]})


@pytest.mark.parametrize("payload", [b"~", b"*", b"a*b~c^d:e\r\n", bytes(range(256)), b"x" * 70_000])
@pytest.mark.parametrize("guide", ["006020X314", "005010X210"])
def test_an_attachment_is_written_with_its_length_and_read_back_byte_for_byte(guide: str, payload: bytes) -> None:
    table = next(table for table in TABLES.values() if table.guide == guide)
    branch = Maker(1, size=0).branch(table)
    first = branch["answer"] if isinstance(branch["answer"], dict) else branch["answer"][0]
    attachment = first["submission"][0] if isinstance(first["submission"], list) else first["submission"]
    attachment = attachment["attachment"][0] if isinstance(attachment["attachment"], list) else attachment["attachment"]
    attachment["data"] = (attachment["data"][0] if isinstance(attachment["data"], list) else attachment["data"]) | {
        "data": payload
    }

    data = file_of(table, branch)
    row = tree_of(table, data).first("answer").need("submission").need("attachment").get("data")  # type: ignore[union-attr]

    assert row.data("data") == payload
    assert row.text("length_bytes") == str(len(payload))
    assert check(data, levels=(1, 2)).findings == []


def test_letters_outside_ascii_are_refused_by_the_envelope_and_not_lost() -> None:
    table = next(table for table in TABLES.values() if table.kind == "835")
    body = write_body(table, branch_of(table, 1, 0))
    foreign = [*body[:1], type(body[1])(body[1].tag, ("1", "ÅSA"))]

    with pytest.raises(X12Error, match="outside ASCII"):
        write_interchange(
            Envelope("OAKSENDER", "ELMPAYER", 1, 1, "HP", table.guide, AT),
            [foreign],
            kind="835",
            first_control=1,
        )


def test_a_day_a_number_and_money_are_written_as_the_guides_write_them() -> None:
    table = Transaction(
        "835",
        "HP",
        "005010X221A1",
        "An odd table",
        Loop(
            "set",
            "",
            (
                Seg("DTM", "day", (Field("type", 1, 374, need=True), Field("day", 2, 373))),
                Seg("AMT", "amount", (Field("type", 1, 522), Field("amount", 2, 782))),
            ),
        ),
    )

    body = write_body(table, {"day": {"type": "405", "day": date(2026, 9, 14)}, "amount": {"type": "AU", "amount": -1_050}})

    assert [segment.text() for segment in body] == ["DTM*405*20260914~", "AMT*AU*-10.5~"]
