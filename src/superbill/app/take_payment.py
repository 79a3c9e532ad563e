"""Take money from a patient at the desk: a copay on the day, or a payment for what is open."""

from superbill.app.balances import claim_balance
from superbill.app.books import keep_entry
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_claim, latest_version
from superbill.app.numbers import next_number
from superbill.app.trail import note_event
from superbill.app.wording import money
from superbill.basics.errors import BadInput
from superbill.ledger.patient import Applied, PatientPayment, entry_for_payment

METHODS = ("cash", "card", "check")


class BadPayment(BadInput):
    """A payment that cannot be taken as it is."""


@at_desk(may="bill")
def take_payment(desk: Desk, claim_number: str, cents: int, *, method: str) -> str:
    """Set a payment against a claim; what is more than the patient owes there is kept as unapplied. Returns the receipt number.

    No card number is ever taken: `method` only says how the money came. Raises `BadPayment`, `NotHere`.
    """
    if cents <= 0:
        raise BadPayment("A payment is more than nothing.", todo="Give the amount that was paid.")
    if method not in METHODS:
        raise BadPayment(f"{method[:20]!r} is not a way to pay here.", todo=f"Known: {', '.join(METHODS)}.")
    claim = get_claim(desk, claim_number, lock=True)
    version = latest_version(claim)
    owed = max(claim_balance(desk, claim).patient_open_cents, 0)
    applied = (Applied(version.control, min(owed, cents)),) if owed else ()
    receipt = f"R{1000 + next_number(desk, 'receipt')}"
    keep_entry(desk, entry_for_payment(PatientPayment(receipt, cents, method, applied), on=desk.on), version=version)
    note_event(desk, f"Patient paid {money(cents)} by {method}, receipt {receipt}.", claim=claim)
    return receipt
