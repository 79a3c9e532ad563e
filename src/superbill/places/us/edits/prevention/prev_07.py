"""PREV-07  Screening for lung cancer outside its ages.

What it finds
    A screening scan of the lungs (71271) or the talk before it (G0296) of a Medicare patient younger than 50 or
    older than 77.

Why it matters
    Medicare covers the screening from 50 to 77 only.

What to do
    Correct the date of birth if it is wrong. Outside these ages the patient pays; tell them before.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PREV-07",
    title="Screening for lung cancer outside its ages",
    severity=Severity.STOP,
    source=Source("CMS National Coverage Determinations Manual (Pub. 100-03)", "section 210.14, ages since February 10, 2022"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "procedure IN ('71271', 'G0296') AND (years_between(patient_born, served_on) < 50 "
        "OR years_between(patient_born, served_on) > 77)"
    ),
    since=date(2022, 2, 10),
    says="The patient, born on {patient_born}, is not between 50 and 77.",
    place="line {line_no} procedure",
)
