"""Which claims an error is about: those that stand in or below the level of the file where it was found.

A wrong birth date of a subscriber concerns each claim of that subscriber, a wrong NPI of the billing provider each claim below,
a wrong SE every claim of the set. Where an error names its claim, only that one is meant.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from superbill.x12.answers.a999 import is_accepted, is_group_accepted
from superbill.x12.answers.a_ta1 import verdict_of
from superbill.x12.answers.facts import ClaimFacts, LineFacts
from superbill.x12.errors import X12Error
from superbill.x12.findings import Finding
from superbill.x12.report import GroupReport, InterchangeReport, Report, SetReport
from superbill.x12.stream import readable
from superbill.x12.walk import ENVELOPES

REJECTING = frozenset((1, 2, 3, 4, 5, 7))
"""The levels whose errors reject a claim. Findings that only warn never do, such as most of the code lists of level 5."""


class Blame:
    """The errors of one set by the claims that they reject. `around` are those of its group and interchange.

    `of_all` reject every claim; `nobodys` stand in a level without claims.
    """

    def __init__(
        self, one: SetReport, claims: Sequence[ClaimFacts], levels: Iterable[int] = REJECTING, around: Iterable[Finding] = ()
    ) -> None:
        self.levels, self.first = frozenset(levels), one.at.number
        self.of_all = list(self._errors(around))
        self.nobodys: list[Finding] = []
        self.claims = {claim.at: claim for claim in claims}
        self.starts = sorted({start for claim in claims for start in self._starts(claim)} | {self.first})
        self.at_start: dict[int, list[Finding]] = defaultdict(list)
        for error in self._errors(one.findings):
            self._lay(error)

    def errors_of(self, claim: ClaimFacts) -> list[Finding]:
        """The errors that reject a claim, in the order of the file; none when it is accepted."""
        found = list(self.of_all)
        for start in dict.fromkeys(self._starts(claim)):
            found += [each for each in self.at_start[start] if self._is_meant(each, claim, start)]
        return sorted(found, key=lambda each: (each.at.number, each.element, each.part))

    def _errors(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        return (each for each in findings if each.is_error and each.level in self.levels)

    def _starts(self, claim: ClaimFacts) -> tuple[int, ...]:
        """The segments where the levels begin that the claim stands in, the set first."""
        return tuple(start or self.first for start in (0, claim.billing_at, claim.subscriber_at, claim.patient_at, claim.at))

    def _lay(self, error: Finding) -> None:
        if error.tag in ENVELOPES:
            self.of_all.append(error)
            return
        start = self.starts[max(bisect_right(self.starts, error.at.number) - 1, 0)]
        claim = self.claims.get(start)
        if claim is not None and claim.control and not error.claim and error.at.number != start:
            self.nobodys.append(error)
        else:
            self.at_start[start].append(error)

    def _is_meant(self, error: Finding, claim: ClaimFacts, start: int) -> bool:
        """An error between segments (levels 3 and 4) may stand in a level above and be about one of its claims only."""
        names_one = start != claim.at and error.level in (3, 4) and error.claim
        return not names_one or error.claim in (claim.control, readable(claim.control))


class JudgedSet(NamedTuple):
    """A set with its claims, and the errors that reject each of them; `errors` are those that are about no single claim."""

    group: GroupReport
    one: SetReport
    claims: tuple[tuple[ClaimFacts, tuple[Finding, ...]], ...]
    errors: tuple[Finding, ...]

    @property
    def rejected(self) -> int:
        """How many of its claims are rejected."""
        return sum(bool(errors) for _, errors in self.claims)


def judged_sets(
    interchange: InterchangeReport, claims: Sequence[ClaimFacts], *, levels: Iterable[int], after_999: bool
) -> Iterator[JudgedSet]:
    """The sets of an interchange with what became of their claims. `claims` are those of the file, in its order.

    With `after_999` only the sets that a TA1 and a 999 take; else every set, and what is wrong with the envelopes around a set
    rejects all of its claims.
    """
    refused = verdict_of(interchange)[0] == "R"
    if refused and after_999:
        return
    for group in interchange.groups:
        if after_999 and not is_group_accepted(group):
            continue
        around = () if after_999 else (*(interchange.findings if refused else ()), *group.findings)
        for one in group.sets:
            if is_accepted(one) or not after_999:
                yield _judged(group, one, claims, levels, around)


def _judged(
    group: GroupReport, one: SetReport, claims: Sequence[ClaimFacts], levels: Iterable[int], around: Iterable[Finding]
) -> JudgedSet:
    first = bisect_right(claims, one.at.number, key=_at)
    mine = claims[first : bisect_right(claims, one.at.number + one.segments, key=_at)]
    blame = Blame(one, mine, levels, around)
    judged = tuple((claim, tuple(blame.errors_of(claim))) for claim in mine)
    return JudgedSet(group, one, judged, (*blame.of_all, *blame.at_start[blame.first], *blame.nobodys))


def _at(claim: ClaimFacts) -> int:
    return claim.at


def prove_whole(report: Report) -> None:
    """Raise `X12Error` when findings were left out: what they reject would be called accepted."""
    if report.left_out:
        todo = "Check the file again and keep more findings; nothing was answered."
        raise X12Error("More was found in the file than was kept, so that it cannot be answered.", todo=todo)


def line_of(error: Finding, claim: ClaimFacts) -> LineFacts | None:
    """The service line in which an error stands, or None when it is about the claim as a whole."""
    if not error.loop.startswith("24"):
        return None
    index = bisect_right([line.at for line in claim.lines], error.at.number) - 1
    return claim.lines[index] if index >= 0 else None
