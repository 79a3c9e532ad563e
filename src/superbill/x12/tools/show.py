"""An X12 file for people: its loops indented, every segment and element named, codes and days in words. The terminal and pages draw it.

Lenient: a file with faults is shown with notes where it does not fit; it is only cut that it ends with a note.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from superbill.x12.dates import day_from
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment
from superbill.x12.standard import Spot, find_segment
from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.tools.meanings import ENVELOPE, find_meaning
from superbill.x12.tools.raw import Raw, Source, read_raw
from superbill.x12.tools.trees import SetTree, spot, with_tree, words
from superbill.x12.tree import Node


class What(Enum):
    """What a line shows."""

    LOOP = "loop"
    SEGMENT = "segment"
    ELEMENT = "element"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, indented by `depth`.

    A loop has its id in `spot` and its name; a segment its name in `spot`, what it is in `name`, its text as it stands in `value`;
    an element its place in `spot` (NM109, HI01-2) and its name, value and, where known, `meaning`. `note` says what does not
    fit. `number` counts segments from 1 in the file and `offset` bytes.
    """

    what: What
    depth: int
    spot: str
    name: str
    value: str = ""
    meaning: str = ""
    loop: str = ""
    number: int = 0
    offset: int = 0


_QUALIFIERS = (128, 235, 1033, 1270)  # what says which list the next code is of
Explain = Callable[[int, str, str], str]
"""Words for codes of outside lists, by data element, qualifier and code; empty for what is unknown."""


def show(source: Source, *, elements: bool = True, explain: Explain | None = None) -> Iterator[Line]:
    """The lines of a file in its order, set by set; without `elements` only loops and segments.

    `explain` gives words for codes that are not the standard's own: it is asked with the number of the data element, the last
    qualifier before it (of a list, a group, a reference), and the code, such as (1034, "CO", "45") or (1271, "ABK", "E1165").
    Never raises for what stands in a file.
    """
    shower = _Shower(elements, explain or (lambda number, qualifier, code: ""))
    try:
        for raw in read_raw(source, proved=False):
            yield from shower.take(raw)
    except X12Error as error:
        yield from shower.flush()
        yield Line(What.NOTE, 0, "", f"{error.what} {error.todo}", offset=error.offset)
    else:
        yield from shower.flush()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a segment stands in the tree: its row of the table, depth, loop, and the loops that it opens."""

    seg: Seg
    depth: int
    loop: str
    opens: tuple[tuple[Loop, int], ...]


class _Shower:
    """Collects a set until it is whole, then shows it by its table."""

    def __init__(self, elements: bool, explain: Explain) -> None:
        self.elements = elements
        self.explain = explain
        self.gs = Segment("GS", ())
        self.set: SetTree | None = None

    def take(self, raw: Raw) -> Iterator[Line]:
        segment = raw.segment()
        tag = segment.tag
        if self.set is not None and tag not in ENVELOPE:
            self.set.segments.append(segment)
            return
        yield from self.flush()
        self.gs = segment if tag == "GS" else self.gs
        if tag == "ST":
            self.set = SetTree(self.gs, segment)
        depth = {"ISA": 0, "IEA": 0, "GS": 1, "GE": 1, "TA1": 1}.get(tag, 2)
        yield from self._segment(segment, None, depth, "")

    def flush(self) -> Iterator[Line]:
        """The set that was collected, if there is one."""
        if self.set is None:
            return
        whole = with_tree(self.set)
        self.set = None
        if whole.table is None or whole.tree is None:
            guide = whole.st.element(3) or whole.gs.element(8)
            yield Line(
                What.NOTE, 3, "ST", f"No table is known for {whole.kind} {guide}: segments are named by the standard alone."
            )
            for segment in whole.segments:
                yield from self._segment(segment, None, 3, "")
            return
        places: dict[int, _Place] = {}
        _place(whole.tree.root, 3, places)
        for segment in whole.segments:
            place = places.get(segment.number)
            if place is None:
                known = any(segment.tag == tag for tag in whole.table.body.tags)
                why = "does not belong here" if known else "is not in the guide"
                yield Line(What.NOTE, 3, segment.tag, f"{segment.tag} {why}.", number=segment.number, offset=segment.offset)
                yield from self._segment(segment, None, 3, "")
                continue
            for loop, depth in place.opens:
                yield Line(What.LOOP, depth, loop.id, words(loop.name), number=segment.number, offset=segment.offset)
            yield from self._segment(segment, place.seg, place.depth, place.loop)

    def _segment(self, segment: Segment, seg: Seg | None, depth: int, loop: str) -> Iterator[Line]:
        name = words(seg.name) if seg else _ENVELOPE_NAMES.get(segment.tag, "")
        text = segment.text().removesuffix(segment.delimiters.terminator)
        yield Line(What.SEGMENT, depth, segment.tag, name, text, "", loop, segment.number, segment.offset)
        if self.elements:
            yield from self._elements(segment, seg, depth + 1, loop)

    def _elements(self, segment: Segment, seg: Seg | None, depth: int, loop: str) -> Iterator[Line]:
        marks = segment.delimiters
        standard = find_segment(segment.tag)
        qualifier = ""
        for place, value in enumerate(segment.elements, start=1):
            if not value.strip():
                continue
            known = seg.by_place.get(place) if seg else None
            raw_spot = standard[place - 1] if place <= len(standard) else None
            separate = marks.repetition and segment.tag != "ISA"
            for repeat in value.split(marks.repetition) if separate else [value]:
                parts = _parts(segment, known, raw_spot, place, repeat)
                for part, text, name, number in parts:
                    if text.strip():
                        at = spot(segment.tag, place, part)
                        meaning = self._meaning(number, qualifier, text.strip())
                        qualifier = text.strip() if number in _QUALIFIERS else qualifier
                        yield Line(What.ELEMENT, depth, at, name, text.strip(), meaning, loop, segment.number, segment.offset)

    def _meaning(self, number: int, qualifier: str, value: str) -> str:
        found = self.explain(number, qualifier, value) or find_meaning(number, value)
        return found or (_day(value) if number in (373, 1251, 10008) else "")


def _parts(
    segment: Segment, known: Field | Composite | None, raw_spot: Spot | None, place: int, value: str
) -> list[tuple[int, str, str, int]]:
    """(component, value, name, data element) of one element; component 0 when it has none."""
    mark = segment.delimiters.component
    if isinstance(known, Composite) or (raw_spot is not None and raw_spot.parts and mark in value):
        fields = {each.place: each for each in known.parts} if isinstance(known, Composite) else {}
        spots = {each.place: each for each in raw_spot.parts} if raw_spot else {}
        found = []
        for part, text in enumerate(value.split(mark), start=1):
            field, alone = fields.get(part), spots.get(part)
            number = field.number if field else alone.number if alone else 0
            found.append((part, text, words(field.name) if field else "", number))
        return found
    if isinstance(known, Field):
        return [(0, value, words(known.name), known.number)]
    names = ENVELOPE.get(segment.tag, "").split("|")
    name = names[place - 1] if place <= len(names) else ""
    return [(0, value, name, raw_spot.number if raw_spot else 0)]


def _place(node: Node, depth: int, places: dict[int, _Place], opens: tuple[tuple[Loop, int], ...] = ()) -> None:
    """Write down where each segment of a loop stands; the loop is opened by its first segment."""
    inside = depth + 1 if node.loop.id else depth
    if node.loop.id:
        opens = (*opens, (node.loop, depth))
    first = min((row.segment.number for each in node.walk() for row in each.rows), default=0)
    for row in node.rows:
        own = opens if row.segment.number == first else ()
        places[row.segment.number] = _Place(row.seg, inside, row.loop, own)
    for below in node.nodes:
        starts = min((row.segment.number for each in below.walk() for row in each.rows), default=0)
        _place(below, inside, places, opens if starts == first else ())


def _day(value: str) -> str:
    """20260918 as 2026-09-18, and so the days of a range; empty for what is no day."""
    days = [day_from(each[:8]) for each in value.split("-")]
    times = [f" {each[8:10]}:{each[10:12]}" if len(each) == 12 else "" for each in value.split("-")]
    if not all(days) or any(len(each) not in (8, 12) for each in value.split("-")):
        return ""
    return " to ".join(f"{found}{time}" for found, time in zip(days, times, strict=True))


_ENVELOPE_NAMES = {
    "ISA": "interchange",
    "GS": "group",
    "ST": "transaction set",
    "SE": "end of the set",
    "GE": "end of the group",
    "IEA": "end of the interchange",
    "TA1": "answer to an interchange",
}
