"""What each edit makes of a claim of the books as it stands, and why. Nothing is kept, and no claim moves."""

from collections.abc import Sequence
from datetime import date

from superbill.app.claims_to_check import claim_to_check
from superbill.app.desk import Desk
from superbill.app.explain_file import Explained, explained


def explain_claim(desk: Desk, number: str, *, only: Sequence[str] = (), on: date | None = None) -> Explained:
    """What each edit, or only those named, makes of a claim by its number. Raises `NotHere`, `NoSuchEdit`."""
    rows, before = claim_to_check(desk, number)
    return explained(rows, before, only=only, on=on or desk.on)
