"""The machine of a whole grammar as arrays, for the check: which place each segment takes, which loops close and open.

It holds only moves without a fault, and is filled the first time a state meets a segment. What is not in it is the walk's.
"""

import threading

import numpy as np
import numpy.typing as npt

from superbill.x12.fast.keys import Keys, Unsupported
from superbill.x12.grammar import BETWEEN, Grammar, Move, Plan, State

UNKNOWN, PLAIN = -1, -2
"""What the table says of a move that was not asked for yet, and of one that only the plain walk can make."""
NO_HEAD, LEVEL, CLAIM = 0, 1, 2
"""What a place begins: nothing, a level of the hierarchy, a claim."""

MOST_DEPTH = 16
"""Loops that may stand open."""
MOST_CHILDREN = 62
"""Children that a loop may have: what it has seen is kept in 64 bits."""
_MOST_STATES = 2048

Table = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]


class Guide:
    """The grammar of one transaction as arrays.

    `table[state, key]` is a row of `moves`: next state, loops that stay open, the plan that opens or -1, the place. `plans` has
    for each loop what it needs, its child number in the loop above, and how often it may stand there; `places` the child
    number of a place, how often it may stand there, and what it begins.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.lock = grammar, threading.Lock()
        self.keys = Keys(grammar, {})
        self.loops: list[Plan] = list(_all_plans(grammar.root))
        if any(len(plan.loop.children) > MOST_CHILDREN for plan in self.loops) or _depth(grammar.root) > MOST_DEPTH:
            raise Unsupported(grammar.transaction.guide)
        self.plan_numbers = {id(plan): number for number, plan in enumerate(self.loops)}
        self.plans: Rows = np.array([(plan.needed, _child(plan.bit), plan.most) for plan in self.loops], np.int64)
        heads = {"HL": LEVEL, "CLM": CLAIM, "CLP": CLAIM}
        places = [(_child(each.bit), each.most, heads.get(each.seg.tag, NO_HEAD)) for each in grammar.places]
        self.places: Rows = np.array(places, np.int64)
        self.states: list[State] = []
        self.numbers: dict[int, int] = {}
        self.known: dict[tuple[int, int, int, int], int] = {}
        self.table: Table = np.full((256, len(self.keys.samples)), UNKNOWN, np.int32)
        self.moves: Table = np.zeros((1024, 4), np.int32)

    def number_of(self, state: State) -> int:
        """The number of a state; -1 when there are too many already."""
        with self.lock:
            return self._number(state)

    def learn(self, state: int, key: int) -> None:
        """Ask the grammar for one more move."""
        with self.lock:
            move = self.grammar.move(self.states[state], BETWEEN.join(self.keys.samples[key]))
            entry = self._entry(move)
            self.table[state, key] = entry  # last: other threads look here without the lock

    def _number(self, state: State) -> int:
        if state.number not in self.numbers:
            if len(self.states) >= _MOST_STATES:
                return -1
            if len(self.states) >= len(self.table):
                self.table = np.vstack((self.table, np.full_like(self.table, UNKNOWN)))
            self.numbers[state.number] = len(self.states)
            self.states.append(state)
        return self.numbers[state.number]

    def _entry(self, move: Move) -> int:
        """The number of a move; `PLAIN` where it has a fault or there are too many states."""
        if move.fault or move.place is None or len(move.opens) > 1:
            return PLAIN
        state = self._number(move.next)
        if state < 0:
            return PLAIN
        opened = self.plan_numbers[id(move.opens[0])] if move.opens else -1
        row = (state, move.keep, opened, move.place.number)
        if row not in self.known:
            number = len(self.known)
            if number >= len(self.moves):
                self.moves = np.vstack((self.moves, np.zeros_like(self.moves)))
            self.moves[number] = row
            self.known[row] = number
        return self.known[row]


def _all_plans(plan: Plan) -> list[Plan]:
    return [plan, *(each for below in plan.plans for each in _all_plans(below))]


def _depth(plan: Plan) -> int:
    return 1 + max((_depth(below) for below in plan.plans), default=0)


def _child(bit: int) -> int:
    return max(bit, 1).bit_length() - 1


_GUIDES: dict[int, Guide | None] = {}


def guide_of(grammar: Grammar) -> Guide | None:
    """The machine of a grammar, one for the whole process; None where only the plain walk will do."""
    if id(grammar) not in _GUIDES:
        try:
            _GUIDES[id(grammar)] = Guide(grammar)
        except Unsupported:
            _GUIDES[id(grammar)] = None
    return _GUIDES[id(grammar)]
