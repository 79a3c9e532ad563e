"""Which services of a claim are part of which others by a table of pairs: found once for a claim, asked by several edits."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from superbill.edits.conditions import Row, Value
from superbill.edits.facts import Facts
from superbill.edits.relations import SENT


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
    here, sent = _keyed(facts.rows("line"), same), _keyed(facts.rows(SENT), same)
    for index, (key, line) in enumerate(here):
        for place, (other_key, other) in enumerate(here):
            if place != index and other_key == key and (found := _indicators(facts, table, part=line, whole=other)):
                yield Bundle(index, line, other, False, line, other, found)
        for other_key, other in sent:
            for part, whole in ((line, other), (other, line)) if other_key == key else ():
                if found := _indicators(facts, table, part=part, whole=whole):
                    yield Bundle(index, line, other, True, part, whole, found)


def _keyed(rows: tuple[Row, ...], same: tuple[str, ...]) -> list[tuple[tuple[Value, ...], Row]]:
    return [(tuple(row[column] for column in same), row) for row in rows]


def _indicators(facts: Facts, table: str, *, part: Row, whole: Row) -> frozenset[str]:
    """The modifier indicators of the pair on the day of the part; none when the table has no such pair."""
    day = part["served_on"]
    found = facts.find(table, on=day, whole=whole["procedure"], part=part["procedure"]) if isinstance(day, date) else ()
    return frozenset(str(row["modifier_indicator"]) for row in found) if found else _NONE


_NONE: frozenset[str] = frozenset()
