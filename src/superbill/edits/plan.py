"""Which edits of a catalogue can say anything of a claim: found by what they require of it, before any of them is run.

An edit that is about `payer_id = 'BLUES'` stands under that payer, one whose lines have `procedure IN ('97110', …)` under each of
those codes. So of three hundred wishes of payers a claim meets those of its own payer only. What an edit requires is read from the
parts of its conditions that must all be true; an edit that requires nothing of the sort is always run.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from superbill.edits.conditions import Row, Value, holds_of
from superbill.edits.facts import Facts
from superbill.edits.kinds import Alone, Beside, Count, Edit, Total, Where
from superbill.edits.language import Among, Column, Compare, Constant, Node, all_of, columns_of, conjuncts, read
from superbill.edits.one_claim import hits
from superbill.edits.relations import COLUMNS

_CHOSEN_BY_WHEN = (Where, Beside, Alone, Count, Total)
"""The kinds that find nothing on a claim without a row of `over` for which `when` holds."""

_ALL_HAVE = ("filing", "kind")
"""Columns by which few claims are told apart: other requirements are taken first."""
_PLANS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edit ready to run: on which claims it can find anything, the tables that it asks, and what gives its hits."""

    edit: Edit
    is_about: Callable[[Row], bool] | None
    tables: tuple[str, ...]
    hits: Callable[[Edit, Facts], Iterable[Row]]


class Plan:
    """The edits of a catalogue by what they require."""

    def __init__(self, edits: tuple[Edit, ...]) -> None:
        self._always: list[Prepared] = []
        self._by: dict[str, dict[Value, list[Prepared]]] = {}
        self._by_procedure: dict[Value, list[Prepared]] = {}
        for edit in edits:
            column, values = _required(edit)
            index = self._by_procedure if column == "procedure" else self._by.setdefault(column, {}) if column else {}
            for value in values:
                index.setdefault(value, []).append(_prepared(edit))
            if not column:
                self._always.append(_prepared(edit))

    def edits_for(self, facts: Facts) -> Iterator[Prepared]:
        """The edits that may find something on a claim, or that are about it but want a table, each once."""
        claim = facts.rows("claim")[0]
        yield from self._always
        for column, index in self._by.items():
            yield from index.get(claim[column], ())
        named = {row["procedure"] for row in facts.rows("line")} & self._by_procedure.keys() if self._by_procedure else ()
        seen: set[int] = set()
        for procedure in named:
            for prepared in self._by_procedure[procedure]:
                if id(prepared.edit) not in seen:
                    seen.add(id(prepared.edit))
                    yield prepared


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
    parts = [part for part in _parts(edit) if columns_of(part) <= COLUMNS["claim"]]
    return Prepared(edit, holds_of(all_of(parts)) if parts else None, tables, hits.dispatch(type(edit)))


def _parts(edit: Edit) -> tuple[Node, ...]:
    """What must all be true of a claim, or of one of its rows of `over`, where the edit is to say anything; a missing table it tells always."""
    about = conjuncts(read(edit.about)) if edit.about else ()
    return about + conjuncts(read(edit.when)) if isinstance(edit, _CHOSEN_BY_WHEN) and edit.when and not edit.table else about


def _required(edit: Edit) -> tuple[str, frozenset[Value]]:
    """A column and the values of which a claim, or one of its lines, must have one; the column is empty when nothing is required."""
    found = [
        told
        for part in _parts(edit)
        if (told := _values_of(part)) and (told[0] in COLUMNS["claim"] or _is_procedure(edit, told[0]))
    ]
    return min(found, key=lambda told: (told[0] in _ALL_HAVE, told[0] == "kind", len(told[1])), default=("", frozenset()))


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
