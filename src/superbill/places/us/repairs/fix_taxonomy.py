"""FIX-TAXONOMY  Specialty code with blanks or small letters.

What it finds
    A taxonomy code with blanks around it, or in small letters.

Why it matters
    Payers' systems look the code up as it stands; one that they do not find makes the claim wait or be
    rejected.

What to do
    Repair it, and correct it where the clinician is registered.
"""

from superbill.basics.findings import Source
from superbill.basics.identifiers import is_taxonomy
from superbill.edits.repair import Repair


def mend(text: str) -> str:
    """Ten characters in capitals, where the text has the shape of a taxonomy code."""
    code = text.strip().upper()
    return code if is_taxonomy(code) else text


REPAIR = Repair(
    code="FIX-TAXONOMY",
    title="Specialty code with blanks or small letters",
    source=Source(
        "NUCC Health Care Provider Taxonomy", "ten characters, the last an X; implementation guide 005010X222A1, PRV03"
    ),
    of=("taxonomy",),
    mend=mend,
)
