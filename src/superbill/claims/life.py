"""The life of a claim: one dictionary. Every change of state in the system is one look-up here.

The diagram in the docs, the buttons on the page and the columns of the worklist are drawn from it.
"""

from enum import StrEnum

from superbill.basics.errors import NotPossible


class State(StrEnum):
    """Where a claim stands; the value is what people read."""

    DRAFT = "draft"
    HELD = "held by edits"
    READY = "ready to send"
    SENT = "sent"
    RECEIVED = "file received"
    REFUSED = "file refused"
    ACCEPTED = "accepted by payer"
    REJECTED = "rejected by payer"
    DENIED = "denied"
    PARTLY_PAID = "partly denied"
    PAID = "paid"
    REVERSED = "payment taken back"
    CLOSED = "closed"


_ANSWERED = {"paid": State.PAID, "partly_paid": State.PARTLY_PAID, "denied": State.DENIED}
_ACKED = {"accepted": State.ACCEPTED, "rejected": State.REJECTED} | _ANSWERED
_REWORK = {"corrected": State.DRAFT, "reversed": State.REVERSED, "closed": State.CLOSED}
# A payer may think again about a denial, and not take its first answer back, as it should.
_MORE_PAID = {"paid": State.PAID, "partly_paid": State.PARTLY_PAID}

NEXT: dict[State, dict[str, State]] = {
    State.DRAFT: {"edits_passed": State.READY, "edits_stopped": State.HELD},
    State.HELD: {"corrected": State.DRAFT},
    State.READY: {"sent": State.SENT, "corrected": State.DRAFT},
    # Answers may overtake each other on the way: a 277CA or an 835 can arrive before the 999.
    State.SENT: {"file_received": State.RECEIVED, "file_refused": State.REFUSED} | _ACKED,
    State.RECEIVED: dict(_ACKED),
    State.REFUSED: {"corrected": State.DRAFT},
    State.ACCEPTED: dict(_ANSWERED),
    State.REJECTED: {"corrected": State.DRAFT},
    State.DENIED: _REWORK | _MORE_PAID,
    State.PARTLY_PAID: dict(_REWORK),
    State.PAID: dict(_REWORK),
    State.REVERSED: {"corrected": State.DRAFT} | _ANSWERED,
    State.CLOSED: {"reversed": State.REVERSED},
}

# An answer that is older news than what is already known: kept on the timeline, and the state stays.
_RANK = {
    State.SENT: 0, State.RECEIVED: 1, State.ACCEPTED: 2, State.PAID: 3, State.PARTLY_PAID: 3, State.DENIED: 3,
    State.REVERSED: 4, State.CLOSED: 5,
}  # fmt: skip
_LATE = {"file_received": 1, "accepted": 2}


class NoSuchMove(NotPossible):
    """The table has no such move from this state."""


def next_state(state: State, event: str) -> State:
    """The state after an event. Raises `NoSuchMove`, naming the moves there are."""
    moves = NEXT[state]
    if event not in moves:
        offered = ", ".join(sorted(moves)) or "nothing"
        raise NoSuchMove(f"A claim that is {state.value!r} cannot take {event!r}.", todo=f"From here: {offered}.")
    return moves[event]


def is_late(state: State, event: str) -> bool:
    """Whether an acknowledgement tells nothing new, because the payer has already said more."""
    return event in _LATE and _RANK.get(state, -1) >= _LATE[event]
