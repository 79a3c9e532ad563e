"""FIX-STATE  State in small letters or with blanks.

What it finds
    A two-letter code of a state in small letters, or with blanks around it.

Why it matters
    The file takes the code of the Postal Service in capitals; anything else is rejected.

What to do
    Repair it, and correct it where the address is registered. A name that is spelled out is left alone.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_CODE = re.compile(r"[A-Z]{2}", re.ASCII)


def mend(text: str) -> str:
    """Two capitals, where the text is two letters."""
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) else text


REPAIR = Repair(
    code="FIX-STATE",
    title="State in small letters or with blanks",
    source=Source(
        "Implementation guide 005010X222A1",
        "N402, state or province code; United States Postal Service, Publication 28, appendix B",
    ),
    of=("state",),
    mend=mend,
)
