"""Some transaction sets of one block → their rows as Arrow. Runs on any thread; the kernels do not hold the interpreter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from superbill.x12.arrow import PROBLEMS, Batch, Numbering, arrow_type, key_names
from superbill.x12.fast.cells import ABSENT, ODD, READ, Choices, Finder, Numbers, Texts, Values
from superbill.x12.fast.moves import BEGINS, IGNORED, INSIDE, Machine, find_moves, machine_of
from superbill.x12.fast.rows import RowPlaces, find_rows
from superbill.x12.fast.scan import Scan, tag_of
from superbill.x12.harvest import Problem, SetReader, SetRows
from superbill.x12.layouts import ENVELOPE, Balance, Column, Count, Layout, Total
from superbill.x12.layouts.cells import FAULTS
from superbill.x12.layouts.plan import LayoutPlan, TablePlan
from superbill.x12.segments import Delimiters

Cells = npt.NDArray[np.int64]


class SetPlace(NamedTuple):
    """A whole set in a block: the numbers of its ST and SE, and what the envelopes say."""

    st: int
    se: int
    envelope: tuple[str, ...]


@dataclass(slots=True)
class Job:
    """Sets of one transaction. `base` is the byte offset of the block in the file; `plain` asks for the plain reader."""

    plan: LayoutPlan
    scan: Scan
    base: int
    marks: Delimiters
    sets: list[SetPlace]
    plain: bool = False

    def run(self) -> "Harvest | list[SetRows]":
        """The rows of the sets: by the kernels, or by the plain reader where those cannot."""
        machine = None if self.plain else machine_of(self.plan)
        found = _harvest(self, machine) if machine else None
        return found or [self._read_plainly(each) for each in self.sets]

    def _read_plainly(self, one: SetPlace) -> SetRows:
        reader = SetReader(self.plan, self.marks, one.envelope, self.base + int(self.scan.start[one.st]))
        for segment in range(one.st + 1, one.se):
            elements = self.scan.text(segment, self.marks).split(self.marks.element)
            reader.take(elements[0].strip().upper(), elements, self.base + int(self.scan.start[segment]))
        return reader.rows()


@dataclass(slots=True)
class Harvest:
    """The rows of a job, counted from 0; `batch` gives them their numbers in the file."""

    layout: Layout
    job: Job
    rows: list[RowPlaces]
    columns: list[dict[str, pa.Array]]
    problems: list[Problem]

    def batch(self, numbering: Numbering) -> Batch:
        """The rows as they follow those of the file before them."""
        made: Batch = {}
        for table, rows, columns in zip(self.layout.tables, self.rows, self.columns, strict=True):
            keys = self._keys(table.within, rows, numbering)
            own = [] if table.is_root else [numbering.rows[table.name] + np.arange(len(rows))]
            numbers = [numbering.rows[numbering.root] + rows.set.astype(np.int64), *keys, *own, self._offsets(rows)]
            keyed = dict(zip(key_names(table, self.layout), (_array(each) for each in numbers), strict=True))
            schema = numbering.schemas[table.name]
            made[table.name] = pa.RecordBatch.from_arrays([(keyed | columns)[name] for name in schema.names], schema=schema)
        first = numbering.rows[numbering.root]
        made[PROBLEMS] = numbering.problems(each._replace(set=first + each.set) for each in self.problems)
        numbering.advance({table.name: len(rows) for table, rows in zip(self.layout.tables, self.rows, strict=True)})
        return made

    def _keys(self, within: tuple[str, ...], rows: RowPlaces, numbering: Numbering) -> list[Cells]:
        owners = (rows.within[:, bit].astype(np.int64) for bit in range(len(within)))
        return [np.where(owner >= 0, owner + numbering.rows[name], -1) for name, owner in zip(within, owners, strict=True)]

    def _offsets(self, rows: RowPlaces) -> Cells:
        return self.job.base + self.job.scan.start[rows.segment].astype(np.int64)


def _array(numbers: Cells) -> pa.Array:
    return pa.array(numbers, mask=numbers < 0)


def _harvest(job: Job, machine: Machine) -> Harvest | None:
    scan, component = job.scan, ord(job.marks.component)
    role = np.full(len(scan), IGNORED, np.uint8)
    for each in job.sets:
        role[each.st + 1 : each.se] = INSIDE
        role[each.st] = BEGINS
    moves = find_moves(machine, scan, role, component)
    if moves is None:
        return None
    return _Gathering(job, machine, find_rows(machine, scan, moves)).harvest(list(_faults(job, machine, moves)))


def _faults(job: Job, machine: Machine, moves: npt.NDArray[np.int32]) -> Iterator[Problem]:
    """What the grammar has to say about segments."""
    faulty = np.array([bool(fault) for fault in machine.faults])
    begins = np.array([each.st for each in job.sets])
    for segment in np.flatnonzero((moves >= 0) & faulty[moves]).tolist():
        number = int(np.searchsorted(begins, segment)) - 1
        offset = job.base + int(job.scan.start[segment])
        yield Problem(number, offset, machine.faults[moves[segment]], tag_of(int(job.scan.tag[segment])))


class _Gathering:
    """The columns of every table of a job."""

    def __init__(self, job: Job, machine: Machine, rows: list[RowPlaces]) -> None:
        self.job, self.plan = job, machine.plan
        self.finder = Finder(job.scan, job.marks.component)
        self.values = [self._find(plan, each) for plan, each in zip(self.plan.tables, rows, strict=True)]
        self.rows = [values.rows for values in self.values]
        self.numbers: dict[tuple[str, str], Numbers] = {}
        self.problems: list[Problem] = []

    def harvest(self, faults: list[Problem]) -> Harvest:
        columns = [self._table(plan, values) for plan, values in zip(self.plan.tables, self.values, strict=True)]
        for table, made in reversed(list(zip(self.plan.layout.tables, columns, strict=True))):
            for total in table.totals:
                self.numbers[table.name, total.name] = self._sum(total, table.name)
                made[total.name] = as_arrow("cents", self.numbers[table.name, total.name])
            made |= {balance.name: self._balance(balance, table.name) for balance in table.balances}
        return Harvest(self.plan.layout, self.job, self.rows, columns, faults + self.problems)

    def _find(self, plan: TablePlan, rows: RowPlaces) -> Values:
        """Where the values stand; in a table of `each` only of the groups that say something."""
        values = self.finder.find(rows, choices_of(plan))
        if plan.table.each and len(rows):
            counted = np.array([group.counted for groups in plan.groups for group in groups])
            values = values.take(((values.length > 0) & counted[rows.group].T).any(axis=0))
        return values

    def _table(self, plan: TablePlan, values: Values) -> dict[str, pa.Array]:
        made = {}
        if plan.table.is_root:
            said = zip(*(each.envelope for each in self.job.sets), strict=True)
            made = {
                name: pa.array([cell or None for cell in cells], pa.string()) for name, cells in zip(ENVELOPE, said, strict=True)
            }
        return made | {each.name: self._column(plan, each, values, index) for index, each in enumerate(plan.table.columns)}

    def _column(self, plan: TablePlan, column: Column, values: Values, index: int) -> pa.Array:
        if not values.length[index].any():
            self.numbers[plan.table.name, column.name] = Numbers.absent(len(values.rows))
            return pa.nulls(len(values.rows), arrow_type(column))
        if column.kind in ("text", "code"):
            return text_array(self.finder.texts(values, index, capitals=column.kind == "code", shared=column.shared))
        numbers = self.finder.numbers(values, index, column.kind)
        self.numbers[plan.table.name, column.name] = numbers
        for row, segment, place, part in self.finder.unreadable(values, index, numbers):
            spot = f"{tag_of(int(self.job.scan.tag[segment]))}{place:02d}" + (f"-{part}" if part else "")
            offset = self.job.base + int(self.job.scan.start[segment])
            self.problems.append(Problem(int(values.rows.set[row]), offset, FAULTS[column.kind], spot))
        return as_arrow(column.kind, numbers)

    # --- sums and balances

    def _sum(self, total: Total | Count, name: str) -> Numbers:
        layout, tables = self.plan.layout, self.plan.number
        other, below = layout.by_name[total.table], self.rows[tables[total.table]]
        root = layout.by_name[name].is_root
        owners = below.set if root else below.within[:, other.within.index(name)]
        cells = self.numbers[other.name, total.column] if isinstance(total, Total) else None
        sums = np.zeros(len(self.rows[tables[name]]), np.int64)
        bad = np.zeros(len(sums), np.bool_)
        belongs = owners >= 0
        np.add.at(sums, owners[belongs], 1 if cells is None else cells.values[belongs])
        if cells is not None:
            bad[owners[belongs & (cells.state == ODD)]] = True
        return Numbers(sums, np.where(bad, ABSENT, READ).astype(np.uint8))

    def _balance(self, balance: Balance, name: str) -> pa.Array:
        plus, minus = ([self.numbers[name, each] for each in side.split()] for side in (balance.plus, balance.minus))
        known = np.logical_and.reduce([each.state == READ for each in (*plus, *minus)])
        if balance.when:
            known &= self.numbers[name, balance.when].values > 0
        difference = sum(each.values for each in plus) - sum(each.values for each in minus)
        return pa.array(difference == 0, mask=~known)


def choices_of(plan: TablePlan) -> Choices:
    """For each column, by the group of the row, where it looks."""
    if plan.table.each:
        groups = [group.cells for groups in plan.groups for group in groups] or [((0, 0),) * len(plan.table.columns)]
        return np.array([[[(0, *cells[column])] for cells in groups] for column in range(len(plan.table.columns))], np.int32)
    most = max(1, *(len(choices) for choices in plan.choices))
    return np.array([[[*choices, *[(0, 0, 0)] * (most - len(choices))]] for choices in plan.choices], np.int32)


def as_arrow(kind: str, column: Numbers) -> pa.Array:
    """A column of numbers in its Arrow type."""
    values, mask = column.values, column.state != READ
    if kind in ("day", "last_day"):
        return pa.array(values.astype(np.int32), pa.int32(), mask=mask).cast(pa.date32())
    if kind == "number":
        wide = np.empty((len(values), 2), np.int64)
        wide[:, 0], wide[:, 1] = values, values >> 63
        return pa.Array.from_buffers(pa.decimal128(18, 4), len(values), [_bits(~mask), pa.py_buffer(wide)])
    return pa.array(values, pa.int64(), mask=mask)


def text_array(column: Texts) -> pa.Array:
    """A column of text in its Arrow type."""
    kept = pa.StringArray.from_buffers(
        len(column.offsets) - 1,
        pa.py_buffer(column.offsets),
        pa.py_buffer(column.data),
        None if column.index is not None else _bits(column.present),
    )
    if column.index is None:
        return kept
    return pa.DictionaryArray.from_arrays(pa.array(column.index, mask=~column.present), kept)


def _bits(present: npt.NDArray[np.bool_]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(present, bitorder="little"))
