"""EM-16  Visit of a hospital or nursing facility in the office.

What it finds
    A visit in a hospital (99221 to 99239), an emergency department (99281 to 99285) or a nursing facility
    (99304 to 99316) with place of service 11 (office) or 20 (urgent care).

Why it matters
    The code and the place contradict each other; payers deny the line or pay it at a wrong rate.

What to do
    Correct the place to where the patient was (21, 22, 23, 31, 32), or take the office visit.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import HOSPITAL_VISIT

EDIT = Where(
    code="EM-16",
    title="Visit of a hospital or nursing facility in the office",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 12, sections 30.6.9, 30.6.11 and 30.6.13, and chapter 26, section 10.5",
    ),
    over="line",
    about="kind = 'P'",
    when=f"matches(procedure, '{HOSPITAL_VISIT}|9928[1-5]|993(0[4-9]|1[0-6])') AND line_place IN ('11', '20')",
    says="{procedure} is not a visit of place of service {line_place}.",
    place="line {line_no} place of service",
)
