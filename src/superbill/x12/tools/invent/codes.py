"""What brings invented patients in: real codes of diagnoses and services with invented charges. Codes are facts; no titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.pieces import money, segment, table


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its code with modifiers after colons, its charge, how often, and which diagnoses it is for.

    `extra` is what a kind of claim needs beside: a revenue code, teeth, a place in the mouth.
    """

    code: str
    cents: int
    units: int = 1
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A visit or a stay: where, how old the patient is, why, what was done, and what else the claim must say."""

    name: str
    place: str
    age: int
    diagnoses: tuple[str, ...]
    services: tuple[Service, ...]
    traits: frozenset[str]

    def has(self, trait: str) -> bool:
        """Whether the claim must say it."""
        return trait in self.traits


def cases(text: str) -> tuple[Case, ...]:
    """Read the table of a kind of claim: name, place, age, diagnoses, services, traits.

    A service is written code=dollars, then `x` and the units, then `@` and what else it needs.
    """
    rows = table(text)
    return tuple(
        Case(name, place, int(age), tuple(dx.split()), tuple(map(_service, done.split())), frozenset(traits.split()))
        for name, place, age, dx, done, traits in rows
    )


def _service(text: str) -> Service:
    rest, _, extra = text.partition("@")
    code, _, rest = rest.partition("=")
    dollars, _, units = rest.partition("x")
    return Service(code, int(dollars) * 100, int(units or 1), extra)


def priced(case: Case, chance: Random) -> list[Service]:
    """The services of a case as this practice charges for them: up to a fifth more, in whole cents."""
    return [
        Service(each.code, each.cents + chance.randrange(each.cents // 5 + 1), each.units, each.extra) for each in case.services
    ]


def recent(chance: Random, *, on: date, least: int = 3) -> date:
    """A day in the two months before."""
    return on - timedelta(days=chance.randrange(least, 60))


def birth_month(chance: Random, *, age: int, on: date) -> str:
    """Year and month of somebody who is about that old, for `%(day)s` to be written after: at least two months back."""
    born = date(on.year - age - 1, chance.randrange(1, 13), 1)
    return f"{born:%Y%m}"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a payer made of a charge: paid, and the adjustments as (group, reason, cents); together they are the charge."""

    charge: int
    paid: int
    adjustments: tuple[tuple[str, str, int], ...]

    @property
    def patient_share(self) -> int:
        """What is left to the patient."""
        return sum(cents for group, _, cents in self.adjustments if group == "PR")


def decide(charge: int, chance: Random, *, deductible: bool = False) -> Decided:
    """A payment as payers make them: part is above the fee, of the rest the patient pays a share, or all (the deductible)."""
    allowed = charge * chance.choice((55, 62, 70, 78, 85)) // 100
    share = allowed if deductible else allowed * chance.choice((0, 10, 20, 20, 30)) // 100
    reason = "1" if deductible else chance.choice(("2", "3"))
    moved = [("CO", "45", charge - allowed), ("PR", reason, share)]
    return Decided(charge, allowed - share, tuple(each for each in moved if each[2]))


def adjusted(adjustments: Sequence[tuple[str, str, int]]) -> str:
    """CAS segments, one for each group of reasons."""
    groups: dict[str, list[str]] = {}
    for group, reason, cents in adjustments:
        groups.setdefault(group, []).extend((reason, money(cents), ""))
    return "".join(segment("CAS", group, *rest) for group, rest in groups.items())
