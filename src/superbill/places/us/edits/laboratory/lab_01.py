"""LAB-01  Laboratory test without a CLIA number.

What it finds
    A clinical laboratory test (80047 to 85999, 87003 to 87999, without those that CLIA leaves out) on a claim
    to Medicare Part B without a CLIA number on the claim or the line.

Why it matters
    Medicare returns the line: without the certificate it may not pay a test.

What to do
    Enter the CLIA number of the laboratory that did the test; with modifier 90 that of the laboratory it was
    sent to.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LAB-01",
    title="Laboratory test without a CLIA number",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 16, section 70.10; 42 CFR 493.3"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "matches(procedure, '8[0-57][0-9]{3}') "
        "AND NOT matches(procedure, '8050[0-6]|81050|82075|8301[34]|83987') AND NOT has(modifiers, '26') "
        "AND clia = '' AND line_clia = ''"
    ),
    says="There is no CLIA number for {procedure}.",
    place="CLIA number",
)
