"""997 Functional Acknowledgment, 005010: the syntax of a group, set by set; for partners who ask for it in place of a 999.

Nothing here runs. There is no guide that a law adopts: this is the standard's own set, with its code lists; 005010X230 is
the guide that X12 publishes, and asks for nothing else.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction

SEGMENT_CODES = "1 2 3 4 5 6 7 8"
ELEMENT_CODES = "1 2 3 4 5 6 7 8 9 10 12 13"
SET_CODES = "1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27"
GROUP_CODES = "1 2 3 4 5 6 10 11 12 13 14 15 16 17 18 19 23 24 25 26"

ELEMENT = Seg(
    "AK4",
    "element",
    (
        Composite("at", 1, (Field("element", 1, 722, need=True), Field("part", 2, 1528), Field("repeat", 3, 1686)), need=True),
        Field("number", 2, 725),
        Field("code", 3, 723, ELEMENT_CODES, need=True),
        Field("value", 4, 724),
    ),
    most=99,
)
SEGMENT = Loop(
    "segment",
    "AK3",
    (
        Seg(
            "AK3",
            "segment",
            (
                Field("tag", 1, 721, need=True),
                Field("position", 2, 719, need=True),
                Field("loop", 3, 447),
                Field("code", 4, 720, SEGMENT_CODES),
            ),
            need=True,
        ),
        ELEMENT,
    ),
    most=0,
)
SET = Loop(
    "set",
    "AK2",
    (
        Seg(
            "AK2",
            "set",
            (Field("kind", 1, 143, need=True), Field("control", 2, 329, need=True), Field("guide", 3, 1705)),
            need=True,
        ),
        SEGMENT,
        Seg(
            "AK5",
            "verdict",
            (Field("code", 1, 717, "A E M R W X", need=True), *(Field(f"error{n}", n + 1, 718, SET_CODES) for n in range(1, 6))),
            need=True,
        ),
    ),
    most=0,
)

T997 = Transaction(
    "997",
    "FA",
    "005010",
    "Functional Acknowledgment",
    Loop(
        "set",
        "",
        (
            Seg(
                "AK1",
                "group",
                (Field("function", 1, 479, need=True), Field("control", 2, 28, need=True), Field("guide", 3, 480)),
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
    also="005010X230",
)
