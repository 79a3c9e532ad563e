"""One box that finds visits, claims, patients, payers' numbers and payments. Practice first, as everywhere."""

from dataclasses import dataclass

from django.db.models import Q

from superbill.app.desk import Desk, at_desk
from superbill.app.wording import day, listed_name, money
from superbill.storage.models import ClaimRecord, PatientRecord, RemitRecord, VisitRecord

AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `kind` is visit, claim, patient or remit; `ref` is its number."""

    kind: str
    ref: str
    title: str
    detail: str


@at_desk(may="see")
def search(desk: Desk, words: str) -> tuple[Hit, ...]:
    """What the words may mean; the likeliest kinds first. Every word must match."""
    terms = terms_of(words)
    if not terms:
        return ()
    mine = Q(practice_id=desk.practice_id)
    hits = [*_claims(mine, terms), *_visits(mine, terms), *_patients(mine, terms), *_remits(mine, terms)]
    return tuple(hits[: AT_MOST * 2])


def terms_of(words: str) -> list[str]:
    """The words to look for; of a text that somebody dropped into the box only the beginning."""
    return words[:200].split()[:8]


def named(term: str, prefix: str = "") -> Q:
    """Those whose last or first name begins with a word; `prefix` leads from the row to the person."""
    return Q(**{f"{prefix}last_name__istartswith": term}) | Q(**{f"{prefix}first_name__istartswith": term})


def _claims(mine: Q, terms: list[str]) -> list[Hit]:
    rows = ClaimRecord.objects.filter(mine).select_related("patient")
    for term in terms:
        rows = rows.filter(Q(number__istartswith=term) | Q(payer_claim_number__iexact=term) | named(term, "patient__"))
    return [
        Hit(
            "claim",
            row.number,
            f"Claim {row.number}",
            f"{listed_name(row.patient)} · {day(row.served_on)} · {row.state}",
        )
        for row in rows.order_by("-served_on", "-number")[:AT_MOST]
    ]


def _visits(mine: Q, terms: list[str]) -> list[Hit]:
    rows = VisitRecord.objects.filter(mine, claim=None).select_related("patient")
    for term in terms:
        rows = rows.filter(Q(number__istartswith=term) | named(term, "patient__"))
    return [
        Hit(
            "visit",
            row.number,
            f"Visit {row.number}",
            f"{listed_name(row.patient)} · {day(row.served_on)} · not billed",
        )
        for row in rows.order_by("-served_on", "-number")[:AT_MOST]
    ]


def _patients(mine: Q, terms: list[str]) -> list[Hit]:
    rows = PatientRecord.objects.filter(mine)
    for term in terms:
        rows = rows.filter(Q(number__iexact=term) | named(term))
    return [
        Hit("patient", row.number, listed_name(row), f"Patient {row.number} · born {day(row.born)}")
        for row in rows.order_by("last_name", "first_name", "number")[:AT_MOST]
    ]


def _remits(mine: Q, terms: list[str]) -> list[Hit]:
    rows = RemitRecord.objects.filter(mine)
    for term in terms:
        rows = rows.filter(Q(trace__istartswith=term) | Q(payer_name__istartswith=term))
    return [
        Hit(
            "remit",
            str(row.pk),
            f"Remittance {row.trace}",
            f"{row.payer_name} · {day(row.paid_on)} · {money(row.paid_cents)} · {row.state}",
        )
        for row in rows.order_by("-paid_on", "-pk")[:AT_MOST]
    ]
