"""Whole files as raw segments, in constant memory: the envelopes are proved on the way, and nothing inside a segment is touched.

Splitting, joining and anonymising stand on this. A cut or miscounted file raises, because half a file that looks whole is worse
than none.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from superbill.x12.errors import X12Error
from superbill.x12.segments import BINARY, Delimiters, Segment
from superbill.x12.stream import read_pieces, readable

Source = bytes | Iterable[bytes]
"""A file whole, or in pieces of any size."""
_CHUNK = 1 << 18
_REFUSED = {
    "SNIP1-NOT-X12": "The file does not begin with an ISA segment.",
    "SNIP1-EMPTY": "The file is empty.",
    "SNIP1-ISA": "An ISA segment cannot be read.",
    "SNIP1-GARBAGE": "Text stands outside an interchange.",
    "SNIP1-CUT": "The file ends too early: it was cut.",
    "SNIP1-ENDLESS": "A segment does not end.",
}


class Raw(NamedTuple):
    """A segment as it stood, without its terminator, one character a byte; `number` counts from 1 in the file."""

    text: str
    marks: Delimiters
    number: int
    offset: int

    @property
    def tag(self) -> str:
        """Its name, in capitals."""
        return self.text.partition(self.marks.element)[0].strip().upper()

    @property
    def elements(self) -> list[str]:
        """What stands after the name; the bytes of an attachment are one element, whatever they hold."""
        return self.text.split(self.marks.element, BINARY[self.tag] + 1 if self.tag in BINARY else -1)[1:]

    def element(self, place: int) -> str:
        """The element at a place (from 1) without blanks around it; empty when absent."""
        elements = self.text.split(self.marks.element, place + 1)
        return elements[place].strip() if place < len(elements) else ""

    def replaced(self, place: int, value: str) -> "Raw":
        """The same segment with another value at a place."""
        elements = self.text.split(self.marks.element)
        elements += [""] * (place + 1 - len(elements))
        elements[place] = value
        return self._replace(text=self.marks.element.join(elements))

    def like(self, tag: str, *elements: str) -> "Raw":
        """Another segment at the same place, such as a trailer."""
        return self._replace(text=self.marks.element.join((tag, *elements)))

    def segment(self) -> Segment:
        """The same for the tables: text as it was meant."""
        exact = self.tag == "ISA" or self.tag in BINARY
        values = self.elements if exact else [readable(each.rstrip()) for each in self.elements]
        return Segment(self.tag, tuple(values), self.marks, self.number, self.offset, self.offset + len(self.text) + 1)

    def written(self) -> bytes:
        """The segment with its terminator and, unless that is one, a line end."""
        end = self.marks.terminator
        return (self.text + end + ("" if end in "\r\n" else "\n")).encode("latin-1")


def read_raw(source: Source, *, proved: bool = True) -> Iterator[Raw]:
    """Every segment of a file. Raises `X12Error` where it is not X12 or is cut, and where envelopes do not nest or count right.

    With `proved=False` the envelopes are not looked at: the file may have any fault but that of being cut.
    """
    if not proved:
        yield from _unproved(source)
        return
    prover = _Prover()
    for raw in _unproved(source):
        prover.take(raw)
        yield raw
    prover.end()


def _unproved(source: Source) -> Iterator[Raw]:
    number = 0
    chunks = (source[at : at + _CHUNK] for at in range(0, len(source), _CHUNK)) if isinstance(source, bytes) else source
    for marks, pieces in read_pieces(chunks, _refuse):
        for offset, text in pieces:
            number += 1
            yield Raw(text, marks, number, offset)


def _refuse(code: str, offset: int, value: str) -> None:
    """Stop where the reader would go on with less than the whole file; its leniency is welcome."""
    if code in _REFUSED:
        raise X12Error(_REFUSED[code], segment=0, offset=offset, place=f"byte {offset}")


_PARENTS = {"ISA": "", "GS": "ISA", "ST": "GS", "TA1": "ISA"}
_OPENERS = {"IEA": "ISA", "GE": "GS", "SE": "ST"}
_CONTROL = {"ISA": 13, "GS": 6, "ST": 2}
_COUNTED = {"IEA": "groups", "GE": "sets", "SE": "segments"}


class _Prover:
    """The open envelopes with what they must count, as in ISA, GS, ST."""

    def __init__(self) -> None:
        self.open: list[Raw] = []
        self.counts: list[int] = []
        self.last: Raw | None = None

    def take(self, raw: Raw) -> None:
        tag, inside = raw.tag, self.open[-1].tag if self.open else ""
        self.last = raw
        if inside == "ST":
            self.counts[-1] += 1
        if tag in _OPENERS:
            self._close(raw, tag, inside)
        elif tag in _PARENTS:
            if inside != _PARENTS[tag]:
                self._fail(raw, f"{tag} stands {f'inside {inside}' if inside else 'outside an interchange'}.")
            if tag != "TA1":
                self._open(raw, tag)
        elif inside != "ST":
            self._fail(raw, f"{tag} stands outside a transaction set.")

    def end(self) -> None:
        """Nothing may be left open."""
        if self.open:
            assert self.last is not None, "something was read before it was left open"
            trailer = {opener: trailer for trailer, opener in _OPENERS.items()}[self.open[-1].tag]
            self._fail(self.last, f"The file ends where {trailer} is expected: it was cut.")

    def _open(self, raw: Raw, tag: str) -> None:
        if self.counts:
            self.counts[-1] += 1
        self.open.append(raw)
        self.counts.append(1 if tag == "ST" else 0)

    def _close(self, raw: Raw, tag: str, inside: str) -> None:
        if inside != _OPENERS[tag]:
            self._fail(raw, f"{tag} stands where {_OPENERS[tag]} was not opened.")
        header, counted = self.open.pop(), self.counts.pop()
        said = raw.element(1)
        if not (said.isascii() and said.isdigit() and len(said) <= 10 and int(said) == counted):
            self._fail(raw, f"{tag}01 does not say how many {_COUNTED[tag]} there are: {counted} counted.")
        if raw.element(2) != header.element(_CONTROL[header.tag]):
            self._fail(raw, f"{tag}02 is not the control number that {header.tag} began with.")

    def _fail(self, raw: Raw, what: str) -> None:
        raise X12Error(what, segment=raw.number, offset=raw.offset)
