"""What the edits are measured on: claims of ten lines of invented people, and dated tables as large as the published ones.

Seeded: the same every time. Codes of procedures are invented numbers of the right shape; diagnoses are those of the code set that comes
with the program. A practice uses few codes often, so codes are drawn with weights that fall with their rank.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from superbill.basics.days import FOREVER, Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import Claim, Line
from superbill.claims.payer_rules import PayerRules
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.edits.conditions import Row
from superbill.edits.packed import save

PAIRS, LIMITS, ARTICLES, LISTED = 2_000_000, 15_000, 400, 1_000
"""Rows of NCCI pairs, codes with a unit limit, articles, and diagnoses that each article lists: 400,000 rows."""
SINCE, TODAY = date(2026, 1, 1), date(2026, 10, 15)
FILINGS = {"MCARE": "MB", "BLUES": "BL", "COMMA": "CI", "COMMB": "CI", "CAIDA": "MC", "PLANH": "HM"}
MODIFIERS = ("", "", "", "", "", "", "25", "59", "LT", "RT", "XS", "GP", "26", "50")
KEYS = {
    "ncci_pair": ("whole", "part"),
    "mue": ("procedure",),
    "coverage_article": ("code", "state"),
    "coverage_diagnosis": ("list", "code"),
    "place_of_service": ("code",),
}
"""The tables that are made, with the columns by which the edits ask them."""


@dataclass(frozen=True)
class Made:
    """Everything that is drawn. `diagnoses` are codes with their dots."""

    diagnoses: tuple[str, ...]
    seed: int = 5

    @cached_property
    def procedures(self) -> tuple[str, ...]:
        """As many codes as have a limit, the commonest first."""
        return tuple(f"{number:05d}" for number in self._chance("codes").sample(range(10_000, 100_000), LIMITS))

    @cached_property
    def common(self) -> tuple[str, ...]:
        """As many diagnoses as there are procedures, the commonest first: those that claims have."""
        return tuple(self._chance("diagnoses").sample(self.diagnoses, LIMITS))

    @cached_property
    def payers(self) -> dict[str, PayerRules]:
        """The rules of each payer by its id."""
        return {
            name: PayerRules(
                payer=Payer(payer_id=name, name=name.title(), filing=filing),
                timely_filing_days=days,
                correction_days=365,
                source="invented",
            )
            for (name, filing), days in zip(FILINGS.items(), (365, 180, 90, 90, 365, 120), strict=True)
        }

    def _chance(self, what: str) -> random.Random:
        return random.Random(f"{self.seed} {what}")  # noqa: S311  (nothing here is secret)

    # --- tables

    def table(self, name: str) -> Iterator[Row]:
        """The rows of a table."""
        chance = self._chance(name)
        match name:
            case "ncci_pair":
                yield from self._pairs(chance)
            case "mue":
                for code in self.procedures:
                    yield {
                        "procedure": code,
                        "most": chance.choice((1, 1, 2, 3, 4, 10)),
                        "mai": chance.choice((1, 2, 3, 3)),
                        **_held(SINCE),
                    }
            case "coverage_article":
                for number in range(ARTICLES):
                    for code in chance.sample(self.procedures, 10):
                        yield _article(number, code)
            case "coverage_diagnosis":
                for number in range(ARTICLES):
                    for code in chance.sample(self.diagnoses, LISTED):
                        listed = {"list": f"A{number}/1", "code": code, "covered": True, "condition": False, "told": ""}
                        yield listed | _held(date(2020, 1, 1))
            case _:
                yield from ({"code": place, **_held(date(1990, 1, 1))} for place in ("11", "21", "22", "23", "02", "10"))

    def _pairs(self, chance: random.Random) -> Iterator[Row]:
        """Every code stands with as many others, as the published file has it for the codes of one part of the body."""
        each = PAIRS // LIMITS + 1
        for whole in self.procedures:
            for part in chance.sample(self.procedures, each):
                ended = chance.random() < 0.3
                days = {"since": date(2010, 1, 1), "until": date(2020, 1, 1)} if ended else _held(date(2015, 1, 1))
                yield {"whole": whole, "part": part, "modifier_indicator": "1" if chance.random() < 0.7 else "0", **days}

    def save(self, folder: Path) -> None:
        """Write every table as a packed file; what is there already stays."""
        for name, key in KEYS.items():
            path = folder / f"{name}.packed"
            if not path.exists():
                with path.open("wb") as file:
                    save(file, self.table(name), key=key)

    # --- claims

    def claims(self, count: int) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
        """Claims of ten lines, each with three that were sent before for the same patient."""
        chance = self._chance("claims")
        weights = list(accumulate(1 / (rank + 20) for rank in range(LIMITS)))
        for number in range(count):
            claim = self._claim(chance, weights, number)
            earlier = tuple(
                replace(self._claim(chance, weights, number), number=f"E{number}-{nth}", patient=claim.patient)
                for nth in range(3)
            )
            yield claim, earlier

    def _claim(self, chance: random.Random, weights: list[float], number: int) -> Claim:
        payer = chance.choice(list(self.payers.values())).payer
        served = date(2026, 9, 1) + timedelta(days=chance.randrange(28))
        diagnoses = tuple(dict.fromkeys(chance.choices(self.common, cum_weights=weights, k=chance.randint(2, 8))))
        lines = tuple(
            Line(
                line_no=line_no,
                procedure=chance.choices(self.procedures, cum_weights=weights)[0],
                charge_cents=chance.randrange(2_000, 90_000),
                served_on=served + timedelta(days=chance.choice((0, 0, 0, 1))),
                pointers=tuple(sorted(chance.sample(range(1, len(diagnoses) + 1), min(2, len(diagnoses))))),
                modifiers=tuple(filter(None, (chance.choice(MODIFIERS),))),
                units=chance.choice((1, 1, 1, 2)),
            )
            for line_no in range(1, 11)
        )
        return replace(_blank(payer), number=f"C{number}", diagnoses=diagnoses, lines=lines, patient=_patient(chance, number))


def _held(since: date) -> dict[str, date]:
    return {"since": since, "until": FOREVER}


def _article(number: int, code: str) -> Row:
    said = {"article": f"A{50_000 + number}", "bills": "", "has_list": True, "asks_two": False}
    return {"code": code, "state": "WI", "lists": f"A{number}/1", "kind": "P", **said, **_held(date(2020, 1, 1))}


_HOME = Address(line1="12 Birch Lane", city="Lakeside", state="WI", zip_code="53999")


def _patient(chance: random.Random, number: int) -> Patient:
    born, sex = date(1935, 1, 1) + timedelta(days=chance.randrange(30_000)), chance.choice("FM")
    return Patient(number=f"P{number}", person=Person(last_name="Invented", first_name="Ines", born=born, sex=sex, address=_HOME))


def _blank(payer: Payer) -> Claim:
    """A claim without its patient's own, its diagnoses and its lines."""
    return Claim(
        number="",
        version=1,
        patient=_patient(random.Random(1), 0),  # noqa: S311  (nothing here is secret)
        coverage=Coverage(payer=payer, member_id="INV123456", relationship="self", period=Period(date(2025, 1, 1))),
        practice=Practice(
            name="Lakeside Clinic", npi=npi_from("200000001"), tax_id="399999999", taxonomy="261QP2300X", address=_HOME,
            contact_name="Billing", phone="6085550100",
        ),
        rendering=Provider(npi=npi_from("200000002"), last_name="Osei", first_name="Ama", taxonomy="207Q00000X"),
        place_of_service="11",
        diagnoses=("I10",),
        lines=(),
        created_on=TODAY,
    )  # fmt: skip


def payer_predicates(count: int) -> Iterator[dict[str, str]]:
    """The words of edits that one payer each asks for: its code, whom it is about, and when."""
    for number in range(count):
        code = 10_000 + 7 * number
        yield {
            "code": f"PAY-{number:03d}",
            "about": f"payer_id = 'PAYER{number // 5}'" if number % 20 else f"payer_id = '{list(FILINGS)[number // 20 % 6]}'",
            "when": f"procedure IN ('{code}', '{code + 1}') AND units > {number % 4} AND NOT has(modifiers, '25', '59')",
        }
