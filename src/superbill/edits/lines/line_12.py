"""LINE-12  Charge is zero.

What it finds
    A line without a charge, other than a code that only measures quality (0001F to 9007F, G8000 to G9999).

Why it matters
    A forgotten fee means that the service is given away. The standard takes zero, and so it may be meant: for a vaccine that the
    state provides, or a bill that only reports.

What to do
    Enter the practice's fee for the service; leave it when there is truly none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-12",
    title="Charge is zero",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV102: zero is acceptable"),
    over="line",
    about="kind <> 'I'",
    when="charge_cents = 0 AND NOT matches(procedure, '[0-9]{4}F|G[89][0-9]{3}')",
    says="The charge for {procedure} is zero.",
    place="line {line_no} charge",
)
