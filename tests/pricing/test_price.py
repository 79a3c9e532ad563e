"""Pricing a claim by a contract."""

from datetime import date
from decimal import Decimal

import pytest

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import Claim, Line
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.codes.fees import fees_from_csv
from superbill.pricing.contract import Contract
from superbill.pricing.price import price

DAY = date(2026, 9, 14)
HOME = Address("1 Elm St", "Lakeside", "WI", "53999")
FEES = fees_from_csv(
    "code,modifier,since,until,dollars\n"
    "99214,,2026-01-01,,128.43\n"
    "20610,,2026-01-01,,61.11\n"
    "20610,50,2026-01-01,,90.00\n"
    "71046,,2026-01-01,,50.01\n",
    name="acme-2026",
)


def claim_of(*lines: Line) -> Claim:
    npi = npi_from("200000000")
    return Claim(
        "V0001", 1, Patient("P1", Person("Moss", "Ada", date(1968, 3, 1), "F", HOME)),
        Coverage(Payer("ACME1", "Acme Health Plan"), "M1", "self", Period(date(2026, 1, 1))),
        Practice("Lakeside Family Medicine", npi, "000000001", "207Q00000X", HOME, "Bo Lee", "6085550100"),
        Provider(npi, "Reed", "Iris", "207Q00000X"), "11", ("I10",), lines, DAY,
    )  # fmt: skip


def line(procedure="99214", charge=20000, *modifiers: str, units=1, on=DAY) -> Line:
    return Line(1, procedure, charge, on, (1,), modifiers, units)


def priced(one: Line, **changes):
    terms = {"percent_of_charge": None, "lesser_of_charge": True} | changes
    contract = Contract("ACME1", "Acme 2026", FEES, **terms)
    return price(claim_of(one), contract).lines[0]


def test_a_listed_service_has_its_fee_and_says_where_it_comes_from():
    result = priced(line())

    assert result.allowed_cents == 12843
    assert result.working == ("fee 99214 on 2026-09-14: 128.43 (acme-2026, row since 2026-01-01)",)
    assert result.served_on == DAY


def test_units_multiply_the_fee():
    result = priced(line("71046", 30000, units=3))

    assert result.allowed_cents == 15003
    assert result.working[-1] == "times 3 units: 150.03"


@pytest.mark.parametrize(("charge", "allowed"), [(12844, 12843), (12843, 12843), (12842, 12842)])
def test_the_contract_never_allows_more_than_the_charge(charge, allowed):
    result = priced(line("99214", charge))

    assert result.allowed_cents == allowed
    assert ("the contract allows no more than the charge: 128.42" in result.working) == (charge == 12842)


def test_a_contract_may_allow_more_than_the_charge():
    assert priced(line("99214", 10000), lesser_of_charge=False).allowed_cents == 12843


def test_an_unlisted_service_has_no_price_without_a_rate():
    result = priced(line("99999", 10000))

    assert result.allowed_cents is None
    assert "not in acme-2026" in result.working[0]


def test_an_unlisted_service_takes_a_part_of_the_charge_rounded_half_up():
    result = priced(line("99999", 10001, units=2), percent_of_charge=Decimal("0.625"))

    assert result.allowed_cents == 6251
    assert "62.5 percent of the charge of 100.01 is 62.51" in result.working[0]


def test_a_service_before_the_table_begins_is_unlisted():
    assert priced(line(on=date(2025, 12, 31))).allowed_cents is None


def test_a_modifier_row_is_the_whole_price():
    assert priced(line("20610", 30000, "50")).allowed_cents == 9000


def test_a_modifier_rate_of_the_contract_multiplies_the_plain_fee():
    result = priced(line("71046", 30000, "50"), modifier_rates={"50": Decimal("1.5")})

    assert result.allowed_cents == 7502
    assert "modifier 50: times 1.5 (contract)" in result.working


def test_a_modifier_that_changes_payment_without_a_number_leaves_the_line_unpriced():
    result = priced(line("71046", 30000, "50"))

    assert result.allowed_cents is None
    assert "does not say by how much" in result.working[-1]


@pytest.mark.parametrize("modifier", ["25", "59", "LT", "RT", "XS"])
def test_a_modifier_that_only_informs_leaves_the_fee(modifier):
    assert priced(line("99214", 20000, modifier)).allowed_cents == 12843


def test_every_line_is_priced_for_itself():
    claim = claim_of(Line(1, "99214", 20000, DAY, (1,)), Line(2, "99999", 100, DAY, (1,)))

    result = price(claim, Contract("ACME1", "Acme 2026", FEES))

    assert (result.control, result.contract) == ("V0001-1", "Acme 2026")
    assert [(one.line_no, one.allowed_cents) for one in result.lines] == [(1, 12843), (2, None)]
