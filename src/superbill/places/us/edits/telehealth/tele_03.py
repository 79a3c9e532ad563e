"""TELE-03  Service that needs the patient, billed as telehealth.

What it finds
    Surgery, imaging or a laboratory test (10004 to 89398) with place of service 02 or 10.

Why it matters
    It cannot be done at a distance; the payer denies the line for its place.

What to do
    Correct the place of service of the line; the rest of the claim may keep it. For reading an image elsewhere,
    use the place where the patient was.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import NO_VISIT

EDIT = Where(
    code="TELE-03",
    title="Service that needs the patient, billed as telehealth",
    severity=Severity.WARN,
    source=Source(
        "CMS Place of Service Codes for Professional Claims",
        "02 and 10; Medicare Claims Processing Manual (Pub. 100-04), chapter 26, section 10.5",
    ),
    over="line",
    about="kind = 'P'",
    when=f"matches(procedure, '{NO_VISIT}') AND line_place IN ('02', '10')",
    says="{procedure} cannot be given by telehealth, and the place of service is {line_place}.",
    place="line {line_no} place of service",
)
