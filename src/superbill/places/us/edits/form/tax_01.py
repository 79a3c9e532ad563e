"""TAX-01  Billing taxonomy is not a taxonomy code.

What it finds
    A practice whose taxonomy is not nine letters or digits followed by X. A claim may go without one.

Why it matters
    Payers choose the contract by the taxonomy, and reject a code that is not in the code set.

What to do
    Copy the code from the practice's NPI record, in capitals and without spaces, such as 261QP2300X.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TAX-01",
    title="Billing taxonomy is not a taxonomy code",
    severity=Severity.STOP,
    source=Source("NUCC Health Care Provider Taxonomy Code Set", "code structure: ten characters that end in X"),
    when="billing_taxonomy <> '' AND NOT is_taxonomy(billing_taxonomy)",
    says="The taxonomy {billing_taxonomy} of the practice is not a taxonomy code.",
    place="billing taxonomy",
)
