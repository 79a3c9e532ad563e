"""837P: the segments that its claims and lines alone have, and both of them: what is told of an ambulance."""

from superbill.x12.tables import Field, Seg
from superbill.x12.transactions.shapes import YES_NO
from superbill.x12.transactions.t837_segments import conditions

AMBULANCE_TRANSPORT = Seg(
    "CR1",
    "ambulance",
    (
        Field("weight_unit", 1, 355, "LB"),
        Field("weight", 2, 81),
        Field("reason", 4, 1317, "A B C D E", need=True),
        Field("unit", 5, 355, "DH", need=True),
        Field("miles", 6, 380, need=True),
        Field("round_trip", 9, 352),
        Field("stretcher", 10, 352),
    ),
)
AMBULANCE_CONDITIONS = conditions("ambulance_conditions", "07", YES_NO, "01 04 05 06 07 08 09 12", count=5, most=3)
