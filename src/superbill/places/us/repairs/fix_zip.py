"""FIX-ZIP  ZIP code with a hyphen or blanks.

What it finds
    A ZIP code of nine digits with a hyphen or a blank in it, or one of five digits with a hyphen or
    blanks behind it.

Why it matters
    The file takes five or nine digits; with anything else the claim is rejected.

What to do
    Repair it, and correct it where the address is registered.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_PRINTED = re.compile(r"(\d{5})(?:[- ]*|[- ](\d{4}))", re.ASCII)


def mend(text: str) -> str:
    """Five or nine digits of a code of the United States; any other stays."""
    found = _PRINTED.fullmatch(text.strip())
    return found[1] + (found[2] or "") if found else text


REPAIR = Repair(
    code="FIX-ZIP",
    title="ZIP code with a hyphen or blanks",
    source=Source(
        "Implementation guide 005010X222A1", "N403, postal code; United States Postal Service, Publication 28, section 216"
    ),
    of=("zip_code",),
    mend=mend,
)
