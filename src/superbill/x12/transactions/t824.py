"""824 Application Reporting for Insurance, 005010X186A1: what an application made of a set, a batch or an item of it.

Nothing here runs. Submitter and receiver → original transaction, batch or item (OTI) → each error (TED) with its context
and its code. The guide's lists for what only identifies (N103, REF01, AMT01, QTY01, NM101) are not published openly: any
qualifier of the dictionary is taken there.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import contact

VERDICTS = "BA BC BE BP BR IA IC IE IP IR TA TC TE TP TR"
WAYS = ("EM EX FX TE UR",) * 3

_POSITION = (Field("element", 1, 722, need=True), Field("part", 2, 1528), Field("repeat", 3, 1686))


def _party(entity: str) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93),
        Field("id_type", 3, 66, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("N1", "name", fields, need=True)


def _two(tag: str, label: str, code: int, value: int, *, most: int) -> Seg:
    """A qualifier that is not judged, and its value."""
    return Seg(tag, label, (Field("type", 1, code, need=True), Field(label, 2, value, need=True)), most=most)


REFERENCE = _two("REF", "reference", 128, 127, most=1)

ERROR = Loop(
    "error",
    "2100",
    (
        Seg(
            "TED",
            "error",
            (
                Field("condition", 1, 647, need=True),
                Field("message", 2, 3),
                Field("tag", 3, 721),
                Field("position", 4, 719),
                Composite("at", 5, _POSITION),
                Field("number", 6, 725),
                Field("value", 7, 724),
                Field("new_value", 8, 961),
            ),
            need=True,
        ),
        Seg(
            "CTX",
            "context",
            (
                Composite("context", 1, (Field("kind", 1, 9999, need=True), Field("value", 2, 9998)), need=True, repeat=10),
                Field("tag", 2, 721),
                Field("position", 3, 719),
                Field("loop", 4, 447),
                Composite("at", 5, _POSITION),
                Composite("numbers", 6, (Field("number", 1, 725, need=True), Field("number2", 2, 725))),
            ),
            most=10,
        ),
        Seg(
            "RED",
            "code",
            (
                Field("words", 1, 352, need=True),
                Field("agency", 3, 559, "94", need=True),
                Field("list", 5, 1270, "IBP", need=True),
                Field("code", 6, 1271, need=True),
            ),
            need=True,
            most=100,
        ),
    ),
    most=0,
)
ORIGINAL = Loop(
    "original",
    "2000",
    (
        Seg(
            "OTI",
            "original",
            (
                Field("verdict", 1, 110, VERDICTS, need=True),
                Field("level", 2, 128, "BT IX TN", need=True),
                Field("reference", 3, 127, need=True),
                Field("sender", 4, 142),
                Field("receiver", 5, 124),
                Field("sent_on", 6, 373, need=True),
                Field("sent_at", 7, 337, need=True),
                Field("group_control", 8, 28, need=True),
                Field("set_control", 9, 329),
                Field("kind", 10, 143, need=True),
                Field("guide", 11, 480, need=True),
            ),
            need=True,
        ),
        REFERENCE,
        Seg(
            "DTM",
            "day",
            (
                Field("type", 1, 374, need=True),
                Field("day", 2, 373),
                Field("time", 3, 337),
                Field("format", 5, 1250),
                Field("period", 6, 1251),
            ),
            most=2,
        ),
        _two("AMT", "amount", 522, 782, most=3),
        _two("QTY", "quantity", 673, 380, most=3),
        Seg(
            "NM1",
            "party",
            (
                Field("entity", 1, 98, need=True),
                Field("type", 2, 1065, "1 2", need=True),
                Field("last_name", 3, 1035),
                Field("first_name", 4, 1036),
                Field("middle_name", 5, 1037),
                Field("prefix", 6, 1038),
                Field("suffix", 7, 1039),
                Field("id_type", 8, 66),
                Field("id", 9, 67),
            ),
            most=6,
        ),
        ERROR,
    ),
    need=True,
    most=0,
)

T824 = Transaction(
    "824",
    "AG",
    "005010X186A1",
    "Application Reporting for Insurance",
    Loop(
        "set",
        "",
        (
            Seg(
                "BGN",
                "begin",
                (
                    Field("purpose", 1, 353, "11", need=True),
                    Field("reference", 2, 127, need=True),
                    Field("created_on", 3, 373, need=True),
                    Field("created_at", 4, 337, need=True),
                    Field("time_zone", 5, 623),
                    Field("original_reference", 6, 127),
                    Field("action", 8, 306, "RU U WQ", need=True),
                ),
                need=True,
            ),
            Loop("submitter", "1000A", (_party("41"), REFERENCE, contact("contact", "IC", WAYS, most=2)), need=True),
            Loop("receiver", "1000B", (_party("40"), REFERENCE), need=True),
            ORIGINAL,
        ),
    ),
    also="005010X186",
)
