"""The sets and TA1 of an acknowledgement file. Lenient about control numbers that differ, never about what is cut or miscounted.

A file that lost segments may have lost a rejection; a trailer with a mistyped number has lost nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment, read_segments

_ABOVE = {"GS": "ISA", "ST": "GS", "SE": "ST", "GE": "GS", "IEA": "ISA", "TA1": "ISA"}
"""What must be open, as the innermost envelope, for each segment of an envelope."""
_CLOSES = {"SE": "segments", "GE": "sets", "IEA": "groups"}


class Arrived(NamedTuple):
    """A set between its ST and SE, or a TA1 when `kind` is that. `guide` is ST03, else GS08."""

    kind: str
    guide: str
    body: tuple[Segment, ...]


def read_arrived(data: bytes) -> Iterator[Arrived]:
    """Every set and TA1 of a file, in order. Raises `X12Error` where it is cut, miscounted or no X12."""
    reading = _Reading()
    for segment in read_segments(data):
        yield from reading.take(segment)
    reading.end()


class _Reading:
    """The envelopes that are open, innermost last, each with how many things it has held, and the body of the set."""

    def __init__(self) -> None:
        self.opened: list[Segment] = []
        self.held: list[int] = []
        self.body: list[Segment] = []
        self.last: Segment | None = None

    def take(self, segment: Segment) -> Iterator[Arrived]:
        self.last = segment
        if segment.tag in ("ISA", *_ABOVE):
            self._prove_place(segment)
        elif self._innermost() != "ST":
            _fail(segment, f"{segment.tag} stands outside a transaction set.")
        if segment.tag in ("ISA", "GS", "ST"):
            self._open(segment)
        elif segment.tag in _CLOSES:
            yield from self._close(segment)
        elif segment.tag == "TA1":
            yield Arrived("TA1", "", (segment,))
        else:
            self.body.append(segment)

    def end(self) -> None:
        """The file has ended: nothing may be open."""
        if self.last is not None and self.opened:
            _fail(self.last, f"The file ends before the trailer of {self._innermost()}: it was cut.")

    def _innermost(self) -> str:
        return self.opened[-1].tag if self.opened else ""

    def _open(self, segment: Segment) -> None:
        if self.held:
            self.held[-1] += 1
        self.opened.append(segment)
        self.held.append(0)
        self.body = []

    def _close(self, segment: Segment) -> Iterator[Arrived]:
        header, held = self.opened.pop(), self.held.pop()
        _prove_count(segment, len(self.body) + 2 if segment.tag == "SE" else held, _CLOSES[segment.tag])
        if segment.tag == "SE":
            guide = header.element(3).strip() or self.opened[-1].element(8).strip()
            yield Arrived(header.element(1).strip(), guide, tuple(self.body))

    def _prove_place(self, segment: Segment) -> None:
        innermost, above = self._innermost(), _ABOVE.get(segment.tag, "")
        if innermost != above:
            missing = f"the trailer of {innermost} is missing" if innermost else f"it stands without {above}"
            _fail(segment, f"{segment.tag} is not expected here: {missing}.")


def _prove_count(trailer: Segment, counted: int, what: str) -> None:
    stated = trailer.element(1).strip()
    if not (stated.isascii() and stated.isdigit() and int(stated[:12]) == counted):
        _fail(trailer, f"{trailer.tag}01 does not say how many {what} there are: {counted} counted.")


def _fail(segment: Segment, what: str) -> NoReturn:
    raise X12Error(what, segment=segment.number, offset=segment.offset)
