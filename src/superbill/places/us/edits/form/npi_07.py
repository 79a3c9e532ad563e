"""NPI-07  Referring NPI of a line is not valid.

What it finds
    A clinician who referred for the line whose NPI is not ten digits beginning with 1 or 2, or whose last digit
    is not the check digit of the others. An empty NPI is not reported here, nor one that stands on the claim as
    well.

Why it matters
    An NPI that cannot exist rejects the claim, even when it is not the one that is paid.

What to do
    Look the NPI up in the registry (NPPES) by name; usually two digits are swapped or one is missing.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="NPI-07",
    title="Referring NPI of a line is not valid",
    severity=Severity.STOP,
    source=Source("45 CFR 162.406", "standard unique health identifier; X12 005010X222A1 (837 Professional), loop 2420F, NM109"),
    over="line",
    when="line_referring_npi <> '' AND NOT is_npi(line_referring_npi) AND line_referring_npi <> referring_npi",
    says="The NPI {line_referring_npi} does not have ten digits with a right check digit.",
    place="line {line_no} referring NPI",
)
