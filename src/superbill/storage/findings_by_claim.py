"""Findings that come edit by edit, given back claim by claim in the order of precedence; what does not fit into memory is on disk."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter

from superbill.basics.findings import Finding, Severity, Source

_COLUMNS = "claim_at, severity, line_no, code, place, message, title, todo, source, section"
_ORDER = "CASE severity WHEN 'stop' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, COALESCE(line_no, 0), code, place, message"


def by_claim(found: Iterable[tuple[int, Finding]]) -> Iterator[tuple[int, tuple[Finding, ...]]]:
    """Each claim of which there is something to say, by its number."""
    with closing(sqlite3.connect("")) as db:  # a database without a name is SQLite's own file, which is gone at the end
        db.execute(f"CREATE TABLE found ({_COLUMNS})")
        db.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (_row(at, finding) for at, finding in found))
        rows = db.execute(f"SELECT {_COLUMNS} FROM found ORDER BY claim_at, {_ORDER}")
        for claim_at, group in groupby(rows, key=itemgetter(0)):
            yield claim_at, tuple(map(_finding, group))


def _row(claim_at: int, finding: Finding) -> tuple[object, ...]:
    said = (finding.severity.value, finding.line_no, finding.code, finding.place, finding.message, finding.title, finding.todo)
    return (claim_at, *said, finding.source.title, finding.source.section)


def _finding(row: tuple[object, ...]) -> Finding:
    _, severity, line_no, code, place, message, title, todo, source, section = row
    return Finding(
        code=str(code),
        severity=Severity(str(severity)),
        title=str(title),
        message=str(message),
        todo=str(todo),
        source=Source(str(source), str(section)),
        line_no=line_no if isinstance(line_no, int) else None,
        place=str(place),
    )
