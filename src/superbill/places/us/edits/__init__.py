"""Edits of the United States: its identifiers, its code sets, Medicare's coding policies. One module is one edit.

findings = check(claim, Context(on=today, icd10cm=codes, tables=us_tables()), edits=us_edits())
"""

import sys
from collections.abc import Mapping
from functools import cache
from importlib import resources

from superbill.codes.shipped import period_of, shipped_rows
from superbill.edits.catalogue import by_code, edits_in, everywhere
from superbill.edits.kinds import Edit
from superbill.edits.tables import DatedTable, table_from_csv, table_from_rows

# name of the table: its file in places/us/data, and the columns that hold whole numbers
_SAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ncci_pair": ("ncci_ptp_sample.csv", ()),
    "mue": ("mue_sample.csv", ("most", "mai")),
}


@cache
def us_edits() -> tuple[Edit, ...]:
    """Every edit for a claim in the United States, by code: those that hold everywhere, and those of this folder."""
    return by_code(everywhere(), edits_in(sys.modules[__name__]))


@cache
def us_tables() -> Mapping[str, DatedTable]:
    """The tables that ship with the program, by name: ncci_pair and mue (samples), place_of_service (whole)."""
    folder = resources.files("superbill.places.us") / "data"
    tables = {
        name: table_from_csv(name, text=(folder / file).read_text(encoding="utf-8"), whole_numbers=numbers)
        for name, (file, numbers) in _SAMPLES.items()
    }
    return tables | {"place_of_service": _place_of_service()}


def _place_of_service() -> DatedTable:
    rows = ((row, period_of(row)) for row in shipped_rows("place_of_service.csv"))
    return table_from_rows("place_of_service", [{**row, "since": period.since, "until": period.until} for row, period in rows])
