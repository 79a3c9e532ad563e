"""One transaction set, segment by segment: its place in the guide, its elements, its loops, and the objects it builds.

The hot loop of the engine. A segment that is right costs a split, two look-ups and one regular expression; only what is not
right is looked at closely.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from superbill.x12.elements import elements_for
from superbill.x12.elements_check import explain
from superbill.x12.fast.block import Block
from superbill.x12.findings import At, Finding, found
from superbill.x12.grammar import BETWEEN, Grammar, Move, Place, Plan, State, grammar_of
from superbill.x12.objects import Builder, Handler, find_builder
from superbill.x12.objects.kept import Hearing
from superbill.x12.objects.reading import tidied
from superbill.x12.patterns import patterns_of
from superbill.x12.rules import Shown, judges_for
from superbill.x12.segments import Delimiters, Segment
from superbill.x12.standard import STANDARD
from superbill.x12.stream import Piece
from superbill.x12.tables import Loop, Seg, Transaction

if TYPE_CHECKING:
    from superbill.x12.companion.walk import CompanionWalk
    from superbill.x12.fast.stretch import Runner
    from superbill.x12.level5 import HeldCodes

ENVELOPES = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
_MOST_KEPT = 64


class Frame:
    """An open loop: what it has seen, how often, and where it began. `level` is its HL01."""

    __slots__ = ("at", "counts", "level", "plan", "seen")

    def __init__(self, plan: Plan, at: At) -> None:
        self.plan, self.at = plan, at
        self.seen = 0
        self.counts: dict[int, int] | None = None
        self.level = ""

    def again(self, bit: int) -> int:
        """How often the child has been seen, now that it is seen again."""
        if self.counts is None:
            self.counts = {}
        count = self.counts[bit] = self.counts.get(bit, 1) + 1
        return count


class Walk:
    """A set as it is read. `tables` are those that its guide may mean; without any only claims are counted.

    What sets of one guide and with the same separators have in common stands in `kept`, for all that are given the same one.
    """

    def __init__(
        self,
        tables: Sequence[Transaction],
        marks: Delimiters,
        add: Callable[[Finding], None],
        levels: frozenset[int],
        *,
        codes: "HeldCodes | None" = None,
        hear: Callable[[object], None] | None = None,
        companion: "CompanionWalk | None" = None,
        kept: dict[tuple[int, Delimiters], Hearing] | None = None,
    ) -> None:
        self.tables, self.marks, self.add, self.levels, self.hear = tables, marks, add, levels, hear
        self.judges = judges_for(levels)
        self.table: Transaction | None = None
        self.claims = 0
        self.claim = ""
        self.hl = 0
        self.small_told = False
        self.grammar: Grammar | None = None
        self.stack: list[Frame] = []
        self.kept = kept if kept is not None else {}
        self.hearing: Hearing | None = None
        self.builder: Builder | None = None
        self.handlers: list[Handler | None] = []
        self.codes, self.companion = codes, companion
        self.watched = codes.watched if codes is not None else frozenset()
        self.patterns: list[Callable[[str], object]] = []
        self.runner: Runner | None = None
        self.shown: Shown = {}

    def begin(self, at: At) -> None:
        """ST has been read; the table is chosen with the first segment."""
        self.st = at

    def _choose(self, table: Transaction, *, is_empty: bool = False) -> None:
        """Follow a table. An empty set has no objects: what would build them is not made, for a file may be full of such sets."""
        self.table = table
        self.dictionary = elements_for(table.guide)
        self.grammar = grammar_of(table)
        self.state = self.grammar.start
        self.stack = [Frame(self.grammar.root, self.st)]
        self.patterns = patterns_of(self.grammar, self.marks)
        self.handlers = [None] * len(self.grammar.places)
        make = None if is_empty else find_builder(table)
        if make is not None and (self.hear is not None or self.levels & {3, 4, 5}):
            key = (id(self.grammar), self.marks)
            self.hearing = self.kept.get(key) or Hearing(make, self.grammar, self.marks)
            self.hearing.begin(self._take_object)
            self.builder, self.handlers = self.hearing.builder, self.hearing.handlers
            if len(self.kept) < _MOST_KEPT:
                self.kept[key] = self.hearing
        if self.companion is not None:
            self.handlers = self.companion.begin(self.grammar, self.st, self.handlers)

    # --- the hot loop

    def take(self, pieces: Sequence[Piece], index: int, number: int) -> int:
        """Take segments from `index` on, until one belongs to the envelopes; gives where that is. `number` is the last one's."""
        if self.grammar is None:
            return self._take_unknown(pieces, index, number)
        if isinstance(pieces, Block):
            return self._take_block(pieces, index, number)
        return self.take_each(pieces, index, number)

    def _take_block(self, block: Block, index: int, number: int) -> int:
        """By the kernels of `fast/`, which hand back what is out of the ordinary; a companion guide wants to see every segment."""
        from superbill.x12.fast.stretch import runner_for

        if self.runner is None and self.companion is None:
            self.runner = runner_for(self)
        if self.runner is None:
            return index + self.take_each(block.pieces(index, len(block)), 0, number)
        return self.runner.take(block, index, number)

    def take_each(self, pieces: Sequence[Piece], index: int, number: int) -> int:  # noqa: C901  (one loop on purpose: calls cost)
        """What `take` does, one segment after the other."""
        assert self.grammar is not None
        mark, grammar, state, new = self.marks.element, self.grammar, self.state, tuple.__new__
        probes, patterns, handlers, stack = grammar.simple_probes, self.patterns, self.handlers, self.stack
        codes, watched, offset_of = self.codes, self.watched, number - index + 1
        for at_index in range(index, len(pieces)):
            offset, raw = pieces[at_index]
            elements = raw.split(mark)
            tag = elements[0]
            probe = probes.get(tag, 0)
            if not probe:
                key = tag
            elif 0 < probe < len(elements):
                key = f"{tag}{BETWEEN}{elements[probe]}"
            else:
                key = grammar.key_of(tag, elements, self.marks.component)
            move = state.moves.get(key)
            at: At = new(At, (offset_of + at_index, offset, raw))
            if move is None:
                if tag.strip().upper() in ENVELOPES:
                    self.state = state
                    return at_index
                move = self._look_up(state, elements, at)
                tag = elements[0]
            place = move.place
            if place is None:
                self._aside(move, at, tag)
                continue
            if move.reframes:
                self._reframe(move, at)
            frame = stack[-1]
            if move.fault:
                self._explain_move(move, place, at)
                frame = next((each for each in reversed(stack) if each.plan is place.loop), frame)
            if not frame.seen & place.bit:
                frame.seen |= place.bit
            elif place.most:
                self._again(frame, place, at)
            state = move.next
            if tag in watched:
                codes.take(elements, place.loop.id, at)  # type: ignore[union-attr]  # without codes nothing is watched
            if place.heads:
                self._head(tag, elements, frame, at)
            if patterns[place.number](raw) is None or raw[-1] == mark:
                elements = self._explained(place, elements, at)
            handler = handlers[place.number]
            if handler is not None:
                handler(elements, at)
        self.state = state
        return len(pieces)

    def note(self, place: Place, elements: list[str], at: At) -> None:
        """A segment that a kernel has walked over: its codes are kept for level 5, and a claim begins or ends."""
        if place.seg.tag in self.watched:
            self.codes.take(elements, place.loop.id, at)  # type: ignore[union-attr]  # without codes nothing is watched
        if place.heads:
            self._turn(place.seg.tag, elements)

    def look_closely(self, place: Place, elements: list[str], at: At) -> list[str]:
        """A segment that a kernel is not sure of; its elements as they were meant."""
        if self.patterns[place.number](at.raw) is None or at.raw[-1] == self.marks.element:
            return self._explained(place, elements, at)
        return elements

    def _explained(self, place: Place, elements: list[str], at: At) -> list[str]:
        for finding in explain(place, at, self.marks, self.dictionary):
            self.add(finding)
        return tidied(place.seg, elements, self.marks.component)

    def _turn(self, tag: str, elements: list[str]) -> None:
        """The claim that is read: none where a level of the hierarchy begins."""
        if tag == "HL":
            self.claim = ""
        else:
            self.claims += 1
            self.claim = elements[1].strip() if len(elements) > 1 else ""

    def _head(self, tag: str, elements: list[str], frame: Frame, at: At) -> None:
        """A segment that begins a claim or a level of the hierarchy."""
        self._turn(tag, elements)
        if tag == "HL":
            self._level(elements, frame, at)

    def _take_unknown(self, pieces: Sequence[Piece], index: int, number: int) -> int:
        """A set whose table is not chosen yet: the first segment chooses. Where there is none, claims are counted."""
        mark = self.marks.element
        for at_index in range(index, len(pieces)):
            _, raw = pieces[at_index]
            tag = raw.partition(mark)[0].strip().upper()
            if tag in ENVELOPES:
                return at_index
            if self.tables and self.grammar is None:
                self._choose(_meant(self.tables, raw.split(mark)))
                return self.take(pieces, at_index, number + at_index - index)
            self.claims += tag in ("CLM", "CLP")
        return len(pieces)

    def _look_up(self, state: State, elements: list[str], at: At) -> Move:
        """A segment that the state has not met: its name may be in small letters or have blanks around it."""
        assert self.grammar is not None
        name = elements[0].strip()
        fault = name_fault(elements[0], at)
        if fault is not None and not (fault.code == "SNIP1-CASE" and self.small_told):
            self.small_told = self.small_told or fault.code == "SNIP1-CASE"
            self.add(fault)
        elements[0] = name.upper()
        return self.grammar.move(state, self.grammar.key_of(elements[0], elements, self.marks.component))

    # --- loops

    def _reframe(self, move: Move, at: At) -> None:
        """Close the loops that end here, and open those that begin."""
        stack = self.stack
        while len(stack) > move.keep:
            frame = stack.pop()
            if self.companion is not None:
                self.companion.close()
            if frame.plan.needed & ~frame.seen:
                self._close(frame)
        for plan in move.opens:
            above = stack[-1]
            if not above.seen & plan.bit:
                above.seen |= plan.bit
            elif plan.most and above.again(plan.bit) == plan.loop.most + 1:
                what = f"Loop {plan.id} ({_words(plan.loop.name)}) may stand here at most {plan.loop.most} times."
                self.add(found("SNIP2-LOOP-REPEATS", what, at=at, spot=plan.loop.opener.tag, loop=plan.id))
            stack.append(Frame(plan, at))
            if self.companion is not None:
                self.companion.open(plan, at)

    def _again(self, frame: Frame, place: Place, at: At) -> None:
        if frame.again(place.bit) == place.seg.most + 1:
            what = f"{place.seg.tag} ({_words(place.seg.name)}) may stand here at most {place.seg.most} times."
            self.add(found("SNIP2-REPEATS", what, at=at, spot=place.seg.tag, loop=place.loop.id))

    def _close(self, frame: Frame) -> None:
        missing = frame.plan.needed & ~frame.seen
        for index, child in enumerate(frame.plan.loop.children):
            if missing >> index & 1:
                self.add(_absent(child, frame))

    def _level(self, elements: list[str], frame: Frame, at: At) -> None:
        """HL01 counts from 1 in the set; HL02 names the level above. Source: the guides, appendix on hierarchical levels."""
        self.hl += 1
        number, parent = (*elements[1:3], "", "")[:2]
        frame.level = number
        if number != str(self.hl):
            what = f"HL01 is not {self.hl}: levels are counted from 1 in their order."
            self.add(found("SNIP1-HL", what, at=at, spot="HL01", loop=frame.plan.id, value=number, number=628))
        above = next((each.level for each in reversed(self.stack[:-1]) if each.level), "")
        if parent != above and "parent" in (frame.plan.opener.seg.places if frame.plan.opener else {}):
            what = f"HL02 is not {above}, the level above." if above else "HL02 is not used at the highest level."
            self.add(found("SNIP1-HL", what, at=at, spot="HL02", loop=frame.plan.id, value=parent, number=734))

    # --- what has no place, or the wrong one

    def _aside(self, move: Move, at: At, tag: str) -> None:
        loop = self.stack[-1].plan.id
        name = tag if len(tag) <= 3 else tag[:3]
        if move.fault == "SNIP2-NOT-USED-SEGMENT" and tag not in STANDARD:
            self.add(found("SNIP1-NAME", "X12 knows no segment of this name.", at=at, spot=name, loop=loop, value=at.raw[:20]))
        elif move.fault == "SNIP2-QUALIFIER":
            self.add(self._unknown_qualifier(at, tag, loop))
        else:
            word = "is not used by this guide" if move.fault == "SNIP2-NOT-USED-SEGMENT" else "is not expected here"
            self.add(found(move.fault, f"{name} {word}.", at=at, spot=name, loop=loop))

    def _unknown_qualifier(self, at: At, tag: str, loop: str) -> Finding:
        assert self.grammar is not None
        place, part = self.grammar.probes[tag][0]
        elements = at.raw.split(self.marks.element)
        value = elements[place] if place < len(elements) else ""
        value = value.split(self.marks.component)[part - 1] if part else value
        spot = f"{tag}{place:02d}" + (f"-{part}" if part else "")
        if not value.strip():
            return found("SNIP1-MISSING", f"{spot} is missing: it says what the segment is for.", at=at, spot=spot, loop=loop)
        return found(
            "SNIP2-QUALIFIER", f"{spot} is not a qualifier that the guide has here.", at=at, spot=spot, loop=loop, value=value
        )

    def _explain_move(self, move: Move, place: Place, at: At) -> None:
        name = _words(place.seg.name)
        if move.fault == "SNIP2-ORDER":
            what = f"{place.seg.tag} ({name}) stands after what it should precede."
            self.add(found("SNIP2-ORDER", what, at=at, spot=place.seg.tag, loop=place.loop.id))
            return
        opened = move.opens[0]
        what = f"{opened.loop.opener.tag}, which begins loop {opened.id} ({_words(opened.loop.name)}), is missing before {place.seg.tag}."
        self.add(found(move.fault, what, at=at, spot=opened.loop.opener.tag, loop=opened.id))
        if opened.opener is not None and opened.opener is not place:
            self.stack[-len(move.opens)].seen |= opened.opener.bit

    # --- objects

    def _take_object(self, thing: object) -> None:
        judge = self.judges[type(thing)]
        if not judge.is_clear(thing, self.shown):
            claim, self.claim = self.claim, ""  # the finding says itself which claim it is about: the next may have begun
            for finding in judge.findings(thing):
                self.add(finding)
            self.claim = claim
        if self.hear is not None:
            self.hear(thing)

    def end(self) -> None:
        """SE has been read, or should have been."""
        if self.tables and self.grammar is None:
            self._choose(self.tables[0], is_empty=True)
        if self.codes is not None:
            self.codes.settle()
        if self.builder is not None:
            self.builder.end()
        while self.stack:
            if self.companion is not None:
                self.companion.close()
            self._close(self.stack.pop())


def name_fault(name: str, at: At) -> Finding | None:
    """What is wrong with how the name of a segment is written: blanks of any kind around it, or small letters."""
    bare = name.strip()
    if bare != name:
        return found("SNIP1-NAME", "Blanks stand beside the segment's name.", at=at, spot=bare.upper()[:3])
    if bare != bare.upper():
        return found("SNIP1-CASE", "Segment names are written in small letters.", at=at, spot=bare.upper()[:3])
    return None


def check_body(table: Transaction, segments: Sequence[Segment]) -> list[Finding]:
    """Levels 1 and 2 of the segments between ST and SE, in the order of the file; ST stands just before the first. Never raises."""
    found: list[Finding] = []
    marks = segments[0].delimiters if segments else Delimiters()
    walk = Walk((table,), marks, found.append, frozenset((1, 2)))
    before = segments[0].number - 1 if segments and segments[0].number else 1
    walk.begin(At(before))
    walk.take([(each.offset, marks.element.join((each.tag, *each.elements))) for each in segments], 0, before)
    walk.end()
    return sorted(found, key=lambda each: (each.at.number, each.element, each.part))


def _absent(child: Seg | Loop, frame: Frame) -> Finding:
    name = _words(child.name)
    if isinstance(child, Seg):
        what = f"A required segment is missing: {child.tag} ({name})."
        return found("SNIP2-REQUIRED-SEGMENT", what, at=frame.at, spot=child.tag, loop=frame.plan.id)
    what = f"A required loop is missing: {child.id} ({name}), which {child.opener.tag} begins."
    return found("SNIP2-REQUIRED-LOOP", what, at=frame.at, spot=child.opener.tag, loop=child.id)


def _meant(tables: Sequence[Transaction], elements: list[str]) -> Transaction:
    """The table that the first segment of the set means, where a request and its response share a guide."""
    return next((table for table in tables if table.is_meant(elements)), tables[0])


def _words(name: str) -> str:
    return name.replace("_", " ")
