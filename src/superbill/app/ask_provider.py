"""Ask the clinician: draft a query from a gap, change it, send it when nothing in it leads, or withdraw it."""

from dataclasses import dataclass, replace

from django.db.models import Max

from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note, latest_sheet, sheet_of, visit_of
from superbill.app.numbers import next_number
from superbill.app.query_steps import asked_in, first_asked, get_query, take_step, write_step
from superbill.app.save_sheet import NoNote
from superbill.app.site_terms import suggest_here
from superbill.app.wording import spoken_name
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import Evidence, Note
from superbill.claims.query import Form, Indicator, Option, Query, QueryState, YesNoReason
from superbill.coding.ask import GENERAL, query_for
from superbill.coding.queries import templates
from superbill.coding.query_lint import QueryFinding, lint_query
from superbill.coding.sections import section_at
from superbill.storage.models import NoteRecord, QueryRecord, VisitRecord

LONGEST_TEXT = 2000
MOST_OPTIONS = 14
MOST_EARLIER = 20
"""Earlier visits of the patient whose notes may be cited."""


class BadQuery(BadInput):
    """The query cannot be kept as it is."""


class QueryStopped(NotPossible):
    """Something in the query would lead or press the clinician, or a part of it is missing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A query as a coder words it: `keep` are the places of the indicators that stay (from 0), `cite` further words of the record."""

    title: str
    question: str
    options: tuple[Option, ...]
    keep: tuple[int, ...]
    form: Form = Form.CHOICE
    yes_no: YesNoReason | None = None
    cite: str = ""
    cite_visit: str = ""


@at_desk(may="ask")
def draft_query(
    desk: Desk, visit_number: str, *, code: str, gap: str = "", template: str = "", spans: tuple[tuple[int, int], ...] = ()
) -> str:
    """Draft a query about a code that the note suggests, sets aside or has on its sheet, or about words (`spans`). Returns its number.

    The same gap is not asked twice while its query is open: then that one's number is given. Raises `NotHere`, `NoNote`, `BadQuery`.
    """
    visit = get_visit(desk, visit_number, lock=True)
    row = latest_note(visit)
    if row is None:
        raise NoNote(f"Visit {visit.number} has no note yet.", todo="A query cites the words of the note: add it first.")
    if template and template != GENERAL and template not in templates():
        raise BadQuery(f"There is no template {template[:40]!r}.", todo=f"Known: {GENERAL}, {', '.join(templates())}.")
    note = Note(row.text, row.author)
    evidence, gap = _what_is_asked(desk, visit, note, code.strip().upper(), gap, spans)
    with icd10cm() as tables:
        query = query_for(
            note, code=code.strip().upper(), gap=gap, evidence=evidence, icd10cm=tables, on=visit.served_on, template=template
        )
    if open_one := _asked_already(visit, row, query):
        return open_one.number
    record = QueryRecord.objects.create(
        practice_id=desk.practice_id,
        number=f"Q{next_number(desk, 'query')}",
        visit=visit,
        note=row,
        provider=spoken_name(visit_of(visit).rendering),
        state=QueryState.DRAFT.value,
    )
    write_step(desk, record, "drafted", "", content=query)
    return record.number


def _asked_already(visit: VisitRecord, note: NoteRecord, query: Query) -> QueryRecord | None:
    rows = QueryRecord.objects.filter(visit=visit, note=note, state__in=[QueryState.DRAFT.value, QueryState.SENT.value])
    return next((row for row in rows if _key(first_asked(row)) == _key(query)), None)


def _key(query: Query) -> tuple[object, ...]:
    """What a query is about: a code and its gap; without a code, the words that it names and cites."""
    words = () if query.code else (query.title, *((one.start, one.end) for one in query.indicators))
    return query.code, query.gap, query.about, words


def _what_is_asked(
    desk: Desk, visit: VisitRecord, note: Note, code: str, gap: str, spans: tuple[tuple[int, int], ...]
) -> tuple[tuple[Evidence, ...], str]:
    """The words that the query is about, and the open point: of the suggestion, else of what was set aside, else of the sheet."""
    if spans:
        if any(not 0 <= start < end <= len(note.text) for start, end in spans):
            raise BadQuery("The note has no such words.", todo="Mark them again: the note may have changed.")
        return tuple(Evidence(start, end, note.text[start:end], section_at(note, start)) for start, end in spans), gap
    result = suggest_here(desk, note, on=visit.served_on)
    for suggestion in result.suggestions:
        if suggestion.code == code:
            return suggestion.evidence, gap or next(iter(suggestion.gaps), "")
    aside = [one for one in result.set_aside if one.code == code]
    if aside:
        chosen = next((one for one in aside if gap and gap in one.reason), aside[0])
        return (chosen.evidence,), gap or chosen.reason
    sheet = latest_sheet(visit)
    for choice in sheet_of(sheet).choices if sheet and sheet.note.text == note.text else ():
        if choice.code == code and choice.evidence:
            return choice.evidence, gap
    raise BadQuery(f"No words of the note lead to {code[:10]}.", todo="Select the words that the question is about.")


@at_desk(may="ask")
def change_query(desk: Desk, number: str, wording: Wording) -> None:
    """Word a draft anew. Raises `NotHere`, `NoSuchQueryMove`, `BadQuery`."""
    row = get_query(desk, number, lock=True)
    before = asked_in(row)
    query = _worded(row, before, wording)
    if query != before:
        take_step(desk, row, "changed", "", content=query)


def _worded(row: QueryRecord, before: Query, wording: Wording) -> Query:
    _check(wording)
    kept = tuple(one for place, one in enumerate(before.indicators) if place in wording.keep)
    return replace(
        before,
        title=" ".join(wording.title.split()),
        question=wording.question.strip(),
        options=wording.options if wording.form is not Form.OPEN else (),
        indicators=(*kept, *_cited(row, wording)),
        form=wording.form,
        yes_no=wording.yes_no if wording.form is Form.YES_NO else None,
    )


def _check(wording: Wording) -> None:
    texts = (wording.title, wording.question, wording.cite, *(option.words for option in wording.options))
    if max(map(len, texts)) > LONGEST_TEXT or len(wording.options) > MOST_OPTIONS:
        todo = f"At most {LONGEST_TEXT} characters a text and {MOST_OPTIONS} options."
        raise BadQuery("The query is too long to be read.", todo=todo)


def _cited(row: QueryRecord, wording: Wording) -> tuple[Indicator, ...]:
    """Further words of the record, found exactly as they were given. Raises `BadQuery`."""
    words = wording.cite.strip().replace("\r\n", "\n")
    if not words:
        return ()
    notes = earlier_notes(row)
    if wording.cite_visit and wording.cite_visit not in notes:
        raise BadQuery("That visit is none of this patient's earlier ones.", todo="Choose one of the list.")
    note = notes[wording.cite_visit] if wording.cite_visit else Note(row.note.text)
    start = note.text.find(words)
    if start < 0:
        raise BadQuery("The note does not have these words so.", where="further words", todo="Copy them exactly as they stand.")
    return (Indicator(start, start + len(words), words, section_at(note, start), wording.cite_visit),)


def earlier_notes(row: QueryRecord) -> dict[str, Note]:
    """The latest note of each of the last `MOST_EARLIER` earlier visits of the same patient that have one, by visit."""
    visits = VisitRecord.objects.filter(patient=row.visit.patient_id, served_on__lte=row.visit.served_on).exclude(pk=row.visit_id)
    latest = visits.annotate(last_note=Max("notes")).exclude(last_note=None).order_by("-served_on", "-pk")[:MOST_EARLIER]
    rows = NoteRecord.objects.filter(pk__in=[one.last_note for one in latest]).select_related("visit").order_by("pk")
    return {one.visit.number: Note(one.text, one.author) for one in rows}


def findings_of_query(row: QueryRecord, query: Query) -> tuple[QueryFinding, ...]:
    """What the linter says of it."""
    note = Note(row.note.text, row.note.author)
    earlier = earlier_notes(row) if any(one.visit for one in query.indicators) else {}
    with icd10cm() as tables:
        return lint_query(query, note, icd10cm=tables, on=row.visit.served_on, earlier=earlier)


@at_desk(may="ask")
def lint_wording(desk: Desk, number: str, wording: Wording | None = None) -> tuple[QueryFinding, ...]:
    """What the linter says of a query, as it is kept or as it would be worded; nothing is kept. Raises `NotHere`, `BadQuery`."""
    row = get_query(desk, number)
    query = asked_in(row)
    return findings_of_query(row, _worded(row, query, wording) if wording else query)


@at_desk(may="ask")
def send_query(desk: Desk, number: str) -> None:
    """Put the query to the clinician. Raises `QueryStopped` for what the linter stops, `NotHere`, `NoSuchQueryMove`."""
    row = get_query(desk, number, lock=True)
    stops = [finding for finding in findings_of_query(row, asked_in(row)) if finding.stops]
    if stops:
        told = " ".join(dict.fromkeys(finding.what for finding in stops))
        raise QueryStopped(f"Query {row.number} cannot be sent. {told}", todo=stops[0].todo)
    take_step(desk, row, "sent", f"Query {row.number} sent to the clinician.")


@at_desk(may="ask")
def withdraw_query(desk: Desk, number: str, *, words: str = "") -> None:
    """Take a query back that nobody answered. Raises `NotHere`, `NoSuchQueryMove`."""
    row = get_query(desk, number, lock=True)
    take_step(desk, row, "withdrawn", f"Query {row.number} withdrawn.", words=" ".join(words.split())[:LONGEST_TEXT])
