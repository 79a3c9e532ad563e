"""Which table serves a transaction set: found by ST01 and the guide in ST03 or GS08, by walking the folder of tables."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import lru_cache

from superbill.x12 import transactions
from superbill.x12.tables import Transaction

FUNCTIONS = {
    "837": "HC", "835": "HP", "270": "HS", "271": "HB", "276": "HR", "277": "HN", "278": "HI", "834": "BE", "820": "RA",
    "275": "PI", "999": "FA", "997": "FA", "824": "AG",
}  # fmt: skip
"""GS01 by ST01 (X12 element 479)."""

ADOPTED = {"834": "005010X220", "820": "005010X218", "278": "005010X217"}
"""The guide that a file means which names only its version, where X12 has several of one ST01: the one that HIPAA adopts
(45 CFR 162.1502, 162.1702, 162.1302). An 837 is not among them: HIPAA adopts three; nor a 277, most of which are 277CA."""


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

    The errata letter is let pass: the base guide's table serves an erratum that is not known. A kind that has one guide only,
    or one of a version, may leave it out; where there are several the one in `ADOPTED` is meant. Several tables are left when
    one guide has a request and a response; `begins` tells them apart.
    """
    tables, guide = tables_of(kind), guide.strip().upper()
    exact = tuple(table for table in tables if guide in table.guides)
    near = tuple(table for table in tables if guide[:10] == table.guide[:10])
    return exact or near or _nameless(tables, guide)


def _nameless(tables: Sequence[Transaction], guide: str) -> tuple[Transaction, ...]:
    """The tables that are meant by a version alone, such as 005010, or by nothing."""
    if guide not in ("", *(table.guide[:6] for table in tables)):
        return ()
    found = tuple(table for table in tables if table.guide.startswith(guide))
    if len({table.guide[:10] for table in found}) == 1:
        return found
    return tuple(table for table in found if table.guide[:10] == ADOPTED.get(table.kind))


def is_version(table: Transaction, guide: str) -> bool:
    """Whether a table serves just this version; a version alone (005010) will do where it can mean only this guide."""
    guide = guide.strip().upper()
    return guide in table.guides or (guide == table.guide[:6] and table in find_tables(table.kind, guide))
