"""Fuzz the X12 engine: damaged files, whose only outcomes may be a report or an `X12Error`, in bounded time and memory.

    python -m tests.x12.fuzz.run --seconds 600              look for ten minutes
    python -m tests.x12.fuzz.run --seed 7 --only 1234       make the 1234th input of seed 7 again
    python -m tests.x12.fuzz.run --file FIND.edi            feed one file
    python -m tests.x12.fuzz.run --file FIND.edi --shrink   and make it as small as it still fails
    python -m tests.x12.fuzz.run --atheris …                guided by coverage, where atheris is installed

Seconds are of processor time, so that a run beside others does as much as one alone; they may stand in SUPERBILL_FUZZ_SECONDS.
It prints its seed first. A failing input is printed (gzip, base64) and kept in the folder of `--finds`, with what went wrong and how
to make it again beside it; mended, it belongs into `corpus/`, smallest first. `now.edi` there is what is tried at the moment: the
one that ended the process, if one did. Exit code 1 when something was found.
"""

import argparse
import base64
import faulthandler
import gzip
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.x12.fuzz.inputs import CORPUS, files, kept, samples
from tests.x12.fuzz.mutate import Mutator
from tests.x12.fuzz.outcomes import Broken
from tests.x12.fuzz.shrink import shrunk
from tests.x12.fuzz.targets import TARGETS, TURNS, feed, found_in

SECONDS_A_FILE, SECONDS_A_MEGABYTE, SECONDS_A_FINDING = 10.0, 20.0, 1e-3
"""Of processor time for one target. The check alone takes less than one second a megabyte and some microseconds for each thing
that it finds; some targets check several times, and an 824 writes, checks and reads two hundred bytes about each thing. A second
of a processor that others use as well has been seen to do an eighth of its work: what is found here grows faster than its file."""
MEMORY_A_FILE, MEMORY_A_BYTE = 200 << 20, 150
HANGS_AFTER, IS_STUCK_AFTER = 60, 1_800
"""Seconds: of processor time, after which a target is stopped; of any time, after which the process ends, for a kernel has no ear."""
MOST_MEMORY = 6 << 30
SMALL, LONGEST_PRINTED = 60_000, 200_000
FOLDER = Path(__file__).resolve().parents[3] / "test-artifacts" / "fuzz"


@dataclass(frozen=True, slots=True)
class Find:
    """What a target did with a file that it should not."""

    target: str
    what: str
    data: bytes
    number: int = 0

    @property
    def kind(self) -> str:
        """The same for finds that look alike: the target, and the last line of what went wrong."""
        lines = [line.strip() for line in self.what.splitlines() if line.strip()]
        places = [line for line in lines if line.startswith("File ") and "superbill" in line]
        return f"{self.target}: {(places or [''])[-1]} {lines[-1][:60]}"


def try_all(data: bytes, names: list[str]) -> Iterator[Find]:
    """Feed a file to every target."""
    for name in names:
        what = try_one(name, data)
        if what:
            yield Find(name, what, data)


def try_one(name: str, data: bytes) -> str:
    """What went wrong, with its traceback; empty when nothing did."""
    began, memory = time.process_time(), _most_memory()
    try:
        with _no_longer_than(HANGS_AFTER):
            feed(name, data)
    except Exception:
        return traceback.format_exc()
    took = time.process_time() - began
    times = 4 if name == "in_parts" else 1  # it checks some hundred small parts, puts them together, and checks the whole again
    allowed = SECONDS_A_FILE + SECONDS_A_MEGABYTE * len(data) / 1e6
    if took > times * allowed and took > times * (allowed + SECONDS_A_FINDING * found_in(data)):
        return f"Slow\n{took:.1f} s for {len(data)} bytes"
    grown = _most_memory() - memory
    return f"Large\n{grown >> 20} MB more for {len(data)} bytes" if grown > MEMORY_A_FILE + MEMORY_A_BYTE * len(data) else ""


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Broken(f"no outcome after {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # processor time: others may have the machine
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _most_memory() -> int:
    """The largest that the process has been, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def input_of(seed: int, number: int) -> bytes:
    """The input of that number: always the same."""
    random = Random(f"{seed}/{number}")  # noqa: S311  (nothing secret)
    pool = [*kept().values(), *samples().values()]
    data = next(files(random))
    mutator = Mutator(random, pool)
    if random.random() < 0.015:
        return mutator.grown(data)
    return mutator.damaged(data)


def look(seed: int, seconds: float, names: list[str], finds: "Finds") -> int:
    """Try inputs until the time is up; gives how many there were. Every target has its turn; large ones go to the engine alone."""
    until, number = time.process_time() + seconds, 0
    while time.process_time() < until:
        number += 1
        data = input_of(seed, number)
        finds.begin(data)
        turn = [name for name in names if number % TURNS[name] == 0 and (TURNS[name] == 1 or len(data) < SMALL)]
        for find in try_all(data, turn):
            finds.take(replace(find, number=number))
    finds.end()
    return number


class Finds:
    """Keeps the first of each kind in a folder, and counts the others."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed, self.counts = folder, seed, Counter[str]()
        folder.mkdir(parents=True, exist_ok=True)

    def begin(self, data: bytes) -> None:
        """Keep what is tried now, for the case that the process does not outlive it; it has so long."""
        (self.folder / "now.edi").write_bytes(data)
        faulthandler.dump_traceback_later(IS_STUCK_AFTER, exit=True)

    def end(self) -> None:
        """All is over."""
        faulthandler.cancel_dump_traceback_later()
        (self.folder / "now.edi").unlink(missing_ok=True)

    def take(self, find: Find) -> None:
        self.counts[find.kind] += 1
        if self.counts[find.kind] == 1:
            path = self.folder / f"{find.target}-{sha256(find.data).hexdigest()[:12]}.edi"
            path.write_bytes(find.data)
            again = f"--seed {self.seed} --only {find.number}" if find.number else f"--file {path}"
            told = f"{find.what}\nOnce more: python -m tests.x12.fuzz.run {again} --targets {find.target}\n"
            path.with_suffix(".txt").write_text(told)
            packed = _packed(find.data)
            print(
                f"{path}\n{told}base64 -d <<. | gunzip > find.edi\n{packed}\n."
                if len(packed) < LONGEST_PRINTED
                else f"{path}\n{told}",
                flush=True,
            )


def _packed(data: bytes) -> str:
    return base64.encodebytes(gzip.compress(data, mtime=0)).decode("ascii").strip()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Fuzz the X12 engine.")
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SUPERBILL_FUZZ_SECONDS", "60")))
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--only", type=int, help="the number of one input")
    parser.add_argument("--file", type=Path, help="a file to feed")
    parser.add_argument("--shrink", action="store_true", help="make the failing file small")
    parser.add_argument("--targets", nargs="*", default=list(TARGETS), choices=list(TARGETS))
    parser.add_argument("--finds", type=Path, default=FOLDER)
    parser.add_argument("--atheris", action="store_true", help="let atheris guide it by coverage")
    return parser.parse_args()


def main() -> int:
    """Look, and say what was found."""
    asked, began = arguments(), time.monotonic()
    finds = Finds(asked.finds, asked.seed)
    print(f"seed {asked.seed}, {asked.seconds:.0f} s", flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for name in asked.targets:
        feed(name, (CORPUS / "shape-as-generated.edi").read_bytes())  # what is loaded or compiled once is no file's time
    if asked.file or asked.only:
        data = asked.file.read_bytes() if asked.file else input_of(asked.seed, asked.only)
        for find in try_all(data, asked.targets):
            finds.take(_smaller(find) if asked.shrink else find)
        tried = 1
    elif asked.atheris:
        return _look_guided(asked, finds)
    else:
        tried = look(asked.seed, asked.seconds, asked.targets, finds)
    memory = _most_memory() >> 20
    print(
        f"seed {asked.seed}: {tried} inputs in {time.monotonic() - began:.0f} s, at most {memory} MB; {len(finds.counts)} kinds of find"
    )
    for kind, count in finds.counts.most_common():
        print(f"  {count} × {kind}")
    return 1 if finds.counts else 0


def _look_guided(asked: argparse.Namespace, finds: Finds) -> int:
    """What is found is kept by another process; it is counted in the folder."""
    from tests.x12.fuzz.guided import look_guided

    def tried(data: bytes) -> None:
        for find in try_all(data, asked.targets):
            finds.take(find)

    before = len(list(asked.finds.glob("*.edi")))
    look_guided(asked.seed, asked.seconds, tried)
    return 1 if len(list(asked.finds.glob("*.edi"))) > before else 0


def _smaller(find: Find) -> Find:
    kind = find.kind

    def fails(data: bytes) -> bool:
        what = try_one(find.target, data)
        return bool(what) and Find(find.target, what, data).kind == kind

    data = shrunk(find.data, fails)
    return Find(find.target, try_one(find.target, data), data)


if __name__ == "__main__":
    sys.exit(main())
