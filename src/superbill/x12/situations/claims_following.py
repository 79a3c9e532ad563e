"""Predeterminations and reported claims: held to the rules of a claim, but for those whose reason does not hold for them.

A predetermination (005010X291, X292) asks about services that were not given yet: they lie ahead, nobody was admitted,
discharged or attended, and one case may be asked about twice, with other services, under one number (CLM01).

A reported claim (005010X298) comes from a payer that has decided it, and goes to nobody who pays: REF*F8 is that payer's own number
of the claim, the claim may be old, its decision is dated for the claim and for the lines, and what the patient's address and
the insurer's case are is for the payer to have known.
"""

from superbill.x12.objects.claims import Claim
from superbill.x12.objects.predeterminations_builder import Predetermination
from superbill.x12.objects.reports_builder import ReportedClaim
from superbill.x12.rules import hold_like

hold_like(
    Predetermination,
    Claim,
    but="SNIP4-CLAIM-TWICE SNIP4-FUTURE-SERVICE SNIP4-LATE SNIP4-ADMISSION-DAY SNIP4-STAY-ADMISSION SNIP4-STAY-ADMITTED-AFTER"
    " SNIP4-STAY-DISCHARGE SNIP4-STAY-STATUS SNIP4-STAY-ADMITTING SNIP4-STAY-SOURCE SNIP4-VISIT-REASON SNIP4-LINE-DAY"
    " SNIP4-ATTENDING",
)
hold_like(
    ReportedClaim,
    Claim,
    but="SNIP4-ORIGINAL-NUMBER SNIP4-LATE SNIP4-PAID-DAY-TWICE SNIP4-SELF-ADDRESS SNIP4-CASUALTY-NUMBER SNIP4-CASUALTY-CAUSE"
    " SNIP4-FACILITY-BILLING SNIP4-RENDERING-BILLING SNIP4-RENDERING-MISSING SNIP4-MEDICARE-SECONDARY SNIP4-NOT-PAID-YET",
)
