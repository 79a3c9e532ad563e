"""837P: the segments that stand on a claim and on a line alike."""

from superbill.x12.tables import Field, Seg
from superbill.x12.transactions.shapes import YES_NO

ATTACHMENTS = (
    "03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR LA M1 MT NN OB OC"
    " OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP"
)
AMBULANCE = "01 04 05 06 07 08 09 12"
REJECTS, POLICY, EXCEPTIONS = "T1 T2 T3 T4 T5 T6", "1 2 3 4 5", "1 2 3 4 5 6"


def attachment(label: str, kinds: str, ways: str, *, most: int, control: bool) -> Seg:
    """PWK, something on paper or in another file that goes with it."""
    fields: tuple[Field, ...] = (
        Field("kind", 1, 755, kinds, need=True, key=True),
        Field("way", 2, 756, ways, need=True, key=True),
    )
    if control:
        fields += (Field("control_type", 5, 66, "AC"), Field("control", 6, 67))
    return Seg("PWK", label, fields, most=most)


def note(label: str, codes: str) -> Seg:
    """NTE, a note in words."""
    return Seg("NTE", label, (Field("type", 1, 363, codes, need=True, key=True), Field("text", 2, 352, need=True)))


def conditions(label: str, category: str, answers: str, codes: str, *, count: int, most: int = 1) -> Seg:
    """CRC, conditions that are met or not met."""
    fields = (
        Field("category", 1, 1136, category, need=True, key=True),
        Field("answer", 2, 1073, answers, need=True),
        *(Field(f"condition{index}", 2 + index, 1321, codes, need=index == 1) for index in range(1, count + 1)),
    )
    return Seg("CRC", label, fields, most=most)


def repriced(methods: str, *on_lines: Field) -> Seg:
    """HCP, what a repricer made of the charge."""
    fields = (
        Field("method", 1, 1473, methods, need=True),
        Field("allowed", 2, 782, need=True),
        Field("saved", 3, 782),
        Field("repricer", 4, 127),
        Field("rate", 5, 118),
        Field("group_code", 6, 127),
        Field("group_amount", 7, 782),
        *on_lines,
        Field("reject_reason", 13, 901, REJECTS),
        Field("policy", 14, 1526, POLICY),
        Field("exception", 15, 1527, EXCEPTIONS),
    )
    return Seg("HCP", "pricing", fields)


CONTRACT = Seg(
    "CN1",
    "contract",
    (
        Field("type", 1, 1166, "01 02 03 04 05 06 09", need=True),
        Field("amount", 2, 782),
        Field("percent", 3, 332),
        Field("code", 4, 127),
        Field("discount", 5, 338),
        Field("version", 6, 799),
    ),
)
FIXED_FORMAT = Seg("K3", "fixed_format", (Field("text", 1, 449, need=True),), most=10)
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
ATTACHMENT = attachment("attachment", ATTACHMENTS, "AA BM EL EM FT FX", most=10, control=True)
AMBULANCE_CONDITIONS = conditions("ambulance_conditions", "07", YES_NO, AMBULANCE, count=5, most=3)
