"""Build the ICD-10-CM tables from the official tabular list (CDC/NCHS), on a connection that the caller hands in.

The tabular XML and the list of valid codes come with the installed package `simple-icd-10-cm`; the package itself is never
imported, because its import reads the whole list into memory. What is made:

    icd10cm_release   one row: which release, since when
    icd10cm_heading   chapters and sections with their parent
    icd10cm_code      every code, with those made by a 7th character (placeholder X filled in), billable or not
    icd10cm_note      inclusion terms, includes, excludes 1 and 2, code first, use additional code, code also, by owner
    icd10cm_seventh   what the 7th characters of a category mean
    icd10cm_term      normalised terms for the coder, from titles, inclusion terms and the project's own synonyms

A code may be billed when nothing is below it. The file tells no day for a single code, so every code is taken to be valid
since the fiscal year began (October 1, 2025) and until a later release replaces it.
"""

import sqlite3
import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TypeVar

from superbill.basics.errors import BadInput
from superbill.codes.shipped import shipped_rows
from superbill.codes.term_index import Entry, index_rows

TABULAR = "icd10c-tabular-April-1-2026.xml"
CODE_LIST = "code-list-April-2026.txt"
RELEASE = "ICD-10-CM FY2026, April 1, 2026 update"
SINCE = "2025-10-01"
CHAPTERS = 22

NOTE_KINDS = {
    "inclusionTerm": "inclusion",
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "sevenChrNote": "seventh",
    "notes": "note",
}

_TABLES = """
DROP TABLE IF EXISTS icd10cm_release; DROP TABLE IF EXISTS icd10cm_heading; DROP TABLE IF EXISTS icd10cm_code;
DROP TABLE IF EXISTS icd10cm_note; DROP TABLE IF EXISTS icd10cm_seventh; DROP TABLE IF EXISTS icd10cm_term;
CREATE TABLE icd10cm_release (title TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, codes INTEGER NOT NULL);
CREATE TABLE icd10cm_heading (name TEXT PRIMARY KEY, title TEXT NOT NULL, parent TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE icd10cm_code (
    code TEXT PRIMARY KEY, title TEXT NOT NULL, billable INTEGER NOT NULL, parent TEXT NOT NULL, category TEXT NOT NULL,
    section TEXT NOT NULL, chapter TEXT NOT NULL, seventh TEXT NOT NULL, sex TEXT NOT NULL, age_from INTEGER, age_to INTEGER,
    since TEXT NOT NULL, until TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX icd10cm_code_parent ON icd10cm_code (parent);
CREATE TABLE icd10cm_note (
    owner TEXT NOT NULL, kind TEXT NOT NULL, ordinal INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY (owner, kind, ordinal)
) WITHOUT ROWID;
CREATE TABLE icd10cm_seventh (
    owner TEXT NOT NULL, character TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY (owner, character)
) WITHOUT ROWID;
CREATE TABLE icd10cm_term (
    key TEXT NOT NULL, rank INTEGER NOT NULL, code TEXT NOT NULL, source TEXT NOT NULL, term TEXT NOT NULL,
    PRIMARY KEY (key, rank)
) WITHOUT ROWID;
"""


class TabularListMissing(BadInput):
    """The package that carries the official tabular list is not installed, or carries another release."""


T = TypeVar("T")


@dataclass(slots=True)
class _Rows:
    """What one chapter yields, table by table."""

    headings: list[tuple[str, str, str]] = field(default_factory=list)
    codes: list[tuple[object, ...]] = field(default_factory=list)
    notes: list[tuple[str, str, int, str]] = field(default_factory=list)
    sevenths: list[tuple[str, str, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the list we are: what a code inherits from above."""

    parent: str
    chapter: str
    section: str
    sevenths: tuple[tuple[str, str], ...] = ()


class _Flags:
    """Which codes only one sex has, and which only some ages: two lists of ranges that do not overlap, in order."""

    def __init__(self) -> None:
        rows = [(_bare(row["first"]), _bare(row["last"]), row) for row in shipped_rows("icd10cm_sex_age.csv")]
        rows.sort(key=lambda one: one[0])
        self._sexes = [(first, last, row["sex"]) for first, last, row in rows if row["sex"]]
        self._ages = [(first, last, (int(row["age_from"]), int(row["age_to"]))) for first, last, row in rows if row["age_from"]]

    def sex_of(self, code: str) -> str:
        """F, M, or empty."""
        return _in_range(self._sexes, _bare(code)) or ""

    def ages_of(self, code: str) -> tuple[int, int] | None:
        """Completed years, both ends included, or None."""
        return _in_range(self._ages, _bare(code))


def _in_range(ranges: list[tuple[str, str, T]], bare: str) -> T | None:
    """What holds for a code: a range covers everything below its ends."""
    place = bisect_right(ranges, bare, key=lambda one: one[0]) - 1
    if place < 0 or bare[: len(ranges[place][1])] > ranges[place][1]:
        return None
    return ranges[place][2]


def build_icd10cm(db: sqlite3.Connection, *, progress: Callable[[int, int], None]) -> None:
    """Make the tables anew in one transaction; `progress(done, of)` is called after each step (22 chapters, then the terms).

    Raises `TabularListMissing`. When anything fails the tables are left as they were.
    """
    folder = tabular_folder()
    valid = frozenset((folder / CODE_LIST).read_text(encoding="utf-8").split())
    flags = _Flags()
    entries: list[Entry] = []
    with db:
        db.execute("BEGIN")
        for statement in _TABLES.split(";"):
            db.execute(statement)
        with (folder / TABULAR).open("rb") as tabular:
            for done, chapter in enumerate(_chapters(tabular), start=1):
                rows = _rows_of(chapter, valid, flags)
                _insert(db, rows)
                entries += rows.entries
                progress(done, CHAPTERS + 1)
        terms = index_rows(entries)
        db.executemany("INSERT INTO icd10cm_term VALUES (?, ?, ?, ?, ?)", terms)
        (count,) = db.execute("SELECT count(*) FROM icd10cm_code").fetchone()
        db.execute("INSERT INTO icd10cm_release VALUES (?, ?, '', ?)", (RELEASE, SINCE, count))
    progress(CHAPTERS + 1, CHAPTERS + 1)


def tabular_folder() -> Path:
    """The folder with the official list inside the installed package. Raises `TabularListMissing`."""
    spec = find_spec("simple_icd_10_cm")
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    if folder is None or not (folder / TABULAR).is_file() or not (folder / CODE_LIST).is_file():
        raise TabularListMissing(
            "The official ICD-10-CM tabular list was not found.",
            where=TABULAR,
            todo="Install the versions that the program is pinned to: pip install -c constraints.txt .",
        )
    return folder


def _chapters(tabular: IO[bytes]) -> Iterator[ET.Element]:
    """One chapter at a time, so that the whole list is never in memory."""
    for _, element in ET.iterparse(tabular):  # noqa: S314  (our own pinned package, not input from outside)
        if element.tag == "chapter":
            yield element
            element.clear()


def _rows_of(chapter: ET.Element, valid: frozenset[str], flags: _Flags) -> _Rows:
    rows = _Rows()
    number = _text(chapter, "name")
    name = f"Chapter {number}"
    rows.headings.append((name, _text(chapter, "desc"), ""))
    _take_notes(rows, chapter, name)
    for section in chapter.iterfind("section"):
        section_name = section.attrib["id"]
        if "-" not in section_name:  # a section of one category would share its name
            section_name = f"{section_name}-{section_name}"
        rows.headings.append((section_name, _text(section, "desc"), name))
        _take_notes(rows, section, section_name)
        place = _Place(section_name, number, section_name, _sevenths_of(section) or _sevenths_of(chapter))
        for diagnosis in section.iterfind("diag"):
            _take_code(rows, diagnosis, place, valid, flags)
    return rows


def _take_code(rows: _Rows, diagnosis: ET.Element, place: _Place, valid: frozenset[str], flags: _Flags) -> None:
    """Add a code, its notes, and everything below it."""
    code, title = _text(diagnosis, "name"), _text(diagnosis, "desc")
    own = _sevenths_of(diagnosis)
    sevenths = own or place.sevenths
    children = diagnosis.findall("diag")
    extended = [] if children else [(made, f"{title}, {meaning}") for made, meaning in _extended(code, sevenths, valid)]
    billable = not children and not extended
    rows.codes.append(_code_row(code, title, billable, "", place, flags))
    for made, made_title in extended:
        rows.codes.append(_code_row(made, made_title, True, made[-1], _Place(code, place.chapter, place.section), flags))
    rows.sevenths += [(code, character, meaning) for character, meaning in own]
    inclusions = _take_notes(rows, diagnosis, code)
    rows.entries.append(Entry(code, title, "title", place.chapter))
    rows.entries += [Entry(code, words, source, place.chapter) for source, words in inclusions]
    below = _Place(code, place.chapter, place.section, sevenths)
    for child in children:
        _take_code(rows, child, below, valid, flags)


def _code_row(code: str, title: str, billable: bool, seventh: str, place: _Place, flags: _Flags) -> tuple[object, ...]:
    age_from, age_to = flags.ages_of(code) or (None, None)
    category = code[:3]
    return (
        code,
        title,
        billable,
        place.parent,
        category,
        place.section,
        place.chapter,
        seventh,
        flags.sex_of(code),
        age_from,
        age_to,
        SINCE,
        "",
    )


def _extended(code: str, sevenths: tuple[tuple[str, str], ...], valid: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The billable codes made by a 7th character: `S61.0` with A becomes `S61.0XXA`. The official list decides which exist."""
    dotted = code if "." in code else f"{code}."
    for character, meaning in sevenths:
        made = dotted.ljust(7, "X") + character
        if made.replace(".", "") in valid:
            yield made, meaning


def _take_notes(rows: _Rows, element: ET.Element, owner: str) -> list[tuple[str, str]]:
    """Keep every note under its owner; give back the ones that name the condition: (`inclusion` or `includes`, words)."""
    named: list[tuple[str, str]] = []
    counts: dict[str, int] = {}
    for child in element:
        kind = NOTE_KINDS.get(child.tag)
        if kind is None:
            continue
        for note in child.iterfind("note"):
            words = " ".join("".join(note.itertext()).split())
            counts[kind] = counts.get(kind, 0) + 1
            rows.notes.append((owner, kind, counts[kind], words))
            if kind in ("inclusion", "includes"):
                named.append((kind, words))
    return named


def _sevenths_of(element: ET.Element) -> tuple[tuple[str, str], ...]:
    definition = element.find("sevenChrDef")
    if definition is None:
        return ()
    return tuple((extension.attrib["char"], (extension.text or "").strip()) for extension in definition.iterfind("extension"))


def _text(element: ET.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _insert(db: sqlite3.Connection, rows: _Rows) -> None:
    db.executemany("INSERT INTO icd10cm_heading VALUES (?, ?, ?)", rows.headings)
    db.executemany("INSERT INTO icd10cm_code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.codes)
    db.executemany("INSERT INTO icd10cm_note VALUES (?, ?, ?, ?)", rows.notes)
    db.executemany("INSERT INTO icd10cm_seventh VALUES (?, ?, ?)", rows.sevenths)


def _bare(code: str) -> str:
    return code.replace(".", "")
