"""The envelopes of a file found without reading what stands in its sets, and parts of a file that can be checked apart.

Quick and strict: of a file that is not whole and plain (`NotPlain` is raised), nothing is told; then it must be read in order.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from superbill.x12.errors import X12Error
from superbill.x12.fast.block import find_envelopes
from superbill.x12.findings import At
from superbill.x12.segments import Delimiters, read_isa
from superbill.x12.stream import LONGEST_SEGMENT
from superbill.x12.trailers import is_used

_LONGEST_ISA = 400
_BETWEEN_INTERCHANGES = re.compile(rb"[ \t\r\n\x1a\x00]*")
_LINE_ENDS = (b"", b"\n", b"\r\n")
_AFTER = {  # what may follow what, where everything is whole
    "": ("ISA",),
    "ISA": ("TA1", "GS", "IEA"),
    "TA1": ("TA1", "GS", "IEA"),
    "GS": ("ST", "GE"),
    "ST": ("SE",),
    "SE": ("ST", "GE"),
    "GE": ("GS", "IEA"),
    "IEA": ("ISA",),
}


class NotPlain(Exception):
    """Something stands there that only the ordinary reader should judge."""


class Envelope(NamedTuple):
    """A segment of an envelope: `begin` is the byte after the segment before it, `stop` the byte after its own terminator."""

    name: str
    at: At
    begin: int
    stop: int
    marks: Delimiters


class Part(NamedTuple):
    """Whole sets of one group that follow each other: bytes from `begin` to `stop`, and the numbers of what they stand in.

    `head` is their ISA and GS as they stand in the file. `sets` and `segments` count what comes before. `twice` are those of
    its sets, counted from 0, whose ST02 was used before in the group.
    """

    head: bytes
    group_at: At
    interchange: int
    group: int
    sets: int
    segments: int
    begin: int
    stop: int
    until: int
    twice: frozenset[int]


def read_outline(blocks: Iterable[bytes], *, most: int) -> Iterator[Envelope | Part]:
    """The envelopes of a file in their order, with parts of about `most` bytes in the place of sets. Raises `NotPlain`."""
    parts = _Parts(most)
    for envelope in _envelopes(_Text(blocks)):
        yield from parts.take(envelope)


class _Parts:
    """Puts sets together to parts."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.isa = b""
        self.interchange = self.group = self.sets = 0
        self.controls: set[str] = set()
        self.gs: Envelope | None = None
        self.first: Envelope | None = None
        self.twice: list[int] = []
        self.held = 0
        self.last: Envelope | None = None

    def take(self, one: Envelope) -> Iterator[Envelope | Part]:
        if one.name == "ST":
            self._begin_set(one)
        elif one.name == "SE":
            assert self.first is not None
            self.held += 1
            self.last = one
            if one.stop - self.first.begin >= self.most:
                yield self._part()
        else:
            if self.held:
                yield self._part()
            self._note(one)
            yield one

    def _note(self, one: Envelope) -> None:
        if one.name == "ISA":
            self.isa = _written(one)
            self.interchange += 1
            self.group = 0
        elif one.name == "GS":
            self.gs = one
            self.group += 1
            self.sets = 0
            self.controls.clear()

    def _begin_set(self, one: Envelope) -> None:
        self.first = self.first or one
        values = one.at.raw.split(one.marks.element)
        if is_used(self.controls, values[2].strip() if len(values) > 2 else ""):
            self.twice.append(self.held)

    def _part(self) -> Part:
        gs, first, last = self.gs, self.first, self.last
        assert gs is not None and first is not None and last is not None
        part = Part(
            self.isa + _written(gs), gs.at, self.interchange, self.group, self.sets, first.at.number - 1, first.begin, last.stop,
            last.at.number, frozenset(self.twice),
        )  # fmt: skip
        self.sets += self.held
        self.first, self.held, self.twice = None, 0, []
        return part


def _written(one: Envelope) -> bytes:
    """The segment with the line end before it."""
    return _LINE_ENDS[one.at.offset - one.begin] + (one.at.raw + one.marks.terminator).encode("latin-1")


class _Text:
    """The bytes that are at hand, from the place `at` on, and how many segments ended before that."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self.blocks = iter(blocks)
        self.buffer = b""
        self.base = self.at = self.segments = 0

    def more(self) -> bool:
        """Let go of what stands before the place, and take another block; false at the end."""
        block = next(self.blocks, b"")
        self.base += self.at
        self.buffer = self.buffer[self.at :] + block
        self.at = 0
        return bool(block)


def _envelopes(text: _Text) -> Iterator[Envelope]:
    """All of them, each where it may stand and right behind the one before it."""
    before, stop = "", 0
    while _is_more(text):
        for one in _of_interchange(text):
            adjoins = one.name in ("ISA", "SE") or one.begin == stop
            if one.name not in _AFTER[before] or not adjoins:
                raise NotPlain
            before, stop = one.name, one.stop
            yield one
    if before != "IEA":
        raise NotPlain


def _is_more(text: _Text) -> bool:
    """Whether another interchange comes; blanks before it are passed by."""
    while True:
        found = _BETWEEN_INTERCHANGES.match(text.buffer, text.at)
        assert found is not None
        text.at = found.end()
        if len(text.buffer) - text.at >= _LONGEST_ISA or not text.more():
            if text.base + text.at and not text.segments:
                raise NotPlain  # blanks at the beginning of the file
            return text.at < len(text.buffer)


def _of_interchange(text: _Text) -> Iterator[Envelope]:
    """The envelopes from the ISA that stands at the place to its IEA. What stands between them is counted and passed by."""
    try:
        head = text.buffer[text.at : text.at + _LONGEST_ISA].decode("latin-1")
        marks, stop = read_isa(head, 0, 1)
    except X12Error as error:
        raise NotPlain from error
    if marks.terminator in "\r\n" or not head.startswith("ISA"):
        raise NotPlain
    terminator, pattern = marks.terminator.encode("latin-1"), _pattern(marks)
    begin = text.base + text.at
    yield Envelope("ISA", _at(text.segments + 1, begin, head[:stop]), begin, begin + stop + 1, marks)
    text.at += stop
    while True:
        last = text.buffer.rfind(terminator, text.at)
        for found in _matches(text, pattern, marks, last):
            one = _envelope(text, found, terminator, marks)
            yield one
            if one.name == "IEA":
                text.at = one.stop - text.base
                text.segments = one.at.number
                return
        text.segments += text.buffer.count(terminator, text.at, last)
        text.at = last
        if len(text.buffer) - last > LONGEST_SEGMENT or not text.more():
            raise NotPlain


def _matches(text: _Text, pattern: re.Pattern[bytes], marks: Delimiters, last: int) -> Iterator[re.Match[bytes]]:
    """What the pattern finds from the place on, with its terminator at most at `last`; a kernel says where it may be found."""
    data, base = text.buffer, text.base
    places = find_envelopes(data, base, marks, text.at, last + 1)
    if places is None:
        return pattern.finditer(data, text.at, last + 1)
    return filter(None, (pattern.match(data, at, last + 1) for at in places))


def _envelope(text: _Text, found: re.Match[bytes], terminator: bytes, marks: Delimiters) -> Envelope:
    """What was found, when it is written plainly; the place moves to the terminator before it."""
    line_end, name, blanks = found.groups()
    text.segments += text.buffer.count(terminator, text.at, found.start())
    text.at = found.start()
    known = name.decode()
    if known not in _AFTER or line_end not in _LINE_ENDS or blanks:
        raise NotPlain
    begin = found.start(2)
    stop = text.buffer.find(terminator, begin)
    raw = text.buffer[begin:stop].decode("latin-1")
    return Envelope(known, _at(text.segments + 2, text.base + begin, raw), text.base + text.at + 1, text.base + stop + 1, marks)


def _at(number: int, offset: int, raw: str) -> At:
    if not raw.isprintable():
        raise NotPlain
    return At(number, offset, raw)


@lru_cache(maxsize=64)
def _pattern(marks: Delimiters) -> re.Pattern[bytes]:
    """A terminator, then a segment that is of an envelope, or whose length only its own elements say."""
    element, terminator = (re.escape(mark.encode("latin-1")) for mark in (marks.element, marks.terminator))
    names = rb"ISA|GS|ST|SE|GE|IEA|TA1|BIN|BDS"
    return re.compile(terminator + rb"([ \t\r\n]*)(" + names + rb")([ \t]*)(?=[" + element + terminator + rb"])", re.IGNORECASE)
