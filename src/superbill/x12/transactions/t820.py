"""820 Payroll Deducted and Other Group Premium Payment for Insurance Products, 005010X218.

Nothing here runs. Who pays whom → one organisation for a whole bill (A), or each person of a list (B) → what is paid for
→ counts and adjustments. The 820 of an insurance exchange has its own guide, in `t820_exchange.py`.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import address, contact, dtm, name, ref

BANKS = "04 0B 8W AK BE BK C1 C2 IAT MJ RB Z6 ZB ZL"
BANK_IDS = "31 57 94 A3 A4 A6 CF G PA"
PREVIOUS_REASONS = "52 53 80 81 86 BJ H1 H6 RU WO"
CURRENT_REASONS = "20 52 53 AA AX H1 H6 IA J3"
BY_WIRE = ("EM FX TE", "EM EX FX TE", "EM EX FX TE")

PAYMENT = Seg(
    "BPR",
    "payment",
    (
        Field("handling", 1, 305, "C D I P U X", need=True),
        Field("paid", 2, 782, need=True),
        Field("credit_or_debit", 3, 478, "C", need=True),
        Field("method", 4, 591, "ACH BOP CHK FWT NON SWT", need=True),
        Field("format", 5, 812, "CCP CTX"),
        Field("payer_bank_type", 6, 506, "01 02 04"),
        Field("payer_bank", 7, 507),
        Field("payer_account_type", 8, 569, "ALC DA"),
        Field("payer_account", 9, 508),
        Field("payer_id", 10, 509, need=True),
        Field("payer_supplement", 11, 510),
        Field("receiver_bank_type", 12, 506, "01 02 04"),
        Field("receiver_bank", 13, 507),
        Field("receiver_account_type", 14, 569, "DA SG"),
        Field("receiver_account", 15, 508),
        Field("paid_on", 16, 373, need=True),
    ),
    need=True,
)
TRACE = Seg(
    "TRN",
    "trace",
    (
        Field("type", 1, 481, "1 3", need=True),
        Field("number", 2, 127, need=True),
        Field("payer_id", 3, 509),
        Field("supplement", 4, 127),
    ),
    need=True,
)


def _party(entity: str, ids: str) -> tuple[Seg, ...]:
    """N1 to N4."""
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93),
        Field("id_type", 3, 66, ids),
        Field("id", 4, 67),
    )
    more = Seg("N2", "more_name", (Field("name", 1, 93, need=True),))
    return Seg("N1", "name", fields, need=True), more, *address(need=False)


def _contacts() -> Seg:
    plain = contact("contact", "IC", BY_WIRE, most=0)
    named = tuple(Field("name", 2, 93, need=True) if each.place == 2 else each for each in plain.fields)
    return Seg("PER", "contact", named, most=0)


def _period(label: str, *, due: bool = False) -> Seg:
    """DTM 582, the days that a premium is for; in the detail a due day (AAG) may stand instead."""
    fields: tuple[Field, ...] = (Field("type", 1, 374, "582 AAG" if due else "582", need=True, key=True),)
    if due:
        fields += (Field("day", 2, 373),)
    return Seg("DTM", label, (*fields, Field("format", 5, 1250, "RD8", need=not due), Field("period", 6, 1251, need=not due)))


def _entity(codes: str, ids: str) -> Seg:
    fields = (
        Field("number", 1, 554, need=True),
        Field("entity", 2, 98, codes, need=True, key=True),
        Field("id_type", 3, 66, ids, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("ENT", "entity", fields, need=True)


def _adjustment(label: str, loop: str, reasons: str) -> Loop:
    fields = (Field("amount", 1, 782, need=True), Field("reason", 2, 426, reasons, need=True))
    return Loop(label, loop, (Seg("ADX", "adjustment", fields, need=True),), most=0)


def _item(ids: str, *, action: bool) -> Seg:
    fields: tuple[Field, ...] = (Field("type", 1, 128, ids, need=True), Field("number", 2, 127, need=True))
    if action:
        fields += (Field("action", 3, 482, "PA PI PO PP"),)
    return Seg("RMR", "item", (*fields, Field("paid", 4, 782, need=True), Field("billed", 5, 782)), need=True)


SUMMARY = Loop(
    "summary",
    "2310A",
    (
        Seg("IT1", "line", (Field("number", 1, 350, need=True),), need=True),
        Loop(
            "charge",
            "2312A",
            (
                Seg(
                    "SAC",
                    "charge",
                    (
                        Field("kind", 1, 248, "C", need=True),
                        Field("code", 2, 1300, "A172 B680 D940 G740", need=True),
                        Field("amount_cents", 5, 610, need=True),
                    ),
                    need=True,
                ),
            ),
            most=4,
        ),
        Loop(
            "count",
            "2315A",
            (
                Seg(
                    "SLN",
                    "count",
                    (
                        Field("number", 1, 350, need=True),
                        Field("information_only", 3, 662, "O", need=True),
                        Field("heads", 4, 380, need=True),
                        Composite("measure", 5, (Field("unit", 1, 355, "10 IE PR", need=True),), need=True),
                    ),
                    need=True,
                ),
            ),
            most=3,
        ),
    ),
)
ORGANIZATION = Loop(
    "organization",
    "2000A",
    (
        _entity("2L AG NH RGA UN", "1 24 9 FI"),
        _adjustment("previous_adjustment", "2200A", f"{PREVIOUS_REASONS} WW"),
        Loop(
            "remittance",
            "2300A",
            (
                _item("11 1L CT IK", action=True),
                ref("reference", "14 17 18 2F 38 E9 LB LU ZZ", most=0),
                _period("period", due=True),
                SUMMARY,
                _adjustment("adjustment", "2320A", CURRENT_REASONS),
            ),
            need=True,
            most=0,
        ),
    ),
)
INDIVIDUAL = Loop(
    "individual",
    "2000B",
    (
        _entity("2J", "34 EI II"),
        Loop("person", "2100B", (name("name", "DO EY IL QE", "1", ids="34 EI N", last_need=False, prefix=True),), most=0),
        _adjustment("previous_adjustment", "2200B", PREVIOUS_REASONS),
        Loop(
            "remittance",
            "2300B",
            (
                _item("11 9J AZ B7 CT ID IG IK KW", action=False),
                ref("reference", "14 18 2F 38 E9 LU ZZ", most=0),
                _period("period", due=True),
                _adjustment("adjustment", "2320B", CURRENT_REASONS),
            ),
            need=True,
            most=0,
        ),
    ),
    most=0,
)

T820 = Transaction(
    "820",
    "RA",
    "005010X218",
    "Payroll Deducted and Other Group Premium Payment for Insurance Products",
    Loop(
        "set",
        "",
        (
            PAYMENT,
            TRACE,
            Seg("CUR", "currency", (Field("entity", 1, 98, "2B PR", need=True), Field("currency", 2, 100, need=True))),
            ref("reference", "14 17 18 2F 38 72 LB", most=0),
            dtm("processed_on", "009"),
            dtm("delivered_on", "035"),
            _period("period"),
            dtm("created_on", "097"),
            Loop(
                "receiver",
                "1000A",
                (
                    *_party("PE", "1 9 EQ FI XV"),
                    Seg(
                        "RDM",
                        "delivery",
                        (Field("way", 1, 756, "BM EM FT FX IA OL", need=True), Field("name", 2, 93), Field("number", 3, 364)),
                    ),
                ),
                need=True,
            ),
            Loop("payer", "1000B", (*_party("PR", "1 24 75 9 EQ FI PI"), _contacts()), need=True),
            Loop("bank", "1000C", (*_party(BANKS, BANK_IDS), _contacts()), most=14),
            ORGANIZATION,
            INDIVIDUAL,
        ),
    ),
)
