"""ATT-02  Attending NPI is not valid.

What it finds
    An attending clinician whose NPI is not ten digits beginning with 1 or 2, or whose last digit is not the
    check digit of the others.

Why it matters
    An NPI that cannot exist makes the payer return the bill.

What to do
    Look the NPI up in the registry (NPPES) by name; usually two digits are swapped or one is missing.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ATT-02",
    title="Attending NPI is not valid",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.406",
        "standard unique health identifier; X12 005010X223A2 (837 Institutional), loop 2310A; UB-04 form locator 76",
    ),
    when="attending_npi <> '' AND NOT is_npi(attending_npi)",
    says="The NPI {attending_npi} does not have ten digits with a right check digit.",
    place="attending NPI",
)
