"""Draw the visits of an audit: a stratified random sample that anybody can draw again from the plan.

Strata are by coder, by payer, by family of the first-listed diagnosis, and by how the codes came about, in any combination; from
each so many or such a share. Sources: AAPC and AHIMA practice briefs ask for a random sample of every coder, drawn by a stated rule,
not by the one who is audited; the rule here is a seeded shuffle (`random.Random`), so that a draw can be proved afterwards.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.basics.errors import BadInput

STRATA = ("coder", "payer", "family", "source")
SUGGESTED, BY_HAND, AUTOMATIC = "suggested", "by hand", "automatic"
"""The source of a superbill: taken from suggestions, all chosen by hand, or put there without a person."""


class BadPlan(BadInput):
    """An audit that cannot be drawn as it is planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an audit draws. `since` and `until` are days of saving, `until` not included.

    From each stratum `each` visits or, where it is given, `percent` of them, at least one and at most `each`.
    """

    name: str
    since: date
    until: date
    strata: tuple[str, ...] = ("coder",)
    each: int = 5
    percent: int | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip(" .") or len(self.name) > 80 or "/" in self.name:
            raise BadPlan(
                "An audit needs a name of at most 80 characters, without a slash.", todo="Name it, such as “Third quarter”."
            )
        if self.since >= self.until:
            raise BadPlan("The audit ends before it begins.", where=self.name, todo="Give the day after the last one as its end.")
        unknown = [name for name in self.strata if name not in STRATA]
        if unknown:
            raise BadPlan(f"No stratum is named {unknown[0][:20]}.", where=self.name, todo=f"Known: {', '.join(STRATA)}.")
        if not 1 <= self.each <= 1_000 or (self.percent is not None and not 1 <= self.percent <= 100):
            raise BadPlan(
                "The size of the sample is out of range.", where=self.name, todo="Give 1 to 1,000 visits and 1 to 100 percent."
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A superbill that could be drawn; `number` is any number of its own."""

    number: int
    coder: str
    payer: str
    family: str
    source: str

    def stratum(self, strata: tuple[str, ...]) -> str:
        """The name of its stratum, for people."""
        return " · ".join(str(getattr(self, name)) or "none" for name in strata) or "all"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A superbill that was drawn, and the stratum it was drawn from with its size."""

    number: int
    stratum: str
    of: int


def draw(plan: Plan, candidates: Iterable[Candidate]) -> tuple[Drawn, ...]:
    """The sample, in the order in which it is to be coded: mixed, so that no stratum is coded in one go.

    The same plan and candidates, in any order, give the same sample.
    """
    strata: dict[str, list[int]] = defaultdict(list)
    for one in candidates:
        strata[one.stratum(plan.strata)].append(one.number)
    mixed = random.Random(f"{plan.name}/{plan.seed}")  # noqa: S311  (to be drawn again, not to be secret)
    drawn = []
    for name, numbers in sorted(strata.items()):
        drawn += [Drawn(number, name, len(numbers)) for number in mixed.sample(sorted(numbers), _size(plan, len(numbers)))]
    mixed.shuffle(drawn)
    return tuple(drawn)


def _size(plan: Plan, of: int) -> int:
    wanted = plan.each if plan.percent is None else min(plan.each, max(1, math.ceil(of * plan.percent / 100)))
    return min(of, wanted)
