"""A table compiled to a state machine that grows as it is used: which place of the guide a segment takes, given what came before.

A state is the loops that stand open with how far each has come. The first time a state meets a segment the table is searched;
the answer is kept, so that the millionth claim costs two look-ups a segment.

Segments at one position of the guide (neighbours of one name) may come in any order. A segment goes to the innermost open loop
that has a place for it at or after where that loop stands. When none has: to a loop whose first segment was left out; to a
place that has gone by (order); else it is set aside with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from superbill.x12.tables import Loop, Seg, Transaction

BETWEEN = "\uffff"
"""Parts the name and the values of a key: what is read byte by byte cannot hold it."""


@dataclass(slots=True, eq=False)
class Place:
    """A segment's place in the guide. `bit` is its own in the mask of what its loop has seen; `path` is such as `2300.CLM`.

    `heads` says that it begins a claim or a level of the hierarchy.
    """

    seg: Seg
    loop: "Plan"
    bit: int
    rank: int
    path: str
    number: int
    most: int
    heads: bool


@dataclass(slots=True, eq=False)
class Plan:
    """A loop, compiled. `needed` is the mask of children that must be seen before it closes."""

    loop: Loop
    above: "Plan | None"
    bit: int
    rank: int
    most: int
    opener: "Place | None" = None
    places: list[Place] = field(default_factory=list)
    plans: list["Plan"] = field(default_factory=list)
    takers: dict[str, list["Place | Plan"]] = field(default_factory=dict)
    needed: int = 0
    direct: dict[str, list[Place]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The guide's name of the loop, such as 2300."""
        return self.loop.id


@dataclass(slots=True, eq=False)
class Move:
    """What a segment does: close loops down to `keep` open ones, open `opens`, take `place`.

    `fault` is the code of what is wrong with that, empty when nothing is; with a fault and no place it is set aside. `reframes`
    says that loops open or close.
    """

    keep: int
    opens: tuple[Plan, ...]
    place: Place | None
    next: "State"
    fault: str = ""
    reframes: bool = False


@dataclass(slots=True, eq=False)
class State:
    """The open loops, outermost first, with the rank that each has reached; `moves` are those found so far."""

    path: tuple[tuple[Plan, int], ...]
    number: int
    moves: dict[str, Move] = field(default_factory=dict)


class Grammar:
    """The machine of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.places: list[Place] = []
        self.root = self._compile(transaction.body, None, 0, 0)
        self.probes: dict[str, tuple[tuple[int, int], ...]] = self._find_probes()
        self.simple_probes = {
            tag: spots[0][0] if len(spots) == 1 and not spots[0][1] else -1 for tag, spots in self.probes.items() if spots
        }
        self._states: dict[tuple[tuple[int, int], ...], State] = {}
        self.start = self._state(((self.root, 0),))

    def key_of(self, tag: str, elements: Sequence[str], component: str) -> str:
        """The segment's name with the values that tell it apart from others of its name, in capitals."""
        probes = self.probes.get(tag)
        if not probes:
            return tag
        return BETWEEN.join((tag, *(_value(elements, place, part, component) for place, part in probes))).upper()

    def move(self, state: State, key: str) -> Move:
        """Where the segment with this key goes. Never fails: what has no place is set aside with a fault."""
        move = state.moves.get(key)
        if move is None:
            move = self._find(state, key)
            if not move.fault and len(state.moves) < _MOST_MOVES:  # what a file holds must not fill the memory
                state.moves[key] = move
        return move

    # --- compiling

    def _compile(self, loop: Loop, above: Plan | None, bit: int, rank: int) -> Plan:
        plan = Plan(loop, above, bit, rank, loop.most)
        last_tag, position = "", 0
        for index, child in enumerate(loop.children):
            tag = child.tag if isinstance(child, Seg) else child.opener.tag
            position += tag != last_tag
            last_tag = tag
            self._add(plan, child, 1 << index, position)
        for below in plan.plans:
            for tag in below.loop.opening_tags:
                plan.takers.setdefault(tag, []).append(below)
        for takers in plan.takers.values():
            takers.sort(key=lambda taker: taker.bit)
        return plan

    def _add(self, plan: Plan, child: Seg | Loop, bit: int, rank: int) -> None:
        if isinstance(child, Loop):
            plan.plans.append(self._compile(child, plan, bit, rank))
        else:
            heads = child.tag in ("CLM", "CLP", "HL")
            path = f"{plan.loop.id}.{child.tag}"
            place = Place(child, plan, bit, rank, path, len(self.places), child.most, heads)
            self.places.append(place)
            plan.places.append(place)
            plan.direct.setdefault(child.tag, []).append(place)
            if not plan.places[1:] and plan.above is not None:
                plan.opener = place
            else:
                plan.takers.setdefault(child.tag, []).append(place)
        if child.need:
            plan.needed |= bit

    def _find_probes(self) -> dict[str, tuple[tuple[int, int], ...]]:
        found: dict[str, set[tuple[int, int]]] = {}
        for place in self.places:
            found.setdefault(place.seg.tag, set()).update((at, part) for at, part, _ in place.seg.keys)
        return {tag: tuple(sorted(keys)) for tag, keys in found.items()}

    def _state(self, path: tuple[tuple[Plan, int], ...]) -> State:
        key = tuple((id(plan), rank) for plan, rank in path)
        if key not in self._states:
            self._states[key] = State(path, len(self._states))
        return self._states[key]

    # --- searching

    def _find(self, state: State, key: str) -> Move:
        tag, *values = key.split(BETWEEN)
        known = dict(zip(self.probes.get(tag, ()), values, strict=False))
        path = state.path
        return (
            self._in_order(path, tag, known)
            or self._without_opener(path, tag, known)
            or self._out_of_order(state, tag, known)
            or Move(len(path), (), None, state, self._why_aside(path, tag))
        )

    def _in_order(self, path: tuple[tuple[Plan, int], ...], tag: str, known: dict[tuple[int, int], str]) -> Move | None:
        for depth in range(len(path), 0, -1):
            plan, rank = path[depth - 1]
            for taker in plan.takers.get(tag, ()):
                if taker.rank >= rank and (opened := _opened(taker, tag, known)) is not None:
                    return self._move(path, depth, taker, *opened)
        return None

    def _without_opener(self, path: tuple[tuple[Plan, int], ...], tag: str, known: dict[tuple[int, int], str]) -> Move | None:
        """A loop that this segment belongs to, and whose first segment was left out."""
        if any(tag in plan.takers for plan, _ in path):
            return None
        for depth in range(len(path), 0, -1):
            plan, rank = path[depth - 1]
            for below in plan.plans:
                if below.rank >= rank:
                    for place in below.direct.get(tag, ()):
                        if place is not below.opener and _fits(place.seg, known):
                            return self._move(path, depth, below, (below,), place, fault="SNIP2-OPENER")
        return None

    def _out_of_order(self, state: State, tag: str, known: dict[tuple[int, int], str]) -> Move | None:
        """A place that has gone by. A segment is taken where it stands; a loop is opened where it belongs."""
        path = state.path
        for depth in range(len(path), 0, -1):
            plan, _ = path[depth - 1]
            for taker in plan.takers.get(tag, ()):
                opened = _opened(taker, tag, known)
                if opened is None:
                    continue
                if isinstance(taker, Place):
                    return Move(len(path), (), taker, state, "SNIP2-ORDER")
                return self._move(path, depth, taker, *opened, fault="SNIP2-ORDER")
        return None

    def _move(
        self,
        path: tuple[tuple[Plan, int], ...],
        depth: int,
        taker: "Place | Plan",
        opens: tuple[Plan, ...],
        place: Place,
        fault: str = "",
    ) -> Move:
        plan, rank = path[depth - 1]
        kept = (*path[: depth - 1], (plan, max(rank, taker.rank)))
        new = tuple(
            (opened, (opens[index + 1].rank if index + 1 < len(opens) else place.rank)) for index, opened in enumerate(opens)
        )
        if not fault and opens and place is not opens[-1].opener:
            fault = "SNIP2-OPENER"
        elif not fault and len(opens) > 1:
            fault = "SNIP2-IMPLIED"
        return Move(depth, opens, place, self._state((*kept, *new)), fault, reframes=bool(opens) or depth < len(path))

    def _why_aside(self, path: tuple[tuple[Plan, int], ...], tag: str) -> str:
        if any(tag in plan.takers or tag in plan.direct for plan, _ in path):
            return "SNIP2-QUALIFIER" if self.probes.get(tag) else "SNIP2-UNEXPECTED"
        if tag in self.transaction.body.tags:
            return "SNIP2-UNEXPECTED"
        return "SNIP2-NOT-USED-SEGMENT"


def _opened(taker: "Place | Plan", tag: str, known: dict[tuple[int, int], str]) -> tuple[tuple[Plan, ...], Place] | None:
    """The loops that open and the place that is taken, when this child is meant."""
    if isinstance(taker, Place):
        return ((), taker) if _fits(taker.seg, known) else None
    assert taker.opener is not None, "a loop below another has a first segment"
    if taker.opener.seg.tag == tag and _fits(taker.opener.seg, known):
        return (taker,), taker.opener
    if taker.loop.implied:
        for below in taker.plans:
            if below.opener is not None and below.opener.seg.tag == tag and _fits(below.opener.seg, known):
                return (taker, below), below.opener
    return None


def _fits(seg: Seg, known: dict[tuple[int, int], str]) -> bool:
    return all(known.get((place, part), "") in codes for place, part, codes in seg.keys)


def _value(elements: Sequence[str], place: int, part: int, component: str) -> str:
    value = elements[place] if place < len(elements) else ""
    if part:
        parts = value.split(component)
        value = parts[part - 1] if part <= len(parts) else ""
    return value.strip().replace(BETWEEN, "?")


_MOST_MOVES = 2_000
_GRAMMARS: dict[int, Grammar] = {}


def grammar_of(transaction: Transaction) -> Grammar:
    """The machine of a transaction, one for the whole process."""
    if id(transaction) not in _GRAMMARS:
        _GRAMMARS[id(transaction)] = Grammar(transaction)
    return _GRAMMARS[id(transaction)]
