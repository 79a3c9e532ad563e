"""Bytes in chunks of any size → the raw segments of each interchange, in constant memory. Nothing raises; trouble is told.

Lenient in reading, and every leniency is told once for each interchange: a byte-order mark, blank lines, line ends after or
inside segments, text outside interchanges, a last segment without its terminator. The delimiters come from each ISA.
Text is Latin-1, one character a byte, so that a position is a byte offset; `readable` turns a value into what was meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from superbill.x12.errors import X12Error
from superbill.x12.fast.block import find_block, find_special
from superbill.x12.segments import BINARY, Delimiters, binary_stop, read_isa

Piece = tuple[int, str]
"""A raw segment without its terminator, after the byte offset at which it begins."""
Tell = Callable[[str, int, str], None]
"""Takes the code of a finding, the byte offset, and the value."""

LONGEST_SEGMENT = 1 << 20
"""Bytes; a segment that goes on longer is an endless one. Binary segments (BIN, BDS) say their length themselves."""
LONGEST_BINARY = 1 << 26
_LARGEST_CHUNK = 1 << 18
_LONGEST_ISA = 400  # 106 characters, with room for padding and line ends where the file was wrapped
_ISA = re.compile(r"ISA(?=[^\w\s\x80-\xff]|_)", re.ASCII | re.IGNORECASE)  # the name, then a mark that can part elements
_BLANK = " \t\r\n"
_BETWEEN = _BLANK + "\x1a\x00"
_NO_BLANK = re.compile(f"[^{_BETWEEN}]")


def read_pieces(chunks: Iterable[bytes], tell: Tell) -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
    """The raw segments of a file in batches, each with the delimiters it was read by; the first of an interchange is ISA.

    The same segments come, and the same is told, whatever the size of the chunks; what stands before a batch, or in it, is told
    before the batch comes.
    """
    return _read(chunks, _Reader(tell))


def _read(chunks: Iterable[bytes], reader: "_Reader") -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
    for chunk in chunks:
        for at in range(0, len(chunk), _LARGEST_CHUNK):
            yield from reader.feed(chunk[at : at + _LARGEST_CHUNK])
    yield from reader.end()


def read_blocks(chunks: Iterable[bytes], tell: Tell, *, begin: int = 0) -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
    """The same as `read_pieces`; of a large file the batches are blocks where that is possible, which a kernel can walk over.

    `begin` is the byte offset of the first chunk, where that is a part of a file.
    """
    reader = _Reader(tell, blocks=True)
    reader.base = begin
    return _read(chunks, reader)


def readable(value: str) -> str:
    """A Latin-1 value as it was meant: UTF-8 where it is that, else Windows-1252."""
    if value.isascii():
        return value
    try:
        raw = value.encode("latin-1")
    except UnicodeEncodeError:
        return value  # it was turned into text before
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


class _Reader:
    """What has come and is not yet a whole segment, with the delimiters of the interchange that it stands in.

    No more than `at_once` characters are split at a time, so that what is left is not copied too often.
    """

    at_once = _LARGEST_CHUNK

    def __init__(self, tell: Tell, *, blocks: bool = False) -> None:
        self.tell, self.blocks = tell, blocks
        self.text = ""
        self.base = 0
        self.marks: Delimiters | None = None
        self.begun = False
        self.fresh = False  # the text begins with the ISA that the marks come from
        self.told: set[str] = set()
        self.garbage = -1
        self.waiting: list[str] = []  # what came behind the text, until there is something to do with it
        self.size = 0
        self.later, self.later_at = "", 0  # what stands behind the text, from a place on, and is taken bit by bit
        self.wanted = 0
        self.found: dict[str, tuple[int, bool]] = {}
        self.found_by: Delimiters | None = None

    def feed(self, chunk: bytes) -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
        self.waiting.append(chunk.decode("latin-1"))
        self.size += len(chunk)
        ripe = self.marks is None or self.size > LONGEST_SEGMENT or self.marks.terminator.encode("latin-1") in chunk
        if ripe and self.size >= self.wanted:
            yield from self._drain(final=False)

    def end(self) -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
        yield from self._drain(final=True)
        rest = self.text.strip(_BETWEEN)
        if rest and self.marks is not None:
            self.tell("SNIP1-CUT", self.base + self.text.find(rest[0]), rest[:40])
        elif not self.begun:
            self.tell("SNIP1-NOT-X12" if rest or self.base else "SNIP1-EMPTY", 0, "")

    def _drain(self, *, final: bool) -> Iterator[tuple[Delimiters, Sequence[Piece]]]:
        text = "".join((self.text, *self.waiting))
        self.waiting.clear()
        self.text, self.later, self.later_at, self.wanted = text[: self.at_once], text[self.at_once :], 0, 0
        while True:
            last = final and not self._left
            if self.marks is not None or self._enter(final=last):
                assert self.marks is not None
                marks = self.marks
                until, ends, binary = self._whole_part(marks, final=final)
                if until:
                    yield marks, [(self.base, self.text[: until - 1])] if binary else self._split(self.text[:until], marks)
                    self._drop(until)
                if ends:
                    self.marks = None
                if ends or until:
                    continue
            if not self._left:
                return
            self._take(self.at_once)

    @property
    def _left(self) -> int:
        """How much stands behind the text and has come."""
        return len(self.later) - self.later_at

    def _take(self, length: int) -> None:
        self.text += self.later[self.later_at : self.later_at + length]
        self.later_at += length
        if self._left <= 0:
            self.later, self.later_at = "", 0

    def _drop(self, length: int) -> None:
        if length:
            self.text = self.text[length:]
            self.base += length
            self.size = len(self.text)
            self.fresh = False

    def _once(self, code: str, offset: int, value: str = "") -> None:
        if code not in self.told:
            self.told.add(code)
            self.tell(code, offset, value)

    # --- the beginning of an interchange

    def _enter(self, *, final: bool) -> bool:
        """Find the next ISA and its delimiters; false when more bytes are needed or nothing is left."""
        at = 0
        if not self.base and self.text.startswith("\xef\xbb\xbf"):
            self.tell("SNIP1-BOM", 0, "")
            at = 3
        while True:
            at, there = self._skip_to_isa(at, final=final)
            if not there or (len(self.text) - at < _LONGEST_ISA and not final):
                self._drop(at)
                return False
            if self.garbage >= 0:
                self._once("SNIP1-GARBAGE", self.garbage)
            self.begun = True
            try:
                self.marks, _ = read_isa(self.text[at : at + _LONGEST_ISA], 0, 1)
                break
            except X12Error:
                self._once("SNIP1-ISA", self.base + at, self.text[at : at + 40])
                at = self._pass_by(at, at + 3)
        self._drop(at)
        self.fresh, self.garbage = True, -1
        self.told.clear()
        if self.marks != self.found_by:
            self.found.clear()
            self.found_by = self.marks
        return True

    def _skip_to_isa(self, at: int, *, final: bool) -> tuple[int, bool]:
        """Where the next ISA stands, whole or cut; or how far there is none."""
        bare = _NO_BLANK.search(self.text, at)
        stop = bare.start() if bare else len(self.text)
        if stop > at and not self.begun and self.garbage < 0:
            self._once("SNIP1-BLANK", self.base + at)
        found = _ISA.search(self.text, stop)
        end = found.start() if found else len(self.text) if final else max(stop, len(self.text) - 3)
        return self._pass_by(stop, end), found is not None

    def _pass_by(self, at: int, stop: int) -> int:
        """Leave out what belongs to no interchange, and blanks before it."""
        if stop > at:
            if self.garbage < 0:
                self.garbage = self.base + at
            if self.begun:
                self._once("SNIP1-GARBAGE", self.garbage)
        return stop

    # --- whole segments

    def _whole_part(self, marks: Delimiters, *, final: bool) -> tuple[int, bool, bool]:
        """How far whole segments of this interchange reach; whether it ends there; whether it is one binary segment."""
        text, last = self.text, self.text.rfind(marks.terminator) + 1
        if not self.fresh and _head(text) == f"ISA{marks.element}":
            return 0, True, False  # another interchange, where this one has no trailer
        special, tag = self._special(marks, last)
        binary = tag in BINARY and special == 0
        if binary and (stop := self._binary_end(marks, final=final)) >= 0:
            return stop, False, True
        if self._is_endless(marks):
            return 0, True, False
        if binary:
            return self.text.find(marks.terminator) + 1, False, True
        if tag == "ISA" and special > 0:
            return special, True, False
        if tag == "IEA":
            return text.find(marks.terminator, special) + 1, True, False
        if tag in BINARY:
            return special, False, False
        if final and not self._left and last < len(text) and self._is_last(text[last:], marks):
            self.tell("SNIP1-UNTERMINATED", self.base + last, "")
            self.text = text.rstrip(_BETWEEN) + marks.terminator
            return len(self.text), True, False
        return last, False, False

    def _is_endless(self, marks: Delimiters) -> bool:
        """Whether the first segment is too long to be one; then the next ISA is looked for, inside it too."""
        first = self.text.find(marks.terminator)
        if (first if first >= 0 else len(self.text)) <= LONGEST_SEGMENT:
            return False
        self.tell("SNIP1-ENDLESS", self.base, self.text[:40])
        self._drop(3)
        return True

    def _special(self, marks: Delimiters, last: int) -> tuple[int, str]:
        """The first segment in the whole part that must not be split like others: the next ISA, IEA, a binary one."""
        if self.blocks and (quick := find_special(self.text[:last], self.base, marks)) is not None:
            return quick
        best, best_tag = last, ""
        for tag in ("ISA", "IEA", "BIN", "BDS"):
            for name in (tag, tag.lower()):
                at = self._find_segment(name + marks.element, marks, best)
                if 0 <= at < best or (at == best == 0 and tag in BINARY):
                    best, best_tag = at, tag
        return best, best_tag

    def _find_segment(self, name: str, marks: Delimiters, before: int) -> int:
        """Where a segment of that name begins: after a terminator and blanks, not inside a value. ISA at 0 is our own.

        What was found, or how far there is none, is remembered, so that nothing is looked at twice.
        """
        known, there = self.found.get(name, (0, False))
        known -= self.base
        least = 1 if name[:3].upper() == "ISA" else 0
        if there and known >= least:
            return known
        at = self.text.find(name, max(least, known), before + len(name))
        while at >= 0 and not _begins_segment(self.text, at, marks.terminator):
            at = self.text.find(name, at + 1, before + len(name))
        self.found[name] = (self.base + (before if at < 0 else at), at >= 0)
        return at

    def _binary_end(self, marks: Delimiters, *, final: bool) -> int:
        """Where a binary segment ends, by the length it says; 0 when it has not come whole, -1 when the length is wrong."""
        stop = binary_stop(self.text, 0, marks)
        beyond = stop - len(self.text)
        if 0 <= beyond < self._left and self.later[self.later_at + beyond] == marks.terminator:
            self._take(beyond + 1)
        elif self._left <= beyond and stop <= LONGEST_BINARY and not final:
            self._take(self._left)
            self.wanted = stop + 1
            return 0
        return stop + 1 if self.text[stop : stop + 1] == marks.terminator else -1

    @staticmethod
    def _is_last(rest: str, marks: Delimiters) -> bool:
        """IEA with its two elements, at the end of the file and without a terminator."""
        parts = rest.strip(_BETWEEN).split(marks.element)
        return parts[0].upper() == "IEA" and len(parts) == 3 and parts[2].isdecimal() and len(parts[2]) == 9

    def _split(self, block: str, marks: Delimiters) -> Sequence[Piece]:
        """The segments of a block that ends with a terminator, without what stands between them."""
        if self.blocks and (whole := find_block(block, self.base, marks)) is not None:
            return whole
        after = block[block.find(marks.terminator) + 1 :][:2]
        between = after if after == "\r\n" else after[:1] if after[:1] == "\n" else ""
        lead = len(between) if between and block.startswith(between) else 0
        mark, body = marks.terminator + between, block[lead:-1]
        raws = body.split(mark)  # most files have the same after every segment
        even = all(raws) and body.count(marks.terminator) == len(raws) - 1
        if even and "".join(raws).isprintable() and " " not in {raw[0] for raw in raws}:
            steps = accumulate((len(raw) + len(mark) for raw in raws[:-1]), initial=self.base + lead)
            return list(zip(steps, raws, strict=True))
        return self._split_closely(block, marks)

    def _split_closely(self, block: str, marks: Delimiters) -> list[Piece]:
        pieces: list[Piece] = []
        at = self.base
        for raw in block.split(marks.terminator)[:-1]:
            lead = 1 if raw[:1] == "\n" else 2 if raw[:2] == "\r\n" else 0
            bare = raw[lead:] if lead else raw
            if bare and bare[0] != " " and bare.isprintable():
                pieces.append((at + lead, bare))
            else:
                pieces.extend(self._mended(at, raw, marks))
            at += len(raw) + 1
        return pieces

    def _mended(self, at: int, raw: str, marks: Delimiters) -> Iterator[Piece]:
        """A segment without the line ends and blanks before and inside it; nothing where nothing else stands."""
        bare = raw.lstrip(_BLANK)
        lead, lines = len(raw) - len(bare), marks.terminator in "\r\n"
        if (not bare and not lines) or raw[:lead].strip("\r\n") or lead > 2:
            self._once("SNIP1-BLANK", at)
        if not lines and ("\n" in bare or "\r" in bare):
            self._once("SNIP1-WRAPPED", at + lead)
            bare = bare.replace("\r", "").replace("\n", "")
        bare = bare.rstrip("\r\n")
        if bare:
            yield at + lead, bare


def _begins_segment(text: str, at: int, terminator: str) -> bool:
    """Whether nothing but blanks stands between the place and the terminator before it, or the beginning."""
    while at and text[at - 1] in _BLANK and text[at - 1] != terminator:
        at -= 1
    return not at or text[at - 1] == terminator


def _head(text: str) -> str:
    """The first four characters that are no blanks, in capitals."""
    at = 0
    while text[at : at + 1] in _BLANK and at < len(text):
        at += 1
    return text[at : at + 4].upper()
