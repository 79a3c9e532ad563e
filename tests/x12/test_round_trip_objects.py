"""The typed objects of a set are the same however the file is cut, and however often it is read and written: for every table.

Whole invented files of `generate`, and random branches of every table. Where a table has no typed objects, its tree is the same.
`HYPOTHESIS_PROFILE=thorough` looks for longer.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.envelope import Envelope, write_interchange
from superbill.x12.findings import NOWHERE, At
from superbill.x12.guides import all_tables
from superbill.x12.objects import find_builder
from superbill.x12.segments import Segment
from superbill.x12.tables import Transaction
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.tools.trees import SetTree, read_parts
from superbill.x12.tree import Node, Row
from superbill.x12.write import write_body
from tests.x12.branches import Maker, chances, paths_of

TABLES = {f"{table.kind}-{table.guide}-{index}": table for index, table in enumerate(all_tables())}
AT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
FEWER = max(3, settings().max_examples // 15)
"""There are many tables."""
every_table = pytest.mark.parametrize("name", TABLES)
every_kind = pytest.mark.parametrize("kind", KINDS)
seeds = st.integers(0, 2**32)


def heard_in(data: bytes, length: int = 0) -> list[tuple[str, object]]:
    """The objects of a file that is read whole, or in chunks of a length, with the names of their classes."""
    heard: list[object] = []
    source = (data[at : at + length] for at in range(0, len(data), length)) if length else data

    report = check(source, levels=(1,), hear=heard.append)

    assert not [each for each in report.findings if each.is_error]
    return [(type(each).__name__, each) for each in heard]


def is_equal(one: object, other: object) -> bool:
    """Whether they are equal; pytest would take long to tell all that is not."""
    return one == other


def without_places(value: Any) -> Any:
    """The same object, or the same sequence of objects, without where its segments stood."""
    if isinstance(value, At):
        return NOWHERE
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: without_places(getattr(value, each.name)) for each in fields(value) if each.init})
    if isinstance(value, tuple):
        parts = map(without_places, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return [without_places(each) for each in value] if isinstance(value, list) else value


def branch_from(node: Node) -> dict[str, Any]:
    """What was read, as it is given to the writer."""
    branch: dict[str, Any] = {}
    for row in node.rows:
        branch.setdefault(row.seg.name, []).append(values_of(row))
    for below in node.nodes:
        branch.setdefault(below.loop.name, []).append(branch_from(below))
    return branch


def values_of(row: Row) -> dict[str, Any]:
    spots = {name: at for name, (at, _, _) in row.seg.places.items() if not at.auto}
    return {name: row.data(name) if at.element.type == "B" else row.every(name) for name, at in spots.items()}


def written(table: Transaction, bodies: list[list[Segment]]) -> bytes:
    envelope = Envelope("OAKSENDER", "ELMPAYER", 1, 1, table.function, table.guide, AT)
    return write_interchange(envelope, bodies, kind=table.kind, first_control=1)


def sets_of(data: bytes) -> Iterator[SetTree]:
    for each in read_parts(data):
        if isinstance(each, SetTree):
            assert each.table is not None and each.tree is not None
            assert not each.tree.strays and not each.tree.implied
            yield each


def again(data: bytes) -> tuple[bytes, bytes]:
    """A file in our own envelope, and the same with every set read into a tree and written from it."""
    sets = list(sets_of(data))
    table = sets[0].table
    assert table is not None
    bodies = [write_body(table, branch_from(each.tree.root)) for each in sets if each.tree is not None]
    return written(table, [each.segments for each in sets]), written(table, bodies)


def file_of(table: Transaction, seed: int, size: int) -> bytes:
    random = chances(seed)
    branch = Maker(random.randrange(2**32), size=size, wanted=random.choice(paths_of(table))).branch(table)
    return written(table, [write_body(table, branch)])


@every_kind
@settings(max_examples=FEWER)
@given(seed=st.integers(0, 10**9), claims=st.integers(1, 12), per_set=st.integers(1, 6))
def test_the_objects_of_an_invented_file_are_the_same_in_chunks_of_any_size(
    kind: str, seed: int, claims: int, per_set: int
) -> None:
    data = b"".join(generate(kind, seed=seed, claims=claims, on=date(2026, 9, 18), claims_per_set=per_set))

    whole = heard_in(data)

    assert is_equal(heard_in(data, 1), whole) and is_equal(heard_in(data, 7), whole)
    assert whole or not has_objects(data)


@every_kind
@settings(max_examples=FEWER)
@given(seed=st.integers(0, 10**9), claims=st.integers(1, 12), per_set=st.integers(1, 6))
def test_an_invented_file_has_the_same_objects_when_it_is_read_and_written(
    kind: str, seed: int, claims: int, per_set: int
) -> None:
    data = b"".join(generate(kind, seed=seed, claims=claims, on=date(2026, 9, 18), claims_per_set=per_set))

    before, after = again(data)

    heard = heard_in(after)
    assert is_equal(without_places(heard), without_places(heard_in(data)))
    assert before != after or is_equal(heard_in(before), heard)
    for one, other in zip(sets_of(data), sets_of(after), strict=True):
        assert one.table is other.table
        assert one.tree is not None and other.tree is not None
        assert is_equal(branch_from(one.tree.root), branch_from(other.tree.root))


def has_objects(data: bytes) -> bool:
    return any(find_builder(each.table) is not None for each in sets_of(data) if each.table is not None)


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=st.integers(0, 60))
def test_the_objects_of_whatever_a_table_allows_are_the_same_in_chunks_of_any_size(name: str, seed: int, size: int) -> None:
    table = TABLES[name]
    data = file_of(table, seed, size)

    whole = heard_in(data)

    assert is_equal(heard_in(data, 1), whole) and is_equal(heard_in(data, 7), whole)
    assert bool(whole) == (find_builder(table) is not None)


@every_table
@settings(max_examples=FEWER)
@given(seed=seeds, size=st.integers(0, 60))
def test_whatever_a_table_allows_is_the_same_when_it_is_read_and_written(name: str, seed: int, size: int) -> None:
    table = TABLES[name]
    data = file_of(table, seed, size)

    before, after = again(data)

    assert before == after == data
    assert is_equal(heard_in(after), heard_in(data))


def test_generate_makes_files_of_every_table() -> None:
    files = (b"".join(generate(kind, seed=1, claims=2, on=date(2026, 9, 18))) for kind in KINDS)

    made = [each.table for data in files for each in sets_of(data)]

    assert [name for name, table in TABLES.items() if table not in made] == []
