"""PREV-03  Screening mammogram before its age.

What it finds
    A screening mammogram (77067) of a Medicare patient younger than 35.

Why it matters
    Medicare pays none before 35, one from 35 to 39, and one a year from 40.

What to do
    If there was a finding or a complaint, bill the diagnostic mammogram. Else the patient pays; tell her
    before.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PREV-03",
    title="Screening mammogram before its age",
    severity=Severity.STOP,
    source=Source("42 CFR 410.34(d)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 20.2"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="procedure = '77067' AND years_between(patient_born, served_on) < 35",
    says="The patient, born on {patient_born}, is younger than 35.",
    place="line {line_no} procedure",
)
