"""What an 834 says: members who join, leave or change, with what they are covered by; and the transmission as a whole.

Named tuples, as in `claims`. Members are handed over one by one, the `Enrolment` with its counts at the end. Source: guide
005010X220A1.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import Amount, Extra, Party, Reference, Span
from superbill.x12.objects.remits import Quantity

ADDITION, CANCELLATION, CHANGE, REINSTATEMENT, AUDIT = "021", "024", "001", "025", "030"
SELF = "18"
BENEFIT_BEGINS, BENEFIT_ENDS = "348", "349"
ELIGIBILITY_BEGINS, ELIGIBILITY_ENDS = "356", "357"


class OtherCoverage(NamedTuple):
    """Loop 2320: other insurance of the member, and in what order it pays (`order`: P, S, T, U)."""

    order: str = ""
    group: str = ""
    coordination: str = ""
    services: tuple[str, ...] = ()
    at: At = NOWHERE
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    payers: tuple[Party, ...] = ()


class Coverage(NamedTuple):
    """Loop 2300: one coverage that begins, ends or changes. `line` is HD03, such as HLT or DEN; `level` HD05, such as FAM."""

    maintenance: str = ""
    line: str = ""
    plan: str = ""
    level: str = ""
    late: str = ""
    at: At = NOWHERE
    dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    providers: tuple[Party, ...] = ()
    others: tuple[OtherCoverage, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def begins(self) -> date | None:
        """The first day of the benefit (DTP*348)."""
        return _day(self.dates, BENEFIT_BEGINS)

    @property
    def ends(self) -> date | None:
        """The last day of the benefit (DTP*349)."""
        return _day(self.dates, BENEFIT_ENDS)


class Category(NamedTuple):
    """Loop 2750: a category that the sponsor reports the member in, with its number and days."""

    number: str = ""
    name: str = ""
    at: At = NOWHERE
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()


class Member(NamedTuple):
    """Loop 2000: one member.

    `parties` are all its NM1, such as IL or 74 (the member), 70 (as told before), 31 (mailing address), 36 (employer).
    """

    is_subscriber: str = ""
    relationship: str = ""
    maintenance: str = ""
    reason: str = ""
    benefit_status: str = ""
    medicare: tuple[str, ...] = ()
    cobra_event: str = ""
    employment: str = ""
    student: str = ""
    handicapped: str = ""
    died_on: date | None = None
    confidentiality: str = ""
    birth_order: str = ""
    at: At = NOWHERE
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    parties: tuple[Party, ...] = ()
    amounts: tuple[Amount, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    categories: tuple[Category, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def person(self) -> Party:
        """The member, by the name that holds now (2100A)."""
        return next((each for each in self.parties if each.loop == "2100A"), Party())

    @property
    def subscriber_id(self) -> str:
        """The subscriber's number (REF*0F), which ties dependents to their subscriber."""
        return self.number("0F")

    @property
    def policy(self) -> str:
        """The group or policy number (REF*1L)."""
        return self.number("1L")

    @property
    def is_leaving(self) -> bool:
        """Whether the member, or all the coverage told, is cancelled."""
        ending = [each.maintenance == CANCELLATION for each in self.coverages]
        return self.maintenance == CANCELLATION or (bool(ending) and all(ending))

    def number(self, kind: str) -> str:
        """The first number of that kind; empty when there is none."""
        return next((each.number for each in self.references if each.kind == kind), "")

    def dated(self, kind: str) -> date | None:
        """The day of that kind, such as 356 (eligible from), 357 (until), 336 (employed from)."""
        return _day(self.dates, kind)


class Enrolment(NamedTuple):
    """One 834 when its set has ended. `action` is BGN08: 2 change, 4 verify, RX replace. `totals` are QTY: TO, ET, DT.

    `members`, `subscribers` and `dependents` count the INS that went by.
    """

    purpose: str = ""
    reference: str = ""
    created_on: date | None = None
    action: str = ""
    at: At = NOWHERE
    policy: str = ""
    dates: tuple[Span, ...] = ()
    totals: tuple[Quantity, ...] = ()
    sponsor: Party = Party()
    payer: Party = Party()
    brokers: tuple[Party, ...] = ()
    members: int = 0
    subscribers: int = 0
    dependents: int = 0

    def stated(self, kind: str) -> Decimal | None:
        """The total of that kind; None when it is not told."""
        return next((each.number for each in self.totals if each.kind == kind), None)


def _day(dates: tuple[Span, ...], kind: str) -> date | None:
    return next((each.first for each in dates if each.kind == kind), None)
