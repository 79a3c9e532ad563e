"""From features to a probability: a logistic sum whose weights are learned from coded notes, one feature a name.

Plain Python, so that learning needs nothing installed: some ten thousand rows take seconds. Each step of the learning is as long as
the feature was seldom seen (AdaGrad: Duchi, Hazan, Singer 2011); the order is shuffled with a seed, so the same notes teach the same.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from superbill.basics.shares import wilson

_STEP, _ROUNDS, _FARTHEST = 0.15, 6, 30.0

_ONE_SIDED = 1.645
"""The normal quantile of a bound that holds 19 times in 20, the customary 95 % on one side."""
FEWEST = 50
"""Claims that it takes to say of them that they are sure."""

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, under its name."""

    names: tuple[str, ...]
    values: tuple[float, ...]

    def probability(self, row: Row) -> float:
        """From 0 to 1; `row` has the features in the order of `names`."""
        return _logistic(sum(weight * value for weight, value in zip(self.values, row, strict=True)))

    def named(self) -> Mapping[str, float]:
        """The weights by name, for people."""
        return dict(zip(self.names, self.values, strict=True))


def learned(names: tuple[str, ...], rows: Sequence[Row], right: Sequence[bool]) -> Weights:
    """The weights that make the rows that were right likely, and the others not."""
    weights, seen = [0.0] * len(names), [1e-6] * len(names)
    order = list(range(len(rows)))
    chance = random.Random(0)  # noqa: S311  (no secret: the order of learning)
    for turn in range(_ROUNDS):
        chance.shuffle(order)
        step = _STEP if turn < _ROUNDS - 2 else _STEP / 3
        for place in order:
            row = rows[place]
            error = _logistic(sum(weight * value for weight, value in zip(weights, row, strict=True))) - right[place]
            for index, value in enumerate(row):
                if value:
                    slope = error * value
                    seen[index] += slope * slope
                    weights[index] -= step * slope / math.sqrt(seen[index])
    return Weights(names, tuple(weights))


@dataclass(frozen=True, slots=True)
class Scale:
    """From what was claimed to what was so: steps that never fall. `claimed[n]` and more, to below the next, were right in `right[n]`.

    With `least` that much and more is said of a claim of `surest` and more, and of no other.
    """

    claimed: tuple[float, ...]
    right: tuple[float, ...]
    surest: float = 0.0
    least: float | None = None

    def at(self, claimed: float) -> float:
        """What a claim has been worth, from 0 to 1; a claim below all that were ever made is taken at its word."""
        place = bisect_right(self.claimed, claimed) - 1
        right = self.right[place] if place >= 0 else claimed
        if self.least is None:
            return right
        return max(right, self.least) if claimed >= self.surest else min(right, self.least - 0.01)


def scale(claims: Iterable[tuple[float, bool]], *, least: float | None = None, so_often: float = 1.0) -> Scale:
    """The scale of claims and whether each was right, by pooling neighbours that are out of order (Ayer and others 1955).

    A step is held to (right + ½) / (claims + 1), so that a few claims are never all or nothing. With `least`, that much and more is said
    only down to the last claim above which the claims were right `so_often`, by a bound that holds 19 times in 20; of fewer than FEWEST
    claims of none.
    """
    claims = sorted(claims)
    steps: list[list[float]] = []  # where it begins, how many were right, how many there are
    for claimed, told in groupby(claims, key=lambda each: round(each[0], 3)):
        rights = [right for _, right in told]
        steps.append([claimed, float(sum(rights)), float(len(rights))])
        while len(steps) > 1 and _share(steps[-2]) >= _share(steps[-1]):
            _, right, count = steps.pop()
            steps[-1][1] += right
            steps[-1][2] += count
    return Scale(tuple(step[0] for step in steps), tuple(map(_share, steps)), _surest(claims, so_often), least)


def _surest(claims: Sequence[tuple[float, bool]], so_often: float) -> float:
    """The least claim from which up the claims were right at least so often, by the lower bound; above all where there is none."""
    surest, right, count = 2.0, 0, 0
    for claimed, told in groupby(reversed(claims), key=itemgetter(0)):
        rights = [so for _, so in told]
        right, count = right + sum(rights), count + len(rights)
        if count >= FEWEST and wilson(right, count, z=_ONE_SIDED)[0] >= so_often:
            surest = claimed
    return surest


def _share(step: Sequence[float]) -> float:
    return (step[1] + 0.5) / (step[2] + 1)


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, total))))
