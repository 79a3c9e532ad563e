"""820 Health Insurance Exchange Related Payments, 005010X306: what an exchange pays an issuer for each enrolment.

Nothing here runs. Payee and payer → enrolment (ENT) → subscriber → payments (RMR). A program-level amount has no subscriber.
The guide's lists for who pays and is paid (N103) are not published openly: any qualifier of the dictionary is taken there.
"""

from superbill.x12.tables import Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import contact, ref

PAYMENT = Seg(
    "BPR",
    "payment",
    (
        Field("handling", 1, 305, "C D I P U X", need=True),
        Field("paid", 2, 782, need=True),
        Field("credit_or_debit", 3, 478, "C", need=True),
        Field("method", 4, 591, "ACH CHK FWT NON", need=True),
        Field("format", 5, 812, "CCP CTX"),
        Field("payee_bank_type", 12, 506, "01 02 04"),
        Field("payee_bank", 13, 507),
        Field("payee_account_type", 14, 569, "ALC DA SG"),
        Field("payee_account", 15, 508),
        Field("paid_on", 16, 373, need=True),
    ),
    need=True,
)


def _party(entity: str) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93, need=True),
        Field("id_type", 3, 66, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("N1", "name", fields, need=True)


PLAN_AND_GROUP = (
    ref("exchange_plan", "38"),
    ref("issuer_plan", "TV"),
    ref("exchange_group", "18"),
    ref("issuer_group", "1L"),
)

SUBSCRIBER = Loop(
    "subscriber",
    "2100",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "IL", need=True, key=True),
                Field("type", 2, 1065, "1", need=True),
                Field("last_name", 3, 1035, need=True),
                Field("first_name", 4, 1036),
                Field("middle_name", 5, 1037),
                Field("prefix", 6, 1038),
                Field("suffix", 7, 1039),
                Field("id_type", 8, 66, "C1", need=True),
                Field("id", 9, 67, need=True),
            ),
            need=True,
        ),
        *PLAN_AND_GROUP,
        ref("exchange_policy", "POL", need=True),
        ref("issuer_policy", "AZ"),
        ref("other_id", "1W 23 4A 60 ABY ZZ", most=6),
        ref("issuer_subscriber", "0F"),
    ),
    most=0,
)
PAYMENTS = Loop(
    "remittance",
    "2300",
    (
        Seg(
            "RMR",
            "item",
            (Field("type", 1, 128, "ZZ", need=True), Field("payment_type", 2, 127, need=True), Field("paid", 4, 782, need=True)),
            need=True,
        ),
        Seg(
            "REF",
            "report",
            (
                Field("type", 1, 128, "0N", need=True, key=True),
                Field("report", 2, 127, need=True),
                Field("number", 3, 352),
            ),
            most=0,
        ),
        Seg(
            "DTM",
            "period",
            (
                Field("type", 1, 374, "582", need=True, key=True),
                Field("format", 5, 1250, "RD8", need=True),
                Field("period", 6, 1251, need=True),
            ),
        ),
    ),
    need=True,
    most=0,
)

T820_EXCHANGE = Transaction(
    "820",
    "RA",
    "005010X306",
    "Health Insurance Exchange Related Payments",
    Loop(
        "set",
        "",
        (
            PAYMENT,
            Seg("TRN", "trace", (Field("type", 1, 481, "1 3", need=True), Field("number", 2, 127, need=True)), need=True),
            *PLAN_AND_GROUP,
            Loop("payee", "1000A", (_party("PE"),), need=True),
            Loop("payer", "1000B", (_party("RM"), contact("contact", "IC", most=0)), need=True),
            Loop(
                "enrolment",
                "2000",
                (Seg("ENT", "entity", (Field("number", 1, 554, need=True),), need=True), SUBSCRIBER, PAYMENTS),
                need=True,
                most=0,
            ),
        ),
    ),
)
