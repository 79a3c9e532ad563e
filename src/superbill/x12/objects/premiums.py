"""What an 820 says: a premium that is paid, and for whom and what it is.

Named tuples, as in `claims`. Money is whole cents. Organisations and persons are handed over one by one, the `PremiumPayment`
with its totals at the end. Sources: guides 005010X218 (employers and others) and 005010X306 (insurance exchanges).
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import Party, Reference, Span
from superbill.x12.objects.payments import Payment, Trace


class PremiumAdjustment(NamedTuple):
    """ADX: what changes a premium, and why; negative lowers the payment."""

    cents: int | None = None
    reason: str = ""
    at: At = NOWHERE


class HeadCount(NamedTuple):
    """SLN: how many contracts (IE), persons (PR) or employees (10) a bill is for."""

    number: Decimal | None = None
    unit: str = ""
    at: At = NOWHERE


class PremiumItem(NamedTuple):
    """RMR: one bill, policy or payment type with what is paid for it. In an exchange's 820 `number` is the type, such as APTC.

    `billed_cents` is None when it is not told. `adjustments` explain the difference and are part of `paid_cents`.
    """

    type: str = ""
    number: str = ""
    action: str = ""
    paid_cents: int | None = None
    billed_cents: int | None = None
    at: At = NOWHERE
    loop: str = ""
    references: tuple[Reference, ...] = ()
    periods: tuple[Span, ...] = ()
    adjustments: tuple[PremiumAdjustment, ...] = ()
    charges: tuple[tuple[str, int | None], ...] = ()
    heads: tuple[HeadCount, ...] = ()


class PremiumEntity(NamedTuple):
    """ENT: an organisation, a person, or an enrolment of an exchange, with the items paid for it.

    `adjustments` are for earlier bills and come on top of the items. `people` are NM1. `at` is the ENT.
    """

    number: str = ""
    code: str = ""
    id_type: str = ""
    id: str = ""
    at: At = NOWHERE
    loop: str = ""
    people: tuple[Party, ...] = ()
    references: tuple[Reference, ...] = ()
    adjustments: tuple[PremiumAdjustment, ...] = ()
    items: tuple[PremiumItem, ...] = ()
    is_cut: bool = False

    @property
    def person(self) -> Party:
        """The first person; without a name when it is an organisation."""
        return self.people[0] if self.people else Party()


class PremiumPayment(NamedTuple):
    """One 820 when its set has ended. Totals are None when an amount could not be read.

    `items_cents` is ΣRMR04, `adjusted_cents` ΣADX01 of earlier bills, `entities` counts ENT.
    """

    payment: Payment = Payment()
    trace: Trace = Trace()
    currency: str = ""
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    receiver: Party = Party()
    payer: Party = Party()
    banks: tuple[Party, ...] = ()
    entities: int = 0
    items_cents: int | None = 0
    adjusted_cents: int | None = 0

    @property
    def paid_on(self) -> date | None:
        """The day of payment (BPR16)."""
        return self.payment.paid_on
