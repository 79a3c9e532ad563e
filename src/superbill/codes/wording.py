"""The official wording of a list that is somebody's property: a site that holds the licence brings its own file.

The file is a CSV whose first row names a column `code` and a column `description`; `start` and `stop` (the last day), where it has
them, are kept. The words go into a table of their own beside our own short ones, and their pack is kept apart with the licensed ones.
"""

from collections.abc import Iterator
from datetime import date

from superbill.codes.book import NEVER, OLDEST, Column, Layout, Row, Table
from superbill.codes.columns import day_after, day_in, header_of, named_rows
from superbill.codes.source import Source

_STARTS, _STOPS = ("start", "start date", "effective date"), ("stop", "stop date", "end date", "deactivation date")


def wording_table(book: str, whose: str) -> Table:
    """The table of official words of a book."""
    columns = (Column("code", "The code."), Column("wording", f"The wording of {whose}; licensed."))
    return Table(
        f"{book}_wording", f"The official wording, where the site holds the licence of {whose}.", columns, title="wording"
    )


def wording_layout(table: Table, *, called: str, belongs_to: str) -> Layout:
    """The format of a site's own file; `called` is a pattern that its name must match, since the columns do not tell the list."""

    def recognises(source: Source) -> bool:
        return bool(source.says(called)) and {"code", "description"} <= {*header_of(source)}

    def read(source: Source) -> Iterator[Row]:
        return _read(source, table)

    return Layout("official wording", "history", (table.name,), recognises, _released, read, belongs_to=belongs_to)


def _released(source: Source) -> date | None:
    """A file whose name says no day does not tell it."""
    said = source.says(r"(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?!\d)")
    return date(int(said[1]), int(said[2]), int(said[3])) if said else None


def _read(source: Source, table: Table) -> Iterator[Row]:
    for line, row in named_rows(source, needs=("code", "description")):
        code, words = row["code"].upper(), row["description"]
        if not code or not words or len(code) > 10:
            raise source.wrong("The row has no code or no description.", line)
        starts = next((day_in(source, row[name], line) for name in _STARTS if name in row), 0)
        stops = next((day_in(source, row[name], line) for name in _STOPS if name in row), 0)
        since, until = starts or OLDEST, day_after(stops) if stops else NEVER
        if since >= until:
            raise source.wrong("The row stops before it starts.", line)
        yield Row(table.name, (code, words), line, since, until)
