"""The part of the 834 table that says what a member is covered by: coverage, its providers, other coverage, and categories.

Nothing here runs. Coverage → provider, other coverage → its payer; reporting categories stand between LS and LE.
"""

from superbill.x12.tables import Field, Loop, Seg
from superbill.x12.transactions.shapes import YES_NO, address, amount, contact, dtp, name, ref

PROVIDER_REASONS = "14 22 46 AA AB AC AD AE AF AG AH AI AJ"
INSURANCE_LINES = "AG AH AJ AK DCP DEN EPO FAC HE HLT HMO LTC LTD MM MOD PDG POS PPO PRA STD UR VIS"
COVERAGE_LEVELS = "CHD DEP E1D E2D E3D E5D E6D E7D E8D E9D ECH EMP ESP FAM IND SPC SPO TWO"
COVERAGE_IDS = "17 1L 9V CE E8 M7 PID RB X9 XM XX1 XX2 ZX ZZ"
CATEGORY_IDS = "00 17 18 19 26 3L 6M 9V 9X GE LU PID XX1 XX2 YY ZZ"
AMOUNTS = "B9 C1 D2 EBA FK P3 R"

AT_HOME = ("AP BN CP EM EX FX HP TE WP",) * 3

PROVIDER = Loop(
    "provider",
    "2310",
    (
        Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True),
        Seg(
            "NM1",
            "name",
            (
                *name("name", "1X 3D 80 FA OD P3 QA QN Y2", "1 2", ids="34 FI SV XX", last_need=False, prefix=True).fields,
                Field("patient_status", 10, 706, "25 26 72", need=True),
            ),
            need=True,
        ),
        Seg("N3", "street", (Field("line1", 1, 166, need=True), Field("line2", 2, 166)), most=2),
        address(need=False)[1],
        contact("contact", "IC", AT_HOME, person=False, most=2),
        Seg(
            "PLA",
            "change",
            (
                Field("action", 1, 306, "2", need=True),
                Field("entity", 2, 98, "1P", need=True),
                Field("effective_on", 3, 373, need=True),
                Field("reason", 5, 1203, PROVIDER_REASONS, need=True),
            ),
        ),
    ),
    most=30,
)
OTHER_PAYER = Loop(
    "entity",
    "2330",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "36 GW IN", need=True, key=True),
                Field("type", 2, 1065, "2", need=True),
                Field("last_name", 3, 1035),
                Field("id_type", 8, 66, "FI NI XV"),
                Field("id", 9, 67),
            ),
            need=True,
        ),
        *address(need=False),
        contact("contact", "CN", ("TE",), person=False),
    ),
    most=3,
)
OTHER_COVERAGE = Loop(
    "other_coverage",
    "2320",
    (
        Seg(
            "COB",
            "coverage",
            (
                Field("order", 1, 1138, "P S T U", need=True),
                Field("group", 2, 127),
                Field("coordination", 3, 1143, "1 5 6", need=True),
                Field("services", 4, 1365, "1 35 48 50 54 89 90 A4 AG AL BB", repeat=9),
            ),
            need=True,
        ),
        ref("other_id", "60 6P SY ZZ", most=4),
        dtp("dates", "344 345", most=2),
        OTHER_PAYER,
    ),
    most=5,
)
COVERAGE = Loop(
    "coverage",
    "2300",
    (
        Seg(
            "HD",
            "coverage",
            (
                Field("maintenance", 1, 875, "001 002 021 024 025 026 030 032", need=True),
                Field("line", 3, 1205, INSURANCE_LINES, need=True),
                Field("plan", 4, 1204),
                Field("level", 5, 1207, COVERAGE_LEVELS),
                Field("late", 9, 1073, YES_NO),
            ),
            need=True,
        ),
        dtp("dates", "300 303 343 348 349 543 695", "D8 RD8", need=True, most=6),
        amount("amounts", AMOUNTS, most=9),
        ref("policy", COVERAGE_IDS, most=14),
        ref("prior_months", "QQ"),
        Seg(
            "IDC",
            "card",
            (
                Field("plan", 1, 1204, need=True),
                Field("type", 2, 1215, "D H P", need=True),
                Field("count", 3, 380),
                Field("action", 4, 306, "1 2 RX"),
            ),
            most=3,
        ),
        PROVIDER,
        OTHER_COVERAGE,
    ),
    most=99,
)

CATEGORY = Loop(
    "category",
    "2750",
    (
        Seg("N1", "name", (Field("entity", 1, 98, "75", need=True, key=True), Field("name", 2, 93, need=True)), need=True),
        ref("reference", CATEGORY_IDS),
        dtp("effective_on", "007", "D8 RD8"),
    ),
)
REPORTING = Loop(
    "reporting",
    "2700",
    (
        Seg("LS", "begin", (Field("loop", 1, 447, "2700", need=True),), need=True),
        Loop(
            "member_category", "2710", (Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True), CATEGORY), most=0
        ),
        Seg("LE", "end", (Field("loop", 1, 447, "2700", need=True),), need=True),
    ),
)
