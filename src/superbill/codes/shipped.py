"""Read the small tables that are shipped with the program as CSV, from `codes/data/`.

Every file begins with lines that start with `#`: what it is, where it comes from, since when. Then the header, then rows.
"""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from superbill.basics.days import FOREVER, Period


def shipped_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `codes/data/<name>` as dictionaries by column; a missing file or a ragged row is our own fault."""
    text = (files("superbill.codes") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    for row in csv.DictReader(lines):
        assert None not in row and None not in row.values(), f"{name}: a row has another number of cells than the header"
        yield {column: value.strip() for column, value in row.items()}


def period_of(row: dict[str, str]) -> Period:
    """The half-open period in the columns `since` and `until` (empty: open)."""
    return Period(date.fromisoformat(row["since"]), date.fromisoformat(row["until"]) if row["until"] else FOREVER)
