"""THER-03  Assistant of another therapy.

What it finds
    On a line to Medicare, CQ (a physical therapist assistant) without GP, or CO (an occupational therapy
    assistant) without GO.

Why it matters
    The assistant's modifier only counts with that of its own therapy; Medicare returns the line.

What to do
    Pair CQ with GP and CO with GO.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="THER-03",
    title="Assistant of another therapy",
    severity=Severity.STOP,
    source=Source(
        "42 CFR 410.59(a)(4) and 410.60(a)(4)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 5, section 20.1"
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when=("has(modifiers, 'CQ') AND NOT has(modifiers, 'GP') OR has(modifiers, 'CO') AND NOT has(modifiers, 'GO')"),
    since=date(2020, 1, 1),
    says="The modifiers {modifiers} of line {line_no} do not go together.",
    place="line {line_no} modifiers",
)
