"""837: the segments that claims and lines of more than one kind of claim have: attachments, notes, codes, contracts, prices, drugs."""

from dataclasses import replace

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import YES_NO, ref

ATTACHMENTS = (
    "03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR LA M1 MT NN OB OC"
    " OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP"
)
ATTACHMENT_WAYS = "AA BM EL EM FT FX"
DELAYS = "1 2 3 4 5 6 7 8 9 10 11 15"
EXCEPTIONS_TO_AUTHORIZATION = "1 2 3 4 5 6 7"
PRICING = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14"
PRICING_BUT_PER_DIEM = "00 01 02 03 04 05 07 08 09 10 11 12 13 14"
REJECTS, POLICY, EXCEPTIONS = "T1 T2 T3 T4 T5 T6", "1 2 3 4 5", "1 2 3 4 5 6"

PRESENT = (Field("present", 9, 1073, "N U W Y"),)
ON_A_DAY = (Field("format", 3, 1250, "D8", need=True), Field("day", 4, 1251, need=True))
DURING = (Field("format", 3, 1250, "RD8", need=True), Field("period", 4, 1251, need=True))
AMOUNTING = (Field("amount", 5, 782, need=True),)


def attachment(label: str, kinds: str, ways: str, *, most: int, control: bool = True, told_by_way: bool = False) -> Seg:
    """PWK, something on paper or in another file that goes with it; `told_by_way` when the loop has PWK of two meanings."""
    fields: tuple[Field, ...] = (
        Field("kind", 1, 755, kinds, need=True),
        Field("way", 2, 756, ways, need=True, key=told_by_way),
    )
    if control:
        fields += (Field("control_type", 5, 66, "AC"), Field("control", 6, 67))
    return Seg("PWK", label, fields, most=most)


def note(label: str, codes: str, *, most: int = 1) -> Seg:
    """NTE, a note in words."""
    fields = (Field("type", 1, 363, codes, need=True, key=True), Field("text", 2, 352, need=True))
    return Seg("NTE", label, fields, most=most)


def conditions(label: str, category: str, answers: str, codes: str, *, count: int, most: int = 1) -> Seg:
    """CRC, conditions that are met or not met."""
    fields = (
        Field("category", 1, 1136, category, need=True, key=True),
        Field("answer", 2, 1073, answers, need=True),
        *(Field(f"condition{index}", 2 + index, 1321, codes, need=index == 1) for index in range(1, count + 1)),
    )
    return Seg("CRC", label, fields, most=most)


def coded(
    label: str,
    first: str,
    others: str = "",
    *,
    count: int = 1,
    need: bool = False,
    most: int = 1,
    more: tuple[Field, ...] = (),
) -> Seg:
    """HI, up to twelve codes of one list; `more` is what is told of each code, such as whether it was present on admission."""

    def code(index: int) -> Composite:
        codes = first if index == 1 or not others else others
        parts = (
            Field(f"list{index}", 1, 1270, codes, need=True, key=index == 1),
            Field(f"code{index}", 2, 1271, need=True),
            *(replace(each, name=f"{each.name}{index}") for each in more),
        )
        return Composite(f"codes{index}", index, parts, need=index == 1)

    return Seg("HI", label, tuple(code(index) for index in range(1, count + 1)), need=need, most=most)


def repriced(methods: str, *more: Field, grouped: bool = True) -> Seg:
    """HCP, what a repricer made of the charge; `grouped` when it may be by ambulatory patient group."""
    group = (Field("group_code", 6, 127), Field("group_amount", 7, 782))
    fields = (
        Field("method", 1, 1473, methods, need=True),
        Field("allowed", 2, 782, need=True),
        Field("saved", 3, 782),
        Field("repricer", 4, 127),
        Field("rate", 5, 118),
        *(group if grouped else ()),
        *more,
        Field("reject_reason", 13, 901, REJECTS),
        Field("policy", 14, 1526, POLICY),
        Field("exception", 15, 1527, EXCEPTIONS),
    )
    return Seg("HCP", "pricing", fields)


def repriced_service(kinds: str, units: str) -> tuple[Field, ...]:
    """HCP09 to HCP12: the service that the repricer allowed."""
    return (
        Field("procedure_kind", 9, 235, kinds),
        Field("procedure", 10, 234),
        Field("unit", 11, 355, units),
        Field("units", 12, 380),
    )


def contract(types: str) -> Seg:
    """CN1, the terms of a contract."""
    fields = (
        Field("type", 1, 1166, types, need=True),
        Field("amount", 2, 782),
        Field("percent", 3, 332),
        Field("code", 4, 127),
        Field("discount", 5, 338),
        Field("version", 6, 799),
    )
    return Seg("CN1", "contract", fields)


def drug(kinds: str) -> Loop:
    """Loop 2410: which drug, how much of it, which prescription."""
    unit = Composite("units", 5, (Field("unit", 1, 355, "F2 GR ME ML UN", need=True),), need=True)
    return Loop(
        "drug",
        "2410",
        (
            Seg("LIN", "drug", (Field("kind", 2, 235, kinds, need=True), Field("code", 3, 234, need=True)), need=True),
            Seg("CTP", "quantity", (Field("quantity", 4, 380, need=True), unit), need=True),
            ref("prescription", "VY XZ"),
        ),
    )


LINE_NUMBER = Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True)
ATTACHMENT = attachment("attachment", ATTACHMENTS, ATTACHMENT_WAYS, most=10)
CONTRACT = contract("01 02 03 04 05 06 09")
FIXED_FORMAT = Seg("K3", "fixed_format", (Field("text", 1, 449, need=True),), most=10)
EPSDT = conditions("epsdt", "ZZ", YES_NO, "AV NU S2 ST", count=3)
