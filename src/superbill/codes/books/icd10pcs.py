"""ICD-10-PCS: procedures of hospital inpatients, seven characters, every code billable.

Order file, columns: 1-5 number, 7-13 code, 15 `0` for a header and `1` for a code, 17-76 short title, 78 and on the long one.
Code list: 1-7 code, 9 and on the title. Addenda: `Add:`, `Delete:`, `Revise from:` or `Revise to:`, 14-20 code, then as in the file
that they change (22 and on; the long title at 83). Conversion table: tab-separated, one row for each code that came, went or was
worded anew, by fiscal year; the comment is left out together with its tab where there is none.
The code set changes on October 1, and by an update on April 1.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.books.icd10_days import released
from superbill.codes.books.icd10pcs_tables import PCS_TABLE, TABLES_ADDENDA, TABLES_XML
from superbill.codes.books.icd10pcs_words import (
    DEFINITION,
    DEFINITION_ADDENDA,
    DEFINITIONS_XML,
    INDEX_ADDENDA,
    INDEX_XML,
    PCS_INDEX,
)  # fmt: skip
from superbill.codes.source import Source

_WHOLE = re.compile(r"[0-9A-HJ-NP-Z]{7}", re.ASCII)
_LINE = re.compile(r"(\d{5}) ([0-9A-HJ-NP-Z]{7}|[0-9A-HJ-NP-Z]{3} {4}) ([01]) (.{60}) (\S.*)", re.ASCII)
_LISTED = re.compile(r"([0-9A-HJ-NP-Z]{7}) (\S.*)", re.ASCII)
_CHANGE = re.compile(r"(?=(Add|Delete|Revise from|Revise to): ).{13}([0-9A-HJ-NP-Z]{7}|[0-9A-HJ-NP-Z]{3} {4}) (\S.*)", re.ASCII)
_COUNTED = re.compile(r"\s*(Headers|Codes|of which|(\d+) (headers|codes|additions|deletions|revisions)\b.*)?\s*")
_CONVERSION = (
    "Current code(s) assignment",
    "Code title",
    "Effective year",
    "Previous code(s) assignment",
    "Predecessor code title",
)


# --- codes


def _read(source: Source) -> Iterator[Row]:
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _LINE.fullmatch(text.rstrip())
        code = found[2].rstrip() if found else ""
        if not found or int(found[1]) != line or (len(code) == 7) != (found[3] == "1"):
            raise source.wrong("The line is not as in an ICD-10-PCS order file: number, code, 0 or 1, two titles.", line)
        yield Row("pcs", (code, found[5].strip(), found[4].strip(), int(found[3])), line)


def _read_list(source: Source) -> Iterator[Row]:
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _LISTED.fullmatch(text.rstrip())
        if not found:
            raise source.wrong("The line is not as in an ICD-10-PCS code list: code, title.", line)
        yield Row("pcs", (found[1], found[2].strip(), "", 1), line)


def _read_addenda(source: Source) -> Iterator[Row]:
    """What is true after the changes. The file ends with counts, by which it is known to be whole."""
    after: dict[str, Row] = {}
    done = {"additions": 0, "deletions": 0}
    counted = dict.fromkeys(done, -1)
    for line, text in source.lines(ended=True):
        found, count = _CHANGE.fullmatch(text.rstrip()), _COUNTED.fullmatch(text)
        if found:
            done["additions"] += found[1] == "Add"
            done["deletions"] += found[1] == "Delete"
            _take(source, after, found, line)
        elif count is None:
            raise source.wrong("The line is not as in ICD-10-PCS addenda: Add, Delete or Revise, code, title.", line)
        elif count[3] in counted:
            counted[count[3]] = max(counted[count[3]], 0) + int(count[2])
    if counted != done:
        raise source.wrong(f"The file counts other additions or deletions ({counted}) than it tells ({done}): it was cut.", 0)
    yield from after.values()


def _take(source: Source, after: dict[str, Row], found: re.Match[str], line: int) -> None:
    did, code, words = found[1], found[2].rstrip(), found[3]
    before = after.get(code)
    short, title = ("", words) if source.says("codes_addenda") else (words[:60].strip(), words[61:].strip())
    if not title:
        raise source.wrong("The line has no long title.", line)
    row = Row("pcs", (code, title, short, int(len(code) == 7)), line, gone=did == "Delete")
    if before and before.gone and row.gone:
        raise source.wrong(f"{code} is taken away twice.", line)
    if did == "Revise from" or (row.gone and before):
        return
    if before and not before.gone:
        raise source.wrong(f"{code} is added or worded anew twice.", line)
    after[code] = row


# --- conversion table


def _read_conversion(source: Source) -> Iterator[Row]:
    for line, text in source.lines(ended=True):
        try:
            cells = [cell.strip() for cell in next(csv.reader([text], delimiter="\t", strict=True), [])]
        except csv.Error as wrong:
            raise source.wrong(f"The row is not well-formed ({wrong}).", line) from wrong
        if line == 1:
            if tuple(cells[:5]) != _CONVERSION:
                raise source.wrong("The header is not that of the ICD-10-PCS conversion table.", line)
        elif cells:
            yield _conversion(source, cells, line)


def _conversion(source: Source, cells: list[str], line: int) -> Row:
    if len(cells) not in (7, 8):
        raise source.wrong(f"The row has {len(cells)} columns and should have 7 or 8.", line)
    code, title, year, previous, former, change, comment, month = cells if len(cells) == 8 else [*cells[:6], "", cells[6]]
    if any(each != "NoPCS" and not _WHOLE.fullmatch(each) for each in (code, previous)):
        raise source.wrong(f"{code[:10]!r} or {previous[:10]!r} is no ICD-10-PCS code.", line)
    day = _fiscal(year, month)
    if not day or change not in ("New", "Revised", "Deleted"):
        raise source.wrong(f"{change[:20]!r} in {year[:10]!r} on {month[:10]!r} is no change that the table knows.", line)
    code, previous = code.removeprefix("NoPCS"), previous.removeprefix("NoPCS")
    named = (code, previous, day, change.lower(), title if code else "", former if previous else "", comment)
    return Row("conversion", named, line)


def _fiscal(year: str, month: str) -> int:
    """The day of a fiscal year and a month: 2026 and 10.01 is October 1, 2025. 0 for none."""
    found = re.fullmatch(r"(0[1-9]|1[0-2])\.01", month)
    if not found or not re.fullmatch(r"20\d\d", year):
        return 0
    return (int(year) - (int(found[1]) >= 10)) * 10_000 + int(found[1]) * 100 + 1


def _converted(source: Source) -> date | None:
    """The newest day in the table: its name tells none."""
    newest = 0
    with source.open() as file:
        for line in file:
            cells = line.rstrip().split(b"\t")
            if len(cells) in (7, 8):
                newest = max(newest, _fiscal(cells[2].decode("latin-1"), cells[-1].decode("latin-1")))
    return date(newest // 10_000, newest // 100 % 100, 1) if newest else None


# --- how they are told apart


def _is_order(source: Source) -> bool:
    return bool(source.says(r"icd10pcs_order_(20\d\d)\.txt")) or bool(
        re.match(r"00001 (?!A)[0-9A-HJ-NP-Z]{3,7} *[01] ", source.first)
    )


def _is_list(source: Source) -> bool:
    return bool(source.says(r"icd10pcs_codes_(20\d\d)\.txt")) or bool(re.match(r"0016070 \S", source.first))


def _is_addenda(source: Source) -> bool:
    return bool(source.says(r"^(icd10pcs_)?(order|codes)_addenda")) or bool(
        re.match(r"\s*(Add|Delete|Revise from): +(?=.{0,6}\d)[0-9A-HJ-NP-Z]{7} ", source.first)
    )


def _is_conversion(source: Source) -> bool:
    return source.first.startswith("\t".join(_CONVERSION[:3]))


BOOK = Book(
    name="icd10pcs",
    title="ICD-10-PCS",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    licence="public domain (work of the United States government)",
    every="each October 1, with an update on April 1",
    tables=(
        Table(
            "pcs",
            "Procedures and the headings above them.",
            (
                Column("code", "The code, without a dot."),
                Column("title", "Its long title."),
                Column("short", "Its short title; empty where only the code list is installed."),
                Column("billable", "1 for a whole code, 0 for a heading of three characters.", "flag"),
            ),
            title="title",
        ),
        PCS_TABLE,
        PCS_INDEX,
        DEFINITION,
        Table(
            "conversion",
            "Which codes came, went or were worded anew, what stood for them before, and since when.",
            (
                Column("code", "The code after the change; empty when there is none."),
                Column("previous", "The code before; empty when there was none."),
                Column("day", "The day of the change.", "day"),
                Column("change", "new, revised or deleted."),
                Column("title", "The title of the code."),
                Column("previous_title", "The title before."),
                Column("comment", "What CMS says of it."),
            ),
            keys=4,
            title="title",
        ),
    ),
    layouts=(
        Layout("order file", "release", ("pcs",), _is_order, released, _read),
        Layout("order addenda", "changes", ("pcs",), _is_addenda, released, _read_addenda),
        Layout("code list", "release", ("pcs",), _is_list, released, _read_list),
        TABLES_XML,
        TABLES_ADDENDA,
        INDEX_XML,
        INDEX_ADDENDA,
        DEFINITIONS_XML,
        DEFINITION_ADDENDA,
        Layout("conversion table", "release", ("conversion",), _is_conversion, _converted, _read_conversion),
    ),
)
