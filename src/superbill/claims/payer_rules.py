"""What one payer demands beyond the law and the guide, as read from its TOML file."""

from dataclasses import dataclass
from datetime import date

from superbill.claims.people import Payer


@dataclass(frozen=True, slots=True)
class EditChange:
    """A payer turns an edit `off`, or to `warn`, `stop` or `inform`; with the reason it gave, and when that was decided, where known."""

    edit: str
    to: str
    reason: str
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class PayerRules:
    """What a payer asks for, and until when.

    `requires` names fields that must be filled: group_number, prior_authorization, subscriber_address …
    `timely_filing_days` counts from the day of service for an original claim; `correction_days` likewise for a replacement.
    """

    payer: Payer
    timely_filing_days: int
    correction_days: int
    requires: tuple[str, ...] = ()
    edit_changes: tuple[EditChange, ...] = ()
    source: str = ""
