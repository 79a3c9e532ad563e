"""PAT-02  Patient's address is not complete.

What it finds
    A patient without street, city or state, or with a ZIP code that is not five or nine digits. An address in
    another country is left out: it has other postal codes.

Why it matters
    The standard requires the address; payers reject claims without, and the statement cannot be mailed.

What to do
    Complete the address in the registration.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PAT-02",
    title="Patient's address is not complete",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, N3 and N4"),
    when="patient_country IN ('', 'US') AND (patient_address = '' OR NOT matches(patient_zip_code, '[0-9]{5}([0-9]{4})?'))",
    says="The address needs a street, a city, a state and a ZIP code of five or nine digits.",
    place="patient address",
)
