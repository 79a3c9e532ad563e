"""837 Health Care Predetermination: Institutional, 005010X292: what would be paid, asked before the patient comes.

Nothing here runs. The table is that of the claim (837I) with the differences that X12's published examples of this guide show: CLM19
says that it is a predetermination; the statement's days and the type of admission are not known yet. The guide itself is not
published openly: the codes of CLM19 are not judged, and where the guide may be narrower than that of the claim it is not known to us.
"""

from dataclasses import replace

from superbill.x12.transactions.changes import changed, optional, with_fields, with_optional
from superbill.x12.transactions.t837i import T837I
from superbill.x12.transactions.t837p_predetermination import REASON

T837I_PREDETERMINATION = replace(
    T837I,
    guide="005010X292",
    title="Health Care Predetermination: Institutional",
    also="005010X292A1",
    body=changed(
        T837I.body,
        {
            "2300.claim": with_fields(REASON),
            "2300.statement": optional,
            "2300.stay": with_optional("admission_type"),
        },
    ),
)
