"""What came back before money: was the file readable (999), was the claim taken (277CA)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SetAck:
    """The answer to one transaction set in a 999: `code` is IK501 (A, E, R …); `errors` are sentences with their place."""

    control: str
    code: str
    errors: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Accepted, with or without errors noted."""
        return self.code in ("A", "E")


@dataclass(frozen=True, slots=True)
class FileAck:
    """A 999 for one functional group: `group_control` is the GS06 that it answers; `code` is AK901."""

    group_control: str
    code: str
    sets: tuple[SetAck, ...]


@dataclass(frozen=True, slots=True)
class ClaimAck:
    """The answer to one claim in a 277CA (STC01): `category` such as A2 or A7, `status` such as 20 or 562, `entity` such as 85.

    `payer_claim_number` is REF*1K when the payer has given one.
    """

    claim_control: str
    category: str
    status: str
    charge_cents: int
    on: date
    entity: str = ""
    payer_claim_number: str = ""
    message: str = ""

    @property
    def accepted(self) -> bool:
        """Into adjudication (A0–A2, A5 count as accepted or forwarded; A3, A4, A6–A8 as rejected)."""
        return self.category in ("A0", "A1", "A2", "A5")
