"""SIDE-01  Side of the diagnosis is not that of the line.

What it finds
    A line whose modifier names one side of the body (LT, RT, a finger, a toe or an eyelid) and whose first
    diagnosis names the other.

Why it matters
    A service on one side does not treat the other; payers deny the line.

What to do
    Compare both with the note and correct the one that is wrong. If both sides were treated, point the line to
    both diagnoses or use modifier 50.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SIDE-01",
    title="Side of the diagnosis is not that of the line",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.B.13, laterality; Pub. 100-04, chapter 23, section 20.3 (anatomical modifiers)",
    ),
    over="line",
    table="icd10cm",
    column="first_pointed",
    on="first_served_on",
    when=(
        "found_side = 'right' AND has(modifiers, 'LT', 'FA', 'F1', 'F2', 'F3', 'F4', 'TA', 'T1', 'T2', 'T3', 'T4', "
        "'E1', 'E2') AND NOT has(modifiers, 'RT', 'F5', 'F6', 'F7', 'F8', 'F9', 'T5', 'T6', 'T7', 'T8', 'T9', 'E3', "
        "'E4') OR found_side = 'left' AND has(modifiers, 'RT', 'F5', 'F6', 'F7', 'F8', 'F9', 'T5', 'T6', 'T7', 'T8', "
        "'T9', 'E3', 'E4') AND NOT has(modifiers, 'LT', 'FA', 'F1', 'F2', 'F3', 'F4', 'TA', 'T1', 'T2', 'T3', 'T4', "
        "'E1', 'E2')"
    ),
    says="{first_pointed} ({found_title}) is {found_side}, and the line has {modifiers}.",
    place="line {line_no} diagnosis pointer",
)
