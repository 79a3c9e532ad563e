"""Divide allowed amounts between payer and patient, the way a plan does, with the working shown.

For each line, in the order of the claim:

1. contractual: the charge less the allowed amount; nobody owes it.
2. A visit with a copay takes what is left of the day's copay (at most the allowed amount), and neither deductible nor
   coinsurance.
3. Everything else first fills the deductible that is left,
4. then takes coinsurance on the rest, rounded half up to the cent.
5. The year's out-of-pocket maximum caps the line's share: coinsurance gives way first, then the copay, then the deductible.
   All three count toward it (42 USC 18022(c)(3); 45 CFR 155.20, "cost sharing").
6. paid: the payer owes what is left of the allowed amount.
"""

from dataclasses import replace
from datetime import date

from superbill.basics.money import dollars, share_half_up
from superbill.claims.priced import Benefits, Owed, OwedLine, PricedClaim, PricedLine


def owe(priced: PricedClaim, benefits: Benefits) -> Owed:
    """What payer and patient owe for a claim; lines without a price are listed in `unpriced` and divided by nobody.

    `benefits` stand as they were before this claim; `Owed.benefits_after` is for the next one.
    """
    lines: list[OwedLine] = []
    copay_taken: dict[date | None, int] = {}
    for line in priced.lines:
        if line.allowed_cents is None:
            continue
        owed = _owed(line, line.allowed_cents, benefits, copay_taken=copay_taken.get(line.served_on, 0))
        copay_taken[line.served_on] = copay_taken.get(line.served_on, 0) + owed.copay_cents
        benefits = _after(benefits, owed)
        lines.append(owed)
    unpriced = tuple(line.line_no for line in priced.lines if line.allowed_cents is None)
    return Owed(priced.control, tuple(lines), unpriced, benefits)


def _owed(line: PricedLine, allowed: int, benefits: Benefits, *, copay_taken: int) -> OwedLine:
    working = [
        f"charge {dollars(line.charge_cents)}, allowed {dollars(allowed)}: contractual {dollars(line.charge_cents - allowed)}"
    ]
    deductible = copay = coinsurance = 0
    if line.procedure in benefits.copay_procedures:
        copay = min(benefits.copay_cents - copay_taken, allowed)
        working.append(_copay_sentence(benefits, copay=copay, copay_taken=copay_taken))
    else:
        left = max(0, benefits.deductible_cents - benefits.deductible_met_cents)
        deductible = min(left, allowed)
        coinsurance = share_half_up(allowed - deductible, benefits.coinsurance)
        working.append(f"deductible: {dollars(left)} left of {dollars(benefits.deductible_cents)}, takes {dollars(deductible)}")
        working.append(f"coinsurance: {benefits.coinsurance} of {dollars(allowed - deductible)} is {dollars(coinsurance)}")
    deductible, copay, coinsurance = _capped(deductible, copay, coinsurance, benefits, working)
    paid = allowed - deductible - copay - coinsurance
    working.append(f"patient {dollars(allowed - paid)}, payer {dollars(paid)}")
    owed = OwedLine(
        line.line_no, line.procedure, line.charge_cents, allowed, line.charge_cents - allowed,
        deductible, copay, coinsurance, paid, tuple(working),
    )  # fmt: skip
    _assert_whole(owed)
    return owed


def _copay_sentence(benefits: Benefits, *, copay: int, copay_taken: int) -> str:
    if copay_taken:
        return f"copay {dollars(benefits.copay_cents)} once a day, {dollars(copay_taken)} already taken: takes {dollars(copay)}"
    return f"visit with a copay of {dollars(benefits.copay_cents)}: takes {dollars(copay)}; no deductible, no coinsurance"


def _capped(deductible: int, copay: int, coinsurance: int, benefits: Benefits, working: list[str]) -> tuple[int, int, int]:
    """The patient's parts under what is left of the out-of-pocket maximum."""
    left = max(0, benefits.out_of_pocket_cents - benefits.out_of_pocket_met_cents)
    if deductible + copay + coinsurance <= left:
        return deductible, copay, coinsurance
    working.append(
        f"out-of-pocket maximum: {dollars(left)} left of {dollars(benefits.out_of_pocket_cents)}, the patient owes no more"
    )
    deductible = min(deductible, left)
    copay = min(copay, left - deductible)
    coinsurance = min(coinsurance, left - deductible - copay)
    return deductible, copay, coinsurance


def _after(benefits: Benefits, owed: OwedLine) -> Benefits:
    return replace(
        benefits,
        deductible_met_cents=benefits.deductible_met_cents + owed.deductible_cents,
        out_of_pocket_met_cents=benefits.out_of_pocket_met_cents + owed.patient_cents,
    )


def _assert_whole(owed: OwedLine) -> None:
    assert owed.contractual_cents + owed.patient_cents + owed.paid_cents == owed.charge_cents, "the parts make the charge"
    assert owed.patient_cents + owed.paid_cents == owed.allowed_cents, "payer and patient share the allowed amount"
    assert min(owed.deductible_cents, owed.copay_cents, owed.coinsurance_cents, owed.paid_cents) >= 0, (
        "nobody owes less than nothing"
    )
