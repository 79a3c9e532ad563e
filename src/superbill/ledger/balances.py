"""Balances are sums of postings, and nothing else: by account, by claim, by line.

A claim is followed by its number through all its versions, so `V0002-1` and `V0002-2` are one claim here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from superbill.claims.claim import split_control
from superbill.ledger.accounts import CHARGES, CLEARING, CONTRACTUAL, DRAWER, PATIENT, PAYER, REGULATORY
from superbill.ledger.entry import Posting


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the money of one claim, or of one of its lines, stands; all in cents.

    `charge = payer_paid + patient_paid + adjusted + patient_open + payer_open`. An open amount below zero is a credit balance:
    more came in than was owed.
    """

    charge_cents: int
    payer_paid_cents: int
    patient_paid_cents: int
    adjusted_cents: int
    patient_open_cents: int
    payer_open_cents: int

    def __post_init__(self) -> None:
        settled = self.payer_paid_cents + self.patient_paid_cents + self.adjusted_cents
        assert self.charge_cents == settled + self.patient_open_cents + self.payer_open_cents, "the charge is somewhere"

    @property
    def open_cents(self) -> int:
        """What anyone still owes."""
        return self.patient_open_cents + self.payer_open_cents


def by_account(postings: Iterable[Posting]) -> dict[str, int]:
    """The balance of each account that has postings; debits are positive. Together they are zero."""
    sums: defaultdict[str, int] = defaultdict(int)
    for posting in postings:
        sums[posting.account] += posting.cents
    return dict(sorted(sums.items()))


def by_claim(postings: Iterable[Posting]) -> dict[str, Balance]:
    """The balance of each claim, by claim number. Postings outside any claim are left out."""
    groups: defaultdict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.claim_control:
            groups[claim_number(posting.claim_control)].append(posting)
    return {number: balance_of(group) for number, group in sorted(groups.items())}


def by_line(postings: Iterable[Posting]) -> dict[tuple[str, int | None], Balance]:
    """The balance of each claim line, by claim number and line number.

    Line None holds what was posted to the claim as a whole. The sum of a claim's lines is the claim.
    """
    groups: defaultdict[tuple[str, int | None], list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.claim_control:
            groups[claim_number(posting.claim_control), posting.line_no].append(posting)
    return {key: balance_of(groups[key]) for key in sorted(groups, key=lambda key: (key[0], key[1] is None, key[1] or 0))}


def claim_number(control: str) -> str:
    """The claim's number in a control number of ours; a foreign text stands for itself."""
    split = split_control(control)
    return split[0] if split else control


def balance_of(postings: Iterable[Posting]) -> Balance:
    """The balance of the postings of one claim or line."""
    sums = by_account(postings)
    return Balance(
        charge_cents=-sums.get(CHARGES, 0),
        payer_paid_cents=sums.get(CLEARING, 0),
        patient_paid_cents=sums.get(DRAWER, 0),
        adjusted_cents=sums.get(CONTRACTUAL, 0) + sums.get(REGULATORY, 0),
        patient_open_cents=sums.get(PATIENT, 0),
        payer_open_cents=sums.get(PAYER, 0),
    )
