"""What kind of file is this: for routing what comes in."""

from superbill.exchange.envelope import guide_of
from superbill.x12.envelope import read_interchanges
from superbill.x12.errors import X12Error

KINDS = {
    ("837", "005010X222"): "837P",
    ("835", "005010X221"): "835",
    ("999", "005010X231"): "999",
    ("277", "005010X214"): "277CA",
}
"""(ST01, the guide without its edition) → the name in this program."""


def kind_of(data: bytes) -> str:
    """`837P`, `835`, `999`, `277CA` or `TA1` (an interchange that holds nothing else).

    Raises `X12Error` when it is not X12, is cut, is of a kind that is not read here, or mixes kinds.
    """
    interchanges = read_interchanges(data)
    sets = [(each, group) for interchange in interchanges for group in interchange.groups for each in group.sets]
    if not sets:
        if any(interchange.acknowledgements for interchange in interchanges):
            return "TA1"
        raise X12Error("The file holds no transaction set.", todo="Ask the sender what it was meant to hold.")
    kinds = set()
    for each, group in sets:
        kind = KINDS.get((each.kind, guide_of(group, each)[:10]))
        if kind is None:
            what = f"A {each.kind[:3]} of guide {guide_of(group, each)[:12]} is not read here."
            todo = f"These are: {', '.join(sorted(KINDS.values()))}."
            raise X12Error(what, segment=each.st.number, offset=each.st.offset, todo=todo)
        kinds.add(kind)
    if len(kinds) > 1:
        raise X12Error(f"The file mixes kinds: {', '.join(sorted(kinds))}.", todo="Split it by kind and hand in each part.")
    return kinds.pop()
