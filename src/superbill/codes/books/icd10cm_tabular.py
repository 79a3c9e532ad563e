"""The tabular list of ICD-10-CM as XML (CDC/NCHS), read into rows of the book `icd10cm`.

    ICD10CM.tabular > chapter (name, desc, notes) > section (id, desc, notes) > diag (name, desc, notes, diag …)

Codes with a 7th character do not stand in the file: the nearest definition above a last code makes them, the placeholder X filled
in. The program's own default also knows from when each code holds and which codes ended (`icd10cm_dates.csv.gz`).
"""

import csv
import gzip
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from superbill.basics.errors import BadInput
from superbill.codes.book import ALWAYS, NEVER, Layout, Row, Shipped
from superbill.codes.books.icd10_days import released
from superbill.codes.source import Source
from superbill.codes.xml_lines import Element, pieces

PACKAGE, TABULAR = "simple-icd-10-cm", "icd10c-tabular-April-1-2026.xml"
DEFAULT = "icd10cm-default.xml"
DATES = "icd10cm_dates.csv.gz"
SINCE = date(2025, 10, 1)
"""From when the default holds: its fiscal year. The dates of its codes reach further back, its notes do not."""

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
_NOT_APPLYING = re.compile(
    r"7th characters? (.+?) do(?:es)? not apply to codes in (?:sub)?category (\S+) with 6th characters? (.+)"
)


class TabularListMissing(BadInput):
    """The package that carries the official tabular list is not installed, or carries another release."""


@dataclass(frozen=True, slots=True)
class Sevenths:
    """The 7th characters that hold at a place, and those endings (6th and 7th character) that a note rules out."""

    meanings: tuple[tuple[str, str, str], ...] = ()
    not_these: frozenset[str] = frozenset()

    def at(self, element: Element) -> "Sevenths":
        """What holds below an element: its own definition, or that from above."""
        definition, refused = element.first("sevenChrDef"), self.not_these | _refused(element)
        if definition is None:
            return Sevenths(self.meanings, refused) if refused != self.not_these else self
        return Sevenths(_meanings(definition), refused)

    def added_to(self, stem: str) -> Iterator[tuple[str, str]]:
        """The codes that they make of a last code, the placeholder X filled in: `S61.0` with A is `S61.0XXA`."""
        filled = (stem if "." in stem else f"{stem}.").ljust(7, "X")
        for character, meaning, _ in self.meanings:
            if filled[-1] + character not in self.not_these:
                yield filled + character, meaning


def _meanings(definition: Element) -> tuple[tuple[str, str, str], ...]:
    """Each 7th character with its meaning, and the notes after it, which say the same in other words."""
    found: list[tuple[str, str, str]] = []
    for part in definition.parts:
        if isinstance(part, str):
            continue
        if part.tag == "extension":
            found.append((part.attributes.get("char", ""), part.words, ""))
        elif part.tag == "note" and found:
            character, meaning, also = found.pop()
            found.append((character, meaning, f"{also}; {part.words}" if also else part.words))
    return tuple(found)


def _refused(element: Element) -> frozenset[str]:
    """What such a note rules out: 7th characters D and S do not apply to codes in category S06 with 6th character 7 - …, or 8 - …."""
    notes = (note.words for tag in ("sevenChrNote", "notes") for part in element.all(tag) for note in part.all("note"))
    found = (_NOT_APPLYING.search(words) for words in notes if "not apply" in words)
    return frozenset(
        sixth + seventh
        for each in found
        if each
        for sixth in re.findall(r"(?:\A|\bor )(\d)\b", each[3])
        for seventh in re.findall(r"\b[A-Z]\b", each[1])
    )


def read_tabular(source: Source) -> Iterator[Row]:
    """Codes, headings, notes and 7th characters. Raises `BadCodeFile`."""
    found = False
    for chapter in pieces(source, "chapter", root="ICD10CM.tabular"):
        found = True
        yield from _chapter(source, chapter)
    if not found:
        raise source.wrong("The file has no chapter.", 0)


def _chapter(source: Source, chapter: Element) -> Iterator[Row]:
    name = f"Chapter {_need(source, chapter, 'name')}"
    sections = chapter.all("section")
    categories = [_need(source, diagnosis, "name") for section in sections for diagnosis in section.all("diag")]
    yield Row("heading", (name, chapter.text("desc"), "", " ".join(categories)), chapter.line)
    yield from _notes(chapter, name)
    above = Sevenths().at(chapter)
    for section in sections:
        own = section.attributes.get("id", "")
        if not own:
            raise source.wrong("A section has no id.", section.line)
        section_name = own if "-" in own else f"{own}-{own}"  # a section of one category would share its name
        held = [_need(source, diagnosis, "name") for diagnosis in section.all("diag")]
        yield Row("heading", (section_name, section.text("desc"), name, " ".join(held)), section.line)
        yield from _notes(section, section_name)
        rows: list[Row] = []
        for diagnosis in section.all("diag"):
            _code(source, diagnosis, "", above.at(section), rows)
        yield from rows


def _code(source: Source, diagnosis: Element, parent: str, sevenths: Sevenths, rows: list[Row]) -> None:
    """Add a code, its notes, its 7th characters, and everything below it."""
    code, title = _need(source, diagnosis, "name"), _need(source, diagnosis, "desc")
    if not code.startswith(parent):
        raise source.wrong(f"{code} stands below {parent}, whose codes do not begin so.", diagnosis.line)
    sevenths = sevenths.at(diagnosis)
    below = diagnosis.all("diag")
    extended = [] if below or len(code) > len("S61.0XX") else list(sevenths.added_to(code))
    rows.append(Row("code", (code, title, "", int(not below and not extended), parent), diagnosis.line))
    rows += [Row("code", (made, f"{title}, {meaning}", "", 1, code), diagnosis.line) for made, meaning in extended]
    if diagnosis.first("sevenChrDef"):
        rows += [Row("seventh", (code, *each), diagnosis.line) for each in sevenths.meanings]
    rows += _notes(diagnosis, code)
    for child in below:
        _code(source, child, code, sevenths, rows)


def _notes(element: Element, owner: str) -> Iterator[Row]:
    counts: dict[str, int] = {}
    for part in element.parts:
        if isinstance(part, str) or part.tag not in NOTE_KINDS:
            continue
        kind = NOTE_KINDS[part.tag]
        for note in part.all("note"):
            counts[kind] = counts.get(kind, 0) + 1
            yield Row("note", (owner, kind, counts[kind], note.words), note.line)


def _need(source: Source, element: Element, tag: str) -> str:
    words = element.text(tag)
    if not words:
        raise source.wrong(f"A <{element.tag}> has no <{tag}>.", element.line)
    return words


# --- the default


def read_default(source: Source) -> Iterator[Row]:
    """As `read_tabular`, with the days from which each code holds, and the codes that ended before."""
    since, ended = _dates()
    for row in read_tabular(source):
        yield row._replace(since=since.get(str(row.cells[0]), _FIRST)) if row.table == "code" else row
    yield from ended


_FIRST = 2019_07_01
"""The first day that the source of the dates knows: what held then holds from then on, as far as we can say."""


@cache
def _dates() -> tuple[dict[str, int], tuple[Row, ...]]:
    """From when the codes hold that came later than the first day, and the rows of those that ended."""
    since: dict[str, int] = {}
    ended: list[Row] = []
    content = gzip.decompress((files("superbill.codes") / "data" / DATES).read_bytes()).decode("utf-8")
    for row in csv.DictReader(line for line in io.StringIO(content) if not line.startswith("#")):
        first, last = int(row["since"] or _FIRST), int(row["until"] or NEVER)
        if last == NEVER:
            since[row["code"]] = first
        else:
            ended.append(Row("code", (row["code"], row["title"], "", 1, row["parent"]), since=first, until=last))
    return since, tuple(ended)


def tabular_file() -> Path:
    """The official list inside the installed package. Raises `TabularListMissing`."""
    spec = find_spec(PACKAGE.replace("-", "_"))
    path = Path(spec.origin).parent / "data" / TABULAR if spec and spec.origin else None
    if path is None or not path.is_file():
        raise TabularListMissing(
            "The official ICD-10-CM tabular list was not found.",
            where=TABULAR,
            todo="Install the versions that the program is pinned to: pip install -c constraints.txt .",
        )
    return path


def shipped_tabular() -> tuple[Shipped, ...]:
    """The embedded default, for the book."""
    path = tabular_file()
    dates = hashlib.sha256((files("superbill.codes") / "data" / DATES).read_bytes()).hexdigest()[:12]
    return (Shipped(Source.of(DEFAULT, lambda: path.open("rb")), SINCE, stamp=f"{PACKAGE}-{version(PACKAGE)}-{dates}"),)


TABULAR_TABLES = ("code", "heading", "note", "seventh")
TABULAR_XML = Layout(
    "tabular XML",
    "release",
    TABULAR_TABLES,
    lambda source: "<ICD10CM.tabular" in source.first and source.name != DEFAULT,
    released,
    read_tabular,
)
DEFAULT_XML = Layout(
    "tabular XML with days", "release", TABULAR_TABLES, lambda source: source.name == DEFAULT, lambda source: SINCE, read_default
)

__all__ = ["ALWAYS", "DEFAULT_XML", "TABULAR_XML", "TabularListMissing", "read_tabular", "shipped_tabular", "tabular_file"]
