"""DRUG-02  NDC is not eleven digits.

What it finds
    A National Drug Code that is not eleven digits without dashes.

Why it matters
    The payer cannot find the drug, and rejects the line.

What to do
    Write the labeller with five digits, the product with four and the package with two; put the zero before the
    part that is short, and leave the dashes out.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-02",
    title="NDC is not eleven digits",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2410, LIN03 with qualifier N4; 21 CFR 207.33, 45 CFR 162.1002"),
    over="line",
    when="ndc <> '' AND NOT matches(ndc, '[0-9]{11}')",
    says="The NDC {ndc} of line {line_no} is not eleven digits.",
    place="line {line_no} NDC",
)
