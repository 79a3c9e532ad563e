"""837D: one service line, loop 2400, with its teeth, its clinicians and places (2420) and what other payers made of it (2430)."""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import amount, dtp, procedure, ref
from superbill.x12.transactions.t837_coverage import line_adjudication
from superbill.x12.transactions.t837_segments import (
    FIXED_FORMAT,
    LINE_NUMBER,
    PRICING,
    contract,
    repriced,
    repriced_service,
)
from superbill.x12.transactions.t837d_parties import LINE_PROVIDERS

DENTAL = "AD"
TEETH = "JP"
SURFACES = "B D F I L M O"
POINTERS = "1 2 3 4"

CONTRACT = contract("02 03 04 05 06 09")


def _five(label: str, place: int, part: str, number: int, codes: str = "") -> Composite:
    parts = tuple(Field(f"{part}{index}", index, number, codes, need=index == 1) for index in range(1, 6))
    return Composite(label, place, parts)


SERVICE = Seg(
    "SV3",
    "service",
    (
        procedure("service", 1, DENTAL),
        Field("charge", 2, 782, need=True),
        Field("place_of_service", 3, 1331),
        _five("areas", 4, "area", 1361),
        Field("prosthesis", 5, 1358, "I R"),
        Field("units", 6, 380),
        Composite("pointers", 11, tuple(Field(f"pointer{n}", n, 1328, POINTERS, need=n == 1) for n in range(1, 5))),
    ),
    need=True,
)
TOOTH = Seg(
    "TOO",
    "tooth",
    (
        Field("list", 1, 1270, TEETH, need=True),
        Field("tooth", 2, 1271, need=True),
        _five("surfaces", 3, "surface", 1369, SURFACES),
    ),
    most=32,
)

LINE = Loop(
    "line",
    "2400",
    (
        LINE_NUMBER,
        SERVICE,
        TOOTH,
        dtp("served_on", "472"),
        dtp("placed_before_on", "139 441"),
        dtp("appliance_placed_on", "452"),
        dtp("replaced_on", "446"),
        dtp("treatment_began_on", "196"),
        dtp("treatment_ended_on", "198"),
        CONTRACT,
        ref("predetermined", "G3", most=5, payer_id=True),
        ref("prior_authorization", "G1", most=5, payer_id=True),
        ref("line_no", "6R"),
        ref("repriced", "9A"),
        ref("repriced_again", "9C"),
        ref("referral", "9F", most=5, payer_id=True),
        amount("sales_tax", "T"),
        FIXED_FORMAT,
        repriced(PRICING, *repriced_service(DENTAL, "UN"), grouped=False),
        *LINE_PROVIDERS,
        line_adjudication(procedure("service", 3, DENTAL)),
    ),
    need=True,
    most=50,
)
