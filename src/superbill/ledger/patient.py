"""A patient pays: set against the visits it is for, and the rest kept as unapplied."""

from dataclasses import dataclass
from datetime import date

from superbill.ledger.accounts import DRAWER, PATIENT, UNAPPLIED
from superbill.ledger.entry import Entry, Posting, transfer


@dataclass(frozen=True, slots=True)
class Applied:
    """A part of a payment, set against a claim and, where known, one of its lines."""

    claim_control: str
    cents: int
    line_no: int | None = None


@dataclass(frozen=True, slots=True)
class PatientPayment:
    """Money from a patient. `reference` names it once, such as the receipt number; `method` is cash, card or check."""

    reference: str
    cents: int
    method: str
    applied: tuple[Applied, ...] = ()

    def __post_init__(self) -> None:
        assert self.cents > 0, "a payment is more than nothing"
        assert all(part.cents > 0 for part in self.applied), "each part is more than nothing"
        assert self.unapplied_cents >= 0, "no more is applied than was paid"

    @property
    def unapplied_cents(self) -> int:
        """What is not yet set against a visit."""
        return self.cents - sum(part.cents for part in self.applied)


def entry_for_payment(payment: PatientPayment, *, on: date) -> Entry:
    """Post a patient's payment: the applied parts lower what the patient owes, the rest is a credit of the patient."""
    postings: list[Posting] = []
    for part in payment.applied:
        postings += transfer(
            part.cents, debit=DRAWER, credit=PATIENT, claim_control=part.claim_control, line_no=part.line_no, memo=payment.method
        )
    postings += transfer(payment.unapplied_cents, debit=DRAWER, credit=UNAPPLIED, memo=payment.method)
    return Entry(f"patient/{payment.reference}", on, f"patient paid by {payment.method}", tuple(postings))
