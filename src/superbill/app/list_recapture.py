"""Lasting conditions of last year's claims that this year has not: of one patient, or of all who were seen this year.

It is a list of what to look for in the chart, never a suggestion: a code is suggested only from words of a note of this year, and where a note
of this year names the condition, the row says which visit and shows the words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, get_patient, latest_note, latest_sheet, sheet_of
from superbill.app.risk import NoRiskTables, UnknownModel, open_risk
from superbill.app.site_terms import suggest_here
from superbill.app.wording import day, listed_name
from superbill.claims.claim import VOID
from superbill.claims.note import Note
from superbill.places.us.risk.categories import DEFAULT, RiskTables, payment_year
from superbill.places.us.risk.recapture import Coded, Missing, not_recaptured
from superbill.storage.models import ClaimRecord, PatientRecord, VisitRecord

__all__ = ["NoRiskTables", "UnknownModel"]  # named exceptions of the verbs below


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Where a note of this year names the condition: the visit, its day, the code that its words support, and the words."""

    visit: str
    served_on: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class RecaptureRow:
    """A lasting category of last year that this year has not: the codes it was coded with, the last claim, and notes that name it now."""

    patient: str
    name: str
    hcc: str
    title: str
    codes: tuple[str, ...]
    last_on: str
    claim: str
    named: tuple[NamedRow, ...]


@at_desk(may="see")
def recapture_of(desk: Desk, number: str, *, model: str = DEFAULT) -> tuple[RecaptureRow, ...]:
    """Of one patient, by the year of the desk's day. Raises `NotHere`, `UnknownModel`, `NoRiskTables`, `NoTables`."""
    return rows_of_patient(desk, get_patient(desk, number), model=model)


@at_desk(may="see")
def list_recapture(desk: Desk, *, model: str = DEFAULT, named: bool = False) -> tuple[RecaptureRow, ...]:
    """Of every patient who was seen this year; with `named` only what a note of this year names.

    Raises `UnknownModel`, `NoRiskTables`, `NoTables`.
    """
    seen = PatientRecord.objects.filter(visits__served_on__year=desk.on.year).distinct().order_by("number")
    rows = (row for patient in seen for row in rows_of_patient(desk, patient, model=model))
    return tuple(row for row in rows if row.named or not named)


def rows_of_patient(desk: Desk, patient: PatientRecord, *, model: str = DEFAULT) -> tuple[RecaptureRow, ...]:
    """The rows of one patient, for verbs that are inside the practice already."""
    last = tuple(_coded(patient, desk.on.year - 1))
    if not last:
        return ()
    visits = list(patient.visits.filter(served_on__year=desk.on.year).order_by("served_on", "number"))
    now = [*(one.code for one in _coded(patient, desk.on.year)), *_on_sheets(visits)]
    year = payment_year(desk.on.year)
    with open_risk(model=model, year=year, age=_age(patient.born, year), sex=str(patient.details["person"]["sex"])) as tables:
        missing = not_recaptured(last, now, tables=tables)
        named = _named(desk, visits, {one.hcc for one in missing}, tables) if missing else {}
    return tuple(_row(patient, one, named.get(one.hcc, ())) for one in missing)


def _age(born: date, year: int) -> int:
    """The age that counts in a payment year: that on its February 1. Source: CMS, risk adjustment model software."""
    return year - born.year - ((born.month, born.day) > (2, 1))


def _coded(patient: PatientRecord, year: int) -> Iterator[Coded]:
    """The diagnoses of the claims of a year, each claim as its last version has it; what was voided does not count."""
    for claim in ClaimRecord.objects.filter(patient=patient, served_on__year=year).order_by("served_on", "number"):
        version = claim.versions.order_by("-version").first()
        if version is not None and version.frequency != VOID:
            yield from (Coded(code, claim.served_on, claim.number) for code in claim_of(version).diagnoses)


def _on_sheets(visits: Iterable[VisitRecord]) -> Iterator[str]:
    """What is on superbills of this year, whether or not a claim was made of them."""
    for visit in visits:
        if sheet := latest_sheet(visit):
            yield from (choice.code for choice in sheet_of(sheet).choices)


def _named(desk: Desk, visits: Sequence[VisitRecord], missing: set[str], tables: RiskTables) -> dict[str, tuple[NamedRow, ...]]:
    """Where notes of this year support a code of a missing category; what they only suspect does not."""
    found: dict[str, list[NamedRow]] = defaultdict(list)
    for visit in visits:
        row = latest_note(visit)
        if row is None:
            continue
        for one in suggest_here(desk, Note(row.text, row.author), on=visit.served_on).suggestions:
            for hcc in missing.intersection(tables.categories(one.code.replace(".", ""))) if not one.doubt else ():
                found[hcc].append(NamedRow(visit.number, day(visit.served_on), one.code, one.evidence[0].words))
    return {hcc: tuple(rows) for hcc, rows in found.items()}


def _row(patient: PatientRecord, one: Missing, named: tuple[NamedRow, ...]) -> RecaptureRow:
    latest = one.last[0]
    codes = tuple(dict.fromkeys(each.code for each in one.last))
    return RecaptureRow(patient.number, listed_name(patient), one.hcc, one.title, codes, day(latest.on), latest.claim, named)
