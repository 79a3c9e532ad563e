"""Which transactions have a kernel that finds what is clear in the bytes, so that the rules of levels 3 and 4 need not be asked."""

from collections.abc import Callable
from typing import Protocol

from superbill.x12.fast.claims import Claims
from superbill.x12.fast.payments import Payments
from superbill.x12.fast.scan import Places, Scan
from superbill.x12.fast.values import Days, Flags
from superbill.x12.grammar import Grammar


class Proof(Protocol):
    """Looks over a stretch of a set."""

    def find(self, scan: Scan, taken: Places, heard: Places, sure: Flags, component: int, first_number: int) -> dict[int, Days]:
        """By the number in the file of the segment that begins it: what is clear, with the days of service where they are needed.

        `heard` are the segments of the stretch that somebody hears, `taken` the places of all, `component` is the separator.
        """
        ...


_MADE: dict[str, Callable[[Grammar], Proof]] = {"005010X222": Claims, "005010X221": Payments}
_FOUND: dict[int, Proof | None] = {}


def proof_for(grammar: Grammar) -> Proof | None:
    """What proves it for sets of this grammar; one for the whole process."""
    if id(grammar) not in _FOUND:
        make = _MADE.get(grammar.transaction.guide[:10])
        _FOUND[id(grammar)] = make(grammar) if make else None
    return _FOUND[id(grammar)]
