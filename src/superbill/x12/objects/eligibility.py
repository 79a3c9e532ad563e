"""What a 270 asks and a 271 says: for each person, whether covered, by what plan, with which benefits; or why it cannot be told.

Named tuples, as in `claims`. Money is whole cents, shares are exact decimals (0.2 for a fifth). Source: guide 005010X279A1.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import Extra, Party, Procedure, Reference, Span
from superbill.x12.objects.payments import Trace

ACTIVE, INACTIVE = frozenset("12345"), frozenset("678")
HEALTH_PLAN = "30"
COINSURANCE, COPAYMENT, DEDUCTIBLE, OUT_OF_POCKET, LIMIT, NOT_COVERED = "A", "B", "C", "G", "F", "I"
IN_NETWORK, OUT_OF_NETWORK, EITHER = "Y", "N", "W"
PLAN_BEGINS = ("346", "356", "307", "291")
PLAN_ENDS = ("347", "357")


class Asked(NamedTuple):
    """EQ: types of service, or one service, that coverage is asked for."""

    service_types: tuple[str, ...] = ()
    procedure: Procedure | None = None
    coverage_level: str = ""
    at: At = NOWHERE


class EligibilityInquiry(NamedTuple):
    """What is asked about one person (270). `dependent` is None when the person is the subscriber; `at` is the person's HL."""

    reference: str = ""
    created_on: date | None = None
    source: Party = Party()
    receiver: Party = Party()
    subscriber: Party = Party()
    dependent: Party | None = None
    traces: tuple[Trace, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    asked: tuple[Asked, ...] = ()
    at: At = NOWHERE
    loop: str = ""
    is_cut: bool = False

    @property
    def person(self) -> Party:
        """Who is asked about."""
        return self.dependent or self.subscriber


class Rejection(NamedTuple):
    """AAA: why an inquiry could not be answered (`reason`), and what may be done (`action`)."""

    valid: str = ""
    reason: str = ""
    action: str = ""
    at: At = NOWHERE
    loop: str = ""


class Benefit(NamedTuple):
    """Loop 2110: one thing that the plan says. `information` is EB01, such as 1 (active), B (copayment), C (deductible).

    `in_network` is EB12: Y, N, W (either), U (not known), or empty. `opened_at` and `closed_at` are LS and LE, where they stand.
    """

    information: str = ""
    coverage_level: str = ""
    service_types: tuple[str, ...] = ()
    insurance: str = ""
    plan: str = ""
    period: str = ""
    cents: int | None = None
    share: Decimal | None = None
    quantity_kind: str = ""
    quantity: Decimal | None = None
    authorization: str = ""
    in_network: str = ""
    procedure: Procedure | None = None
    at: At = NOWHERE
    loop: str = ""
    dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    messages: tuple[str, ...] = ()
    entities: tuple[Party, ...] = ()
    extras: tuple[Extra, ...] = ()
    opened_at: At | None = None
    closed_at: At | None = None

    def is_about(self, service_type: str) -> bool:
        """Whether it is about this type of service, or about all."""
        return not self.service_types or service_type in self.service_types


class EligibilityAnswer(NamedTuple):
    """What is said of one person, or of an inquiry that was rejected before it came to persons (`subscriber` is empty then).

    `dependent` is None when the person is the subscriber. `rejections` are all AAA outside benefits, from the source downwards.
    `at` is the HL of the person, or of who asked.
    """

    reference: str = ""
    created_on: date | None = None
    source: Party = Party()
    receiver: Party = Party()
    subscriber: Party = Party()
    dependent: Party | None = None
    traces: tuple[Trace, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    at: At = NOWHERE
    loop: str = ""
    is_cut: bool = False

    @property
    def person(self) -> Party:
        """Who is asked about."""
        return self.dependent or self.subscriber

    @property
    def is_rejected(self) -> bool:
        """Whether the inquiry was not answered."""
        return bool(self.rejections)

    @property
    def is_active(self) -> bool | None:
        """Whether the person is covered, by the plan as a whole (service type 30) if it says so; None when nothing says it."""
        said = [each for each in self.benefits if each.information in ACTIVE or each.information in INACTIVE]
        whole = [each for each in said if not each.service_types or HEALTH_PLAN in each.service_types] or said
        return any(each.information in ACTIVE for each in whole) if whole else None

    @property
    def plan(self) -> str:
        """The name of the plan, from the first benefit that has one and says that the person is covered."""
        named = [each for each in self.benefits if each.plan]
        return next((each.plan for each in named if each.information in ACTIVE), named[0].plan if named else "")

    @property
    def begins(self) -> date | None:
        """When the coverage began, or the day that is answered for."""
        return self._day(PLAN_BEGINS, last=False)

    @property
    def ends(self) -> date | None:
        """When the coverage ended or will end; None when that is not said."""
        return self._day(PLAN_ENDS, last=False) or self._day(("291", "307"), last=True)

    def _day(self, kinds: tuple[str, ...], *, last: bool) -> date | None:
        for kind in kinds:
            for each in self.dates:
                if each.kind == kind and (not last or each.last != each.first):
                    return each.last if last else each.first
        return None

    def find(self, information: str, *, service_type: str = "", in_network: str = "") -> Iterator[Benefit]:
        """The benefits of a kind, such as copayments, for a type of service, in or out of the network (W counts as both)."""
        for each in self.benefits:
            if each.information != information or (service_type and not each.is_about(service_type)):
                continue
            if not in_network or each.in_network in (in_network, EITHER, ""):
                yield each
