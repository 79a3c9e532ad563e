"""A dated fee table: what one unit of a service costs, by code, modifier and day.

The same shape serves a practice's charge schedule and a payer's contract. It is read from CSV text:

    code,modifier,since,until,dollars
    99214,,2026-01-01,,128.43
    20610,50,2026-01-01,2027-01-01,98.10

`until` is the first day on which the row no longer holds (half-open); empty means until further notice. The amount is a
column `dollars` (such as 128.43) or a column `cents` (such as 12843). Extra columns are refused, so that a misspelt one is
noticed. A modifier row is the whole price with that modifier, not an addition to the plain row.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER, Period
from superbill.basics.errors import BadInput
from superbill.basics.money import BadAmount, cents_from

_COLUMNS = {"code", "modifier", "since", "until"}
_AMOUNTS = ("dollars", "cents")


class BadFeeTable(BadInput):
    """A fee table that cannot be read, or that says two things about one code on one day."""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """The price of one unit. `modifier` is empty for the plain service; `line` is the row's line in the file, from 1."""

    code: str
    modifier: str
    period: Period
    cents: int
    line: int


@dataclass(frozen=True, slots=True)
class FeeTable:
    """Rows by code and modifier, each list in the order of its days."""

    name: str
    rows: dict[tuple[str, str], tuple[FeeRow, ...]]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())

    def fee(self, code: str, modifiers: Sequence[str] = (), *, on: date) -> FeeRow | None:
        """The row for a service on a day, the most specific first.

        Each modifier is tried in the order of the claim line (payers read the pricing modifier first: Medicare Claims
        Processing Manual, chapter 12, section 20.4), then the plain row. None when the table has no price that day.
        """
        for modifier in (*modifiers, ""):
            for row in self.rows.get((code, modifier), ()):
                if on in row.period:
                    return row
        return None


def fees_from_csv(text: str, *, name: str) -> FeeTable:
    """Read a fee table. `name` says which, in messages and in the working. Raises `BadFeeTable` with line and reason."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        amount = _amount_column(reader.fieldnames or (), name=name)
        rows = list(_rows(reader, amount=amount, name=name))
    except csv.Error as wrong:
        raise BadFeeTable(f"The row is not well-formed CSV ({wrong}).", where=f"{name}, line {reader.reader.line_num}") from wrong
    if not rows:
        raise BadFeeTable("The table has no rows.", where=name, todo="Add at least one row below the column names.")
    return FeeTable(name, _grouped(rows, name=name))


def _amount_column(columns: Sequence[str], *, name: str) -> str:
    given = [column.strip() for column in columns]
    amounts = [column for column in _AMOUNTS if column in given]
    if len(amounts) != 1 or len(given) != 5 or set(given) != _COLUMNS | set(amounts):
        raise BadFeeTable(
            f"The columns are {', '.join(given) or 'missing'}.",
            where=f"{name}, line 1",
            todo="They must be code, modifier, since, until, and either dollars or cents.",
        )
    return amounts[0]


def _rows(reader: "csv.DictReader[str]", *, amount: str, name: str) -> Iterator[FeeRow]:
    for raw in reader:
        where = f"{name}, line {reader.line_num}"
        if None in raw or None in raw.values():
            raise BadFeeTable("The row does not have five fields.", where=where, todo="Leave an empty field between commas.")
        cells = {column.strip(): value.strip() for column, value in raw.items()}
        yield _row(cells, amount=amount, where=where, line=reader.line_num)


def _row(cells: dict[str, str], *, amount: str, where: str, line: int) -> FeeRow:
    code, modifier = cells["code"].upper(), cells["modifier"].upper()
    if not (code.isascii() and code.isalnum() and len(code) == 5):
        raise BadFeeTable(f"The code {code[:12]!r} is not five letters or digits.", where=where)
    if modifier and not (modifier.isascii() and modifier.isalnum() and len(modifier) == 2):
        raise BadFeeTable(f"The modifier {modifier[:12]!r} is not two letters or digits.", where=where)
    since = _day(cells["since"], where=where, column="since")
    until = _day(cells["until"], where=where, column="until") if cells["until"] else FOREVER
    if since >= until:
        raise BadFeeTable(
            f"The row ends on {until}, before it begins on {since}.", where=where, todo="`until` is the day after the last."
        )
    return FeeRow(code, modifier, Period(since, until), _cents(cells[amount], amount=amount, where=where), line)


def _day(text: str, *, where: str, column: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadFeeTable(f"{column} {text[:12]!r} is not a day.", where=where, todo="Write it as 2026-01-31.") from None


def _cents(text: str, *, amount: str, where: str) -> int:
    try:
        cents = cents_from(text) if amount == "dollars" else int(text)
    except (BadAmount, ValueError):
        example = "128.43" if amount == "dollars" else "12843"
        raise BadFeeTable(f"{text[:24]!r} is not an amount in {amount}.", where=where, todo=f"Write it as {example}.") from None
    if cents < 0:
        raise BadFeeTable(f"The fee {text} is below zero.", where=where)
    return cents


def _grouped(rows: list[FeeRow], *, name: str) -> dict[tuple[str, str], tuple[FeeRow, ...]]:
    """Rows by code and modifier; no two of them may hold on the same day, or the price would depend on their order."""
    grouped: dict[tuple[str, str], tuple[FeeRow, ...]] = {}
    for row in sorted(rows, key=lambda row: (row.code, row.modifier, row.period.since, row.line)):
        earlier = grouped.get((row.code, row.modifier), ())
        if earlier and row.period.since < earlier[-1].period.until:
            first, second = sorted((earlier[-1].line, row.line))
            raise BadFeeTable(
                f"{row.code}{'-' if row.modifier else ''}{row.modifier} has a second price on {row.period.since} (the first is in line {first}).",
                where=f"{name}, line {second}",
                todo="End the earlier row on the day the later one begins, or remove one of them.",
            )
        grouped[row.code, row.modifier] = (*earlier, row)
    return grouped
