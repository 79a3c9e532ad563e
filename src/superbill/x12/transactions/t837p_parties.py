"""837P: the clinicians and places of a claim (loops 2310) and of a line (2420)."""

from dataclasses import replace

from superbill.x12.tables import Loop, Seg
from superbill.x12.transactions.shapes import BY_PHONE, address, contact, name, nameless, organization, ref, specialty

REFERRING = Loop("referring", "2310A", (name("name", "DN P3", "1", ids="XX"), ref("other_id", "0B 1G G2", most=3)), most=2)
RENDERING = Loop(
    "rendering", "2310B", (name("name", "82", "1 2", ids="XX"), specialty("PE"), ref("other_id", "0B 1G G2 LU", most=4))
)
FACILITY = Loop(
    "facility",
    "2310C",
    (
        organization("name", "77", ids="XX", id_need=False),
        *address(need=True),
        ref("other_id", "0B G2 LU", most=3),
        contact("contact", "IC", BY_PHONE),
    ),
)
SUPERVISING = Loop("supervising", "2310D", (name("name", "DQ", "1", ids="XX"), ref("other_id", "0B 1G G2 LU", most=4)))
PICK_UP = Loop("pick_up", "2310E", (nameless("name", "PW", "2"), *address(need=True)))
DROP_OFF = Loop("drop_off", "2310F", (organization("name", "45", name_need=False), *address(need=True)))


def _line_provider(label: str, loop: str, who: Seg, ids: str, *more: Seg, most: int = 1, numbers: int = 20) -> Loop:
    return Loop(label, loop, (who, *more, ref("other_id", ids, most=numbers, payer_id=True)), most=most)


LINE_PROVIDERS = (
    _line_provider("rendering", "2420A", name("name", "82", "1 2", ids="XX"), "0B 1G G2 LU", specialty("PE")),
    _line_provider("purchased_from", "2420B", nameless("name", "QB", "1 2", ids="XX"), "0B 1G G2"),
    _line_provider(
        "facility", "2420C", organization("name", "77", ids="XX", id_need=False), "G2 LU", *address(need=True), numbers=3
    ),
    _line_provider("supervising", "2420D", name("name", "DQ", "1", ids="XX"), "0B 1G G2 LU"),
    Loop(
        "ordering",
        "2420E",
        (
            name("name", "DK", "1", ids="XX"),
            *address(need=False),
            ref("other_id", "0B 1G G2", most=20, payer_id=True),
            contact("contact", "IC"),
        ),
    ),
    _line_provider("referring", "2420F", name("name", "DN P3", "1", ids="XX"), "0B 1G G2", most=2),
    replace(PICK_UP, id="2420G"),
    replace(DROP_OFF, id="2420H"),
)
