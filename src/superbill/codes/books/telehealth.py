"""Services that Medicare pays by telehealth: bare codes and the days on which they are on the list.

The list of CMS (`List of Telehealth Services for Calendar Year 2026`, as CSV or tab-delimited text) carries CPT descriptors: they
are not read, so that no licence is needed.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_TABLE = Table(
    "telehealth",
    "Services on the list.",
    (
        Column("code", "CPT or HCPCS code; no words."),
        Column("sound_only", "yes where sound alone is enough, no, or empty where it is not told."),
        Column("limits", "What Medicare limits, such as: Non-covered service; empty where nothing is told."),
    ),
)
_PLAIN = plain_layout("telehealth", _TABLE)
_TITLE = re.compile(r"list of (?:medicare )?telehealth services", re.IGNORECASE)


def _mark(source: Source) -> str:
    return "\t" if "\t" in source.first else ","


def _recognises(source: Source) -> bool:
    return bool(_TITLE.search(source.first) and re.search(r'^"?code"?[,\t]', source.first, re.IGNORECASE | re.MULTILINE))


def _released(source: Source) -> date | None:
    """The first of the calendar year that the name or the title tells."""
    told = source.says(r"(20[2-9]\d)") or re.search(
        r"(?:calendar year|effective january 1,) (20[2-9]\d)", source.first, re.IGNORECASE
    )
    return date(int(told[1]), 1, 1) if told else None


def _read(source: Source) -> Iterator[Row]:
    names: list[str] = []
    for line, row in source.rows(mark=_mark(source), encoding=source.encoding(), ended=True):
        if not names:
            names = [cell.lower() for cell in row] if row and row[0].lower() == "code" else []
            sound = next((place for place, name in enumerate(names) if "audio-only" in name), -1)
            limits = next((place for place, name in enumerate(names) if "limitation" in name), -1)
        elif not any(row[1:]):
            continue  # an empty line, or a note below the list
        elif len(row) != len(names) or not re.fullmatch(r"[0-9A-Z]\d{3}[0-9A-Z]", row[0], re.ASCII):
            raise source.wrong(f"The row is no code with {len(names)} columns.", line)
        else:
            yield Row("telehealth", (row[0], row[sound].lower() if sound > 0 else "", row[limits] if limits > 0 else ""), line)
    if not names:
        raise source.wrong("The row with the names of the columns is missing.", 0)


BOOK = Book(
    name="telehealth",
    title="Medicare telehealth services",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coverage/telehealth/list-services",
    licence="codes only; the list is public, the descriptors of CPT in it are not read",
    every="each January 1, and in between",
    tables=(_TABLE,),
    layouts=(Layout("list of services", "release", ("telehealth",), _recognises, _released, _read), _PLAIN),
    shipped=shipped_tables(("telehealth.csv.gz", _PLAIN)),
)
