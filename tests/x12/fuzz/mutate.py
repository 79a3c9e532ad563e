"""Files damaged in ways that know what X12 is: segments, elements, delimiters, envelopes, counts, attachments, bytes.

`Mutator(random, pool).damaged(data)` gives another file each time, always the same for the same random numbers. Half of the
files that were changed in their structure have their counts put right again, so that the damage reaches what stands deeper.
"""

from collections.abc import Callable, Sequence
from random import Random

from tests.x12.fuzz import structure

Segments = list[bytes]

VALUES = (
    b"", b" ", b"0", b"00", b"-", b".", b"-.", b"1.", b"+1", b"-0", b"1e5", b"NaN", b"Infinity", b"9" * 18, b"9" * 400, b"0.001",
    b"\xb2", b"\xb9\xb3", b"\xbc", b"\xe9", b"\xc3\xa9", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xc2", b"\x00", b"\x1b[31m",
    b"\x7f", b"\x85", b"\xa0", b"\t", b"\n", b"\r\n", b"A" * 90, b"<b>&amp;\"'", b"D8", b"RD8", b"DT", b"TM", b"20260230", b"00000000",
    b"99991231", b"20260901-20260831", b"20260901-", b"2460", b"1", b"2", b"18", b"41", b"85", b"QC", b"IL", b"ZZ", b"XX", b"Y", b"N",
    b"HC:99213", b"HC>99213", b"ABK:A000", b"11:B:1", b":", b"::::::::", b"^^^^", b"*", b"~", b"ISA", b"IEA", b"005010X222A1",
    b"005010X221A1", b"006020X314", b"837", b"835", b"278", b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", b"\\", b"%s%n", b"{}", b"\x1a",
)  # fmt: skip
"""Values that somewhere mean something, or ought not to."""
TAGS = (
    b"ISA IEA GS GE ST SE BHT HL NM1 CLM CLP SVC SV1 CAS LX LS LE BIN BDS REF DTP HI AMT PLB TA1 AK1 IK3 ZZZ A ABCD 1 nm1".split()
)
MARKS = b"*:^~|!>\\\x1c\x1d\x1e\x1f\n\r -.A0\x00\xe9"
_COUNTED = {b"SE": b"ST", b"GE": b"GS", b"IEA": b"ISA"}


class Mutator:
    """`pool` are other files, whose parts are put in."""

    def __init__(self, random: Random, pool: Sequence[bytes], *, large: int = 300_000) -> None:
        self.random, self.pool, self.large = random, pool, large
        self.element, self.repetition, self.component, self.terminator = b"*", b"^", b":", b"~"

    def damaged(self, data: bytes) -> bytes:
        """The file with one to five changes."""
        if self.random.random() < 0.02:
            return data
        for _ in range(self.random.choice((1, 1, 1, 2, 2, 3, 5))):
            self._read_marks(data)
            if self.random.random() < 0.6:
                segments = self._segments(data)
                self.random.choice(_OF_SEGMENTS)(self, segments)
                if self.random.random() < 0.5:
                    self._count(segments)
                data = self.terminator.join(segments)
            else:
                data = self.random.choice(_OF_BYTES)(self, data)
        return data

    def grown(self, data: bytes) -> bytes:
        """A large file: a part of it many times over, or a mark, a value or an envelope; or one huge thing in it."""
        self._read_marks(data)
        if self.random.random() < 0.3:
            return structure.huge(self, data)
        length = self.random.randrange(self.large // 4, self.large)
        at, stop = self._slice(data)
        marks = self.element + self.repetition + self.component + self.terminator
        unit = self.random.choice((
            data[at:stop] or b"X", data, bytes([self.random.choice(marks)]), bytes([self.random.choice(MARKS)]),
            self._segment(data), self._segment(data) + b"\n", self.terminator + b"\n", self.element + self.component,
            b"ISA", b"ISA*00", b"IEA*0*000000001~", b"BIN*1*X~", b"BDS*ASC*5*~", b"BIN*99999999*", b"bds*", data[:106], data[:105],
            b"LX*1~", b"HL*1**20*1~", b"NM1*85~", b"CLM*1*1~", b"GS*HC~", b"ST*837*0001~", b"SE~", b"A~", b"\x00", b"\xef\xbb\xbf",
            b"REF*", b"HI*ABK:A000^", b"\r\n ", b"~\r\nISA",
        ))  # fmt: skip
        where = self.random.choice((at, stop, len(data), 0, 106))
        unit = unit or b"X"  # of a file without a byte
        return data[:where] + unit * (length // len(unit)) + data[where:]

    # --- what a file is made of

    def _read_marks(self, data: bytes) -> None:
        at = max(0, data.find(b"ISA"))
        self.element = data[at + 3 : at + 4] or b"*"
        parts = data[at : at + 110].split(self.element)
        last = parts[16] if len(parts) > 16 else b":~"
        self.component, self.terminator = last[:1] or b":", last[1:2] or b"~"
        self.repetition = parts[11][:1] or b"^" if len(parts) > 16 else b"^"

    def _segments(self, data: bytes) -> Segments:
        return data.split(self.terminator)

    def _segment(self, data: bytes) -> bytes:
        return self.random.choice(self._segments(data)) + self.terminator

    def _slice(self, data: bytes) -> tuple[int, int]:
        at = self.random.randint(0, len(data))
        return at, min(len(data), at + self.random.choice((1, 2, 10, 100, 1000, len(data) or 1)))

    def _count(self, segments: Segments) -> None:
        """Put the counts of SE, GE and IEA right."""
        counts = {b"ST": 0, b"GS": 0, b"ISA": 0}
        for index, segment in enumerate(segments):
            tag, *elements = segment.strip(b"\r\n").split(self.element)
            counts[b"ST"] += 1
            if tag in _COUNTED and elements:
                lead = segment[: len(segment) - len(segment.lstrip(b"\r\n"))]
                elements[0] = str(counts[_COUNTED[tag]]).encode()
                segments[index] = lead + self.element.join((tag, *elements))
            if tag in (b"ST", b"GS", b"ISA"):
                counts[tag] = 1 if tag == b"ST" else 0
            if tag in (b"SE", b"GE"):
                counts[b"GS" if tag == b"SE" else b"ISA"] += 1

    def _some(self, segments: Segments) -> int:
        return self.random.randrange(len(segments))

    # --- segments

    def drop(self, segments: Segments) -> None:
        at = self._some(segments)
        del segments[at : at + self.random.choice((1, 1, 1, 2, 10))]
        if not segments:
            segments.append(b"")

    def double(self, segments: Segments) -> None:
        at, length = self._some(segments), self.random.choice((1, 1, 2, 5, 40))
        segments[at:at] = segments[at : at + length] * self.random.choice((1, 1, 2, 20))

    def swap(self, segments: Segments) -> None:
        one, other = self._some(segments), self._some(segments)
        segments[one], segments[other] = segments[other], segments[one]

    def move(self, segments: Segments) -> None:
        segments.insert(self._some(segments), segments.pop(self._some(segments)))

    def borrow(self, segments: Segments) -> None:
        """Segments of another file put in."""
        other = self.random.choice(self.pool).split(b"~")
        at = self.random.randrange(len(other))
        borrowed = [each.replace(b"*", self.element) for each in other[at : at + self.random.choice((1, 1, 3, 12))]]
        where = self._some(segments)
        segments[where:where] = borrowed

    def rename(self, segments: Segments) -> None:
        at = self._some(segments)
        tag, mark, rest = segments[at].partition(self.element)
        segments[at] = self.random.choice((*TAGS, tag.lower(), b" " + tag, tag + b" ", b"\n\n" + tag)) + mark + rest

    def edit(self, segments: Segments) -> None:
        """An element put in, taken out, replaced, doubled, repeated, grown, parted."""
        at = self._some(segments)
        mark = self.random.choice((self.element, self.element, self.component, self.repetition))
        elements = segments[at].split(mark)
        place = self.random.randrange(len(elements) + 1)
        value = self.random.choice(VALUES)
        old = elements[place] if place < len(elements) else b""
        match self.random.randrange(7):
            case 0:
                elements[place:place] = [value] * self.random.choice((1, 1, 2, 30))
            case 1:
                elements[place : place + 1] = []
            case 2 | 3:
                elements[place : place + 1] = [value]
            case 4:
                elements[place : place + 1] = [self.repetition.join([old or value] * self.random.choice((2, 3, 12, 120)))]
            case 5:
                where = self.random.randint(0, len(old))
                elements[place : place + 1] = [old[:where] + value + old[where:]]
            case _:
                elements[place : place + 1] = [self.component.join((old, value, old))]
        segments[at] = mark.join(elements)

    def exchange(self, segments: Segments) -> None:
        """An element of one segment put into another."""
        one, other = self._some(segments), self._some(segments)
        elements = segments[one].split(self.element)
        given = segments[other].split(self.element)
        elements[self.random.randrange(len(elements))] = self.random.choice(given)
        segments[one] = self.element.join(elements)

    def attach(self, segments: Segments) -> None:
        """A binary segment, its length right or wrong."""
        data = self.random.choice(VALUES) + self.terminator * self.random.randint(0, 3) + self.random.choice(VALUES)
        said = self.random.choice((len(data), len(data), len(data) + 1, len(data) - 1, 10**7, 10**30, -1))
        head = self.random.choice((b"BIN", b"BDS" + self.element + b"ASC", b"bin", b"BDS"))
        segments.insert(self._some(segments), self.element.join((head, str(said).encode(), data)))

    # --- bytes

    def cut(self, data: bytes) -> bytes:
        at = self.random.randint(0, len(data))
        return self.random.choice((data[:at], data[at:], data[:-1], data[:106], data[: self.random.randint(100, 110)]))

    def flip(self, data: bytes) -> bytes:
        at, stop = self._slice(data)
        put = self.random.choice((b"", bytes([self.random.randrange(256)]), self.random.choice(VALUES), data[at:stop][::-1]))
        return data[:at] + put + data[self.random.choice((at, at + 1, stop)) :]

    def remark(self, data: bytes) -> bytes:
        """A delimiter changed everywhere, or in ISA only."""
        old = self.random.choice((self.element, self.repetition, self.component, self.terminator))
        new = bytes([self.random.choice(MARKS)])
        return data.replace(old, new) if self.random.random() < 0.5 else data[:106].replace(old, new) + data[106:]

    def reline(self, data: bytes) -> bytes:
        """Other line ends, or lines of a fixed width."""
        end = self.random.choice((b"\n", b"\r\n", b"\r", b"\n\n", b" \n", b""))
        bare = data.replace(b"\r", b"").replace(b"\n", b"")
        if self.random.random() < 0.5:
            return bare.replace(self.terminator, self.terminator + end)
        width = self.random.choice((1, 40, 79, 80, 105, 106, 107))
        return end.join(bare[at : at + width] for at in range(0, len(bare), width))

    def frame(self, data: bytes) -> bytes:
        """Something before or behind it."""
        put = self.random.choice(
            (b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\n ", b"\x00\x00", b"\x1a", b"hello ISA world", b"ISA", data[:50], b"ISA*" * 4)
        )
        return put + data if self.random.random() < 0.5 else data + put

    def encode(self, data: bytes) -> bytes:
        return data.decode("latin-1").encode(self.random.choice(("utf-16", "utf-16-le", "utf-8", "utf-32")))

    def reshape_isa(self, data: bytes) -> bytes:
        """ISA with an element too long, too short, too many, too few."""
        at = max(0, data.find(b"ISA"))
        isa, rest = data[at : at + 106], data[at + 106 :]
        elements = isa.split(self.element)
        place = self.random.randrange(len(elements))
        elements[place] = self.random.choice(
            (elements[place] + b" ", elements[place][:-1], b"", b"X" * 60, self.random.choice(VALUES))
        )
        if self.random.random() < 0.2:
            del elements[place]
        return data[:at] + self.element.join(elements) + rest

    def splice(self, data: bytes) -> bytes:
        """The beginning of one file and the end of another; or the whole of both."""
        other = self.random.choice(self.pool)
        if self.random.random() < 0.4:
            return data + other
        return data[: self.random.randint(0, len(data))] + other[self.random.randint(0, len(other)) :]

    def stutter(self, data: bytes) -> bytes:
        """One mark, many times."""
        at = self.random.randint(0, len(data))
        mark = self.random.choice((self.element, self.repetition, self.component, self.terminator, b"\n", b" ", b"\x00", b"\xff"))
        return data[:at] + mark * self.random.choice((2, 50, 1000, 20_000)) + data[at:]


_OF_SEGMENTS: tuple[Callable[[Mutator, Segments], None], ...] = (
    Mutator.drop, Mutator.double, Mutator.swap, Mutator.move, Mutator.borrow, Mutator.rename, Mutator.edit, Mutator.edit, Mutator.edit,
    Mutator.exchange, Mutator.attach, *structure.OF_SEGMENTS,
)  # fmt: skip
_OF_BYTES: tuple[Callable[[Mutator, bytes], bytes], ...] = (
    Mutator.cut, Mutator.flip, Mutator.flip, Mutator.remark, Mutator.reline, Mutator.frame, Mutator.encode, Mutator.reshape_isa,
    Mutator.splice, Mutator.stutter, *structure.OF_BYTES,
)  # fmt: skip
