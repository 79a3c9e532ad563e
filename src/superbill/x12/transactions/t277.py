"""277 Health Care Claim Status Response, 005010X212: what has become of the claims that a 276 asked for.

Nothing here runs. Payer → who asked → provider → subscriber → dependent. Where a level is answered as a whole (STC in 2200B or
2200C) none stands below it; claims are answered at the patient.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import contact, dtp, level, name, organization, ref
from superbill.x12.transactions.shapes_inquiry import bare_trace, opening
from superbill.x12.transactions.t276 import service

ENTITIES = (
    "03 13 17 1E 1G 1H 1I 1O 1P 1Q 1R 1S 1T 1U 1V 1W 1X 1Y 1Z 28 2A 2B 2D 2E 2I 2K 2P 2Q 2S 2Z 30 36 3A 3C 3D 3E 3F 3G 3H"
    " 3I 3J 3K 3L 3M 3N 3O 3P 3Q 3R 3S 3T 3U 3V 3W 3X 3Y 3Z 40 43 44 4A 4B 4C 4D 4E 4F 4G 4H 4I 4J 4L 4M 4N 4O 4P 4Q 4R 4S"
    " 4U 4V 4W 4X 4Y 4Z 5A 5B 5C 5D 5E 5F 5G 5H 5I 5J 5K 5L 5M 5N 5O 5P 5Q 5R 5S 5T 5U 5V 5W 5X 5Y 5Z 61 6A 6B 6C 6D 6E 6F"
    " 6G 6H 6I 6J 6K 6L 6M 6N 6O 6P 6Q 6R 6S 6U 6V 6W 6X 6Y 71 72 73 74 77 7C 80 82 84 85 87 95 CK CZ D2 DD DJ DK DN DO DQ"
    " E1 E2 E7 E9 FA FD FE G0 G3 GB GD GI GJ GK GM GY HF HH I3 IJ IL IN LI LR MR MSC OB OD OX P0 P2 P3 P4 P6 P7 PRP PT PV"
    " PW QA QB QC QD QE QH QK QL QN QO QS QV QY RC RW S4 SEP SJ SU T4 TL TQ TT TTP TU UH X3 X4 X5 ZZ"
)
WAYS = ("ED EM FX TE", "ED EM EX FX TE", "ED EM EX FX TE")


def _composite(label: str, place: int, prefix: str, entities: str, *, need: bool, drug: bool) -> Composite:
    parts: tuple[Field, ...] = (
        Field(f"{prefix}category", 1, 1271, need=True),
        Field(f"{prefix}status", 2, 1271, need=True),
        Field(f"{prefix}entity", 3, 98, entities),
    )
    if drug:
        parts += (Field(f"{prefix}list", 4, 1270, "RX"),)
    return Composite(label, place, parts, need=need)


def _status(entities: str, *, more: tuple[Field, ...] = (), drug: bool = False) -> Seg:
    fields: tuple[Field | Composite, ...] = (
        _composite("first", 1, "", entities, need=True, drug=drug),
        Field("day", 2, 373, need=True),
        *more,
        _composite("second", 10, "second_", "", need=False, drug=drug),
        _composite("third", 11, "third_", "", need=False, drug=drug),
    )
    return Seg("STC", "status", fields, need=True, most=0)


ADJUDICATED = (
    Field("charge", 4, 782),
    Field("paid", 5, 782),
    Field("decided_on", 6, 373),
    Field("paid_on", 8, 373),
    Field("check", 9, 429),
)


def _answer(letter: str, kind: str, entities: str) -> Loop:
    return Loop("answer", f"2200{letter}", (bare_trace(kind), _status(entities)))


def _claim(letter: str, *, need: bool) -> Loop:
    line = Loop(
        "line",
        f"2220{letter}",
        (service(paid=True), _status(ENTITIES, drug=True), ref("line_no", "FJ"), dtp("served_on", "472", "D8 RD8", need=True)),
        most=0,
    )
    return Loop(
        "claim",
        f"2200{letter}",
        (
            bare_trace("2"),
            _status(ENTITIES, more=ADJUDICATED, drug=True),
            ref("payer_claim_number", "1K"),
            ref("bill_type", "BLT"),
            ref("control", "EJ"),
            ref("prescription", "XZ"),
            ref("voucher", "VV"),
            ref("clearinghouse", "D9"),
            dtp("served_on", "472", "D8 RD8"),
            line,
        ),
        need=need,
        most=0,
    )


DEPENDENT = Loop(
    "dependent",
    "2000E",
    (
        level("23", child_need=False),
        Loop("person", "2100E", (name("name", "QC", "1"),), need=True),
        _claim("E", need=True),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000D",
    (
        level("22"),
        Loop("person", "2100D", (name("name", "IL", "1 2", ids="24 II MI", id_need=True),), need=True),
        _claim("D", need=False),
        DEPENDENT,
    ),
    most=0,
)
PROVIDER = Loop(
    "provider",
    "2000C",
    (
        level("19"),
        Loop(
            "who",
            "2100C",
            (name("name", "1P", "1 2", ids="FI SV XX", id_need=True, last_need=False),),
            need=True,
            most=2,
        ),
        _answer("C", "1", "1P"),
        SUBSCRIBER,
    ),
    most=0,
)
RECEIVER = Loop(
    "receiver",
    "2000B",
    (
        level("21"),
        Loop("who", "2100B", (name("name", "41", "1 2", ids="46", id_need=True, last_need=False, suffix=False),), need=True),
        _answer("B", "2", "41 AY PR"),
        PROVIDER,
    ),
    need=True,
    most=0,
)
SOURCE = Loop(
    "source",
    "2000A",
    (
        level("20", top=True, children="1"),
        Loop(
            "who",
            "2100A",
            (organization("name", "PR", ids="PI XV"), contact("contact", "IC", WAYS)),
            need=True,
        ),
        RECEIVER,
    ),
    need=True,
    most=0,
)

T277 = Transaction(
    "277",
    "HN",
    "005010X212",
    "Health Care Claim Status Response",
    Loop("set", "", (opening("0010", "08", types="DG", type_need=True), SOURCE)),
    also="005010X212E1",
)
