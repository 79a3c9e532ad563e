"""FIX-SEX  Sex in small letters or spelled out.

What it finds
    The sex of a patient or subscriber in small letters, with a blank, or as a word.

Why it matters
    The file takes F, M or U; anything else is rejected.

What to do
    Repair it, and correct it where the patient is registered.
"""

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_SAID = {"F": "F", "FEMALE": "F", "M": "M", "MALE": "M", "U": "U", "UNKNOWN": "U"}


def mend(text: str) -> str:
    """F, M or U, where the text says one of these."""
    return _SAID.get(text.strip().upper(), text)


REPAIR = Repair(
    code="FIX-SEX",
    title="Sex in small letters or spelled out",
    source=Source("Implementation guide 005010X222A1", "loop 2010BA and 2010CA DMG03, gender code"),
    of=("sex",),
    mend=mend,
)
