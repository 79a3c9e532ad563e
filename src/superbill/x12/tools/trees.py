"""Whole files as trees, set by set: each with its table, where we know one. For comparing and showing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from superbill.x12.guides import find_tables
from superbill.x12.segments import Segment
from superbill.x12.tables import Transaction
from superbill.x12.tools.raw import Source, read_raw
from superbill.x12.tree import Tree, read_tree


@dataclass(slots=True)
class SetTree:
    """A transaction set: ST, the segments between ST and SE, its table and tree; both are None when we know no table."""

    gs: Segment
    st: Segment
    segments: list[Segment] = field(default_factory=list)
    table: Transaction | None = None
    tree: Tree | None = None

    @property
    def kind(self) -> str:
        """ST01."""
        return self.st.element(1).strip()


Part = Segment | SetTree


def read_parts(source: Source) -> Iterator[Part]:
    """A file in its order: the segments of the envelopes (ISA, TA1, GS, GE, IEA) and each set whole. Raises `X12Error`."""
    gs = Segment("GS", ())
    current: SetTree | None = None
    for raw in read_raw(source):
        segment = raw.segment()
        if segment.tag == "ST":
            current = SetTree(gs, segment)
        elif segment.tag == "SE" and current is not None:
            yield with_tree(current)
            current = None
        elif current is not None:
            current.segments.append(segment)
        else:
            gs = segment if segment.tag == "GS" else gs
            yield segment


def with_tree(each: SetTree) -> SetTree:
    """The same set with its table and its tree, where we know the table."""
    guide = each.st.element(3) or each.gs.element(8)
    tables = find_tables(each.kind, guide)
    first = (each.segments[0].tag, *each.segments[0].elements) if each.segments else ()
    each.table = next((table for table in tables if table.is_meant(first)), tables[0] if tables else None)
    each.tree = read_tree(each.table.body, each.segments) if each.table else None
    return each


def words(name: str) -> str:
    """The name of a segment, loop or field as people read it."""
    return name.replace("_", " ")


def spot(tag: str, place: int, part: int = 0) -> str:
    """An element as the guides write it, such as NM109 or HI01-2."""
    return f"{tag}{place:02d}" + (f"-{part}" if part else "")
