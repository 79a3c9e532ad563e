"""Fuzzing guided by coverage, where atheris is installed (`pip install atheris`); the same mutator, the same targets.

libFuzzer ends the process that it runs in, so it gets one of its own; what it finds is kept in the folder all the same.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from random import Random
from types import FunctionType

from tests.x12.fuzz.inputs import kept, samples
from tests.x12.fuzz.mutate import Mutator

Try = Callable[[bytes], None]
LARGEST = 60_000


def look_guided(seed: int, seconds: float, try_all: Try) -> None:
    """Look in a child process until the time is up. Raises `ModuleNotFoundError` without atheris."""
    import atheris

    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    pool = [*kept().values(), *samples().values()]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**kept(), **samples()}.items():
            with open(os.path.join(folder, name), "wb") as file:  # noqa: PTH118, PTH123  (pathlib would be watched, too)
                file.write(data)
        for function in gc.get_objects():  # of all functions that would take minutes, and guide elsewhere
            if isinstance(function, FunctionType) and (function.__module__ or "").startswith("superbill.x12"):
                atheris.instrument_func(function)
        atheris.Setup(_options(seed, seconds, folder), try_all, custom_mutator=_mutating(pool))
        atheris.Fuzz()
    os._exit(0)


def _options(seed: int, seconds: float, folder: str) -> list[str]:
    return [
        "fuzz",
        f"-seed={seed}",
        f"-max_total_time={seconds:.0f}",
        f"-max_len={LARGEST}",
        "-timeout=300",
        "-rss_limit_mb=4096",
        folder,
    ]


def _mutating(pool: Sequence[bytes]) -> Callable[[bytes, int, int], bytes]:
    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        return Mutator(Random(seed), pool).damaged(data)[:largest]  # noqa: S311  (nothing secret)

    return mutate
