"""271 Health Care Eligibility Benefit Response, 005010X279A1: what a person is covered for, or why that could not be told.

Nothing here runs. Who answers → who asked → subscriber → dependent; benefits stand at the patient, rejections where they arose.
"""

from superbill.x12.tables import Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import address, contact, dtp, level, name
from superbill.x12.transactions.shapes_inquiry import ONE_OR_MORE, born, described, diagnoses, opening, rejections, role, trace
from superbill.x12.transactions.t270 import (
    RECEIVER_IDS,
    RECEIVER_NUMBERS,
    RECEIVER_ROLES,
    RECEIVERS,
    ROLES,
    SOURCE_IDS,
    SOURCES,
    insured,
)
from superbill.x12.transactions.t271_benefit import benefit

SUBSCRIBER_NUMBERS = "18 1L 1W 3H 49 6P CE CT EA EJ F6 GH HJ IF IG N6 NQ Q4 SY Y4"
DEPENDENT_NUMBERS = "18 1L 1W 49 6P CE CT EA EJ F6 GH HJ IF IG MRC N6 NQ Q4 SY Y4"
SUBSCRIBER_REASONS = "15 35 42 43 45 47 48 49 51 52 56 57 58 60 61 62 63 71 72 73 74 75 76 78"
DEPENDENT_REASONS = "15 35 42 43 45 47 48 49 51 52 56 57 58 60 61 62 63 64 65 66 67 68 71 77"
ACTIONS = "C N R S W X Y"
DATES = "096 102 152 291 307 318 340 341 342 343 346 347 356 357 382 435 442 458 472 539 540 636 771"
BENEFIT_NUMBERS = "18 1L 1W 49 6P 9F ALS CLI F6 FO G1 IG N6 NQ"
RANKS = (
    "A1 A2 A3 B1 B2 C1 C2 C3 C4 C5 C6 C7 C8 C9 E1 F1 F2 F3 F4 G1 G4 L1 L2 L3 L4 L5 L6 M1 M2 M3 M4 M5 M6 P1 P2 P3 P4 P5 R1 R2 S1 S2 S3"
    " S4 S5 S6 S7 S8 S9 SA SB SC T1 V1 W1"
)

MILITARY = Seg(
    "MPI",
    "military",
    (
        Field("status", 1, 1201, "A C L O P S T", need=True),
        Field("employment", 2, 584, "AE AO AS AT AU CC DD HD IR LX PE RE RM RR RU", need=True),
        Field("service", 3, 1595, "A B C D E F G H I J K L M N O Q R S U W", need=True),
        Field("description", 4, 352),
        Field("rank", 5, 1596, RANKS),
        Field("format", 6, 1250, "D8 RD8"),
        Field("served_on", 7, 1251),
    ),
)


def _person(letter: str, who: Seg, numbers: str, reasons: str, relationship: Seg, benefits: Loop) -> Loop:
    return Loop(
        "person",
        f"2100{letter}",
        (
            who,
            described("other_id", numbers, most=9),
            *address(need=False),
            rejections(reasons, ACTIONS),
            role(ROLES),
            born("F M U", day_need=False),
            relationship,
            diagnoses("ABK BK", "ABF BF", count=8),
            dtp("dates", DATES, "D8 RD8", most=9),
            MILITARY,
            benefits,
        ),
        need=True,
    )


DEPENDENT = Loop(
    "dependent",
    "2000D",
    (
        level("23", children="0"),
        trace("1 2", most=3),
        _person(
            "D",
            name("name", "03", "1", last_need=False),
            DEPENDENT_NUMBERS,
            DEPENDENT_REASONS,
            insured("N", "01 19 20 21 39 40 53 G8", changes=True),
            benefit("D", "CHD DEP ECH ESP FAM IND SPC SPO", BENEFIT_NUMBERS),
        ),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000C",
    (
        level("22"),
        trace("1 2", most=3),
        _person(
            "C",
            name("name", "IL", "1 2", ids="II MI", last_need=False),
            SUBSCRIBER_NUMBERS,
            SUBSCRIBER_REASONS,
            insured("Y", "18", changes=True),
            benefit("C", "CHD DEP ECH EMP ESP FAM IND SPC SPO", f"{BENEFIT_NUMBERS} M7"),
        ),
        DEPENDENT,
    ),
    most=0,
)
RECEIVER = Loop(
    "receiver",
    "2000B",
    (
        level("21"),
        Loop(
            "who",
            "2100B",
            (
                name("name", RECEIVERS, "1 2", ids=RECEIVER_IDS, id_need=True, last_need=False),
                described("other_id", RECEIVER_NUMBERS, most=9),
                *address(need=False),
                rejections("15 41 43 44 45 46 47 48 50 51 79 97 T4", ACTIONS),
                role(RECEIVER_ROLES),
            ),
            need=True,
        ),
        SUBSCRIBER,
    ),
    most=0,
)
SOURCE = Loop(
    "source",
    "2000A",
    (
        level("20", top=True),
        rejections("04 41 42 79", "C N P R S Y"),
        Loop(
            "who",
            "2100A",
            (
                name("name", SOURCES, "1 2", ids=SOURCE_IDS, id_need=True),
                contact("contact", "IC", ONE_OR_MORE, most=3, way_need=False),
                rejections("04 41 42 79 80 T4", "C N P R S W X Y"),
            ),
            need=True,
        ),
        RECEIVER,
    ),
    need=True,
    most=0,
)

T271 = Transaction(
    "271",
    "HB",
    "005010X279A1",
    "Health Care Eligibility Benefit Response",
    Loop("set", "", (opening("0022", "06 11", reference_need=False), SOURCE)),
    also="005010X279",
)
