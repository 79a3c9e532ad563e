"""999 Implementation Acknowledgment, 005010X231A1: what was wrong with a group, set by set, segment by segment.

Nothing here runs.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction

SEGMENT_CODES = "1 2 3 4 5 6 7 8 I4 I6 I7 I8 I9"
ELEMENT_CODES = "1 2 3 4 5 6 7 8 9 10 11 12 13 I10 I11 I12 I13 I6 I9"
SET_CODES = "1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27 I5 I6"
GROUP_CODES = "1 2 3 4 5 6 10 11 12 13 14 15 16 17 18 19 23 24 25 26"

_POSITION = (Field("element", 1, 722, need=True), Field("part", 2, 1528), Field("repeat", 3, 1686))


def _trigger(*, most: int) -> Seg:
    """CTX: which segment or element made this one required, or (below IK3, once) the claim or person that the segment is of."""
    fields = (
        Composite("context", 1, (Field("kind", 1, 9999, need=True), Field("value", 2, 9998)), need=True, repeat=10),
        Field("tag", 2, 721),
        Field("position", 3, 719),
        Field("loop", 4, 447),
        Composite("at", 5, _POSITION),
        Composite("numbers", 6, (Field("number", 1, 725, need=True),)),
    )
    return Seg("CTX", "context", fields, most=most)


ELEMENT = Loop(
    "element",
    "2110",
    (
        Seg(
            "IK4",
            "element",
            (
                Composite("at", 1, _POSITION, need=True),
                Field("number", 2, 725),
                Field("code", 3, 621, ELEMENT_CODES, need=True),
                Field("value", 4, 724),
            ),
            need=True,
        ),
        _trigger(most=10),
    ),
    most=0,
)
SEGMENT = Loop(
    "segment",
    "2100",
    (
        Seg(
            "IK3",
            "segment",
            (
                Field("tag", 1, 721, need=True),
                Field("position", 2, 719, need=True),
                Field("loop", 3, 447),
                Field("code", 4, 620, SEGMENT_CODES),
            ),
            need=True,
        ),
        _trigger(most=10),
        ELEMENT,
    ),
    most=0,
)
SET = Loop(
    "set",
    "2000",
    (
        Seg(
            "AK2",
            "set",
            (Field("kind", 1, 143, need=True), Field("control", 2, 329, need=True), Field("guide", 3, 1705)),
            need=True,
        ),
        SEGMENT,
        Seg(
            "IK5",
            "verdict",
            (Field("code", 1, 717, "A E M R W X", need=True), *(Field(f"error{n}", n + 1, 618, SET_CODES) for n in range(1, 6))),
            need=True,
        ),
    ),
    most=0,
)

T999 = Transaction(
    "999",
    "FA",
    "005010X231A1",
    "Implementation Acknowledgment",
    Loop(
        "set",
        "",
        (
            Seg(
                "AK1",
                "group",
                (Field("function", 1, 479, need=True), Field("control", 2, 28, need=True), Field("guide", 3, 480, need=True)),
                need=True,
            ),
            SET,
            Seg(
                "AK9",
                "verdict",
                (
                    Field("code", 1, 715, "A E M P R W X", need=True),
                    Field("sets", 2, 97, need=True),
                    Field("received", 3, 123, need=True),
                    Field("accepted", 4, 2, need=True),
                    *(Field(f"error{n}", n + 4, 716, GROUP_CODES) for n in range(1, 6)),
                ),
                need=True,
            ),
        ),
    ),
    also="005010X231",
)
