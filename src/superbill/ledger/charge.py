"""Charges enter the books when a claim is first sent; a replacement posts only what it changes, a void takes back the rest.

The books follow a claim by its number through all its versions, and each posting keeps the version that caused it.
"""

from datetime import date

from superbill.claims.claim import ORIGINAL, VOID, Claim
from superbill.ledger.accounts import CHARGES, PAYER
from superbill.ledger.entry import Entry, Posting, transfer


def entry_for_charge(claim: Claim, *, on: date, former: Claim | None = None) -> Entry:
    """Post the charges of the version that is sent on this day.

    `former` is the version whose charges are in the books: None for the first one sent. With it, each line posts the
    difference to the former line of the same number; lines that are gone are taken back. The entry has no postings when
    the charges are the same.
    """
    assert former is None or (former.number == claim.number and former.version < claim.version), (
        "a later version of the same claim"
    )
    assert former is not None or claim.frequency == ORIGINAL, "a replacement or void follows a version whose charges are posted"
    now = {} if claim.frequency == VOID else _charges(claim)
    before = {} if former is None or former.frequency == VOID else _charges(former)
    postings: list[Posting] = []
    for line_no in sorted(now.keys() | before.keys()):
        difference = now.get(line_no, 0) - before.get(line_no, 0)
        postings += transfer(difference, debit=PAYER, credit=CHARGES, claim_control=claim.control, line_no=line_no, memo="charge")
    because = "claim sent" if former is None else f"claim corrected, replaces the charges of {former.control}"
    return Entry(f"charge/{claim.control}", on, because, tuple(postings))


def _charges(claim: Claim) -> dict[int, int]:
    return {line.line_no: line.charge_cents for line in claim.lines}
