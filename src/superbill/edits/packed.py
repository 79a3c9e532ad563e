"""Dated tables as sorted arrays in a file that is mapped into memory: a look-up reads no file, and processes share the pages.

    save(file, rows, key=("whole", "part"))
    table = PackedTable("ncci_pair", memoryview(mapped))

The file is a line of JSON that says where each column stands, then the columns: texts as numbers into a sorted list of the
different ones, whole numbers as they are, days as ordinals. Rows stand by their key, those of one key as they were given: a text is
found by halving, then the rows of the first cell by where they begin, those of a second one by halving. Nothing is read when a table
is opened. A row takes some ten bytes where Python needs hundreds.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, product
from typing import Any, BinaryIO, cast

from superbill.edits.conditions import Row, Value
from superbill.edits.tables import Table

_DAYS = ("since", "until")
_REMEMBERED = 16_384
"""Look-ups of one table. The claims of a day name the same codes over and over."""
_SEEN_AS_BITS = 4_096
"""First codes of which the second ones are remembered as bits: two kilobytes each where a table has 15,000 codes."""
_MISSING = -(2**31)
"""A number that is not there."""


class NotPacked(ValueError):
    """The bytes are not those of a whole packed file."""


class Words:
    """Different texts, sorted, each known by its place: `ends` are the places in the bytes where each text ends."""

    def __init__(self, content: memoryview, ends: Sequence[int]) -> None:
        self._content, self._ends = content, ends
        self.place = lru_cache(_REMEMBERED)(self._place)

    def __getitem__(self, place: int) -> str:
        return self._bytes(place).decode()

    def __len__(self) -> int:
        return len(self._ends)

    def _bytes(self, place: int) -> bytes:
        return bytes(self._content[self._ends[place - 1] if place else 0 : self._ends[place]])

    def _place(self, text: Value) -> int | None:
        """Where a text stands, or None when it is not there."""
        if not isinstance(text, str):
            return None
        wanted = text.encode()
        place = bisect_left(range(len(self._ends)), wanted, key=self._bytes)
        return place if place < len(self._ends) and self._bytes(place) == wanted else None


class PackedTable:
    """A table over the bytes of a packed file; its rows stand by key and first day."""

    def __init__(self, name: str, content: memoryview) -> None:
        self.name = name
        told, body = _header(content)
        self._key, self._flags, self._count = tuple(told["key"]), frozenset(told["flags"]), told["count"]

        def part(place: str, kind: Any) -> Sequence[int]:
            begin, size = told["parts"][place]
            return body[begin : begin + size].cast(kind)

        self._columns = {column: part(column, kind) for column, kind in told["kinds"].items()}
        self._words = {
            column: Words(cast(memoryview, part(f"{column} words", "B")), part(f"{column} ends", "i")) for column in told["texts"]
        }
        self._starts = part("starts", "i")
        self._found = lru_cache(_REMEMBERED)(self._look_up)
        self._seconds = lru_cache(_SEEN_AS_BITS)(self._second_bits)
        self._bit = lru_cache(_SEEN_AS_BITS)(self._second_bit)
        self._own = tuple(column for column in self._columns if column not in _DAYS)

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows with this key that hold on the day, in their order; quick where it is the key or a beginning of it."""
        leading = self._key[: len(key)]
        if not self._count:
            return ()
        if key.keys() == set(leading):
            return self._found(on, *(key[column] for column in leading))
        day = on.toordinal()
        there = (row for at, row in enumerate(self.rows) if self._columns["since"][at] <= day < self._columns["until"][at])
        return tuple(row for row in there if all(row[column] == value for column, value in key.items()))

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
        bit, seconds, wanted = self._bit, self._seconds, 0
        for part in parts:
            wanted |= bit(part)
        for whole in wholes:
            there = seconds(whole) & wanted
            while there:
                place = there.bit_length() - 1
                there ^= 1 << place
                part = self._words[self._key[1]][place]
                found = self._found(on, whole, part)
                if found:
                    yield whole, part, found

    def _second_bits(self, whole: str) -> int:
        """The second cells of all rows with this first one, as bits: two of them are held against each other at once."""
        start = self._words[self._key[0]].place(whole)
        if start is None:
            return 0
        bits = bytearray(len(self._words[self._key[1]]) // 8 + 1)
        for place in self._columns[self._key[1]][self._starts[start] : self._starts[start + 1]]:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def _second_bit(self, part: str) -> int:
        """The bit of a text among those of the second column; none where it is not there."""
        place = self._words[self._key[1]].place(part)
        return 0 if place is None else 1 << place

    def _between(self, key: Sequence[Value]) -> tuple[int, int]:
        """From where to where the rows with this key stand."""
        low, high = 0, 0
        for nth, (column, value) in enumerate(zip(self._key, key, strict=False)):
            place = self._words[column].place(value)
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

    def cells(self, told: Callable[[Value], str]) -> dict[str, Iterator[str]]:
        """Every column, in order, as texts: each different value is told once, so this is many times quicker than `rows`. None without rows."""
        return {} if not self._count else {name: self._told(name, told) for name in (*self._own, *_DAYS)}

    def _told(self, column: str, told: Callable[[Value], str]) -> Iterator[str]:
        cells = self._columns[column]
        texts = {cell: told(_day(cell) if column in _DAYS else self._value(column, cell)) for cell in set(cells)}
        return map(texts.__getitem__, cells)

    def _row(self, at: int) -> Row:
        row: dict[str, Value] = {name: self._cell(name, at) for name in self._own}
        row["since"], row["until"] = (_day(self._columns[name][at]) for name in _DAYS)
        return row

    def _cell(self, column: str, at: int) -> Value:
        return self._value(column, self._columns[column][at])

    def _value(self, column: str, cell: int) -> Value:
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
    order = _order([cells[name] for name in key]) if count else []
    parts = {name: array(_narrowest(column), map(column.__getitem__, order)) for name, column in cells.items()}
    kinds = {name: part.typecode for name, part in parts.items()}
    parts["starts"] = _starts(parts[key[0]], len(lists[key[0]])) if count else array("i", (0,))
    whole = {name: part.tobytes() for name, part in parts.items()}
    for name, words in lists.items():
        texts = [word.encode() for word in words]
        whole[f"{name} words"], whole[f"{name} ends"] = b"".join(texts), array("i", accumulate(map(len, texts))).tobytes()
    padded = [part + bytes(-len(part) % 8) for part in whole.values()]
    begins = accumulate((0, *map(len, padded)))
    places = {name: (begin, len(part)) for begin, (name, part) in zip(begins, whole.items(), strict=False)}
    told = {"key": key, "count": count, "flags": sorted(flags), "kinds": kinds, "texts": sorted(lists), "parts": places}
    header = json.dumps(told | {"size": sum(map(len, padded))}).encode()
    header += b" " * (-len(header) % 8)
    file.write(b"%8d" % (8 + len(header)) + header)
    file.writelines(padded)
    return count


def _header(content: memoryview) -> tuple[dict[str, Any], memoryview]:
    """What a packed file says of itself, and what follows. Raises `NotPacked` where that is not whole."""
    try:
        begin = int(bytes(content[:8]))
        told: dict[str, Any] = json.loads(bytes(content[8:begin]))
    except ValueError as wrong:
        raise NotPacked("the beginning is damaged") from wrong
    if len(content) != begin + told.get("size", -1):
        raise NotPacked("the file is cut")
    return told, content[begin:]


def _order(key: Sequence["array[int]"]) -> list[int]:
    """The places of the rows by their key; those of one key as they were given."""
    numbers = key[0]
    for column in key[1:]:
        most = max(column) + 1
        numbers = array("q", (number * most + cell for number, cell in zip(numbers, column, strict=True)))
    return sorted(range(len(numbers)), key=numbers.__getitem__)


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
