"""Contracts from TOML."""

from decimal import Decimal

import pytest

from superbill.codes.fees import BadFeeTable, fees_from_csv
from superbill.pricing.contract import BadContract, contract_from_toml

FEES = "code,modifier,since,until,dollars\n99214,,2026-01-01,,128.43\n"
HEAD = 'payer_id = "ACME1"\nname = "Acme 2026"\n'
INLINE = f'fees = """\n{FEES}"""\n'


def test_a_contract_holds_its_own_fees():
    contract = contract_from_toml(
        HEAD + INLINE + 'percent_of_charge = "0.60"\n[modifier_rates]\n50 = 1.5\nas = "0.136"\n', name="acme.toml"
    )

    assert (contract.payer_id, contract.name, len(contract.fees)) == ("ACME1", "Acme 2026", 1)
    assert contract.percent_of_charge == Decimal("0.60")
    assert contract.modifier_rates == {"50": Decimal("1.5"), "AS": Decimal("0.136")}
    assert contract.lesser_of_charge


@pytest.mark.parametrize("rate", ["0", "1", "10"])
def test_a_rate_may_be_anything_from_nothing_to_ten_times(rate):
    assert contract_from_toml(HEAD + INLINE + f"percent_of_charge = {rate}", name="a").percent_of_charge == Decimal(rate)


def test_a_contract_may_name_a_fee_table():
    table = fees_from_csv(FEES, name="acme-2026")

    contract = contract_from_toml(
        HEAD + 'fee_table = "acme-2026"\nlesser_of_charge = false\n', name="a", fee_tables={"acme-2026": table}
    )

    assert contract.fees is table
    assert contract.percent_of_charge is None
    assert not contract.lesser_of_charge


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("payer_id = ", "not TOML"),
        ("a = " + "9" * 5_000, "not TOML"),
        (HEAD + INLINE + 'percnt = "0.6"', "Unknown key percnt"),
        ('name = "A"\n' + INLINE, "payer_id is missing"),
        (HEAD + "source = 7\n" + INLINE, "source is missing or is not text"),
        (HEAD, "needs its fees once"),
        (HEAD + INLINE + 'fee_table = "x"', "needs its fees once"),
        (HEAD + 'fee_table = "x"', "no fee table 'x'"),
        (HEAD + INLINE + "percent_of_charge = 60", "percent_of_charge is not a rate"),
        (HEAD + INLINE + "percent_of_charge = 10.01", "percent_of_charge is not a rate"),
        (HEAD + INLINE + "percent_of_charge = true", "percent_of_charge is not a rate"),
        (HEAD + INLINE + "percent_of_charge = nan", "percent_of_charge is not a rate"),
        (HEAD + INLINE + 'percent_of_charge = "much"', "percent_of_charge is not a rate"),
        (HEAD + INLINE + "lesser_of_charge = 1", "not true or false"),
        (HEAD + INLINE + "modifier_rates = 1", "modifier_rates is not a table"),
        (HEAD + INLINE + "[modifier_rates]\n50 = -1", "modifier_rates.50 is not a rate"),
    ],
)
def test_a_bad_contract_is_refused_with_the_file_and_the_reason(text, reason):
    with pytest.raises(BadContract, match=reason) as refused:
        contract_from_toml(text, name="acme.toml")

    assert refused.value.where == "acme.toml"


def test_a_bad_fee_row_is_refused_with_its_line():
    with pytest.raises(BadFeeTable) as refused:
        contract_from_toml(HEAD + INLINE.replace("128.43", "much"), name="acme.toml")

    assert refused.value.where == "acme.toml, fees, line 2"
