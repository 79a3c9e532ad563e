"""A layout bound to one transaction: what each segment, at its place in the guide, does to the rows.

An `Op` is one small step; the plain reader runs them on lists, the accelerator on arrays. A row keeps, for each of its sources,
the segment that came first (a slot). Sources outside the row's own loop are held, and copied when the row opens.
"""

import itertools
from dataclasses import dataclass, field
from typing import NamedTuple

from superbill.x12.grammar import Place, Plan, grammar_of
from superbill.x12.layouts import Column, Layout, Source, Table
from superbill.x12.tables import Transaction

FORGET, OPEN, HOLD, OWN, EACH = range(5)


class Op(NamedTuple):
    """One step, for table `a`.

    FORGET what slot `b` holds; OPEN a row; HOLD the segment in slot `b`; OWN: put it into slot `b` of the row that is open;
    EACH: note it with its groups `b`. `within` has a bit for each table of `Table.within` to whose open row a new row belongs.
    """

    what: int
    a: int
    b: int = 0
    within: int = 0


class Choice(NamedTuple):
    """Where a column looks: the slot, then the element and its part (0: the whole element)."""

    slot: int
    place: int
    part: int


class Group(NamedTuple):
    """One group of a segment that gives a row: for each column the element and part, (0, 0) when it has none.

    The row is given when one of those that are `counted` has a value; `counting` are these alone, and `least` is the first
    element of them: a shorter segment does not have the group.
    """

    cells: tuple[tuple[int, int], ...]
    counted: tuple[bool, ...]
    counting: tuple[tuple[int, int], ...]
    least: int


def _group(cells: list[tuple[int, int]], counted: list[bool]) -> Group:
    counting = tuple(cell for cell, counts in zip(cells, counted, strict=True) if counts)
    return Group(tuple(cells), tuple(counted), counting, min(place for place, _ in counting))


@dataclass(slots=True)
class Slot:
    """What a source asks for, and whether it stands in the row's own loop."""

    loop: str
    loop_name: str
    segment: str
    code: str
    own: bool = True


@dataclass(slots=True)
class TablePlan:
    """A table bound to a transaction. `choices` are by column; `groups` by the number that an EACH gives."""

    table: Table
    slots: list[Slot] = field(default_factory=list)
    choices: list[tuple[Choice, ...]] = field(default_factory=list)
    groups: list[tuple[Group, ...]] = field(default_factory=list)


class LayoutPlan:
    """A layout bound to a transaction. `tables` are in the order of the layout; `start` is what the beginning of a set does.

    `coded` are the places where a column asks for one code: by their number the element and part that hold it.
    """

    def __init__(self, layout: Layout, transaction: Transaction) -> None:
        self.layout, self.transaction = layout, transaction
        self.grammar = grammar_of(transaction)
        self.number = {table.name: index for index, table in enumerate(layout.tables)}
        self.tables = [self._bind(table) for table in layout.tables]
        self._each = self._find_each()
        self.start = tuple(Op(OPEN, index) for index, table in enumerate(layout.tables) if table.is_root)
        self._ops: dict[tuple[tuple[Plan, ...], Place | None, str], tuple[Op, ...]] = {}
        self.coded = {place.number: place.seg.keys[0][:2] for place in self.grammar.places if self._is_coded(place)}

    def ops(self, opens: tuple[Plan, ...], place: Place | None, code: str) -> tuple[Op, ...]:
        """What happens when these loops open and this place is taken; `code` is its key where the place is one of `coded`."""
        key = (opens, place, code)
        found = self._ops.get(key)
        if found is None:
            if len(self._ops) > 20_000:  # codes may be anything at all
                self._ops.clear()
            found = self._ops[key] = tuple(self._find_ops(opens, place, code))
        return found

    def _is_coded(self, place: Place) -> bool:
        return any(slot.code and _matches(slot, place, slot.code) for plan in self.tables for slot in plan.slots)

    def _find_ops(self, opens: tuple[Plan, ...], place: Place | None, code: str) -> list[Op]:
        ops = [op for plan in opens for op in self._opening(plan)]
        if place is None:
            return ops
        for number, plan in enumerate(self.tables):
            for index, slot in enumerate(plan.slots):
                if _matches(slot, place, code):
                    ops.append(Op(OWN if _owns(plan.table, place.loop) else HOLD, number, index))
        for number, group in self._each.get(place.number, ()):
            ops.append(Op(EACH, number, group, self._within(self.tables[number].table, place.loop)))
        return ops

    def _opening(self, opened: Plan) -> list[Op]:
        ops = []
        inside = [place for place in self.grammar.places if opened in _ancestors(place.loop)]
        for number, plan in enumerate(self.tables):
            for index, slot in enumerate(plan.slots):
                if any(_matches(slot, place, slot.code) and not _owns(plan.table, place.loop) for place in inside):
                    ops.append(Op(FORGET, number, index))
        for number, plan in enumerate(self.tables):
            if plan.table.loop and plan.table.loop == opened.loop.id:
                ops.append(Op(OPEN, number, 0, self._within(plan.table, opened)))
        return ops

    def _within(self, table: Table, plan: Plan) -> int:
        loops = {above.loop.id for above in _ancestors(plan)}
        return sum(1 << bit for bit, name in enumerate(table.within) if self.layout.by_name[name].loop in loops)

    # --- binding

    def _bind(self, table: Table) -> TablePlan:
        bound = TablePlan(table)
        for column in table.columns if not table.each else ():
            choices = tuple(choice for source in column.choices if (choice := self._choose(bound, source)))
            bound.choices.append(choices)
        return bound

    def _choose(self, bound: TablePlan, source: Source) -> Choice | None:
        slot = Slot(*source[:4])
        seen = next((place for place in self.grammar.places if _matches(slot, place, source.code)), None)
        if seen is None or source.field not in seen.seg.places:
            return None
        slot.own = _owns(bound.table, seen.loop)
        if slot not in bound.slots:
            bound.slots.append(slot)
        _, place, part = seen.seg.places[source.field]
        return Choice(bound.slots.index(slot), place, part)

    def _find_each(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for number, bound in enumerate(self.tables):
            for source in bound.table.each.split():
                loop, _, segment = source.partition("/")
                for place in self.grammar.places:
                    if place.loop.loop.id == loop and place.seg.name == segment:
                        groups = tuple(_groups(bound.table.columns, place))
                        if groups not in bound.groups:
                            bound.groups.append(groups)
                        found.setdefault(place.number, []).append((number, bound.groups.index(groups)))
        return found


def _groups(columns: tuple[Column, ...], place: Place) -> list[Group]:
    places = place.seg.places
    groups: list[Group] = []
    for n in itertools.count(1):
        cells, counted = [], []
        for column in columns:
            names = column.sources.split()
            name = next((each for each in names if each.replace("{n}", str(n)) in places), "")
            cells.append(places[name.replace("{n}", str(n))][1:] if name else (0, 0))
            counted.append("{n}" in name)
        if not any(counted):
            return groups or [_group(cells, [cell != (0, 0) for cell in cells])]
        groups.append(_group(cells, counted))
    raise AssertionError("counting never ends")


def _ancestors(plan: Plan) -> list[Plan]:
    found = [plan]
    while plan.above is not None:
        plan = plan.above
        found.append(plan)
    return found


def _owns(table: Table, plan: Plan) -> bool:
    return table.is_root or any(above.loop.id == table.loop for above in _ancestors(plan))


def _matches(slot: Slot, place: Place, code: str) -> bool:
    loop = place.loop.loop
    return (
        slot.segment == place.seg.name and slot.loop == loop.id and slot.loop_name in ("", loop.name) and slot.code in ("", code)
    )


_PLANS: dict[tuple[int, int], LayoutPlan] = {}


def plan_of(layout: Layout, transaction: Transaction) -> LayoutPlan:
    """The plan of a layout for a transaction, one for the whole process."""
    key = (id(layout), id(transaction))  # to hash a table is to walk it; the plan keeps both alive
    if key not in _PLANS:
        _PLANS[key] = LayoutPlan(layout, transaction)
    return _PLANS[key]
