"""One query as a page: what is asked and why, what the linter says, the answers, and what changed on the superbill after them."""

from dataclasses import dataclass
from datetime import datetime

from superbill.app.ask_provider import earlier_notes, findings_of_query
from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk, at_desk
from superbill.app.find import latest_note, sheet_of
from superbill.app.list_queries import spoken
from superbill.app.query_steps import answers_in, asked_in, get_query, moments_of
from superbill.app.suggest_codes import suggest_codes
from superbill.app.wording import day, listed_name, moment
from superbill.claims.note import Note
from superbill.claims.query import NEXT_QUERY, Indicator, Option, Query, QueryState
from superbill.coding.query_lint import QueryFinding
from superbill.storage.models import QueryRecord, SheetRecord, VisitRecord

SPOKEN = {
    "drafted": "drafted", "changed": "worded anew", "sent": "sent to the clinician", "answered": "answered",
    "closed": "closed", "withdrawn": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that happened to the query."""

    what: str
    by: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer: `by` gave it; `entered_by` is empty when it is the same person."""

    chosen: tuple[str, ...]
    words: str
    by: str
    entered_by: str
    at: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code on the superbill before or after the answer: `how` is kept, added or removed."""

    code: str
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class LedTo:
    """A code that the answer names or that its option leads to; a heading is no code yet. `on_sheet`: the superbill has it."""

    code: str
    title: str
    billable: bool
    on_sheet: bool


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The page. For the clinician the coder's part (`code`, `gap`, `findings`, `led_to`, `changes`, the words of `steps`) is empty."""

    number: str
    state: str
    visit: str
    patient: str
    served_on: str
    provider: str
    title: str
    question: str
    form: str
    yes_no: str
    indicators: tuple[Indicator, ...]
    options: tuple[Option, ...]
    code: str
    gap: str
    about: str
    findings: tuple[QueryFinding, ...]
    answers: tuple[AnswerRow, ...]
    led_to: tuple[LedTo, ...]
    changes: tuple[CodeChange, ...]
    steps: tuple[StepRow, ...]
    turnaround: str
    note_came_again: bool
    earlier_visits: tuple[str, ...]
    moves: tuple[str, ...]


@at_desk(may="see")
def show_query(desk: Desk, number: str) -> QueryPage:
    """The query page. Raises `NotHere`."""
    row = get_query(desk, number)
    query, is_coder = asked_in(row), desk.may("ask")
    steps = list(row.steps.order_by("pk"))
    at = moments_of(steps)
    now = latest_note(row.visit)
    return QueryPage(
        number=row.number,
        state=row.state,
        visit=row.visit.number,
        patient=listed_name(row.visit.patient),
        served_on=day(row.visit.served_on),
        provider=row.provider,
        title=query.title,
        question=query.question,
        form=query.form.value,
        yes_no=query.yes_no.value if query.yes_no else "",
        indicators=query.indicators,
        options=query.options if is_coder else tuple(Option(one.words, one.kind) for one in query.options),
        code=query.code if is_coder else "",
        gap=query.gap if is_coder else "",
        about=query.about,
        findings=findings_of_query(row, query) if is_coder and row.state == QueryState.DRAFT.value else (),
        answers=_answers(row),
        led_to=_led_to(row, query) if is_coder else (),
        changes=_changes(row, at.answered, at.ended) if is_coder and at.answered else (),
        steps=tuple(StepRow(SPOKEN[step.event], step.by, moment(step.at), step.words if is_coder else "") for step in steps),
        turnaround=spoken(at.turnaround) if at.turnaround is not None else "",
        note_came_again=bool(now and now.pk != row.note_id),
        earlier_visits=tuple(earlier_notes(row)) if is_coder and row.state == QueryState.DRAFT.value else (),
        moves=_moves(desk, row),
    )


def _moves(desk: Desk, row: QueryRecord) -> tuple[str, ...]:
    """What this person may do with it now: changed, sent, answered, closed, withdrawn."""
    return tuple(event for event in NEXT_QUERY[QueryState(row.state)] if desk.may("answer" if event == "answered" else "ask"))


def _answers(row: QueryRecord) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(answer.chosen, answer.words, answer.by, step.by if step.by != answer.by else "", moment(step.at))
        for answer, step in answers_in(row)
    )


def _led_to(row: QueryRecord, query: Query) -> tuple[LedTo, ...]:
    """The codes of the chosen options, then what the answer's own words name."""
    answers = [answer for answer, _ in answers_in(row)]
    codes = [option.code for option in query.options if option.code and any(option.words in one.chosen for one in answers)]
    for answer in answers:
        found = suggest_codes(Note(f"Assessment:\n{answer.words}\n"), on=row.visit.served_on) if answer.words else None
        codes += [item.code for item in found.suggestions if not item.doubt] if found else []
    if not codes:
        return ()
    on_sheet = {code for code, _ in _codes_of(row.visit.sheets.order_by("-pk").first(), row.visit)}
    with icd10cm() as tables:
        known = [tables.find(code, on=row.visit.served_on) for code in dict.fromkeys(codes)]
    return tuple(LedTo(one.code, one.title, one.billable, one.code in on_sheet) for one in known if one)


def _changes(row: QueryRecord, answered: datetime | None, ended: datetime | None) -> tuple[CodeChange, ...]:
    """The codes of the superbill as last saved before the first answer, beside those as last saved until the query was closed."""
    sheets = row.visit.sheets.order_by("-pk")
    before = dict(_codes_of(sheets.filter(at__lte=answered).first(), row.visit))
    after = dict(_codes_of((sheets.filter(at__lte=ended) if ended else sheets).first(), row.visit))
    return tuple(
        CodeChange(code, title, "kept" if code in before and code in after else "added" if code in after else "removed")
        for code, title in (before | after).items()
    )


def _codes_of(sheet: SheetRecord | None, visit: VisitRecord) -> list[tuple[str, str]]:
    if sheet is None:
        return []
    with icd10cm() as tables:
        found = [(choice.code, tables.find(choice.code, on=visit.served_on)) for choice in sheet_of(sheet).choices]
    return [(code, one.title if one else "") for code, one in found]
