"""Which edits of a catalogue can say anything of a claim, and which rows each of them looks at.

All edits over a relation are asked together, in one pass (`scan`). Those that require one of many values stand apart, under it: an
edit that is about `payer_id = 'BLUES'` under that payer, one whose lines have `procedure IN ('97110', …)` under each of those codes. So
of three hundred wishes of payers a claim meets those of its own payer only. What an edit requires is read from the parts of its
conditions that must all be true.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from superbill.basics.days import FOREVER
from superbill.edits.conditions import Row, Value
from superbill.edits.facts import Facts
from superbill.edits.kinds import ALWAYS, Edit
from superbill.edits.language import Among, Column, Compare, Constant, Node
from superbill.edits.one_claim import run
from superbill.edits.scan import CHOSEN_BY_WHEN, Asked, Places, Scan, asked_by

_APART = ("payer_id", "payer_name", "plan_name", "group_number", "billing_npi", "tax_id")
"""Columns of the claim by which claims are told apart, so that edits stand under their values."""
_PLANS_KEPT = 16

_Asking = tuple[Edit, Asked]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edit ready to run: the tables that it asks, whether it finds nothing without a row to look at and is in force on every day, and its hits."""

    edit: Edit
    tables: tuple[str, ...]
    needs_rows: bool
    is_always: bool
    hits: Callable[[Edit, Facts, Places], Iterable[Row]]


class Plan:
    """The edits of a catalogue by what they require."""

    def __init__(self, edits: tuple[Edit, ...]) -> None:
        always: list[_Asking] = []
        by: dict[str, dict[Value, list[_Asking]]] = {}
        self._by_procedure: dict[Value, list[_Together]] = {}
        for edit in ((edit, asked_by(edit)) for edit in edits):
            column, values = _required(*edit)
            if column == "procedure":
                alone = _Together([edit])
                for value in values:
                    self._by_procedure.setdefault(value, []).append(alone)
            for value in values if column in _APART else ():
                by.setdefault(column, {}).setdefault(value, []).append(edit)
            if not column:
                always.append(edit)
        self._always = _Together(always)
        self._by = {column: {value: _Together(group) for value, group in groups.items()} for column, groups in by.items()}

    def edits_for(self, facts: Facts) -> Iterator[tuple[Prepared, Places]]:
        """The edits that are about a claim and may find something on it, or want a table, each once, with the rows they look at."""
        return chain.from_iterable(together.asked(facts) for together in self._for(facts))

    def _for(self, facts: Facts) -> "Iterable[_Together]":
        (claim,) = facts.own("claim")
        by_column = [index[claim[column]] for column, index in self._by.items() if claim[column] in index]
        named = {row["procedure"] for row in facts.own("line")} & self._by_procedure.keys() if self._by_procedure else ()
        return (self._always, *by_column, *dict.fromkeys(chain.from_iterable(self._by_procedure[code] for code in named)))


class _Together:
    """Edits that are asked together: one pass for each relation that they are over."""

    def __init__(self, edits: list[_Asking]) -> None:
        over = dict.fromkeys(edit.over for edit, _ in edits)
        groups = {name: [each for each in edits if each[0].over == name] for name in over}
        self._passes = [
            (Scan(name, [asked for _, asked in group]), tuple(_prepared(edit) for edit, _ in group))
            for name, group in groups.items()
        ]

    def asked(self, facts: Facts) -> Iterator[tuple[Prepared, Places]]:
        """The edits that are about a claim, with the places of the rows that they look at; not those that need one and have none."""
        for scan, prepared in self._passes:
            for number, places in scan(facts).items():
                if places or not prepared[number].needs_rows:
                    yield prepared[number], places


def plan_of(edits: Iterable[Edit]) -> Plan:
    """The plan of a catalogue. Those of the last tuples are kept, which are told apart as the objects that they are."""
    if not isinstance(edits, tuple):
        return Plan(tuple(edits))
    kept = _PLANS.get(id(edits))
    if kept is None:
        if len(_PLANS) >= _PLANS_KEPT:
            _PLANS.clear()
        kept = _PLANS[id(edits)] = (edits, Plan(edits))
    return kept[1]


_PLANS: dict[int, tuple[tuple[Edit, ...], Plan]] = {}
"""By the identity of a catalogue, which is held here too, so that no other takes its place."""


def _prepared(edit: Edit) -> Prepared:
    tables = tuple(filter(None, (edit.table, getattr(edit, "members", ""))))
    needs_rows, is_always = not tables and isinstance(edit, CHOSEN_BY_WHEN), (edit.since, edit.until) == (ALWAYS, FOREVER)
    return Prepared(edit, tables, needs_rows, is_always, run.dispatch(type(edit)))


def _required(edit: Edit, asked: Asked) -> tuple[str, frozenset[Value]]:
    """A column under whose values an edit stands apart, and those values: a claim, or one of its lines, has one of them."""
    parts = (*asked.about, *(asked.of_row if not edit.table and isinstance(edit, CHOSEN_BY_WHEN) else ()))
    found = [told for part in parts if (told := _values_of(part)) and (told[0] in _APART or _is_procedure(edit, told[0]))]
    return min(found, key=lambda told: len(told[1]), default=("", frozenset()))


def _is_procedure(edit: Edit, column: str) -> bool:
    return column == "procedure" and edit.over == "line"


def _values_of(part: Node) -> tuple[str, frozenset[Value]] | None:
    """The column of a part and the values that make it true, where it says no more than that."""
    match part:
        case Compare("=", Column(name), Constant(value)) if value is not None:
            return name, frozenset((value,))
        case Among(Column(name), choices):
            values = [choice.value for choice in choices if isinstance(choice, Constant) and choice.value is not None]
            return (name, frozenset(values)) if len(values) == len(choices) else None
        case _:
            return None
