"""Benefits from TOML."""

from decimal import Decimal

import pytest

from superbill.adjudication.plan_benefits import BadBenefits, benefits_from_toml
from superbill.claims.priced import Benefits


def test_benefits_are_read_in_dollars():
    text = 'deductible = 1500\ndeductible_met = "1,499.99"\ncopay = 30.00\ncopay_procedures = ["99214"]\ncoinsurance = 0.20\nout_of_pocket = 6000.5\nout_of_pocket_met = 2100\n'

    assert benefits_from_toml(text, name="plan.toml") == Benefits(
        150000, 149999, 3000, Decimal("0.20"), 600050, 210000, ("99214",)
    )


@pytest.mark.parametrize("rate", ["0", "1", "1.00"])
def test_a_coinsurance_may_be_nothing_or_everything(rate):
    assert benefits_from_toml(f"out_of_pocket = 1\ncoinsurance = {rate}", name="plan.toml").coinsurance == Decimal(rate)


def test_what_is_left_out_is_zero():
    assert benefits_from_toml("out_of_pocket = 100", name="plan.toml") == Benefits(0, 0, 0, Decimal(0), 10000, 0, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("copay = ", "not TOML"),
        ("copay = 30", "out_of_pocket, the year's maximum, is missing"),
        ("out_of_pocket = 1\nco_pay = 30", "Unknown key co_pay"),
        ("out_of_pocket = 1\ncopay = -1", "copay is not an amount"),
        ("out_of_pocket = 1\ncopay = 1.005", "copay is not an amount"),
        ("out_of_pocket = true", "out_of_pocket is not an amount"),
        ("out_of_pocket = 1\ncoinsurance = 20", "coinsurance is not a part of one"),
        ("out_of_pocket = 1\ncoinsurance = 1.01", "coinsurance is not a part of one"),
        ("out_of_pocket = 1\ncoinsurance = true", "coinsurance is not a part of one"),
        ('out_of_pocket = 1\ncoinsurance = "some"', "coinsurance is not a part of one"),
        ("out_of_pocket = 1\nout_of_pocket_met = 1.01", "out_of_pocket_met is more"),
        ("out_of_pocket = 1\ndeductible_met = 0.01", "deductible_met is more"),
        ("out_of_pocket = 1\ncopay_procedures = [99214]", "not a list of codes"),
        ('out_of_pocket = 1\ncopay_procedures = "99214"', "not a list of codes"),
    ],
)
def test_bad_benefits_are_refused_with_the_file_and_the_reason(text, reason):
    with pytest.raises(BadBenefits, match=reason) as refused:
        benefits_from_toml(text, name="plan.toml")

    assert refused.value.where == "plan.toml"
