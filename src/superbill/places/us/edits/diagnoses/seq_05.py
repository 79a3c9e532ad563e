"""SEQ-05  Reason for a visit that may only be listed first.

What it finds
    A Z code that names the reason for an encounter, such as a general examination, prenatal supervision of a
    normal pregnancy, a newborn's birth or chemotherapy, listed after another diagnosis. It is not reported when
    the first diagnosis is such a code as well.

Why it matters
    These codes say why the patient came, so they may only be listed first; many payers deny a claim that lists
    one second.

What to do
    If it was the reason for the visit, list it first and point the lines to it. If the visit was for something
    else, take it off, or keep it when two encounters of one day are billed together.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="SEQ-05",
    title="Reason for a visit that may only be listed first",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.21.c.16, Z codes that may only be principal or first-listed",
    ),
    over="diagnosis",
    other="diagnosis",
    when=(
        "role = '' AND matches(diagnosis, 'Z0(0[.]([0-5]|[78]).*|[124].*)|Z33[.]2|Z31[.]8[134]|Z3[489].*|Z4[02].*|Z51"
        "[.][01].*|Z52([.][0-8].*)?|Z76[.][12]|Z99[.]12')"
    ),
    such=(
        "that_position = 1 AND NOT matches(that_diagnosis, 'Z0(0[.]([0-5]|[78]).*|[124].*)|Z33[.]2|Z31[.]8[134]|Z3[48"
        "9].*|Z4[02].*|Z51[.][01].*|Z52([.][0-8].*)?|Z76[.][12]|Z99[.]12')"
    ),
    says="{diagnosis} may only be listed first, and {that_diagnosis} stands before it.",
    place="diagnosis {position}",
)
