"""A practice payer's book: who it is, whom it insures, what it pays, and what it denies. Read from `plans/`.

`plans/<payer>.toml` holds the rules and the benefits, `plans/contracts/<payer>.toml` the prices, and `plans/members.toml`
the people of all of them. A payer is added by adding the first two and its people.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from superbill.adjudication.plan_benefits import benefits_from_table
from superbill.basics.days import FOREVER, Period
from superbill.basics.errors import BadInput
from superbill.basics.money import cents_from
from superbill.claims.claim import Claim
from superbill.claims.people import Address, Payer, Person
from superbill.claims.priced import Benefits
from superbill.pricing.contract import Contract, contract_from_toml

_FOLDER = files("superbill.sandbox") / "plans"
_MEMBERS = "members.toml"


class NoSuchPayer(BadInput):
    """There is no practice payer of this name."""


class BadPlan(BadInput):
    """A file of a practice payer that cannot be used."""


@dataclass(frozen=True, slots=True)
class Member:
    """One insured person. `number` tells the people on one policy apart; 01 holds it.

    The `met` amounts are what was used in `met_year` before the practice payer's first claim. `part` is the person's part
    in the demo.
    """

    payer_id: str
    member_id: str
    number: str
    relationship: str
    person: Person
    group_number: str
    benefit_plan: str
    cover: Period
    met_year: int
    deductible_met_cents: int
    out_of_pocket_met_cents: int
    part: str

    @property
    def key(self) -> str:
        """How the payer's register names this person."""
        return f"{self.member_id}/{self.number}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Each procedure in `part` is paid within any in `whole` on one day, unless it carries a modifier in `unless`."""

    whole: tuple[str, ...]
    part: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedsDiagnosis:
    """Procedures that only diagnoses with one of these beginnings support."""

    procedures: tuple[str, ...]
    diagnoses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one practice payer knows. `tax_id` is its (invented) EIN; `benefits` are by the name of the benefit plan.

    `remit_filing` is the kind of insurance as an 835 says it (CLP06), which has another list than the 837.
    """

    payer: Payer
    remit_filing: str
    tax_id: str
    address: Address
    contact_name: str
    phone: str
    bank_routing: str
    bank_account: str
    timely_filing_days: int
    correction_days: int
    contract: Contract
    benefits: Mapping[str, Benefits]
    members: tuple[Member, ...]
    bundles: tuple[Bundle, ...] = ()
    needs_diagnosis: tuple[NeedsDiagnosis, ...] = ()
    units_limit: Mapping[str, int] | None = None
    prior_authorization_for: tuple[str, ...] = ()
    injections: tuple[str, ...] = ()

    def policy(self, member_id: str) -> tuple[Member, ...]:
        """The people on a policy, whoever holds it first; empty when there is no such member id."""
        wanted = member_id.strip().upper()
        return tuple(member for member in self.members if member.member_id == wanted)

    def find_member(self, claim: Claim) -> Member | None:
        """The person on the claim's policy with the patient's date of birth and first name; None when nobody is."""
        patient = claim.patient.person
        for member in self.policy(claim.coverage.member_id):
            same_name = member.person.first_name.upper() == patient.first_name.strip().upper()
            if same_name and member.person.born == patient.born:
                return member
        return None

    def benefits_of(self, member: Member, *, year: int) -> Benefits:
        """A member's benefits in a calendar year, before anything that the practice payer has itself decided."""
        benefits = self.benefits[member.benefit_plan]
        if year != member.met_year:
            return benefits
        return replace(
            benefits,
            deductible_met_cents=min(member.deductible_met_cents, benefits.deductible_cents),
            out_of_pocket_met_cents=min(member.out_of_pocket_met_cents, benefits.out_of_pocket_cents),
        )


@cache
def load_plans() -> dict[str, Plan]:
    """Every practice payer that comes with superbill, by payer id."""
    members = _members((_FOLDER / _MEMBERS).read_text("utf-8"))
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".toml") and entry.name != _MEMBERS)
    plans = [
        plan_from_toml(
            (_FOLDER / name).read_text("utf-8"),
            contract=contract_from_toml((_FOLDER / "contracts" / name).read_text("utf-8"), name=f"contracts/{name}"),
            members=members,
            name=name,
        )
        for name in names
    ]
    return {plan.payer.payer_id: plan for plan in plans}


def load_members() -> tuple[Member, ...]:
    """Everyone whom the practice payers insure: the people that a demo's registration should agree with."""
    return _members((_FOLDER / _MEMBERS).read_text("utf-8"))


def get_contract_text(payer_id: str) -> str:
    """A practice payer's contract as TOML text, as `contract_from_toml` reads it. Raises `NoSuchPayer`."""
    if payer_id not in load_plans():
        known = ", ".join(sorted(load_plans()))
        raise NoSuchPayer(f"There is no practice payer {payer_id!r}.", todo=f"There are: {known}.")
    return (_FOLDER / "contracts" / f"{payer_id.lower()}.toml").read_text("utf-8")


def plan_from_toml(text: str, *, contract: Contract, members: tuple[Member, ...], name: str) -> Plan:
    """Read a payer's rules and benefits; `members` may hold those of other payers too. Raises `BadPlan`, `BadBenefits`."""
    try:
        raw: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise BadPlan(f"The file is not TOML: {wrong}.", where=name) from wrong
    try:
        plan = Plan(
            payer=Payer(raw["payer_id"], raw["name"], raw["filing"]),
            remit_filing=raw["remit_filing"],
            tax_id=raw["tax_id"],
            address=Address(**raw["address"]),
            contact_name=raw["contact_name"],
            phone=raw["phone"],
            bank_routing=raw["bank_routing"],
            bank_account=raw["bank_account"],
            timely_filing_days=raw["timely_filing_days"],
            correction_days=raw["correction_days"],
            contract=contract,
            benefits={key: benefits_from_table(table, name=f"{name}, benefits {key}") for key, table in raw["benefits"].items()},
            members=tuple(member for member in members if member.payer_id == raw["payer_id"]),
            bundles=tuple(Bundle(tuple(row["whole"]), tuple(row["part"]), tuple(row["unless"])) for row in raw.get("bundle", ())),
            needs_diagnosis=tuple(
                NeedsDiagnosis(tuple(row["procedures"]), tuple(row["diagnoses"])) for row in raw.get("needs_diagnosis", ())
            ),
            units_limit=raw.get("units_limit", {}),
            prior_authorization_for=tuple(raw.get("prior_authorization_for", ())),
            injections=tuple(raw.get("injections", ())),
        )
    except KeyError as missing:
        raise BadPlan(f"{missing.args[0]} is missing.", where=name, todo="Compare with the other payers' files.") from missing
    _check_benefit_plans(plan, name=name)
    return plan


def _check_benefit_plans(plan: Plan, *, name: str) -> None:
    for member in plan.members:
        if member.benefit_plan not in plan.benefits:
            raise BadPlan(
                f"Member {member.member_id} has the plan {member.benefit_plan!r}, which has no benefits.",
                where=name,
                todo=f'Add [benefits."{member.benefit_plan}"] or correct {_MEMBERS}.',
            )


def _members(text: str) -> tuple[Member, ...]:
    raw: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    return tuple(_member(row, year=raw["year"]) for row in raw["member"])


def _member(row: dict[str, Any], *, year: int) -> Member:
    until: date = row.get("until", FOREVER)
    return Member(
        payer_id=row["payer"],
        member_id=row["member_id"],
        number=row["person"],
        relationship=row["relationship"],
        person=Person(
            last_name=row["last_name"],
            first_name=row["first_name"],
            middle_name=row.get("middle_name", ""),
            born=row["born"],
            sex=row["sex"],
            address=Address(**row["address"]),
        ),
        group_number=row["group_number"],
        benefit_plan=row["plan"],
        cover=Period(row["since"], until),
        met_year=year,
        deductible_met_cents=cents_from(str(row["deductible_met"])),
        out_of_pocket_met_cents=cents_from(str(row["out_of_pocket_met"])),
        part=row["part"],
    )
