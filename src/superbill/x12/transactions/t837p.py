"""837P Health Care Claim: Professional, 005010X222A1.

Nothing here runs. The reader, the writer, the validator, the 999 and the reference page are driven from this table.
Billing provider → subscriber → patient (only when not the subscriber) → claim → line.

The parts have files of their own: claim, line, other coverage, providers and places, and the segments that claim and line share.
"""

from dataclasses import replace

from superbill.x12.tables import Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import (
    BY_PHONE,
    address,
    begin,
    contact,
    level,
    name,
    nameless,
    organization,
    ref,
    specialty,
)
from superbill.x12.transactions.t837p_claim import CLAIM
from superbill.x12.transactions.t837p_coverage import RELATIONSHIPS, subscriber


def _patient(*relationship: Field, need: bool) -> Seg:
    fields = (
        *relationship,
        Field("death_format", 5, 1250, "D8"),
        Field("died_on", 6, 1251),
        Field("weight_unit", 7, 355, "01"),
        Field("weight", 8, 81),
        Field("pregnant", 9, 1073, "Y"),
    )
    return Seg("PAT", "patient", fields, need=need)


def _born(*, need: bool) -> Seg:
    fields = (
        Field("format", 1, 1250, "D8", need=True),
        Field("born", 2, 1251, need=True),
        Field("sex", 3, 1068, "F M U", need=True),
    )
    return Seg("DMG", "born", fields, need=need)


SUBMITTER = Loop(
    "submitter",
    "1000A",
    (name("name", "41", "1 2", ids="46", id_need=True, suffix=False), contact("contact", "IC", need=True, most=2)),
    need=True,
)
RECEIVER = Loop("receiver", "1000B", (organization("name", "40", ids="46"),), need=True)

BILLING = Loop(
    "billing",
    "2010AA",
    (
        name("name", "85", "1 2", ids="XX"),
        *address(need=True),
        ref("tax_id", "EI SY", need=True),
        ref("license", "0B 1G", most=2),
        contact("contact", "IC", most=2),
    ),
    need=True,
)
PAY_TO = Loop("pay_to", "2010AB", (nameless("name", "87", "1 2"), *address(need=True)))
PAY_TO_PLAN = Loop(
    "pay_to_plan",
    "2010AC",
    (
        organization("name", "PE", ids="PI XV"),
        *address(need=True),
        ref("other_id", "2U FY NF"),
        ref("tax_id", "EI", need=True),
    ),
)
INSURED = Loop(
    "insured",
    "2010BA",
    (
        name("name", "IL", "1 2", ids="II MI", id_need=True),
        *address(need=False),
        _born(need=False),
        ref("social_security", "SY"),
        ref("casualty_claim", "Y4"),
        contact("contact", "IC", BY_PHONE),
    ),
    need=True,
)
PAYER = Loop(
    "payer",
    "2010BB",
    (
        organization("name", "PR", ids="PI XV"),
        *address(need=False),
        ref("other_id", "2U EI FY NF", most=3),
        ref("billing_id", "G2 LU", most=2),
    ),
    need=True,
)
PERSON = Loop(
    "person",
    "2010CA",
    (
        name("name", "QC", "1"),
        *address(need=True),
        _born(need=True),
        ref("casualty_claim", "Y4"),
        ref("member_id", "1W SY"),
        contact("contact", "IC", BY_PHONE),
    ),
    need=True,
)


DEPENDENT = Loop(
    "dependent",
    "2000C",
    (
        level("23", children="0"),
        _patient(Field("relationship", 1, 1069, RELATIONSHIPS, need=True), need=True),
        PERSON,
        replace(CLAIM, need=True),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000B",
    (level("22"), subscriber("18", relationship_need=False), _patient(need=False), INSURED, PAYER, CLAIM, DEPENDENT),
    need=True,
    most=0,
)
CURRENCY = Seg("CUR", "currency", (Field("entity", 1, 98, "85", need=True), Field("currency", 2, 100, need=True)))
BILLING_LEVEL = Loop(
    "billing_level",
    "2000A",
    (level("20", top=True, children="1"), specialty("BI"), CURRENCY, BILLING, PAY_TO, PAY_TO_PLAN, SUBSCRIBER),
    need=True,
    most=0,
)

T837P = Transaction(
    "837",
    "HC",
    "005010X222A1",
    "Health Care Claim: Professional",
    Loop("set", "", (begin("00 18", "0019", "CH RP 31"), SUBMITTER, RECEIVER, BILLING_LEVEL)),
)
