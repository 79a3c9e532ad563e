"""Level 4 of an 820: how the money moves agrees with how much it is. Sources: guides 005010X218 and 005010X306, notes on BPR.

The two guides differ in what they want of bank accounts, so all is a warning but a payment that cannot be.
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.premiums import PremiumPayment
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-PREMIUM-METHOD | error | | A premium is paid by no payment | Ask the payer whether money was sent; BPR04 is NON only when nothing is paid.
SNIP4-PREMIUM-NOTHING | warning | | Nothing is paid, and a way of payment is told | Ask the payer whether money was sent.
SNIP4-PREMIUM-BANK | warning | | The account that a premium is paid into is missing | Ask the payer for the bank fields: the payment cannot be found in the bank without them.
""")


@rule(4, PremiumPayment)
def check_method(premium: PremiumPayment) -> Iterator[Finding]:
    """BPR04 = NON pays nothing; electronic ways name the receiver's account."""
    payment = premium.payment
    if payment.method == "NON" and payment.cents:
        what = f"BPR04 is NON, no payment, but {dollars(payment.cents)} is paid (BPR02)."
        yield told("SNIP4-PREMIUM-METHOD", what, at=payment.at, spot="BPR04")
    elif payment.cents == 0 and payment.method != "NON" and payment.handling != "P":
        what = f"Nothing is paid (BPR02 is 0), but BPR04 is {payment.method or 'empty'} and not NON."
        yield told("SNIP4-PREMIUM-NOTHING", what, at=payment.at, spot="BPR04")
    if payment.method in ("ACH", "FWT") and payment.cents:
        spots = [spot for spot, value in (("BPR13", payment.payee_bank), ("BPR15", payment.payee_account)) if not value]
        if spots:
            what = f"A payment by {payment.method} names the receiver's account; {' and '.join(spots)} missing."
            yield told("SNIP4-PREMIUM-BANK", what, at=payment.at, spot=spots[0])
