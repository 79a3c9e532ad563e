"""837P: what other payers cover and have paid: SBR (which payer, which policy), loops 2320 and 2330 of a claim, 2430 of a line."""

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.shapes import (
    FILINGS,
    PROCEDURE_KINDS,
    address,
    adjustments,
    amount,
    dtp,
    name,
    nameless,
    organization,
    procedure,
    ref,
    remarks_moa,
)

PAYERS_RANK = "A B C D E F G H P S T U"
RELATIONSHIPS = "01 19 20 21 39 40 53 G8"
INSURANCE_TYPES = "12 13 14 15 16 41 42 43 47"
ADJUSTMENT_GROUPS = "CO CR OA PI PR"


def subscriber(relationships: str, *, relationship_need: bool) -> Seg:
    """SBR, which payer in the order of payers and which policy."""
    fields = (
        Field("rank", 1, 1138, PAYERS_RANK, need=True),
        Field("relationship", 2, 1069, relationships, need=relationship_need),
        Field("group_number", 3, 127),
        Field("plan_name", 4, 93),
        Field("insurance_type", 5, 1336, INSURANCE_TYPES),
        Field("filing", 9, 1032, FILINGS),
    )
    return Seg("SBR", "subscriber", fields, need=True)


OTHER_INSURED = Loop(
    "insured",
    "2330A",
    (name("name", "IL", "1 2", ids="II MI", id_need=True), *address(need=False), ref("social_security", "SY")),
    need=True,
)
OTHER_PAYER = Loop(
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
        ref("claim_number", "F8"),
    ),
    need=True,
)


def _other_provider(label: str, loop: str, entity: str, types: str, ids: str, *, most: int = 1, numbers: int = 3) -> Loop:
    return Loop(label, loop, (nameless("name", entity, types), ref("other_id", ids, need=True, most=numbers)), most=most)


OTHER_COVERAGE = Loop(
    "other_coverage",
    "2320",
    (
        subscriber(f"18 {RELATIONSHIPS}", relationship_need=True),
        adjustments("adjustments", ADJUSTMENT_GROUPS, most=5),
        amount("paid", "D"),
        amount("noncovered", "A8"),
        amount("remaining", "EAF"),
        Seg(
            "OI",
            "agreements",
            (
                Field("assigns", 3, 1073, "N W Y", need=True),
                Field("signature", 4, 1351, "P"),
                Field("release", 6, 1363, "I Y", need=True),
            ),
            need=True,
        ),
        remarks_moa(),
        OTHER_INSURED,
        OTHER_PAYER,
        _other_provider("referring", "2330C", "DN P3", "1", "0B 1G G2", most=2),
        _other_provider("rendering", "2330D", "82", "1 2", "0B 1G G2 LU"),
        _other_provider("facility", "2330E", "77", "2", "0B G2 LU"),
        _other_provider("supervising", "2330F", "DQ", "1", "0B 1G G2 LU"),
        _other_provider("billing", "2330G", "85", "1 2", "G2 LU", numbers=2),
    ),
    most=10,
)
LINE_ADJUDICATION = Loop(
    "adjudication",
    "2430",
    (
        Seg(
            "SVD",
            "adjudicated",
            (
                Field("payer_id", 1, 67, need=True),
                Field("paid", 2, 782, need=True),
                procedure("service", 3, PROCEDURE_KINDS),
                Field("units", 5, 380, need=True),
                Field("bundled_into", 6, 554),
            ),
            need=True,
        ),
        adjustments("adjustments", ADJUSTMENT_GROUPS, most=5),
        dtp("paid_on", "573", need=True),
        amount("remaining", "EAF"),
    ),
    most=15,
)
