"""Ask the site's model about the note of a visit: for facts with quotes, and for the order of what these led to.

What is asked is kept before it is sent, what is answered before it is used. While the model thinks, no transaction is open. A note that may
still tell whose it is, is not sent at all.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, get_visit, latest_note, visit_of
from superbill.app.long_work import long_work
from superbill.app.model_known import known_of
from superbill.app.model_suggestions import FACTS, ORDER, Told, latest_answer, model_settings, quoted_of, told
from superbill.app.save_sheet import NoNote
from superbill.app.site_terms import suggest_here
from superbill.app.trail import note_event
from superbill.basics.errors import NotPossible, SuperbillError
from superbill.claims.note import Note
from superbill.coding.model import facts as facts_module
from superbill.coding.model.deidentify import Masked, left_over, masked
from superbill.coding.model.facts import facts_messages, read_facts
from superbill.coding.model.identifiers import Known, Ordinary, ordinary_words
from superbill.coding.model.order import MOST_CHOICES, order_messages, order_schema, read_order
from superbill.coding.model.quoted_terms import QuotedSuggestion
from superbill.storage import clock, model_client
from superbill.storage.model_settings import Endpoint, ModelSettings
from superbill.storage.models import ModelAnswer, ModelCall, NoteRecord, VisitRecord

MOST_SIGNS = 60_000
"""Characters of the longest note that is sent: more than a local model reads at once, and than a visit has."""


class ModelOff(NotPossible):
    """The site has turned no model on."""


class NotSent(NotPossible):
    """The note was not sent, because it might still tell whose it is."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is about to be sent: kept under `call_id`; `read` makes of an answer what is kept of it, or raises."""

    call_id: int
    settings: ModelSettings
    endpoint: Endpoint
    body: bytes
    read: Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking. `dropped` are facts that do not stand, `unused` those that led to no further code, each with how many.

    `order` are the codes of `suggestions` in the model's order; empty, with the reason in `order_refused`, when there is no such order.
    """

    visit: str
    model: str
    endpoint: str
    masked: bool
    suggestions: tuple[QuotedSuggestion, ...]
    dropped: tuple[Told, ...]
    unused: tuple[Told, ...]
    order: tuple[str, ...]
    order_refused: str


def ask_model(desk: Desk, number: str) -> Asked:
    """Ask for facts, then for the order of what they led to.

    Raises `ModelOff`, `NotSent`, `NoNote`, `NoAnswer`, `BadAnswer`, `TooMuchAtOnce`. What failed is kept as such. An order that cannot be asked for, or that is refused, is told in `order_refused`.
    """
    with long_work():
        _send(desk, prepare_facts(desk, number))
        refused = ""
        try:
            if ordered := prepare_order(desk, number):
                _send(desk, ordered)
            else:
                refused = "There is nothing to order."
        except SuperbillError as error:  # the note has left by now, and what it led to stands without an order
            refused = error.what
    return came_of(desk, number, refused=refused)


def _send(desk: Desk, prompt: Prompt) -> None:
    """Outside any transaction; whatever comes is kept."""
    try:
        text = model_client.ask(prompt.settings, prompt.endpoint, prompt.body)
    except SuperbillError as error:
        keep_answer(desk, prompt, "", refused=error.what)
        raise
    try:
        content = prompt.read(text)
    except SuperbillError as error:
        keep_answer(desk, prompt, text, refused=error.what)
        raise
    keep_answer(desk, prompt, text, content=content)


@at_desk(may="code")
def prepare_facts(desk: Desk, number: str) -> Prompt:
    """The prompt about a visit's note, kept; nothing is sent yet. Raises `ModelOff`, `NotSent`, `NoNote`, `BadModelSettings`."""
    row, note, known = _about(desk, number)
    settings = _settings()
    if len(note.text) > MOST_SIGNS:
        raise NotSent(f"The note has more than {MOST_SIGNS:,} characters.", todo="Code it without the model.")
    text, ordinary = _masked(note, known, settings)
    _look_again(
        settings, [text.text], known, ordinary, what="The note", todo="Code it without the model; nothing left this machine."
    )
    messages = facts_messages(text.text)
    return _kept(
        desk, row, note, FACTS, settings, messages, facts_module.SCHEMA, lambda answer: _facts_content(answer, text)
    )  # fmt: skip


def _facts_content(answer: str, text: Masked) -> Mapping[str, Any]:
    found = read_facts(answer, text)
    return {"facts": [[one.start, one.end, one.term, one.status] for one in found.kept], "dropped": dict(found.dropped)}


@at_desk(may="code")
def prepare_order(desk: Desk, number: str) -> Prompt | None:
    """The prompt for the order of what the model's quotes led to, kept; None for fewer than two: a prompt for nothing tells for nothing."""
    row, note, known = _about(desk, number)
    visit = visit_of(row)
    answer = latest_answer(note, FACTS)
    if answer is None:
        return None
    before = suggest_here(desk, Note(note.text, note.author), on=visit.served_on)
    quoted = [one.suggestion for one in quoted_of(desk, note, visit, before, answer.content).suggestions][:MOST_CHOICES]
    if len(quoted) < 2:
        return None
    settings = _settings()
    text, ordinary = _masked(note, known, settings)
    words = [[_cut(text, span.start, span.end) for span in one.evidence] for one in quoted]
    _look_again(
        settings, [each for some in words for each in some], known, ordinary, what="The list", todo="The order stays as it was."
    )
    codes = [one.code for one in quoted]
    messages = order_messages([(one.title, "; ".join(some)) for one, some in zip(quoted, words, strict=True)])
    return _kept(
        desk, row, note, ORDER, settings, messages, order_schema(len(codes)),
        lambda text: {"codes": [codes[place - 1] for place in read_order(text, len(codes))]},
    )  # fmt: skip


def _masked(note: NoteRecord, known: Known, settings: ModelSettings) -> tuple[Masked, Ordinary]:
    """A note as the model may read it, and the words that are nobody's name."""
    with icd10cm() as tables:
        ordinary = ordinary_words(tables.words)
    return masked(note.text, known, ordinary) if settings.deidentify else Masked(note.text), ordinary


def _cut(text: Masked, start: int, end: int) -> str:
    """What a masked text has for a half-open stretch of the note; a placeholder that is touched comes whole."""
    here_start, here_end = start, end
    for here, here_after, there, there_after in text.pieces:
        if there < end:
            here_end = max(here_after, end - there_after + here_after)
        if there < start:
            here_start = here if start < there_after else start - there_after + here_after
    return text.text[here_start:here_end]


def _look_again(settings: ModelSettings, texts: Iterable[str], known: Known, ordinary: Ordinary, *, what: str, todo: str) -> None:
    """Look a second time whether a text that is about to be sent tells whose note it is; each by itself. Raises `NotSent`."""
    if not settings.deidentify:
        return
    if left := dict.fromkeys(kind for text in texts for kind in left_over(text, known, ordinary)):
        raise NotSent(f"{what} was not sent: it still has {', '.join(left)}.", todo=todo)


def _about(desk: Desk, number: str) -> tuple[VisitRecord, NoteRecord, Known]:
    row = get_visit(desk, number)
    note = latest_note(row)
    if note is None:
        raise NoNote(f"Visit {row.number} has no note yet.", todo="Add the clinician's note first.")
    return row, note, known_of(row, visit_of(row), author=note.author)


def _settings() -> ModelSettings:
    found = model_settings()
    if not found.is_on:
        raise ModelOff("No language model is turned on here.", todo="Code without it, or see docs/how-to/model.md.")
    return found


def _kept(
    desk: Desk, row: VisitRecord, note: NoteRecord, about: str, settings: ModelSettings, messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any], read: Callable[[str], Mapping[str, Any]],
) -> Prompt:  # fmt: skip
    """Keep the prompt, and hand it over."""
    endpoint = settings.endpoint
    body = model_client.request_of(settings, messages, schema=schema, about=about)
    call = ModelCall.objects.create(
        practice_id=desk.practice_id, visit=row, note=note, about=about, endpoint=endpoint.spoken, model=settings.name,
        masked=settings.deidentify, prompt=body.decode(), sha256=hashlib.sha256(body).hexdigest(), by=desk.by, at=clock.now(),
    )  # fmt: skip
    note_event(desk, f"The language model was asked for {about}.", visit=row)
    return Prompt(int(call.pk), settings, endpoint, body, read)


@at_desk(may="code")
def keep_answer(desk: Desk, prompt: Prompt, text: str, *, refused: str = "", content: Mapping[str, Any] | None = None) -> None:
    """Keep what came, word for word; `refused` says why it is not used."""
    call = ModelCall.objects.filter(practice_id=desk.practice_id, pk=prompt.call_id).first()
    if call is None:
        raise NotHere(f"There is no prompt {prompt.call_id}.", todo="Ask again.")
    text = text.replace("\0", "\ufffd")
    ModelAnswer.objects.create(
        practice_id=desk.practice_id, call=call, text=text, sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        refused=refused[:300], content=dict(content or {}), at=clock.now(),
    )  # fmt: skip


@at_desk(may="code")
def came_of(desk: Desk, number: str, *, refused: str = "") -> Asked:
    """What the last answers about a visit's note lead to."""
    row, note, _ = _about(desk, number)
    visit, settings = visit_of(row), _settings()
    answer, order = latest_answer(note, FACTS), latest_answer(note, ORDER)
    content = answer.content if answer else {}
    before = suggest_here(desk, Note(note.text, note.author), on=visit.served_on)
    quoted = quoted_of(desk, note, visit, before, content)
    return Asked(
        visit=row.number,
        model=settings.name,
        endpoint=settings.endpoint.spoken,
        masked=settings.deidentify,
        suggestions=quoted.suggestions,
        dropped=told(content.get("dropped", {})),
        unused=told(quoted.unused),
        order=tuple(order.content.get("codes", ())) if order and not refused else (),
        order_refused=refused,
    )
