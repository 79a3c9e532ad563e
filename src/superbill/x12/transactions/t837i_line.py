"""837I: one service line, loop 2400, with its drug (2410), its clinicians (2420) and what other payers made of it (2430)."""

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.shapes import amount, dtp, procedure, ref
from superbill.x12.transactions.t837_coverage import line_adjudication
from superbill.x12.transactions.t837_parties import REFERRER_IDS, line_clinician
from superbill.x12.transactions.t837_segments import (
    ATTACHMENT,
    LINE_NUMBER,
    PRICING,
    drug,
    note,
    repriced,
    repriced_service,
)

PROCEDURE_KINDS = "ER HC HP IV WK"
UNITS = "DA UN"

SERVICE = Seg(
    "SV2",
    "service",
    (
        Field("revenue", 1, 234, need=True),
        procedure("service", 2, PROCEDURE_KINDS, need=False),
        Field("charge", 3, 782, need=True),
        Field("unit", 4, 355, UNITS, need=True),
        Field("units", 5, 380, need=True),
        Field("noncovered", 7, 782),
    ),
    need=True,
)

LINE = Loop(
    "line",
    "2400",
    (
        LINE_NUMBER,
        SERVICE,
        ATTACHMENT,
        dtp("served_on", "472", "D8 RD8"),
        ref("line_no", "6R"),
        ref("repriced", "9B"),
        ref("repriced_again", "9D"),
        amount("service_tax", "GT"),
        amount("facility_tax", "N8"),
        note("third_party_note", "TPO"),
        repriced(PRICING, Field("revenue", 8, 234), *repriced_service(PROCEDURE_KINDS, UNITS)),
        drug("N4"),
        line_clinician("operating", "2420A", "72"),
        line_clinician("other_operating", "2420B", "ZZ"),
        line_clinician("rendering", "2420C", "82"),
        line_clinician("referring", "2420D", "DN", ids=REFERRER_IDS),
        line_adjudication(procedure("service", 3, PROCEDURE_KINDS, need=False), Field("revenue", 4, 234, need=True)),
    ),
    need=True,
    most=999,
)
