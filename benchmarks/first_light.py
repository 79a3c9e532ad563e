"""What the first thread costs: processor time of the commands that a newcomer and a script use, each in a new process.

    python benchmarks/first_light.py

Prints a table; nothing is asserted. The code tables are built once before anything else is measured.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def run(*words: str, env: dict[str, str]) -> tuple[float, float]:
    """Processor seconds (user and system, with children) and wall seconds of one command."""
    before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "superbill", *words], env=env, check=True, capture_output=True)
    after, until = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, until - since


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(HERE / "examples" / "visit", work / "visit", ignore=shutil.ignore_patterns("books"))
        env = os.environ | {"SUPERBILL_CODES": str(work / "codes"), "SUPERBILL_DATA": str(work / "data")}
        visit, demo = str(work / "visit"), str(work / "demo")
        commands = {
            "build the code tables": ("codes", "build"),
            "superbill --help": ("--help",),
            "superbill code note.txt": ("code", f"{visit}/note.txt", "--on", "2026-09-08"),
            "superbill visit, first": ("visit", visit),
            "superbill visit, again": ("visit", visit),
            "superbill demo --no-serve, first": ("demo", "--no-serve", "--data", demo),
            "superbill demo --no-serve, second": ("demo", "--no-serve", "--data", demo),
        }
        print(f"{'command':36} {'processor s':>12} {'wall s':>8}")
        for name, words in commands.items():
            cpu, wall = run(*words, env=env)
            print(f"{name:36} {cpu:12.2f} {wall:8.2f}")


if __name__ == "__main__":
    main()
