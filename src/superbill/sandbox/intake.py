"""Each claim at the door: taken into adjudication and given a payer claim number, or sent back before it is one (277CA).

What is sent back here was never adjudicated, so the practice corrects it and sends it as a new claim. The numbers are claim
status category and claim status codes, which X12 maintains; the sentences are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from superbill.basics.identifiers import is_npi
from superbill.claims.ack import ClaimAck
from superbill.claims.claim import Claim
from superbill.sandbox.plan import Plan
from superbill.sandbox.register import Register, Waiting

ACCEPTED, SENT_BACK = "A2", "A7"
TAKEN = "20"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A claim as it came: `control` is CLM01 and `charge_cents` CLM02, whatever its lines add up to.

    `submitter` is the sender of its file, to whom the answers go.
    """

    claim: Claim
    control: str
    charge_cents: int
    on: date
    submitter: str = ""
    test: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a claim is sent back: claim status code, entity where the status asks whose, and a sentence."""

    status: str
    entity: str
    message: str


Check = Callable[[Arrival, Mapping[str, Plan]], Refusal | None]


def unknown_payer(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """No payer here has the claim's payer id (153, entity PR)."""
    return None if arrived.claim.coverage.payer.payer_id in plans else Refusal("153", "PR", "No payer here has this payer id.")


def unknown_member_id(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """The payer has no policy with the member id (164, entity IL)."""
    known = plans[arrived.claim.coverage.payer.payer_id].policy(arrived.claim.coverage.member_id)
    return None if known else Refusal("164", "IL", "The payer has no policy with this member id.")


def wrong_billing_npi(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """The billing provider's NPI fails its check digit (562, entity 85)."""
    return (
        None if is_npi(arrived.claim.practice.npi) else Refusal("562", "85", "The billing provider's NPI fails its check digit.")
    )


def wrong_rendering_npi(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """The rendering provider's NPI fails its check digit (562, entity 82)."""
    return (
        None
        if is_npi(arrived.claim.rendering.npi)
        else Refusal("562", "82", "The rendering provider's NPI fails its check digit.")
    )


def served_in_the_future(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """A day of service is later than the day on which the claim came (187)."""
    late = any(line.served_on > arrived.on for line in arrived.claim.lines)
    return Refusal("187", "", "A day of service lies after the day the claim came.") if late else None


def does_not_add_up(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """The claim's total charge is not the sum of its lines (400)."""
    adds_up = arrived.charge_cents == arrived.claim.charge_cents
    return None if adds_up else Refusal("400", "", "The total charge is not the sum of the lines.")


def charged_below_zero(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """A line has a charge below zero (178)."""
    below = any(line.charge_cents < 0 for line in arrived.claim.lines)
    return Refusal("178", "", "A line has a charge below zero.") if below else None


def without_units(arrived: Arrival, plans: Mapping[str, Plan]) -> Refusal | None:
    """A line has no unit of service, or fewer (476)."""
    without = any(line.units < 1 for line in arrived.claim.lines)
    return Refusal("476", "", "A line has no units of service.") if without else None


CHECKS: tuple[Check, ...] = (
    unknown_payer,
    unknown_member_id,
    wrong_billing_npi,
    wrong_rendering_npi,
    served_in_the_future,
    does_not_add_up,
    charged_below_zero,
    without_units,
)


def take_claim(arrived: Arrival, *, plans: Mapping[str, Plan], seen: Register) -> ClaimAck:
    """Take a claim or send it back. A claim that is taken waits in `seen`, which changes, for the next payment run."""
    refusal = next((refusal for check in CHECKS if (refusal := check(arrived, plans))), None)
    if refusal:
        return _ack(arrived, SENT_BACK, refusal.status, entity=refusal.entity, message=refusal.message)
    number = f"{arrived.on:%Y%j}{seen.next_number('claim'):06d}"
    seen.waiting.append(Waiting(arrived.claim, arrived.control, number, arrived.on, arrived.submitter, arrived.test))
    return _ack(arrived, ACCEPTED, TAKEN, payer_claim_number=number)


def _ack(
    arrived: Arrival, category: str, status: str, *, entity: str = "", message: str = "", payer_claim_number: str = ""
) -> ClaimAck:
    return ClaimAck(
        claim_control=arrived.control,
        category=category,
        status=status,
        charge_cents=arrived.charge_cents,
        on=arrived.on,
        entity=entity,
        payer_claim_number=payer_claim_number,
        message=message,
    )
