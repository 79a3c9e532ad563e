"""837I Health Care Claim: Institutional, 005010X223A2.

Nothing here runs. The reader, the writer, the validator, the 999 and the reference page are driven from this table.
Billing provider → subscriber → patient (only when not the subscriber) → claim → line.

The parts have files of their own: claim, line, other coverage; what the three kinds of claim share is in the files that begin
with `t837_`.
"""

from superbill.x12.tables import Transaction
from superbill.x12.transactions.shapes import organization
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
from superbill.x12.transactions.t837i_claim import CLAIM

T837I = Transaction(
    "837",
    "HC",
    "005010X223A2",
    "Health Care Claim: Institutional",
    frame(
        CLAIM,
        billed_by=(billing(organization("name", "85", ids="XX", id_need=False), "EI"), pay_to("2"), PAY_TO_PLAN),
        covered_by=(subscriber(insurance_type=False),),
        insured=insured(),
        payer=payer(billing_ids=1),
        patient=patient(RELATIONSHIP, need=True),
        person=person(),
    ),
    also="005010X223 005010X223A1 005010X223A3",
)
