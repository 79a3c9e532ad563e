"""The plain reader of tables: segments → rows of a layout, one transaction set at a time. Needs nothing but Python.

A set gives its rows when its SE has come; one that does not end, or whose guide has no table, gives none, and a `Problem` says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.harvest_envelopes import ENVELOPES, Elements, Envelopes
from superbill.x12.layouts import ENVELOPE, Balance, Count, Layout, Table, Total
from superbill.x12.layouts import plan as steps
from superbill.x12.layouts.cells import FAULTS, Cell, Unreadable, cell_of
from superbill.x12.layouts.plan import LayoutPlan, Op, TablePlan
from superbill.x12.segments import Delimiters
from superbill.x12.stream import Piece, read_pieces, readable

CHUNK = 1 << 17
"""Bytes that are read at once."""


class Problem(NamedTuple):
    """What kept something out of the tables, or makes it doubtful.

    The code of a finding, the segment's byte offset, and where in the segment (such as CLM02). `set` is the number of the set
    it stands in, -1 outside of sets that are read.
    """

    set: int
    offset: int
    code: str
    spot: str = ""


@dataclass(slots=True)
class TableRows:
    """Rows of one table. `within` has, for each table of `Table.within`, the row that each row belongs to, or -1."""

    within: list[list[int]]
    offsets: list[int] = field(default_factory=list)
    columns: dict[str, list[Cell | bool]] = field(default_factory=dict)
    unreadable: dict[str, set[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.offsets)


@dataclass(slots=True)
class SetRows:
    """The rows of one transaction set, counted from 0 in each table, and the problems inside it (`Problem.set` is 0)."""

    tables: dict[str, TableRows]
    problems: list[Problem]


def read_rows(source: bytes | Iterable[bytes], layout: Layout) -> Iterator[SetRows | Problem]:
    """Every set of the layout's transactions as rows, and what stands in the way, as they come. Never raises for a file's faults."""
    harvester = Harvester(layout)
    for marks, pieces in read_pieces(in_chunks(source), harvester.hear):
        harvester.take(marks, pieces)
        yield from harvester.drain()
    harvester.end()
    yield from harvester.drain()


def in_chunks(source: bytes | Iterable[bytes]) -> Iterator[bytes]:
    """A file's bytes, or chunks of any size, as chunks of at most `CHUNK`."""
    for chunk in (source,) if isinstance(source, bytes) else source:
        view = memoryview(chunk)
        yield from (bytes(view[at : at + CHUNK]) for at in range(0, len(chunk), CHUNK))


class Harvester:
    """Takes the segments of a file and gives rows and problems."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.envelopes = Envelopes(layout, self._tell)
        self.number = 0
        self.reading: SetReader | None = None
        self._done: list[SetRows | Problem] = []

    def hear(self, code: str, offset: int, value: str) -> None:
        """Take what the reader of the bytes has to say; what is only worth knowing is left out."""
        if CATALOGUE[code].severity is not Severity.INFO:
            self._tell(code, offset, "")

    def _tell(self, code: str, offset: int, spot: str) -> None:
        self._done.append(Problem(-1, offset, code, spot))

    def take(self, marks: Delimiters, pieces: Sequence[Piece]) -> None:
        """Take the next segments."""
        for offset, raw in pieces:
            self.number += 1
            elements = raw.split(marks.element)
            tag = elements[0].strip().upper()
            if tag in ENVELOPES:
                self._envelope(tag, elements, offset, marks)
            elif self.reading is not None:
                self.reading.take(tag, elements, offset)
            else:
                self.envelopes.stray(offset, tag)

    def _envelope(self, tag: str, elements: Elements, offset: int, marks: Delimiters) -> None:
        reading, self.reading = self.reading, None
        plan = self.envelopes.take(tag, elements, offset, self.number)
        if plan is not None:
            self.reading = SetReader(plan, marks, self.envelopes.values, offset)
        elif tag == "SE" and reading is not None:
            self._done.append(reading.rows())

    def end(self) -> None:
        """The file has ended."""
        self.reading = None
        self.envelopes.end()

    def drain(self) -> Iterator[SetRows | Problem]:
        """What has been read since the last time."""
        done, self._done = self._done, []
        yield from done


class SetReader:
    """One transaction set: its segments find their places, and the places fill rows."""

    def __init__(self, plan: LayoutPlan, marks: Delimiters, envelope: tuple[str, ...], offset: int) -> None:
        self.plan, self.component, self.envelope = plan, marks.component, envelope
        self.state = plan.grammar.start
        self.problems: list[Problem] = []
        self._held: list[list[Kept | None]] = [[None] * len(table.slots) for table in plan.tables]
        self._rows: list[list[Row]] = [[] for _ in plan.tables]
        for op in plan.start:
            self._do(op, [], offset)

    def take(self, tag: str, elements: Elements, offset: int) -> None:
        """Take the next segment between ST and SE."""
        elements[0] = tag
        plan = self.plan
        move = plan.grammar.move(self.state, plan.grammar.key_of(tag, elements, self.component))
        self.state = move.next
        if move.fault and CATALOGUE[move.fault].severity is not Severity.INFO:
            self.problems.append(Problem(0, offset, move.fault, tag[:3]))
        place = move.place
        spot = plan.coded.get(place.number) if place else None
        for op in plan.ops(move.opens, place, self._value(elements, *spot).upper() if spot else ""):
            self._do(op, elements, offset)

    def _do(self, op: Op, elements: Elements, offset: int) -> None:
        held, rows = self._held[op.a], self._rows[op.a]
        match op.what:
            case steps.FORGET:
                held[op.b] = None
            case steps.OPEN:
                slots = [None if slot.own else kept for slot, kept in zip(self.plan.tables[op.a].slots, held, strict=True)]
                rows.append(Row(self._within(op), offset, slots))
            case steps.HOLD:
                held[op.b] = held[op.b] or Kept(offset, elements)
            case steps.OWN:
                if rows:
                    rows[-1].slots[op.b] = rows[-1].slots[op.b] or Kept(offset, elements)
            case _:
                rows.extend(self._each(op, elements, offset))

    def _within(self, op: Op) -> tuple[int, ...]:
        table = self.plan.tables[op.a].table
        open_rows = (len(self._rows[self.plan.number[name]]) - 1 for name in table.within)
        return tuple(row if op.within >> bit & 1 else -1 for bit, row in enumerate(open_rows))

    def _each(self, op: Op, elements: Elements, offset: int) -> Iterator["Row"]:
        kept, within = Kept(offset, elements), self._within(op)
        for group in self.plan.tables[op.a].groups[op.b]:
            if len(elements) > group.least and any(self._value(elements, *cell) for cell in group.counting):
                yield Row(within, offset, [kept], group.cells)

    def _value(self, elements: Elements, place: int, part: int) -> str:
        if place >= len(elements):
            return ""
        value = elements[place]
        if part:
            parts = value.split(self.component, part)
            if part > len(parts):
                return ""
            value = parts[part - 1]
        return value.strip() if value.isascii() else readable(value).strip()

    # --- the columns, when the set has ended

    def rows(self) -> SetRows:
        """What the set gave."""
        tables = {plan.table.name: self._table(plan, rows) for plan, rows in zip(self.plan.tables, self._rows, strict=True)}
        for table in reversed(self.plan.layout.tables):
            add_sums(table, tables, self.plan.layout)
        return SetRows(tables, self.problems)

    def _table(self, plan: TablePlan, rows: Sequence["Row"]) -> TableRows:
        table = plan.table
        made = TableRows([[row.within[bit] for row in rows] for bit in range(len(table.within))], [row.offset for row in rows])
        if table.is_root:
            made.columns = {name: [value or None] for name, value in zip(ENVELOPE, self.envelope, strict=True)}
        for index, column in enumerate(table.columns):
            made.columns[column.name], made.unreadable[column.name] = self._column(column.kind, plan, index, rows)
        return made

    def _column(self, kind: str, plan: TablePlan, index: int, rows: Sequence["Row"]) -> tuple[list[Cell | bool], set[int]]:
        """The cells of a column, and the rows where it cannot be read."""
        if not plan.table.each and not plan.choices[index]:
            return [None] * len(rows), set()
        cells: list[Cell | bool] = []
        bad: set[int] = set()
        for number, row in enumerate(rows):
            choices = ((0, *row.cells[index]),) if row.cells else plan.choices[index]
            try:
                cells.append(self._cell(kind, row, choices))
            except Unreadable:
                cells.append(None)
                bad.add(number)
        return cells, bad

    def _cell(self, kind: str, row: "Row", choices: Iterable[tuple[int, int, int]]) -> Cell:
        for slot, place, part in choices:
            kept = row.slots[slot]
            if kept is None or not place:
                continue
            value = self._value(kept.elements, place, part)
            if value:
                try:
                    return value if kind == "text" else cell_of(kind, value)
                except Unreadable:
                    spot = f"{kept.elements[0][:3]}{place:02d}" + (f"-{part}" if part else "")
                    self.problems.append(Problem(0, kept.offset, FAULTS[kind], spot))
                    raise
        return None


class Kept(NamedTuple):
    """A segment that a row has use for; its elements begin with its name."""

    offset: int
    elements: Elements


class Row(NamedTuple):
    """A row as it is gathered; `cells` are those of its group when the table has a row for each of them."""

    within: tuple[int, ...]
    offset: int
    slots: list[Kept | None]
    cells: tuple[tuple[int, int], ...] = ()


# --- sums and balances


def add_sums(table: Table, tables: dict[str, TableRows], layout: Layout) -> None:
    """Fill the totals, counts and balances of a table."""
    rows = tables[table.name]
    for total in table.totals:
        rows.columns[total.name] = list(_sums(total, table, tables, layout))
    for balance in table.balances:
        rows.columns[balance.name] = [_balances(balance, rows, row) for row in range(len(rows))]


def _sums(total: Total | Count, table: Table, tables: dict[str, TableRows], layout: Layout) -> list[int | None]:
    other, below = layout.by_name[total.table], tables[total.table]
    owners = [0] * len(below) if table.is_root else below.within[other.within.index(table.name)]
    sums: list[int | None] = [0] * len(tables[table.name])
    cells = below.columns[total.column] if isinstance(total, Total) else [1] * len(below)
    bad = below.unreadable.get(total.column, ()) if isinstance(total, Total) else ()
    for number, (owner, cell) in enumerate(zip(owners, cells, strict=True)):
        so_far = sums[owner] if owner >= 0 else None
        if so_far is not None:
            assert isinstance(cell, int | None), "only numbers are added up"
            sums[owner] = None if number in bad else so_far + (cell or 0)
    return sums


def _balances(balance: Balance, rows: TableRows, row: int) -> bool | None:
    if balance.when and not rows.columns[balance.when][row]:
        return None
    sides = []
    for names in (balance.plus, balance.minus):
        cells = [rows.columns[name][row] for name in names.split()]
        if any(cell is None for cell in cells):
            return None
        sides.append(sum(cell for cell in cells if isinstance(cell, int)))
    return sides[0] == sides[1]
