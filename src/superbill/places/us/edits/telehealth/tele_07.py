"""TELE-07  Service that is not on Medicare's list for telehealth.

What it finds
    A line to Medicare Part B with place of service 02 or 10 whose code is not on the list of services that
    Medicare pays by telehealth on that day.

Why it matters
    Medicare denies what is not on its list.

What to do
    Look for a code on the list that says what was done, such as an office visit. What needs no patient, such as
    care management by telephone, is not telehealth: bill it with the place of the clinician.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="TELE-07",
    title="Service that is not on Medicare's list for telehealth",
    severity=Severity.WARN,
    source=Source("42 CFR 410.78(f)", "CMS List of Telehealth Services of the year"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="telehealth",
    column="procedure",
    when="line_place IN ('02', '10') AND procedure <> 'Q3014'",
    on=("served_on",),
    says="{procedure} was not on the list for telehealth on {day}.",
    place="line {line_no} procedure",
)
