"""DRUG-01  Drug for Medicaid without its NDC.

What it finds
    A drug (J0000 to J9999) on a claim to Medicaid without a National Drug Code.

Why it matters
    States collect rebates from makers by the NDC and may not pay a drug without it.

What to do
    Copy the NDC from the package, with its unit and quantity. Some states exempt drugs bought under 340B, or
    devices with a J code: then leave it.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-01",
    title="Drug for Medicaid without its NDC",
    severity=Severity.WARN,
    source=Source("42 CFR 447.520", "with the Social Security Act, section 1927(a)(7)"),
    over="line",
    about="filing = 'MC'",
    when="matches(procedure, 'J[0-9]{4}') AND ndc = ''",
    since=date(2008, 1, 1),
    says="{procedure} has no NDC.",
    place="line {line_no} NDC",
)
