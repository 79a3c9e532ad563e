"""CPT: procedures of clinicians. The codes and their descriptors belong to the American Medical Association: none come with us.

A site that holds the licence installs its own files. Read are the data files of the AMA (`LONGULT.txt`, `MEDU.txt`, `SHORTU.txt`,
`MODUL.txt`: code, a tab or blanks, descriptor, after a notice of some lines; the fixed long file repeats the code with a sequence
number), and a table of the site's own with the columns code, short, medium, long, separated by commas or tabs.
Source of the layouts: AMA, CPT data files, read-me.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.columns import header_of, named_rows
from superbill.codes.source import Source

_CODE = re.compile(r"\d{4}[0-9AFMTU]", re.ASCII)
_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)
_LINE = re.compile(r"(?P<code>\d{4}[0-9AFMTU])(?:\t|  ?)(?P<words>\S.*)", re.ASCII)
_NUMBERED = re.compile(r"(?P<code>\d{4}[0-9AFMTU])(?P<sequence>\d\d) (?P<words>\S.*)", re.ASCII)
_MODIFIER_LINE = re.compile(r"(?P<code>\d[0-9A-Z]|[A-Z]\d|[A-Z]{2}(?=\t))(?:\t| +)(?P<words>\S.*)", re.ASCII)
_NOTICE_LINES = 200


def _table(name: str, words: str) -> Table:
    return Table(name, words, (Column("code", "The code."), Column("words", "Its descriptor; licensed.")), title="words")


_LONG, _MEDIUM, _SHORT = (
    _table("long", "Long descriptors."),
    _table("medium", "Medium descriptors."),
    _table("short", "Short descriptors."),
)
_MODIFIERS = _table("modifiers", "Modifiers of CPT.")


def _released(source: Source) -> date | None:
    """January 1 of the year in the name; the notice's year is that of the copyright, which may be another."""
    named = source.says(r"(20[2-9]\d)")
    return date(int(named[1]), 1, 1) if named else None


def _ama(table: Table, *, called: str, line_pattern: re.Pattern[str]) -> Layout:
    """A file of one kind of descriptor, one line for each code, or several with a sequence number."""

    def recognises(source: Source) -> bool:
        return bool(source.says(called)) and source.name.lower().endswith(".txt")

    def read(source: Source) -> Iterator[Row]:
        held: tuple[int, str, str] | None = None
        for line, code, sequence, words in _lines(source, line_pattern):
            if sequence > 1:
                if held is None or held[1] != code:
                    raise source.wrong(f"{code} continues a descriptor that was not begun.", line)
                held = (held[0], code, f"{held[2]} {words}")
                continue
            if held:
                yield Row(table.name, held[1:], held[0])
            held = (line, code, words)
        if held:
            yield Row(table.name, held[1:], held[0])

    return Layout(called, "release", (table.name,), recognises, _released, read, is_ama=True)


def _lines(source: Source, pattern: re.Pattern[str]) -> Iterator[tuple[int, str, int, str]]:
    """Line, code, sequence number (0 where there is none), words; the notice before the first code is left out."""
    begun = False
    for line, text in source.lines(source.encoding(), ended=True):
        numbered = _NUMBERED.fullmatch(text.rstrip())
        found = numbered or pattern.fullmatch(text.rstrip())
        if found:
            begun = True
            yield line, found["code"], int(found["sequence"]) if numbered else 0, " ".join(found["words"].split())
        elif text.strip() and (begun or line > _NOTICE_LINES):
            raise source.wrong("The line is no code with its descriptor.", line)


def _mark(source: Source) -> str:
    return "\t" if "\t" in source.first.partition("\n")[0] else ","


def _recognises_own(source: Source) -> bool:
    return {"code", "short", "medium", "long"} == {*header_of(source, mark=_mark(source))}


def _read_own(source: Source) -> Iterator[Row]:
    needs = ("code", "short", "medium", "long")
    for line, row in named_rows(source, needs=needs, mark=_mark(source), encoding=source.encoding()):
        code = row["code"].upper()
        if _MODIFIER.fullmatch(code) and row["long"]:
            yield Row("modifiers", (code, row["long"]), line)
        elif _CODE.fullmatch(code) and any(row[name] for name in needs[1:]):
            yield from (Row(name, (code, row[name]), line) for name in needs[1:] if row[name])
        else:
            raise source.wrong(f"{code[:12]!r} is no CPT code or modifier with a descriptor.", line)


BOOK = Book(
    name="cpt",
    title="CPT",
    publisher="American Medical Association",
    source="https://www.ama-assn.org/practice-management/cpt",
    licence="belongs to the American Medical Association; the site's own licensed files only",
    every="each January 1, with additions in between",
    tables=(_LONG, _MEDIUM, _SHORT, _MODIFIERS),
    layouts=(
        _ama(_LONG, called=r"long[ul]", line_pattern=_LINE),
        _ama(_MEDIUM, called=r"medu", line_pattern=_LINE),
        _ama(_SHORT, called=r"shortu", line_pattern=_LINE),
        _ama(_MODIFIERS, called=r"modul", line_pattern=_MODIFIER_LINE),
        Layout(
            "own table", "release", ("long", "medium", "short", "modifiers"), _recognises_own, _released, _read_own, is_ama=True
        ),
    ),
)
