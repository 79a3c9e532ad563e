"""LINE-05  Service already sent on another claim.

What it finds
    A line for the same patient, clinician, procedure, modifiers and day as a line of another claim that was
    sent and not voided. Earlier versions of this same claim do not count.

Why it matters
    The payer denies the second claim as a duplicate, and repeated duplicates draw an audit.

What to do
    Look at the earlier claim. If it is the same service, close this one, and correct the earlier claim with
    frequency 7 if something in it was wrong. If the service was given twice, add the modifier for a repeated
    service (76, 77, 91).
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import SentBefore

EDIT = SentBefore(
    code="LINE-05",
    title="Service already sent on another claim",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual, Pub. 100-04", "chapter 1, section 120 (detection of duplicate claims)"),
    about="kind <> 'I'",
    same=(
        "patient_number",
        "line_rendering_npi",
        "procedure",
        "modifiers",
        "served_on",
        "tooth",
        "surfaces",
        "oral_areas",
        "ndc",
    ),
    says="The same service on {served_on} by the same clinician was sent on claim {earlier}.",
    place="line {line_no} procedure",
)
