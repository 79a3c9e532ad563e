"""What an audit says in figures: accuracy with how sure it is, charts without an error, agreement beyond chance.

Accuracy, code over code: points that are right among all that were judged. Record over record: visits without an error among all
that were judged. The custom of the trade asks for 95 %. Cohen's kappa: agreement of the two coders on the diagnosis codes, beyond what
chance would give, over every pair of a visit and a code that either coder used in the audit (J. Cohen, Educational and Psychological
Measurement 20, 1960).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from superbill.basics.shares import wilson
from superbill.coding.audit.compare import Comparison, Difference, Direction, Kind

_OF_CODES = frozenset({Kind.MISSED, Kind.UNSUPPORTED, Kind.SPECIFICITY})


class Verdict(StrEnum):
    """Who of the two is right, as a third look decides; the value is what is kept."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Judged:
    """A visit that was coded twice: whose it is, how the two compare, and what was decided, by `Difference.key`."""

    coder: str
    payer: str
    comparison: Comparison
    verdicts: dict[str, Verdict]

    @property
    def errors(self) -> tuple[Difference, ...]:
        """The differences on which the second coder is right."""
        return tuple(one for one in self.comparison.differences if self.verdicts.get(one.key) is Verdict.SECOND)

    def is_right(self, code: str) -> bool | None:
        """Whether a diagnosis code belongs to the visit, as the two coders and the verdicts settled it; None while that is open."""
        if any(one.what == code for one in self.comparison.agreed):
            return True
        about = next(
            (one for one in self.comparison.differences if one.kind in _OF_CODES and code in (one.first, one.second)), None
        )
        if about is None:
            return False
        verdict = self.verdicts.get(about.key)
        return (
            None
            if verdict is None
            else verdict is Verdict.BOTH or code == (about.first if verdict is Verdict.FIRST else about.second)
        )

    @property
    def open(self) -> int:
        """The differences that nobody has judged yet."""
        return sum(one.key not in self.verdicts for one in self.comparison.differences)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Figures of a coder, a payer, a source …: points and visits that were judged, and those that are right.

    Shares are from 0 to 1 and None where nothing was judged; `least` and `most` bound the accuracy with 95 % confidence.
    """

    name: str
    visits: int
    visits_right: int
    points: int
    right: int
    open: int
    over: int
    under: int

    @property
    def accuracy(self) -> float | None:
        """Code over code."""
        return self.right / self.points if self.points else None

    @property
    def by_visit(self) -> float | None:
        """Record over record; only visits of which nothing is open."""
        return self.visits_right / self.visits if self.visits else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval of the accuracy."""
        return wilson(self.right, self.points)


def accuracy_of(name: str, judged: Iterable[Judged]) -> Accuracy:
    """The figures of some visits together."""
    visits = list(judged)
    closed = [one for one in visits if not one.open]
    errors = [error for one in visits for error in one.errors]
    decided = sum(len(one.comparison.agreed) + len(one.comparison.differences) - one.open for one in visits)
    return Accuracy(
        name=name,
        visits=len(closed),
        visits_right=sum(not one.errors for one in closed),
        points=decided,
        right=decided - len(errors),
        open=sum(one.open for one in visits),
        over=sum(error.direction is Direction.OVER for error in errors),
        under=sum(error.direction is Direction.UNDER for error in errors),
    )


def by_coder(judged: Sequence[Judged]) -> tuple[Accuracy, ...]:
    """The figures of every coder, by name."""
    return _grouped((one.coder, one) for one in judged)


def by_payer(judged: Sequence[Judged]) -> tuple[Accuracy, ...]:
    """The figures of every payer, by name."""
    return _grouped((one.payer, one) for one in judged)


def _grouped(named: Iterable[tuple[str, Judged]]) -> tuple[Accuracy, ...]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for name, one in named:
        groups[name].append(one)
    return tuple(accuracy_of(name, group) for name, group in sorted(groups.items()))


def by_source(judged: Sequence[Judged]) -> tuple[tuple[str, int, int], ...]:
    """How the first coder came to a diagnosis code (accepted, changed, added, automatic): the name, the codes, those that are right."""
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        for point in one.comparison.agreed:
            if point.how and not point.what.endswith(" first"):
                counts[point.how] += 1
                right[point.how] += 1
        for difference in one.comparison.differences:
            if difference.how and difference.kind is not Kind.SEQUENCE and difference.key in one.verdicts:
                counts[difference.how] += 1
                right[difference.how] += one.verdicts[difference.key] is not Verdict.SECOND
    return tuple((name, counts[name], right[name]) for name in sorted(counts))


def by_kind(judged: Sequence[Judged]) -> tuple[tuple[Kind, int], ...]:
    """The errors by their kind, the most frequent first."""
    return tuple(Counter(error.kind for one in judged for error in one.errors).most_common())


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a coder may look up: a code that was missed, unsupported or another, and how often. `code` is the one to open in the book."""

    coder: str
    kind: Kind
    code: str
    instead: str
    times: int

    @property
    def is_diagnosis(self) -> bool:
        """Whether the code is one of the diagnosis book."""
        return self.kind in (Kind.MISSED, Kind.UNSUPPORTED, Kind.SPECIFICITY, Kind.SEQUENCE)


def lessons(judged: Sequence[Judged]) -> tuple[Lesson, ...]:
    """One for each error that was made, the most frequent first: what should stand there, or what should not."""
    counts = Counter(
        (one.coder, error.kind, (error.second or error.first).split()[0], error.first if error.second else "")
        for one in judged
        for error in one.errors
    )
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Lesson(coder, kind, code, instead, times) for (coder, kind, code, instead), times in ordered)


def kappa(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float | None:
    """Cohen's kappa of two coders' sets of codes, visit by visit, from −1 to 1; None where no code was used or chance alone agrees."""
    codes = frozenset(code for one, other in pairs for code in one | other)
    decisions = len(codes) * len(pairs)
    if not decisions:
        return None
    both = sum(len(one & other) for one, other in pairs)
    first, second = sum(len(one) for one, _ in pairs), sum(len(other) for _, other in pairs)
    neither = decisions - first - second + both
    observed = (both + neither) / decisions
    expected = (first * second + (decisions - first) * (decisions - second)) / decisions**2
    return (observed - expected) / (1 - expected) if expected < 1 else None
