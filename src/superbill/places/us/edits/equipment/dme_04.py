"""DME-04  Left and right on one line of equipment.

What it finds
    LT and RT on one line of equipment or supplies (A, E, K or L code) to Medicare Part B, since March 1, 2019.

Why it matters
    The contractors reject the line as coded wrongly.

What to do
    Put the left and the right on a line each, with one unit each.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DME-04",
    title="Left and right on one line of equipment",
    severity=Severity.STOP,
    source=Source(
        "DME MAC joint publication", "billing of bilateral items with the RT and LT modifiers, claims from March 1, 2019"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="has(modifiers, 'LT') AND has(modifiers, 'RT') AND matches(procedure, '[AEKL][0-9]{4}')",
    since=date(2019, 3, 1),
    says="Line {line_no} has both LT and RT.",
    place="line {line_no} modifiers",
)
