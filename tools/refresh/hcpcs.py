"""Make the table of HCPCS Level II that comes with superbill: codes, CMS's short descriptors, and the quarters in which they held.

CMS's Integrated Outpatient Code Editor lists every code of every quarter; the package pyoce carries its tables. Taken are the
codes A to V, whose short descriptors are CMS's own and public; dental codes (D) and CPT codes and their words are left out.
A code of the oldest quarter has no first day: it is older. Where the editor tells a first or last day within a quarter, that day
is taken. The words of modifiers are ours (hcpcs_modifiers.csv); which of them are missing is said.

    python tools/refresh/hcpcs.py            write src/superbill/codes/data/hcpcs.csv.gz anew
    python tools/refresh/hcpcs.py --check    say whether it is what the package gives; change nothing
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.columns import day_after
from superbill.codes.shipped import shipped_rows
from tools.refresh.ioce import SOURCE, Editor, editor
from tools.refresh.shipped_tables import Table, run

PUBLIC = re.compile(r"[A-CE-V]\d{4}", re.ASCII)
LEVEL_TWO_MODIFIER = re.compile(r"(?!P[1-6])[A-V][0-9A-Z]|X[EPSU1-5]", re.ASCII)
APPROVED_FROM = frozenset({67, 68, 69, 110, 134})
"""Edits of the editor that refuse a service before the day in `date_approved`; of these 69 and 134 also after `date_terminated`."""


def make() -> Sequence[Table]:
    """The table, and on the way what is wrong with the modifiers."""
    with editor("data_hcpcs", "data_modifier") as tables:
        head = (
            "superbill hcpcs",
            f"Holds from: {iso(tables.starts[tables.last])}",
            "HCPCS Level II without dental codes: codes, short descriptors of CMS, and the days on which they held.",
            f"Source: {SOURCE}.",
            "Made by tools/refresh/hcpcs.py; do not edit by hand. No day: older than July 2019, or still in force.",
        )
        rows = sorted(rows_of(tables))
        known = {key.split("|")[0] for key, _ in tables.tables["data_modifier"]}
    ours = {row["code"] for row in shipped_rows("hcpcs_modifiers.csv")}
    wanted = {code for code in known if LEVEL_TWO_MODIFIER.fullmatch(code)}
    if wanted != ours:
        print(
            f"hcpcs_modifiers.csv: missing {sorted(wanted - ours)}, unknown to the editor {sorted(ours - wanted)}",
            file=sys.stderr,
        )
    return [Table("hcpcs.csv.gz", head, ("code", "title", "short", "since", "until"), rows)]


def rows_of(tables: Editor) -> Iterator[tuple[str, ...]]:
    """Each code with one row for each wording: code, title, short, since, until."""
    codes: dict[str, list[dict[str, Any]]] = {}
    for key, row in tables.tables["data_hcpcs"]:
        code = key.split("|")[0]
        if PUBLIC.fullmatch(code):
            codes.setdefault(code, []).append(row)
    for code, rows in codes.items():
        told: list[list[Any]] = []
        for row in sorted(rows, key=lambda row: int(row["lo_version"])):
            since, until = days_of(tables, row, is_first=not told)
            if told and told[-1][2] == since and same(told[-1][0], row["description"]):
                told[-1][0], told[-1][2] = row["description"], until
            else:
                told.append([row["description"], since, until])
        for words, since, until in told:
            yield code, words, words, iso(since), iso(until)


def days_of(tables: Editor, row: dict[str, Any], *, is_first: bool) -> tuple[int, int]:
    """The days of a row, narrowed by what the editor tells of days within its quarters."""
    since, until = tables.period(row)
    if row["mid_quarter_date_edit"] in APPROVED_FROM:
        approved, ended = int(row["date_approved"]), int(row["date_terminated"])
        if is_first and since < approved < (until or 99_999_999):
            since = approved if since else 0
        if ended and until and since < ended < until:
            until = day_after(ended)
    return since, until


def same(one: str, other: str) -> bool:
    """Whether two wordings differ in capitals and spaces only."""
    return "".join(one.lower().split()) == "".join(other.lower().split())


def iso(day: int) -> str:
    """20260401 as 2026-04-01; nothing for 0."""
    return f"{day // 10_000}-{day // 100 % 100:02}-{day % 100:02}" if day else ""


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
