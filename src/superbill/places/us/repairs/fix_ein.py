"""FIX-EIN  Tax number with hyphens or blanks.

What it finds
    An employer identification number or a Social Security number that is written with hyphens or
    blanks.

Why it matters
    The file takes nine digits; payers reject a number that they cannot match with their records.

What to do
    Repair it, and have the number entered without hyphens where the practice or the clinician is
    registered.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_SHAPES = re.compile(r"\d{2}[- ]?\d{7}|\d{3}[- ]?\d{2}[- ]?\d{4}", re.ASCII)


def mend(text: str) -> str:
    """Nine digits, where the text is a number in one of its two printed shapes."""
    number = text.strip()
    return re.sub("[- ]", "", number) if _SHAPES.fullmatch(number) else text


REPAIR = Repair(
    code="FIX-EIN",
    title="Tax number with hyphens or blanks",
    source=Source(
        "Implementation guide 005010X222A1",
        "loop 2010AA REF, billing provider tax identification; 26 CFR 301.6109-1, shape of the numbers",
    ),
    of=("tax_id",),
    mend=mend,
)
