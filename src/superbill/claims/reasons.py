"""What kind of thing an adjustment is: agreed, required by law, the plan's cost share, an earlier payer's, or a refusal.

The ledger decides by it where an amount lands, and the denials decide by it what is a denial: a claim that was paid nothing
because of a deductible is not one. The pairs are claim adjustment group and reason codes (835, CAS01 and CAS02; X12 external
code lists 974 and 139).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What an adjustment is."""

    AGREED = "taken off by contract"
    BY_LAW = "taken off by law"
    COST_SHARE = "the patient's share under the plan"
    EARLIER_PAYER = "settled by an earlier payer"
    PATIENT = "refused, and the patient may be billed"
    REFUSED = "refused"


COST_SHARE = frozenset({"1", "2", "3", "66"})
"""With group PR, the plan working as sold: deductible, coinsurance, copay, blood deductible."""

AGREED = {
    ("CO", "24"): "covered by a fixed payment per patient",
    ("CO", "44"): "discount for paying promptly",
    ("CO", "45"): "charge above the fee schedule",
    ("CO", "59"): "reduced beside other procedures of the day",
    ("CO", "94"): "allowed more than charged (a negative amount)",
    ("CO", "131"): "discount agreed for this claim",
    ("CO", "144"): "incentive",
    ("CO", "P12"): "workers' compensation fee schedule",
}

BY_LAW = {
    ("CO", "223"): "required by a law without a code of its own",
    ("CO", "237"): "penalty in law or regulation",
    ("CO", "253"): "federal sequestration",
}


def kind_of(group: str, reason: str) -> Kind:
    """The kind of an adjustment. A pair that nobody listed is a refusal: it is looked at, never written off."""
    if group == "PR":
        return Kind.COST_SHARE if reason in COST_SHARE else Kind.PATIENT
    if (group, reason) in AGREED:
        return Kind.AGREED
    if (group, reason) in BY_LAW:
        return Kind.BY_LAW
    return Kind.EARLIER_PAYER if (group, reason) == ("OA", "23") else Kind.REFUSED
