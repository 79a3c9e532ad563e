"""What is asked and said of the status of claims: 276, 277, the acknowledgement 277CA, and the request for documents 277.

Named tuples, as in `claims`. Money is whole cents. Sources: guides 005010X212, 005010X213, 005010X214.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import Amount, Extra, Party, Procedure, Reference, Span
from superbill.x12.objects.remits import Quantity

ACCEPT, REJECT = "WQ", "U"
REJECTED = frozenset(("A3", "A6", "A7", "A8"))
"""Categories of an acknowledgement that mean the claim does not go on: X12 RFI 2203."""


class Kind(Enum):
    """What a set is: BHT01, BHT02 and BHT06 tell."""

    INQUIRY = "276"
    ANSWER = "277"
    ACKNOWLEDGEMENT = "277CA"
    REQUEST = "277RFI"


class StatusCode(NamedTuple):
    """One of the three composites of STC: category, status, who it is about, and the list of the status."""

    category: str = ""
    status: str = ""
    entity: str = ""
    list: str = ""


class Status(NamedTuple):
    """STC. `codes` are one to three; `action` is WQ (accept) or U (reject) in a 277CA; `check` the number of check or EFT."""

    codes: tuple[StatusCode, ...] = ()
    day: date | None = None
    action: str = ""
    charge_cents: int | None = None
    paid_cents: int | None = None
    decided_on: date | None = None
    paid_on: date | None = None
    check: str = ""
    message: str = ""
    at: At = NOWHERE

    @property
    def category(self) -> str:
        """The first category, such as A2 (accepted), F1 (paid), P1 (pending)."""
        return self.codes[0].category if self.codes else ""

    @property
    def is_rejected(self) -> bool:
        """Whether any of its codes says that the claim does not go on."""
        return any(each.category in REJECTED for each in self.codes)


class LineStatus(NamedTuple):
    """Loop 2210 or 2220: one service of the claim, with its statuses. `line_control` is REF*FJ."""

    procedure: Procedure = Procedure()
    charge_cents: int | None = None
    paid_cents: int | None = None
    revenue: str = ""
    units: Decimal | None = None
    at: At = NOWHERE
    loop: str = ""
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()

    @property
    def line_control(self) -> str:
        """The number that the biller gave the line."""
        return next((each.number for each in self.references if each.kind == "FJ"), "")


class StatusLevel(NamedTuple):
    """Loop 2200A, B or C of an answer or acknowledgement: what is said of a whole transmission or provider, and totals.

    `quantities` and `amounts` are QTY (90 or QA accepted, AA or QC rejected) and AMT (YU accepted, YY rejected). `answered` counts
    the claims below that were told, `rejected` those of them that do not go on, `below` the levels of persons.
    """

    loop: str = ""
    kind: Kind = Kind.ANSWER
    trace: str = ""
    statuses: tuple[Status, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[Span, ...] = ()
    at: At = NOWHERE
    answered: int = 0
    rejected: int = 0
    below: int = 0

    def quantity(self, kind: str) -> Quantity | None:
        """The first number of that kind."""
        return next((each for each in self.quantities if each.kind == kind), None)

    def amount(self, kind: str) -> Amount | None:
        """The first amount of that kind."""
        return next((each for each in self.amounts if each.kind == kind), None)


class ClaimStatus(NamedTuple):
    """One claim: asked for (276: `statuses` is empty), answered (277), acknowledged (277CA), or in want of documents.

    `trace` is TRN02, by which question and answer find each other; in a 277CA it is the biller's CLM01. `patient` is None
    when the subscriber is the patient. `at` is the TRN. `earlier` is the number of the segment in this set where the same trace
    stood before, or 0.
    """

    kind: Kind = Kind.ANSWER
    trace: str = ""
    trace_type: str = ""
    at: At = NOWHERE
    loop: str = ""
    reference: str = ""
    source: Party = Party()
    receiver: Party = Party()
    provider: Party = Party()
    subscriber: Party = Party()
    patient: Party | None = None
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    amounts: tuple[Amount, ...] = ()
    lines: tuple[LineStatus, ...] = ()
    extras: tuple[Extra, ...] = ()
    earlier: int = 0
    is_cut: bool = False

    @property
    def person(self) -> Party:
        """Whose claim it is."""
        return self.patient or self.subscriber

    @property
    def category(self) -> str:
        """The first category of its first status; empty in a question."""
        return self.statuses[0].category if self.statuses else ""

    @property
    def is_rejected(self) -> bool:
        """Whether it does not go into adjudication (277CA)."""
        return any(each.is_rejected for each in self.statuses)

    @property
    def paid_cents(self) -> int | None:
        """What was paid, as the first status says."""
        return self.statuses[0].paid_cents if self.statuses else None

    @property
    def control(self) -> str:
        """What the biller called the claim: REF*EJ, or the trace of an acknowledgement."""
        return self.number("EJ") or (self.trace if self.kind is Kind.ACKNOWLEDGEMENT else "")

    @property
    def payer_claim_number(self) -> str:
        """What the payer calls the claim (REF*1K)."""
        return self.number("1K")

    def number(self, kind: str) -> str:
        """The first number of that kind; empty when there is none."""
        return next((each.number for each in self.references if each.kind == kind), "")


def find_unanswered(questions: Iterable[ClaimStatus], answers: Iterable[ClaimStatus]) -> Iterator[ClaimStatus]:
    """The questions (276) whose trace stands in none of the answers (277): guide 005010X212, TRN of loop 2200D and E."""
    answered = {each.trace for each in answers}
    return (each for each in questions if each.trace not in answered)
