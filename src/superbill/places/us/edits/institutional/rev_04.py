"""REV-04  Outpatient line without a procedure code.

What it finds
    A charged line of a hospital outpatient bill (type of bill 13 or 85) for laboratory, imaging, therapy,
    emergency room, clinic or heart tracing without a procedure code.

Why it matters
    Outpatient services are priced by their procedure code; a line without one is denied or the bill returned.

What to do
    Enter the code of the service that the department gave.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-04",
    title="Outpatient line without a procedure code",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 4, section 20.1, and chapter 25, section 75.5, form locator 44: HCPCS required for outpatient services",
    ),
    over="line",
    when=(
        "matches(type_of_bill, '0?(13|85)[0-9A-Z]') AND matches(revenue_code, '0(3[0-25]|4[0-5]|51|61|73)[0-9]') AND "
        "procedure = '' AND charge_cents > 0"
    ),
    says="Revenue code {revenue_code} has no procedure code.",
    place="line {line_no} procedure",
)
