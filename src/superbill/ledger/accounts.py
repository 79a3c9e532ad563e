"""The chart of accounts, as a table: every account there is, and what a balance on it means.

Debits are positive. A practice's books here hold what patients and payers owe and have paid; wages and rent are kept elsewhere.
"""

from dataclasses import dataclass

BANK = "Assets:Cash:Bank"
CLEARING = "Assets:Cash:Clearing"
DRAWER = "Assets:Cash:Drawer"
PAYER = "Assets:Receivable:Payer"
PATIENT = "Assets:Receivable:Patient"
SUSPENSE = "Assets:Suspense:Payer"
FORWARDED = "Liabilities:Payer:Forwarded"
OVERPAYMENT = "Liabilities:Payer:Overpayment"
UNAPPLIED = "Liabilities:Patient:Unapplied"
CHARGES = "Income:Charges"
CONTRACTUAL = "Income:Adjustments:Contractual"
REGULATORY = "Income:Adjustments:Regulatory"
INTEREST = "Income:Interest"
CAPITATION = "Income:Capitation"


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `normal` is 1 when its balance is normally a debit, -1 when a credit."""

    name: str
    normal: int
    means: str


ACCOUNTS: dict[str, Account] = {
    account.name: account
    for account in (
        Account(BANK, 1, "Money that the bank has confirmed."),
        Account(
            CLEARING,
            1,
            "Money that payers have announced in remittances and the bank has not yet confirmed; below zero when it came first.",
        ),
        Account(DRAWER, 1, "Money that patients have paid, not yet taken to the bank."),
        Account(PAYER, 1, "What payers owe, including what they have denied until a person decides."),
        Account(PATIENT, 1, "What patients owe after their payer has answered."),
        Account(SUSPENSE, 1, "Money that a payer moved outside any claim for a reason that a person must look up."),
        Account(
            FORWARDED,
            -1,
            "What a payer has carried over to its next payment because this one was below zero; it will be held back then.",
        ),
        Account(OVERPAYMENT, -1, "What a payer says it has paid too much and has not yet held back or had refunded."),
        Account(UNAPPLIED, -1, "Money that patients have paid and that is not yet set against a visit."),
        Account(CHARGES, -1, "Charges at the practice's own fees."),
        Account(CONTRACTUAL, 1, "The part of the charges that a contract takes off; neither payer nor patient owes it."),
        Account(REGULATORY, 1, "The part that a law takes off, such as sequestration or a reporting penalty."),
        Account(INTEREST, -1, "Interest that payers pay for being late."),
        Account(CAPITATION, -1, "Fixed payments for having a patient on the list, outside any claim."),
    )
}
