"""Which services of a claim are part of which others by a table of pairs: found once for a claim, asked by several edits."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from superbill.edits.conditions import Row, Value
from superbill.edits.facts import Facts
from superbill.edits.packed import pairs_among
from superbill.edits.relations import SENT

_Known = dict[tuple[Value, Value], dict[Value, frozenset[str]]]


class Bundle(NamedTuple):
    """A line and another one of which one is part of the other. `at` is the place of the line; the other may be on an earlier claim."""

    at: int
    line: Row
    other: Row
    is_sent: bool
    part: Row
    whole: Row
    indicators: frozenset[str]


def bundles(facts: Facts, *, table: str, same: tuple[str, ...]) -> tuple[Bundle, ...]:
    """Every bundle of a claim whose two lines have the same values in `same`, by line; those with earlier claims after those here.

    A line of the claim is told as the part; as the whole only beside a part that was sent before.
    """
    return facts.once(("bundles", table, same), lambda: tuple(_bundles(facts, table, same)))


def _bundles(facts: Facts, table: str, same: tuple[str, ...]) -> Iterator[Bundle]:
    lines, here, sent = facts.own("line"), facts.grouped("line", same), facts.grouped(SENT, same)
    before = facts.own(SENT) if sent.places else ()
    earlier = {key: [(at, before[at]) for at in sent.places.get(key, ())] for key in here.places}
    known = {
        key: _known(facts, table, [*map(lines.__getitem__, places), *(row for _, row in earlier[key])])
        for key, places in here.places.items()
        if len(places) > 1 or earlier[key]
    }
    wholes = {key: [found.get(_asked(row), _NONE) for _, row in earlier[key]] for key, found in known.items() if found}
    if not wholes:
        return
    for index, (key, line) in enumerate(zip(facts.keys("line", same), lines, strict=True)):
        if key not in wholes:
            continue
        code, of_line = line["procedure"], known[key].get(_asked(line), _NONE)
        for place in here.places[key] if of_line else ():
            if place != index and (indicators := of_line.get(lines[place]["procedure"])):
                row, other = facts.row("line", index), facts.row("line", place)
                yield Bundle(index, row, other, False, row, other, indicators)
        for (at, there), of_other in zip(earlier[key], wholes[key], strict=True):
            if indicators := of_line.get(there["procedure"]):
                row, other = facts.row("line", index), facts.row(SENT, at)
                yield Bundle(index, row, other, True, row, other, indicators)
            if indicators := of_other.get(code):
                row, other = facts.row("line", index), facts.row(SENT, at)
                yield Bundle(index, row, other, True, other, row, indicators)


def _known(facts: Facts, table: str, lines: Sequence[Row]) -> _Known:
    """The modifier indicators of every pair of the table among lines: by the day and the code of the part, then by the whole."""
    asked: dict[date, set[str]] = {}
    wholes = {str(line["procedure"]) for line in lines}
    for day in {line["served_on"] for line in lines}:
        if isinstance(day, date):
            asked[day] = {str(line["procedure"]) for line in lines if line["served_on"] == day}
    known: _Known = {}
    for day, parts in asked.items():
        for whole, part, rows in pairs_among(facts.context.tables[table], wholes, parts, on=day):
            known.setdefault((day, part), {})[whole] = frozenset([str(row["modifier_indicator"]) for row in rows])
    return known


def _asked(line: Row) -> tuple[Value, Value]:
    return line["served_on"], line["procedure"]


_NONE: dict[Value, frozenset[str]] = {}
"""The wholes of a service that is part of none."""
