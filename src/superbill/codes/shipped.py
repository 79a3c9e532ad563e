"""Read the tables that are shipped with the program as CSV, from `codes/data/`.

Every file begins with lines that start with `#`: what it is, where it comes from, since when. Then the header, then rows.
"""

import csv
import gzip
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from typing import IO, cast

from superbill.basics.days import FOREVER, Period
from superbill.codes.book import Layout, Shipped
from superbill.codes.source import Source


def shipped_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `codes/data/<name>`, packed with gzip or not, by column; a missing file or a ragged row is our own fault."""
    content = (files("superbill.codes") / "data" / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    for row in csv.DictReader(lines):
        assert None not in row and None not in row.values(), f"{name}: a row has another number of cells than the header"
        yield {column: value.strip() for column, value in row.items()}


def period_of(row: dict[str, str]) -> Period:
    """The half-open period in the columns `since` and `until` (empty: open)."""
    return Period(date.fromisoformat(row["since"]), date.fromisoformat(row["until"]) if row["until"] else FOREVER)


def shipped_tables(*tables: tuple[str, Layout]) -> Callable[[], tuple[Shipped, ...]]:
    """What a book's `shipped` gives: files of `codes/data/`, plain or packed with gzip, each in a layout that tells its day."""

    def shipped() -> tuple[Shipped, ...]:
        return tuple(_shipped(name, layout) for name, layout in tables)

    return shipped


def _shipped(name: str, layout: Layout) -> Shipped:
    content = (files("superbill.codes") / "data" / name).read_bytes()
    packed = name.endswith(".gz")

    def opens() -> IO[bytes]:
        return cast(IO[bytes], gzip.GzipFile(fileobj=io.BytesIO(content))) if packed else io.BytesIO(content)

    source = Source.of(name.removesuffix(".gz"), opens)
    since = layout.released(source)
    assert layout.recognises(source) and since, f"{name} does not say whose table it is and from when it holds"
    return Shipped(source, since, stamp=hashlib.sha256(content).hexdigest())
