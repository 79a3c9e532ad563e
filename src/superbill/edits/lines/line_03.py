"""LINE-03  Units less than one.

What it finds
    A line with no units, or with a negative number of them.

Why it matters
    The payer multiplies its fee by the units: with none it pays nothing or rejects the line.

What to do
    Enter how many times the service was given, or how many units of the drug; take the line off if it was not
    given.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-03",
    title="Units less than one",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV104"),
    over="line",
    about="kind <> 'I'",
    when="units < 1",
    says="The line has {units} units of {procedure}.",
    place="line {line_no} units",
)
