"""The project's own format for tables: those that come with the program are kept in it, and a site may write its own in it.

    # superbill pos                    the book; and its table, where that has another name: `# superbill hcpcs modifiers`
    # Holds from: 2026-04-01           the day of the release; this line may be left out, and others may follow
    code,name,facility,since,until
    02,telehealth outside the patient's home,yes,2017-01-01,

Commas, quotes where a cell holds one, UTF-8. The columns are those of the table in any order; but for those that name a row and
the title they may be left out. An empty `since` is older than the table goes back, an empty `until` still open; `until` is the first
day on which the row no longer holds. Without a column `since` rows hold from the day of the release. Flags are yes or no, days such
as 2026-04-01, money in dollars, and rates decimal.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import ALWAYS, NEVER, OLDEST, Column, Kind, Layout, Mode, Row, Table
from superbill.codes.source import Source

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_HOLDS = re.compile(r"^# Holds from: (\d{4}-\d\d-\d\d)\s*$", re.MULTILINE)
_PERIOD = (Column("since", "The first day.", "day"), Column("until", "The first day after it.", "day"))
_NOTHING: dict[Kind, str | int] = {"text": "", "whole": 0, "cents": 0, "rate": 0, "flag": 0, "day": 0}
_FLAGS = {"yes": 1, "no": 0, "1": 1, "0": 0}


def plain_layout(book: str, table: Table, *, mode: Mode = "history", belongs_to: str = "", is_ama: bool = False) -> Layout:
    """The format of a table of a book in the project's own CSV; `belongs_to` and `is_ama` as in `Layout`."""
    name = book if table.name == book else f"{book} {table.name}"

    def recognises(source: Source) -> bool:
        return source.first.partition("\n")[0].rstrip() == f"# superbill {name}"

    def read(source: Source) -> Iterator[Row]:
        return _read(source, table)

    return Layout(
        f"superbill {table.name}", mode, (table.name,), recognises, _released, read, belongs_to=belongs_to, is_ama=is_ama
    )


def _released(source: Source) -> date | None:
    said = _HOLDS.search(source.first)
    try:
        return date.fromisoformat(said[1]) if said else None
    except ValueError as wrong:
        raise source.wrong(f"{said[1] if said else ''!r} is no day.", 0) from wrong


def _read(source: Source, table: Table) -> Iterator[Row]:
    head, named = _header(source, table)
    places = {name: place for place, name in enumerate(named)}
    known = [(column, places.get(column.name, -1)) for column in (*table.columns, *_PERIOD)]
    beginning = OLDEST if "since" in places else ALWAYS
    read: dict[tuple[str, str], str | int] = {}  # few days and numbers, told many times

    def value(column: Column, text: str, line: int) -> str | int:
        if column.kind == "text":
            return text
        if (column.kind, text) not in read:
            read[column.kind, text] = value_of(source, column, text, line)
        return read[column.kind, text]

    for line, record in source.cells(len(named), skip=head):
        *cells, since, until = [
            _NOTHING[column.kind] if place < 0 else value(column, record[place], line) for column, place in known
        ]
        if cells[0] == "":
            raise source.wrong(f"The row has no {table.columns[0].name}.", line)
        since, until = since or beginning, until or NEVER
        if int(until) <= int(since):
            raise source.wrong("The row ends before it begins.", line, todo="`until` is the day after the last.")
        yield Row(table.name, tuple(cells), line, int(since), int(until))


def _header(source: Source, table: Table) -> tuple[int, list[str]]:
    """How many lines stand before the rows, and the names of the columns."""
    for number, text in source.lines():
        if not text.startswith("#"):
            named = [name.strip() for name in text.split(",")]
            wanted = [column.name for column in table.columns]
            needed = {*table.key_names, table.title} - {""}
            if not needed <= {*named} <= {*wanted, "since", "until"} or len({*named}) != len(named):
                todo = f"They may be {', '.join(wanted)}, since and until; {' and '.join(sorted(needed))} must be there."
                raise source.wrong(f"The columns are {', '.join(named)[:120] or 'missing'}.", number, todo=todo)
            return number, named
    raise source.wrong("The file has no row.", 0)


def value_of(source: Source, column: Column, text: str, line: int) -> str | int:
    """A cell as the table holds it. Raises `BadCodeFile` for what its kind of column cannot hold."""
    if column.kind == "text":
        return text
    if column.kind == "day":
        found = _DAY.fullmatch(text)
        return source.day("".join(found.groups()) if found else text, line)
    if column.kind == "flag":
        if text not in _FLAGS:
            raise source.wrong(f"{text[:20]!r} is neither yes nor no.", line)
        return _FLAGS[text]
    return source.rate(text or "0", line, places={"whole": 0, "cents": 2, "rate": 4}[column.kind])
