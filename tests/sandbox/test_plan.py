"""The practice payers' books: their people, contracts and rules."""

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from superbill.basics.identifiers import is_ein
from superbill.claims.people import Person
from superbill.pricing.contract import contract_from_toml
from superbill.sandbox.plan import BadPlan, NoSuchPayer, get_contract_text, load_members, load_plans, plan_from_toml
from tests.sandbox.invented import KOWALSKI, NYBERG, VANG, acme, claim, member

PLANS = load_plans()


def acme_text() -> str:
    return (files("superbill.sandbox") / "plans" / "acme1.toml").read_text("utf-8")


def test_both_payers_of_the_demo_are_there() -> None:
    assert {payer_id: plan.payer.name for payer_id, plan in PLANS.items()} == {
        "ACME1": "Acme Health Plan",
        "EVRG2": "Evergreen Mutual",
    }


@pytest.mark.parametrize("payer_id", sorted(PLANS))
def test_the_practice_can_load_the_same_contract(payer_id: str) -> None:
    contract = contract_from_toml(get_contract_text(payer_id), name=f"{payer_id}.toml")

    assert contract == contract_from_toml(get_contract_text(payer_id), name=f"{payer_id}.toml")
    assert contract.payer_id == payer_id
    assert contract.fees.rows.keys() == PLANS[payer_id].contract.fees.rows.keys()


def test_a_payer_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NoSuchPayer, match=r"'NOBODY9'.*ACME1, EVRG2"):
        get_contract_text("NOBODY9")


def test_every_payer_has_an_invented_tax_id() -> None:
    assert all(is_ein(plan.tax_id) and plan.tax_id.startswith("00") for plan in PLANS.values())
    assert len({plan.tax_id for plan in PLANS.values()}) == len(PLANS)


def test_everyone_insured_is_one_person_of_one_policy() -> None:
    people = load_members()

    assert len({(each.member_id, each.number) for each in people}) == len(people)
    assert len({each.person for each in people}) == len(people)
    assert {each.payer_id for each in people} == set(PLANS)


def test_every_dependent_has_a_policy_holder() -> None:
    dependents = [each for each in load_members() if each.relationship != "self"]

    holders = [member(each.member_id) for each in dependents]

    assert dependents
    assert all(holder.relationship == "self" and holder.number == "01" for holder in holders)


def test_nobody_begins_beyond_a_limit() -> None:
    for each in load_members():
        benefits = PLANS[each.payer_id].benefits[each.benefit_plan]
        assert each.deductible_met_cents <= benefits.deductible_cents
        assert each.deductible_met_cents <= each.out_of_pocket_met_cents <= benefits.out_of_pocket_cents


def test_the_cover_that_ended_ended_on_the_last_of_august() -> None:
    cover = member(VANG).cover

    assert date(2026, 8, 31) in cover
    assert date(2026, 9, 1) not in cover


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"first_name": "MARGARET"}, True),
        ({"last_name": "Nowak"}, True),
        ({"first_name": "Maggie"}, False),
        ({"born": date(1968, 3, 15)}, False),
    ],
)
def test_a_patient_is_known_by_policy_birthday_and_first_name(change: dict[str, object], found: bool) -> None:
    known = member(KOWALSKI)
    fields = {name: getattr(known.person, name) for name in ("last_name", "first_name", "born", "sex", "address")} | change

    sent = claim(who=replace(known, person=Person(**fields)))

    assert (acme().find_member(sent) is not None) is found


def test_people_on_one_policy_are_told_apart() -> None:
    plan = PLANS["EVRG2"]

    assert [plan.find_member(claim(who=member(NYBERG, number))) for number in ("01", "02")] == [
        member(NYBERG, "01"),
        member(NYBERG, "02"),
    ]


@pytest.mark.parametrize(("year", "met_cents"), [(2025, 0), (2026, 50000), (2027, 0)])
def test_what_was_met_counts_in_its_own_year(year: int, met_cents: int) -> None:
    assert acme().benefits_of(member(KOWALSKI), year=year).deductible_met_cents == met_cents


def test_a_payer_without_a_limit_it_needs_is_refused_by_name() -> None:
    text = acme_text().replace("timely_filing_days = 90\n", "")

    with pytest.raises(BadPlan, match=r"acme1\.toml: timely_filing_days is missing"):
        plan_from_toml(text, contract=acme().contract, members=(), name="acme1.toml")


def test_a_member_of_a_benefit_plan_that_is_not_there_is_refused() -> None:
    lost = replace(member(KOWALSKI), benefit_plan="Acme Gone")

    with pytest.raises(BadPlan, match="'Acme Gone', which has no benefits"):
        plan_from_toml(acme_text(), contract=acme().contract, members=(lost,), name="acme1.toml")


@pytest.mark.parametrize("text", ["payer_id = ", "payer_id = " + "9" * 5_000], ids=["nothing", "thousands of digits"])
def test_a_payer_file_that_is_not_toml_is_refused(text: str) -> None:
    with pytest.raises(BadPlan, match="not TOML"):
        plan_from_toml(text, contract=acme().contract, members=(), name="acme1.toml")


def test_the_rules_of_a_payer_name_procedures_that_it_has_a_price_for() -> None:
    raw = tomllib.loads(acme_text())
    priced = {code for code, _ in acme().contract.fees.rows}

    limited = set(raw["units_limit"])

    assert limited <= priced
