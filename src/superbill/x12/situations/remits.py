"""Level 4 of an 835, the payment as a whole: how it is handled, and what moves outside claims.

Errors are what the guide leaves no choice about; what payers do differently in good faith is a warning. Source: 005010X221A1.
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.remits import ProviderAdjustment, Remittance
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule
from superbill.x12.situations.payments import check_bank, check_numbers

register("""
SNIP4-ERA-HANDLING | error | | A notification and money shut each other out | Ask the payer whether money was sent; BPR01 is H only when nothing is paid.
SNIP4-ERA-METHOD | error | | A payment of nothing has a method, or the other way round | Ask the payer whether money was sent; BPR04 is NON only when nothing is paid.
SNIP4-ERA-FORWARD | warning | | A balance carried forward cannot be followed | Ask the payer which remittance the balance comes from or goes to.
SNIP4-ERA-MOVED-ZERO | warning | | A provider adjustment of nothing | Nothing must be posted; tell the payer to leave it out.
SNIP4-ERA-MOVED-REFERENCE | warning | | Money was kept back and nothing says for which claim | Ask the payer for which claim or remittance the money was kept back.
""")

_EMPTY_HANDLING = frozenset(("H", "P"))
_TRACED = {"WO": "overpayment", "FB": "balance", "72": "returned payment"}


@rule(4, Remittance)
def check_handling(remittance: Remittance) -> Iterator[Finding]:
    """BPR02 = 0 goes with BPR01 = H and BPR04 = NON, unless accounts are tried out (P): X12 RFI 2228, 1581."""
    payment = remittance.header.payment
    cents, handling, method = payment.cents, payment.handling, payment.method
    if cents is None:
        return
    if handling == "H" and cents:
        what = f"BPR01 is H, which only notifies, but {dollars(cents)} is paid (BPR02)."
        yield told("SNIP4-ERA-HANDLING", what, at=payment.at, spot="BPR01")
    elif not cents and handling not in _EMPTY_HANDLING:
        what = f"Nothing is paid (BPR02 is 0), but BPR01 is {handling or 'empty'} and not H."
        yield told("SNIP4-ERA-HANDLING", what, at=payment.at, spot="BPR01")
    if method == "NON" and cents:
        what = f"BPR04 is NON, no payment, but {dollars(cents)} is paid (BPR02)."
        yield told("SNIP4-ERA-METHOD", what, at=payment.at, spot="BPR04")
    elif not cents and method != "NON" and handling != "P":
        what = f"Nothing is paid (BPR02 is 0), but BPR04 is {method or 'empty'} and not NON."
        yield told("SNIP4-ERA-METHOD", what, at=payment.at, spot="BPR04")


@rule(4, Remittance)
def check_accounts(remittance: Remittance) -> Iterator[Finding]:
    """The accounts between which the money moves, and who says so."""
    payment = remittance.header.payment
    if payment.cents or payment.handling == "P":
        yield from check_bank(payment)
    yield from check_numbers(payment, remittance.header.trace)


# --- what moves outside claims


@rule(4, Remittance)
def check_moved(remittance: Remittance) -> Iterator[Finding]:
    """Each PLB moves something and says what for: X12 RFI 264 (zero), 2223 and 1756 (WO and FB)."""
    for each in remittance.provider_adjustments:
        if each.cents == 0:
            what = f"PLB moves 0.00 with reason {each.reason}."
            yield told("SNIP4-ERA-MOVED-ZERO", what, at=each.at, spot=_spot(each, 1))
        if not each.reference and each.reason in _TRACED:
            what = f"{each.reason} moves the {_TRACED[each.reason]} of {_claim_or_trace(each.reason)} that is not named (PLB{each.element:02d}-2)."
            yield told("SNIP4-ERA-MOVED-REFERENCE", what, at=each.at, spot=f"PLB{each.element:02d}-2")
        elif each.reason == "FB":
            yield from _check_forward(remittance, each)


def _claim_or_trace(reason: str) -> str:
    return "a remittance" if reason == "FB" else "a claim"


def _spot(each: ProviderAdjustment, later: int = 0) -> str:
    return f"PLB{each.element + later:02d}"


def _check_forward(remittance: Remittance, each: ProviderAdjustment) -> Iterator[Finding]:
    """What is carried forward from here has this TRN02 and leaves nothing to pay; what comes from before has another.

    Source: X12 RFI 2660, 1604, 1114, 2223, 738; guide, section 1.10.2.12.
    """
    trace, cents = remittance.header.trace.number, remittance.header.payment.cents
    if each.cents is None or not each.cents or not trace:
        return
    if each.cents < 0 and each.reference != trace:
        what = f"FB carries {dollars(-each.cents)} forward from here under {each.reference}, not under this remittance's trace {trace}."
        yield told("SNIP4-ERA-FORWARD", what, at=each.at, spot=f"PLB{each.element:02d}-2")
    elif each.cents < 0 and cents:
        what = f"FB carries {dollars(-each.cents)} forward although {dollars(cents)} is paid: only a negative payment is carried forward."
        yield told("SNIP4-ERA-FORWARD", what, at=each.at, spot=_spot(each, 1))
    elif each.cents > 0 and each.reference == trace:
        what = (
            f"FB takes {dollars(each.cents)} off that was carried forward before, but names this remittance's own trace {trace}."
        )
        yield told("SNIP4-ERA-FORWARD", what, at=each.at, spot=f"PLB{each.element:02d}-2")
