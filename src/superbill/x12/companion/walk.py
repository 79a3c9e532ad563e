"""Companion guides applied while a set is read: their rules compiled for one table, and what each open loop has shown so far.

What a rule needs to know is kept as bits (`facts`) of the loop they were seen in and handed up when it closes, so that memory does
not grow with the file. A rule with conditions is judged when the loop that it is about closes; where a condition speaks of
something that comes later, when the loop around both does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from superbill.x12.companion.rules import Companion, Condition, Rule, Wants
from superbill.x12.companion.spots import Spot, Target, field_of, find_targets
from superbill.x12.findings import At, Finding
from superbill.x12.grammar import Grammar, Place, Plan
from superbill.x12.objects import Handler
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable
from superbill.x12.tables import Field

_MOST_WAITING = 10_000
"""How many findings wait in one open loop for conditions that come later; beyond it they are judged by what is known."""


_Known = tuple[int, int, bool, bool]
"""A condition: (fact, depth of the open loop that knows it, whether it was seen in that loop itself, negated)."""


class _Frame:
    """An open loop: the facts seen in itself and below it, how often each counted spot came, and what waits to be judged."""

    __slots__ = ("at", "below", "counts", "own", "plan", "waiting")

    def __init__(self, plan: Plan, at: At) -> None:
        self.plan, self.at = plan, at
        self.own = self.below = 0
        self.counts: dict[int, int] | None = None  # few loops count or wait: no objects are made for the others
        self.waiting: list[tuple[_When, Finding]] | None = None


@dataclass(slots=True, eq=False)
class _When:
    """Conditions that are judged when the loop at `depth` closes; `then` are those that must wait for a loop around it."""

    depth: int
    known: tuple[_Known, ...] = ()
    then: "_When | None" = None

    def holds(self, stack: Sequence[_Frame]) -> bool:
        return all(
            bool((stack[depth].own if own else stack[depth].own | stack[depth].below) & bit) != negated
            for bit, depth, own, negated in self.known
        )


_AT_ONCE = _When(0)


@dataclass(slots=True, eq=False)
class _Step:
    """What is done with a segment, or with a loop that opens: note a fact, judge a rule, or count in the loop at `depth`."""

    spot: Spot
    target: Target
    bit: int = 0
    codes: frozenset[str] = frozenset()
    rule: Rule | None = None
    when: _When = _AT_ONCE
    number: int = 0
    depth: int = 0


@dataclass(slots=True, eq=False)
class _Missing:
    """A segment or loop that a rule requires: looked for when its holder closes."""

    rule: Rule
    target: Target
    bit: int
    when: _When


class Machine:
    """The rules of companion guides, compiled for one table: what to do at each place, and where each loop opens and closes."""

    def __init__(self, companions: Sequence[Companion], grammar: Grammar) -> None:
        self.grammar = grammar
        self.at_place: dict[int, list[_Step]] = {}
        self.at_opening: dict[int, list[_Step]] = {}
        self.at_closing: dict[int, list[_Missing]] = {}
        self._bits: dict[Condition, int] = {}
        self._counted = 0
        for companion in companions:
            for rule in companion.rules:
                self._compile(rule)

    def _compile(self, rule: Rule) -> None:
        self._counted += 1
        for target in find_targets(rule.spot, self.grammar):
            if rule.wants is Wants.REQUIRE and _is_needed(rule.spot, target):
                continue
            if rule.wants is Wants.REQUIRE and not rule.spot.element:
                missing = _Missing(rule, target, self._bit(Condition(rule.spot)), self._when(rule, target.holder))
                self._place_missing(missing)
            else:
                depth = 0 if rule.wants is Wants.MOST_IN_SET else len(_path(target.holder)) - 1
                when = self._when(rule, target.holder)
                self._place(_Step(rule.spot, target, rule=rule, when=when, number=self._counted, depth=depth))

    def _place_missing(self, missing: _Missing) -> None:
        """Once for each holder: several places of the table may serve one spot."""
        others = self.at_closing.setdefault(id(missing.target.holder), [])
        if all(other.rule is not missing.rule for other in others):
            others.append(missing)

    def _place(self, step: _Step) -> None:
        if step.target.is_loop:
            self.at_opening.setdefault(id(step.target.plan), []).append(step)
        elif step.target.place is not None:
            self.at_place.setdefault(step.target.place.number, []).append(step)

    def _bit(self, fact: Condition) -> int:
        if fact not in self._bits:
            bit = self._bits[fact] = 1 << len(self._bits)
            for target in find_targets(fact.spot, self.grammar):
                self._place(_Step(fact.spot, target, bit, fact.codes))
        return self._bits[fact]

    def _when(self, rule: Rule, holder: Plan) -> _When:
        around = _path(holder)
        now: list[_Known] = []
        later: list[_Known] = []
        for condition in rule.when:
            targets = find_targets(condition.spot, self.grammar)
            if not targets:  # of two tables of one guide, the other has it
                now.append((0, 0, True, condition.negated))
                continue
            target = max(targets, key=lambda each: _shared(around, _path(each.plan)))
            depth = _shared(around, _path(target.plan)) - 1
            known = (self._bit(condition.fact), depth, around[depth] is target.plan, condition.negated)
            (later if _comes_later(around, target, depth) else now).append(known)
        then = _When(min(known[1] for known in later), tuple(later)) if later else None
        return _When(len(around) - 1, tuple(now), then)


def _path(plan: Plan) -> list[Plan]:
    """The loops around and including this one, outermost first."""
    return [*(_path(plan.above) if plan.above else ()), plan]


def _shared(one: Sequence[Plan], other: Sequence[Plan]) -> int:
    return sum(each is that for each, that in zip(one, other, strict=False))


def _comes_later(around: Sequence[Plan], target: Target, depth: int) -> bool:
    """Whether what a condition speaks of stands after the loop of the rule, in the one at `depth` that they share."""
    path = _path(target.plan)
    if depth + 1 == len(around):
        return False
    rank = path[depth + 1].rank if depth + 1 < len(path) else target.place.rank if target.place else 0
    return rank >= around[depth + 1].rank


def _is_needed(spot: Spot, target: Target) -> bool:
    """Whether the implementation guide itself requires it, so that it would be told twice."""
    if spot.element:
        each = field_of(spot, target)
        return each is not None and each.need
    if target.is_loop:
        return target.plan.loop.need and target.key is None
    return target.place is not None and target.place.seg.need and target.key is None


class CompanionWalk:
    """The companion guides of one set while it is read. The walk tells it of every loop that opens and closes."""

    def __init__(self, companions: Sequence[Companion], marks: Delimiters, add: Callable[[Finding], None]) -> None:
        self.companions, self.marks, self.add = companions, marks, add
        self.stack: list[_Frame] = []

    def begin(self, grammar: Grammar, at: At, handlers: Sequence[Handler | None]) -> list[Handler | None]:
        """The table is chosen: takes the handlers of its places and gives them with its own beside them."""
        self.machine = machine_of(self.companions, grammar)
        self.stack = [_Frame(grammar.root, at)]
        return [self._beside(place, handlers[place.number]) for place in grammar.places]

    def open(self, plan: Plan, at: At) -> None:
        """A loop begins with this segment."""
        self.stack.append(_Frame(plan, at))
        steps = self.machine.at_opening.get(id(plan))
        if steps:
            elements = at.raw.split(self.marks.element)
            for step in steps:
                self._step(step, self.stack[-1], elements, at)

    def close(self) -> None:
        """The innermost loop has ended."""
        frame = self.stack[-1]
        for missing in self.machine.at_closing.get(id(frame.plan), ()):
            if not (frame.own | frame.below) & missing.bit and missing.when.holds(self.stack):
                self._go_on(missing.when, self._finding(missing.rule, missing.target, frame.at))
        if frame.waiting:
            self._settle(frame)
        self.stack.pop()
        if self.stack:
            self.stack[-1].below |= frame.own | frame.below

    # --- segments

    def _beside(self, place: Place, other: Handler | None) -> Handler | None:
        steps = self.machine.at_place.get(place.number)
        if not steps:
            return other

        def handle(elements: list[str], at: At) -> None:
            frame = self.stack[-1]
            if frame.plan is not place.loop:  # the segment stands in the wrong order
                frame = next((each for each in reversed(self.stack) if each.plan is place.loop), frame)
            for step in steps:
                self._step(step, frame, elements, at)
            if other is not None:
                other(elements, at)

        return handle

    def _step(self, step: _Step, frame: _Frame, elements: list[str], at: At) -> None:
        spot, key = step.spot, step.target.key
        if key is not None and self._values(elements, *key)[0].upper() != spot.qualifier:
            return
        if step.rule is None:
            if not spot.element or self._shows(step, elements):
                frame.own |= step.bit
        elif step.rule.wants in (Wants.MOST, Wants.MOST_IN_SET):
            self._count(step, step.rule, at)
        elif spot.element:
            self._judge_element(step, step.rule, elements, at)
        else:
            self._tell(step, step.rule, at)

    def _shows(self, step: _Step, elements: list[str]) -> bool:
        values = self._values(elements, step.spot.element, step.spot.part)
        return any(value.upper() in step.codes if step.codes else value for value in values)

    def _count(self, step: _Step, rule: Rule, at: At) -> None:
        frame = self.stack[step.depth]
        counts = frame.counts = frame.counts or {}
        count = counts[step.number] = counts.get(step.number, 0) + 1
        if count == rule.most + 1:
            self.add(self._finding(rule, step.target, at))

    def _judge_element(self, step: _Step, rule: Rule, elements: list[str], at: At) -> None:
        values = self._values(elements, step.spot.element, step.spot.part)
        if rule.wants is Wants.REQUIRE and any(values):
            return
        for value in values:
            if rule.is_broken_by(readable(value)) and not (rule.wants is Wants.CODES and self._is_unknown(step, value)):
                self._tell(step, rule, at, readable(value))
                return

    @staticmethod
    def _is_unknown(step: _Step, value: str) -> bool:
        """Whether the implementation guide itself does not have the code, which level 2 tells."""
        each = field_of(step.spot, step.target)
        return isinstance(each, Field) and bool(each.allowed) and value not in each.allowed

    def _tell(self, step: _Step, rule: Rule, at: At, value: str = "") -> None:
        finding = self._finding(rule, step.target, at, value)
        if rule.when:
            self._wait(step.when, finding)
        else:
            self.add(finding)

    def _values(self, elements: list[str], element: int, part: int) -> list[str]:
        """The values of an element without blanks around them, one for each of its repetitions."""
        whole = elements[element] if element < len(elements) else ""
        repeated = whole.split(mark) if (mark := self.marks.repetition) and mark in whole else [whole]
        if not part:
            return [value.strip() for value in repeated]
        parts = [value.split(self.marks.component) for value in repeated]
        return [each[part - 1].strip() if part <= len(each) else "" for each in parts]

    # --- judging

    def _wait(self, when: _When, finding: Finding) -> None:
        frame = self.stack[when.depth]
        frame.waiting = frame.waiting or []
        frame.waiting.append((when, finding))
        if len(frame.waiting) >= _MOST_WAITING:
            self._settle(frame)

    def _settle(self, frame: _Frame) -> None:
        waiting, frame.waiting = frame.waiting or [], None
        for when, finding in waiting:
            if when.holds(self.stack):
                self._go_on(when, finding)

    def _go_on(self, when: _When, finding: Finding) -> None:
        """These conditions hold; there may be later ones."""
        if when.then is None:
            self.add(finding)
        else:
            self._wait(when.then, finding)

    @staticmethod
    def _finding(rule: Rule, target: Target, at: At, value: str = "") -> Finding:
        opener = target.plan.opener.seg.tag if target.plan.opener else ""
        return rule.finding(at, is_loop=target.is_loop, opener=opener, loop=target.plan.id, value=value)


_MACHINES: dict[tuple[int, ...], tuple[Sequence[Companion], Machine]] = {}


def machine_of(companions: Sequence[Companion], grammar: Grammar) -> Machine:
    """The rules of these guides for a table, compiled once: a file has many sets."""
    key = (id(grammar), *map(id, companions))
    if key not in _MACHINES:
        if len(_MACHINES) > 64:
            _MACHINES.clear()
        _MACHINES[key] = (tuple(companions), Machine(companions, grammar))  # kept with them, so that no id is used again
    return _MACHINES[key][1]
