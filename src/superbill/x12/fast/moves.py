"""Segments → moves: the machine of `grammar.py` as arrays, filled the first time a state meets a segment.

The kernel looks moves up by the keys of `keys.py`; where it meets a new one it stops, the grammar is asked, and it goes on. So
both readers place every segment alike.
"""

import threading

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.keys import Keys, Unsupported, find_keys
from superbill.x12.fast.scan import Places, Scan
from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.grammar import BETWEEN, Place, State
from superbill.x12.layouts.plan import FORGET, LayoutPlan, Op

IGNORED, BEGINS, INSIDE = 0, 1, 2
"""What a segment is to a job: of no set that is read, ST, or between ST and SE."""

_MOST_STATES = 4096


class Machine:
    """The grammar of a transaction with what a layout does at each place, as arrays. Move 0 begins a set; move -1 is not known yet."""

    def __init__(self, plan: LayoutPlan) -> None:
        self.plan = plan
        self.lock = threading.Lock()
        self.keys = Keys(plan.grammar, plan.coded)
        self.samples = self.keys.samples
        self._start()

    # --- moves

    def _start(self) -> None:
        """`table[state, key]` is the next state in its upper half and the move in its lower; -1 is not known yet."""
        self.states: list[State] = []
        self.numbers: dict[int, int] = {}
        self.table = np.full((256, len(self.samples)), -1, np.int64)
        self.known: dict[tuple[tuple[Op, ...], str], int] = {}
        self.faults: list[str] = []
        self.ops: list[Op] = []
        self.first_op = [0]
        forget = (Op(FORGET, table, slot) for table, bound in enumerate(self.plan.tables) for slot in range(len(bound.slots)))
        self._add((*forget, *self.plan.start), "")
        self._number(self.plan.grammar.start)

    def _add(self, ops: tuple[Op, ...], fault: str) -> int:
        """A move, one for each that differs in its steps or its fault."""
        if (ops, fault) not in self.known:
            self.known[ops, fault] = len(self.faults)
            self.faults.append(fault)
            self.ops += ops
            self.first_op.append(len(self.ops))
            self.op_array = np.array(self.ops, np.int32).reshape(-1, 4)
            self.first_array = np.array(self.first_op, np.int32)
        return self.known[ops, fault]

    def _number(self, state: State) -> int:
        if state.number not in self.numbers:
            self.numbers[state.number] = len(self.states)
            self.states.append(state)
            if len(self.states) > len(self.table):
                self.table = np.vstack((self.table, np.full_like(self.table, -1)))
        return self.numbers[state.number]

    def learn(self, state: int, key: int) -> bool:
        """Ask the grammar for one more move; False when there are too many states already."""
        with self.lock:
            if len(self.states) >= _MOST_STATES:
                return False
            sample = self.samples[key]
            move = self.plan.grammar.move(self.states[state], BETWEEN.join(sample))
            ops = self.plan.ops(move.opens, move.place, self._code(move.place, sample))
            fault = move.fault if move.fault and CATALOGUE[move.fault].severity is not Severity.INFO else ""
            entry = self._number(move.next) << 32 | self._add(ops, fault)
            self.table[state, key] = entry  # last: other threads look here without the lock
            return True

    def _code(self, place: Place | None, sample: tuple[str, ...]) -> str:
        at = self.plan.coded.get(place.number) if place else None
        return sample[1 + self.plan.grammar.probes[sample[0]].index(at)] if at else ""


_MACHINES: dict[int, Machine | None] = {}


def machine_of(plan: LayoutPlan) -> Machine | None:
    """The machine of a plan, one for the whole process; None where only the plain reader will do."""
    if id(plan) not in _MACHINES:
        try:
            _MACHINES[id(plan)] = Machine(plan)
        except Unsupported:
            _MACHINES[id(plan)] = None
    return _MACHINES[id(plan)]


def find_moves(machine: Machine, scan: Scan, role: npt.NDArray[np.uint8], component: int) -> Places | None:
    """The move of each segment of a job; None when something stands there that only the plain reader can judge."""
    keys, readable = find_keys(machine.keys, scan, role == INSIDE, component)
    if not readable:
        return None
    moves = np.full(len(role), -1, np.int32)
    at, state = 0, 0
    while True:
        at, state = _find_moves(keys, role, machine.table, at, state, moves)
        if at == len(role):
            return moves
        if not machine.learn(state, int(keys[at])):
            return None


@njit(cache=True, nogil=True)
def _find_moves(
    keys: Places, role: npt.NDArray[np.uint8], table: npt.NDArray[np.int64], at: int, state: int, moves: Places
) -> tuple[int, int]:
    """Go on from a segment until all have their move, or one is new: then its number and the state it meets."""
    for segment in range(at, len(role)):
        if role[segment] == 1:
            moves[segment] = state = 0
        elif role[segment] == 2:
            entry = table[state, keys[segment]]
            if entry < 0:
                return segment, state
            moves[segment] = entry & 0xFFFFFFFF
            state = entry >> 32
    return len(role), state
