"""A set against its table: WEDI SNIP levels 1 and 2 for the segments and elements between ST and SE.

Each fault carries what a 999 needs (IK304, IK403, position, element) and a sentence for people. Sources: X12 005010
syntax rules; the implementation guides' tables; 005010X231A1 for the codes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from superbill.x12.dates import day_from
from superbill.x12.segments import Segment
from superbill.x12.syntax import broken_conditions
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.tree import Node, Row, Tree, read_tree

_DECIMAL = re.compile(r"-?(\d+\.?\d*|\.\d+)\Z", re.ASCII)
_WHOLE = re.compile(r"-?\d+\Z", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a set.

    `segment` is the segment meant, or the first of the loop in which one is missing; `tag` is the name that IK301 gives;
    `segment_code` is IK304 and `element_code` IK403 (empty when the segment as a whole is meant).
    """

    segment: Segment
    tag: str
    loop: str
    segment_code: str
    message: str
    element: int = 0
    part: int = 0
    number: int = 0
    element_code: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """Where, for people."""
        loop = f"loop {self.loop}, " if self.loop else ""
        return f"{loop}{self.tag}" + (f"{self.element:02d}" if self.element else "") + (f"-{self.part}" if self.part else "")


def check_body(transaction: Transaction, segments: Sequence[Segment]) -> tuple[Fault, ...]:
    """Every fault of the segments between ST and SE, in the order of the file. Never raises."""
    return check_tree(read_tree(transaction.body, segments), segments)


def check_tree(tree: Tree, segments: Sequence[Segment]) -> tuple[Fault, ...]:
    """The same for a tree that was read already."""
    faults = [_stray(segment, loop, tree.root.loop) for segment, loop in tree.strays]
    faults += [_fault(segment, segment.tag, "", "3", "The segment that opens its loop is missing.") for segment in tree.implied]
    start = segments[0] if segments else Segment("ST", ())
    for node in tree.root.walk():
        faults += _check_node(node, start)
    faults += _check_levels(tree.root)
    return tuple(sorted(faults, key=lambda fault: (fault.segment.number, fault.element, fault.part)))


def _fault(segment: Segment, tag: str, loop: str, code: str, message: str) -> Fault:
    return Fault(segment, tag, loop, code, message)


def _stray(segment: Segment, loop: str, body: Loop) -> Fault:
    if segment.tag in body.tags:
        return _fault(
            segment, segment.tag, loop, "2", "The segment is not expected here, or its qualifier is none the guide knows."
        )
    return _fault(segment, segment.tag, loop, "1", "The guide knows no segment of this name.")


def _check_node(node: Node, start: Segment) -> Iterator[Fault]:
    here = min((row.segment for below in node.walk() for row in below.rows), key=lambda each: each.number, default=start)
    yield from _check_presence(node, here)
    yield from _check_order(node)
    for row in node.rows:
        yield from _check_row(row)


def _check_presence(node: Node, here: Segment) -> Iterator[Fault]:
    rows = Counter(row.seg.name for row in node.rows)
    loops = Counter(below.loop.name for below in node.nodes)
    loop = node.loop.id
    for child in node.loop.children:
        words = child.name.replace("_", " ")
        if isinstance(child, Seg):
            if child.need and not rows[child.name]:
                yield _fault(here, child.tag, loop, "3", f"A required segment is missing: {child.tag} ({words}).")
            if child.most and rows[child.name] > child.most:
                extra = [row.segment for row in node.rows if row.seg.name == child.name][child.most]
                yield _fault(extra, child.tag, loop, "5", f"{child.tag} ({words}) may stand here at most {child.most} times.")
        else:
            tag = child.opener.tag
            if child.need and not loops[child.name]:
                yield _fault(here, tag, child.id, "I7", f"A required loop is missing: {child.id} ({words}), opened by {tag}.")
            if child.most and loops[child.name] > child.most:
                extra = [below.rows[0].segment for below in node.nodes if below.loop.name == child.name and below.rows][
                    child.most
                ]
                yield _fault(extra, tag, child.id, "4", f"Loop {child.id} ({words}) may stand here at most {child.most} times.")


def _check_levels(root: Node) -> Iterator[Fault]:
    """HL01 counts the levels of a set from 1; HL02 names the level above."""
    counted = 0
    above: list[tuple[Node, str]] = [(root, "")]
    while above:
        node, parent = above.pop()
        head = node.rows[0] if node.rows and node.rows[0].segment.tag == "HL" else None
        if head is not None:
            counted += 1
            if head.text("id") != str(counted):
                yield _element(
                    head, 1, 0, 628, "7", f"HL01 is not {counted}: levels are counted from 1 in their order.", head.text("id")
                )
            if "parent" in head.seg.places and head.text("parent") != parent:
                yield _element(head, 2, 0, 734, "7", f"HL02 is not {parent}, the level above.", head.text("parent"))
            parent = head.text("id")
        above += [(below, parent) for below in reversed(node.nodes)]


def _check_order(node: Node) -> Iterator[Fault]:
    seen: list[tuple[Segment, str, str]] = [(row.segment, row.seg.name, row.seg.tag) for row in node.rows]
    seen += [(below.rows[0].segment, below.loop.name, below.loop.opener.tag) for below in node.nodes if below.rows]
    last = -1
    for segment, name, tag in sorted(seen, key=lambda each: each[0].number):
        index = node.loop.order[name]
        if index < last and segment.tag == tag and not _may_mix(node.loop, index, last):
            yield _fault(
                segment, tag, node.loop.id, "7", f"{tag} ({name.replace('_', ' ')}) stands after what it should precede."
            )
        last = max(last, index)


def _may_mix(loop: Loop, one: int, other: int) -> bool:
    """Segments of one name that follow each other in the table may come in any order among themselves."""
    tags = {child.tag if isinstance(child, Seg) else child.opener.tag for child in loop.children[one : other + 1]}
    return len(tags) == 1


def _check_row(row: Row) -> Iterator[Fault]:
    segment = row.segment
    known = row.seg.by_place
    last = max(known, default=0)
    for place in range(1, last + 2):  # of what stands beyond the last element, the first is enough to say
        value = segment.element(place)
        each = known.get(place)
        if each is None:
            if value:
                yield _element(row, place, 0, 0, "I10", f"{segment.tag}{place:02d} is not used here.", value)
        elif isinstance(each, Composite):
            yield from _check_composite(row, each, value)
        else:
            yield from _check_value(row, each, place, 0, value)
    for place, code, message in broken_conditions(segment):
        each = known.get(place)
        yield _element(row, place, 0, each.number if isinstance(each, Field) else 0, code, message)


def _check_composite(row: Row, composite: Composite, value: str) -> Iterator[Fault]:
    tag, place = row.segment.tag, composite.place
    if not value:
        if composite.need:
            yield _element(row, place, 0, 0, "1", f"{tag}{place:02d} ({_words(composite.name)}) is missing.")
        return
    delimiters = row.segment.delimiters
    repeats = value.split(delimiters.repetition) if delimiters.repetition else [value]
    if composite.repeat and len(repeats) > composite.repeat:
        yield _element(row, place, 0, 0, "12", f"{tag}{place:02d} repeats too often.")
    most = max(part.place for part in composite.parts)
    for repeat in repeats:
        parts = repeat.split(delimiters.component)
        if any(parts[most:]):
            yield _element(row, place, most + 1, 0, "13", f"{tag}{place:02d} has more parts than are used.")
        for part in composite.parts:
            yield from _check_value(row, part, place, part.place, parts[part.place - 1] if part.place <= len(parts) else "")


def _check_value(row: Row, at: Field, place: int, part: int, value: str) -> Iterator[Fault]:
    code, what = _judged(row, at, value)
    if code:
        where = f"{row.segment.tag}{place:02d}" + (f"-{part}" if part else "") + f" ({_words(at.name)})"
        yield _element(row, place, part, at.number, code, f"{where} {what}.", value)


def _judged(row: Row, at: Field, value: str) -> tuple[str, str]:
    """IK403 and what is wrong with a value; both empty when nothing is."""
    if not value:
        return ("1", "is missing") if at.need else ("", "")
    kind, least, most = at.element
    length = len(value.lstrip("-").replace(".", "")) if kind in ("R", "$", "N") else len(value)
    if length < least:
        return "4", f"is shorter than {least}"
    if length > most:
        return "5", f"is longer than {most}"
    if not _is_type(kind, value):
        return {"DT": "8", "TM": "9"}.get(kind, "6"), f"is not {_KINDS.get(kind, 'text')}"
    if at.allowed and value not in at.allowed:
        return "7", "is not a code that the guide allows"
    if at.number == 1251 and not _is_period(row, value):
        return "8", "is not a day of the calendar"
    return "", ""


_KINDS = {"R": "a number", "$": "an amount", "N": "a whole number", "DT": "a day", "TM": "a time", "ID": "a code"}


def _is_type(kind: str, value: str) -> bool:
    match kind:
        case "R" | "$":
            return bool(_DECIMAL.match(value)) and (kind == "R" or len(value.partition(".")[2]) <= 2)
        case "N":
            return bool(_WHOLE.match(value))
        case "DT":
            return day_from(value) is not None
        case "TM":
            return bool(_TIME.match(value))
        case _:
            return value.isprintable()


def _is_period(row: Row, value: str) -> bool:
    """A D8 is one day, an RD8 two with a hyphen; what other formats hold is not judged here."""
    places = {at.number: (place, part) for at, place, part in row.seg.places.values()}
    form = row.segment.element(*places[1250]) if 1250 in places else "D8"
    if form == "RD8":
        first, hyphen, last = value.partition("-")
        return bool(hyphen) and day_from(first) is not None and day_from(last) is not None and first <= last
    return form != "D8" or day_from(value) is not None


def _element(row: Row, place: int, part: int, number: int, code: str, message: str, value: str = "") -> Fault:
    return Fault(row.segment, row.segment.tag, row.loop, "8", message, place, part, number, code, value)


def _words(name: str) -> str:
    return name.replace("_", " ")
