"""A failing file made smaller while it still fails: first whole segments, then bytes."""

from collections.abc import Callable, Sequence

Fails = Callable[[bytes], bool]


def shrunk(data: bytes, fails: Fails, *, tries: int = 4_000) -> bytes:
    """The smallest that was found; `tries` bounds how often `fails` is asked."""
    left = [tries]

    def asked(smaller: bytes) -> bool:
        left[0] -= 1
        return left[0] > 0 and fails(smaller)

    while True:
        before = len(data)
        data = _without(data.split(b"~"), b"~", asked)
        if len(data) < 4_000:
            data = _without([data[at : at + 1] for at in range(len(data))], b"", asked)
        if len(data) == before or left[0] <= 0:
            return data


def _without(parts: Sequence[bytes], mark: bytes, fails: Fails) -> bytes:
    """The file without runs of its parts: long runs first."""
    kept, length = list(parts), max(1, len(parts) // 2)
    while True:
        at = 0
        while at < len(kept):
            smaller = kept[:at] + kept[at + length :]
            if fails(mark.join(smaller)):
                kept = smaller
            else:
                at += length
        if length == 1:
            return mark.join(kept)
        length //= 2
