"""Which services of a claim are part of which others by a table of pairs: found once for a claim, asked by several edits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from superbill.edits.conditions import Row, Value
from superbill.edits.facts import Facts, values_in
from superbill.edits.packed import pairs_among
from superbill.edits.relations import SENT

_Asked = tuple[Value, Value, Value]


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
    here, sent, values = facts.grouped("line", same), facts.grouped(SENT, same), values_in(same)
    known = {key: _known(facts, table, [*lines, *sent.get(key, ())]) for key, lines in here.items()}
    for index, line in enumerate(facts.rows("line")):
        key = values(line)
        found = known[key]
        if not found:
            continue
        for place, other in here[key]:
            if place != index and (indicators := _indicators(found, part=line, whole=other)):
                yield Bundle(index, line, other, False, line, other, indicators)
        for _, other in sent.get(key, ()):
            for part, whole in ((line, other), (other, line)):
                if indicators := _indicators(found, part=part, whole=whole):
                    yield Bundle(index, line, other, True, part, whole, indicators)


def _known(facts: Facts, table: str, lines: Sequence[tuple[int, Row]]) -> dict[_Asked, frozenset[str]]:
    """The modifier indicators of every pair of the table among lines, by the day of the part, the part and the whole."""
    asked: dict[date, set[str]] = {}
    wholes = {str(line["procedure"]) for _, line in lines}
    for _, line in lines:
        if isinstance(line["served_on"], date):
            asked.setdefault(line["served_on"], set()).add(str(line["procedure"]))
    return {
        (day, part, whole): frozenset(str(row["modifier_indicator"]) for row in rows)
        for day, parts in asked.items()
        for whole, part, rows in pairs_among(facts.context.tables[table], wholes, parts, on=day)
    }


def _indicators(known: Mapping[_Asked, frozenset[str]], *, part: Row, whole: Row) -> frozenset[str]:
    return known.get((part["served_on"], part["procedure"], whole["procedure"]), _NONE)


_NONE: frozenset[str] = frozenset()
