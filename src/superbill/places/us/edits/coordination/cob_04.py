"""COB-04  Other payers paid more than the charges.

What it finds
    A professional or dental claim for which other payers are said to have paid more than its whole charge.

Why it matters
    Often a payment for several claims was entered on one; the second payer pays nothing, and the account goes
    into credit.

What to do
    Enter only what the remittance shows for this claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-04",
    title="Other payers paid more than the charges",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2320, AMT*D, and loop 2300, CLM02"),
    when="kind <> 'I' AND others_paid_cents > total_charge_cents",
    says="Others paid {others_paid_cents} on charges of {total_charge_cents}.",
    place="other payers' payments",
)
