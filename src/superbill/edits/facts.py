"""The rows of one claim in its context, each relation made once, when the first edit asks for it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar, cast

from superbill.claims.claim import ORIGINAL, VOID, Claim
from superbill.edits.conditions import Row, Value
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.diagnosis_rows import remembered, rows_finder
from superbill.edits.from_claim import rows_of
from superbill.edits.functions import add_days
from superbill.edits.packed import PackedTable
from superbill.edits.relations import FROM_CONTEXT, FROM_LINES, RELATIONS, SENT, ClaimRows
from superbill.edits.scan import beside_split, reader, reader_of_sent
from superbill.edits.tables import Table

_Made = TypeVar("_Made")

_MOST_NOTES = 4_096
"""Other codes for which it is remembered what one code says of them."""

_FOLLOWS = FROM_LINES.keys() | FROM_CONTEXT.keys()
"""Columns of a claim that are not in its own row, because they follow from its lines and the context."""


class Facts:
    """A claim's relations. Rows are dictionaries from column to value and are never changed once given.

    `own` rows have the columns of their relation only; whole ones (`row`, `rows`) also those of their line and claim, and are made
    when somebody asks for them, because most edits look at few rows.
    """

    def __init__(self, claim: Claim | ClaimRows, context: Context) -> None:
        self.claim = _rows(claim)
        self.context = context
        self._own: dict[str, Sequence[Row]] = {}
        self._whole: dict[tuple[str, int], Row] = {}
        self._once: dict[Hashable, Any] = {}

    def own(self, relation: str) -> Sequence[Row]:
        """The rows of a relation with its own columns, in the order in which they stand on the claim; that of `claim` has all."""
        rows = self._own.get(relation)
        if rows is None:
            rows = self._own[relation] = self._made(relation)
        return rows

    def row(self, relation: str, at: int) -> Row:
        """One row of a relation with all of its columns."""
        row = self._whole.get((relation, at))
        if row is None:
            row = self._whole[relation, at] = self._joined(relation, at)
        return row

    def rows(self, relation: str) -> tuple[Row, ...]:
        """The rows of a relation with all of their columns, in their order."""
        return self.once(("rows", relation), lambda: tuple(self.row(relation, at) for at in range(len(self.own(relation)))))

    def find(self, table: str, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows of a table with this key that hold on the day; the diagnosis code set is asked as if it were a table."""
        return self.finder(table, *key)(on, *key.values())

    def finder(self, table: str, *key: str) -> Callable[..., tuple[Row, ...]]:
        """What finds the rows of a table when it is called with a day and the values of these columns."""
        return self.once(("finder", table, key), lambda: self._finder(table, key))

    def _finder(self, table: str, key: tuple[str, ...]) -> Callable[..., tuple[Row, ...]]:
        return rows_finder(self._codes) if table == "icd10cm" else _asking(self.context.tables[table], key)

    @property
    def _codes(self) -> DiagnosisCodes:
        assert self.context.icd10cm is not None, "an edit that needs the diagnosis code set is not run without it"
        return self.context.icd10cm

    def excludes1(self, code: str, *, on: date | None) -> Mapping[str, str | None]:
        """The notes that keep a diagnosis and others apart on a day, by the earlier one of the two."""
        codes = self._codes
        return remembered(
            codes, ("excludes1", code, on), lambda: Notes(lambda other: codes.excludes1_between(other, code, on=on))
        )

    def code_first(self, code: str, *, on: date | None) -> Mapping[str, str | None]:
        """The notes that want others before a diagnosis on a day, by the other one."""
        codes = self._codes
        return remembered(
            codes, ("code first", code, on), lambda: Notes(lambda other: codes.code_first_between(code, other, on=on))
        )

    def asking(self, over: str, when: str, *others: str) -> Callable[..., bool]:
        """What says whether a condition holds for a row of a relation, by its place, and others: see `conditions.beside`."""
        holds, rows, lines, (claim,) = beside_split(over, when, *others), self.own(over), self.own("line"), self.own("claim")
        if RELATIONS[over].of == "line":
            return lambda at, *theirs: holds(rows[at], lines[cast(int, rows[at]["line_at"])], claim, *theirs)
        return lambda at, *theirs: holds(rows[at], None, claim, *theirs)

    def grouped(self, relation: str, same: tuple[str, ...]) -> "Groups":
        """The rows of a relation with their places, by their values in some columns."""
        return self.once(("grouped", relation, same), lambda: Groups(self, relation, same))

    def keys(self, relation: str, columns: tuple[str, ...]) -> list[Hashable]:
        """The values of each row of a relation in some columns, as `values_in` reads them."""
        return self.once(("keys", relation, columns), lambda: self._keys(relation, columns))

    def _keys(self, relation: str, columns: tuple[str, ...]) -> list[Hashable]:
        return reader(columns, relation)(self.own(relation), self.own("line"), self.own("claim")[0])

    def placed_keys(self, relation: str, columns: tuple[str, ...]) -> Iterable[tuple[int, Hashable]]:
        """The same with the place of each row. Of the lines sent before on other days none, where the day is among the columns."""
        if relation != SENT:
            return enumerate(self.keys(relation, columns))
        if "served_on" in columns and _FOLLOWS.isdisjoint(columns):
            return reader_of_sent(columns)(self.once("sent on its days", self._sent_on_days))
        return reader_of_sent(columns)((at, earlier.own("claim")[0], row) for at, (earlier, row) in enumerate(self._sent()))

    def _sent_on_days(self) -> list[tuple[int, Row, Row]]:
        """The lines that were sent before for a day of this claim: the place of each, the row of its claim as it was told, and its own."""
        days = {row["served_on"] for row in self.own("line")}
        return [(at, _told(earlier), row) for at, (earlier, row) in enumerate(self._sent()) if row["served_on"] in days]

    def once(self, what: Hashable, make: Callable[[], _Made]) -> _Made:
        """What several edits ask of a claim, made for the first of them."""
        made: _Made | None = self._once.get(what)
        if made is None:
            made = self._once[what] = make()
        return made

    def _made(self, relation: str) -> Sequence[Row]:
        if relation == "claim":
            return (_of_claim(self.claim.rows["claim"][0], self.claim.rows["line"], self.context),)
        return [row for _, row in self._sent()] if relation == SENT else self.claim.rows.get(relation, ())

    def _joined(self, relation: str, at: int) -> Row:
        row = self.own(relation)[at]
        if relation == SENT:
            earlier = self._sent()[at][0]
            return {**earlier.own("claim")[0], **row, "control": earlier.claim.control}
        above = RELATIONS[relation].of
        return {**self.row(above, cast(int, row["line_at"]) if above == "line" else 0), **row} if above else row

    def _sent(self) -> list[tuple["Facts", Row]]:
        """The lines of the earlier claims as they stand now: of the last version of each other claim, when that is not void."""
        return self.once("sent", lambda: [(earlier, row) for earlier in self._standing() for row in earlier.own("line")])

    def _standing(self) -> Iterator["Facts"]:
        own = self.claim.rows["claim"][0]
        standing: dict[Value, ClaimRows] = {}
        for earlier in map(_rows, self.context.history):
            (row,) = earlier.rows["claim"]
            kept = standing.get(row["number"])
            if row["number"] != own["number"] and (kept is None or _version(earlier) > _version(kept)):
                standing[row["number"]] = earlier
        for earlier in standing.values():
            if earlier.rows["claim"][0]["frequency"] != VOID:
                yield Facts(earlier, self.context)


class Groups:
    """The rows of a relation by their values in some columns; those of a group are made when it is asked.

    Of the lines sent before only those that a line of this claim can ask for: by day, where rows of one day stand together.
    """

    def __init__(self, facts: Facts, relation: str, same: tuple[str, ...]) -> None:
        self._facts, self._relation = facts, relation
        self._rows: dict[Hashable, list[tuple[int, Row]]] = {}
        self.places: dict[Hashable, list[int]] = {}
        for at, key in facts.placed_keys(relation, same):
            self.places.setdefault(key, []).append(at)

    def get(self, key: Hashable, otherwise: tuple[()] = ()) -> Sequence[tuple[int, Row]]:
        """The rows with these values and their places, in their order; none is `otherwise`."""
        if key not in self.places:
            return otherwise
        if key not in self._rows:
            self._rows[key] = [(at, self._facts.row(self._relation, at)) for at in self.places[key]]
        return self._rows[key]


def values_in(columns: tuple[str, ...]) -> Callable[[Row], Hashable]:
    """What reads the values of a row in some columns; by them rows are told apart."""
    return _getter(columns) if columns else _nothing


_getter = lru_cache(maxsize=512)(lambda columns: itemgetter(*columns))


def _nothing(row: Row) -> None:
    """The values of a row in no column: the same for all."""


class Notes(dict[str, str | None]):
    """What a code set says of one code and others: asked once for each of them."""

    def __init__(self, ask: Callable[[str], str | None]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, other: str) -> str | None:
        if len(self) >= _MOST_NOTES:
            self.clear()
        note = self[other] = self._ask(other)
        return note


def _told(facts: Facts) -> Row:
    """The row of a claim as it was told."""
    return facts.claim.rows["claim"][0]


def _asking(table: Table, key: tuple[str, ...]) -> Callable[..., tuple[Row, ...]]:
    if isinstance(table, PackedTable):
        return table.finder(key)
    known: dict[tuple[Any, ...], tuple[Row, ...]] = {}

    def find(*asked: Any) -> tuple[Row, ...]:
        rows = known.get(asked)
        if rows is None:
            rows = known[asked] = table.find(on=asked[0], **dict(zip(key, asked[1:], strict=True)))
        return rows

    return find


def _rows(claim: Claim | ClaimRows) -> ClaimRows:
    return rows_of(claim) if isinstance(claim, Claim) else claim


def _version(claim: ClaimRows) -> int:
    return cast(int, claim.rows["claim"][0]["version"] or 0)


def days_served(lines: Sequence[Row]) -> list[date]:
    """The days of service of lines, in their order; a line without one is left out."""
    return [day for line in lines if isinstance(day := line["served_on"], date)]


def _of_claim(own: Row, lines: Sequence[Row], context: Context) -> dict[str, Value]:
    """The claim's row with what follows from its lines, the day of checking and the payer's rules."""
    days = days_served(lines)
    first, last = min(days, default=None), max(days, default=None)
    charges = [cast(int, charge) for line in lines if (charge := line["charge_cents"]) is not None]
    limit = _filing_limit_days(own, context)
    file_by = None if first is None or limit is None else add_days(first, limit)
    return {
        **own,
        "first_served_on": first,
        "last_served_on": last,
        "lines_charge_cents": sum(charges) if charges else None,
        "checked_on": context.on,
        "filing_limit_days": limit,
        "file_by": file_by,
        "days_left": None if file_by is None else (file_by - context.on).days,
        "days_used": None if first is None else (context.on - first).days,
    }


def _filing_limit_days(own: Row, context: Context) -> int | None:
    rules = context.payer_rules
    if rules is None:
        return None
    return rules.timely_filing_days if own["frequency"] == ORIGINAL else rules.correction_days
