"""LAB-03  CLIA number of a line that is none.

What it finds
    A CLIA number of the line that is not ten characters: two digits, the letter D, seven digits; where it is
    another than the claim's.

Why it matters
    The payer does not find the certificate and returns the claim.

What to do
    Copy the number from the certificate of the laboratory; nothing stands before or after it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LAB-03",
    title="CLIA number of a line that is none",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 16, section 70.10, and X12 005010X222A1, REF02 with qualifier X4",
    ),
    over="line",
    when="line_clia <> '' AND line_clia <> clia AND NOT matches(line_clia, '[0-9]{2}D[0-9]{7}')",
    says="{line_clia} is not a CLIA number.",
    place="line {line_no} CLIA number",
)
