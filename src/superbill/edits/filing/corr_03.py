"""CORR-03  First claim with the payer's number of an earlier one.

What it finds
    A claim marked as a first one (frequency 1) that carries the payer's number of a claim sent before.

Why it matters
    The number says correction and the frequency says first claim; the payer takes it for a duplicate.

What to do
    Choose 7 to replace the earlier claim or 8 to take it back; if this is a new claim, take the number off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="CORR-03",
    title="First claim with the payer's number of an earlier one",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, REF*F8, sent only when CLM05-3 names a correction"),
    when="frequency = '1' AND payer_claim_number <> ''",
    says="The frequency is 1, and the claim names {payer_claim_number}.",
    place="frequency",
)
