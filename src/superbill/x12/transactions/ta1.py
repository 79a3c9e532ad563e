"""TA1 Interchange Acknowledgment: one segment, outside any group, that says whether an ISA and its IEA could be read.

Nothing here runs. It has no ST and so is a segment, not a transaction. Source: X12 005010 control directory (X12.5).
"""

from superbill.x12.tables import Field, Seg

NOTES = " ".join(f"{number:03d}" for number in range(32))

TA1 = Seg(
    "TA1",
    "interchange_acknowledgment",
    (
        Field("control", 1, 10012, need=True),
        Field("sent_on", 2, 10008, need=True),
        Field("sent_at", 3, 10009, need=True),
        Field("verdict", 4, 10017, "A E R", need=True),
        Field("note", 5, 10018, NOTES, need=True),
    ),
    most=0,
)
