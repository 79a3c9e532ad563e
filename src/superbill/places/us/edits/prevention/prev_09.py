"""PREV-09  Bone density measured again within two years.

What it finds
    A measurement of bone density (76977, 77078, 77080, 77081, 77085, G0130) of a Medicare patient before 23
    full months have passed after the month of the last one, on a claim sent before.

Why it matters
    Medicare pays one in two years, and more often only where the record shows that it was needed, such as
    treatment with steroids.

What to do
    Point the line to the diagnosis that makes it necessary now, or move it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-09",
    title="Bone density measured again within two years",
    severity=Severity.WARN,
    source=Source(
        "42 CFR 410.31(c)",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 13, section 140; Medicare Benefit Policy "
        "Manual (Pub. 100-02), chapter 15, section 80.5",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="matches(procedure, '76977|77078|7708[015]|G0130')",
    such=(
        "matches(that_procedure, '76977|77078|7708[015]|G0130') AND that_served_on <= served_on "
        "AND (year_of(served_on) < sum_of(year_of(that_served_on), 2) "
        "OR year_of(served_on) = sum_of(year_of(that_served_on), 2) "
        "AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number",),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
