"""The encounter: the note with its words lit, the codes beside it, and the superbill as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from superbill.app.code_tables import icd10cm
from superbill.app.decision_acts import Dismissed, dismissed
from superbill.app.decision_rows import Why
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note, latest_sheet, sheet_of, visit_of
from superbill.app.model_suggestions import model_state, quoted_here
from superbill.app.query_steps import answered_about
from superbill.app.risk import hcc_flags
from superbill.app.site_terms import suggest_here
from superbill.app.visit_services import OfferedServices, offered_services
from superbill.app.wording import day, listed_name, moment, pointers, spoken_name
from superbill.claims.note import CodeChoice, Evidence, Note, Suggestion
from superbill.claims.visit import Service, Sheet
from superbill.coding.suggest import CodingResult
from superbill.storage.models import VisitRecord


@dataclass(frozen=True, slots=True)
class NotePart:
    """A run of the note. `codes` are the codes whose evidence it is, and `kind` how it is lit: chosen, suggested, aside or plain.

    `copied` says in which earlier note of the patient the same sentence stands; empty for words of this day.
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    kind: str
    copied: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand, what they are, and in which section."""

    start: int
    end: int
    words: str
    section: str


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    """A suggested code.

    `confidence` is like `92 %`, `tier` is high, review, low, or model for what a language model quoted; `doubt` are words like “likely”,
    `hcc` its condition category.
    """

    code: str
    title: str
    confidence: str
    tier: str
    spans: tuple[Span, ...]
    why: tuple[str, ...]
    gaps: tuple[str, ...]
    doubt: str
    on_sheet: bool
    hcc: str


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A finding of the note that is not suggested, and why."""

    code: str
    title: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A code on the sheet: `pointer` is its letter on the claim; without spans no words support it."""

    pointer: str
    code: str
    title: str
    how: str
    by: str
    at: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service on the sheet, as text that the form can hold: `codes` are separated by blanks, and so are `modifiers`."""

    procedure: str
    modifiers: str
    units: str
    codes: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    """The page. `claim_number` is empty before the claim is drafted; `can_save` is false for a role that only reads.

    `answered` are beginnings of codes that a clinician's answer is about, with the query's number. `note_id` and `sheet_id`
    say which note and superbill were shown; 0 for none. `model` names the language model that may be asked; empty while none is on.
    """

    number: str
    patient: str
    patient_number: str
    born_and_sex: str
    served_on: str
    payer: str
    member_id: str
    rendering: str
    place_of_service: str
    new_patient: bool
    note_author: str
    note_received: str
    parts: tuple[NotePart, ...]
    suggested: tuple[SuggestedRow, ...]
    dismissed: tuple[Dismissed, ...]
    reasons: tuple[Why, ...]
    aside: tuple[AsideRow, ...]
    choices: tuple[ChoiceRow, ...]
    services: tuple[ServiceRow, ...]
    offered: OfferedServices
    level_why: tuple[str, ...]
    saved: str
    claim_number: str
    claim_state: str
    can_save: bool
    answered: tuple[tuple[str, str], ...]
    note_id: int
    sheet_id: int
    model: str


@at_desk(may="see")
def show_visit(desk: Desk, number: str) -> VisitPage:
    """The encounter page. Raises `NotHere`, `NoTables`."""
    row = get_visit(desk, number)
    visit, note_row, sheet_row = visit_of(row), latest_note(row), latest_sheet(row)
    note = Note(note_row.text, note_row.author) if note_row else None
    result = suggest_here(desk, note, on=visit.served_on) if note else None
    state = model_state()
    quoted = quoted_here(desk, note_row, visit, result).suggestions if note_row and result and state.is_on else ()
    sheet = sheet_of(sheet_row) if sheet_row else Sheet((), ())
    offered = offered_services(desk, row, note, result.suggestions if result else ())
    # Evidence belongs to the text it was taken from: a sheet on an older note keeps its codes, without lighting words here.
    same_note = bool(sheet_row and note_row and sheet_row.note_id == note_row.pk)
    claim, person = getattr(row, "claim", None), visit.patient.person
    rejected = dismissed(desk, row)
    return VisitPage(
        number=visit.number,
        patient=listed_name(person),
        born_and_sex=f"{day(person.born)} · {person.sex}",
        served_on=day(visit.served_on),
        payer=visit.coverage.payer.name,
        member_id=visit.coverage.member_id,
        rendering=spoken_name(visit.rendering),
        place_of_service=visit.place_of_service,
        new_patient=visit.new_patient,
        patient_number=row.patient.number,
        note_author=note.author if note else "",
        note_received=moment(note_row.received_at) if note_row else "",
        parts=_parts(note, result, sheet if same_note else None, offered, tuple(one.suggestion for one in quoted)),
        suggested=_suggested(result, sheet, {one.code for one in rejected}, visit.served_on)
        + tuple(
            replace(
                _suggested_row(one.suggestion, one.suggestion.code in {choice.code for choice in sheet.choices}, ""), tier="model"
            )
            for one in quoted
        ),
        dismissed=rejected,
        reasons=tuple(Why),
        aside=tuple(AsideRow(item.code, item.title, item.reason, _span(item.evidence)) for item in result.set_aside)
        if result
        else (),
        choices=_choices(sheet, row),
        services=tuple(_service(service) for service in sheet.services),
        offered=offered,
        level_why=sheet.level_why,
        saved=f"saved by {sheet_row.by}, {moment(sheet_row.at)}" if sheet_row else "",
        claim_number=claim.number if claim else "",
        claim_state=claim.state if claim else "",
        can_save=desk.may("code"),
        answered=answered_about(row),
        note_id=note_row.pk if note_row else 0,
        sheet_id=sheet_row.pk if sheet_row else 0,
        model=state.told if state.is_on and desk.may("code") else "",
    )


def _span(evidence: Evidence) -> Span:
    return Span(evidence.start, evidence.end, evidence.words, evidence.section)


def _suggested(result: CodingResult | None, sheet: Sheet, rejected: set[str], on: date) -> tuple[SuggestedRow, ...]:
    """What is suggested, without what was rejected: that is shown apart, with its reason."""
    taken = {choice.code for choice in sheet.choices}
    shown = [item for item in result.suggestions if item.code not in rejected] if result else []
    hccs = hcc_flags([item.code for item in shown], on=on)
    return tuple(_suggested_row(item, item.code in taken, hccs.get(item.code, "")) for item in shown)


def _suggested_row(item: Suggestion, on_sheet: bool, hcc: str) -> SuggestedRow:
    tier = "high" if item.confidence >= 90 else "review" if item.confidence >= 50 else "low"
    spans = tuple(_span(evidence) for evidence in item.evidence)
    return SuggestedRow(
        item.code, item.title, f"{item.confidence} %", tier, spans, item.why, item.gaps, item.doubt, on_sheet, hcc
    )


def _choices(sheet: Sheet, row: VisitRecord) -> tuple[ChoiceRow, ...]:
    if not sheet.choices:
        return ()
    with icd10cm() as tables:
        titles = {choice.code: found.title for choice in sheet.choices if (found := tables.find(choice.code, on=row.served_on))}
    return tuple(_choice(place, choice, titles.get(choice.code, "")) for place, choice in enumerate(sheet.choices))


def _choice(place: int, choice: CodeChoice, title: str) -> ChoiceRow:
    spans = tuple(_span(evidence) for evidence in choice.evidence)
    return ChoiceRow(pointers((place + 1,)), choice.code, title, choice.how, choice.by, moment(choice.at), spans)


def _service(service: Service) -> ServiceRow:
    return ServiceRow(service.procedure, " ".join(service.modifiers), str(service.units), " ".join(service.codes))


def _parts(
    note: Note | None, result: CodingResult | None, sheet: Sheet | None, offered: OfferedServices, quoted: tuple[Suggestion, ...]
) -> tuple[NotePart, ...]:
    """Cut the note where any lit span begins or ends, so that spans may overlap and every character is shown once."""
    if note is None:
        return ()
    lit = _lit(result, sheet)
    lit += [(span.start, span.end, one.code, "suggested") for one in offered.offers for span in one.spans]
    lit += [(span.start, span.end, one.code, "suggested") for one in quoted for span in one.evidence]
    edges = sorted({0, len(note.text), *(edge for start, end, _, _ in lit for edge in (start, end))})
    parts = []
    for start, end in pairwise(edges):
        over = [(code, kind) for first, last, code, kind in lit if first <= start and end <= last]
        kind = min((kind for _, kind in over), key=("chosen", "suggested", "aside").index, default="plain")
        parts.append(NotePart(start, end, note.text[start:end], tuple(dict.fromkeys(code for code, _ in over)), kind))
    return tuple(parts)


def _lit(result: CodingResult | None, sheet: Sheet | None) -> list[tuple[int, int, str, str]]:
    lit = [(span.start, span.end, choice.code, "chosen") for choice in sheet.choices for span in choice.evidence] if sheet else []
    if result:
        lit += [(span.start, span.end, item.code, "suggested") for item in result.suggestions for span in item.evidence]
        lit += [(item.evidence.start, item.evidence.end, item.code, "aside") for item in result.set_aside]
    return lit
