"""Repairs of values as they are written on claims in the United States: found by walking this folder, as edits are.

repairs = us_repairs()
"""

import sys
from functools import cache

from superbill.edits.repair import Repair, repairs_in


@cache
def us_repairs() -> tuple[Repair, ...]:
    """Every repair, by code."""
    return repairs_in(sys.modules[__name__])
