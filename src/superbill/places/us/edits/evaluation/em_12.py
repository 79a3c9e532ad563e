"""EM-12  Preventive visit coded for another age.

What it finds
    A preventive visit (99381 to 99387, 99391 to 99397) whose code is for another age than the patient has on
    that day.

Why it matters
    The last digit of these codes says the age; a payer compares it with the date of birth and denies the line.

What to do
    Correct the date of birth if it is wrong; else take the code for the age: 1 below 1 year, 2 to 4, 3 to 11, 4
    to 17, 5 to 39, 6 to 64, 7 from 65.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="EM-12",
    title="Preventive visit coded for another age",
    severity=Severity.STOP,
    source=Source(
        "CPT",
        "preventive medicine services 99381 to 99397, ages as numbered; Medicare Claims Processing Manual "
        "(Pub. 100-04), chapter 18, section 10 for what Medicare pays instead",
    ),
    over="line",
    when=(
        "matches(procedure, '993[89][1-7]') AND ("
        "right(procedure, 1) = '1' AND years_between(patient_born, served_on) > 0 OR "
        "right(procedure, 1) = '2' AND (years_between(patient_born, served_on) < 1 OR years_between(patient_born, served_on) > 4) OR "
        "right(procedure, 1) = '3' AND (years_between(patient_born, served_on) < 5 OR years_between(patient_born, served_on) > 11) OR "
        "right(procedure, 1) = '4' AND (years_between(patient_born, served_on) < 12 OR years_between(patient_born, served_on) > 17) OR "
        "right(procedure, 1) = '5' AND (years_between(patient_born, served_on) < 18 OR years_between(patient_born, served_on) > 39) OR "
        "right(procedure, 1) = '6' AND (years_between(patient_born, served_on) < 40 OR years_between(patient_born, served_on) > 64) OR "
        "right(procedure, 1) = '7' AND years_between(patient_born, served_on) < 65"
        ")"
    ),
    says="{procedure} is for another age than that of a patient born on {patient_born}.",
    place="line {line_no} procedure",
)
