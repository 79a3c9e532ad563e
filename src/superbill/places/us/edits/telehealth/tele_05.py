"""TELE-05  Fee of the originating site for a patient at home.

What it finds
    Q3014, the fee of the place where the patient is, with place of service 10 or 12 on a line to Medicare.

Why it matters
    The fee is for a clinic or hospital that has the patient in its rooms; for a patient at home it is not paid.

What to do
    Take the line off, or correct the place if the patient was in your rooms.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TELE-05",
    title="Fee of the originating site for a patient at home",
    severity=Severity.STOP,
    source=Source(
        "42 CFR 414.65(b)", "with 42 CFR 410.78(b)(3); Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 190.5"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="procedure = 'Q3014' AND line_place IN ('10', '12')",
    says="Q3014 is not paid for a patient at home (place of service {line_place}).",
    place="line {line_no} place of service",
)
