"""A query: a question to the clinician that the note leaves open, its answer, and its life from draft to closed.

The query and its answer are documents of the record of their own; the note that was asked about is never changed.
"""

from dataclasses import dataclass
from enum import StrEnum

from superbill.basics.errors import NotPossible


class QueryState(StrEnum):
    """Where a query stands; the value is what people read."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


NEXT_QUERY: dict[QueryState, dict[str, QueryState]] = {
    QueryState.DRAFT: {"changed": QueryState.DRAFT, "sent": QueryState.SENT, "withdrawn": QueryState.WITHDRAWN},
    QueryState.SENT: {"answered": QueryState.ANSWERED, "withdrawn": QueryState.WITHDRAWN},
    # A second answer is a later document beside the first; both stay.
    QueryState.ANSWERED: {"answered": QueryState.ANSWERED, "closed": QueryState.CLOSED},
    QueryState.CLOSED: {},
    QueryState.WITHDRAWN: {},
}


class NoSuchQueryMove(NotPossible):
    """The table has no such move from this state."""


def next_query_state(state: QueryState, event: str) -> QueryState:
    """The state after an event. Raises `NoSuchQueryMove`, naming the moves there are."""
    moves = NEXT_QUERY[state]
    if event not in moves:
        offered = ", ".join(sorted(moves)) or "nothing"
        raise NoSuchQueryMove(f"A query that is {state.value} cannot be {event}.", todo=f"From here: {offered}.")
    return moves[event]


class Form(StrEnum):
    """How a query may be answered."""

    CHOICE = "multiple choice"
    OPEN = "open"
    YES_NO = "yes or no"


class YesNoReason(StrEnum):
    """What a yes-or-no query may be about (AHIMA/ACDIS query practice, 2022); a diagnosis nobody documented is none of these."""

    PRESENT_ON_ADMISSION = "present on admission"
    CAUSE_AND_EFFECT = "cause and effect of documented conditions"
    SUBSTANTIATE = "a diagnosis that is documented already"
    CONFLICT = "conflicting documentation"


class OptionKind(StrEnum):
    """What an option says: something clinical, something else in the clinician's words, or that it cannot be told."""

    CLINICAL = "clinical"
    OTHER = "other"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that is offered. `code` is the heading or code that it would lead to: for the coder, never shown to the clinician."""

    words: str
    kind: OptionKind = OptionKind.CLINICAL
    code: str = ""


OTHER = Option("Other (please write it)", OptionKind.OTHER)
UNDETERMINED = Option("Unable to determine", OptionKind.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class Indicator:
    """Words of the record that made the question: `text[start:end] == words`. `visit` is the earlier visit they are from, empty for this one."""

    start: int
    end: int
    words: str
    section: str = ""
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is put. `about` names the template, `code` the code or heading that it is about, `gap` the coder's open point."""

    about: str
    code: str
    gap: str
    title: str
    question: str
    indicators: tuple[Indicator, ...]
    options: tuple[Option, ...] = ()
    form: Form = Form.CHOICE
    yes_no: YesNoReason | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clinician answered: the options chosen, in their words, and what was written. `by` may be another than who entered it."""

    chosen: tuple[str, ...]
    words: str
    by: str
