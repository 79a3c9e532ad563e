"""How money moves: BPR and TRN, which the 835 and the 820 begin with. Sources: guides 005010X221A1, 005010X218, 005010X306."""

from datetime import date
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.reading import CENTS, DAYS

_BLANK = [""] * 17


class Payment(NamedTuple):
    """BPR: how much is paid, how, between which accounts, and when.

    `direction` is C or D: who moves the money, not its sign. `method` is ACH, BOP, CHK, FWT or NON. Cents are None where the
    amount cannot be read; so is the day.
    """

    handling: str = ""
    cents: int | None = None
    direction: str = ""
    method: str = ""
    format: str = ""
    payer_bank_type: str = ""
    payer_bank: str = ""
    payer_account_type: str = ""
    payer_account: str = ""
    payer_id: str = ""
    payer_supplement: str = ""
    payee_bank_type: str = ""
    payee_bank: str = ""
    payee_account_type: str = ""
    payee_account: str = ""
    paid_on: date | None = None
    at: At = NOWHERE


class Trace(NamedTuple):
    """TRN: the number by which the money in the bank and the advice about it find each other."""

    type: str = ""
    number: str = ""
    payer_id: str = ""
    supplement: str = ""
    at: At = NOWHERE


def payment(elements: list[str], at: At) -> Payment:
    """A BPR."""
    found = elements + _BLANK
    return Payment._make((found[1], CENTS[found[2]], *found[3:16], DAYS[found[16]][0], at))


def trace(elements: list[str], at: At) -> Trace:
    """A TRN."""
    found = elements + _BLANK
    return Trace(found[1], found[2], found[3], found[4], at)
