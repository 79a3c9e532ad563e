"""Price a claim by a contract: what the payer should allow for each line, with the working shown.

In this order: the fee of the day for one unit (a modifier's own row before the plain one), times the contract's rate for
the modifier, times the units, never more than the charge where the contract says so.

Not done here, and therefore a line without a price where it would matter: reductions for multiple procedures on one day
(they need the payer's ranking and its indicator for each code), and any modifier that changes payment and for which
neither the table nor the contract has a number. An unknown amount that a person looks up is better than a wrong one that
is compared with every payment.
"""

from datetime import date
from decimal import Decimal

from superbill.basics.money import dollars, share_half_up
from superbill.claims.claim import Claim, Line
from superbill.claims.priced import PricedClaim, PricedLine
from superbill.pricing.contract import Contract

CHANGES_PAYMENT = frozenset(
    [
        "22",
        "23",
        "26",
        "50",
        "52",
        "53",
        "54",
        "55",
        "56",
        "62",
        "63",
        "66",
        "73",
        "74",
        "78",
        "80",
        "81",
        "82",
        "AS",
        "TC",
        "QK",
        "QX",
        "QY",
        "QZ",
    ]
)
"""Modifiers that change what a service is worth (Medicare Claims Processing Manual, chapter 12, sections 20.4, 40 and 50)."""


def price(claim: Claim, contract: Contract) -> PricedClaim:
    """Price every line on its day of service. A line that the contract cannot price has `allowed_cents` None, and says why."""
    return PricedClaim(claim.control, contract.name, tuple(_priced(line, contract) for line in claim.lines))


def _priced(line: Line, contract: Contract) -> PricedLine:
    working: list[str] = []
    allowed = _allowed(line, contract, working)
    if allowed is not None and contract.lesser_of_charge and allowed > line.charge_cents:
        working.append(f"the contract allows no more than the charge: {dollars(line.charge_cents)}")
        allowed = line.charge_cents
    return PricedLine(line.line_no, line.procedure, line.charge_cents, allowed, tuple(working), line.served_on)


def _allowed(line: Line, contract: Contract, working: list[str]) -> int | None:
    row = contract.fees.fee(line.procedure, line.modifiers, on=line.served_on)
    if row is None:
        return _by_charge(line, contract, working)
    name = f"{row.code}-{row.modifier}" if row.modifier else row.code
    working.append(
        f"fee {name} on {line.served_on}: {dollars(row.cents)} ({contract.fees.name}, row since {_since(row.period.since)})"
    )
    rate = _modifier_rate(line, contract, priced_by=row.modifier, working=working)
    if rate is None:
        return None
    allowed = share_half_up(row.cents, rate)
    if line.units != 1:
        allowed *= line.units
        working.append(f"times {line.units} units: {dollars(allowed)}")
    return allowed


def _since(day: date) -> str:
    return "the beginning" if day == date.min else str(day)


def _by_charge(line: Line, contract: Contract, working: list[str]) -> int | None:
    """A part of the charge for what the table does not list; the charge is already for all units and with its modifiers."""
    if contract.percent_of_charge is None:
        working.append(
            f"{line.procedure} on {line.served_on} is not in {contract.fees.name}, and the contract has no rate for unlisted services"
        )
        return None
    allowed = share_half_up(line.charge_cents, contract.percent_of_charge)
    percent = f"{contract.percent_of_charge * 100:f}".rstrip("0").rstrip(".") if contract.percent_of_charge else "0"
    working.append(
        f"{line.procedure} is not in {contract.fees.name}: {percent} percent of the charge of {dollars(line.charge_cents)} is {dollars(allowed)}"
    )
    return allowed


def _modifier_rate(line: Line, contract: Contract, *, priced_by: str, working: list[str]) -> Decimal | None:
    """The product of the rates of the modifiers that the fee row does not already include; None when one has no number."""
    rate = Decimal(1)
    for modifier in line.modifiers:
        if modifier == priced_by:
            continue
        if modifier in contract.modifier_rates:
            rate *= contract.modifier_rates[modifier]
            working.append(f"modifier {modifier}: times {contract.modifier_rates[modifier]} (contract)")
        elif modifier in CHANGES_PAYMENT:
            working.append(f"modifier {modifier} changes the payment, and the contract does not say by how much")
            return None
    return rate
