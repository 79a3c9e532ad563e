"""Acknowledgements that came back: TA1, 999, 997, 277CA and 824, as what happened to what was sent.

    for each in outcomes(data):
        print(each.of, each.control, each.verdict.value, *(reason.words for reason in each.reasons))

Nothing is called accepted because it could not be read: a file that is cut or miscounted, and a verdict that stands where it has
no place, raise `X12Error`.
"""

from collections.abc import Callable, Iterator

from superbill.x12.answers.arrived import Arrived, read_arrived
from superbill.x12.answers.outcome import Outcome, Reason, Verdict
from superbill.x12.answers.read_277ca import outcomes_277ca
from superbill.x12.answers.read_824 import outcomes_824
from superbill.x12.answers.read_999 import outcomes_997, outcomes_999
from superbill.x12.answers.words import meaning
from superbill.x12.errors import X12Error
from superbill.x12.guides import find_tables
from superbill.x12.segments import Segment
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t824 import T824
from superbill.x12.transactions.t997 import T997
from superbill.x12.transactions.t999 import T999
from superbill.x12.tree import Node, read_tree

__all__ = ["Outcome", "Reason", "Verdict", "outcomes"]

_READERS: tuple[tuple[Transaction, Callable[[Node], Iterator[Outcome]]], ...] = (
    (T999, outcomes_999),
    (T997, outcomes_997),
    (T277CA, outcomes_277ca),
    (T824, outcomes_824),
)
_TELLING = frozenset("AK1 AK2 AK3 AK4 AK5 AK9 IK3 IK4 IK5 HL TRN STC SVC OTI TED RED".split())
"""Segments that may not be passed over: each may say that something was not taken."""
_TA1_VERDICTS = {"A": Verdict.ACCEPTED, "E": Verdict.NOTED}


def outcomes(data: bytes) -> tuple[Outcome, ...]:
    """What each acknowledgement of a file says, in its order; sets of other kinds are left out.

    Raises `X12Error` when the file is cut or miscounted, holds no acknowledgement, or says something that cannot be placed.
    """
    found: list[Outcome] = []
    answered = False
    for arrived in read_arrived(data):
        if arrived.kind == "TA1":
            found.append(_outcome_ta1(arrived.body[0]))
        elif reader := _reader_of(arrived):
            found += reader[1](_tree(reader[0], arrived))
        else:
            continue
        answered = True
    if not answered:
        raise X12Error("The file holds no acknowledgement.", todo="Hand in a TA1, 999, 997, 277CA or 824.")
    return tuple(found)


def _reader_of(arrived: Arrived) -> tuple[Transaction, Callable[[Node], Iterator[Outcome]]] | None:
    tables = find_tables(arrived.kind, arrived.guide)
    return next((each for each in _READERS if each[0] in tables), None)


def _tree(table: Transaction, arrived: Arrived) -> Node:
    tree = read_tree(table.body, arrived.body)
    for segment, loop in tree.strays:
        if segment.tag in _TELLING:
            place = f"after loop {loop}" if loop else "header"
            raise X12Error(f"{segment.tag} is not expected here.", segment=segment.number, offset=segment.offset, place=place)
    return tree.root


def _outcome_ta1(segment: Segment) -> Outcome:
    code, note = segment.element(4).strip().upper(), segment.element(5).strip()
    verdict = _TA1_VERDICTS.get(code, Verdict.REJECTED)
    reasons = () if verdict is Verdict.ACCEPTED and note in ("", "000") else (Reason(note, meaning("note", note)),)
    return Outcome("interchange", segment.element(1).strip(), verdict, "TA1", reasons)
