"""Write down what happened, and move claims through their life. The only module that changes a claim's state."""

from superbill.app.desk import Desk
from superbill.claims.life import State, is_late, next_state
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, Event, FileRecord, VisitRecord


def note_event(
    desk: Desk,
    what: str,
    *,
    visit: VisitRecord | None = None,
    claim: ClaimRecord | None = None,
    file: FileRecord | None = None,
    state: str = "",
) -> None:
    """Add a row to the trail. `what` is a sentence without patient data."""
    Event.objects.create(
        practice_id=desk.practice_id,
        at=clock.now(),
        by=desk.by,
        what=what,
        visit=visit or (claim.visit if claim else None),
        claim=claim,
        file=file,
        state=state,
    )


def move_claim(desk: Desk, claim: ClaimRecord, event: str, what: str, *, file: FileRecord | None = None) -> None:
    """Take a claim along one arrow of `claims.life.NEXT` and write it down.

    An acknowledgement that arrives after better news stays on the timeline and changes nothing.
    Raises `NoSuchMove` for any other event that the state does not take.
    """
    state = State(claim.state)
    if is_late(state, event):
        note_event(desk, f"{what} It came after later news; the state stays.", claim=claim, file=file)
        return
    claim.state = next_state(state, event).value
    claim.state_since = desk.on
    claim.save(update_fields=["state", "state_since"])
    note_event(desk, what, claim=claim, file=file, state=claim.state)
