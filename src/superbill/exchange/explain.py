"""The part of a file that speaks of one claim, segment by segment as it was sent: for the trail and for the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from superbill.exchange.envelope import guide_of
from superbill.exchange.kinds import KINDS
from superbill.x12.envelope import read_interchanges
from superbill.x12.segments import Segment
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t835 import T835
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t999 import T999
from superbill.x12.tree import Node, read_tree

TRANSACTIONS: dict[str, Transaction] = {"837P": T837P, "835": T835, "999": T999, "277CA": T277CA}
"""By the names that `kind_of` gives."""


@dataclass(frozen=True, slots=True)
class FileSegment:
    """One segment of a file: `text` as it stands there, without line ends; `number` from 1, `offset` in bytes.

    `loop` is the guide's name of its loop, empty in the header. `own` is false for the levels that the claim shares with
    others: billing provider, subscriber, patient, payer.
    """

    number: int
    offset: int
    loop: str
    text: str
    own: bool


def claim_segments(data: bytes, *, control: str) -> tuple[FileSegment, ...]:
    """Every segment that speaks of the claim with this control number (CLM01, CLP01, TRN02 of a 277CA, CTX of a 999).

    A remittance that takes a claim back and pays it again has both parts. Empty when the file does not name the claim.
    Raises `X12Error` for a file that cannot be read.
    """
    found: list[FileSegment] = []
    for interchange in read_interchanges(data):
        for group in interchange.groups:
            for each in group.sets:
                kind = KINDS.get((each.kind, guide_of(group, each)[:10]))
                if kind is not None:
                    root = read_tree(TRANSACTIONS[kind].body, each.body).root
                    found += _claims_in(root, data, control=control)
    return tuple(sorted(set(found), key=lambda segment: segment.number))


def _claims_in(root: Node, data: bytes, *, control: str) -> Iterator[FileSegment]:
    for path in _paths(root, []):
        if _names(path[-1], control):
            for node in path[:-1]:
                yield from _shared(node, data)
            yield from _whole(path[-1], data)


def _paths(node: Node, above: list[Node]) -> Iterator[list[Node]]:
    """Each loop with the loops around it, the outermost first."""
    path = [*above, node]
    yield path
    for below in node.nodes:
        yield from _paths(below, path)


def _names(node: Node, control: str) -> bool:
    match node.loop.id:
        case "2300" | "2100" if node.loop.name == "claim":
            return node.get("claim").text("control") == control
        case "2200D":
            return node.get("trace").text("number") == control
        case "2100" if node.loop.name == "segment":
            return any(row.code("kind") == "CLM01" and row.text("value") == control for row in node.every("context"))
        case _:
            return False


def _shared(node: Node, data: bytes) -> Iterator[FileSegment]:
    """A level above the claim: its own segments, and the loops that say who it is; the header of the set is left out."""
    if not node.loop.id:
        return
    levels = [below for below in node.nodes if not _has_level(below) and below.loop.name != "claim"]
    rows = [(row.segment, node.loop.id) for row in node.rows] + [pair for below in levels for pair in _pairs(below)]
    for segment, loop in sorted(rows, key=lambda pair: pair[0].number):
        yield _segment(segment, loop, data, own=False)


def _has_level(node: Node) -> bool:
    """Whether a loop is a level of the hierarchy, or the set of a 999 with segments of other claims."""
    return node.loop.opener.tag in ("HL", "IK3")


def _pairs(node: Node) -> Iterator[tuple[Segment, str]]:
    for each in node.walk():
        for row in each.rows:
            yield row.segment, each.loop.id


def _whole(node: Node, data: bytes) -> Iterator[FileSegment]:
    for segment, loop in sorted(_pairs(node), key=lambda pair: pair[0].number):
        yield _segment(segment, loop, data, own=True)


def _segment(segment: Segment, loop: str, data: bytes, *, own: bool) -> FileSegment:
    raw = data[segment.offset : segment.end].decode("utf-8", errors="replace")
    return FileSegment(segment.number, segment.offset, loop, raw.replace("\n", "").replace("\r", ""), own)
