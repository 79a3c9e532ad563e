"""POS-01  Place of service not in the code set on that day.

What it finds
    A place of service that is not two digits of the code set, or that was not yet or no longer in it on the day
    of the service.

Why it matters
    The place decides what is paid (office, hospital, telehealth). A code that does not exist rejects the claim.

What to do
    Choose where the patient was: 11 office, 10 telehealth in the home, 02 telehealth elsewhere, 22 hospital
    outpatient department.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="POS-01",
    title="Place of service not in the code set on that day",
    severity=Severity.STOP,
    source=Source("CMS Place of Service Codes for Professional Claims", "code set named in 45 CFR 162.1002"),
    about="kind <> 'I'",
    table="place_of_service",
    column="place_of_service",
    on=("first_served_on", "last_served_on"),
    says="Place of service {place_of_service} is not in the code set on {day}.",
    place="place of service",
)
