"""COB-09  Medicare may come first.

What it finds
    A first claim to a commercial plan or Blue Cross for a subscriber of 65 years or more, with no other payer
    on it.

Why it matters
    At 65 most people have Medicare. It pays first when the member has retired or the employer has fewer than 20
    employees, and the plan then takes its payment back.

What to do
    Ask whether the patient has Medicare and still works. If the plan comes from their own current work at an
    employer of 20 or more, it stays first; add Medicare as second where there is any.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-09",
    title="Medicare may come first",
    severity=Severity.INFORM,
    source=Source(
        "42 CFR 411.170 to 411.175",
        "working aged: when a group health plan pays before Medicare; Pub. 100-05, chapter 2, section 10",
    ),
    when=(
        "payer_rank = 'P' AND filing IN ('CI', 'BL') AND relationship = 'self' AND other_payers = 0 AND "
        "years_between(patient_born, first_served_on) >= 65"
    ),
    says="The patient, born {patient_born}, is 65 or older, and only {payer_name} is on the claim.",
    place="payer",
)
