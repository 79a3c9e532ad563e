"""The practice bank: the deposits that arrived, as the list a practice downloads."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.basics.money import dollars
from superbill.claims.remit import Remit
from superbill.exchange.remits_835 import Bank
from superbill.sandbox.plan import Plan

PRACTICE_BANK = "990000026"  # no real routing number begins with 99
COLUMNS = ("date", "amount", "trace", "payer_tax_id", "description")


@dataclass(frozen=True, slots=True)
class BankLine:
    """One deposit. Trace and payer tax id are those of the remittance it belongs to (TRN02, TRN03)."""

    on: date
    amount_cents: int
    trace: str
    payer_tax_id: str
    description: str


def bank_line_for(remit: Remit) -> BankLine | None:
    """The deposit of a remittance; None when it pays nothing.

    The description is what travels with an electronic payment: the payer, that it is for health claims, and the TRN segment
    (Nacha Operating Rules, CCD+ addenda for healthcare payments; 45 CFR 162.1602).
    """
    if not remit.paid_cents:
        return None
    addenda = f"TRN*1*{remit.trace}*{remit.payer_tax_id}\\"
    description = f"{remit.payer_name.upper()} HCCLAIMPMT {addenda}"
    return BankLine(remit.paid_on, remit.paid_cents, remit.trace, remit.payer_tax_id, description)


def accounts_of(plan: Plan, *, payee_npi: str) -> Bank:
    """The invented accounts between which a payer's electronic payments move; a practice's is numbered like its NPI."""
    return Bank(plan.bank_routing, plan.bank_account, PRACTICE_BANK, payee_npi)


def write_bank_csv(lines: Iterable[BankLine]) -> bytes:
    """Deposits as CSV with a header; amounts in dollars with two decimals and no thousands separator."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        amount = dollars(line.amount_cents).replace(",", "")
        writer.writerow((line.on.isoformat(), amount, line.trace, line.payer_tax_id, line.description))
    return text.getvalue().encode()
