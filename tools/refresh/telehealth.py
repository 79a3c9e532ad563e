"""Make the list of Medicare telehealth services that comes with superbill: bare codes and the days on which they were on it.

CMS's Integrated Outpatient Code Editor marks them since July 2023; the package pyoce carries its tables. No descriptor is taken,
CPT's or other.

    python tools/refresh/telehealth.py            write src/superbill/codes/data/telehealth.csv.gz anew
    python tools/refresh/telehealth.py --check    say whether it is what the package gives; change nothing
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.refresh.hcpcs import iso
from tools.refresh.ioce import SOURCE, Editor, editor
from tools.refresh.shipped_tables import Table, run


def make() -> Sequence[Table]:
    """The table."""
    with editor("data_hcpcs") as tables:
        head = (
            "superbill telehealth",
            f"Holds from: {iso(tables.starts[tables.last])}",
            "Services on Medicare's telehealth list: bare codes, without any words.",
            f"Source: {SOURCE}.",
            "Made by tools/refresh/telehealth.py; do not edit by hand. The marks begin in July 2023; no last day: still on the list.",
        )
        return [Table("telehealth.csv.gz", head, ("code", "since", "until"), sorted(rows_of(tables)))]


def rows_of(tables: Editor) -> Iterator[tuple[str, str, str]]:
    """Each code with the days on which it was on the list; versions that follow one another are one row."""
    told: dict[str, list[list[int]]] = {}
    for key, row in sorted(tables.tables["data_hcpcs"], key=lambda each: int(each[1]["lo_version"])):
        if row["telehealth"]:
            since, until = tables.period(row)
            periods = told.setdefault(key.split("|")[0], [])
            if periods and periods[-1][1] == since:
                periods[-1][1] = until
            else:
                periods.append([since, until])
    for code, periods in told.items():
        for since, until in periods:
            yield code, iso(since), iso(until)


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
