"""Looking for garbage less often while a file is checked: what is made then is seldom part of a circle.

By its own measure Python looks whenever 700 more things were made than let go, which is a fifth of the time of a check.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_MOST_YOUNG = 50_000


class _Looking:
    """How often it was looked before, and how many have asked for less."""

    lock = Lock()
    asked = 0
    before = (0, 0, 0)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look less often inside; afterwards, and when all threads have left it, as often as before. Who never looks is left alone."""
    with _Looking.lock:
        if not _Looking.asked:
            _Looking.before = young, *_ = gc.get_threshold()
            if 0 < young < _MOST_YOUNG:
                gc.set_threshold(_MOST_YOUNG)
        _Looking.asked += 1
    try:
        yield
    finally:
        with _Looking.lock:
            _Looking.asked -= 1
            if not _Looking.asked:
                gc.set_threshold(*_Looking.before)
