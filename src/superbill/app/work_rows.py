"""What a queue of work holds."""

from dataclasses import dataclass

AT_MOST = 500


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do. `kind` is visit, claim, query, notes, remit, file or deposit; `ref` is its number."""

    kind: str
    ref: str
    who: str
    payer: str
    served_on: str
    age: str
    money: str
    why: str


@dataclass(frozen=True, slots=True)
class Pile:
    """What a queue holds: how many things, what is at stake in all (None where no money is), and the first `AT_MOST` rows."""

    count: int
    cents: int | None
    rows: tuple[WorkRow, ...]
