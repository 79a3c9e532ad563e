"""Run one contestant on one file and say what it cost, as JSON. Needs nothing but Python: it runs in every environment.

    python stopwatch.py contestants/oxedi_tables.py FILE 835

A contestant has `work(path, kind)`, which gives the number of claims, so that nobody is quick by doing nothing; and may have
`prepare(kind)` for what is done once, whatever the file.
"""

import importlib.util
import json
import os
import sys
import time
from pathlib import Path


def main(program: str, path: str, kind: str) -> None:
    """Time it."""
    began = time.perf_counter()
    spec = importlib.util.spec_from_file_location("contestant", program)
    assert spec is not None and spec.loader is not None, program
    contestant = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contestant)
    if hasattr(contestant, "prepare"):
        contestant.prepare(kind)
    start = time.perf_counter() - began
    cpu, wall = _cpu(), time.perf_counter()
    claims = contestant.work(path, kind)
    cpu, wall = _cpu() - cpu, time.perf_counter() - wall
    print(json.dumps({"claims": claims, "start": start, "cpu": cpu, "wall": wall, "peak": _peak()}))


def _cpu() -> float:
    """Seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
