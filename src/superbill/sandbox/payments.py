"""A payment run: every claim that waits is decided, and each practice gets one remittance from each payer.

A remittance cannot pay less than nothing. What a run takes back beyond what it pays is carried to the next one as a forward
balance (PLB, reason FB; 835 guide 005010X221A1, section 1.10.2.12).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from superbill.claims.remit import PaidClaim, ProviderAdjustment, Remit
from superbill.sandbox.payer import adjudicate_claim
from superbill.sandbox.plan import Plan
from superbill.sandbox.register import OwedBack, Register, Waiting

FORWARD_BALANCE = "FB"
ELECTRONIC, NO_PAYMENT = "ACH", "NON"


@dataclass(frozen=True, slots=True)
class Payment:
    """A remittance, and who is sent it."""

    remit: Remit
    submitter: str
    test: bool


def pay_waiting(*, plans: Mapping[str, Plan], seen: Register, on: date) -> tuple[Payment, ...]:
    """Decide and pay what waits in `seen`, which changes: one payment for each payer and practice.

    A practice that sends through several submitters gets one for each. The order is that in which they first appear.
    """
    batches: dict[tuple[str, str, str, bool], list[Waiting]] = {}
    for waiting in seen.waiting:
        claim = waiting.claim
        key = (claim.coverage.payer.payer_id, claim.practice.npi, waiting.submitter, waiting.test)
        batches.setdefault(key, []).append(waiting)
    seen.waiting.clear()
    return tuple(
        Payment(_remit(plans[payer_id], batch, seen=seen, on=on), submitter, test)
        for (payer_id, _, submitter, test), batch in batches.items()
    )


def _remit(plan: Plan, batch: list[Waiting], *, seen: Register, on: date) -> Remit:
    paid = tuple(answer for waiting in batch for answer in _decide(waiting, plan=plan, seen=seen))
    practice, payer = batch[0].claim.practice, plan.payer
    trace = f"{payer.payer_id}-{on:%y%m%d}-{seen.next_number(f'trace/{payer.payer_id}'):05d}"
    total_cents = sum(claim.paid_cents for claim in paid)
    balances = _carry(f"{payer.payer_id}/{practice.npi}", total_cents=total_cents, trace=trace, seen=seen)
    paid_cents = total_cents - sum(balance.cents for balance in balances)
    return Remit(
        payer_id=payer.payer_id,
        payer_name=payer.name,
        payee_npi=practice.npi,
        payee_name=practice.name,
        paid_cents=paid_cents,
        paid_on=on,
        trace=trace,
        payer_tax_id=f"1{plan.tax_id}",
        method=ELECTRONIC if paid_cents else NO_PAYMENT,
        claims=paid,
        provider_adjustments=balances,
    )


def _decide(waiting: Waiting, *, plan: Plan, seen: Register) -> tuple[PaidClaim, ...]:
    return adjudicate_claim(
        waiting.claim,
        control=waiting.control,
        payer_claim_number=waiting.payer_claim_number,
        received_on=waiting.received_on,
        plan=plan,
        seen=seen,
    )


def _carry(key: str, *, total_cents: int, trace: str, seen: Register) -> tuple[ProviderAdjustment, ...]:
    """Collect what is owed from before, and carry forward what these claims cannot cover."""
    owed = seen.owed_back.pop(key, None)
    collected = (ProviderAdjustment(FORWARD_BALANCE, owed.trace, owed.cents),) if owed else ()
    short_cents = (owed.cents if owed else 0) - total_cents
    if short_cents <= 0:
        return collected
    seen.owed_back[key] = OwedBack(short_cents, trace)
    return (*collected, ProviderAdjustment(FORWARD_BALANCE, trace, -short_cents))
