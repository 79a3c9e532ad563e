"""The patient's statement as a tagged PDF: what was done, what the insurance paid, what is left to pay and why.

Laid out by `statement.typ` with the fonts that typst brings, so that the same statement gives the same bytes on every
machine. Nothing typed by a person is ever read as typst markup: the text travels as JSON. The PDF meets PDF/UA-1 (ISO 14289-1).

The address stands where the window of a No. 10 envelope shows it when the sheet is folded in three.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from importlib.resources import files

from superbill.basics.errors import NotPossible
from superbill.basics.money import dollars
from superbill.claims.people import Address, Patient, Person, Practice

BUCKETS = ("0–30 days", "31–60 days", "61–90 days", "91–120 days", "over 120 days")
_LAST_DAYS = (30, 60, 90, 120)


class StatementNotSet(NotPossible):
    """The statement cannot be laid out; in practice, because a name holds a letter that the fonts do not have."""


class ShareKind(StrEnum):
    """Why an amount is the patient's; the value is what the statement says."""

    DEDUCTIBLE = "deductible"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    NOT_COVERED = "not covered"
    OTHER = "other"


_KIND = {"1": ShareKind.DEDUCTIBLE, "2": ShareKind.COINSURANCE, "3": ShareKind.COPAY, "66": ShareKind.DEDUCTIBLE}
_NOT_COVERED = frozenset({"49", "50", "55", "96", "119", "167", "204"})

_MEANS = {
    ShareKind.DEDUCTIBLE: "the part of a year's care that you pay yourself before your plan begins to pay.",
    ShareKind.COINSURANCE: "your part of the cost of a service after the deductible is met.",
    ShareKind.COPAY: "a fixed amount that your plan sets for a visit.",
    ShareKind.NOT_COVERED: "a service that your plan does not pay for.",
    ShareKind.OTHER: "an amount that your insurance left to you for another reason; please ask us about it.",
}


def share_kind(reason: str) -> ShareKind:
    """The kind of share for a claim adjustment reason of group PR (patient responsibility)."""
    return _KIND.get(reason, ShareKind.NOT_COVERED if reason in _NOT_COVERED else ShareKind.OTHER)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the patient's share, and why."""

    kind: ShareKind
    cents: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One service. `charge = insurance_paid + adjusted + pending + shares`; `pending` still waits for the insurance.

    `service` is a code number with its modifiers, such as `20610-LT`; no descriptor is printed.
    """

    service: str
    charge_cents: int
    insurance_paid_cents: int
    adjusted_cents: int
    shares: tuple[Share, ...] = ()
    pending_cents: int = 0

    def __post_init__(self) -> None:
        parts = self.insurance_paid_cents + self.adjusted_cents + self.pending_cents + self.share_cents
        assert self.charge_cents == parts, "the parts make the charge"

    @property
    def share_cents(self) -> int:
        """What this service leaves to the patient."""
        return sum(share.cents for share in self.shares)


@dataclass(frozen=True, slots=True)
class StatementPayment:
    """What the patient has paid for a visit; `method` is a word such as card."""

    on: date
    method: str
    cents: int


@dataclass(frozen=True, slots=True)
class StatementVisit:
    """One visit with its services and the patient's payments for it."""

    served_on: date
    clinician: str
    payer_name: str
    lines: tuple[StatementLine, ...]
    payments: tuple[StatementPayment, ...] = ()
    claim_number: str = ""

    @property
    def due_cents(self) -> int:
        """The patient's share less what was paid; below zero when too much was paid."""
        return sum(line.share_cents for line in self.lines) - sum(payment.cents for payment in self.payments)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to one patient.

    `recipient` gets the letter when it is not the patient, such as a parent. `unapplied_cents` are payments not yet set
    against a visit. `pay_online` is an address to show, if the practice has one. A `demo` statement says that nobody owes it.
    """

    number: str
    on: date
    due_on: date
    practice: Practice
    patient: Patient
    visits: tuple[StatementVisit, ...]
    recipient: Person | None = None
    unapplied_cents: int = 0
    pay_online: str = ""
    demo: bool = False

    @property
    def due_cents(self) -> int:
        """What there is to pay; zero or below when there is nothing."""
        return sum(visit.due_cents for visit in self.visits) - self.unapplied_cents

    @property
    def aging_cents(self) -> tuple[int, ...]:
        """What is due by its age from the day of service to the day of the statement, in the order of `BUCKETS`."""
        cents = [0] * len(BUCKETS)
        for visit in self.visits:
            age_days = (self.on - visit.served_on).days
            cents[sum(age_days > last for last in _LAST_DAYS)] += visit.due_cents
        return tuple(cents)


def statement_pdf(statement: Statement) -> bytes:
    """Lay the statement out as a PDF/UA-1 file. The same statement gives the same bytes. Raises `StatementNotSet`."""
    import typst  # heavy, and only needed here

    day = datetime.combine(statement.on, time(), tzinfo=UTC)
    try:
        return bytes(
            typst.compile(
                _layout(),
                format="pdf",
                ignore_system_fonts=True,
                sys_inputs={"statement": json.dumps(_cells(statement), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=day,
            )
        )
    except typst.TypstError as wrong:
        raise StatementNotSet(
            f"Statement {statement.number} could not be laid out.",
            todo="Look for unusual characters in the names and addresses of patient, clinician and practice.",
        ) from wrong


@cache
def _layout() -> bytes:
    return files(__package__).joinpath("statement.typ").read_bytes()


def _cells(statement: Statement) -> dict[str, object]:
    """Everything the layout shows, as text."""
    practice, person = statement.practice, statement.patient.person
    recipient = statement.recipient or person
    due_cents = statement.due_cents
    return {
        "title": f"Statement {statement.number}, {practice.name}",
        "number": statement.number,
        "on": _day(statement.on),
        "date": [statement.on.year, statement.on.month, statement.on.day],
        "due_on": _day(statement.due_on),
        "practice": {
            "name": practice.name,
            "phone": _phone(practice.phone),
            "contact": practice.contact_name,
            "address": _address(practice.address),
        },
        "recipient": [recipient.full_name, *_address(recipient.address)],
        "patient": person.full_name,
        "account": statement.patient.number,
        "visits": [_visit_cells(visit) for visit in statement.visits],
        "due": _money(max(due_cents, 0)),
        "owes": due_cents > 0,
        "credit": _money(-due_cents) if due_cents < 0 else "",
        "unapplied": _money(-statement.unapplied_cents) if statement.unapplied_cents else "",
        "aging": [{"label": label, "cents": _money(cents)} for label, cents in zip(BUCKETS, statement.aging_cents, strict=True)],
        "means": _means(statement),
        "pay_online": statement.pay_online,
        "pending": any(line.pending_cents for visit in statement.visits for line in visit.lines),
        "demo": statement.demo,
    }


def _visit_cells(visit: StatementVisit) -> dict[str, object]:
    lines = visit.lines
    return {
        "on": _day(visit.served_on),
        "clinician": visit.clinician,
        "payer": visit.payer_name,
        "claim": visit.claim_number,
        "lines": [
            {
                "service": f"Service {line.service}",
                "cells": [
                    _money(line.charge_cents),
                    _money(-line.insurance_paid_cents),
                    _money(-line.adjusted_cents),
                    _money(line.share_cents),
                ],
                "why": [f"{share.kind.value} {_money(share.cents)}" for share in line.shares],
                "pending": _money(line.pending_cents) if line.pending_cents else "",
            }
            for line in lines
        ],
        "totals": [
            _money(sum(line.charge_cents for line in lines)),
            _money(-sum(line.insurance_paid_cents for line in lines)),
            _money(-sum(line.adjusted_cents for line in lines)),
            _money(sum(line.share_cents for line in lines)),
        ],
        "payments": [
            {"label": f"You paid by {payment.method} on {_day(payment.on)}", "cents": _money(-payment.cents)}
            for payment in visit.payments
        ],
        "due": _money(visit.due_cents),
    }


def _means(statement: Statement) -> list[dict[str, str]]:
    """The words of the statement that need explaining, and only those that stand on it."""
    used = {share.kind for visit in statement.visits for line in visit.lines for share in line.shares}
    return [{"word": kind.value.capitalize(), "means": text} for kind, text in _MEANS.items() if kind in used]


def _address(address: Address) -> list[str]:
    zip_code = address.zip_code if len(address.zip_code) <= 5 else f"{address.zip_code[:5]}-{address.zip_code[5:]}"
    return [line for line in (address.line1, address.line2, f"{address.city}, {address.state} {zip_code}") if line]


def _phone(digits: str) -> str:
    plain = "".join(digit for digit in digits if digit.isdigit())
    return f"({plain[:3]}) {plain[3:6]}-{plain[6:]}" if len(plain) == 10 else digits


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _money(cents: int) -> str:
    """Dollars with a true minus sign; zero has none."""
    return f"−${dollars(-cents)}" if cents < 0 else f"${dollars(cents)}"
