"""Level 3 of an 835: services, claims, facilities and the whole payment add up.

What is absent or cannot be read is unknown, and a sum with something unknown is not judged. Amounts of AMT never take part
(X12 RFI 2601, 1115), but for interest, which has its own rule. Source: guide 005010X221A1, section 1.10.2.1.
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims_pieces import Adjustment, total
from superbill.x12.objects.remits import ClaimGroup, ClaimPayment, Remittance, ServicePayment
from superbill.x12.objects.telling import stood, told
from superbill.x12.rules import rule

register("""
SNIP3-ERA-SERVICE | error | | A service is not paid as its adjustments say | Ask the payer for a corrected remittance; do not post the service before.
SNIP3-ERA-CLAIM | error | | A claim is not paid as its adjustments say | Ask the payer for a corrected remittance; do not post the claim before.
SNIP3-ERA-CHARGE | error | | A claim's charge is not that of its services | Compare it with the claim you sent; ask the payer which services it left out.
SNIP3-ERA-TOTAL | error | | The payment is not the sum of the claims | Compare with the amount in the bank; ask the payer for a corrected remittance.
SNIP3-ERA-NEGATIVE | error | | The payment is negative | Ask the payer to carry the debt forward with PLB and reason FB, and to pay nothing.
SNIP3-ERA-PATIENT-SHARE | warning | | CLP05 is not what the adjustments leave to the patient | Bill the patient what the PR adjustments say; ask the payer if in doubt.
SNIP3-ERA-INTEREST | warning | | The interest of the claims is not the interest paid | Post the interest of PLB (L6); ask the payer which claims it is for.
SNIP3-ERA-FACILITY | warning | | The facility's totals are not those of its claims | Ask the payer whether claims are missing.
""")

_INPATIENT_KINDS = frozenset(("NU",))


@rule(3, ClaimPayment)
def check_claim(claim: ClaimPayment) -> Iterator[Finding]:
    """Charge less adjustments is the payment, at each service and at the claim; charges of services are the claim's."""
    if claim.is_cut:
        return
    charges: int | None = 0
    adjusted, share = _sums(claim.adjustments)
    for service in claim.services:
        charge, paid = service.charge_cents, service.paid_cents
        mine, my_share = _sums(service.adjustments)
        if charge is None or mine is None or paid is None:
            charges = None if charge is None or charges is None else charges + charge
            adjusted = None if mine is None or adjusted is None else adjusted + mine
        else:
            charges = None if charges is None else charges + charge
            adjusted = None if adjusted is None else adjusted + mine
            if charge - mine != paid:
                yield _service_fault(claim, service, charge - mine, paid)
        share += my_share
    charge, paid = claim.charge_cents, claim.paid_cents
    if charge is not None and paid is not None and adjusted is not None and charge - adjusted != paid:
        yield _claim_fault(claim, charge, adjusted, paid)
    if charge is not None and claim.services and charges is not None and charges != charge:
        yield from _charge_fault(claim, charge, charges)
    if adjusted is not None and share != (claim.patient_share_cents or 0) and not claim.is_reversal:
        yield from _share_fault(claim, share)


def _sums(adjustments: tuple[Adjustment, ...]) -> tuple[int | None, int]:
    """All adjustments, and those that are the patient's share; None when one of them cannot be read."""
    cents, share = 0, 0
    for each in adjustments:
        mine = each.cents
        if mine is None:
            return None, 0
        cents += mine
        if each.group == "PR":
            share += mine
    return cents, share


def _service_fault(claim: ClaimPayment, service: ServicePayment, expected: int, paid: int) -> Finding:
    """SVC02 − ΣCAS = SVC03: X12 RFI 2348."""
    assert service.charge_cents is not None
    what = (
        f"{_name(service)}: the charge of {dollars(service.charge_cents)} less adjustments of"
        f" {dollars(service.charge_cents - expected)} is {dollars(expected)}, but SVC03 says {dollars(paid)} was paid."
    )
    return told("SNIP3-ERA-SERVICE", what, at=service.at, spot="SVC03", loop="2110", claim=claim)


def _name(service: ServicePayment) -> str:
    code = ":".join((service.procedure.code, *service.procedure.modifiers)) or service.revenue
    return f"Service {code}" if code else "A service"


def _claim_fault(claim: ClaimPayment, charge: int, adjusted: int, paid: int) -> Finding:
    """CLP03 − ΣCAS (2100 and 2110) = CLP04: guide, section 1.10.2.1.2."""
    expected = charge - adjusted
    what = (
        f"The charge of {dollars(charge)} less adjustments of {dollars(adjusted)} is {dollars(expected)},"
        f" but CLP04 says {dollars(paid)} was paid.{_why(claim, charge, adjusted, paid)}"
    )
    return told("SNIP3-ERA-CLAIM", what, at=claim.at, spot="CLP04", loop="2100", claim=claim)


def _why(claim: ClaimPayment, charge: int, adjusted: int, paid: int) -> str:
    """What often is the matter; empty when nothing fits."""
    own = total(claim.adjustments)
    interest = claim.amount("I")
    if own and charge - adjusted + own == paid:
        return " Without the adjustments of the claim it would add up: perhaps they repeat those of its services."
    if adjusted and charge + adjusted == paid:
        return " With the other sign the adjustments would add up: a positive adjustment lowers the payment."
    if interest and interest.cents and paid - (charge - adjusted) == interest.cents:
        return " The difference is the interest (AMT*I), which belongs into PLB with reason L6."
    return ""


def _charge_fault(claim: ClaimPayment, charge: int, charges: int) -> Iterator[Finding]:
    """ΣSVC02 = CLP03. A facility's claim that is priced as a whole may tell only some of its services (X12 RFI 2348, 2354)."""
    if is_facility(claim) and abs(charges) < abs(charge):
        return
    what = f"CLP03 is {dollars(charge)}, but the charges of the services (SVC02) add up to {dollars(charges)}."
    yield told("SNIP3-ERA-CHARGE", what, at=claim.at, spot="CLP03", loop="2100", claim=claim)


def is_facility(claim: ClaimPayment) -> bool:
    """Whether it shows that this is a facility's claim: a DRG, MIA, Medicare part A, covered days, or revenue codes."""
    return bool(
        claim.drg
        or claim.inpatient
        or claim.filing == "MA"
        or any(each.kind == "CA" for each in claim.quantities)
        or any(each.revenue or each.procedure.kind in _INPATIENT_KINDS for each in claim.services)
    )


def _share_fault(claim: ClaimPayment, share: int) -> Iterator[Finding]:
    """CLP05 = Σ adjustments with group PR, except in reversals: X12 RFI 2548. It takes no part in balancing."""
    stated = claim.patient_share_cents
    if stated is None and stood(claim.at, "CLP05"):
        return  # it cannot be read
    what = f"CLP05 says that the patient owes {dollars(stated or 0)}, but the adjustments with group PR come to {dollars(share)}."
    yield told("SNIP3-ERA-PATIENT-SHARE", what, at=claim.at, spot="CLP05", loop="2100", claim=claim)


# --- the whole payment


@rule(3, Remittance)
def check_payment(remittance: Remittance) -> Iterator[Finding]:
    """BPR02 = ΣCLP04 − ΣPLB, and not negative: guide, section 1.10.2.1.3; X12 RFI 2660, 1604, 1114."""
    payment = remittance.header.payment
    cents, claims, moved = payment.cents, remittance.claims_paid_cents, remittance.moved_cents
    if cents is not None and cents < 0:
        what = f"BPR02 is {dollars(cents)}: a payment is never negative."
        yield told("SNIP3-ERA-NEGATIVE", what, at=payment.at, spot="BPR02")
    if cents is None or claims is None or moved is None or claims - moved == cents or _is_money_only(remittance):
        return
    what = f"The claims come to {dollars(claims)}"
    what += f" and PLB takes off {dollars(moved)}, which makes {dollars(claims - moved)}" if moved else ""
    what += (
        f", but BPR02 says {dollars(cents)} is paid: {dollars(abs(claims - moved - cents))} too {_much(cents > claims - moved)}."
    )
    if moved and claims + moved == cents:
        what += " With the other sign PLB would add up: a positive amount lowers the payment."
    yield told("SNIP3-ERA-TOTAL", what, at=payment.at, spot="BPR02")


def _much(is_more: bool) -> str:
    return "much" if is_more else "little"


def _is_money_only(remittance: Remittance) -> bool:
    """BPR01 = D or P says that no remittance is told, or that it is to be ignored: X12 RFI 1870."""
    return remittance.header.payment.handling in ("D", "P") and not remittance.claims


@rule(3, Remittance)
def check_interest(remittance: Remittance) -> Iterator[Finding]:
    """PLB with L6 is the interest of all claims (AMT*I) with the other sign: X12 RFI 2123, 2184, 1324."""
    interest = remittance.interest_cents
    paid = [each for each in remittance.provider_adjustments if each.reason == "L6"]
    if not interest or remittance.is_cut or any(each.cents is None for each in paid):
        return
    cents = -sum(each.cents or 0 for each in paid)
    if cents == interest:
        return
    at, spot = (paid[0].at, f"PLB{paid[0].element + 1:02d}") if paid else (remittance.header.payment.at, "BPR02")
    what = f"The interest of the claims (AMT*I) comes to {dollars(interest)}, but PLB pays {dollars(cents)} of interest (L6)."
    yield told("SNIP3-ERA-INTEREST", what, at=at, spot=spot)


@rule(3, ClaimGroup)
def check_facility(group: ClaimGroup) -> Iterator[Finding]:
    """TS304 counts the claims of the loop, TS305 is ΣCLP03: guide, section 1.10.2.1; X12 RFI 1839."""
    if group.stated_claims is not None and group.stated_claims != group.claims:
        what = f"TS304 says {group.stated_claims} claims; {group.claims} follow."
        yield told("SNIP3-ERA-FACILITY", what, at=group.at, spot="TS304", loop="2000")
    stated, charged = group.stated_charge_cents, group.charged_cents
    if stated is not None and charged is not None and stated != charged:
        what = f"TS305 says charges of {dollars(stated)}; those of the claims come to {dollars(charged)}."
        yield told("SNIP3-ERA-FACILITY", what, at=group.at, spot="TS305", loop="2000")
