"""FIX-MBI  Medicare number with hyphens, blanks or small letters.

What it finds
    A member id that is a Medicare Beneficiary Identifier as the card prints it: with hyphens, or in
    small letters or with blanks.

Why it matters
    The hyphens on the card are for reading only; with them Medicare does not find the patient.

What to do
    Repair it. A member id of another shape is left alone: in it hyphens and small letters may count.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_LETTER, _EITHER = "[AC-HJKMNP-RT-Y]", "[0-9AC-HJKMNP-RT-Y]"
_MBI = re.compile(f"[1-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{{2}}[0-9]{{2}}", re.ASCII)


def mend(text: str) -> str:
    """Eleven characters in capitals, where the text is such an identifier; every other member id stays."""
    number = text.replace("-", "").replace(" ", "").upper()
    return number if _MBI.fullmatch(number) else text


REPAIR = Repair(
    code="FIX-MBI",
    title="Medicare number with hyphens, blanks or small letters",
    source=Source(
        "CMS, Understanding the Medicare Beneficiary Identifier format", "11 characters, dashes are not part of the number"
    ),
    of=("member_id",),
    mend=mend,
)
