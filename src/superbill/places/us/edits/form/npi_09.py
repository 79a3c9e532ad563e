"""NPI-09  Ordering clinician missing on a test billed to Medicare.

What it finds
    A line to Medicare Part B for imaging or a laboratory test (70010 to 87999), not for its reading alone
    (modifier 26) and not a screening mammogram, without a referring or ordering NPI.

Why it matters
    Medicare denies a test when it does not say who ordered it.

What to do
    Enter the NPI of the clinician who ordered the test; when the clinician ordered it themself, enter their
    own.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="NPI-09",
    title="Ordering clinician missing on a test billed to Medicare",
    severity=Severity.WARN,
    source=Source(
        "42 CFR 424.507",
        "(a): claims for imaging and laboratory services name who ordered them, with the NPI; Pub. 100-04, chapter 26, section 10.4, items 17 and 17b",
    ),
    over="line",
    when=(
        "kind = 'P' AND filing = 'MB' AND matches(procedure, '7[0-9]{4}|8[0-7][0-9]{3}') AND procedure NOT IN "
        "('77063', '77067') AND NOT has(modifiers, '26') AND referring_npi = '' AND line_referring_npi = '' AND "
        "ordering_npi = ''"
    ),
    says="{procedure} is billed to Medicare, and nobody is named who ordered it.",
    place="line {line_no} ordering NPI",
)
