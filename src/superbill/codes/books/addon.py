"""NCCI add-on codes: which procedure an add-on may be billed with.

`AOC_V2026Q4-MCR` comes as text of fixed columns and as a spreadsheet, with the same eight columns: type of the edit, add-on code, its
deletion, primary code, its deletion, first and last day of the edit, instruction. Days are the year and the day of the year (2026091
is April 1); a deletion is the last day, as in the pairs of NCCI. The types:

    1   the primary codes are those listed
    2   none is listed (CCCCC): the contractor decides
    3   some are listed, and the contractor may take others
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from superbill.codes.book import NEVER, Book, Column, Layout, Row, Table, day_number
from superbill.codes.sheet import Sheet, code_in, one_of
from superbill.codes.source import Source

_CONTRACTOR_DECIDES = "CCCCC"
_DAY = r"(\d{7}|[ 0]{7})"
_LINE = re.compile(rf"([123])( ?)([0-9A-Z]{{5}})\2{_DAY}\2([0-9A-Z]{{5}})\2{_DAY}\2(\d{{7}})\2{_DAY}(.*)", re.ASCII)
_SHEET = Sheet(
    {
        "type": "aoc_edit_type.*",
        "code": "add-on_code.*",
        "code_ends": "aoc_del_?dt.*",
        "primary": "primary_code(?!_del).*",
        "primary_ends": "primary_code_del_?dt.*",
        "since": "aoc_edit_eff_?dt.*",
        "ends": "aoc_edit_del_?dt.*",
        "note": "special.instruction.*notes?.*",
    }
)


def _released(source: Source) -> date | None:
    named = source.says(r"AOC_V(20\d\d)Q([1-4])")
    return date(int(named[1]), 3 * int(named[2]) - 2, 1) if named else None


def _day(source: Source, text: str, line: int) -> date | None:
    """The day behind 2026091; None for what means none."""
    if not text.strip(" 0"):
        return None
    year, day = int(one_of(source, text, line, pattern=r"(19|20)\d{5}", what="day written as 2026091")[:4]), int(text[4:])
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if found.year != year:
        raise source.wrong(f"The year {year} has no day {day}.", line)
    return found


def _rows(source: Source, told: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Row]:
    for line, (kind, code, code_ends, primary, primary_ends, since, ends, note) in told:
        one_of(source, kind, line, pattern="[123]", what="type of add-on: 1, 2 or 3")
        first = _day(source, since, line)
        if first is None:
            raise source.wrong("The row does not say since when it holds.", line)
        lasts = [last for text in (code_ends, primary_ends, ends) if (last := _day(source, text, line))]
        until = day_number(min(lasts) + timedelta(days=1)) if lasts else NEVER
        if primary != _CONTRACTOR_DECIDES:
            code_in(source, primary, line)
        if not lasts or min(lasts) > first:
            yield Row("addon", (code_in(source, code, line), primary, int(kind), note.strip()), line, day_number(first), until)


def _read_sheet(source: Source) -> Iterator[Row]:
    return _rows(source, _SHEET.rows(source))


def _lines(source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines of fixed columns, below those of the notice, which have none."""
    begun = False
    for line, text in source.lines(source.encoding(), ended=True):
        found = _LINE.fullmatch(text)
        if found:
            begun = True
            kind, _, *cells = found.groups()
            yield line, (kind, *cells)
        elif text.strip() and (begun or text[0] in "123" or _LINE.fullmatch(text.lstrip())):
            raise source.wrong("The line is not as in a file of add-on codes: type, two codes, four days, instruction.", line)


def _recognises_lines(source: Source) -> bool:
    return bool(source.says(r"AOC_V20\d\dQ[1-4].*\.txt$")) and not _SHEET.recognises(source)


BOOK = Book(
    name="addon",
    title="NCCI add-on codes",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-add-code-edits",
    licence="edits: public domain; CPT codes: licensed by the American Medical Association",
    every="each January 1, and in quarters with changes",
    tables=(
        Table(
            "addon",
            "Add-on codes and the procedures that they may be billed with.",
            (
                Column("code", "The add-on."),
                Column("primary", "The procedure that it adds to; CCCCC where the contractor decides."),
                Column("type", "1: these procedures only. 2: the contractor decides. 3: these, and others as the contractor decides.", "whole"),
                Column("note", "What the file instructs."),
            ),
            keys=2,
            also_by=("primary",),
        ),
    ),
    layouts=(
        Layout("spreadsheet", "history", ("addon",), _SHEET.recognises, _released, _read_sheet, is_ama=True),
        Layout("fixed columns", "history", ("addon",), _recognises_lines, _released, lambda source: _rows(source, _lines(source)), is_ama=True),
    ),
)  # fmt: skip
