"""837D: the claim, loop 2300, from CLM to its last line."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import YES_NO, amount, dtp, ref
from superbill.x12.transactions.t837_segments import (
    ATTACHMENT_WAYS,
    DELAYS,
    EXCEPTIONS_TO_AUTHORIZATION,
    FIXED_FORMAT,
    PRICING_BUT_PER_DIEM,
    attachment,
    coded,
    note,
    repriced,
)
from superbill.x12.transactions.t837d_coverage import OTHER_COVERAGE
from superbill.x12.transactions.t837d_line import CONTRACT, LINE, TEETH
from superbill.x12.transactions.t837d_parties import ASSISTANT, FACILITY, REFERRING, RENDERING, SUPERVISING

CAUSES = "AA EM OA"

CLAIM_HEAD = Seg(
    "CLM",
    "claim",
    (
        Field("control", 1, 1028, need=True),
        Field("charge", 2, 782, need=True),
        Composite(
            "place",
            5,
            (
                Field("place_of_service", 1, 1331, need=True),
                Field("place_list", 2, 1332, "B", need=True),
                Field("frequency", 3, 1325, need=True),
            ),
            need=True,
        ),
        Field("signature_on_file", 6, 1073, YES_NO, need=True),
        Field("assignment", 7, 1359, "A C", need=True),
        Field("assigns_benefits", 8, 1073, "N W Y", need=True),
        Field("release", 9, 1363, "I Y", need=True),
        Composite(
            "causes",
            11,
            (
                Field("cause1", 1, 1362, CAUSES, need=True),
                Field("cause2", 2, 1362, CAUSES),
                Field("accident_state", 4, 156),
                Field("accident_country", 5, 26),
            ),
        ),
        Field("special_program", 12, 1366, "01 02 03 05"),
        Field("predetermination", 19, 1383, "PB"),
        Field("delay_reason", 20, 1514, DELAYS),
    ),
    need=True,
)
ORTHODONTICS = Seg(
    "DN1",
    "orthodontics",
    (Field("months", 1, 380), Field("months_left", 2, 380), Field("treatment", 4, 352)),
)
TOOTH_STATUS = Seg(
    "DN2",
    "tooth_status",
    (Field("tooth", 1, 127, need=True), Field("status", 2, 1368, "E M", need=True), Field("list", 6, 1270, TEETH, need=True)),
    most=35,
)

CLAIM = Loop(
    "claim",
    "2300",
    (
        CLAIM_HEAD,
        dtp("accident_on", "439"),
        dtp("appliance_placed_on", "452"),
        dtp("served_on", "472", "D8 RD8"),
        dtp("repricer_received_on", "050"),
        ORTHODONTICS,
        TOOTH_STATUS,
        attachment("attachment", "B4 DA DG EB OZ P6 RB RR", ATTACHMENT_WAYS, most=10),
        CONTRACT,
        amount("patient_paid", "F5"),
        ref("predetermined", "G3"),
        ref("service_exception", "4N", values=EXCEPTIONS_TO_AUTHORIZATION),
        ref("payer_claim_number", "F8"),
        ref("referral", "9F"),
        ref("prior_authorization", "G1"),
        ref("repriced", "9A"),
        ref("repriced_again", "9C"),
        ref("clearinghouse", "D9"),
        FIXED_FORMAT,
        note("note", "ADD", most=5),
        coded("diagnoses", "ABK BK TQ", "ABF BF TQ", count=4),
        repriced(PRICING_BUT_PER_DIEM),
        REFERRING,
        RENDERING,
        FACILITY,
        ASSISTANT,
        SUPERVISING,
        OTHER_COVERAGE,
        LINE,
    ),
    most=100,
)
