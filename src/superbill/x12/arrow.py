"""The tables of a layout as Arrow: a whole file at once, or batch by batch in flat memory. Needs pyarrow (extra `fast`).

    tables = read_tables(data, layout=CLAIM_TABLES)
    tables["claims"], tables["lines"], tables["problems"]

Money is whole cents (int64); days are date32; a `number` is a decimal with four places. Every row has `set` and its own number,
counted from 0 through the file, the rows it belongs to, and `offset`, the byte at which its first segment begins. `balanced` is
null where an amount is missing or cannot be read. `problems` says what is not in the tables, or doubtful, and where.

With numba the kernels of `fast/` do the work; without, the plain reader gives the same tables.
"""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from superbill.x12.harvest import Problem, SetRows, in_chunks, read_rows
from superbill.x12.layouts import ENVELOPE, Column, Layout, Table
from superbill.x12.layouts.cells import SCALE

if TYPE_CHECKING:
    import pyarrow as pa

Batch = dict[str, "pa.RecordBatch"]
PROBLEMS = "problems"
WORTH_THE_START = 2 << 20
"""Bytes from which on the accelerator is used by itself: numba takes a moment to start."""
ROWS_AT_ONCE = 20_000
"""Rows of the largest table after which the plain reader gives a batch."""


def read_tables(source: bytes | Iterable[bytes], *, layout: Layout, fast: bool | None = None) -> "dict[str, pa.Table]":
    """Every table of a file: its bytes, or chunks of any size. `fast` is as in `stream_tables`."""
    import pyarrow as pa

    batches = list(stream_tables(source, layout=layout, fast=fast))
    names = [*layout.by_name, PROBLEMS]
    tables = {name: pa.Table.from_batches([each[name] for each in batches], schema=schemas(layout)[name]) for name in names}
    order = [("offset", "ascending"), ("code", "ascending"), ("spot", "ascending")]
    return tables | {PROBLEMS: tables[PROBLEMS].sort_by(order)}


def stream_tables(source: bytes | Iterable[bytes], *, layout: Layout, fast: bool | None = None) -> Iterator[Batch]:
    """The tables of a file in batches of whole sets, each with all tables. Never raises for what stands in the file.

    `fast=False` keeps to the plain reader, `fast=True` insists on numba. As it comes, numba is used where it works and where
    the file is large enough to be worth its start.
    """
    chunks = in_chunks(source)
    if fast is None:
        head: list[bytes] = []
        size = 0
        for chunk in chunks:
            head.append(chunk)
            size += len(chunk)
            if size >= WORTH_THE_START:
                break
        chunks = chain(head, chunks)
        fast = size >= WORTH_THE_START and has_kernels()
    if fast:
        from superbill.x12.fast.reader import stream

        return stream(chunks, layout)
    return _stream_plain(chunks, layout)


@cache
def has_kernels() -> bool:
    """Whether the accelerator works here: numba is installed, and finds a place to keep what it has compiled."""
    try:
        importlib.import_module("superbill.x12.fast.reader")
    except (ImportError, RuntimeError):
        return False
    return True


def _stream_plain(source: Iterable[bytes], layout: Layout) -> Iterator[Batch]:
    numbering = Numbering(layout)
    waiting: list[SetRows | Problem] = []
    rows = 0
    for item in read_rows(source, layout):
        waiting.append(item)
        rows += max(len(table) for table in item.tables.values()) if isinstance(item, SetRows) else 1
        if rows >= ROWS_AT_ONCE:
            yield numbering.batch(waiting)
            waiting, rows = [], 0
    yield numbering.batch(waiting)


# --- schemas


def schemas(layout: Layout) -> "dict[str, pa.Schema]":
    """The columns of every table and of `problems`."""
    import pyarrow as pa

    problem = [("set", pa.int64()), ("offset", pa.int64()), ("code", pa.string()), ("spot", pa.string())]
    return {table.name: _schema(table, layout) for table in layout.tables} | {PROBLEMS: pa.schema(problem)}


def _schema(table: Table, layout: Layout) -> "pa.Schema":
    import pyarrow as pa

    fields = [(name, pa.int64()) for name in key_names(table, layout)]
    fields += [(name, pa.string()) for name in ENVELOPE if table.is_root]
    fields += [(column.name, arrow_type(column)) for column in table.columns]
    fields += [(total.name, pa.int64()) for total in table.totals]
    return pa.schema([*fields, *((balance.name, pa.bool_()) for balance in table.balances)])


def arrow_type(column: Column) -> "pa.DataType":
    """What the cells of a column are in Arrow."""
    import pyarrow as pa

    match column.kind:
        case "text" | "code":
            return pa.dictionary(pa.int32(), pa.string()) if column.shared else pa.string()
        case "number":
            return pa.decimal128(18, SCALE)
        case "day" | "last_day":
            return pa.date32()
        case _:
            return pa.int64()


def key_names(table: Table, layout: Layout) -> list[str]:
    """The numbers that a row begins with: its set, the rows it belongs to, its own, and its offset."""
    own = [] if table.is_root else [table.key]
    return ["set", *(layout.by_name[name].key for name in table.within), *own, "offset"]


class Numbering:
    """Counts rows through a file, so that every batch goes on where the last one ended."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.root = layout.tables[0].name
        self.schemas = schemas(layout)
        self.rows = {table.name: 0 for table in layout.tables}

    def advance(self, counts: Mapping[str, int]) -> None:
        """A batch with so many rows in each table has been made."""
        for name, count in counts.items():
            self.rows[name] += count

    def batch(self, items: Iterable[SetRows | Problem]) -> Batch:
        """The batch that the plain reader's sets and problems make."""
        problems: list[Problem] = []
        columns: dict[str, dict[str, list[object]]] = {
            name: {field: [] for field in schema.names} for name, schema in self.schemas.items()
        }
        for item in items:
            if isinstance(item, Problem):
                problems.append(item)
            else:
                problems += [each._replace(set=self.rows[self.root]) for each in item.problems]
                for table in self.layout.tables:
                    self._extend(table, item, columns[table.name])
                self.advance({name: len(rows) for name, rows in item.tables.items()})
        made = {table.name: self._record_batch(table, columns[table.name]) for table in self.layout.tables}
        return made | {PROBLEMS: self.problems(problems)}

    def _extend(self, table: Table, one: SetRows, columns: dict[str, list[object]]) -> None:
        rows, first = one.tables[table.name], self.rows[table.name]
        columns["set"] += [self.rows[self.root]] * len(rows)
        for name, within in zip(table.within, rows.within, strict=True):
            base = self.rows[name]
            columns[self.layout.by_name[name].key] += [base + row if row >= 0 else None for row in within]
        if not table.is_root:
            columns[table.key] += range(first, first + len(rows))
        columns["offset"] += rows.offsets
        for name, cells in rows.columns.items():
            columns[name] += cells

    def _record_batch(self, table: Table, columns: dict[str, list[object]]) -> "pa.RecordBatch":
        import pyarrow as pa

        schema = self.schemas[table.name]
        numbers = {column.name for column in table.columns if column.kind == "number"}
        arrays = []
        for field in schema:
            cells = columns[field.name]
            if field.name in numbers:
                cells = [None if cell is None else Decimal(str(cell)).scaleb(-SCALE) for cell in cells]
            arrays.append(_shared(cells) if pa.types.is_dictionary(field.type) else pa.array(cells, field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def problems(self, problems: Iterable[Problem]) -> "pa.RecordBatch":
        """The batch of the problems; a set of -1 is none."""
        import pyarrow as pa

        rows = [(None if each.set < 0 else each.set, each.offset, each.code, each.spot) for each in problems]
        schema = self.schemas[PROBLEMS]
        cells = [[row[index] for row in rows] for index in range(len(schema))]
        return pa.RecordBatch.from_arrays(
            [pa.array(each, field.type) for each, field in zip(cells, schema, strict=True)], schema=schema
        )


def _shared(cells: list[object]) -> "pa.DictionaryArray":
    """Text that is kept once for all the rows that have it."""
    import pyarrow as pa

    places: dict[object, int] = {}
    indices = [None if cell is None else places.setdefault(cell, len(places)) for cell in cells]
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array(list(places), pa.string()))
