"""Every segment of a file with its place in the guide, in constant memory and without a check: for views and for JSON.

Nothing is lost: `text` is the segment exactly as it stood and `before` what stood between it and the one before (line ends, a
byte-order mark), so that the file can be written again byte for byte.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from superbill.x12.grammar import Grammar, Place, State, grammar_of
from superbill.x12.guides import find_tables
from superbill.x12.segments import Delimiters, split_elements
from superbill.x12.stream import read_pieces
from superbill.x12.tables import Transaction

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment: where it stands, its elements (name first) without line ends, and its place; None outside known guides.

    `depth` is how deep its loop is nested, 0 for envelopes.
    """

    number: int
    offset: int
    elements: tuple[str, ...]
    marks: Delimiters
    place: Place | None
    depth: int
    text: str
    before: str

    @property
    def tag(self) -> str:
        """The name, in capitals."""
        return self.elements[0].strip().upper()

    @property
    def loop(self) -> str:
        """The guide's id of the loop; empty in a header and in envelopes."""
        return self.place.loop.id if self.place else ""


def placed_segments(data: bytes) -> Iterator[Placed]:
    """The segments of a file with their places. What stands outside interchanges, or is cut off, is left to `rest_of`."""
    follower, end, number = Follower(), 0, 0
    text = data.decode("latin-1")
    for marks, pieces in read_pieces(_chunks(data), lambda code, offset, value: None):
        for offset, raw in pieces:
            number += 1
            stop = _stop(text, offset, raw, marks)
            elements = tuple(split_elements(raw, marks))
            place, depth = follower.follow(elements, marks)
            yield Placed(number, offset, elements, marks, place, depth, text[offset:stop], text[end:offset])
            end = min(stop + 1, len(text))


def _chunks(data: bytes) -> Iterable[bytes]:
    return (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))


def _stop(text: str, offset: int, raw: str, marks: Delimiters) -> int:
    """Where the terminator of a segment stands: its text may hold line ends that `raw` has not, and binary data terminators."""
    if text.startswith(raw, offset) and text[offset + len(raw) : offset + len(raw) + 1] in (marks.terminator, ""):
        return offset + len(raw)
    stop = text.find(marks.terminator, offset)
    return len(text) if stop < 0 else stop


class Follower:
    """Which guide a set follows and how far it has come, segment by segment; for readers of their own."""

    def __init__(self) -> None:
        self.gs08 = ""
        self.tables: tuple[Transaction, ...] = ()
        self.grammar: Grammar | None = None
        self.state: State | None = None

    def follow(self, elements: Sequence[str], marks: Delimiters) -> tuple[Place | None, int]:
        """The place of the next segment, given its elements (name first), and how deep its loop is nested (0: envelopes)."""
        tag = elements[0].strip().upper()
        values = [each.strip() for each in elements]
        if tag == "GS":
            self.gs08 = values[8] if len(values) > 8 else ""
        if tag in ("ISA", "GS", "ST", "SE", "GE", "IEA"):
            self.grammar = None
            kind, stated = ((*values[1:2], "")[0], values[3] if len(values) > 3 else "")
            self.tables = (find_tables(kind, stated or self.gs08) or find_tables(kind, self.gs08)) if tag == "ST" else ()
            return None, 0
        if self.grammar is None and self.tables:
            table = next((each for each in self.tables if each.is_meant(values)), self.tables[0])
            self.grammar = grammar_of(table)
            self.state, self.tables = self.grammar.start, ()
        if self.grammar is None or self.state is None:
            return None, 0
        move = self.grammar.move(self.state, self.grammar.key_of(tag, elements, marks.component))
        self.state = move.next
        return move.place, len(move.next.path)
