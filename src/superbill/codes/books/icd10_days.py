"""From when a file of ICD-10-CM or ICD-10-PCS holds, as its name says it.

`April-1-2026` is the day itself; a bare year is the fiscal year, which begins on the October 1 before it; `FY26` likewise.
"""

import re
from datetime import date

from superbill.codes.source import Source

_MONTHS = {name: number for number, name in enumerate(("jan", "apr", "jul", "oct"), start=0)}
_DAY = re.compile(r"(?<![a-z])(jan|apr|jul|oct)[a-z]*[-_ ]+(?:(\d{1,2})[-_ ]+)?(20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FISCAL = re.compile(r"FY[-_ ]?(?:20)?(\d\d)(?!\d)", re.IGNORECASE)


def released(source: Source) -> date | None:
    """The day in the name, or the beginning of its fiscal year; None when the name tells neither."""
    if day := _DAY.search(source.name):
        return date(int(day[3]), 1 + 3 * _MONTHS[day[1].lower()], int(day[2] or 1))
    if fiscal := _FISCAL.search(source.name):
        return date(2000 + int(fiscal[1]) - 1, 10, 1)
    year = _YEAR.search(source.name)
    return date(int(year[1]) - 1, 10, 1) if year else None
