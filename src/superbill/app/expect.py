"""What claims should bring, by a contract and a plan's benefits. Needs no database.

Several claims share the benefits in their order: what the first uses of a deductible is used for the second.
"""

from collections.abc import Sequence

from superbill.adjudication.owe import owe
from superbill.adjudication.plan_benefits import benefits_from_toml
from superbill.claims.claim import Claim
from superbill.claims.priced import Owed
from superbill.pricing.contract import contract_from_toml
from superbill.pricing.price import price


def expect_claims(claims: Sequence[Claim], *, contract: str, benefits: str) -> tuple[Owed, ...]:
    """What payer and patient should owe for each claim. Raises `BadContract`, `BadBenefits`."""
    agreed, plan = contract_from_toml(contract, name="contract"), benefits_from_toml(benefits, name="benefits")
    owed = []
    for claim in claims:
        owed.append(owe(price(claim, agreed), plan))
        plan = owed[-1].benefits_after
    return tuple(owed)
