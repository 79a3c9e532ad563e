"""A file checked by several processes, a part each, with the same report as when it is read in order.

    report = check_in_parts(data, jobs=4)

The envelopes are found first (`outline.py`); whole sets go to worker processes (`part.py`) with the ISA and GS that they stand below;
here what was found is put together in the order of the file. A file that is not plain is read in order by `check`.
"""

import gc
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from superbill.x12.check import ALL_LEVELS, CHUNK, Checker, check
from superbill.x12.fast.block import AFTER, SOON, are_compiled, are_loaded
from superbill.x12.garbage import seldom_collected
from superbill.x12.guides import tables_of
from superbill.x12.objects.kept import Hearing
from superbill.x12.outline import Envelope, NotPlain, Part, read_outline
from superbill.x12.part import FoundInPart, FoundInSet, PartChecker
from superbill.x12.report import Report, in_file, is_refused
from superbill.x12.segments import Delimiters

if TYPE_CHECKING:
    from superbill.x12.companion import Companion
    from superbill.x12.lists import Lists

Read = Callable[[int, int], bytes]
"""Gives the bytes of a file from an offset on, at most so many; empty at its end."""

Hearings = dict[tuple[int, Delimiters], Hearing]
Step = Envelope | Part
Given = tuple[list[Step], Future[list[FoundInPart]] | None]
"""What is checked elsewhere, and its outcome; nothing where there are no parts."""

_ENVELOPE = 1000  # bytes that a segment of an envelope counts for
_PART, _BATCH = 1 << 18, 1 << 19
"""Bytes: about how large a part is, and how much one worker is given at a time."""


class _Wanted(NamedTuple):
    """What the workers are told once."""

    read: Read
    levels: frozenset[int]
    lists: Callable[[], AbstractContextManager["Lists | None"]]
    companions: tuple["Companion", ...]


def check_in_parts(
    source: bytes | Read,
    *,
    jobs: int,
    levels: Iterable[int] = ALL_LEVELS,
    lists: Callable[[], AbstractContextManager["Lists | None"]] = nullcontext,
    companions: Sequence["Companion"] = (),
    most: int = 10_000,
    done: Callable[[int], object] | None = None,
) -> Report:
    """The report of `check`, made by so many processes beside this one; with one job, and for files that are not plain, by this one.

    `source` are the bytes of a file, or what reads it at any place. Each process opens the `lists` of level 5 for itself. `done` is
    told how many bytes have been checked. Where processes are not forked but started anew (macOS, Windows), the arguments are
    pickled, and the calling program must be one that can be imported.
    """
    read = partial(_piece, source) if isinstance(source, bytes) else source
    wanted = _Wanted(read, frozenset(levels), lists, tuple(companions))
    if jobs > 1:
        try:
            return _Together(wanted, jobs, most, done).report()
        except (NotPlain, BrokenProcessPool):
            pass  # something only the ordinary reader should judge, or a worker was ended from outside
    with lists() as held:
        return check(_told(read, done), levels=wanted.levels, lists=held, companions=companions, most=most)


def _piece(data: bytes, begin: int, size: int) -> bytes:
    return data[begin : begin + size]


def _told(read: Read, done: Callable[[int], object] | None) -> Iterator[bytes]:
    stop = 0
    for block in _blocks(read, 0, sys.maxsize):
        yield block
        stop += len(block)
        if done is not None:
            done(stop)


def _blocks(read: Read, begin: int, stop: int) -> Iterator[bytes]:
    while begin < stop and (block := read(begin, min(CHUNK, stop - begin))):
        yield block
        begin += len(block)


class _Together:
    """Gives out parts, and puts together what is found in them."""

    def __init__(self, wanted: _Wanted, jobs: int, most: int, done: Callable[[int], object] | None) -> None:
        self.wanted, self.jobs, self.most, self.done = wanted, jobs, most, done
        self.size = 0
        self.checker = Checker(wanted.levels, None, most, None, wanted.companions, None)

    def report(self) -> Report:
        """Check everything. Raises `NotPlain`."""
        batches = _batches(read_outline(self._counted(), most=_PART))
        first = next(batches, [])
        self._put(first, self._warm(_parts_of(first)))
        waiting: deque[Given] = deque()
        pool = self._pool()
        try:
            for steps in batches:
                parts = _parts_of(steps)
                waiting.append((steps, pool.submit(_check_parts, parts, self._room) if parts else None))
                if len(waiting) > 2 * self.jobs:
                    self._put_first(waiting)
            while waiting:
                self._put_first(waiting)
        finally:
            pool.shutdown(cancel_futures=True)
        if self.done is not None:
            self.done(self.size)
        return self.checker.end()

    def _counted(self) -> Iterator[bytes]:
        for block in _blocks(self.wanted.read, 0, sys.maxsize):
            self.size += len(block)
            yield block

    def _warm(self, parts: list[Part]) -> list[FoundInPart]:
        """The first parts, checked here: what is made for them is there when the workers are forked."""
        with self.wanted.lists() as lists:
            found = [_check_part(each, self.wanted, lists, self.most) for each in parts]
            after = SOON if are_compiled() else AFTER
            is_far = parts and not are_loaded() and self.wanted.read(2 * after, 1)
            if is_far:  # the kernels are used far in a file: load them once for all
                far = parts[0]._replace(begin=parts[0].begin + after)
                _checker(far, self.wanted, lists, 0).check(_blocks(self.wanted.read, parts[0].begin, parts[0].stop))
        return found

    def _pool(self) -> ProcessPoolExecutor:
        is_forked = sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if is_forked else "spawn")
        return ProcessPoolExecutor(self.jobs, context, _begin_work, (self.wanted,))

    @property
    def _room(self) -> int:
        return max(0, self.most - len(self.checker.report.findings))

    # --- putting together

    def _put_first(self, waiting: deque[Given]) -> None:
        steps, found = waiting.popleft()
        self._put(steps, found.result() if found else [])

    def _put(self, steps: list[Step], found: list[FoundInPart]) -> None:
        """What was found, in the order of the file."""
        checker, parts = self.checker, iter(found)
        for step in steps:
            if isinstance(step, Envelope):
                checker.marks, checker.number = step.marks, step.at.number
                checker.take_envelope(step.at)
                continue
            part = next(parts)
            checker.report.let_pass += part.let_pass
            for each in part.sets:
                self._put_set(each)
        if self.done is not None and steps:
            self.done(steps[-1].stop)

    def _put_set(self, found: FoundInSet) -> None:
        """As `Checker.add` does: beyond the most, findings are counted, and of a set the first error is kept all the same."""
        report, group, one = self.checker.report, self.checker.group, found.one
        assert group is not None
        group.sets.append(one)
        one.table = tables_of(one.kind)[found.table] if found.table >= 0 else None
        kept, over = found.kept[: self._room], found.kept[self._room :]
        report.findings.extend(kept)
        report.left_out += len(over) + found.left_out
        report.errors_left_out += sum(each.is_error for each in over) + found.errors_left_out
        one.findings = kept
        if not is_refused(one):
            one.findings += [each for each in (*over, *found.beyond) if each.is_error][:1]
        one.findings.sort(key=in_file)


def _batches(outline: Iterable[Step]) -> Iterator[list[Step]]:
    """What is given to a worker at once: parts, until they are large enough together. The first batch has one part."""
    steps: list[Step] = []
    size, is_first = 0, True
    for step in outline:
        steps.append(step)
        size += step.stop - step.begin if isinstance(step, Part) else _ENVELOPE
        if size >= _BATCH or (is_first and isinstance(step, Part)):
            yield steps
            steps, size, is_first = [], 0, False
    yield steps


def _parts_of(steps: list[Step]) -> list[Part]:
    return [step for step in steps if isinstance(step, Part)]


# --- in the worker processes


class _Work:
    """What this process was told when it began."""

    wanted: _Wanted
    lists: "Lists | None" = None
    hearings: Hearings = {}  # noqa: RUF012  (what hears the segments, made once for all the parts that this process checks)
    stack = ExitStack()  # it is left with the process


def _begin_work(wanted: _Wanted) -> None:
    _Work.wanted, _Work.lists, _Work.hearings = wanted, _Work.stack.enter_context(wanted.lists()), {}
    gc.freeze()
    _Work.stack.enter_context(seldom_collected())


def _check_parts(parts: list[Part], room: int) -> list[FoundInPart]:
    return [_check_part(each, _Work.wanted, _Work.lists, room, _Work.hearings) for each in parts]


def _check_part(part: Part, wanted: _Wanted, lists: "Lists | None", room: int, hearings: Hearings | None = None) -> FoundInPart:
    checker = _checker(part, wanted, lists, room)
    if hearings is not None:
        checker.hearings = hearings
    return checker.check(_blocks(wanted.read, part.begin, part.stop))


def _checker(part: Part, wanted: _Wanted, lists: "Lists | None", room: int) -> PartChecker:
    return PartChecker(part, levels=wanted.levels, lists=lists, companions=wanted.companions, most=room)
