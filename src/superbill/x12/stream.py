"""Bytes in chunks of any size → the raw segments of each interchange, in constant memory. Nothing raises; trouble is told.

Lenient in reading, and every leniency is told once for each interchange: a byte-order mark, blank lines, line ends after or
inside segments, text outside interchanges, a last segment without its terminator. The delimiters come from each ISA.
Text is Latin-1, one character a byte, so that a position is a byte offset; `readable` turns a value into what was meant.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from superbill.x12.errors import X12Error
from superbill.x12.segments import BINARY, Delimiters, binary_stop, read_isa

Piece = tuple[int, str]
"""A raw segment without its terminator, after the byte offset at which it begins."""
Tell = Callable[[str, int, str], None]
"""Takes the code of a finding, the byte offset, and the value."""

LONGEST_SEGMENT = 1 << 20
"""Bytes; a segment that goes on longer is an endless one. Binary segments (BIN, BDS) say their length themselves."""
LONGEST_BINARY = 1 << 26
_LONGEST_ISA = 400  # 106 characters, with room for padding and line ends where the file was wrapped
_BLANK = " \t\r\n"
_BETWEEN = _BLANK + "\x1a\x00"


def read_pieces(chunks: Iterable[bytes], tell: Tell) -> Iterator[tuple[Delimiters, list[Piece]]]:
    """The raw segments of a file in batches, each with the delimiters it was read by; the first of an interchange is ISA."""
    reader = _Reader(tell)
    for chunk in chunks:
        yield from reader.feed(chunk)
    yield from reader.end()


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
    """What has come and is not yet a whole segment, with the delimiters of the interchange that it stands in."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.text = ""
        self.base = 0
        self.marks: Delimiters | None = None
        self.begun = False
        self.told: set[str] = set()

    def feed(self, chunk: bytes) -> Iterator[tuple[Delimiters, list[Piece]]]:
        self.text += chunk.decode("latin-1")
        if self.marks is None or self.marks.terminator.encode("latin-1") in chunk or len(self.text) > LONGEST_SEGMENT:
            yield from self._drain(final=False)

    def end(self) -> Iterator[tuple[Delimiters, list[Piece]]]:
        yield from self._drain(final=True)
        rest = self.text.strip(_BETWEEN)
        if rest and self.marks is not None:
            self.tell("SNIP1-CUT", self.base + self.text.find(rest[0]), rest[:40])
        elif not self.begun:
            self.tell("SNIP1-NOT-X12" if rest or self.base else "SNIP1-EMPTY", 0, "")

    def _drain(self, *, final: bool) -> Iterator[tuple[Delimiters, list[Piece]]]:
        while True:
            if self.marks is None and not self._enter(final=final):
                return
            assert self.marks is not None
            marks = self.marks
            until, ends, binary = self._whole_part(marks, final=final)
            if until:
                yield marks, [(self.base, self.text[: until - 1])] if binary else self._split(self.text[:until], marks)
                self._drop(until)
            if ends:
                self.marks = None
            elif not until:
                return

    def _drop(self, length: int) -> None:
        self.text = self.text[length:]
        self.base += length

    def _once(self, code: str, offset: int) -> None:
        if code not in self.told:
            self.told.add(code)
            self.tell(code, offset, "")

    # --- the beginning of an interchange

    def _enter(self, *, final: bool) -> bool:
        """Find the next ISA and its delimiters; false when more bytes are needed or nothing is left."""
        while True:
            if not self._skip_to_isa(final=final):
                return False
            if len(self.text) < _LONGEST_ISA and not final:
                return False
            try:
                self.marks, _ = read_isa(self.text, 0, 1)
            except X12Error:
                self.tell("SNIP1-ISA", self.base, self.text[:40])
                self.begun = True
                self._drop(3)
                continue
            if self.base > 3 and not self.begun and "SNIP1-GARBAGE" not in self.told:
                self._once("SNIP1-BLANK", 0)
            self.begun = True
            self.told.clear()
            return True

    def _skip_to_isa(self, *, final: bool) -> bool:
        if not self.base and self.text.startswith("\xef\xbb\xbf"):
            self.tell("SNIP1-BOM", 0, "")
            self._drop(3)
        lead = len(self.text) - len(self.text.lstrip(_BETWEEN))
        self._drop(lead)
        if self.text[:3].upper() == "ISA" and (len(self.text) < 4 or not self.text[3].isalnum()):
            return len(self.text) > 3 or final
        at = _find_isa(self.text)
        if at < 0 and not final:
            self._garbage(max(0, len(self.text) - 3))
            return False
        self._garbage(at if at >= 0 else len(self.text))
        return at >= 0

    def _garbage(self, length: int) -> None:
        if length and (self.begun or _find_isa(self.text[length:]) == 0):
            self._once("SNIP1-GARBAGE", self.base)
        self._drop(length)

    # --- whole segments

    def _whole_part(self, marks: Delimiters, *, final: bool) -> tuple[int, bool, bool]:
        """How far whole segments of this interchange reach; whether it ends there; whether it is one binary segment."""
        text, last = self.text, self.text.rfind(marks.terminator) + 1
        special, tag = self._special(marks, last)
        if tag in BINARY and special == 0:
            return self._binary_end(marks, final=final), False, True
        if tag == "ISA" and special > 0:
            return special, True, False
        if tag == "IEA":
            stop = text.find(marks.terminator, special) + 1
            if stop:
                return stop, True, False
        if tag in BINARY:
            return special, False, False
        if final and last < len(text) and self._is_last(text[last:], marks):
            self.tell("SNIP1-UNTERMINATED", self.base + last, "")
            self.text = text.rstrip(_BETWEEN) + marks.terminator
            return len(self.text), True, False
        if not last and len(text) > LONGEST_SEGMENT:
            self.tell("SNIP1-ENDLESS", self.base, text[:40])
            self._drop(3)
            return 0, True, False
        return last, False, False

    def _special(self, marks: Delimiters, last: int) -> tuple[int, str]:
        """The first segment in the whole part that must not be split like others: IEA, the next ISA, a binary one."""
        best, best_tag = last, ""
        for tag in ("IEA", "ISA", "BIN", "BDS"):
            for name in (tag, tag.lower()):
                at = self._find_segment(name + marks.element, marks, best)
                if 0 <= at < best or (at == best == 0 and tag in BINARY):
                    best, best_tag = at, tag
        return best, best_tag

    def _find_segment(self, name: str, marks: Delimiters, before: int) -> int:
        """Where a segment of that name begins: after a terminator and blanks, not inside a value. ISA at 0 is our own."""
        own = name[:3].upper() == "ISA"
        at = self.text.find(name, 1 if own else 0, before + len(name))
        while at >= 0:
            lead = self.text[max(0, at - 80) : at]
            bare = lead.rstrip(_BLANK)
            if (not bare and at <= 80 and not own) or bare.endswith(marks.terminator) or marks.terminator in lead[len(bare) :]:
                return at
            at = self.text.find(name, at + 1, before + len(name))
        return -1

    def _binary_end(self, marks: Delimiters, *, final: bool) -> int:
        """Where a binary segment ends, by the length it says; 0 when it has not come whole. A wrong length makes it a plain one."""
        stop = binary_stop(self.text, 0, marks)
        if self.text[stop : stop + 1] == marks.terminator:
            return stop + 1
        if len(self.text) <= stop <= LONGEST_BINARY and not final:
            return 0
        return self.text.find(marks.terminator) + 1

    @staticmethod
    def _is_last(rest: str, marks: Delimiters) -> bool:
        """IEA with its two elements, at the end of the file and without a terminator."""
        parts = rest.strip(_BETWEEN).split(marks.element)
        return parts[0].upper() == "IEA" and len(parts) == 3 and parts[2].isdigit() and len(parts[2]) == 9

    def _split(self, block: str, marks: Delimiters) -> list[Piece]:
        """The segments of a block that ends with a terminator, without what stands between them."""
        after = block[block.find(marks.terminator) + 1 :][:2]
        between = after if after == "\r\n" else after[:1] if after[:1] == "\n" else ""
        lead = len(between) if between and block.startswith(between) else 0
        mark, body = marks.terminator + between, block[lead:-1]
        raws = body.split(mark)  # most files have the same after every segment
        whole = all(raws) and body.count(marks.terminator) == len(raws) - 1
        if whole and "".join(raws).isprintable() and " " not in {raw[0] for raw in raws}:
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


def _find_isa(text: str) -> int:
    """Where an ISA could begin: the name, then a mark that can part elements."""
    upper = text.upper()
    at = upper.find("ISA")
    while at >= 0:
        mark = text[at + 3 : at + 4]
        if mark and not mark.isalnum() and mark not in " \t\r\n":
            return at
        at = upper.find("ISA", at + 1)
    return -1
