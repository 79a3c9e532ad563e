"""Which table serves a transaction set: found by ST01 and the guide in ST03 or GS08, by walking the folder of tables."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache

from superbill.x12 import transactions
from superbill.x12.tables import Transaction

FUNCTIONS = {
    "837": "HC", "835": "HP", "270": "HS", "271": "HB", "276": "HR", "277": "HN", "278": "HI", "834": "BE", "820": "RA",
    "275": "PI", "999": "FA", "997": "FA", "824": "AG",
}  # fmt: skip
"""GS01 by ST01 (X12 element 479)."""


@lru_cache(maxsize=64)
def tables_of(kind: str) -> tuple[Transaction, ...]:
    """Every table whose ST01 is this, such as the three of 837, in the order of their guides."""
    found = {id(table): table for table in _tables_in(f"t{kind}") if table.kind == kind}
    return tuple(sorted(found.values(), key=lambda table: (table.guide, table.title)))


def all_tables() -> tuple[Transaction, ...]:
    """Every table that there is."""
    found = {id(table): table for table in _tables_in("t")}
    return tuple(sorted(found.values(), key=lambda table: (table.kind, table.guide, table.title)))


def _tables_in(prefix: str) -> Iterator[Transaction]:
    for module in pkgutil.iter_modules(transactions.__path__):
        if module.name.startswith(prefix):
            loaded = importlib.import_module(f"{transactions.__name__}.{module.name}")
            yield from (value for value in vars(loaded).values() if isinstance(value, Transaction))


def find_tables(kind: str, guide: str) -> tuple[Transaction, ...]:
    """The tables that serve ST01 and a guide such as 005010X222A1; empty when we know none.

    The errata letter is let pass: the base guide's table serves an erratum that is not known. A kind that has one guide only
    may leave it out. Several tables are left when one guide has a request and a response; `begins` tells them apart.
    """
    tables, guide = tables_of(kind), guide.strip().upper()
    exact = tuple(table for table in tables if guide in table.guides)
    near = tuple(table for table in tables if guide[:10] == table.guide[:10])
    nameless = tuple(tables) if len(tables) == 1 and guide in ("", "005010", tables[0].guide[:6]) else ()
    return exact or near or nameless


def is_version(table: Transaction, guide: str) -> bool:
    """Whether a table serves just this version; a version alone (005010) will do where its ST01 has one guide only."""
    guide = guide.strip().upper()
    return guide in table.guides or (guide == table.guide[:6] and len(tables_of(table.kind)) == 1)
