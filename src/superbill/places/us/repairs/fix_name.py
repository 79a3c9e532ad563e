"""FIX-NAME  Name or address with blanks too many.

What it finds
    A name, a street or a city with blanks before it, behind it, or more than one between two words.

Why it matters
    Payers match names letter by letter: `Brandt ` and `Van  Dyke` are not found.

What to do
    Repair it, and correct it where the patient or the practice is registered.
"""

from superbill.basics.findings import Source
from superbill.edits.repair import Repair


def mend(text: str) -> str:
    """The words with one blank between them."""
    return " ".join(text.split()) or text


REPAIR = Repair(
    code="FIX-NAME",
    title="Name or address with blanks too many",
    source=Source(
        "Implementation guide 005010X222A1", "appendix B.1.1.3.1.4, string: leading blanks count, trailing ones are left out"
    ),
    of=("name",),
    mend=mend,
)
