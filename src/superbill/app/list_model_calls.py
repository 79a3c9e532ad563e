"""What the language model was asked and answered, for the auditor: the list, and one prompt with its answer word for word."""

from dataclasses import dataclass

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere
from superbill.app.model_suggestions import Told, told
from superbill.app.wording import moment
from superbill.storage.models import ModelCall

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class ModelCallRow:
    """One prompt: who asked when, about which visit, where, and what came of it."""

    id: int
    at: str
    by: str
    visit: str
    about: str
    model: str
    endpoint: str
    masked: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class ModelCallPage:
    """A prompt and its answer as they were sent and received, with their SHA-256."""

    row: ModelCallRow
    prompt: str
    prompt_sha256: str
    answer: str
    answer_sha256: str
    kept: int
    dropped: tuple[Told, ...]


@at_desk(may="audit")
def list_model_calls(desk: Desk) -> tuple[ModelCallRow, ...]:
    """The newest first."""
    rows = ModelCall.objects.filter(practice_id=desk.practice_id).select_related("answer", "visit").order_by("-pk")
    return tuple(map(_row, rows[:MOST_ROWS]))


@at_desk(may="audit")
def show_model_call(desk: Desk, call_id: int) -> ModelCallPage:
    """One prompt with its answer. Raises `NotHere`."""
    call = ModelCall.objects.filter(practice_id=desk.practice_id, pk=call_id).select_related("answer", "visit").first()
    if call is None:
        raise NotHere(f"There is no prompt {call_id}.", todo="Look for it in the list.")
    answer = getattr(call, "answer", None)
    content = answer.content if answer else {}
    return ModelCallPage(
        row=_row(call),
        prompt=call.prompt,
        prompt_sha256=call.sha256,
        answer=answer.text if answer else "",
        answer_sha256=answer.sha256 if answer else "",
        kept=len(content.get("facts", content.get("codes", ()))),
        dropped=told(content.get("dropped", {})),
    )


def _row(call: ModelCall) -> ModelCallRow:
    answer = getattr(call, "answer", None)
    outcome = "no answer was kept" if answer is None else answer.refused or "answered"
    return ModelCallRow(
        int(call.pk), moment(call.at), call.by, call.visit.number, call.about, call.model, call.endpoint, call.masked, outcome
    )
