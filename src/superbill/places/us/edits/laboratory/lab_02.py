"""LAB-02  CLIA number that is none.

What it finds
    A CLIA number of the claim that is not ten characters: two digits, the letter D, seven digits.

Why it matters
    The payer does not find the certificate and returns the claim.

What to do
    Copy the number from the certificate of the laboratory; nothing stands before or after it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LAB-02",
    title="CLIA number that is none",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 16, section 70.10, and X12 005010X222A1, REF02 with qualifier X4",
    ),
    over="claim",
    when="clia <> '' AND NOT matches(clia, '[0-9]{2}D[0-9]{7}')",
    says="{clia} is not a CLIA number.",
    place="CLIA number",
)
