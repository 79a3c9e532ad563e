"""PREV-10  Pelvic examination or smear within a year.

What it finds
    A screening pelvic examination (G0101) or the taking of a smear (Q0091) of a Medicare patient, without
    modifier 76, before eleven full months have passed after the month of the last one, on a claim sent before.

Why it matters
    Medicare pays them every two years, every year for a high risk; more often for none.

What to do
    Move it, or bill the visit when there was a complaint. A smear that could not be read may be repeated: add
    76 to Q0091.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-10",
    title="Pelvic examination or smear within a year",
    severity=Severity.WARN,
    source=Source("42 CFR 410.56", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, sections 30 and 40"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure IN ('G0101', 'Q0091') AND NOT has(modifiers, '76')",
    such=(
        "that_served_on <= served_on AND (year_of(served_on) < sum_of(year_of(that_served_on), 1) "
        "OR year_of(served_on) = sum_of(year_of(that_served_on), 1) "
        "AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number", "procedure"),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
