"""FIX-NPI  Clinician's number with blanks or hyphens.

What it finds
    A National Provider Identifier with blanks, hyphens or dots between its digits, when what is left
    has a right check digit.

Why it matters
    The file takes ten digits; with anything between them the claim is rejected.

What to do
    Repair it, and correct it where the clinician is registered. A number with a wrong check digit is
    left alone: see NPI-01.
"""

import re

from superbill.basics.findings import Source
from superbill.basics.identifiers import is_npi
from superbill.edits.repair import Repair


def mend(text: str) -> str:
    """Ten digits, where the text is a right number with blanks, hyphens or dots."""
    number = re.sub(r"[-. ]", "", text)
    return number if is_npi(number) else text


REPAIR = Repair(
    code="FIX-NPI",
    title="Clinician's number with blanks or hyphens",
    source=Source("45 CFR 162.406", "standard unique health identifier: a 10-position all-numeric identifier with a check digit"),
    of=("npi",),
    mend=mend,
)
