"""The services that the note of a visit supports, for the coder's page: what is offered, and modifiers for the lines that stand there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Max

from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note, sheet_of, visit_of
from superbill.app.suggest_services import Asked, hints_for, in_force, line_of, lines_of_sheet, services_of
from superbill.claims.note import Evidence, Note, Suggestion
from superbill.claims.visit import Service, Visit
from superbill.coding.mentions import sentences_in
from superbill.coding.procedures.service import ModifierHint, ServiceAside, ServicesFound, SuggestedService
from superbill.coding.procedures.taught import Taught, suggest_taught
from superbill.places.us.procedures.diagnoses import diagnoses_for
from superbill.places.us.procedures.modifiers.line import EarlierService
from superbill.places.us.procedures.suggest import is_of_a_visit
from superbill.storage.models import SheetRecord, VisitRecord

_GLOBAL = timedelta(days=91)
_MOST_SHEETS, _MOST_EARLIER = 500, 40


@dataclass(frozen=True, slots=True)
class HintRow:
    """A modifier that a line may need; `sure` when no question is left."""

    modifier: str
    reason: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """A suggested service as the page shows it. `key` names it in acts; `modifiers` are those that leave no question; `codes` what it is for."""

    key: str
    code: str
    name: str
    units: int
    confidence: str
    tier: str
    spans: tuple[Evidence, ...]
    why: tuple[str, ...]
    gaps: tuple[str, ...]
    modifiers: tuple[str, ...]
    hints: tuple[HintRow, ...]
    codes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class OfferedServices:
    """What the page offers, and what the note names without its being done here."""

    offers: tuple[ServiceOffer, ...] = ()
    aside: tuple[ServiceAside, ...] = ()


@dataclass(frozen=True, slots=True)
class LineHints:
    """The modifiers that a line of the sheet may need: `line` counts from 1."""

    line: int
    procedure: str
    hints: tuple[HintRow, ...]


def offered_services(desk: Desk, row: VisitRecord, note: Note | None, diagnoses: Iterable[Suggestion]) -> OfferedServices:
    """What the note of a visit supports. Inside a verb: it reads the sheets of the practice."""
    if note is None:
        return OfferedServices()
    asked, found = _asked(desk, row), _found(desk, row, note)
    lines = tuple(line_of(note, one) for one in found.suggested)
    hints = hints_for(note, lines, asked)
    near = tuple(diagnoses)
    return OfferedServices(
        tuple(_offer(note, one, more, near) for one, more in zip(found.suggested, hints, strict=True)), found.aside
    )


@at_desk(may="see")
def modifiers_of_sheet(desk: Desk, visit_number: str, *, services: tuple[Service, ...]) -> tuple[LineHints, ...]:
    """Modifiers for the lines of a sheet as it stands on the page, each with its reason; lines without any are left out. Raises `NotHere`."""
    row = get_visit(desk, visit_number)
    kept = latest_note(row)
    if kept is None or not services:
        return ()
    note = Note(kept.text, kept.author)
    lines = lines_of_sheet(note, services, _found(desk, row, note))
    hints = hints_for(note, lines, _asked(desk, row))
    return tuple(
        LineHints(at, line.procedure, tuple(_hint(one) for one in each))
        for at, (line, each) in enumerate(zip(lines, hints, strict=True), 1)
        if each
    )


def _found(desk: Desk, row: VisitRecord, note: Note) -> ServicesFound:
    """What the tables find, and what coders here chose for such words."""
    asked = _asked_of(visit_of(row))
    found = services_of(note, asked.setting)
    taught = _taught_here(desk)
    if not taught.codes:
        return found
    with in_force(asked.on) as valid:
        more = suggest_taught(
            note, taught, besides=frozenset(one.code for one in found.suggested), is_in_force=valid, leave=is_of_a_visit
        )
    return replace(found, suggested=(*found.suggested, *more))


_taught: dict[int, tuple[int, datetime, Taught]] = {}
"""By practice: the last sheet that was counted, when it was kept, and the counts; these are never changed, only replaced."""


def _taught_here(desk: Desk) -> Taught:
    """The fold over the last sheets of the practice; only those that are new since are read."""
    sheets = SheetRecord.objects.filter(practice_id=desk.practice_id)
    last, taught = 0, Taught()
    if known := _taught.get(desk.practice_id):
        last, at, taught = known
        if not sheets.filter(pk=last, at=at).exists():
            last, taught = 0, Taught()  # other books than before
    fresh = list(sheets.filter(pk__gt=last).select_related("note").order_by("-pk")[:_MOST_SHEETS])
    if not fresh:
        return taught
    taught = taught.copy()
    for record in reversed(fresh):
        taught.take(record.visit_id, Note(record.note.text), [service.procedure for service in sheet_of(record).services])
    _taught[desk.practice_id] = fresh[0].pk, fresh[0].at, taught
    return taught


def _asked(desk: Desk, row: VisitRecord) -> Asked:
    visit = visit_of(row)
    return replace(_asked_of(visit), earlier=tuple(_earlier(desk, row, visit)))


def _asked_of(visit: Visit) -> Asked:
    return Asked(visit.served_on, visit.coverage.payer.filing, visit.place_of_service, visit.rendering.taxonomy)


def _earlier(desk: Desk, row: VisitRecord, visit: Visit) -> Iterable[EarlierService]:
    """What the sheets of the patient's other visits say, of the days that a global period can reach."""
    since = visit.served_on - _GLOBAL
    others = VisitRecord.objects.filter(
        practice_id=desk.practice_id, patient_id=row.patient_id, served_on__gte=since, served_on__lte=visit.served_on
    ).exclude(pk=row.pk)
    reached = list(others.order_by("-served_on")[:_MOST_EARLIER])
    sheets = SheetRecord.objects.filter(practice_id=desk.practice_id, visit__in=reached)
    latest = sheets.filter(pk__in=sheets.values("visit").annotate(last=Max("pk")).order_by().values("last"))
    by_visit = {sheet.visit_id: sheet for sheet in latest}
    for other in reached:
        record = by_visit.get(other.pk)
        by_same = visit_of(other).rendering.npi == visit.rendering.npi
        for service in sheet_of(record).services if record else ():
            yield EarlierService(service.procedure, other.served_on, service.codes, by_same)


def _offer(note: Note, one: SuggestedService, hints: tuple[ModifierHint, ...], diagnoses: tuple[Suggestion, ...]) -> ServiceOffer:
    all_hints = {hint.modifier: hint for hint in (*hints, *one.modifiers)}
    tier = "high" if one.confidence >= 90 else "review" if one.confidence >= 50 else "low"
    modifiers = tuple(hint.modifier for hint in all_hints.values() if hint.sure)
    key = f"{one.code}-JW" if one.fact("wasted") else one.code
    return ServiceOffer(
        key, one.code, one.name, one.units, f"{one.confidence} %", tier, one.evidence, one.why, one.gaps, modifiers,
        tuple(_hint(hint) for hint in all_hints.values()), diagnoses_for(one.code, _beside(note, one), diagnoses), one.source,
    )  # fmt: skip


def _beside(note: Note, one: SuggestedService) -> tuple[tuple[int, int], ...]:
    """The stretches of the items in which the words of a service stand."""
    sentences = sentences_in(note)
    items = {sentence.item for sentence in sentences if any(sentence.start <= span.start < sentence.end for span in one.evidence)}
    return tuple((sentence.start, sentence.end) for sentence in sentences if sentence.item in items)


def _hint(hint: ModifierHint) -> HintRow:
    return HintRow(hint.modifier, re.sub(r"\s+", " ", hint.reason), hint.source, hint.sure)
