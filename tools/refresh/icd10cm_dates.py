"""Make `icd10cm_dates.csv.gz` and `icd10cm_manifestations.csv.gz` anew: since when diagnosis codes hold, which ended, which go second.

    python tools/refresh/icd10cm_dates.py            write the tables
    python tools/refresh/icd10cm_dates.py --check    say whether they are what the source gives; change nothing

The Integrated Outpatient Code Editor knows every code that may be billed with the quarters in which it is valid. Headings are not in
it: a heading is as old as the oldest code below it, or as young as the end of its own time as a code that could be billed. Titles are
those of the codes that ended; the others are in the tabular list.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.books.icd10cm_lists import dotted
from superbill.codes.books.icd10cm_tabular import read_tabular, shipped_tabular
from tools.refresh.ioce import SOURCE, editor
from tools.refresh.shipped_tables import Table, run

HEAD = (
    "When ICD-10-CM codes began and ended, from July 1, 2019 on. No `since`: it held on that day already. Codes that are not named here",
    "held on that day and hold on; a row with `until` is a code that ended, or that could be billed until it became a heading.",
    f"Source: {SOURCE}; made by tools/refresh/icd10cm_dates.py.",
)
MANIFESTATIONS = (
    "Codes of manifestations: they are never listed first, what causes them goes before (Guidelines, section I.A.13). From July 1, 2019 on;",
    "no `since`: on that day already; no `until`: to this day.",
    f"Source: {SOURCE}; made by tools/refresh/icd10cm_dates.py.",
)
Periods = list[tuple[int, int, str]]


def table() -> tuple[Table, ...]:
    """The tables."""
    periods, manifestations = _periods(), _periods("manifestation")
    rows = sorted((code, str(since or ""), str(until or "")) for code, held in manifestations.items() for since, until, _ in held)
    return (
        Table("icd10cm_dates.csv.gz", HEAD, ("code", "since", "until", "parent", "title"), sorted(_rows(periods))),
        Table("icd10cm_manifestations.csv.gz", MANIFESTATIONS, ("code", "since", "until"), rows),
    )


def _rows(periods: dict[str, Periods]) -> Iterator[tuple[str, ...]]:
    (shipped,) = shipped_tabular()
    listed = {str(row.cells[0]): bool(row.cells[3]) for row in read_tabular(shipped.source) if row.table == "code"}
    known = {*listed, *periods}
    for code, held in periods.items():
        for since, until, title in held:
            if until or not listed.get(code):
                if not until:
                    sys.exit(f"{code} is said to hold on, and the tabular list has no such code")
                yield code, str(since or ""), str(until), _parent(code, known), title
            elif since:
                yield code, str(since), "", "", ""
    for code, since in _headings([code for code, billable in listed.items() if not billable], periods):
        yield code, str(since), "", "", ""


def _periods(flag: str = "") -> dict[str, Periods]:
    """When each code could be billed, or had that flag: (since, until, title); 0 for an open end. Quarters that follow one another are one."""
    held: dict[str, Periods] = defaultdict(list)
    with editor("data_dx10") as ioce:
        for key, row in ioce.tables["data_dx10"]:
            if flag and not row[flag]:
                continue
            code = dotted(key.partition("|")[0])
            held[code].append((*ioce.period(row), str(row["description"])))
    return {code: _joined(sorted(periods)) for code, periods in held.items()}


def _joined(periods: Periods) -> Periods:
    joined: Periods = []
    for since, until, title in periods:
        begins = joined.pop()[0] if joined and joined[-1][1] == since else since
        joined.append((begins, until, title))
    return joined


def _headings(headings: list[str], periods: dict[str, Periods]) -> Iterator[tuple[str, int]]:
    oldest: dict[str, int] = {}
    for code, held in periods.items():
        for length in range(3, len(code)):
            above = code[:length].rstrip(".")
            oldest[above] = min(oldest.get(above, held[0][0]), held[0][0])
    for heading in headings:
        since = periods[heading][-1][1] if heading in periods else oldest[heading]
        if since:
            yield heading, since


def _parent(code: str, known: set[str]) -> str:
    for length in range(len(code) - 1, 2, -1):
        if code[:length].rstrip(".") in known:
            return code[:length].rstrip(".")
    return ""


if __name__ == "__main__":
    sys.exit(run(table, __doc__))
