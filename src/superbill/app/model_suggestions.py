"""What a model has quoted of a note, turned into suggestions anew by our own dictionary and rules. No model is asked here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from superbill.app.checked import Checked
from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk
from superbill.app.site_terms import site_terms_of
from superbill.basics.errors import SuperbillError
from superbill.claims.note import Note
from superbill.claims.visit import Visit
from superbill.coding.model.facts import Fact
from superbill.coding.model.quoted_terms import Quoted, QuotedSuggestion, suggest_quoted
from superbill.coding.suggest import CodingResult
from superbill.storage.model_settings import ModelSettings
from superbill.storage.models import ModelAnswer, NoteRecord

FACTS, ORDER = "facts", "order"
NOTHING = Quoted((), {})


@dataclass(frozen=True, slots=True)
class Told:
    """How many facts did not stand, or led to no code, for one reason."""

    reason: str
    count: int


def told(counts: Mapping[str, int]) -> tuple[Told, ...]:
    """The reasons with their counts."""
    return tuple(Told(reason, count) for reason, count in counts.items())


@dataclass(frozen=True, slots=True)
class ModelState:
    """Whether a model may be asked: `is_on` when the site turned one on and its settings can be used; `told` says it in words."""

    is_on: bool
    told: str
    problem: bool = False


def model_settings() -> ModelSettings:
    """The settings of this installation. Raises `BadModelSettings`."""
    return ModelSettings.of(settings.SUPERBILL)


def model_state() -> ModelState:
    """In words that name the service, and nothing secret."""
    try:
        found = model_settings()
        if not found.is_on:
            return ModelState(False, "off")
        endpoint = found.endpoint
        found.secret()
    except SuperbillError as error:
        return ModelState(False, error.what, problem=True)
    masked = "identifiers taken out first" if found.deidentify else "notes as they are"
    return ModelState(
        True, f"{found.name} at {endpoint.spoken}, {'on this machine' if endpoint.is_here else 'over TLS'}, {masked}"
    )


def check_model() -> Checked:
    """For `superbill doctor`: off is in order, and so is a model that may be asked. Nobody asks it."""
    state = model_state()
    return Checked("language model", not state.problem, state.told, "" if not state.problem else "See docs/how-to/model.md.")


def quoted_here(desk: Desk, row: NoteRecord, visit: Visit, before: CodingResult) -> Quoted:
    """The suggestions of the last answer about a note, in the order that the model gave them; none while no model is turned on."""
    if not model_state().is_on:
        return NOTHING
    answer = latest_answer(row, FACTS)
    return quoted_of(desk, row, visit, before, answer.content if answer else {})


def quoted_of(desk: Desk, row: NoteRecord, visit: Visit, before: CodingResult, content: Mapping[str, Any]) -> Quoted:
    """The suggestions of what was kept of an answer."""
    facts = [Fact(start, end, term, status) for start, end, term, status in content.get("facts", ()) if end <= len(row.text)]
    if not facts:
        return NOTHING
    site = site_terms_of(desk)
    with icd10cm() as tables:
        found = suggest_quoted(
            Note(row.text, row.author),
            facts,
            on=visit.served_on,
            icd10cm=tables,
            site=None if site.is_empty else site,
            before=before,
        )
    order = latest_answer(row, ORDER)
    places = {code: place for place, code in enumerate(order.content.get("codes", ()) if order else ())}
    ordered: list[QuotedSuggestion] = sorted(found.suggestions, key=lambda one: places.get(one.suggestion.code, len(places)))
    return Quoted(tuple(ordered), found.unused)


def latest_answer(row: NoteRecord, about: str) -> ModelAnswer | None:
    """The last answer about exactly this text that was not refused."""
    rows = ModelAnswer.objects.filter(practice_id=row.practice_id, call__note=row, call__about=about, refused="")
    return rows.order_by("-pk").first()
