"""275 Additional Information to Support a Health Care Claim or Encounter, 006020X314, and its forerunner 005010X210.

Nothing here runs. Payer, submitter, provider and patient → one LX for each answer → the day it was sent → the attachment.

How a reader knows where an attachment ends: BDS03 (BIN02 in 005010) may hold any bytes, delimiters and line ends among them.
The element before it, BDS02 (BIN01), a data element 784, gives its length in bytes. So a BDS or BIN is not split at the
delimiters: its data begin after the separator that follows the length, run for exactly that many bytes, and the segment
terminator stands right behind them. Another byte there, or the end of the file before, means that the length is wrong.

Sources: the companion guides for the 275 that CMS (esMD) and payers publish, and the X12 directories. The guide itself is not
published openly: where its list of qualifiers is not known (the REF without codes, the ways to reach the payer) any is taken.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import address, contact, dtp, name, organization, ref

ANY_CONTACT = ("EM FX TE UR", "EM EX FX TE UR", "EM EX FX TE UR")


def _any_ref(label: str) -> Seg:
    """REF with a qualifier that is not judged."""
    return Seg("REF", label, (Field("type", 1, 128, need=True), Field("number", 2, 127, need=True)), most=0)


BEGIN = Seg(
    "BGN",
    "begin",
    (
        Field("purpose", 1, 353, "02 11", need=True),
        Field("reference", 2, 127, need=True),
        Field("created_on", 3, 373, need=True),
        Field("created_at", 4, 337),
    ),
    need=True,
)

PAYER = Loop("payer", "1000A", (organization("name", "PR", ids="PI XV"), contact("contact", "IC", ANY_CONTACT)), need=True)
SUBMITTER = Loop("submitter", "1000B", (name("name", "41", "1 2", ids="46", id_need=True, suffix=False),), need=True)
PROVIDER = Loop(
    "provider",
    "1000C",
    (
        name("name", "1P", "1 2", ids="FI SV XX", id_need=True, prefix=True),
        Seg(
            "PRV",
            "specialty",
            (
                Field("role", 1, 1221, "BI", need=True, key=True),
                Field("list", 2, 128, "PXC", need=True),
                Field("taxonomy", 3, 127, need=True),
            ),
        ),
        _any_ref("other_id"),
        Loop(
            "place",
            "1100C",
            (Seg("NX1", "place", (Field("entity", 1, 98, "1P", need=True, key=True),), need=True), *address(need=True)),
            need=True,
        ),
    ),
    need=True,
)
PATIENT = Loop(
    "patient",
    "1000D",
    (
        name("name", "QC", "1", ids="II MI", id_need=True, prefix=True),
        ref("patient_control", "EJ"),
        ref("bill_type", "BLT"),
        ref("medical_record", "EA"),
        ref("clearinghouse", "D9"),
        ref("provider_claim", "X1"),
        _any_ref("other_id"),
        dtp("served_on", "472", "D8 RD8"),
    ),
    need=True,
)


def _status(label: str, place: int, prefix: str, *, need: bool) -> Composite:
    parts = (
        Field(f"{prefix}category", 1, 1271, need=True),
        Field(f"{prefix}code", 2, 1271, need=True),
        Field(f"{prefix}list", 4, 1270, "LOI"),
    )
    return Composite(label, place, parts, need=need)


def _answer(attachment: Loop) -> Loop:
    """The LX loop; `attachment` is what says what the data are, and holds them."""
    asked = (
        _status("asked", 1, "", need=True),
        Field("day", 2, 373),
        _status("second", 10, "second_", need=False),
        _status("third", 11, "third_", need=False),
    )
    trace = (Field("type", 1, 481, "1 2", need=True), Field("number", 2, 127, need=True))
    category = (
        Field("report", 1, 755, "AE", need=True),
        Field("format", 2, 756, "HL IA MB TX", need=True),
        Field("version", 3, 799),
    )
    return Loop(
        "answer",
        "2000A",
        (
            Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True),
            Seg("TRN", "trace", trace, need=True),
            Seg("STC", "request", asked),
            ref("line_no", "FJ"),
            _any_ref("service"),
            Loop("service_day", "2100A", (dtp("served_on", "472", "D8 RD8", need=True),)),
            Loop(
                "submission",
                "2100B",
                (dtp("submitted_on", "368", need=True), Seg("CAT", "category", category, need=True), attachment),
                need=True,
            ),
        ),
        need=True,
        most=0,
    )


OBJECT = Loop(
    "attachment",
    "2110B",
    (
        Seg(
            "OOI",
            "object",
            (
                Field("group", 1, 1690, "1", need=True),
                Field("qualifier", 2, 1691, "47", need=True),
                Field("kind", 3, 1692, "ATTACHMENT", need=True),
            ),
            need=True,
        ),
        Seg(
            "BDS",
            "data",
            (
                Field("filter", 1, 1570, "ASC B64", need=True),
                Field("length_bytes", 2, 784, need=True, auto="length"),
                Field("data", 3, 785, need=True),
            ),
            need=True,
        ),
    ),
    need=True,
)
FILE = Loop(
    "attachment",
    "2110B",
    (
        Seg("EFI", "format", (Field("security", 1, 786, "05", need=True),), need=True),
        Seg(
            "BIN", "data", (Field("length_bytes", 1, 784, need=True, auto="length"), Field("data", 2, 785, need=True)), need=True
        ),
    ),
    need=True,
)

TITLE = "Additional Information to Support a Health Care Claim or Encounter"
PARTIES = (BEGIN, PAYER, SUBMITTER, PROVIDER, PATIENT)

T275 = Transaction("275", "PI", "006020X314", TITLE, Loop("set", "", (*PARTIES, _answer(OBJECT))))
T275_5010 = Transaction("275", "PI", "005010X210", TITLE, Loop("set", "", (*PARTIES, _answer(FILE))))
