"""271: one benefit (loop 2110) with what goes with it: amounts, dates, rejections, and who else has to do with it (2120).

Nothing here runs. LS and LE stand around the entities of loop 2120; in the table they are its neighbours.
"""

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.shapes import contact, dtp, name
from superbill.x12.transactions.shapes_inquiry import (
    SERVICE_TYPES,
    delivery,
    described,
    message,
    pointers,
    rejections,
    role,
)
from superbill.x12.transactions.t270 import RECEIVER_ROLES, service

BENEFITS = "1 2 3 4 5 6 7 8 A B C CB D E F G H I J K L M MC N O P Q R S T U V W X Y"
INSURANCES = (
    "12 13 14 15 16 41 42 43 47 AP C1 CO CP D DB EP FF GP HM HN HS IN IP LC LD LI LT MA MB MC MH MI MP OT PE PL PP PR PS QM RP SP TF"
    " WC WU"
)
PERIODS = "6 7 13 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36"
DELIVERY_PERIODS = "6 7 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35"
QUANTITIES = "8H 99 CA CE D3 DB DY HS LA LE M2 MN P6 QA S7 S8 VS YY"
DATES = "096 193 194 198 290 291 292 295 304 307 318 346 348 349 356 357 435 472 636 771"
REASONS = "15 33 52 53 54 55 56 57 60 61 62 63 69 70 98 AA AE AF AG AO CI E8 IA MA"
ENTITIES = "13 1I 1P 2B 36 73 FA GP GW I3 IL LR OC P3 P4 P5 PR PRP SEP TTP VER VN VY X3 Y2"
ENTITY_IDS = "24 34 46 FA FI II MI NI PI PP SV XV XX"
WAYS = ("ED EM FX TE UR WP", "ED EM EX FX TE UR WP", "ED EM EX FX TE UR WP")


def _information(coverage_levels: str) -> Seg:
    fields = (
        Field("information", 1, 1390, BENEFITS, need=True),
        Field("coverage_level", 2, 1207, coverage_levels),
        Field("service_types", 3, 1365, SERVICE_TYPES, repeat=99),
        Field("insurance", 4, 1336, INSURANCES),
        Field("plan", 5, 1204),
        Field("period", 6, 615, PERIODS),
        Field("amount", 7, 782),
        Field("percent", 8, 954),
        Field("quantity_kind", 9, 673, QUANTITIES),
        Field("quantity", 10, 380),
        Field("authorization", 11, 1073, "N U Y"),
        Field("in_network", 12, 1073, "N U W Y"),
        service(13, Field("procedure_to", 8, 234)),
        pointers(14),
    )
    return Seg("EB", "information", fields, need=True)


ADDITION = Seg(
    "III",
    "addition",
    (
        Field("list", 1, 1270, "GR NI ZZ"),
        Field("code", 2, 1271),
        Field("category", 3, 1136, "44"),
        Field("text", 4, 933),
    ),
    need=True,
)
PLACE = (
    Seg("N3", "street", (Field("line1", 1, 166, need=True), Field("line2", 2, 166))),
    Seg(
        "N4",
        "city",
        (
            Field("city", 1, 19, need=True),
            Field("state", 2, 156),
            Field("zip_code", 3, 116),
            Field("country", 4, 26),
            Field("region_kind", 5, 309, "RJ"),
            Field("region", 6, 310),
            Field("subdivision", 7, 1715),
        ),
    ),
)


def _entity_name() -> Seg:
    plain = name("name", ENTITIES, "1 2", ids=ENTITY_IDS, last_need=False)
    return Seg("NM1", "name", (*plain.fields, Field("relation", 10, 706, "01 02 27 41 48 65 72")), need=True)


def benefit(letter: str, coverage_levels: str, numbers: str) -> Loop:
    """Loop 2110 of the subscriber (C) or of the dependent (D)."""
    bound = (Field("loop", 1, 447, "2120", need=True),)
    entity = Loop(
        "entity",
        f"2120{letter}",
        (
            _entity_name(),
            *PLACE,
            contact("contact", "IC", WAYS, most=3, way_need=False),
            role(RECEIVER_ROLES),
        ),
        most=23,
    )
    return Loop(
        "benefit",
        f"2110{letter}",
        (
            _information(coverage_levels),
            delivery("DA MO VS WK YR", DELIVERY_PERIODS, most=9),
            described("other_id", numbers, most=9),
            dtp("dates", DATES, "D8 RD8", most=20),
            rejections(REASONS, "C N R W X Y"),
            message(most=10),
            Loop("addition", f"2115{letter}", (ADDITION,), most=10),
            Seg("LS", "entities_begin", bound),
            entity,
            Seg("LE", "entities_end", bound),
        ),
        most=0,
    )
