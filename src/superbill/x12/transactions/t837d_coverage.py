"""837D: what other payers cover and have paid: loops 2320 and 2330 of a claim."""

from superbill.x12.transactions.shapes import ref, remarks_moa
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

OTHER_COVERAGE = other_coverage(
    other_subscriber(),
    ADJUSTMENTS,
    PAID,
    REMAINING,
    NONCOVERED,
    agreements(),
    remarks_moa(),
    other_insured(numbers=2),
    other_payer(ref("predetermined", "G3")),
    other_provider("referring", "2330C", "DN P3", "1", REFERRER_IDS, most=2),
    other_provider("rendering", "2330D", "82", "1", CLINICIAN_IDS),
    other_provider("supervising", "2330E", "DQ", "1", CLINICIAN_IDS),
    other_provider("billing", "2330F", "85", "1 2", "G2 LU", numbers=2),
    other_provider("facility", "2330G", "77", "2", PLACE_IDS),
    other_provider("assistant", "2330H", "DD", "1 2", CLINICIAN_IDS),
)
