"""837 Health Care Predetermination: Professional, 005010X291: what would be paid, asked before the service is given.

Nothing here runs. The table is that of the claim (837P) with the differences that X12's published examples of this guide show: CLM19
says that it is a predetermination, and a line has no day of service yet. The guide itself is not published openly: the codes of
CLM19 are not judged, and where the guide may be narrower than that of the claim it is not known to us.
"""

from dataclasses import replace

from superbill.x12.tables import Field
from superbill.x12.transactions.changes import changed, optional, with_fields
from superbill.x12.transactions.t837p import T837P

REASON = Field("reason", 19, 1383)

T837P_PREDETERMINATION = replace(
    T837P,
    guide="005010X291",
    title="Health Care Predetermination: Professional",
    also="005010X291A1",
    body=changed(T837P.body, {"2300.claim": with_fields(REASON), "2400.served_on": optional}),
)
