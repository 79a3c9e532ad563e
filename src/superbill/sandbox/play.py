"""What is played: who came, what the coder decided, what went wrong. Read from `day.toml` and the payers' list of members."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from superbill.app.visit_folder import TakenCode
from superbill.basics.days import Period
from superbill.basics.money import dollars
from superbill.claims.people import Coverage, Patient, Person
from superbill.claims.plain import from_plain
from superbill.claims.priced import Benefits
from superbill.claims.visit import Service, Visit
from superbill.sandbox.plan import Member, load_members, load_plans
from superbill.sandbox.practice import CLINICIANS, PRACTICE


@dataclass(frozen=True, slots=True)
class Correction:
    """What the coder finds on a later day: the codes and services as they should have been."""

    on: date
    code: tuple[TakenCode, ...]
    service: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One visit of the demonstration. Days that are left out have not come yet.

    `member` is member id and person; `member_id` is what the front desk typed, when that was wrong.
    """

    number: str
    story: str
    member: str
    note: str
    clinician: str
    served_on: date
    coded_on: date | None = None
    code: tuple[TakenCode, ...] = ()
    service: tuple[Service, ...] = ()
    level_why: tuple[str, ...] = ()
    member_id: str = ""
    correction: Correction | None = None
    paid_cents: int = 0
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """The whole demonstration: the practice's charges, its parts, and the days on which claims are sent and payers pay."""

    fees: str
    sends: tuple[date, ...]
    part: tuple[Part, ...]


@cache
def load_play() -> Play:
    """Read `day.toml`."""
    return from_plain(Play, tomllib.loads(files(__package__).joinpath("day.toml").read_text("utf-8")))


def note_text(name: str) -> bytes:
    """A note of the demonstration."""
    return files(__package__).joinpath("notes", f"{name}.txt").read_bytes()


def visit_of(part: Part) -> Visit:
    """The registration of a part: the member as the payer knows them, unless the front desk mistyped the member id."""
    members = {member.key: member for member in load_members()}
    member = members[part.member]
    holder = members[f"{member.member_id}/01"]
    return Visit(
        number=part.number,
        patient=Patient(patient_number(member), member.person),
        coverage=_coverage(member, holder.person, part.member_id or member.member_id),
        practice=PRACTICE,
        rendering=CLINICIANS[part.clinician],
        served_on=part.served_on,
        place_of_service="11",
    )


def _coverage(member: Member, holder: Person, member_id: str) -> Coverage:
    """Cover as the front desk wrote it down: it does not know of an end that only the payer knows."""
    return Coverage(
        payer=load_plans()[member.payer_id].payer,
        member_id=member_id,
        relationship=member.relationship,
        period=Period(member.cover.since),
        subscriber=None if member.relationship == "self" else holder,
        group_number=member.group_number,
        plan_name=member.benefit_plan,
    )


def patient_number(member: Member) -> str:
    """The practice's number of a member: their place in the list."""
    keys = [one.key for one in load_members()]
    return f"P{keys.index(member.key) + 1:04d}"


def benefits_toml(benefits: Benefits) -> str:
    """Benefits as the practice keeps them: the text that `benefits_from_toml` reads."""
    amounts = {
        "deductible": benefits.deductible_cents,
        "deductible_met": benefits.deductible_met_cents,
        "copay": benefits.copay_cents,
        "out_of_pocket": benefits.out_of_pocket_cents,
        "out_of_pocket_met": benefits.out_of_pocket_met_cents,
    }
    lines = [f'{name} = "{dollars(cents)}"' for name, cents in amounts.items()]
    procedures = ", ".join(f'"{code}"' for code in benefits.copay_procedures)
    return "\n".join([*lines, f'coinsurance = "{benefits.coinsurance}"', f"copay_procedures = [{procedures}]"]) + "\n"
