"""TELE-02  Modifier GT that Medicare no longer takes.

What it finds
    Modifier GT on a professional line to Medicare Part B, since January 1, 2018.

Why it matters
    The place of service says that it was telehealth; GT is left only to critical access hospitals that bill for
    their clinicians.

What to do
    Take GT off and use place of service 02 or 10.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TELE-02",
    title="Modifier GT that Medicare no longer takes",
    severity=Severity.WARN,
    source=Source("CMS transmittal 3929", "CR 10152 (MM10152), elimination of the GT modifier, January 1, 2018"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="has(modifiers, 'GT')",
    since=date(2018, 1, 1),
    says="Line {line_no} has GT.",
    place="line {line_no} modifiers",
)
