"""DRUG-04  NDC without a quantity.

What it finds
    A National Drug Code without a quantity, or with none above zero.

Why it matters
    The quantity decides the rebate of the maker; the line is rejected without it.

What to do
    Enter how much of the package was given, in the unit of the NDC: it is not the same number as the units of
    the line.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-04",
    title="NDC without a quantity",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2410, CTP04"),
    over="line",
    when="ndc <> '' AND (ndc_thousandths IS NULL OR ndc_thousandths < 1)",
    says="The NDC of line {line_no} has no quantity.",
    place="line {line_no} NDC quantity",
)
