"""837P Health Care Claim: Professional, 005010X222A1.

Nothing here runs. The reader, the writer, the validator, the 999 and the reference page are driven from this table.
Billing provider → subscriber → patient (only when not the subscriber) → claim → line.

The parts have files of their own: claim, line, other coverage, clinicians and places; what the three kinds of claim share is in
the files that begin with `t837_`.
"""

from superbill.x12.tables import Field, Transaction
from superbill.x12.transactions.shapes import BY_PHONE, contact, name, ref
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
from superbill.x12.transactions.t837p_claim import CLAIM

CONDITION = (
    Field("death_format", 5, 1250, "D8"),
    Field("died_on", 6, 1251),
    Field("weight_unit", 7, 355, "01"),
    Field("weight", 8, 81),
    Field("pregnant", 9, 1073, "Y"),
)
CASUALTY_CONTACT = contact("contact", "IC", BY_PHONE)

T837P = Transaction(
    "837",
    "HC",
    "005010X222A1",
    "Health Care Claim: Professional",
    frame(
        CLAIM,
        billed_by=(
            billing(name("name", "85", "1 2", ids="XX"), "EI SY", ref("license", "0B 1G", most=2)),
            pay_to("1 2"),
            PAY_TO_PLAN,
        ),
        covered_by=(subscriber(), patient(*CONDITION, need=False)),
        insured=insured(CASUALTY_CONTACT),
        payer=payer(billing_ids=2),
        patient=patient(RELATIONSHIP, *CONDITION, need=True),
        person=person(CASUALTY_CONTACT),
    ),
    also="005010X222 005010X222A2",
)
