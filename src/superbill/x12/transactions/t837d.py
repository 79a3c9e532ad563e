"""837D Health Care Claim: Dental, 005010X224A2; also a request to determine benefits before the work is done (CLM19 PB).

Nothing here runs. The reader, the writer, the validator, the 999 and the reference page are driven from this table.
Billing provider → subscriber → patient (only when not the subscriber) → claim → line.

The parts have files of their own: claim, line, clinicians and places, other coverage; what the three kinds of claim share is in
the files that begin with `t837_`.
"""

from superbill.x12.tables import Transaction
from superbill.x12.transactions.shapes import name, ref
from superbill.x12.transactions.t837_coverage import subscriber
from superbill.x12.transactions.t837_frame import (
    PAY_TO_PLAN,
    RELATIONSHIP,
    billing,
    frame,
    insured,
    patient,
    pay_to,
    payer,
    person,
)
from superbill.x12.transactions.t837d_claim import CLAIM

T837D = Transaction(
    "837",
    "HC",
    "005010X224A2",
    "Health Care Claim: Dental",
    frame(
        CLAIM,
        billed_by=(
            billing(name("name", "85", "1 2", ids="XX"), "EI SY", ref("license", "0B 1G", most=2)),
            pay_to("1 2"),
            PAY_TO_PLAN,
        ),
        covered_by=(subscriber(),),
        insured=insured(),
        payer=payer(billing_ids=1),
        patient=patient(RELATIONSHIP, need=True),
        person=person(),
    ),
    also="005010X224 005010X224A1 005010X224A3",
)
