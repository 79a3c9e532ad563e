"""Who is treated, who treats, who pays."""

from dataclasses import dataclass
from datetime import date

from superbill.basics.days import Period


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `state` is the two-letter code, `zip_code` five or nine digits without a hyphen."""

    line1: str
    city: str
    state: str
    zip_code: str
    line2: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A patient or a subscriber. `sex` is F, M or U as the 837 has it (DMG03)."""

    last_name: str
    first_name: str
    born: date
    sex: str
    address: Address
    middle_name: str = ""

    @property
    def full_name(self) -> str:
        """First name first, for letters and pages."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class Patient:
    """A person under the number by which the practice knows them."""

    number: str
    person: Person


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays. `filing` is the claim filing indicator (SBR09), such as CI commercial or MB Medicare Part B."""

    payer_id: str
    name: str
    filing: str = "CI"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A policy as it stood: payer, member id, and who holds it.

    `relationship` is self, spouse, child or other. `subscriber` is None when the patient holds the policy.
    `period` is half-open; a policy that ends on May 31 has `until` June 1.
    """

    payer: Payer
    member_id: str
    relationship: str
    period: Period
    subscriber: Person | None = None
    group_number: str = ""
    plan_name: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A clinician who renders services, with the NUCC taxonomy of the specialty."""

    npi: str
    last_name: str
    first_name: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Practice:
    """The billing provider: who is paid. `tax_id` is the EIN, nine digits without a hyphen."""

    name: str
    npi: str
    tax_id: str
    taxonomy: str
    address: Address
    contact_name: str
    phone: str
