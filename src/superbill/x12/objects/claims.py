"""What an 837 says, as people speak of it: claims with their lines, diagnoses, parties, other payers and what those paid.

One set of nouns serves professional, institutional and dental claims; what one of them does not have is empty. Money is whole
cents, None where it is absent or cannot be read (level 1 has said so); units are exact decimals. `at` is where the segment
stands. The small nouns that these are made of are in `claims_pieces.py`.
Sources: implementation guides 005010X222A1, 005010X223A2, 005010X224A2.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import (
    Adjustment,
    Amount,
    Attachment,
    Code,
    Conditions,
    Extra,
    Note,
    Party,
    Procedure,
    Reference,
    Span,
)

__all__ = [
    "Adjustment",
    "Amount",
    "Attachment",
    "Billing",
    "Claim",
    "Code",
    "Conditions",
    "Drug",
    "Extra",
    "Header",
    "Household",
    "LineAdjudication",
    "Note",
    "OtherPayer",
    "Party",
    "Patient",
    "Procedure",
    "Reference",
    "ServiceLine",
    "Span",
    "Subscriber",
    "Tooth",
]

SELF = "18"
MEDICARE = ("MA", "MB")


class Header(NamedTuple):
    """What is true of the whole set: BHT, submitter and receiver. `type` is BHT06: CH for claims, RP for encounters."""

    purpose: str = ""
    reference: str = ""
    created_on: date | None = None
    type: str = ""
    submitter: Party = Party()
    receiver: Party = Party()
    at: At = NOWHERE


class Billing(NamedTuple):
    """Loops 2000A and 2010A: who bills, and where to pay. `hl` is its HL01."""

    hl: str = ""
    provider: Party = Party()
    pay_to: Party | None = None
    pay_to_plan: Party | None = None
    taxonomy: str = ""
    currency: str = ""
    at: At = NOWHERE


class Subscriber(NamedTuple):
    """Loops 2000B and 2010B: the insured, the payer that the claim goes to, and its rank among the payers (SBR01).

    `relationship` is 18 when the patient is the subscriber, else empty; `children` is HL04; `at` is the SBR, `hl_at` the HL.
    """

    hl: str = ""
    parent: str = ""
    children: str = ""
    hl_at: At = NOWHERE
    rank: str = ""
    relationship: str = ""
    group_number: str = ""
    plan_name: str = ""
    insurance_type: str = ""
    filing: str = ""
    at: At = NOWHERE
    insured: Party = Party()
    payer: Party = Party()
    died_on: date | None = None
    pregnant: str = ""
    about_at: At = NOWHERE


class Patient(NamedTuple):
    """Loops 2000C and 2010CA: a patient who is not the subscriber. `relationship` is PAT01; `at` is the PAT, `hl_at` the HL."""

    hl: str = ""
    parent: str = ""
    hl_at: At = NOWHERE
    relationship: str = ""
    died_on: date | None = None
    pregnant: str = ""
    at: At = NOWHERE
    person: Party = Party()


class Household(NamedTuple):
    """A subscriber's level when it has ended: how many claims of the subscriber, and how many other patients, it held."""

    subscriber: Subscriber = Subscriber()
    own_claims: int = 0
    patients: int = 0


class OtherPayer(NamedTuple):
    """Loops 2320 and 2330: another payer, what it paid and why not more. `at` is the SBR."""

    rank: str = ""
    relationship: str = ""
    group_number: str = ""
    plan_name: str = ""
    insurance_type: str = ""
    filing: str = ""
    at: At = NOWHERE
    adjustments: tuple[Adjustment, ...] = ()
    amounts: tuple[Amount, ...] = ()
    assigns_benefits: str = ""
    signature_source: str = ""
    release: str = ""
    insured: Party = Party()
    payer: Party = Party()
    paid_on: Span | None = None
    providers: tuple[Party, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def id(self) -> str:
        """The payer's id (2330B NM109), which SVD01 of the lines repeats."""
        return self.payer.id

    def amount(self, kind: str) -> Amount | None:
        """D: paid; A8: not covered; EAF: what the patient still owes."""
        for each in self.amounts:
            if each.kind == kind:
                return each
        return None


class LineAdjudication(NamedTuple):
    """Loop 2430: what another payer made of a line. `bundled_into` is the LX01 of the line it was bundled into."""

    payer_id: str = ""
    paid_cents: int | None = None
    procedure: Procedure = Procedure()
    revenue: str = ""
    units: Decimal | None = None
    bundled_into: str = ""
    at: At = NOWHERE
    adjustments: tuple[Adjustment, ...] = ()
    paid_on: Span | None = None
    amounts: tuple[Amount, ...] = ()


class Drug(NamedTuple):
    """Loop 2410: a drug by its NDC, how much of it, and its prescription."""

    kind: str = ""
    code: str = ""
    at: At = NOWHERE
    quantity: str = ""
    unit: str = ""
    references: tuple[Reference, ...] = ()


class Tooth(NamedTuple):
    """TOO: a tooth of a dental line, with its surfaces."""

    number: str = ""
    surfaces: tuple[str, ...] = ()
    at: At = NOWHERE


class ServiceLine(NamedTuple):
    """Loop 2400: one service. `tag` is SV1, SV2 or SV3, and `at` where it stands; `lx_at` is the LX."""

    number: str = ""
    lx_at: At = NOWHERE
    tag: str = ""
    procedure: Procedure = Procedure()
    revenue: str = ""
    charge_cents: int | None = None
    unit: str = ""
    units: Decimal | None = None
    place_of_service: str = ""
    pointers: tuple[str, ...] = ()
    emergency: str = ""
    noncovered_cents: int | None = None
    areas: tuple[str, ...] = ()
    prosthesis: str = ""
    at: At = NOWHERE
    dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Note, ...] = ()
    conditions: tuple[Conditions, ...] = ()
    teeth: tuple[Tooth, ...] = ()
    drugs: tuple[Drug, ...] = ()
    providers: tuple[Party, ...] = ()
    adjudications: tuple[LineAdjudication, ...] = ()
    extras: tuple[Extra, ...] = ()

    def dated(self, kind: str) -> Span | None:
        """The first date of that kind; 472 is the day of service."""
        for each in self.dates:
            if each.kind == kind:
                return each
        return None

    def reference(self, kind: str) -> Reference | None:
        """The first number of that kind; 6R is the line's own."""
        for each in self.references:
            if each.kind == kind:
                return each
        return None


class Claim(NamedTuple):
    """Loop 2300 with all that stands above and below it. `patient` is None when the patient is the subscriber.

    `kind` is `P` professional, `I` institutional or `D` dental; empty when the lines do not say.
    `facility` and `facility_list` are CLM05-1 and -2: place of service (list B) or the first two digits of the bill type
    (list A); `frequency` is CLM05-3. `diagnoses` are the principal and the other ones; what else HI says is in `codes`.
    `earlier` is the number of the segment in this set where the same CLM01 stood before, or 0. `subscriber_claims` is how many
    claims of the subscriber stood before this one. `is_cut` when it had more of something than is kept in memory.
    """

    control: str = ""
    charge_cents: int | None = None
    facility: str = ""
    facility_list: str = ""
    frequency: str = ""
    signature_on_file: str = ""
    assignment: str = ""
    assigns_benefits: str = ""
    release: str = ""
    signature_source: str = ""
    causes: tuple[str, ...] = ()
    accident_state: str = ""
    accident_country: str = ""
    special_program: str = ""
    predetermination: str = ""
    delay_reason: str = ""
    at: At = NOWHERE
    earlier: int = 0
    header: Header = Header()
    billing: Billing = Billing()
    subscriber: Subscriber = Subscriber()
    patient: Patient | None = None
    subscriber_claims: int = 0
    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    stay_at: At = NOWHERE
    dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Note, ...] = ()
    conditions: tuple[Conditions, ...] = ()
    diagnoses: tuple[Code, ...] = ()
    codes: tuple[Code, ...] = ()
    providers: tuple[Party, ...] = ()
    other_payers: tuple[OtherPayer, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    extras: tuple[Extra, ...] = ()
    is_cut: bool = False
    kind: str = ""

    @property
    def is_self(self) -> bool:
        """Whether the claim stands below the subscriber, and not below a patient."""
        return self.patient is None

    @property
    def patient_party(self) -> Party:
        """The patient, whether subscriber or not."""
        return self.patient.person if self.patient else self.subscriber.insured

    def dated(self, kind: str) -> Span | None:
        """The first date of that kind, such as 439 (accident), 435 (admission), 434 (statement)."""
        for each in self.dates:
            if each.kind == kind:
                return each
        return None

    def reference(self, kind: str) -> Reference | None:
        """The first number of that kind, such as F8 (the payer's claim number) or G1 (prior authorization)."""
        for each in self.references:
            if each.kind == kind:
                return each
        return None

    def provider(self, role: str) -> Party | None:
        """The first provider or place of that role, such as 82 (rendering), 77 (facility), 71 (attending)."""
        for each in self.providers:
            if each.role == role:
                return each
        return None

    def other_payer(self, payer_id: str) -> OtherPayer | None:
        """The other payer with that id."""
        for each in self.other_payers:
            if each.id == payer_id:
                return each
        return None
