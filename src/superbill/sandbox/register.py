"""What the practice payers remember: claims decided, claims waiting for the next payment run, numbers given, money owed back.

What a person has used of deductible and out-of-pocket limit is never stored: it is the sum over the decisions that stand.
So taking a decision back gives the amounts back, and nothing can drift.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date

from superbill.claims.claim import Claim
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.remit import PaidClaim, PaidLine

DEDUCTIBLE, COINSURANCE, COPAY = "1", "2", "3"  # CARCs under PR


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that was taken into adjudication and not yet decided.

    `control` is CLM01 just as it came; `submitter` is the sender of its file, and `test` whether that was a test file.
    """

    claim: Claim
    control: str
    payer_claim_number: str
    received_on: date
    submitter: str
    test: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one claim. It stands until a replacement or a void takes it back."""

    payer_id: str
    member_key: str
    billing_npi: str
    rendering_npi: str
    paid: PaidClaim
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Used:
    """What a person has used in a year, and the copay already taken on a day, by decisions that stand. In cents."""

    deductible_cents: int
    out_of_pocket_cents: int
    copay_cents: int


@dataclass(frozen=True, slots=True)
class OwedBack:
    """What a practice owes a payer because a remittance took back more than it paid; `trace` is that remittance's."""

    cents: int
    trace: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """The register as plain data."""

    decisions: tuple[Decision, ...]
    waiting: tuple[Waiting, ...]
    numbers: tuple[tuple[str, int], ...]
    owed_back: tuple[tuple[str, OwedBack], ...]
    files: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Register:
    """The practice payers' memory. It changes as claims are received and paid: work on a `copy`, and keep that when all went well.

    `decisions` are by payer claim number. `numbers` holds the last number given of each kind. `owed_back` is by
    `payer id/billing NPI`. `files` are those answered: name by SHA-256.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    owed_back: dict[str, OwedBack] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    _by_member: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False, compare=False)

    def copy(self) -> "Register":
        """A register that can change without this one changing."""
        by_member = {key: list(numbers) for key, numbers in self._by_member.items()}
        return Register(
            dict(self.decisions), list(self.waiting), dict(self.numbers), dict(self.owed_back), dict(self.files), by_member
        )

    def next_number(self, kind: str) -> int:
        """The next number of a kind, from 1."""
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]

    def keep(self, decision: Decision) -> None:
        """Remember a decision under its payer claim number."""
        number = decision.paid.payer_claim_number
        assert number not in self.decisions, "a payer claim number is given once"
        self.decisions[number] = decision
        self._by_member.setdefault((decision.payer_id, decision.member_key), []).append(number)

    def take_back(self, payer_claim_number: str) -> None:
        """Let a decision stand no more: what it used of the deductible is free again."""
        decision = self.decisions[payer_claim_number]
        assert decision.stands, "a decision is taken back once"
        self.decisions[payer_claim_number] = replace(decision, stands=False)

    def find_standing(self, payer_claim_number: str, *, payer_id: str) -> Decision | None:
        """The payer's decision with this number, if there is one that stands."""
        decision = self.decisions.get(payer_claim_number)
        return decision if decision and decision.stands and decision.payer_id == payer_id else None

    def standing(self, *, payer_id: str, member_key: str) -> tuple[Decision, ...]:
        """A person's decisions that stand, the earliest first."""
        numbers = self._by_member.get((payer_id, member_key), ())
        return tuple(decision for number in numbers if (decision := self.decisions[number]).stands)

    def used(self, *, payer_id: str, member_key: str, on: date) -> Used:
        """What a person has used in the calendar year of a day, and the copay already taken on that day."""
        lines = [line for decision in self.standing(payer_id=payer_id, member_key=member_key) for line in decision.paid.lines]
        this_year = [line for line in lines if line.served_on.year == on.year]
        return Used(
            deductible_cents=sum(_patient_cents(line, DEDUCTIBLE) for line in this_year),
            out_of_pocket_cents=sum(_patient_cents(line, DEDUCTIBLE, COINSURANCE, COPAY) for line in this_year),
            copay_cents=sum(_patient_cents(line, COPAY) for line in this_year if line.served_on == on),
        )

    def to_text(self) -> str:
        """The register as JSON text; the same register gives the same text."""
        shape = _Shape(
            tuple(self.decisions.values()),
            tuple(self.waiting),
            tuple(sorted(self.numbers.items())),
            tuple(sorted(self.owed_back.items())),
            tuple(self.files.items()),
        )
        return json.dumps(to_plain(shape), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_text(cls, text: str) -> "Register":
        """Read what `to_text` wrote. Raises `BadShape`, or `ValueError` when the text is not JSON."""
        shape = from_plain(_Shape, json.loads(text))
        register = cls(
            waiting=list(shape.waiting), numbers=dict(shape.numbers), owed_back=dict(shape.owed_back), files=dict(shape.files)
        )
        for decision in shape.decisions:
            register.keep(decision)
        return register


def _patient_cents(line: PaidLine, *reasons: str) -> int:
    return sum(adjustment.cents for adjustment in line.adjustments if adjustment.group == "PR" and adjustment.reason in reasons)
