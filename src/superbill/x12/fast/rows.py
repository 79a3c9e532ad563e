"""Moves → rows: which segments each row of each table has use for. The steps are those of `layouts/plan.py`."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.moves import Machine
from superbill.x12.fast.scan import Places, Scan
from superbill.x12.layouts.plan import EACH, OPEN, TablePlan

Grid = npt.NDArray[np.int32]


@dataclass(slots=True)
class RowPlaces:
    """The rows of one table in a job.

    `set` counts the sets of the job; `within[row]` are the rows it belongs to, or -1; `slots[row]` the segments it draws on,
    or -1; `group[row]` is which group of the segment it is, in a table of `each`.
    """

    segment: Places
    set: Places
    within: Grid
    slots: Grid
    group: Places

    def __len__(self) -> int:
        return len(self.segment)

    def take(self, chosen: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> "RowPlaces":
        """Some of the rows."""
        return RowPlaces(self.segment[chosen], self.set[chosen], self.within[chosen], self.slots[chosen], self.group[chosen])


_SHAPES: dict[int, "_Shape"] = {}


def _shape_of(machine: Machine) -> "_Shape":
    if id(machine) not in _SHAPES:
        _SHAPES[id(machine)] = _Shape(machine.plan.tables, machine.plan.number)
    return _SHAPES[id(machine)]


class _Shape:
    """The tables of a machine as numbers: how many slots each has, and which tables its rows belong to."""

    def __init__(self, tables: list[TablePlan], number: dict[str, int]) -> None:
        self.slots = np.array([1 if plan.table.each else len(plan.slots) for plan in tables], np.int32)
        most = max(len(plan.table.within) for plan in tables)
        self.parents = np.full((len(tables), most + 1), -1, np.int32)
        for index, plan in enumerate(tables):
            self.parents[index, : len(plan.table.within)] = [number[name] for name in plan.table.within]


def find_rows(machine: Machine, scan: Scan, moves: Places) -> list[RowPlaces]:
    """The rows of every table, in the order of the layout; those of a table of `each` are all that there may be."""
    ops, first, shape = machine.op_array, machine.first_array, _shape_of(machine)
    used = np.bincount(moves[moves >= 0], minlength=len(first) - 1)
    opening = np.repeat(used, np.diff(first)) * np.isin(ops[:, 0], (OPEN, EACH))
    counts = np.bincount(ops[:, 1], weights=opening, minlength=len(shape.slots)).astype(np.int64)
    first_row = np.concatenate(([0], np.cumsum(counts)))
    first_slot = np.concatenate(([0], np.cumsum(counts * shape.slots)))
    width = shape.parents.shape[1]
    segment, set_of, group = (np.empty(first_row[-1], np.int32) for _ in range(3))
    within = np.full((first_row[-1], width), -1, np.int32)
    slots = np.full(first_slot[-1], -1, np.int32)
    held = np.full((len(shape.slots), max(1, int(shape.slots.max()))), -1, np.int32)
    _fill_rows(moves, ops, first, shape.slots, shape.parents, first_row, first_slot, held, segment, set_of, within, slots, group)
    made = []
    for table, plan in enumerate(machine.plan.tables):
        part = slice(first_row[table], first_row[table + 1])
        grid = slots[first_slot[table] : first_slot[table + 1]].reshape(counts[table], shape.slots[table])
        rows = RowPlaces(segment[part], set_of[part], within[part], grid, group[part])
        made.append(_spread(rows, plan, scan) if plan.table.each else rows)
    return made


def _spread(rows: RowPlaces, plan: TablePlan, scan: Scan) -> RowPlaces:
    """A row for each group that its segment is long enough for, instead of one for each segment."""
    least = np.array([group.least for groups in plan.groups for group in groups], np.int32)
    sizes = np.array([len(groups) for groups in plan.groups], np.int64)
    first = np.cumsum(sizes) - sizes
    times = sizes[rows.group]
    source = np.repeat(np.arange(len(rows)), times)
    group = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times) + first[rows.group[source]]
    reaches = (scan.first[rows.segment + 1] - scan.first[rows.segment])[source] > least[group]
    spread = rows.take(source[reaches])
    spread.group = group[reaches].astype(np.int32)
    return spread


@njit(cache=True, nogil=True)
def _fill_rows(  # noqa: C901 — a kernel stays in one piece, see moves.py
    moves: Places, ops: Grid, first: Places, width: Places, parents: Grid,
    first_row: npt.NDArray[np.int64], first_slot: npt.NDArray[np.int64], held: Grid,
    segment: Places, set_of: Places, within: Grid, slots: Places, group: Places,
) -> None:  # fmt: skip
    """Run the steps of every move."""
    count = np.zeros(len(width), np.int64)
    sets = -1
    for at in range(len(moves)):
        move = moves[at]
        if move < 0:
            continue
        if move == 0:
            sets += 1
        for index in range(first[move], first[move + 1]):
            what, table, slot = ops[index, 0], ops[index, 1], ops[index, 2]
            if what == 0:
                held[table, slot] = -1
            elif what == 2:
                if held[table, slot] < 0:
                    held[table, slot] = at
            elif what == 3:
                place = first_slot[table] + (count[table] - 1) * width[table] + slot
                if slots[place] < 0:
                    slots[place] = at
            else:
                row = first_row[table] + count[table]
                segment[row], set_of[row], group[row] = at, sets, slot
                bit = 0
                while parents[table, bit] >= 0:
                    if ops[index, 3] >> bit & 1:
                        within[row, bit] = count[parents[table, bit]] - 1
                    bit += 1
                base = first_slot[table] + count[table] * width[table]
                if what == 4:
                    slots[base] = at
                else:
                    for each in range(width[table]):
                        slots[base + each] = held[table, each]
                count[table] += 1
