"""Files of any size → Arrow tables by the kernels: one thread finds the sets, two make their rows, batches come in order.

The bytes are cut into interchanges and whole segments by the plain reader of `stream.py`, and the envelopes are followed by
`harvest_envelopes.py`, so that both readers agree on what a file is. Only whole sets are given to the kernels. A set with a
segment that is out of the ordinary (a line end inside, binary data) is read by the plain reader. Memory is that of a few
blocks, or of the largest set.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from superbill.x12.arrow import Batch, Numbering
from superbill.x12.fast.job import Harvest, Job, SetPlace
from superbill.x12.fast.scan import MOST_BYTES, Scan, find_special, packed, scan
from superbill.x12.findings import CATALOGUE, Severity
from superbill.x12.harvest import Problem, SetReader, SetRows
from superbill.x12.harvest_envelopes import ENVELOPES, Envelopes
from superbill.x12.layouts import Layout
from superbill.x12.layouts.plan import LayoutPlan
from superbill.x12.segments import Delimiters
from superbill.x12.stream import Piece, _Reader

BLOCK = 2 << 20
"""Bytes that are worth a kernel's while."""
THREADS = 2
_GAP = 64  # blanks between interchanges that a block may have
_ENVELOPE_TAGS = np.array([packed(tag) for tag in sorted(ENVELOPES)], np.uint32)


def stream(chunks: Iterable[bytes], layout: Layout) -> Iterator[Batch]:
    """The batches of a file; what `superbill.x12.arrow.stream_tables` promises."""
    numbering = Numbering(layout)
    finder = _SetFinder(layout)
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Problem | SetRows | Future[Harvest | list[SetRows]]] = deque()
        running = 0
        for found in finder.find(chunks):
            if isinstance(found, Job):
                waiting.append(pool.submit(found.run))
                running += 1
            else:
                waiting.append(found)
            if running > THREADS + 1:
                yield from _finish(waiting, numbering, until=THREADS)
                running = THREADS
        yield from _finish(waiting, numbering, until=0)


def _finish(
    waiting: "deque[Problem | SetRows | Future[Harvest | list[SetRows]]]", numbering: Numbering, *, until: int
) -> Iterator[Batch]:
    """Give the oldest results, until so many jobs are left or, with 0, nothing is."""
    left = sum(isinstance(each, Future) for each in waiting)
    plain: list[Problem | SetRows] = []
    while waiting and (left > until or not until):
        item = waiting.popleft()
        left -= isinstance(item, Future)
        result = item.result() if isinstance(item, Future) else [item]
        if isinstance(result, Harvest):
            if plain:
                yield numbering.batch(plain)
                plain = []
            yield result.batch(numbering)
        else:
            plain += result
    if plain or not until:
        yield numbering.batch(plain)


class _BlockReader(_Reader):
    """The plain reader, but segments stay in one piece: `block` takes them; `base` is the offset at which they begin."""

    block = b""
    at_once = 4 * BLOCK

    def _split(self, block: str, marks: Delimiters) -> list[Piece]:
        self.block = block.encode("latin-1")
        return []

    def _special(self, marks: Delimiters, last: int) -> tuple[int, str]:
        if not last:
            return super()._special(marks, last)
        near = self.text.find(f"IEA{marks.element}", 0, last)  # many interchanges are small: look no further than need be
        found = find_special(f"{self.text[: near + 4]}{marks.terminator}".encode("latin-1"), marks) if near >= 0 else (0, "")
        return found if found[1] else find_special(self.text[:last].encode("latin-1"), marks)


@dataclass(slots=True)
class _Part:
    """Some of a set that has begun and not ended: whole segments from `base` on, or one binary segment."""

    base: int
    data: bytes = b""
    binary: str = ""


class _SetFinder:
    """Follows the envelopes through the blocks, and makes jobs of the sets."""

    def __init__(self, layout: Layout) -> None:
        self.found: list[Job | Problem | SetRows] = []
        self.envelopes = Envelopes(layout, self._tell)
        self.plan: LayoutPlan | None = None
        self.values: tuple[str, ...] = ()
        self.parts: list[_Part] = []
        self.st = 0
        self.number = 0
        self.waiting: list[bytes] = []
        self.base = self.size = 0
        self.marks = Delimiters()

    def find(self, chunks: Iterable[bytes]) -> Iterator[Job | Problem | SetRows]:
        """Jobs and problems, those of a set in the order of the file."""
        reader = _BlockReader(self._hear)
        for chunk in chunks:
            for marks, pieces in reader.feed(chunk):
                self._take(marks, pieces, reader)
            yield from self._drain()
        for marks, pieces in reader.end():
            self._take(marks, pieces, reader)
        self._flush()
        self.plan = None
        self.envelopes.end()
        yield from self._drain()

    def _drain(self) -> Iterator[Job | Problem | SetRows]:
        found, self.found = self.found, []
        yield from found

    def _tell(self, code: str, offset: int, spot: str) -> None:
        self.found.append(Problem(-1, offset, code, spot))

    def _hear(self, code: str, offset: int, value: str) -> None:
        if CATALOGUE[code].severity is not Severity.INFO:
            self._tell(code, offset, "")

    def _take(self, marks: Delimiters, pieces: Sequence[Piece], reader: _BlockReader) -> None:
        """Gather segments until there are enough for a scan; those of small interchanges are scanned together."""
        if pieces:
            self._flush()
            self._binary(*pieces[0], marks)
            return
        gap = reader.base - self.base - self.size
        if self.waiting and (marks != self.marks or gap > _GAP or self.size >= BLOCK):
            self._flush()
        if not self.waiting:
            self.base, self.marks, gap = reader.base, marks, 0
        self.waiting += [b" " * gap, reader.block]
        self.size += gap + len(reader.block)

    def _flush(self) -> None:
        """Scan what has been gathered."""
        waiting, self.waiting, self.size = b"".join(self.waiting), [], 0
        if waiting:
            self._block(self.base, scan(waiting, self.marks), self.marks)

    def _binary(self, offset: int, raw: str, marks: Delimiters) -> None:
        self.number += 1
        if self.plan is None:
            self.envelopes.stray(offset, raw.split(marks.element)[0].strip().upper())
        else:
            self.parts.append(_Part(offset, binary=raw))

    def _block(self, base: int, block: Scan, marks: Delimiters) -> None:
        """Follow the envelopes of a block; its whole sets become jobs."""
        last = 0
        for at in self._envelopes_in(block, marks):
            self._between(block, base, last, at, marks)
            elements = block.text(at, marks).split(marks.element)
            tag, offset = elements[0].strip().upper(), base + int(block.start[at])
            plan, self.plan = self.plan, None
            begun = self.envelopes.take(tag, elements, offset, self.number + at + 1)
            if begun is not None:
                self.plan, self.values, self.st, self.parts = begun, self.envelopes.values, at, []
            elif tag == "SE" and plan is not None:
                if self.parts:
                    self._join(plan, block, base, at, marks)
                else:
                    _add(self.found, Job(plan, block, base, marks, [SetPlace(self.st, at, self.values)]))
            last = at + 1
        self._between(block, base, last, len(block), marks)
        if self.plan is not None:
            begin = 0 if self.parts else int(block.start[self.st])
            self.parts.append(_Part(base + begin, block.data[begin:].tobytes()))
        self.number += len(block)

    def _envelopes_in(self, block: Scan, marks: Delimiters) -> list[int]:
        places = np.flatnonzero(np.isin(block.tag, _ENVELOPE_TAGS)).tolist()
        odd = np.flatnonzero(block.tag == 0).tolist()  # a name with blanks around it, perhaps
        places += [at for at in odd if block.text(at, marks).split(marks.element)[0].strip().upper() in ENVELOPES]
        return sorted(places)

    def _between(self, block: Scan, base: int, first: int, last: int, marks: Delimiters) -> None:
        """Segments that are of no envelope, and of no set either."""
        if not self.envelopes.in_set and not self.envelopes.adrift:
            for at in range(first, last):
                self.envelopes.stray(base + int(block.start[at]), block.text(at, marks).split(marks.element)[0].strip().upper())

    def _join(self, plan: LayoutPlan, block: Scan, base: int, se: int, marks: Delimiters) -> None:
        """A set that stands in several blocks becomes a job of its own, or is read plainly when some of it is binary."""
        until = int(block.start[se + 1]) if se + 1 < len(block) else len(block.data)
        parts, self.parts = [*self.parts, _Part(base, block.data[:until].tobytes())], []
        if any(part.binary for part in parts) or sum(len(part.data) for part in parts) > MOST_BYTES:
            self.found.append(_read_plainly(plan, parts, self.values, marks))
            return
        joined = scan(b"".join(part.data for part in parts), marks)
        place = SetPlace(0, len(joined) - 1, self.values)
        self.found.append(Job(plan, joined, parts[0].base, marks, [place], plain=bool(joined.odd.any())))


def _add(found: "list[Job | Problem | SetRows]", job: Job) -> None:
    """Add a set to the last job when it is of the same kind."""
    one = job.sets[0]
    job.plain = bool(job.scan.odd[one.st : one.se].any())
    last = found[-1] if found else None
    if isinstance(last, Job) and last.scan is job.scan and last.plan is job.plan and not last.plain and not job.plain:
        last.sets.append(one)
    else:
        found.append(job)


def _read_plainly(plan: LayoutPlan, parts: Sequence[_Part], envelope: tuple[str, ...], marks: Delimiters) -> SetRows:
    pieces: list[Piece] = []
    for part in parts:
        if part.binary:
            pieces.append((part.base, part.binary))
        else:
            found = scan(part.data, marks)
            pieces += [(part.base + int(found.start[at]), found.text(at, marks)) for at in range(len(found))]
    reader = SetReader(plan, marks, envelope, pieces[0][0])
    for offset, raw in pieces[1:-1]:
        elements = raw.split(marks.element)
        reader.take(elements[0].strip().upper(), elements, offset)
    return reader.rows()
