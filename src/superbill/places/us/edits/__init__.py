"""Edits of the United States: its identifiers, its code sets, Medicare's coding policies. A folder for each family, a module for each edit.

findings = check(claim, Context(on=today, icd10cm=codes, tables=us_tables()), edits=us_edits())
"""

import sys
from functools import cache

from superbill.edits.catalogue import by_code, edits_in, everywhere
from superbill.edits.kinds import Edit
from superbill.places.us.tables import us_tables

__all__ = ["us_edits", "us_tables"]


@cache
def us_edits() -> tuple[Edit, ...]:
    """Every edit for a claim in the United States, by code: those that hold everywhere, and those of this folder."""
    return by_code(everywhere(), edits_in(sys.modules[__name__]))
