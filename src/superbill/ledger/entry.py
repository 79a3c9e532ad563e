"""An entry: postings that sum to zero. Entries are added, never changed; a mistake is taken back by an entry of its own.

Signs: a positive posting is a debit, a negative one a credit. Assets grow with debits; income and liabilities with credits.
"""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Posting:
    """Cents on one account; `claim_control` and `line_no` say for which claim version and line, where there is one."""

    account: str
    cents: int
    claim_control: str = ""
    line_no: int | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the books.

    `ref` names the event and makes a second try harmless: the store holds each ref once. An entry without postings records
    an event that moved no money, such as a claim denied in full.
    """

    ref: str
    on: date
    because: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        assert self.ref, "an entry says which event it is"
        assert sum(posting.cents for posting in self.postings) == 0, f"the postings of {self.ref} sum to zero"

    def reversed(self, *, ref: str, on: date, because: str) -> "Entry":
        """The entry that takes this one back, posting by posting."""
        return Entry(ref, on, because, tuple(replace(posting, cents=-posting.cents) for posting in self.postings))


def transfer(
    cents: int, *, debit: str, credit: str, claim_control: str = "", line_no: int | None = None, memo: str = ""
) -> tuple[Posting, ...]:
    """Two postings that move an amount from the credited to the debited account; none for zero."""
    if not cents:
        return ()
    return (Posting(debit, cents, claim_control, line_no, memo), Posting(credit, -cents, claim_control, line_no, memo))
