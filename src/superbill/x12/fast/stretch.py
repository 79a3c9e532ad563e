"""A stretch of a set in a block: the kernel walks over what is in order, and Python sees only the segments that somebody hears.

The kernel looks before it goes: what has no move without a fault, what leaves something needed out, comes once too often or is
numbered wrong stands where the kernel stops, with the loops as the plain walk would have them. That takes the segment and says
what is wrong; then the kernel goes on. Where it stops too often the plain walk takes more.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.block import Block
from superbill.x12.fast.guide import LEVEL, MOST_CHILDREN, MOST_DEPTH, PLAIN, UNKNOWN, Guide, guide_of
from superbill.x12.fast.handing import Given, Hand, letters_of
from superbill.x12.fast.judge import Elements, judge, sorts_of_bytes
from superbill.x12.fast.keys import find_keys
from superbill.x12.fast.proofs import proof_for
from superbill.x12.fast.scan import Bytes, Places, Scan
from superbill.x12.findings import At
from superbill.x12.grammar import Grammar, Place
from superbill.x12.objects import Handler
from superbill.x12.walk import Frame

if TYPE_CHECKING:
    from superbill.x12.walk import Walk

SHORTEST = 24
"""Segments that are worth a kernel's while."""
_LONG = 32
_MOST_PATIENCE = 512
"""Segments that the plain walk takes where the kernel did not come beyond `_LONG` and twice what it took before."""
_STRANGE = -1
_LONGEST_LEVEL = 9
_AT, _STATE = 0, 1
_DONE, _NEW_MOVE, _STOPPED = range(3)

Rows = npt.NDArray[np.int64]
_ELEMENTS: dict[int, Elements] = {}
_sorts_of_bytes = lru_cache(maxsize=16)(sorts_of_bytes)


def runner_for(walk: "Walk") -> "Runner | None":
    """What takes the blocks of a set whose table is chosen; None where only the plain walk will do."""
    assert walk.grammar is not None
    runner = walk.hearing.runner if walk.hearing else None
    if runner is not None:
        runner.begin(walk)
        return runner
    guide = guide_of(walk.grammar)
    runner = Runner(walk, walk.grammar, guide) if guide is not None else None
    if walk.hearing:
        walk.hearing.runner = runner
    return runner


class Runner:
    """A set, as the kernels see it."""

    def __init__(self, walk: "Walk", grammar: Grammar, guide: Guide) -> None:
        self.guide, self.grammar = guide, grammar
        self.begin(walk)
        if id(grammar) not in _ELEMENTS:
            _ELEMENTS[id(grammar)] = Elements(grammar)
        self.elements = _ELEMENTS[id(grammar)]
        self.sorts = _sorts_of_bytes(walk.marks)
        self.places = grammar.places
        self._listen()
        self.proof = proof_for(grammar) if walk.levels & {3, 4} else None
        self.progress = np.zeros(4, np.int64)
        self.frames = np.zeros((MOST_DEPTH, 5), np.int64)
        self.counts = np.zeros((MOST_DEPTH, MOST_CHILDREN + 2), np.int32)

    def begin(self, walk: "Walk") -> None:
        """A set begins."""
        self.walk = walk
        self.patience = 1

    def _listen(self) -> None:
        """How the segments of each place are read and taken: by the two steps of a listener where there is one.

        Level 5 wants to see every segment with a code, and where claims begin; without it those are only counted.
        """
        walk, places = self.walk, self.places
        is_level_5 = walk.codes is not None
        self.special = [is_level_5 and (place.heads or place.seg.tag in walk.watched) for place in places]
        self.wanted = np.array([one or walk.handlers[number] is not None for number, one in enumerate(self.special)])
        self.heads = np.array([place.heads and not is_level_5 for place in places])
        self.claims = np.array([place.heads and place.seg.tag != "HL" for place in places])
        each = zip(places, walk.handlers, self.special, strict=True)
        handlers = [self._noted(place, handler) if special else handler for place, handler, special in each]
        self.hand = Hand(self.grammar, handlers, walk.marks)

    def _noted(self, place: Place, handler: Handler | None) -> Handler:
        """What takes the segments of a place that the walk wants to know of."""

        def take(elements: list[str], at: At) -> None:
            self.walk.note(place, elements, at)
            if handler is not None:
                handler(elements, at)

        return take

    def take(self, block: Block, index: int, number: int) -> int:
        """What `Walk.take` promises."""
        at = int(np.searchsorted(block.envelopes, index))
        until = int(block.envelopes[at]) if at < len(block.envelopes) else len(block)
        stretch = None
        while index < until:
            if until - index < SHORTEST:
                return self._take_each(block, index, until, number)
            stretch = stretch or _Stretch(self, block, index, until)
            stop = stretch.go(index, number)
            number += stop - index
            self.patience = 1 if stop - index > _LONG + 2 * self.patience else min(2 * self.patience, _MOST_PATIENCE)
            index = stop
            if index < until:
                stop = self._take_each(block, index, min(until, index + self.patience), number)
                if stop < min(until, index + self.patience):
                    return stop
                number += stop - index
                index = stop
        return until

    def _take_each(self, block: Block, index: int, until: int, number: int) -> int:
        """The plain walk, for a while."""
        return index + self.walk.take_each(block.pieces(index, until), 0, number)


class _Stretch:
    """The segments of a block between two envelopes, from one on. The kernels count them from there."""

    def __init__(self, runner: Runner, block: Block, begin: int, until: int) -> None:
        self.runner, self.walk, self.block, self.begin = runner, runner.walk, block, begin
        self.length = until - begin
        whole = block.scan
        self.scan = Scan(
            whole.data,
            whole.start[begin:until],
            whole.first[begin : until + 1],
            whole.marks,
            whole.tag[begin:until],
            whole.odd[begin:until],
        )
        component = ord(self.walk.marks.component)
        self.keys, _ = find_keys(runner.guide.keys, self.scan, ~self.scan.odd, component)
        self.taken = np.empty(self.length, np.int32)
        self.heard = np.empty(self.length, np.int32)
        self.sure = np.empty(self.length, np.bool_)

    def go(self, index: int, number: int) -> int:
        """Walk on from a segment of the block to where the plain walk is needed, or to the end. `number` is the last one's."""
        begin = index - self.begin
        if not self._lay_out(begin):
            return index
        while self._step() == _NEW_MOVE:
            at, state = int(self.runner.progress[_AT]), int(self.runner.progress[_STATE])
            self.runner.guide.learn(state, int(self.keys[at]))
        stop = int(self.runner.progress[_AT])
        if stop > begin:
            self._take_back(number - begin + 1)
            self._hear(begin, stop, number - begin + 1)
        return self.begin + stop

    def _step(self) -> int:
        scan, guide, runner = self.scan, self.runner.guide, self.runner
        table, moves = guide.table, guide.moves  # in this order: a move that the array has not yet is asked for again
        return _walk(
            scan.data, scan.start, scan.first, scan.marks, scan.odd, self.keys, table, moves, guide.plans, guide.places,
            runner.frames, runner.counts, runner.progress, self.taken,
        )  # fmt: skip

    # --- the open loops, there and back

    def _lay_out(self, begin: int) -> bool:
        """The open loops as arrays; false where they cannot be."""
        walk, runner, guide = self.walk, self.runner, self.runner.guide
        state = guide.number_of(walk.state)
        if state < 0 or len(walk.stack) > MOST_DEPTH:
            return False
        for depth, frame in enumerate(walk.stack):
            plan = guide.plan_numbers[id(frame.plan)]
            runner.frames[depth] = (plan, frame.seen, -1, _level_of(frame.level), frame.counts is not None)
            if frame.counts is not None:
                runner.counts[depth] = 0
                for bit, count in frame.counts.items():
                    runner.counts[depth, bit.bit_length() - 1] = count
        runner.progress[:] = (begin, state, len(walk.stack), walk.hl)
        return True

    def _take_back(self, first_number: int) -> None:
        """The open loops as the plain walk has them."""
        walk, runner, guide = self.walk, self.runner, self.runner.guide
        _, state, depth, walk.hl = runner.progress.tolist()
        walk.state = guide.states[state]
        kept = walk.stack
        walk.stack = []
        for index, (plan, seen, began, level, counted) in enumerate(runner.frames[:depth].tolist()):
            if began < 0:
                frame = kept[index]
            else:
                frame = Frame(guide.loops[plan], self._at(began, first_number))
                frame.level = str(level) if level else ""
            frame.seen = seen
            if counted:
                frame.counts = {1 << child: count for child, count in enumerate(runner.counts[index].tolist()) if count}
            walk.stack.append(frame)

    def _at(self, segment: int, first_number: int) -> At:
        offset, raw = self.block[self.begin + segment]
        return At(first_number + segment, offset, raw)

    # --- the segments that somebody hears

    def _hear(self, begin: int, stop: int, first_number: int) -> None:
        runner, scan = self.runner, self.scan
        each = runner.elements
        count = judge(
            scan.data, scan.first, scan.marks, self.taken, begin, stop, ord(self.walk.marks.component), runner.sorts,
            each.places, each.spots, each.parts, each.pairs, each.conditions, each.codes,
            runner.wanted, self.heard, self.sure,
        )  # fmt: skip
        heads = begin + np.flatnonzero(runner.heads[self.taken[begin:stop]])
        if count:
            heard, sure = self.heard[:count], self.sure[:count]
            if runner.proof is not None:
                component = ord(self.walk.marks.component)
                self.walk.shown = runner.proof.find(scan, self.taken, heard, sure, component, first_number)
            self._hear_each(heard, ~sure, heads, first_number)
        if len(heads):
            self.walk.claims += int(np.count_nonzero(runner.claims[self.taken[heads]]))
            self._turn_to(int(heads[-1]))

    def _hear_each(self, heard: Places, unsure: npt.NDArray[np.bool_], heads: npt.NDArray[np.intp], first_number: int) -> None:
        """Hand over some segments, one that may be wrong apart from those before and after it."""
        begins, places = self.scan.start[heard], self.taken[heard]
        given = Given(
            places,
            letters_of(places),
            _in_order(heard, first_number),
            (begins + self.block.base).tolist(),
            self.block.texts_of(heard + self.begin),
        )
        first = 0
        for index in np.flatnonzero(unsure).tolist():
            self.runner.hand.give(given.part(first, index))
            before = int(np.searchsorted(heads, heard[index], "right"))
            if before:
                self._turn_to(int(heads[before - 1]))
            self._hand_closely(int(given.places[index]), At(given.numbers[index], given.offsets[index], given.raws[index]))
            first = index + 1
        self.runner.hand.give(given.part(first, len(given.raws)) if first else given)

    def _turn_to(self, head: int) -> None:
        """The claim that is read after a segment that begins one, or a level of the hierarchy."""
        tag, *values = self.block[self.begin + head][1].split(self.walk.marks.element, 2)
        self.walk.claim = values[0].strip() if values and tag != "HL" else ""

    def _hand_closely(self, number: int, at: At) -> None:
        """Hand over a segment that may be wrong."""
        runner, walk = self.runner, self.walk
        place, handler = runner.places[number], walk.handlers[number]
        elements = at.raw.split(walk.marks.element)
        if runner.special[number]:
            walk.note(place, elements, at)
        elements = walk.look_closely(place, elements, at)
        if handler is not None:
            handler(elements, at)


def _in_order(heard: Places, first_number: int) -> Sequence[int]:
    """The numbers in the file of some segments of a stretch; mostly they are neighbours."""
    first, last = int(heard[0]) + first_number, int(heard[-1]) + first_number
    return range(first, last + 1) if last - first + 1 == len(heard) else (heard + first_number).tolist()


def _level_of(text: str) -> int:
    """HL01 as a number, 0 for none; `_STRANGE` where it is not written as the kernel would write it."""
    if not text:
        return 0
    plain = text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= _LONGEST_LEVEL
    return int(text) if plain else _STRANGE


@njit(cache=True, nogil=True)
def _is_plain(data: Bytes, begin: int, end: int) -> bool:
    """Whether a name has no small letters."""
    small = 0
    for byte in range(begin, end):
        small += 97 <= data[byte] <= 122
    return small == 0


@njit(cache=True, nogil=True)
def _above(frames: Rows, depth: int) -> int:
    """The HL01 of the level above a loop that opens at this depth; 0 where there is none."""
    for level in range(depth - 1, -1, -1):
        if frames[level, 3] != 0:
            return int(frames[level, 3])
    return 0


@njit(cache=True, nogil=True)
def _is_numbered(data: Bytes, marks: Places, mark: int, stop: int, own: int, above: int) -> bool:
    """Whether HL01 is its own number and HL02 that of the level above, empty for 0; written without a zero before them."""
    for wanted in (own, above):
        number = np.int64(0)
        if mark < stop:
            begin, end = marks[mark] + 1, marks[mark + 1]
            if end - begin > _LONGEST_LEVEL or (end > begin and data[begin] == 48):
                return False
            for byte in range(begin, end):
                if data[byte] < 48 or data[byte] > 57:
                    return False
                number = number * 10 + np.int64(data[byte]) - 48
            mark += 1
        if number != wanted:
            return False
    return True


@njit(cache=True, nogil=True)
def _walk(  # noqa: C901 — one loop on purpose
    data: Bytes, start: Places, first: Places, marks: Places, odd: npt.NDArray[np.bool_], keys: Places,
    table: Places, moves: Places, plans: Rows, places: Rows,
    frames: Rows, counts: Places, progress: Rows, taken: Places,
) -> int:  # fmt: skip
    """Go on from where `progress` stands. The place of each segment is written to `taken`, the open loops to `frames`."""
    at, state, depth, hl = progress[0], progress[1], progress[2], progress[3]
    why = _DONE
    while at < len(keys):
        if odd[at] or keys[at] < 0 or not _is_plain(data, start[at], marks[first[at]]):
            why = _STOPPED
            break
        move = table[state, keys[at]] if state < len(table) else UNKNOWN
        if move == UNKNOWN or move >= len(moves):
            why = _NEW_MOVE
            break
        if move == PLAIN:
            why = _STOPPED
            break
        keep, opened, place = moves[move, 1], moves[move, 2], moves[move, 3]
        right = keep > 0  # look first: is anything needed missing, or once too often, or wrongly numbered?
        for level in range(keep, depth):
            right &= plans[frames[level, 0], 0] & ~frames[level, 1] == 0
        child = plans[opened, 1] if opened >= 0 else places[place, 0]
        most = plans[opened, 2] if opened >= 0 else places[place, 1]
        again = frames[keep - 1, 1] >> child & 1 == 1
        repeats = 0
        if again and most > 0:
            if frames[keep - 1, 4] == 1:
                repeats = counts[keep - 1, child]
            repeats = max(repeats, 1) + 1
            right &= repeats != most + 1
        if places[place, 2] == LEVEL:
            right &= opened >= 0 and _is_numbered(data, marks, first[at], first[at + 1] - 1, hl + 1, _above(frames, keep))
        if not right:
            why = _STOPPED
            break
        depth = keep  # then go
        if again and most > 0:
            if frames[keep - 1, 4] == 0:
                counts[keep - 1, :] = 0
                frames[keep - 1, 4] = 1
            counts[keep - 1, child] = repeats
        frames[keep - 1, 1] |= 1 << child
        if opened >= 0:
            frames[depth, 0], frames[depth, 1], frames[depth, 2] = opened, 1 << places[place, 0], at
            frames[depth, 3], frames[depth, 4] = 0, 0
            if places[place, 2] == LEVEL:
                hl += 1
                frames[depth, 3] = hl
            depth += 1
        taken[at] = place
        state = moves[move, 0]
        at += 1
    progress[0], progress[1], progress[2], progress[3] = at, state, depth, hl
    return why
