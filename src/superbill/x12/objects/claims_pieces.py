"""The small nouns that claims are made of: numbers, days, amounts, reasons, codes, services, parties.

Named tuples, because many are made: they cost a fifth of a frozen dataclass and cannot be changed either. Money is whole cents,
None where it is absent or cannot be read (level 1 has said so). `at` is where the segment stands.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At

PERSON, ORGANIZATION = "1", "2"


class Reference(NamedTuple):
    """REF: a number with its kind; `payer_id` when it is for one payer only (REF04)."""

    kind: str = ""
    number: str = ""
    payer_id: str = ""
    at: At = NOWHERE


class Span(NamedTuple):
    """DTP: a day (`first` = `last`), a range of days, or only a time; days are None where they cannot be read."""

    kind: str = ""
    format: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None
    at: At = NOWHERE


class Amount(NamedTuple):
    """AMT: money with its kind."""

    kind: str = ""
    cents: int | None = None
    at: At = NOWHERE


class Adjustment(NamedTuple):
    """One reason of a CAS; a positive amount lowers what was paid. `element` is that of the reason."""

    group: str = ""
    reason: str = ""
    cents: int | None = None
    quantity: str = ""
    element: int = 2
    at: At = NOWHERE


class Attachment(NamedTuple):
    """PWK: what goes with the claim, how it is sent, and the number by which it is found."""

    kind: str = ""
    way: str = ""
    control: str = ""
    at: At = NOWHERE


class Note(NamedTuple):
    """NTE: a note in words."""

    kind: str = ""
    text: str = ""
    at: At = NOWHERE


class Conditions(NamedTuple):
    """CRC: conditions that are met or not met."""

    category: str = ""
    answer: str = ""
    codes: tuple[str, ...] = ()
    at: At = NOWHERE


class Code(NamedTuple):
    """One code of an HI, with what is told of it: `text` is its day or period, `present` whether it was there on admission.

    `list` says which code list (ABK, ABF, BE, …); `element` is that of the HI, which diagnosis pointers count from 1.
    """

    list: str = ""
    code: str = ""
    text: str = ""
    cents: int | None = None
    present: str = ""
    element: int = 0
    at: At = NOWHERE


class Extra(NamedTuple):
    """A segment that has no noun of its own: its place, such as `2300.CN1`, and its elements, the name first."""

    place: str = ""
    elements: tuple[str, ...] = ()
    at: At = NOWHERE


class Procedure(NamedTuple):
    """A service as SV1, SV2, SV3 and SVD name it."""

    kind: str = ""
    code: str = ""
    modifiers: tuple[str, ...] = ()
    description: str = ""


class Party(NamedTuple):
    """NM1 with what follows it: somebody who has a part in the claim, a person or an organisation.

    `role` is NM101, such as 85 (billing provider), IL (insured), QC (patient), PR (payer), 82 (rendering provider).
    An organisation has its whole name in `last_name`.
    """

    role: str = ""
    type: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    prefix: str = ""
    suffix: str = ""
    id_type: str = ""
    id: str = ""
    at: At = NOWHERE
    loop: str = ""
    street: tuple[str, ...] = ()
    street_at: At = NOWHERE
    city: str = ""
    state: str = ""
    zip_code: str = ""
    country: str = ""
    city_at: At = NOWHERE
    born: date | None = None
    sex: str = ""
    born_at: At = NOWHERE
    taxonomy: str = ""
    references: tuple[Reference, ...] = ()
    contacts: tuple[tuple[str, ...], ...] = ()

    @property
    def is_person(self) -> bool:
        """NM102 = 1."""
        return self.type == PERSON

    @property
    def npi(self) -> str:
        """The NPI; empty when another id or none is given."""
        return self.id if self.id_type == "XX" else ""

    @property
    def name(self) -> str:
        """The name as it is read aloud."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name, self.suffix) if part)

    def reference(self, kind: str) -> Reference | None:
        """The first number of that kind."""
        for each in self.references:
            if each.kind == kind:
                return each
        return None


def total(adjustments: Iterable[Adjustment]) -> int | None:
    """The sum of adjustments; None when one of them cannot be read."""
    cents = 0
    for each in adjustments:
        if each.cents is None:
            return None
        cents += each.cents
    return cents


def plus(sum_: int | None, cents: int | None) -> int | None:
    """A running total; None from the first amount on that cannot be read."""
    return None if sum_ is None or cents is None else sum_ + cents
