"""PREV-08  Screening of the prostate before its age.

What it finds
    A screening for prostate cancer (G0102, G0103) of a Medicare patient younger than 50, or of a woman, without
    KX.

Why it matters
    Medicare covers it for men over 50, once a year.

What to do
    Correct the date of birth or the sex if one is wrong. Where the record of a patient with a prostate says F,
    add KX. If there was a complaint, bill the diagnostic test (84153).
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PREV-08",
    title="Screening of the prostate before its age",
    severity=Severity.STOP,
    source=Source("42 CFR 410.39", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 50"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "procedure IN ('G0102', 'G0103') AND (years_between(patient_born, served_on) < 50 "
        "OR patient_sex = 'F' AND NOT has(modifiers, 'KX'))"
    ),
    says="The patient, born on {patient_born}, sex {patient_sex}, is no man over 50.",
    place="line {line_no} procedure",
)
