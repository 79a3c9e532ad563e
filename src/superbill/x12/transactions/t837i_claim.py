"""837I: the claim, loop 2300, from CLM to its last line, with the clinicians and places of loops 2310."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import amount, dtp, ref, specialty
from superbill.x12.transactions.t837_parties import REFERRER_IDS, clinician, place
from superbill.x12.transactions.t837_segments import (
    AMOUNTING,
    ATTACHMENT,
    CONTRACT,
    DELAYS,
    DURING,
    EPSDT,
    EXCEPTIONS_TO_AUTHORIZATION,
    FIXED_FORMAT,
    ON_A_DAY,
    PRESENT,
    PRICING,
    coded,
    note,
    repriced,
)
from superbill.x12.transactions.t837i_coverage import OTHER_COVERAGE
from superbill.x12.transactions.t837i_line import LINE, UNITS

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
                Field("facility", 1, 1331, need=True),
                Field("place_list", 2, 1332, "A", need=True),
                Field("frequency", 3, 1325, need=True),
            ),
            need=True,
        ),
        Field("assignment", 7, 1359, "A B C", need=True),
        Field("assigns_benefits", 8, 1073, "N W Y", need=True),
        Field("release", 9, 1363, "I Y", need=True),
        Field("delay_reason", 20, 1514, DELAYS),
    ),
    need=True,
)
STAY = Seg(
    "CL1",
    "stay",
    (
        Field("admission_type", 1, 1315, need=True),
        Field("admission_source", 2, 1314),
        Field("patient_status", 3, 1352, need=True),
    ),
    need=True,
)
CODES = (
    coded("principal", "ABK BK", need=True, more=PRESENT),
    coded("admitting", "ABJ BJ"),
    coded("reasons", "APR PR", count=3),
    coded("external", "ABN BN", count=12, more=PRESENT),
    coded("drg", "DR"),
    coded("other_diagnoses", "ABF BF", count=12, most=2, more=PRESENT),
    coded("principal_procedure", "BBR BR CAH", more=ON_A_DAY),
    coded("other_procedures", "BBQ BQ", count=12, most=2, more=ON_A_DAY),
    coded("occurrence_spans", "BI", count=12, most=2, more=DURING),
    coded("occurrences", "BH", count=12, most=2, more=ON_A_DAY),
    coded("values", "BE", count=12, most=2, more=AMOUNTING),
    coded("conditions", "BG", count=12, most=2),
    coded("treatments", "TC", count=12, most=2),
)

CLAIM = Loop(
    "claim",
    "2300",
    (
        CLAIM_HEAD,
        dtp("discharged_at", "096", "TM"),
        dtp("statement", "434", "RD8", need=True),
        dtp("admitted_on", "435", "D8 DT"),
        dtp("repricer_received_on", "050"),
        STAY,
        ATTACHMENT,
        CONTRACT,
        amount("patient_due", "F3"),
        ref("service_exception", "4N", values=EXCEPTIONS_TO_AUTHORIZATION),
        ref("referral", "9F"),
        ref("prior_authorization", "G1"),
        ref("payer_claim_number", "F8"),
        ref("repriced", "9A"),
        ref("repriced_again", "9C"),
        ref("investigational", "LX", most=5),
        ref("clearinghouse", "D9"),
        ref("accident_state", "LU"),
        ref("patient_number", "EA"),
        ref("demonstration", "P4"),
        ref("peer_review", "G4"),
        FIXED_FORMAT,
        note("note", "ALG DCP DGN DME MED NTR ODT RHB RLH RNH SET SFM SPT UPI", most=10),
        note("billing_note", "ADD"),
        EPSDT,
        *CODES,
        repriced(PRICING, Field("revenue", 8, 234), Field("unit", 11, 355, UNITS), Field("units", 12, 380)),
        clinician("attending", "2310A", "71", specialty("AT")),
        clinician("operating", "2310B", "72"),
        clinician("other_operating", "2310C", "ZZ"),
        clinician("rendering", "2310D", "82"),
        place("2310E"),
        clinician("referring", "2310F", "DN", ids=REFERRER_IDS, numbers=3),
        OTHER_COVERAGE,
        LINE,
    ),
    most=100,
)
