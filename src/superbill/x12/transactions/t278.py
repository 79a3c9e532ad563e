"""278 Health Care Services Review: Request for Review, 005010X217: may this patient be admitted, treated, transported.

Nothing here runs. Utilization management organisation → requester → subscriber → dependent → patient event → service. The event
stands at the patient: at the dependent where there is one, else at the subscriber. BHT02 tells a request from its response.
"""

from dataclasses import replace

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import YES_NO, address, contact, dtp, level, name, ref
from superbill.x12.transactions.shapes_inquiry import born, delivery, diagnoses, message, opening, role, trace
from superbill.x12.transactions.t278_parts import (
    ADMISSION,
    DENTAL,
    EVENT_PROVIDERS,
    EVENT_ROLES,
    INSTITUTIONAL,
    LEVEL_OF_SERVICE,
    PERIODS,
    PROFESSIONAL,
    PROVIDER_IDS,
    PROVIDER_NUMBERS,
    REQUESTER_NUMBERS,
    REQUESTER_ROLES,
    REQUESTERS,
    SERVICE_PROVIDERS,
    SERVICE_ROLES,
    SPINAL,
    SUBSCRIBER_NUMBERS,
    TEETH,
    UMO,
    UMO_IDS,
    WAYS,
    attachment,
    provider,
    review,
    transport,
)

CONDITIONS = (
    "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 30 31 35 37 39 40 41 42 43 44 45 46 60 9D 9H 9J"
    " 9K IH LB SL"
)
EQUIPMENT = "A B C D E O"
ATTACHMENT = attachment("AA BM EL EM FX VO")

CAUSES = Composite(
    "causes",
    5,
    (
        Field("cause1", 1, 1362, "AA AP EM", need=True),
        Field("cause2", 2, 1362, "AA AP EM"),
        Field("cause3", 3, 1362, "AA AP EM"),
        Field("cause_state", 4, 156),
        Field("cause_country", 5, 26),
    ),
)
ASKED = (
    CAUSES,
    LEVEL_OF_SERVICE,
    Field("condition", 7, 1213, "1 2 3 4 5 6 7 8 9 E F G P"),
    Field("prognosis", 8, 923, "1 2 3 4 5 6 7 8"),
    Field("release", 9, 1363, "A I M O Y"),
    Field("delay_reason", 10, 1514, "1 2 3 4 7 8 10 11 15 16 17"),
)
PREVIOUS = (ref("previous_authorization", "BB"), ref("previous_reference", "NT"))


def _conditions(label: str, category: str, codes: str) -> Seg:
    fields = (
        Field("category", 1, 1136, category, need=True, key=True),
        Field("answer", 2, 1073, YES_NO, need=True),
        *(Field(f"condition{index}", 2 + index, 1321, codes, need=index == 1) for index in range(1, 6)),
    )
    return Seg("CRC", label, fields)


CERTIFIED = (
    _conditions("ambulance_conditions", "07", CONDITIONS),
    _conditions("chiropractic_conditions", "08", CONDITIONS),
    _conditions("equipment_conditions", "09", ""),
    _conditions("oxygen_conditions", "11", CONDITIONS),
    _conditions("limitations", "75", CONDITIONS),
    _conditions("activities", "76", CONDITIONS),
    _conditions("mental_status", "77", CONDITIONS),
)
AMBULANCE = Seg(
    "CR1",
    "ambulance",
    (
        Field("weight_unit", 1, 355, "KG LB"),
        Field("weight", 2, 81),
        Field("way", 3, 1316, "I R T X", need=True),
        Field("reason", 4, 1317, "A B C D E"),
        Field("unit", 5, 355, "DH DK"),
        Field("distance", 6, 380),
        Field("round_trip", 9, 352),
        Field("stretcher", 10, 352),
    ),
)
OXYGEN = Seg(
    "CR5",
    "oxygen",
    (
        Field("equipment1", 3, 1348, EQUIPMENT, need=True),
        Field("equipment2", 4, 1348, EQUIPMENT),
        Field("equipment_reason", 5, 352),
        Field("flow_rate", 6, 380, need=True),
        Field("daily_uses", 7, 380),
        Field("hours_a_use", 8, 380),
        Field("therapist_order", 9, 352),
        Field("blood_gas", 10, 380),
        Field("saturation", 11, 380),
        Field("test_condition", 12, 1349, "E N O R S W X"),
        *(Field(f"finding{index}", 12 + index, 1350, "1 2 3") for index in range(1, 4)),
        Field("portable_flow_rate", 16, 380),
        Field("delivery", 17, 1382, "A B C D E", need=True),
        Field("equipment3", 18, 1348, EQUIPMENT),
    ),
)
HOME_HEALTH = Seg(
    "CR6",
    "home_health",
    (
        Field("prognosis", 1, 923, "1 2 3 4 5 6 7 8", need=True),
        Field("began_on", 2, 373, need=True),
        Field("format", 3, 1250, "RD8"),
        Field("certified_for", 4, 1251),
        Field("medicare", 7, 1073, "N W Y", need=True),
        Field("certification", 8, 1322, "1 2 3 4 5 6 A B C D E I N R S", need=True),
        Field("surgery_on", 9, 373),
        Field("surgery_list", 10, 235),
        Field("surgery", 11, 1137),
        Field("ordered_on", 12, 373),
        Field("visited_on", 13, 373),
        Field("contacted_on", 14, 373),
        Field("stay_format", 15, 1250, "RD8"),
        Field("stay", 16, 1251),
        Field("location", 17, 1384, "A B C D E F G H L M O P R S T"),
    ),
)

DENIAL = Composite(
    "more_reasons",
    4,
    tuple(
        field
        for index in range(1, 4)
        for field in (
            Field(f"list{index}", 2 * index - 1, 128, "ZZ", need=index == 1),
            Field(f"reason{index}", 2 * index, 127, need=index == 1),
        )
    ),
)
OTHER_UMO = Loop(
    "other_umo",
    "2010EC",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "00 CA GG", need=True, key=True),
                Field("type", 2, 1065, "2", need=True),
                Field("last_name", 3, 1035),
            ),
            need=True,
        ),
        Seg(
            "REF",
            "denial",
            (Field("type", 1, 128, "ZZ", need=True, key=True), Field("number", 2, 127, "1 2 3 4 5 6 7", need=True), DENIAL),
        ),
        dtp("denied_on", "598"),
    ),
    most=3,
)

SERVICE = Loop(
    "service",
    "2000F",
    (
        level("SS", children="0"),
        trace("1", most=2),
        review("HS SC", *ASKED, need=False),
        *PREVIOUS,
        dtp("served_on", "472", "D8 RD8"),
        PROFESSIONAL,
        INSTITUTIONAL,
        DENTAL,
        TEETH,
        delivery("DA MO WK", PERIODS),
        ATTACHMENT,
        message(),
        provider("provider", "2010F", f"1T {SERVICE_PROVIDERS}", PROVIDER_NUMBERS, SERVICE_ROLES, most=12),
    ),
    most=0,
)
EVENT = Loop(
    "event",
    "2000E",
    (
        level("EV"),
        trace("1", most=2),
        review("AR HS IN SC", *ASKED, need=True),
        *PREVIOUS,
        dtp("accident_on", "439"),
        dtp("last_period_on", "484"),
        dtp("due_on", "ABC"),
        dtp("onset_on", "431"),
        dtp("event_on", "AAH", "D8 RD8"),
        dtp("admitted_on", "435", "D8 RD8"),
        dtp("discharged_on", "096"),
        diagnoses("ABF ABJ ABK APR BF BJ BK DR PR", "ABF ABJ APR BF BJ DR PR", count=12, dated=True),
        delivery("DA MO WK", PERIODS),
        *CERTIFIED,
        ADMISSION,
        AMBULANCE,
        SPINAL,
        OXYGEN,
        HOME_HEALTH,
        ATTACHMENT,
        message(),
        provider("provider", "2010EA", EVENT_PROVIDERS, PROVIDER_NUMBERS, EVENT_ROLES, most=14),
        transport("2010EB"),
        OTHER_UMO,
        SERVICE,
    ),
)


def relationship(indicator: str, relationships: str, *more: Field) -> Seg:
    """INS, how the patient is related to the subscriber."""
    fields = (
        Field("subscriber", 1, 1073, indicator, need=True),
        Field("relationship", 2, 1069, relationships, need=True),
        *more,
    )
    return Seg("INS", "relationship", fields)


BIRTH_ORDER = Field("birth_order", 17, 1470)

DEPENDENT = Loop(
    "dependent",
    "2000D",
    (
        level("23", children="1"),
        Loop(
            "person",
            "2010D",
            (
                name("name", "QC", "1", last_need=False),
                ref("other_id", "EJ SY", most=3),
                *address(need=False),
                born("F M U", day_need=True),
                relationship("N", "01 19 G8", BIRTH_ORDER),
            ),
            need=True,
        ),
        replace(EVENT, need=True),
    ),
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000C",
    (
        level("22", children="1"),
        Loop(
            "person",
            "2010C",
            (
                name("name", "IL", "1", ids="II MI", id_need=True, last_need=False, prefix=True),
                ref("other_id", SUBSCRIBER_NUMBERS, most=9),
                *address(need=False),
                born("F M U", day_need=True),
                relationship("Y", "18", Field("military", 8, 584, need=True)),
            ),
            need=True,
        ),
        EVENT,
        DEPENDENT,
    ),
    need=True,
)
REQUESTER = Loop(
    "requester",
    "2000B",
    (
        level("21", children="1"),
        Loop(
            "who",
            "2010B",
            (
                name("name", REQUESTERS, "1 2", ids=PROVIDER_IDS, id_need=True, last_need=False),
                ref("other_id", REQUESTER_NUMBERS, most=8),
                *address(need=False),
                contact("contact", "IC", WAYS, way_need=False),
                role(REQUESTER_ROLES),
            ),
            need=True,
        ),
        SUBSCRIBER,
    ),
    need=True,
)
REVIEWER = Loop(
    "reviewer",
    "2000A",
    (
        level("20", top=True, children="1"),
        Loop("who", "2010A", (name("name", UMO, "1 2", ids=UMO_IDS, id_need=True, last_need=False),), need=True),
        REQUESTER,
    ),
    need=True,
)

T278 = Transaction(
    "278",
    "HI",
    "005010X217",
    "Health Care Services Review: Request for Review",
    Loop("set", "", (opening("0007", "01 13 36", types="RU"), REVIEWER)),
    also="005010X217E1 005010X217E2",
    begins=((2, "01 13 36"),),
)
