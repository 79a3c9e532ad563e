"""837P: the claim, loop 2300, from CLM to its last line."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import YES_NO, amount, dtp, ref
from superbill.x12.transactions.t837_segments import (
    ATTACHMENT,
    CONTRACT,
    DELAYS,
    EPSDT,
    EXCEPTIONS_TO_AUTHORIZATION,
    FIXED_FORMAT,
    PRICING_BUT_PER_DIEM,
    coded,
    conditions,
    note,
    repriced,
)
from superbill.x12.transactions.t837p_coverage import OTHER_COVERAGE
from superbill.x12.transactions.t837p_line import LINE
from superbill.x12.transactions.t837p_parties import DROP_OFF, FACILITY, PICK_UP, REFERRING, RENDERING, SUPERVISING
from superbill.x12.transactions.t837p_segments import AMBULANCE_CONDITIONS, AMBULANCE_TRANSPORT

SPINE = Seg(
    "CR2",
    "spinal_manipulation",
    (Field("condition", 8, 1342, "A C D E F G M", need=True), Field("text1", 10, 352), Field("text2", 11, 352)),
)

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
        Field("assignment", 7, 1359, "A B C", need=True),
        Field("assigns_benefits", 8, 1073, "N W Y", need=True),
        Field("release", 9, 1363, "I Y", need=True),
        Field("signature_source", 10, 1351, "P"),
        Composite(
            "causes",
            11,
            (
                Field("cause1", 1, 1362, "AA EM OA", need=True),
                Field("cause2", 2, 1362, "AA EM OA"),
                Field("accident_state", 4, 156),
                Field("accident_country", 5, 26),
            ),
        ),
        Field("special_program", 12, 1366, "02 03 05 09"),
        Field("delay_reason", 20, 1514, DELAYS),
    ),
    need=True,
)

CLAIM = Loop(
    "claim",
    "2300",
    (
        CLAIM_HEAD,
        dtp("onset", "431"),
        dtp("treated_since", "454"),
        dtp("last_seen_on", "304"),
        dtp("acute_manifestation", "453"),
        dtp("accident_on", "439"),
        dtp("last_menses", "484"),
        dtp("x_rayed_on", "455"),
        dtp("prescribed_on", "471"),
        dtp("disabled", "314 360 361", "D8 RD8"),
        dtp("last_worked_on", "297"),
        dtp("back_to_work_on", "296"),
        dtp("admitted_on", "435"),
        dtp("discharged_on", "096"),
        dtp("care_assumed", "090 091", most=2),
        dtp("first_contact", "444"),
        dtp("repricer_received_on", "050"),
        ATTACHMENT,
        CONTRACT,
        amount("patient_paid", "F5"),
        ref("service_exception", "4N", values=EXCEPTIONS_TO_AUTHORIZATION),
        ref("medicare_crossover", "F5", values=YES_NO),
        ref("mammography", "EW"),
        ref("referral", "9F"),
        ref("prior_authorization", "G1"),
        ref("payer_claim_number", "F8"),
        ref("clia", "X4"),
        ref("repriced", "9A"),
        ref("repriced_again", "9C"),
        ref("investigational", "LX"),
        ref("clearinghouse", "D9"),
        ref("patient_number", "EA"),
        ref("demonstration", "P4"),
        ref("care_plan", "1J"),
        FIXED_FORMAT,
        note("note", "ADD CER DCP DGN TPO"),
        AMBULANCE_TRANSPORT,
        SPINE,
        AMBULANCE_CONDITIONS,
        conditions("vision", "E1 E2 E3", YES_NO, "L1 L2 L3 L4 L5", count=5, most=3),
        conditions("homebound", "75", "Y", "IH", count=1),
        EPSDT,
        coded("diagnoses", "ABK BK", "ABF BF", count=12, need=True),
        coded("anesthesia", "BP", "BO", count=2),
        coded("conditions", "BG", count=12, most=2),
        repriced(PRICING_BUT_PER_DIEM),
        REFERRING,
        RENDERING,
        FACILITY,
        SUPERVISING,
        PICK_UP,
        DROP_OFF,
        OTHER_COVERAGE,
        LINE,
    ),
    most=100,
)
