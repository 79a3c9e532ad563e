"""A clean claim of invented people, and an invented code set: what the cases of edits begin with and change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from superbill.basics.days import FOREVER, Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import Claim, Line
from superbill.claims.payer_rules import PayerRules
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider

TODAY = date(2026, 9, 18)
SERVED_ON = date(2026, 9, 14)

HOME = Address(line1="12 Birch Lane", city="Lakeside", state="WI", zip_code="53999")
PAYER = Payer(payer_id="INVENTED", name="Invented Health Plan")
RULES = PayerRules(payer=PAYER, timely_filing_days=90, correction_days=180, source="invented manual")
LINE = Line(line_no=1, procedure="99213", charge_cents=15_000, served_on=SERVED_ON, pointers=(1,))


def base_claim() -> Claim:
    """A clean claim of invented people: one office visit for one diagnosis."""
    patient = Person(last_name="Brandt", first_name="Ines", born=date(1968, 3, 2), sex="F", address=HOME)
    return Claim(
        number="V0001",
        version=1,
        patient=Patient(number="P001", person=patient),
        coverage=Coverage(payer=PAYER, member_id="INV123456", relationship="self", period=Period(date(2026, 1, 1))),
        practice=Practice(
            name="Lakeside Family Medicine",
            npi=npi_from("200000001"),
            tax_id="399999999",
            taxonomy="261QP2300X",
            address=HOME,
            contact_name="Billing",
            phone="6085550100",
        ),
        rendering=Provider(npi=npi_from("200000002"), last_name="Osei", first_name="Ama", taxonomy="207Q00000X"),
        place_of_service="11",
        diagnoses=("I10",),
        lines=(LINE,),
        created_on=TODAY,
    )


@dataclass(frozen=True)
class InventedCode:
    """A row of the invented diagnosis code set."""

    code: str
    title: str = "invented condition"
    billable: bool = True
    sex: str = ""
    ages: tuple[int, int] | None = None
    since: date = date.min
    until: date = FOREVER


@dataclass(frozen=True)
class InventedRelease:
    """The edition of the invented code set: of every day."""

    period: Period = field(default_factory=lambda: Period(date.min))


@dataclass(frozen=True)
class InventedCodes:
    """A diagnosis code set of the rows of a case."""

    rows: tuple[InventedCode, ...]
    excludes1: tuple[Mapping[str, str], ...] = ()
    code_first: tuple[Mapping[str, str], ...] = ()
    release: InventedRelease = field(default_factory=InventedRelease)

    def find(self, code: str, *, on: date) -> InventedCode | None:
        """The code as it stood on a day."""
        return next((row for row in self.rows if row.code == code and row.since <= on < row.until), None)

    def excludes1_between(self, a: str, b: str, /, *, on: date | None = None) -> str | None:
        """The note that keeps two codes apart."""
        return next((row["note"] for row in self.excludes1 if {row["one"], row["other"]} == {a, b}), None)

    def code_first_between(self, code: str, other: str, /, *, on: date | None = None) -> str | None:
        """The note that wants the other code first."""
        return next((row["note"] for row in self.code_first if (row["one"], row["other"]) == (code, other)), None)
