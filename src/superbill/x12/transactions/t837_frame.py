"""837: all that stands around a claim, as all three kinds of claim have it.

Submitter and receiver; then billing provider → subscriber → patient (only when not the subscriber) → claim.
"""

from dataclasses import replace

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.shapes import (
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
from superbill.x12.transactions.t837_coverage import RELATIONSHIPS

RELATIONSHIP = Field("relationship", 1, 1069, RELATIONSHIPS, need=True)


def patient(*fields: Field, need: bool) -> Seg:
    """PAT, what is told of the patient as such."""
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
CURRENCY = Seg("CUR", "currency", (Field("entity", 1, 98, "85", need=True), Field("currency", 2, 100, need=True)))


def billing(who: Seg, tax_ids: str, *licenses: Seg) -> Loop:
    """Loop 2010AA."""
    tax_id = ref("tax_id", tax_ids, need=True)
    return Loop("billing", "2010AA", (who, *address(need=True), tax_id, *licenses, contact("contact", "IC", most=2)), need=True)


def pay_to(types: str) -> Loop:
    """Loop 2010AB, an address only."""
    return Loop("pay_to", "2010AB", (nameless("name", "87", types), *address(need=True)))


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


def insured(*contacts: Seg) -> Loop:
    """Loop 2010BA. An insured person must have an id; an insured organisation (the employer, in casualty) need not."""
    return Loop(
        "insured",
        "2010BA",
        (
            name("name", "IL", "1 2", ids="II MI"),
            *address(need=False),
            _born(need=False),
            ref("social_security", "SY"),
            ref("casualty_claim", "Y4"),
            *contacts,
        ),
        need=True,
    )


def payer(*, billing_ids: int) -> Loop:
    """Loop 2010BB; `billing_ids` is how many numbers of the billing provider it may hold."""
    return Loop(
        "payer",
        "2010BB",
        (
            organization("name", "PR", ids="PI XV"),
            *address(need=False),
            ref("other_id", "2U EI FY NF", most=3),
            ref("billing_id", "G2 LU", most=billing_ids),
        ),
        need=True,
    )


def person(*contacts: Seg) -> Loop:
    """Loop 2010CA."""
    return Loop(
        "person",
        "2010CA",
        (
            name("name", "QC", "1"),
            *address(need=True),
            _born(need=True),
            ref("casualty_claim", "Y4"),
            ref("member_id", "1W SY"),
            *contacts,
        ),
        need=True,
    )


def frame(
    claim: Loop,
    *,
    billed_by: tuple[Loop, ...],
    covered_by: tuple[Seg, ...],
    insured: Loop,
    payer: Loop,
    patient: Seg,
    person: Loop,
) -> Loop:
    """The set around a claim: each level of the hierarchy with what this kind of claim has there."""
    dependent = Loop("dependent", "2000C", (level("23", children="0"), patient, person, replace(claim, need=True)), most=0)
    subscriber = Loop("subscriber", "2000B", (level("22"), *covered_by, insured, payer, claim, dependent), need=True, most=0)
    billing_level = Loop(
        "billing_level",
        "2000A",
        (level("20", top=True, children="1"), specialty("BI"), CURRENCY, *billed_by, subscriber),
        need=True,
        most=0,
    )
    return Loop("set", "", (begin("00 18", "0019", "CH RP 31"), SUBMITTER, RECEIVER, billing_level))
