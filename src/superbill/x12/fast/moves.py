"""Segments → moves: the machine of `grammar.py` as arrays, filled the first time a state meets a segment.

A segment's key is its name with the class of each code that tells it apart; codes that no table treats differently are of one
class, so that there are few keys. The kernel looks moves up; where it meets a new one it stops, the grammar is asked, and it
goes on. So both readers place every segment alike.
"""

import itertools
import threading

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.scan import Bytes, Places, Scan, packed
from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.grammar import BETWEEN, Place, State
from superbill.x12.layouts.plan import FORGET, LayoutPlan, Op

IGNORED, BEGINS, INSIDE = 0, 1, 2
"""What a segment is to a job: of no set that is read, ST, or between ST and SE."""

_MOST_STATES = 4096
_SPREAD = -7046029254386353131  # 2**64 over the golden ratio: neighbours fall far apart
_CODE = 7
"""Characters that a code may have to be packed into 64 bits."""

WHITE = np.array([chr(byte).isspace() for byte in range(256)])
"""Which bytes `str.strip` takes away from Latin-1 text."""
BLANK = WHITE & (np.arange(256) < 128)
"""The same for ASCII; what other bytes mean the plain reader knows."""


class Unsupported(Exception):
    """The transaction's table has something that the arrays cannot hold; the plain reader is used."""


class Machine:
    """The grammar of a transaction with what a layout does at each place, as arrays. Move 0 begins a set; move -1 is not known yet."""

    def __init__(self, plan: LayoutPlan) -> None:
        self.plan = plan
        self.lock = threading.Lock()
        self.samples: list[tuple[str, ...]] = []
        self._compile_keys()
        self._start()

    # --- keys

    def _compile_keys(self) -> None:
        """Number the keys: for each name a base, for each of its codes a class and a stride. Key 0 is a name the table has not."""
        tags: list[tuple[int, int, int, int]] = []
        probes: list[tuple[int, int, int]] = []
        codes: list[tuple[int, int, int]] = []
        self.samples = [("?",)]
        for tag, places in self.plan.grammar.probes.items():
            classes = [self._classes(tag, place) for place in places]
            base, stride = len(self.samples), 1
            tags.append((packed(tag), base, len(probes), len(probes) + len(places)))
            for place, found in zip(places, classes, strict=True):
                codes += [(len(probes), _packed_code(code), number) for code, number in found.items()]
                probes.append((*place, stride))
                stride *= 1 + max(found.values(), default=0)
            self.samples += _samples(tag, classes)
        self.tags = _hashed([(tag, *rest) for tag, *rest in tags], 4)
        self.probes = np.array(probes, np.int32).reshape(-1, 3)
        self.codes = _hashed([(_mixed(probe, code), probe, code, number) for probe, code, number in codes], 4)

    def _classes(self, tag: str, at: tuple[int, int]) -> dict[str, int]:
        """Each code with its class, from 1."""
        kinds: dict[str, list[str]] = {}
        for place in self.plan.grammar.places:
            for where, part, allowed in place.seg.keys:
                if place.seg.tag == tag and (where, part) == at:
                    coded = self.plan.coded.get(place.number) == at
                    for code in allowed:
                        kinds.setdefault(code, []).append(f"{place.number}={code if coded else ''}")
        numbers = {kind: number for number, kind in enumerate(sorted({" ".join(each) for each in kinds.values()}), start=1)}
        return {code: numbers[" ".join(each)] for code, each in kinds.items()}

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


def _packed_code(code: str) -> int:
    if len(code) > _CODE or not code.isascii():
        raise Unsupported(code)
    return int.from_bytes(code.encode("ascii"), "big")


def _samples(tag: str, classes: list[dict[str, int]]) -> list[tuple[str, ...]]:
    """A key of each number, in order: the first code varies fastest, as its stride is 1."""
    ordered = [["", *(code for _, code in sorted({number: code for code, number in found.items()}.items()))] for found in classes]
    return [(tag, *reversed(codes)) for codes in itertools.product(*reversed(ordered))]


def _mixed(probe: int, code: int) -> int:
    return (code << 6) ^ probe


def _hashed(rows: list[tuple[int, ...]], width: int) -> npt.NDArray[np.int64]:
    """An open-addressing table; the first number of a row is its key. Empty rows have the key -1."""
    size = 64
    while size < 4 * len(rows):
        size *= 2
    table = np.full((size, width), -1, np.int64)
    for row in rows:
        at = _slot(row[0], size - 1)
        while table[at, 0] != -1:
            at = (at + 1) & (size - 1)
        table[at] = row
    return table


def _slot(key: int, mask: int) -> int:
    return (key * _SPREAD >> 40) & mask  # the same in 64 bits and in Python's endless ones


_slot_of = njit(cache=True, nogil=True)(_slot)

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
    keys, moves = np.empty(len(role), np.int32), np.full(len(role), -1, np.int32)
    if not _find_keys(
        scan.data, scan.first, scan.marks, scan.tag, role, component, WHITE, machine.tags, machine.probes, machine.codes, keys
    ):
        return None
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


# The kernels are long and flat: numba counts a reference for each array that is handed to a function, which costs more than the work.


@njit(cache=True, nogil=True)
def _find_keys(  # noqa: C901 — a kernel stays in one piece, see above
    data: Bytes, first: Places, marks: Places, tag: npt.NDArray[np.uint32], role: npt.NDArray[np.uint8],
    component: int, white: npt.NDArray[np.bool_],
    tags: npt.NDArray[np.int64], probes: npt.NDArray[np.int32], codes: npt.NDArray[np.int64], keys: Places,
) -> bool:  # fmt: skip
    """The number of every segment's key; false when a code holds control characters or is not ASCII."""
    for segment in range(len(role)):
        keys[segment] = 0
        if role[segment] != 2:
            continue
        name = int(tag[segment])
        row = _slot_of(name, len(tags) - 1)
        while tags[row, 0] != name and tags[row, 0] != -1:
            row = (row + 1) & (len(tags) - 1)
        if tags[row, 0] == -1:
            continue
        key = tags[row, 1]
        for probe in range(tags[row, 2], tags[row, 3]):
            mark, part = first[segment] + probes[probe, 0], probes[probe, 1]
            if mark >= first[segment + 1]:
                continue
            begin, end = int(marks[mark - 1]) + 1, int(marks[mark])
            if part > 0:
                for _ in range(part - 1):
                    while begin < end and data[begin] != component:
                        begin += 1
                    begin += 1
                stop = begin
                while stop < end and data[stop] != component:
                    stop += 1
                end = stop
            while begin < end and white[data[begin]]:
                begin += 1
            while end > begin and white[data[end - 1]]:
                end -= 1
            code = 0
            for at in range(begin, end):
                byte = int(data[at])
                if byte < 32 or byte >= 128:
                    return False
                code = code << 8 | (byte - 32 if 97 <= byte <= 122 else byte)
            if end - begin > 7:
                continue
            mixed = (code << 6) ^ probe
            row = _slot_of(mixed, len(codes) - 1)
            while codes[row, 0] != -1:
                if codes[row, 1] == probe and codes[row, 2] == code:
                    key += probes[probe, 2] * codes[row, 3]
                    break
                row = (row + 1) & (len(codes) - 1)
        keys[segment] = key
    return True
