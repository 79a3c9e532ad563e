"""How fast and how large: superbill's X12 engine beside the tools a user could pick instead, on the same files in one run.

    python benchmarks/x12/compare.py                       an 837P and an 835 of 1 MB; the quick ones also 20 MB
    python benchmarks/x12/compare.py --small 2 --large 50 --folder bench
    python benchmarks/x12/compare.py --only pyx12_validate,superbill_validate
    python benchmarks/x12/compare.py --growth 1,10,50,200  how superbill's time and memory grow; nobody else

Everybody reads a plain file (one set, every claim alike: `plain_files.py`) and an ordinary one (`superbill x12 generate`: many
sets, dependents, other payers, reversals), which not everybody can. Every contestant (a file of `contestants/`) runs in a process of
its own. The others live in environments of their own, made in the folder on first use with the versions named below; superbill
depends on none of them. Seconds are those of the work: imports, and loading what numba has compiled before, are told apart as start.
CPU seconds are those of all processes; peak memory is that of the first one. The last column says how many times as fast as pyx12 on
the small file of the same shape, by the clock on the wall.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plain_files import plain_file

from superbill.x12.tools.generate import generate

HERE = Path(__file__).resolve().parent
DAY = date(2026, 9, 1)
KINDS = ("837P", "835")
SHAPES = ("plain", "ordinary")
BYTES_PER_CLAIM = {"837P": 640, "835": 394}
PATIENCE = 1800  # seconds for one run
_TICK = 0.01  # seconds: what the clock of processor time can tell


@dataclass(frozen=True, slots=True)
class Contestant:
    """One tool doing one thing. `package` is what its environment holds; empty for superbill itself."""

    file: str
    gives: str
    package: str = ""
    kinds: tuple[str, ...] = KINDS
    quick: bool = False


CONTESTANTS = (
    Contestant("pyx12_validate", "validation, levels 1-2", "pyx12==4.0.0"),
    Contestant("linuxforhealth_models", "pydantic models", "linuxforhealth-x12==0.57.0 pydantic==1.10.24"),
    Contestant("x12sdk_models", "pydantic models", "x12sdk==2.2.0"),
    Contestant("openx12_dicts", "dictionaries", "openx12==0.2.1"),
    Contestant("edi_835_parser_frame", "one pandas frame", "edi-835-parser==1.8.0", ("835",)),
    Contestant("oxedi_tables", "typed tables (Rust), levels 1-3", "oxedi==0.6.0", ("835",), quick=True),
    Contestant("superbill_validate", "validation, levels 1-4, typed claims", quick=True),
    Contestant("superbill_validate_two", "the same by two processes", quick=True),
    Contestant("superbill_tables_plain", "Arrow tables, without numba"),
    Contestant("superbill_tables", "Arrow tables, balances (numba)", quick=True),
    Contestant("superbill_scan", "segments and elements (numba)", quick=True),
)
GROWING = ("superbill_validate", "superbill_validate_two", "superbill_tables")


def main(words: list[str]) -> None:
    """Make the files and the environments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1, help="megabytes of the files that everybody reads")
    parser.add_argument("--large", type=int, default=20, help="megabytes of the file that only the quick ones read")
    parser.add_argument("--growth", default="", help="megabytes, with commas: only superbill, on files of these sizes")
    parser.add_argument("--only", default="", help="contestants, with commas: the files of these names; all by default")
    parser.add_argument("--folder", type=Path, help="where files and environments are kept; a temporary one by default")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="superbill-bench-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if asked.growth:
            _print_growth([int(size) for size in asked.growth.split(",")], folder)
        else:
            only = set(asked.only.split(",")) if asked.only else {each.file for each in CONTESTANTS}
            _print_comparison([each for each in CONTESTANTS if each.file in only], asked.small, asked.large, folder)


def _print_comparison(contestants: Sequence[Contestant], small: int, large: int, folder: Path) -> None:
    print(f"{'contestant':22} {'gives':37} {'file':14} {'MB':>6} {'claims':>7} {_FIGURES} {'x pyx12':>8}")
    for kind in KINDS:
        speeds: dict[str, float] = {}
        for each, shape, size in _runs(contestants, kind, small, large):
            path = _file(kind, shape, size, folder)
            told = _run(each, path, kind, folder)
            megabytes = path.stat().st_size / 1e6
            speed = megabytes / max(told["wall"], _TICK) if "wall" in told else 0.0
            if each.file.startswith("pyx12"):
                speeds[shape] = speed
            ratio = f"{speed / speeds[shape]:8.0f}" if speed and speeds.get(shape) else f"{'':8}"
            claims = int(told.get("claims", 0))
            print(
                f"{each.file:22} {each.gives:37} {kind + ' ' + shape:14} {megabytes:6.1f} {claims:7} {_figures(megabytes, told)} {ratio}",
                flush=True,
            )


def _runs(contestants: Sequence[Contestant], kind: str, small: int, large: int) -> Iterator[tuple[Contestant, str, int]]:
    for shape in SHAPES:
        for each in contestants:
            if kind in each.kinds:
                yield each, shape, small
    for each in contestants:
        if kind in each.kinds and each.quick and large > small:
            yield each, "ordinary", large


def _print_growth(sizes: list[int], folder: Path) -> None:
    print(f"{'contestant':24} {'kind':5} {'MB':>6} {'claims':>8} {_FIGURES}")
    for each in CONTESTANTS:
        for kind in KINDS if each.file in GROWING else ():
            for size in sizes:
                path = _file(kind, "ordinary", size, folder)
                told = _run(each, path, kind, folder)
                megabytes = path.stat().st_size / 1e6
                print(
                    f"{each.file:24} {kind:5} {megabytes:6.1f} {int(told.get('claims', 0)):8} {_figures(megabytes, told)}",
                    flush=True,
                )


_FIGURES = f"{'start s':>8} {'CPU s':>8} {'wall s':>8} {'MB/CPU s':>9} {'MB/s':>8} {'peak MB':>8}"


def _figures(megabytes: float, told: dict[str, float]) -> str:
    if "cpu" not in told:
        return f"{'did not finish':54}"
    speeds = f"{megabytes / max(told['cpu'], _TICK):9.2f} {megabytes / max(told['wall'], _TICK):8.2f}"
    return f"{told['start']:8.2f} {told['cpu']:8.2f} {told['wall']:8.2f} {speeds} {told['peak'] / 1e6:8.0f}"


def _file(kind: str, shape: str, megabytes: int, folder: Path) -> Path:
    """An invented, balanced file of about this size."""
    path = folder / f"{kind}-{shape}-{megabytes}.edi"
    if not path.exists():
        claims = megabytes * 1_000_000 // BYTES_PER_CLAIM[kind]
        with path.open("wb") as file:
            if shape == "plain":
                file.writelines(plain_file(kind, size=megabytes * 1_000_000))
            else:
                file.writelines(generate(kind, seed=1, claims=claims, on=DAY))
    return path


def _run(each: Contestant, path: Path, kind: str, folder: Path) -> dict[str, float]:
    """What `stopwatch.py` said of one contestant; empty when it failed or had no patience left."""
    python = _environment(each, folder)
    words = [str(python), str(HERE / "stopwatch.py"), str(HERE / "contestants" / f"{each.file}.py"), str(path), kind]
    try:
        done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return {}
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return {}
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


def _environment(each: Contestant, folder: Path) -> Path:
    """The Python that has the contestant's package, made when it is not there."""
    if not each.package:
        return Path(sys.executable)
    home = folder / f"env-{each.package.split()[0]}"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", *each.package.split()], check=True, stderr=subprocess.DEVNULL
        )
    return python


if __name__ == "__main__":
    main(sys.argv[1:])
