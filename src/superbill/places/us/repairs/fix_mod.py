"""FIX-MOD  Modifier with a hyphen, blanks or small letters.

What it finds
    A modifier that is written with a hyphen before it, with blanks, or in small letters.

Why it matters
    Payers' systems do not know `-59` or `rt`: the line is rejected, or priced as if there were no
    modifier.

What to do
    Repair it. A modifier of another length is left alone: a person has to say which one is meant.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)


def mend(text: str) -> str:
    """Two characters in capitals, where the text has no more beside blanks and a hyphen before them."""
    modifier = text.strip().removeprefix("-").strip().upper()
    return modifier if _MODIFIER.fullmatch(modifier) else text


REPAIR = Repair(
    code="FIX-MOD",
    title="Modifier with a hyphen, blanks or small letters",
    source=Source(
        "AMA CPT, appendix A; HCPCS Level II",
        "modifiers have two characters; implementation guide 005010X222A1, SV101-3 to SV101-6",
    ),
    of=("modifier",),
    mend=mend,
)
