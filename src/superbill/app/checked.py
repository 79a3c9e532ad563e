"""What a check of the whole installation found: one promise, and whether it is kept. Needs no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """One promise: whether it is kept, what was seen, and what to do when it is not."""

    name: str
    ok: bool
    seen: str
    todo: str = ""
