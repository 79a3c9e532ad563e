"""Say in plain words why a payer refused, who can put it right, and what to do now.

Not every zero payment is a denial: what a contract or a law takes off and what the plan leaves to the patient as deductible,
coinsurance or copay is the plan working as agreed (`claims.reasons`).

When a line has several refusals, one of them leads, in this order: what the practice would lose (groups CO, OA, PI) before
what was moved to the patient (PR); a reason with a row in the table before one without; the greater amount; the one that
the payer gave first. The others are kept beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from superbill.claims.reasons import Kind, kind_of
from superbill.claims.remit import Adjustment, PaidClaim
from superbill.denials.table import UNKNOWN, Action, Cause, Owner, Row, row_for


@dataclass(frozen=True, slots=True)
class Denial:
    """One refusal, explained. `codes` is what the payer wrote, such as `CO-16 M76`; `cents` is the amount it refused.

    `actions` are what may be done, the usual first. `also` are other refusals of the same line, as codes.
    """

    codes: str
    group: str
    reason: str
    remarks: tuple[str, ...]
    cents: int
    cause: Cause
    owner: Owner
    actions: tuple[Action, ...]
    title: str
    plain: str
    next_step: str
    also: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the table explains the reason."""
        return self.cause is not Cause.UNKNOWN

    @property
    def correctable(self) -> bool:
        """Whether a replacement claim (frequency 7) is among the things to do."""
        return Action.CORRECT in self.actions


@dataclass(frozen=True, slots=True)
class DeniedPart:
    """A denial where it was found: on a service line, or on the claim as a whole (`line_no` None, `procedure` empty)."""

    denial: Denial
    line_no: int | None = None
    procedure: str = ""


def explain(adjustments: Iterable[Adjustment], remarks: Iterable[str] = ()) -> Denial | None:
    """Explain the adjustments of one line or claim; None when nothing was refused.

    Amounts of zero or below refuse nothing: they inform, or take something back.
    """
    given = tuple(remarks)
    refused = [one for one in adjustments if one.cents > 0 and kind_of(one.group, one.reason) in (Kind.REFUSED, Kind.PATIENT)]
    if not refused:
        return None
    lead, *others = sorted(refused, key=lambda one: _precedence(one, row_for(one.group, one.reason, given)))
    row = row_for(lead.group, lead.reason, given)
    return Denial(
        codes=" ".join([f"{lead.group}-{lead.reason}", *given]),
        group=lead.group,
        reason=lead.reason,
        remarks=given,
        cents=lead.cents,
        cause=row.cause,
        owner=row.owner,
        actions=_actions(lead.group, row),
        title=row.title,
        plain=row.plain,
        next_step=row.next_step,
        also=tuple(f"{one.group}-{one.reason}" for one in others),
    )


def find_denials(claim: PaidClaim) -> tuple[DeniedPart, ...]:
    """Every denial of a claim payment, the claim as a whole first; none for a reversal, which takes an earlier answer back.

    Remarks of the claim (MOA) explain claim-level adjustments, and lines that have no remarks of their own.
    """
    if claim.is_reversal:
        return ()
    found = []
    if whole := explain(claim.adjustments, claim.remarks):
        found.append(DeniedPart(whole))
    for line in claim.lines:
        if denial := explain(line.adjustments, line.remarks or claim.remarks):
            found.append(DeniedPart(denial, line.line_no, line.procedure))
    return tuple(found)


def _precedence(one: Adjustment, row: Row) -> tuple[bool, bool, int]:
    return one.group == "PR", row is UNKNOWN, -one.cents


def _actions(group: str, row: Row) -> tuple[Action, ...]:
    """The row's actions without billing the patient where the group forbids it (CO: contractual obligation)."""
    allowed = tuple(action for action in row.actions if not (group == "CO" and action is Action.BILL_PATIENT))
    return allowed or (Action.WRITE_OFF,)
