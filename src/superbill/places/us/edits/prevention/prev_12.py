"""PREV-12  Advance care planning of a wellness visit without modifier 33.

What it finds
    Advance care planning (99497, 99498) by the clinician of an annual wellness visit (G0438, G0439) on the same
    day, on a claim to Medicare, without modifier 33.

Why it matters
    As a part of the wellness visit it costs the patient nothing. Without 33 Medicare takes the deductible and
    the coinsurance, and the patient gets a bill that is not owed.

What to do
    Add 33 to the line of the planning. If it was not a part of the wellness visit, leave it as it is.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-12",
    title="Advance care planning of a wellness visit without modifier 33",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "change request 9271 of January 2016 (MLN Matters MM9271); chapter 18, section 140.8 (the number is not verified)",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="line",
    when="procedure IN ('99497', '99498') AND NOT has(modifiers, '33')",
    such="that_procedure IN ('G0438', 'G0439')",
    same=("line_rendering_npi", "served_on"),
    since=date(2016, 1, 1),
    says="{procedure} has no modifier 33, and {that_procedure} stands on the same day.",
    place="line {line_no} modifiers",
)
