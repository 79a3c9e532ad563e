"""Which sets of a file a layout reads: the envelopes followed, for the plain reader of tables and for the accelerator alike."""

from collections.abc import Callable
from typing import NamedTuple

from superbill.x12.guides import find_tables
from superbill.x12.layouts import Layout
from superbill.x12.layouts.plan import LayoutPlan, plan_of
from superbill.x12.stream import readable

ENVELOPES = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
Elements = list[str]
Tell = Callable[[str, int, str], None]
"""Takes the code of a finding, the byte offset, and where in the segment."""


class Header(NamedTuple):
    """An ISA, GS or ST that is open: where it stands, its control number, and what else of it counts."""

    offset: int
    control: str
    more: tuple[str, ...] = ()


class Envelopes:
    """Follows ISA, GS, ST and their trailers, and tells what is wrong with them. `values` are those of `ENVELOPE`."""

    def __init__(self, layout: Layout, tell: Tell) -> None:
        self.layout, self.tell = layout, tell
        self.values: tuple[str, ...] = ()
        self._isa: Header | None = None
        self._gs: Header | None = None
        self._st: Header | None = None
        self._groups = self._sets = self._first = 0
        self.adrift = False

    @property
    def in_set(self) -> bool:
        """Whether an ST has come and its SE has not."""
        return self._st is not None

    def stray(self, offset: int, tag: str) -> None:
        """A segment that is of no envelope. Inside a set that is not read, and TA1 in an interchange, it may be."""
        if self._st is None and not (tag == "TA1" and self._isa is not None and self._gs is None) and not self.adrift:
            self.adrift = True
            self.tell("SNIP1-HEADER", offset, tag[:3])

    def take(self, tag: str, elements: Elements, offset: int, number: int) -> LayoutPlan | None:
        """Take one; gives the plan when it is the ST of a set that the layout knows. `number` counts the segments of the file."""
        self.adrift = False
        match tag:
            case "ISA":
                self.end()
                self._isa, self._groups = Header(offset, said(elements, 13), (said(elements, 6), said(elements, 8))), 0
            case "GS":
                self._leave_group()
                self._gs, self._sets = Header(offset, said(elements, 6), (said(elements, 8),)), 0
                self._groups += 1
            case "ST":
                return self._begin(elements, offset, number)
            case "SE":
                self._prove(self._st, tag, elements, offset, number - self._first + 1)
                self._st = None
            case "GE":
                self._leave_set()
                self._prove(self._gs, tag, elements, offset, self._sets)
                self._gs = None
            case _:
                self._leave_group()
                self._prove(self._isa, tag, elements, offset, self._groups)
                self._isa = None
        return None

    def end(self) -> None:
        """Nothing more comes: what stands open has no trailer."""
        self._leave_group()
        self._leave(self._isa, "IEA")
        self._isa = None

    def _begin(self, elements: Elements, offset: int, number: int) -> LayoutPlan | None:
        self._leave_set()
        if self._gs is None:
            self.tell("SNIP1-HEADER", offset, "ST")
        self._st, self._first = Header(offset, said(elements, 2)), number
        self._sets += 1
        interchange, group = self._isa or Header(0, "", ("", "")), self._gs or Header(0, "", ("",))
        guide = said(elements, 3) or group.more[0]
        self.values = (*interchange.more, interchange.control, group.control, guide, self._st.control)
        if said(elements, 1) != self.layout.kind:
            self.tell("SNIP2-SET", offset, "ST01")
            return None
        tables = find_tables(self.layout.kind, guide) or find_tables(self.layout.kind, group.more[0])
        if not tables:
            self.tell("SNIP2-GUIDE", offset, "ST03")
            return None
        return plan_of(self.layout, tables[0])

    def _leave_group(self) -> None:
        self._leave_set()
        self._leave(self._gs, "GE")
        self._gs = None

    def _leave_set(self) -> None:
        self._leave(self._st, "SE")
        self._st = None

    def _leave(self, header: Header | None, tag: str) -> None:
        if header is not None:
            self.tell("SNIP1-TRAILER", header.offset, tag)

    def _prove(self, header: Header | None, tag: str, elements: Elements, offset: int, counted: int) -> None:
        if header is None:
            self.tell("SNIP1-HEADER", offset, tag)
            return
        count = said(elements, 1)
        if not (count.isascii() and count.isdigit() and int(count[:12]) == counted):
            self.tell("SNIP1-COUNT", offset, f"{tag}01")
        if said(elements, 2) != header.control:
            self.tell("SNIP1-CONTROL", offset, f"{tag}02")


def said(elements: Elements, place: int) -> str:
    """An element as it was meant, without blanks around it; empty when there is none."""
    return readable(elements[place]).strip() if place < len(elements) else ""
