"""837: clinicians and places of a claim (loops 2310) and of a line (2420), as all three kinds of claim have them."""

from superbill.x12.tables import Loop, Seg
from superbill.x12.transactions.shapes import address, name, organization, ref

CLINICIAN_IDS = "0B 1G G2 LU"
REFERRER_IDS = "0B 1G G2"
PLACE_IDS = "0B G2 LU"


def clinician(
    label: str, loop: str, entity: str, *more: Seg, types: str = "1", ids: str = CLINICIAN_IDS, numbers: int = 4, most: int = 1
) -> Loop:
    """Who had a part in the claim, with a few numbers of their own."""
    who = name("name", entity, types, ids="XX")
    return Loop(label, loop, (who, *more, ref("other_id", ids, most=numbers)), most=most)


def place(loop: str, *contacts: Seg) -> Loop:
    """Where the services of a claim were given."""
    where = organization("name", "77", ids="XX", id_need=False)
    return Loop("facility", loop, (where, *address(need=True), ref("other_id", PLACE_IDS, most=3), *contacts))


def line_clinician(
    label: str, loop: str, entity: str, *more: Seg, types: str = "1", ids: str = CLINICIAN_IDS, most: int = 1
) -> Loop:
    """Who had a part in a line; each number may name the payer it is for."""
    who = name("name", entity, types, ids="XX")
    return Loop(label, loop, (who, *more, line_numbers(ids)), most=most)


def line_numbers(ids: str, *, most: int = 20) -> Seg:
    """The numbers of somebody of a line, each perhaps for one payer only."""
    return ref("other_id", ids, most=most, payer_id=True)
