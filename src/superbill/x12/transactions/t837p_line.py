"""837P: one service line, loop 2400, with its drug (2410) and forms (2440)."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import PROCEDURE_KINDS, YES_NO, amount, dtp, procedure, quantity, ref
from superbill.x12.transactions.t837_segments import (
    ATTACHMENT_WAYS,
    ATTACHMENTS,
    CONTRACT,
    FIXED_FORMAT,
    LINE_NUMBER,
    PRICING,
    attachment,
    conditions,
    drug,
    note,
    repriced,
    repriced_service,
)
from superbill.x12.transactions.t837p_coverage import LINE_ADJUDICATION
from superbill.x12.transactions.t837p_parties import LINE_PROVIDERS
from superbill.x12.transactions.t837p_segments import AMBULANCE_CONDITIONS, AMBULANCE_TRANSPORT

POINTERS = "1 2 3 4 5 6 7 8 9 10 11 12"

FORMS = Loop(
    "forms",
    "2440",
    (
        Seg("LQ", "form", (Field("list", 1, 1270, "AS UT", need=True), Field("code", 2, 1271, need=True)), need=True),
        Seg(
            "FRM",
            "answers",
            (
                Field("question", 1, 350, need=True),
                Field("answer", 2, 1073, "N W Y"),
                Field("text", 3, 127),
                Field("day", 4, 373),
                Field("percent", 5, 332),
            ),
            need=True,
            most=99,
        ),
    ),
    most=0,
)
SERVICE = Seg(
    "SV1",
    "service",
    (
        procedure("service", 1, PROCEDURE_KINDS),
        Field("charge", 2, 782, need=True),
        Field("unit", 3, 355, "MJ UN", need=True),
        Field("units", 4, 380, need=True),
        Field("place_of_service", 5, 1331),
        Composite("pointers", 7, tuple(Field(f"pointer{n}", n, 1328, POINTERS, need=n == 1) for n in range(1, 5)), need=True),
        Field("emergency", 9, 1073, "Y"),
        Field("epsdt", 11, 1073, "Y"),
        Field("family_planning", 12, 1073, "Y"),
        Field("copay_exempt", 15, 1327, "0"),
    ),
    need=True,
)

LINE = Loop(
    "line",
    "2400",
    (
        LINE_NUMBER,
        SERVICE,
        Seg(
            "SV5",
            "equipment",
            (
                Composite(
                    "service", 1, (Field("kind", 1, 235, "HC", need=True), Field("procedure", 2, 234, need=True)), need=True
                ),
                Field("unit", 2, 355, "DA", need=True),
                Field("days", 3, 380, need=True),
                Field("rental", 4, 782, need=True),
                Field("purchase", 5, 782, need=True),
                Field("frequency", 6, 594, "1 4 6", need=True),
            ),
        ),
        attachment("attachment", ATTACHMENTS, ATTACHMENT_WAYS, most=10, told_by_way=True),
        attachment("necessity", "CT", "AB AD AF AG NS", most=1, control=False, told_by_way=True),
        AMBULANCE_TRANSPORT,
        Seg(
            "CR3",
            "equipment_certification",
            (
                Field("type", 1, 1322, "I R S", need=True),
                Field("unit", 2, 355, "MO", need=True),
                Field("months", 3, 380, need=True),
            ),
        ),
        AMBULANCE_CONDITIONS,
        conditions("hospice", "70", YES_NO, "65", count=1),
        conditions("equipment_conditions", "09", YES_NO, "38 ZV", count=2),
        dtp("served_on", "472", "D8 RD8", need=True),
        dtp("prescribed_on", "471"),
        dtp("certified_on", "607"),
        dtp("therapy_began_on", "463"),
        dtp("last_certified_on", "461"),
        dtp("last_seen_on", "304"),
        dtp("tested_on", "738 739", most=2),
        dtp("shipped_on", "011"),
        dtp("x_rayed_on", "455"),
        dtp("treated_since", "454"),
        quantity("patients", "PT"),
        quantity("oxygen", "FL"),
        Seg(
            "MEA",
            "test_result",
            (
                Field("reference", 1, 737, "OG TR", need=True),
                Field("kind", 2, 738, "HT R1 R2 R3 R4", need=True),
                Field("value", 3, 739, need=True),
            ),
            most=5,
        ),
        CONTRACT,
        ref("repriced", "9B"),
        ref("repriced_again", "9D"),
        ref("prior_authorization", "G1", most=5, payer_id=True),
        ref("line_no", "6R"),
        ref("mammography", "EW"),
        ref("clia", "X4"),
        ref("clia_referred", "F4"),
        ref("batch", "BT"),
        ref("referral", "9F", most=5, payer_id=True),
        amount("sales_tax", "T"),
        amount("postage", "F4"),
        FIXED_FORMAT,
        note("note", "ADD DCP"),
        note("third_party_note", "TPO"),
        Seg("PS1", "purchased", (Field("provider", 1, 127, need=True), Field("charge", 2, 782, need=True))),
        repriced(PRICING, *repriced_service(PROCEDURE_KINDS, "MJ UN")),
        drug("EN EO HI N4 ON UK UP"),
        *LINE_PROVIDERS,
        LINE_ADJUDICATION,
        FORMS,
    ),
    need=True,
    most=50,
)
