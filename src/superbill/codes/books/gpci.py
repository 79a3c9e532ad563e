"""Geographic practice cost indices: what RVUs are multiplied with in each locality of the Medicare physician fee schedule.

`GPCI2026.csv` (Addendum E of the rule): a title, a header, a row for each locality, footnotes to the marks at the ends of names.
The index of work has a floor of 1.0 while Congress renews it; years in which it may lapse give both. `26LOCCO.csv` beside it names the
counties of each locality; cells that repeat the row above are empty, and leading zeros are lost.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, one_of, rate_in
from superbill.codes.source import Source

_COUNTIES = Sheet(
    {
        "contractor": "medicare admini?strative contractor",
        "locality": "locality number",
        "state": "state",
        "area": "fee schedule area",
        "counties": "counties",
    },
    above=1,
)
_SHEET = Sheet(
    {
        "contractor": r"medicare administrative contractor.*",
        "state": "state",
        "locality": "locality number",
        "name": "locality name",
        "work": r"20\d\d pw gpci(?!.*without).*",
        "work_without_floor?": r"20\d\d pw gpci.*without.*",
        "practice_expense": r"20\d\d pe gpci.*",
        "malpractice": r"20\d\d mp gpci.*",
    }
)


def _released(source: Source) -> date | None:
    told = re.search(r"\bCY (20\d\d)", source.first, re.ASCII) or source.says(r"GPCI(20\d\d)")
    return date(int(told[1]), 1, 1) if told else None


def _released_counties(source: Source) -> date | None:
    told = re.search(r"\b(20\d\d) LOCALITIES", source.first, re.ASCII) or source.says(r"(?:20)?(\d\d)LOCCO")
    return date(int(told[1]) % 100 + 2000, 1, 1) if told else None


def _place(source: Source, contractor: str, locality: str, line: int) -> tuple[str, str]:
    """Contractor and locality, with the zeros that spreadsheets lose."""
    one_of(source, contractor, line, pattern=r"\d{4,5}", what="contractor of five digits")
    one_of(source, locality, line, pattern=r"\d{1,2}", what="locality of two digits")
    return contractor.zfill(5), locality.zfill(2)


def _read(source: Source) -> Iterator[Row]:
    for line, (contractor, state, locality, name, *indices) in _SHEET.rows(source):
        one_of(source, state, line, pattern=r"[A-Z]{2}", what="state")
        numbers = [rate_in(source, text, line, empty=()) for text in (indices[0], indices[1] or indices[0], *indices[2:])]
        if not all(1_000 < number < 50_000 for number in numbers):
            raise source.wrong("The row has an index that is not between 0.1 and 5.", line)
        yield Row("gpci", (*_place(source, contractor, locality, line), state, name.rstrip("* "), *numbers), line)


def _read_counties(source: Source) -> Iterator[Row]:
    """A row without a locality goes on with the counties of the one above."""
    held: Row | None = None
    state = ""
    for line, (contractor, locality, told, area, counties) in _COUNTIES.rows(source):
        state = told or state
        if locality:
            if held:
                yield held
            held = Row("county", (*_place(source, contractor, locality, line), state, area.rstrip("* "), counties), line)
        elif held and counties and not contractor:
            held = held._replace(cells=(*held.cells[:-1], f"{held.cells[-1]} {counties}"))
        else:
            raise source.wrong("The row has no locality.", line)
    if held:
        yield held


BOOK = Book(
    name="gpci",
    title="Geographic practice cost indices",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/fee-schedules/physician",
    licence="public domain (work of the United States government)",
    every="each January 1",
    tables=(
        Table(
            "gpci",
            "Localities of the physician fee schedule and their indices, in ten-thousandths.",
            (
                Column("contractor", "The Medicare administrative contractor, five digits."),
                Column("locality", "The locality of that contractor, two digits."),
                Column("state", "The state, two letters."),
                Column("name", "What the locality is called."),
                Column("work", "Index of work, with the floor where there is one.", "rate"),
                Column(
                    "work_without_floor", "Index of work without the floor; the same where the file does not tell it.", "rate"
                ),
                Column("practice_expense", "Index of practice expense.", "rate"),
                Column("malpractice", "Index of malpractice.", "rate"),
            ),
            keys=2,
            title="name",
        ),
        Table(
            "county",
            "The counties of each locality.",
            (
                Column("contractor", "The Medicare administrative contractor, five digits."),
                Column("locality", "The locality of that contractor, two digits."),
                Column("state", "The state, by its name."),
                Column("area", "What the locality is called."),
                Column("counties", "Its counties, as told."),
            ),
            keys=2,
            title="area",
        ),
    ),
    layouts=(
        Layout("addendum E", "release", ("gpci",), _SHEET.recognises, _released, _read),
        Layout(
            "counties",
            "release",
            ("county",),
            _COUNTIES.recognises,
            _released_counties,
            _read_counties,
            lambda source: "counties",
        ),
    ),
)
