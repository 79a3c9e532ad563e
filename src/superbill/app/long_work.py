"""Long work of one process, at most two pieces at once: asking a model and hearing a dictation leave threads for the pages of the others."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from superbill.basics.errors import NotPossible

MOST_AT_ONCE = 2
"""Of the four threads that `superbill serve` answers with."""

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class TooMuchAtOnce(NotPossible):
    """As much long work as may be done at once is being done."""


@contextmanager
def long_work() -> Iterator[None]:
    """A place for a piece of long work. Raises `TooMuchAtOnce` at once where there is none; nobody waits."""
    if not _places.acquire(blocking=False):
        raise TooMuchAtOnce(
            f"{MOST_AT_ONCE} dictations or questions to the model are being worked on.", todo="Try again in a minute.", again=True
        )
    try:
        yield
    finally:
        _places.release()
