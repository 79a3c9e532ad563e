"""What a practice payer denies, one small function for each reason, named by what is wrong.

Each takes a `Case` and answers with a `Denial` or None. The numbers are claim adjustment reason codes (CARC) and remittance
advice remark codes (RARC), which X12 and CMS maintain; the sentences are ours. Rules for the whole claim come first, in the
order of `CLAIM_RULES`; a line is then denied by the first of `LINE_RULES` that holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from superbill.claims.claim import ORIGINAL, REPLACEMENT, VOID, Claim, Line
from superbill.claims.remit import PaidLine
from superbill.sandbox.plan import Member, Plan
from superbill.sandbox.register import Decision
from superbill.sandbox.sides import contradict

REPEATED_ON_PURPOSE = frozenset(("76", "77", "91"))
DUPLICATE = "18"


@dataclass(frozen=True, slots=True)
class Denial:
    """Why a line is not paid: a CARC under CO, and the remarks that explain it."""

    reason: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A claim before the payer, with everything that its rules look at.

    `member` is None when nobody on the policy is the patient. `replaces` is the standing decision that a replacement or void
    names. `history` are the person's lines that stand, each with its rendering NPI, without those of `replaces`.
    """

    claim: Claim
    member: Member | None
    plan: Plan
    received_on: date
    replaces: Decision | None = None
    history: tuple[tuple[str, PaidLine], ...] = ()


ClaimRule = Callable[[Case], Denial | None]
LineRule = Callable[[Case, Line], Denial | None]


# --------------------------------------------------------------------------------------------------- the whole claim


def names_no_claim_of_ours(case: Case) -> Denial | None:
    """A replacement or void whose payer claim number is missing, unknown, or already taken back (CO-16, M47)."""
    if case.claim.frequency == ORIGINAL or case.replaces is not None:
        return None
    return Denial("16", ("M47",))


def patient_not_on_policy(case: Case) -> Denial | None:
    """The member id exists, but nobody on the policy has the patient's name and date of birth (CO-31)."""
    return Denial("31") if case.member is None else None


def filed_late(case: Case) -> Denial | None:
    """Received more days after the first day of service than the payer accepts (CO-29). The last day still counts.

    A void is never late: the practice gives money back.
    """
    if case.claim.frequency == VOID:
        return None
    corrected = case.claim.frequency == REPLACEMENT
    limit_days = case.plan.correction_days if corrected else case.plan.timely_filing_days
    late = (case.received_on - case.claim.served_on).days > limit_days
    return Denial("29") if late else None


CLAIM_RULES: tuple[ClaimRule, ...] = (names_no_claim_of_ours, patient_not_on_policy, filed_late)


# --------------------------------------------------------------------------------------------------------- one line


def before_cover_began(case: Case, line: Line) -> Denial | None:
    """Served before the first day of cover (CO-26)."""
    return Denial("26") if case.member and line.served_on < case.member.cover.since else None


def after_cover_ended(case: Case, line: Line) -> Denial | None:
    """Served on or after the first day without cover (CO-27)."""
    return Denial("27") if case.member and line.served_on >= case.member.cover.until else None


def seen_before(case: Case, line: Line) -> Denial | None:
    """The same service on the same day by the same clinician, here or on a claim that stands (CO-18).

    A modifier that says it was repeated on purpose (76, 77, 91) makes it another service.
    """
    if REPEATED_ON_PURPOSE & set(line.modifiers):
        return None
    wanted = _identity(line)
    earlier = [other for other in case.claim.lines if other.line_no < line.line_no]
    if any(_identity(other) == wanted for other in earlier):
        return Denial(DUPLICATE)
    return Denial(DUPLICATE) if any(_identity(other) == wanted for other in _same_clinician(case)) else None


def side_contradicted(case: Case, line: Line) -> Denial | None:
    """The line says one side of the body, and every diagnosis it points to that names a side says the other (CO-11)."""
    return Denial("11") if contradict(line.modifiers, pointed(case.claim, line)) else None


def diagnosis_supports_nothing(case: Case, line: Line) -> Denial | None:
    """The procedure is covered for certain diagnoses only, and the line points to none of them (CO-11)."""
    for need in case.plan.needs_diagnosis:
        if line.procedure in need.procedures:
            return None if any(code.startswith(need.diagnoses) for code in pointed(case.claim, line)) else Denial("11")
    return None


def injection_not_supported(case: Case, line: Line) -> Denial | None:
    """A drug whose injections that day are all unsupported by their diagnoses: the drug has no other reason (CO-11)."""
    if not line.procedure.startswith("J"):
        return None
    given_by = [
        other for other in case.claim.lines if other.procedure in case.plan.injections and other.served_on == line.served_on
    ]
    unsupported = [side_contradicted(case, other) or diagnosis_supports_nothing(case, other) for other in given_by]
    return unsupported[0] if unsupported and all(unsupported) else None


def part_of_another(case: Case, line: Line) -> Denial | None:
    """Part of another service of the same clinician on the same day, without a modifier that sets it apart (CO-97, M15)."""
    elsewhere = {other.procedure for other in _same_clinician(case) if other.served_on == line.served_on and other.paid_cents}
    here = {other.procedure for other in case.claim.lines if other.served_on == line.served_on}
    for bundle in case.plan.bundles:
        apart = set(bundle.unless) & set(line.modifiers)
        if line.procedure in bundle.part and not apart and (here | elsewhere) & set(bundle.whole):
            return Denial("97", ("M15",))
    return None


def not_authorized(case: Case, line: Line) -> Denial | None:
    """The procedure needs an authorization beforehand, and the claim carries no number (CO-197)."""
    needed = line.procedure in case.plan.prior_authorization_for
    return Denial("197") if needed and not case.claim.prior_authorization else None


def too_many_units(case: Case, line: Line) -> Denial | None:
    """More units than the payer pays on one day (CO-151, N362)."""
    limit = (case.plan.units_limit or {}).get(line.procedure)
    return Denial("151", ("N362",)) if limit is not None and line.units > limit else None


LINE_RULES: tuple[LineRule, ...] = (
    before_cover_began,
    after_cover_ended,
    seen_before,
    side_contradicted,
    diagnosis_supports_nothing,
    injection_not_supported,
    part_of_another,
    not_authorized,
    too_many_units,
)


def find_claim_denial(case: Case) -> Denial | None:
    """The first rule for the whole claim that denies it."""
    return next((denial for rule in CLAIM_RULES if (denial := rule(case))), None)


def find_line_denial(case: Case, line: Line) -> Denial | None:
    """The first rule for a line that denies it."""
    return next((denial for rule in LINE_RULES if (denial := rule(case, line))), None)


def pointed(claim: Claim, line: Line) -> tuple[str, ...]:
    """The diagnoses that a line points to, in its order."""
    return tuple(claim.diagnoses[pointer - 1] for pointer in line.pointers if 1 <= pointer <= len(claim.diagnoses))


def _same_clinician(case: Case) -> list[PaidLine]:
    return [line for rendering_npi, line in case.history if rendering_npi == case.claim.rendering.npi]


def _identity(line: Line | PaidLine) -> tuple[str, frozenset[str], date]:
    return line.procedure, frozenset(line.modifiers), line.served_on
