"""Which claims an error is about: those that stand in or below the level of the file where it was found.

A wrong birth date of a subscriber concerns each claim of that subscriber, a wrong NPI of the billing provider each claim below,
a wrong SE every claim of the set. Where an error names its claim, only that one is meant.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from superbill.x12.answers.facts import ClaimFacts, LineFacts
from superbill.x12.findings import Finding
from superbill.x12.report import SetReport
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
        if claim is not None and claim.control and not error.claim:
            self.nobodys.append(error)
        else:
            self.at_start[start].append(error)

    def _is_meant(self, error: Finding, claim: ClaimFacts, start: int) -> bool:
        """An error of a level above may name the only one of its claims that it is about."""
        names_one = start != claim.at and error.claim and error.tag != "HL"
        return not names_one or error.claim in (claim.control, readable(claim.control))


def line_of(error: Finding, claim: ClaimFacts) -> LineFacts | None:
    """The service line in which an error stands, or None when it is about the claim as a whole."""
    if not error.loop.startswith("24"):
        return None
    index = bisect_right([line.at for line in claim.lines], error.at.number) - 1
    return claim.lines[index] if index >= 0 else None
