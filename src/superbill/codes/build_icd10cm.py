"""Build the tables of `Icd10cm` from the rows of the book, on a connection that the caller hands in.

    icd10cm_release   one row: the name of the newest edition, for which days the tables can be asked, since when the newest holds
    icd10cm_heading   chapters and sections with their parent
    icd10cm_code      every code, with those made by a 7th character (placeholder X filled in), billable or not
    icd10cm_note      inclusion terms, includes, excludes 1 and 2, code first, use additional code, code also, by owner
    icd10cm_seventh   what the 7th characters of a category mean
    icd10cm_exempt    codes without a present-on-admission indicator, where the list is installed
    icd10cm_term      normalised terms for the coder, from titles, inclusion terms and the project's own synonyms
    icd10cm_word      the words of those terms, each once

Every row but a word has the days on which it holds, `since` and `until` (empty while it holds). Of the embedded default only the codes have
days of their own; its headings and notes are told for all of them. Chapter, section, sex and ages of a code are joined to it here.
"""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from superbill.codes.book import ALWAYS, NEVER, Row, day_number, day_of
from superbill.codes.books.icd10cm_tabular import SINCE, read_default, shipped_tabular
from superbill.codes.shelf import OpenTable
from superbill.codes.shipped import shipped_rows
from superbill.codes.term_index import Entry, index_rows

DEFAULT_TITLE = "ICD-10-CM FY2026, April 1, 2026 update"
_CODE_CELLS = (
    "title TEXT NOT NULL, billable INTEGER NOT NULL, parent TEXT NOT NULL, category TEXT NOT NULL, section TEXT NOT NULL, "
    "chapter TEXT NOT NULL, seventh TEXT NOT NULL, sex TEXT NOT NULL, age_from INTEGER, age_to INTEGER, "
)
_OWN = (
    ("icd10cm_heading", "name", "title TEXT NOT NULL, parent TEXT NOT NULL, "),
    ("icd10cm_code", "code", _CODE_CELLS),
    ("icd10cm_note", "owner, kind, ordinal", "words TEXT NOT NULL, "),
    ("icd10cm_seventh", "owner, character", "meaning TEXT NOT NULL, "),
    ("icd10cm_exempt", "code", ""),
    ("icd10cm_term", "key, rank", "code TEXT NOT NULL, source TEXT NOT NULL, term TEXT NOT NULL, "),
)
BOOK_TABLES = ("heading", "code", "note", "seventh", "poa_exempt")
"""The tables of the book that are read, in this order."""

STEPS = len(_OWN)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edition:
    """What is built: the name and first day of the newest edition, and the days on which something changes, in order."""

    title: str
    newest: date
    days: tuple[int, ...] = ()


DEFAULT = Edition(DEFAULT_TITLE, SINCE)


def default_rows() -> Iterator[Row]:
    """The rows of the embedded default. Raises `TabularListMissing`."""
    (shipped,) = shipped_tabular()
    return read_default(shipped.source)


def book_rows(tables: Mapping[str, OpenTable]) -> Iterator[Row]:
    """The rows of the book in force. Its first headings, notes and definitions are told of the days before them as well."""
    for name in BOOK_TABLES:
        rows = [
            (tuple(row.cells.values()), day_number(row.period.since), day_number(row.period.until)) for row in tables[name].rows()
        ]
        first = min((since for _, since, _ in rows), default=ALWAYS)
        for cells, since, until in rows:
            yield Row(
                name, cells, since=ALWAYS if since == first and name in ("heading", "note", "seventh") else since, until=until
            )


def build_icd10cm(
    db: sqlite3.Connection,
    *,
    progress: Callable[[int, int], None],
    rows: Callable[[], Iterable[Row]] = default_rows,
    edition: Edition = DEFAULT,
) -> None:
    """Make the tables anew in one transaction; `progress(done, of)` is called after each step.

    Raises `TabularListMissing`. When anything fails the tables are left as they were.
    """
    with db:
        db.execute("BEGIN")
        for name, keys, cells in _OWN:
            db.execute(f"DROP TABLE IF EXISTS {name}")
            columns = ", ".join(
                f"{key} {'INTEGER' if key in ('ordinal', 'rank') else 'TEXT'} NOT NULL" for key in keys.split(", ")
            )
            db.execute(
                f"CREATE TABLE {name} ({columns}, {cells}since TEXT NOT NULL, until TEXT NOT NULL, "
                f"PRIMARY KEY ({keys}, since)) WITHOUT ROWID"
            )
        _fill(db, rows(), edition, progress)
    progress(STEPS, STEPS)


def _fill(db: sqlite3.Connection, rows: Iterable[Row], edition: Edition, progress: Callable[[int, int], None]) -> None:
    told: dict[str, list[Row]] = {name: [] for name in BOOK_TABLES}
    for row in rows:
        told[row.table].append(row)
    builder = _Builder(told)
    made = {
        "icd10cm_heading": builder.headings(),
        "icd10cm_code": builder.codes(),
        "icd10cm_note": ((*row.cells, *_days(row)) for row in told["note"]),
        "icd10cm_seventh": ((*row.cells[:3], *_days(row)) for row in told["seventh"]),
        "icd10cm_exempt": ((row.cells[0], *_days(row)) for row in told["poa_exempt"]),
        "icd10cm_term": builder.terms(edition.days),
    }
    for step, (name, cells) in enumerate(made.items()):
        progress(step, STEPS)
        columns = len(db.execute(f"SELECT * FROM {name}").description)  # noqa: S608  (a name of this file)
        db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * columns)})", cells)  # noqa: S608  (as above)
    db.execute("CREATE INDEX icd10cm_code_parent ON icd10cm_code (parent)")
    db.execute("DROP TABLE IF EXISTS icd10cm_word")
    db.execute("CREATE TABLE icd10cm_word (word TEXT PRIMARY KEY) WITHOUT ROWID")
    words = {word for (key,) in db.execute("SELECT key FROM icd10cm_term") for word in key.split()}
    db.executemany("INSERT INTO icd10cm_word VALUES (?)", ((word,) for word in sorted(words)))
    (count, since) = db.execute("SELECT count(*), min(since) FROM icd10cm_code").fetchone()
    db.execute("DROP TABLE IF EXISTS icd10cm_release")
    db.execute(
        "CREATE TABLE icd10cm_release (title TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, codes INTEGER NOT NULL, "
        "newest TEXT NOT NULL)"
    )
    db.execute("INSERT INTO icd10cm_release VALUES (?, ?, '', ?, ?)", (edition.title, since, count, edition.newest.isoformat()))


def _days(row: Row) -> tuple[str, str]:
    return _iso(row.since), _iso(row.until)


@cache
def _iso(day: int) -> str:
    """A day as the tables of `Icd10cm` hold it; empty for an open end."""
    return "" if day in (ALWAYS, NEVER) else day_of(day).isoformat()


class _Builder:
    """Joins what the book tells in several tables."""

    def __init__(self, told: dict[str, list[Row]]) -> None:
        self._told, self._flags = told, Flags()
        chapters = {str(row.cells[0]) for row in told["heading"] if not row.cells[2]}
        self._sections: dict[str, tuple[str, str]] = {}
        for row in sorted(told["heading"], key=lambda row: row.until):
            name, _, chapter, categories = map(str, row.cells)
            if name not in chapters:
                for category in categories.split():
                    self._sections[category] = (name, chapter.removeprefix("Chapter "))
        self._categories = sorted(self._sections)
        self._characters: dict[str, set[str]] = defaultdict(set)
        for row in told["seventh"]:
            self._characters[str(row.cells[0]).replace(".", "")].add(str(row.cells[1]))

    def headings(self) -> Iterator[tuple[object, ...]]:
        for row in self._told["heading"]:
            yield (*row.cells[:3], *_days(row))

    def codes(self) -> Iterator[tuple[object, ...]]:
        for row in self._told["code"]:
            code, title, _, billable, parent = row.cells
            name = str(code)
            section, chapter = self._section(name[:3])
            sex, (low, high) = self._flags.of(name)
            yield (
                code, title, billable, parent or section, name[:3], section, chapter, self._seventh(name), sex, low, high, *_days(row)
            )  # fmt: skip

    def _section(self, category: str) -> tuple[str, str]:
        """The section and chapter of a category; one that no tabular list names stands with the category before it."""
        if category not in self._sections and self._categories:
            category = self._categories[max(0, bisect_right(self._categories, category) - 1)]
        return self._sections.get(category, ("", ""))

    def _seventh(self, code: str) -> str:
        """The 7th character of a code whose nearest definition above it has that character."""
        bare = code.replace(".", "")
        if len(bare) == 7:
            for length in range(6, 2, -1):
                if characters := self._characters.get(bare[:length]):
                    return bare[6] if bare[6] in characters else ""
        return ""

    def terms(self, days: tuple[int, ...]) -> Iterator[tuple[object, ...]]:
        """The index for the coder, for each edition: what is the same in several editions is one row."""
        known: dict[tuple[str, int], tuple[str, str, str, str]] = {}
        for day in days or (NEVER - 1,):
            since = "" if day == (days or (NEVER - 1,))[0] else _iso(day)
            now = {(key, rank): (code, source, term) for key, rank, code, source, term in index_rows(self._entries(day))}
            for key in [key for key, before in known.items() if now.get(key) != before[:3]]:
                yield (*key, *known.pop(key), since)
            for key, found in now.items():
                known.setdefault(key, (*found, since))
        for key, last in known.items():
            yield (*key, *last, "")

    def _entries(self, day: int) -> Iterator[Entry]:
        for row in self._told["code"]:
            code = str(row.cells[0])
            if row.since <= day < row.until and not self._seventh(code):
                yield Entry(code, str(row.cells[1]), "title", self._section(code[:3])[1])
        for row in self._told["note"]:
            owner, kind, words = str(row.cells[0]), str(row.cells[1]), str(row.cells[3])
            if kind in ("inclusion", "includes") and row.since <= day < row.until and owner[:2] != "Ch" and "-" not in owner:
                yield Entry(owner, words, kind, self._section(owner[:3])[1])


class Flags:
    """Which codes only one sex has, and which only some ages: two lists of ranges that do not overlap, in order."""

    def __init__(self) -> None:
        rows = [(_bare(row["first"]), _bare(row["last"]), row) for row in shipped_rows("icd10cm_sex_age.csv")]
        rows.sort(key=lambda one: one[0])
        self._sexes = [(first, last, row["sex"]) for first, last, row in rows if row["sex"]]
        self._ages = [(first, last, (int(row["age_from"]), int(row["age_to"]))) for first, last, row in rows if row["age_from"]]

    def of(self, code: str) -> tuple[str, tuple[int, int] | tuple[None, None]]:
        """The sex (F, M, or empty) and the ages in completed years, both ends included, or none."""
        bare = _bare(code)
        return _in_range(self._sexes, bare) or "", _in_range(self._ages, bare) or (None, None)


def _in_range(ranges: list[tuple[str, str, T]], bare: str) -> T | None:
    """What holds for a code: a range covers everything below its ends."""
    place = bisect_right(ranges, bare, key=lambda one: one[0]) - 1
    if place < 0 or bare[: len(ranges[place][1])] > ranges[place][1]:
        return None
    return ranges[place][2]


def _bare(code: str) -> str:
    return code.replace(".", "")
