"""Level 3 of an 820: the payment is the sum of what it is for, and each item is its bill with its adjustments.

Sources: guide 005010X218, notes on RMR04, RMR05 and ADX (an adjustment after an item is part of it, one before comes on top);
guide 005010X306.
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.premiums import PremiumEntity, PremiumItem, PremiumPayment
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP3-PREMIUM-TOTAL | error | | The payment is not the sum of what it is for | Compare with the amount in the bank; ask the payer what the difference is for.
SNIP3-PREMIUM-ITEM | warning | | What is paid is not the bill with its adjustments | Ask the payer what the difference is for.
SNIP3-PREMIUM-NEGATIVE | error | | The payment is negative | Ask the payer to carry the debt forward, and to pay nothing.
""")


@rule(3, PremiumPayment)
def check_payment(premium: PremiumPayment) -> Iterator[Finding]:
    """BPR02 = ΣRMR04 + ΣADX01 of earlier bills; it is not negative."""
    cents, items, adjusted = premium.payment.cents, premium.items_cents, premium.adjusted_cents
    if cents is not None and cents < 0:
        what = f"BPR02 is {dollars(cents)}: a payment is never negative."
        yield told("SNIP3-PREMIUM-NEGATIVE", what, at=premium.payment.at, spot="BPR02")
    if cents is None or items is None or adjusted is None or items + adjusted == cents or not premium.entities:
        return
    what = f"The items (RMR04) come to {dollars(items)}"
    what += f" and the adjustments of earlier bills (ADX) to {dollars(adjusted)}" if adjusted else ""
    what += f", but BPR02 says {dollars(cents)} is paid."
    yield told("SNIP3-PREMIUM-TOTAL", what, at=premium.payment.at, spot="BPR02")


@rule(3, PremiumEntity)
def check_items(entity: PremiumEntity) -> Iterator[Finding]:
    """RMR04 = RMR05 + ΣADX01 of the item, where the bill is told."""
    for item in entity.items:
        if item.billed_cents is not None and item.paid_cents is not None:
            yield from _check_item(item, item.billed_cents, item.paid_cents)


def _check_item(item: PremiumItem, billed: int, paid: int) -> Iterator[Finding]:
    amounts = [each.cents for each in item.adjustments]
    adjusted = sum(each for each in amounts if each is not None)
    if None not in amounts and billed + adjusted != paid:
        what = (
            f"{item.number} was billed {dollars(billed)} and adjusted by {dollars(adjusted)}, which makes {dollars(billed + adjusted)},"
            f" but RMR04 says {dollars(paid)} is paid."
        )
        yield told("SNIP3-PREMIUM-ITEM", what, at=item.at, spot="RMR04", loop=item.loop)
