"""837I: what other payers cover and have paid: loops 2320 and 2330 of a claim."""

from superbill.x12.tables import Field, Seg
from superbill.x12.transactions.shapes import remarks_moa
from superbill.x12.transactions.t837_coverage import (
    ADJUSTMENTS,
    NONCOVERED,
    PAID,
    REMAINING,
    agreements,
    other_coverage,
    other_insured,
    other_payer,
    other_provider,
    other_subscriber,
)
from superbill.x12.transactions.t837_parties import CLINICIAN_IDS, PLACE_IDS, REFERRER_IDS

INPATIENT = Seg(
    "MIA",
    "inpatient",
    (
        Field("days", 1, 380, need=True),
        Field("psychiatric_days", 3, 380),
        Field("amount4", 4, 782),
        Field("remark1", 5, 127),
        *(Field(f"amount{n}", n, 782) for n in range(6, 15)),
        Field("cost_report_days", 15, 380),
        *(Field(f"amount{n}", n, 782) for n in range(16, 20)),
        *(Field(f"remark{n - 18}", n, 127) for n in range(20, 24)),
        Field("amount24", 24, 782),
    ),
)

OTHER_COVERAGE = other_coverage(
    other_subscriber(insurance_type=False),
    ADJUSTMENTS,
    PAID,
    REMAINING,
    NONCOVERED,
    agreements(),
    INPATIENT,
    remarks_moa(),
    other_insured(numbers=2),
    other_payer(),
    other_provider("attending", "2330C", "71", "1", CLINICIAN_IDS, numbers=4),
    other_provider("operating", "2330D", "72", "1", CLINICIAN_IDS, numbers=4),
    other_provider("other_operating", "2330E", "ZZ", "1", CLINICIAN_IDS, numbers=4),
    other_provider("facility", "2330F", "77", "2", PLACE_IDS),
    other_provider("rendering", "2330G", "82", "1", CLINICIAN_IDS, numbers=4),
    other_provider("referring", "2330H", "DN", "1", REFERRER_IDS),
    other_provider("billing", "2330I", "85", "2", "G2 LU", numbers=2),
)
