"""PREV-11  Pelvic examination or smear within two years without a high risk.

What it finds
    A screening pelvic examination (G0101) or the taking of a smear (Q0091) of a Medicare patient, without
    modifier 76 and without a diagnosis of high risk on the line, before 23 full months have passed after the
    month of the last one, on a claim sent before. Within the first year another edit tells.

Why it matters
    Medicare pays them every two years; every year only for a patient of high risk, which the diagnosis has to
    say.

What to do
    If the record shows a high risk (or, of childbearing age, a finding in the last three years), point the line
    to the diagnosis that says so. Else move it, or tell the patient before that Medicare will not pay.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-11",
    title="Pelvic examination or smear within two years without a high risk",
    severity=Severity.WARN,
    source=Source(
        "42 CFR 410.56(b)",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, sections 30.6 and 40.4 (frequencies and diagnoses of high risk)",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure IN ('G0101', 'Q0091') AND NOT has(modifiers, '76') AND NOT has(pointed, 'Z72.51', 'Z72.52', 'Z72.53', 'Z77.29', 'Z77.9', 'Z91.89', 'Z92.850', 'Z92.858', 'Z92.86', 'Z92.89')",
    such="(year_of(served_on) < sum_of(year_of(that_served_on), 2) OR year_of(served_on) = sum_of(year_of(that_served_on), 2) AND month_of(served_on) < month_of(that_served_on)) AND (year_of(served_on) > sum_of(year_of(that_served_on), 1) OR year_of(served_on) = sum_of(year_of(that_served_on), 1) AND month_of(served_on) >= month_of(that_served_on))",
    same=("patient_number", "procedure"),
    says="{procedure} is within two years of that on {that_served_on}, and no diagnosis says that the risk is high.",
    place="line {line_no} procedure",
    since=date(2001, 7, 1),
)
