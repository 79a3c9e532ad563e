"""The rows of one claim in its context, each relation made once, when the first edit asks for it."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar, cast

from superbill.claims.claim import ORIGINAL, VOID, Claim
from superbill.edits.conditions import Row, Value
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.diagnosis_rows import diagnosis_row, remembered
from superbill.edits.from_claim import rows_of
from superbill.edits.functions import add_days
from superbill.edits.relations import RELATIONS, SENT, ClaimRows

_Made = TypeVar("_Made")


class Facts:
    """A claim's relations. Rows are dictionaries from column to value and are never changed once given."""

    def __init__(self, claim: Claim | ClaimRows, context: Context) -> None:
        self.claim = _rows(claim)
        self.context = context
        self._relations: dict[str, tuple[Row, ...]] = {}
        self._found: dict[tuple[Value, ...], tuple[Row, ...]] = {}
        self._once: dict[Hashable, Any] = {}

    def rows(self, relation: str) -> tuple[Row, ...]:
        """The rows of a relation, in the order in which they stand on the claim."""
        if relation not in self._relations:
            self._relations[relation] = tuple(self._sent() if relation == SENT else self._made(relation))
        return self._relations[relation]

    def find(self, table: str, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows of a table with this key that hold on the day; the diagnosis code set is asked as if it were a table."""
        asked = (table, on, *key.values())
        if asked not in self._found:
            found = (
                self._diagnosis(str(*key.values()), on) if table == "icd10cm" else self.context.tables[table].find(on=on, **key)
            )
            self._found[asked] = found
        return self._found[asked]

    def _diagnosis(self, code: str, on: date) -> tuple[Row, ...]:
        codes = self._codes

        def ask() -> tuple[Row, ...]:
            found = diagnosis_row(codes, code, on=on)
            return () if found is None else (found,)

        return remembered(codes, (code, on), ask)

    @property
    def _codes(self) -> DiagnosisCodes:
        assert self.context.icd10cm is not None, "an edit that needs the diagnosis code set is not run without it"
        return self.context.icd10cm

    def excludes1(self, one: str, other: str, *, on: date | None) -> str | None:
        """The note that keeps two diagnoses apart on a day."""
        codes = self._codes
        return remembered(codes, ("excludes1", one, other, on), lambda: codes.excludes1_between(one, other, on=on))

    def code_first(self, code: str, other: str, *, on: date | None) -> str | None:
        """The note that wants another diagnosis before this one on a day."""
        codes = self._codes
        return remembered(codes, ("code first", code, other, on), lambda: codes.code_first_between(code, other, on=on))

    def grouped(self, relation: str, same: tuple[str, ...]) -> dict[Hashable, list[tuple[int, Row]]]:
        """The rows of a relation with their places, by their values in some columns."""
        return self.once(("grouped", relation, same), lambda: _grouped(self.rows(relation), values_in(same)))

    def once(self, what: Hashable, make: Callable[[], _Made]) -> _Made:
        """What several edits ask of a claim, made for the first of them."""
        if what not in self._once:
            self._once[what] = make()
        made: _Made = self._once[what]
        return made

    def _made(self, relation: str) -> Iterator[Row]:
        own = self.claim.rows.get(relation, ())
        above = RELATIONS[relation].of
        if not above:
            return iter((_of_claim(own[0], self.claim.rows["line"], self.context),))
        carried = self.rows(above)
        if above == "claim":
            return ({**carried[0], **row} for row in own)
        return ({**carried[cast(int, row["line_at"])], **row} for row in own)

    def _sent(self) -> Iterator[Row]:
        """The lines of the earlier claims as they stand now: of the last version of each other claim, when that is not void."""
        own = self.claim.rows["claim"][0]
        standing: dict[Value, ClaimRows] = {}
        for earlier in map(_rows, self.context.history):
            (row,) = earlier.rows["claim"]
            kept = standing.get(row["number"])
            if row["number"] != own["number"] and (kept is None or _version(earlier) > _version(kept)):
                standing[row["number"]] = earlier
        for earlier in standing.values():
            if earlier.rows["claim"][0]["frequency"] != VOID:
                carried = Facts(earlier, self.context).rows("claim")[0]
                yield from ({**carried, **row, "control": earlier.control} for row in earlier.rows["line"])


def values_in(columns: tuple[str, ...]) -> Callable[[Row], Hashable]:
    """What reads the values of a row in some columns; by them rows are told apart."""
    return _getter(columns) if columns else _nothing


_getter = lru_cache(maxsize=512)(lambda columns: itemgetter(*columns))


def _nothing(row: Row) -> None:
    """The values of a row in no column: the same for all."""


def _grouped(rows: Sequence[Row], values: Callable[[Row], Hashable]) -> dict[Hashable, list[tuple[int, Row]]]:
    groups: dict[Hashable, list[tuple[int, Row]]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(values(row), []).append((at, row))
    return groups


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
