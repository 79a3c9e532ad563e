"""NCCI procedure-to-procedure edits: pairs of which Medicare pays the first code and not the second, on one day.

The files `ccipra-vNNNr0-f1.txt` to `-f4` (practitioners) and `ccioph-…` (hospital outpatients) have six lines of notice and header,
then, apart by tabs: column 1, column 2, `*` for what was in force before 1996, effective day, deletion day or `*` or
nothing, modifier indicator, rationale. They tell the whole history of each pair. Two things about the days:

- The deletion day is the last day of the pair: days of deletion are the ends of quarters, and what follows begins on the day after.
- A pair whose deletion day is not after its effective day was taken back and never held (its indicator is 9, not applicable);
  another row often tells of the same pair from the same day.

The version counts years from 1994 and quarters from zero: v322 is the third quarter of 2026.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from superbill.codes.book import NEVER, Book, Column, Layout, Row, Table, day_number, day_of
from superbill.codes.source import Source

_NAME = r"cci(pra|oph)-v(\d\d)([0-3])r\d+-f(\d)"
_HEADER = "Column 1\tColumn 2\t"
_ROW = re.compile(
    r"^([0-9A-Z]{5})\t([0-9A-Z]{5})\t(\*?)\t(\d{8})\t(\d{8}|\*?)\t([019])\t([^\t\r\n]+)\t*\r*$", re.ASCII | re.MULTILINE
)
_SHIFTED = re.compile(r"\t.*\t\d{8}\t", re.ASCII)
_WITHIN = 20


def _released(source: Source) -> date | None:
    named = source.says(_NAME)
    return date(1994 + int(named[2]), 1 + 3 * int(named[3]), 1) if named else None


def _reads(setting: str) -> Callable[[Source], Iterator[Row]]:
    def read(source: Source) -> Iterator[Row]:
        after: dict[str, int] = {"*": NEVER, "": NEVER}
        for line, (first, second, before, since, last, modifier, rationale) in _pairs(source):
            try:
                holds = after[since] < after[last]
            except KeyError:
                after |= {day: _day_after(source.day(day, line)) for day in (since, last) if day not in after}
                holds = after[since] < after[last]
            if holds:
                cells = (first, second, int(modifier), rationale.strip(), 1 if before else 0)
                yield Row(setting, cells, line, int(since), after[last])

    return read


def _pairs(source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The cells of each pair with its line. Many lines are read in one go; where not all of them are pairs, one after the other."""
    blocks = source.blocks(source.encoding(), ended=True)
    for first, lines in _below_header(source, blocks):
        found = _ROW.findall("".join(lines))
        if len(found) == len(lines):
            yield from enumerate(found, first)
            continue
        for line, text in enumerate(lines, first):
            if row := _ROW.match(text):
                yield line, row.groups()
            elif text.strip("\r\n"):
                what = "The row is not as in an NCCI file: two codes, *, two days, 0, 1 or 9, and the rationale."
                raise source.wrong(what, line)


def _below_header(source: Source, blocks: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The lines with pairs: below the header and the lines that continue it, which begin with a tab."""
    _, lines = next(blocks, (1, []))
    header = next((place for place, text in enumerate(lines[:_WITHIN]) if text.startswith(_HEADER)), None)
    if header is None:
        raise source.wrong("No header of an NCCI file stands above this line.", min(_WITHIN, len(lines)))
    begin = next((place for place, text in enumerate(lines) if place > header and not text.startswith("\t")), len(lines))
    if shifted := next((place for place in range(header, begin) if _SHIFTED.match(lines[place])), None):
        raise source.wrong("The row begins with an empty cell: its cells are shifted.", shifted + 1)
    yield begin + 1, lines[begin:]
    yield from blocks


def _day_after(day: int) -> int:
    return day_number(day_of(day) + timedelta(days=1))


def _table(name: str, whose: str) -> Table:
    return Table(
        name,
        f"Pairs of codes of which only the first is paid when both are billed on one day, for {whose}.",
        (
            Column("column1", "The code that is paid."),
            Column("column2", "The code that is not."),
            Column("modifier", "0: no modifier allows both. 1: an NCCI modifier may. 9: does not apply.", "whole"),
            Column("rationale", "Why CMS made the pair."),
            Column("before_1996", "1 where the pair was in force before 1996.", "flag"),
        ),
        keys=2,
        also_by=("column2",),
    )


def _layout(table: str, letters: str) -> Layout:
    """The four files of a setting are its parts; which one a file is stands only in its name."""
    name = rf"cci({letters})-v(\d\d)([0-3])r\d+-f(\d)"

    def part(source: Source) -> str:
        named = source.says(name)
        return f"{table}{named[4]}" if named else table

    return Layout(table, "history", (table,), lambda source: bool(source.says(name)), _released, _reads(table), part, is_ama=True)


BOOK = Book(
    name="ncci",
    title="NCCI procedure-to-procedure edits",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits",
    licence="edits: public domain; CPT codes: licensed by the American Medical Association",
    every="each quarter, four files for practitioners and four for hospitals",
    tables=(_table("practitioner", "practitioners"), _table("hospital", "hospital outpatients")),
    layouts=(_layout("practitioner", "pra"), _layout("hospital", "oph")),
)
