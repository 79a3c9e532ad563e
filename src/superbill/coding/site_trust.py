"""How far the suggestions of a site can be trusted: claims against what coders decided, and when a family may go without a person.

An observed share of few cases says little, so decisions rest on the lower bound of its interval (`basics.shares`): 30 right of 30 is
88.6 %, not 100 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from superbill.basics.shares import wilson
from superbill.coding.confidence import tier_of

SUREST = 90
"""Only what is claimed at this percent and more, plainly said and with no question open, may go without a person."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A suggestion that coders decided on: what was claimed in percent, and whether it was taken."""

    percent: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Claims of one kind beside what was so: `claimed` is their mean in percent, `low` and `high` bound what was observed, 0 to 1."""

    cases: int
    right: int
    claimed: float
    low: float
    high: float

    @property
    def observed(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.right / self.cases

    @property
    def verdict(self) -> str:
        """Whether the claim lies within what the cases allow: holds, too high or too low."""
        claimed = self.claimed / 100
        return "too high" if claimed > self.high else "too low" if claimed < self.low else "holds"


def calibrated(claims: Iterable[Claimed]) -> Calibrated | None:
    """Claims added up; None without any."""
    these = list(claims)
    if not these:
        return None
    right = sum(one.is_right for one in these)
    return Calibrated(len(these), right, sum(one.percent for one in these) / len(these), *wilson(right, len(these)))


def by_tier(claims: Iterable[Claimed]) -> dict[str, list[Claimed]]:
    """Claims by what their percent means to the coder: suggest, review, look."""
    tiers: dict[str, list[Claimed]] = {"suggest": [], "review": [], "look": []}
    for one in claims:
        tiers[tier_of(one.percent)].append(one)
    return tiers


def is_proven(right: int, of: int, *, threshold: float, fewest: int) -> bool:
    """Whether so many right of so many cases let a family go without a person: enough cases, and the lower bound above the threshold."""
    return of >= fewest and wilson(right, of)[0] > threshold
