"""Money that a payer announced arrives at the bank: a deposit is matched to its remittance by the trace number.

The trace (TRN02 of the 835, the addenda record of the ACH payment) and the payer's tax id (TRN03) are the same on both
(ASC X12N 005010X221A1, section 1.10.2.3; CAQH CORE 370, reassociation).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.basics.errors import NotPossible
from superbill.basics.money import dollars
from superbill.claims.remit import Remit
from superbill.ledger.accounts import BANK, CLEARING
from superbill.ledger.entry import Entry, transfer


@dataclass(frozen=True, slots=True)
class Deposit:
    """One line of a bank statement. `reference` is the bank's own and names it once; `payer_tax_id` may be empty."""

    reference: str
    on: date
    cents: int
    trace: str
    payer_tax_id: str = ""


class DepositDiffers(NotPossible):
    """The bank and the remittance do not name the same payment or the same amount."""


def match_deposit(deposit: Deposit, remits: Iterable[Remit]) -> Remit | None:
    """The remittance that announced this deposit: same trace and, where the bank gives it, same payer. None when there is none."""
    for remit in remits:
        if remit.trace == deposit.trace and deposit.payer_tax_id in ("", remit.payer_tax_id):
            return remit
    return None


def entry_for_deposit(deposit: Deposit, remit: Remit) -> Entry:
    """Move the announced money to the bank. Raises `DepositDiffers` when trace, payer or amount are not those of the remittance."""
    where = f"deposit {deposit.reference}"
    if match_deposit(deposit, [remit]) is None:
        raise DepositDiffers(
            f"The deposit carries trace {deposit.trace}, the remittance {remit.trace}.",
            where=where,
            todo="Match the deposit with the remittance of its own trace number.",
        )
    if deposit.cents != remit.paid_cents:
        raise DepositDiffers(
            f"The bank received {dollars(deposit.cents)}, the remittance announced {dollars(remit.paid_cents)}.",
            where=where,
            todo="Ask the payer or the bank for the difference; nothing was posted.",
        )
    postings = transfer(deposit.cents, debit=BANK, credit=CLEARING, memo=f"trace {deposit.trace}")
    return Entry(f"bank/{deposit.reference}", deposit.on, f"deposit from {remit.payer_name}", postings)
