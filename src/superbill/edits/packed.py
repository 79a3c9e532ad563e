"""Dated tables as sorted arrays in a file that is mapped into memory: a look-up reads no file, and processes share the pages.

    save(file, rows, key=("whole", "part"))
    table = PackedTable("ncci_pair", memoryview(mapped))

The file is a line of JSON that says where each column stands, then the columns: texts as numbers into a sorted list of the
different ones, whole numbers as they are, days as ordinals. Rows stand by their key and first day: those of a first key cell are
found in a dictionary, those of a second one by halving. A row takes some ten bytes where Python needs hundreds.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any, BinaryIO, cast

from superbill.edits.conditions import Row, Value
from superbill.edits.tables import Table

_DAYS = ("since", "until")
_REMEMBERED = 16_384
"""Look-ups of one table. The claims of a day name the same codes over and over."""
_MISSING = -(2**31)
"""A number that is not there."""


class PackedTable:
    """A table over the bytes of a packed file; its rows stand by key and first day."""

    def __init__(self, name: str, content: memoryview) -> None:
        self.name = name
        header = int(bytes(content[:8]))
        told = json.loads(bytes(content[8:header]))
        self._key, self._flags, self._count = tuple(told["key"]), frozenset(told["flags"]), told["count"]

        def part(place: str) -> memoryview:
            begin, size = told["parts"][place]
            return content[header + begin : header + begin + size]

        self._columns: dict[str, Sequence[int]] = {name: part(name).cast(kind) for name, kind in told["kinds"].items()}
        self._words: dict[str, list[str]] = {name: json.loads(bytes(part(f"{name} words"))) for name in told["texts"]}
        self._places = {name: {word: at for at, word in enumerate(self._words[name])} for name in self._key if self._count}
        self._starts: Sequence[int] = part("starts").cast("i")
        self._found = lru_cache(_REMEMBERED)(self._look_up)
        self._own = tuple(name for name in self._columns if name not in _DAYS)

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows that hold on the day with this key, or with this beginning of one."""
        return self._found(on, *(key[column] for column in self._key[: len(key)]))

    def finder(self, columns: tuple[str, ...]) -> Callable[..., tuple[Row, ...]]:
        """What finds rows when it is called with a day and the values of these columns, in this order."""
        if columns == self._key[: len(columns)]:
            return self._found
        return lambda on, *values: self.find(on=on, **dict(zip(columns, values, strict=True)))

    def _look_up(self, on: date, *key: Value) -> tuple[Row, ...]:
        low, high = self._between(key) if self._count else (0, 0)
        if low == high:
            return ()
        day, since, until = on.toordinal(), self._columns["since"], self._columns["until"]
        return tuple([self._row(at) for at in range(low, high) if since[at] <= day < until[at]])

    def among(self, wholes: Iterable[str], parts: Iterable[str], *, on: date) -> Iterator[tuple[str, str, tuple[Row, ...]]]:
        """Of a table whose key are two codes: those pairs of the given ones that hold on the day, with their rows."""
        if not self._count:
            return
        first, second = (self._places[name] for name in self._key)
        cells, day = self._columns[self._key[1]], on.toordinal()
        since, until = self._columns["since"], self._columns["until"]
        wanted = [(part, place) for part in parts if (place := second.get(part)) is not None]
        for whole in wholes:
            start = first.get(whole)
            low, high = (self._starts[start], self._starts[start + 1]) if start is not None else (0, 0)
            for part, place in wanted if low < high else ():
                at, found = bisect_left(cells, place, low, high), []
                while at < high and cells[at] == place:
                    if since[at] <= day < until[at]:
                        found.append(self._row(at))
                    at += 1
                if found:
                    yield whole, part, tuple(found)

    def _between(self, key: Sequence[Value]) -> tuple[int, int]:
        """From where to where the rows with this key stand."""
        low, high = 0, 0
        for nth, (column, value) in enumerate(zip(self._key, key, strict=False)):
            place = self._places[column].get(cast(str, value))
            if place is None:
                return 0, 0
            if nth == 0:
                low, high = self._starts[place], self._starts[place + 1]
            else:
                low = bisect_left(self._columns[column], place, low, high)
                high = bisect_left(self._columns[column], place + 1, low, high)
        return low, high

    @property
    def rows(self) -> Iterator[Row]:
        """Every row of every day."""
        return map(self._row, range(self._count))

    def _row(self, at: int) -> Row:
        row: dict[str, Value] = {name: self._cell(name, at) for name in self._own}
        row["since"], row["until"] = (_day(self._columns[name][at]) for name in _DAYS)
        return row

    def _cell(self, column: str, at: int) -> Value:
        cell = self._columns[column][at]
        if cell == _MISSING:
            return None
        words = self._words.get(column)
        return words[cell] if words is not None else bool(cell) if column in self._flags else cell


def pairs_among(
    table: Table, wholes: Iterable[str], parts: Iterable[str], *, on: date
) -> Iterator[tuple[str, str, tuple[Row, ...]]]:
    """The pairs `whole` and `part` of given codes that a table has on a day, with their rows."""
    if isinstance(table, PackedTable):
        return table.among(wholes, parts, on=on)
    asked = ((whole, part, table.find(on=on, whole=whole, part=part)) for whole, part in product(wholes, parts))
    return (found for found in asked if found[2])


_day = lru_cache(maxsize=4096)(date.fromordinal)


def save(file: BinaryIO, rows: Iterable[Row], *, key: tuple[str, ...]) -> int:
    """Write rows as a table: in each the same columns, `since` and `until` among them; the cells of the key are texts. Returns their number."""
    cells, lists, flags = _columns_of(rows)
    count = len(cells["since"]) if cells else 0
    sorted_by = [cells[name] for name in (*key, "since")] if count else []
    order = sorted(range(count), key=lambda at: [column[at] for column in sorted_by])
    parts = {name: array(_narrowest(column), (column[at] for at in order)) for name, column in cells.items()}
    kinds = {name: part.typecode for name, part in parts.items()}
    parts["starts"] = _starts(parts[key[0]], len(lists[key[0]])) if count else array("i", (0,))
    whole = {name: part.tobytes() for name, part in parts.items()}
    whole |= {f"{name} words": json.dumps(words).encode() for name, words in lists.items()}
    padded = [part + bytes(-len(part) % 8) for part in whole.values()]
    begins = [sum(map(len, padded[:nth])) for nth in range(len(padded))]
    places = {name: (begin, len(part)) for begin, (name, part) in zip(begins, whole.items(), strict=True)}
    told = {"key": key, "count": count, "flags": sorted(flags), "kinds": kinds, "texts": sorted(lists), "parts": places}
    header = json.dumps(told).encode()
    header += b" " * (-len(header) % 8)
    file.write(b"%8d" % (8 + len(header)) + header)
    file.writelines(padded)
    return count


def _columns_of(rows: Iterable[Row]) -> tuple[dict[str, "array[int]"], dict[str, list[str]], set[str]]:
    """Columns as numbers, the sorted texts to which those of texts point, and the names of the flags."""
    cells: dict[str, array[int]] = {}
    words: dict[str, dict[str, int]] = {}
    flags: set[str] = set()
    for row in rows:
        for name, value in row.items():
            cells.setdefault(name, array("i")).append(_number(value, words.setdefault(name, {})))
            if isinstance(value, bool):
                flags.add(name)
    lists = {name: sorted(told) for name, told in words.items() if told}
    for name, texts in lists.items():
        moved = {words[name][text]: place for place, text in enumerate(texts)} | {_MISSING: _MISSING}
        cells[name] = array("i", map(moved.__getitem__, cells[name]))
    return cells, lists, flags


def _number(value: Value, words: dict[str, int]) -> int:
    if isinstance(value, str):
        return words.setdefault(value, len(words))
    if isinstance(value, date):
        return value.toordinal()
    return _MISSING if value is None else value


def _narrowest(column: "array[int]") -> Any:
    """The smallest sort of whole numbers that holds a column."""
    low, high = min(column), max(column)
    return next(kind for kind, most in (("b", 2**7), ("h", 2**15), ("i", 2**31)) if -most <= low and high < most)


def _starts(column: "array[int]", count: int) -> "array[int]":
    """For each text of a sorted column the place of its first row, and at last the number of rows."""
    return array("i", (bisect_left(column, place) for place in range(count + 1)))
