"""OPER-03  Operation without its day, or outside the stay.

What it finds
    A procedure of a stay without a day, after the last day of the bill, or more than three days before its
    first.

Why it matters
    Each procedure has its day, and Medicare takes in only what was done in the three days before the stay;
    others return the bill.

What to do
    Enter the day from the operation note, or take off what belongs to another stay.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="OPER-03",
    title="Operation without its day, or outside the stay",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.6, form locator 74; chapter 3, section 40.3 (three days before admission)",
    ),
    over="operation",
    when="operated_on IS NULL OR operated_on > statement_until OR days_between(operated_on, statement_since) > 3",
    says="{operation} is dated {operated_on}, and the bill covers {statement_since} to {statement_until}.",
    place="operation {position}",
)
