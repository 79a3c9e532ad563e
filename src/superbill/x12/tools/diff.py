"""Two files compared by what they mean: claims are found by their numbers, differences are named by the guide's table.

What does not count: delimiters and line ends, control numbers, the counts of levels and lines, the day and time of the envelopes, how
claims are spread over sets, the order of segments within a loop, zeros that say nothing. Everything else does.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from superbill.x12.segments import Segment
from superbill.x12.tables import Composite, Field, Loop
from superbill.x12.tools.raw import Source
from superbill.x12.tools.trees import Part, SetTree, read_parts, spot, words
from superbill.x12.tree import Node, Row

_AMOUNT = re.compile(r"-?\d*\.\d*\Z", re.ASCII)


class What(Enum):
    """How the files differ in a place."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    `claim` is the number of the claim it stands in (CLM01, CLP01, TRN02), `loop` the guide's id; `spot` is an element such as
    SV102, or a segment's name when it is there on one side only, as is then a whole loop; `name` says in words what it is.
    `before` and `after` are the values, with the numbers of their segments (0 where there is none).
    """

    what: What
    name: str
    spot: str
    before: str = ""
    after: str = ""
    claim: str = ""
    loop: str = ""
    before_at: int = 0
    after_at: int = 0


def diff(before: Source, after: Source) -> Iterator[Difference]:
    """Every difference, in the order of the first file. Both files are held in memory. Raises `X12Error` when one cannot be read."""
    old, new = _File(read_parts(before)), _File(read_parts(after))
    yield from _envelopes(old, new)
    seen: set[tuple[int, int]] = set()
    for one, other in _matched(old.claims, new.claims, text=lambda each: each.text, key=lambda each: each.key, same_too=True):
        yield from _claims(one, other, seen)
    paired_old, paired_new = {pair[0] for pair in seen}, {pair[1] for pair in seen}
    rest_old = [each for each in old.sets if id(_root(each)) not in paired_old]
    rest_new = [each for each in new.sets if id(_root(each)) not in paired_new]
    for one_set, other_set in _matched(rest_old, rest_new, text=_set_text, key=_set_key, by_order=True):
        yield from _sets(one_set, other_set)
    yield from _segments(old.strays, new.strays)


# --- what is compared


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim with the loops around it, outermost first."""

    above: tuple[Node, ...]
    node: Node
    text: str

    @property
    def number(self) -> str:
        return _key(self.node)

    @property
    def key(self) -> str:
        return f"{self.node.loop.opener.tag} {self.number}"


class _File:
    """The claims, the sets and the envelopes of a file."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.envelopes: list[Segment] = []
        self.sets: list[SetTree] = []
        self.claims: list[_Claim] = []
        self.strays: list[Segment] = []
        for part in parts:
            if isinstance(part, SetTree):
                self.sets.append(part)
                if part.tree is not None:
                    self.claims += _claims_in((part.tree.root,))
                    self.strays += [segment for segment, _ in part.tree.strays]
            elif part.tag in _ENVELOPE:
                self.envelopes.append(part)


def _claims_in(above: tuple[Node, ...]) -> Iterator[_Claim]:
    for node in above[-1].nodes:
        if node.loop.name == "claim":
            yield _Claim(above, node, _text(node))
        elif _may_hold_claims(node.loop):
            yield from _claims_in((*above, node))


def _may_hold_claims(loop: Loop) -> bool:
    return any(isinstance(child, Loop) and (child.name == "claim" or _may_hold_claims(child)) for child in loop.children)


def _root(each: SetTree) -> object:
    return each.tree.root if each.tree else each


def _key(node: Node) -> str:
    """What tells a loop apart from others of its name: its number, else who or what it is about."""
    tag = node.rows[0].segment.tag if node.rows else ""
    first = node.rows[0].segment if node.rows else Segment("", ())
    if tag in _NUMBERED:
        return first.element(_NUMBERED[tag])
    if tag in ("LX", "SVC"):
        own = [row.segment.element(2) for row in node.rows if row.segment.tag == "REF" and row.segment.element(1) in ("6R", "FJ")]
        return own[0] if own else first.element(1)
    if tag in ("HL", "INS"):
        rows = [
            *node.rows,
            *(row for below in node.nodes if below.rows and below.rows[0].segment.tag == "NM1" for row in below.rows),
        ]
        who = [
            row.segment for row in rows if row.segment.tag == "NM1" or (row.segment.tag, row.segment.element(1)) == ("REF", "0F")
        ]
        return "|".join(_who(each) for each in who)
    return _who(first) if tag in ("NM1", "N1") else first.element(1)


_NUMBERED = {"CLM": 1, "CLP": 1, "TRN": 2}


def _who(segment: Segment) -> str:
    number = segment.element({"NM1": 9, "N1": 4}.get(segment.tag, 2))
    return f"{segment.element(1)} {number or '*'.join(segment.elements[2:5])}"


Thing = TypeVar("Thing")


def _matched(
    old: Sequence[Thing],
    new: Sequence[Thing],
    *,
    text: Callable[[Thing], str],
    key: Callable[[Thing], str],
    by_order: bool = False,
    same_too: bool = False,
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Pairs that differ: those of one key, then (when wanted) the others as they come; None where something has no pair.

    What reads the same is paired first, and left out unless it is wanted, too.
    """
    partner: dict[int, Thing] = {}
    rest_old, rest_new = list(old), list(new)
    for same in (text, key, _anything) if by_order else (text, key):
        waiting: dict[str, list[Thing]] = defaultdict(list)
        for each in reversed(rest_new):
            waiting[same(each)].append(each)
        for each in rest_old:
            if waiting[same(each)]:
                partner[id(each)] = waiting[same(each)].pop()
        taken = {id(each) for each in partner.values()}
        rest_old = [each for each in rest_old if id(each) not in partner]
        rest_new = [each for each in rest_new if id(each) not in taken]
        if same is text and not same_too:
            old = rest_old
    yield from ((each, partner.get(id(each))) for each in old)
    yield from ((None, each) for each in rest_new)


def _anything(_: object) -> str:
    return ""


# --- how it is compared


def _claims(one: _Claim | None, other: _Claim | None, seen: set[tuple[int, int]]) -> Iterator[Difference]:
    if one is None or other is None:
        present = one or other
        assert present is not None, "one of a pair is there"
        yield _alone(present.node, present.number, removed=other is None)
        return
    for above_old, above_new in _levels(one, other):
        if above_old is not None and above_new is not None:
            if (id(above_old), id(above_new)) not in seen:
                seen.add((id(above_old), id(above_new)))
                yield from _nodes(above_old, above_new, claim=one.number if above_old.loop.id else "", around=True)
        else:
            present_node = above_old or above_new
            assert present_node is not None, "one of a pair is there"
            yield _alone(present_node, one.number, removed=above_new is None)
    if one.text != other.text:
        yield from _nodes(one.node, other.node, claim=one.number)


def _levels(one: _Claim, other: _Claim) -> Iterator[tuple[Node | None, Node | None]]:
    """The loops above two claims, paired by their names."""
    by_name = {node.loop.name: node for node in other.above}
    for node in one.above:
        yield node, by_name.pop(node.loop.name, None)
    yield from ((None, node) for node in by_name.values())


def _sets(one: SetTree | None, other: SetTree | None) -> Iterator[Difference]:
    if one is None or other is None:
        present = one or other
        assert present is not None, "one of a pair is there"
        what, name = What.REMOVED if other is None else What.ADDED, f"a whole set {present.kind}"
        yield _one_side(what, name, "ST", present.st.element(2), at=present.st.number)
    elif one.tree is not None and other.tree is not None and one.table is other.table:
        yield from _nodes(one.tree.root, other.tree.root, claim="")
    else:
        yield from _segments(one.segments, other.segments)


def _nodes(old: Node, new: Node, *, claim: str, around: bool = False) -> Iterator[Difference]:
    """Two loops of one name; `around` leaves out what claims below are compared by themselves."""
    for name in old.loop.order:
        for one, other in _matched(_rows(old, name), _rows(new, name), text=_row_text, key=_row_key, by_order=True):
            yield from _row(one, other, claim=claim)
        below_old, below_new = ([each for each in node.nodes if each.loop.name == name] for node in (old, new))
        if around and (below_old or below_new):
            loop = (below_old or below_new)[0].loop
            if loop.name == "claim" or _may_hold_claims(loop):
                continue
        for below, other_below in _matched(below_old, below_new, text=_text, key=_key, by_order=True):
            if below is not None and other_below is not None:
                yield from _nodes(below, other_below, claim=claim)
            else:
                present = below or other_below
                assert present is not None, "one of a pair is there"
                yield _alone(present, claim, removed=other_below is None)


def _rows(node: Node, name: str) -> list[Row]:
    return [row for row in node.rows if row.seg.name == name]


def _row(one: Row | None, other: Row | None, *, claim: str) -> Iterator[Difference]:
    if one is None or other is None:
        present = one or other
        assert present is not None, "one of a pair is there"
        what = What.REMOVED if other is None else What.ADDED
        text = _segment_text(present.segment)
        yield _one_side(
            what, words(present.seg.name), present.seg.tag, text, claim=claim, loop=present.loop, at=present.segment.number
        )
        return
    old, new = _values(one), _values(other)
    for place, part in sorted({*old, *new}):
        before, after = old.get((place, part), ""), new.get((place, part), "")
        if _meaning(before) != _meaning(after):
            name = _field_name(one, place, part)
            at = spot(one.seg.tag, place, part)
            yield Difference(
                What.CHANGED, name, at, before, after, claim, one.loop, one.segment.number, other.segment.number
            )  # fmt: skip


def _segments(old: Sequence[Segment], new: Sequence[Segment]) -> Iterator[Difference]:
    """Segments that no table explains: those on one side only."""
    for one, other in _matched(old, new, text=_segment_text, key=_segment_text):
        present = one or other
        if (one is None or other is None) and present is not None:
            what = What.REMOVED if other is None else What.ADDED
            yield _one_side(what, "segment", present.tag, _segment_text(present), at=present.number)


def _alone(node: Node, claim: str, *, removed: bool) -> Difference:
    """A loop that is there on one side only, with what tells it apart."""
    first = next((row.segment for each in node.walk() for row in each.rows), Segment(node.loop.opener.tag, ()))
    what = What.REMOVED if removed else What.ADDED
    return _one_side(what, words(node.loop.name), first.tag, _key(node), claim=claim, loop=node.loop.id, at=first.number)


def _one_side(what: What, name: str, tag: str, text: str, *, claim: str = "", loop: str = "", at: int = 0) -> Difference:
    if what is What.REMOVED:
        return Difference(what, name, tag, text, "", claim, loop, at, 0)
    return Difference(what, name, tag, "", text, claim, loop, 0, at)


# --- values


_COUNTERS = {"HL": (1, 2, 4), "LX": (1,)}


def _values(row: Row) -> dict[tuple[int, int], str]:
    """The values of a segment by place and component, without what only counts levels and lines."""
    segment = row.segment
    skipped, mark = _COUNTERS.get(segment.tag, ()), segment.delimiters.component
    found: dict[tuple[int, int], str] = {}
    for place, value in enumerate(segment.elements, start=1):
        if not value or place in skipped:
            continue
        known = row.seg.by_place.get(place)
        if not isinstance(known, Composite) or (known.repeat != 1 and segment.delimiters.repetition in value):
            found[place, 0] = _neutral(value, segment)
        else:
            found |= {(place, part): each.strip() for part, each in enumerate(value.split(mark), start=1) if each}
    return found


def _neutral(value: str, segment: Segment) -> str:
    """A value with the usual delimiters inside."""
    marks = segment.delimiters
    value = value.replace(marks.component, ":")
    return (value.replace(marks.repetition, "^") if marks.repetition else value).strip()


def _meaning(value: str) -> str:
    """An amount without zeros after its point that say nothing; anything else as it is: 01 and 1 are different codes."""
    if "." not in value or not _AMOUNT.match(value):
        return value
    shorter = value.rstrip("0").rstrip(".")
    return shorter if shorter not in ("", "-") else "0"


def _field_name(row: Row, place: int, part: int) -> str:
    known = row.seg.by_place.get(place)
    if isinstance(known, Composite):
        inner = next((each.name for each in known.parts if each.place == part), known.name)
        return f"{words(row.seg.name)}: {words(inner)}"
    return f"{words(row.seg.name)}: {words(known.name)}" if isinstance(known, Field) else words(row.seg.name)


def _row_text(row: Row) -> str:
    values = "".join(f"*{place}-{part}={_meaning(value)}" for (place, part), value in _values(row).items())
    return row.seg.tag + values


def _row_key(row: Row) -> str:
    return "|".join(row.segment.element(place, part) for place, part, _ in row.seg.keys) or row.segment.element(1)


def _segment_text(segment: Segment) -> str:
    return "*".join((segment.tag, *(_neutral(each, segment) for each in segment.elements))).rstrip("*")


def _text(node: Node) -> str:
    return "~".join([*sorted(_row_text(row) for row in node.rows), *(_text(below) for below in node.nodes)])


def _set_text(each: SetTree) -> str:
    return "~".join([each.kind, *(_segment_text(segment) for segment in each.segments)])


def _set_key(each: SetTree) -> str:
    """What the set is called by who wrote it: BHT03 or TRN02."""
    numbers = [s.element({"BHT": 3, "TRN": 2}[s.tag]) for s in each.segments[:3] if s.tag in ("BHT", "TRN")]
    return "|".join((each.kind, *numbers[:1]))


_ENVELOPE = {
    "ISA": {5: "sender qualifier", 6: "sender", 7: "receiver qualifier", 8: "receiver", 12: "version", 15: "test or production"},
    "GS": {1: "function", 2: "sender", 3: "receiver", 8: "guide"},
}


def _envelopes(old: _File, new: _File) -> Iterator[Difference]:
    """Who sends what to whom, each said once however often it stands in a file."""
    for tag, places in _ENVELOPE.items():
        told_old, told_new = (
            {tuple(each.element(at).strip() for at in places): each for each in some.envelopes if each.tag == tag}
            for some in (old, new)
        )
        gone = [told_old[values] for values in told_old if values not in told_new]
        come = [told_new[values] for values in told_new if values not in told_old]
        for one, other in zip(gone, come, strict=False):
            for place, name in places.items():
                before, after = one.element(place).strip(), other.element(place).strip()
                if before != after:
                    yield Difference(What.CHANGED, name, spot(tag, place), before, after, "", "", one.number, other.number)
        for one in gone[len(come) :]:
            yield _one_side(What.REMOVED, "envelope", tag, _segment_text(one), at=one.number)
        for other in come[len(gone) :]:
            yield _one_side(What.ADDED, "envelope", tag, _segment_text(other), at=other.number)
