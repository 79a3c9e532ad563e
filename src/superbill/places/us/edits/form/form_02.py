"""FORM-02  Facility is not named.

What it finds
    A professional claim for services in a hospital, emergency department, surgery centre or nursing facility
    (places 19, 21 to 24, 31, 51, 61) without the facility's NPI.

Why it matters
    Payers price by where the service was given and match the claim with the facility's; without it they reject
    or pend it.

What to do
    Enter name, address and NPI of the facility. It may stay empty only when the facility bills under the same
    address.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="FORM-02",
    title="Facility is not named",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X222A1 (837 Professional)",
        "loop 2310C, required when the place is not the billing provider's; Pub. 100-04, chapter 26, section 10.4, item 32",
    ),
    when="kind = 'P' AND facility_npi = '' AND place_of_service IN ('19', '21', '22', '23', '24', '31', '51', '61')",
    says="The place is {place_of_service}, and no facility is named.",
    place="facility NPI",
)
