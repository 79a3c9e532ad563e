"""MOD-06  Professional and technical part on one line.

What it finds
    Modifiers 26 and TC on one line.

Why it matters
    26 bills the one part and TC the other; together they contradict each other and the line is rejected.

What to do
    Bill the whole service without either, or only the part that was given.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-06",
    title="Professional and technical part on one line",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 13, section 20.1, professional component, and 20.2, technical component",
    ),
    over="line",
    when="has(modifiers, '26') AND has(modifiers, 'TC')",
    says="Line {line_no} has both 26 and TC.",
    place="line {line_no} modifiers",
)
