"""COV-01  Service outside the period of coverage.

What it finds
    A line whose day of service is before the policy began, or on or after the day from which it no longer held.

Why it matters
    The payer denies what happened before or after its coverage, and the bill goes to a patient who may have had
    another policy.

What to do
    Ask for eligibility on the day of service, and ask the patient which policy they had. Enter that coverage,
    or correct the dates of this one.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-01",
    title="Service outside the period of coverage",
    severity=Severity.STOP,
    source=Source("X12 005010X279A1 (271 eligibility response)", "loop 2100C, DTP (plan begin and end)"),
    over="line",
    when="served_on < coverage_since OR served_on >= coverage_until",
    says="The service on {served_on} is outside the coverage from {coverage_since} up to, not including, {coverage_until}.",
    place="line {line_no} service date",
)
