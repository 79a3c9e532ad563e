"""FIX-PHONE  Telephone number with signs.

What it finds
    A telephone or fax number with brackets, hyphens, dots, blanks, or the 1 of long distance before it.

Why it matters
    The file takes ten digits; a number with signs makes some payers reject the whole file.

What to do
    Repair it, and correct it where the practice is registered.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_PRINTED = re.compile(r"(?:\+?1[-. ]?)?\(?([2-9]\d{2})\)?[-. ]*(\d{3})[-. ]?(\d{4})", re.ASCII)


def mend(text: str) -> str:
    """Ten digits of a number of North America; one with an extension, and any other, stays."""
    found = _PRINTED.fullmatch(text.strip())
    return "".join(found.groups()) if found else text


REPAIR = Repair(
    code="FIX-PHONE",
    title="Telephone number with signs",
    source=Source(
        "Implementation guide 005010X222A1", "loop 1000A and 2010AA PER04: area code and number, without signs between"
    ),
    of=("phone",),
    mend=mend,
)
