"""CORR-04  Correction by frequency to Medicare Part B.

What it finds
    A professional claim to Medicare Part B with frequency 7 or 8.

Why it matters
    Part B contractors take first claims only and reject a replacement or void.

What to do
    Ask the contractor to reopen the claim by telephone or portal, or appeal it. A claim that was rejected
    before it was adjudicated is sent again as a first one.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="CORR-04",
    title="Correction by frequency to Medicare Part B",
    severity=Severity.STOP,
    source=Source(
        "CMS 5010A1 Part B 837 Professional companion guide and edits",
        "loop 2300, CLM05-3 must be 1; Pub. 100-04, chapter 34 (reopenings)",
    ),
    when="filing = 'MB' AND kind = 'P' AND frequency IN ('7', '8')",
    says="The frequency is {frequency}, and the payer is Medicare Part B.",
    place="frequency",
)
