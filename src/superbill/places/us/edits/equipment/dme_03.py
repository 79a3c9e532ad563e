"""DME-03  Policy met and not met on one line.

What it finds
    On a line of equipment or supplies (A, E, K or L code) to Medicare Part B, more than one of KX (the policy's
    conditions are met), GA, GY and GZ (they are not).

Why it matters
    Each says another thing of coverage; the line is returned.

What to do
    Keep KX when the record meets the policy. If not, GA with a signed notice, GZ without, GY when Medicare
    excludes the item.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DME-03",
    title="Policy met and not met on one line",
    severity=Severity.STOP,
    source=Source(
        "DME MAC local coverage determinations",
        "KX, GA, GY and GZ modifiers, such as policy article A52467 for positive airway pressure",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="has(modifiers, 'KX') AND has(modifiers, 'GA', 'GY', 'GZ') AND matches(procedure, '[AEKL][0-9]{4}')",
    says="The modifiers {modifiers} of line {line_no} contradict each other.",
    place="line {line_no} modifiers",
)
