"""Level 4 of BPR and TRN, which the 835 and the 820 share: how money moves calls for the accounts between which it moves."""

from collections.abc import Iterator

from superbill.x12.findings import Finding, register
from superbill.x12.objects.payments import Payment, Trace
from superbill.x12.objects.telling import told

register("""
SNIP4-BANK | error | | The accounts of an electronic payment are missing | Ask the payer for the bank fields: the payment cannot be found in the bank without them.
SNIP4-BANK-NOT-USED | warning | | Bank accounts are given for a payment that moves through none | Nothing must be done; tell the payer to leave them out.
SNIP4-PAYER-NUMBER | warning | | The payer names itself differently in BPR and TRN | Match the payment by TRN; ask the payer which number its bank sends.
""")

ELECTRONIC = frozenset(("ACH", "BOP", "FWT"))
_PAYER_BANK = {6: "payer_bank_type", 7: "payer_bank", 8: "payer_account_type", 9: "payer_account"}
_PAYEE_BANK = {12: "payee_bank_type", 13: "payee_bank", 14: "payee_account_type", 15: "payee_account"}
BANK = {**_PAYER_BANK, 10: "payer_id", **_PAYEE_BANK}
"""Elements of BPR with the bank accounts, and the fields of `Payment` that hold them."""


def check_bank(payment: Payment) -> Iterator[Finding]:
    """BPR05 to BPR15 are sent with ACH, BOP and FWT, and otherwise not: guide 005010X221A1, BPR; X12 RFI 473."""
    if payment.method in ELECTRONIC:
        missing = [f"BPR{place:02d}" for place, name in BANK.items() if not getattr(payment, name)]
        if payment.method == "ACH" and not payment.format:
            missing.insert(0, "BPR05")
        if missing:
            what = f"A payment by {payment.method} names both accounts; {', '.join(missing)} {_is(missing)} missing."
            yield told("SNIP4-BANK", what, at=payment.at, spot=missing[0])
    elif payment.method in ("CHK", "NON"):
        given = [f"BPR{place:02d}" for place, name in (_PAYER_BANK | _PAYEE_BANK).items() if getattr(payment, name)]
        if given:
            what = f"A payment by {payment.method} moves between no accounts, but {', '.join(given)} {_is(given)} sent."
            yield told("SNIP4-BANK-NOT-USED", what, at=payment.at, spot=given[0])


def _is(spots: list[str]) -> str:
    return "is" if len(spots) == 1 else "are"


def check_numbers(payment: Payment, trace: Trace) -> Iterator[Finding]:
    """BPR10 is TRN03 and BPR11 is TRN04, where both are sent: guide 005010X221A1, notes on BPR10, BPR11, TRN03 and TRN04."""
    pairs = (("BPR10", payment.payer_id, "TRN03", trace.payer_id), ("BPR11", payment.payer_supplement, "TRN04", trace.supplement))
    for spot, value, other, number in pairs:
        if value and number and value != number:
            what = f"{spot} is {value}, but {other} is {number}: the bank's line and the remittance may not find each other."
            yield told("SNIP4-PAYER-NUMBER", what, at=payment.at, spot=spot)
