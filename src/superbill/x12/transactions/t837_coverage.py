"""837: what other payers cover and have paid, as all three kinds of claim have it: SBR, loops 2320 and 2330, and 2430 of a line."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import (
    FILINGS,
    address,
    adjustments,
    amount,
    dtp,
    name,
    nameless,
    organization,
    ref,
)

PAYERS_RANK = "A B C D E F G H P S T U"
RELATIONSHIPS = "01 19 20 21 39 40 53 G8"
INSURANCE_TYPES = "12 13 14 15 16 41 42 43 47"
ADJUSTMENT_GROUPS = "CO CR OA PI PR"

ADJUSTMENTS = adjustments("adjustments", ADJUSTMENT_GROUPS, most=5)
PAID = amount("paid", "D")
NONCOVERED = amount("noncovered", "A8")
REMAINING = amount("remaining", "EAF")


def subscriber(relationships: str = "18", *, relationship_need: bool = False, insurance_type: bool = True) -> Seg:
    """SBR, which payer in the order of payers and which policy."""
    fields: tuple[Field, ...] = (
        Field("rank", 1, 1138, PAYERS_RANK, need=True),
        Field("relationship", 2, 1069, relationships, need=relationship_need),
        Field("group_number", 3, 127),
        Field("plan_name", 4, 93),
    )
    if insurance_type:
        fields += (Field("insurance_type", 5, 1336, INSURANCE_TYPES),)
    return Seg("SBR", "subscriber", (*fields, Field("filing", 9, 1032, FILINGS)), need=True)


def other_subscriber(*, insurance_type: bool = True) -> Seg:
    """SBR of another payer; there the patient's relation to the insured is always told."""
    return subscriber(f"18 {RELATIONSHIPS}", relationship_need=True, insurance_type=insurance_type)


def agreements(*signature: Field) -> Seg:
    """OI, what the patient has agreed to with the other payer."""
    fields = (Field("assigns", 3, 1073, "N W Y", need=True), *signature, Field("release", 6, 1363, "I Y", need=True))
    return Seg("OI", "agreements", fields, need=True)


def other_insured(*, numbers: int) -> Loop:
    """Loop 2330A."""
    who = name("name", "IL", "1 2", ids="II MI", id_need=True)
    return Loop("insured", "2330A", (who, *address(need=False), ref("social_security", "SY", most=numbers)), need=True)


def other_payer(*predetermination: Seg) -> Loop:
    """Loop 2330B."""
    return Loop(
        "payer",
        "2330B",
        (
            organization("name", "PR", ids="PI XV"),
            *address(need=False),
            dtp("paid_on", "573"),
            ref("other_id", "2U EI FY NF", most=2),
            ref("prior_authorization", "G1"),
            ref("referral", "9F"),
            ref("adjustment", "T4"),
            *predetermination,
            ref("claim_number", "F8"),
        ),
        need=True,
    )


def other_provider(label: str, loop: str, entity: str, types: str, ids: str, *, most: int = 1, numbers: int = 3) -> Loop:
    """Loops 2330C and on: the numbers by which the other payer knows somebody of this claim."""
    return Loop(label, loop, (nameless("name", entity, types), ref("other_id", ids, need=True, most=numbers)), most=most)


def other_coverage(*children: Seg | Loop) -> Loop:
    """Loop 2320, once for each other payer."""
    return Loop("other_coverage", "2320", children, most=10)


def line_adjudication(service: Composite, *revenue: Field) -> Loop:
    """Loop 2430: what another payer made of the line."""
    fields: tuple[Field | Composite, ...] = (
        Field("payer_id", 1, 67, need=True),
        Field("paid", 2, 782, need=True),
        service,
        *revenue,
        Field("units", 5, 380, need=True),
        Field("bundled_into", 6, 554),
    )
    return Loop(
        "adjudication",
        "2430",
        (Seg("SVD", "adjudicated", fields, need=True), ADJUSTMENTS, dtp("paid_on", "573", need=True), REMAINING),
        most=15,
    )
