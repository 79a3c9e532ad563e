"""The practice payer decides a claim: its rules, its contract, the member's benefits; and gives the answer an 835 carries.

A replacement of a claim that was decided gives two answers: the earlier one taken back (status 22, its amounts mirrored) and
the new one. A void gives the first only. When the replacement itself cannot be taken (unknown number, too late, not this
patient) it is denied, and the earlier decision stands.
"""

from dataclasses import replace
from datetime import date

from superbill.adjudication.owe import owe
from superbill.claims.claim import ORIGINAL, VOID, Claim, Line
from superbill.claims.priced import Benefits, OwedLine, PricedClaim, PricedLine
from superbill.claims.remit import DENIED, REVERSAL, Adjustment, PaidClaim, PaidLine
from superbill.pricing.price import price
from superbill.sandbox.plan import Member, Plan
from superbill.sandbox.register import COINSURANCE, COPAY, DEDUCTIBLE, Decision, Register
from superbill.sandbox.rules import DUPLICATE, Case, Denial, find_claim_denial, find_line_denial

PRIMARY = "1"
CONTRACTUAL = "45"
NOBODY = "nobody"
NO_PRICE = Denial("96")
NO_PRICE_WITH_MODIFIER = Denial("4")


def adjudicate_claim(
    claim: Claim, *, payer_claim_number: str, received_on: date, plan: Plan, seen: Register, control: str = ""
) -> tuple[PaidClaim, ...]:
    """Decide a claim and remember it in `seen`, which changes. Gives one answer, or a reversal and the new answer.

    `control` is the number that the answer goes back to, when it is not the claim's own.
    """
    numbered = replace(claim, lines=tuple(replace(line, line_no=place) for place, line in enumerate(claim.lines, start=1)))
    case = _case(numbered, received_on=received_on, plan=plan, seen=seen)
    denial = find_claim_denial(case)
    taken_back: tuple[PaidClaim, ...] = ()
    if denial is None and case.replaces is not None:
        seen.take_back(case.replaces.paid.payer_claim_number)
        taken_back = (reversed_claim(case.replaces.paid),)
        if claim.frequency == VOID:
            return taken_back
    decided = [_denied(line, denial) for line in claim.lines] if denial else _decided(case, seen=seen)
    lines = tuple(replace(line, line_no=sent.line_no) for line, sent in zip(decided, claim.lines, strict=True))
    answer = _answer(case, control=control or claim.control, payer_claim_number=payer_claim_number, lines=lines)
    seen.keep(Decision(plan.payer.payer_id, _key(case.member), claim.practice.npi, claim.rendering.npi, answer))
    return (*taken_back, answer)


def reversed_claim(paid: PaidClaim) -> PaidClaim:
    """A decision taken back: the same claim and lines with every amount's sign turned, under its own payer claim number."""
    return replace(
        paid,
        status=REVERSAL,
        charge_cents=-paid.charge_cents,
        paid_cents=-paid.paid_cents,
        patient_share_cents=-paid.patient_share_cents,
        adjustments=tuple(_turned(adjustment) for adjustment in paid.adjustments),
        lines=tuple(_turned_line(line) for line in paid.lines),
    )


def _turned(adjustment: Adjustment) -> Adjustment:
    return replace(adjustment, cents=-adjustment.cents)


def _turned_line(line: PaidLine) -> PaidLine:
    return replace(
        line,
        charge_cents=-line.charge_cents,
        paid_cents=-line.paid_cents,
        adjustments=tuple(_turned(adjustment) for adjustment in line.adjustments),
        allowed_cents=None if line.allowed_cents is None else -line.allowed_cents,
    )


def _case(claim: Claim, *, received_on: date, plan: Plan, seen: Register) -> Case:
    member = plan.find_member(claim)
    replaces = None
    if claim.frequency != ORIGINAL:
        replaces = seen.find_standing(claim.payer_claim_number, payer_id=plan.payer.payer_id)
        if replaces and not _same_parties(replaces, claim, member):
            replaces = None
    history = tuple(
        (decision.rendering_npi, line)
        for decision in seen.standing(payer_id=plan.payer.payer_id, member_key=_key(member))
        if decision is not replaces
        for line in decision.paid.lines
        if not any(adjustment.reason == DUPLICATE for adjustment in line.adjustments)
    )
    return Case(claim, member, plan, received_on, replaces, history if member else ())


def _same_parties(decision: Decision, claim: Claim, member: Member | None) -> bool:
    """Whether a claim may replace what was decided: the same practice, and the same person unless nobody was found then."""
    same_person = decision.member_key in (NOBODY, _key(member))
    return same_person and decision.billing_npi == claim.practice.npi


def _key(member: Member | None) -> str:
    return member.key if member else NOBODY


def _decided(case: Case, *, seen: Register) -> list[PaidLine]:
    """Each line denied or paid. Lines are divided day by day, so that a day's copay and a year's limits are each kept."""
    denials = {line.line_no: denial for line in case.claim.lines if (denial := find_line_denial(case, line))}
    priced = price(case.claim, case.plan.contract)
    for line, amount in zip(case.claim.lines, priced.lines, strict=True):
        if line.line_no not in denials and amount.allowed_cents is None:
            denials[line.line_no] = NO_PRICE_WITH_MODIFIER if line.modifiers else NO_PRICE
    payable = [line for line in priced.lines if line.line_no not in denials]
    owed = _owed_by_day(case, payable, contract=priced.contract, seen=seen)
    return [
        _denied(line, denials[line.line_no]) if line.line_no in denials else _paid(line, owed[line.line_no])
        for line in case.claim.lines
    ]


def _owed_by_day(case: Case, payable: list[PricedLine], *, contract: str, seen: Register) -> dict[int, OwedLine]:
    """What payer and patient owe for each line, by its number."""
    assert case.member is not None, "lines are paid for members only"
    owed: dict[int, OwedLine] = {}
    used_here: dict[int, tuple[int, int]] = {}  # deductible and out-of-pocket that earlier days of this claim used, by year
    for day in sorted({line.served_on for line in payable if line.served_on}):
        benefits = _benefits(case, case.member, on=day, seen=seen, used_here=used_here.get(day.year, (0, 0)))
        lines = tuple(line for line in payable if line.served_on == day)
        result = owe(PricedClaim(case.claim.control, contract, lines), benefits)
        owed |= {line.line_no: line for line in result.lines}
        deductible, out_of_pocket = used_here.get(day.year, (0, 0))
        used_here[day.year] = (
            deductible + sum(line.deductible_cents for line in result.lines),
            out_of_pocket + result.patient_cents,
        )
    return owed


def _benefits(case: Case, member: Member, *, on: date, seen: Register, used_here: tuple[int, int]) -> Benefits:
    """The member's benefits as of a day of service: what the plan says, less what every standing decision has used."""
    start = case.plan.benefits_of(member, year=on.year)
    used = seen.used(payer_id=case.plan.payer.payer_id, member_key=member.key, on=on)
    deductible_met = start.deductible_met_cents + used.deductible_cents + used_here[0]
    out_of_pocket_met = start.out_of_pocket_met_cents + used.out_of_pocket_cents + used_here[1]
    return replace(
        start,
        deductible_met_cents=min(deductible_met, start.deductible_cents),
        out_of_pocket_met_cents=min(out_of_pocket_met, start.out_of_pocket_cents),
        copay_cents=max(start.copay_cents - used.copay_cents, 0),
    )


def _denied(line: Line, denial: Denial) -> PaidLine:
    adjustments = (Adjustment("CO", denial.reason, line.charge_cents),) if line.charge_cents else ()
    return _line(line, paid_cents=0, adjustments=adjustments, remarks=denial.remarks)


def _paid(line: Line, owed: OwedLine) -> PaidLine:
    parts = (
        Adjustment("CO", CONTRACTUAL, owed.contractual_cents),
        Adjustment("PR", DEDUCTIBLE, owed.deductible_cents),
        Adjustment("PR", COINSURANCE, owed.coinsurance_cents),
        Adjustment("PR", COPAY, owed.copay_cents),
    )
    adjustments = tuple(part for part in parts if part.cents)
    return _line(line, paid_cents=owed.paid_cents, adjustments=adjustments, allowed_cents=owed.allowed_cents)


def _line(
    line: Line,
    *,
    paid_cents: int,
    adjustments: tuple[Adjustment, ...],
    remarks: tuple[str, ...] = (),
    allowed_cents: int | None = None,
) -> PaidLine:
    return PaidLine(
        procedure=line.procedure,
        charge_cents=line.charge_cents,
        paid_cents=paid_cents,
        served_on=line.served_on,
        modifiers=line.modifiers,
        units=line.units,
        adjustments=adjustments,
        remarks=remarks,
        allowed_cents=allowed_cents,
        line_no=line.line_no,
    )


def _answer(case: Case, *, control: str, payer_claim_number: str, lines: tuple[PaidLine, ...]) -> PaidClaim:
    claim = case.claim
    everything_denied = all(line.allowed_cents is None for line in lines)
    shares = (adjustment.cents for line in lines for adjustment in line.adjustments if adjustment.group == "PR")
    return PaidClaim(
        control=control,
        status=DENIED if everything_denied else PRIMARY,
        charge_cents=claim.charge_cents,
        paid_cents=sum(line.paid_cents for line in lines),
        patient_share_cents=sum(shares),
        payer_claim_number=payer_claim_number,
        patient_last_name=claim.patient.person.last_name,
        patient_first_name=claim.patient.person.first_name,
        member_id=claim.coverage.member_id,
        lines=lines,
        filing=case.plan.remit_filing,
    )
