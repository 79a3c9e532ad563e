"""DENT-07  Not a dental procedure code.

What it finds
    A line of a dental claim whose procedure is not D and four digits.

Why it matters
    A dental claim can carry codes of the dental code set only; the file is refused.

What to do
    Take the dental code, or send the service to the health plan on a professional claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-07",
    title="Not a dental procedure code",
    severity=Severity.STOP,
    source=Source("X12 005010X224A2 (837 Dental)", "loop 2400, SV301, qualifier AD: CDT codes only"),
    over="line",
    when="kind = 'D' AND NOT matches(procedure, 'D[0-9]{4}')",
    says="{procedure} is not a dental procedure code.",
    place="line {line_no} procedure",
)
