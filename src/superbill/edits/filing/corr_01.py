"""CORR-01  Correction without the payer's claim number.

What it finds
    A replacement (frequency 7) or void (8) that does not carry the payer's own number of the claim it replaces.

Why it matters
    Without that number the payer cannot find the claim, and rejects the correction or denies it as a duplicate.

What to do
    Copy the payer's claim number (CLP07, also called ICN or DCN) from the remittance or the claim status
    answer.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="CORR-01",
    title="Correction without the payer's claim number",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, REF*F8, needed when CLM05-3 is 7 or 8"),
    over="claim",
    when="frequency IN ('7', '8') AND trim(payer_claim_number) = ''",
    says="The frequency is {frequency}, but the number of the claim it corrects is empty.",
    place="payer's claim number",
)
