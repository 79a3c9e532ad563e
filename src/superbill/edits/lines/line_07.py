"""LINE-07  Same service by another clinician.

What it finds
    A line for the same patient, procedure, modifiers and day as a line that another clinician sent on an
    earlier claim.

Why it matters
    Payers hold the second claim as a suspected duplicate, above all when both clinicians are of one practice
    and specialty.

What to do
    Look at both notes. If both gave the service, add the modifier that says so (77 for a procedure repeated by
    another clinician) and send the notes when asked; otherwise close one claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="LINE-07",
    title="Same service by another clinician",
    severity=Severity.INFORM,
    source=Source("Medicare Claims Processing Manual, Pub. 100-04", "chapter 1, section 120 (suspected duplicate claims)"),
    over="line",
    other="sent_line",
    when="procedure <> '' AND kind <> 'I'",
    same=("patient_number", "procedure", "modifiers", "served_on"),
    such="that_rendering_npi <> rendering_npi",
    says="Another clinician sent {procedure} for {served_on} on claim {that_control}.",
    place="line {line_no} procedure",
)
