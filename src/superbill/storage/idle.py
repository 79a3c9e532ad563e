"""What was opened and nobody reads at the moment, kept for the next who asks: whoever takes it has it alone, in whatever thread."""

import atexit
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
Mark = tuple[object, ...]


def mark_of(*paths: Path) -> Mark:
    """What tells things opened on files or folders from all others: the process, and each as it is now; one may be missing."""
    return os.getpid(), *((path, *_state(path)) for path in paths)


def _state(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except FileNotFoundError:
        return 0, 0
    return about.st_ino, about.st_mtime_ns


class Idle(Generic[T]):
    """A few open things of one kind; `close` ends one that is no longer wanted."""

    def __init__(self, close: Callable[[T], None], *, most: int = 2) -> None:
        self._close, self._most = close, most
        self._kept: list[tuple[Mark, T]] = []
        atexit.register(self.clear)

    def take(self, mark: Mark) -> T | None:
        """One that was opened under this mark, if there is any; those of another are closed."""
        while self._kept:
            with suppress(IndexError):  # another thread was quicker
                known, thing = self._kept.pop()
                if known == mark:
                    return thing
                self._end(known, thing)
        return None

    def put(self, mark: Mark, thing: T) -> None:
        """Keep one for the next, or close it where enough are kept."""
        if len(self._kept) < self._most:
            self._kept.append((mark, thing))
        else:
            self._end(mark, thing)

    def clear(self) -> None:
        """Close all."""
        while self._kept:
            with suppress(IndexError):
                self._end(*self._kept.pop())

    def _end(self, mark: Mark, thing: T) -> None:
        if mark[0] == os.getpid():  # what another process opened is its own to close
            self._close(thing)
