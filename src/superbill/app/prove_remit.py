"""The proof of a remittance, written out equation by equation. Needs no database."""

from dataclasses import dataclass

from superbill.app.wording import money
from superbill.claims.proof import prove
from superbill.claims.remit import Adjustment, PaidClaim, Remit


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One equation of the proof, written out, and whether it holds."""

    what: str
    working: str
    holds: bool


def proof_of(remit: Remit) -> tuple[ProofRow, ...]:
    """The equations that a remittance must satisfy, written out (claims.proof says which do not hold)."""
    broken = {finding.place for finding in prove(remit) if finding.severity == "stop"}
    moved = sum(adjustment.cents for adjustment in remit.provider_adjustments)
    paid = sum(claim.paid_cents for claim in remit.claims)
    rows = [
        ProofRow(
            "Transaction",
            f"claims paid {money(paid)} − provider adjustments {money(moved)} = {money(paid - moved)}; announced {money(remit.paid_cents)}",
            paid - moved == remit.paid_cents,
        )
    ]
    for claim in remit.claims:
        adjusted = sum(adjustment.cents for adjustment in all_adjustments(claim))
        rest = claim.charge_cents - adjusted
        working = (
            f"charge {money(claim.charge_cents)} − adjustments {money(adjusted)} = {money(rest)}; paid {money(claim.paid_cents)}"
        )
        rows.append(ProofRow(f"Claim {claim.control}", working, rest == claim.paid_cents and not _is_named(claim, broken)))
    return tuple(rows)


def _is_named(claim: PaidClaim, places: set[str]) -> bool:
    """Whether a finding stands at this claim or at one of its services."""
    return any(place == f"claim {claim.control}" or place.startswith(f"claim {claim.control}, ") for place in places)


def all_adjustments(claim: PaidClaim) -> tuple[Adjustment, ...]:
    """The adjustments of the claim and of all its lines."""
    return (*claim.adjustments, *(adjustment for line in claim.lines for adjustment in line.adjustments))
