"""LINE-11  More units than Medicare's field takes.

What it finds
    A line to Medicare Part B with more than 9,999 units.

Why it matters
    Medicare's systems hold four digits, and the claim is rejected.

What to do
    Check the units against the code's unit; if they are right, split them into two lines and add the modifier
    for a repeated service.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-11",
    title="More units than Medicare's field takes",
    severity=Severity.STOP,
    source=Source(
        "CMS 5010A1 Part B 837 Professional companion guide and edits", "loop 2400, SV104: greater than zero, 9999.9 at most"
    ),
    over="line",
    when="filing = 'MB' AND kind = 'P' AND units > 9999",
    says="The line has {units} units of {procedure}.",
    place="line {line_no} units",
)
