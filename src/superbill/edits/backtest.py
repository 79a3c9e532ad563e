"""What an edit would have done to claims whose end is known: the denials that it would have caught, the paid claims it would have held.

A finding on a line is right when the payer denied that line or the whole claim; one on the whole claim when anything of it was
denied. It is wrong when all that it speaks of was paid. A claim that nobody answered says nothing either way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from superbill.basics.findings import Finding


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of a line: charged and paid in cents, and the reasons for which it was denied; empty when it was not."""

    charge_cents: int
    paid_cents: int
    denied_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the payer made of a claim. `lines` by the line's number, for those that it told of."""

    control: str
    payer: str
    charge_cents: int
    paid_cents: int
    denied_for: tuple[str, ...] = ()
    lines: Mapping[int, LineOutcome] = field(default_factory=dict)

    def denial(self, line_no: int | None) -> LineOutcome | None:
        """What of the claim, or of one line, was denied: its charge and the reasons. None when nothing was."""
        if self.denied_for:
            return LineOutcome(self.charge_cents, self.paid_cents, self.denied_for)
        denied = [line for number, line in self.lines.items() if line.denied_for and line_no in (None, number)]
        if not denied:
            return None
        reasons = tuple(sorted({reason for line in denied for reason in line.denied_for}))
        return LineOutcome(sum(line.charge_cents for line in denied), sum(line.paid_cents for line in denied), reasons)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim on which the edit found something, and what became of it; `denied_for` is empty when it was paid."""

    claim: str
    line_no: int | None
    message: str
    denied_for: str
    cents: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What an edit would have done to the claims of a payer, counted in claims; money in cents.

    `denied` are claims of which anything was denied. `caught` of them the edit would have pointed at what was denied, worth
    `caught_cents` of charges. `held` claims were paid where it would have found something: `held_cents` would have come later.
    """

    edit: str
    payer: str
    claims: int
    denied: int
    caught: int
    caught_cents: int
    held: int
    held_cents: int
    unanswered: int
    examples: tuple[Example, ...] = ()


def tallies(
    found: Iterable[tuple[int, Finding]], outcomes: Sequence[Outcome | None], *, edits: Sequence[str], examples: int = 3
) -> tuple[Tally, ...]:
    """A tally for each edit and payer with claims that were answered, in the order of `edits`; payers by name.

    `found` are findings with the place of their claim in `outcomes`, which has None where nobody answered.
    """
    by_edit: dict[str, dict[int, list[Finding]]] = {edit: {} for edit in edits}
    for at, finding in found:
        by_edit[finding.code].setdefault(at, []).append(finding)
    payers = sorted({outcome.payer for outcome in outcomes if outcome})
    return tuple(_tally(edit, payer, by_edit[edit], outcomes, examples) for edit in edits for payer in payers)


def _tally(edit: str, payer: str, found: Mapping[int, list[Finding]], outcomes: Sequence[Outcome | None], most: int) -> Tally:
    known = {at: outcome for at, outcome in enumerate(outcomes) if outcome is not None and outcome.payer == payer}
    caught, held, examples = 0, 0, list[Example]()
    caught_cents = held_cents = 0
    for at, findings in sorted(found.items()):
        outcome = known.get(at)
        if outcome is None:
            continue
        denials = [(finding, outcome.denial(finding.line_no)) for finding in findings]
        finding, denial = next(((one, other) for one, other in denials if other), denials[0])
        if denial:
            caught, caught_cents = caught + 1, caught_cents + denial.charge_cents
        else:
            held, held_cents = held + 1, held_cents + outcome.paid_cents
        examples.append(_example(outcome, finding, denial))
    return Tally(
        edit=edit,
        payer=payer,
        claims=len(known),
        denied=sum(outcome.denial(None) is not None for outcome in known.values()),
        caught=caught,
        caught_cents=caught_cents,
        held=held,
        held_cents=held_cents,
        unanswered=sum(outcomes[at] is None for at in found),
        examples=tuple(_of_both(examples, most)),
    )


def _example(outcome: Outcome, finding: Finding, denial: LineOutcome | None) -> Example:
    cents = denial.charge_cents if denial else outcome.paid_cents
    return Example(outcome.control, finding.line_no, finding.message, ", ".join(denial.denied_for) if denial else "", cents)


def _of_both(examples: Sequence[Example], most: int) -> list[Example]:
    """The dearest of those that were denied, then of those that were paid: at most so many of each."""
    dearest = sorted(examples, key=lambda example: (-example.cents, example.claim))
    return [*[each for each in dearest if each.denied_for][:most], *[each for each in dearest if not each.denied_for][:most]]
