"""STMT-01  Statement period missing or backwards.

What it finds
    An institutional bill without the first or last day of its period, or with a first day after the last.

Why it matters
    The period is required on every bill, and everything on it is held against it.

What to do
    Enter the first and last day that the bill covers; for one day both are the same.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STMT-01",
    title="Statement period missing or backwards",
    severity=Severity.STOP,
    source=Source("X12 005010X223A2 (837 Institutional)", "loop 2300, DTP*434; UB-04 form locator 6"),
    when="kind = 'I' AND (statement_since IS NULL OR statement_until IS NULL OR statement_since > statement_until)",
    says="The bill covers {statement_since} to {statement_until}.",
    place="statement period",
)
