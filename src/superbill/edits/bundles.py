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
    earlier = {key: [row for _, row in sent.get(key)] for key in here.places}
    known = {key: _known(facts, table, [*map(lines.__getitem__, places), *earlier[key]]) for key, places in here.places.items()}
    for index, (key, line) in enumerate(zip(facts.keys("line", same), lines, strict=True)):
        found = known[key]
        for place in here.places[key] if _asked(line) in found else ():
            if place != index and (indicators := _indicators(found, part=line, whole=lines[place])):
                row, other = facts.row("line", index), facts.row("line", place)
                yield Bundle(index, row, other, False, row, other, indicators)
        for other in earlier[key] if found else ():
            row = facts.row("line", index)
            for part, whole in ((row, other), (other, row)):
                if indicators := _indicators(found, part=part, whole=whole):
                    yield Bundle(index, row, other, True, part, whole, indicators)


def _known(facts: Facts, table: str, lines: Sequence[Row]) -> _Known:
    """The modifier indicators of every pair of the table among lines: by the day and the code of the part, then by the whole."""
    asked: dict[date, set[str]] = {}
    wholes = {str(line["procedure"]) for line in lines}
    for line in lines:
        if isinstance(line["served_on"], date):
            asked.setdefault(line["served_on"], set()).add(str(line["procedure"]))
    known: _Known = {}
    for day, parts in asked.items():
        for whole, part, rows in pairs_among(facts.context.tables[table], wholes, parts, on=day):
            known.setdefault((day, part), {})[whole] = frozenset(str(row["modifier_indicator"]) for row in rows)
    return known


def _asked(line: Row) -> tuple[Value, Value]:
    return line["served_on"], line["procedure"]


def _indicators(known: _Known, *, part: Row, whole: Row) -> frozenset[str]:
    return known.get(_asked(part), _NO_PARTS).get(whole["procedure"], _NONE)


_NO_PARTS: dict[Value, frozenset[str]] = {}
_NONE: frozenset[str] = frozenset()
