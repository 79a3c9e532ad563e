"""Whether a claim payment of an 835 is clear."""

from operator import itemgetter

from superbill.x12.objects.claims_pieces import Adjustment, Party
from superbill.x12.objects.remits import DENIED, FORWARDED, PREDETERMINATION, REVERSAL, ClaimPayment
from superbill.x12.rules import Shown, clears
from superbill.x12.situations.remits_claims import check_adjudication, check_days, check_services
from superbill.x12.situations.remits_reasons import (
    FEE_SCHEDULE,
    NEED_REMARK,
    ONLY_IN_CLAIMS,
    ONLY_WITH,
    check_reasons,
    is_explained,
)

_PATIENT = "PR"
_OF_FEE_SCHEDULE = ONLY_WITH[FEE_SCHEDULE]
_WATCHED = frozenset(ONLY_WITH) | NEED_REMARK | ONLY_IN_CLAIMS
_UNPAID = (DENIED, PREDETERMINATION)

_looked_at = itemgetter(
    *map(ClaimPayment._fields.index, "earlier numbered is_cut parties status inpatient outpatient at".split())
)
"""Fields of a claim payment, all at once: this is asked of every claim, and each name of a field costs."""
_ROLE, _ID = (Party._fields.index(name) for name in ("role", "id"))

Sums = tuple[int, int, bool]
"""Of adjustments: all, those that are the patient's share, and whether one of them calls for a remark."""


@clears(ClaimPayment)
def is_payment_clear(claim: ClaimPayment, shown: Shown) -> bool:
    """Its status, who is named, and its services: their days, reasons and amounts, which make up those of the claim."""
    earlier, numbered, is_cut, parties, status, inpatient, outpatient, at = _looked_at(claim)
    if earlier or numbered or is_cut:
        return False
    is_named = False  # a next payer is named exactly when the claim was sent on, and a clinician only beside the payee
    for each in parties:
        role = each[_ROLE]
        if role == "TT":
            is_named = True
        elif role == "82" and each[_ID] and each[_ID] == claim.header.payee.id:
            return False
    if is_named != (status in FORWARDED):
        return False
    if (inpatient or outpatient) and any(check_adjudication(claim)):
        return False
    return at.number in shown or (_is_status_clear(claim) and _are_services_clear(claim))


def _is_status_clear(claim: ClaimPayment) -> bool:
    """CLP02 goes with CLP03 and CLP04, which can be read."""
    charge, paid, status = claim.charge_cents, claim.paid_cents, claim.status
    if charge is None or paid is None:
        return False
    if status == REVERSAL:
        return charge <= 0 and paid <= 0 and not claim.patient_share_cents
    return charge >= 0 and not (paid and status in _UNPAID)


def _are_services_clear(claim: ClaimPayment) -> bool:  # noqa: C901  (one loop on purpose: calls cost)
    """Each service is given on one day and adds up, and so does the claim."""
    services, charges, adjusted, share = claim.services, 0, 0, 0
    is_odd, controls = not services, set[str]()
    if claim.adjustments:
        sums = _sums(claim.adjustments, claim.charge_cents)
        if sums is None or (sums[2] and any(check_reasons(claim))):
            return False
        adjusted, share, _ = sums
    for service in services:
        charge, units, dates = service.charge_cents, service.units, service.dates
        sums = _sums(service.adjustments, charge)
        if sums is None or charge is None:
            return False
        mine, my_share, calls_for_remark = sums
        if charge - mine != service.paid_cents or (calls_for_remark and not is_explained(service) and not is_explained(claim)):
            return False
        charges += charge
        adjusted += mine
        share += my_share
        if len(dates) != 1 or dates[0].kind != "472" or (units is not None and not units):
            is_odd = True
        if service.billed or service.billed_units is not None:
            is_odd = True
        for reference in service.references:
            if reference.kind == "6R":
                if reference.number in controls:
                    return False
                controls.add(reference.number)
    for each in claim.dates:
        if each.kind == "233":
            is_odd = True
    if is_odd and (any(check_days(claim)) or any(check_services(claim))):
        return False
    charge = claim.charge_cents
    if charge is None or charge - adjusted != claim.paid_cents or (charges != charge and services):
        return False
    return share == (claim.patient_share_cents or 0) or claim.status == REVERSAL


def _sums(adjustments: tuple[Adjustment, ...], charge: int | None) -> Sums | None:
    """None where an amount is nothing or unknown, a reason stands twice, or does not go with its group."""
    cents, share, calls_for_remark, before = 0, 0, False, ""
    for each in adjustments:
        group, reason, mine = each.group, each.reason, each.cents
        if not mine or reason == before:
            return None
        if reason == FEE_SCHEDULE:
            if mine == charge or group not in _OF_FEE_SCHEDULE:
                return None
        elif reason in _WATCHED:
            if reason in ONLY_IN_CLAIMS or group not in ONLY_WITH.get(reason, (group,)):
                return None
            calls_for_remark = calls_for_remark or reason in NEED_REMARK
        cents += mine
        if group == _PATIENT:
            share += mine
        before = reason
    if len(adjustments) > 2 and len({each.reason for each in adjustments}) < len(adjustments):
        return None
    return cents, share, calls_for_remark
