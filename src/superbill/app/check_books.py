"""Check every claim in the practice's books as it stands now, without touching any: what the edits of today say of what was sent."""

from collections.abc import Callable

from superbill.app.check_file import FileCheck, ReadFile, Take
from superbill.app.claims_to_check import claim_to_check, claims_to_check
from superbill.app.desk import Desk

Progress = Callable[[int, int], None]
"""Called with how many claims have been checked, and of how many."""


def check_books(desk: Desk, run: FileCheck, *, take: Take, progress: Progress = lambda done, of: None) -> ReadFile:
    """Check the latest version of each claim with what `run` checks with; nothing is kept, and no claim moves.

    Claims are fetched one by one, so that nobody who works in the books waits for this.
    """
    numbers = claims_to_check(desk, payer_id=run.payer_id)
    for done, number in enumerate(numbers, start=1):
        rows, before = claim_to_check(desk, number)
        run.check(rows, name="books", take=take, before=before)
        progress(done, len(numbers))
    return ReadFile("books", many=True)
