"""What happened to something that was sent: to an interchange, a group, a set, a batch, a provider's claims, or one claim."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """NOTED: taken, although errors were found. PARTLY: some of what is below was taken, some was not."""

    ACCEPTED = "accepted"
    NOTED = "accepted with errors"
    PARTLY = "accepted in part"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words. `code` is as the answer gives it: A7:562:85 (277CA), 8/7 (IK304/IK403 of a 999), I5, 021 (TA1), E045 (824).

    `where` is the place in the file that was sent, such as `segment 27, loop 2400, DTP03`; `value` what stood there.
    """

    code: str
    words: str
    where: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing; `of` says of what, and `control` is its number.

    `of` is interchange (ISA13), group (GS06), set (ST02), batch (BHT03 of an 837), provider (its id), claim (CLM01 or CLP01).
    `told_by` is TA1, 999, 997, 277CA or 824. `group`, `set` and `batch` say in what it was sent, as far as the answer does.
    """

    of: str
    control: str
    verdict: Verdict
    told_by: str
    reasons: tuple[Reason, ...] = ()
    group: str = ""
    set: str = ""
    batch: str = ""
    charge_cents: int | None = None
    payer_claim_number: str = ""

    @property
    def is_taken(self) -> bool:
        """Accepted, with or without errors that were noted."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.NOTED)
