"""The United States: its edits, and the tables that they look into."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module, resources

from superbill.edits.catalogue import by_code, edits_in, everywhere
from superbill.edits.kinds import Edit
from superbill.edits.tables import DatedTable, table_from_csv

# name of the table: its file in data/, and the columns that hold whole numbers
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ncci_pair": ("ncci_ptp_sample.csv", ()),
    "mue": ("mue_sample.csv", ("most", "mai")),
    "place_of_service": ("place_of_service.csv", ()),
}


@cache
def us_edits() -> tuple[Edit, ...]:
    """The edits that hold in the United States only, by code."""
    return edits_in(import_module("superbill.places.us.edits"))


@cache
def all_edits() -> tuple[Edit, ...]:
    """The edits for a claim in the United States: those that hold everywhere, and its own."""
    return by_code(everywhere(), us_edits())


@cache
def us_tables() -> Mapping[str, DatedTable]:
    """The tables that ship with the program, by name: ncci_pair and mue (samples), place_of_service (whole)."""
    folder = resources.files("superbill.places.us") / "data"
    return {
        name: table_from_csv(name, text=(folder / file).read_text(encoding="utf-8"), whole_numbers=numbers)
        for name, (file, numbers) in _TABLES.items()
    }
