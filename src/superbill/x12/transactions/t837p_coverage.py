"""837P: what other payers cover and have paid: loops 2320 and 2330 of a claim, 2430 of a line."""

from superbill.x12.tables import Field
from superbill.x12.transactions.shapes import PROCEDURE_KINDS, procedure, remarks_moa
from superbill.x12.transactions.t837_coverage import (
    ADJUSTMENTS,
    NONCOVERED,
    PAID,
    REMAINING,
    agreements,
    line_adjudication,
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
    NONCOVERED,
    REMAINING,
    agreements(Field("signature", 4, 1351, "P")),
    remarks_moa(),
    other_insured(numbers=1),
    other_payer(),
    other_provider("referring", "2330C", "DN P3", "1", REFERRER_IDS, most=2),
    other_provider("rendering", "2330D", "82", "1 2", CLINICIAN_IDS),
    other_provider("facility", "2330E", "77", "2", PLACE_IDS),
    other_provider("supervising", "2330F", "DQ", "1", CLINICIAN_IDS),
    other_provider("billing", "2330G", "85", "1 2", "G2 LU", numbers=2),
)
LINE_ADJUDICATION = line_adjudication(procedure("service", 3, PROCEDURE_KINDS))
